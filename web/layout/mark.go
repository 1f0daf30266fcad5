package layout

// DueDay is a day by which something is to be done, in words, with how late
// it is. Kind is late, soon or empty.
type DueDay struct {
	Text, ISO, Flag, Kind string
}

// attendKey is what the marks of attendance mean.
var attendKey = []Option{
	{Value: "came", Label: "Named representative"},
	{Value: "substitute", Label: "Substitute"},
	{Value: "apologies", Label: "Sent apologies"},
	{Value: "absent", Label: "Absent"},
}

func attendIcon(state string) string {
	switch state {
	case "came":
		return "i-full"
	case "substitute":
		return "i-half"
	case "apologies":
		return "i-empty"
	case "absent":
		return "i-cross"
	}
	return "i-none"
}

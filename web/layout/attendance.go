package layout

// Attendance is the line of one agency: who came, and in which of four ways.
type Attendance struct {
	Agency string
	State  Field // came, substitute, apologies or absent in Value; Error when it is not said
	Who    Field // the name, which is the named representative's until it is changed
	Reason Field // why apologies were sent
	Sent   Field // whether information was sent instead: "yes" in Value when it was
}

// ways are the four ways to attend.
var ways = []Option{
	{Value: "came", Label: "Came"},
	{Value: "substitute", Label: "Substitute"},
	{Value: "apologies", Label: "Apologies"},
	{Value: "absent", Label: "Absent"},
}

// sent is the one box of Sent.
var sent = Option{Value: "yes", Label: "Sent information"}

// labelled are the line's boxes with labels that name the agency for those
// who listen.
func (a Attendance) labelled() Attendance {
	a.Who.Label, a.Who.HideLabel, a.Who.Autocomplete = "Who came from "+a.Agency, true, "off"
	if a.Reason.Label == "" {
		a.Reason.Label = "Reason"
	}
	return a
}

func (a Attendance) described() string {
	if a.State.Error == "" {
		return ""
	}
	return a.State.ID + "-error"
}

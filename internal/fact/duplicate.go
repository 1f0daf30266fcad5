package fact

// Duplicate is that two records look like one. Day it was noticed to Until somebody
// said what they are, zero while nobody has; flags Same or Different.
const Duplicate Kind = "duplicate"

// What was said of two records that look like one.
const (
	Same      Flag = "same"
	Different Flag = "different"
)

package layout

import "strings"

// CaveatLine is the evidence caveat for what is not a page: the first row of an
// export, and the foot of a printed checklist.
const CaveatLine = "Checklist items were not empirically tested. ‘In place’ means evidence is recorded, not that it works."

// DateHint is how a date may be typed.
const DateHint = "For example, 26/11/2025 or 26 Nov 2025"

// StrandWord is the strand's name in capitals, as the band and the labels show it.
func StrandWord(strand string) string { return strings.ToUpper(strand) }

// StrandName is the strand's name as a sentence uses it.
func StrandName(strand string) string {
	if strand == "" {
		return ""
	}
	return strings.ToUpper(strand[:1]) + strand[1:]
}

// BandText is the rule that the strand's band states.
func BandText(strand string) string {
	switch strand {
	case "coordination":
		return "Partnership business only. No outreach or intelligence detail."
	case "outreach":
		return "Community activity only. Never record or refer to intelligence here."
	case "casework":
		return "One person’s support. Only people named on the case."
	case "intelligence":
		return "Cleared users only. Never copy this into an outreach or coordination record."
	}
	return ""
}

package page

import (
	"fmt"
	"math"

	"liaison/internal/checklist"
	"liaison/internal/health"
)

// figureWords is a value as people read it: a percentage where it is a share of
// what was counted, a number from 0 to 1 where it is worked out otherwise.
func figureWords(u health.Unit, v health.Value) string {
	switch v.State {
	case health.Told:
		if u == health.Share && v.Between != nil {
			return checklist.Percent(v.Figure)
		}
		return unitWords(u, v.Figure)
	case health.Counts:
		return "Too few for a figure"
	case health.NotSoFar:
		return "Fewer than half so far"
	case health.Nothing:
	}
	return "Nothing to count"
}

// unitWords is a figure in its unit.
func unitWords(u health.Unit, figure float64) string {
	n := checklist.Number(figure)
	one := n == "1"
	switch u {
	case health.WorkingDays:
		return n + map[bool]string{true: " working day", false: " working days"}[one]
	case health.Days:
		return n + map[bool]string{true: " day", false: " days"}[one]
	case health.Agencies:
		return n + map[bool]string{true: " agency", false: " agencies"}[one]
	case health.Groups:
		return n + map[bool]string{true: " group", false: " groups"}[one]
	case health.Points:
		return points(figure) + " of 4"
	case health.Share:
	}
	return n
}

// countWords is what was counted: "9 of 12 ways".
func countWords(of string, v health.Value) string {
	if v.All == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d %s", v.Have, v.All, of)
}

// betweenWords is the interval of a share with a word between its two ends, or
// nothing.
func betweenWords(v health.Value, word string) string {
	if v.Between == nil {
		return ""
	}
	return checklist.Between(*v.Between, word)
}

// ownWords is an agency's own value; continuity counts people and meetings.
func ownWords(f health.Finding, v health.Value) string {
	if v.State == health.Told && f.Code != health.Continuity && f.Unit == health.Share {
		return checklist.Percent(v.Figure)
	}
	return figureWords(f.Unit, v)
}

// middleWords is the value of the middle agency, or why there is none.
func middleWords(f health.Finding, m health.Middle) string {
	switch {
	case !m.Told && m.Agencies < health.FewCases:
		return "Fewer than 5 agencies"
	case !m.Told:
		return "Fewer than half so far"
	case f.Code != health.Continuity && f.Unit == health.Share:
		return checklist.Percent(m.Figure)
	}
	return unitWords(f.Unit, math.Round(m.Figure*100)/100)
}

package activity

import (
	"slices"
	"strings"
)

// Words is what the record says beside its title and summary, to be searched.
// What others are called, and may be called otherwise tomorrow, is no part of
// it. Empty where the log keeps who read what: a record that is found by what
// it says tells that to somebody who did not open it.
func (a Activity) Words() string {
	if a.Strand.LogsReads() {
		return ""
	}
	var all []string
	switch d := a.Content.Detail.(type) {
	case Meeting:
		all = append(all, d.Place, d.Chair, d.Others, d.CancelledWhy)
		for _, x := range d.Decisions {
			all = append(all, x.What, x.Rationale, x.Dissent)
		}
	case Session:
		all = append(all, d.Provider, d.Place, d.Outcome)
	case ConnectEvent:
		all = append(all, d.Place, d.Outcome)
	case Sharing:
		all = append(all, d.Purpose, d.Emergency, d.LeftOut, d.Refused)
		for _, t := range d.Takers {
			all = append(all, t.Feedback)
		}
	case Engagement:
		all = append(all, d.Aims, d.Area, d.Others, d.FollowUp, d.Outcome)
	}
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " ")
}

// Involved are the agencies that had a part in what is recorded: those that
// came or are to come, gave or received. None where the log keeps who read what.
func (a Activity) Involved() []int {
	if a.Strand.LogsReads() {
		return nil
	}
	all := tookPart(a.Content.Detail)
	switch d := a.Content.Detail.(type) {
	case Meeting:
		for _, l := range d.Attendance {
			if l.State == Asked {
				all = append(all, l.Agency)
			}
		}
	case Sharing:
		all = append(all, d.Giver)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

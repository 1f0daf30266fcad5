package demo

import (
	"liaison/internal/activity"
)

type pointerFile struct {
	Name, By           string
	Days               int // before today
	URN, Purpose, Note string
	Items              []gradeFile
	Recipients         map[string]string // the post that may know, by the agency's slug
	Conditions, Limit  string
	Keep               int  // days from today
	NoPrint            bool `json:"no_print"`
}

type gradeFile struct {
	Grade                                   string // "1BP"
	Conditions, Action, Usage, Sanitisation string
}

// pointers makes the intelligence activities.
func (m *maker) pointers() error {
	var all []pointerFile
	if err := readSeed(m.seeds, "intelligence.json", &all); err != nil {
		return err
	}
	for n, f := range all {
		p := activity.Pointer{URN: f.URN, Purpose: f.Purpose, Conditions: f.Conditions, NoPrint: f.NoPrint, KeepUntil: m.today.AddDate(0, 0, f.Keep)}
		for _, g := range f.Items {
			p.Graded = append(p.Graded, activity.Graded{
				Source: activity.Source(g.Grade[0] - '0'), Information: activity.Information(g.Grade[1:2]), Handling: activity.Handling(g.Grade[2:]),
				Conditions: g.Conditions, Action: activity.ActionCode(g.Action), Usage: g.Usage, Sanitisation: activity.Sanitisation(g.Sanitisation),
			})
		}
		for _, a := range m.made.Partners {
			if post := f.Recipients[a.Agency.Slug]; post != "" {
				p.Recipients = append(p.Recipients, activity.Recipient{Agency: a.Agency.ID, AgencyName: a.Agency.Name, Post: post})
			}
		}
		c := activity.Content{Name: f.Name, Start: -1, Summary: f.Note, Marking: activity.Sensitive, Limit: activity.Limit(f.Limit), Detail: p}
		if err := m.logOther(c, f.By, f.Days, n); err != nil {
			return err
		}
	}
	return nil
}

package demo

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/partnership"
)

type engagementFile struct {
	Name, Start, By      string
	Days                 int // before today
	Aims, Audience, Area string
	Partners             []string
	Others, Summary      string
	FollowUp             string `json:"follow_up"`
	Police, Outcome      string
}

// engagements makes the outreach activities.
func (m *maker) engagements() error {
	var all []engagementFile
	if err := readSeed(m.seeds, "outreach.json", &all); err != nil {
		return err
	}
	for n, f := range all {
		e := activity.Engagement{
			Aims: f.Aims, Audience: activity.Audience(f.Audience), Area: f.Area, Others: f.Others, FollowUp: f.FollowUp,
			Police: activity.PolicePart(f.Police), Outcome: f.Outcome,
		}
		for _, slug := range f.Partners {
			i, err := m.invited(slug)
			if err != nil {
				return err
			}
			e.Partners = append(e.Partners, activity.Partner{Agency: i.Agency, AgencyName: i.Name})
		}
		c := activity.Content{Name: f.Name, Start: -1, Summary: f.Summary, Marking: activity.Official, Detail: e}
		if f.Start != "" {
			at, err := time.Parse("15:04", f.Start)
			if err != nil {
				return err
			}
			c.Start = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
		}
		if err := m.logOther(c, f.By, f.Days, n); err != nil {
			return err
		}
	}
	return nil
}

// logOther logs a record of a strand beside coordination, on the day it was,
// in the evening. Like any other it has to pass its own check.
func (m *maker) logOther(c activity.Content, by string, days, n int) error {
	c.Day = m.today.AddDate(0, 0, -days)
	in := activity.Setting{Today: m.today}
	for _, p := range m.made.Partners {
		in.Invited = append(in.Invited, activity.Invited{Agency: p.Agency.ID, Name: p.Agency.Name})
	}
	if err := c.Check(in); err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	author := m.account(by)
	who := access.Actor{ID: author.ID, Partnership: m.made.ID, Agency: author.Agency}
	a := activity.Log(who, c, c.Day.Add(21*time.Hour))
	a.ID, a.Ref = m.id(a.Strand, "/", n), m.ref(a.Strand, a.Strand, "/", n)
	m.made.Activities = append(m.made.Activities, a)
	return nil
}

// invited is the partner by its slug.
func (m *maker) invited(slug string) (activity.Invited, error) {
	i := slices.IndexFunc(m.made.Partners, func(p partnership.Partner) bool { return p.Agency.Slug == slug })
	if i < 0 {
		return activity.Invited{}, fmt.Errorf("no agency %q", slug)
	}
	return activity.Invited{Agency: m.made.Partners[i].Agency.ID, Name: m.made.Partners[i].Agency.Name}, nil
}

// readSeed reads one file of package seeds.
func readSeed(seeds fs.FS, name string, into any) error {
	text, err := fs.ReadFile(seeds, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

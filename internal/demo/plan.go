package demo

import (
	"fmt"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// Ahead is what the demonstration's agencies mean to do, and what somebody said
// of two plans that looked the same.
type Ahead struct {
	Plans    []activity.Plan
	Overlaps []activity.Overlap
}

type planFile []struct {
	Key, Kind, Title, Area, Agency, Need, Other, Settled, Why string
	With                                                      []string
	In                                                        int // days from now
	Since, Off                                                int // days before now
}

// coming makes them from their own file.
func (m *maker) coming() error {
	var f planFile
	if err := readSeed(m.seeds, "plan.json", &f); err != nil {
		return err
	}
	var agencies []int
	for _, p := range m.made.Partners {
		agencies = append(agencies, p.Agency.ID)
	}
	var needs []uuid.UUID
	for _, n := range m.made.Provision.Needs {
		needs = append(needs, n.ID)
	}
	coordinator := access.Actor{ID: m.account("coordinator").ID, Partnership: m.made.ID}
	for _, x := range f {
		p := activity.Plan{
			ID: planID(x.Key), Kind: activity.PlanKind(x.Kind), Title: x.Title, Day: m.in(x.In), Area: x.Area, By: coordinator.ID, At: noon(m.in(-x.Since)),
		}
		var err error
		if p.Agency, err = m.agency(x.Agency); err != nil {
			return fmt.Errorf("plan.json: %w", err)
		}
		for _, slug := range x.With {
			a, err := m.agency(slug)
			if err != nil {
				return fmt.Errorf("plan.json: %w", err)
			}
			p.With = append(p.With, activity.Partner{Agency: a})
		}
		if x.Need != "" {
			p.Need = NeedID(x.Need)
		}
		if err := p.Check(agencies, needs, m.today); err != nil {
			return fmt.Errorf("plan.json: %s: %w", x.Key, err)
		}
		if x.Off != 0 {
			if err := activity.CallOff(coordinator, x.Why, noon(m.in(-x.Off))).Apply(&p); err != nil {
				return fmt.Errorf("plan.json: %s: %w", x.Key, err)
			}
		}
		if x.Settled != "" {
			o := activity.Overlap{Plan: p, Other: activity.Plan{ID: planID(x.Other)}}
			if err := activity.SettleOverlap(coordinator, activity.Settled(x.Settled), x.Why, noon(m.in(-1))).Apply(&o); err != nil {
				return fmt.Errorf("plan.json: %s: %w", x.Key, err)
			}
			o.ID = m.id("overlap/", x.Key)
			m.made.Ahead.Overlaps = append(m.made.Ahead.Overlaps, o)
		}
		m.made.Ahead.Plans = append(m.made.Ahead.Plans, p)
	}
	return nil
}

func planID(key string) uuid.UUID { return id("plan/", key) }

package checklist_test

import (
	"context"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// counted is a store that answers what it is told and counts how often it is
// asked for facts.
type counted struct {
	checklist.Store
	stamp string
	asked int
}

func (c *counted) Stamp(context.Context, access.Actor) string { return c.stamp }

func (c *counted) Facts(context.Context, access.Actor, *checklist.Book, time.Time) ([]fact.Fact, error) {
	c.asked++
	return nil, nil
}

// What was found is worked out again as soon as anything changed, for another
// partnership, for another day, after a while, and for whoever may not read it.
func TestMemory(t *testing.T) {
	var m checklist.Memory
	s, b, now := &counted{stamp: "1.0"}, book(t), time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		of    int
		day   time.Time
		stamp string
		after time.Duration
		asked int
	}{
		{"the first time", 1, today, "1.0", 0, 1},
		{"nothing changed", 1, today, "1.0", time.Second, 1},
		{"another partnership", 2, today, "1.0", time.Second, 2},
		{"another day", 1, ago(1), "1.0", time.Second, 3},
		{"both are remembered", 2, today, "1.0", 2 * time.Second, 3},
		{"something changed", 1, today, "1.1", 3 * time.Second, 4},
		{"nothing since", 1, today, "1.1", 4 * time.Second, 4},
		{"long ago", 1, today, "1.1", time.Minute, 5},
		{"somebody who may not read it", 1, today, "", time.Minute, 6},
		{"again", 1, today, "", time.Minute, 7},
		{"what others saw stays", 1, today, "1.1", time.Minute + time.Second, 7},
	} {
		s.stamp = tt.stamp
		found, err := m.Findings(t.Context(), s, access.Actor{Partnership: tt.of}, b, tt.day, now.Add(tt.after))
		if err != nil || len(found) != 18 || s.asked != tt.asked {
			t.Errorf("%s: got %d findings (%v), worked out %d times, want 18 and %d", tt.name, len(found), err, s.asked, tt.asked)
		}
	}
}

package checklist_test

import (
	"slices"
	"strings"
	"testing"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// What people are asked to say is asked about meetings, sessions or shares, a
// ceiling is proposed elsewhere than a cost is recorded, and each attests on a
// page of their own: each next step leads to where it is taken.
func TestEachNextStepLeadsToWhereItIsTaken(t *testing.T) {
	t.Parallel()
	year := ceiling(date(2025, 4, 1), date(2026, 3, 31), 10_000)
	for _, tt := range []struct {
		item  string
		facts []fact.Fact
		say   string
		want  checklist.Target
	}{
		{"RES-4", convened(ago(10), 5, valued(3, 4)...), "rates the place and time", checklist.ToRatings},
		{"TRN-1", ratedSession(ago(20), 10, 4), "say what they think of it", checklist.ToSessions},
		{"TRN-1", scoredSession(ago(10), nil, nil), "Enter the scores before and after", checklist.ToSessions},
		{"CON-6", ratedShares(5, 2, 2, 4, 4, 4), "more answers of 3 or more of 4", checklist.ToGiven},
		{"FUN-2", nil, "Propose a ceiling", checklist.ToCeiling},
		{"FUN-2", slices.Concat([]fact.Fact{year}, costed(5, date(2025, 6, 1))), "Propose a ceiling for the time after this one", checklist.ToCeiling},
		{"SEP-1", nil, "the lead of outreach attests", checklist.ToOutreachAttestation},
		{"SEP-1", nil, "the lead of intelligence attests", checklist.ToIntelligenceAttestation},
		{"SEP-1", inputs{day: today, elsewhere: true}.facts(), "the manager attests", checklist.ToAttestation},
		{"FUN-2", bare(1), "Record the costs that 1 product lacks", checklist.ToCosts},
	} {
		needs := one(t, tt.item, known(tt.facts), today).Needs
		i := slices.IndexFunc(needs, func(n checklist.Need) bool { return strings.Contains(n.Say, tt.say) })
		if i < 0 {
			t.Errorf("%s: got %+v, want %q among them", tt.item, needs, tt.say)
			continue
		}
		if needs[i].To != tt.want {
			t.Errorf("%s: %q leads to %q, want %q", tt.item, tt.say, needs[i].To, tt.want)
		}
	}
}

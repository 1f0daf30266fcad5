package health_test

import (
	"testing"

	"liaison/internal/fact"
	"liaison/internal/health"
)

var priya = id(3_000_001)

func coordinator(agency int) []fact.Fact {
	return []fact.Fact{
		{Source: id(3_000_002), Kind: fact.Appointment, Day: ago(500), By: priya, Number: 80},
		{Source: id(3_000_003), Kind: fact.Member, Day: ago(500), By: priya, Agency: agency},
	}
}

// TestWithoutTheCoordinatorsAgency: agency 1 holds everything together, but
// for 2-3-4, a chain of its own, and 5-6. Without it the required 2-4 is joined
// through 3, and 2-5 is not.
func TestWithoutTheCoordinatorsAgency(t *testing.T) {
	var r records
	facts := join(agencies(7), r.gaveEach(ago(4), "1>2", "1>3", "1>4", "5>1", "6>1", "7>1", "2>3", "4>3", "5>6"),
		pairs("1-2", "2-3", "2-4", "2-5", "5-6", "6-7"))
	for _, tt := range []struct {
		name   string
		of     []fact.Fact
		want   string
		groups string
	}{
		{"it is agency 1's", coordinator(1), "told 0.6 of 3/5", "3"},       // 2-3-4, 5-6, 7; 1-2 is left out
		{"it is agency 7's", coordinator(7), "told 1 of 5/5", "1"},         // 6-7 is left out
		{"it is an agency outside", coordinator(99), "told 1 of 6/6", "1"}, // nothing is taken away
		{"nobody is appointed", coordinator(1)[1:], "nothing of 0/0", "none"},
		{"whose agency nobody knows", coordinator(1)[:1], "nothing of 0/0", "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := found(t, health.CoordinatorReliance, join(facts, tt.of))
			if got := said(f.Value); got != tt.want || beside(f.Value, "Groups that are left") != tt.groups {
				t.Errorf("got %s in %s groups, want %s in %s", got, beside(f.Value, "Groups that are left"), tt.want, tt.groups)
			}
		})
	}
	f := found(t, health.CoordinatorReliance, join(facts, coordinator(1)))
	if got, want := ways(f.For)+", "+ways(f.Against)+", "+ways(f.Left), "2>3 2>4 5>6, 2>5 6>7, 1>2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheNewestAppointmentSaysWhoIsCoordinator(t *testing.T) {
	var r records
	alan := id(3_000_009)
	facts := join(agencies(6), r.gaveEach(ago(4), "1>2", "1>3", "1>4", "1>5", "1>6"), pairs("2-3", "2-4", "2-5", "2-6", "3-4"), coordinator(1), []fact.Fact{
		{Source: id(3_000_010), Kind: fact.Appointment, Day: ago(30), By: alan},
		{Source: id(3_000_011), Kind: fact.Member, Day: ago(30), By: alan, Agency: 6},
	})
	f := found(t, health.CoordinatorReliance, facts)
	if got, want := said(f.Value), "counts of 4/4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	facts[len(facts)-2].Until = ago(1)
	f = found(t, health.CoordinatorReliance, facts)
	if got, want := said(f.Value), "told 0 of 0/5"; got != want {
		t.Errorf("got %s after the newer one ended, want %s", got, want)
	}
}

package checklist_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fault"
)

var (
	proposer, decider = uuid.UUID{1}, uuid.UUID{2}
	morning           = time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)
)

// wantedOf is every threshold of the item as it is, with what a test changes.
func wantedOf(t testing.TB, b *checklist.Book, code string, change ...checklist.Threshold) []checklist.Threshold {
	t.Helper()
	i, ok := b.Find(code)
	if !ok {
		t.Fatal("no item " + code)
	}
	var all []checklist.Threshold
	for _, p := range i.Parameters {
		w := checklist.Threshold{Parameter: p.Name, Value: p.Value, Partly: p.Partly}
		for _, c := range change {
			if c.Parameter == p.Name {
				w = c
			}
		}
		all = append(all, w)
	}
	return all
}

func proposal(n byte, code string, at time.Time) checklist.Proposal {
	return checklist.Proposal{ID: uuid.UUID{n}, Item: code, Reason: "It suits us better", ProposedBy: proposer, ProposedAt: at}
}

// does applies changes one after the other, none of which may fail.
func settled(t testing.TB, r *checklist.Register, changes ...access.Change[checklist.Register]) {
	t.Helper()
	for n, ch := range changes {
		if err := ch.Apply(r); err != nil {
			t.Fatalf("change %d: %v", n, err)
		}
	}
}

func postShare(t testing.TB, b *checklist.Book) checklist.Parameter {
	t.Helper()
	i, _ := b.Find("RES-1")
	for _, p := range i.Parameters {
		if p.Name == "share" {
			return p
		}
	}
	t.Fatal("RES-1 has no share")
	return checklist.Parameter{}
}

func TestThresholdsCountFromTheDayTheyAreApproved(t *testing.T) {
	b := book(t)
	var r checklist.Register
	lower := wantedOf(t, b, "RES-1", checklist.Threshold{Parameter: "share", Value: 0.8, Partly: 0.5})
	late := time.Date(2025, 12, 3, 23, 30, 0, 0, time.UTC)
	settled(t, &r, checklist.Propose(proposal(1, "RES-1", morning), b, lower), checklist.ApproveThresholds(uuid.UUID{1}, decider, late))
	if got := r.Proposals[0].Sets; !reflect.DeepEqual(got, []checklist.Threshold{{Parameter: "share", Value: 0.8, Partly: 0.5}}) {
		t.Errorf("got %+v, want what changes and nothing else", got)
	}
	back := morning.AddDate(0, 0, 9)
	now := b.On(calendar.Day(back), r)
	settled(t, &r, checklist.Propose(proposal(2, "RES-1", back), b, wantedOf(t, b, "RES-1")), checklist.ApproveThresholds(uuid.UUID{2}, decider, back))
	if got := postShare(t, now).Value; got != 0.8 {
		t.Errorf("got %v after a proposal was approved, want a book that was made before to stay as it is", got)
	}
	for day, want := range map[string]float64{"2025-11-30": 0.9, "2025-12-02": 0.9, "2025-12-03": 0.8, "2025-12-09": 0.8, "2025-12-10": 0.9, "2026-06-01": 0.9} {
		on, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := postShare(t, b.On(on, r)); got.Value != want || (want == 0.8) != (got.Partly == 0.5) {
			t.Errorf("%s: got %v, want %v", day, got, want)
		}
	}
	if got := r.Proposals[0].Sets; !reflect.DeepEqual(got, []checklist.Threshold{{Parameter: "share", Default: true}}) {
		t.Errorf("got %+v, want it to be Liaison’s default again", got)
	}
	if q, ok := r.Setter("RES-1", "share", back); !ok || q.ID != (uuid.UUID{2}) {
		t.Errorf("got %v %v, want who set it back", q.ID, ok)
	}
	if _, ok := r.Setter("RES-1", "window", back); ok {
		t.Error("got somebody who set the window, want nobody")
	}
	if got := postShare(t, b).Value; got != 0.9 {
		t.Errorf("got %v in Liaison’s own b, want it untouched", got)
	}
}

func TestThresholdsTakeTwoPeople(t *testing.T) {
	b := book(t)
	lower := wantedOf(t, b, "RES-1", checklist.Threshold{Parameter: "window", Value: 60})
	waiting := func(*testing.T) *checklist.Register {
		var r checklist.Register
		settled(t, &r, checklist.Propose(proposal(1, "RES-1", morning), b, lower))
		return &r
	}
	id := uuid.UUID{1}
	for _, tt := range []struct {
		name string
		ch   access.Change[checklist.Register]
		want error
	}{
		{"who proposed it does not approve it", checklist.ApproveThresholds(id, proposer, morning), fault.Forbidden},
		{"who proposed it does not refuse it", checklist.RefuseThresholds(id, proposer, "No", morning), fault.Forbidden},
		{"nobody else withdraws it", checklist.WithdrawThresholds(id, decider, morning), fault.Forbidden},
		{"who proposed it withdraws it", checklist.WithdrawThresholds(id, proposer, morning), nil},
		{"another approves it", checklist.ApproveThresholds(id, decider, morning), nil},
		{"not refused without a reason", checklist.RefuseThresholds(id, decider, "", morning), fault.Invalid},
		{"another refuses it", checklist.RefuseThresholds(id, decider, "Too low", morning), nil},
		{"an unknown one", checklist.ApproveThresholds(uuid.UUID{9}, decider, morning), fault.NotFound},
		{"one for another item", checklist.OnlyFor("RES-2", id, checklist.ApproveThresholds(id, decider, morning)), fault.NotFound},
		{"one for the item", checklist.OnlyFor("RES-1", id, checklist.ApproveThresholds(id, decider, morning)), nil},
		{"another for the item while it waits", checklist.Propose(proposal(2, "RES-1", morning), b, lower), fault.Conflict},
		{"one for another item while it waits", checklist.Propose(proposal(2, "RES-2", morning), b, wantedOf(t, b, "RES-2", checklist.Threshold{Parameter: "window", Value: 60})), nil},
		{"for no item", checklist.Propose(proposal(2, "RES-9", morning), b, lower), fault.NotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := waiting(t)
			if err := tt.ch.Apply(r); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	r := waiting(t)
	settled(t, r, checklist.ApproveThresholds(id, decider, morning))
	for name, ch := range map[string]access.Change[checklist.Register]{
		"approved again": checklist.ApproveThresholds(id, decider, morning), "refused after all": checklist.RefuseThresholds(id, decider, "No", morning), "withdrawn after all": checklist.WithdrawThresholds(id, proposer, morning),
	} {
		if err := ch.Apply(r); !errors.Is(err, fault.Conflict) {
			t.Errorf("%s: got %v, want a conflict", name, err)
		}
	}
}

func TestThresholdsThatMakeNoSense(t *testing.T) {
	b := book(t)
	type set = checklist.Threshold
	for _, tt := range []struct {
		name, code string
		set        set
		want       string // field and what it says
	}{
		{"more than all", "RES-1", set{Parameter: "share", Value: 1.01, Partly: 0.6}, "value-share: Threshold for ‘Share of days with a coordinator in post’ must be a whole percentage from 1 to 100"},
		{"half a percentage", "RES-1", set{Parameter: "share", Value: 0.905, Partly: 0.6}, "value-share: Threshold for ‘Share of days with a coordinator in post’ must be a whole percentage from 1 to 100"},
		{"nothing at all", "RES-1", set{Parameter: "share", Value: 0, Partly: 0.6}, "value-share: Threshold for ‘Share of days with a coordinator in post’ must be a whole percentage from 1 to 100"},
		{"partly above met", "RES-1", set{Parameter: "share", Value: 0.8, Partly: 0.81}, "partly-share: Partly for ‘Share of days with a coordinator in post’ must be at most the threshold, 80%"},
		{"partly and met in one", "RES-1", set{Parameter: "share", Value: 0.8, Partly: 0.8}, ""},
		{"everything", "RES-1", set{Parameter: "share", Value: 1, Partly: 0.01}, ""},
		{"no day", "RES-1", set{Parameter: "window", Value: 0}, "value-window: Threshold for ‘Days that are looked at for the appointment’ must be from 1 to 1100"},
		{"part of a day", "RES-1", set{Parameter: "window", Value: 1.5}, "value-window: Threshold for ‘Days that are looked at for the appointment’ must be a whole number"},
		{"one day", "RES-1", set{Parameter: "window", Value: 1}, ""},
		{"too many days", "RES-1", set{Parameter: "window", Value: 1101}, "value-window: Threshold for ‘Days that are looked at for the appointment’ must be from 1 to 1100"},
		{"three people", "RES-1", set{Parameter: "fte", Value: 2.01}, "value-fte: Threshold for ‘Least part of full time that counts’ must be from 0.01 to 2"},
		{"a thousandth", "RES-1", set{Parameter: "fte", Value: 0.125}, "value-fte: Threshold for ‘Least part of full time that counts’ must have at most two digits after the point"},
		{"a continuity above always", "RES-2", set{Parameter: "continuity", Value: 1.01, Partly: 0.5}, "value-continuity: Threshold for ‘Continuity of representatives, from 0 (always somebody else) to 1 (always the same person)’ must be from 0.01 to 1"},
		{"more meetings than are looked at", "RES-2", set{Parameter: "least", Value: 7}, "value-least: Threshold for ‘Fewest meetings attended for a partner to be looked at’ must be at most that for ‘Meetings attended that are looked at for each partner’"},
		{"as many meetings as are looked at", "RES-2", set{Parameter: "least", Value: 6}, ""},
		{"more meetings than are read", "RES-2", set{Parameter: "meetings", Value: 25}, "value-meetings: Threshold for ‘Meetings attended that are looked at for each partner’ must be from 1 to 24"},
		{"nothing changed", "CON-7", set{Parameter: "time", Value: 10}, "value-cited: Change at least one threshold"},
		{"a limit of none", "CON-7", set{Parameter: "time", Value: 0}, "value-time: Threshold for ‘Median time from request to share’ must be from 1 to 250"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i, _ := b.Find(tt.code)
			got := ""
			err := checklist.CheckProposal(i, wantedOf(t, b, tt.code, tt.set), "Because")
			for _, f := range fault.FieldsOf(err) {
				got += f.Name + ": " + f.Say
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	i, _ := b.Find("RES-1")
	if got := len(fault.FieldsOf(checklist.CheckProposal(i, nil, ""))); got != 5 {
		t.Errorf("got %d things to mend of an empty form, want the four thresholds and the reason", got)
	}
}

// TestThresholdsNeverReachBack holds for any thresholds at any moment.
func TestThresholdsNeverReachBack(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		var r checklist.Register
		at, last := morning, 0.0
		for n := range rapid.IntRange(1, 6).Draw(rt, "proposals") {
			at = at.Add(time.Duration(rapid.IntRange(1, 100).Draw(rt, "hours")) * time.Hour)
			before := b.On(calendar.Day(at).AddDate(0, 0, -1), r)
			want := float64(rapid.IntRange(1, 100).Draw(rt, "percent")) / 100
			wanted := wantedOf(t, b.With(r.InForce(at)...), "RES-1", checklist.Threshold{Parameter: "share", Value: want, Partly: 0.01})
			if checklist.Propose(proposal(byte(n+1), "RES-1", at), b, wanted).Apply(&r) != nil {
				continue // it changes nothing
			}
			if rapid.Bool().Draw(rt, "approved") {
				settled(t, &r, checklist.ApproveThresholds(uuid.UUID{byte(n + 1)}, decider, at))
				last = want
			} else {
				settled(t, &r, checklist.RefuseThresholds(uuid.UUID{byte(n + 1)}, decider, "No", at))
			}
			if after := b.On(calendar.Day(at).AddDate(0, 0, -1), r); !reflect.DeepEqual(before, after) {
				rt.Fatal("a decision changed the day before it")
			}
			if got := postShare(t, b.On(calendar.Day(at), r)).Value; last != 0 && got != last {
				rt.Fatalf("got %v, want the last approved, %v", got, last)
			}
		}
	})
}

func TestMoves(t *testing.T) {
	b := book(t)
	from := []checklist.Finding{{Code: "RES-1", State: checklist.Met}, {Code: "RES-2", State: checklist.Met}, {Code: "RES-3"}}
	to := []checklist.Finding{{Code: "RES-3"}, {Code: "RES-2", State: checklist.Partly}, {Code: "RES-1", State: checklist.Met}}
	got := checklist.Moves(b, from, to)
	if len(got) != 1 || got[0].Item.Code != "RES-2" || got[0].From != checklist.Met || got[0].To != checklist.Partly {
		t.Errorf("got %+v, want RES-2 alone", got)
	}
	if got := checklist.Moves(b, from, from); len(got) != 0 {
		t.Errorf("got %+v, want nothing", got)
	}
}

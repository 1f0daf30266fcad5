package checklist_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// wording is a hypothesis without anything to mend, written this morning.
func wording(change ...func(*checklist.Hypothesis)) checklist.Hypothesis {
	h := checklist.Hypothesis{
		ID: uuid.New(), Item: "CON-7", Measure: "Days to an answer", Change: "From 14 to 7", Due: today.AddDate(0, 6, 0), WrittenBy: proposer, WrittenAt: morning,
	}
	for _, c := range change {
		c(&h)
	}
	return h
}

// notStarted is of an initiative that has not started.
func notStarted(time.Time) (time.Time, bool) { return time.Time{}, false }

func startedOn(day time.Time) checklist.Start {
	return func(after time.Time) (time.Time, bool) { return day, day.After(after) }
}

func TestCheckHypothesis(t *testing.T) {
	b := book(t)
	for _, tt := range []struct {
		name   string
		change func(*checklist.Hypothesis)
		want   string
	}{
		{"a good one", func(*checklist.Hypothesis) {}, ""},
		{"no item of the checklist", func(h *checklist.Hypothesis) { h.Item = "MEC-1" }, "Select the item through which it works"},
		{"no measure", func(h *checklist.Hypothesis) { h.Measure = "" }, "Enter the measure"},
		{"the longest measure", func(h *checklist.Hypothesis) { h.Measure = strings.Repeat("é", 200) }, ""},
		{"too long a measure", func(h *checklist.Hypothesis) { h.Measure = strings.Repeat("x", 201) }, "Measure must be 200 characters or less"},
		{"no change", func(h *checklist.Hypothesis) { h.Change = "" }, "Enter how the measure will change"},
		{"too long a change", func(h *checklist.Hypothesis) { h.Change = strings.Repeat("x", 501) }, "How the measure will change must be 500 characters or less"},
		{"no day", func(h *checklist.Hypothesis) { h.Due = time.Time{} }, "Enter the day by which it will have changed"},
		{"today", func(h *checklist.Hypothesis) { h.Due = today }, "Day by which it will have changed must be in the future"},
		{"tomorrow", func(h *checklist.Hypothesis) { h.Due = today.AddDate(0, 0, 1) }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			for _, f := range fault.FieldsOf(checklist.CheckHypothesis(wording(tt.change), b, today)) {
				got += f.Say
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What may be done to a hypothesis depends on whether it is locked and whether
// it has a result, and on nothing else.
func TestWhatMayBeDoneToAHypothesis(t *testing.T) {
	b := book(t)
	h := wording()
	locked := wording(func(l *checklist.Hypothesis) { *l = h; l.LockedBy, l.LockedAt = decider, morning })
	answered := wording(func(l *checklist.Hypothesis) { *l = locked; l.Results = []checklist.Result{{ID: uuid.New()}} })
	result := checklist.Result{ID: uuid.New(), Turnout: checklist.PartlySo, Said: "A median of 9", Day: today, By: proposer, At: morning}
	before := result
	before.Day = today.AddDate(0, 0, -1)
	overdue := wording(func(o *checklist.Hypothesis) { *o = h; o.Due = today })
	write := func(seen uuid.UUID, start checklist.Start) access.Change[checklist.Trial] {
		return checklist.WriteHypothesis(wording(), seen, b, start)
	}
	lock := func(by uuid.UUID, start checklist.Start) access.Change[checklist.Trial] {
		return checklist.LockHypothesis(by, h.ID, morning, start)
	}
	since := startedOn(today.AddDate(0, 0, 1)) // the day after it was written
	for _, tt := range []struct {
		name string
		is   []checklist.Hypothesis
		ch   access.Change[checklist.Trial]
		want error
	}{
		{"the first is written", nil, write(uuid.Nil, notStarted), nil},
		{"one is put over the one seen", []checklist.Hypothesis{h}, write(h.ID, notStarted), nil},
		{"not over another", []checklist.Hypothesis{h}, write(uuid.New(), notStarted), fault.Conflict},
		{"not over a locked one", []checklist.Hypothesis{locked}, write(h.ID, notStarted), fault.Conflict},
		{"not over one that the start locked", []checklist.Hypothesis{h}, write(h.ID, since), fault.Conflict},
		{"over one written on the day of the start or after it", []checklist.Hypothesis{h}, write(h.ID, startedOn(today)), nil},
		{"over one with a result", []checklist.Hypothesis{answered}, write(h.ID, notStarted), nil},
		{"somebody else locks it", []checklist.Hypothesis{h}, lock(decider, notStarted), nil},
		{"not who wrote it", []checklist.Hypothesis{h}, lock(proposer, notStarted), fault.Forbidden},
		{"nothing to lock", nil, lock(decider, notStarted), fault.NotFound},
		{"another than was seen", []checklist.Hypothesis{wording()}, lock(decider, notStarted), fault.Conflict},
		{"locked already", []checklist.Hypothesis{locked}, lock(decider, notStarted), fault.Conflict},
		{"locked by the start already", []checklist.Hypothesis{h}, lock(decider, since), fault.Conflict},
		{"its day has passed", []checklist.Hypothesis{overdue}, lock(decider, notStarted), fault.Conflict},
		{"a result of what is locked", []checklist.Hypothesis{locked}, checklist.RecordResult(result, h.ID, notStarted), nil},
		{"another result", []checklist.Hypothesis{answered}, checklist.RecordResult(result, h.ID, notStarted), nil},
		{"no result of what is not locked", []checklist.Hypothesis{h}, checklist.RecordResult(result, h.ID, notStarted), fault.Conflict},
		{"no result of nothing", nil, checklist.RecordResult(result, h.ID, notStarted), fault.NotFound},
		{"no result of another", []checklist.Hypothesis{locked}, checklist.RecordResult(result, uuid.New(), notStarted), fault.Conflict},
		{"no measurement before the lock", []checklist.Hypothesis{locked}, checklist.RecordResult(before, h.ID, notStarted), fault.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			trial := checklist.Trial{Partnership: 1, Mechanism: "MEC-4", Versions: tt.is}
			err := tt.ch.Apply(&trial)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err == nil && tt.ch.Do == access.KeepMechanism && len(trial.Versions)+len(trial.Latest().Results) == len(tt.is) {
				t.Error("got nothing added, want it to be")
			}
		})
	}
	if locked.LockedBy != decider || len(locked.Results) != 0 || h.LockedBy != uuid.Nil {
		t.Error("got what was read changed, want it left as it is")
	}
}

func TestMechanismsAreTheSeven(t *testing.T) {
	all := checklist.Mechanisms()
	if len(all) != 7 {
		t.Fatalf("got %d, want 7", len(all))
	}
	for _, m := range all {
		if found, ok := checklist.FindMechanism(m.Code); !ok || found != m || m.Name == "" || m.Assumed == "" {
			t.Errorf("%s: got %+v, want it with all its words", m.Code, found)
		}
	}
	if _, ok := checklist.FindMechanism("MEC-8"); ok {
		t.Error("got an eighth, want none")
	}
}

func TestProxies(t *testing.T) {
	got := checklist.Proxies([]checklist.Sum{
		{Kind: fact.Action, Flags: []fact.Flag{fact.ActionDone}, Agency: 1, Facts: 3, Total: 40},
		{Kind: fact.Action, Flags: []fact.Flag{fact.ActionOpen}, Agency: 1, Facts: 2, Total: 20},
		{Kind: fact.Action, Flags: []fact.Flag{fact.ActionCancelled}, Agency: 1, Facts: 9},
		{Kind: fact.Cost, Agency: 1, Facts: 2, Total: 300},
		{Kind: fact.Cost, Agency: 2, Facts: 1, Total: 50},
		{Kind: fact.Cost, Agency: 2, Timed: true, Facts: 1, Total: 1000},
		{Kind: fact.StaffTime, Agency: 2, Facts: 1, Total: 90},
		{Kind: fact.Trained, Agency: 1, Facts: 2, Total: 17},
		{Kind: fact.Shared, Agency: 1, Facts: 5, Total: 11},
		{Kind: fact.Action, Flags: []fact.Flag{fact.ActionDone, fact.ActionFollowUp}, Agency: 1, Facts: 4},
		{Kind: fact.Attendance, Flags: []fact.Flag{fact.Came}, Agency: 1, Facts: 30},
		{Kind: fact.Attendance, Flags: []fact.Flag{fact.Absent, fact.InformationSent}, Agency: 1, Facts: 6},
		{Kind: fact.Attendance, Flags: []fact.Flag{fact.Substitute}, Agency: 2, Facts: 7},
		{Kind: fact.ShareAsked, Flags: []fact.Flag{fact.ShareRequested, fact.ShareOpen}, Agency: 1, Facts: 2},
		{Kind: fact.ShareAsked, Flags: []fact.Flag{fact.ShareOffered, fact.ShareGiven}, Agency: 1, Facts: 8},
		{Kind: fact.ShareAsked, Flags: []fact.Flag{fact.ShareRequested, fact.ShareInPart}, Agency: 1, Facts: 3},
		{Kind: fact.FundingRequest, Flags: []fact.Flag{fact.InKind, fact.FundingPart}, Agency: 2, Facts: 1, Total: 500},
		{Kind: fact.FundingRequest, Flags: []fact.Flag{fact.Cash, fact.FundingNot}, Agency: 2, Facts: 1, Total: 500},
		{Kind: fact.Representative, Flags: []fact.Flag{fact.Deputy}, Agency: 2, Facts: 2},
		{Kind: fact.Representative, Agency: 2, Facts: 5},
	})
	for says, want := range map[string]int{
		"Actions asked of agencies that are done":                                       7,
		"Actions that circumstances overtook, or that were cancelled":                   9,
		"Times an agency sent information for a meeting":                                6,
		"Times somebody stood in for an agency’s representative at a meeting":           7,
		"Requests that wait for an answer, once for each recipient":                     2,
		"Requests answered with information, whole or in part, once for each recipient": 3,
		"Requests for support in kind that were granted, whole or in part":              1,
		"Requests for support in cash that were granted, whole or in part":              0,
		"Follow-ups of training that are done":                                          4,
		"Deputies of representatives who were registered":                               2,
		"Actions asked of agencies that are open or were not done":                      2,
		"Cash borne":       350,
		"Staff time given": 90,
		"People trained, once for each session they came to":   17,
		"Times information was given, once for each recipient": 5,
		"Training sessions held":                               0,
	} {
		found := false
		for _, p := range got {
			if p.Says == says {
				found = true
				if p.Count != want {
					t.Errorf("%s: got %d, want %d", says, p.Count, want)
				}
				if says == "Cash borne" && (p.Agencies[1] != 300 || p.Agencies[2] != 50) {
					t.Errorf("got %v by agency, want 300 and 50", p.Agencies)
				}
			}
		}
		if !found {
			t.Errorf("%s: got no such proxy", says)
		}
	}
}

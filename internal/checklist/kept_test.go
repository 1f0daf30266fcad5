package checklist_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fault"
)

func keptDay(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatIsKeptIsWhatIsComputed(t *testing.T) {
	b, day := book(t), keptDay(t, "2025-12-01")
	found := checklist.Evaluate(b, nil, day)
	kept := checklist.Keep(b, found, day, day.AddDate(0, 0, 1))
	if want := len(b.Items()); len(kept) != want || want == 0 {
		t.Fatalf("got %d, want the %d that are computed", len(kept), want)
	}
	k := kept[0]
	if k.Code != "RES-1" || k.State != checklist.TooFew || k.Fresh != checklist.None || len(k.Parts) == 0 || k.Parts[0].Say == "" || len(k.Parameters) != 4 || k.Parameters[0].Value != 0.5 {
		t.Errorf("got %+v", k)
	}
}

func TestWhatIsWorkedOutLaterSaysSo(t *testing.T) {
	day := keptDay(t, "2025-12-01")
	for at, want := range map[string]bool{"2025-12-02T00:10:00Z": false, "2025-12-02T23:50:00Z": false, "2025-12-03T00:10:00Z": true} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := (checklist.Kept{Day: day, At: moment}).Later(); got != want {
			t.Errorf("%s: got %t, want %t", at, got, want)
		}
	}
}

func TestTheLastOfEachMonth(t *testing.T) {
	var all []checklist.Kept
	for _, d := range []string{"2025-11-30", "2025-10-02", "2025-11-01", "2025-10-31", "2024-11-30", "2025-12-01"} {
		all = append(all, checklist.Kept{Code: "RES-1", Day: keptDay(t, d)})
	}
	got := ""
	for _, k := range checklist.Monthly(all) {
		got += k.Day.Format(time.DateOnly) + " "
	}
	if want := "2024-11-30 2025-10-31 2025-11-30 2025-12-01 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	k, ok := checklist.KeptAt(all, "RES-1", keptDay(t, "2025-11-15"))
	if !ok || !k.Day.Equal(keptDay(t, "2025-11-01")) {
		t.Errorf("got %v %v, want the newest until the day", k.Day, ok)
	}
	if _, ok := checklist.KeptAt(all, "RES-1", keptDay(t, "2024-11-29")); ok {
		t.Error("got one from before anything was kept, want none")
	}
	if _, ok := checklist.KeptAt(all, "RES-2", keptDay(t, "2025-12-01")); ok {
		t.Error("got one of another item, want none")
	}
}

func TestWhyAStateMoved(t *testing.T) {
	was := checklist.Kept{Parts: []checklist.KeptPart{{Name: "a", State: checklist.Met}, {Name: "b", State: checklist.Partly}}}
	is := checklist.Kept{Parts: []checklist.KeptPart{{Name: "a", State: checklist.Met}, {Name: "b", State: checklist.NotMet, Say: "None"}, {Name: "c"}}}
	if got := is.Why(was); len(got) != 2 || got[0].Name != "b" || got[0].Say != "None" || got[1].Name != "c" {
		t.Errorf("got %+v, want the part that moved and the one that is new", got)
	}
	if got := was.Why(was); len(got) != 2 {
		t.Errorf("got %+v, want every part where none moved", got)
	}
	if !was.SameThresholds(is) || was.SameThresholds(checklist.Kept{Parameters: []checklist.KeptParameter{{Name: "x"}}}) {
		t.Error("got thresholds told apart wrongly")
	}
}

func TestQuarters(t *testing.T) {
	for text, want := range map[string]string{
		"2026-Q3": "July to September 2026", "2025-Q1": "January to March 2025", "2026-Q0": "", "2026-Q5": "", "1999-Q1": "", "2026Q3": "", "2026-Q33": "", "": "", "2026-q3": "", "02026-Q3": "",
	} {
		q, ok := checklist.ParseQuarter(text)
		if ok != (want != "") || ok && (q.Words() != want || q.String() != text) {
			t.Errorf("%q: got %v %t, want %q", text, q, ok, want)
		}
	}
	q := checklist.QuarterOf(keptDay(t, "2025-12-31"))
	if q.String() != "2025-Q4" || !q.First().Equal(keptDay(t, "2025-10-01")) || !q.Last().Equal(keptDay(t, "2025-12-31")) || q.After().String() != "2026-Q1" || q.Before().String() != "2025-Q3" {
		t.Errorf("got %s from %s to %s", q, q.First(), q.Last())
	}
}

func TestCommentaryOnlyGrows(t *testing.T) {
	c := checklist.Commentary{Quarter: checklist.Quarter{Year: 2025, Number: 4}}
	first, second := checklist.Comment{ID: uuid.UUID{1}, Said: "One"}, checklist.Comment{ID: uuid.UUID{2}, Said: "Two"}
	if err := checklist.Say(first, uuid.Nil).Apply(&c); err != nil {
		t.Fatal(err)
	}
	if err := checklist.Say(second, uuid.Nil).Apply(&c); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v over one that was not seen, want a conflict", err)
	}
	if err := checklist.Say(second, first.ID).Apply(&c); err != nil || c.Latest().Said != "Two" || len(c.History) != 2 {
		t.Errorf("got %v and %+v, want both, the newest first", err, c.History)
	}
	if err := checklist.Say(checklist.Comment{}, second.ID).Apply(&c); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for nothing said, want it to be asked for", err)
	}
}

package checklist_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// goldenFact is a fact as a person writes it: records, people and accounts
// have names, and what is not said is as it would be. Known is the day it
// became known, if not its own, and To the day it was no longer so.
type goldenFact struct {
	Kind   fact.Kind   `json:"kind"`
	Source string      `json:"source"`
	Part   int         `json:"part"`
	Day    string      `json:"day"`
	Until  string      `json:"until"`
	Agency int         `json:"agency"`
	Other  int         `json:"other"`
	Person string      `json:"person"`
	By     string      `json:"by"`
	Number int         `json:"number"`
	Flags  []fact.Flag `json:"flags"`
	Known  string      `json:"known"`
	To     string      `json:"to"`
}

// golden is the year of facts that docs/golden-partnership.md works out by hand.
func golden(t *testing.T) []fact.Fact {
	t.Helper()
	raw, err := os.ReadFile("../../seeds/golden/partnership.json")
	if err != nil {
		t.Fatal(err)
	}
	var written []goldenFact
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&written); err != nil {
		t.Fatal(err)
	}
	on := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return day
	}
	var facts []fact.Fact
	for _, w := range written {
		f := fact.Fact{
			Source: named(w.Source), Part: w.Part, Kind: w.Kind, Day: on(w.Day), Until: on(w.Until), Agency: w.Agency, Other: w.Other,
			Person: named(w.Person), By: named(w.By), Number: w.Number, Flags: w.Flags, KnownFrom: on(w.Known), KnownTo: on(w.To),
		}
		if w.Known == "" {
			f.KnownFrom = f.Day
		}
		facts = append(facts, f)
	}
	return facts
}

// named is the id of what has the name, none for no name.
func named(name string) uuid.UUID {
	if name == "" {
		return uuid.Nil
	}
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name))
}

// goldenBook counts working days by the bank holidays of the golden year.
func goldenBook(t *testing.T) *checklist.Book {
	t.Helper()
	b := book(t)
	b.Holidays = calendar.Holidays{}
	for _, d := range []time.Time{date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5), date(2025, 5, 26), date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)} {
		b.Holidays[d] = true
	}
	return b
}

// answers reads the table of states from the page that works them out, so that
// the page is what the rules are held against.
func answers(t *testing.T) (days []time.Time, want map[string][]string) {
	t.Helper()
	raw, err := os.ReadFile("../../docs/golden-partnership.md")
	if err != nil {
		t.Fatal(err)
	}
	want = map[string][]string{}
	item := regexp.MustCompile(`^[A-Z]{3}-\d$`)
	for line := range strings.Lines(string(raw)) {
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		switch {
		case len(cells) != 4:
		case cells[0] == "Item":
			for _, c := range cells[1:] {
				day, err := time.Parse("2 January 2006", c)
				if err != nil {
					t.Fatal(err)
				}
				days = append(days, day)
			}
		case item.MatchString(cells[0]):
			want[cells[0]] = cells[1:]
		}
	}
	if len(days) != 3 || len(want) != 18 {
		t.Fatalf("got %d days and %d items worked out, want 3 and 18", len(days), len(want))
	}
	return days, want
}

func TestGoldenPartnership(t *testing.T) {
	t.Parallel()
	facts, b := golden(t), goldenBook(t)
	days, want := answers(t)
	words := map[checklist.State]string{checklist.Met: "meet", checklist.Partly: "partly", checklist.NotMet: "do not", checklist.TooFew: "too few"}
	for n, day := range days {
		for _, f := range checklist.Evaluate(b, facts, day) {
			if got := words[f.State] + ", " + strings.ToLower(f.Fresh.Words()); got != want[f.Code][n] {
				t.Errorf("%s on %s: got %q, worked out %q", f.Code, day.Format(time.DateOnly), got, want[f.Code][n])
				for _, p := range f.Parts {
					t.Logf("  %s: %q %s", p.Name, p.State, p.Say)
				}
			}
		}
	}
}

// Package goldenyear reads the year of facts that docs/golden-partnership.md
// works out by hand. It knows what was written down, and no rule.
package goldenyear

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
)

// Page and facts are where they lie, from a package of ours.
const (
	Page  = "../../docs/golden-partnership.md"
	facts = "../../seeds/golden/partnership.json"
)

// written is a fact as a person writes it: records, people and accounts have
// names, and what is not said is as it would be. Known is the day it became
// known, if not its own, and To the day it was no longer so.
type written struct {
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

// Facts is everything that was ever known of the year.
func Facts(t testing.TB) []fact.Fact {
	t.Helper()
	raw, err := os.ReadFile(facts)
	if err != nil {
		t.Fatal(err)
	}
	var all []written
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
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
	var read []fact.Fact
	for _, w := range all {
		f := fact.Fact{
			Source: named(w.Source), Part: w.Part, Kind: w.Kind, Day: on(w.Day), Until: on(w.Until), Agency: w.Agency, Other: w.Other,
			Person: named(w.Person), By: named(w.By), Number: w.Number, Flags: w.Flags, KnownFrom: on(w.Known), KnownTo: on(w.To),
		}
		if w.Known == "" {
			f.KnownFrom = f.Day
		}
		read = append(read, f)
	}
	for n, d := range holidays {
		read = append(read, fact.Fact{Kind: fact.Holiday, Part: n, Day: on(d), KnownFrom: on("2000-01-01")})
	}
	return read
}

// named is the id of what has the name, none for no name.
func named(name string) uuid.UUID {
	if name == "" {
		return uuid.Nil
	}
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name))
}

// holidays are the bank holidays of the year.
var holidays = []string{"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"}

// Table reads the rows of the page's table whose heading begins with the word,
// each by its first cell.
func Table(t testing.TB, word string) (heading []string, rows map[string][]string) {
	t.Helper()
	raw, err := os.ReadFile(Page)
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string][]string{}
	inside := false
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			inside = false
			continue
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		switch {
		case cells[0] == word:
			inside, heading = true, cells[1:]
		case inside && !strings.HasPrefix(cells[0], "---"):
			rows[cells[0]] = cells[1:]
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no table of %q", Page, word)
	}
	return heading, rows
}

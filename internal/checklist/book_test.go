package checklist_test

import (
	"os"
	"strings"
	"testing"

	"liaison/internal/checklist"
	"liaison/internal/statistic"
)

func book(t *testing.T) *checklist.Book {
	t.Helper()
	b, err := checklist.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBookIsWhole compares the book with the codes, windows of freshness and
// thresholds of the specification, typed again by hand.
func TestBookIsWhole(t *testing.T) {
	b := book(t)
	fresh := map[string]int{
		"RES-1": 30, "RES-2": 90, "RES-3": 180, "RES-4": 180, "FUN-1": 90, "FUN-2": 180, "TRN-1": 365, "TRN-2": 180, "TRN-3": 365, "TRN-4": 365,
		"SEP-1": 90, "CON-1": 180, "CON-2": 90, "CON-3": 90, "CON-4": 90, "CON-5": 90, "CON-6": 90, "CON-7": 90,
	}
	if got, want := len(b.Items()), len(fresh); got != want {
		t.Fatalf("got %d items, want %d", got, want)
	}
	for _, i := range b.Items() {
		if got, want := i.Fresh, fresh[i.Code]; got != want {
			t.Errorf("%s: got T %d, want %d", i.Code, got, want)
		}
	}
	for code, want := range map[string]string{
		"RES-1": "A dedicated coordinator of at least 0.5 full-time equivalent, with a named deputy, was in post on at least 90% of the last 90 days (60% for partly), and the coordinator or the deputy recorded a meeting, an action or a chase in the last 60 days.",
		"CON-5": "At least 90% of suspected duplicates within a record area are settled in 14 days, and fewer than 5% of data requests repeat one of the 90 days before: one of the same agencies asks the same agency for the same need. A suspected duplicate is left out until it is settled or its 14 days are over. A request that names no need is left out.",
	} {
		i, ok := b.Find(code)
		if got := i.SaysFilled(); !ok || got != want {
			t.Errorf("%s: got %q, want %q", code, got, want)
		}
	}
	if _, ok := b.Find("RES-9"); ok {
		t.Error("got an item for RES-9, want none")
	}
	if got, want := b.Meetings(), 6; got != want {
		t.Errorf("got %d meetings, want %d", got, want)
	}
}

func TestReadRefusesABookThatIsNotWhole(t *testing.T) {
	raw, err := os.ReadFile("../../config/checklist.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, old, with, want string }{
		{"an unknown field", `"lede": ""`, `"lead": ""`, "unknown field"},
		{"a code of another section", `"id": "RES-2"`, `"id": "FUN-9"`, "section"},
		{"a code that stands twice", `"id": "RES-2"`, `"id": "RES-1"`, "twice"},
		{"no wording", `"wording": "A dedicated coordinator drives the initiative"`, `"wording": ""`, "words"},
		{"no days of freshness", `"fresh": 30`, `"fresh": 0`, "freshness"},
		{"a parameter that is not there", `{recorded} days`, `{days} days`, "parameter"},
		{"a share of more than all", `"default": 0.9, "partly": 0.6`, `"default": 9, "partly": 0.6`, "share"},
		{"a band above its threshold", `"default": 0.9, "partly": 0.6`, `"default": 0.5, "partly": 0.6`, "whole"},
		{"an item that says it is computed and has no rule", `"rule": "coordinator"`, `"rule": "other"`, "computed"},
		{"no citation", "Mazerolle L and others (2021). Multiagency programs with police as a partner for reducing radicalisation to violence. Campbell Systematic Reviews, 17, e1162.", "", "citation"},
		{"no JSON", `{`, `[`, "checklist"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			broken := strings.Replace(string(raw), tt.old, tt.with, 1)
			if broken == string(raw) {
				t.Fatalf("%q is not in the book", tt.old)
			}
			if _, err := checklist.Read([]byte(broken)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want something about %q", err, tt.want)
			}
		})
	}
	if _, err := checklist.Load(os.DirFS(".")); err == nil {
		t.Error("got no error without a file, want one")
	}
}

func TestNumbersAreRoundedDown(t *testing.T) {
	for share, want := range map[float64]string{0.9: "90%", 0.899: "89%", 1: "100%", 0.29: "29%", 0: "0%"} {
		if got := checklist.Percent(share); got != want {
			t.Errorf("%v: got %s, want %s", share, got, want)
		}
	}
	for v, want := range map[float64]string{0.7: "0.7", 0.699: "0.69", 1.25: "1.25", 6: "6", 0.8: "0.8"} {
		if got := checklist.Number(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}

// Nobody reads an interval that is narrower than the one worked out.
func TestAnIntervalIsWrittenAwayFromItself(t *testing.T) {
	t.Parallel()
	for want, i := range map[string]statistic.Interval{
		"41% and 85%": {Low: 0.419, High: 0.841}, "0% and 100%": {Low: 0, High: 1}, "29% and 57%": {Low: 0.29, High: 0.57}, "70% and 71%": {Low: 0.7, High: 0.7000001},
	} {
		if got := checklist.Between(i, "and"); got != want {
			t.Errorf("%v: got %q, want %q", i, got, want)
		}
	}
}

//go:build prove

package checklist_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// unsaid are the tests that compare the book with itself, those of what a
// manager opens, and those that know nothing of thresholds but take long: what
// they say of another book proves no rule.
const unsaid = `TestBookIsWhole|TestReadRefusesABook|TestThresholds|TestMoves|TestMemory|TestWords|TestEveryKindHasItsReading|TestReadingsLookBack|TestEveryThresholdMatters|TestLooks|TestWorkload|Never|Order`

// TestEveryThresholdMatters moves each threshold of the book, and each T, by one
// unit up and down, and runs the tests of the rules against that book: one of
// them has to fail. The answers worked by hand in docs/golden-partnership.md are
// among them.
func TestEveryThresholdMatters(t *testing.T) {
	raw, err := os.ReadFile("../../config/checklist.json")
	if err != nil {
		t.Fatal(err)
	}
	rules := filepath.Join(t.TempDir(), "rules")
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", rules, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := ruled(t, rules, raw); err != nil {
		t.Fatalf("the book as it is: %v: %s", err, out)
	}
	all := otherBooks(t, raw)
	work := make(chan otherBook)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for b := range work {
				if out, err := ruled(t, rules, b.raw); err == nil {
					t.Errorf("%s: no test of the rules fails", b.name)
				} else if !bytes.Contains(out, []byte("--- FAIL")) {
					t.Errorf("%s: got %v, want a test that fails: %s", b.name, err, out)
				}
			}
		})
	}
	for _, b := range all {
		work <- b
	}
	close(work)
	wait.Wait()
	t.Logf("%d books, each with one threshold moved by one unit", len(all))
}

// ruled runs the tests of the rules in a house that has the book and all else
// as it is.
func ruled(t *testing.T, rules string, book []byte) ([]byte, error) {
	t.Helper()
	house := t.TempDir()
	here := filepath.Join(house, "internal", "checklist")
	for _, dir := range []string{here, filepath.Join(house, "config")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Error(err)
		}
	}
	if err := os.WriteFile(filepath.Join(house, "config", "checklist.json"), book, 0o600); err != nil {
		t.Error(err)
	}
	for _, as := range []string{"docs", "seeds"} {
		at, err := filepath.Abs(filepath.Join("../..", as))
		if err == nil {
			err = os.Symlink(at, filepath.Join(house, as))
		}
		if err != nil {
			t.Error(err)
		}
	}
	run := exec.CommandContext(t.Context(), rules, "-test.failfast", "-test.skip", unsaid, "-rapid.checks", "20", "-rapid.nofailfile")
	run.Dir = here
	return run.CombinedOutput()
}

// otherBook is a book in which one number is another.
type otherBook struct {
	name string
	raw  []byte
}

// units are how much one of each is, where it is not 1.
var units = map[string]float64{"share": 0.01, "number": 0.01, "fte": 0.01}

func otherBooks(t *testing.T, raw []byte) []otherBook {
	t.Helper()
	var all []otherBook
	var book map[string]any
	read := func() []any {
		if err := json.Unmarshal(raw, &book); err != nil {
			t.Fatal(err)
		}
		var items []any
		for _, s := range book["sections"].([]any) {
			items = append(items, s.(map[string]any)["items"].([]any)...)
		}
		return items
	}
	add := func(name string, of map[string]any, field string, unit float64) {
		was := of[field].(float64)
		for _, step := range []float64{-unit, unit} {
			of[field] = was + step
			moved, err := json.Marshal(book)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, otherBook{fmt.Sprintf("%s %s %+g", name, field, step), moved})
		}
		of[field] = was
	}
	for _, i := range read() {
		item := i.(map[string]any)
		code := item["id"].(string)
		add(code, item, "fresh", 1)
		for _, q := range item["parameters"].([]any) {
			p := q.(map[string]any)
			name := code + " " + p["name"].(string)
			unit, ok := units[p["unit"].(string)]
			if !ok {
				unit = 1
			}
			for _, field := range []string{"default", "partly"} {
				if _, has := p[field]; has {
					add(name, p, field, unit)
				}
			}
		}
	}
	if len(all) < 2*18 {
		t.Fatalf("got %d books, want two of each threshold", len(all))
	}
	return all
}

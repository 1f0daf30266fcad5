package checklist

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"

	"liaison/config"
	"liaison/internal/fact"
)

// Every kind of fact is read whole, read as far back as the rules look, or
// named as one that they do not read: a new kind is none of them by default.
func TestEveryKindHasItsReading(t *testing.T) {
	t.Parallel()
	found := map[fact.Kind]int{}
	for _, k := range standing {
		found[k]++
	}
	for _, k := range unread {
		found[k]++
	}
	for _, e := range events {
		found[e.reading.Kind]++
	}
	all := kinds(t)
	for _, k := range all {
		if found[k] != 1 {
			t.Errorf("%s: got %d places, want one", k, found[k])
		}
	}
	if len(all) != len(found) || len(all) < 30 {
		t.Errorf("got %d kinds of facts and %d with a place", len(all), len(found))
	}
}

// kinds are the constants of package fact that are kinds, as they are written.
func kinds(t *testing.T) []fact.Kind {
	t.Helper()
	files, err := filepath.Glob("../fact/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []fact.Kind
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			kind, isKind := v.Type.(*ast.Ident)
			value, isText := v.Values[0].(*ast.BasicLit)
			if isKind && isText && kind.Name == "Kind" {
				text, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, fact.Kind(text))
			}
			return true
		})
	}
	return all
}

func TestReadingsLookBackAsFarAsTheRules(t *testing.T) {
	t.Parallel()
	b, err := Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	days := map[fact.Kind]int{}
	for _, r := range b.Readings() {
		days[r.Kind] = r.Days
		for _, e := range events {
			for _, code := range e.by {
				if _, ok := b.Find(code); !ok {
					t.Errorf("%s is read by %s, which is no item", e.reading.Kind, code)
				}
			}
		}
	}
	for _, tt := range []struct {
		kind  fact.Kind
		least int
		why   string
	}{
		{fact.Rating, 731, "TRN-1 is fresh for 365 days"},
		{fact.Attendance, 500, "a series may meet every 400 days"},
		{fact.Shared, 208, "CON-2 looks at 180 days and feedback in 28"},
		{fact.Duplicate, 181, "CON-5 is fresh for 90 days"},
	} {
		if days[tt.kind] < tt.least {
			t.Errorf("%s: got %d days, want at least %d, since %s", tt.kind, days[tt.kind], tt.least, tt.why)
		}
	}
}

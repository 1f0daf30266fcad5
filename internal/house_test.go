// Package internal_test keeps the plan of the house and checks that it is
// built so.
package internal_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The house, from the ground up: a package, and those of ours it may import,
// all of which stand on earlier lines. So nothing goes round in a circle, and
// to add an arrow is to change this page. A package may be planned before it
// is built; what is built is planned. A name that ends in /... is a package
// with its parts, which may import one another, and * is all that stands below.
const house = `
config            :
migrations        :
seeds             :
fault             :
chart             :
spreadsheet       :
secret            :
statistic         :
calendar          :
ical              : calendar
memory            :
mail              :
settings          :
access            : fault
form              : fault
fact              : access
audit             : access
partnership       : access fault calendar fact form
activity          : access fault calendar fact form
casework          : access fault form
disclosure        : access fault form
account           : access fault calendar form secret
checklist         : access fault calendar fact form statistic config
health            : access calendar fact fault statistic
notice            : access activity calendar checklist fault
transfer          : access fault fact form partnership activity casework account
policy            : access fault config
web/...           : access chart form
server            : access audit fault form
oidc              : account fault
queue             :
demo              : calendar access fact partnership activity account checklist health seeds
postgres          : fault calendar chart secret access form fact audit partnership activity casework disclosure account checklist health notice transfer demo migrations
embedded          : settings
page              : fault calendar ical mail memory chart spreadsheet secret access form fact audit partnership activity casework disclosure account checklist health notice transfer server web/...
api               : fault calendar chart secret access form fact audit partnership activity casework disclosure account checklist health notice transfer server
job               : fault calendar mail chart secret access form fact audit partnership activity casework disclosure account checklist health notice transfer web/...
testing/golden    :
testing/goldenyear: fact calendar
testing/browser   :
testing/mailbox   :
testing/pgtest    : *
testing/sample    : *
testing/serving   : *
app               : *
app/journey       : *
cmd/liaison       : app settings
`

const module = "liaison/"

// longestMain is how long the command itself may be: it hands over to app.
const longestMain = 60

// room is a package's place in the plan.
type room struct {
	name    string
	imports []string
}

func plan(t *testing.T) []room {
	t.Helper()
	var rooms []room
	var below []string
	for line := range strings.Lines(house) {
		name, imports, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		r := room{strings.TrimSpace(name), strings.Fields(imports)}
		if slices.Equal(r.imports, []string{"*"}) {
			r.imports = slices.Clone(below)
		}
		for _, i := range r.imports {
			if !slices.Contains(below, i) {
				t.Errorf("plan: %s imports %s, which does not stand below it", r.name, i)
			}
		}
		rooms, below = append(rooms, r), append(below, r.name)
	}
	return rooms
}

// find is the place of a package: that of its whole, if it is a part of one.
func find(rooms []room, name string) (room, bool) {
	for _, r := range rooms {
		whole, parts := strings.CutSuffix(r.name, "/...")
		if name == r.name || parts && (name == whole || strings.HasPrefix(name, whole+"/")) {
			return r, true
		}
	}
	return room{}, false
}

// source is a file of ours that is no test, and its package by its place in
// the plan.
type source struct {
	path, name string
	file       *ast.File
	text       []byte
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == "tools" || n == "testdata" || n == "node_modules" || n != ".." && strings.HasPrefix(n, ".") {
				return fs.SkipDir // another module, or no package at all
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{path, place(filepath.ToSlash(filepath.Dir(path))), file, text})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// place is a folder's name in the plan.
func place(dir string) string {
	return strings.TrimPrefix(strings.TrimPrefix(dir, "../"), "internal/")
}

func TestHouseStandsAsPlanned(t *testing.T) {
	rooms := plan(t)
	for _, s := range sources(t) {
		r, planned := find(rooms, s.name)
		if !planned {
			t.Errorf("%s: package %s has no place in the plan", s.path, s.name)
			continue
		}
		for _, spec := range s.file.Imports {
			i, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if !ours {
				continue
			}
			to, known := find(rooms, strings.TrimPrefix(i, "internal/"))
			if !known || to.name != r.name && !slices.Contains(r.imports, to.name) {
				t.Errorf("%s imports %s, which the plan does not allow", s.path, i)
			}
		}
	}
}

func TestCommandOnlyHandsOver(t *testing.T) {
	for _, s := range sources(t) {
		if s.name != "cmd/liaison" {
			continue
		}
		if lines := bytes.Count(s.text, []byte("\n")); lines > longestMain {
			t.Errorf("%s: got %d lines, want %d at most: move work to internal/app", s.path, lines, longestMain)
		}
	}
}

// TestOnlyAppReadsTheClock holds that everything but app, which hands it on,
// and the helpers of tests is told what time it is.
func TestOnlyAppReadsTheClock(t *testing.T) {
	for _, s := range sources(t) {
		if s.name == "app" || strings.HasPrefix(s.name, "testing/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Now" && sel.Sel.Name != "Since" && sel.Sel.Name != "Until" {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
				t.Errorf("%s reads the clock with time.%s; take now from the caller", s.path, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said, built := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		built[s.name] = true
		if s.file.Doc != nil {
			said[s.name] = true
		}
		if ast.IsGenerated(s.file) && !strings.HasSuffix(s.path, "_templ.go") {
			t.Errorf("%s is generated; templ's files are the only ones that are", s.path)
		}
	}
	for name := range built {
		if !said[name] {
			t.Errorf("package %s has no comment that says what it knows and what it does not", name)
		}
	}
}

// TestTestHelpersStayInTests keeps the packages under testing out of the
// program: only tests, and each other, import them.
func TestTestHelpersStayInTests(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasPrefix(s.name, "testing/") {
			continue
		}
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(path, module+"internal/testing/") || path == "testing" {
				t.Errorf("%s imports %s, which belongs in tests", s.path, path)
			}
		}
	}
}

package page_test

import (
	"html"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"liaison/internal/page"
)

// faultless are the forms that nobody can fill in wrongly, and why. Each of
// them that has a question after all is no such form, and fails the test.
var faultless = map[string]string{
	"POST /sign-out":                                        "a button",
	"POST /account/sessions/:id/end":                        "a button",
	"POST /account/sessions/end-others":                     "a button",
	"POST /notices/:notice/away":                            "a button",
	"POST /notices/:notice/back":                            "a button",
	"POST /account/calendar":                                "a button, on a page that says what it does",
	"POST /account/calendar/revoke":                         "a button, on a page that says what it does",
	"POST /admin/invitations/:id/withdraw":                  "a button, on a page that says what it does",
	"POST /coordination/activities/:ref/links/:id/withdraw": "a button, on a page that says what it does",
	"POST /coordination/actions/undo":                       "a button, on a page that says what it does",
	"POST /coordination/needs/:id/review":                   "a button, for today",
	"POST /coordination/costs/ceiling/:id/approve":          "a button",
	"POST /coordination/initiative/:id/approve":             "a button",
	"POST /coordination/pairs/:id/approve":                  "a button",
	"POST /checklist/:code/thresholds/:id/approve":          "a button, on a page that says what it does",
	"POST /checklist/:code/thresholds/:id/withdraw":         "a button, on a page that says what it does",
	"POST /checklist/mechanisms/:code/lock":                 "a button, on a page that says what it does",
	"POST /coordination/activities/:ref/links":              "a button",
	"POST /health/pulse/take":                               "a button",
	"POST /coordination/activities/:ref/restore":            "a button, on a page that says what it does",
	"POST /outreach/activities/:ref/restore":                "a button, on a page that says what it does",
	"POST /casework/activities/:ref/restore":                "a button, on a page that says what it does",
	"POST /intelligence/activities/:ref/restore":            "a button, on a page that says what it does",
	"POST /coordination/drafts/:id/delete":                  "a button, on a page that says what it does",
	"POST /outreach/drafts/:id/delete":                      "a button, on a page that says what it does",
	"POST /intelligence/drafts/:id/delete":                  "a button, on a page that says what it does",
	"POST /coordination/unsent/:id/delete":                  "a button, on a page that says what it does",
	"POST /outreach/unsent/:id/delete":                      "a button, on a page that says what it does",
	"POST /casework/unsent/:id/delete":                      "a button, on a page that says what it does",
	"POST /intelligence/unsent/:id/delete":                  "a button, on a page that says what it does",
	"POST /coordination/costs/ceiling/:id/recall/approve":   "a button",
}

// goldens are the pages that the tests keep, by the names of their files.
func goldens(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "*.html"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("got %d golden pages and %v, want some", len(paths), err)
	}
	all := map[string]string{}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = string(body)
	}
	return all
}

// drawn is a form of a golden page.
type drawn struct{ route, body string }

var (
	formsDrawn    = regexp.MustCompile(`(?s)<form([^>]*)>(.*?)</form>`)
	actionDrawn   = regexp.MustCompile(` action="([^"]*)"`)
	questionDrawn = regexp.MustCompile(`<(?:select|textarea|input)[^>]*>`)
	summaryDrawn  = regexp.MustCompile(`(?s)<ul class="govuk-list govuk-error-summary__list">(.*?)</ul>`)
	lineDrawn     = regexp.MustCompile(`<a href="#([^"]+)">([^<]+)</a>`)
)

// forms are the forms of a page, each with the route that it is sent to.
func forms(t *testing.T, name, body string, routes []string) []drawn {
	t.Helper()
	var all []drawn
	for _, m := range formsDrawn.FindAllStringSubmatch(body, -1) {
		action := actionDrawn.FindStringSubmatch(m[1])
		if action == nil {
			t.Errorf("%s: got a form that does not say where it is sent: %s", name, m[1])
			continue
		}
		method := http.MethodPost
		if strings.Contains(m[1], ` method="get"`) {
			method = http.MethodGet
		}
		route := leads(method, html.UnescapeString(action[1]), routes)
		if route == "" {
			t.Errorf("%s: got a form sent to %s, which is nowhere", name, action[1])
			continue
		}
		all = append(all, drawn{route, m[2]})
	}
	return all
}

// leads is the route that answers the address, or "". A word of its own goes
// before a parameter, as it does in the router.
func leads(method, address string, routes []string) string {
	path, _, _ := strings.Cut(address, "?")
	parts := strings.Split(path, "/")
	best, most := "", -1
	for _, route := range routes {
		pattern, ours := strings.CutPrefix(route, method+" ")
		words := strings.Split(pattern, "/")
		if !ours || len(words) != len(parts) {
			continue
		}
		same := 0
		for i, w := range words {
			switch {
			case w == parts[i]:
				same++
			case !strings.HasPrefix(w, ":"):
				same = -len(words)
			}
		}
		if same > most {
			best, most = route, same
		}
	}
	return best
}

// asks reports whether a form has a question that somebody can see.
func (f drawn) asks() bool {
	return slices.ContainsFunc(questionDrawn.FindAllString(f.body, -1), func(q string) bool { return !strings.Contains(q, `type="hidden"`) })
}

// TestEveryFormHasAGoldenPageOfItsProblems finds, for every route that a form
// is sent to, a page on which the error summary leads into that form, and says
// the same words there. A list that is filtered has no form that changes
// anything: it leaves out what it cannot read.
func TestEveryFormHasAGoldenPageOfItsProblems(t *testing.T) {
	t.Parallel()
	var routes, posts []string
	for _, r := range new(page.Pages).Routes() {
		routes = append(routes, r.Method()+" "+r.Path())
		if r.Method() == http.MethodPost {
			posts = append(posts, r.Method()+" "+r.Path())
		}
	}
	shown, seen := map[string]bool{}, map[string]bool{}
	for name, body := range goldens(t) {
		list := summaryDrawn.FindStringSubmatch(body)
		var lines [][]string
		if list != nil {
			lines = lineDrawn.FindAllStringSubmatch(list[1], -1)
			if len(lines) != strings.Count(list[1], "<li>") || len(lines) == 0 {
				t.Errorf("%s: got a summary with %d lines that lead somewhere, want every one of %d", name, len(lines), strings.Count(list[1], "<li>"))
			}
			if !strings.Contains(body, "<title>Error: ") {
				t.Errorf("%s: got something to mend and a title that does not say so", name)
			}
		}
		all := forms(t, name, body, routes)
		for _, f := range all {
			seen[f.route] = true
			if faultless[f.route] != "" && f.asks() {
				t.Errorf("%s: %s asks something, so it has problems to show", name, f.route)
			}
		}
		for _, line := range lines {
			at := `id="` + line[1] + `"`
			if line[1] == "clash" && strings.Contains(body, at) {
				continue // a table of both versions, above the form
			}
			n := slices.IndexFunc(all, func(f drawn) bool { return strings.Contains(f.body, at) })
			if n < 0 {
				t.Errorf("%s: got a problem %q at %s, which is in no form", name, line[2], line[1])
				continue
			}
			_, of, _ := strings.Cut(line[2], "): ") // what is said beside an item does not name it again
			if !strings.Contains(all[n].body, line[2]) && (of == "" || !strings.Contains(all[n].body, of)) {
				t.Errorf("%s: got %q in the summary alone, want it at %s too", name, line[2], line[1])
				continue
			}
			shown[all[n].route] = true
		}
	}
	for _, route := range posts {
		switch why, exempt := faultless[route]; {
		case exempt && shown[route]:
			t.Errorf("%s shows problems, and is listed as %s", route, why)
		case exempt && !seen[route]:
			t.Errorf("%s: got no golden page with its form, want one to show that it is %s", route, why)
		case !exempt && !shown[route]:
			t.Errorf("%s: got no golden page of its problems, want one", route)
		}
	}
	for route := range faultless {
		if !slices.Contains(posts, route) {
			t.Errorf("%s is exempt and there is no such form", route)
		}
	}
}

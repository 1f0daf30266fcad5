package page_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	chromium "liaison/internal/testing/browser"
	"liaison/web"
)

// tabs is how many golden pages are looked at side by side.
const tabs = 2

// gallery serves the golden pages, with the styles, scripts and headers that
// the service serves.
func gallery(t *testing.T, pages map[string]string) string {
	t.Helper()
	service := newHouse(t).handler
	files := http.StripPrefix("/static/0/", http.FileServerFS(web.StaticFS()))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, kept := pages[strings.TrimPrefix(q.URL.Path, "/golden/")]
		if !kept {
			files.ServeHTTP(w, q)
			return
		}
		missing := httptest.NewRecorder() // the service has no such page, and says so with its headers
		service.ServeHTTP(missing, q)
		for _, name := range []string{"Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"} {
			if missing.Header().Get(name) == "" {
				t.Errorf("got no %s with a page, want one", name)
			}
			w.Header().Set(name, missing.Header().Get(name))
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(site.Close)
	return site.URL + "/golden/"
}

// TestJourneyThroughEveryGoldenPage looks at every page that the tests keep, as
// wide as a desk and as narrow as a phone: axe finds nothing, nothing lies
// outside the window, and the content security policy refuses nothing.
func TestJourneyThroughEveryGoldenPage(t *testing.T) {
	t.Parallel()
	b := chromium.Open(t)
	pages := goldens(t)
	url := gallery(t, pages)
	names := slices.Sorted(maps.Keys(pages))
	if os.Getenv("CI") == "" { // which looks at every page; the day's work at every fourth
		var some []string
		for i := 0; i < len(names); i += 4 {
			some = append(some, names[i])
		}
		names = some
	}
	for tab := range tabs {
		t.Run("tab "+strconv.Itoa(tab+1), func(t *testing.T) {
			t.Parallel()
			p := b.Page(t, 1280)
			for i := tab; i < len(names); i += tabs {
				p.Goto(url + names[i])
				for _, width := range []int{1280, 390} {
					p.Resize(width)
					for _, v := range p.Violations() {
						t.Errorf("%s at %d breaks %s", names[i], width, v)
					}
					if over := p.Overflow(); over > 0 {
						t.Errorf("%s at %d: got a page %d pixels too wide for its window, want none", names[i], width, over)
					}
				}
				for _, complaint := range p.Complaints() {
					t.Errorf("%s: the browser complains: %s", names[i], complaint)
				}
			}
		})
	}
}

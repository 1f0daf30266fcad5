package web_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"liaison/web"
)

func TestStaticFilesAreThereByName(t *testing.T) {
	for _, name := range []string{
		"app.css", "app.js", "source-sans-3-latin-wght-normal.woff2",
		"favicon.svg", "favicon-coordination.svg", "favicon-outreach.svg", "favicon-casework.svg", "favicon-intelligence.svg",
	} {
		if _, err := fs.Stat(web.StaticFS(), name); err != nil {
			t.Error(err)
		}
	}
}

func TestVersionIsShortAndSteady(t *testing.T) {
	first := web.Version()
	if !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(first) {
		t.Errorf("got %q, want 16 hexadecimal digits", first)
	}
	if again := web.Version(); again != first {
		t.Errorf("got %q the second time, want %q", again, first)
	}
}

// The service's policy lets a page load what the service serves and nothing
// else, and no GOV.UK asset may be shipped.
func TestStyleSheetReliesOnNothingElse(t *testing.T) {
	css, err := fs.ReadFile(web.StaticFS(), "app.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`url\(([^)]*)\)`).FindAllStringSubmatch(string(css), -1) {
		name := strings.Trim(m[1], `"'`)
		if _, err := fs.Stat(web.StaticFS(), name); err != nil {
			t.Errorf("app.css asks for %q, which is not beside it: %v", name, err)
		}
	}
	for _, never := range []string{"@import", "GDS Transport", "data:"} {
		if strings.Contains(string(css), never) {
			t.Errorf("got %q in app.css, want it nowhere", never)
		}
	}
}

package page_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	inputDrawn  = regexp.MustCompile(`<input [^>]*>`)
	areaDrawn   = regexp.MustCompile(`(?s)<textarea [^>]* name="([^"]*)"[^>]*>(.*?)</textarea>`)
	selectDrawn = regexp.MustCompile(`(?s)<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>`)
	movesUp     = regexp.MustCompile(`^(question|choices|right)-[123]$`) // a row that nobody filled in before it is left out
	optionDrawn = regexp.MustCompile(`<option value="([^"]*)"( selected)?`)
)

// attribute is what an element says of itself, as a browser reads it.
func attribute(element, name string) string {
	_, rest, _ := strings.Cut(element, " "+name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(value)
}

// question is a field of a page: what can be chosen in it, if not anything, and
// what it holds.
type question struct{ choices, holds []string }

// questions are the fields of a page that somebody fills in, by their names.
// What is secret is typed anew each time.
func questions(body string) map[string]question {
	all := map[string]question{}
	for _, input := range inputDrawn.FindAllString(body, -1) {
		name, value := attribute(input, "name"), attribute(input, "value")
		q := all[name]
		switch attribute(input, "type") {
		case "text":
			if attribute(input, "autocomplete") == "one-time-code" {
				continue
			}
			q.holds = append(q.holds, value)
		case "radio", "checkbox":
			q.choices = append(q.choices, value)
			if strings.Contains(input, " checked") {
				q.holds = append(q.holds, value)
			}
		default:
			continue
		}
		all[name] = q
	}
	for _, m := range areaDrawn.FindAllStringSubmatch(body, -1) {
		all[m[1]] = question{holds: []string{html.UnescapeString(m[2])}}
	}
	for _, m := range selectDrawn.FindAllStringSubmatch(body, -1) {
		q := question{}
		for _, o := range optionDrawn.FindAllStringSubmatch(m[2], -1) {
			q.choices = append(q.choices, html.UnescapeString(o[1]))
			if o[2] != "" {
				q.holds = append(q.holds, html.UnescapeString(o[1]))
			}
		}
		all[m[1]] = q
	}
	return all
}

// plainText reports whether a text is one that can be shown as it was typed.
func plainText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
}

// holdsOn fails the test where a form that comes back to be mended has lost an
// answer: whatever was typed that can be shown, or chosen of what there is.
func (b *browser) holdsOn(path string, typed url.Values, got answer) {
	b.t.Helper()
	if got.status != http.StatusUnprocessableEntity {
		return
	}
	asked := questions(got.body)
	for name, values := range typed {
		q, there := asked[name]
		if row := movesUp.FindStringSubmatch(name); row != nil {
			for n := range 3 {
				q.holds = append(q.holds, asked[row[1]+"-"+strconv.Itoa(n+1)].holds...)
			}
		}
		for _, v := range values {
			switch v = strings.ReplaceAll(v, "\r\n", "\n"); {
			case !there, !plainText(v), q.choices != nil && !slices.Contains(q.choices, v):
			case !slices.Contains(q.holds, v) && (v != "" || len(q.holds) > 0 && q.holds[0] != ""):
				b.t.Errorf("%s: got %.80q back in %s, want %.80q as it was typed", path, q.holds, name, v)
			}
		}
	}
}

package app

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// strandForms are the forms of outreach and of intelligence, and what fills
// them in but the day.
var strandForms = []struct {
	in   access.Strand
	kind activity.Kind
	path string
	by   access.Role
	form func() url.Values
}{
	{access.Outreach, activity.OutreachActivity, "activity", access.OutreachWorker, func() url.Values {
		return url.Values{
			"name": {"Open evening"}, "aims": {"Show where to go with a worry"}, "audience": {"10_to_29"},
			"partners": {fmt.Sprint(sharedAgency)}, "marking": {"OFFICIAL"},
		}
	}},
	{access.Intelligence, activity.IntelligencePointer, "pointer", access.IntelligenceOfficer, func() url.Values {
		return url.Values{
			"name": {"Shared with another force"}, "urn": {"WM/INT/0600"}, "purpose": {"To compare what is held"},
			"grade-1-source": {"1"}, "grade-1-information": {"B"}, "grade-1-handling": {"P"},
			"to": {fmt.Sprint(sharedAgency)}, "post-" + fmt.Sprint(sharedAgency): {"Inspector"}, "keep_until": {days(300)}, "marking": {"OFFICIAL-SENSITIVE"},
		}
	}},
}

// title is a title that no other record has, in letters: numbers do not tell
// two titles apart.
func title() string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'g' + r - '0'
		}
		return r
	}, strings.ReplaceAll(uuid.NewString(), "-", " "))
}

// strandExamples are those of what outreach and intelligence log.
func strandExamples() []example {
	var all []example
	n := 0
	for _, s := range strandForms {
		// Each record is of a day of its own, so that no two look the same.
		form := func() url.Values {
			n++
			f := s.form()
			f.Set("date", days(-5*(n%300+1)))
			f.Set("name", title())
			return f
		}
		draft := func(t testing.TB, h *house, author asker) string {
			t.Helper()
			id := uuid.New()
			h.exec(t, `INSERT INTO `+string(s.in)+`.draft (id, partnership_id, author, kind, content, ready) VALUES ($1, $2, $3, $4, $5, true)`,
				id, author.partnership, author.id, string(s.kind), form().Encode())
			return id.String()
		}
		own := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			if a.id == uuid.Nil {
				return uuid.NewString()
			}
			return draft(t, h, a)
		}
		others := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			author := h.named(t, s.by)
			if a.id == author.id {
				author = h.named(t, access.Staff)
			}
			return draft(t, h, author)
		}
		logged := func(do string) func(testing.TB, *house, asker) request {
			return func(_ testing.TB, _ *house, a asker) request {
				f := form()
				f.Set("do", do)
				return request{path: "/" + string(s.in) + "/activities/new/" + s.path, form: f, token: a.token}
			}
		}
		fresh := spared(s.in, func(t testing.TB, h *house, a asker) string {
			t.Helper()
			id, ref := h.record(t, s.in, h.account(s.by))
			if s.in.LogsReads() && a.works(s.in) {
				h.read(t, s.in, a, id)
			}
			return ref
		})
		base := "/" + string(s.in) + "/activities"
		all = append(all,
			example{route: "GET " + base + "/new/" + s.path, make: to(base + "/new/" + s.path)},
			example{route: "POST " + base + "/new/" + s.path, what: "to check", make: logged("")},
			example{route: "POST " + base + "/new/" + s.path, what: "as a draft", make: logged("draft")},
			example{route: "GET " + base + "/:ref/correct", make: aimed(base+"/%s/correct", fresh, nil)},
			example{route: "POST " + base + "/:ref/correct", make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				f := form()
				f.Set("version", "1")
				f.Set("why", "A word was wrong")
				f.Set("limit", string(activity.Red)) // nobody but its originator widens it
				return request{path: base + "/" + fresh(t, h, a) + "/correct", form: f, token: a.token}
			}})
		for _, do := range []string{"check", "delete"} {
			path, pattern := "/"+string(s.in)+"/drafts/%s/"+do, "/"+string(s.in)+"/drafts/:id/"+do
			for _, of := range []struct {
				what string
				aim  func(testing.TB, *house, asker) string
			}{{"their own", own}, {"another's", others}} {
				all = append(all,
					example{route: "GET " + pattern, what: of.what, make: aimed(path, of.aim, nil)},
					example{route: "POST " + pattern, what: of.what, make: aimed(path, of.aim, url.Values{})})
			}
		}
	}
	return all
}

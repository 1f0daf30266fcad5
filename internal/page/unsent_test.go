package page_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/postgres"
	"liaison/internal/server"
)

const away = `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes'`

// loses posts a form when its session has ended by itself, and returns where
// its person finds it again.
func (b board) loses(t *testing.T, in *browser, path string, form url.Values) string {
	t.Helper()
	b.Exec(t, away)
	got := in.post(path, form)
	to, ok := strings.CutPrefix(got.location, "/sign-in?to=")
	kept, err := url.QueryUnescape(to)
	if got.status != http.StatusSeeOther || !ok || err != nil || !strings.Contains(kept, "/unsent/") {
		t.Fatalf("got %d %s, want 303 to sign in and then to what was typed", got.status, got.location)
	}
	b.Exec(t, `UPDATE coordination.draft SET updated_at = $1::timestamptz - interval '10 minutes'`, b.pages.Now())
	return kept
}

// TestAFormOfAStandingFactComesBackAfterSigningIn loses a change of a need, and
// follows it until it is sent.
func TestAFormOfAStandingFactComesBackAfterSigningIn(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	priya := b.as(t, "priya")
	need := priya.saves("/coordination/needs/new", aNeed())
	change := changed(aNeed(), "version", "1", "title", "How to refer, typed for an hour")
	kept := b.loses(t, priya, need+"/change", change)
	if again := b.loses(t, priya, need+"/change", change); again != kept {
		t.Errorf("sent twice: got %s and %s, want it kept once", kept, again)
	}
	if got := priya.get("/"); got.status != http.StatusSeeOther {
		t.Errorf("got %d, want to be asked to sign in: the session stays ended", got.status)
	}
	if n := b.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'draft' AND did = 'need.keep'`); n != 1 {
		t.Errorf("got %d entries in the log, want 1", n)
	}
	for name, other := range map[string]answer{"a colleague": b.as(t, "tom").get(kept), "throwing it away": b.as(t, "tom").post(kept+"/delete", nil)} {
		if other.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", name, other.status)
		}
	}

	priya = b.as(t, "priya")
	got := priya.get("/")
	expect(t, got, http.StatusOK, "Not saved when your session ended", "Needs: change", kept)
	keep(t, "home_unsent.html", got)
	before := b.Count(t, `SELECT count(*) FROM audit.event`)
	got = priya.get(kept)
	expect(t, got, http.StatusOK, "Not saved yet", "How to refer, typed for an hour", `action="`+need+`/change"`)
	if strings.Contains(got.body, "Error:") {
		t.Error("got an error on what has nothing to mend")
	}
	keep(t, "unsent.html", got)
	if n := b.Count(t, `SELECT count(*) FROM audit.event`); n != before {
		t.Errorf("got %d entries more for opening it, want none", n-before)
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.need WHERE version = 1 AND title = 'How to make a referral'`); n != 1 {
		t.Error("opening it changed the need")
	}

	// Somebody else changes the need meanwhile.
	b.as(t, "priya").saves(need+"/change", changed(aNeed(), "version", "1", "title", "How to refer well"))
	got = priya.get(kept)
	expect(t, got, http.StatusOK, "This record changed while you were editing", "How to refer well", "How to refer, typed for an hour")
	sent := changed(change, "version", hidden(got, "version"), server.Resumed, hidden(got, server.Resumed))
	wrong := priya.post(need+"/change", changed(sent, "title", ""))
	expect(t, wrong, http.StatusUnprocessableEntity, "Enter what is needed")
	if hidden(wrong, server.Resumed) == "" {
		t.Error("the form forgot what it was opened as")
	}
	priya.saves(need+"/change", sent)
	if got := priya.get(kept); got.status != http.StatusNotFound {
		t.Errorf("got %d for what was sent, want 404", got.status)
	}
	if got := priya.get("/"); strings.Contains(got.body, "Not saved when your session ended") {
		t.Error("what was sent is offered again")
	}
}

// TestWhatCanNoLongerBeSentIsShown loses a change of what is closed meanwhile.
func TestWhatCanNoLongerBeSentIsShown(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	priya := b.as(t, "priya")
	need := priya.saves("/coordination/needs/new", aNeed())
	kept := b.loses(t, priya, need+"/change", changed(aNeed(), "version", "1", "title", "Too late"))
	priya = b.as(t, "priya")
	priya.saves(need+"/close", url.Values{"last": {"30 November 2025"}, "why": {"Everybody knows now"}})
	got := priya.get(kept)
	expect(t, got, http.StatusOK, "This can no longer be sent", "Too late")
	keep(t, "unsent_late.html", got)
	keep(t, "unsent_delete.html", priya.get(kept+"/delete"))
	priya.post(kept+"/delete", nil).to(t, "/")
	expect(t, priya.get("/"), http.StatusOK, "Thrown away. Nothing of it was saved.")
	if got := priya.post(kept+"/delete", nil); got.status != http.StatusNotFound {
		t.Errorf("twice: got %d, want 404", got.status)
	}
}

// TestWhatIsNotKept posts what holds nothing to keep, or is nobody's to send.
func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	need := priya.saves("/coordination/needs/new", aNeed())
	for name, x := range map[string]struct {
		who  *browser
		path string
		form url.Values
	}{
		"a button":               {priya, need + "/review", url.Values{"do": {"review"}}},
		"what tom may not do":    {tom, "/coordination/series/add", url.Values{"name": {"Mine"}}},
		"of another partnership": {priya, "/coordination/needs/new", changed(aNeed(), server.OpenedIn, "2")},
		"more than a draft":      {priya, "/coordination/needs/new", changed(aNeed(), "detail", strings.Repeat("x", 70000))},
		"a decision":             {b.as(t, "alan"), "/coordination/pairs/" + uuid.NewString() + "/refuse", url.Values{"why": {"Nobody would notice"}}},
		"a password":             {tom, "/account/password", url.Values{"password": {"a secret that is long"}}},
	} {
		b.Exec(t, away)
		if got := x.who.post(x.path, x.form); got.location != "/sign-in" {
			t.Errorf("%s: got %s, want /sign-in alone", name, got.location)
		}
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.draft`); n != 0 {
		t.Errorf("got %d kept, want none", n)
	}
}

// TestTheNewestKeptFormsStay loses more forms than are kept, of two people.
func TestTheNewestKeptFormsStay(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	tom, priya := b.as(t, "tom"), b.as(t, "priya")
	b.loses(t, tom, "/coordination/activities/COO-ZZZZZZZ/withdraw", url.Values{"why": {"Somebody else’s"}})
	lose := func(n int) string {
		b.Exec(t, away)
		got := priya.post("/coordination/needs/new", changed(aNeed(), "title", "Need number "+strconv.Itoa(n)))
		b.Exec(t, `UPDATE coordination.draft SET updated_at = $1 WHERE content LIKE $2`, b.pages.Now().Add(time.Duration(n-60)*time.Minute), "%number+"+strconv.Itoa(n)+"&%")
		return strings.ReplaceAll(strings.TrimPrefix(got.location, "/sign-in?to="), "%2F", "/")
	}
	first, second := lose(0), lose(1)
	for n := range activity.MostUnsent - 1 {
		lose(n + 2)
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.draft WHERE kind = 'need.keep'`); n != activity.MostUnsent {
		t.Errorf("got %d kept, want the newest %d", n, activity.MostUnsent)
	}
	if n := b.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'draft' AND act = 'erase' AND did = 'need.keep'`); n != 1 {
		t.Errorf("got %d entries of what made room, want 1", n)
	}
	priya = b.as(t, "priya")
	if got := priya.get(first); got.status != http.StatusNotFound {
		t.Errorf("the oldest: got %d, want 404", got.status)
	}
	expect(t, priya.get(second), http.StatusOK, "Need number 1")
	if n := b.Count(t, `SELECT count(*) FROM coordination.draft WHERE kind = 'activity.withdraw'`); n != 1 {
		t.Errorf("got %d of a colleague, want hers left alone", n)
	}
}

// TestAKeptFormWarnsAsDraftsDo looks at one that is 24 days old.
func TestAKeptFormWarnsAsDraftsDo(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	kept := b.loses(t, b.as(t, "priya"), "/coordination/needs/new", aNeed())
	b.Exec(t, `UPDATE coordination.draft SET updated_at = $1::timestamptz - interval '24 days'`, b.pages.Now())
	priya := b.as(t, "priya")
	expect(t, priya.get("/"), http.StatusOK, "Needs: new", "It will be deleted on 7 December 2025 unless you send it")
	expect(t, priya.get(kept), http.StatusOK, "How to make a referral")
	if got := priya.get("/activities/new"); strings.Contains(got.body, "need.keep") || !strings.Contains(got.body, "You have no drafts") {
		t.Error("a kept form is among the drafts of records")
	}
}

// TestAKeptFormStaysInItsStrand keeps a form of each strand that has its own
// records, and looks for it in the others.
func TestAKeptFormStaysInItsStrand(t *testing.T) {
	t.Parallel()
	for _, in := range []access.Strand{access.Outreach, access.Casework, access.Intelligence} {
		t.Run(string(in), func(t *testing.T) {
			t.Parallel()
			b := newBoard(t)
			b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
			role := map[access.Strand]access.Role{access.Outreach: access.OutreachLead, access.Casework: access.CaseSupervisor, access.Intelligence: access.IntelligenceLead}[in]
			tom := b.granted(t, "tom", b.tom, role)
			path := "/" + string(in) + "/activities/" + in.Prefix() + "-ZZZZZZZ/withdraw"
			kept := b.loses(t, tom, path, url.Values{"why": {"Recorded twice by mistake"}})
			if !strings.HasPrefix(kept, "/"+string(in)+"/unsent/") || b.Count(t, `SELECT count(*) FROM coordination.draft`) != 0 || b.Count(t, `SELECT count(*) FROM `+string(in)+`.draft`) != 1 {
				t.Fatalf("got %s, want it kept in %s alone", kept, in)
			}
			b.Exec(t, `UPDATE `+string(in)+`.draft SET updated_at = $1::timestamptz - interval '10 minutes'`, b.pages.Now())
			b.Exec(t, `UPDATE identity.session SET last_seen_at = now()`) // signed in again, with the second factor
			expect(t, tom.get(kept), http.StatusOK, "This can no longer be sent", "Recorded twice by mistake")
			if n := b.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'refuse' AND actor = $1 AND on_what = $2`, b.tom.ID.String(), "POST "+path); n != 1 {
				t.Errorf("got %d entries of what the rehearsal refused, want 1", n)
			}
			at := "/"
			if in.LogsReads() {
				at = "/" + string(in) + "/activities"
				if strings.Contains(tom.get("/").body, "unsent") {
					t.Error("it is on Home, which shows no such area")
				}
			}
			expect(t, tom.get(at), http.StatusOK, kept, in.Prefix()+"-ZZZZZZZ: withdraw")
			keep(t, "unsent_delete_"+string(in)+".html", tom.get(kept+"/delete"))
			tom.post(kept+"/delete", nil).to(t, at)
		})
	}
}

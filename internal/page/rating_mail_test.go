package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/testing/mailbox"
)

// Everybody whose address is typed is mailed the link, which nobody else sees and
// nothing keeps. Whose mail is not taken over gets it from who made it.
func TestALinkToRateIsMailed(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	box := mailbox.New(t)
	board{a.office}.posts(t, box)
	tom, priya, guest := a.as(t, "tom"), a.as(t, "priya"), a.browser(t)
	record := a.hold(t, priya, trainingPath, a.session())
	at := record + "/answers/3/mail"
	expect(t, priya.get(record), http.StatusOK, `href="`+at+`"`, "Mail it to them")
	expect(t, tom.get(at), http.StatusForbidden)
	expect(t, tom.post(at, url.Values{"addresses": {"ann@example.org"}}), http.StatusForbidden)
	expect(t, priya.get(record+"/answers/4/mail"), http.StatusNotFound)
	got := priya.get(at)
	expect(t, got, http.StatusOK, "2 people of 2 can still answer", "kept nowhere", "You see it only if a mail cannot be sent.")
	keep(t, "rating_mail.html", got)
	seen := versionOf(t, got)
	for _, tt := range []struct {
		name, typed, want string
	}{
		{"nothing", " \n ", "addresses: Enter the email address of at least one person"},
		{"no address", "ann@example.org\nbo", "addresses: Line 2: enter an email address in the correct format, like name@example.com"},
		{"a header", "ann@example.org\nbo@example.org\x0bBcc: x@example.org", "addresses: Remove the characters that cannot be saved, then check the text"},
		{"twice", "ann@example.org\n\nANN@example.org", "addresses: Line 3: this address is in a line above. Give each person their own"},
		{"more than came", "a@b.example\nb@b.example\nc@b.example", "addresses: Enter 2 addresses at most for Westmere Health"},
		{"far too many", strings.Repeat("a@b.example\n", 9000), "addresses: Line 2: this address is in a line above. Give each person their own"},
	} {
		got := priya.post(at, url.Values{"addresses": {tt.typed}, "version": {seen}})
		if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d\n%s\nwant\n%s", tt.name, got.status, summary(got), tt.want)
		}
	}
	got = priya.post(at, url.Values{"addresses": {"ann@example.org\nbo"}, "version": {seen}})
	expect(t, got, http.StatusUnprocessableEntity, "ann@example.org\nbo</textarea>")
	keep(t, "rating_mail_problems.html", got)

	box.Answer(func(to string) error {
		if to == "bo@example.org" {
			return mailbox.No(550, "nobody of that name")
		}
		return nil
	})
	f := url.Values{"addresses": {" Ann@Example.org \nbo@example.org"}, "version": {seen}}
	got = priya.post(at, f)
	expect(t, got, http.StatusOK, "1 person was mailed the link.", "The mail to bo@example.org was not taken over by the mail server.")
	m := linkShown.FindStringSubmatch(got.body)
	letters := box.Letters()
	if m == nil || len(letters) != 1 || letters[0].To != "ann@example.org" || !strings.Contains(letters[0].Text, m[0]) {
		t.Fatalf("got %d mails and %v, want one with the link that is shown for the other", len(letters), m)
	}
	for _, want := range []string{"OFFICIAL\n\nYou came to ‘Mentoring basics, autumn’ on 26 November 2025.", "nobody is asked who they are", "works until 31 December 2025", "\n\nOFFICIAL"} {
		if !strings.Contains(strings.ReplaceAll(letters[0].Text, "\r\n", "\n"), want) {
			t.Errorf("got %q, want it to contain %q", letters[0].Text, want)
		}
	}
	for _, never := range []string{"Priya", "Westmere Health", "Room B12", "COO-"} {
		if strings.Contains(letters[0].Text, never) {
			t.Errorf("got %q in the mail", never)
		}
	}
	masked := got
	masked.body = regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(linkShown.ReplaceAllString(got.body, "https://liaison.example/rate/TOKEN"), "MAILSERVER")
	keep(t, "rating_mailed.html", masked)

	// A second click finds that a link was made, and mails nobody.
	got = priya.post(at, f)
	expect(t, got, http.StatusConflict, "Another link was made for these people while you were typing. Nothing was changed and no mail was sent", "bo@example.org</textarea>")
	if now := versionOf(t, got); now == seen {
		t.Errorf("got %q to go on from, want the link that was made", now)
	}
	if n := len(box.Letters()); n != 1 {
		t.Errorf("got %d mails, want 1", n)
	}

	// Where all is taken over, nobody but those who were mailed sees the link.
	box.Answer(nil)
	f.Set("version", versionOf(t, got))
	got = priya.post(at, f)
	expect(t, got, http.StatusOK, "2 people were mailed the link. Nobody else has seen it.")
	if linkShown.MatchString(got.body) {
		t.Error("got the link on the page")
	}
	letters = box.Letters()[1:]
	to := []string{letters[0].To, letters[1].To}
	slices.Sort(to)
	if want := []string{"ann@example.org", "bo@example.org"}; !slices.Equal(to, want) {
		t.Errorf("got mails to %v, want %v", to, want)
	}
	link := linkShown.FindStringSubmatch(letters[0].Text)[1]

	// Nothing holds an address or the link.
	dump := strings.ToLower(board{a.office}.text(t, `SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, false, '')::text, '')
		FROM pg_tables WHERE schemaname IN ('audit', 'coordination', 'identity', 'shared')`))
	for _, never := range []string{"ann@example.org", "bo@example.org", strings.ToLower(strings.TrimPrefix(link, "/rate/"))} {
		if strings.Contains(dump, never) {
			t.Errorf("got %q in the database", never)
		}
	}
	for _, want := range []string{"for agency 3, to be mailed to 2", "mailed the link of agency 3 to 1 people, not to 1", "mailed the link of agency 3 to 2 people, not to 0"} {
		if !strings.Contains(dump, want) {
			t.Errorf("got no %q in the log", want)
		}
	}

	a.Exec(t, `UPDATE coordination.rating_link SET expires_on = sec.today() + 30 WHERE withdrawn_at IS NULL`) // by the database's own clock
	said := url.Values{"quality": {"5"}, "useful": {"4"}}
	guest.post(link, said).to(t, "/rate/thanks")
	expect(t, priya.get(at), http.StatusOK, "1 person of 2 can still answer", "The link that these people have now stops working.")
	got = priya.post(at, url.Values{"addresses": {"ann@example.org\nbo@example.org"}, "version": {versionOf(t, priya.get(at))}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter 1 address at most")
	guest.post(link, said).to(t, "/rate/thanks")
	expect(t, priya.get(at), http.StatusConflict, "As many people as came from Westmere Health have answered already")
	a.pages.Mail = nil
	priya.get(record+"/answers/1/mail").to(t, record+"#ratings")
	expect(t, priya.get(record), http.StatusOK, "This service has no mail server.")
	if strings.Contains(priya.get(record).body, "Mail it to them") {
		t.Error("got the way to mail a link without a mail server")
	}
	got = priya.post(record+"/answers/1/mail", url.Values{"addresses": {"ann@example.org"}, "version": {uuid.Nil.String()}})
	expect(t, got, http.StatusOK, "0 people were mailed the link.", "there is no mail server")
	if !linkShown.MatchString(got.body) {
		t.Error("got no link to hand out, want the one that was made")
	}
}

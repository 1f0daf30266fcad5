package page_test

import (
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/health"
	"liaison/internal/mail"
	"liaison/internal/postgres"
	"liaison/internal/server"
	"liaison/internal/testing/mailbox"
)

// standsFor names people for agencies, and nobody else. Priya and Tom have accounts of the same
// name there.
func (b board) standsFor(t *testing.T, people ...string) {
	t.Helper()
	b.Exec(t, `DELETE FROM coordination.representative`)
	for n, name := range people {
		agency := n%5 + 1
		if name == "Tom Okafor" {
			agency = b.tom.Agency
		}
		if name == "Priya Nair" {
			agency = b.priya.Agency
		}
		id := uuid.New()
		b.Exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) VALUES ($1, 1, $2, $3)`, id, agency, name)
		b.Exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, deputy, from_day) VALUES (gen_random_uuid(), 1, $2, $1, true, '2025-01-02')`, id, agency)
	}
}

// clock moves the pages' clock.
func (b board) clock(y int, m time.Month, d int) {
	b.pages.Now = func() time.Time { return time.Date(y, m, d, 9, 5, 0, 0, time.UTC) }
}

var pulseShown = regexp.MustCompile(`https://liaison\.example(/pulse/[A-Za-z0-9_-]{43})`)

func pulseLinks(got answer) []string {
	var all []string
	for _, m := range pulseShown.FindAllStringSubmatch(got.body, -1) {
		all = append(all, m[1])
	}
	return all
}

// masked is an answer without the links in it, which are never the same.
func masked(got answer) answer {
	got.body = regexp.MustCompile(`/pulse/[A-Za-z0-9_-]{43}`).ReplaceAllString(got.body, "/pulse/TOKEN")
	return got
}

// answered is the form of somebody who answers everything alike.
func answered(value int, more ...string) url.Values {
	v := url.Values{}
	for _, q := range health.PresentWording().Questions {
		v.Set(string(q.Code), strconv.Itoa(value))
	}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// published lets rounds that are over be told, as of the pages' clock.
func (b board) published(t *testing.T, y int, m time.Month, d int) {
	t.Helper()
	b.clock(y, m, d)
	if _, err := (postgres.Service{DB: b.accounts.DB}).PublishPulse(t.Context(), time.Date(y, m, d, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	b.Exec(t, `UPDATE coordination.fact SET known_from = until + 1 WHERE kind LIKE 'pulse%'`) // by the pages' clock
}

func TestTheFewAreToldBeforeTheyAreAsked(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.standsFor(t, "Tom Okafor", "Ann One", "Bo Two", "Cy Three")
	priya := b.as(t, "priya")
	got := priya.get("/health/pulse")
	expect(t, got, http.StatusOK, "No round is open.", "There are 4", "There is none yet.")
	keep(t, "pulse_few.html", got)
	for _, got := range []answer{priya.get("/health/pulse/open"), priya.post("/health/pulse/open", url.Values{"opens": {"1 December 2025"}, "closes": {"21 December 2025"}, "sure": {"yes"}})} {
		expect(t, got, http.StatusConflict, "A round needs at least 5 people")
	}
	for _, path := range []string{"/health/pulse/2025-10-01", "/health/pulse/2025-10-01/answers.csv", "/health/pulse/x", "/health/pulse/2025-10-01%00"} {
		expect(t, priya.get(path), http.StatusNotFound)
	}
	expect(t, b.as(t, "tom").get("/health/pulse/open"), http.StatusForbidden)
	expect(t, b.as(t, "tom").post("/health/pulse/take", nil), http.StatusNotFound)
	if body := b.as(t, "tom").get("/health/pulse").body; strings.Contains(body, "There are 4") {
		t.Error("got why no round can be opened, for somebody who opens none")
	}
}

func TestARoundOfThePulse(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.standsFor(t, "Tom Okafor", "Ann One", "Bo Two", "Cy Three", "Di Four", "Ed Five", "Flo Six")
	priya, tom, guest := b.as(t, "priya"), b.as(t, "tom"), b.browser(t)
	got := priya.get("/health/pulse")
	expect(t, got, http.StatusOK, "Open a round")
	keep(t, "pulse_none.html", got)
	got = priya.get("/health/pulse/open")
	expect(t, got, http.StatusOK, `value="1 December 2025"`, `value="21 December 2025"`, "7 people, who stand for partner agencies today", "Tom Okafor", "Flo Six", "With 7 people asked, 5 have to answer.")
	keep(t, "pulse_open.html", got)
	got = priya.post("/health/pulse/open", url.Values{"opens": {"1 November 2025"}, "closes": {"soon"}})
	if s := summary(got); got.status != http.StatusUnprocessableEntity || s != "opens: First day must be today or in the future\ncloses: Last day must be a real date, like 26 November 2025" {
		t.Errorf("got %d\n%s", got.status, s)
	}
	expect(t, got, http.StatusUnprocessableEntity, `value="1 November 2025"`, `value="soon"`)
	keep(t, "pulse_open_problems.html", got)
	days := url.Values{"opens": {"1 December 2025"}, "closes": {"21 December 2025"}}
	got = priya.post("/health/pulse/open", days)
	expect(t, got, http.StatusOK, "Check the round before you open it", "1 person takes their own link", "6 links on the next page", "5 of them have to answer")
	keep(t, "pulse_open_check.html", got)
	if n := b.Count(t, `SELECT count(*) FROM coordination.pulse_round`); n != 0 {
		t.Fatal("got a round before anybody was sure")
	}
	days.Set("sure", "yes")
	got = priya.post("/health/pulse/open", days)
	links := pulseLinks(got)
	if expect(t, got, http.StatusOK, "These links are shown once", "keep no list of who got which"); len(links) != 6 {
		t.Fatalf("got %d links, want 6", len(links))
	}
	keep(t, "pulse_opened.html", masked(got))
	expect(t, priya.post("/health/pulse/open", days), http.StatusConflict, "The round until 21 December 2025 is not over yet")
	got = priya.get("/health/pulse")
	expect(t, got, http.StatusOK, "0 of 7 people have answered so far", "5 more answers are needed")
	if strings.Contains(got.body, "Take my link") || len(pulseLinks(got)) > 0 {
		t.Error("got a link for the coordinator, who stands for nobody here")
	}
	expect(t, priya.post("/health/pulse/take", nil), http.StatusNotFound)

	got = tom.get("/health/pulse")
	expect(t, got, http.StatusOK, "Take my link")
	keep(t, "pulse_take.html", got)
	expect(t, tom.get("/health"), http.StatusOK, "Take your link and answer", "0 of 7 people have answered")
	got = tom.post("/health/pulse/take", nil)
	expect(t, got, http.StatusOK, "This link is shown once", "Answer now")
	keep(t, "pulse_taken.html", masked(got))
	links = append(links, pulseLinks(got)...)
	expect(t, tom.post("/health/pulse/take", nil), http.StatusConflict, "You have taken your link already")
	expect(t, tom.get("/health/pulse"), http.StatusOK, "You have taken your link.")

	// One page, a check, thanks; and nothing that says who it was, signed in or not.
	for _, who := range []*browser{guest, tom} {
		got = who.get(links[0])
		expect(t, got, http.StatusOK, "What do you think of working together in Partnership 1?", "Nobody is asked who they are", "21 December 2025")
		for _, never := range []string{"Tom Okafor", "Sign out", "/health", "Ann One"} {
			if strings.Contains(got.body, never) {
				t.Errorf("got %q on a page for anybody", never)
			}
		}
	}
	keep(t, "pulse_answer.html", masked(got))
	got = guest.post(links[0], url.Values{"reliability": {"9"}, "openness": {"x"}, "goals": {"0"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select an answer to “The partners do what they said they would do”")
	keep(t, "pulse_answer_problems.html", masked(got))
	got = guest.post(links[0], answered(3, "goals", "0"))
	expect(t, got, http.StatusOK, "Check your answers before you send them", "More yes than no", "I cannot say", "You cannot see, change or take back")
	keep(t, "pulse_answer_check.html", masked(got))
	if n := b.Count(t, `SELECT count(*) FROM coordination.pulse_tally WHERE n > 0`); n != 0 {
		t.Error("got answers counted before they were sent")
	}
	got = guest.post(links[0], answered(3, "change", "yes"))
	expect(t, got, http.StatusOK, "Check my answers")
	if n := strings.Count(got.body, " checked"); n != 8 {
		t.Errorf("got %d answers chosen on the way back, want 8", n)
	}
	guest.post(links[0], answered(3, "goals", "0", "sent", "yes")).to(t, "/pulse/thanks")
	got = guest.get("/pulse/thanks")
	expect(t, got, http.StatusOK, "Thank you", "nobody can look at them or change them")
	keep(t, "pulse_thanks.html", got)
	expect(t, guest.post(links[1], answered(7, "sent", "yes")), http.StatusUnprocessableEntity)

	// Whatever keeps a link from working, the page is the same.
	var missing string
	same := func(name, path string) {
		t.Helper()
		for _, got := range []answer{guest.get(path), guest.post(path, answered(1, "sent", "yes"))} {
			if got.status != http.StatusNotFound || missing != "" && got.body != missing {
				t.Errorf("%s: got %d, want the page of every link that does not work", name, got.status)
			}
			missing = got.body
		}
	}
	same("used", links[0])
	same("unknown", "/pulse/"+strings.Repeat("A", 43))
	same("no token", "/pulse/x")
	same("bytes", "/pulse/%00%ff")
	same("very long", "/pulse/"+strings.Repeat("A", 4000))
	same("of ratings", "/rate/"+strings.Repeat("A", 43))

	for _, link := range links[2:] {
		guest.post(link, answered(4, "goals", "0", "sent", "yes")).to(t, "/pulse/thanks")
	}
	b.published(t, 2025, 12, 21)
	expect(t, guest.get(links[1]), http.StatusOK)
	expect(t, priya.get("/health/pulse"), http.StatusOK, "6 of 7 people have answered so far")
	expect(t, priya.get("/health/trust"), http.StatusOK, "Nothing to count")
	b.clock(2025, 12, 22)
	missing = "" // the page quotes the time
	same("unknown", "/pulse/"+strings.Repeat("A", 43))
	same("over", links[1])
	expect(t, priya.get("/health/pulse"), http.StatusOK, "Its results come within the hour")
	b.published(t, 2025, 12, 22)
	same("over and published", links[1])
	got = tom.get("/health/pulse")
	expect(t, got, http.StatusOK, "October to December 2025", "6 of 7 people", "3.8")
	keep(t, "pulse.html", got)
	got = tom.get("/health/pulse/2025-10-01")
	expect(t, got, http.StatusOK, "6 of the 7 people asked answered.", "3.8 of 4, from 6 people who could say", "Not told, because fewer than 5 people could say")
	keep(t, "pulse_round.html", got)
	expect(t, tom.get("/health/pulse/2025-10-01/answers.csv"), http.StatusOK, "Pulse of October to December 2025", "The partners work towards the same aims,Trust,5,1,0,0,0,3.8333", "Fewer than 5 people could say")
	got = tom.get("/health/trust")
	expect(t, got, http.StatusOK, "3.8 of 4", "6 of 7 people", "The partners do what they said they would do", "Yes 5, More yes than no 1", "/health/pulse/2025-10-01", "The newest round")
	keep(t, "health_trust.html", got)
	expect(t, tom.get("/health/value"), http.StatusOK, "3.8 of 4")
	expect(t, tom.get("/health/trust/rows.csv"), http.StatusOK, "The partners work towards the same aims: Yes 5")
	expect(t, tom.get("/health/trust?on=21+December+2025"), http.StatusOK, "Nothing to count")
	got = priya.get("/health")
	expect(t, got, http.StatusOK, "Trust", "3.8 of 4", "Go to the pulse")
	expect(t, priya.get("/health.csv"), http.StatusOK, "Trust,2025-12-01,2025-12-21,told,3.8333,points,6,7,people")
	b.clock(2026, 1, 5)
	expect(t, priya.get("/health/pulse/open"), http.StatusOK, `value="5 January 2026"`)
}

// A round with too few answers says how many were missing, and not whose.
func TestARoundThatTooFewAnswered(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.standsFor(t, "Ann One", "Bo Two", "Cy Three", "Di Four", "Ed Five")
	priya := b.as(t, "priya")
	got := priya.post("/health/pulse/open", url.Values{"opens": {"1 December 2025"}, "closes": {"21 December 2025"}, "sure": {"yes"}})
	expect(t, got, http.StatusOK)
	for _, link := range pulseLinks(got)[:4] {
		priya.post(link, answered(1, "sent", "yes")).to(t, "/pulse/thanks")
	}
	b.published(t, 2025, 12, 22)
	got = priya.get("/health/pulse/2025-10-01")
	expect(t, got, http.StatusOK, "4 of the 5 people asked answered.", "1 more answer would have been needed")
	keep(t, "pulse_round_few.html", got)
	expect(t, priya.get("/health/pulse/2025-10-01/answers.csv"), http.StatusOK, "1 more answer would have been needed")
	got = priya.get("/health/trust")
	expect(t, got, http.StatusOK, "Too few for a figure", "4 of 5 people", "1 more answer would have been needed")
	keep(t, "health_trust_few.html", got)
	expect(t, priya.get("/health/pulse"), http.StatusOK, "Too few")
}

// posts has the pages mail by the box.
func (b board) posts(t *testing.T, box *mailbox.Box) {
	t.Helper()
	host, text, err := net.SplitHostPort(box.Addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := mail.Open(mail.Config{Host: host, Port: port, Plain: true, From: "liaison@westmere.example", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	b.pages.Mail = s
}

// addressField is the name of the field for the address of somebody.
func (b board) addressField(t *testing.T, name string) string {
	t.Helper()
	var id uuid.UUID
	if err := b.Owner.QueryRowContext(t.Context(), `SELECT id FROM coordination.person WHERE name = $1`, name).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return health.Rater{ID: id}.AddressField()
}

// Each person is mailed their own link by the service, which shows it to nobody
// else and keeps it nowhere. What the mail server does not take over waits for
// who has an account, and is handed out to who has none.
func TestLinksOfThePulseAreMailed(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	box := mailbox.New(t)
	b.posts(t, box)
	b.standsFor(t, "Tom Okafor", "Priya Nair", "Ann One", "Bo Two", "Cy Three", "Di Four")
	priya, tom, guest := b.as(t, "priya"), b.as(t, "tom"), b.browser(t)
	ann, bo, cy := b.addressField(t, "Ann One"), b.addressField(t, "Bo Two"), b.addressField(t, "Cy Three")
	tomAt, priyaAt := b.text(t, `SELECT email FROM identity.account WHERE name = 'Tom Okafor'`), b.text(t, `SELECT email FROM identity.account WHERE name = 'Priya Nair'`)

	got := priya.get("/health/pulse/open")
	expect(t, got, http.StatusOK, "Mailed their link", "Tom Okafor", "Email address of Ann One", "Email address of Di Four", "not kept")
	if strings.Contains(got.body, tomAt) || strings.Contains(got.body, "Email address of Tom") {
		t.Error("got the address of an account on the page, or asked for it")
	}
	keep(t, "pulse_open_mail.html", masked(got))
	f := url.Values{"opens": {"1 December 2025"}, "closes": {"21 December 2025"}, ann: {"ann"}, bo: {"bo@example.org"}, cy: {"BO@example.org"}}
	got = priya.post("/health/pulse/open", f)
	if s := summary(got); !strings.Contains(s, "Enter an email address in the correct format") || !strings.Contains(s, "Address of Bo Two must be their own") || !strings.Contains(s, "Address of Cy Three must be their own") {
		t.Errorf("got\n%s", s)
	}
	keep(t, "pulse_open_mail_problems.html", masked(got))
	f[ann], f[cy] = []string{" Ann@Example.org "}, []string{"cy@example.org"}
	got = priya.post("/health/pulse/open", f)
	expect(t, got, http.StatusOK, "5 people are mailed their own link, which nobody else sees.", "Ann One is mailed at ann@example.org.", "For 1 person without an account you get 1 link")
	keep(t, "pulse_open_mail_check.html", masked(got))
	if n := len(box.Letters()); n != 0 {
		t.Fatalf("got %d mails before anybody was sure", n)
	}

	box.Answer(func(to string) error {
		if to == "bo@example.org" || to == tomAt {
			return mailbox.No(550, "nobody of that name")
		}
		return nil
	})
	f.Set("sure", "yes")
	got = priya.post("/health/pulse/open", f)
	shown := pulseLinks(got)
	expect(t, got, http.StatusOK, "3 people were mailed their link", "The mail to Bo Two was not taken over by the mail server. Give them one of these links.", "The mail to Tom Okafor was not taken over by the mail server. They can take their own link")
	if len(shown) != 2 { // of Bo, whose mail was refused, and of Di, who has no address
		t.Errorf("got %d links shown, want 2", len(shown))
	}
	for _, never := range []string{tomAt, priyaAt, "bo@example.org"} {
		if strings.Contains(got.body, never) {
			t.Errorf("got %q on the page", never)
		}
	}
	keep(t, "pulse_opened_mail.html", masked(got))

	letters := box.Letters()
	var to, mailedLinks []string
	for _, l := range letters {
		to = append(to, l.To)
		m := pulseShown.FindAllStringSubmatch(l.Text, -1)
		if len(m) != 1 {
			t.Fatalf("got %d links in one mail, want its own alone", len(m))
		}
		mailedLinks = append(mailedLinks, m[0][1])
		if !strings.Contains(l.Text, "Answer from 1 December 2025 to the end of 21 December 2025:") || l.Header.Get("Subject") != "[OFFICIAL] Liaison: what do you think of working together?" {
			t.Errorf("got %q", l.Text)
		}
		if strings.Contains(got.body, mailedLinks[len(mailedLinks)-1]) {
			t.Error("got a link on the coordinator’s page that was mailed")
		}
	}
	slices.Sort(to)
	if want := []string{"ann@example.org", "cy@example.org", priyaAt}; !slices.Equal(to, want) {
		t.Errorf("got mails to %v, want %v", to, want)
	}

	// Nothing holds a link or an address that was typed.
	dump := b.text(t, `SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, false, '')::text, '')
		FROM pg_tables WHERE schemaname IN ('audit', 'coordination', 'identity', 'shared')`)
	for _, link := range append(slices.Clone(mailedLinks), shown...) {
		if strings.Contains(dump, strings.TrimPrefix(link, "/pulse/")) {
			t.Error("got the token of a link in the database")
		}
	}
	for _, never := range []string{"ann@example.org", "bo@example.org", "cy@example.org"} {
		if strings.Contains(strings.ToLower(dump), never) {
			t.Errorf("got %q in the database", never)
		}
	}

	// Whose links cannot be told apart: all can be made anew while nobody answered.
	got = priya.get("/health/pulse")
	expect(t, got, http.StatusOK, "Make every link anew")
	keep(t, "pulse_renewable.html", got)
	if strings.Contains(tom.get("/health/pulse").body, "Make every link anew") {
		t.Error("got the way to make links anew, for somebody who opens no rounds")
	}
	got = priya.get("/health/pulse/renew")
	expect(t, got, http.StatusOK, "Make every link anew", "only while nobody has answered")
	keep(t, "pulse_renew.html", masked(got))
	g := url.Values{"version": {"0"}, ann: {"x y"}}
	got = priya.post("/health/pulse/renew", g)
	expect(t, got, http.StatusUnprocessableEntity, "Enter an email address in the correct format", `value="x y"`)
	keep(t, "pulse_renew_problems.html", masked(got))
	g.Set(ann, "ann@example.org")
	got = priya.post("/health/pulse/renew", g)
	expect(t, got, http.StatusOK, "6 people are asked anew", "Every link that people have now stops working")
	keep(t, "pulse_renew_check.html", masked(got))
	g.Set("sure", "yes")
	box.Answer(nil)
	got = priya.post("/health/pulse/renew", g)
	expect(t, got, http.StatusConflict, "less than 10 minutes ago", `value="ann@example.org"`)
	keep(t, "pulse_renew_clash.html", masked(got))
	b.Exec(t, `UPDATE coordination.pulse_round SET linked_at = linked_at - interval '10 minutes'`)
	got = priya.post("/health/pulse/renew", g)
	if expect(t, got, http.StatusOK, "Every link is new", "3 people were mailed their link"); len(pulseLinks(got)) != 3 {
		t.Errorf("got %d links, want those of three who have no address", len(pulseLinks(got)))
	}
	expect(t, priya.post("/health/pulse/renew", g), http.StatusConflict, "Nothing was changed and no mail was sent", `value="ann@example.org"`, `name="version" value="1"`)
	fresh := pulseShown.FindStringSubmatch(box.Letters()[len(letters)].Text)[1]
	for _, old := range append(mailedLinks, shown...) {
		expect(t, guest.get(old), http.StatusNotFound)
	}
	guest.post(fresh, answered(3, "sent", "yes")).to(t, "/pulse/thanks")
	expect(t, priya.get("/health/pulse/renew"), http.StatusConflict, "Nobody may learn whose were used")
	expect(t, priya.post("/health/pulse/renew", g), http.StatusConflict)
	if strings.Contains(priya.get("/health/pulse").body, "Make every link anew") {
		t.Error("got the way to make links anew after an answer")
	}
	if n := len(box.Letters()); n != 6 {
		t.Errorf("got %d mails, want 6", n)
	}
}

// Where the mail server is away nobody is forgotten.
func TestLinksOfThePulseWithoutTheMailServer(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	box := mailbox.New(t)
	b.posts(t, box)
	box.Answer(func(string) error { return mailbox.No(451, "come back later") })
	b.standsFor(t, "Tom Okafor", "Ann One", "Bo Two", "Cy Three", "Di Four")
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	got := priya.post("/health/pulse/open", url.Values{"opens": {"1 December 2025"}, "closes": {"21 December 2025"}, "sure": {"yes"}, b.addressField(t, "Ann One"): {"ann@example.org"}})
	if expect(t, got, http.StatusOK, "The mail to Ann One", "The mail to Tom Okafor"); len(pulseLinks(got)) != 4 {
		t.Errorf("got %d links to hand out, want 4", len(pulseLinks(got)))
	}
	got = tom.post("/health/pulse/take", nil)
	expect(t, got, http.StatusOK, "This link is shown once")
	expect(t, b.browser(t).get(pulseLinks(got)[0]), http.StatusOK)
}

func TestANetworkOpensOnlySoManyLinksOfThePulse(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Links = server.NewRate(time.Minute, 2, 10)
	guest := b.browser(t)
	for range 2 {
		expect(t, guest.get("/pulse/"+strings.Repeat("A", 43)), http.StatusNotFound)
	}
	expect(t, guest.get("/pulse/"+strings.Repeat("B", 43)), http.StatusConflict, "Too many links were opened from your network")
}

// Whoever opens a link while signed in leaves no trace of that in the log, where
// it would stand beside the answer.
func TestALinkOfThePulseIsRefusedInNobodysName(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	entries := func() int { return b.Count(t, `SELECT count(*) FROM audit.event`) }
	before := entries()
	expect(t, tom.get("/pulse/"+strings.Repeat("x", 43)), http.StatusNotFound)
	expect(t, tom.post("/pulse/"+strings.Repeat("x", 43), url.Values{}), http.StatusNotFound)
	if n := entries() - before; n != 0 {
		t.Errorf("got %d entries, want none", n)
	}
	expect(t, tom.get("/nowhere"), http.StatusNotFound)
	if n := entries() - before; n != 1 {
		t.Errorf("got %d entries of another page that is not there, want 1", n)
	}
}

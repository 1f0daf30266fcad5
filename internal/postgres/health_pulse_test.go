package postgres_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/postgres"
	"liaison/internal/secret"
)

// clinic is a desk with the pulse.
type clinic struct {
	desk
	health postgres.Health
	today  time.Time
}

func newClinic(t *testing.T) clinic {
	t.Helper()
	d := newDesk(t)
	return clinic{d, postgres.Health{DB: d.acts.DB}, calendar.Day(d.now)}
}

// open opens a round of tom and grace, who take their links themselves, and so
// many people with a link.
func (c clinic) open(t *testing.T, links int) (health.Round, []string) {
	t.Helper()
	raters := []health.Rater{{Name: "Tom", Agency: 5, Account: c.tom.ID}, {Name: "Grace", Agency: 3, Account: c.grace.ID}}
	var tokens []string
	for n := range links {
		raters = append(raters, health.Rater{Name: fmt.Sprint("Person ", n), Agency: 1})
		tokens = append(tokens, secret.NewToken())
	}
	r := health.Round{ID: uuid.New(), Opens: c.today, Closes: c.today.AddDate(0, 0, 20), By: c.priya.ID, At: c.now}
	if err := c.health.ChangePulse(t.Context(), c.priya, health.OpenRound(r, raters, tokens)); err != nil {
		t.Fatal(err)
	}
	return r, tokens
}

// says is somebody who answers everything alike.
func says(value int) health.Said {
	said := health.Said{}
	for _, q := range health.PresentWording().Questions {
		said[q.Code] = value
	}
	return said
}

func (c clinic) answer(t *testing.T, token string, value int) error {
	t.Helper()
	return c.health.AnswerPulse(t.Context(), token, c.today, says(value))
}

// over lets so many days pass, and publishes.
func (c clinic) over(t *testing.T, days int) int {
	t.Helper()
	c.db.Exec(t, `UPDATE coordination.pulse_round SET opens_on = opens_on - $1::int, closes_on = closes_on - $1::int,
		quarter = date_trunc('quarter', (opens_on - $1::int)::timestamp)::date WHERE published_at IS NULL`, days)
	n, err := postgres.Service{DB: c.acts.DB}.PublishPulse(t.Context(), c.today)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (c clinic) finding(t *testing.T, of health.Code) health.Finding {
	t.Helper()
	facts, err := c.health.Facts(t.Context(), c.tom, c.today)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := health.Evaluate(facts, c.today).Find(of)
	return f
}

func (c clinic) identical(t *testing.T) {
	t.Helper()
	found, err := postgres.RebuildFacts(t.Context(), c.db.URL(postgres.Migrator), false)
	if err != nil || len(found.Wrong) > 0 {
		t.Errorf("got %+v, %v, want every fact as it is made again", found, err)
	}
}

func TestARoundOfThePulseIsCountedAndNothingElseIsKept(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 5)
	mine := secret.NewToken()
	if err := c.health.TakeLink(t.Context(), c.tom, r.ID, mine, c.today); err != nil {
		t.Fatal(err)
	}
	if err := c.health.TakeLink(t.Context(), c.tom, r.ID, secret.NewToken(), c.today); !errors.Is(err, fault.NotFound) {
		t.Errorf("a second link: got %v, want %v", err, fault.NotFound)
	}
	asked, err := c.health.PulseAsked(t.Context(), mine, c.today)
	if err != nil || asked.Partnership != "Partnership 1" || !asked.Closes.Equal(r.Closes) || asked.Wording.Number != 1 {
		t.Errorf("got %+v, %v, want what the round asks", asked, err)
	}
	for n, token := range append(slices.Clone(tokens), mine) {
		if err := c.answer(t, token, []int{4, 4, 3, 3, 2, 2}[n]); err != nil {
			t.Fatal(err)
		}
		if err := c.answer(t, token, 1); !errors.Is(err, fault.NotFound) {
			t.Errorf("the same link again: got %v, want %v", err, fault.NotFound)
		}
	}
	p, err := c.health.Pulse(t.Context(), c.tom)
	if err != nil || len(p.Rounds) != 1 || p.Rounds[0].Answered != 6 || p.Rounds[0].Asked != 7 || p.Rounds[0].Waits != health.Taken || !p.Rounds[0].Published.IsZero() {
		t.Errorf("got %+v, %v, want six of seven", p, err)
	}
	if p, _ := c.health.Pulse(t.Context(), c.grace); p.Rounds[0].Waits != health.Free {
		t.Errorf("grace: got %q, want her link to wait", p.Rounds[0].Waits)
	}
	if p, _ := c.health.Pulse(t.Context(), c.alan); p.Rounds[0].Waits != health.NotAsked {
		t.Errorf("alan: got %q, want him not asked", p.Rounds[0].Waits)
	}
	if p, _ := c.health.Pulse(t.Context(), c.abroad); len(p.Rounds) != 0 {
		t.Errorf("another partnership: got %+v, want nothing", p)
	}
	if f := c.finding(t, health.Trust); f.State != health.Nothing {
		t.Errorf("while it is open: got %+v, want nothing", f.Value)
	}
	if n := c.over(t, 20); n != 0 {
		t.Errorf("on its last day: got %d published, want none", n)
	}
	if n := c.over(t, 1); n != 1 {
		t.Errorf("the day after: got %d published, want one", n)
	}
	if n := c.over(t, 0); n != 0 {
		t.Errorf("again: got %d published, want none", n)
	}
	if f := c.finding(t, health.Trust); f.State != health.Told || f.Figure != 3 || f.Have != 6 || f.All != 7 || len(f.For) != 3 {
		t.Errorf("got %+v, want 3 from six of seven", f.Value)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.pulse_token`:                                             0,
		`SELECT count(*) FROM coordination.pulse_seat`:                                              0,
		`SELECT count(*) FROM coordination.fact WHERE kind LIKE 'pulse%'`:                           2 + 4 + 8*5,
		`SELECT count(*) FROM coordination.fact WHERE kind LIKE 'pulse%' AND person_id IS NOT NULL`: 0,
		`SELECT count(*) FROM audit.event WHERE kind = 'pulse'`:                                     1 + 1 + 6 + 1,
		`SELECT count(*) FROM audit.event WHERE kind = 'pulse' AND detail = 'answered' AND actor = '` + postgres.LinkAccount.String() + `' AND request = 'pulse'`: 6,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	c.identical(t)
	if err := c.health.ChangePulse(t.Context(), c.priya, health.OpenRound(health.Round{ID: uuid.New(), Opens: c.today, Closes: c.today.AddDate(0, 0, 6), At: c.now},
		[]health.Rater{{}, {}, {}, {}, {}}, make([]string, 5))); err == nil {
		t.Error("links without a token: got a round, want it refused")
	}
}

// Four of five, and six of nine, tell nothing, and what they said is gone.
func TestARoundWithTooFewAnswersIsDeleted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		links, answer int
		told          bool
	}{{3, 4, false}, {3, 5, true}, {7, 6, false}, {8, 7, true}, {8, 6, false}} {
		t.Run(fmt.Sprintf("%d of %d", tt.answer, tt.links+2), func(t *testing.T) {
			t.Parallel()
			c := newClinic(t)
			r, tokens := c.open(t, tt.links)
			for _, who := range []access.Actor{c.tom, c.grace} {
				token := secret.NewToken()
				if err := c.health.TakeLink(t.Context(), who, r.ID, token, c.today); err != nil {
					t.Fatal(err)
				}
				tokens = append(tokens, token)
			}
			for _, token := range tokens[:tt.answer] {
				if err := c.answer(t, token, 4); err != nil {
					t.Fatal(err)
				}
			}
			c.over(t, 21)
			f := c.finding(t, health.Trust)
			if told := f.State == health.Told; told != tt.told || f.Have != tt.answer || f.All != tt.links+2 {
				t.Errorf("got %+v, want told %v", f.Value, tt.told)
			}
			if n := c.db.Count(t, `SELECT count(*) FROM coordination.pulse_tally`); n > 0 != tt.told {
				t.Errorf("got %d counters kept, want told %v", n, tt.told)
			}
			c.identical(t)
		})
	}
}

// One of five can say how open the partners are. Their answer is not told, nor
// the mean it is part of, from which it could be worked out.
func TestAMeasureIsWithheldWithItsQuestion(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	_, tokens := c.open(t, 5)
	for n, token := range tokens {
		said := says(3)
		if n > 0 {
			said["openness"] = 0
		}
		if err := c.health.AnswerPulse(t.Context(), token, c.today, said); err != nil {
			t.Fatal(err)
		}
	}
	c.over(t, 21)
	if f := c.finding(t, health.Trust); f.State == health.Told {
		t.Errorf("trust: got %+v, want it withheld", f.Value)
	}
	if f := c.finding(t, health.Worth); f.State != health.Told || f.Figure != 3 {
		t.Errorf("value: got %+v, want 3", f.Value)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.fact WHERE kind IN ('pulse_score', 'pulse_raters') AND 'trust' = ANY (flags)`: 0,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'pulse_count' AND 'openness' = ANY (flags)`:                 0,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'pulse_count' AND 'reliability' = ANY (flags)`:              5,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	c.identical(t)
}

// Two people send by one link at once: one counts. And of two who take the link
// of one person, one has it.
func TestOfTwoWithOneLinkOneCounts(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 3)
	race := func(do func(n int) error) int {
		errs := make([]error, 4)
		var all sync.WaitGroup
		for n := range errs {
			all.Go(func() { errs[n] = do(n) })
		}
		all.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !errors.Is(err, fault.NotFound) {
				t.Errorf("got %v, want %v", err, fault.NotFound)
			}
		}
		return done
	}
	if n := race(func(n int) error { return c.health.AnswerPulse(t.Context(), tokens[0], c.today, says(n+1)) }); n != 1 {
		t.Errorf("got %d answers by one link, want 1", n)
	}
	if n := race(func(int) error {
		return c.health.TakeLink(t.Context(), c.tom, r.ID, secret.NewToken(), c.today)
	}); n != 1 {
		t.Errorf("got %d links of one person, want 1", n)
	}
	if n := race(func(n int) error {
		return c.health.AnswerPulse(t.Context(), tokens[1+n%2], c.today, says(1))
	}); n != 2 {
		t.Errorf("got %d answers by two links, want 2", n)
	}
	for query, want := range map[string]int{
		`SELECT answered FROM coordination.pulse_round`:                                                         3,
		`SELECT sum(n) FROM coordination.pulse_tally WHERE kind = 'pulse_count'`:                                3 * 8,
		`SELECT sum(n) FROM coordination.pulse_tally WHERE kind = 'pulse_raters'`:                               3 * 2,
		`SELECT count(*) FROM coordination.pulse_token WHERE used`:                                              3,
		`SELECT count(*) FROM coordination.pulse_token`:                                                         4,
		`SELECT count(*) FROM coordination.pulse_seat WHERE taken AND account_id = '` + c.tom.ID.String() + `'`: 1,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	errs := make([]error, 2)
	c.db.Exec(t, `DELETE FROM coordination.pulse_token; DELETE FROM coordination.pulse_seat; DELETE FROM coordination.pulse_tally; DELETE FROM coordination.pulse_round`)
	var both sync.WaitGroup
	for n := range errs {
		both.Go(func() {
			round := health.Round{ID: uuid.New(), Opens: c.today, Closes: c.today.AddDate(0, 0, 20), At: c.now}
			var five []string
			for range 5 {
				five = append(five, secret.NewToken())
			}
			errs[n] = c.health.ChangePulse(t.Context(), c.priya, health.OpenRound(round, people(5), five))
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || errs[0] != nil && !errors.Is(errs[0], fault.Conflict) || errs[1] != nil && !errors.Is(errs[1], fault.Conflict) {
		t.Errorf("two who open a round: got %v and %v, want one of them opened and a conflict", errs[0], errs[1])
	}
}

// Links that were mailed to nobody go back to the people they were for, and all
// of them are made anew only while nobody has answered.
func TestLinksOfThePulseGoBackAndAreMadeAnew(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 5)
	fresh := func(n int) []string {
		var all []string
		for range n {
			all = append(all, secret.NewToken())
		}
		return all
	}
	some := people(7)
	some[0].Account, some[0].Address, some[1].Account, some[1].Address = c.tom.ID, "tom.okafor@northgate.example", c.grace.ID, "grace@westmere.example"
	again := fresh(7)
	if err := c.health.ChangePulse(t.Context(), c.tom, health.RenewRound(0, some, again, c.now)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("somebody else: got %v, want %v", err, fault.Forbidden)
	}
	if err := c.health.ChangePulse(t.Context(), c.priya, health.RenewRound(0, some, again, c.now)); !errors.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "less than 10 minutes ago") {
		t.Errorf("while mails are on their way: got %v, want a conflict that says so", err)
	}
	c.mailsAreOut(t)
	if err := c.health.ChangePulse(t.Context(), c.priya, health.RenewRound(0, some, again, c.now)); err != nil {
		t.Fatal(err)
	}
	if err := c.health.ChangePulse(t.Context(), c.priya, health.RenewRound(0, some, fresh(7), c.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("a second time from one page: got %v, want %v", err, fault.Conflict)
	}
	for _, token := range tokens {
		if err := c.answer(t, token, 3); !errors.Is(err, fault.NotFound) {
			t.Errorf("a link from before: got %v, want %v", err, fault.NotFound)
		}
	}
	if err := c.health.TakeLink(t.Context(), c.tom, r.ID, secret.NewToken(), c.today); !errors.Is(err, fault.NotFound) {
		t.Errorf("who was mailed takes another: got %v, want %v", err, fault.NotFound)
	}
	back := []health.Returned{{Token: again[0], Account: c.tom.ID}, {Token: again[1], Account: c.grace.ID}}
	for who, want := range map[*access.Actor]error{&c.tom: fault.Forbidden, &c.abroad: fault.NotFound} {
		if err := c.health.ReturnLinks(t.Context(), *who, r.ID, back); !errors.Is(err, want) {
			t.Errorf("links taken back by somebody else: got %v, want %v", err, want)
		}
	}
	if err := c.answer(t, again[1], 3); err != nil { // grace's mail did arrive after all
		t.Fatal(err)
	}
	if err := c.health.ReturnLinks(t.Context(), c.priya, r.ID, back); err != nil {
		t.Fatal(err)
	}
	if err := c.answer(t, again[0], 3); !errors.Is(err, fault.NotFound) {
		t.Errorf("a link that went back: got %v, want %v", err, fault.NotFound)
	}
	mine := secret.NewToken()
	if err := c.health.TakeLink(t.Context(), c.tom, r.ID, mine, c.today); err != nil {
		t.Errorf("tom takes his own: got %v", err)
	}
	if err := c.health.TakeLink(t.Context(), c.grace, r.ID, secret.NewToken(), c.today); !errors.Is(err, fault.NotFound) {
		t.Errorf("grace, who answered, takes another: got %v, want %v", err, fault.NotFound)
	}
	if err := c.health.ChangePulse(t.Context(), c.priya, health.RenewRound(1, some, fresh(7), c.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("after an answer: got %v, want %v", err, fault.Conflict)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.pulse_token`:                                              7,
		`SELECT count(DISTINCT xmin::text) FROM coordination.pulse_token`:                            1,
		`SELECT asked FROM coordination.pulse_round`:                                                 7,
		`SELECT renewed FROM coordination.pulse_round`:                                               1,
		`SELECT count(*) FROM audit.event WHERE kind = 'pulse' AND detail LIKE '%anew'`:              1,
		`SELECT count(*) FROM audit.event WHERE kind = 'pulse' AND detail LIKE '2 links could not%'`: 1,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
}

// An answer and the making anew of all links do not both happen.
func TestAnAnswerAndLinksMadeAnewAtOnce(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	_, tokens := c.open(t, 5)
	c.mailsAreOut(t)
	var both sync.WaitGroup
	var answered, renewed error
	both.Go(func() { answered = c.answer(t, tokens[0], 4) })
	both.Go(func() {
		var five []string
		for range 5 {
			five = append(five, secret.NewToken())
		}
		renewed = c.health.ChangePulse(t.Context(), c.priya, health.RenewRound(0, people(5), five, c.now))
	})
	both.Wait()
	if (answered == nil) == (renewed == nil) || answered != nil && !errors.Is(answered, fault.NotFound) || renewed != nil && !errors.Is(renewed, fault.Conflict) {
		t.Errorf("got %v and %v, want one of them done and the other told", answered, renewed)
	}
}

// mailsAreOut lets the time pass in which mails with links may be on their way.
func (c clinic) mailsAreOut(t *testing.T) {
	t.Helper()
	c.db.Exec(t, `UPDATE coordination.pulse_round SET linked_at = linked_at - interval '10 minutes'`)
}

func people(n int) []health.Rater {
	var all []health.Rater
	for i := range n {
		all = append(all, health.Rater{ID: uuid.New(), Name: fmt.Sprint("Person ", i), Agency: 1})
	}
	return all
}

// What the tables hold after each answer says nothing of the last one: no row is
// younger than another, none stands where it was added, and neither log nor fact
// nor any table has an answer, a token or who had which link.
func TestNoRowOfThePulseTellsWhoSaidWhat(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 6)
	mine := secret.NewToken()
	if err := c.health.TakeLink(t.Context(), c.tom, r.ID, mine, c.today); err != nil {
		t.Fatal(err)
	}
	for n, token := range append(tokens[:3:3], mine) {
		ctx, receipts := audit.Collecting(t.Context())
		if err := c.health.AnswerPulse(ctx, token, c.today, says(n%4+1)); err != nil {
			t.Fatal(err)
		}
		if given := receipts.List(); len(given) > 0 {
			t.Errorf("got the receipts %v, which join the entry in the log to the request", given)
		}
		for _, table := range []string{"pulse_token", "pulse_tally"} {
			if n := c.db.Count(t, `SELECT count(DISTINCT xmin::text) FROM coordination.`+table); n != 1 {
				t.Errorf("%s: got rows of %d transactions, want all of the last", table, n)
			}
		}
		if n := c.db.Count(t, `SELECT count(*) FROM (SELECT hash, lag(hash) OVER (ORDER BY ctid) AS before FROM coordination.pulse_token) x WHERE before > hash`); n != 0 {
			t.Errorf("got %d links that stand out of the order of their hashes", n)
		}
	}
	if n := c.db.Count(t, `SELECT count(DISTINCT xmin::text) FROM coordination.pulse_seat`); n != 1 {
		t.Errorf("pulse_seat: got rows of %d transactions, want one", n)
	}
	secrets := []string{c.tom.ID.String()}
	for _, token := range append(tokens, mine) {
		secrets = append(secrets, token, hex.EncodeToString(secret.TokenHash(token)))
	}
	for _, word := range secrets {
		for query, where := range map[string]string{
			`SELECT count(*) FROM coordination.pulse_token t WHERE t::text LIKE $1`:                               "the links",
			`SELECT count(*) FROM coordination.pulse_tally t WHERE t::text LIKE $1`:                               "the counters",
			`SELECT count(*) FROM coordination.fact t WHERE t::text LIKE $1 AND kind LIKE 'pulse%'`:               "the facts",
			`SELECT count(*) FROM audit.event t WHERE t::text LIKE $1 AND kind = 'pulse' AND detail = 'answered'`: "the log",
		} {
			n := c.db.Count(t, query, "%"+word+"%")
			if where == "the links" && len(word) == 64 { // the hash itself, and nothing beside it
				continue
			}
			if n != 0 {
				t.Errorf("%s: got %d lines with something that belongs to one person", where, n)
			}
		}
	}
	for _, q := range health.PresentWording().Questions {
		if n := c.db.Count(t, `SELECT count(*) FROM audit.event t WHERE t::text LIKE $1`, "%"+string(q.Code)+"%"); n != 0 {
			t.Errorf("the log has %d lines with the question %s", n, q.Code)
		}
	}
}

func TestALinkOfThePulseThatDoesNotWorkSaysNothing(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 5)
	before := c.db.Count(t, `SELECT count(*) FROM audit.event`)
	if err := c.answer(t, tokens[1], 1); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, token string
		day         time.Time
	}{
		{"a guess", secret.NewToken(), c.today},
		{"no token at all", "'; DROP TABLE pulse_round", c.today},
		{"used", tokens[1], c.today},
		{"not open yet", tokens[0], r.Opens.AddDate(0, 0, -1)},
		{"over", tokens[0], r.Closes.AddDate(0, 0, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, asked := c.health.PulseAsked(t.Context(), tt.token, tt.day)
			answered := c.health.AnswerPulse(t.Context(), tt.token, tt.day, says(2))
			if !errors.Is(asked, fault.NotFound) || !errors.Is(answered, fault.NotFound) {
				t.Errorf("got %v and %v, want %v", asked, answered, fault.NotFound)
			}
		})
	}
	bad := says(3)
	bad["goals"] = 5
	if err := c.health.AnswerPulse(t.Context(), tokens[0], c.today, bad); !errors.Is(err, fault.Invalid) {
		t.Errorf("a value that is none: got %v, want %v", err, fault.Invalid)
	}
	if n := c.db.Count(t, `SELECT count(*) FROM audit.event`); n != before+1 {
		t.Errorf("got %d entries more, want that of the one answer", n-before)
	}
	if err := c.health.AnswerPulse(t.Context(), tokens[0], r.Closes, says(2)); err != nil {
		t.Errorf("on the last day: got %v, want nil", err)
	}
}

// The second lock: what the login for coordination can do of its own accord.
func TestNobodyAnswersOrLooksInTheDatabase(t *testing.T) {
	t.Parallel()
	c := newClinic(t)
	r, tokens := c.open(t, 5)
	hash := hex.EncodeToString(secret.TokenHash(tokens[0]))
	service := access.Actor{ID: postgres.LinkAccount, Request: "request", Partnership: 1}
	c.mailsAreOut(t)
	all := `{"reliability":1,"shared_aims":1,"openness":1,"influence":1,"involvement":1,"resources":1,"convenience":1,"goals":1}`
	for _, tt := range []struct {
		name string
		who  access.Actor
		do   string
		args []any
	}{
		{"reads the counters", c.priya, `SELECT * FROM pulse_tally WHERE n > ?`, []any{0}},
		{"reads the links", c.priya, `SELECT * FROM pulse_token WHERE used = ?`, []any{true}},
		{"reads who takes theirs themselves", c.priya, `SELECT * FROM pulse_seat WHERE taken = ?`, []any{true}},
		{"makes a round", c.priya, `INSERT INTO pulse_round (id) VALUES (?)`, []any{uuid.New()}},
		{"changes a round", c.priya, `UPDATE pulse_round SET answered = ?`, []any{5}},
		{"counts by itself", c.priya, `UPDATE pulse_tally SET n = ?`, []any{5}},
		{"opens a round of another partnership", c.abroad, `SELECT coordination.open_pulse(1, ?, 1, sec.today(), sec.today() + 20, '[]', '[]', '[]')`, []any{uuid.New()}},
		{"opens a round of four", c.abroad, `SELECT coordination.open_pulse(2, ?, 1, sec.today(), sec.today() + 20, ?, '[]', '[]')`, []any{uuid.New(), fmt.Sprintf(`["%064d","%064d","%064d","%064d"]`, 1, 2, 3, 4)}},
		{"takes a link in another partnership", c.abroad, `SELECT coordination.take_pulse(?, sha256('x'), sec.today())`, []any{r.ID}},
		{"takes a link without being asked", c.alan, `SELECT coordination.take_pulse(?, sha256('x'), sec.today())`, []any{r.ID}},
		{"takes a link when it is over", c.tom, `SELECT coordination.take_pulse(?, sha256('x'), sec.today() + 21)`, []any{r.ID}},
		{"answers as a person", c.tom, `SELECT * FROM coordination.answer_pulse(decode(?, 'hex'), sec.today(), ?::jsonb)`, []any{hash, all}},
		{"asks as a person", c.tom, `SELECT * FROM coordination.pulse_asked(decode(?, 'hex'), sec.today())`, []any{hash}},
		{"answers by no link", service, `SELECT * FROM coordination.answer_pulse(sha256('x'), sec.today(), ?::jsonb)`, []any{all}},
		{"answers some of it", service, `SELECT * FROM coordination.answer_pulse(decode(?, 'hex'), sec.today(), '{"goals": 1}')`, []any{hash}},
		{"answers with five", service, `SELECT * FROM coordination.answer_pulse(decode(?, 'hex'), sec.today(), ?::jsonb)`, []any{hash, strings.Replace(all, `"goals":1`, `"goals":5`, 1)}},
		{"answers with a word", service, `SELECT * FROM coordination.answer_pulse(decode(?, 'hex'), sec.today(), ?::jsonb)`, []any{hash, strings.Replace(all, `"goals":1`, `"goals":"high"`, 1)}},
		{"answers nothing", service, `SELECT * FROM coordination.answer_pulse(decode(?, 'hex'), sec.today(), '{}')`, []any{hash}},
		{"publishes", c.priya, `SELECT coordination.publish_pulse(?::date)`, []any{c.today}},
		{"makes links anew in another partnership", c.abroad, `SELECT 1 / (coordination.renew_pulse(?, 0, '[]', '[]') = 'done')::int`, []any{r.ID}},
		{"makes links anew for four", c.priya, `SELECT coordination.renew_pulse(?, 0, ?, '[]')`, []any{r.ID, fmt.Sprintf(`["%064d","%064d","%064d","%064d"]`, 1, 2, 3, 4)}},
		{"takes a link back in another partnership", c.abroad, `SELECT coordination.return_pulse(?, '[]')`, []any{r.ID}},
		{"mixes", c.priya, `SELECT coordination.mix_pulse(?)`, []any{r.ID}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := c.acts.As(t.Context(), tt.who, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(tt.do, tt.args...).Error })
			if code := postgres.CodeOf(err); !slices.Contains([]string{"42501", "22023", "23514", "22012"}, code) {
				t.Errorf("got %v (%s), want a refusal", err, code)
			}
		})
	}
	if _, err := (postgres.Service{DB: c.acts.DB}).PublishPulse(t.Context(), c.today.AddDate(0, 0, 30)); err == nil {
		t.Error("got published as of next month, want the database to refuse")
	}
	if n := c.db.Count(t, `SELECT count(*) FROM coordination.pulse_tally WHERE n > 0`); n != 0 {
		t.Errorf("got %d counters moved, want none", n)
	}
	for who, want := range map[*access.Actor]error{&c.tom: fault.Forbidden, &c.alan: fault.Forbidden} {
		if err := c.health.ChangePulse(t.Context(), *who, health.OpenRound(health.Round{ID: uuid.New(), Opens: c.today, Closes: c.today.AddDate(0, 0, 20), At: c.now}, people(5), make([]string, 5))); !errors.Is(err, want) {
			t.Errorf("a round opened by somebody else: got %v, want %v", err, want)
		}
	}
}

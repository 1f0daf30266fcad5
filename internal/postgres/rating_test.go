package postgres_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/testing/sample"
)

var good = activity.Said{activity.Quality: 4, activity.Useful: 5}

// rate says what who thinks of the record.
func (c classroom) rate(t *testing.T, who access.Actor, ref string, said activity.Said) error {
	t.Helper()
	return c.acts.Rate(t.Context(), who, ref, who.Agency, activity.Rate(who, said, time.Now()))
}

// link makes a link for the people of the agency and returns its token.
func (c classroom) link(t *testing.T, ref string, agency int) string {
	t.Helper()
	token := secret.NewToken()
	if err := c.acts.Rate(t.Context(), c.priya, ref, agency, activity.MakeLink(c.priya, agency, token, time.Now())); err != nil {
		t.Fatal(err)
	}
	return token
}

func (c classroom) answer(t *testing.T, token string) error {
	t.Helper()
	return c.acts.RateByLink(t.Context(), "request", token, good)
}

func (c classroom) rated(t *testing.T, ref string) activity.Rated {
	t.Helper()
	r, err := c.acts.Rated(t.Context(), c.alan, ref)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARatingIsKeptOnceAndItsFactFollowsIt(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	before := c.db.Count(t, `SELECT count(*) FROM audit.event`)
	for _, said := range []activity.Said{good, good, {activity.Quality: 2, activity.Useful: 5, activity.Before: 0, activity.After: 70}} {
		if err := c.rate(t, c.tom, a.Ref, said); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.rate(t, c.grace, a.Ref, good); err != nil {
		t.Fatal(err)
	}
	r := c.rated(t, a.Ref)
	if n, of := r.Answered(); n != 2 || of != 9 || len(r.Ratings) != 6 {
		t.Errorf("got %d of %d people with %d ratings, want 2 of 9 with 6", n, of, len(r.Ratings))
	}
	if diff := gocmp.Diff(activity.Said{activity.Quality: 2, activity.Useful: 5, activity.Before: 0, activity.After: 70}, r.Own(c.tom)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.rating_was WHERE measure = 'quality' AND value = 4`:                              1,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NULL`:                                 6,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NOT NULL`:                             1,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND flags = '{before}' AND number IS NULL`:            1,
		`SELECT count(*) FROM audit.event WHERE did = 'rating.give' AND act = 'collect' AND detail = 'said the same again'`: 1,
		`SELECT count(*) FROM audit.event`: before + 4,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	c.replays(t, a.Ref)
}

// Somebody who taps one thing after another, faster than the answers come, loses
// none and is one person.
func TestTapsOfOnePersonAtOnceAreAllKept(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t, func(s *activity.Session) { s.Parties[0].People = 1 })
	taps := []activity.Said{{activity.Quality: 4}, {activity.Useful: 5}, {activity.Before: 40}, {activity.Quality: 3}}
	errs := make([]error, len(taps))
	var all sync.WaitGroup
	for i, said := range taps {
		all.Go(func() { errs[i] = c.rate(t, c.tom, a.Ref, said) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	own := c.rated(t, a.Ref).Own(c.tom)
	if len(own) != 3 || own[activity.Useful] != 5 || own[activity.Before] != 40 || own[activity.Quality] < 3 {
		t.Errorf("got %v, want what was tapped", own)
	}
	if got := c.db.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'rating.give' AND act = 'collect' AND detail = 'their own'`); got != len(taps) {
		t.Errorf("got %d taps in the log, want %d", got, len(taps))
	}
	c.replays(t, a.Ref)
}

func TestOnlyWhoMayRatesAndSpeaksForAnAgency(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	enter := func(who access.Actor, agency int) error {
		return c.acts.Rate(t.Context(), who, a.Ref, agency, activity.RateFor(who, agency, []activity.Said{good}, c.now))
	}
	make := func(who access.Actor, agency int) error {
		return c.acts.Rate(t.Context(), who, a.Ref, agency, activity.MakeLink(who, agency, secret.NewToken(), c.now))
	}
	for _, tt := range []struct {
		name string
		got  error
		want error
	}{
		{"somebody of an agency that did not come", c.rate(t, c.priya, a.Ref, good), fault.Forbidden},
		{"somebody of another partnership", c.rate(t, c.abroad, a.Ref, good), fault.NotFound},
		{"an unknown record", c.rate(t, c.tom, "COO-ZZZZZZZ", good), fault.NotFound},
		{"staff for their own agency", enter(c.tom, sample.Charity), nil},
		{"staff for another agency", enter(c.tom, sample.Police), fault.Forbidden},
		{"the coordinator for any", enter(c.priya, sample.Police), nil},
		{"a manager for none", enter(c.alan, sample.Police), fault.Forbidden},
		{"somebody abroad for any", enter(c.abroad, sample.Police), fault.NotFound},
		{"the coordinator for an agency that did not come", enter(c.priya, sample.Probation), fault.NotFound},
		{"a link by staff for their own agency", make(c.tom, sample.Charity), nil},
		{"a link by staff for another", make(c.tom, sample.Police), fault.Forbidden},
		{"a link by a manager", make(c.alan, sample.Police), fault.Forbidden},
		{"a link by somebody abroad", make(c.abroad, sample.Police), fault.NotFound},
		{"what became of a link, by staff of another agency", c.acts.MailedLink(t.Context(), c.tom, a.ID, sample.Police, 1, 0), fault.Forbidden},
		{"what became of a link, by a manager", c.acts.MailedLink(t.Context(), c.alan, a.ID, sample.Police, 1, 0), fault.Forbidden},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if _, err := c.acts.Rated(t.Context(), c.abroad, a.Ref); !errors.Is(err, fault.NotFound) {
		t.Errorf("reading from abroad: got %v, want %v", err, fault.NotFound)
	}
}

func TestWhatIsEnteredForOthersIsReplacedWhole(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	if err := c.rate(t, c.grace, a.Ref, good); err != nil {
		t.Fatal(err)
	}
	enter := func(all ...activity.Said) error {
		return c.acts.Rate(t.Context(), c.priya, a.Ref, sample.Health, activity.RateFor(c.priya, sample.Health, all, time.Now()))
	}
	if err := enter(activity.Said{activity.Quality: 1, activity.Before: 10, activity.After: 20}, activity.Said{activity.Quality: 3}); err != nil {
		t.Fatal(err)
	}
	if err := enter(activity.Said{activity.Quality: 5}, good, good); !errors.Is(err, fault.Invalid) {
		t.Errorf("more than came: got %v, want %v", err, fault.Invalid)
	}
	if err := enter(activity.Said{activity.Quality: 5}); err != nil {
		t.Fatal(err)
	}
	r := c.rated(t, a.Ref)
	if n, _ := r.AnsweredBy(sample.Health); n != 2 || len(r.EnteredFor(sample.Health)) != 1 || len(r.Ratings) != 3 {
		t.Errorf("got %d people, %+v, want grace's own and one that was entered", n, r.Ratings)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.rating_was`:                                      4,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NULL`: 3,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if got := c.db.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'rating.link' AND detail = 'entered for 1 people of agency 3' AND actor = $1`, c.priya.ID.String()); got != 1 {
		t.Errorf("got %d entries in the log, want 1", got)
	}
	if got := c.db.Count(t, `SELECT count(*) FROM coordination.rating WHERE made_by = $1`, c.priya.ID); got != 1 {
		t.Errorf("got %d ratings made by the coordinator, want 1", got)
	}
	if err := enter(); err != nil {
		t.Fatal(err)
	}
	if r := c.rated(t, a.Ref); len(r.EnteredFor(sample.Health)) != 0 {
		t.Errorf("got %+v, want nothing entered", r.Ratings)
	}
	c.replays(t, a.Ref)
}

func TestFactsOfRatingsFollowTheRecord(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	if err := c.rate(t, c.tom, a.Ref, good); err != nil {
		t.Fatal(err)
	}
	if err := c.answer(t, c.link(t, a.Ref, sample.Police)); err != nil {
		t.Fatal(err)
	}
	open := func(want int, when string) {
		t.Helper()
		if got := c.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NULL`); got != want {
			t.Errorf("%s: got %d facts, want %d", when, got, want)
		}
	}
	step := func(who access.Actor, ch func(now time.Time) access.Change[activity.Activity]) {
		t.Helper()
		if _, err := c.acts.Change(t.Context(), who, access.Coordination, a.Ref, ch(time.Now().UTC().Truncate(time.Microsecond))); err != nil {
			t.Fatal(err, fault.FieldsOf(err))
		}
	}
	open(4, "as said")
	step(c.tom, func(now time.Time) access.Change[activity.Activity] {
		return activity.ReportWrong(c.tom, "A name", now)
	})
	open(0, "hidden")
	step(c.priya, func(now time.Time) access.Change[activity.Activity] { return activity.Restore(c.priya, now) })
	open(0, "after one of two")
	step(c.alan, func(now time.Time) access.Change[activity.Activity] { return activity.Restore(c.alan, now) })
	open(4, "shown again")
	in, is := c.trainingSetting(t, activity.Training), c.session()
	is.Actions = nil
	s := activity.Part[activity.Session](is)
	s.Parties = s.Parties[1:]
	is.Detail = s
	step(c.priya, func(now time.Time) access.Change[activity.Activity] {
		return activity.Correct(c.priya, 4, is, "", in, now)
	})
	open(2, "the charity did not come after all")
	is.Detail = activity.Part[activity.Session](c.session())
	step(c.priya, func(now time.Time) access.Change[activity.Activity] {
		return activity.Correct(c.priya, 5, is, "", in, now)
	})
	open(4, "it did")
	step(c.priya, func(now time.Time) access.Change[activity.Activity] {
		return activity.Withdraw(c.priya, "Recorded twice", now)
	})
	open(0, "withdrawn")
	if err := c.rate(t, c.tom, a.Ref, good); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want %v", err, fault.Conflict)
	}
	c.replays(t, a.Ref)
}

func TestALinkIsUsedByAsManyAsCameAndNoMore(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	token := c.link(t, a.Ref, sample.Charity)
	asked, err := c.acts.RatingAsked(t.Context(), "request", token)
	want := activity.Asking{Kind: activity.Training, Title: "Mentoring basics, autumn", Day: c.day, Measures: []activity.Measure{activity.Quality, activity.Useful, activity.Before, activity.After}}
	if diff := gocmp.Diff(want, asked); err != nil || diff != "" {
		t.Errorf("got %v; want - got +\n%s", err, diff)
	}
	if err := c.acts.RateByLink(t.Context(), "request", token, activity.Said{activity.Quality: 9, activity.Useful: 1}); !errors.Is(err, fault.Invalid) {
		t.Errorf("a value that is none: got %v, want %v", err, fault.Invalid)
	}
	if err := c.answer(t, token); err != nil {
		t.Fatal(err)
	}
	// Of two who come for the last use at once, one is late.
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() { errs[i] = c.acts.RateByLink(context.WithoutCancel(t.Context()), "request", token, good) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), fault.NotFound) {
		t.Errorf("got %v and %v, want one kept and one not found", errs[0], errs[1])
	}
	for query, want := range map[string]int{
		`SELECT used FROM coordination.rating_link`:                                                                                                        2,
		`SELECT count(DISTINCT rater) FROM coordination.rating`:                                                                                            2,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NULL`:                                                                4,
		`SELECT count(*) FROM audit.event WHERE did = 'rating.give' AND act = 'collect' AND detail = 'by a link, for agency 5'`:                            2,
		`SELECT count(*) FROM audit.event WHERE actor = '` + postgres.LinkAccount.String() + `' AND login = 'liaison_coordination' AND partnership_id = 1`: 2,
		`SELECT count(*) FROM audit.event WHERE detail LIKE '%` + token + `%' OR on_what LIKE '%` + token + `%'`:                                           0,
		`SELECT count(*) FROM coordination.rating_link WHERE encode(token_hash, 'escape') LIKE '%` + token[:8] + `%'`:                                      0,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if err := c.rate(t, c.tom, a.Ref, good); !errors.Is(err, fault.Conflict) {
		t.Errorf("a third of two, signed in: got %v, want %v", err, fault.Conflict)
	}
	c.replays(t, a.Ref)
}

// Two people rate at once, one signed in and one by a link, where there is
// room for one.
func TestSignedInAndByLinkTogetherAreNoMoreThanCame(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t, func(s *activity.Session) { s.Parties[0].People = 1 })
	token := c.link(t, a.Ref, sample.Charity)
	errs := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { errs[0] = c.rate(t, c.tom, a.Ref, good) })
	both.Go(func() { errs[1] = c.answer(t, token) })
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("got %v and %v, want one of them kept", errs[0], errs[1])
	}
	if got := c.db.Count(t, `SELECT count(DISTINCT rater) FROM coordination.rating`); got != 1 {
		t.Errorf("got %d people, want 1", got)
	}
}

func TestALinkThatDoesNotWorkSaysNothing(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	var said []string
	for _, tt := range []struct{ name, do, undo string }{
		{"a guess", "", ""},
		{"no token at all", "", ""},
		{"used up", `UPDATE coordination.rating_link SET used = uses`, `UPDATE coordination.rating_link SET used = 0`},
		{"over", `UPDATE coordination.rating_link SET expires_on = sec.today() - 1`, `UPDATE coordination.rating_link SET expires_on = sec.today()`},
		{"withdrawn", `UPDATE coordination.rating_link SET withdrawn_at = now()`, `UPDATE coordination.rating_link SET withdrawn_at = NULL`},
		{"of a record that is hidden", `UPDATE coordination.activity SET reported_at = now()`, `UPDATE coordination.activity SET reported_at = NULL`},
		{"of a record that is withdrawn", `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x'`, `UPDATE coordination.activity SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_why = NULL`},
		{"of an agency that did not come after all", `UPDATE coordination.participant SET people = 99; DELETE FROM coordination.participant WHERE agency_id = 1`, `INSERT INTO coordination.participant VALUES ((SELECT activity_id FROM coordination.training), 1, 1, 4)`},
		{"in the name of nobody", `UPDATE identity.account SET disabled_at = now() WHERE service`, `UPDATE identity.account SET disabled_at = NULL WHERE service`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token := c.link(t, a.Ref, sample.Police)
			switch tt.name {
			case "a guess":
				token = secret.NewToken()
			case "no token at all":
				token = "'; DROP TABLE rating"
			}
			if tt.do != "" {
				c.db.Exec(t, tt.do)
				defer c.db.Exec(t, tt.undo)
			}
			_, asked := c.acts.RatingAsked(t.Context(), "request", token)
			answered := c.answer(t, token)
			if !errors.Is(asked, fault.NotFound) || !errors.Is(answered, fault.NotFound) {
				t.Errorf("got %v and %v, want %v", asked, answered, fault.NotFound)
			}
			if n := c.db.Count(t, `SELECT count(*) FROM coordination.rating`); n != 0 {
				t.Errorf("got %d ratings, want none", n)
			}
			said = append(said, fault.Missing().Error())
		})
	}
	token := c.link(t, a.Ref, sample.Police)
	c.db.Exec(t, `UPDATE coordination.activity SET marking = 'OFFICIAL-SENSITIVE'`)
	if asked, err := c.acts.RatingAsked(t.Context(), "request", token); err != nil || asked.Title != "" || asked.Kind != activity.Training {
		t.Errorf("got %+v, %v, want no title of a record that is marked", asked, err)
	}
	if err := c.answer(t, token); err != nil {
		t.Errorf("once all is well again: got %v, want nil", err)
	}
}

// The second lock: what the login for coordination can do of its own accord,
// in the name of a person or of nobody, where our code is wrong.
func TestNobodySpeaksForAnotherInTheDatabase(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	if err := c.rate(t, c.grace, a.Ref, good); err != nil {
		t.Fatal(err)
	}
	token := c.link(t, a.Ref, sample.Police)
	hash := hex.EncodeToString(secret.TokenHash(token))
	service := access.Actor{ID: postgres.LinkAccount, Request: "request", Partnership: 1}
	other := c.teach(t) // of the same partnership, to be reached from abroad
	for _, tt := range []struct {
		name string
		who  access.Actor
		do   string
		args []any
	}{
		{"a rating as somebody else", c.tom, `INSERT INTO rating (partnership_id, activity_id, measure, rater, agency_id, value) VALUES (1, ?, 'quality', ?, 3, 5)`, []any{a.ID, uuid.New()}},
		{"a rating in another partnership", c.abroad, `INSERT INTO rating (partnership_id, activity_id, measure, rater, agency_id, value) VALUES (1, ?, 'quality', ?, 3, 5)`, []any{a.ID, c.abroad.ID}},
		{"a link as somebody else", c.tom, `INSERT INTO rating_link (id, partnership_id, activity_id, agency_id, token_hash, uses, made_by, expires_on) VALUES (?, 1, ?, 1, sha256('x'), 9, ?, '2099-01-01')`, []any{uuid.New(), a.ID, c.priya.ID}},
		{"another use of a link", c.priya, `UPDATE rating_link SET used = 0 WHERE activity_id = ?`, []any{a.ID}},
		{"a longer life of a link", c.priya, `UPDATE rating_link SET expires_on = '2099-01-01' WHERE activity_id = ?`, []any{a.ID}},
		{"what was said before, changed", c.priya, `UPDATE rating_was SET value = 5`, nil},
		{"a rating, deleted", c.priya, `DELETE FROM rating WHERE activity_id = ?`, []any{a.ID}},
		{"an answer by a link, as a person", c.priya, `SELECT * FROM coordination.rate_by_link(decode(?, 'hex'), '{"quality": 5}')`, []any{hash}},
		{"what a link asks, as a person", c.priya, `SELECT * FROM coordination.rating_asked(decode(?, 'hex'))`, []any{hash}},
		{"answers for an agency of another partnership", c.abroad, `SELECT coordination.rate_for(?, 1, '[]')`, []any{other.ID}},
		{"answers for an agency, as the service", service, `SELECT coordination.rate_for(?, 1, '[]')`, []any{other.ID}},
		{"an answer by a link that is none", service, `SELECT * FROM coordination.rate_by_link(sha256('x'), '{"quality": 5}')`, nil},
		{"more people than came", c.priya, `SELECT coordination.rate_for(?, 5, ?)`, []any{other.ID, spoken(3, "quality", 5)}},
		{"an agency that did not come", c.priya, `SELECT coordination.rate_for(?, 4, ?)`, []any{other.ID, spoken(1, "quality", 5)}},
		{"a value that is none", c.priya, `SELECT coordination.rate_for(?, 5, ?)`, []any{other.ID, spoken(1, "quality", 6)}},
		{"a measure that is not asked", c.priya, `SELECT coordination.rate_for(?, 5, ?)`, []any{other.ID, spoken(1, "relevant", 1)}},
		{"nothing, by a link", service, `SELECT * FROM coordination.rate_by_link(decode(?, 'hex'), '{}')`, []any{hash}},
		{"something else, by a link", service, `SELECT * FROM coordination.rate_by_link(decode(?, 'hex'), '{"convenient": 1}')`, []any{hash}},
		{"a word, by a link", service, `SELECT * FROM coordination.rate_by_link(decode(?, 'hex'), '{"quality": "high"}')`, []any{hash}},
		{"a table as the service", service, `INSERT INTO rating (partnership_id, activity_id, measure, rater, agency_id, value) VALUES (1, ?, 'quality', ?, 3, 5)`, []any{a.ID, postgres.LinkAccount}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := c.acts.As(t.Context(), tt.who, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(tt.do, tt.args...).Error })
			if code := postgres.CodeOf(err); !slices.Contains([]string{"42501", "22023", "22P02", "23514"}, code) {
				t.Errorf("got %v (%s), want a refusal", err, code)
			}
		})
	}
	err := c.acts.As(t.Context(), c.tom, access.Coordination, func(tx *gorm.DB) error {
		done := tx.Exec(`UPDATE rating SET value = 1, at = now() WHERE rater = ?`, c.grace.ID)
		if done.RowsAffected != 0 {
			t.Errorf("got %d ratings of somebody else changed, want none", done.RowsAffected)
		}
		return done.Error
	})
	if err != nil {
		t.Error(err)
	}
	type one struct{ N int }
	for _, table := range []string{"activity", "rating", "rating_link", "rating_was", "participant"} {
		rows, err := postgres.Query[one](t.Context(), c.acts.DB, service, access.Coordination, `SELECT count(*) AS n FROM `+table)
		if err != nil || rows[0].N != 0 {
			t.Errorf("%s: the service sees %v (%v), want nothing", table, rows, err)
		}
	}
	if n := c.db.Count(t, `SELECT count(*) FROM coordination.rating`); n != 2 {
		t.Errorf("got %d ratings, want grace's two", n)
	}
}

// spoken is what so many people said, as the database takes it.
func spoken(people int, measure string, value int) string {
	var all []string
	for range people {
		all = append(all, fmt.Sprintf(`{%q: %d}`, measure, value))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func TestTheAccountForLinksIsNobody(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	var email string
	if err := s.Owner.QueryRowContext(t.Context(), `SELECT email FROM identity.account WHERE id = $1 AND service`, postgres.LinkAccount).Scan(&email); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM identity.account WHERE service AND id = $1`:  1,
		`SELECT count(*) FROM identity.credential WHERE account_id = $1`:   0,
		`SELECT count(*) FROM identity.membership WHERE account_id = $1`:   0,
		`SELECT count(*) FROM identity.strand_grant WHERE account_id = $1`: 0,
	} {
		if got := s.Count(t, query, postgres.LinkAccount); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if _, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "request"}, account.Try{Email: email, Password: password, Address: "192.0.2.1"}); err == nil {
		t.Error("got it signed in, want it refused")
	}
	people, err := s.accounts.Staffing(t.Context(), s.kit)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%+v", people); strings.Contains(text, email) || strings.Contains(text, "Rating links") {
		t.Error("got it listed among people")
	}
	names, err := s.accounts.Names(t.Context(), s.kit, []uuid.UUID{postgres.LinkAccount})
	if err != nil || len(names) != 0 {
		t.Errorf("got %v, %v, want no name", names, err)
	}
}

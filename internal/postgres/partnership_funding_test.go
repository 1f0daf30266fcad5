package postgres_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func (s standing) stream(t *testing.T) partnership.Stream {
	t.Helper()
	x := partnership.Stream{
		ID: uuid.New(), Name: "Council grant", Funder: "Westmere Council", Amount: 2_000_000, InContext: true, Additional: true, Confirmed: true,
		From: s.day.AddDate(0, -6, 0), To: s.day.AddDate(0, 6, 0), Renewal: "Ask in spring", By: s.priya.ID, At: s.now,
	}
	if err := s.store.AddStream(t.Context(), s.priya, x); err != nil {
		t.Fatal(err)
	}
	x.Version = 1
	return x
}

func TestStreams(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	x := s.stream(t)
	got, err := s.store.Stream(t.Context(), s.tom, x.ID)
	if err != nil || got != x {
		t.Fatalf("got %+v (%v), want %+v", got, err, x)
	}
	for name, who := range map[string]access.Actor{"agency staff": s.tom, "the manager": s.alan} {
		other := x
		other.ID, other.By = uuid.New(), who.ID
		if err := s.store.AddStream(t.Context(), who, other); !errors.Is(err, fault.Forbidden) {
			t.Errorf("%s: got %v, want forbidden", name, err)
		}
		if err := s.store.ChangeStream(t.Context(), who, x.ID, partnership.CloseStream(partnership.Closing{Last: s.day, Why: "x"})); !errors.Is(err, fault.Forbidden) {
			t.Errorf("%s: got %v closing it, want forbidden", name, err)
		}
	}
	if _, err := s.store.Stream(t.Context(), s.abroad, x.ID); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v from another partnership, want not found", err)
	}
	if err := s.store.ChangeStream(t.Context(), s.abroad, x.ID, partnership.CloseStream(partnership.Closing{Last: s.day, Why: "x"})); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v changing it from another partnership, want not found", err)
	}

	to := x
	to.Amount, to.Confirmed = 2_500_050, false
	if err := s.store.ChangeStream(t.Context(), s.priya, x.ID, partnership.CorrectStream(1, to, "More was given")); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeStream(t.Context(), s.priya, x.ID, partnership.CorrectStream(1, x, "")); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for an older version, want conflict", err)
	}
	if n := s.db.Count(t, `SELECT number FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND NOT flags && '{confirmed}'`, x.ID); n != 25_001 {
		t.Errorf("got %d whole pounds, want 25001", n)
	}
	if err := s.store.ChangeStream(t.Context(), s.priya, x.ID, partnership.CloseStream(partnership.Closing{Last: s.day, Why: "Taken back"})); err != nil {
		t.Fatal(err)
	}
	got, err = s.store.Stream(t.Context(), s.tom, x.ID)
	if err != nil || !got.Closed() || !got.To.Equal(s.day) || got.Version != 3 {
		t.Errorf("got %+v (%v), want it closed", got, err)
	}
	changes, err := s.store.Changes(t.Context(), s.tom, x.ID)
	if err != nil || len(changes) != 3 || changes[1].Said != "Amount changed. It was: £20,000. Confirmed changed. It was: yes" || changes[1].Why != "More was given" || changes[0].Why != "Taken back" {
		t.Errorf("got %+v (%v), want three lines of history", changes, err)
	}
	if n := s.logged(t, x.ID); n != 3 {
		t.Errorf("got %d entries in the log, want 3", n)
	}
	s.identical(t)
}

func TestSpendingOfAStream(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	x := s.stream(t)
	spend := func(amount partnership.Pence) partnership.Spend {
		return partnership.Spend{ID: uuid.New(), Stream: x.ID, Day: s.day, Amount: amount, What: "Leaflets", By: s.priya.ID, At: s.now}
	}
	first, second := spend(12_050), spend(700_000)
	for _, e := range []partnership.Spend{first, second} {
		if err := s.store.AddSpend(t.Context(), s.priya, e); err != nil {
			t.Fatal(err)
		}
	}
	early := spend(1)
	early.Day = x.From.AddDate(0, 0, -1)
	if err := s.store.AddSpend(t.Context(), s.priya, early); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for a day before the stream, want invalid", err)
	}
	nowhere := spend(1)
	nowhere.Stream = uuid.New()
	if err := s.store.AddSpend(t.Context(), s.priya, nowhere); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for an unknown stream, want not found", err)
	}
	if err := s.store.AddSpend(t.Context(), s.tom, spend(1)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for agency staff, want forbidden", err)
	}
	if err := s.store.ChangeSpend(t.Context(), s.priya, second.ID, partnership.StrikeSpend(s.priya.ID, "Typed wrong", s.now)); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeSpend(t.Context(), s.priya, second.ID, partnership.StrikeSpend(s.priya.ID, "Again", s.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for striking it twice, want conflict", err)
	}
	all, err := s.store.Spends(t.Context(), s.tom, x.ID)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %+v (%v), want both, the struck one too", all, err)
	}
	struck, err := s.store.Spend(t.Context(), s.tom, second.ID)
	if err != nil || struck.Counts() || struck.StruckWhy != "Typed wrong" || struck.StruckBy != s.priya.ID {
		t.Errorf("got %+v (%v), want it struck", struck, err)
	}
	got, err := s.store.Stream(t.Context(), s.tom, x.ID)
	if err != nil || got.Spent != 12_050 || got.Left() != 1_987_950 {
		t.Errorf("got %d spent (%v), want 12050", got.Spent, err)
	}
	if a, b := s.open(t, first.ID), s.open(t, second.ID); a != 1 || b != 0 {
		t.Errorf("got %d and %d facts, want one of the entry that counts", a, b)
	}
	s.identical(t)
}

func TestFundingRequestsTakeTwoPeople(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	x := s.stream(t)
	asks := func(who access.Actor, agency int) partnership.FundingRequest {
		return partnership.FundingRequest{
			ID: uuid.New(), Agency: agency, What: "Room hire", Support: partnership.InCash, Amount: 120_000, Asked: s.day.AddDate(0, 0, -20), AskedBy: who.ID,
		}
	}
	for _, tt := range []struct {
		name   string
		who    access.Actor
		agency int
		want   error
	}{
		{"staff ask for their own agency", s.tom, sample.Charity, nil},
		{"and for no other", s.tom, sample.Health, fault.Forbidden},
		{"the coordinator asks for any", s.priya, sample.Health, nil},
		{"the manager asks for none", s.alan, sample.Council, fault.Forbidden},
	} {
		if err := s.store.AskFunding(t.Context(), tt.who, asks(tt.who, tt.agency)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	all, err := s.store.FundingRequests(t.Context(), s.grace)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %d (%v), want 2", len(all), err)
	}
	var toms, priyas partnership.FundingRequest
	for _, q := range all {
		if q.AskedBy == s.tom.ID {
			toms = q
		} else {
			priyas = q
		}
	}
	if toms.AgencyKind != "community" || !toms.Waiting() {
		t.Errorf("got %+v, want it waiting, of a community agency", toms)
	}
	// The database refuses what our code should not have tried.
	err = s.store.As(t.Context(), s.priya, access.Coordination, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE funding_request SET decided_by = ?, decided_on = ?, outcome = 'granted' WHERE id = ?`, s.priya.ID, s.day, priyas.ID).Error
	})
	if !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for one's own past the code, want it refused", err)
	}
	today := calendar.Day(s.now)
	grant := partnership.Decision{Outcome: partnership.RequestGranted, Decided: today, Stream: x.ID, StreamName: x.Name}
	for _, tt := range []struct {
		name string
		who  access.Actor
		on   partnership.FundingRequest
		want error
	}{
		{"staff do not decide", s.tom, toms, fault.Forbidden},
		{"nobody decides on their own", s.priya, priyas, fault.Forbidden},
		{"another partnership's is not found", s.abroad, toms, fault.NotFound},
		{"the coordinator decides on another's", s.priya, toms, nil},
		{"and nobody does again", s.alan, toms, fault.Conflict},
		{"the manager decides on the coordinator's", s.alan, priyas, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeFundingRequest(t.Context(), tt.who, tt.on.ID, partnership.DecideRequest(1, tt.who.ID, grant, today)); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	got, err := s.store.FundingRequest(t.Context(), s.tom, toms.ID)
	if err != nil || got.Granted != 120_000 || got.StreamName != "Council grant" || got.DecidedBy != s.priya.ID || got.Version != 2 {
		t.Errorf("got %+v (%v), want it granted from the stream", got, err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND until IS NOT NULL AND flags @> '{cash,granted,non_statutory}'`, toms.ID); n != 1 {
		t.Errorf("got %d facts, want one of the decision", n)
	}
	s.identical(t)
}

// TestARequestIsDecidedOnce lets two people decide in the same moment.
func TestARequestIsDecidedOnce(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	q := partnership.FundingRequest{ID: uuid.New(), Agency: sample.Charity, What: "Room hire", Support: partnership.InKind, Asked: s.day, AskedBy: s.tom.ID}
	if err := s.store.AskFunding(t.Context(), s.tom, q); err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, who := range []access.Actor{s.priya, s.alan} {
		all.Go(func() {
			d := partnership.Decision{Outcome: partnership.RequestRefused, Decided: s.day, Why: "No money left"}
			errs[i] = s.store.ChangeFundingRequest(t.Context(), who, q.ID, partnership.DecideRequest(1, who.ID, d, s.day))
		})
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), fault.Conflict) {
		t.Errorf("got %v, want one to decide and one to be told", errs)
	}
	if n := s.logged(t, q.ID); n != 2 {
		t.Errorf("got %d entries in the log, want 2", n)
	}
	s.identical(t)
}

// Whoever ever put a request right does not decide on it, whoever put it right
// after them; the database holds to it by itself.
func TestNobodyDecidesOnARequestThatTheyEverPutRight(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	q := partnership.FundingRequest{ID: uuid.New(), Agency: sample.Charity, What: "Room hire", Support: partnership.InKind, Asked: s.day, AskedBy: s.tom.ID}
	if err := s.store.AskFunding(t.Context(), s.tom, q); err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"Hire of a room", "Hire of a hall"} {
		by := []access.Actor{s.priya, s.tom}[i]
		q.What = what
		if err := s.store.ChangeFundingRequest(t.Context(), by, q.ID, partnership.CorrectRequest(i+1, by.ID, q, "Mistyped", s.day)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.store.FundingRequest(t.Context(), s.alan, q.ID)
	if err != nil || len(got.Correctors) != 2 || got.Correctors[0] != s.priya.ID || got.Correctors[1] != s.tom.ID {
		t.Fatalf("got %v (%v), want both who put it right", got.Correctors, err)
	}
	d := partnership.Decision{Outcome: partnership.RequestGranted, Decided: s.day}
	if err := s.store.ChangeFundingRequest(t.Context(), s.priya, q.ID, partnership.DecideRequest(3, s.priya.ID, d, s.day)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for who put it right before somebody else did, want forbidden", err)
	}
	const decide = `UPDATE coordination.funding_request SET decided_on = asked_on, decided_by = $1, outcome = 'dropped' WHERE id = $2`
	if _, err := s.db.Owner.ExecContext(t.Context(), decide, s.priya.ID, q.ID); err == nil {
		t.Error("want the database to refuse who put it right before somebody else did")
	}
	if err := s.store.ChangeFundingRequest(t.Context(), s.alan, q.ID, partnership.DecideRequest(3, s.alan.ID, d, s.day)); err != nil {
		t.Errorf("got %v for who never touched it", err)
	}
}

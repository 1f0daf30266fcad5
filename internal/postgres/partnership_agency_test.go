package postgres_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func TestAnAgencyJoins(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	fire := partnership.Agency{Name: "Westmere Fire & Rescue", Short: "Fire", Kind: "other"}
	join := partnership.Join(s.day, s.day)
	for _, tt := range []struct {
		name string
		who  access.Actor
		is   partnership.Agency
		want error
		say  string
	}{
		{"agency staff may not", s.tom, fire, fault.Forbidden, ""},
		{"nor the manager", s.alan, fire, fault.Forbidden, ""},
		{"a new one", s.priya, fire, nil, ""},
		{"the same name again", s.priya, partnership.Agency{Name: "westmere fire & rescue", Short: "Fire", Kind: "other"}, fault.Invalid, "name: Westmere Fire & Rescue is known already. Choose it from the list, or go to its page if it takes part"},
		{"another name with the same letters", s.priya, partnership.Agency{Name: "Westmere Fire / Rescue", Short: "Fire 2", Kind: "other"}, nil, ""},
		{"one that takes part", s.priya, partnership.Agency{ID: sample.Police}, fault.Invalid, "agency: Westmere Police takes part already"},
		{"one that nobody knows", s.priya, partnership.Agency{ID: 999}, fault.Invalid, "agency: Select an agency from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := s.store.Join(t.Context(), tt.who, tt.is, join); !errors.Is(err, tt.want) || said(err) != tt.say {
				t.Errorf("got %v, %q, want %v, %q", err, said(err), tt.want, tt.say)
			}
		})
	}
	if got := s.db.Count(t, `SELECT count(*) FROM shared.agency WHERE slug IN ('westmere-fire-rescue', 'westmere-fire-rescue-2')`); got != 2 {
		t.Errorf("got %d agencies, want two slugs", got)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM shared.agency`); got != 7 {
		t.Errorf("got %d agencies, want none of those that were refused", got)
	}
	seat, err := s.store.Seat(t.Context(), s.tom, "westmere-fire-rescue")
	if err != nil || len(seat.Spells) != 1 || !seat.Spells[0].Joined.Equal(s.day) || seat.Agency.Short != "Fire" {
		t.Fatalf("got %+v (%v), want it to take part", seat, err)
	}
	for _, query := range []string{
		`SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'partner' AND until IS NULL AND known_to IS NULL`,
		`SELECT count(*) FROM coordination.standing_change WHERE on_id = $1 AND what = 'agency' AND said LIKE 'Westmere Fire & Rescue joined on %'`,
	} {
		if got := s.db.Count(t, query, seat.Spells[0].Source(1)); got != 1 {
			t.Errorf("%s: got %d, want 1", query, got)
		}
	}
	if got := s.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND kind = 'agency'`); got != 2 {
		t.Errorf("got %d entries in the log, want 2", got)
	}
	outside, err := s.store.Outsiders(t.Context(), s.priya, s.day)
	if err != nil || len(outside) != 0 {
		t.Errorf("got %+v (%v), want no agency left outside", outside, err)
	}
	if outside, err := s.store.Outsiders(t.Context(), s.abroad, s.day); err != nil || len(outside) != 2 {
		t.Errorf("got %+v (%v) in another partnership, want the two new ones", outside, err)
	}
	if _, err := s.store.Seat(t.Context(), s.abroad, "westmere-fire-rescue"); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v in a partnership that it never joined, want not found", err)
	}
	if _, err := s.store.Seat(t.Context(), s.priya, "no-such-agency"); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for an unknown one, want not found", err)
	}
	s.identical(t)
}

func TestTwoWhoAddOneAgencyAtOnce(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	s.db.Exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES (9, 'fire', 'Fire', 'Fire', 'other')`)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wg.Go(func() {
			_, errs[n] = s.store.Join(t.Context(), s.priya, partnership.Agency{ID: 9}, partnership.Join(s.day, s.day))
		})
	}
	wg.Wait()
	saved := 0
	for _, err := range errs {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Invalid):
			t.Errorf("got %v, want it said at the field", err)
		}
	}
	if got := s.db.Count(t, `SELECT count(*) FROM shared.partnership_agency WHERE agency_id = 9`); saved != 1 || got != 1 {
		t.Errorf("got %d saved and %d rows, want 1", saved, got)
	}
}

func TestAnAgencyLeavesAndComesBack(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	council := []partnership.Agency{{ID: sample.Council, Name: "Westmere Council"}}
	leave := partnership.Leave(partnership.Leaving{Last: s.day, Why: "Merged", Handover: true, MergedInto: sample.Council}, council, s.day)
	for _, tt := range []struct {
		name string
		who  access.Actor
		slug string
		want error
	}{
		{"its own staff may not say so", sample.Member(t, s.db, "Bea Copper", access.Staff, sample.Police), "westmere-police", fault.Forbidden},
		{"an unknown agency", s.priya, "no-such-agency", fault.NotFound},
		{"the coordinator may", s.priya, "westmere-police", nil},
		{"once", s.priya, "westmere-police", fault.Conflict},
	} {
		if err := s.store.ChangeSeat(t.Context(), tt.who, tt.slug, leave); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	seat, err := s.store.Seat(t.Context(), s.tom, "westmere-police")
	if err != nil || seat.Gone() == nil {
		t.Fatalf("got %+v (%v), want it gone", seat, err)
	}
	if p := seat.Spells[0]; p.LeftReason != "Merged" || p.MergedInto != sample.Council || !p.Handover {
		t.Errorf("got %+v, want how it left", p)
	}
	if r := seat.People[0]; !r.To.Equal(s.day) || r.LeftWhy == "" {
		t.Errorf("got %+v, want the representative's last day", r)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND until = $1 AND (kind = 'partner' AND other_agency_id = 2 AND flags = '{handover}' OR kind = 'representative')`, s.day); got != 2 {
		t.Errorf("got %d facts with an end, want the partner's and the representative's", got)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND kind IN ('partner', 'representative') AND until IS NULL`); got != 0 {
		t.Errorf("got %d facts without an end, want none", got)
	}
	tomorrow := s.day.AddDate(0, 0, 1)
	offered, err := s.acts.Agencies(t.Context(), s.priya, tomorrow)
	if err != nil || len(offered) != 4 {
		t.Errorf("got %+v (%v), want an agency that left to be offered no more", offered, err)
	}
	outside, err := s.store.Outsiders(t.Context(), s.priya, tomorrow)
	if err != nil || len(outside) != 1 || outside[0].ID != sample.Police {
		t.Errorf("got %+v (%v), want it to be one that may come back", outside, err)
	}
	if _, err := s.store.Join(t.Context(), s.priya, partnership.Agency{ID: sample.Police}, partnership.Join(s.day, tomorrow)); !strings.HasPrefix(said(err), "joined: ") {
		t.Errorf("got %v on its last day, want it said at the field", err)
	}
	if _, err := s.store.Join(t.Context(), s.priya, partnership.Agency{ID: sample.Police}, partnership.Join(tomorrow, tomorrow)); err != nil {
		t.Errorf("got %v the day after, want it back", err)
	}
	seat, err = s.store.Seat(t.Context(), s.tom, "westmere-police")
	if err != nil || len(seat.Spells) != 2 || seat.Gone() != nil {
		t.Fatalf("got %+v (%v), want a second time", seat, err)
	}
	all, err := s.store.SeatChanges(t.Context(), s.tom, seat)
	if err != nil || len(all) != 3 {
		t.Errorf("got %+v (%v), want both times and the representative's end", all, err)
	}
	if abroad, err := s.store.SeatChanges(t.Context(), s.abroad, seat); err != nil || len(abroad) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", abroad, err)
	}
	s.identical(t)
}

func TestWhoStandsForAnAgency(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	bea := sample.Member(t, s.db, "Bea Copper", access.Staff, sample.Police)
	next := partnership.Naming{ID: uuid.New(), Person: "Ruth Adeyemi", From: s.day, End: true, Handover: true, Why: "Moved on"}
	deputy := partnership.Naming{ID: uuid.New(), Person: "helen marsh", From: s.day, Deputy: true}
	away := partnership.StandingDown{Last: s.day, Why: "Away"}
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[partnership.Seat]
		want error
	}{
		{"another agency's staff may not name", s.tom, partnership.Name(next, s.day), fault.Forbidden},
		{"nor the manager", s.alan, partnership.Name(next, s.day), fault.Forbidden},
		{"nor somebody of another partnership", s.abroad, partnership.StandDown(uuid.New(), away, s.day), fault.NotFound},
		{"its own staff may", bea, partnership.Name(next, s.day), nil},
		{"the one before may become a deputy", s.priya, partnership.Name(deputy, s.day), nil},
		{"and stop", bea, partnership.StandDown(deputy.ID, away, s.day), nil},
		{"once", bea, partnership.StandDown(deputy.ID, away, s.day), fault.Conflict},
		{"nobody who stands nowhere", bea, partnership.StandDown(uuid.New(), away, s.day), fault.NotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeSeat(t.Context(), tt.who, "westmere-police", tt.ch); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	of, err := s.store.Representatives(t.Context(), s.tom, sample.Police)
	if err != nil || len(of) != 3 {
		t.Fatalf("got %+v (%v), want three", of, err)
	}
	for _, r := range of {
		switch {
		case r.ID == next.ID:
			if !r.To.IsZero() || r.Person.Name != "Ruth Adeyemi" {
				t.Errorf("got %+v, want the next one without an end", r)
			}
		case r.ID == deputy.ID:
			if !r.Deputy || r.Person.ID != s.helen || !r.To.Equal(s.day) || r.LeftWhy != "Away" {
				t.Errorf("got %+v, want the same person as before, as deputy", r)
			}
		case !r.To.Equal(s.day.AddDate(0, 0, -1)) || !r.Handover || r.LeftWhy != "Moved on":
			t.Errorf("got %+v, want the one before ended with a handover", r)
		}
	}
	// Each has one open fact; the deputy had another before the last day was set.
	if open, all := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'representative' AND known_to IS NULL`),
		s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'representative'`); open != 3 || all != 4 {
		t.Errorf("got %d open of %d facts, want 3 of 4", open, all)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND flags = '{deputy}' AND until = $2 AND person_id = $3`, deputy.ID, s.day, s.helen); got != 1 {
		t.Errorf("got %d facts of the deputy, want 1", got)
	}
	changes, err := s.store.RegisterChanges(t.Context(), s.tom, "representative")
	if err != nil || len(changes) != 4 || changes[0].Why != "Away" || changes[3].By != bea.ID {
		t.Errorf("got %+v (%v), want four lines of history", changes, err)
	}
	s.identical(t)
	// The form of a meeting has the new name.
	invited, err := s.acts.Agencies(t.Context(), s.tom, s.day)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range invited {
		if i.Agency == sample.Police && i.Representative != "Ruth Adeyemi" {
			t.Errorf("got %q, want the one who stands on the day", i.Representative)
		}
	}
}

func TestTwoNamedAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wg.Go(func() {
			naming := partnership.Naming{ID: uuid.New(), Person: "Person " + string(rune('A'+n)), From: s.day}
			errs[n] = s.store.ChangeSeat(t.Context(), s.priya, "westmere-health", partnership.Name(naming, s.day))
		})
	}
	wg.Wait()
	saved := 0
	for _, err := range errs {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Invalid):
			t.Errorf("got %v, want it said at the field", err)
		}
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.representative WHERE agency_id = $1`, sample.Health); saved != 1 || got != 1 {
		t.Errorf("got %d saved and %d rows, want 1", saved, got)
	}
}

func TestInvolvement(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	for n := range 7 {
		title := "Meeting " + string(rune('A'+n))
		a := s.log(t, func(c *activity.Content) { c.Day = s.day.AddDate(0, 0, -30*n) })
		s.db.Exec(t, `UPDATE coordination.activity SET title = $2, occurred_on = $3::date, occurred_at = $3::date WHERE id = $1`, a.ID, title, s.day.AddDate(0, 0, -30*n))
	}
	s.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE title = 'Meeting B'`)
	s.db.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x' WHERE title = 'Meeting C'`)
	of := func(kind, title string, age int) uuid.UUID {
		t.Helper()
		id, _ := sample.Activity(t, s.db, access.Coordination, s.priya, title, s.day.AddDate(0, 0, -age))
		s.db.Exec(t, `UPDATE coordination.activity SET kind = $2 WHERE id = $1`, id, kind)
		return id
	}
	left := func(of uuid.UUID, part int, kind fact.Kind, agency int, other, people *int, age int) {
		t.Helper()
		s.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, other_agency_id, number, known_from) VALUES (1, $1, $2, $3, $4, $5, $6, $7, now())`,
			of, part, string(kind), s.day.AddDate(0, 0, -age), agency, other, people)
	}
	share := func(title string, from, to, age int, outcome string) uuid.UUID {
		t.Helper()
		id, day := of("share", title, age), s.day.AddDate(0, 0, -age)
		left(id, 1, fact.ShareAsked, from, &to, nil, age)
		if outcome == "given" {
			left(id, 2, fact.Shared, from, &to, nil, age)
		}
		var sent *time.Time
		if outcome == "given" {
			sent = &day
		}
		s.db.Exec(t, `INSERT INTO coordination.share (activity_id, partnership_id, direction, from_agency_id, purpose, form, asked_on, due_on, sent_on, outcome)
			VALUES ($1, 1, 'requested', $2, 'x', 'written', $3, $3, $4, $5)`, id, from, day, sent, outcome)
		s.db.Exec(t, `INSERT INTO coordination.share_recipient (activity_id, partnership_id, agency_id) VALUES ($1, 1, $2)`, id, to)
		return id
	}
	share("Given by the police", sample.Police, sample.Council, 10, "given")
	share("Given by the police long ago", sample.Police, sample.Council, 200, "given")
	share("Given to the police", sample.Health, sample.Police, 20, "given")
	share("Asked of the police", sample.Police, sample.Charity, 5, "open")
	share("Between others", sample.Health, sample.Council, 1, "given")
	gone := share("Withdrawn", sample.Police, sample.Council, 2, "given")
	s.db.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x' WHERE id = $1`, gone)
	s.db.Exec(t, `UPDATE coordination.fact SET known_to = now() WHERE source = $1`, gone)
	people := 4
	for title, age := range map[string]int{"Training": 3, "Training long ago": 300} {
		id := of("training", title, age)
		s.db.Exec(t, `INSERT INTO coordination.participant (activity_id, partnership_id, agency_id, people) VALUES ($1, 1, $2, $3)`, id, sample.Police, people)
		left(id, 1, fact.Trained, sample.Police, nil, &people, age)
	}
	got, err := s.store.Involvement(t.Context(), s.tom, sample.Police, s.day)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got.Visits); n != 5 {
		t.Fatalf("got %d meetings, want those that stand", n)
	}
	if v := got.Visits[4]; v.Title != "Meeting A" || v.State != "came" || v.Person != "Helen Marsh" || !v.Named || !v.Day.Equal(s.day) || !strings.HasPrefix(v.Ref, "COO-") {
		t.Errorf("got %+v last, want the newest", v)
	}
	if got.Given != 1 || got.Received != 1 || got.Waiting != 1 || got.Late != 1 || len(got.Shares) != 4 {
		t.Errorf("got %+v, want one each way, one that waits, and four listed", got)
	}
	if x := got.Shares[0]; x.Title != "Asked of the police" || !x.Gives || !x.Asked || x.Outcome != "open" || x.From != "Westmere Police" || len(x.To) != 1 || x.To[0] != "Westmere Bridge Street" {
		t.Errorf("got %+v, want the newest first", x)
	}
	if got.Trained != 1 || len(got.Sessions) != 2 || got.Sessions[0].Title != "Training" || got.Sessions[0].People != 4 || got.Sessions[0].Connect {
		t.Errorf("got %d of %+v, want one session counted and two listed", got.Trained, got.Sessions)
	}
	health, err := s.store.Involvement(t.Context(), s.tom, sample.Health, s.day)
	if err != nil || health.Visits[4].State != "apologies" || health.Visits[4].Why != "place_or_travel" || !health.Visits[4].InformationSent {
		t.Errorf("got %+v (%v), want its apologies", health.Visits, err)
	}
	charity, err := s.store.Involvement(t.Context(), s.tom, sample.Charity, s.day)
	if err != nil || charity.Given != 0 || charity.Received != 0 || charity.Waiting != 0 || len(charity.Shares) != 1 || charity.Shares[0].Gives || charity.Trained != 0 || len(charity.Sessions) != 0 {
		t.Errorf("got %+v (%v), want the one request that is not answered yet, as who asked", charity, err)
	}
	for n := range 9 { // more in a day than are listed, each to two agencies
		id := share("To many "+string(rune('A'+n)), sample.Police, sample.Council, 0, "given")
		s.db.Exec(t, `UPDATE coordination.activity SET occurred_at = $2::date + make_interval(hours => $3) WHERE id = $1`, id, s.day, 9+n)
		s.db.Exec(t, `INSERT INTO coordination.share_recipient (activity_id, partnership_id, agency_id) VALUES ($1, 1, $2)`, id, sample.Charity)
		other := sample.Charity
		left(id, 3, fact.ShareAsked, sample.Police, &other, nil, 0)
		left(id, 4, fact.Shared, sample.Police, &other, nil, 0)
	}
	for name, want := range map[int][3]int{sample.Police: {10, 1, 1}, sample.Charity: {0, 9, 0}} {
		many, err := s.store.Involvement(t.Context(), s.tom, name, s.day)
		if err != nil || [3]int{many.Given, many.Received, many.Waiting} != want {
			t.Errorf("agency %d: got %d given, %d received, %d waiting (%v), want %v", name, many.Given, many.Received, many.Waiting, err, want)
		}
		var titles []string
		for _, x := range many.Shares {
			titles = append(titles, x.Title)
		}
		if got := strings.Join(titles, ", "); got != "To many I, To many H, To many G, To many F, To many E" {
			t.Errorf("agency %d: got %s, want the last of the day first", name, got)
		}
		if to := many.Shares[0].To; len(to) != 2 || many.Shares[0].Gives != (name == sample.Police) {
			t.Errorf("agency %d: got %+v, want both who received it", name, many.Shares[0])
		}
	}
	abroad, err := s.store.Involvement(t.Context(), s.abroad, sample.Police, s.day)
	if err != nil || len(abroad.Visits)+len(abroad.Shares)+len(abroad.Sessions)+abroad.Given != 0 {
		t.Errorf("got %+v (%v) in another partnership, want nothing", abroad, err)
	}
}

func TestSeriesOfMeetings(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	quarterly := partnership.Series{ID: uuid.New(), Name: "Board", EveryDays: 91, Start: 14*time.Hour + 30*time.Minute, Place: "City Hall", Mode: "hybrid", Quorum: 3, MinutesDays: 5, From: s.day}
	changed := quarterly
	changed.EveryDays, changed.Start, changed.Quorum = 120, -1, 0
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[partnership.Timetable]
		want error
	}{
		{"agency staff may not add", s.tom, partnership.AddSeries(quarterly, s.day), fault.Forbidden},
		{"the coordinator may", s.priya, partnership.AddSeries(quarterly, s.day), nil},
		{"not the same name", s.priya, partnership.AddSeries(partnership.Series{ID: uuid.New(), Name: "board", EveryDays: 1, Mode: "online", MinutesDays: 1, From: s.day}, s.day), fault.Invalid},
		{"another partnership has none", s.abroad, partnership.AlterSeries(changed, 1, s.day), fault.NotFound},
		{"not from an old form", s.priya, partnership.AlterSeries(changed, 0, s.day), fault.Conflict},
		{"change it", s.priya, partnership.AlterSeries(changed, 1, s.day), nil},
		{"not twice from one form", s.priya, partnership.AlterSeries(quarterly, 1, s.day), fault.Conflict},
		{"end it", s.priya, partnership.EndSeries(quarterly.ID, s.day, "Merged", s.day), nil},
		{"not twice", s.priya, partnership.EndSeries(quarterly.ID, s.day, "Merged", s.day), fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeTimetable(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	table, err := s.store.Timetable(t.Context(), s.tom)
	if err != nil || len(table.Series) != 2 {
		t.Fatalf("got %+v (%v), want two", table, err)
	}
	changed.To, changed.Changes = s.day, 3
	if table.Series[0] != changed {
		t.Errorf("got %+v, want %+v", table.Series[0], changed)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'series'`, quarterly.ID); got != 3 {
		t.Errorf("got %d facts, want one of each rhythm and one with the end", got)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND number = 120 AND until = $2`, quarterly.ID, s.day); got != 1 {
		t.Errorf("got %d open facts, want 1", got)
	}
	s.identical(t)
	in, err := s.acts.Setting(t.Context(), s.priya, activity.CoordinationMeeting, s.day.AddDate(0, 0, 1))
	if err != nil || len(in.Series) != 1 {
		t.Errorf("got %+v (%v), want a series that ended to be offered no more", in.Series, err)
	}
}

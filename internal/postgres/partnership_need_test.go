package postgres_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func (s standing) need(who access.Actor, agency int) partnership.Need {
	return partnership.Need{
		ID: uuid.New(), Kind: partnership.NeedsTraining, Title: "How to make a referral", Detail: "For new staff", Agency: agency,
		From: s.day.AddDate(0, 0, -30), Reviewed: s.day, By: who.ID, At: s.now,
	}
}

// open counts the facts that stand, of the source.
func (s standing) open(t *testing.T, source uuid.UUID) int {
	t.Helper()
	return s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND source = $1`, source)
}

// logged counts the entries of the log about the thing.
func (s standing) logged(t *testing.T, on uuid.UUID) int {
	t.Helper()
	return s.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND on_what = $1`, on.String())
}

func TestWhoseNeedsAPersonKeeps(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	for _, tt := range []struct {
		name   string
		who    access.Actor
		agency int
		want   error
	}{
		{"the coordinator keeps any agency's", s.priya, sample.Health, nil},
		{"and the whole partnership's", s.priya, 0, nil},
		{"staff keep their own agency's", s.tom, sample.Charity, nil},
		{"and no other's", s.tom, sample.Health, fault.Forbidden},
		{"nor the whole partnership's", s.tom, 0, fault.Forbidden},
		{"the manager keeps none", s.alan, sample.Council, fault.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := s.need(tt.who, tt.agency)
			if err := s.store.AddNeed(t.Context(), tt.who, n); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			want := 0
			if tt.want == nil {
				want = 1
			}
			if got := s.logged(t, n.ID); got != want {
				t.Errorf("got %d entries in the log, want %d", got, want)
			}
			if got := s.open(t, n.ID); got != 2*want {
				t.Errorf("got %d facts, want %d", got, 2*want)
			}
			changes, err := s.store.Changes(t.Context(), s.priya, n.ID)
			if err != nil || len(changes) != want {
				t.Errorf("got %d lines of history (%v), want %d", len(changes), err, want)
			}
		})
	}
	bad := s.need(s.priya, 0)
	bad.From = today.AddDate(0, 0, 1)
	if err := s.store.AddNeed(t.Context(), s.priya, bad); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for a need of tomorrow's, want Invalid", err)
	}
}

func TestChangeNeed(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	n := s.need(s.tom, sample.Charity)
	if err := s.store.AddNeed(t.Context(), s.tom, n); err != nil {
		t.Fatal(err)
	}
	reword := func(version, agency int, title string) partnership.Deed[partnership.Need] {
		return partnership.RewordNeed(version, partnership.Need{Title: title, Detail: n.Detail, Agency: agency}, today)
	}
	for _, tt := range []struct {
		name    string
		who     access.Actor
		deed    partnership.Deed[partnership.Need]
		want    error
		version int
	}{
		{"another agency's staff may not", s.grace, reword(1, sample.Charity, "Other"), fault.Forbidden, 1},
		{"another partnership has none", s.abroad, reword(1, 0, "Other"), fault.NotFound, 1},
		{"its own agency's may", s.tom, reword(1, sample.Charity, "How to refer"), nil, 2},
		{"not of an old version", s.tom, reword(1, sample.Charity, "How to refer better"), fault.Conflict, 2},
		{"nor give it to another agency", s.tom, reword(2, sample.Health, "How to refer"), fault.Forbidden, 2},
		{"nor to everybody", s.tom, reword(2, 0, "How to refer"), fault.Forbidden, 2},
		{"the coordinator may", s.priya, reword(2, 0, "How to refer"), nil, 3},
		{"then it is no longer theirs", s.tom, partnership.ReviewNeed(today), fault.Forbidden, 3},
		{"it is reviewed", s.priya, partnership.ReviewNeed(today), nil, 4},
		{"it is closed", s.priya, partnership.CloseNeed(partnership.Closing{Last: today, Why: "Met"}, today), nil, 5},
		{"once", s.priya, partnership.CloseNeed(partnership.Closing{Last: today, Why: "Met"}, today), fault.Conflict, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeNeed(t.Context(), tt.who, n.ID, tt.deed); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			is, err := s.store.FindNeed(t.Context(), s.priya, n.ID)
			if err != nil || is.Version != tt.version {
				t.Errorf("got version %d (%v), want %d", is.Version, err, tt.version)
			}
			if got := s.logged(t, n.ID); got != tt.version {
				t.Errorf("got %d entries in the log, want %d", got, tt.version)
			}
		})
	}
	is, err := s.store.FindNeed(t.Context(), s.tom, n.ID)
	want := n
	want.Title, want.Agency, want.Reviewed, want.To, want.ClosedWhy, want.Version = "How to refer", 0, today, today, "Met", 5
	if err != nil || is != want {
		t.Errorf("got %+v (%v), want %+v", is, err, want)
	}
	changes, err := s.store.Changes(t.Context(), s.tom, n.ID)
	var said []string
	for _, c := range changes {
		said = append(said, c.Said)
	}
	if err != nil || len(said) != 5 || changes[0].Why != "Met" || !slices.Contains(said, "Title changed. It was: How to make a referral") {
		t.Errorf("got %q (%v), want five lines, the newest with its reason", said, err)
	}
	// Nobody's need has one fact that ends today, after one that had no end.
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'need' AND known_to IS NULL AND until = $2 AND agency_id IS NULL`, n.ID, today); got != 1 {
		t.Errorf("got %d facts that end, want 1", got)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'need' AND known_to IS NOT NULL`, n.ID); got != 2 {
		t.Errorf("got %d facts that were so once, want 2", got)
	}
	s.identical(t)
	standing, err := s.store.Needs(t.Context(), s.tom, today.AddDate(0, 0, 1))
	if err != nil || len(standing) != 0 {
		t.Errorf("got %d needs tomorrow (%v), want none", len(standing), err)
	}
	for _, of := range []struct {
		who  access.Actor
		want int
	}{{s.tom, 1}, {s.abroad, 0}} {
		if all, err := s.store.AllNeeds(t.Context(), of.who); err != nil || len(all) != of.want {
			t.Errorf("got %d needs (%v), want %d", len(all), err, of.want)
		}
	}
}

func TestProductsAndWhatTheyAnswer(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	one, two := s.need(s.priya, 0), s.need(s.priya, sample.Health)
	one.Title, two.Title = "b second", "A first"
	for _, n := range []partnership.Need{one, two} {
		if err := s.store.AddNeed(t.Context(), s.priya, n); err != nil {
			t.Fatal(err)
		}
	}
	p := partnership.Product{
		ID: uuid.New(), Kind: partnership.Course, Name: "Referral course", Provider: "Council", Reach: "Book on line", From: s.day,
		Needs: []partnership.Answered{{ID: one.ID, Title: one.Title}, {ID: two.ID, Title: two.Title}}, By: s.priya.ID, At: s.now,
	}
	if err := s.store.AddProduct(t.Context(), s.tom, p); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for agency staff, want Forbidden", err)
	}
	if err := s.store.AddProduct(t.Context(), s.priya, p); err != nil {
		t.Fatal(err)
	}
	is, err := s.store.FindProduct(t.Context(), s.tom, p.ID)
	want := p
	want.Version, want.Needs = 1, []partnership.Answered{{ID: two.ID, Title: two.Title}, {ID: one.ID, Title: one.Title}}
	if err != nil || !reflect.DeepEqual(is, want) {
		t.Fatalf("got %+v (%v), want %+v", is, err, want)
	}
	if got := s.open(t, p.ID); got != 3 {
		t.Errorf("got %d facts, want 3", got)
	}
	to := is
	to.Name, to.To, to.Needs = "Course on referrals", today.AddDate(1, 0, 0), is.Needs[:1]
	if err := s.store.ChangeProduct(t.Context(), s.priya, p.ID, partnership.CorrectProduct(1, to)); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeProduct(t.Context(), s.priya, p.ID, partnership.CorrectProduct(1, p)); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for an old version, want Conflict", err)
	}
	all, err := s.store.Products(t.Context(), s.tom)
	if err != nil || len(all) != 1 || len(all[0].Needs) != 1 || all[0].Needs[0].ID != two.ID || all[0].Name != to.Name || !all[0].To.Equal(to.To) {
		t.Errorf("got %+v (%v), want it changed", all, err)
	}
	if got := s.open(t, p.ID); got != 2 {
		t.Errorf("got %d facts, want 2", got)
	}
	for who, want := range map[*access.Actor]error{&s.abroad: fault.NotFound, &s.alan: fault.Forbidden, &s.priya: nil} {
		if err := s.store.ChangeProduct(t.Context(), *who, p.ID, partnership.WithdrawProduct(partnership.Closing{Last: today, Why: "Replaced"}, today)); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	s.identical(t)
	changes, err := s.store.Changes(t.Context(), s.tom, p.ID)
	if err != nil || len(changes) != 5 || changes[0].Said != "Withdrawn. Its last day is "+today.Format("2 January 2006") || changes[0].Why != "Replaced" {
		t.Errorf("got %+v (%v), want five lines", changes, err)
	}
	if all, err := s.store.Products(t.Context(), s.abroad); err != nil || len(all) != 0 {
		t.Errorf("got %d products (%v) in another partnership, want none", len(all), err)
	}
}

func TestAccessIsAskedForAndAnswered(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	p := partnership.Product{ID: uuid.New(), Kind: partnership.Course, Name: "Referral course", From: today.AddDate(0, 0, -60), To: today.AddDate(0, 0, -1), By: s.priya.ID, At: s.now}
	if err := s.store.AddProduct(t.Context(), s.priya, p); err != nil {
		t.Fatal(err)
	}
	system := uuid.New()
	s.db.Exec(t, `INSERT INTO coordination.system (id, partnership_id, name, kind, agency_id, owner, from_day, recorded_by) VALUES ($1, 1, 'Case system', 'database', $2, 'Records manager', '2025-01-01', $3)`,
		system, sample.Police, s.priya.ID)
	ask := func(agency int, holder string) partnership.Reach {
		return partnership.Reach{ID: uuid.New(), Product: p.ID, Agency: agency, Holder: holder, Asked: today.AddDate(0, 0, -20), By: s.tom.ID, At: s.now}
	}
	own := ask(sample.Charity, "Community worker")
	own.Outreach = true
	late := ask(sample.Charity, "Manager")
	late.Asked = today
	toSystem := ask(sample.Charity, "Community worker")
	toSystem.Product, toSystem.System = uuid.Nil, system
	nothing := ask(sample.Charity, "Community worker")
	nothing.Product = uuid.New()
	for _, tt := range []struct {
		name string
		who  access.Actor
		ask  partnership.Reach
		want error
	}{
		{"staff ask for their own agency", s.tom, own, nil},
		{"and for no other", s.tom, ask(sample.Health, "Nurse"), fault.Forbidden},
		{"not twice while it waits", s.tom, ask(sample.Charity, "community worker"), fault.Invalid},
		{"not after its last day", s.tom, late, fault.Invalid},
		{"not for what is not there", s.tom, nothing, fault.NotFound},
		{"for a system just so", s.tom, toSystem, nil},
		{"nor from another partnership", s.abroad, ask(sample.Council, "Coordinator"), fault.NotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.ask.By = tt.who.ID
			if err := s.store.AskReach(t.Context(), tt.who, tt.ask); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	grant := partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: today.AddDate(0, 0, -5)}, today)
	for _, tt := range []struct {
		name string
		who  access.Actor
		deed partnership.Deed[partnership.Reach]
		want error
	}{
		{"who asked does not answer", s.tom, grant, fault.Forbidden},
		{"nor another partnership", s.abroad, grant, fault.NotFound},
		{"the coordinator does", s.priya, grant, nil},
		{"once", s.priya, grant, fault.Conflict},
		{"what is known is kept", s.priya, partnership.KeepReach(2, partnership.Upkeep{VettedUntil: today.AddDate(1, 0, 0), Confirmed: today, LastUsed: today}, today), nil},
		{"who asked does not end it", s.tom, partnership.EndReach(partnership.Closing{Last: today, Why: "Left"}, today), fault.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeReach(t.Context(), tt.who, own.ID, tt.deed); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	is, err := s.store.FindReach(t.Context(), s.tom, own.ID)
	want := own
	want.Of, want.AgencyName, want.Granted, want.VettedUntil, want.Confirmed, want.LastUsed, want.Version = p.Name, is.AgencyName, today.AddDate(0, 0, -5), today.AddDate(1, 0, 0), today, today, 3
	if err != nil || is != want || is.AgencyName == "" {
		t.Errorf("got %+v (%v), want %+v", is, err, want)
	}
	if got := s.open(t, own.ID); got != 5 {
		t.Errorf("got %d facts, want 5", got)
	}
	if err := s.store.ChangeReach(t.Context(), s.tom, toSystem.ID, partnership.DropReach(partnership.Closing{Last: today, Why: "No need"}, today)); err != nil {
		t.Errorf("got %v, want who asked to stop asking", err)
	}
	for _, tt := range []struct {
		of   uuid.UUID
		want string
	}{{p.ID, p.Name}, {system, "Case system"}} {
		if got, err := s.store.Reaches(t.Context(), s.alan, tt.of); err != nil || len(got) != 1 || got[0].Of != tt.want {
			t.Errorf("got %+v (%v), want one of %s", got, err, tt.want)
		}
	}
	s.identical(t)
	if all, err := s.store.AllReaches(t.Context(), s.alan); err != nil || len(all) != 2 {
		t.Errorf("got %d (%v), want both", len(all), err)
	}
	if all, err := s.store.AllReaches(t.Context(), s.abroad); err != nil || len(all) != 0 {
		t.Errorf("got %d (%v) in another partnership, want none", len(all), err)
	}
}

func (s standing) agreement(number string) partnership.Agreement {
	today := calendar.Day(s.now)
	return partnership.Agreement{
		ID: uuid.New(), Number: number, Name: "Referrals", Purpose: "To refer people", Basis: "Public task", Retention: "Six years", DPIA: "DPIA-7", Contact: "Information officer",
		From: today.AddDate(-1, 0, 0), Review: today.AddDate(0, 1, 0), By: s.priya.ID, At: s.now,
		Parties: []partnership.Party{{Agency: sample.Police, Signed: today.AddDate(-1, 0, 0)}, {Agency: sample.Council}, {Agency: sample.Health}},
	}
}

func TestChangeAgreement(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	a := s.agreement("ISA-04")
	for _, tt := range []struct {
		name string
		who  access.Actor
		a    partnership.Agreement
		want error
	}{
		{"agency staff may not", s.tom, a, fault.Forbidden},
		{"the coordinator may", s.priya, a, nil},
		{"not with a number that is taken", s.priya, s.agreement("isa-04"), fault.Invalid},
		{"but with another", s.priya, s.agreement("ISA-05"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.AddAgreement(t.Context(), tt.who, tt.a); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	one := partnership.Line{ID: uuid.New(), Purpose: "Referral", Items: "Concern", Giver: sample.Police, Taker: sample.Council, From: a.From}
	two := partnership.Line{ID: uuid.New(), Purpose: "Planning", Items: "Dates", From: today, To: today.AddDate(0, 0, 20)}
	review := partnership.Review{Next: today.AddDate(1, 0, 0), To: today.AddDate(0, 0, 10), Why: "Ends early"}
	onward := partnership.Review{Next: today.AddDate(2, 0, 0), Why: "Runs on"}
	to := a
	to.Basis, to.Contact = "Legal obligation", ""
	for _, tt := range []struct {
		name    string
		who     access.Actor
		deed    partnership.Deed[partnership.Agreement]
		want    error
		version int
	}{
		{"agency staff may not", s.tom, partnership.AddLine(one), fault.Forbidden, 1},
		{"another partnership has none", s.abroad, partnership.AddLine(one), fault.NotFound, 1},
		{"a line", s.priya, partnership.AddLine(one), nil, 2},
		{"and another", s.priya, partnership.AddLine(two), nil, 3},
		{"an agency signs", s.priya, partnership.SignParty(sample.Council, today, today), nil, 4},
		{"an agency joins", s.priya, partnership.AddParty(partnership.Party{Agency: sample.Charity, Name: "Charity"}, today), nil, 5},
		{"it says something else", s.priya, partnership.RewordAgreement(5, to, "New law"), nil, 6},
		{"not from an old version", s.priya, partnership.RewordAgreement(5, a, "Back again"), fault.Conflict, 6},
		{"it is to end", s.priya, partnership.ReviewAgreement(6, review, today), nil, 7},
		{"it runs on after all", s.priya, partnership.ReviewAgreement(7, onward, today), nil, 8},
		{"a line ends", s.priya, partnership.EndLine(one.ID, partnership.Closing{Last: today.AddDate(0, 0, 5), Why: "Not used"}), nil, 9},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeAgreement(t.Context(), tt.who, a.ID, tt.deed); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			is, err := s.store.FindAgreement(t.Context(), s.tom, a.ID)
			if err != nil || is.Version != tt.version {
				t.Errorf("got version %d (%v), want %d", is.Version, err, tt.version)
			}
			if got := s.logged(t, a.ID); got != tt.version {
				t.Errorf("got %d entries in the log, want %d", got, tt.version)
			}
		})
		// The facts are always those of what is there, read again.
		is, err := s.store.FindAgreement(t.Context(), s.tom, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := s.open(t, a.ID), len(is.Facts()); got != want {
			t.Errorf("%s: got %d facts, want %d", tt.name, got, want)
		}
		s.identical(t)
	}
	is, err := s.store.FindAgreement(t.Context(), s.tom, a.ID)
	if err != nil || len(is.Parties) != 4 || len(is.Lines) != 2 || is.Basis != "Legal obligation" || is.Contact != "" || !is.To.IsZero() || !is.Review.Equal(onward.Next) {
		t.Fatalf("got %+v (%v), want it changed", is, err)
	}
	if l := is.Lines[1]; !l.To.Equal(two.To) || l.Position != 2 || l.Number != "ISA-04" || len(l.Parties) != 4 {
		t.Errorf("got %+v, want the line to end when it was said to, since the agreement runs on", l)
	}
	if p := is.Parties[slices.IndexFunc(is.Parties, func(p partnership.Party) bool { return p.Agency == sample.Council })]; !p.Signed.Equal(today) || p.Name == "" {
		t.Errorf("got %+v, want it signed", p)
	}
	for _, tt := range []struct {
		who  access.Actor
		day  time.Time
		want int
	}{{s.tom, today.AddDate(0, 0, -1), 1}, {s.tom, today, 2}, {s.tom, today.AddDate(0, 0, 6), 1}, {s.tom, today.AddDate(0, 0, 21), 0}, {s.abroad, today, 0}} {
		if lines, err := s.store.LinesInForce(t.Context(), tt.who, tt.day); err != nil || len(lines) != tt.want {
			t.Errorf("got %d lines (%v) on %s, want %d", len(lines), err, tt.day.Format(time.DateOnly), tt.want)
		}
	}
	if err := s.store.ChangeAgreement(t.Context(), s.priya, a.ID, partnership.EndAgreement(partnership.Closing{Last: today.AddDate(0, 0, -1), Why: "Replaced"})); err != nil {
		t.Fatal(err)
	}
	if lines, err := s.store.LinesInForce(t.Context(), s.tom, today); err != nil || len(lines) != 0 {
		t.Errorf("got %d lines (%v) of what ended, want none", len(lines), err)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND person_id = $1`, two.ID); got != 0 {
		t.Errorf("got %d facts of a line that never began, want none", got)
	}
	s.identical(t)
	changes, err := s.store.Changes(t.Context(), s.tom, a.ID)
	if err != nil || len(changes) != 11 || changes[0].Why != "Replaced" {
		t.Errorf("got %d lines of history (%v), want 11", len(changes), err)
	}
	if _, err := s.store.FindAgreement(t.Context(), s.tom, uuid.Nil); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for no id, want NotFound", err)
	}
}

func TestTwoTakeANumberAtOnce(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	errs := make(chan error)
	for range 4 {
		go func() { errs <- s.store.AddAgreement(t.Context(), s.priya, s.agreement("ISA-01")) }()
	}
	saved := 0
	for range 4 {
		switch err := <-errs; {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Invalid):
			t.Errorf("got %v, want it said at the number", err)
		}
	}
	if saved != 1 {
		t.Errorf("got %d agreements, want 1", saved)
	}
}

package postgres_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

func book(t *testing.T) *checklist.Book {
	t.Helper()
	b, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAssess(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	first := checklist.Assessment{ID: uuid.New(), State: checklist.PartlyThere, Reason: "A start.", Review: d.day.AddDate(0, 0, 90), By: d.alan.ID, At: d.now, Computed: checklist.NotMet}
	second := checklist.Assessment{ID: uuid.New(), State: checklist.InPlace, Reason: "Done.", Review: d.day.AddDate(0, 0, 90), By: d.alan.ID, At: d.now.Add(time.Millisecond)}
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[checklist.Standing]
		want error
		log  int
	}{
		{"the coordinator may not", d.priya, checklist.Assess(first, uuid.Nil, d.day), fault.Forbidden, 0},
		{"agency staff may not", d.tom, checklist.Assess(first, uuid.Nil, d.day), fault.Forbidden, 0},
		{"not without a reason", d.alan, checklist.Assess(checklist.Assessment{ID: uuid.New(), State: checklist.InPlace}, uuid.Nil, d.day), fault.Invalid, 0},
		{"the manager may", d.alan, checklist.Assess(first, uuid.Nil, d.day), nil, 1},
		{"not without having seen it", d.alan, checklist.Assess(second, uuid.Nil, d.day), fault.Conflict, 1},
		{"again", d.alan, checklist.Assess(second, first.ID, d.day), nil, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := store.Assess(t.Context(), tt.who, "RES-1", tt.ch); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if got := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND kind = 'assessment' AND detail = 'RES-1'`); got != tt.log {
				t.Errorf("got %d entries in the log, want %d", got, tt.log)
			}
		})
	}
	standing, err := store.Standing(t.Context(), d.tom, "RES-1")
	if err != nil || len(standing.History) != 2 || standing.History[0].State != checklist.InPlace || standing.History[1].Computed != checklist.NotMet ||
		standing.History[1].Reason != "A start." || !standing.History[1].Review.Equal(first.Review) || standing.History[1].By != d.alan.ID {
		t.Errorf("got %+v (%v), want both, the newest first", standing, err)
	}
	latest, err := store.Assessments(t.Context(), d.tom, d.now.Add(time.Hour))
	if err != nil || len(latest) != 1 || latest["RES-1"].ID != second.ID {
		t.Errorf("got %+v (%v), want the newest", latest, err)
	}
	if latest, err := store.Assessments(t.Context(), d.abroad, d.now.Add(time.Hour)); err != nil || len(latest) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", latest, err)
	}
	d.db.Exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, d.tom.ID)
	if latest, err := store.Assessments(t.Context(), d.tom, d.now.Add(time.Hour)); err != nil || len(latest) != 0 {
		t.Errorf("got %+v (%v) for an account that is disabled, want none", latest, err)
	}
}

func TestRecordsAndClaims(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	var ids []uuid.UUID
	for n := range 4 {
		ids = append(ids, d.log(t, func(m *activity.Content) { m.Name, m.Day = fmt.Sprintf("Meeting %d", n), d.day.AddDate(0, 0, -n) }).ID)
	}
	d.db.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x' WHERE id = $1`, ids[1])
	d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, ids[2])
	records, err := store.Records(t.Context(), d.tom, append(ids, uuid.New()))
	if err != nil || len(records) != 2 {
		t.Fatalf("got %+v (%v), want the two that stand", records, err)
	}
	if r := records[ids[0]]; r.Title != "Meeting 0" || !r.Day.Equal(d.day) || r.Path != "/coordination/activities/"+r.Ref {
		t.Errorf("got %+v, want all of it", r)
	}
	if records, err := store.Records(t.Context(), d.abroad, ids); err != nil || len(records) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", records, err)
	}
	if records, err := store.Records(t.Context(), d.tom, nil); err != nil || len(records) != 0 {
		t.Errorf("got %+v (%v) for nothing, want none", records, err)
	}
	claims, all, err := store.Claims(t.Context(), d.tom, "RES-2", 1)
	if err != nil || all != 2 || len(claims) != 1 || claims[0].Title != "Meeting 0" || claims[0].By != d.tom.ID {
		t.Errorf("got %+v of %d (%v), want the newest of two", claims, all, err)
	}
	if claims, all, err := store.Claims(t.Context(), d.tom, "RES-1", 9); err != nil || all != 0 || len(claims) != 0 {
		t.Errorf("got %+v of %d (%v), want none", claims, all, err)
	}
}

func TestALoggedMeetingMovesTheChecklist(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	store := postgres.Checklists{DB: s.acts.DB}
	res2 := func() checklist.Finding {
		t.Helper()
		facts, err := store.Facts(t.Context(), s.priya, book(t), calendar.Day(s.now))
		if err != nil {
			t.Fatal(err)
		}
		return checklist.Evaluate(book(t), facts, calendar.Day(s.now))[1]
	}
	i := s.initiative(s.priya)
	if err := s.store.ChangePlan(t.Context(), s.priya, partnership.Propose(i, []int{1, 2, 3, 4, 5}, s.day)); err != nil {
		t.Fatal(err)
	}
	if f := res2(); f.State != checklist.TooFew {
		t.Errorf("got %s before it is approved, want too few", f.State)
	}
	if err := s.store.ChangePlan(t.Context(), s.alan, partnership.Approve(i.ID, s.alan.ID, s.now)); err != nil {
		t.Fatal(err)
	}
	a := s.log(t)
	// Three came, one sent information, one was absent: 4 of 5 is 80%.
	f := res2()
	if f.State != checklist.Partly || f.Parts[0].Have != 4 || f.Parts[0].All != 5 || f.Fresh != checklist.Current {
		t.Errorf("got %+v, want 4 of 5, partly", f)
	}
	if err := store.As(t.Context(), s.tom, access.Coordination, func(tx *gorm.DB) error {
		return postgres.WriteFacts(tx, 1, a.ID, s.now.Add(time.Second), nil)
	}); err != nil {
		t.Fatal(err)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL`, a.ID); got != 0 {
		t.Errorf("got %d facts after they were closed, want none", got)
	}
}

func TestWriteFactsKeepsWhatStillHolds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := uuid.New()
	one := fact.Fact{Source: id, Kind: fact.Meeting, Day: d.day, By: d.tom.ID, Flags: []fact.Flag{fact.InInitiative}}
	two := fact.Fact{Source: id, Part: 10, Kind: fact.Attendance, Day: d.day, Agency: 3, Flags: []fact.Flag{fact.Apologies, fact.InformationSent}}
	changed := two
	changed.Flags = []fact.Flag{fact.Came}
	write := func(at time.Time, facts ...fact.Fact) {
		t.Helper()
		if err := d.acts.As(t.Context(), d.tom, access.Coordination, func(tx *gorm.DB) error {
			return postgres.WriteFacts(tx, 1, id, at, facts)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		open, all int
	}{
		{"two are new", []fact.Fact{one, two}, 2, 2},
		{"the same again change nothing", []fact.Fact{two, one}, 2, 2},
		{"one differs", []fact.Fact{one, changed}, 2, 3},
		{"one is gone", []fact.Fact{one}, 1, 3},
		{"all are gone", nil, 0, 3},
		{"one is back", []fact.Fact{one}, 1, 4},
	} {
		// Always the same moment, as on a clock that stands still.
		write(d.now, tt.facts...)
		open := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL`, id)
		all := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1`, id)
		if open != tt.open || all != tt.all {
			t.Errorf("%s: got %d open of %d, want %d of %d", tt.name, open, all, tt.open, tt.all)
		}
	}
}

// TestFactsAreEnough compares what Evaluate finds from the facts that the store
// selects with what it finds from all of them, in invented partnerships.
func TestFactsAreEnough(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	b := book(t)
	for n := range 12 {
		r := rand.New(rand.NewPCG(uint64(n), 7))
		sample.Another(t, d.db, 10+n)
		who := sample.MemberOf(t, d.db, 10+n, "Rita Reader", access.Staff, sample.Council)
		all := append(invented(r, d.day), inventedEvents(r, d.day)...)
		for _, f := range all {
			insertFact(t, d, 10+n, f)
		}
		now, err := store.Facts(t.Context(), who, b, d.day)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, derived(now)...)
		for _, back := range []int{0, 60, 200} {
			day := d.day.AddDate(0, 0, -back)
			some, err := store.Facts(t.Context(), who, b, day)
			if err != nil {
				t.Fatal(err)
			}
			got, want := checklist.Evaluate(b, some, day), checklist.Evaluate(b, all, day)
			for i := range got {
				if i > 1 {
					sameFinding(t, fmt.Sprintf("partnership %d, %d days back", n, back), got[i], want[i])
				}
			}
			if !reflect.DeepEqual(got[1], want[1]) {
				t.Errorf("partnership %d, %d days back: got %+v, want %+v", n, back, got[1], want[1])
			}
			if got[0].State != want[0].State || !got[0].Newest.Equal(want[0].Newest) || !reflect.DeepEqual(got[0].Parts[0], want[0].Parts[0]) {
				t.Errorf("partnership %d, %d days back: got %+v, want %+v", n, back, got[0], want[0])
			}
		}
	}
}

// TestOldEvidenceIsOutOfDateAndNotNone puts something newer that does not count
// before what does, all of it older than the rules look back.
func TestOldEvidenceIsOutOfDateAndNotNone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	b := book(t)
	var facts []fact.Fact
	add := func(f fact.Fact, ago int, flags ...fact.Flag) {
		f.Part, f.Flags, f.Day = len(facts), flags, d.day.AddDate(0, 0, -ago)
		if f.Source == uuid.Nil {
			f.Source = uuid.New()
		}
		f.KnownFrom = f.Day
		facts = append(facts, f)
	}
	session, course, other, meeting := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	add(fact.Fact{Source: session, Kind: fact.Training}, 1100)
	add(fact.Fact{Source: session, Kind: fact.Trained, Agency: 1, Number: 4}, 1100)
	add(fact.Fact{Source: session, Kind: fact.Action, Agency: 1, Number: 60, Until: d.day.AddDate(0, 0, -1080)}, 1100, fact.ActionFollowUp, fact.ActionDone)
	add(fact.Fact{Source: meeting, Kind: fact.Action, Agency: 1, Number: 60, Until: d.day.AddDate(0, 0, -880)}, 900, fact.ActionDone)
	add(fact.Fact{Source: course, Kind: fact.Training}, 1000, fact.InContext)
	add(fact.Fact{Source: other, Kind: fact.Training}, 900)
	add(fact.Fact{Source: other, Kind: fact.Trained, Agency: 2, Number: 4}, 900) // and nobody followed it up
	for range 6 {
		add(fact.Fact{Kind: fact.Rating, By: course, Agency: 1, Person: uuid.New(), Number: 5, Until: d.day.AddDate(0, 0, -1000)}, 1000, fact.RatesQuality)
		add(fact.Fact{Kind: fact.Rating, By: other, Agency: 1, Person: uuid.New(), Number: 5, Until: d.day.AddDate(0, 0, -900)}, 900, fact.RatesQuality)
	}
	for _, f := range facts {
		insertFact(t, d, 1, f)
	}
	some, err := store.Facts(t.Context(), d.tom, b, d.day)
	if err != nil {
		t.Fatal(err)
	}
	got, want := checklist.Evaluate(b, some, d.day), checklist.Evaluate(b, append(facts, derived(some)...), d.day)
	for i := range got {
		if of := got[i].Code; of != "TRN-1" && of != "TRN-2" {
			continue
		}
		if got[i].Fresh != checklist.OutOfDate || !got[i].Newest.Equal(want[i].Newest) {
			t.Errorf("%s: got %s, newest %s, want out of date, newest %s", got[i].Code, got[i].Fresh, got[i].Newest.Format(time.DateOnly), want[i].Newest.Format(time.DateOnly))
		}
	}
}

// invented is a partnership's facts of two years, more of each kind than rules look at.
func invented(r *rand.Rand, day time.Time) []fact.Fact {
	ago := func(most int) time.Time { return day.AddDate(0, 0, -r.IntN(most)) }
	people := []uuid.UUID{uuid.New(), uuid.New(), uuid.New(), uuid.Nil}
	one := func() uuid.UUID { return people[r.IntN(len(people))] }
	var facts []fact.Fact
	add := func(f fact.Fact) {
		f.KnownFrom = f.Day.Add(time.Duration(r.IntN(72)) * time.Hour)
		if r.IntN(8) == 0 {
			f.KnownTo = f.KnownFrom.Add(time.Duration(r.IntN(2000)) * time.Hour)
		}
		facts = append(facts, f)
	}
	from := day.AddDate(0, 0, -r.IntN(600))
	add(fact.Fact{Source: uuid.New(), Kind: fact.Appointment, Day: from, By: people[0], Person: people[1], Number: 80, Flags: []fact.Flag{fact.Dedicated, fact.Deputy}})
	for range 40 {
		add(fact.Fact{Source: uuid.New(), Kind: fact.Recorded, Day: ago(600), By: one()})
	}
	id := uuid.New()
	add(fact.Fact{Source: id, Kind: fact.Initiative, Day: day.AddDate(0, 0, -500), Until: day.AddDate(0, 0, 100-r.IntN(300)), Number: 1})
	for a := 1; a <= 5; a++ {
		add(fact.Fact{Source: id, Part: a, Kind: fact.Baseline, Day: day.AddDate(0, 0, -490), Agency: a})
		switch r.IntN(4) {
		case 0:
			add(fact.Fact{Source: uuid.New(), Kind: fact.Partner, Day: day.AddDate(0, 0, -600), Until: ago(300), Agency: a, Other: 1 + a%5})
		case 1:
			add(fact.Fact{Source: uuid.New(), Kind: fact.Representative, Day: day.AddDate(0, 0, -600), Agency: a, Person: one(), Flags: []fact.Flag{fact.Deputy}})
		}
	}
	for range 25 {
		m, held := uuid.New(), ago(550)
		var flags []fact.Flag
		if r.IntN(4) > 0 {
			flags = []fact.Flag{fact.InInitiative}
		}
		add(fact.Fact{Source: m, Kind: fact.Meeting, Day: held, Flags: flags})
		for a := 1; a <= 5; a++ {
			line := fact.Fact{Source: m, Part: 9 + a, Kind: fact.Attendance, Day: held, Agency: a, Person: one()}
			line.Flags = []fact.Flag{[]fact.Flag{fact.Came, fact.Came, fact.Substitute, fact.Apologies, fact.Absent}[r.IntN(5)]}
			if r.IntN(5) == 0 {
				line.Flags = append(line.Flags, fact.InformationSent)
			}
			add(line)
		}
	}
	return facts
}

// sameFinding compares what was found with what was to be found. Of evidence
// older than twice T only that it is out of date has to be told, if at all:
// records invented here do not hang together, so what makes the newest count
// may lie beyond what is read.
func sameFinding(t *testing.T, where string, got, want checklist.Finding) {
	t.Helper()
	old := func(f checklist.Freshness) bool { return f == checklist.OutOfDate || f == checklist.None }
	if got.State != want.State || got.Fresh != want.Fresh && (!old(got.Fresh) || !old(want.Fresh)) {
		t.Errorf("%s, %s: got %s, %s, want %s, %s", where, got.Code, got.State, got.Fresh, want.State, want.Fresh)
	}
	for i := range want.Parts {
		g, w := got.Parts[i], want.Parts[i]
		if g.State != w.State || g.Have != w.Have || g.All != w.All || g.Figure != w.Figure || g.Out != w.Out {
			t.Errorf("%s, %s, %s: got %s %d/%d %s, %d left out (%s), want %s %d/%d %s, %d left out (%s)", where, got.Code, w.Name,
				g.State, g.Have, g.All, g.Figure, g.Out, g.Say, w.State, w.Have, w.All, w.Figure, w.Out, w.Say)
		}
	}
}

// inventedEvents are facts of every other kind over more years than any rule
// looks back, sparse enough that for some the newest is long ago.
func inventedEvents(r *rand.Rand, day time.Time) []fact.Fact {
	ids := make([]uuid.UUID, 12)
	for i := range ids {
		ids[i] = uuid.New()
	}
	one := func() uuid.UUID { return ids[r.IntN(len(ids))] }
	pick := func(of ...fact.Flag) []fact.Flag {
		var flags []fact.Flag
		for _, f := range of {
			if r.IntN(2) == 0 {
				flags = append(flags, f)
			}
		}
		return flags
	}
	var facts []fact.Fact
	for _, k := range []struct {
		kind  fact.Kind
		most  int // how many there are at most
		ends  bool
		flags []fact.Flag
	}{
		{fact.Leader, 4, true, []fact.Flag{fact.PoliceLead, fact.SeniorSponsor}},
		{fact.Escalation, 12, true, []fact.Flag{fact.SeniorSponsor}},
		{fact.Rating, 40, false, []fact.Flag{fact.RatesConvenient, fact.RatesQuality, fact.RatesUseful, fact.RatesRelevant, fact.ScoreBefore, fact.ScoreAfter}},
		{fact.Training, 6, false, []fact.Flag{fact.InContext, fact.Tested}},
		{fact.Trained, 12, false, nil},
		{fact.Action, 15, true, []fact.Flag{fact.ActionFollowUp, fact.ActionDone, fact.ActionOpen}},
		{fact.ConnectEvent, 3, false, nil},
		{fact.Connected, 6, false, nil},
		{fact.FundingRequest, 12, true, []fact.Flag{fact.FundingGiven, fact.NonStatutory}},
		{fact.Stream, 4, true, []fact.Flag{fact.InContext, fact.Additional, fact.Confirmed}},
		{fact.Spend, 5, false, nil},
		{fact.Cost, 15, false, []fact.Flag{fact.StartUp, fact.ForProduct}},
		{fact.Ceiling, 1, true, nil},
		{fact.Product, 5, true, nil},
		{fact.Need, 6, true, []fact.Flag{fact.NeedsTraining}},
		{fact.NeedReview, 6, false, nil},
		{fact.Covers, 8, true, nil},
		{fact.Goals, 2, false, nil},
		{fact.Acknowledgement, 8, false, []fact.Flag{fact.QuestionsAnswered}},
		{fact.ShareAsked, 25, true, []fact.Flag{fact.ShareRequested, fact.ShareGiven, fact.NamesNeed, fact.NamesPurpose}},
		{fact.Shared, 25, false, []fact.Flag{fact.OnEmergency, fact.NamesNeed, fact.NamesPurpose, fact.ForEverybody}},
		{fact.RequiredPair, 4, false, nil},
		{fact.AgreementLine, 4, true, nil},
		{fact.AgreementReview, 3, false, nil},
		{fact.Duplicate, 10, true, []fact.Flag{fact.Same, fact.Different}},
		{fact.Reach, 15, true, []fact.Flag{fact.ToSystem, fact.ToProduct, fact.ReachGranted}},
		{fact.ReachHeld, 10, true, []fact.Flag{fact.ToSystem, fact.OutreachRole}},
		{fact.ReachVetted, 6, false, nil},
		{fact.ReachConfirmed, 6, false, nil},
		{fact.ReachUsed, 6, false, nil},
		{fact.System, 4, true, []fact.Flag{fact.Deputy, fact.HoldsIntelligence}},
		{fact.SystemReview, 5, false, nil},
		{fact.Separation, 2, false, nil},
		{fact.SelfTest, 2, false, []fact.Flag{fact.Passed}},
		{fact.Attested, 4, false, []fact.Flag{fact.CommunityLead, fact.IntelligenceLead}},
		{fact.LogVerified, 3, false, []fact.Flag{fact.Passed}},
	} {
		for n := range r.IntN(k.most + 1) {
			f := fact.Fact{
				Source: one(), Part: 100*len(facts) + n, Kind: k.kind, Day: day.AddDate(0, 0, -r.IntN(1300)), Agency: 1 + r.IntN(4), Other: 5, Person: one(), By: one(),
				Number: 1 + r.IntN(5), Flags: pick(k.flags...),
			}
			if k.kind == fact.Shared {
				f.Source = uuid.New() // a record is shared on one day
			}
			if k.ends && r.IntN(3) > 0 {
				f.Until = f.Day.AddDate(0, 0, r.IntN(500))
			}
			f.KnownFrom = f.Day
			facts = append(facts, f)
			if f.Kind == fact.Shared && r.IntN(2) == 0 { // of the day of what it is about
				f.Kind, f.Part, f.Until = fact.ShareFeedback, f.Part+50, f.Day.AddDate(0, 0, r.IntN(60))
				f.KnownFrom = f.Until
				facts = append(facts, f)
			}
		}
	}
	return facts
}

// derived are the facts among these that have no rows of their own.
func derived(facts []fact.Fact) []fact.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool { return f.Kind != fact.Member && f.Kind != fact.Holiday })
}

func insertFact(t *testing.T, d desk, partnership int, f fact.Fact) {
	t.Helper()
	var flags []string
	for _, x := range f.Flags {
		flags = append(flags, string(x))
	}
	d.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number, flags, known_from, known_to)
		VALUES ($1, $2, $3, $4, $5, $6, nullif($7::int, 0), nullif($8::int, 0), nullif($9::uuid, '00000000-0000-0000-0000-000000000000'),
			nullif($10::uuid, '00000000-0000-0000-0000-000000000000'), nullif($11::int, 0), coalesce($12::text[], '{}'), $13, $14)`,
		partnership, f.Source, f.Part, string(f.Kind), f.Day, zeroNull(f.Until), f.Agency, f.Other, f.Person, f.By, f.Number, flags, f.KnownFrom, zeroNull(f.KnownTo))
}

func zeroNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Two stamps are the same while nothing changes, and whoever may not read the
// partnership gets none.
func TestStamp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	stamp := func(who access.Actor) string { return store.Stamp(t.Context(), who) }
	first := stamp(d.tom)
	if again := stamp(d.priya); first == "" || again != first {
		t.Errorf("got %q and %q, want the same while nothing changed", first, again)
	}
	d.log(t)
	if after := stamp(d.tom); after == first {
		t.Errorf("got %q before and after a record", after)
	}
	stranger := d.abroad
	stranger.Partnership = d.tom.Partnership
	if got := stamp(stranger); got != "" {
		t.Errorf("got %q for somebody of another partnership, want none", got)
	}
}

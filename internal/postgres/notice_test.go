package postgres_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/notice"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/testing/sample"
)

func terms(t *testing.T) notice.Terms {
	t.Helper()
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	return notice.TermsOf(book)
}

// noticed is what the person is told of today, as "kind what text" in order,
// and how many they put away.
func (x exchange) noticed(t *testing.T, who access.Actor) (list notice.List, words []string) {
	t.Helper()
	guard := sample.Guard(t)
	known, err := postgres.Notices{DB: x.acts.DB}.Known(t.Context(), who, terms(t), x.today)
	if err != nil {
		t.Fatal(err)
	}
	list = notice.Listed(notice.Told(who, guard), terms(t), known, x.today)
	for _, n := range list.Now {
		words = append(words, string(n.Kind)+" "+string(n.What)+": "+n.Text)
	}
	return list, words
}

// fill has something of every sort that waits for somebody: x is its request.
func (x exchange) fill(t *testing.T) activity.Activity {
	t.Helper()
	asked := x.share(t)
	meeting, _ := sample.Activity(t, x.db, access.Coordination, x.priya, "Board", x.now)
	for n, a := range []struct {
		what   string
		agency int
		owner  uuid.UUID
		due    int
	}{
		{"Late at the charity", sample.Charity, uuid.Nil, -1}, {"Soon at health", sample.Health, uuid.Nil, 7}, {"New for Grace", sample.Health, x.grace.ID, 90},
	} {
		x.db.Exec(t, `INSERT INTO coordination.action (id, ref, partnership_id, activity_id, position, what, agency_id, owner, due, state, author) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, 'open', $9)`,
			uuid.New(), "COO-000000"+string(rune('A'+n)), meeting, n, a.what, a.agency, nullable(a.owner), x.today.AddDate(0, 0, a.due), x.priya.ID)
	}
	x.db.Exec(t, `INSERT INTO coordination.goals (id, partnership_id, version, text, from_day, reason, recorded_by) VALUES ($1, 1, 3, 'Work together', '2024-01-01', 'Agreed', $2)`, uuid.New(), x.priya.ID)
	x.db.Exec(t, `UPDATE shared.agreement SET review_on = sec.today() + 30, to_day = sec.today() + 60`)
	x.db.Exec(t, `UPDATE coordination.need SET reviewed_on = sec.today()`)
	x.db.Exec(t, `UPDATE coordination.need SET reviewed_on = (sec.today() - interval '12 months' + interval '3 days')::date WHERE id = $1`, x.charitys)
	x.db.Exec(t, `INSERT INTO coordination.system (id, partnership_id, name, kind, agency_id, owner, from_day, recorded_by) VALUES ($1, 1, 'Case list', 'database', $2, 'Post', sec.today() - 85, $3)`, uuid.New(), sample.Council, x.priya.ID)
	x.db.Exec(t, `INSERT INTO coordination.assessment (id, partnership_id, item, state, reason, review_on, by, at) VALUES ($1, 1, 'RES-2', 'in_place', 'Was so', sec.today() - 400, $2, now() - interval '500 days'), ($3, 1, 'RES-2', 'in_place', 'Is so', sec.today() + 1, $2, now() - interval '1 day'),
		($4, 1, 'RES-3', 'in_place', 'Is so', sec.today() + 15, $2, now() - interval '1 day')`, uuid.New(), x.alan.ID, uuid.New(), uuid.New())
	x.db.Exec(t, `INSERT INTO coordination.finding (partnership_id, item, day, state, freshness, newest, parts, parameters) SELECT 1, item, sec.today() - 1, 'met', fresh, newest, '[]', '[]'
		FROM (VALUES ('RES-1', 'current', sec.today() - 20), ('RES-2', 'ageing', sec.today() - 100), ('RES-3', 'current', sec.today() - 1)) v (item, fresh, newest)`)
	x.db.Exec(t, `INSERT INTO coordination.stream (id, partnership_id, name, funder, pence, ct, additional, confirmed, from_day, to_day, recorded_by) VALUES ($1, 1, 'Grant', 'Home', 100, true, true, true, '2024-01-01', sec.today() + 20, $2)`, uuid.New(), x.priya.ID)
	for n := range 2 {
		m := uuid.New()
		x.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, flags, known_from) VALUES (1, $1, 0, 'meeting', sec.today() - $2::int, NULL, '{}', now()),
			(1, $1, 1, 'attendance', sec.today() - $2::int, $3, '{absent}', now()), (1, $1, 2, 'attendance', sec.today() - $2::int, $4, $5, now())`, m, n+1, sample.Police, sample.Health, []string{[]string{"{absent}", "{came}"}[n]}[0])
	}
	x.db.Exec(t, `INSERT INTO coordination.draft (id, partnership_id, author, kind, content, created_at, updated_at) VALUES ($1, 1, $2, 'meeting', '', now() - interval '25 days', now() - interval '25 days')`, uuid.New(), x.grace.ID)
	return asked
}

func nullable(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func TestEachIsToldOfWhatIsTheirs(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.fill(t)
	for name, tt := range map[string]struct {
		who  access.Actor
		want []string
	}{
		"the charity": {x.tom, []string{"overdue action: Late at the charity", "asked goals: Read and acknowledge version 3 of the goals", "review need_review: Review the need: Who to call at night"}},
		"the health trust": {x.grace, []string{
			"asked goals: Read and acknowledge version 3 of the goals", "asked request: Acknowledge a request: Who to call at night", "soon action: Soon at health",
			"assigned action: New for Grace", "ending draft: Go on with your draft, or let it go",
		}},
		"the manager": {x.alan, []string{
			"asked goals: Read and acknowledge version 3 of the goals", "ending stream: Money ends: Grant",
			"review item_review: Review RES-2: " + terms(t).Wording["RES-2"], "ageing evidence: Newest evidence of RES-1 is about to age: " + terms(t).Wording["RES-1"],
		}},
		"the coordinator": {x.priya, []string{
			"overdue action: Late at the charity", "asked goals: Read and acknowledge version 3 of the goals", "ending stream: Money ends: Grant", "ending agreement: Sharing agreement ISA-04 ends: Partners",
			"review item_review: Review RES-2: " + terms(t).Wording["RES-2"], "review need_review: Review the need: Who to call at night", "review system_review: Review who has access: Case list",
			"review agreement_review: Review sharing agreement ISA-04: Partners", "ageing evidence: Newest evidence of RES-1 is about to age: " + terms(t).Wording["RES-1"], "missed absence: Ask Westmere Police about meetings",
		}},
		"another partnership": {x.abroad, nil},
	} {
		if _, got := x.noticed(t, tt.who); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func TestWhatIsDoneIsNoLongerTold(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	asked := x.fill(t)
	requests := func() []notice.Notice {
		list, _ := x.noticed(t, x.grace)
		return slices.DeleteFunc(list.Now, func(n notice.Notice) bool { return n.What != notice.Request })
	}
	first := requests()
	if len(first) != 1 || first[0].Do != "Acknowledge" || !strings.Contains(first[0].Sub, "Westmere Bridge Street asked Westmere Health") {
		t.Fatalf("got %+v, want one to acknowledge", first)
	}
	in := x.terms(t)
	if _, err := x.acts.Answer(t.Context(), x.grace, asked.Ref, activity.Answer{What: activity.Acknowledging, Day: x.today}.Take(x.grace, 1, in, x.now)); err != nil {
		t.Fatal(err)
	}
	if got := requests(); len(got) != 1 || got[0].Do != "Answer" || got[0].State == first[0].State || got[0].Key != first[0].Key {
		t.Errorf("got %+v, want the same, to be answered now", got)
	}
	if _, err := x.acts.Answer(t.Context(), x.grace, asked.Ref, activity.Answer{What: activity.GivingPart, Day: x.today, Line: x.line, Why: "Names were left out"}.Take(x.grace, 2, in, x.now)); err != nil {
		t.Fatal(err)
	}
	if got := requests(); len(got) != 0 {
		t.Errorf("got %+v, want nothing once it is answered", got)
	}
	for _, away := range []string{`reported_at = now()`, `withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'Twice', reported_at = NULL`} {
		x.db.Exec(t, `UPDATE coordination.activity SET `+away+` WHERE title = 'Board'`)
		for _, who := range []access.Actor{x.tom, x.grace, x.priya} {
			if list, words := x.noticed(t, who); slices.ContainsFunc(list.Now, func(n notice.Notice) bool { return n.What == notice.Action }) {
				t.Errorf("got %v of a record that is hidden, want no action", words)
			}
		}
	}
}

func TestPuttingANoticeAway(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.fill(t)
	store := postgres.Notices{DB: x.acts.DB}
	list, before := x.noticed(t, x.tom)
	away := notice.Away{Key: list.Now[0].Key, State: list.Now[0].State}
	for range 2 { // once more changes nothing
		if err := store.PutAway(t.Context(), x.tom, away); err != nil {
			t.Fatal(err)
		}
	}
	if list, now := x.noticed(t, x.tom); len(now) != len(before)-1 || len(list.Away) != 1 || list.Away[0].Key != away.Key {
		t.Errorf("got %v, want one put away of %v", now, before)
	}
	if list, now := x.noticed(t, x.priya); len(list.Away) != 0 || !slices.Contains(now, before[0]) {
		t.Errorf("got %v, want it there for somebody else", now)
	}
	if err := store.BringBack(t.Context(), x.priya, away.Key); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v bringing back what somebody else put away, want not found", err)
	}
	if err := store.BringBack(t.Context(), x.tom, away.Key); err != nil {
		t.Fatal(err)
	}
	if _, now := x.noticed(t, x.tom); !slices.Equal(now, before) {
		t.Errorf("got %v, want %v", now, before)
	}
	if n := x.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'notice' AND act = 'alter' AND actor = $1`, x.tom.ID.String()); n != 3 {
		t.Errorf("got %d entries in the log, want 3", n)
	}
}

// TestWhoMayNotSeeIsNotTold holds that both locks are asked: the guard, and the
// rows, which are what is left where the guard's answer is old.
func TestWhoMayNotSeeIsNotTold(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.fill(t)
	kit := sample.Member(t, x.db, "Kit Olsen", access.Administrator, 0)
	store := postgres.Notices{DB: x.acts.DB}
	if _, err := store.Known(t.Context(), kit, terms(t), x.today); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for an administrator, want forbidden", err)
	}
	x.db.Exec(t, `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'Left' WHERE account_id = $1`, x.grace.ID, x.priya.ID)
	if _, got := x.noticed(t, x.grace); len(got) != 0 {
		t.Errorf("got %v for somebody whose membership ended, want nothing", got)
	}
	x.db.Exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, x.tom.ID)
	if _, got := x.noticed(t, x.tom); len(got) != 0 {
		t.Errorf("got %v for a disabled account, want nothing", got)
	}
	if err := store.PutAway(t.Context(), x.tom, notice.Away{Key: "action:x", State: "overdue"}); err == nil {
		t.Error("got it put away by a disabled account, want it refused")
	}
}

func TestDraftsOfOutreachAreToldToWhoHoldsIt(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	amara := sample.Member(t, x.db, "Amara Cole", access.Staff, sample.Charity)
	x.db.Exec(t, `INSERT INTO outreach.draft (id, partnership_id, author, kind, content, created_at, updated_at) VALUES ($1, 1, $2, 'engagement', 'name=Tea', now() - interval '25 days', now() - interval '25 days')`, uuid.New(), amara.ID)
	drafts := func(who access.Actor) int {
		list, _ := x.noticed(t, who)
		n := 0
		for _, m := range list.Now {
			if m.What == notice.Draft && m.Strand == access.Outreach && !m.Mine() {
				n++
			}
		}
		return n
	}
	if n := drafts(amara); n != 0 {
		t.Errorf("got %d without a grant, want none", n)
	}
	held := sample.Grant(t, x.db, amara, access.OutreachWorker)
	if n := drafts(held); n != 1 {
		t.Errorf("got %d with a grant, want one", n)
	}
	x.db.Exec(t, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = $2, end_reason = 'Over' WHERE account_id = $1`, amara.ID, x.priya.ID)
	if n := drafts(held); n != 0 {
		t.Errorf("got %d once the grant ended, want none", n)
	}
}

// propose has one of everything that waits for a second person, proposed by priya.
func (x exchange) propose(t *testing.T) {
	t.Helper()
	for _, insert := range []string{
		`INSERT INTO coordination.initiative (id, partnership_id, version, name, starts_on, ends_on, locked_on, reason, proposed_by) VALUES (gen_random_uuid(), 1, 7, 'Safer ways', '2024-01-01', '2030-01-01', '2024-01-02', 'why', $1)`,
		`INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 'RES-1', 'why', $1, now())`,
		`INSERT INTO coordination.pair_list (id, partnership_id, version, from_day, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 3, '2024-01-01', 'why', $1, now())`,
		`INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by) VALUES (gen_random_uuid(), 1, 100, '2031-01-01', '2031-12-31', 'why', $1)`,
	} {
		x.db.Exec(t, insert, x.priya.ID)
	}
	x.db.Exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by, decided_by, decided_at, approved, recall, recall_by, recall_at, recall_why)
		VALUES (gen_random_uuid(), 1, 100, '2030-01-01', '2030-12-31', 'why', $1, $2, now(), true, 'proposed', $1, now(), 'why')`, x.priya.ID, x.alan.ID)
	for _, holder := range []uuid.UUID{x.tom.ID, x.alan.ID} {
		x.db.Exec(t, `INSERT INTO identity.grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, proposed_by)
			VALUES (gen_random_uuid(), $1, 1, 'intelligence', 'intelligence_officer', sec.today(), sec.today() + 30, 'why', $2)`, holder, x.priya.ID)
	}
}

// What waits for a second person is told to who may decide and did not propose
// it, on both pages the same; a mail knows nothing of roles.
func TestProposalsAreToldToWhoMayDecide(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.propose(t)
	want := []string{
		"decision ceiling: Approve or refuse a ceiling of costs", "decision ceiling_recall: Approve or refuse that a ceiling of costs is withdrawn", "decision grant: Approve or refuse a role",
		"decision initiative: Approve or refuse version 7 of the initiative", "decision pairs: Approve or refuse version 3 of the pairs that have to share", "decision threshold: Approve or refuse thresholds of RES-1",
	}
	decisions := func(words []string) []string {
		return slices.DeleteFunc(words, func(w string) bool { return !strings.HasPrefix(w, "decision ") })
	}
	for name, tt := range map[string]struct {
		who  access.Actor
		want []string
	}{"the manager": {x.alan, want}, "who proposed it": {x.priya, nil}, "the charity": {x.tom, nil}, "another partnership": {x.abroad, nil}} {
		_, words := x.noticed(t, tt.who)
		if got := decisions(words); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
	store := postgres.Notices{DB: x.acts.DB}
	all, err := store.Proposals(t.Context(), x.alan)
	if err != nil || len(all) != len(want) {
		t.Errorf("got %d proposals (%v), want the %d of the notices", len(all), err, len(want))
	}
	known, err := postgres.NewOutbox(x.acts.DB).Told(t.Context(), x.alan, terms(t), x.today)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range known.Matters {
		if m.What == notice.Grant || m.Strand != access.Coordination {
			t.Errorf("got %s of %s for a mail, want coordination alone", m.What, m.Strand)
		}
	}
	x.db.Exec(t, `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'Left' WHERE account_id = $1`, x.alan.ID, x.priya.ID)
	if all, err := store.Proposals(t.Context(), x.alan); err != nil || len(all) != 0 {
		t.Errorf("got %d proposals (%v) for a manager whose membership ended, want none", len(all), err)
	}
	kit := sample.Member(t, x.db, "Kit Olsen", access.Administrator, 0)
	if _, err := store.Proposals(t.Context(), kit); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for an administrator, want forbidden", err)
	}
}

// What is asked and still missing is told to who may give it, until they do. A
// mail has what coordination asks for alone.
func TestWhatIsMissingIsToldUntilItIsGiven(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	const attest, funding = "asked attestation: Attest that intelligence and outreach are kept apart", "decision funding: Decide on a request for funding by Westmere Bridge Street"
	told := func(who access.Actor, what notice.What) []string {
		_, words := x.noticed(t, who)
		return slices.DeleteFunc(words, func(w string) bool { return !strings.Contains(w, " "+string(what)+": ") })
	}
	expect := func(name string, who access.Actor, what notice.What, want ...string) {
		t.Helper()
		if got := told(who, what); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	joy := sample.Grant(t, x.db, sample.Member(t, x.db, "Joy Bell", access.Staff, sample.Charity), access.OutreachLead)
	attested := func(who access.Actor, in access.Strand) {
		t.Helper()
		a := partnership.Attestation{ID: uuid.New(), Quarter: partnership.QuarterOf(x.today), Note: "Elsewhere", By: who.ID, At: x.now}
		if err := (postgres.Partnerships{DB: x.acts.DB}).Attest(t.Context(), who, in, partnership.Attest(a, 3)); err != nil {
			t.Fatal(err)
		}
	}

	expect("the manager, where intelligence is kept here", x.alan, notice.Attestation)
	x.db.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1 AND strand = 'intelligence'`)
	expect("the manager, where it is not", x.alan, notice.Attestation, attest)
	expect("the coordinator", x.priya, notice.Attestation)
	expect("the outreach lead", joy, notice.Attestation, attest)
	known, err := postgres.NewOutbox(x.acts.DB).Told(t.Context(), joy, terms(t), x.today)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(known.Matters, func(m notice.Matter) bool { return m.Strand != access.Coordination }) {
		t.Errorf("got %+v for a mail, want coordination alone", known.Matters)
	}
	attested(joy, access.Outreach)
	expect("the outreach lead, who attested", joy, notice.Attestation)
	expect("the manager, for whom nobody did", x.alan, notice.Attestation, attest)
	attested(x.alan, access.Coordination)
	expect("the manager, who attested", x.alan, notice.Attestation)

	q := partnership.FundingRequest{ID: uuid.New(), Agency: sample.Charity, What: "A room", Support: partnership.InKind, Asked: x.today, AskedBy: x.priya.ID}
	if err := (postgres.Partnerships{DB: x.acts.DB}).AskFunding(t.Context(), x.priya, q); err != nil {
		t.Fatal(err)
	}
	expect("the manager", x.alan, notice.Funding, funding)
	expect("who recorded it", x.priya, notice.Funding)
	expect("who asked", x.tom, notice.Funding)
	if waiting, err := (postgres.Notices{DB: x.acts.DB}).Proposals(t.Context(), x.alan); err != nil || len(waiting) != 1 || waiting[0].What != notice.Funding {
		t.Errorf("got %+v (%v) for the first page, want the request", waiting, err)
	}
	x.db.Exec(t, `UPDATE coordination.funding_request SET corrected_by = $1 WHERE id = $2`, x.alan.ID, q.ID)
	expect("the manager, having put it right", x.alan, notice.Funding)
	x.db.Exec(t, `UPDATE coordination.funding_request SET corrected_by = $1 WHERE id = $2`, x.priya.ID, q.ID)
	expect("the manager, having put it right before somebody else did", x.alan, notice.Funding)
	x.db.Exec(t, `UPDATE coordination.funding_request SET struck_at = now(), struck_by = $1, struck_why = 'Twice' WHERE id = $2`, x.priya.ID, q.ID)
	expect("the manager, once it is struck", x.alan, notice.Funding)
	x.db.Exec(t, `UPDATE coordination.funding_request SET struck_at = NULL, struck_by = NULL, struck_why = NULL, decided_on = sec.today(), decided_by = $1, outcome = 'refused', why = 'No' WHERE id = $2`, x.tom.ID, q.ID)
	expect("the manager, once it is decided", x.alan, notice.Funding)
}

// A notice of the pulse tells its reader what they may know of themselves, that
// their link waits, and nobody who answered.
func TestANoticeOfThePulseTellsNotWhoAnswered(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	c := clinic{x.desk, postgres.Health{DB: x.acts.DB}, x.today}
	r, tokens := c.open(t, 4)
	all := func() string {
		var b strings.Builder
		for n, who := range []access.Actor{x.tom, x.grace, x.priya, x.alan} {
			_, words := x.noticed(t, who)
			for _, w := range words {
				if strings.Contains(w, " pulse: ") {
					b.WriteString([]string{"tom ", "grace ", "priya ", "alan "}[n] + w + "\n")
				}
			}
		}
		return b.String()
	}
	const link, agency = " asked pulse: Take your link and answer the pulse\n", " soon pulse: See that your agency answers the pulse\n"
	if got, want := all(), "tom"+link+"grace"+link; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	mine := secret.NewToken()
	if err := c.health.TakeLink(t.Context(), x.tom, r.ID, mine, c.today); err != nil {
		t.Fatal(err)
	}
	before := all()
	if want := "grace" + link; before != want {
		t.Errorf("got\n%swant\n%s", before, want)
	}
	for _, token := range append(tokens, mine) {
		if err := c.answer(t, token, 3); err != nil {
			t.Fatal(err)
		}
		if got := all(); got != before {
			t.Errorf("got after an answer\n%swant what was told before\n%s", got, before)
		}
	}
	x.db.Exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) SELECT gen_random_uuid(), 1, $1, 'Tom Okafor'`, sample.Charity)
	x.db.Exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, from_day) SELECT gen_random_uuid(), 1, $1, id, '2024-01-01' FROM coordination.person WHERE agency_id = $1 LIMIT 1`, sample.Charity)
	x.db.Exec(t, `UPDATE coordination.pulse_round SET closes_on = sec.today() + 7`)
	if got, want := all(), "tom"+agency+"grace"+link; got != want {
		t.Errorf("got in the last week\n%swant\n%s", got, want)
	}
	x.db.Exec(t, `UPDATE coordination.pulse_round SET opens_on = sec.today() + 1`)
	if got := all(); got != "" {
		t.Errorf("got before it opens\n%swant nothing", got)
	}
}

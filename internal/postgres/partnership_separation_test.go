package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

func TestAttestationsStayInTheirStrand(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	joy := sample.Member(t, s.db, "Joy Bell", access.OutreachLead, sample.Charity)
	amara := sample.Member(t, s.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	helen := sample.Member(t, s.db, "Helen Marsh", access.IntelligenceLead, sample.Police)
	attest := func(who access.Actor) access.Change[partnership.Attestations] {
		return partnership.Attest(partnership.Attestation{ID: uuid.New(), Quarter: partnership.QuarterOf(s.now), Note: "Elsewhere", By: who.ID, At: s.now}, 3)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		in   access.Strand
		want error
	}{
		{"the outreach lead", joy, access.Outreach, nil},
		{"the intelligence lead", helen, access.Intelligence, nil},
		{"an outreach worker", amara, access.Outreach, fault.Forbidden},
		{"the outreach lead on the other side", joy, access.Intelligence, fault.Forbidden},
		{"the coordinator", s.priya, access.Coordination, fault.Forbidden},
		{"the manager, where intelligence is kept here", s.alan, access.Coordination, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.Attest(t.Context(), tt.who, tt.in, attest(tt.who)); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	if all, err := s.store.Attestations(t.Context(), amara, access.Outreach); err != nil || len(all.All) != 1 || all.All[0].By != joy.ID || !all.Here {
		t.Errorf("got %+v and %v, want the lead's", all, err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'attestation' AND did = 'separation.attest' AND strand IN ('outreach', 'intelligence')`); n != 2 {
		t.Errorf("got %d entries in the log, want one in each strand", n)
	}
	err := s.acts.As(t.Context(), joy, access.Outreach, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO attestation (id, partnership_id, quarter, wording, by, at) VALUES (gen_random_uuid(), 1, '2025-10-01', 1, ?, now())`, helen.ID).Error
	})
	if err == nil {
		t.Error("got an attestation in somebody else's name, want it refused")
	}
}

// attested puts an attestation where a lead would have made it at the moment.
func (s standing) attested(t *testing.T, in access.Strand, partnership int, at time.Time) {
	t.Helper()
	s.db.Exec(t, `INSERT INTO `+string(in)+`.attestation (id, partnership_id, quarter, wording, by, at) VALUES (gen_random_uuid(), $1, date_trunc('quarter', $2::timestamptz), 1, gen_random_uuid(), $2)`, partnership, at)
}

func TestTheSeparationIsPublishedOnceAsItStoodWhenTheMonthBegan(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	month := time.Date(s.now.Year(), s.now.Month(), 1, 0, 0, 0, 0, time.UTC)
	before := func(days int) time.Time { return month.AddDate(0, 0, -days).Add(12 * time.Hour) }
	s.db.Exec(t, `UPDATE shared.partnership SET created_at = '2024-01-01'`)
	sample.Another(t, s.db, 3) // begun after the month: nothing is published of it
	s.db.Exec(t, `UPDATE shared.partnership SET created_at = now() WHERE id = 3`)
	s.db.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 2 AND strand = 'intelligence'`)
	s.attested(t, access.Outreach, 1, before(40))
	s.attested(t, access.Outreach, 1, before(2))
	s.attested(t, access.Outreach, 1, month.Add(12*time.Hour)) // too late for this month
	s.attested(t, access.Intelligence, 1, before(1))
	s.attested(t, access.Coordination, 1, before(1)) // by nobody who is asked
	s.attested(t, access.Coordination, 2, before(3))
	for n, found := range []int{0, 2, 0} {
		s.db.Exec(t, `INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly) VALUES (gen_random_uuid(), 1, 'wall', $1::timestamptz, ($1::timestamptz)::date, $2, true)`, before(2-n), found)
	}
	service := postgres.Service{DB: s.acts.DB}
	for _, want := range []int{2, 0} {
		if n, err := service.PublishSeparation(t.Context(), month); err != nil || n != want {
			t.Fatalf("got %d published and %v, want %d", n, err, want)
		}
	}
	s.attested(t, access.Intelligence, 1, before(0).Add(-24*time.Hour))
	if n, err := service.PublishSeparation(t.Context(), month); err != nil || n != 0 {
		t.Fatalf("got %d published and %v after more was attested, want none", n, err)
	}
	published, err := s.store.Separations(t.Context(), s.tom)
	if err != nil || len(published) != 1 {
		t.Fatalf("got %+v and %v, want the one month", published, err)
	}
	got := published[0]
	day := func(days int) time.Time { return month.AddDate(0, 0, -days) }
	if !got.Month.Equal(month) || got.People != 0 || got.Elsewhere || !got.Tested.Equal(day(1)) || got.TestFound != 2 ||
		!got.Community.Equal(day(2)) || !got.Intelligence.Equal(day(1)) || !got.Manager.IsZero() {
		t.Errorf("got %+v, want the newest of each before %s, and nothing of the manager", got, month)
	}
	elsewhere, err := s.store.Separations(t.Context(), s.abroad)
	if err != nil || len(elsewhere) != 1 || !elsewhere[0].Elsewhere || !elsewhere[0].Manager.Equal(day(3)) || !elsewhere[0].Tested.IsZero() || !elsewhere[0].Community.IsZero() {
		t.Errorf("got %+v and %v, want the manager's word where intelligence is kept elsewhere", elsewhere, err)
	}
	for kind, want := range map[fact.Kind]int{fact.Separation: 2, fact.SelfTest: 1, fact.Attested: 3} {
		if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = $1`, string(kind)); n != want {
			t.Errorf("%s: got %d facts, want %d", kind, n, want)
		}
	}
	s.identical(t)
	if _, err := service.PublishSeparation(t.Context(), month.AddDate(0, 1, 0)); err == nil {
		t.Error("got a month published that has not begun, want the database to refuse")
	}
}

func TestNothingIsPublishedBeforeEverySideHandedIn(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	month := time.Date(s.now.Year(), s.now.Month(), 1, 0, 0, 0, 0, time.UTC)
	s.db.Exec(t, `UPDATE shared.partnership SET created_at = '2024-01-01'`)
	s.db.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 2`)
	cfg := s.db.Config
	cfg.URLs = map[access.Strand]string{}
	for _, in := range []access.Strand{access.Coordination, access.Outreach, access.Identity} {
		cfg.URLs[in] = s.db.Config.URLs[in]
	}
	part, err := postgres.Open(t.Context(), cfg, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	if n, err := (postgres.Service{DB: part}).PublishSeparation(t.Context(), month); err != nil || n != 1 {
		t.Errorf("got %d published and %v by a process without intelligence, want only the partnership that uses none", n, err)
	}
	if n, err := (postgres.Service{DB: s.acts.DB}).PublishSeparation(t.Context(), month); err != nil || n != 1 {
		t.Errorf("got %d published and %v once every side had handed in, want the other", n, err)
	}
}

// TestWhoeverHoldsBothSidesIsCounted takes the rule on grants away, as nobody
// of the service can, since with it there is nobody to count.
func TestWhoeverHoldsBothSidesIsCounted(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	month := time.Date(s.now.Year(), s.now.Month(), 1, 0, 0, 0, 0, time.UTC)
	s.db.Exec(t, `UPDATE shared.partnership SET created_at = '2024-01-01'`)
	s.db.Exec(t, `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_sides`)
	long, soon := month.AddDate(0, -2, 0), month.AddDate(0, 6, 0)
	both := sample.Member(t, s.db, "Bo Both", access.Staff, sample.Police)
	sample.GrantFor(t, s.db, both, access.OutreachWorker, long, soon)
	sample.GrantFor(t, s.db, both, access.CaseWorker, long, soon)
	sample.GrantFor(t, s.db, both, access.IntelligenceOfficer, long, soon)
	cooling := sample.Member(t, s.db, "Cal Cooling", access.Staff, sample.Police)
	used := sample.GrantFor(t, s.db, cooling, access.OutreachWorker, long.AddDate(0, -2, 0), long)
	s.db.Exec(t, `ALTER TABLE identity.strand_grant DISABLE TRIGGER ALL; UPDATE identity.strand_grant SET first_used_on = from_day WHERE id = '`+used.String()+`'`)
	sample.GrantFor(t, s.db, cooling, access.IntelligenceOfficer, long.AddDate(0, 0, 7), soon)
	unused := sample.Member(t, s.db, "Una Unused", access.Staff, sample.Police)
	sample.GrantFor(t, s.db, unused, access.OutreachWorker, long.AddDate(0, -2, 0), long)
	sample.GrantFor(t, s.db, unused, access.IntelligenceOfficer, long.AddDate(0, 0, 7), soon)
	if n, err := (postgres.Service{DB: s.acts.DB}).PublishSeparation(t.Context(), month); err != nil || n != 2 {
		t.Fatalf("got %d published and %v, want 2", n, err)
	}
	published, err := s.store.Separations(t.Context(), s.tom)
	if err != nil || len(published) != 1 || published[0].People != 2 {
		t.Errorf("got %+v and %v, want the one who holds both sides and the one who is cooling off", published, err)
	}
	s.identical(t)
}

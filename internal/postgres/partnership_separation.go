package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

const (
	selfTestColumns   = `id, what, at, on_day, found, nightly`
	separationColumns = `id, month, people, elsewhere, tested_on, test_found, community_on, intelligence_on, manager_on, published_at`

	// The newest of each, as many as a year has of the wall's and the log's together.
	selfTestsOf   = `SELECT ` + selfTestColumns + ` FROM self_test WHERE partnership_id = $1 AND what = $2 ORDER BY at DESC, id LIMIT 40`
	separationsOf = `SELECT ` + separationColumns + ` FROM separation WHERE partnership_id = $1 ORDER BY month DESC LIMIT 40`

	exceptionColumns = `separation_id, from_day, to_day, proposed_by, approved_by`
	exceptionsOf     = `SELECT ` + exceptionColumns + ` FROM separation_exception WHERE partnership_id = $1 AND separation_id = ANY ($2) ORDER BY separation_id, place`

	rebuildSelfTests   = `SELECT ` + selfTestColumns + ` FROM self_test WHERE partnership_id = $1 AND id = ANY ($2)`
	rebuildSeparations = `SELECT ` + separationColumns + ` FROM separation WHERE partnership_id = $1 AND id = ANY ($2)`
)

type selfTestRow struct {
	ID      uuid.UUID
	What    string
	At      time.Time
	OnDay   time.Time
	Found   int
	Nightly bool
}

func (r selfTestRow) read() partnership.SelfTest {
	return partnership.SelfTest{ID: r.ID, What: partnership.Tested(r.What), At: r.At.UTC(), Day: midnight(r.OnDay), Found: r.Found, Nightly: r.Nightly}
}

type separationRow struct {
	ID             uuid.UUID
	Month          time.Time
	People         int
	Elsewhere      bool
	TestedOn       *time.Time
	TestFound      *int
	CommunityOn    *time.Time
	IntelligenceOn *time.Time
	ManagerOn      *time.Time
	PublishedAt    time.Time
}

func (r separationRow) read() partnership.Separation {
	return partnership.Separation{
		ID: r.ID, Month: midnight(r.Month), People: r.People, Elsewhere: r.Elsewhere, Tested: midnight(deref(r.TestedOn)), TestFound: deref(r.TestFound),
		Community: midnight(deref(r.CommunityOn)), Intelligence: midnight(deref(r.IntelligenceOn)), Manager: midnight(deref(r.ManagerOn)), Published: r.PublishedAt.UTC(),
	}
}

type exceptionRow struct {
	SeparationID uuid.UUID
	FromDay      time.Time
	ToDay        time.Time
	ProposedBy   uuid.UUID
	ApprovedBy   uuid.UUID
}

func (r exceptionRow) read() partnership.Exception {
	return partnership.Exception{From: midnight(r.FromDay), To: midnight(r.ToDay), ProposedBy: r.ProposedBy, ApprovedBy: r.ApprovedBy}
}

// SelfTests implements partnership.SeparationStore.
func (s Partnerships) SelfTests(ctx context.Context, who access.Actor, of partnership.Tested) ([]partnership.SelfTest, error) {
	rows, err := query[selfTestRow](ctx, s.DB, who, access.Coordination, selfTestsOf, who.Partnership, string(of))
	return readAll(rows, selfTestRow.read), err
}

// Separations implements partnership.SeparationStore.
func (s Partnerships) Separations(ctx context.Context, who access.Actor) ([]partnership.Separation, error) {
	rows, err := query[separationRow](ctx, s.DB, who, access.Coordination, separationsOf, who.Partnership)
	if err != nil {
		return nil, err
	}
	published := readAll(rows, separationRow.read)
	ids := make([]uuid.UUID, len(published))
	for i, p := range published {
		ids[i] = p.ID
	}
	exceptions, err := query[exceptionRow](ctx, s.DB, who, access.Coordination, exceptionsOf, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	for _, x := range exceptions {
		i := slices.Index(ids, x.SeparationID)
		published[i].Exceptions = append(published[i].Exceptions, x.read())
	}
	return published, nil
}

// separations makes again what tests of the log and publications of the
// separation have left, each of which is known from when it was made.
func (r *rebuild) separations(ctx context.Context, ids []uuid.UUID, made map[uuid.UUID]fact.Ledger) error {
	var t selfTestRow
	err := r.each(ctx, rebuildSelfTests, ids, []any{&t.ID, &t.What, &t.At, &t.OnDay, &t.Found, &t.Nightly}, func() error {
		made[t.ID] = made[t.ID].Set(t.At, t.read().Facts())
		return nil
	})
	if err != nil {
		return err
	}
	var x exceptionRow
	exceptions := map[uuid.UUID][]partnership.Exception{}
	err = r.each(ctx, exceptionsOf, ids, []any{&x.SeparationID, &x.FromDay, &x.ToDay, &x.ProposedBy, &x.ApprovedBy}, func() error {
		exceptions[x.SeparationID] = append(exceptions[x.SeparationID], x.read())
		return nil
	})
	if err != nil {
		return err
	}
	var s separationRow
	into := []any{&s.ID, &s.Month, &s.People, &s.Elsewhere, &s.TestedOn, &s.TestFound, &s.CommunityOn, &s.IntelligenceOn, &s.ManagerOn, &s.PublishedAt}
	return r.each(ctx, rebuildSeparations, ids, into, func() error {
		of := s.read()
		of.Exceptions = exceptions[s.ID]
		made[s.ID] = made[s.ID].Set(s.PublishedAt, of.Facts())
		return nil
	})
}

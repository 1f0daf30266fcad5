package postgres

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

// The registers of a partnership's agencies and of who stands for them.
const (
	agencies        = "agency"
	representatives = "representative"
)

// mostOutsiders is how many agencies may be chosen from.
const mostOutsiders = 500

// Agencies, which every partnership may know.
const (
	outsidersOn = `SELECT a.id, a.slug, a.name, a.short, a.kind FROM agency a
		WHERE NOT EXISTS (SELECT FROM partnership_agency m WHERE m.partnership_id = $1 AND m.agency_id = a.id AND (m.left_on IS NULL OR m.left_on >= $2))
		ORDER BY lower(a.name), a.id LIMIT $3`
	agencyBySlug = `SELECT id, slug, name, short, kind FROM agency WHERE slug = ?`
	agencyByID   = `SELECT id, slug, name, short, kind FROM agency WHERE id = ?`
	agencyByName = `SELECT id, slug, name, short, kind FROM agency WHERE lower(name) = lower(?) LIMIT 1`
	addAgency    = `SELECT shared.add_agency(?, ?, ?, ?)`
)

// A seat: each time the agency took part, and those who stood for it. The
// first statement locks what the rules are asked of, and what follows sees it
// as it then is.
const (
	spellsOf = `SELECT joined_on, left_on, left_reason, merged_into, handover, source FROM partnership_agency
		WHERE partnership_id = ? AND agency_id = ? ORDER BY joined_on DESC`
	lockSpells = spellsOf + ` FOR UPDATE`
	peopleOf   = `SELECT r.id, r.agency_id, r.person_id, n.name, r.deputy, r.from_day, r.to_day, r.left_why, r.handover
		FROM representative r JOIN person n ON n.partnership_id = r.partnership_id AND n.id = r.person_id
		WHERE r.partnership_id = ? AND r.agency_id = ? ORDER BY r.from_day DESC, r.deputy, n.name, r.id`

	insertSpell = `INSERT INTO partnership_agency (partnership_id, agency_id, joined_on, source) VALUES (?, ?, ?, ?)`
	changeSpell = `UPDATE partnership_agency SET joined_on = ?, source = ?, left_on = ?, left_reason = ?, merged_into = ?, handover = ?
		WHERE partnership_id = ? AND agency_id = ? AND joined_on = ?`
	insertPerson = `INSERT INTO person (id, partnership_id, agency_id, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`
	personByName = `SELECT id, name FROM person WHERE partnership_id = ? AND agency_id = ? AND name_key = lower(btrim(?))`
	insertStand  = `INSERT INTO representative (id, partnership_id, agency_id, person_id, deputy, from_day, to_day, left_why, handover) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	changeStand  = `UPDATE representative SET from_day = ?, to_day = ?, left_why = ?, handover = ? WHERE partnership_id = ? AND id = ?`
	dropStand    = `DELETE FROM representative WHERE partnership_id = ? AND id = ?`

	correctAgency = `SELECT shared.correct_agency(?, ?, ?, ?)`
	requestsBy    = fundingRequestsOf + ` AND q.agency_id = ? ORDER BY q.id FOR UPDATE OF q`
)

type agencyRow struct {
	ID                      int
	Slug, Name, Short, Kind string
}

func (r agencyRow) read() partnership.Agency { return partnership.Agency(r) }

type spellRow struct {
	JoinedOn   time.Time
	LeftOn     *time.Time
	LeftReason *string
	MergedInto *int
	Handover   bool
	Source     *uuid.UUID
}

type standRow struct {
	ID       uuid.UUID
	AgencyID int
	PersonID uuid.UUID
	Name     string
	Deputy   bool
	FromDay  time.Time
	ToDay    *time.Time
	LeftWhy  *string
	Handover bool
}

func (r standRow) read() partnership.Representative {
	return partnership.Representative{
		ID: r.ID, Agency: r.AgencyID, Person: partnership.Person{ID: r.PersonID, Name: r.Name}, Deputy: r.Deputy,
		From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), LeftWhy: deref(r.LeftWhy), Handover: r.Handover,
	}
}

// Outsiders implements partnership.Store.
func (s Partnerships) Outsiders(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Agency, error) {
	rows, err := query[agencyRow](ctx, s.DB, who, access.Coordination, outsidersOn, who.Partnership, day, mostOutsiders)
	if err != nil {
		return nil, err
	}
	all := make([]partnership.Agency, len(rows))
	for i, r := range rows {
		all[i] = r.read()
	}
	return all, nil
}

// Seat implements partnership.Store.
func (s Partnerships) Seat(ctx context.Context, who access.Actor, slug string) (partnership.Seat, error) {
	var seat partnership.Seat
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		agency, err := sole[agencyRow](tx, agencyBySlug, slug)
		if err != nil {
			return err
		}
		seat, err = findSeat(tx, who.Partnership, agency.read(), spellsOf)
		if err == nil && len(seat.Spells) == 0 {
			return fault.Missing()
		}
		return err
	})
	if err != nil {
		return partnership.Seat{}, err
	}
	return seat, nil
}

// findSeat reads the times of taking part by spells, which may lock them.
func findSeat(tx *gorm.DB, of int, agency partnership.Agency, spells string) (partnership.Seat, error) {
	seat := partnership.Seat{Partnership: of, Agency: agency}
	var times []spellRow
	if err := tx.Raw(spells, of, agency.ID).Scan(&times).Error; err != nil {
		return seat, err
	}
	var people []standRow
	if err := tx.Raw(peopleOf, of, agency.ID).Scan(&people).Error; err != nil {
		return seat, err
	}
	for _, r := range times {
		seat.Spells = append(seat.Spells, partnership.Partner{
			Agency: agency, Joined: midnight(r.JoinedOn), Left: midnight(deref(r.LeftOn)), LeftReason: deref(r.LeftReason),
			MergedInto: deref(r.MergedInto), Handover: r.Handover, Kept: deref(r.Source),
		})
	}
	for _, r := range people {
		seat.People = append(seat.People, r.read())
	}
	return seat, nil
}

// Join implements partnership.Store.
func (s Partnerships) Join(ctx context.Context, who access.Actor, a partnership.Agency, ch access.Change[partnership.Seat]) (partnership.Agency, error) {
	var joined partnership.Agency
	err := s.keep(ctx, who, ch.Do, a.ID, func(tx *gorm.DB) (kept, error) {
		var err error
		if joined, err = knowAgency(tx, a); err != nil {
			return kept{}, err
		}
		return s.changeSeat(tx, who, joined, ch)
	})
	if err != nil {
		return partnership.Agency{}, overlapping(err)
	}
	return joined, nil
}

// knowAgency finds the agency by its number, or adds it where it has none.
func knowAgency(tx *gorm.DB, a partnership.Agency) (partnership.Agency, error) {
	if a.ID != 0 {
		row, err := sole[agencyRow](tx, agencyByID, a.ID)
		if err != nil {
			return a, fault.At("agency", "Select an agency from the list")
		}
		return row.read(), nil
	}
	var same []agencyRow
	if err := tx.Raw(agencyByName, a.Name).Scan(&same).Error; err != nil {
		return a, err
	}
	if len(same) > 0 {
		return a, fault.At("name", same[0].Name+" is known already. Choose it from the list, or go to its page if it takes part")
	}
	return newAgency(tx, a)
}

// slugTries is how many agencies of one name there may be.
const slugTries = 50

// newAgency adds the agency under the first free one of its slugs. Each try is
// undone alone where somebody has the slug.
func newAgency(tx *gorm.DB, a partnership.Agency) (partnership.Agency, error) {
	var err error
	for n := 1; n <= slugTries; n++ {
		a.Slug = partnership.Slug(a.Name, n)
		err = tx.Transaction(func(tx *gorm.DB) error {
			return tx.Raw(addAgency, a.Slug, a.Name, a.Short, a.Kind).Row().Scan(&a.ID)
		})
		if codeOf(err) != "23505" {
			return a, err
		}
	}
	return a, err
}

// ChangeSeat implements partnership.Store.
func (s Partnerships) ChangeSeat(ctx context.Context, who access.Actor, slug string, ch access.Change[partnership.Seat]) error {
	seat, err := s.Seat(ctx, who, slug)
	if err != nil {
		return err
	}
	return overlapping(s.keep(ctx, who, ch.Do, seat.Agency.ID, func(tx *gorm.DB) (kept, error) {
		return s.changeSeat(tx, who, seat.Agency, ch)
	}))
}

// changeSeat applies ch to the seat, which stays locked, and writes what it
// changed. Each thing done is a line of history with the facts of what it was
// done to; the main one is left to keep.
func (s Partnerships) changeSeat(tx *gorm.DB, who access.Actor, agency partnership.Agency, ch access.Change[partnership.Seat]) (kept, error) {
	seat, err := findSeat(tx, who.Partnership, agency, lockSpells)
	if err != nil {
		return kept{}, err
	}
	was := partnership.Seat{Spells: slices.Clone(seat.Spells), People: slices.Clone(seat.People)}
	if err := ch.Apply(&seat); err != nil {
		return kept{}, err
	}
	if err := s.renameAgency(tx, who, agency, seat.Agency); err != nil {
		return kept{}, err
	}
	for _, r := range was.People {
		if _, err := seat.Person(r.ID); err != nil {
			if err := exactly(tx.Exec(dropStand, who.Partnership, r.ID)); err != nil {
				return kept{}, err
			}
		}
	}
	for _, p := range seat.Spells {
		if err := saveSpell(tx, who.Partnership, p, was.Spells); err != nil {
			return kept{}, err
		}
	}
	// Who stops is written before who begins, so that the two never overlap.
	for i := range slices.Backward(seat.People) {
		if err := saveStand(tx, who.Partnership, &seat.People[i], was.People); err != nil {
			return kept{}, err
		}
	}
	act, now := audit.Alter, s.now()
	if len(seat.Spells)+len(seat.People) > len(was.Spells)+len(was.People) {
		act = audit.Collect
	}
	var all []kept
	for _, c := range seat.Did {
		k := kept{act: act, register: representatives, on: c.On, said: c.Said, why: c.Why, facts: seat.Facts(c)}
		if slices.ContainsFunc(seat.Spells, func(p partnership.Partner) bool { return p.Source(who.Partnership) == c.On }) {
			k.register = agencies
		}
		all = append(all, k)
	}
	for _, k := range all[1:] {
		if err := leave(tx, who, now, k); err != nil {
			return kept{}, err
		}
	}
	return all[0], nil
}

// saveSpell writes a time of taking part where it is new or was changed.
func saveSpell(tx *gorm.DB, of int, p partnership.Partner, was []partnership.Partner) error {
	i := slices.IndexFunc(was, func(o partnership.Partner) bool { return o.Source(of) == p.Source(of) })
	switch {
	case i < 0:
		return tx.Exec(insertSpell, of, p.Agency.ID, p.Joined, orNull(p.Kept)).Error
	case was[i].Left.Equal(p.Left) && was[i].Joined.Equal(p.Joined):
		return nil
	}
	return exactly(tx.Exec(changeSpell, p.Joined, orNull(p.Kept), orNull(p.Left), orNull(p.LeftReason), orNull(p.MergedInto), p.Handover, of, p.Agency.ID, was[i].Joined))
}

// renameAgency writes what an agency is rightly called and what kind it is,
// where that was put right, and tells the rules of the kind: facts of what it
// asked for say whether it is a community one.
func (s Partnerships) renameAgency(tx *gorm.DB, who access.Actor, was, is partnership.Agency) error {
	if was == is {
		return nil
	}
	var same []agencyRow
	if err := tx.Raw(agencyByName, is.Name).Scan(&same).Error; err != nil {
		return err
	}
	if len(same) > 0 && same[0].ID != is.ID {
		return fault.At("name", same[0].Name+" is the name of another agency")
	}
	var done bool
	if err := tx.Raw(correctAgency, is.ID, is.Name, is.Short, is.Kind).Row().Scan(&done); err != nil {
		return err
	}
	if !done {
		return fault.At("name", "Another partnership knows this agency too, so its name and kind cannot be changed here")
	}
	if was.Kind == is.Kind {
		return nil
	}
	var asked []fundingRequestRow
	if err := tx.Raw(requestsBy, who.Partnership, is.ID).Scan(&asked).Error; err != nil {
		return err
	}
	for _, r := range asked {
		k := kept{register: "funding_request", on: r.ID, said: "Put right. The agency that asks is of another kind: " + is.KindName(), facts: r.read().Facts()}
		if err := leave(tx, who, s.now(), k); err != nil {
			return err
		}
	}
	return nil
}

// saveStand writes somebody's time of standing for the agency where it is new
// or was changed, and tells who they are.
func saveStand(tx *gorm.DB, of int, r *partnership.Representative, was []partnership.Representative) error {
	i := slices.IndexFunc(was, func(o partnership.Representative) bool { return o.ID == r.ID })
	switch {
	case i >= 0 && was[i] == *r:
		return nil
	case i >= 0:
		return exactly(tx.Exec(changeStand, r.From, orNull(r.To), orNull(r.LeftWhy), r.Handover, of, r.ID))
	}
	var err error
	if r.Person, err = knowPerson(tx, of, r.Agency, r.Person.Name); err != nil {
		return err
	}
	return tx.Exec(insertStand, r.ID, of, r.Agency, r.Person.ID, r.Deputy, r.From, orNull(r.To), orNull(r.LeftWhy), r.Handover).Error
}

// knowPerson finds who comes for the agency under the name, or adds them.
func knowPerson(tx *gorm.DB, of, agency int, name string) (partnership.Person, error) {
	if err := tx.Exec(insertPerson, uuid.New(), of, agency, name).Error; err != nil {
		return partnership.Person{}, err
	}
	type row struct {
		ID   uuid.UUID
		Name string
	}
	found, err := sole[row](tx, personByName, of, agency, name)
	return partnership.Person(found), err
}

// seatChanges is the history of everything that belongs to one seat.
const seatChanges = `SELECT on_id, at, by, said, why FROM standing_change WHERE partnership_id = $1 AND on_id = ANY ($2::uuid[]) ORDER BY at DESC, id LIMIT 500`

// SeatChanges implements partnership.Store.
func (s Partnerships) SeatChanges(ctx context.Context, who access.Actor, seat partnership.Seat) ([]partnership.Change, error) {
	var on []string
	for _, p := range seat.Spells {
		on = append(on, p.Source(who.Partnership).String())
	}
	for _, r := range seat.People {
		on = append(on, r.ID.String())
	}
	rows, err := query[changeRow](ctx, s.DB, who, access.Coordination, seatChanges, who.Partnership, on)
	return readChanges(rows), err
}

// exactly is the error of a statement that was to change one row.
func exactly(res *gorm.DB) error {
	if res.Error == nil && res.RowsAffected != 1 {
		return changed()
	}
	return res.Error
}

// overlapping says at its field what a constraint refuses: somebody else
// recorded a period at the same moment.
func overlapping(err error) error {
	var pg *pgconn.PgError
	switch {
	case !errors.As(err, &pg):
		return err
	case pg.ConstraintName == "representative_one":
		return fault.At("from", "Somebody else stands for the agency in that time. Look at its page, then try again")
	case strings.HasPrefix(pg.ConstraintName, "partnership_agency_"):
		return fault.At("joined", "The agency takes part in that time already. Look at its page")
	}
	return err
}

package postgres

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

type agreementRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Number        string
	Name          string
	Purpose       string
	Basis         string
	Retention     string
	Dpia          string
	Contact       string
	FromDay       time.Time
	ReviewOn      time.Time
	ToDay         *time.Time
	ClosedWhy     *string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
}

func (agreementRow) TableName() string { return "agreement" }

func (r agreementRow) read() partnership.Agreement {
	return partnership.Agreement{
		ID: r.ID, Number: r.Number, Name: r.Name, Purpose: r.Purpose, Basis: r.Basis, Retention: r.Retention, DPIA: r.Dpia, Contact: r.Contact,
		From: midnight(r.FromDay), Review: midnight(r.ReviewOn), To: midnight(deref(r.ToDay)), ClosedWhy: deref(r.ClosedWhy),
		By: r.RecordedBy, At: r.RecordedAt.UTC(), Version: r.Version,
	}
}

func (r *agreementRow) write(of int, a partnership.Agreement) {
	*r = agreementRow{
		ID: a.ID, PartnershipID: of, Number: a.Number, Name: a.Name, Purpose: a.Purpose, Basis: a.Basis, Retention: a.Retention, Dpia: a.DPIA, Contact: a.Contact,
		FromDay: a.From, ReviewOn: a.Review, ToDay: orNull(a.To), ClosedWhy: orNull(a.ClosedWhy), RecordedBy: a.By, RecordedAt: a.At, Version: a.Version,
	}
}

type agreementPartyRow struct {
	AgreementID uuid.UUID
	AgencyID    int
	SignedOn    *time.Time
	Name        string
}

type agreementLineRow struct {
	ID           uuid.UUID `gorm:"primaryKey"`
	AgreementID  uuid.UUID
	Position     int
	Purpose      string
	Items        string
	FromAgencyID *int
	ToAgencyID   *int
	FromDay      time.Time
	ToDay        *time.Time
	Giver        *string
	Taker        *string
}

func (r agreementLineRow) read() partnership.Line {
	return partnership.Line{
		ID: r.ID, Agreement: r.AgreementID, Position: r.Position, Purpose: r.Purpose, Items: r.Items, Giver: deref(r.FromAgencyID), GiverName: deref(r.Giver),
		Taker: deref(r.ToAgencyID), TakerName: deref(r.Taker), From: midnight(r.FromDay), To: midnight(deref(r.ToDay)),
	}
}

// Agreements, and what belongs to them, of the whole partnership or of one: the
// second argument is nothing for all of them.
const (
	agreementsOf = `SELECT a.* FROM agreement a WHERE a.partnership_id = $1 AND ($2::uuid IS NULL OR a.id = $2) ORDER BY lower(a.number), a.id`

	agreementLocked = `SELECT a.id FROM agreement a WHERE a.partnership_id = $1 AND a.id = $2 FOR UPDATE`

	partiesOf = `SELECT p.agreement_id, p.agency_id, p.signed_on, a.name FROM agreement_party p JOIN agency a ON a.id = p.agency_id
		WHERE p.partnership_id = $1 AND ($2::uuid IS NULL OR p.agreement_id = $2) ORDER BY a.name, a.id`

	linesOf = `SELECT l.id, l.agreement_id, l.position, l.purpose, l.items, l.from_agency_id, l.to_agency_id, l.from_day, l.to_day, f.name AS giver, t.name AS taker
		FROM agreement_line l LEFT JOIN agency f ON f.id = l.from_agency_id LEFT JOIN agency t ON t.id = l.to_agency_id
		WHERE l.partnership_id = $1 AND ($2::uuid IS NULL OR l.agreement_id = $2) ORDER BY l.position, l.id`

	numberTaken = `SELECT EXISTS (SELECT FROM agreement WHERE partnership_id = $1 AND lower(number) = lower($2))`

	addParty  = `INSERT INTO agreement_party (agreement_id, partnership_id, agency_id, signed_on) VALUES ($1, $2, $3, $4)`
	signParty = `UPDATE agreement_party SET signed_on = $4 WHERE agreement_id = $1 AND partnership_id = $2 AND agency_id = $3`
	addLine   = `INSERT INTO agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_agency_id, to_agency_id, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	endLine = `UPDATE agreement_line SET to_day = $3 WHERE id = $1 AND partnership_id = $2`
)

// Agreements implements partnership.AgreementStore.
func (s Partnerships) Agreements(ctx context.Context, who access.Actor) ([]partnership.Agreement, error) {
	return s.agreements(ctx, who, uuid.Nil)
}

// FindAgreement implements partnership.AgreementStore.
func (s Partnerships) FindAgreement(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Agreement, error) {
	if id == uuid.Nil {
		return partnership.Agreement{}, fault.Missing()
	}
	return onlyOne(s.agreements(ctx, who, id))
}

// LinesInForce implements partnership.AgreementStore.
func (s Partnerships) LinesInForce(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Line, error) {
	all, err := s.Agreements(ctx, who)
	var lines []partnership.Line
	for _, a := range all {
		for _, l := range a.Lines {
			if l.InForce(day) {
				lines = append(lines, l)
			}
		}
	}
	return lines, err
}

// agreements reads one, or all of them where the id is nothing.
func (s Partnerships) agreements(ctx context.Context, who access.Actor, id uuid.UUID) ([]partnership.Agreement, error) {
	var all []partnership.Agreement
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = readAgreements(tx, who.Partnership, id)
		return err
	})
	for i := range all {
		all[i] = all[i].Tidy()
	}
	return all, err
}

// readAgreements reads agreements with their lines as they were written down,
// whatever the days of the agreement are now.
func readAgreements(tx *gorm.DB, of int, id uuid.UUID) ([]partnership.Agreement, error) {
	var (
		rows    []agreementRow
		parties []agreementPartyRow
		lines   []agreementLineRow
	)
	if err := tx.Raw(agreementsOf, of, orNull(id)).Scan(&rows).Error; err != nil {
		return nil, err
	}
	if err := tx.Raw(partiesOf, of, orNull(id)).Scan(&parties).Error; err != nil {
		return nil, err
	}
	if err := tx.Raw(linesOf, of, orNull(id)).Scan(&lines).Error; err != nil {
		return nil, err
	}
	all := make([]partnership.Agreement, len(rows))
	at := make(map[uuid.UUID]*partnership.Agreement, len(rows))
	for i, r := range rows {
		all[i] = r.read()
		at[r.ID] = &all[i]
	}
	for _, p := range parties {
		if a := at[p.AgreementID]; a != nil {
			a.Parties = append(a.Parties, partnership.Party{Agency: p.AgencyID, Name: p.Name, Signed: midnight(deref(p.SignedOn))})
		}
	}
	for _, l := range lines {
		if a := at[l.AgreementID]; a != nil {
			a.Lines = append(a.Lines, l.read())
		}
	}
	return all, nil
}

// AddAgreement implements partnership.AgreementStore.
func (s Partnerships) AddAgreement(ctx context.Context, who access.Actor, a partnership.Agreement) error {
	taken := fault.At("number", "Another agreement has this number")
	err := s.keep(ctx, who, access.KeepAgreement, 0, func(tx *gorm.DB) (kept, error) {
		if err := a.Check(calendar.Day(s.now())); err != nil {
			return kept{}, err
		}
		var there bool
		if err := tx.Raw(numberTaken, who.Partnership, a.Number).Scan(&there).Error; err != nil {
			return kept{}, err
		}
		if there {
			return kept{}, taken
		}
		var row agreementRow
		row.write(who.Partnership, a)
		row.Version = 1
		if err := tx.Create(&row).Error; err != nil {
			return kept{}, err
		}
		return kept{act: audit.Collect, register: "agreement", on: a.ID, said: "Recorded", facts: a.Facts()}, writeParts(tx, who.Partnership, partnership.Agreement{}, a)
	})
	if errors.Is(err, fault.Conflict) && codeOf(err) == "23505" { // somebody else took it at the same moment
		return taken
	}
	return err
}

// writeParts makes the parties and lines of an agreement those it has now.
func writeParts(tx *gorm.DB, of int, was, is partnership.Agreement) error {
	for _, p := range is.Parties {
		i := slices.IndexFunc(was.Parties, func(o partnership.Party) bool { return o.Agency == p.Agency })
		if i >= 0 && was.Parties[i].Signed.Equal(p.Signed) {
			continue
		}
		do := addParty
		if i >= 0 {
			do = signParty
		}
		if err := tx.Exec(do, is.ID, of, p.Agency, orNull(p.Signed)).Error; err != nil {
			return err
		}
	}
	for _, l := range is.Lines {
		i := slices.IndexFunc(was.Lines, func(o partnership.Line) bool { return o.ID == l.ID })
		var err error
		switch {
		case i < 0:
			err = tx.Exec(addLine, l.ID, of, is.ID, l.Position, l.Purpose, l.Items, orNull(l.Giver), orNull(l.Taker), l.From, orNull(l.To)).Error
		case !was.Lines[i].To.Equal(l.To):
			err = tx.Exec(endLine, l.ID, of, orNull(l.To)).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ChangeAgreement implements partnership.AgreementStore.
func (s Partnerships) ChangeAgreement(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Agreement]) error {
	if _, err := s.FindAgreement(ctx, who, id); err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		if _, err := locked[agreementRow](tx, agreementLocked, who.Partnership, id); err != nil {
			return kept{}, err
		}
		was, err := onlyOne(readAgreements(tx, who.Partnership, id))
		if err != nil {
			return kept{}, err
		}
		is := was
		if err := d.Apply(&is); err != nil {
			return kept{}, err
		}
		var row agreementRow
		row.write(who.Partnership, is)
		if err := save(tx, &row, "name", "purpose", "basis", "retention", "dpia", "contact", "review_on", "to_day", "closed_why"); err != nil {
			return kept{}, err
		}
		if err := writeParts(tx, who.Partnership, was, is); err != nil {
			return kept{}, err
		}
		k := kept{act: audit.Alter, register: "agreement", on: id, why: d.Why, facts: is.Facts()}
		return sayAll(tx, who, s.now(), k, was.Facts(), d.Said(was, is))
	})
}

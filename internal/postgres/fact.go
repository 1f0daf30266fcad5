package postgres

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/fact"
)

// midnight is the day of a date column as subjects write it.
func midnight(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func deref[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

// orNull is the value for a column that is null where there is none.
func orNull[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// factJSON is a new fact on its way to PostgreSQL.
type factJSON struct {
	Part   int         `json:"part"`
	Kind   fact.Kind   `json:"kind"`
	Day    string      `json:"day"`
	Until  *string     `json:"until"`
	Agency *int        `json:"agency_id"`
	Other  *int        `json:"other_agency_id"`
	Person *uuid.UUID  `json:"person_id"`
	By     *uuid.UUID  `json:"by_account"`
	Number *int        `json:"number"`
	Flags  []fact.Flag `json:"flags"`
}

const (
	// factsOf has every fact of a source, closed ones too. It joins the flags
	// to one text, since gorm knows no arrays.
	factsOf = `SELECT source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number,
		array_to_string(flags, ',') AS joined, known_from, known_to
		FROM fact WHERE partnership_id = ? AND source = ?`

	closeFact = `UPDATE fact SET known_to = ? WHERE partnership_id = ? AND source = ? AND part = ? AND known_to IS NULL`

	insertFacts = `INSERT INTO fact (partnership_id, source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number, flags, known_from)
		SELECT ?, ?, x.part, x.kind, x.day, x.until, x.agency_id, x.other_agency_id, x.person_id, x.by_account, x.number, x.flags, ?
		FROM jsonb_to_recordset(?::jsonb) AS x(part int, kind text, day date, until date, agency_id int, other_agency_id int,
			person_id uuid, by_account uuid, number int, flags text[])`
)

// keptRow is a fact as factsOf selects it.
type keptRow struct {
	Source        uuid.UUID
	Part          int
	Kind          string
	Day           time.Time
	Until         *time.Time
	AgencyID      *int
	OtherAgencyID *int
	PersonID      *uuid.UUID
	ByAccount     *uuid.UUID
	Number        *int
	Joined        string
	KnownFrom     time.Time
	KnownTo       *time.Time
}

func (r keptRow) read() fact.Fact {
	f := fact.Fact{
		Source: r.Source, Part: r.Part, Kind: fact.Kind(r.Kind), Day: midnight(r.Day), Until: midnight(deref(r.Until)),
		Agency: deref(r.AgencyID), Other: deref(r.OtherAgencyID), Person: deref(r.PersonID), By: deref(r.ByAccount),
		Number: deref(r.Number), KnownFrom: r.KnownFrom.UTC(), KnownTo: deref(r.KnownTo),
	}
	for flag := range strings.FieldsFuncSeq(r.Joined, func(c rune) bool { return c == ',' }) {
		f.Flags = append(f.Flags, fact.Flag(flag))
	}
	return f
}

// writeFacts makes the source's facts those given, known from the moment at:
// it closes open ones that are no longer so and adds what is new. What still
// holds stays as it was. An empty list closes all.
func writeFacts(tx *gorm.DB, partnership int, source uuid.UUID, at time.Time, facts []fact.Fact) error {
	known, err := ledgerOf(tx, partnership, source)
	if err != nil {
		return err
	}
	var fresh []factJSON
	for i, f := range known.Set(at, facts) {
		switch {
		case i >= len(known):
			at = f.KnownFrom
			fresh = append(fresh, toJSON(f))
		case known[i].KnownTo.IsZero() && !f.KnownTo.IsZero():
			if err := tx.Exec(closeFact, f.KnownTo, partnership, source, f.Part).Error; err != nil {
				return fmt.Errorf("postgres: facts: %w", err)
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	text, err := json.Marshal(fresh)
	if err != nil {
		return fmt.Errorf("postgres: facts: %w", err)
	}
	if err := tx.Exec(insertFacts, partnership, source, at, string(text)).Error; err != nil {
		return fmt.Errorf("postgres: facts: %w", err)
	}
	return nil
}

// ledgerOf is everything that was ever known of the source.
func ledgerOf(tx *gorm.DB, partnership int, source uuid.UUID) (fact.Ledger, error) {
	var kept []keptRow
	if err := tx.Raw(factsOf, partnership, source).Scan(&kept).Error; err != nil {
		return nil, fmt.Errorf("postgres: facts: %w", err)
	}
	var l fact.Ledger
	for _, r := range kept {
		l = append(l, r.read())
	}
	return l, nil
}

// toJSON writes a fact so that two that say the same read the same.
func toJSON(f fact.Fact) factJSON {
	j := factJSON{
		Part: f.Part, Kind: f.Kind, Day: f.Day.Format(time.DateOnly), Agency: orNull(f.Agency), Other: orNull(f.Other),
		Person: orNull(f.Person), By: orNull(f.By), Number: orNull(f.Number), Flags: slices.Sorted(slices.Values(f.Flags)),
	}
	if j.Flags == nil {
		j.Flags = []fact.Flag{} // the column has an empty list for none
	}
	if !f.Until.IsZero() {
		j.Until = orNull(f.Until.Format(time.DateOnly))
	}
	return j
}

// read is the fact of a source that toJSON wrote.
func (j factJSON) read(source uuid.UUID) (fact.Fact, error) {
	f := fact.Fact{
		Source: source, Part: j.Part, Kind: j.Kind, Agency: deref(j.Agency), Other: deref(j.Other), Person: deref(j.Person), By: deref(j.By),
		Number: deref(j.Number), Flags: j.Flags,
	}
	var err error
	if f.Day, err = time.Parse(time.DateOnly, j.Day); err != nil {
		return f, err
	}
	if j.Until != nil {
		f.Until, err = time.Parse(time.DateOnly, *j.Until)
	}
	return f, err
}

// journal is facts as the history of a standing fact keeps them.
func journal(facts []fact.Fact) (string, error) {
	kept := make([]factJSON, 0, len(facts))
	for _, f := range facts {
		kept = append(kept, toJSON(f))
	}
	text, err := json.Marshal(kept)
	return string(text), err
}

package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// findingRow is one row of finding.
type findingRow struct {
	Item       string
	Day        time.Time
	State      string
	Freshness  string
	Newest     *time.Time
	Parts      string // as JSON
	Parameters string // likewise
	KeptAt     time.Time
}

type partJSON struct {
	Name   string          `json:"name"`
	State  checklist.State `json:"state,omitempty"`
	Say    string          `json:"say"`
	Figure string          `json:"figure,omitempty"`
	Have   int             `json:"have"`
	All    int             `json:"all"`
}

type parameterJSON struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Partly float64 `json:"partly,omitempty"`
}

func (r findingRow) read() (checklist.Kept, error) {
	k := checklist.Kept{
		Code: r.Item, Day: midnight(r.Day), State: checklist.State(r.State), Fresh: checklist.Freshness(r.Freshness),
		Newest: midnight(deref(r.Newest)), At: r.KeptAt.UTC(),
	}
	var parts []partJSON
	if err := json.Unmarshal([]byte(r.Parts), &parts); err != nil {
		return k, fmt.Errorf("postgres: finding of %s: %w", r.Item, err)
	}
	var parameters []parameterJSON
	if err := json.Unmarshal([]byte(r.Parameters), &parameters); err != nil {
		return k, fmt.Errorf("postgres: finding of %s: %w", r.Item, err)
	}
	for _, p := range parts {
		k.Parts = append(k.Parts, checklist.KeptPart(p))
	}
	for _, p := range parameters {
		k.Parameters = append(k.Parameters, checklist.KeptParameter(p))
	}
	return k, nil
}

// keptBetween is what was kept of an item, or of all.
const keptBetween = `SELECT item, day, state, freshness, newest, parts::text AS parts, parameters::text AS parameters, kept_at
	FROM finding WHERE partnership_id = $1 AND ($2 = '' OR item = $2) AND day BETWEEN $3 AND $4 ORDER BY day, item`

// Kept implements checklist.Store.
func (s Checklists) Kept(ctx context.Context, who access.Actor, code string, from, to time.Time) ([]checklist.Kept, error) {
	rows, err := query[findingRow](ctx, s.DB, who, access.Coordination, keptBetween, who.Partnership, code, from, to)
	if err != nil {
		return nil, err
	}
	return readEach(rows, findingRow.read)
}

// unkept lists the partnerships of which nothing is kept of the day.
const unkept = `SELECT p FROM unnest((SELECT sec.watched())::int[]) p
	WHERE NOT EXISTS (SELECT FROM finding f WHERE f.partnership_id = p AND f.day = ?) ORDER BY p`

// Unkept lists the partnerships of which no finding of the day is kept.
func (s Service) Unkept(ctx context.Context, day time.Time) ([]int, error) {
	if !s.Serves(access.Coordination) {
		return nil, nil
	}
	var found []int
	err := s.as(ctx, s.who(), access.Coordination, func(tx *gorm.DB) error {
		found = nil
		return tx.Raw(unkept, day).Scan(&found).Error
	})
	return found, err
}

// of is the service at work for one partnership.
func (s Service) of(partnership int) access.Actor {
	who := s.who()
	who.Partnership = partnership
	return who
}

// Thresholds returns every proposal of the partnership to change a threshold.
func (s Service) Thresholds(ctx context.Context, partnership int) (checklist.Register, error) {
	return Checklists(s).Thresholds(ctx, s.of(partnership))
}

// Facts returns what the rules read of the partnership on the day.
func (s Service) Facts(ctx context.Context, partnership int, book *checklist.Book, day time.Time) ([]fact.Fact, error) {
	return Checklists(s).Facts(ctx, s.of(partnership), book, day)
}

const insertFinding = `INSERT INTO finding (partnership_id, item, day, state, freshness, newest, parts, parameters, kept_at)
	VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?) ON CONFLICT DO NOTHING`

// KeepFindings keeps what the records said of a partnership on a day, and logs
// that. What is kept already stays as it is.
func (s Service) KeepFindings(ctx context.Context, partnership int, all []checklist.Kept) error {
	who := s.of(partnership)
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		n := 0
		for _, k := range all {
			parts, parameters, err := journalOf(k)
			if err != nil {
				return err
			}
			added := tx.Exec(insertFinding, partnership, k.Code, k.Day, string(k.State), string(k.Fresh), orNull(k.Newest), parts, parameters, k.At)
			if added.Error != nil {
				return added.Error
			}
			n += int(added.RowsAffected)
		}
		if n == 0 {
			return nil
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Collect, Kind: "finding", On: all[0].Day.Format(time.DateOnly), Detail: strconv.Itoa(n)})
	})
}

func journalOf(k checklist.Kept) (parts, parameters string, err error) {
	p, q := make([]partJSON, len(k.Parts)), make([]parameterJSON, len(k.Parameters))
	for n := range k.Parts {
		p[n] = partJSON(k.Parts[n])
	}
	for n := range k.Parameters {
		q[n] = parameterJSON(k.Parameters[n])
	}
	first, err := json.Marshal(p)
	if err != nil {
		return "", "", fmt.Errorf("postgres: finding of %s: %w", k.Code, err)
	}
	second, err := json.Marshal(q)
	if err != nil {
		return "", "", fmt.Errorf("postgres: finding of %s: %w", k.Code, err)
	}
	return string(first), string(second), nil
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/internal/calendar"
	"liaison/internal/partnership"
)

// Founding is a new partnership with the two people who begin it.
type Founding struct {
	Slug, Name  string
	Agencies    []string  // each as NAME:KIND, the one of the two people first
	Coordinator string    // as "Name <address>"
	Manager     string    // likewise, somebody else
	Hashes      [2]string // of their first passwords, the coordinator's first
	Now         time.Time
}

// AgencyKinds lists what an agency can be.
func AgencyKinds() []string {
	return []string{"police", "council", "health", "education", "probation", "youth_justice", "community", "other"}
}

var slugs = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

// read checks the founding and takes it apart. Its errors say what to type.
func (f Founding) read() (agencies []partnership.Agency, people [2]*mail.Address, err error) {
	var problems []error
	if !slugs.MatchString(f.Slug) {
		problems = append(problems, errors.New("--slug must be small letters, digits and hyphens, like westmere"))
	}
	if n := len([]rune(f.Name)); n < 1 || n > 60 {
		problems = append(problems, errors.New("--name must have 1 to 60 characters"))
	}
	for _, text := range f.Agencies {
		name, kind, ok := strings.Cut(text, ":")
		if name = strings.TrimSpace(name); !ok || name == "" || len([]rune(name)) > 60 || !slices.Contains(AgencyKinds(), kind) {
			problems = append(problems, fmt.Errorf("--agency %q must be NAME:KIND, the kind one of %s", text, strings.Join(AgencyKinds(), ", ")))
			continue
		}
		agencies = append(agencies, partnership.Agency{Name: name, Short: name, Kind: kind, Slug: slugOf(name)})
	}
	if len(f.Agencies) == 0 {
		problems = append(problems, errors.New("--agency is needed at least once"))
	}
	for i, p := range []struct{ flag, text string }{{"--coordinator", f.Coordinator}, {"--manager", f.Manager}} {
		a, err := mail.ParseAddress(p.text)
		if err != nil || a.Name == "" {
			problems = append(problems, fmt.Errorf("%s must be a name and an address, like Priya Nair <priya.nair@westmere.example>", p.flag))
			continue
		}
		a.Address = strings.ToLower(a.Address)
		people[i] = a
	}
	if people[0] != nil && people[1] != nil && people[0].Address == people[1].Address {
		problems = append(problems, errors.New("--coordinator and --manager must be two people"))
	}
	return agencies, people, errors.Join(problems...)
}

func slugOf(name string) string {
	slug := strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(name), "-"), "-")
	if slug == "" {
		return "agency"
	}
	return slug[:min(len(slug), 50)]
}

// Found makes a partnership, its agencies and the accounts of its coordinator
// and its manager, whole or not at all. Nobody gives these two their roles;
// everybody after them is invited. An error about the founding itself says
// what to mend.
func Found(ctx context.Context, migratorURL string, f Founding) (partnershipID int, err error) {
	agencies, people, err := f.read()
	if err != nil {
		return 0, err
	}
	err = withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		tx, err := conn.Begin(ctx)
		if err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit it does nothing
		if partnershipID, err = foundShared(ctx, tx, f, agencies); err != nil {
			return err
		}
		if err := foundPeople(ctx, tx, f, partnershipID, agencies[0].ID, people); err != nil {
			return err
		}
		if err := tx.Commit(ctx); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		return nil
	})
	return partnershipID, err
}

// foundShared makes the partnership, its agencies and their facts. Numbers
// follow the highest there is, under a lock that other foundings wait for.
func foundShared(ctx context.Context, tx pgx.Tx, f Founding, agencies []partnership.Agency) (id int, err error) {
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_shared`); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	if _, err := tx.Exec(ctx, `LOCK TABLE shared.partnership, shared.agency IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	var taken bool
	var highest int
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(id), 0), coalesce(bool_or(slug = $1), false) FROM shared.partnership`, f.Slug).Scan(&highest, &taken); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	if taken {
		return 0, fmt.Errorf("a partnership with --slug %s is there already", f.Slug)
	}
	id = highest + 1
	if _, err := tx.Exec(ctx, `INSERT INTO shared.partnership (id, slug, name, short, created_at) VALUES ($1, $2, $3, $3, $4)`, id, f.Slug, f.Name, f.Now); err != nil {
		return 0, fmt.Errorf("postgres: making the partnership: %w", err)
	}
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(id), 0) FROM shared.agency`).Scan(&highest); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	today := calendar.Day(f.Now)
	facts := factSheet()
	for i := range agencies {
		a := &agencies[i]
		a.ID = highest + 1 + i
		a.Slug = fmt.Sprintf("%s-%d", a.Slug, a.ID)
		if _, err := tx.Exec(ctx, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, $2, $3, $4, $5)`, a.ID, a.Slug, a.Name, a.Short, a.Kind); err != nil {
			return 0, fmt.Errorf("postgres: making agency %s: %w", a.Name, err)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES ($1, $2, $3)`, id, a.ID, today); err != nil {
			return 0, fmt.Errorf("postgres: %w", err)
		}
		addFacts(facts, id, f.Now, partnership.Partner{Agency: *a, Joined: today}.Facts(id))
	}
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_coordination`); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"coordination", "fact"}, facts.columns, pgx.CopyFromRows(facts.rows)); err != nil {
		return 0, fmt.Errorf("postgres: %w", err)
	}
	return id, nil
}

// foundPeople makes the two accounts with their memberships.
func foundPeople(ctx context.Context, tx pgx.Tx, f Founding, id, agency int, people [2]*mail.Address) error {
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_identity`); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	for i, role := range []string{"coordinator", "manager"} {
		account := uuid.New()
		tag, err := tx.Exec(ctx, `INSERT INTO identity.account (id, email, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING`,
			account, people[i].Address, people[i].Name, f.Now)
		if err != nil {
			return fmt.Errorf("postgres: making the account of %s: %w", people[i].Name, err)
		}
		if tag.RowsAffected() == 0 {
			return fmt.Errorf("%s has an account already; a partnership begins with two new accounts", people[i].Address)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO identity.credential (account_id, password_hash, password_changed_at) VALUES ($1, $2, $3)`, account, f.Hashes[i], f.Now); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			uuid.New(), account, id, role, agency, calendar.Day(f.Now), "Begins the partnership"); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
	}
	return nil
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"liaison/internal/calendar"
	"liaison/internal/partnership"
)

// HolidaysKept is what loading a calendar changed.
type HolidaysKept struct {
	Days, Added, Removed int
	From, To             time.Time // the first and the last day of the file
}

var calendarCode = regexp.MustCompile(`^[a-z][a-z-]{0,59}$`)

// LoadHolidays makes a calendar what the days say, from the first to the last of
// them; days before and after stay. A calendar that is new needs a name, one
// that is there keeps its own where none is given.
func LoadHolidays(ctx context.Context, migratorURL string, of partnership.Calendar, days []calendar.Named) (HolidaysKept, error) {
	if !calendarCode.MatchString(of.Code) {
		return HolidaysKept{}, errors.New("--calendar is small letters and hyphens, up to 60, as in northern-ireland")
	}
	if len(days) == 0 {
		return HolidaysKept{}, errors.New("there are no days to load")
	}
	var on []time.Time
	var names []string
	for _, d := range days {
		if utf8.RuneCountInString(d.Name) > 100 {
			return HolidaysKept{}, fmt.Errorf("the name of %s is longer than 100 characters", d.Day.Format(time.DateOnly))
		}
		on, names = append(on, d.Day), append(names, d.Name)
	}
	sum := HolidaysKept{Days: len(days), From: on[0], To: on[len(on)-1]}
	err := withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_shared`); err != nil {
				return err
			}
			var known bool
			if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM shared.calendar WHERE code = $1)`, of.Code).Scan(&known); err != nil {
				return err
			}
			if name := strings.TrimSpace(of.Name); name != "" {
				if _, err := tx.Exec(ctx, `INSERT INTO shared.calendar (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name`, of.Code, name); err != nil {
					return err
				}
			} else if !known {
				return fmt.Errorf("there is no calendar %s yet; give it a name with --name", of.Code)
			}
			gone, err := tx.Exec(ctx, `DELETE FROM shared.holiday WHERE calendar = $1 AND day BETWEEN $2 AND $3 AND NOT day = ANY ($4::date[])`, of.Code, sum.From, sum.To, on)
			if err != nil {
				return err
			}
			sum.Removed = int(gone.RowsAffected())
			return tx.QueryRow(ctx, `WITH kept AS (
				INSERT INTO shared.holiday (calendar, day, name) SELECT $1, d, n FROM unnest($2::date[], $3::text[]) x (d, n)
				ON CONFLICT (calendar, day) DO UPDATE SET name = excluded.name RETURNING xmax = 0 AS added)
				SELECT count(*) FILTER (WHERE added) FROM kept`, of.Code, on, names).Scan(&sum.Added)
		})
	})
	if err != nil {
		return HolidaysKept{}, fmt.Errorf("postgres: holidays: %w", err)
	}
	return sum, nil
}

// ListHolidays returns the calendars that are kept, by name.
func ListHolidays(ctx context.Context, migratorURL string) (all []partnership.KnownCalendar, err error) {
	err = withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_shared`); err != nil {
				return err
			}
			rows, err := tx.Query(ctx, calendarsKept)
			if err != nil {
				return err
			}
			found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knownCalendarRow])
			all = readAll(found, knownCalendarRow.read)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("postgres: holidays: %w", err)
	}
	return all, nil
}

package postgres

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// TestWall looks at the wall, on every server that this process is connected
// to, and keeps for each partnership how many violations it found. It does so
// once a night, and says for how many partnerships. A wall that does not stand
// is an error too, once it is kept.
func (s Service) TestWall(ctx context.Context) (int, error) {
	return s.nightly(ctx, "wall", func(ctx context.Context) (int, error) {
		found, err := s.violations(ctx)
		if err != nil {
			return 0, err
		}
		return len(found), breached(found)
	})
}

// CheckLog goes through every chain of the log and keeps for each partnership
// how many entries are not as they were written. It does so once a night, and
// says for how many partnerships. A chain that is not whole is an error too,
// once it is kept.
func (s Service) CheckLog(ctx context.Context) (int, error) {
	return s.nightly(ctx, "log", func(ctx context.Context) (int, error) {
		found := 0
		for _, in := range append(access.Strands(), access.Identity) {
			for lane := range audit.Lanes {
				n, err := s.checkLane(ctx, in, lane)
				if err != nil {
					return 0, err
				}
				found += n
			}
		}
		if found > 0 {
			return found, fmt.Errorf("postgres: %d entries of the log are not as they were written: liaison log verify says which", found)
		}
		return 0, nil
	})
}

// entriesAtOnce is how many entries of the log are gone through in one
// statement, well within the time that a statement has.
const entriesAtOnce = 4_000

func (s Service) checkLane(ctx context.Context, in access.Strand, lane int) (int, error) {
	var after int64
	for sum := 0; ; {
		var ended bool
		var wrong int
		err := s.as(ctx, s.who(), access.Coordination, func(tx *gorm.DB) error {
			return tx.Raw(`SELECT o_last, o_ended, o_wrong FROM audit.check_lane(?, ?, ?, ?)`, string(in), lane, after, entriesAtOnce).Row().Scan(&after, &ended, &wrong)
		})
		if err != nil {
			return 0, err
		}
		if sum += wrong; ended {
			return sum, nil
		}
	}
}

// nightly looks at something unless it was looked at today, and keeps how much
// was found, never what. What look found is kept even where it is an error.
func (s Service) nightly(ctx context.Context, what string, look func(context.Context) (int, error)) (int, error) {
	if !s.Serves(access.Coordination) {
		return 0, nil
	}
	var due bool
	err := s.as(ctx, s.who(), access.Coordination, func(tx *gorm.DB) error {
		return tx.Raw(`SELECT test_due(?)`, what).Scan(&due).Error
	})
	if err != nil || !due {
		return 0, err
	}
	found, wrong := look(ctx)
	if wrong != nil && found == 0 {
		return 0, wrong // nothing was found out
	}
	n := 0
	err = s.as(ctx, s.who(), access.Coordination, func(tx *gorm.DB) error {
		n = 0
		if err := tx.Raw(`SELECT keep_test(?, ?)`, what, found).Scan(&n).Error; err != nil || n == 0 {
			return err
		}
		return s.record(tx, s.who(), access.Coordination, audit.Event{Act: audit.Collect, Kind: "self-test", On: what, Detail: strconv.Itoa(found)})
	})
	if err != nil {
		return 0, fmt.Errorf("postgres: keeping the test of the %s: %w", what, err)
	}
	return n, wrong
}

// keepWallTest keeps a test that somebody asked for, as the owner of the table.
const keepWallTest = `INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly)
	SELECT gen_random_uuid(), id, 'wall', now(), sec.today(), $1, false FROM shared.partnership WHERE archived_at IS NULL`

// KeepWallTest keeps for each partnership that the wall was tested just now and
// how many violations were found, and says for how many. It works through the
// migrator.
func KeepWallTest(ctx context.Context, migratorURL string, found int) (partnerships int, err error) {
	err = withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_coordination`); err != nil {
				return err
			}
			kept, err := tx.Exec(ctx, keepWallTest, found)
			partnerships = int(kept.RowsAffected())
			return err
		})
	})
	if err != nil {
		return 0, fmt.Errorf("postgres: keeping the test of the wall: %w", err)
	}
	return partnerships, nil
}

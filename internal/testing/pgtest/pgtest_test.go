package pgtest_test

import (
	"testing"

	"liaison/internal/testing/pgtest"
)

func TestNewIsMigrated(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if n := db.Count(t, `SELECT count(*) FROM shared.holiday`); n == 0 {
		t.Error("got no holidays, want the migrated schema")
	}
	db.Open(t, nil)
}

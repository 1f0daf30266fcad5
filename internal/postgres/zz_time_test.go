package postgres_test

import (
	"testing"
	"time"

	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
)

func TestZZTime(t *testing.T) {
	db, _ := pgtest.Cluster(t)
	logins := postgres.Folder(t.TempDir())
	for range 4 {
		a := time.Now()
		if err := postgres.Bootstrap(t.Context(), db.Super(), "other", logins); err != nil {
			t.Fatal(err)
		}
		b := time.Now()
		m, _ := logins.Address(postgres.Migrator)
		if err := postgres.Migrate(t.Context(), m, &pgtest.Key); err != nil {
			t.Fatal(err)
		}
		c := time.Now()
		cfg := db.Config
		for in := range cfg.URLs {
			cfg.URLs[in], _ = logins.Address(postgres.LoginOf(in))
		}
		pg, err := postgres.Open(t.Context(), cfg, nil, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		d := time.Now()
		pg.Close()
		t.Log(b.Sub(a), c.Sub(b), d.Sub(c))
	}
}

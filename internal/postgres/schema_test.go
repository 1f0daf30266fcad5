package postgres_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"liaison/internal/testing/golden"
	"liaison/internal/testing/pgtest"
)

// noise is what differs from one dump of the same schema to the next, and what
// is done to the server's own catalogue.
var noise = regexp.MustCompile(`(?m)^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|(GRANT|REVOKE) .* pg_catalog\..*)?\n`)

// dumped is the major version whose pg_dump wrote migrations/schema.sql; others
// put the same in other words.
const dumped = 15

// migrations/schema.sql is the schema that the migrations make, to be read. It
// is written by go test ./internal/postgres -run TestSchema -update.
func TestSchemaToReadIsTheOneThatIsMade(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if major := db.Count(t, `SELECT current_setting('server_version_num')::int / 10000`); major != dumped {
		t.Skipf("schema.sql is compared where the server is PostgreSQL %d; this one is %d", dumped, major)
	}
	var programs string
	if err := db.Owner.QueryRowContext(t.Context(), `SELECT setting FROM pg_config WHERE name = 'BINDIR'`).Scan(&programs); err != nil {
		t.Fatal(err)
	}
	dump := exec.CommandContext(t.Context(), filepath.Join(programs, "pg_dump"), "--schema-only", "--exclude-schema=migration", "--exclude-schema=public", "--exclude-schema=wall", "--dbname="+db.Super())
	var said bytes.Buffer
	dump.Stderr = &said
	text, err := dump.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v: %s", err, said.String())
	}
	text = noise.ReplaceAll(text, nil)
	text = append([]byte("-- The schema as the migrations make it, to be read. Written by: go test ./internal/postgres -run TestSchema -update\n"), text...)
	golden.Same(t, "../../../migrations/schema.sql", text)
}

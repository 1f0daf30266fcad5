package postgres_test

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// log is a database with a log of two checkpoints and entries after the second,
// of which receipts are known.
type log struct {
	db          *pgtest.DB
	key         ed25519.PublicKey
	checkpoints []audit.Checkpoint
	receipts    []string
}

func filledLog(t *testing.T) log {
	t.Helper()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	pg := db.Open(t, nil)
	write := func(n int) []string {
		ctx, given := audit.Collecting(t.Context())
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				for range n / 4 {
					if err := pg.As(ctx, who, access.Outreach, func(tx *gorm.DB) error {
						return pg.Record(tx, who, access.Outreach, audit.Event{Act: audit.Alter, Did: access.CorrectActivity, Kind: "activity", On: "x", Why: "wrote it; \x01 2:ab,"})
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		return given.List()
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "checkpoints")
	seal := func() {
		if _, err := postgres.Seal(t.Context(), db.URL(postgres.Sealer), private, file); err != nil {
			t.Fatal(err)
		}
	}
	write(160)
	seal()
	if err := os.WriteFile(file, append(read(t, file), `{"n":2,"at`...), 0o600); err != nil { // a crash in the midst of writing
		t.Fatal(err)
	}
	write(60)
	seal()
	l := log{db: db, key: public, receipts: write(40)}
	if l.checkpoints, err = postgres.Checkpoints(file); err != nil || len(l.checkpoints) != 2 {
		t.Fatalf("got %d checkpoints (%v), want 2", len(l.checkpoints), err)
	}
	return l
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (l log) verify(t *testing.T, checkpoints, receipts bool) []audit.Problem {
	t.Helper()
	var given []audit.Checkpoint
	if checkpoints {
		given = l.checkpoints
	}
	v := audit.NewVerifier(l.key, given)
	if receipts {
		for i, r := range l.receipts {
			in := access.Outreach
			if i%2 == 0 {
				in = "" // as from an answer that does not say whose receipt it has
			}
			if err := v.Expect(in, r); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, problems, err := postgres.VerifyLog(t.Context(), l.db.URL(postgres.Backup), v)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// What each means of proof notices of what a superuser does who switches the
// triggers off. What a chain cannot notice is here too, so that nobody
// believes it can.
func TestWhatIsDoneToTheLogIsNoticed(t *testing.T) {
	t.Parallel()
	l := filledLog(t)
	if found := l.verify(t, true, true); len(found) > 0 {
		t.Fatalf("got %v of an untouched log, want nothing", found)
	}
	lane := l.db.Count(t, `SELECT lane FROM audit.head WHERE strand = 'outreach' ORDER BY seq DESC LIMIT 1`)
	last := l.db.Count(t, `SELECT seq FROM audit.head WHERE strand = 'outreach' AND lane = $1`, lane)
	sealed := 0
	for _, h := range l.checkpoints[1].Heads {
		if h.Strand == access.Outreach && h.Lane == lane {
			sealed = int(h.Seq)
		}
	}
	if sealed < 8 || last-sealed < 1 {
		t.Fatalf("lane %d has %d entries, %d sealed: too few to attack", lane, last, sealed)
	}
	where := fmt.Sprintf(`strand = 'outreach' AND lane = %d`, lane)
	const fields = `strand, lane, seq, at_us, actor, login, request, act, did, outcome, kind, on_what, partnership_id, why, recipient, detail`
	const texts = `r.strand, r.lane::text, n::text, r.at_us::text, r.actor, r.login, r.request, r.act, r.did, r.outcome, r.kind, r.on_what, r.partnership_id::text, r.why, r.recipient, r.detail`
	rehash := fmt.Sprintf(`DO $$ DECLARE r record; p bytea := sha256(convert_to('liaison-audit-v1|outreach|%d', 'UTF8')); h bytea; n bigint := 0; BEGIN
		CREATE TEMP TABLE again ON COMMIT DROP AS SELECT * FROM audit.event WHERE %s; DELETE FROM audit.event WHERE %s;
		FOR r IN SELECT * FROM again ORDER BY seq LOOP n := n + 1; h := sha256(p || audit.canon(%s));
		INSERT INTO audit.event VALUES (r.strand, r.lane, n, r.at_us, r.actor, r.login, r.request, r.act, r.did, r.outcome, r.kind, r.on_what, r.partnership_id, r.why, r.recipient, r.detail, p, h); p := h; END LOOP;
		UPDATE audit.head SET seq = n, hash = p WHERE %s; END $$`, lane, where, where, texts, where)
	fixHead := fmt.Sprintf(`UPDATE audit.head SET seq = e.seq, hash = e.hash FROM (SELECT seq, hash FROM audit.event WHERE %s ORDER BY seq DESC LIMIT 1) e WHERE %s`, where, where)
	const (
		chain = 1 << iota
		checkpoints
		receipts
	)
	for _, tt := range []struct {
		name    string
		noticed int // the least that notices it
		do      []string
	}{
		{"a field is edited", chain, []string{`UPDATE audit.event SET actor = 'someone' WHERE ` + where + ` AND seq = 5`}},
		{"a field is edited and its row hashed again", chain, []string{
			`UPDATE audit.event SET actor = 'someone' WHERE ` + where + ` AND seq = 5`,
			`UPDATE audit.event r SET hash = sha256(prev || audit.canon(` + strings.ReplaceAll(texts, "n::text", "r.seq::text") + `)) WHERE ` + where + ` AND seq = 5`,
		}},
		{"an entry in the middle is deleted", chain, []string{`DELETE FROM audit.event WHERE ` + where + ` AND seq = 5`}},
		{"an entry is forged at the end", chain, []string{fmt.Sprintf(`INSERT INTO audit.event SELECT `+strings.Replace(fields, "seq", "seq + 1", 1)+`, hash, sha256(hash) FROM audit.event WHERE %s AND seq = %d`, where, last)}},
		{"two entries are swapped", chain, []string{
			`UPDATE audit.event SET seq = -seq WHERE ` + where + ` AND seq IN (5, 6)`,
			`UPDATE audit.event SET seq = CASE seq WHEN -5 THEN 6 ELSE 5 END WHERE ` + where + ` AND seq < 0`,
		}},
		{"the tail is cut off and the head forgotten", chain, []string{fmt.Sprintf(`DELETE FROM audit.event WHERE %s AND seq > %d`, where, last-1)}},
		{"the sealed tail is cut off and the head set", checkpoints, []string{fmt.Sprintf(`DELETE FROM audit.event WHERE %s AND seq > %d`, where, sealed-3), fixHead}},
		{"an old entry is edited and the lane written anew", checkpoints, []string{`UPDATE audit.event SET actor = 'someone' WHERE ` + where + ` AND seq = 5`, rehash}},
		{"an old entry is deleted and the lane written anew", checkpoints, []string{`DELETE FROM audit.event WHERE ` + where + ` AND seq = 5`, rehash}},
		{"a lane is emptied", checkpoints, []string{`DELETE FROM audit.event WHERE ` + where, fmt.Sprintf(`UPDATE audit.head SET seq = 0, hash = sha256(convert_to('liaison-audit-v1|outreach|%d', 'UTF8')) WHERE %s`, lane, where)}},
		{"a lane is dropped", checkpoints, []string{`DELETE FROM audit.event WHERE ` + where, `DELETE FROM audit.head WHERE ` + where}},
		{"the unsealed tail is cut off and the head set", receipts, []string{fmt.Sprintf(`DELETE FROM audit.event WHERE %s AND seq > %d`, where, sealed), fixHead}},
		{"an unsealed entry is edited and the lane written anew", receipts, []string{fmt.Sprintf(`UPDATE audit.event SET actor = 'someone' WHERE %s AND seq = %d`, where, last), rehash}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l.db.Exec(t, `CREATE TABLE public.events AS TABLE audit.event; CREATE TABLE public.heads AS TABLE audit.head;
				ALTER TABLE audit.event DISABLE TRIGGER ALL; ALTER TABLE audit.head DISABLE TRIGGER ALL`)
			for _, q := range tt.do {
				l.db.Exec(t, q)
			}
			got := 0
			if len(l.verify(t, false, false)) > 0 {
				got |= chain
			}
			if len(l.verify(t, true, false)) > 0 {
				got |= checkpoints
			}
			if len(l.verify(t, true, true)) > 0 {
				got |= receipts
			}
			want := map[int]int{chain: chain | checkpoints | receipts, checkpoints: checkpoints | receipts, receipts: receipts}[tt.noticed]
			if got != want {
				t.Errorf("noticed by %03b, want %03b (receipts, checkpoints, chain)", got, want)
			}
			l.db.Exec(t, `DELETE FROM audit.event; INSERT INTO audit.event TABLE public.events; DELETE FROM audit.head; INSERT INTO audit.head TABLE public.heads;
				DROP TABLE public.events, public.heads`)
		})
	}
	if found := l.verify(t, true, true); len(found) > 0 {
		t.Errorf("got %v after all was put back, want nothing", found)
	}
	edited := slices.Clone(l.checkpoints)
	edited[1].Heads = slices.Clone(edited[1].Heads)
	edited[1].Heads[0].Seq++
	for name, list := range map[string][]audit.Checkpoint{"a checkpoint is edited": edited, "the first checkpoint is gone": l.checkpoints[1:]} {
		l.checkpoints = list
		if found := l.verify(t, true, false); len(found) == 0 {
			t.Errorf("%s: got nothing, want it noticed", name)
		}
	}
}

func TestNobodyChangesTheLog(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	pg := db.Open(t, nil)
	if err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
		return pg.Record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Kind: "x", On: "y"})
	}); err != nil {
		t.Fatal(err)
	}
	people := []string{"", "replica", "own_audit", "own_coordination", "liaison_backup", "liaison_migrator"}
	for _, l := range postgres.Logins() {
		people = append(people, string(l))
	}
	for _, p := range people {
		for _, q := range []string{
			`UPDATE audit.event SET actor = 'x'`, `DELETE FROM audit.event`, `TRUNCATE audit.event`, `INSERT INTO audit.event TABLE audit.event`,
			`DELETE FROM audit.head`, `TRUNCATE audit.head`,
		} {
			tx, err := db.Owner.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			switch p {
			case "":
			case "replica":
				_, err = tx.ExecContext(t.Context(), `SET LOCAL session_replication_role = replica`)
			default:
				_, err = tx.ExecContext(t.Context(), `SET LOCAL SESSION AUTHORIZATION `+p)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.ExecContext(t.Context(), q); err == nil {
				t.Errorf("%q may: %s", p, q)
			}
			_ = tx.Rollback()
		}
	}
}

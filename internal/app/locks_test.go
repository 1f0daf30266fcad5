package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/demo"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// unlocked is a first lock that stands open: a guard that allows everything.
type unlocked struct{}

func (unlocked) Check(access.Actor, access.Action, access.Scope) error { return nil }

func (unlocked) Anywhere(access.Actor, access.Action, access.Strand) bool { return true }

// again serves the same database once more, with another guard.
func (h *house) again(t testing.TB, guard access.Guard) *house {
	t.Helper()
	db := h.store(t, guard)
	handler, err := Demonstration(t.Context(), db, guard, []demo.Partnership{h.Invented}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	other := *h
	other.Server = server
	return &other
}

// store opens the database with the guard.
func (h *house) store(t testing.TB, guard access.Guard) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), h.DB.Config, guard, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// actor is who the asker is to the stores.
func (a asker) actor() access.Actor {
	who := access.Actor{ID: a.id, Request: uuid.NewString(), Session: a.session, Partnership: a.partnership, Agency: sharedAgency}
	for _, r := range a.holds {
		who.Holds = append(who.Holds, access.Holding{Strand: r.Strand(), Role: r})
	}
	return who
}

// records are the references of the demonstration's records in the strand.
func (h *house) records(in access.Strand) []string {
	var refs []string
	for _, a := range h.Invented.Activities {
		if a.Strand == in {
			refs = append(refs, a.Ref)
		}
	}
	return refs
}

// TestLocksAgree asks both locks the same questions: what casbin allows the
// rows show, and what the rows hide casbin forbids.
func TestLocksAgree(t *testing.T) {
	t.Parallel()
	h := open(t)
	guard := sample.Guard(t)
	rows := postgres.Activities{DB: h.store(t, unlocked{})}
	doors := map[access.Strand]*sql.DB{}
	for _, in := range access.Strands() {
		db, err := sql.Open("pgx", h.DB.Config.URLs[in])
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		doors[in] = db
	}
	asked := 0
	for _, a := range h.askers {
		if a.id == uuid.Nil {
			continue
		}
		who := a.actor()
		for _, in := range access.Strands() {
			lines, err := rows.List(t.Context(), who, in, activity.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			allows := guard.Check(who, access.ReadActivity, access.Scope{Strand: in, Partnership: 1}) == nil
			if shows := len(lines) > 0; shows != allows {
				t.Errorf("%s in %s: casbin allows %t, rows show %t", a.name, in, allows, shows)
			}
			_, err = rows.Find(t.Context(), who, in, h.records(in)[0], false)
			found := err == nil || errors.Is(err, fault.Invalid) // a read without a reason is not logged, and so not made
			if found != allows || !found && !errors.Is(err, fault.NotFound) {
				t.Errorf("%s in %s: casbin allows %t, the record answers %v", a.name, in, allows, err)
			}
			counts := h.counted(t, doors[in], in, a.id)
			if (counts["activity"] > 0) != allows {
				t.Errorf("%s in %s: sees %d activities, casbin allows %t", a.name, in, counts["activity"], allows)
			}
			for table, n := range counts {
				if n > 0 && !allows {
					t.Errorf("%s in %s: sees %d rows of %s", a.name, in, n, table)
				}
				asked++
			}
			asked += 2
		}
	}
	t.Logf("%d questions", asked)
}

// counted is how many rows of partnership 1 each table of the strand shows to
// somebody through the strand's own login.
func (h *house) counted(t testing.TB, db *sql.DB, in access.Strand, who uuid.UUID) map[string]int {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	body := fmt.Sprintf("v1|%d|%s|locks|%d", pgtest.Key.ID, who, time.Now().Add(time.Minute).Unix())
	mac := hmac.New(sha256.New, pgtest.Key.Secret)
	mac.Write([]byte(body))
	if _, err := tx.ExecContext(t.Context(), `SELECT set_config('liaison.ctx', $1, true)`, body+"|"+hex.EncodeToString(mac.Sum(nil))); err != nil {
		t.Fatal(err)
	}
	query := h.text(t, `SELECT string_agg(format('SELECT %L AS name, count(*) FROM %I.%I WHERE partnership_id = 1', relname, $1::text, relname), ' UNION ALL ')
		FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') AND has_table_privilege('liaison_' || $1, oid, 'SELECT')`, string(in))
	rows, err := tx.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var table string
		var n int
		if err := rows.Scan(&table, &n); err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	if err := rows.Err(); err != nil || len(counts) == 0 {
		t.Fatal(err)
	}
	return counts
}

// TestEachLockHoldsAlone opens one lock and tries the door: whoever does not
// work in a strand sees none of its records all the same.
func TestEachLockHoldsAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, tt := range []struct {
		name string
		open func(*testing.T) *house
	}{
		{"the rows hide what the guard would allow", func(t *testing.T) *house { return h.again(t, unlocked{}) }},
		{"the guard forbids what the rows would show", func(t *testing.T) *house {
			other := h.again(t, sample.Guard(t))
			for _, in := range access.Strands() {
				h.exec(t, `DO $$ DECLARE c regclass; BEGIN
					FOR c IN SELECT oid FROM pg_class WHERE relnamespace = '`+string(in)+`'::regnamespace AND relkind = 'r' LOOP
						EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c);
					END LOOP; END $$`)
			}
			return other
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tried := 0
			h := tt.open(t)
			for _, a := range h.askers {
				for _, in := range access.Strands() {
					if a.works(in) && a.partnership == 1 {
						continue
					}
					ref := h.records(in)[0]
					base := "/" + string(in) + "/activities"
					for _, path := range []string{base, base + "/" + ref, base + "/" + ref + "/history", base + "/" + ref + "/report"} {
						got := h.ask(t, request{method: http.MethodGet, path: path, token: a.token})
						shown := slices.ContainsFunc(h.records(in), func(ref string) bool { return strings.Contains(got.body, ref) })
						if got.status == http.StatusInternalServerError || shown || strings.Contains(path, ref) && got.status != http.StatusNotFound && got.status != http.StatusSeeOther {
							t.Errorf("%s asks for %s: got %d, records shown %t", a.name, path, got.status, shown)
						}
						tried++
					}
				}
			}
			t.Logf("%d requests", tried)
		})
	}
}

// TestWhatEndsIsGoneAtTheNextRequest ends what somebody holds, and asks again
// in the same session.
func TestWhatEndsIsGoneAtTheNextRequest(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, tt := range []struct {
		name string
		role access.Role
		in   access.Strand
		end  string // $1 is the account
		want int
	}{
		{"an ended grant of outreach", access.OutreachLead, access.Outreach, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = approved_by, end_reason = 'sample' WHERE account_id = $1`, 404},
		{"an ended grant of casework", access.CaseSupervisor, access.Casework, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = approved_by, end_reason = 'sample' WHERE account_id = $1`, 404},
		{"an ended grant of intelligence", access.IntelligenceLead, access.Intelligence, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = approved_by, end_reason = 'sample' WHERE account_id = $1`, 404},
		{"an ended membership under a grant", access.IntelligenceLead, access.Intelligence, `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'sample' WHERE account_id = $1`, 303},
		{"an ended membership", access.Coordinator, access.Coordination, `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'sample' WHERE account_id = $1`, 303},
		{"a membership that ran out", access.Coordinator, access.Coordination, `UPDATE identity.membership SET to_day = sec.today() - 1 WHERE account_id = $1`, 303},
		{"a disabled account", access.OutreachLead, access.Outreach, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, 303},
		{"an ended session", access.OutreachLead, access.Outreach, `UPDATE identity.session SET ended_at = now(), ended_why = 'ended' WHERE account_id = $1`, 303},
		{"a case that no longer names them", access.CaseWorker, access.Casework, `DELETE FROM casework.casefile_person WHERE account_id = $1`, 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := h.session(t, h.member(t, "Morgan Hale", 1, tt.role))
			if tt.role == access.CaseWorker {
				h.exec(t, `INSERT INTO casework.casefile_person (partnership_id, casefile_id, account_id) SELECT 1, id, $1 FROM casework.casefile`, a.id)
			}
			ref := h.records(tt.in)[0]
			path := "/" + string(tt.in) + "/activities/" + ref
			if tt.in.LogsReads() {
				h.read(t, tt.in, a, uuid.MustParse(h.text(t, `SELECT id FROM `+string(tt.in)+`.activity WHERE ref = $1`, ref)))
			}
			if got := h.ask(t, request{method: http.MethodGet, path: path, token: a.token}); got.status != http.StatusOK {
				t.Fatalf("before: got %d\n%s", got.status, got.body)
			}
			args := []any{a.id}
			if strings.Contains(tt.end, "$2") {
				args = append(args, h.account(access.Manager))
			}
			h.exec(t, tt.end, args...)
			got := h.ask(t, request{method: http.MethodGet, path: path, token: a.token})
			if got.status != tt.want {
				t.Errorf("after: got %d, want %d", got.status, tt.want)
			}
			for _, list := range []string{"/activities", "/" + string(tt.in) + "/activities", "/"} {
				if got := h.ask(t, request{method: http.MethodGet, path: list, token: a.token}); strings.Contains(got.body, ref) {
					t.Errorf("after: %s still shows %s", list, ref)
				}
			}
		})
	}
}

// TestALieOpensNothing hands the stores an actor who claims what the database
// does not have, with the first lock open.
func TestALieOpensNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	db := h.store(t, unlocked{})
	rows, places, items := postgres.Activities{DB: db}, postgres.Partnerships{DB: db}, postgres.Checklists{DB: db}
	var all []access.Holding
	for _, r := range access.Roles() {
		all = append(all, access.Holding{Strand: r.Strand(), Role: r})
	}
	before := h.sizes(t)
	for _, name := range []string{"auditor", "evaluator", "administrator", "coordinator elsewhere", "intelligence_lead elsewhere", "coordinator who left", "coordinator whose account is disabled", "intelligence_lead whose grant ended"} {
		a := h.asker(t, name)
		who := a.actor()
		who.Holds, who.Partnership = all, 1
		for _, in := range access.Strands() {
			if strings.HasSuffix(name, "grant ended") && in == access.Coordination {
				continue // they are staff there
			}
			ref := h.records(in)[0]
			if lines, err := rows.List(t.Context(), who, in, activity.Filter{}); err != nil || len(lines) > 0 {
				t.Errorf("%s in %s: got %d lines, %v", name, in, len(lines), err)
			}
			if _, err := rows.Find(t.Context(), who, in, ref, false); !errors.Is(err, fault.NotFound) {
				t.Errorf("%s in %s: got %v, want not found", name, in, err)
			}
			if err := rows.Read(t.Context(), who, in, ref, "I want to"); !errors.Is(err, fault.NotFound) {
				t.Errorf("%s in %s giving a reason: got %v, want not found", name, in, err)
			}
			for what, ch := range map[string]access.Change[activity.Activity]{
				"withdrawing": activity.Withdraw(who, "I want to", clock()), "reporting": activity.ReportWrong(who, "I want to", clock()), "restoring": activity.Restore(who, clock()),
			} {
				if _, err := rows.Change(t.Context(), who, in, ref, ch); !errors.Is(err, fault.NotFound) {
					t.Errorf("%s in %s %s: got %v, want not found", name, in, what, err)
				}
			}
		}
		if strings.HasSuffix(name, "grant ended") {
			continue
		}
		if err := rows.SaveDraft(t.Context(), who, activity.Draft{ID: uuid.New(), Kind: activity.CoordinationMeeting}); err == nil {
			t.Errorf("%s: saved a draft", name)
		}
		if actions, err := rows.Actions(t.Context(), who, activity.ActionFilter{}); err != nil || len(actions) > 0 {
			t.Errorf("%s: got %d actions, %v", name, len(actions), err)
		}
		if found, err := places.Partners(t.Context(), who, clock()); err != nil || len(found) > 0 {
			t.Errorf("%s: got %d partners, %v", name, len(found), err)
		}
		if plan, err := places.Plan(t.Context(), who); err == nil && len(plan.Versions) > 0 {
			t.Errorf("%s: got %d versions of the initiative", name, len(plan.Versions))
		}
		if post, err := places.Post(t.Context(), who); err == nil && len(post.Appointments) > 0 {
			t.Errorf("%s: got %d appointments", name, len(post.Appointments))
		}
		if found, err := items.Assessments(t.Context(), who, time.Now()); err != nil || len(found) > 0 {
			t.Errorf("%s: got %d assessments, %v", name, len(found), err)
		}
	}
	if after := h.sizes(t); after != before {
		t.Errorf("rows before and after differ:\n%s\n%s", before, after)
	}
}

// sizes is how many rows every table of the strands and of the accounts has:
// what is the same before and after a refusal. Sessions and tries at the door
// are left out.
func (h *house) sizes(t testing.TB) string {
	t.Helper()
	return h.text(t, `SELECT string_agg(format('%s.%s=%s', n.nspname, c.relname,
			(xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]), ' ' ORDER BY n.nspname, c.relname)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind = 'r' AND n.nspname IN ('coordination', 'outreach', 'casework', 'intelligence', 'identity', 'shared')
			AND c.relname NOT IN ('session', 'lockout')`)
}

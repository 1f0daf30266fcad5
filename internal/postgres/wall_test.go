package postgres_test

import (
	"io/fs"
	"strings"
	"testing"

	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/migrations"
)

func TestTheWallStands(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, l := range append(postgres.Logins(), "") {
		address := db.Super()
		if l != "" {
			address = db.URL(l)
		}
		found, err := postgres.Violations(t.Context(), address)
		if err != nil || len(found) > 0 {
			t.Errorf("as %q got %v (%v), want nothing", l, found, err)
		}
	}
	if n := db.Count(t, `SELECT count(*) FROM wall.violations()`); n > 0 {
		t.Errorf("wall.violations() has %d rows, want none", n)
	}
}

// sabotages are ways to open the wall, each of which must be reported. The
// second is the rule that reports it, or the beginning of it.
var sabotages = []struct{ name, rule, do string }{
	// Those of the reference that apply.
	{"a login becomes a member of another strand's owner", "a login of the service is a member", `GRANT own_intelligence TO liaison_outreach`},
	{"a login becomes a member of another login", "a login of the service is a member", `GRANT liaison_intelligence TO liaison_outreach`},
	{"a login may read all", "a login of the service is a member", `GRANT pg_read_all_data TO liaison_coordination`},
	{"a table is granted across", "a login of the service may use a schema", `GRANT USAGE ON SCHEMA intelligence TO liaison_outreach; GRANT SELECT ON intelligence.activity TO liaison_outreach`},
	{"one column is granted across", "reads two strands", `GRANT USAGE ON SCHEMA intelligence TO liaison_coordination; GRANT SELECT (title) ON intelligence.activity TO liaison_coordination`},
	{"a third role reads two strands", "reads two strands", `CREATE ROLE spy LOGIN; GRANT USAGE ON SCHEMA intelligence, outreach TO spy; GRANT SELECT ON intelligence.activity, outreach.activity TO spy`},
	{"a key crosses the wall", "a key leads through the wall", `CREATE TABLE outreach.link (partnership_id int NOT NULL, a uuid REFERENCES intelligence.activity (id))`},
	{"a view crosses the wall", "something depends on", `CREATE VIEW outreach.v WITH (security_barrier = true, security_invoker = true) AS SELECT * FROM intelligence.activity`},
	{"a union is kept", "a copy of rows is kept", `CREATE MATERIALIZED VIEW stats.u AS SELECT id FROM outreach.activity UNION ALL SELECT id FROM intelligence.activity`},
	{"a rule copies rows", "a rule rewrites statements", `CREATE RULE r AS ON INSERT TO outreach.draft DO ALSO INSERT INTO intelligence.draft SELECT NEW.*`},
	{"a trigger's function names another strand", "a function names another strand", `CREATE FUNCTION outreach.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1 FROM intelligence.activity; RETURN NEW; END'`},
	{"a superuser's function, the name in two pieces", "a function acts as a superuser", `CREATE FUNCTION shared.f() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $q$ DECLARE x text; BEGIN EXECUTE 'select title from intel' || 'ligence.activity limit 1' INTO x; RETURN x; END $q$; GRANT EXECUTE ON FUNCTION shared.f() TO liaison_outreach`},
	{"a function takes names from the session", "a function takes names from the session", `ALTER FUNCTION sec.claims() RESET search_path`},
	{"a function is open to everyone", "a function may be called by somebody else", `GRANT EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text) TO PUBLIC`},
	{"a function is open across the wall", "a function may be called by somebody else", `GRANT EXECUTE ON FUNCTION casework.cases() TO liaison_outreach`},
	{"a login is above row security", "a role has a power", `ALTER ROLE liaison_outreach BYPASSRLS`},
	{"a login makes roles", "a role has a power", `ALTER ROLE liaison_outreach CREATEROLE`},
	{"a login is a superuser", "a role has a power", `ALTER ROLE liaison_sealer SUPERUSER`},
	{"an owner can log in", "an owner can log in", `ALTER ROLE own_outreach LOGIN`},
	{"a login owns a table", "a login of the service owns something", `GRANT CREATE ON SCHEMA outreach TO liaison_outreach; ALTER TABLE outreach.activity OWNER TO liaison_outreach`},
	{"row security is off", "a table has no row security", `ALTER TABLE outreach.activity DISABLE ROW LEVEL SECURITY`},
	{"a policy admits all", "a row policy is not one of ours", `CREATE POLICY oops ON outreach.activity FOR SELECT TO liaison_outreach USING (true)`},
	{"a policy has OR true", "a row policy is not one of ours", `ALTER POLICY partnership ON outreach.activity USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]) OR true)`},
	{"a new table has no row security", "a table has no row security", `CREATE TABLE outreach.note (id int, partnership_id int NOT NULL)`},
	{"every column may be updated", "a privilege on a table is not one of ours", `GRANT UPDATE ON outreach.activity TO liaison_outreach`},
	{"the log can be written", "the log can be touched", `GRANT INSERT ON audit.event TO liaison_outreach`},
	{"the log can be deleted", "the log can be touched", `GRANT DELETE ON audit.event TO liaison_sealer`},
	{"a trigger of the log is dropped", "a trigger is missing", `DROP TRIGGER no_change ON audit.event`},
	{"a trigger of the log is off", "a trigger is missing", `ALTER TABLE audit.event DISABLE TRIGGER no_truncate`},
	{"a trigger of the log is not for replicas", "a trigger is missing", `ALTER TABLE audit.event ENABLE TRIGGER no_change`},
	{"the two people of a proposal may be one", "a constraint is missing", `ALTER TABLE identity.grant_proposal DROP CONSTRAINT grant_proposal_two_people`},
	{"accounts are readable from a strand", "accounts or keys are readable", `GRANT SELECT (email) ON identity.account TO liaison_outreach`},
	{"the context's key is readable", "accounts or keys are readable", `GRANT SELECT ON sec.key TO liaison_outreach`},
	{"the public schema is open", "PUBLIC may use a schema", `GRANT CREATE ON SCHEMA public TO PUBLIC`},
	{"a table is open to everyone", "a privilege on a table is not one of ours", `GRANT SELECT ON outreach.activity TO PUBLIC`},
	{"anyone may make temporary tables", "PUBLIC may use the database", `DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO PUBLIC', current_database()); END $$`},
	{"a default opens to everyone", "a default opens", `ALTER DEFAULT PRIVILEGES FOR ROLE own_intelligence GRANT SELECT ON TABLES TO PUBLIC`},
	{"a default opens to a login", "a default opens", `ALTER DEFAULT PRIVILEGES FOR ROLE own_intelligence GRANT SELECT ON TABLES TO liaison_coordination`},
	{"another database is within reach", "an extension is not one of ours", `CREATE EXTENSION dblink SCHEMA public`},
	{"a view reads with its owner's eyes", "a view reads with its owner's eyes", `CREATE VIEW outreach.v AS SELECT id FROM outreach.activity`},
	{"a sequence counts", "rows can be counted by a sequence", `CREATE SEQUENCE outreach.s; GRANT USAGE ON SEQUENCE outreach.s TO liaison_outreach`},

	// Separation of duties.
	{"both sides may be held at once", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_sides`},
	{"a grant may be held twice", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_once`},
	{"a grant's two people may be one", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_two_people`},
	{"a rule on grants is not checked against old rows", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_two_people; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_two_people CHECK (((approved_by <> proposed_by) AND (approved_by <> account_id) AND (proposed_by <> account_id))) NOT VALID`},
	{"the sides are asked for at the end only", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_sides; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&) DEFERRABLE`},
	{"the sides are asked for within one partnership", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_sides; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, side WITH <>, barred WITH &&)`},
	{"there is no cooling off", "a worked out column", `ALTER TABLE identity.strand_grant DROP COLUMN barred CASCADE; ALTER TABLE identity.strand_grant ADD COLUMN barred daterange NOT NULL GENERATED ALWAYS AS (daterange(from_day, to_day, '[]')) STORED; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&)`},
	{"intelligence is on the community's side", "a worked out column", `ALTER TABLE identity.strand_grant DROP COLUMN side CASCADE; ALTER TABLE identity.strand_grant ADD COLUMN side text NOT NULL GENERATED ALWAYS AS ('community'::text) STORED; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&)`},
	{"a side is only a default", "a worked out column", `ALTER TABLE identity.strand_grant ALTER COLUMN side DROP EXPRESSION`},
	{"a decision on a request is signed by nobody", "a trigger is missing", `ALTER TABLE coordination.funding_request DISABLE TRIGGER sign_decision`},
	{"who put a request right is kept no longer", "a trigger is missing", `ALTER TABLE coordination.funding_request DISABLE TRIGGER keep_correctors`},
	{"a recall is signed by nobody", "a trigger is missing", `ALTER TABLE coordination.ceiling DISABLE TRIGGER sign_recall`},
	{"a grant may be changed", "a trigger is missing", `ALTER TABLE identity.strand_grant DISABLE TRIGGER keep`},
	{"a grant may be changed by a replica", "a trigger is missing", `ALTER TABLE identity.strand_grant ENABLE TRIGGER keep`},
	{"one person may grant", "a trigger is missing", `ALTER TABLE identity.strand_grant DISABLE TRIGGER two_people`},
	{"whoever grants is asked of nobody", "a trigger asks for somebody else", `DROP TRIGGER two_people ON identity.strand_grant; CREATE CONSTRAINT TRIGGER two_people AFTER INSERT ON identity.strand_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (current_user = 'nobody') EXECUTE FUNCTION identity.two_people(); ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER two_people`},
	{"a grant's day of first use may be written", "a privilege on a table is not one of ours", `GRANT UPDATE (first_used_on) ON identity.strand_grant TO liaison_identity`},
	{"a grant may be deleted", "a privilege on a table is not one of ours", `GRANT DELETE ON identity.strand_grant TO liaison_identity`},
	{"an exception need not be approved", "a trigger is missing", `ALTER TABLE identity.strand_grant DISABLE TRIGGER cut_cooling`},
	{"an exception is for every grant", "a trigger is missing", `DROP TRIGGER whole_cooling ON identity.strand_grant`},
	{"an exception is looked at on some days", "a trigger looks away", `DROP TRIGGER cut_cooling ON identity.strand_grant; CREATE TRIGGER cut_cooling BEFORE INSERT ON identity.strand_grant FOR EACH ROW WHEN (NEW.role = 'nobody') EXECUTE FUNCTION identity.cut_cooling(); ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER cut_cooling`},
	{"a cooling-off may be cut short", "a privilege on a table is not one of ours", `GRANT UPDATE (cooled_on) ON identity.strand_grant TO liaison_identity`},
	{"a cooling-off is made shorter for good", "a worked out column", `ALTER TABLE identity.strand_grant DROP COLUMN barred CASCADE; ALTER TABLE identity.strand_grant ADD COLUMN barred daterange NOT NULL GENERATED ALWAYS AS (daterange(from_day, CASE WHEN first_used_on IS NULL THEN to_day ELSE least(to_day + cooling_days, cooled_on) END, '[]')) STORED; ALTER TABLE identity.strand_grant ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&)`},
	{"an exception is used twice", "a constraint is missing", `ALTER TABLE identity.strand_grant DROP CONSTRAINT strand_grant_exception_id_key`},
	{"exceptions are read before they are published", "a privilege on a table is not one of ours", `GRANT SELECT ON stats.separation_exception TO liaison_coordination`},
	{"the rule of grants says something else", "a function says something else", `CREATE OR REPLACE FUNCTION identity.keep_grant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS 'BEGIN RETURN NEW; END'`},
	{"wrong content is restored by one", "a constraint is missing", `DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE casework.wrong_content DROP CONSTRAINT ' || quote_ident(conname) FROM pg_constraint WHERE conrelid = 'casework.wrong_content'::regclass AND pg_get_constraintdef(oid) = 'CHECK ((restored_by <> restored_first_by))'); END $$`},
	{"pairs are approved by their proposer", "a constraint is missing", `ALTER TABLE coordination.pair_list DROP CONSTRAINT pair_list_two_people`},
	{"an attestation is in another's name", "a row policy is missing", `DROP POLICY signed ON intelligence.attestation`},
	{"what a side handed in is read before it is published", "a privilege on a table is not one of ours", `GRANT SELECT ON stats.separation_input TO liaison_coordination`},
	{"a side may hand in what it likes", "a function may be called by somebody else", `GRANT EXECUTE ON FUNCTION stats.hand_in(int, text, date, date, int) TO liaison_intelligence`},
	{"what a test found may be changed", "a privilege on a table is not one of ours", `GRANT UPDATE (found) ON coordination.self_test TO liaison_coordination`},
	{"a plan is written in another's name", "a row policy is missing", `DROP POLICY signed ON coordination.plan`},
	{"whoever calls a plan off is asked of nobody", "a trigger is missing", `DROP TRIGGER signed ON coordination.plan`},
	{"what was said of two plans may be changed", "a privilege on a table is not one of ours", `GRANT UPDATE (settled) ON coordination.overlap TO liaison_coordination`},
	{"what was said of two plans holds for more than they were", "a privilege on a table is not one of ours", `GRANT UPDATE (plan_version) ON coordination.overlap TO liaison_coordination`},
	{"who has a part in a plan is seen everywhere", "a row policy is missing", `DROP POLICY partnership ON coordination.plan_agency`},
	{"how closely two work together is said in another's name", "a row policy is missing", `DROP POLICY signed ON coordination.intensity`},
	{"an initiative is approved by its proposer", "a constraint is missing", `ALTER TABLE coordination.initiative DROP CONSTRAINT initiative_two_people`},

	{"thresholds are set by one", "a constraint is missing", `ALTER TABLE coordination.threshold DROP CONSTRAINT threshold_two_people`},
	{"a hypothesis is locked by who wrote it", "a constraint is missing", `ALTER TABLE coordination.hypothesis DROP CONSTRAINT hypothesis_two_people`},
	{"the counters of the pulse can be read", "a privilege on a table is not one of ours", `GRANT SELECT ON coordination.pulse_tally TO liaison_coordination`},
	{"the links of the pulse are of no partnership", "a row policy is missing", `DROP POLICY partnership ON coordination.pulse_token`},
	{"the pulse tells too few", "a constraint is missing", `ALTER TABLE coordination.pulse_round DROP CONSTRAINT pulse_round_enough`},
	{"a hypothesis may be unlocked", "a row policy is missing", `DROP POLICY locked ON coordination.hypothesis`},
	{"whoever decides on thresholds is asked of nobody", "a trigger is missing", `DROP TRIGGER signed ON coordination.threshold`},

	// What the service itself may read and write.
	{"anybody writes findings", "a row policy is missing", `DROP POLICY service ON coordination.finding`},
	{"findings may be changed", "a privilege on a table is not one of ours", `GRANT UPDATE (state) ON coordination.finding TO liaison_coordination`},
	{"everybody watches everything", "a function says something else", `CREATE OR REPLACE FUNCTION sec.watched() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT array_agg(id) FROM shared.partnership'`},
	{"the service reads records", "a row policy is not one of ours", `ALTER POLICY partnership ON coordination.activity USING (partnership_id = ANY ((SELECT sec.watched())::int[]))`},
	{"another login watches", "a function may be called by somebody else", `GRANT EXECUTE ON FUNCTION sec.watched() TO liaison_outreach`},

	// The signed context and what follows from it.
	{"any context is believed", "a function says something else", `CREATE OR REPLACE FUNCTION sec.claims(OUT actor uuid, OUT request_id text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $f$ BEGIN actor := split_part(current_setting('liaison.ctx', true), '|', 3)::uuid; END $f$`},
	{"everyone is in every partnership", "a function says something else", `CREATE OR REPLACE FUNCTION sec.partnerships() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT array_agg(id) FROM shared.partnership'`},
	{"everyone is on every case", "a function says something else", `CREATE OR REPLACE FUNCTION casework.cases() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT array_agg(id) FROM casework.casefile'`},
	{"the caller's own eyes are used", "a function acts as its owner, or no longer", `ALTER FUNCTION sec.partnerships() SECURITY INVOKER`},
	{"a function acts as its owner", "a function acts as its owner, or no longer", `ALTER FUNCTION identity.names(uuid[]) SECURITY DEFINER`},
	{"a function acts as the migrator", "an object is not its schema's owner's", `ALTER FUNCTION casework.cases() OWNER TO liaison_migrator`},
	{"a new function is in a strand", "a function is not one of ours", `SET LOCAL ROLE own_outreach; CREATE FUNCTION outreach.peek() RETURNS int LANGUAGE sql AS 'SELECT 1'; RESET ROLE`},
	{"the log leaves out who acted", "a function says something else", `CREATE OR REPLACE FUNCTION audit.canon(VARIADIC f text[]) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS 'SELECT ''''::bytea'`},
	{"a context lies in wait", "a setting of a login", `ALTER ROLE liaison_outreach SET liaison.ctx = 'v1|1|x'`},
	{"a context lies in wait in the database", "a setting of a login", `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET liaison.ctx = ''x''', current_database()); END $$`},
	{"a login looks in another schema first", "a setting of a login", `ALTER ROLE liaison_outreach SET search_path = intelligence, shared`},

	// Rows.
	{"a permissive policy is added", "two row policies admit", `CREATE POLICY more ON casework.activity TO liaison_casework USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))`},
	{"a case's policy is permissive", "two row policies admit", `DROP POLICY cases ON casework.activity; CREATE POLICY cases ON casework.activity TO liaison_casework USING (casefile_id = ANY ((SELECT casework.cases())::uuid[]))`},
	{"a case's policy is gone", "a row policy is missing", `DROP POLICY cases ON casework.action`},
	{"a draft is everybody's", "a row policy is missing", `DROP POLICY own ON intelligence.draft`},
	{"a draft is anybody's who asks", "a row policy is not one of ours", `ALTER POLICY own ON intelligence.draft USING (author IS NOT NULL)`},
	{"anybody's name may be put", "a row policy is missing", `DROP POLICY signed ON coordination.assessment`},
	{"a policy is for everyone", "a row policy is not one of ours", `ALTER POLICY partnership ON outreach.activity TO PUBLIC`},
	{"a policy is for another login", "a row policy is not one of ours", `ALTER POLICY partnership ON intelligence.activity TO liaison_outreach`},
	{"rows may be written anywhere", "a row policy is not one of ours", `ALTER POLICY partnership ON outreach.activity WITH CHECK (true)`},
	{"partnerships are all seen", "a row policy is not one of ours", `ALTER POLICY partnership ON shared.partnership USING (true)`},
	{"identity has no policy", "a row policy is missing", `DROP POLICY accounts ON identity.credential`},
	{"a proposal is in another's name", "a row policy is missing", `DROP POLICY proposer ON identity.grant_proposal`},
	{"a table has no partnership", "a strand's table has no partnership", `CREATE TABLE outreach.note (id int); ALTER TABLE outreach.note ENABLE ROW LEVEL SECURITY; ALTER TABLE outreach.note OWNER TO own_outreach`},
	{"a partnership may be missing", "a strand's table has no partnership", `ALTER TABLE outreach.action ALTER COLUMN partnership_id DROP NOT NULL`},
	{"a key leaves out the partnership", "a key leaves out the partnership", `ALTER TABLE outreach.reading ADD FOREIGN KEY (activity_id) REFERENCES outreach.activity (id)`},
	{"a table inherits", "a table inherits", `CREATE TABLE public.all_activity () INHERITS (outreach.activity)`},
	{"a signature is not asked", "a trigger is missing", `ALTER TABLE coordination.activity DISABLE TRIGGER signed`},
	{"a signature is asked of other columns", "a trigger is not one of ours", `DROP TRIGGER signed ON coordination.action; CREATE TRIGGER signed BEFORE UPDATE ON coordination.action FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('author')`},
	{"a trigger is added", "a trigger is not one of ours", `CREATE TRIGGER more AFTER INSERT ON outreach.activity FOR EACH ROW EXECUTE FUNCTION identity.announce('id')`},
	{"a case is not taken from the activity", "a trigger is missing", `DROP TRIGGER take_case ON casework.action`},

	// Privileges.
	{"a record's reference may change", "a privilege on a table is not one of ours", `GRANT UPDATE (ref) ON coordination.activity TO liaison_coordination`},
	{"a record may move to another partnership", "a privilege on a table is not one of ours", `GRANT UPDATE (partnership_id) ON coordination.action TO liaison_coordination`},
	{"a record may be deleted", "a privilege on a table is not one of ours", `GRANT DELETE ON coordination.activity TO liaison_coordination`},
	{"a table may be emptied", "a privilege on a table is not one of ours", `GRANT TRUNCATE ON casework.draft TO liaison_casework`},
	{"a trigger may be put on a table", "a privilege on a table is not one of ours", `GRANT TRIGGER ON outreach.activity TO liaison_outreach`},
	{"what was decided may be decided again by an outsider", "a privilege on a table is not one of ours", `CREATE ROLE other; GRANT SELECT ON coordination.fact TO other`},
	{"a privilege may be passed on", "a privilege may be passed on", `GRANT SELECT ON coordination.activity TO liaison_coordination WITH GRANT OPTION`},
	{"a login may make tables", "a login of the service may use a schema", `GRANT CREATE ON SCHEMA outreach TO liaison_outreach`},
	{"a login may use the extensions", "a login of the service may use a schema", `GRANT USAGE ON SCHEMA ext TO liaison_outreach`},
	{"a login owns a function", "a login of the service owns something", `GRANT CREATE ON SCHEMA outreach TO liaison_outreach; CREATE FUNCTION outreach.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION outreach.mine() OWNER TO liaison_outreach`},
	{"a login owns a schema", "a login of the service owns something", `CREATE SCHEMA nest AUTHORIZATION liaison_outreach`},
	{"a schema changes hands", "a schema is not its owner's", `ALTER SCHEMA casework OWNER TO own_outreach`},
	{"a table changes hands", "an object is not its schema's owner's", `ALTER TABLE casework.draft OWNER TO liaison_migrator`},
	{"somebody becomes an owner", "somebody is a member of an owner", `CREATE ROLE clerk LOGIN; GRANT own_intelligence TO clerk`},
	{"somebody may become a login", "somebody is a member of an owner", `CREATE ROLE clerk LOGIN; GRANT liaison_intelligence TO clerk`},
	{"somebody reads everything", "somebody holds a power", `CREATE ROLE clerk LOGIN; GRANT pg_read_all_data TO clerk`},
	{"somebody runs programs", "somebody holds a power", `CREATE ROLE clerk LOGIN; GRANT pg_execute_server_program TO clerk`},
	{"the migrator is a superuser", "a role has a power", `ALTER ROLE liaison_migrator SUPERUSER`},
	{"the database is open to somebody else", "the database is open to somebody else", `DO $$ BEGIN CREATE ROLE clerk LOGIN; EXECUTE format('GRANT CONNECT ON DATABASE %I TO clerk', current_database()); END $$`},
	{"a login may make temporary tables", "the database is open to somebody else", `DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO liaison_outreach', current_database()); END $$`},
	{"functions are open by default", "a default no longer closes functions", `ALTER DEFAULT PRIVILEGES FOR ROLE own_outreach GRANT EXECUTE ON FUNCTIONS TO PUBLIC`},

	// The server.
	{"the catalogue counts", "the catalogue tells how many", `GRANT SELECT ON pg_catalog.pg_class TO PUBLIC`},
	{"the catalogue counts for one", "the catalogue tells how many", `GRANT SELECT (reltuples) ON pg_catalog.pg_class TO liaison_outreach`},
	{"the catalogue tells what others do", "the catalogue tells what others do", `GRANT SELECT ON pg_catalog.pg_stat_activity TO PUBLIC`},
	{"strands may notify", "a function of the server", `GRANT EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) TO liaison_outreach`},
	{"a query may be run from text", "a function of the server", `GRANT EXECUTE ON FUNCTION pg_catalog.query_to_xml(text, boolean, boolean, text) TO PUBLIC`},
	{"strands may wait for one another", "a function of the server", `GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO PUBLIC`},
	{"files may be read", "a function of the server", `GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO liaison_outreach`},
	{"blocks of code may be run", "anyone may run blocks of code", `GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC`},
	{"rows are published", "rows are sent elsewhere", `CREATE PUBLICATION all_rows FOR ALL TABLES`},
	{"a trigger of the server runs", "a trigger of the server runs", `CREATE FUNCTION public.e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.e()`},
	{"a table is in no schema of ours", "something is in a schema that is not ours", `CREATE TABLE public.copy AS TABLE coordination.activity`},
	{"a table is gone", "a table is missing", `DROP TABLE intelligence.reading`},
	{"a function is gone", "a function is missing", `DROP FUNCTION audit.since(int, bigint)`},
	{"a login is gone", "a login of the service is missing", `ALTER ROLE liaison_sealer RENAME TO sealer`},
	{"an index of a constraint is broken", "an index of a constraint is not valid", `UPDATE pg_index SET indisvalid = false WHERE indrelid = 'identity.strand_grant'::regclass`},
}

// The sabotages run one after another, each in a transaction that is rolled
// back, on a server of their own, since roles belong to the whole server.
func TestEverySabotageOfTheWallIsReported(t *testing.T) {
	t.Parallel()
	db, _ := pgtest.Cluster(t)
	text, err := fs.ReadFile(migrations.FS, "wall/violations.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range sabotages {
		tx, err := db.Owner.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.ExecContext(t.Context(), tt.do); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			_ = tx.Rollback()
			continue
		}
		if _, err := tx.ExecContext(t.Context(), `SET LOCAL search_path = pg_catalog; SET LOCAL jit = off`); err != nil {
			t.Fatal(err)
		}
		rows, err := tx.QueryContext(t.Context(), string(text))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		reported := false
		var all []string
		for rows.Next() {
			var rule, what string
			if err := rows.Scan(&rule, &what); err != nil {
				t.Fatal(err)
			}
			reported = reported || strings.HasPrefix(rule, tt.rule)
			all = append(all, rule+": "+what)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		if !reported {
			t.Errorf("%s: got %q, want %q among them", tt.name, all, tt.rule)
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := postgres.Violations(t.Context(), db.Super()); err != nil || len(found) > 0 {
		t.Errorf("got %v (%v) after all was rolled back, want nothing", found, err)
	}
	t.Logf("%d sabotages", len(sabotages))
}

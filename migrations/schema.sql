-- The schema as the migrations make it, to be read. Written by: go test ./internal/postgres -run TestSchema -update
CREATE SCHEMA audit;
ALTER SCHEMA audit OWNER TO own_audit;
CREATE SCHEMA bridge;
ALTER SCHEMA bridge OWNER TO own_bridge;
CREATE SCHEMA casework;
ALTER SCHEMA casework OWNER TO own_casework;
CREATE SCHEMA coordination;
ALTER SCHEMA coordination OWNER TO own_coordination;
CREATE SCHEMA ext;
ALTER SCHEMA ext OWNER TO postgres;
CREATE SCHEMA identity;
ALTER SCHEMA identity OWNER TO own_identity;
CREATE SCHEMA intelligence;
ALTER SCHEMA intelligence OWNER TO own_intelligence;
CREATE SCHEMA outreach;
ALTER SCHEMA outreach OWNER TO own_outreach;
CREATE SCHEMA sec;
ALTER SCHEMA sec OWNER TO own_sec;
CREATE SCHEMA shared;
ALTER SCHEMA shared OWNER TO own_shared;
CREATE SCHEMA stats;
ALTER SCHEMA stats OWNER TO own_stats;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA ext;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA ext;
COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';
CREATE FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  s text := CASE WHEN session_user IN ('liaison_coordination', 'liaison_outreach', 'liaison_casework', 'liaison_intelligence', 'liaison_identity')
    THEN substr(session_user, 9) END;
  c record;
  who text;
  h bytea;
  t bigint;
  first int := floor(random() * 8)::int;
  l int;
  why text := nullif(btrim(p_why), '');
  recipient text := nullif(btrim(p_recipient), '');
  detail text := nullif(p_detail, '');
BEGIN
  IF s IS NULL THEN RAISE EXCEPTION 'login % has no place in the log', session_user USING ERRCODE = '42501'; END IF;
  SELECT * INTO c FROM sec.claims();
  IF c.actor IS NULL AND s <> 'identity' THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  IF (p_act = 'disclose' OR (p_act = 'consult' AND s IN ('casework', 'intelligence'))) AND length(coalesce(why, '')) < 3
     AND (SELECT ask_reason FROM audit.setting) THEN
    RAISE EXCEPTION 'this needs a reason' USING ERRCODE = '23514', CONSTRAINT = 'reason';
  END IF;
  IF p_act = 'disclose' AND recipient IS NULL THEN
    RAISE EXCEPTION 'a disclosure needs a recipient' USING ERRCODE = '23514', CONSTRAINT = 'recipient';
  END IF;
  SELECT lane, seq, hash INTO l, o_seq, h FROM audit.head WHERE strand = s ORDER BY (lane + first) % 8 LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF l IS NULL THEN
    SELECT lane, seq, hash INTO STRICT l, o_seq, h FROM audit.head WHERE strand = s AND lane = first FOR UPDATE;
  END IF;
  o_lane := l;
  o_seq := o_seq + 1;
  t := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  who := coalesce(c.actor::text, '-');
  o_hash := sha256(h || audit.canon(s, l::text, o_seq::text, t::text, who, session_user::text, coalesce(c.request_id, '-'),
    p_act, p_did, p_outcome, p_kind, p_on, p_partnership::text, why, recipient, detail));
  INSERT INTO audit.event VALUES (s, l, o_seq, t, who, session_user, coalesce(c.request_id, '-'),
    p_act, p_did, p_outcome, p_kind, p_on, p_partnership, why, recipient, detail, h, o_hash);
  UPDATE audit.head SET seq = o_seq, hash = o_hash WHERE strand = s AND lane = l;
END $$;
ALTER FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) OWNER TO own_audit;
CREATE FUNCTION audit.asks_reason() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$ SELECT ask_reason FROM audit.setting $$;
ALTER FUNCTION audit.asks_reason() OWNER TO own_audit;
CREATE FUNCTION audit.canon(VARIADIC f text[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT convert_to(string_agg(CASE WHEN x IS NULL THEN '-,' ELSE octet_length(x) || ':' || x || ',' END, '' ORDER BY o), 'UTF8')
    FROM unnest(f) WITH ORDINALITY u (x, o)
$$;
ALTER FUNCTION audit.canon(VARIADIC f text[]) OWNER TO own_audit;
CREATE FUNCTION audit.check_lane(p_strand text, p_lane integer, p_after bigint, p_many integer, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong integer) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  before bytea;
  newest bytea;
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'not to be checked' USING ERRCODE = '42501'; END IF;
  IF p_after = 0 THEN
    before := sha256(convert_to('liaison-audit-v1|' || p_strand || '|' || p_lane, 'UTF8'));
  ELSE
    SELECT e.hash INTO before FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq = p_after;
  END IF;
  SELECT count(*), coalesce(max(x.seq), p_after), (array_agg(x.hash ORDER BY x.seq DESC))[1],
         count(*) FILTER (WHERE x.seq <> x.place OR x.prev IS DISTINCT FROM x.was OR x.hash IS DISTINCT FROM sha256(x.prev || audit.canon(
           x.strand, x.lane::text, x.seq::text, x.at_us::text, x.actor, x.login, x.request, x.act, x.did, x.outcome, x.kind, x.on_what,
           x.partnership_id::text, x.why, x.recipient, x.detail)))
    INTO n, o_last, newest, o_wrong
    FROM (SELECT e.*, lag(e.hash, 1, before) OVER (ORDER BY e.seq) AS was, p_after + row_number() OVER (ORDER BY e.seq) AS place
            FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq > p_after ORDER BY e.seq LIMIT p_many) x;
  o_ended := n < p_many;
  IF o_ended AND NOT EXISTS (SELECT FROM audit.head h
      WHERE h.strand = p_strand AND h.lane = p_lane AND h.seq = o_last AND h.hash = coalesce(newest, before)) THEN
    o_wrong := o_wrong + 1;
  END IF;
  IF p_after = 0 AND EXISTS (SELECT FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq < 1) THEN
    o_wrong := o_wrong + 1;
  END IF;
END $$;
ALTER FUNCTION audit.check_lane(p_strand text, p_lane integer, p_after bigint, p_many integer, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong integer) OWNER TO own_audit;
CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  RAISE EXCEPTION 'audit.% is only ever added to', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
ALTER FUNCTION audit.refuse_change() OWNER TO own_audit;
CREATE FUNCTION audit.since(p_lane integer, p_seq bigint) RETURNS TABLE(lane integer, seq bigint, at_us bigint, actor text, act text, did text, outcome text, kind text, on_what text, partnership_id integer, detail text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT e.lane, e.seq, e.at_us, e.actor, e.act, e.did, e.outcome, e.kind, e.on_what, e.partnership_id, e.detail
    FROM audit.event e
   WHERE (SELECT sec.service()) AND e.strand = substr(session_user, 9) AND e.lane = p_lane AND e.seq > p_seq
     AND e.partnership_id = ANY ((SELECT sec.partnerships())::int[])
   ORDER BY e.seq LIMIT 1000
$$;
ALTER FUNCTION audit.since(p_lane integer, p_seq bigint) OWNER TO own_audit;
CREATE FUNCTION audit.stamp() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT string_agg(h.seq::text, '.' ORDER BY h.lane) FROM audit.head h WHERE h.strand = substr(session_user, 9)
$$;
ALTER FUNCTION audit.stamp() OWNER TO own_audit;
CREATE FUNCTION casework.cases() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT n.casefile_id AS id FROM casework.casefile_person n
     WHERE n.account_id = (SELECT sec.actor()) AND n.partnership_id = ANY ((SELECT sec.partnerships())::int[])
    UNION
    SELECT c.id FROM casework.casefile c WHERE c.partnership_id = ANY ((SELECT sec.supervises())::int[])
  ) mine
$$;
ALTER FUNCTION casework.cases() OWNER TO own_casework;
CREATE FUNCTION casework.publish(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_casework' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'casework', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN casework.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
ALTER FUNCTION casework.publish(p_month date) OWNER TO own_casework;
CREATE FUNCTION casework.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) RETURNS TABLE(id uuid, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
        DECLARE
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^(CAS)?[0-9A-HJKMNP-TV-Z]{7}$' THEN 'CAS-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM casework.activity a
               WHERE a.agency_id = ANY ($10) AND a.partnership_id = $1 AND a.reported_at IS NULL AND a.casefile_id = ANY ($11)
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7)
               ORDER BY a.occurred_at %2$s, a.id %2$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM casework.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL AND a.casefile_id = ANY ($11)
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7))
            ORDER BY 2 %2$s, 1 %2$s LIMIT $8
            $e$, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named,
              ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
                WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)), (SELECT casework.cases());
        END $_$;
ALTER FUNCTION casework.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) OWNER TO own_casework;
CREATE FUNCTION casework.sweep(p_before timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_casework' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM casework.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
ALTER FUNCTION casework.sweep(p_before timestamp with time zone) OWNER TO own_casework;
CREATE FUNCTION casework.take_case() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'action_change' THEN
    SELECT a.casefile_id INTO NEW.casefile_id FROM casework.action a WHERE a.id = NEW.action_id;
  ELSE
    SELECT a.casefile_id INTO NEW.casefile_id FROM casework.activity a WHERE a.id = NEW.activity_id;
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION casework.take_case() OWNER TO own_casework;
CREATE FUNCTION coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership integer, OUT o_round uuid) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  SELECT t.round_id INTO o_round FROM coordination.pulse_token t WHERE t.hash = p_hash;
  SELECT r.partnership_id INTO o_partnership FROM coordination.pulse_round r
   WHERE r.id = o_round AND r.published_at IS NULL AND p_day BETWEEN r.opens_on AND r.closes_on FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM coordination.pulse_token t WHERE t.hash = p_hash AND NOT t.used) THEN
    RAISE EXCEPTION 'the link does not work' USING ERRCODE = '42501';
  END IF;
  IF (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(p_said) k) IS DISTINCT FROM
       (SELECT array_agg(DISTINCT t.question ORDER BY t.question) FROM coordination.pulse_tally t WHERE t.round_id = o_round AND t.question IS NOT NULL)
     OR EXISTS (SELECT FROM jsonb_each_text(p_said) s WHERE s.value !~ '^[0-4]$') THEN
    RAISE EXCEPTION 'this is not what was asked' USING ERRCODE = '22023';
  END IF;
  UPDATE coordination.pulse_token t SET used = true WHERE t.hash = p_hash;
  PERFORM coordination.mix_pulse(o_round);
  WITH own AS MATERIALIZED (
    SELECT q.measure, (6 * sum(v.value) / count(*))::int AS sixths
      FROM (SELECT DISTINCT t.measure, t.question FROM coordination.pulse_tally t WHERE t.round_id = o_round AND t.question IS NOT NULL AND t.measure <> '') q
      JOIN (SELECT s.key, s.value::int FROM jsonb_each_text(p_said) s) v ON v.key = q.question AND v.value > 0
     GROUP BY q.measure)
  UPDATE coordination.pulse_tally t SET n = t.n + CASE t.kind
      WHEN 'pulse_count' THEN ((p_said->>t.question)::int = t.answer)::int
      WHEN 'pulse_score' THEN coalesce((SELECT o.sixths FROM own o WHERE o.measure = t.measure), 0)
      WHEN 'pulse_raters' THEN (EXISTS (SELECT FROM own o WHERE o.measure = t.measure))::int END
   WHERE t.round_id = o_round;
  UPDATE coordination.pulse_round r SET answered = r.answered + 1 WHERE r.id = o_round;
END $_$;
ALTER FUNCTION coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership integer, OUT o_round uuid) OWNER TO own_coordination;
CREATE FUNCTION coordination.by_link() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT session_user = 'liaison_coordination' AND sec.actor() IS NOT DISTINCT FROM 'b7d0c1f2-6a3e-4c58-9e21-0f4d8a6b3c75'::uuid AND sec.service()
$$;
ALTER FUNCTION coordination.by_link() OWNER TO own_coordination;
CREATE FUNCTION coordination.keep_correctors() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  NEW.correctors := coalesce(OLD.correctors, '{}');
  IF NEW.corrected_by IS NOT NULL AND NEW.corrected_by <> ALL (NEW.correctors) THEN
    NEW.correctors := NEW.correctors || NEW.corrected_by;
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION coordination.keep_correctors() OWNER TO own_coordination;
CREATE FUNCTION coordination.keep_rating() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  INSERT INTO coordination.rating_was (partnership_id, activity_id, measure, rater, agency_id, value, link_id, made_by, at, until)
    VALUES (OLD.partnership_id, OLD.activity_id, OLD.measure, OLD.rater, OLD.agency_id, OLD.value, OLD.link_id, OLD.made_by, OLD.at, NEW.at);
  RETURN NEW;
END $$;
ALTER FUNCTION coordination.keep_rating() OWNER TO own_coordination;
CREATE FUNCTION coordination.keep_test(p_what text, p_found integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  t timestamptz := clock_timestamp();
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'no test to keep' USING ERRCODE = '42501'; END IF;
  WITH ran AS (
    INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly)
      SELECT gen_random_uuid(), p.id, p_what, t, sec.today(), p_found, true FROM shared.partnership p WHERE p.archived_at IS NULL
      ON CONFLICT DO NOTHING RETURNING *),
  known AS (
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, flags, known_from)
      SELECT r.partnership_id, r.id, 0, 'log_verified', r.on_day, CASE r.found WHEN 0 THEN ARRAY['passed'] ELSE '{}' END, r.at FROM ran r WHERE r.what = 'log')
  SELECT count(*) INTO n FROM ran;
  RETURN n;
END $$;
ALTER FUNCTION coordination.keep_test(p_what text, p_found integer) OWNER TO own_coordination;
CREATE FUNCTION coordination.mix_pulse(p_round uuid) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog'
    AS $$
  WITH gone AS (DELETE FROM coordination.pulse_token t WHERE t.round_id = p_round RETURNING *)
  INSERT INTO coordination.pulse_token SELECT * FROM gone ORDER BY hash
$$;
ALTER FUNCTION coordination.mix_pulse(p_round uuid) OWNER TO own_coordination;
CREATE FUNCTION coordination.open_pulse(p_partnership integer, p_round uuid, p_wording integer, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_coordination' OR sec.actor() IS NULL OR p_partnership <> ALL (sec.partnerships()) THEN
    RAISE EXCEPTION 'not of a partnership of who acts' USING ERRCODE = '42501';
  END IF;
  INSERT INTO coordination.pulse_round (id, partnership_id, quarter, wording, opens_on, closes_on, asked, opened_by, opened_at)
    VALUES (p_round, p_partnership, date_trunc('quarter', p_opens::timestamp)::date, p_wording, p_opens, p_closes,
            jsonb_array_length(p_tokens) + jsonb_array_length(p_seats), sec.actor(), clock_timestamp());
  INSERT INTO coordination.pulse_token (partnership_id, round_id, hash)
    SELECT p_partnership, p_round, decode(h, 'hex') AS hash FROM jsonb_array_elements_text(p_tokens) h ORDER BY hash;
  INSERT INTO coordination.pulse_seat (partnership_id, round_id, account_id)
    SELECT p_partnership, p_round, a::uuid AS account FROM jsonb_array_elements_text(p_seats) a ORDER BY account;
  INSERT INTO coordination.pulse_tally (partnership_id, round_id, part, kind, measure, question, answer)
    SELECT p_partnership, p_round, x.part, x.kind, x.measure, x.question, x.answer
      FROM jsonb_to_recordset(p_parts) AS x(part int, kind text, measure text, question text, answer int) ORDER BY x.part;
END $$;
ALTER FUNCTION coordination.open_pulse(p_partnership integer, p_round uuid, p_wording integer, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb) OWNER TO own_coordination;
CREATE FUNCTION coordination.publish_pulse(p_day date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  r coordination.pulse_round;
  enough boolean;
  t timestamptz;
  n int := 0;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() OR p_day > sec.today() THEN RAISE EXCEPTION 'nothing to publish' USING ERRCODE = '42501'; END IF;
  FOR r IN SELECT * FROM coordination.pulse_round p WHERE p.published_at IS NULL AND p.closes_on < p_day ORDER BY p.id FOR UPDATE LOOP
    enough := r.answered >= 5 AND r.answered * 100 >= r.asked * 70;
    t := clock_timestamp();
    DELETE FROM coordination.pulse_token k WHERE k.round_id = r.id;
    DELETE FROM coordination.pulse_seat s WHERE s.round_id = r.id;
    DELETE FROM coordination.pulse_tally a WHERE a.round_id = r.id AND (NOT enough
      OR a.kind = 'pulse_count' AND (SELECT sum(b.n) FROM coordination.pulse_tally b WHERE b.round_id = r.id AND b.question = a.question AND b.answer > 0) < 5
      OR a.kind <> 'pulse_count' AND ((SELECT b.n FROM coordination.pulse_tally b WHERE b.round_id = r.id AND b.kind = 'pulse_raters' AND b.measure = a.measure) < 5
        OR EXISTS (SELECT FROM coordination.pulse_tally b WHERE b.round_id = r.id AND b.measure = a.measure AND b.answer > 0
                    GROUP BY b.question HAVING sum(b.n) BETWEEN 1 AND 4)));
    UPDATE coordination.pulse_round p SET published_at = t, told = enough WHERE p.id = r.id;
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, number, flags, known_from)
      SELECT r.partnership_id, r.id, f.part, f.kind, r.opens_on, r.closes_on, nullif(f.number, 0), f.flags, t
        FROM (SELECT 0 AS part, 'pulse_asked' AS kind, r.asked AS number, ARRAY['wording_' || r.wording] AS flags
              UNION ALL SELECT 1, 'pulse_answered', r.answered, CASE WHEN enough THEN ARRAY['told'] ELSE '{}' END
              UNION ALL SELECT a.part, a.kind, a.n, CASE WHEN a.question IS NULL THEN ARRAY[a.measure]
                  WHEN a.answer = 0 THEN ARRAY['answer_none', a.question] ELSE ARRAY['answer_' || a.answer, a.question] END
                FROM coordination.pulse_tally a WHERE a.round_id = r.id) f;
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;
ALTER FUNCTION coordination.publish_pulse(p_day date) OWNER TO own_coordination;
CREATE FUNCTION coordination.publish_separation(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  t timestamptz := clock_timestamp();
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() OR p_month > sec.today() THEN RAISE EXCEPTION 'nothing to publish' USING ERRCODE = '42501'; END IF;
  WITH place AS (
    SELECT p.id, EXISTS (SELECT FROM shared.strand_use s WHERE s.partnership_id = p.id AND s.strand = 'outreach' AND s.approved
             AND (s.decided_at AT TIME ZONE 'Europe/London')::date < p_month) AS reaches_out,
           EXISTS (SELECT FROM shared.strand_use s WHERE s.partnership_id = p.id AND s.strand = 'intelligence' AND s.approved
             AND (s.decided_at AT TIME ZONE 'Europe/London')::date < p_month) AS gathers
      FROM shared.partnership p WHERE p.archived_at IS NULL AND (p.created_at AT TIME ZONE 'Europe/London')::date < p_month),
  new AS (
    INSERT INTO coordination.separation (id, partnership_id, month, people, elsewhere, tested_on, test_found, community_on, intelligence_on, manager_on, published_at)
      SELECT gen_random_uuid(), p.id, p_month, h.people, NOT p.gathers, w.on_day, w.found, o.attested_on, CASE WHEN p.gathers THEN i.attested_on END,
             CASE WHEN NOT p.gathers THEN (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM coordination.attestation a
               WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) END, t
        FROM place p
        JOIN stats.separation_input h ON h.partnership_id = p.id AND h.month = p_month AND h.side = 'identity'
        LEFT JOIN stats.separation_input o ON o.partnership_id = p.id AND o.month = p_month AND o.side = 'outreach'
        LEFT JOIN stats.separation_input i ON i.partnership_id = p.id AND i.month = p_month AND i.side = 'intelligence'
        LEFT JOIN LATERAL (SELECT s.on_day, s.found FROM coordination.self_test s
          WHERE s.partnership_id = p.id AND s.what = 'wall' AND s.on_day < p_month ORDER BY s.at DESC LIMIT 1) w ON true
       WHERE (o.side IS NOT NULL OR NOT p.reaches_out) AND (i.side IS NOT NULL OR NOT p.gathers)
      ON CONFLICT DO NOTHING RETURNING *),
  excepted AS (
    INSERT INTO coordination.separation_exception (separation_id, partnership_id, place, from_day, to_day, proposed_by, approved_by)
      SELECT s.id, s.partnership_id, x.place, x.from_day, x.to_day, x.proposed_by, x.approved_by
        FROM new s JOIN stats.separation_exception x ON x.partnership_id = s.partnership_id AND x.month = s.month RETURNING *),
  known AS (
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, number, flags, known_from)
      SELECT s.partnership_id, s.id, f.part, f.kind, f.day, NULL, f.number, f.flags, t
        FROM new s CROSS JOIN LATERAL (VALUES
          (0, 'separation', s.month, nullif(s.people, 0), CASE WHEN s.elsewhere THEN ARRAY['elsewhere'] ELSE '{}' END),
          (1, 'self_test', s.tested_on, NULL, CASE s.test_found WHEN 0 THEN ARRAY['passed'] ELSE '{}' END),
          (2, 'attested', s.community_on, NULL, ARRAY['community']),
          (3, 'attested', s.intelligence_on, NULL, ARRAY['intelligence']),
          (4, 'attested', s.manager_on, NULL, ARRAY['manager'])) f (part, kind, day, number, flags)
       WHERE f.day IS NOT NULL
      UNION ALL
      SELECT e.partnership_id, e.separation_id, 4 + e.place, 'separation_exception', e.from_day, e.to_day, NULL, '{}', t FROM excepted e)
  SELECT count(*) INTO n FROM new;
  RETURN n;
END $$;
ALTER FUNCTION coordination.publish_separation(p_month date) OWNER TO own_coordination;
CREATE FUNCTION coordination.pulse_asked(p_hash bytea, p_day date) RETURNS TABLE(place text, closes_on date, wording integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  RETURN QUERY SELECT p.name, r.closes_on, r.wording
    FROM coordination.pulse_token t JOIN coordination.pulse_round r ON r.id = t.round_id JOIN shared.partnership p ON p.id = r.partnership_id
   WHERE t.hash = p_hash AND NOT t.used AND r.published_at IS NULL AND p_day BETWEEN r.opens_on AND r.closes_on;
END $$;
ALTER FUNCTION coordination.pulse_asked(p_hash bytea, p_day date) OWNER TO own_coordination;
CREATE FUNCTION coordination.pulse_waits(p_round uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_coordination' THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  RETURN (SELECT NOT s.taken FROM coordination.pulse_seat s
           WHERE s.round_id = p_round AND s.account_id = sec.actor() AND s.partnership_id = ANY (sec.partnerships()));
END $$;
ALTER FUNCTION coordination.pulse_waits(p_round uuid) OWNER TO own_coordination;
CREATE FUNCTION coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership integer, OUT o_activity uuid, OUT o_agency integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  link uuid;
  held date;
  who uuid := gen_random_uuid();
  t timestamptz;
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  SELECT l.id, l.partnership_id, l.activity_id, l.agency_id INTO link, o_partnership, o_activity, o_agency
    FROM coordination.rating_link l WHERE l.token_hash = p_token;
  SELECT a.occurred_on INTO held FROM coordination.activity a WHERE a.id = o_activity FOR UPDATE;
  UPDATE coordination.rating_link l SET used = l.used + 1
   WHERE l.id = link AND l.withdrawn_at IS NULL AND l.expires_on >= sec.today() AND l.used < l.uses;
  IF NOT FOUND OR (SELECT count(DISTINCT r.rater) FROM coordination.rating r WHERE r.activity_id = o_activity AND r.agency_id = o_agency)
      >= coordination.rating_people(o_activity, o_agency) THEN
    RAISE EXCEPTION 'the link does not work' USING ERRCODE = '42501';
  END IF;
  IF p_said = '{}' OR EXISTS (SELECT FROM jsonb_object_keys(p_said) k WHERE k <> ALL (coordination.rating_measures(o_activity))) THEN
    RAISE EXCEPTION 'this is not what was asked' USING ERRCODE = '22023';
  END IF;
  SELECT greatest(clock_timestamp(), max(r.at) + interval '1 microsecond') INTO t FROM coordination.rating r WHERE r.activity_id = o_activity;
  INSERT INTO coordination.rating (partnership_id, activity_id, measure, rater, agency_id, value, link_id, at)
    SELECT o_partnership, o_activity, s.key, who, o_agency, s.value::int, link, t FROM jsonb_each_text(p_said) s;
  INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, agency_id, person_id, by_account, number, flags, known_from)
    SELECT r.partnership_id, r.source, 0, 'rating', held,
           greatest(held, (t AT TIME ZONE 'Europe/London')::date), r.agency_id, r.rater, r.activity_id, nullif(r.value, 0), ARRAY[r.measure], t
      FROM coordination.rating r WHERE r.activity_id = o_activity AND r.rater = who;
END $$;
ALTER FUNCTION coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership integer, OUT o_activity uuid, OUT o_agency integer) OWNER TO own_coordination;
CREATE FUNCTION coordination.rate_for(p_activity uuid, p_agency integer, p_said jsonb) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  place int;
  t timestamptz;
BEGIN
  IF session_user <> 'liaison_coordination' OR sec.actor() IS NULL THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  SELECT a.partnership_id INTO place FROM coordination.activity a WHERE a.id = p_activity AND a.partnership_id = ANY (sec.partnerships()) FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'not of a partnership of who acts' USING ERRCODE = '42501'; END IF;
  SELECT greatest(clock_timestamp(), max(r.at) + interval '1 microsecond') INTO t FROM coordination.rating r WHERE r.activity_id = p_activity;
  INSERT INTO coordination.rating_was (partnership_id, activity_id, measure, rater, agency_id, value, link_id, made_by, at, until)
    SELECT r.partnership_id, r.activity_id, r.measure, r.rater, r.agency_id, r.value, r.link_id, r.made_by, r.at, t
      FROM coordination.rating r WHERE r.activity_id = p_activity AND r.agency_id = p_agency AND r.made_by IS NOT NULL;
  DELETE FROM coordination.rating r WHERE r.activity_id = p_activity AND r.agency_id = p_agency AND r.made_by IS NOT NULL;
  IF EXISTS (SELECT FROM jsonb_array_elements(p_said) s, jsonb_object_keys(s) k WHERE k <> ALL (coordination.rating_measures(p_activity))) THEN
    RAISE EXCEPTION 'this is not what is asked' USING ERRCODE = '22023';
  END IF;
  WITH person AS MATERIALIZED (SELECT gen_random_uuid() AS rater, s.said FROM jsonb_array_elements(p_said) s (said))
  INSERT INTO coordination.rating (partnership_id, activity_id, measure, rater, agency_id, value, made_by, at)
    SELECT place, p_activity, k.key, person.rater, p_agency, k.value::int, sec.actor(), t FROM person, jsonb_each_text(person.said) k;
  IF p_said <> '[]' AND (SELECT count(DISTINCT r.rater) FROM coordination.rating r WHERE r.activity_id = p_activity AND r.agency_id = p_agency)
      > coordination.rating_people(p_activity, p_agency) THEN
    RAISE EXCEPTION 'more people than came' USING ERRCODE = '22023';
  END IF;
  RETURN t;
END $$;
ALTER FUNCTION coordination.rate_for(p_activity uuid, p_agency integer, p_said jsonb) OWNER TO own_coordination;
CREATE FUNCTION coordination.rating_asked(p_token bytea) RETURNS TABLE(kind text, title text, day date, measures text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  RETURN QUERY SELECT a.kind, CASE WHEN a.marking = 'OFFICIAL' THEN a.title ELSE '' END, a.occurred_on, coordination.rating_measures(a.id)
    FROM coordination.rating_link l JOIN coordination.activity a ON a.partnership_id = l.partnership_id AND a.id = l.activity_id
   WHERE l.token_hash = p_token AND l.withdrawn_at IS NULL AND l.expires_on >= sec.today() AND l.used < l.uses
     AND (SELECT count(DISTINCT r.rater) FROM coordination.rating r WHERE r.activity_id = l.activity_id AND r.agency_id = l.agency_id)
       < coordination.rating_people(l.activity_id, l.agency_id);
END $$;
ALTER FUNCTION coordination.rating_asked(p_token bytea) OWNER TO own_coordination;
CREATE FUNCTION coordination.rating_measures(p_activity uuid) RETURNS text[]
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT CASE a.kind
      WHEN 'training' THEN CASE WHEN (SELECT t.tested FROM coordination.training t WHERE t.activity_id = a.id)
        THEN ARRAY['quality', 'useful', 'before', 'after'] ELSE ARRAY['quality', 'useful'] END
      WHEN 'meeting' THEN ARRAY['convenient']
      WHEN 'share' THEN ARRAY['relevant', 'useful']
      ELSE '{}' END
    FROM coordination.activity a WHERE a.id = p_activity
$$;
ALTER FUNCTION coordination.rating_measures(p_activity uuid) OWNER TO own_coordination;
CREATE FUNCTION coordination.rating_people(p_activity uuid, p_agency integer) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT coalesce(max(CASE a.kind
      WHEN 'training' THEN (SELECT p.people FROM coordination.participant p WHERE p.activity_id = a.id AND p.agency_id = p_agency)
      WHEN 'meeting' THEN (SELECT 1 FROM coordination.attendance t JOIN coordination.meeting m ON m.activity_id = t.activity_id
        WHERE t.activity_id = a.id AND t.agency_id = p_agency AND t.state IN ('came', 'substitute') AND m.status = 'held')
      WHEN 'share' THEN (SELECT 1 FROM coordination.share_recipient r JOIN coordination.share s ON s.activity_id = r.activity_id
        WHERE r.activity_id = a.id AND r.agency_id = p_agency AND s.outcome IN ('given', 'part'))
    END), 0)
    FROM coordination.activity a WHERE a.id = p_activity AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
$$;
ALTER FUNCTION coordination.rating_people(p_activity uuid, p_agency integer) OWNER TO own_coordination;
CREATE FUNCTION coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
    FROM (SELECT substr(sha256(uuid_send(p_activity) || convert_to(p_measure || '/' || p_rater, 'UTF8')), 1, 16)) s (h)
$$;
ALTER FUNCTION coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid) OWNER TO own_coordination;
CREATE FUNCTION coordination.renew_pulse(p_round uuid, p_renewed integer, p_tokens jsonb, p_seats jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  place int;
  made  timestamptz;
BEGIN
  IF session_user <> 'liaison_coordination' OR sec.actor() IS NULL THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  SELECT r.partnership_id, r.linked_at INTO place, made FROM coordination.pulse_round r
   WHERE r.id = p_round AND r.partnership_id = ANY (sec.partnerships()) AND r.published_at IS NULL
     AND r.answered = 0 AND r.renewed = p_renewed FOR UPDATE;
  IF NOT FOUND THEN RETURN 'moved'; END IF;
  IF made > now() - interval '10 minutes' THEN RETURN 'soon'; END IF;
  DELETE FROM coordination.pulse_token t WHERE t.round_id = p_round;
  DELETE FROM coordination.pulse_seat s WHERE s.round_id = p_round;
  INSERT INTO coordination.pulse_token (partnership_id, round_id, hash)
    SELECT place, p_round, decode(h, 'hex') AS hash FROM jsonb_array_elements_text(p_tokens) h ORDER BY hash;
  INSERT INTO coordination.pulse_seat (partnership_id, round_id, account_id)
    SELECT place, p_round, a::uuid AS account FROM jsonb_array_elements_text(p_seats) a ORDER BY account;
  UPDATE coordination.pulse_round r SET renewed = r.renewed + 1, linked_at = now(), asked = jsonb_array_length(p_tokens) + jsonb_array_length(p_seats) WHERE r.id = p_round;
  RETURN 'done';
END $$;
ALTER FUNCTION coordination.renew_pulse(p_round uuid, p_renewed integer, p_tokens jsonb, p_seats jsonb) OWNER TO own_coordination;
CREATE FUNCTION coordination.return_pulse(p_round uuid, p_back jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  place int;
BEGIN
  IF session_user <> 'liaison_coordination' OR sec.actor() IS NULL THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  SELECT r.partnership_id INTO place FROM coordination.pulse_round r
   WHERE r.id = p_round AND r.partnership_id = ANY (sec.partnerships()) AND r.published_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such round is open' USING ERRCODE = '42501'; END IF;
  WITH gone AS (
    DELETE FROM coordination.pulse_token t USING jsonb_to_recordset(p_back) AS b(hash text, account uuid)
     WHERE t.round_id = p_round AND t.hash = decode(b.hash, 'hex') AND NOT t.used RETURNING b.account)
  INSERT INTO coordination.pulse_seat (partnership_id, round_id, account_id) SELECT place, p_round, g.account FROM gone g ORDER BY g.account;
  PERFORM coordination.mix_pulse(p_round);
END $$;
ALTER FUNCTION coordination.return_pulse(p_round uuid, p_back jsonb) OWNER TO own_coordination;
CREATE FUNCTION coordination.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) RETURNS TABLE(id uuid, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
        DECLARE
          written tsquery := websearch_to_tsquery('english', p_words);
          asked   tsquery;
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^(COO)?[0-9A-HJKMNP-TV-Z]{7}$' THEN 'COO-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          SELECT written || coalesce(string_agg('@' || g.id, ' | ')::tsquery, '') INTO asked
            FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
           WHERE to_tsvector('english', g.name) @@ written;
          -- The words are in the statement, so that it is planned for how common they are.
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM coordination.activity a
               WHERE $10 AND a.found @@ %1$L::tsquery AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7)
               ORDER BY a.occurred_at %3$s, a.id %3$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM coordination.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7))
            ORDER BY 2 %3$s, 1 %3$s LIMIT $8
            $e$, asked && ('~' || p_partnership)::tsquery, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named, numnode(asked) > 0;
        END $_$;
ALTER FUNCTION coordination.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) OWNER TO own_coordination;
CREATE FUNCTION coordination.sign_decision() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NEW.decided_by IS DISTINCT FROM OLD.decided_by AND NEW.decided_by IS NOT NULL AND NEW.decided_by IS DISTINCT FROM sec.actor() THEN
    RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION coordination.sign_decision() OWNER TO own_coordination;
CREATE FUNCTION coordination.sign_recall() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NEW.recall IS DISTINCT FROM OLD.recall
     AND (CASE NEW.recall WHEN 'proposed' THEN NEW.recall_by ELSE NEW.recall_decided_by END) IS DISTINCT FROM sec.actor() THEN
    RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION coordination.sign_recall() OWNER TO own_coordination;
CREATE FUNCTION coordination.sweep(p_before timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM coordination.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
ALTER FUNCTION coordination.sweep(p_before timestamp with time zone) OWNER TO own_coordination;
CREATE FUNCTION coordination.take_pulse(p_round uuid, p_hash bytea, p_day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  place int;
BEGIN
  IF session_user <> 'liaison_coordination' OR sec.actor() IS NULL THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  SELECT r.partnership_id INTO place FROM coordination.pulse_round r
   WHERE r.id = p_round AND r.partnership_id = ANY (sec.partnerships()) AND r.published_at IS NULL AND p_day BETWEEN r.opens_on AND r.closes_on FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM coordination.pulse_seat s WHERE s.round_id = p_round AND s.account_id = sec.actor() AND NOT s.taken) THEN
    RAISE EXCEPTION 'no link waits' USING ERRCODE = '42501';
  END IF;
  UPDATE coordination.pulse_seat s SET taken = s.taken OR s.account_id = sec.actor() WHERE s.round_id = p_round;
  INSERT INTO coordination.pulse_token (partnership_id, round_id, hash) VALUES (place, p_round, p_hash);
  PERFORM coordination.mix_pulse(p_round);
END $$;
ALTER FUNCTION coordination.take_pulse(p_round uuid, p_hash bytea, p_day date) OWNER TO own_coordination;
CREATE FUNCTION coordination.test_due(p_what text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'no test to keep' USING ERRCODE = '42501'; END IF;
  RETURN EXISTS (SELECT FROM shared.partnership p WHERE p.archived_at IS NULL AND NOT EXISTS (
    SELECT FROM coordination.self_test t WHERE t.partnership_id = p.id AND t.what = p_what AND t.on_day = sec.today() AND t.nightly));
END $$;
ALTER FUNCTION coordination.test_due(p_what text) OWNER TO own_coordination;
CREATE FUNCTION identity.announce() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  PERFORM pg_notify('liaison_identity', to_jsonb(NEW) ->> TG_ARGV[0]);
  RETURN NULL;
END $$;
ALTER FUNCTION identity.announce() OWNER TO own_identity;
CREATE FUNCTION identity.cut_cooling() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NEW.exception_id IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.id = NEW.exception_id AND p.despite IS NOT NULL AND p.approved
       AND p.account_id = NEW.account_id AND p.partnership_id = NEW.partnership_id AND p.strand = NEW.strand AND p.role = NEW.role
       AND NEW.from_day >= p.from_day AND NEW.to_day <= p.to_day
       AND p.proposed_by = NEW.proposed_by AND p.decided_by = NEW.approved_by) THEN
    RAISE EXCEPTION 'no exception was approved for this grant' USING ERRCODE = '42501';
  END IF;
  UPDATE identity.strand_grant o SET cooled_on = NEW.from_day - 1
   WHERE o.account_id = NEW.account_id AND (o.strand = 'intelligence') <> (NEW.strand = 'intelligence') AND o.first_used_on IS NOT NULL
     AND o.to_day < NEW.from_day AND o.to_day + o.cooling_days >= NEW.from_day AND coalesce(o.cooled_on, NEW.from_day) >= NEW.from_day;
  RETURN NEW;
END $$;
ALTER FUNCTION identity.cut_cooling() OWNER TO own_identity;
CREATE FUNCTION identity.hand_in(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  of int;
  n int := 0;
BEGIN
  IF session_user <> 'liaison_identity' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  FOR of IN SELECT p.id FROM shared.partnership p LOOP
    IF stats.hand_in(of, 'identity', p_month, NULL, (
        SELECT count(DISTINCT g.account_id)::int FROM identity.strand_grant g
          JOIN identity.strand_grant o ON o.account_id = g.account_id AND o.side <> g.side AND o.barred @> p_month
         WHERE g.partnership_id = of AND g.held @> p_month)) THEN
      n := n + 1;
      PERFORM stats.hand_in_exception(of, p_month, x.place::int, x.from_day, x.to_day, x.proposed_by, x.approved_by) FROM (
        SELECT row_number() OVER (ORDER BY g.from_day, g.id) AS place, g.from_day, g.to_day, g.proposed_by, g.approved_by
          FROM identity.strand_grant g
         WHERE g.partnership_id = of AND g.exception_id IS NOT NULL AND (g.first_used_on IS NOT NULL OR NOT isempty(g.held))
           AND daterange(g.from_day, g.to_day, '[]') && daterange((p_month - interval '1 month')::date, p_month, '[]')) x;
    END IF;
  END LOOP;
  RETURN n;
END $$;
ALTER FUNCTION identity.hand_in(p_month date) OWNER TO own_identity;
CREATE FUNCTION identity.keep_grant() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a grant is never deleted' USING ERRCODE = '42501'; END IF;
  IF (NEW.id, NEW.account_id, NEW.partnership_id, NEW.strand, NEW.role, NEW.from_day, NEW.cooling_days, NEW.reason,
      NEW.proposed_by, NEW.approved_by, NEW.created_at, NEW.exception_id)
     IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.partnership_id, OLD.strand, OLD.role, OLD.from_day, OLD.cooling_days, OLD.reason,
      OLD.proposed_by, OLD.approved_by, OLD.created_at, OLD.exception_id) THEN
    RAISE EXCEPTION 'a grant does not change' USING ERRCODE = '42501';
  END IF;
  IF OLD.first_used_on IS NOT NULL AND NEW.first_used_on IS DISTINCT FROM OLD.first_used_on THEN
    RAISE EXCEPTION 'a grant that was used was used' USING ERRCODE = '42501';
  END IF;
  IF NEW.cooled_on IS DISTINCT FROM OLD.cooled_on AND NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.account_id = NEW.account_id AND (p.strand = 'intelligence') <> (NEW.strand = 'intelligence')
       AND p.approved AND p.despite IS NOT NULL AND NEW.cooled_on >= p.from_day - 1) THEN
    RAISE EXCEPTION 'no exception was approved for this cooling-off' USING ERRCODE = '42501';
  END IF;
  IF (NEW.to_day, NEW.ended_by, NEW.end_reason) IS DISTINCT FROM (OLD.to_day, OLD.ended_by, OLD.end_reason) THEN
    IF OLD.to_day < sec.today() OR OLD.ended_by IS NOT NULL THEN RAISE EXCEPTION 'the grant has ended' USING ERRCODE = '42501'; END IF;
    IF NEW.to_day < sec.today() AND NEW.from_day <= sec.today() THEN RAISE EXCEPTION 'a grant cannot end before today' USING ERRCODE = '42501'; END IF;
    IF NEW.to_day > OLD.to_day THEN RAISE EXCEPTION 'a grant is not made longer' USING ERRCODE = '42501'; END IF;
    IF NEW.ended_by IS NULL THEN RAISE EXCEPTION 'somebody ends a grant' USING ERRCODE = '42501'; END IF;
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION identity.keep_grant() OWNER TO own_identity;
CREATE FUNCTION identity.names(ids uuid[]) RETURNS TABLE(id uuid, name text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT a.id, a.name FROM identity.account a
   WHERE a.id = ANY (ids)
     AND a.id IN (SELECT m.account_id FROM identity.membership m
                   WHERE m.account_id = ANY (ids) AND m.partnership_id = ANY ((SELECT sec.partnerships())::int[]))
$$;
ALTER FUNCTION identity.names(ids uuid[]) OWNER TO own_identity;
CREATE FUNCTION identity.two_people() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NEW.approved_by IS DISTINCT FROM sec.actor() OR NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.account_id = NEW.account_id AND p.partnership_id = NEW.partnership_id AND p.strand = NEW.strand AND p.role = NEW.role
       AND NEW.from_day >= p.from_day AND NEW.to_day <= p.to_day
       AND p.proposed_by = NEW.proposed_by AND p.decided_by = NEW.approved_by AND p.approved) THEN
    RAISE EXCEPTION 'no proposal was approved for this grant' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION identity.two_people() OWNER TO own_identity;
CREATE FUNCTION identity.used() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  who uuid := sec.actor();
BEGIN
  IF who IS NULL OR session_user NOT IN ('liaison_outreach', 'liaison_casework', 'liaison_intelligence') THEN RETURN false; END IF;
  UPDATE identity.strand_grant g SET first_used_on = sec.today()
   WHERE g.account_id = who AND g.strand = substr(session_user, 9) AND g.first_used_on IS NULL
     AND sec.live(g.from_day, g.to_day, g.ended_by, sec.today());
  RETURN FOUND;
END $$;
ALTER FUNCTION identity.used() OWNER TO own_identity;
CREATE FUNCTION identity.whole_cooling() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF NEW.exception_id IS NULL AND EXISTS (
    SELECT FROM identity.strand_grant o
     WHERE o.account_id = NEW.account_id AND o.side <> NEW.side AND o.first_used_on IS NOT NULL AND o.cooled_on IS NOT NULL
       AND daterange(o.from_day, o.to_day + o.cooling_days, '[]') && daterange(NEW.from_day, NEW.to_day, '[]')) THEN
    RAISE EXCEPTION 'the exception was for another grant' USING ERRCODE = '23P01', CONSTRAINT = 'strand_grant_sides';
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION identity.whole_cooling() OWNER TO own_identity;
CREATE FUNCTION intelligence.hand_in(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.hand_in(t.id, 'intelligence', p_month, t.attested_on, NULL)) INTO n FROM (
    SELECT p.id, (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM intelligence.attestation a
        WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) AS attested_on
      FROM shared.partnership p) t;
  RETURN n;
END $$;
ALTER FUNCTION intelligence.hand_in(p_month date) OWNER TO own_intelligence;
CREATE FUNCTION intelligence.publish(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'intelligence', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN intelligence.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
ALTER FUNCTION intelligence.publish(p_month date) OWNER TO own_intelligence;
CREATE FUNCTION intelligence.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) RETURNS TABLE(id uuid, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
        DECLARE
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^(INT)?[0-9A-HJKMNP-TV-Z]{7}$' THEN 'INT-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM intelligence.activity a
               WHERE a.agency_id = ANY ($10) AND a.partnership_id = $1 AND a.reported_at IS NULL 
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7)
               ORDER BY a.occurred_at %2$s, a.id %2$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM intelligence.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL 
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7))
            ORDER BY 2 %2$s, 1 %2$s LIMIT $8
            $e$, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named,
              ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
                WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words));
        END $_$;
ALTER FUNCTION intelligence.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) OWNER TO own_intelligence;
CREATE FUNCTION intelligence.sweep(p_before timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM intelligence.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
ALTER FUNCTION intelligence.sweep(p_before timestamp with time zone) OWNER TO own_intelligence;
CREATE FUNCTION outreach.hand_in(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.hand_in(t.id, 'outreach', p_month, t.attested_on, NULL)) INTO n FROM (
    SELECT p.id, (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM outreach.attestation a
        WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) AS attested_on
      FROM shared.partnership p) t;
  RETURN n;
END $$;
ALTER FUNCTION outreach.hand_in(p_month date) OWNER TO own_outreach;
CREATE FUNCTION outreach.publish(p_month date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'outreach', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN outreach.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
ALTER FUNCTION outreach.publish(p_month date) OWNER TO own_outreach;
CREATE FUNCTION outreach.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) RETURNS TABLE(id uuid, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
        DECLARE
          written tsquery := websearch_to_tsquery('english', p_words);
          asked   tsquery;
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^(OUT)?[0-9A-HJKMNP-TV-Z]{7}$' THEN 'OUT-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          SELECT written || coalesce(string_agg('@' || g.id, ' | ')::tsquery, '') INTO asked
            FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
           WHERE to_tsvector('english', g.name) @@ written;
          -- The words are in the statement, so that it is planned for how common they are.
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM outreach.activity a
               WHERE $10 AND a.found @@ %1$L::tsquery AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7)
               ORDER BY a.occurred_at %3$s, a.id %3$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM outreach.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7))
            ORDER BY 2 %3$s, 1 %3$s LIMIT $8
            $e$, asked && ('~' || p_partnership)::tsquery, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named, numnode(asked) > 0;
        END $_$;
ALTER FUNCTION outreach.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) OWNER TO own_outreach;
CREATE FUNCTION outreach.sweep(p_before timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM outreach.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
ALTER FUNCTION outreach.sweep(p_before timestamp with time zone) OWNER TO own_outreach;
CREATE FUNCTION sec.actor() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$ SELECT actor FROM sec.claims() $$;
ALTER FUNCTION sec.actor() OWNER TO own_sec;
CREATE FUNCTION sec.claims(OUT actor uuid, OUT request_id text) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $_$
DECLARE
  t text := current_setting('liaison.ctx', true);
  f text[];
  secret bytea;
  body text;
BEGIN
  IF t IS NULL OR t = '' THEN RETURN; END IF;
  f := string_to_array(t, '|');
  IF array_length(f, 1) IS DISTINCT FROM 6 OR f[1] <> 'v1' OR f[2] !~ '^[0-9]{1,6}$' OR f[4] !~ '^[A-Za-z0-9._-]{1,64}$'
     OR f[5] !~ '^[0-9]{1,12}$' OR f[6] !~ '^[0-9a-f]{64}$'
     OR f[3] !~ '^(-|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$' THEN RETURN; END IF;
  SELECT key.k INTO secret FROM sec.key WHERE id = f[2]::int AND retired_at IS NULL;
  IF secret IS NULL THEN RETURN; END IF;
  body := left(t, length(t) - length(f[6]) - 1);
  -- The MACs of the MACs are compared, so that no comparison ends early on bytes an attacker chose.
  IF ext.hmac(ext.hmac(convert_to(body, 'UTF8'), secret, 'sha256'), secret, 'sha256')
     IS DISTINCT FROM ext.hmac(decode(f[6], 'hex'), secret, 'sha256') THEN RETURN; END IF;
  IF f[5]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN; END IF;
  actor := CASE WHEN f[3] <> '-' THEN f[3]::uuid END;
  request_id := f[4];
END $_$;
ALTER FUNCTION sec.claims(OUT actor uuid, OUT request_id text) OWNER TO own_sec;
CREATE FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT from_day <= day AND (to_day IS NULL OR to_day > day OR (to_day = day AND ended_by IS NULL)) $$;
ALTER FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) OWNER TO own_sec;
CREATE FUNCTION sec.members(p_partnership integer) RETURNS TABLE(id uuid, account_id uuid, agency_id integer, from_day date, until date, created_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT m.id, m.account_id, m.agency_id, m.from_day, m.until, m.created_at
    FROM (SELECT i.id, i.account_id, i.agency_id, i.from_day, i.created_at,
                 least(CASE WHEN i.ended_by IS NULL THEN i.to_day ELSE i.to_day - 1 END, (a.disabled_at AT TIME ZONE 'Europe/London')::date) AS until
            FROM identity.membership i JOIN identity.account a ON a.id = i.account_id
           WHERE i.partnership_id = p_partnership AND i.role IN ('coordinator', 'staff', 'manager')) m
   WHERE session_user = 'liaison_coordination' AND (sec.service() OR p_partnership = ANY ((SELECT sec.partnerships())::int[]))
     AND (m.until IS NULL OR m.until >= m.from_day)
$$;
ALTER FUNCTION sec.members(p_partnership integer) OWNER TO own_sec;
CREATE FUNCTION sec.partnerships() RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  who uuid := sec.actor();
  day date := sec.today();
  found int[];
BEGIN
  IF who IS NULL THEN RETURN '{}'; END IF;
  CASE session_user
  WHEN 'liaison_coordination' THEN
    SELECT array_agg(DISTINCT m.partnership_id) INTO found
      FROM identity.membership m
      JOIN identity.account a ON a.id = m.account_id
      JOIN shared.partnership p ON p.id = m.partnership_id
     WHERE m.account_id = who AND a.disabled_at IS NULL AND p.archived_at IS NULL
       AND m.role IN ('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer')
       AND sec.live(m.from_day, m.to_day, m.ended_by, day);
  WHEN 'liaison_outreach', 'liaison_casework', 'liaison_intelligence' THEN
    SELECT array_agg(DISTINCT g.partnership_id) INTO found
      FROM identity.strand_grant g
      JOIN identity.account a ON a.id = g.account_id
      JOIN shared.partnership p ON p.id = g.partnership_id
     WHERE g.account_id = who AND g.strand = substr(session_user, 9) AND a.disabled_at IS NULL AND p.archived_at IS NULL
       AND sec.live(g.from_day, g.to_day, g.ended_by, day)
       AND g.partnership_id IN (SELECT m.partnership_id FROM identity.membership m
                                 WHERE m.account_id = who AND sec.live(m.from_day, m.to_day, m.ended_by, day));
  WHEN 'liaison_identity' THEN
    SELECT array_agg(DISTINCT m.partnership_id) INTO found
      FROM identity.membership m
      JOIN identity.account a ON a.id = m.account_id
     WHERE m.account_id = who AND a.disabled_at IS NULL AND sec.live(m.from_day, m.to_day, m.ended_by, day);
  ELSE
    found := NULL;
  END CASE;
  RETURN coalesce(found, '{}');
END $$;
ALTER FUNCTION sec.partnerships() OWNER TO own_sec;
CREATE FUNCTION sec.service() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT EXISTS (SELECT FROM identity.account a WHERE a.id = (SELECT sec.actor()) AND a.service AND a.disabled_at IS NULL)
$$;
ALTER FUNCTION sec.service() OWNER TO own_sec;
CREATE FUNCTION sec.signed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  c text;
BEGIN
  FOREACH c IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) ->> c IS DISTINCT FROM to_jsonb(OLD) ->> c
       AND (to_jsonb(NEW) ->> c)::uuid IS DISTINCT FROM sec.actor() THEN
      RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
ALTER FUNCTION sec.signed() OWNER TO own_sec;
CREATE FUNCTION sec.supervises() RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  found int[];
BEGIN
  IF session_user <> 'liaison_casework' THEN RETURN '{}'; END IF;
  SELECT array_agg(DISTINCT g.partnership_id) INTO found
    FROM identity.strand_grant g
   WHERE g.account_id = sec.actor() AND g.strand = 'casework' AND g.role = 'case_supervisor'
     AND sec.live(g.from_day, g.to_day, g.ended_by, sec.today())
     AND g.partnership_id = ANY (sec.partnerships());
  RETURN coalesce(found, '{}');
END $$;
ALTER FUNCTION sec.supervises() OWNER TO own_sec;
CREATE FUNCTION sec.today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$ SELECT (now() AT TIME ZONE 'Europe/London')::date $$;
ALTER FUNCTION sec.today() OWNER TO own_sec;
CREATE FUNCTION sec.watched() RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user = 'liaison_coordination' AND sec.service() THEN
    RETURN coalesce((SELECT array_agg(p.id ORDER BY p.id) FROM shared.partnership p WHERE p.archived_at IS NULL), '{}');
  END IF;
  RETURN sec.partnerships();
END $$;
ALTER FUNCTION sec.watched() OWNER TO own_sec;
CREATE FUNCTION shared.add_agency(p_slug text, p_name text, p_short text, p_kind text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR cardinality(sec.partnerships()) = 0 THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  LOCK TABLE shared.agency IN SHARE ROW EXCLUSIVE MODE;
  SELECT coalesce(max(id), 0) + 1 INTO n FROM shared.agency;
  INSERT INTO shared.agency (id, slug, name, short, kind) VALUES (n, p_slug, p_name, p_short, p_kind);
  RETURN n;
END $$;
ALTER FUNCTION shared.add_agency(p_slug text, p_name text, p_short text, p_kind text) OWNER TO own_shared;
CREATE FUNCTION shared.correct_agency(p_id integer, p_name text, p_short text, p_kind text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT EXISTS (SELECT FROM shared.partnership_agency m WHERE m.agency_id = p_id AND m.partnership_id = ANY (sec.partnerships())) THEN
    RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501';
  END IF;
  LOCK TABLE shared.agency IN SHARE ROW EXCLUSIVE MODE;
  IF (SELECT count(DISTINCT m.partnership_id) FROM shared.partnership_agency m WHERE m.agency_id = p_id) > 1 THEN RETURN false; END IF;
  UPDATE shared.agency a SET name = p_name, short = p_short, kind = p_kind WHERE a.id = p_id;
  RETURN FOUND;
END $$;
ALTER FUNCTION shared.correct_agency(p_id integer, p_name text, p_short text, p_kind text) OWNER TO own_shared;
CREATE FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_' || p_side OR NOT sec.service() OR p_month > sec.today() THEN
    RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.separation_input (partnership_id, month, side, attested_on, people)
    VALUES (p_partnership, p_month, p_side, p_attested_on, p_people) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
ALTER FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) OWNER TO own_stats;
CREATE FUNCTION stats.hand_in_exception(p_partnership integer, p_month date, p_place integer, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_identity' OR NOT sec.service() OR p_month > sec.today() THEN
    RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.separation_exception (partnership_id, month, place, from_day, to_day, proposed_by, approved_by)
    VALUES (p_partnership, p_month, p_place, p_from, p_to, p_proposed_by, p_approved_by);
END $$;
ALTER FUNCTION stats.hand_in_exception(p_partnership integer, p_month date, p_place integer, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid) OWNER TO own_stats;
CREATE FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  IF session_user <> 'liaison_' || p_strand OR NOT sec.service() OR p_month + interval '1 month' > sec.today() THEN
    RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.total (partnership_id, strand, month, tens) VALUES (p_partnership, p_strand, p_month, p_tens) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
ALTER FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) OWNER TO own_stats;
CREATE TABLE audit.event (
    strand text NOT NULL,
    lane integer NOT NULL,
    seq bigint NOT NULL,
    at_us bigint NOT NULL,
    actor text NOT NULL,
    login text NOT NULL,
    request text NOT NULL,
    act text NOT NULL,
    did text NOT NULL,
    outcome text NOT NULL,
    kind text NOT NULL,
    on_what text NOT NULL,
    partnership_id integer,
    why text,
    recipient text,
    detail text,
    prev bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT event_act_check CHECK ((act = ANY (ARRAY['collect'::text, 'alter'::text, 'consult'::text, 'disclose'::text, 'combine'::text, 'erase'::text, 'auth'::text, 'admin'::text, 'refuse'::text]))),
    CONSTRAINT event_detail_check CHECK ((length(detail) <= 4000)),
    CONSTRAINT event_did_check CHECK ((length(did) <= 100)),
    CONSTRAINT event_kind_check CHECK ((length(kind) <= 100)),
    CONSTRAINT event_on_what_check CHECK ((length(on_what) <= 400)),
    CONSTRAINT event_outcome_check CHECK ((outcome = ANY (ARRAY['ok'::text, 'denied'::text, 'error'::text]))),
    CONSTRAINT event_recipient_check CHECK ((length(recipient) <= 400)),
    CONSTRAINT event_why_check CHECK ((length(why) <= 4000))
);
ALTER TABLE audit.event OWNER TO own_audit;
CREATE TABLE audit.head (
    strand text NOT NULL,
    lane integer NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT head_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT head_lane_check CHECK (((lane >= 0) AND (lane <= 7))),
    CONSTRAINT head_strand_check CHECK ((strand = ANY (ARRAY['coordination'::text, 'outreach'::text, 'casework'::text, 'intelligence'::text, 'identity'::text])))
)
WITH (fillfactor='50');
ALTER TABLE audit.head OWNER TO own_audit;
CREATE TABLE audit.setting (
    one boolean DEFAULT true NOT NULL,
    ask_reason boolean DEFAULT true NOT NULL,
    CONSTRAINT setting_one_check CHECK (one)
);
ALTER TABLE audit.setting OWNER TO own_audit;
CREATE TABLE casework.action (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    casefile_id uuid NOT NULL,
    "position" integer NOT NULL,
    what text NOT NULL,
    agency_id integer NOT NULL,
    due date NOT NULL,
    state text NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    note text,
    author uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text DEFAULT 'action'::text NOT NULL,
    owner uuid,
    done_on date,
    CONSTRAINT action_check CHECK ((((state = 'open'::text) = (closed_at IS NULL)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
    CONSTRAINT action_kind_check CHECK ((kind = ANY (ARRAY['action'::text, 'follow_up'::text]))),
    CONSTRAINT action_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT action_position_check CHECK (("position" >= 0)),
    CONSTRAINT action_ref_check CHECK ((ref ~ '^CAS-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT action_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text]))),
    CONSTRAINT action_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
);
ALTER TABLE casework.action OWNER TO own_casework;
CREATE TABLE casework.action_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    action_id uuid NOT NULL,
    casefile_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    due_was date,
    due_is date,
    why text,
    done_on date,
    CONSTRAINT action_change_check CHECK (((done_on IS NULL) OR (what = 'reopened'::text))),
    CONSTRAINT action_change_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'due'::text, 'owner'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text, 'reopened'::text]))),
    CONSTRAINT action_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE casework.action_change OWNER TO own_casework;
CREATE TABLE casework.activity (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    casefile_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    agency_id integer,
    author uuid NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    marking text DEFAULT 'OFFICIAL'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    withdrawn_why text,
    reported_at timestamp with time zone,
    tlp text DEFAULT ''::text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    parties text DEFAULT ''::text NOT NULL,
    found tsvector GENERATED ALWAYS AS ((to_tsvector('english'::regconfig, ((((title || ' '::text) || summary) || ' '::text) || words)) || array_to_tsvector(string_to_array(((('~'::text || (partnership_id)::text) || COALESCE((' @'::text || (agency_id)::text), ''::text)) ||
CASE parties
    WHEN ''::text THEN ''::text
    ELSE (' '::text || parties)
END), ' '::text)))) STORED,
    CONSTRAINT activity_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)))),
    CONSTRAINT activity_kind_check CHECK ((kind = 'contact'::text)),
    CONSTRAINT activity_marking_check CHECK ((marking = ANY (ARRAY['OFFICIAL'::text, 'OFFICIAL-SENSITIVE'::text]))),
    CONSTRAINT activity_parties_check CHECK ((parties ~ '^(@[0-9]+( @[0-9]+)*)?$'::text)),
    CONSTRAINT activity_ref_check CHECK ((ref ~ '^CAS-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT activity_summary_check CHECK ((length(summary) <= 10000)),
    CONSTRAINT activity_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT activity_tlp_check CHECK ((tlp = ANY (ARRAY[''::text, 'CLEAR'::text, 'GREEN'::text, 'AMBER'::text, 'AMBER+STRICT'::text, 'RED'::text]))),
    CONSTRAINT activity_withdrawn_why_check CHECK (((length(withdrawn_why) >= 1) AND (length(withdrawn_why) <= 2000))),
    CONSTRAINT activity_words_check CHECK ((length(words) <= 200000))
);
ALTER TABLE casework.activity OWNER TO own_casework;
CREATE TABLE casework.activity_version (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    casefile_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    why text,
    content text NOT NULL,
    CONSTRAINT activity_version_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT activity_version_what_check CHECK ((what = ANY (ARRAY['saved'::text, 'corrected'::text, 'withdrawn'::text, 'reported'::text, 'restored'::text]))),
    CONSTRAINT activity_version_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE casework.activity_version OWNER TO own_casework;
CREATE TABLE casework.casefile (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    ref text NOT NULL,
    title text NOT NULL,
    lead_agency_id integer,
    opened_on date NOT NULL,
    stage text NOT NULL,
    CONSTRAINT casefile_ref_check CHECK ((ref ~ '^CAS-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT casefile_stage_check CHECK (((length(stage) >= 1) AND (length(stage) <= 40))),
    CONSTRAINT casefile_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
ALTER TABLE casework.casefile OWNER TO own_casework;
CREATE TABLE casework.casefile_person (
    partnership_id integer NOT NULL,
    casefile_id uuid NOT NULL,
    account_id uuid NOT NULL
);
ALTER TABLE casework.casefile_person OWNER TO own_casework;
CREATE TABLE casework.draft (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    ready boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    used_for uuid,
    address text,
    CONSTRAINT draft_address_check CHECK (((address ~~ '/%'::text) AND (length(address) <= 400))),
    CONSTRAINT draft_check CHECK (((used_at IS NULL) = (used_for IS NULL))),
    CONSTRAINT draft_check1 CHECK (((address IS NULL) OR ((used_at IS NULL) AND (NOT ready)))),
    CONSTRAINT draft_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT draft_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
);
ALTER TABLE casework.draft OWNER TO own_casework;
CREATE TABLE casework.duplicate (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    casefile_id uuid NOT NULL,
    other_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by uuid NOT NULL,
    settled text,
    settled_at timestamp with time zone,
    settled_by uuid,
    why text,
    CONSTRAINT duplicate_check CHECK ((other_id <> activity_id)),
    CONSTRAINT duplicate_check1 CHECK ((((settled IS NULL) = (settled_at IS NULL)) AND ((settled IS NULL) = (settled_by IS NULL)))),
    CONSTRAINT duplicate_settled_check CHECK ((settled = ANY (ARRAY['same'::text, 'different'::text]))),
    CONSTRAINT duplicate_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE casework.duplicate OWNER TO own_casework;
CREATE TABLE casework.idempotency (
    key uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    route text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_result_check CHECK ((length(result) <= 2000)),
    CONSTRAINT idempotency_route_check CHECK (((length(route) >= 1) AND (length(route) <= 200)))
);
ALTER TABLE casework.idempotency OWNER TO own_casework;
CREATE TABLE casework.reading (
    session_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    casefile_id uuid NOT NULL,
    account_id uuid NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reading_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE casework.reading OWNER TO own_casework;
CREATE TABLE casework.wrong_content (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    casefile_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    why text NOT NULL,
    restored_first_by uuid,
    restored_first_at timestamp with time zone,
    restored_by uuid,
    restored_at timestamp with time zone,
    CONSTRAINT wrong_content_check CHECK ((restored_by <> restored_first_by)),
    CONSTRAINT wrong_content_check1 CHECK (((restored_by IS NULL) OR (restored_first_by IS NOT NULL))),
    CONSTRAINT wrong_content_check2 CHECK ((((restored_by IS NULL) = (restored_at IS NULL)) AND ((restored_first_by IS NULL) = (restored_first_at IS NULL)))),
    CONSTRAINT wrong_content_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE casework.wrong_content OWNER TO own_casework;
CREATE TABLE coordination.acknowledgement (
    goals_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    agency_id integer,
    on_day date NOT NULL,
    answered integer DEFAULT 0 NOT NULL,
    correct integer DEFAULT 0 NOT NULL,
    missed text DEFAULT ''::text NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT acknowledgement_answered_check CHECK (((answered >= 0) AND (answered <= 3))),
    CONSTRAINT acknowledgement_check CHECK (((correct >= 0) AND (correct <= answered))),
    CONSTRAINT acknowledgement_missed_check CHECK ((missed ~ '^[123]*$'::text))
);
ALTER TABLE coordination.acknowledgement OWNER TO own_coordination;
CREATE TABLE coordination.action (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    "position" integer NOT NULL,
    what text NOT NULL,
    agency_id integer NOT NULL,
    due date NOT NULL,
    state text NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    note text,
    author uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text DEFAULT 'action'::text NOT NULL,
    owner uuid,
    done_on date,
    CONSTRAINT action_check CHECK ((((state = 'open'::text) = (closed_at IS NULL)) AND ((closed_at IS NULL) OR (closed_by IS NOT NULL)))),
    CONSTRAINT action_kind_check CHECK ((kind = ANY (ARRAY['action'::text, 'follow_up'::text]))),
    CONSTRAINT action_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT action_position_check CHECK (("position" >= 0)),
    CONSTRAINT action_ref_check CHECK ((ref ~ '^COO-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT action_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text]))),
    CONSTRAINT action_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
);
ALTER TABLE coordination.action OWNER TO own_coordination;
CREATE TABLE coordination.action_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    action_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    due_was date,
    due_is date,
    why text,
    done_on date,
    CONSTRAINT action_change_check CHECK (((done_on IS NULL) OR (what = 'reopened'::text))),
    CONSTRAINT action_change_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'due'::text, 'owner'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text, 'reopened'::text]))),
    CONSTRAINT action_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.action_change OWNER TO own_coordination;
CREATE TABLE coordination.activity (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    agency_id integer,
    author uuid NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    marking text DEFAULT 'OFFICIAL'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    withdrawn_why text,
    reported_at timestamp with time zone,
    tlp text DEFAULT ''::text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    parties text DEFAULT ''::text NOT NULL,
    found tsvector GENERATED ALWAYS AS ((to_tsvector('english'::regconfig, ((((title || ' '::text) || summary) || ' '::text) || words)) || array_to_tsvector(string_to_array(((('~'::text || (partnership_id)::text) || COALESCE((' @'::text || (agency_id)::text), ''::text)) ||
CASE parties
    WHEN ''::text THEN ''::text
    ELSE (' '::text || parties)
END), ' '::text)))) STORED,
    CONSTRAINT activity_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)))),
    CONSTRAINT activity_kind_check CHECK ((kind = ANY (ARRAY['meeting'::text, 'training'::text, 'connect'::text, 'share'::text]))),
    CONSTRAINT activity_marking_check CHECK ((marking = ANY (ARRAY['OFFICIAL'::text, 'OFFICIAL-SENSITIVE'::text]))),
    CONSTRAINT activity_parties_check CHECK ((parties ~ '^(@[0-9]+( @[0-9]+)*)?$'::text)),
    CONSTRAINT activity_ref_check CHECK ((ref ~ '^COO-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT activity_summary_check CHECK ((length(summary) <= 10000)),
    CONSTRAINT activity_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT activity_tlp_check CHECK ((tlp = ANY (ARRAY[''::text, 'CLEAR'::text, 'GREEN'::text, 'AMBER'::text, 'AMBER+STRICT'::text, 'RED'::text]))),
    CONSTRAINT activity_withdrawn_why_check CHECK (((length(withdrawn_why) >= 1) AND (length(withdrawn_why) <= 2000))),
    CONSTRAINT activity_words_check CHECK ((length(words) <= 200000))
);
ALTER TABLE coordination.activity OWNER TO own_coordination;
CREATE TABLE coordination.activity_version (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    why text,
    content text NOT NULL,
    CONSTRAINT activity_version_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT activity_version_what_check CHECK ((what = ANY (ARRAY['saved'::text, 'corrected'::text, 'withdrawn'::text, 'reported'::text, 'restored'::text, 'answered'::text]))),
    CONSTRAINT activity_version_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.activity_version OWNER TO own_coordination;
CREATE TABLE coordination.appointment (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL,
    fte_hundredths integer NOT NULL,
    dedicated boolean NOT NULL,
    deputy_account_id uuid,
    deputy_name text,
    from_day date NOT NULL,
    to_day date,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    end_reason text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT appointment_check CHECK ((deputy_account_id <> account_id)),
    CONSTRAINT appointment_check1 CHECK ((to_day >= from_day)),
    CONSTRAINT appointment_deputy_name_check CHECK (((length(deputy_name) >= 1) AND (length(deputy_name) <= 120))),
    CONSTRAINT appointment_end_reason_check CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT appointment_fte_hundredths_check CHECK (((fte_hundredths >= 1) AND (fte_hundredths <= 100))),
    CONSTRAINT appointment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT appointment_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT appointment_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.appointment OWNER TO own_coordination;
CREATE TABLE coordination.assessment (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    item text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    review_on date NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    computed text DEFAULT ''::text NOT NULL,
    CONSTRAINT assessment_computed_check CHECK ((length(computed) <= 40)),
    CONSTRAINT assessment_item_check CHECK ((item ~ '^[A-Z]{3}-[0-9]{1,2}$'::text)),
    CONSTRAINT assessment_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT assessment_state_check CHECK ((state = ANY (ARRAY['in_place'::text, 'partly'::text, 'not_in_place'::text, 'not_assessed'::text])))
);
ALTER TABLE coordination.assessment OWNER TO own_coordination;
CREATE TABLE coordination.attendance (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    "position" integer NOT NULL,
    state text NOT NULL,
    person_id uuid,
    named boolean DEFAULT false NOT NULL,
    why text,
    information_sent boolean DEFAULT false NOT NULL,
    CONSTRAINT attendance_check CHECK (((why IS NULL) OR (state = 'apologies'::text))),
    CONSTRAINT attendance_position_check CHECK (("position" >= 0)),
    CONSTRAINT attendance_state_check CHECK ((state = ANY (ARRAY['came'::text, 'substitute'::text, 'apologies'::text, 'absent'::text, 'invited'::text]))),
    CONSTRAINT attendance_why_check CHECK ((why = ANY (ARRAY['other_work'::text, 'leave_or_sickness'::text, 'place_or_travel'::text, 'no_notice'::text, 'not_relevant'::text, 'other'::text])))
);
ALTER TABLE coordination.attendance OWNER TO own_coordination;
CREATE TABLE coordination.attestation (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    quarter date NOT NULL,
    wording integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT attestation_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT attestation_quarter_check CHECK (((EXTRACT(day FROM quarter) = (1)::numeric) AND (EXTRACT(month FROM quarter) = ANY (ARRAY[(1)::numeric, (4)::numeric, (7)::numeric, (10)::numeric])))),
    CONSTRAINT attestation_wording_check CHECK ((wording > 0))
);
ALTER TABLE coordination.attestation OWNER TO own_coordination;
CREATE TABLE coordination.ceiling (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    pence bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean,
    decision_reason text,
    recall text,
    recall_by uuid,
    recall_at timestamp with time zone,
    recall_why text,
    recall_decided_by uuid,
    recall_decided_at timestamp with time zone,
    CONSTRAINT ceiling_check CHECK ((to_day >= from_day)),
    CONSTRAINT ceiling_check1 CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (approved IS NULL)))),
    CONSTRAINT ceiling_check2 CHECK (((recall IS NULL) OR (approved AND (recall_by IS NOT NULL) AND (recall_at IS NOT NULL) AND (recall_why IS NOT NULL)))),
    CONSTRAINT ceiling_decision_reason_check CHECK (((length(decision_reason) >= 1) AND (length(decision_reason) <= 2000))),
    CONSTRAINT ceiling_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint))),
    CONSTRAINT ceiling_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT ceiling_recall_check CHECK ((recall = ANY (ARRAY['proposed'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT ceiling_recall_two_people CHECK (((recall <> 'withdrawn'::text) OR ((recall_decided_by IS NOT NULL) AND (recall_decided_by <> recall_by)))),
    CONSTRAINT ceiling_recall_why_check CHECK (((length(recall_why) >= 1) AND (length(recall_why) <= 2000))),
    CONSTRAINT ceiling_two_people CHECK ((decided_by <> proposed_by))
);
ALTER TABLE coordination.ceiling OWNER TO own_coordination;
CREATE TABLE coordination.commentary (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    quarter text NOT NULL,
    said text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT commentary_quarter_check CHECK ((quarter ~ '^20[0-9]{2}-Q[1-4]$'::text)),
    CONSTRAINT commentary_said_check CHECK (((length(said) >= 1) AND (length(said) <= 4000)))
);
ALTER TABLE coordination.commentary OWNER TO own_coordination;
CREATE TABLE coordination.connect (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    training_id uuid,
    mode text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    starts_at time without time zone,
    police_part text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    CONSTRAINT connect_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
    CONSTRAINT connect_outcome_check CHECK ((length(outcome) <= 1000)),
    CONSTRAINT connect_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT connect_police_part_check CHECK ((police_part = ANY (ARRAY[''::text, 'none'::text, 'some'::text, 'led'::text])))
);
ALTER TABLE coordination.connect OWNER TO own_coordination;
CREATE TABLE coordination.cost (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    day date NOT NULL,
    phase text NOT NULL,
    what text NOT NULL,
    product_id uuid,
    activity_id uuid,
    bearer_id integer NOT NULL,
    pence bigint NOT NULL,
    minutes integer,
    rate_pence integer,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    struck_at timestamp with time zone,
    struck_by uuid,
    struck_why text,
    CONSTRAINT cost_check CHECK (((minutes IS NULL) = (rate_pence IS NULL))),
    CONSTRAINT cost_check1 CHECK ((((struck_at IS NULL) = (struck_by IS NULL)) AND ((struck_at IS NULL) = (struck_why IS NULL)))),
    CONSTRAINT cost_minutes_check CHECK (((minutes >= 1) AND (minutes <= 6000000))),
    CONSTRAINT cost_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint))),
    CONSTRAINT cost_phase_check CHECK ((phase = ANY (ARRAY['start_up'::text, 'product'::text, 'recurring'::text]))),
    CONSTRAINT cost_rate_pence_check CHECK (((rate_pence >= 1) AND (rate_pence <= 10000000))),
    CONSTRAINT cost_struck_why_check CHECK (((length(struck_why) >= 1) AND (length(struck_why) <= 2000))),
    CONSTRAINT cost_what_check CHECK (((length(what) >= 1) AND (length(what) <= 300)))
);
ALTER TABLE coordination.cost OWNER TO own_coordination;
CREATE TABLE coordination.decision (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    "position" integer NOT NULL,
    what text NOT NULL,
    rationale text NOT NULL,
    dissent text DEFAULT ''::text NOT NULL,
    CONSTRAINT decision_dissent_check CHECK ((length(dissent) <= 2000)),
    CONSTRAINT decision_position_check CHECK (("position" > 0)),
    CONSTRAINT decision_rationale_check CHECK (((length(rationale) >= 1) AND (length(rationale) <= 2000))),
    CONSTRAINT decision_what_check CHECK (((length(what) >= 1) AND (length(what) <= 1000)))
);
ALTER TABLE coordination.decision OWNER TO own_coordination;
CREATE TABLE coordination.draft (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    ready boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    used_for uuid,
    address text,
    CONSTRAINT draft_address_check CHECK (((address ~~ '/%'::text) AND (length(address) <= 400))),
    CONSTRAINT draft_check CHECK (((used_at IS NULL) = (used_for IS NULL))),
    CONSTRAINT draft_check1 CHECK (((address IS NULL) OR ((used_at IS NULL) AND (NOT ready)))),
    CONSTRAINT draft_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT draft_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
);
ALTER TABLE coordination.draft OWNER TO own_coordination;
CREATE TABLE coordination.duplicate (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid,
    other_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by uuid NOT NULL,
    settled text,
    settled_at timestamp with time zone,
    settled_by uuid,
    why text,
    CONSTRAINT duplicate_check CHECK ((other_id <> activity_id)),
    CONSTRAINT duplicate_check1 CHECK ((((settled IS NULL) = (settled_at IS NULL)) AND ((settled IS NULL) = (settled_by IS NULL)))),
    CONSTRAINT duplicate_check2 CHECK (((activity_id IS NOT NULL) OR COALESCE((settled = 'same'::text), false))),
    CONSTRAINT duplicate_settled_check CHECK ((settled = ANY (ARRAY['same'::text, 'different'::text]))),
    CONSTRAINT duplicate_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.duplicate OWNER TO own_coordination;
CREATE TABLE coordination.escalation (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid,
    post text NOT NULL,
    what text NOT NULL,
    raised_on date NOT NULL,
    raised_by uuid NOT NULL,
    answered_on date,
    answer text DEFAULT ''::text NOT NULL,
    answered_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT escalation_answer_check CHECK ((length(answer) <= 2000)),
    CONSTRAINT escalation_answered CHECK ((((answered_on IS NULL) = (answer = ''::text)) AND ((answered_on IS NULL) OR (answered_by IS NOT NULL)))),
    CONSTRAINT escalation_check CHECK ((answered_on >= raised_on)),
    CONSTRAINT escalation_post_check CHECK ((post = ANY (ARRAY['police_lead'::text, 'senior_sponsor'::text]))),
    CONSTRAINT escalation_what_check CHECK (((length(what) >= 1) AND (length(what) <= 1000)))
);
ALTER TABLE coordination.escalation OWNER TO own_coordination;
CREATE TABLE coordination.fact (
    partnership_id integer NOT NULL,
    source uuid NOT NULL,
    part integer NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    until date,
    agency_id integer,
    other_agency_id integer,
    person_id uuid,
    by_account uuid,
    number integer,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone,
    CONSTRAINT fact_check CHECK ((until >= day)),
    CONSTRAINT fact_check1 CHECK ((known_to >= known_from)),
    CONSTRAINT fact_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40))),
    CONSTRAINT fact_part_check CHECK ((part >= 0))
);
ALTER TABLE coordination.fact OWNER TO own_coordination;
CREATE TABLE coordination.finding (
    partnership_id integer NOT NULL,
    item text NOT NULL,
    day date NOT NULL,
    state text NOT NULL,
    freshness text NOT NULL,
    newest date,
    parts jsonb NOT NULL,
    parameters jsonb NOT NULL,
    kept_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT finding_check CHECK ((newest <= day)),
    CONSTRAINT finding_freshness_check CHECK ((freshness = ANY (ARRAY['current'::text, 'ageing'::text, 'out_of_date'::text, 'none'::text]))),
    CONSTRAINT finding_item_check CHECK ((item ~ '^[A-Z]{3}-[1-9]$'::text)),
    CONSTRAINT finding_parameters_check CHECK ((jsonb_typeof(parameters) = 'array'::text)),
    CONSTRAINT finding_parts_check CHECK ((jsonb_typeof(parts) = 'array'::text)),
    CONSTRAINT finding_state_check CHECK ((state = ANY (ARRAY['met'::text, 'partly'::text, 'not_met'::text, 'too_few'::text])))
);
ALTER TABLE coordination.finding OWNER TO own_coordination;
CREATE TABLE coordination.funding_request (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    what text NOT NULL,
    support text NOT NULL,
    pence bigint,
    asked_on date NOT NULL,
    asked_by uuid NOT NULL,
    decided_on date,
    decided_by uuid,
    outcome text,
    granted_pence bigint,
    stream_id uuid,
    why text,
    version integer DEFAULT 1 NOT NULL,
    corrected_by uuid,
    struck_at timestamp with time zone,
    struck_by uuid,
    struck_why text,
    correctors uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT funding_request_check CHECK ((decided_on >= asked_on)),
    CONSTRAINT funding_request_check1 CHECK ((((decided_on IS NULL) = (decided_by IS NULL)) AND ((decided_on IS NULL) = (outcome IS NULL)))),
    CONSTRAINT funding_request_check2 CHECK (((support = 'kind'::text) OR (pence IS NOT NULL))),
    CONSTRAINT funding_request_corrected_two_people CHECK ((decided_by <> ALL (correctors))),
    CONSTRAINT funding_request_granted_pence_check CHECK (((granted_pence >= 0) AND (granted_pence <= '100000000000'::bigint))),
    CONSTRAINT funding_request_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'part'::text, 'refused'::text, 'dropped'::text]))),
    CONSTRAINT funding_request_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint))),
    CONSTRAINT funding_request_struck CHECK ((((struck_at IS NULL) = (struck_by IS NULL)) AND ((struck_at IS NULL) = (struck_why IS NULL)) AND ((struck_at IS NULL) OR (decided_on IS NULL)))),
    CONSTRAINT funding_request_struck_why_check CHECK (((length(struck_why) >= 1) AND (length(struck_why) <= 2000))),
    CONSTRAINT funding_request_support_check CHECK ((support = ANY (ARRAY['cash'::text, 'kind'::text]))),
    CONSTRAINT funding_request_two_people CHECK ((decided_by <> asked_by)),
    CONSTRAINT funding_request_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500))),
    CONSTRAINT funding_request_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.funding_request OWNER TO own_coordination;
CREATE TABLE coordination.goals (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    from_day date NOT NULL,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT goals_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT goals_text_check CHECK (((length(text) >= 1) AND (length(text) <= 5000))),
    CONSTRAINT goals_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.goals OWNER TO own_coordination;
CREATE TABLE coordination.goals_question (
    goals_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    "position" integer NOT NULL,
    question text NOT NULL,
    choices text NOT NULL,
    answer integer NOT NULL,
    CONSTRAINT goals_question_answer_check CHECK (((answer >= 1) AND (answer <= 5))),
    CONSTRAINT goals_question_choices_check CHECK (((length(choices) >= 3) AND (length(choices) <= 900))),
    CONSTRAINT goals_question_position_check CHECK ((("position" >= 1) AND ("position" <= 3))),
    CONSTRAINT goals_question_question_check CHECK (((length(question) >= 1) AND (length(question) <= 300)))
);
ALTER TABLE coordination.goals_question OWNER TO own_coordination;
CREATE TABLE coordination.hypothesis (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    mechanism text NOT NULL,
    version integer NOT NULL,
    item text NOT NULL,
    measure text NOT NULL,
    change text NOT NULL,
    due_on date NOT NULL,
    written_by uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    locked_by uuid,
    locked_at timestamp with time zone,
    CONSTRAINT hypothesis_change_check CHECK (((length(change) >= 1) AND (length(change) <= 500))),
    CONSTRAINT hypothesis_check CHECK ((locked_at >= written_at)),
    CONSTRAINT hypothesis_check1 CHECK (((locked_by IS NULL) = (locked_at IS NULL))),
    CONSTRAINT hypothesis_item_check CHECK ((item ~ '^[A-Z]{3}-[1-9]$'::text)),
    CONSTRAINT hypothesis_measure_check CHECK (((length(measure) >= 1) AND (length(measure) <= 200))),
    CONSTRAINT hypothesis_mechanism_check CHECK ((mechanism ~ '^MEC-[1-7]$'::text)),
    CONSTRAINT hypothesis_two_people CHECK ((locked_by <> written_by)),
    CONSTRAINT hypothesis_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.hypothesis OWNER TO own_coordination;
CREATE TABLE coordination.hypothesis_result (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    hypothesis_id uuid NOT NULL,
    outcome text NOT NULL,
    said text NOT NULL,
    on_day date NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT hypothesis_result_outcome_check CHECK ((outcome = ANY (ARRAY['as_stated'::text, 'partly'::text, 'otherwise'::text, 'unmeasured'::text]))),
    CONSTRAINT hypothesis_result_said_check CHECK (((length(said) >= 1) AND (length(said) <= 2000)))
);
ALTER TABLE coordination.hypothesis_result OWNER TO own_coordination;
CREATE TABLE coordination.idempotency (
    key uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    route text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_result_check CHECK ((length(result) <= 2000)),
    CONSTRAINT idempotency_route_check CHECK (((length(route) >= 1) AND (length(route) <= 200)))
);
ALTER TABLE coordination.idempotency OWNER TO own_coordination;
CREATE TABLE coordination.initiative (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    goals text DEFAULT ''::text NOT NULL,
    locked_on date NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    approved_by uuid,
    approved_at timestamp with time zone,
    refused_by uuid,
    refused_at timestamp with time zone,
    refused_why text,
    comparison text DEFAULT ''::text NOT NULL,
    baseline_instrument text DEFAULT ''::text NOT NULL,
    baseline_on date,
    outcomes text DEFAULT ''::text NOT NULL,
    CONSTRAINT initiative_baseline_instrument_check CHECK ((length(baseline_instrument) <= 200)),
    CONSTRAINT initiative_check CHECK ((ends_on >= starts_on)),
    CONSTRAINT initiative_check1 CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
    CONSTRAINT initiative_check2 CHECK ((((refused_by IS NULL) = (refused_at IS NULL)) AND ((refused_by IS NULL) = (refused_why IS NULL)))),
    CONSTRAINT initiative_check3 CHECK (((approved_by IS NULL) OR (refused_by IS NULL))),
    CONSTRAINT initiative_comparison_check CHECK ((length(comparison) <= 2000)),
    CONSTRAINT initiative_goals_check CHECK ((length(goals) <= 10000)),
    CONSTRAINT initiative_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT initiative_outcomes_check CHECK ((length(outcomes) <= 2000)),
    CONSTRAINT initiative_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT initiative_refused_why_check CHECK (((length(refused_why) >= 1) AND (length(refused_why) <= 2000))),
    CONSTRAINT initiative_two_people CHECK ((approved_by <> proposed_by)),
    CONSTRAINT initiative_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.initiative OWNER TO own_coordination;
CREATE TABLE coordination.initiative_partner (
    initiative_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL
);
ALTER TABLE coordination.initiative_partner OWNER TO own_coordination;
CREATE TABLE coordination.intensity (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    other_id integer NOT NULL,
    side text NOT NULL,
    level text NOT NULL,
    from_day date NOT NULL,
    reason text NOT NULL,
    said_by uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    CONSTRAINT intensity_check CHECK ((agency_id < other_id)),
    CONSTRAINT intensity_level_check CHECK ((level = ANY (ARRAY['awareness'::text, 'cooperation'::text, 'coordination'::text, 'integration'::text]))),
    CONSTRAINT intensity_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
    CONSTRAINT intensity_side_check CHECK ((side = ANY (ARRAY['wanted'::text, 'actual'::text])))
);
ALTER TABLE coordination.intensity OWNER TO own_coordination;
CREATE TABLE coordination.item_link (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    item text NOT NULL,
    linked_by uuid NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT item_link_item_check CHECK ((item ~ '^[A-Z]{3}-[0-9]{1,2}$'::text))
);
ALTER TABLE coordination.item_link OWNER TO own_coordination;
CREATE TABLE coordination.leader (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    post text NOT NULL,
    person_id uuid NOT NULL,
    agency_id integer NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    end_reason text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT leader_check CHECK ((to_day >= from_day)),
    CONSTRAINT leader_end_reason_check CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT leader_post_check CHECK ((post = ANY (ARRAY['police_lead'::text, 'senior_sponsor'::text]))),
    CONSTRAINT leader_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT leader_title_check CHECK ((length(title) <= 120))
);
ALTER TABLE coordination.leader OWNER TO own_coordination;
CREATE TABLE coordination.meeting (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    series_id uuid,
    mode text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    starts_at time without time zone,
    others text DEFAULT ''::text NOT NULL,
    initiative boolean DEFAULT true NOT NULL,
    status text DEFAULT 'held'::text NOT NULL,
    chair text DEFAULT ''::text NOT NULL,
    quorum integer,
    agenda_sent_on date,
    minutes_due_on date,
    minutes_sent_on date,
    minutes_agreed_on date,
    cancelled_why text,
    after_id uuid,
    CONSTRAINT meeting_cancelled_why_check CHECK (((length(cancelled_why) >= 1) AND (length(cancelled_why) <= 2000))),
    CONSTRAINT meeting_chair_check CHECK ((length(chair) <= 120)),
    CONSTRAINT meeting_check CHECK ((minutes_agreed_on >= minutes_sent_on)),
    CONSTRAINT meeting_check1 CHECK (((status = 'cancelled'::text) OR (cancelled_why IS NULL))),
    CONSTRAINT meeting_check2 CHECK ((after_id <> activity_id)),
    CONSTRAINT meeting_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
    CONSTRAINT meeting_others_check CHECK ((length(others) <= 2000)),
    CONSTRAINT meeting_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT meeting_quorum_check CHECK (((quorum >= 1) AND (quorum <= 200))),
    CONSTRAINT meeting_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'held'::text, 'cancelled'::text])))
);
ALTER TABLE coordination.meeting OWNER TO own_coordination;
CREATE TABLE coordination.need (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    agency_id integer,
    from_day date NOT NULL,
    to_day date,
    closed_why text,
    reviewed_on date NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT need_check CHECK ((to_day >= from_day)),
    CONSTRAINT need_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 2000))),
    CONSTRAINT need_detail_check CHECK ((length(detail) <= 2000)),
    CONSTRAINT need_kind_check CHECK ((kind = ANY (ARRAY['information'::text, 'training'::text]))),
    CONSTRAINT need_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
ALTER TABLE coordination.need OWNER TO own_coordination;
CREATE TABLE coordination.notice_away (
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    notice text NOT NULL,
    state text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT notice_away_notice_check CHECK (((length(notice) >= 1) AND (length(notice) <= 100))),
    CONSTRAINT notice_away_state_check CHECK (((length(state) >= 1) AND (length(state) <= 100)))
);
ALTER TABLE coordination.notice_away OWNER TO own_coordination;
CREATE TABLE coordination.overlap (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    plan_id uuid NOT NULL,
    other_id uuid NOT NULL,
    settled text NOT NULL,
    settled_by uuid NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    why text,
    plan_version integer DEFAULT 1 NOT NULL,
    other_version integer DEFAULT 1 NOT NULL,
    CONSTRAINT overlap_check CHECK ((plan_id < other_id)),
    CONSTRAINT overlap_other_version_check CHECK ((other_version > 0)),
    CONSTRAINT overlap_plan_version_check CHECK ((plan_version > 0)),
    CONSTRAINT overlap_settled_check CHECK ((settled = ANY (ARRAY['same'::text, 'different'::text]))),
    CONSTRAINT overlap_why_check CHECK (((length(why) >= 1) AND (length(why) <= 500)))
);
ALTER TABLE coordination.overlap OWNER TO own_coordination;
CREATE TABLE coordination.pair (
    list_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    other_id integer NOT NULL,
    CONSTRAINT pair_check CHECK ((agency_id < other_id))
);
ALTER TABLE coordination.pair OWNER TO own_coordination;
CREATE TABLE coordination.pair_list (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    version integer NOT NULL,
    from_day date NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean,
    decision_reason text,
    CONSTRAINT pair_list_check CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (approved IS NULL)))),
    CONSTRAINT pair_list_decision_reason_check CHECK (((length(decision_reason) >= 1) AND (length(decision_reason) <= 2000))),
    CONSTRAINT pair_list_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT pair_list_two_people CHECK ((decided_by <> proposed_by)),
    CONSTRAINT pair_list_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.pair_list OWNER TO own_coordination;
CREATE TABLE coordination.participant (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    people integer NOT NULL,
    CONSTRAINT participant_people_check CHECK (((people >= 1) AND (people <= 1000)))
);
ALTER TABLE coordination.participant OWNER TO own_coordination;
CREATE TABLE coordination.person (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(btrim(name))) STORED NOT NULL,
    CONSTRAINT person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
ALTER TABLE coordination.person OWNER TO own_coordination;
CREATE TABLE coordination.plan (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    day date NOT NULL,
    area text DEFAULT ''::text NOT NULL,
    agency_id integer NOT NULL,
    need_id uuid,
    planned_by uuid NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    off_by uuid,
    off_at timestamp with time zone,
    off_why text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT plan_area_check CHECK ((length(area) <= 120)),
    CONSTRAINT plan_check CHECK ((off_at >= planned_at)),
    CONSTRAINT plan_check1 CHECK ((((off_by IS NULL) = (off_at IS NULL)) AND ((off_by IS NULL) = (off_why IS NULL)))),
    CONSTRAINT plan_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'event'::text, 'briefing'::text, 'other'::text]))),
    CONSTRAINT plan_off_why_check CHECK (((length(off_why) >= 1) AND (length(off_why) <= 500))),
    CONSTRAINT plan_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
    CONSTRAINT plan_version_check CHECK ((version > 0))
);
ALTER TABLE coordination.plan OWNER TO own_coordination;
CREATE TABLE coordination.plan_agency (
    plan_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL
);
ALTER TABLE coordination.plan_agency OWNER TO own_coordination;
CREATE TABLE coordination.product (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    provider text DEFAULT ''::text NOT NULL,
    reach text DEFAULT ''::text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    closed_why text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT product_check CHECK ((to_day >= from_day)),
    CONSTRAINT product_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 2000))),
    CONSTRAINT product_kind_check CHECK ((kind = ANY (ARRAY['course'::text, 'briefing'::text, 'material'::text, 'other'::text]))),
    CONSTRAINT product_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT product_provider_check CHECK ((length(provider) <= 200)),
    CONSTRAINT product_reach_check CHECK ((length(reach) <= 500))
);
ALTER TABLE coordination.product OWNER TO own_coordination;
CREATE TABLE coordination.product_need (
    product_id uuid NOT NULL,
    need_id uuid NOT NULL,
    partnership_id integer NOT NULL
);
ALTER TABLE coordination.product_need OWNER TO own_coordination;
CREATE TABLE coordination.pulse_round (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    quarter date NOT NULL,
    wording integer NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    asked integer NOT NULL,
    answered integer DEFAULT 0 NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    told boolean,
    renewed integer DEFAULT 0 NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pulse_round_asked_check CHECK ((asked >= 5)),
    CONSTRAINT pulse_round_check CHECK ((quarter = (date_trunc('quarter'::text, (opens_on)::timestamp without time zone))::date)),
    CONSTRAINT pulse_round_check1 CHECK ((((closes_on - opens_on) >= 6) AND ((closes_on - opens_on) <= 60))),
    CONSTRAINT pulse_round_check2 CHECK (((answered >= 0) AND (answered <= asked))),
    CONSTRAINT pulse_round_check3 CHECK ((published_at > opened_at)),
    CONSTRAINT pulse_round_check4 CHECK (((published_at IS NULL) = (told IS NULL))),
    CONSTRAINT pulse_round_enough CHECK (((told IS NOT TRUE) OR ((answered >= 5) AND ((answered * 100) >= (asked * 70))))),
    CONSTRAINT pulse_round_renewed_check CHECK ((renewed >= 0)),
    CONSTRAINT pulse_round_wording_check CHECK ((wording > 0))
);
ALTER TABLE coordination.pulse_round OWNER TO own_coordination;
CREATE TABLE coordination.pulse_seat (
    partnership_id integer NOT NULL,
    round_id uuid NOT NULL,
    account_id uuid NOT NULL,
    taken boolean DEFAULT false NOT NULL
);
ALTER TABLE coordination.pulse_seat OWNER TO own_coordination;
CREATE TABLE coordination.pulse_tally (
    partnership_id integer NOT NULL,
    round_id uuid NOT NULL,
    part integer NOT NULL,
    kind text NOT NULL,
    measure text NOT NULL,
    question text,
    answer integer,
    n integer DEFAULT 0 NOT NULL,
    CONSTRAINT pulse_tally_answer_check CHECK (((answer >= 0) AND (answer <= 4))),
    CONSTRAINT pulse_tally_check CHECK ((((kind = 'pulse_count'::text) = (question IS NOT NULL)) AND ((question IS NULL) = (answer IS NULL)) AND ((measure <> ''::text) OR (question IS NOT NULL)))),
    CONSTRAINT pulse_tally_kind_check CHECK ((kind = ANY (ARRAY['pulse_count'::text, 'pulse_score'::text, 'pulse_raters'::text]))),
    CONSTRAINT pulse_tally_measure_check CHECK ((measure ~ '^[a-z_]*$'::text)),
    CONSTRAINT pulse_tally_n_check CHECK ((n >= 0)),
    CONSTRAINT pulse_tally_part_check CHECK ((part >= 2)),
    CONSTRAINT pulse_tally_question_check CHECK ((question ~ '^[a-z_]+$'::text))
);
ALTER TABLE coordination.pulse_tally OWNER TO own_coordination;
CREATE TABLE coordination.pulse_token (
    partnership_id integer NOT NULL,
    round_id uuid NOT NULL,
    hash bytea NOT NULL,
    used boolean DEFAULT false NOT NULL,
    CONSTRAINT pulse_token_hash_check CHECK ((length(hash) = 32))
);
ALTER TABLE coordination.pulse_token OWNER TO own_coordination;
CREATE TABLE coordination.rating (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    measure text NOT NULL,
    rater uuid NOT NULL,
    agency_id integer NOT NULL,
    value integer NOT NULL,
    link_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    made_by uuid,
    source uuid GENERATED ALWAYS AS (coordination.rating_source(activity_id, measure, rater)) STORED NOT NULL,
    CONSTRAINT rating_check CHECK (
CASE
    WHEN (measure = ANY (ARRAY['quality'::text, 'useful'::text])) THEN ((value >= 1) AND (value <= 5))
    WHEN (measure = ANY (ARRAY['convenient'::text, 'relevant'::text])) THEN ((value >= 1) AND (value <= 4))
    ELSE ((value >= 0) AND (value <= 100))
END),
    CONSTRAINT rating_measure_check CHECK ((measure = ANY (ARRAY['quality'::text, 'useful'::text, 'convenient'::text, 'relevant'::text, 'before'::text, 'after'::text])))
);
ALTER TABLE coordination.rating OWNER TO own_coordination;
CREATE TABLE coordination.rating_link (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    agency_id integer NOT NULL,
    token_hash bytea NOT NULL,
    uses integer NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_on date NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT rating_link_check CHECK (((used >= 0) AND (used <= uses))),
    CONSTRAINT rating_link_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT rating_link_uses_check CHECK (((uses >= 1) AND (uses <= 1000)))
);
ALTER TABLE coordination.rating_link OWNER TO own_coordination;
CREATE TABLE coordination.rating_was (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    measure text NOT NULL,
    rater uuid NOT NULL,
    agency_id integer NOT NULL,
    value integer NOT NULL,
    link_id uuid,
    made_by uuid,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    source uuid GENERATED ALWAYS AS (coordination.rating_source(activity_id, measure, rater)) STORED NOT NULL,
    CONSTRAINT rating_was_check CHECK ((until > at))
);
ALTER TABLE coordination.rating_was OWNER TO own_coordination;
CREATE TABLE coordination.reach (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    system_id uuid,
    product_id uuid,
    agency_id integer NOT NULL,
    holder text NOT NULL,
    outreach boolean DEFAULT false NOT NULL,
    asked_on date NOT NULL,
    granted_on date,
    refused_on date,
    vetted_until date,
    confirmed_on date,
    last_used_on date,
    ended_on date,
    why text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT reach_check CHECK ((granted_on >= asked_on)),
    CONSTRAINT reach_check1 CHECK ((refused_on >= asked_on)),
    CONSTRAINT reach_check2 CHECK ((ended_on >= asked_on)),
    CONSTRAINT reach_check3 CHECK (((system_id IS NULL) <> (product_id IS NULL))),
    CONSTRAINT reach_check4 CHECK (((granted_on IS NULL) OR (refused_on IS NULL))),
    CONSTRAINT reach_holder_check CHECK (((length(holder) >= 1) AND (length(holder) <= 120))),
    CONSTRAINT reach_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.reach OWNER TO own_coordination;
CREATE TABLE coordination.reading (
    session_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reading_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.reading OWNER TO own_coordination;
CREATE TABLE coordination.representative (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    person_id uuid NOT NULL,
    deputy boolean DEFAULT false NOT NULL,
    from_day date NOT NULL,
    to_day date,
    left_why text,
    handover boolean DEFAULT false NOT NULL,
    CONSTRAINT representative_check CHECK ((to_day >= from_day)),
    CONSTRAINT representative_check1 CHECK (((to_day IS NOT NULL) OR (left_why IS NULL))),
    CONSTRAINT representative_left_why_check CHECK (((length(left_why) >= 1) AND (length(left_why) <= 2000)))
);
ALTER TABLE coordination.representative OWNER TO own_coordination;
CREATE TABLE coordination.self_test (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    what text NOT NULL,
    at timestamp with time zone NOT NULL,
    on_day date NOT NULL,
    found integer NOT NULL,
    nightly boolean NOT NULL,
    CONSTRAINT self_test_found_check CHECK ((found >= 0)),
    CONSTRAINT self_test_what_check CHECK ((what = ANY (ARRAY['wall'::text, 'log'::text])))
);
ALTER TABLE coordination.self_test OWNER TO own_coordination;
CREATE TABLE coordination.separation (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    month date NOT NULL,
    people integer NOT NULL,
    elsewhere boolean NOT NULL,
    tested_on date,
    test_found integer,
    community_on date,
    intelligence_on date,
    manager_on date,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT separation_check CHECK (((tested_on IS NULL) = (test_found IS NULL))),
    CONSTRAINT separation_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT separation_people_check CHECK ((people >= 0)),
    CONSTRAINT separation_test_found_check CHECK ((test_found >= 0))
);
ALTER TABLE coordination.separation OWNER TO own_coordination;
CREATE TABLE coordination.separation_exception (
    separation_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    place integer NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    proposed_by uuid NOT NULL,
    approved_by uuid NOT NULL,
    CONSTRAINT separation_exception_check CHECK ((to_day >= from_day)),
    CONSTRAINT separation_exception_check1 CHECK ((approved_by <> proposed_by)),
    CONSTRAINT separation_exception_place_check CHECK ((place > 0))
);
ALTER TABLE coordination.separation_exception OWNER TO own_coordination;
CREATE TABLE coordination.series (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    name text NOT NULL,
    every_days integer NOT NULL,
    starts_at time without time zone,
    place text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    quorum integer,
    minutes_days integer DEFAULT 10 NOT NULL,
    CONSTRAINT series_check CHECK ((to_day >= from_day)),
    CONSTRAINT series_every_days_check CHECK (((every_days >= 1) AND (every_days <= 400))),
    CONSTRAINT series_minutes_days_check CHECK (((minutes_days >= 1) AND (minutes_days <= 90))),
    CONSTRAINT series_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
    CONSTRAINT series_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT series_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT series_quorum_check CHECK (((quorum >= 1) AND (quorum <= 200)))
);
ALTER TABLE coordination.series OWNER TO own_coordination;
CREATE TABLE coordination.share (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    direction text NOT NULL,
    from_agency_id integer NOT NULL,
    need_id uuid,
    purpose text NOT NULL,
    line_id uuid,
    emergency text DEFAULT ''::text NOT NULL,
    form text NOT NULL,
    briefing boolean DEFAULT false NOT NULL,
    asked_on date,
    due_on date,
    acknowledged_on date,
    sent_on date,
    closed_on date,
    remind_on date,
    outcome text NOT NULL,
    part_what text DEFAULT ''::text NOT NULL,
    refused_why text DEFAULT ''::text NOT NULL,
    CONSTRAINT share_check CHECK ((acknowledged_on >= asked_on)),
    CONSTRAINT share_check1 CHECK ((sent_on >= asked_on)),
    CONSTRAINT share_check2 CHECK ((closed_on >= asked_on)),
    CONSTRAINT share_check3 CHECK (((outcome = ANY (ARRAY['given'::text, 'part'::text])) = (sent_on IS NOT NULL))),
    CONSTRAINT share_check4 CHECK (((outcome = ANY (ARRAY['refused'::text, 'dropped'::text])) = (closed_on IS NOT NULL))),
    CONSTRAINT share_check5 CHECK (((outcome = 'refused'::text) = (refused_why <> ''::text))),
    CONSTRAINT share_check6 CHECK (((outcome = 'part'::text) = (part_what <> ''::text))),
    CONSTRAINT share_check7 CHECK (((direction = 'offered'::text) OR (asked_on IS NOT NULL))),
    CONSTRAINT share_direction_check CHECK ((direction = ANY (ARRAY['requested'::text, 'offered'::text]))),
    CONSTRAINT share_emergency_check CHECK ((length(emergency) <= 1000)),
    CONSTRAINT share_form_check CHECK ((form = ANY (ARRAY['written'::text, 'spoken'::text, 'meeting'::text, 'system'::text]))),
    CONSTRAINT share_outcome_check CHECK ((outcome = ANY (ARRAY['open'::text, 'given'::text, 'part'::text, 'refused'::text, 'dropped'::text]))),
    CONSTRAINT share_part_what_check CHECK ((length(part_what) <= 1000)),
    CONSTRAINT share_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 1000))),
    CONSTRAINT share_refused_why_check CHECK ((length(refused_why) <= 1000))
);
ALTER TABLE coordination.share OWNER TO own_coordination;
CREATE TABLE coordination.share_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    on_day date NOT NULL,
    next_day date,
    agency_id integer,
    why text,
    CONSTRAINT share_change_version_check CHECK ((version > 1)),
    CONSTRAINT share_change_what_check CHECK ((what = ANY (ARRAY['acknowledged'::text, 'given'::text, 'part'::text, 'refused'::text, 'dropped'::text, 'feedback'::text, 'reminded'::text, 'due'::text]))),
    CONSTRAINT share_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.share_change OWNER TO own_coordination;
CREATE TABLE coordination.share_recipient (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    feedback_on date,
    feedback text DEFAULT ''::text NOT NULL,
    CONSTRAINT share_recipient_check CHECK (((feedback_on IS NOT NULL) OR (feedback = ''::text))),
    CONSTRAINT share_recipient_feedback_check CHECK ((length(feedback) <= 1000))
);
ALTER TABLE coordination.share_recipient OWNER TO own_coordination;
CREATE TABLE coordination.spend (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    stream_id uuid NOT NULL,
    day date NOT NULL,
    pence bigint NOT NULL,
    what text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    struck_at timestamp with time zone,
    struck_by uuid,
    struck_why text,
    CONSTRAINT spend_check CHECK ((((struck_at IS NULL) = (struck_by IS NULL)) AND ((struck_at IS NULL) = (struck_why IS NULL)))),
    CONSTRAINT spend_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint))),
    CONSTRAINT spend_struck_why_check CHECK (((length(struck_why) >= 1) AND (length(struck_why) <= 2000))),
    CONSTRAINT spend_what_check CHECK (((length(what) >= 1) AND (length(what) <= 300)))
);
ALTER TABLE coordination.spend OWNER TO own_coordination;
CREATE TABLE coordination.standing_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    what text NOT NULL,
    on_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    said text NOT NULL,
    why text,
    facts text DEFAULT '[]'::text NOT NULL,
    CONSTRAINT standing_change_facts_check CHECK ((length(facts) <= 200000)),
    CONSTRAINT standing_change_said_check CHECK (((length(said) >= 1) AND (length(said) <= 5000))),
    CONSTRAINT standing_change_what_check CHECK (((length(what) >= 1) AND (length(what) <= 40))),
    CONSTRAINT standing_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.standing_change OWNER TO own_coordination;
CREATE TABLE coordination.stream (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    name text NOT NULL,
    funder text NOT NULL,
    pence bigint NOT NULL,
    ct boolean NOT NULL,
    additional boolean NOT NULL,
    confirmed boolean NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    renewal text DEFAULT ''::text NOT NULL,
    closed_why text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT stream_check CHECK ((to_day >= from_day)),
    CONSTRAINT stream_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 2000))),
    CONSTRAINT stream_funder_check CHECK (((length(funder) >= 1) AND (length(funder) <= 200))),
    CONSTRAINT stream_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT stream_pence_check CHECK (((pence >= 0) AND (pence <= '100000000000'::bigint))),
    CONSTRAINT stream_renewal_check CHECK ((length(renewal) <= 1000))
);
ALTER TABLE coordination.stream OWNER TO own_coordination;
CREATE TABLE coordination.system (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    agency_id integer NOT NULL,
    owner text NOT NULL,
    deputy text DEFAULT ''::text NOT NULL,
    intelligence boolean DEFAULT false NOT NULL,
    dormant_days integer DEFAULT 180 NOT NULL,
    from_day date NOT NULL,
    to_day date,
    closed_why text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT system_check CHECK ((to_day >= from_day)),
    CONSTRAINT system_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 2000))),
    CONSTRAINT system_deputy_check CHECK ((length(deputy) <= 120)),
    CONSTRAINT system_dormant_days_check CHECK (((dormant_days >= 1) AND (dormant_days <= 730))),
    CONSTRAINT system_kind_check CHECK ((kind = ANY (ARRAY['database'::text, 'technology'::text]))),
    CONSTRAINT system_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT system_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 120))),
    CONSTRAINT system_purpose_check CHECK ((length(purpose) <= 1000))
);
ALTER TABLE coordination.system OWNER TO own_coordination;
CREATE TABLE coordination.system_review (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    system_id uuid NOT NULL,
    on_day date NOT NULL,
    by uuid NOT NULL,
    kept integer NOT NULL,
    removed integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    CONSTRAINT system_review_kept_check CHECK (((kept >= 0) AND (kept <= 100000))),
    CONSTRAINT system_review_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT system_review_removed_check CHECK (((removed >= 0) AND (removed <= 100000)))
);
ALTER TABLE coordination.system_review OWNER TO own_coordination;
CREATE TABLE coordination.threshold (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    item text NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    outcome text,
    decided_by uuid,
    decided_at timestamp with time zone,
    decision_reason text,
    CONSTRAINT threshold_check CHECK ((decided_at >= proposed_at)),
    CONSTRAINT threshold_check1 CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (outcome IS NULL)))),
    CONSTRAINT threshold_decision_reason_check CHECK (((length(decision_reason) >= 1) AND (length(decision_reason) <= 1000))),
    CONSTRAINT threshold_item_check CHECK ((item ~ '^[A-Z]{3}-[1-9]$'::text)),
    CONSTRAINT threshold_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT threshold_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
    CONSTRAINT threshold_two_people CHECK (((outcome = 'withdrawn'::text) = (decided_by = proposed_by)))
);
ALTER TABLE coordination.threshold OWNER TO own_coordination;
CREATE TABLE coordination.threshold_value (
    threshold_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    parameter text NOT NULL,
    value double precision,
    partly double precision,
    CONSTRAINT threshold_value_check CHECK (((partly > (0)::double precision) AND (partly <= value))),
    CONSTRAINT threshold_value_check1 CHECK (((value IS NOT NULL) OR (partly IS NULL))),
    CONSTRAINT threshold_value_parameter_check CHECK (((length(parameter) >= 1) AND (length(parameter) <= 40))),
    CONSTRAINT threshold_value_value_check CHECK ((value > (0)::double precision))
);
ALTER TABLE coordination.threshold_value OWNER TO own_coordination;
CREATE TABLE coordination.training (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    product_id uuid,
    provider text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    starts_at time without time zone,
    ct boolean DEFAULT true NOT NULL,
    tested boolean DEFAULT false NOT NULL,
    follow_up_days integer DEFAULT 60 NOT NULL,
    police_part text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    CONSTRAINT training_follow_up_days_check CHECK (((follow_up_days >= 1) AND (follow_up_days <= 365))),
    CONSTRAINT training_mode_check CHECK ((mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
    CONSTRAINT training_outcome_check CHECK ((length(outcome) <= 1000)),
    CONSTRAINT training_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT training_police_part_check CHECK ((police_part = ANY (ARRAY[''::text, 'none'::text, 'some'::text, 'led'::text]))),
    CONSTRAINT training_provider_check CHECK ((length(provider) <= 200))
);
ALTER TABLE coordination.training OWNER TO own_coordination;
CREATE TABLE coordination.training_need (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    need_id uuid NOT NULL
);
ALTER TABLE coordination.training_need OWNER TO own_coordination;
CREATE TABLE coordination.wrong_content (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    why text NOT NULL,
    restored_first_by uuid,
    restored_first_at timestamp with time zone,
    restored_by uuid,
    restored_at timestamp with time zone,
    CONSTRAINT wrong_content_check CHECK ((restored_by <> restored_first_by)),
    CONSTRAINT wrong_content_check1 CHECK (((restored_by IS NULL) OR (restored_first_by IS NOT NULL))),
    CONSTRAINT wrong_content_check2 CHECK ((((restored_by IS NULL) = (restored_at IS NULL)) AND ((restored_first_by IS NULL) = (restored_first_at IS NULL)))),
    CONSTRAINT wrong_content_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE coordination.wrong_content OWNER TO own_coordination;
CREATE TABLE identity.account (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone,
    service boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT account_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)) AND (email ~ '^[^\s@]+@[^\s@]+$'::text))),
    CONSTRAINT account_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT account_title_check CHECK ((length(title) <= 120))
);
ALTER TABLE identity.account OWNER TO own_identity;
CREATE TABLE identity.calendar_link (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    token_hash bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_on date,
    ended_at timestamp with time zone,
    CONSTRAINT calendar_link_check CHECK ((ended_at >= made_at)),
    CONSTRAINT calendar_link_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE identity.calendar_link OWNER TO own_identity;
CREATE TABLE identity.credential (
    account_id uuid NOT NULL,
    password_hash text,
    password_changed_at timestamp with time zone,
    totp_secret bytea,
    totp_confirmed_at timestamp with time zone,
    totp_last_step bigint DEFAULT 0 NOT NULL,
    CONSTRAINT credential_check CHECK (((totp_secret IS NOT NULL) OR (totp_confirmed_at IS NULL))),
    CONSTRAINT credential_password_hash_check CHECK (((length(password_hash) >= 20) AND (length(password_hash) <= 300))),
    CONSTRAINT credential_totp_secret_check CHECK (((length(totp_secret) >= 10) AND (length(totp_secret) <= 256)))
);
ALTER TABLE identity.credential OWNER TO own_identity;
CREATE TABLE identity.digest (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    period date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    claim uuid,
    free_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    CONSTRAINT digest_check CHECK ((ended_at >= made_at)),
    CONSTRAINT digest_check1 CHECK (((ended_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT digest_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'nothing'::text, 'refused'::text, 'overtaken'::text]))),
    CONSTRAINT digest_tries_check CHECK ((tries >= 0))
);
ALTER TABLE identity.digest OWNER TO own_identity;
CREATE TABLE identity.grant_proposal (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    strand text NOT NULL,
    role text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean,
    decision_reason text,
    despite text,
    CONSTRAINT grant_proposal_check CHECK ((to_day >= from_day)),
    CONSTRAINT grant_proposal_check1 CHECK ((proposed_by <> account_id)),
    CONSTRAINT grant_proposal_check2 CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (approved IS NULL)))),
    CONSTRAINT grant_proposal_decision_reason_check CHECK (((length(decision_reason) >= 1) AND (length(decision_reason) <= 2000))),
    CONSTRAINT grant_proposal_despite_check CHECK (((length(despite) >= 1) AND (length(despite) <= 2000))),
    CONSTRAINT grant_proposal_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT grant_proposal_role CHECK ((((((((strand = 'outreach'::text) AND (role = 'outreach_worker'::text)) OR ((strand = 'outreach'::text) AND (role = 'outreach_lead'::text))) OR ((strand = 'casework'::text) AND (role = 'case_worker'::text))) OR ((strand = 'casework'::text) AND (role = 'case_supervisor'::text))) OR ((strand = 'intelligence'::text) AND (role = 'intelligence_officer'::text))) OR ((strand = 'intelligence'::text) AND (role = 'intelligence_lead'::text)))),
    CONSTRAINT grant_proposal_strand_check CHECK ((strand = ANY (ARRAY['outreach'::text, 'casework'::text, 'intelligence'::text]))),
    CONSTRAINT grant_proposal_two_people CHECK (((decided_by <> proposed_by) AND (decided_by <> account_id)))
);
ALTER TABLE identity.grant_proposal OWNER TO own_identity;
CREATE TABLE identity.invitation (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    partnership_id integer NOT NULL,
    role text NOT NULL,
    agency_id integer,
    reason text NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    account_id uuid,
    withdrawn_at timestamp with time zone,
    CONSTRAINT invitation_check CHECK ((account_id <> invited_by)),
    CONSTRAINT invitation_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
    CONSTRAINT invitation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT invitation_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['coordinator'::text, 'staff'::text, 'manager'::text, 'governance_approver'::text, 'separation_reviewer'::text, 'auditor'::text, 'evaluator'::text, 'administrator'::text]))),
    CONSTRAINT invitation_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE identity.invitation OWNER TO own_identity;
CREATE TABLE identity.lockout (
    key text NOT NULL,
    failures integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT lockout_failures_check CHECK ((failures >= 0)),
    CONSTRAINT lockout_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
ALTER TABLE identity.lockout OWNER TO own_identity;
CREATE TABLE identity.mail_choice (
    account_id uuid NOT NULL,
    every text NOT NULL,
    weekday integer NOT NULL,
    quiet boolean NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT mail_choice_every_check CHECK ((every = ANY (ARRAY['daily'::text, 'weekly'::text, 'never'::text]))),
    CONSTRAINT mail_choice_weekday_check CHECK (((weekday >= 0) AND (weekday <= 6)))
);
ALTER TABLE identity.mail_choice OWNER TO own_identity;
CREATE TABLE identity.membership (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    role text NOT NULL,
    agency_id integer,
    from_day date NOT NULL,
    to_day date,
    reason text NOT NULL,
    given_by uuid,
    ended_by uuid,
    end_reason text,
    held daterange GENERATED ALWAYS AS (
CASE
    WHEN (ended_by IS NULL) THEN daterange(from_day, to_day, '[]'::text)
    ELSE daterange(from_day, to_day, '[)'::text)
END) STORED NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT membership_check CHECK ((to_day >= from_day)),
    CONSTRAINT membership_check1 CHECK ((given_by <> account_id)),
    CONSTRAINT membership_check2 CHECK (((ended_by IS NULL) OR (to_day IS NOT NULL))),
    CONSTRAINT membership_check3 CHECK (((ended_by IS NULL) = (end_reason IS NULL))),
    CONSTRAINT membership_end_reason_check CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT membership_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT membership_role_check CHECK ((role = ANY (ARRAY['coordinator'::text, 'staff'::text, 'manager'::text, 'governance_approver'::text, 'separation_reviewer'::text, 'auditor'::text, 'evaluator'::text, 'administrator'::text])))
);
ALTER TABLE identity.membership OWNER TO own_identity;
CREATE TABLE identity.recovery_code (
    account_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_code_code_hash_check CHECK ((length(code_hash) = 32))
);
ALTER TABLE identity.recovery_code OWNER TO own_identity;
CREATE TABLE identity.session (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    partnership_id integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    strong boolean DEFAULT false NOT NULL,
    pending boolean DEFAULT false NOT NULL,
    agent text DEFAULT ''::text NOT NULL,
    ended_at timestamp with time zone,
    ended_why text,
    CONSTRAINT session_agent_check CHECK ((length(agent) <= 200)),
    CONSTRAINT session_check CHECK ((NOT (strong AND pending))),
    CONSTRAINT session_ended_why_check CHECK (((length(ended_why) >= 1) AND (length(ended_why) <= 200))),
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32))
);
ALTER TABLE identity.session OWNER TO own_identity;
CREATE TABLE identity.strand_grant (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    strand text NOT NULL,
    role text NOT NULL,
    side text GENERATED ALWAYS AS (
CASE strand
    WHEN 'intelligence'::text THEN 'intelligence'::text
    ELSE 'community'::text
END) STORED NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    cooling_days integer NOT NULL,
    first_used_on date,
    held daterange GENERATED ALWAYS AS (
CASE
    WHEN (ended_by IS NULL) THEN daterange(from_day, to_day, '[]'::text)
    ELSE daterange(from_day, to_day, '[)'::text)
END) STORED NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    approved_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    end_reason text,
    exception_id uuid,
    cooled_on date,
    barred daterange GENERATED ALWAYS AS (daterange(from_day,
CASE
    WHEN (first_used_on IS NULL) THEN to_day
    ELSE GREATEST(to_day, LEAST((to_day + cooling_days), cooled_on))
END, '[]'::text)) STORED NOT NULL,
    CONSTRAINT strand_grant_check CHECK ((to_day >= from_day)),
    CONSTRAINT strand_grant_check1 CHECK (((ended_by IS NULL) = (end_reason IS NULL))),
    CONSTRAINT strand_grant_cooling_days_check CHECK (((cooling_days >= 0) AND (cooling_days <= 3650))),
    CONSTRAINT strand_grant_end_reason_check CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT strand_grant_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT strand_grant_role CHECK ((((((((strand = 'outreach'::text) AND (role = 'outreach_worker'::text)) OR ((strand = 'outreach'::text) AND (role = 'outreach_lead'::text))) OR ((strand = 'casework'::text) AND (role = 'case_worker'::text))) OR ((strand = 'casework'::text) AND (role = 'case_supervisor'::text))) OR ((strand = 'intelligence'::text) AND (role = 'intelligence_officer'::text))) OR ((strand = 'intelligence'::text) AND (role = 'intelligence_lead'::text)))),
    CONSTRAINT strand_grant_strand_check CHECK ((strand = ANY (ARRAY['outreach'::text, 'casework'::text, 'intelligence'::text]))),
    CONSTRAINT strand_grant_two_people CHECK (((approved_by <> proposed_by) AND (approved_by <> account_id) AND (proposed_by <> account_id)))
);
ALTER TABLE identity.strand_grant OWNER TO own_identity;
CREATE TABLE intelligence.action (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    "position" integer NOT NULL,
    what text NOT NULL,
    agency_id integer NOT NULL,
    due date NOT NULL,
    state text NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    note text,
    author uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text DEFAULT 'action'::text NOT NULL,
    owner uuid,
    done_on date,
    CONSTRAINT action_check CHECK ((((state = 'open'::text) = (closed_at IS NULL)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
    CONSTRAINT action_kind_check CHECK ((kind = ANY (ARRAY['action'::text, 'follow_up'::text]))),
    CONSTRAINT action_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT action_position_check CHECK (("position" >= 0)),
    CONSTRAINT action_ref_check CHECK ((ref ~ '^INT-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT action_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text]))),
    CONSTRAINT action_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
);
ALTER TABLE intelligence.action OWNER TO own_intelligence;
CREATE TABLE intelligence.action_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    action_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    due_was date,
    due_is date,
    why text,
    done_on date,
    CONSTRAINT action_change_check CHECK (((done_on IS NULL) OR (what = 'reopened'::text))),
    CONSTRAINT action_change_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'due'::text, 'owner'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text, 'reopened'::text]))),
    CONSTRAINT action_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE intelligence.action_change OWNER TO own_intelligence;
CREATE TABLE intelligence.activity (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    agency_id integer,
    author uuid NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    marking text DEFAULT 'OFFICIAL'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    withdrawn_why text,
    reported_at timestamp with time zone,
    tlp text DEFAULT ''::text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    parties text DEFAULT ''::text NOT NULL,
    found tsvector GENERATED ALWAYS AS ((to_tsvector('english'::regconfig, ((((title || ' '::text) || summary) || ' '::text) || words)) || array_to_tsvector(string_to_array(((('~'::text || (partnership_id)::text) || COALESCE((' @'::text || (agency_id)::text), ''::text)) ||
CASE parties
    WHEN ''::text THEN ''::text
    ELSE (' '::text || parties)
END), ' '::text)))) STORED,
    CONSTRAINT activity_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)))),
    CONSTRAINT activity_kind_check CHECK ((kind = 'pointer'::text)),
    CONSTRAINT activity_marking_check CHECK ((marking = ANY (ARRAY['OFFICIAL'::text, 'OFFICIAL-SENSITIVE'::text]))),
    CONSTRAINT activity_parties_check CHECK ((parties ~ '^(@[0-9]+( @[0-9]+)*)?$'::text)),
    CONSTRAINT activity_ref_check CHECK ((ref ~ '^INT-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT activity_summary_check CHECK ((length(summary) <= 10000)),
    CONSTRAINT activity_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT activity_tlp_check CHECK ((tlp = ANY (ARRAY[''::text, 'CLEAR'::text, 'GREEN'::text, 'AMBER'::text, 'AMBER+STRICT'::text, 'RED'::text]))),
    CONSTRAINT activity_withdrawn_why_check CHECK (((length(withdrawn_why) >= 1) AND (length(withdrawn_why) <= 2000))),
    CONSTRAINT activity_words_check CHECK ((length(words) <= 200000))
);
ALTER TABLE intelligence.activity OWNER TO own_intelligence;
CREATE TABLE intelligence.activity_version (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    why text,
    content text NOT NULL,
    CONSTRAINT activity_version_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT activity_version_what_check CHECK ((what = ANY (ARRAY['saved'::text, 'corrected'::text, 'withdrawn'::text, 'reported'::text, 'restored'::text]))),
    CONSTRAINT activity_version_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE intelligence.activity_version OWNER TO own_intelligence;
CREATE TABLE intelligence.attestation (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    quarter date NOT NULL,
    wording integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT attestation_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT attestation_quarter_check CHECK (((EXTRACT(day FROM quarter) = (1)::numeric) AND (EXTRACT(month FROM quarter) = ANY (ARRAY[(1)::numeric, (4)::numeric, (7)::numeric, (10)::numeric])))),
    CONSTRAINT attestation_wording_check CHECK ((wording > 0))
);
ALTER TABLE intelligence.attestation OWNER TO own_intelligence;
CREATE TABLE intelligence.draft (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    ready boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    used_for uuid,
    address text,
    CONSTRAINT draft_address_check CHECK (((address ~~ '/%'::text) AND (length(address) <= 400))),
    CONSTRAINT draft_check CHECK (((used_at IS NULL) = (used_for IS NULL))),
    CONSTRAINT draft_check1 CHECK (((address IS NULL) OR ((used_at IS NULL) AND (NOT ready)))),
    CONSTRAINT draft_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT draft_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
);
ALTER TABLE intelligence.draft OWNER TO own_intelligence;
CREATE TABLE intelligence.duplicate (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid,
    other_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by uuid NOT NULL,
    settled text,
    settled_at timestamp with time zone,
    settled_by uuid,
    why text,
    CONSTRAINT duplicate_check CHECK ((other_id <> activity_id)),
    CONSTRAINT duplicate_check1 CHECK ((((settled IS NULL) = (settled_at IS NULL)) AND ((settled IS NULL) = (settled_by IS NULL)))),
    CONSTRAINT duplicate_check2 CHECK (((activity_id IS NOT NULL) OR COALESCE((settled = 'same'::text), false))),
    CONSTRAINT duplicate_settled_check CHECK ((settled = ANY (ARRAY['same'::text, 'different'::text]))),
    CONSTRAINT duplicate_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE intelligence.duplicate OWNER TO own_intelligence;
CREATE TABLE intelligence.idempotency (
    key uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    route text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_result_check CHECK ((length(result) <= 2000)),
    CONSTRAINT idempotency_route_check CHECK (((length(route) >= 1) AND (length(route) <= 200)))
);
ALTER TABLE intelligence.idempotency OWNER TO own_intelligence;
CREATE TABLE intelligence.pointer (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    urn text NOT NULL,
    purpose text NOT NULL,
    conditions text DEFAULT ''::text NOT NULL,
    no_print boolean DEFAULT false NOT NULL,
    keep_until date NOT NULL,
    CONSTRAINT pointer_conditions_check CHECK ((length(conditions) <= 1000)),
    CONSTRAINT pointer_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 1000))),
    CONSTRAINT pointer_urn_check CHECK (((length(urn) >= 1) AND (length(urn) <= 60)))
);
ALTER TABLE intelligence.pointer OWNER TO own_intelligence;
CREATE TABLE intelligence.pointer_item (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    "position" integer NOT NULL,
    source integer NOT NULL,
    information text NOT NULL,
    handling text NOT NULL,
    conditions text DEFAULT ''::text NOT NULL,
    action_code text DEFAULT ''::text NOT NULL,
    action_usage text DEFAULT ''::text NOT NULL,
    sanitisation text DEFAULT ''::text NOT NULL,
    CONSTRAINT pointer_item_a3 CHECK (((action_code = 'A3'::text) = (action_usage <> ''::text))),
    CONSTRAINT pointer_item_action_code_check CHECK ((action_code = ANY (ARRAY[''::text, 'A1'::text, 'A2'::text, 'A3'::text]))),
    CONSTRAINT pointer_item_action_usage_check CHECK ((length(action_usage) <= 1000)),
    CONSTRAINT pointer_item_c CHECK (((handling = 'P'::text) OR ((conditions <> ''::text) AND (action_code <> ''::text) AND (sanitisation <> ''::text)))),
    CONSTRAINT pointer_item_conditions_check CHECK ((length(conditions) <= 1000)),
    CONSTRAINT pointer_item_handling_check CHECK ((handling = ANY (ARRAY['P'::text, 'C'::text]))),
    CONSTRAINT pointer_item_information_check CHECK ((information = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'E'::text]))),
    CONSTRAINT pointer_item_p CHECK (((handling = 'C'::text) OR ((conditions = ''::text) AND (action_code = ''::text) AND (action_usage = ''::text) AND (sanitisation = ''::text)))),
    CONSTRAINT pointer_item_position_check CHECK ((("position" >= 1) AND ("position" <= 50))),
    CONSTRAINT pointer_item_sanitisation_check CHECK ((sanitisation = ANY (ARRAY[''::text, 'S1'::text, 'S2'::text]))),
    CONSTRAINT pointer_item_source_check CHECK (((source >= 1) AND (source <= 3)))
);
ALTER TABLE intelligence.pointer_item OWNER TO own_intelligence;
CREATE TABLE intelligence.pointer_recipient (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    post text DEFAULT ''::text NOT NULL,
    CONSTRAINT pointer_recipient_post_check CHECK ((length(post) <= 120))
);
ALTER TABLE intelligence.pointer_recipient OWNER TO own_intelligence;
CREATE TABLE intelligence.reading (
    session_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reading_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE intelligence.reading OWNER TO own_intelligence;
CREATE TABLE intelligence.wrong_content (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    why text NOT NULL,
    restored_first_by uuid,
    restored_first_at timestamp with time zone,
    restored_by uuid,
    restored_at timestamp with time zone,
    CONSTRAINT wrong_content_check CHECK ((restored_by <> restored_first_by)),
    CONSTRAINT wrong_content_check1 CHECK (((restored_by IS NULL) OR (restored_first_by IS NOT NULL))),
    CONSTRAINT wrong_content_check2 CHECK ((((restored_by IS NULL) = (restored_at IS NULL)) AND ((restored_first_by IS NULL) = (restored_first_at IS NULL)))),
    CONSTRAINT wrong_content_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE intelligence.wrong_content OWNER TO own_intelligence;
CREATE TABLE outreach.action (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    "position" integer NOT NULL,
    what text NOT NULL,
    agency_id integer NOT NULL,
    due date NOT NULL,
    state text NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    note text,
    author uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind text DEFAULT 'action'::text NOT NULL,
    owner uuid,
    done_on date,
    CONSTRAINT action_check CHECK ((((state = 'open'::text) = (closed_at IS NULL)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
    CONSTRAINT action_kind_check CHECK ((kind = ANY (ARRAY['action'::text, 'follow_up'::text]))),
    CONSTRAINT action_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT action_position_check CHECK (("position" >= 0)),
    CONSTRAINT action_ref_check CHECK ((ref ~ '^OUT-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT action_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text]))),
    CONSTRAINT action_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
);
ALTER TABLE outreach.action OWNER TO own_outreach;
CREATE TABLE outreach.action_change (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    action_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    due_was date,
    due_is date,
    why text,
    done_on date,
    CONSTRAINT action_change_check CHECK (((done_on IS NULL) OR (what = 'reopened'::text))),
    CONSTRAINT action_change_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'due'::text, 'owner'::text, 'done'::text, 'overtaken'::text, 'not_done'::text, 'cancelled'::text, 'reopened'::text]))),
    CONSTRAINT action_change_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE outreach.action_change OWNER TO own_outreach;
CREATE TABLE outreach.activity (
    id uuid NOT NULL,
    ref text NOT NULL,
    partnership_id integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    agency_id integer,
    author uuid NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    marking text DEFAULT 'OFFICIAL'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    withdrawn_why text,
    reported_at timestamp with time zone,
    tlp text DEFAULT ''::text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    parties text DEFAULT ''::text NOT NULL,
    found tsvector GENERATED ALWAYS AS ((to_tsvector('english'::regconfig, ((((title || ' '::text) || summary) || ' '::text) || words)) || array_to_tsvector(string_to_array(((('~'::text || (partnership_id)::text) || COALESCE((' @'::text || (agency_id)::text), ''::text)) ||
CASE parties
    WHEN ''::text THEN ''::text
    ELSE (' '::text || parties)
END), ' '::text)))) STORED,
    CONSTRAINT activity_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)))),
    CONSTRAINT activity_kind_check CHECK ((kind = 'outreach'::text)),
    CONSTRAINT activity_marking_check CHECK ((marking = ANY (ARRAY['OFFICIAL'::text, 'OFFICIAL-SENSITIVE'::text]))),
    CONSTRAINT activity_parties_check CHECK ((parties ~ '^(@[0-9]+( @[0-9]+)*)?$'::text)),
    CONSTRAINT activity_ref_check CHECK ((ref ~ '^OUT-[0-9A-HJKMNP-TV-Z]{7}$'::text)),
    CONSTRAINT activity_summary_check CHECK ((length(summary) <= 10000)),
    CONSTRAINT activity_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT activity_tlp_check CHECK ((tlp = ANY (ARRAY[''::text, 'CLEAR'::text, 'GREEN'::text, 'AMBER'::text, 'AMBER+STRICT'::text, 'RED'::text]))),
    CONSTRAINT activity_withdrawn_why_check CHECK (((length(withdrawn_why) >= 1) AND (length(withdrawn_why) <= 2000))),
    CONSTRAINT activity_words_check CHECK ((length(words) <= 200000))
);
ALTER TABLE outreach.activity OWNER TO own_outreach;
CREATE TABLE outreach.activity_version (
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    what text NOT NULL,
    why text,
    content text NOT NULL,
    CONSTRAINT activity_version_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT activity_version_what_check CHECK ((what = ANY (ARRAY['saved'::text, 'corrected'::text, 'withdrawn'::text, 'reported'::text, 'restored'::text]))),
    CONSTRAINT activity_version_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE outreach.activity_version OWNER TO own_outreach;
CREATE TABLE outreach.attestation (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    quarter date NOT NULL,
    wording integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT attestation_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT attestation_quarter_check CHECK (((EXTRACT(day FROM quarter) = (1)::numeric) AND (EXTRACT(month FROM quarter) = ANY (ARRAY[(1)::numeric, (4)::numeric, (7)::numeric, (10)::numeric])))),
    CONSTRAINT attestation_wording_check CHECK ((wording > 0))
);
ALTER TABLE outreach.attestation OWNER TO own_outreach;
CREATE TABLE outreach.draft (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    kind text NOT NULL,
    content text NOT NULL,
    ready boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    used_for uuid,
    address text,
    CONSTRAINT draft_address_check CHECK (((address ~~ '/%'::text) AND (length(address) <= 400))),
    CONSTRAINT draft_check CHECK (((used_at IS NULL) = (used_for IS NULL))),
    CONSTRAINT draft_check1 CHECK (((address IS NULL) OR ((used_at IS NULL) AND (NOT ready)))),
    CONSTRAINT draft_content_check CHECK ((length(content) <= 200000)),
    CONSTRAINT draft_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
);
ALTER TABLE outreach.draft OWNER TO own_outreach;
CREATE TABLE outreach.duplicate (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid,
    other_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by uuid NOT NULL,
    settled text,
    settled_at timestamp with time zone,
    settled_by uuid,
    why text,
    CONSTRAINT duplicate_check CHECK ((other_id <> activity_id)),
    CONSTRAINT duplicate_check1 CHECK ((((settled IS NULL) = (settled_at IS NULL)) AND ((settled IS NULL) = (settled_by IS NULL)))),
    CONSTRAINT duplicate_check2 CHECK (((activity_id IS NOT NULL) OR COALESCE((settled = 'same'::text), false))),
    CONSTRAINT duplicate_settled_check CHECK ((settled = ANY (ARRAY['same'::text, 'different'::text]))),
    CONSTRAINT duplicate_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE outreach.duplicate OWNER TO own_outreach;
CREATE TABLE outreach.engagement (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    aims text NOT NULL,
    audience text NOT NULL,
    area text DEFAULT ''::text NOT NULL,
    starts_at time without time zone,
    others text DEFAULT ''::text NOT NULL,
    follow_up text DEFAULT ''::text NOT NULL,
    police_part text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    CONSTRAINT engagement_aims_check CHECK (((length(aims) >= 1) AND (length(aims) <= 1000))),
    CONSTRAINT engagement_area_check CHECK ((length(area) <= 120)),
    CONSTRAINT engagement_audience_check CHECK ((audience = ANY (ARRAY['under_10'::text, '10_to_29'::text, '30_to_99'::text, '100_or_more'::text]))),
    CONSTRAINT engagement_follow_up_check CHECK ((length(follow_up) <= 1000)),
    CONSTRAINT engagement_others_check CHECK ((length(others) <= 1000)),
    CONSTRAINT engagement_outcome_check CHECK ((length(outcome) <= 1000)),
    CONSTRAINT engagement_police_part_check CHECK ((police_part = ANY (ARRAY[''::text, 'none'::text, 'some'::text, 'led'::text])))
);
ALTER TABLE outreach.engagement OWNER TO own_outreach;
CREATE TABLE outreach.engagement_partner (
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL
);
ALTER TABLE outreach.engagement_partner OWNER TO own_outreach;
CREATE TABLE outreach.idempotency (
    key uuid NOT NULL,
    partnership_id integer NOT NULL,
    author uuid NOT NULL,
    route text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_result_check CHECK ((length(result) <= 2000)),
    CONSTRAINT idempotency_route_check CHECK (((length(route) >= 1) AND (length(route) <= 200)))
);
ALTER TABLE outreach.idempotency OWNER TO own_outreach;
CREATE TABLE outreach.reading (
    session_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    account_id uuid NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reading_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE outreach.reading OWNER TO own_outreach;
CREATE TABLE outreach.wrong_content (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    activity_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    why text NOT NULL,
    restored_first_by uuid,
    restored_first_at timestamp with time zone,
    restored_by uuid,
    restored_at timestamp with time zone,
    CONSTRAINT wrong_content_check CHECK ((restored_by <> restored_first_by)),
    CONSTRAINT wrong_content_check1 CHECK (((restored_by IS NULL) OR (restored_first_by IS NOT NULL))),
    CONSTRAINT wrong_content_check2 CHECK ((((restored_by IS NULL) = (restored_at IS NULL)) AND ((restored_first_by IS NULL) = (restored_first_at IS NULL)))),
    CONSTRAINT wrong_content_why_check CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
);
ALTER TABLE outreach.wrong_content OWNER TO own_outreach;
CREATE TABLE sec.key (
    id integer NOT NULL,
    k bytea NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT key_id_check CHECK (((id >= 1) AND (id <= 999999))),
    CONSTRAINT key_k_check CHECK ((length(k) = 32))
);
ALTER TABLE sec.key OWNER TO own_sec;
CREATE TABLE shared.agency (
    id integer NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    short text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT agency_id_check CHECK ((id > 0)),
    CONSTRAINT agency_kind_check CHECK ((kind = ANY (ARRAY['police'::text, 'council'::text, 'health'::text, 'education'::text, 'probation'::text, 'youth_justice'::text, 'community'::text, 'other'::text]))),
    CONSTRAINT agency_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT agency_short_check CHECK (((length(short) >= 1) AND (length(short) <= 60))),
    CONSTRAINT agency_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'::text))
);
ALTER TABLE shared.agency OWNER TO own_shared;
CREATE TABLE shared.agreement (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    basis text NOT NULL,
    retention text DEFAULT ''::text NOT NULL,
    dpia text DEFAULT ''::text NOT NULL,
    contact text DEFAULT ''::text NOT NULL,
    from_day date NOT NULL,
    review_on date NOT NULL,
    to_day date,
    closed_why text,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT agreement_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 1000))),
    CONSTRAINT agreement_check CHECK ((review_on >= from_day)),
    CONSTRAINT agreement_check1 CHECK ((to_day >= from_day)),
    CONSTRAINT agreement_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 2000))),
    CONSTRAINT agreement_contact_check CHECK ((length(contact) <= 200)),
    CONSTRAINT agreement_dpia_check CHECK ((length(dpia) <= 200)),
    CONSTRAINT agreement_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT agreement_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40))),
    CONSTRAINT agreement_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 2000))),
    CONSTRAINT agreement_retention_check CHECK ((length(retention) <= 1000))
);
ALTER TABLE shared.agreement OWNER TO own_shared;
CREATE TABLE shared.agreement_line (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agreement_id uuid NOT NULL,
    "position" integer NOT NULL,
    purpose text NOT NULL,
    items text NOT NULL,
    from_agency_id integer,
    to_agency_id integer,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT agreement_line_check CHECK ((to_day >= from_day)),
    CONSTRAINT agreement_line_check1 CHECK ((from_agency_id <> to_agency_id)),
    CONSTRAINT agreement_line_items_check CHECK (((length(items) >= 1) AND (length(items) <= 500))),
    CONSTRAINT agreement_line_position_check CHECK (("position" > 0)),
    CONSTRAINT agreement_line_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 500)))
);
ALTER TABLE shared.agreement_line OWNER TO own_shared;
CREATE TABLE shared.agreement_party (
    agreement_id uuid NOT NULL,
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    signed_on date
);
ALTER TABLE shared.agreement_party OWNER TO own_shared;
CREATE TABLE shared.calendar (
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT calendar_code_check CHECK ((code ~ '^[a-z][a-z-]{0,59}$'::text)),
    CONSTRAINT calendar_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
ALTER TABLE shared.calendar OWNER TO own_shared;
CREATE TABLE shared.holiday (
    calendar text NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT holiday_calendar_check CHECK (((length(calendar) >= 1) AND (length(calendar) <= 60))),
    CONSTRAINT holiday_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
ALTER TABLE shared.holiday OWNER TO own_shared;
CREATE TABLE shared.partnership (
    id integer NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    short text NOT NULL,
    referral_text text DEFAULT ''::text NOT NULL,
    cooling_days integer DEFAULT 365 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    archived_at timestamp with time zone,
    calendar text DEFAULT 'england-and-wales'::text NOT NULL,
    CONSTRAINT partnership_cooling_days_check CHECK (((cooling_days >= 0) AND (cooling_days <= 3650))),
    CONSTRAINT partnership_id_check CHECK ((id > 0)),
    CONSTRAINT partnership_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT partnership_referral_text_check CHECK ((length(referral_text) <= 4000)),
    CONSTRAINT partnership_short_check CHECK (((length(short) >= 1) AND (length(short) <= 60))),
    CONSTRAINT partnership_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'::text))
);
ALTER TABLE shared.partnership OWNER TO own_shared;
CREATE TABLE shared.partnership_agency (
    partnership_id integer NOT NULL,
    agency_id integer NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    left_reason text,
    merged_into integer,
    handover boolean DEFAULT false NOT NULL,
    source uuid,
    CONSTRAINT partnership_agency_check CHECK ((left_on >= joined_on)),
    CONSTRAINT partnership_agency_check1 CHECK ((merged_into <> agency_id)),
    CONSTRAINT partnership_agency_check2 CHECK (((left_on IS NOT NULL) OR ((left_reason IS NULL) AND (merged_into IS NULL)))),
    CONSTRAINT partnership_agency_left_reason_check CHECK (((length(left_reason) >= 1) AND (length(left_reason) <= 2000)))
);
ALTER TABLE shared.partnership_agency OWNER TO own_shared;
CREATE TABLE shared.strand_use (
    id uuid NOT NULL,
    partnership_id integer NOT NULL,
    strand text NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean,
    decision_reason text,
    CONSTRAINT strand_use_check CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (approved IS NULL)))),
    CONSTRAINT strand_use_decision_reason_check CHECK (((length(decision_reason) >= 1) AND (length(decision_reason) <= 2000))),
    CONSTRAINT strand_use_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT strand_use_strand_check CHECK ((strand = ANY (ARRAY['outreach'::text, 'casework'::text, 'intelligence'::text]))),
    CONSTRAINT strand_use_two_people CHECK ((decided_by <> proposed_by))
);
ALTER TABLE shared.strand_use OWNER TO own_shared;
CREATE TABLE stats.separation_exception (
    partnership_id integer NOT NULL,
    month date NOT NULL,
    place integer NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    proposed_by uuid NOT NULL,
    approved_by uuid NOT NULL,
    CONSTRAINT separation_exception_check CHECK ((to_day >= from_day)),
    CONSTRAINT separation_exception_check1 CHECK ((approved_by <> proposed_by)),
    CONSTRAINT separation_exception_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT separation_exception_place_check CHECK ((place > 0))
);
ALTER TABLE stats.separation_exception OWNER TO own_stats;
CREATE TABLE stats.separation_input (
    partnership_id integer NOT NULL,
    month date NOT NULL,
    side text NOT NULL,
    attested_on date,
    people integer,
    CONSTRAINT separation_input_check CHECK ((attested_on < month)),
    CONSTRAINT separation_input_check1 CHECK ((((side = 'identity'::text) = (people IS NOT NULL)) AND ((side <> 'identity'::text) OR (attested_on IS NULL)))),
    CONSTRAINT separation_input_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT separation_input_people_check CHECK ((people >= 0)),
    CONSTRAINT separation_input_side_check CHECK ((side = ANY (ARRAY['outreach'::text, 'intelligence'::text, 'identity'::text])))
);
ALTER TABLE stats.separation_input OWNER TO own_stats;
CREATE TABLE stats.total (
    partnership_id integer NOT NULL,
    strand text NOT NULL,
    month date NOT NULL,
    tens integer NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT total_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT total_strand_check CHECK ((strand = ANY (ARRAY['outreach'::text, 'casework'::text, 'intelligence'::text]))),
    CONSTRAINT total_tens_check CHECK (((tens >= 0) AND ((tens % 10) = 0)))
);
ALTER TABLE stats.total OWNER TO own_stats;
ALTER TABLE ONLY audit.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (strand, lane, seq);
ALTER TABLE ONLY audit.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (strand, lane);
ALTER TABLE ONLY audit.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (one);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_casefile_id_id_key UNIQUE (casefile_id, id);
ALTER TABLE ONLY casework.action_change
    ADD CONSTRAINT action_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_ref_key UNIQUE (ref);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_casefile_id_id_key UNIQUE (casefile_id, id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_ref_key UNIQUE (ref);
ALTER TABLE ONLY casework.activity_version
    ADD CONSTRAINT activity_version_pkey PRIMARY KEY (activity_id, version, what, at);
ALTER TABLE ONLY casework.casefile
    ADD CONSTRAINT casefile_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY casework.casefile_person
    ADD CONSTRAINT casefile_person_pkey PRIMARY KEY (casefile_id, account_id);
ALTER TABLE ONLY casework.casefile
    ADD CONSTRAINT casefile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.casefile
    ADD CONSTRAINT casefile_ref_key UNIQUE (ref);
ALTER TABLE ONLY casework.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY casework.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);
ALTER TABLE ONLY casework.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (session_id, activity_id);
ALTER TABLE ONLY casework.wrong_content
    ADD CONSTRAINT wrong_content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.acknowledgement
    ADD CONSTRAINT acknowledgement_pkey PRIMARY KEY (goals_id, account_id);
ALTER TABLE ONLY coordination.action_change
    ADD CONSTRAINT action_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.action
    ADD CONSTRAINT action_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.action
    ADD CONSTRAINT action_ref_key UNIQUE (ref);
ALTER TABLE ONLY coordination.activity
    ADD CONSTRAINT activity_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.activity
    ADD CONSTRAINT activity_ref_key UNIQUE (ref);
ALTER TABLE ONLY coordination.activity_version
    ADD CONSTRAINT activity_version_pkey PRIMARY KEY (activity_id, version, what, at);
ALTER TABLE ONLY coordination.appointment
    ADD CONSTRAINT appointment_one EXCLUDE USING gist (partnership_id WITH =, daterange(from_day, to_day, '[]'::text) WITH &&);
ALTER TABLE ONLY coordination.appointment
    ADD CONSTRAINT appointment_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.assessment
    ADD CONSTRAINT assessment_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.assessment
    ADD CONSTRAINT assessment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (activity_id, agency_id);
ALTER TABLE ONLY coordination.attestation
    ADD CONSTRAINT attestation_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.ceiling
    ADD CONSTRAINT ceiling_one EXCLUDE USING gist (partnership_id WITH =, daterange(from_day, to_day, '[]'::text) WITH &&) WHERE ((approved AND (recall IS DISTINCT FROM 'withdrawn'::text)));
ALTER TABLE ONLY coordination.ceiling
    ADD CONSTRAINT ceiling_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.ceiling
    ADD CONSTRAINT ceiling_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.commentary
    ADD CONSTRAINT commentary_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.connect
    ADD CONSTRAINT connect_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY coordination.connect
    ADD CONSTRAINT connect_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (activity_id, "position");
ALTER TABLE ONLY coordination.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.duplicate
    ADD CONSTRAINT duplicate_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.escalation
    ADD CONSTRAINT escalation_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.escalation
    ADD CONSTRAINT escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (partnership_id, source, part, known_from);
ALTER TABLE ONLY coordination.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (partnership_id, item, day);
ALTER TABLE ONLY coordination.funding_request
    ADD CONSTRAINT funding_request_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.funding_request
    ADD CONSTRAINT funding_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.goals
    ADD CONSTRAINT goals_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.goals
    ADD CONSTRAINT goals_partnership_id_version_key UNIQUE (partnership_id, version);
ALTER TABLE ONLY coordination.goals
    ADD CONSTRAINT goals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.goals_question
    ADD CONSTRAINT goals_question_pkey PRIMARY KEY (goals_id, "position");
ALTER TABLE ONLY coordination.hypothesis
    ADD CONSTRAINT hypothesis_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.hypothesis
    ADD CONSTRAINT hypothesis_partnership_id_mechanism_version_key UNIQUE (partnership_id, mechanism, version);
ALTER TABLE ONLY coordination.hypothesis
    ADD CONSTRAINT hypothesis_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.hypothesis_result
    ADD CONSTRAINT hypothesis_result_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);
ALTER TABLE ONLY coordination.initiative_partner
    ADD CONSTRAINT initiative_partner_pkey PRIMARY KEY (initiative_id, agency_id);
ALTER TABLE ONLY coordination.initiative
    ADD CONSTRAINT initiative_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.initiative
    ADD CONSTRAINT initiative_partnership_id_version_key UNIQUE (partnership_id, version);
ALTER TABLE ONLY coordination.initiative
    ADD CONSTRAINT initiative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.intensity
    ADD CONSTRAINT intensity_partnership_id_agency_id_other_id_side_from_day_key UNIQUE (partnership_id, agency_id, other_id, side, from_day);
ALTER TABLE ONLY coordination.intensity
    ADD CONSTRAINT intensity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.item_link
    ADD CONSTRAINT item_link_pkey PRIMARY KEY (activity_id, item);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_one EXCLUDE USING gist (partnership_id WITH =, post WITH =, daterange(from_day, to_day, '[]'::text) WITH &&);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.meeting
    ADD CONSTRAINT meeting_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY coordination.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY coordination.need
    ADD CONSTRAINT need_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.need
    ADD CONSTRAINT need_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.notice_away
    ADD CONSTRAINT notice_away_pkey PRIMARY KEY (partnership_id, account_id, notice);
ALTER TABLE ONLY coordination.overlap
    ADD CONSTRAINT overlap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.overlap
    ADD CONSTRAINT overlap_plan_id_other_id_plan_version_other_version_key UNIQUE (plan_id, other_id, plan_version, other_version);
ALTER TABLE ONLY coordination.pair_list
    ADD CONSTRAINT pair_list_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.pair_list
    ADD CONSTRAINT pair_list_partnership_id_version_key UNIQUE (partnership_id, version);
ALTER TABLE ONLY coordination.pair_list
    ADD CONSTRAINT pair_list_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.pair
    ADD CONSTRAINT pair_pkey PRIMARY KEY (list_id, agency_id, other_id);
ALTER TABLE ONLY coordination.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (activity_id, agency_id);
ALTER TABLE ONLY coordination.person
    ADD CONSTRAINT person_partnership_id_agency_id_name_key_key UNIQUE (partnership_id, agency_id, name_key);
ALTER TABLE ONLY coordination.person
    ADD CONSTRAINT person_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.plan_agency
    ADD CONSTRAINT plan_agency_pkey PRIMARY KEY (plan_id, agency_id);
ALTER TABLE ONLY coordination.plan
    ADD CONSTRAINT plan_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.product_need
    ADD CONSTRAINT product_need_pkey PRIMARY KEY (product_id, need_id);
ALTER TABLE ONLY coordination.product
    ADD CONSTRAINT product_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.pulse_round
    ADD CONSTRAINT pulse_round_one EXCLUDE USING gist (partnership_id WITH =, daterange(opens_on, closes_on, '[]'::text) WITH &&);
ALTER TABLE ONLY coordination.pulse_round
    ADD CONSTRAINT pulse_round_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.pulse_round
    ADD CONSTRAINT pulse_round_partnership_id_quarter_key UNIQUE (partnership_id, quarter);
ALTER TABLE ONLY coordination.pulse_round
    ADD CONSTRAINT pulse_round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.pulse_seat
    ADD CONSTRAINT pulse_seat_pkey PRIMARY KEY (round_id, account_id);
ALTER TABLE ONLY coordination.pulse_tally
    ADD CONSTRAINT pulse_tally_pkey PRIMARY KEY (round_id, part);
ALTER TABLE ONLY coordination.pulse_token
    ADD CONSTRAINT pulse_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY coordination.rating_link
    ADD CONSTRAINT rating_link_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.rating_link
    ADD CONSTRAINT rating_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.rating_link
    ADD CONSTRAINT rating_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY coordination.rating
    ADD CONSTRAINT rating_pkey PRIMARY KEY (activity_id, measure, rater);
ALTER TABLE ONLY coordination.rating_was
    ADD CONSTRAINT rating_was_pkey PRIMARY KEY (activity_id, measure, rater, at);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (session_id, activity_id);
ALTER TABLE ONLY coordination.representative
    ADD CONSTRAINT representative_one EXCLUDE USING gist (partnership_id WITH =, agency_id WITH =, daterange(from_day, to_day, '[]'::text) WITH &&) WHERE ((NOT deputy));
ALTER TABLE ONLY coordination.representative
    ADD CONSTRAINT representative_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.representative
    ADD CONSTRAINT representative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.self_test
    ADD CONSTRAINT self_test_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.self_test
    ADD CONSTRAINT self_test_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.separation_exception
    ADD CONSTRAINT separation_exception_pkey PRIMARY KEY (separation_id, place);
ALTER TABLE ONLY coordination.separation
    ADD CONSTRAINT separation_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.separation
    ADD CONSTRAINT separation_partnership_id_month_key UNIQUE (partnership_id, month);
ALTER TABLE ONLY coordination.separation
    ADD CONSTRAINT separation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.series
    ADD CONSTRAINT series_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.share_change
    ADD CONSTRAINT share_change_activity_id_version_key UNIQUE (activity_id, version);
ALTER TABLE ONLY coordination.share_change
    ADD CONSTRAINT share_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY coordination.share_recipient
    ADD CONSTRAINT share_recipient_pkey PRIMARY KEY (activity_id, agency_id);
ALTER TABLE ONLY coordination.spend
    ADD CONSTRAINT spend_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.spend
    ADD CONSTRAINT spend_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.standing_change
    ADD CONSTRAINT standing_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.stream
    ADD CONSTRAINT stream_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.stream
    ADD CONSTRAINT stream_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.system
    ADD CONSTRAINT system_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.system
    ADD CONSTRAINT system_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.system_review
    ADD CONSTRAINT system_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.threshold
    ADD CONSTRAINT threshold_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY coordination.threshold
    ADD CONSTRAINT threshold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY coordination.threshold_value
    ADD CONSTRAINT threshold_value_pkey PRIMARY KEY (threshold_id, parameter);
ALTER TABLE ONLY coordination.training_need
    ADD CONSTRAINT training_need_pkey PRIMARY KEY (activity_id, need_id);
ALTER TABLE ONLY coordination.training
    ADD CONSTRAINT training_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY coordination.training
    ADD CONSTRAINT training_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY coordination.wrong_content
    ADD CONSTRAINT wrong_content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_email_key UNIQUE (email);
ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.calendar_link
    ADD CONSTRAINT calendar_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.calendar_link
    ADD CONSTRAINT calendar_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY identity.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY identity.digest
    ADD CONSTRAINT digest_account_id_period_key UNIQUE (account_id, period);
ALTER TABLE ONLY identity.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.grant_proposal
    ADD CONSTRAINT grant_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY identity.lockout
    ADD CONSTRAINT lockout_pkey PRIMARY KEY (key);
ALTER TABLE ONLY identity.mail_choice
    ADD CONSTRAINT mail_choice_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_once EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, role WITH =, held WITH &&);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, code_hash);
ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_exception_id_key UNIQUE (exception_id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_once EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, strand WITH =, held WITH &&);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&);
ALTER TABLE ONLY intelligence.action_change
    ADD CONSTRAINT action_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.action
    ADD CONSTRAINT action_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY intelligence.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.action
    ADD CONSTRAINT action_ref_key UNIQUE (ref);
ALTER TABLE ONLY intelligence.activity
    ADD CONSTRAINT activity_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY intelligence.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.activity
    ADD CONSTRAINT activity_ref_key UNIQUE (ref);
ALTER TABLE ONLY intelligence.activity_version
    ADD CONSTRAINT activity_version_pkey PRIMARY KEY (activity_id, version, what, at);
ALTER TABLE ONLY intelligence.attestation
    ADD CONSTRAINT attestation_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY intelligence.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.duplicate
    ADD CONSTRAINT duplicate_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY intelligence.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intelligence.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);
ALTER TABLE ONLY intelligence.pointer_item
    ADD CONSTRAINT pointer_item_pkey PRIMARY KEY (activity_id, "position");
ALTER TABLE ONLY intelligence.pointer
    ADD CONSTRAINT pointer_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY intelligence.pointer
    ADD CONSTRAINT pointer_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY intelligence.pointer_recipient
    ADD CONSTRAINT pointer_recipient_pkey PRIMARY KEY (activity_id, agency_id);
ALTER TABLE ONLY intelligence.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (session_id, activity_id);
ALTER TABLE ONLY intelligence.wrong_content
    ADD CONSTRAINT wrong_content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.action_change
    ADD CONSTRAINT action_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.action
    ADD CONSTRAINT action_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY outreach.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.action
    ADD CONSTRAINT action_ref_key UNIQUE (ref);
ALTER TABLE ONLY outreach.activity
    ADD CONSTRAINT activity_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY outreach.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.activity
    ADD CONSTRAINT activity_ref_key UNIQUE (ref);
ALTER TABLE ONLY outreach.activity_version
    ADD CONSTRAINT activity_version_pkey PRIMARY KEY (activity_id, version, what, at);
ALTER TABLE ONLY outreach.attestation
    ADD CONSTRAINT attestation_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY outreach.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.duplicate
    ADD CONSTRAINT duplicate_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY outreach.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY outreach.engagement_partner
    ADD CONSTRAINT engagement_partner_pkey PRIMARY KEY (activity_id, agency_id);
ALTER TABLE ONLY outreach.engagement
    ADD CONSTRAINT engagement_partnership_id_activity_id_key UNIQUE (partnership_id, activity_id);
ALTER TABLE ONLY outreach.engagement
    ADD CONSTRAINT engagement_pkey PRIMARY KEY (activity_id);
ALTER TABLE ONLY outreach.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);
ALTER TABLE ONLY outreach.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (session_id, activity_id);
ALTER TABLE ONLY outreach.wrong_content
    ADD CONSTRAINT wrong_content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY sec.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shared.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shared.agency
    ADD CONSTRAINT agency_slug_key UNIQUE (slug);
ALTER TABLE ONLY shared.agreement_line
    ADD CONSTRAINT agreement_line_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY shared.agreement_line
    ADD CONSTRAINT agreement_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shared.agreement
    ADD CONSTRAINT agreement_partnership_id_id_key UNIQUE (partnership_id, id);
ALTER TABLE ONLY shared.agreement
    ADD CONSTRAINT agreement_partnership_id_number_key UNIQUE (partnership_id, number);
ALTER TABLE ONLY shared.agreement_party
    ADD CONSTRAINT agreement_party_pkey PRIMARY KEY (agreement_id, agency_id);
ALTER TABLE ONLY shared.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shared.calendar
    ADD CONSTRAINT calendar_name_key UNIQUE (name);
ALTER TABLE ONLY shared.calendar
    ADD CONSTRAINT calendar_pkey PRIMARY KEY (code);
ALTER TABLE ONLY shared.holiday
    ADD CONSTRAINT holiday_pkey PRIMARY KEY (calendar, day);
ALTER TABLE ONLY shared.partnership_agency
    ADD CONSTRAINT partnership_agency_partnership_id_agency_id_daterange_excl EXCLUDE USING gist (partnership_id WITH =, agency_id WITH =, daterange(joined_on, left_on, '[]'::text) WITH &&);
ALTER TABLE ONLY shared.partnership_agency
    ADD CONSTRAINT partnership_agency_pkey PRIMARY KEY (partnership_id, agency_id, joined_on);
ALTER TABLE ONLY shared.partnership
    ADD CONSTRAINT partnership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY shared.partnership
    ADD CONSTRAINT partnership_slug_key UNIQUE (slug);
ALTER TABLE ONLY shared.strand_use
    ADD CONSTRAINT strand_use_pkey PRIMARY KEY (id);
ALTER TABLE ONLY stats.separation_exception
    ADD CONSTRAINT separation_exception_pkey PRIMARY KEY (partnership_id, month, place);
ALTER TABLE ONLY stats.separation_input
    ADD CONSTRAINT separation_input_pkey PRIMARY KEY (partnership_id, month, side);
ALTER TABLE ONLY stats.total
    ADD CONSTRAINT total_pkey PRIMARY KEY (partnership_id, strand, month);
CREATE INDEX event_actor ON audit.event USING btree (strand, actor, at_us);
CREATE INDEX event_on ON audit.event USING btree (strand, on_what, at_us);
CREATE INDEX action_activity ON casework.action USING btree (activity_id, "position");
CREATE INDEX action_agency ON casework.action USING btree (partnership_id, agency_id, state, due);
CREATE INDEX action_change_action ON casework.action_change USING btree (action_id, at);
CREATE INDEX action_closed ON casework.action USING btree (partnership_id, due, id) WHERE (state <> 'open'::text);
CREATE INDEX action_due ON casework.action USING btree (partnership_id, state, due, id);
CREATE INDEX action_owner ON casework.action USING btree (partnership_id, owner, state, due) WHERE (owner IS NOT NULL);
CREATE INDEX activity_agency ON casework.activity USING btree (partnership_id, agency_id, occurred_at DESC, id DESC);
CREATE INDEX activity_found ON casework.activity USING gin (found) WITH (gin_pending_list_limit='512');
CREATE INDEX activity_kind ON casework.activity USING btree (partnership_id, kind, occurred_at DESC, id DESC);
CREATE INDEX activity_near ON casework.activity USING btree (partnership_id, kind, occurred_on);
CREATE INDEX activity_newest ON casework.activity USING btree (partnership_id, occurred_at DESC, id DESC);
CREATE INDEX activity_reported ON casework.activity USING btree (partnership_id, reported_at) WHERE (reported_at IS NOT NULL);
CREATE INDEX casefile_person_account ON casework.casefile_person USING btree (account_id);
CREATE INDEX draft_author ON casework.draft USING btree (partnership_id, author, updated_at DESC);
CREATE INDEX duplicate_open ON casework.duplicate USING btree (partnership_id, found_at) WHERE (settled IS NULL);
CREATE UNIQUE INDEX duplicate_pair ON casework.duplicate USING btree (LEAST(activity_id, other_id), GREATEST(activity_id, other_id));
CREATE UNIQUE INDEX wrong_content_open ON casework.wrong_content USING btree (activity_id) WHERE (restored_at IS NULL);
CREATE INDEX action_activity ON coordination.action USING btree (activity_id, "position");
CREATE INDEX action_agency ON coordination.action USING btree (partnership_id, agency_id, state, due);
CREATE INDEX action_change_action ON coordination.action_change USING btree (action_id, at);
CREATE INDEX action_closed ON coordination.action USING btree (partnership_id, due, id) INCLUDE (state, what, ref, agency_id, owner, activity_id) WHERE (state <> 'open'::text);
CREATE INDEX action_due ON coordination.action USING btree (partnership_id, state, due, id);
CREATE INDEX action_owner ON coordination.action USING btree (partnership_id, owner, state, due) WHERE (owner IS NOT NULL);
CREATE INDEX activity_agency ON coordination.activity USING btree (partnership_id, agency_id, occurred_at DESC, id DESC);
CREATE INDEX activity_found ON coordination.activity USING gin (found) WITH (gin_pending_list_limit='512');
CREATE INDEX activity_kind ON coordination.activity USING btree (partnership_id, kind, occurred_at DESC, id DESC);
CREATE INDEX activity_near ON coordination.activity USING btree (partnership_id, kind, occurred_on);
CREATE INDEX activity_newest ON coordination.activity USING btree (partnership_id, occurred_at DESC, id DESC);
CREATE INDEX activity_reported ON coordination.activity USING btree (partnership_id, reported_at) WHERE (reported_at IS NOT NULL);
CREATE INDEX assessment_item ON coordination.assessment USING btree (partnership_id, item, at DESC);
CREATE INDEX attendance_agency ON coordination.attendance USING btree (partnership_id, agency_id, activity_id);
CREATE INDEX attestation_at ON coordination.attestation USING btree (partnership_id, at DESC);
CREATE INDEX commentary_quarter ON coordination.commentary USING btree (partnership_id, quarter, at DESC);
CREATE INDEX cost_day ON coordination.cost USING btree (partnership_id, day);
CREATE INDEX draft_author ON coordination.draft USING btree (partnership_id, author, updated_at DESC);
CREATE INDEX duplicate_open ON coordination.duplicate USING btree (partnership_id, found_at) WHERE (settled IS NULL);
CREATE UNIQUE INDEX duplicate_pair ON coordination.duplicate USING btree (LEAST(activity_id, other_id), GREATEST(activity_id, other_id)) WHERE (activity_id IS NOT NULL);
CREATE INDEX fact_attendance ON coordination.fact USING btree (partnership_id, agency_id, day DESC, source DESC) WHERE (kind = 'attendance'::text);
CREATE INDEX fact_attended ON coordination.fact USING btree (partnership_id, agency_id, day DESC, source DESC) WHERE ((kind = 'attendance'::text) AND (flags && '{came,substitute}'::text[]));
CREATE INDEX fact_giver ON coordination.fact USING btree (partnership_id, agency_id, kind, day DESC, source) WHERE ((kind = ANY (ARRAY['share_asked'::text, 'shared'::text])) AND (known_to IS NULL));
CREATE INDEX fact_initiative ON coordination.fact USING btree (partnership_id, day DESC, source DESC) WHERE ((kind = 'meeting'::text) AND ('initiative'::text = ANY (flags)));
CREATE INDEX fact_kind ON coordination.fact USING btree (partnership_id, kind, day);
CREATE INDEX fact_open ON coordination.fact USING btree (partnership_id, kind, day) WHERE ((until IS NULL) AND (kind = ANY (ARRAY['action'::text, 'duplicate'::text, 'escalation'::text, 'funding_request'::text, 'reach'::text, 'share_asked'::text])));
CREATE INDEX fact_recorded ON coordination.fact USING btree (partnership_id, by_account, day DESC, source DESC) WHERE (kind = 'recorded'::text);
CREATE INDEX fact_sent ON coordination.fact USING btree (partnership_id, agency_id, day DESC, source DESC) WHERE ((kind = 'attendance'::text) AND (flags && '{information_sent}'::text[]));
CREATE INDEX fact_session ON coordination.fact USING btree (partnership_id, agency_id, day DESC, source) WHERE ((kind = ANY (ARRAY['trained'::text, 'connected'::text])) AND (known_to IS NULL));
CREATE INDEX fact_taker ON coordination.fact USING btree (partnership_id, other_agency_id, kind, day DESC, source) WHERE ((kind = ANY (ARRAY['share_asked'::text, 'shared'::text])) AND (known_to IS NULL));
CREATE INDEX fact_until ON coordination.fact USING btree (partnership_id, kind, until) WHERE (until IS NOT NULL);
CREATE INDEX finding_day ON coordination.finding USING btree (partnership_id, day);
CREATE INDEX hypothesis_result_of ON coordination.hypothesis_result USING btree (partnership_id, hypothesis_id, at DESC);
CREATE INDEX item_link_item ON coordination.item_link USING btree (partnership_id, item);
CREATE INDEX meeting_after ON coordination.meeting USING btree (partnership_id, after_id) WHERE (after_id IS NOT NULL);
CREATE INDEX meeting_planned ON coordination.meeting USING btree (partnership_id) WHERE (status = 'planned'::text);
CREATE INDEX meeting_series ON coordination.meeting USING btree (series_id);
CREATE UNIQUE INDEX pair_list_waits ON coordination.pair_list USING btree (partnership_id) WHERE (decided_by IS NULL);
CREATE INDEX participant_agency ON coordination.participant USING btree (partnership_id, agency_id, activity_id);
CREATE INDEX plan_ahead ON coordination.plan USING btree (partnership_id, day) WHERE (off_by IS NULL);
CREATE INDEX pulse_token_round ON coordination.pulse_token USING btree (partnership_id, round_id);
CREATE INDEX rating_agency ON coordination.rating USING btree (partnership_id, agency_id, activity_id);
CREATE INDEX rating_fact ON coordination.rating USING btree (partnership_id, source);
CREATE INDEX rating_was_fact ON coordination.rating_was USING btree (partnership_id, source);
CREATE INDEX self_test_at ON coordination.self_test USING btree (partnership_id, what, at DESC);
CREATE UNIQUE INDEX self_test_nightly ON coordination.self_test USING btree (partnership_id, what, on_day) WHERE nightly;
CREATE INDEX share_from ON coordination.share USING btree (partnership_id, from_agency_id, activity_id);
CREATE INDEX share_open ON coordination.share USING btree (partnership_id, outcome, due_on, activity_id);
CREATE INDEX share_recipient_agency ON coordination.share_recipient USING btree (partnership_id, agency_id, activity_id);
CREATE INDEX standing_change_on ON coordination.standing_change USING btree (partnership_id, on_id, at);
CREATE INDEX standing_change_what ON coordination.standing_change USING btree (partnership_id, what, at);
CREATE UNIQUE INDEX threshold_waiting ON coordination.threshold USING btree (partnership_id, item) WHERE (outcome IS NULL);
CREATE UNIQUE INDEX wrong_content_open ON coordination.wrong_content USING btree (activity_id) WHERE (restored_at IS NULL);
CREATE UNIQUE INDEX calendar_link_one ON identity.calendar_link USING btree (account_id, partnership_id) WHERE (ended_at IS NULL);
CREATE INDEX digest_open ON identity.digest USING btree (free_at, id) WHERE (ended_at IS NULL);
CREATE INDEX grant_proposal_open ON identity.grant_proposal USING btree (partnership_id, created_at) WHERE (decided_at IS NULL);
CREATE INDEX invitation_partnership ON identity.invitation USING btree (partnership_id, created_at);
CREATE INDEX membership_account ON identity.membership USING btree (account_id);
CREATE INDEX membership_partnership ON identity.membership USING btree (partnership_id);
CREATE INDEX session_account ON identity.session USING btree (account_id, ended_at);
CREATE INDEX strand_grant_account ON identity.strand_grant USING btree (account_id, strand);
CREATE INDEX strand_grant_partnership ON identity.strand_grant USING btree (partnership_id);
CREATE INDEX action_activity ON intelligence.action USING btree (activity_id, "position");
CREATE INDEX action_agency ON intelligence.action USING btree (partnership_id, agency_id, state, due);
CREATE INDEX action_change_action ON intelligence.action_change USING btree (action_id, at);
CREATE INDEX action_closed ON intelligence.action USING btree (partnership_id, due, id) WHERE (state <> 'open'::text);
CREATE INDEX action_due ON intelligence.action USING btree (partnership_id, state, due, id);
CREATE INDEX action_owner ON intelligence.action USING btree (partnership_id, owner, state, due) WHERE (owner IS NOT NULL);
CREATE INDEX activity_agency ON intelligence.activity USING btree (partnership_id, agency_id, occurred_at DESC, id DESC);
CREATE INDEX activity_found ON intelligence.activity USING gin (found) WITH (gin_pending_list_limit='512');
CREATE INDEX activity_kind ON intelligence.activity USING btree (partnership_id, kind, occurred_at DESC, id DESC);
CREATE INDEX activity_near ON intelligence.activity USING btree (partnership_id, kind, occurred_on);
CREATE INDEX activity_newest ON intelligence.activity USING btree (partnership_id, occurred_at DESC, id DESC);
CREATE INDEX activity_reported ON intelligence.activity USING btree (partnership_id, reported_at) WHERE (reported_at IS NOT NULL);
CREATE INDEX attestation_at ON intelligence.attestation USING btree (partnership_id, at DESC);
CREATE INDEX draft_author ON intelligence.draft USING btree (partnership_id, author, updated_at DESC);
CREATE INDEX duplicate_open ON intelligence.duplicate USING btree (partnership_id, found_at) WHERE (settled IS NULL);
CREATE UNIQUE INDEX duplicate_pair ON intelligence.duplicate USING btree (LEAST(activity_id, other_id), GREATEST(activity_id, other_id)) WHERE (activity_id IS NOT NULL);
CREATE UNIQUE INDEX wrong_content_open ON intelligence.wrong_content USING btree (activity_id) WHERE (restored_at IS NULL);
CREATE INDEX action_activity ON outreach.action USING btree (activity_id, "position");
CREATE INDEX action_agency ON outreach.action USING btree (partnership_id, agency_id, state, due);
CREATE INDEX action_change_action ON outreach.action_change USING btree (action_id, at);
CREATE INDEX action_closed ON outreach.action USING btree (partnership_id, due, id) WHERE (state <> 'open'::text);
CREATE INDEX action_due ON outreach.action USING btree (partnership_id, state, due, id);
CREATE INDEX action_owner ON outreach.action USING btree (partnership_id, owner, state, due) WHERE (owner IS NOT NULL);
CREATE INDEX activity_agency ON outreach.activity USING btree (partnership_id, agency_id, occurred_at DESC, id DESC);
CREATE INDEX activity_found ON outreach.activity USING gin (found) WITH (gin_pending_list_limit='512');
CREATE INDEX activity_kind ON outreach.activity USING btree (partnership_id, kind, occurred_at DESC, id DESC);
CREATE INDEX activity_near ON outreach.activity USING btree (partnership_id, kind, occurred_on);
CREATE INDEX activity_newest ON outreach.activity USING btree (partnership_id, occurred_at DESC, id DESC);
CREATE INDEX activity_reported ON outreach.activity USING btree (partnership_id, reported_at) WHERE (reported_at IS NOT NULL);
CREATE INDEX attestation_at ON outreach.attestation USING btree (partnership_id, at DESC);
CREATE INDEX draft_author ON outreach.draft USING btree (partnership_id, author, updated_at DESC);
CREATE INDEX duplicate_open ON outreach.duplicate USING btree (partnership_id, found_at) WHERE (settled IS NULL);
CREATE UNIQUE INDEX duplicate_pair ON outreach.duplicate USING btree (LEAST(activity_id, other_id), GREATEST(activity_id, other_id)) WHERE (activity_id IS NOT NULL);
CREATE UNIQUE INDEX wrong_content_open ON outreach.wrong_content USING btree (activity_id) WHERE (restored_at IS NULL);
CREATE UNIQUE INDEX strand_use_once ON shared.strand_use USING btree (partnership_id, strand) WHERE (approved IS NOT FALSE);
CREATE TRIGGER no_change BEFORE DELETE OR UPDATE ON audit.event FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER no_change;
CREATE TRIGGER no_delete BEFORE DELETE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER no_delete;
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER no_truncate;
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER no_truncate;
CREATE TRIGGER signed BEFORE UPDATE OF closed_by ON casework.action FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_casework'::name)) EXECUTE FUNCTION sec.signed('closed_by');
CREATE TRIGGER signed BEFORE UPDATE OF updated_by, withdrawn_by ON casework.activity FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_casework'::name)) EXECUTE FUNCTION sec.signed('updated_by', 'withdrawn_by');
CREATE TRIGGER signed BEFORE UPDATE OF settled_by ON casework.duplicate FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_casework'::name)) EXECUTE FUNCTION sec.signed('settled_by');
CREATE TRIGGER signed BEFORE UPDATE OF restored_first_by, restored_by ON casework.wrong_content FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_casework'::name)) EXECUTE FUNCTION sec.signed('restored_first_by', 'restored_by');
CREATE TRIGGER take_case BEFORE INSERT ON casework.action FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.action_change FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.activity_version FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.duplicate FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.reading FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.wrong_content FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER keep BEFORE UPDATE ON coordination.rating FOR EACH ROW EXECUTE FUNCTION coordination.keep_rating();
CREATE TRIGGER keep_correctors BEFORE INSERT OR UPDATE OF corrected_by ON coordination.funding_request FOR EACH ROW EXECUTE FUNCTION coordination.keep_correctors();
CREATE TRIGGER sign_decision BEFORE UPDATE OF decided_by ON coordination.funding_request FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION coordination.sign_decision();
CREATE TRIGGER sign_recall BEFORE UPDATE OF recall ON coordination.ceiling FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION coordination.sign_recall();
CREATE TRIGGER signed BEFORE UPDATE OF closed_by ON coordination.action FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('closed_by');
CREATE TRIGGER signed BEFORE UPDATE OF updated_by, withdrawn_by ON coordination.activity FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('updated_by', 'withdrawn_by');
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON coordination.appointment FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF decided_by, recall_by, recall_decided_by ON coordination.ceiling FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('decided_by', 'recall_by', 'recall_decided_by');
CREATE TRIGGER signed BEFORE UPDATE OF struck_by ON coordination.cost FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('struck_by');
CREATE TRIGGER signed BEFORE UPDATE OF settled_by ON coordination.duplicate FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('settled_by');
CREATE TRIGGER signed BEFORE UPDATE OF answered_by ON coordination.escalation FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('answered_by');
CREATE TRIGGER signed BEFORE UPDATE OF corrected_by, struck_by ON coordination.funding_request FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('corrected_by', 'struck_by');
CREATE TRIGGER signed BEFORE UPDATE OF locked_by ON coordination.hypothesis FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('locked_by');
CREATE TRIGGER signed BEFORE UPDATE OF approved_by, refused_by ON coordination.initiative FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('approved_by', 'refused_by');
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON coordination.leader FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON coordination.pair_list FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('decided_by');
CREATE TRIGGER signed BEFORE UPDATE OF off_by ON coordination.plan FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('off_by');
CREATE TRIGGER signed BEFORE UPDATE OF struck_by ON coordination.spend FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('struck_by');
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON coordination.threshold FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('decided_by');
CREATE TRIGGER signed BEFORE UPDATE OF restored_first_by, restored_by ON coordination.wrong_content FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('restored_first_by', 'restored_by');
CREATE TRIGGER announce AFTER UPDATE OF disabled_at ON identity.account FOR EACH ROW EXECUTE FUNCTION identity.announce('id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON identity.membership FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER announce AFTER UPDATE OF ended_at ON identity.session FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE OF to_day ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER cut_cooling BEFORE INSERT ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.cut_cooling();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER cut_cooling;
CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.keep_grant();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER keep;
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON identity.grant_proposal FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_identity'::name)) EXECUTE FUNCTION sec.signed('decided_by');
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON identity.membership FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_identity'::name)) EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON identity.strand_grant FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_identity'::name)) EXECUTE FUNCTION sec.signed('ended_by');
CREATE CONSTRAINT TRIGGER two_people AFTER INSERT ON identity.strand_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_identity'::name)) EXECUTE FUNCTION identity.two_people();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER two_people;
CREATE TRIGGER whole_cooling AFTER INSERT ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.whole_cooling();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER whole_cooling;
CREATE TRIGGER signed BEFORE UPDATE OF closed_by ON intelligence.action FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_intelligence'::name)) EXECUTE FUNCTION sec.signed('closed_by');
CREATE TRIGGER signed BEFORE UPDATE OF updated_by, withdrawn_by ON intelligence.activity FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_intelligence'::name)) EXECUTE FUNCTION sec.signed('updated_by', 'withdrawn_by');
CREATE TRIGGER signed BEFORE UPDATE OF settled_by ON intelligence.duplicate FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_intelligence'::name)) EXECUTE FUNCTION sec.signed('settled_by');
CREATE TRIGGER signed BEFORE UPDATE OF restored_first_by, restored_by ON intelligence.wrong_content FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_intelligence'::name)) EXECUTE FUNCTION sec.signed('restored_first_by', 'restored_by');
CREATE TRIGGER signed BEFORE UPDATE OF closed_by ON outreach.action FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_outreach'::name)) EXECUTE FUNCTION sec.signed('closed_by');
CREATE TRIGGER signed BEFORE UPDATE OF updated_by, withdrawn_by ON outreach.activity FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_outreach'::name)) EXECUTE FUNCTION sec.signed('updated_by', 'withdrawn_by');
CREATE TRIGGER signed BEFORE UPDATE OF settled_by ON outreach.duplicate FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_outreach'::name)) EXECUTE FUNCTION sec.signed('settled_by');
CREATE TRIGGER signed BEFORE UPDATE OF restored_first_by, restored_by ON outreach.wrong_content FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_outreach'::name)) EXECUTE FUNCTION sec.signed('restored_first_by', 'restored_by');
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON shared.strand_use FOR EACH ROW WHEN ((CURRENT_USER = 'liaison_coordination'::name)) EXECUTE FUNCTION sec.signed('decided_by');
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_casefile_id_activity_id_fkey FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.action_change
    ADD CONSTRAINT action_change_casefile_id_action_id_fkey FOREIGN KEY (casefile_id, action_id) REFERENCES casework.action(casefile_id, id);
ALTER TABLE ONLY casework.action_change
    ADD CONSTRAINT action_change_partnership_id_action_id_fkey FOREIGN KEY (partnership_id, action_id) REFERENCES casework.action(partnership_id, id);
ALTER TABLE ONLY casework.action
    ADD CONSTRAINT action_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_partnership_id_casefile_id_fkey FOREIGN KEY (partnership_id, casefile_id) REFERENCES casework.casefile(partnership_id, id);
ALTER TABLE ONLY casework.activity
    ADD CONSTRAINT activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY casework.activity_version
    ADD CONSTRAINT activity_version_casefile_id_activity_id_fkey FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.activity_version
    ADD CONSTRAINT activity_version_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.casefile
    ADD CONSTRAINT casefile_lead_agency_id_fkey FOREIGN KEY (lead_agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY casework.casefile
    ADD CONSTRAINT casefile_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY casework.casefile_person
    ADD CONSTRAINT casefile_person_partnership_id_casefile_id_fkey FOREIGN KEY (partnership_id, casefile_id) REFERENCES casework.casefile(partnership_id, id);
ALTER TABLE ONLY casework.draft
    ADD CONSTRAINT draft_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY casework.draft
    ADD CONSTRAINT draft_partnership_id_used_for_fkey FOREIGN KEY (partnership_id, used_for) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_casefile_id_activity_id_fkey FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_casefile_id_other_id_fkey FOREIGN KEY (casefile_id, other_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.duplicate
    ADD CONSTRAINT duplicate_partnership_id_other_id_fkey FOREIGN KEY (partnership_id, other_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.idempotency
    ADD CONSTRAINT idempotency_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY casework.reading
    ADD CONSTRAINT reading_casefile_id_activity_id_fkey FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.reading
    ADD CONSTRAINT reading_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY casework.wrong_content
    ADD CONSTRAINT wrong_content_casefile_id_activity_id_fkey FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity(casefile_id, id);
ALTER TABLE ONLY casework.wrong_content
    ADD CONSTRAINT wrong_content_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES casework.activity(partnership_id, id);
ALTER TABLE ONLY coordination.acknowledgement
    ADD CONSTRAINT acknowledgement_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.acknowledgement
    ADD CONSTRAINT acknowledgement_partnership_id_goals_id_fkey FOREIGN KEY (partnership_id, goals_id) REFERENCES coordination.goals(partnership_id, id);
ALTER TABLE ONLY coordination.action
    ADD CONSTRAINT action_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.action_change
    ADD CONSTRAINT action_change_partnership_id_action_id_fkey FOREIGN KEY (partnership_id, action_id) REFERENCES coordination.action(partnership_id, id);
ALTER TABLE ONLY coordination.action
    ADD CONSTRAINT action_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.activity
    ADD CONSTRAINT activity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.activity
    ADD CONSTRAINT activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.activity_version
    ADD CONSTRAINT activity_version_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.appointment
    ADD CONSTRAINT appointment_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.assessment
    ADD CONSTRAINT assessment_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.attendance
    ADD CONSTRAINT attendance_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.attendance
    ADD CONSTRAINT attendance_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.meeting(partnership_id, activity_id);
ALTER TABLE ONLY coordination.attendance
    ADD CONSTRAINT attendance_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person(partnership_id, id);
ALTER TABLE ONLY coordination.attestation
    ADD CONSTRAINT attestation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.ceiling
    ADD CONSTRAINT ceiling_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.commentary
    ADD CONSTRAINT commentary_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.connect
    ADD CONSTRAINT connect_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.connect
    ADD CONSTRAINT connect_partnership_id_training_id_fkey FOREIGN KEY (partnership_id, training_id) REFERENCES coordination.training(partnership_id, activity_id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_bearer_id_fkey FOREIGN KEY (bearer_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.cost
    ADD CONSTRAINT cost_partnership_id_product_id_fkey FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product(partnership_id, id);
ALTER TABLE ONLY coordination.decision
    ADD CONSTRAINT decision_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.meeting(partnership_id, activity_id);
ALTER TABLE ONLY coordination.draft
    ADD CONSTRAINT draft_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.draft
    ADD CONSTRAINT draft_partnership_id_used_for_fkey FOREIGN KEY (partnership_id, used_for) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.duplicate
    ADD CONSTRAINT duplicate_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.duplicate
    ADD CONSTRAINT duplicate_partnership_id_other_id_fkey FOREIGN KEY (partnership_id, other_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.escalation
    ADD CONSTRAINT escalation_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.escalation
    ADD CONSTRAINT escalation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.fact
    ADD CONSTRAINT fact_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.fact
    ADD CONSTRAINT fact_other_agency_id_fkey FOREIGN KEY (other_agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.fact
    ADD CONSTRAINT fact_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.finding
    ADD CONSTRAINT finding_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.funding_request
    ADD CONSTRAINT funding_request_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.funding_request
    ADD CONSTRAINT funding_request_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.funding_request
    ADD CONSTRAINT funding_request_partnership_id_stream_id_fkey FOREIGN KEY (partnership_id, stream_id) REFERENCES coordination.stream(partnership_id, id);
ALTER TABLE ONLY coordination.goals
    ADD CONSTRAINT goals_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.goals_question
    ADD CONSTRAINT goals_question_partnership_id_goals_id_fkey FOREIGN KEY (partnership_id, goals_id) REFERENCES coordination.goals(partnership_id, id);
ALTER TABLE ONLY coordination.hypothesis
    ADD CONSTRAINT hypothesis_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.hypothesis_result
    ADD CONSTRAINT hypothesis_result_partnership_id_hypothesis_id_fkey FOREIGN KEY (partnership_id, hypothesis_id) REFERENCES coordination.hypothesis(partnership_id, id);
ALTER TABLE ONLY coordination.idempotency
    ADD CONSTRAINT idempotency_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.initiative_partner
    ADD CONSTRAINT initiative_partner_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.initiative_partner
    ADD CONSTRAINT initiative_partner_partnership_id_initiative_id_fkey FOREIGN KEY (partnership_id, initiative_id) REFERENCES coordination.initiative(partnership_id, id);
ALTER TABLE ONLY coordination.initiative
    ADD CONSTRAINT initiative_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.intensity
    ADD CONSTRAINT intensity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.intensity
    ADD CONSTRAINT intensity_other_id_fkey FOREIGN KEY (other_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.intensity
    ADD CONSTRAINT intensity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.item_link
    ADD CONSTRAINT item_link_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.leader
    ADD CONSTRAINT leader_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person(partnership_id, id);
ALTER TABLE ONLY coordination.meeting
    ADD CONSTRAINT meeting_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.meeting
    ADD CONSTRAINT meeting_partnership_id_after_id_fkey FOREIGN KEY (partnership_id, after_id) REFERENCES coordination.meeting(partnership_id, activity_id);
ALTER TABLE ONLY coordination.meeting
    ADD CONSTRAINT meeting_partnership_id_series_id_fkey FOREIGN KEY (partnership_id, series_id) REFERENCES coordination.series(partnership_id, id);
ALTER TABLE ONLY coordination.need
    ADD CONSTRAINT need_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.need
    ADD CONSTRAINT need_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.notice_away
    ADD CONSTRAINT notice_away_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.overlap
    ADD CONSTRAINT overlap_partnership_id_other_id_fkey FOREIGN KEY (partnership_id, other_id) REFERENCES coordination.plan(partnership_id, id);
ALTER TABLE ONLY coordination.overlap
    ADD CONSTRAINT overlap_partnership_id_plan_id_fkey FOREIGN KEY (partnership_id, plan_id) REFERENCES coordination.plan(partnership_id, id);
ALTER TABLE ONLY coordination.pair
    ADD CONSTRAINT pair_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.pair_list
    ADD CONSTRAINT pair_list_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.pair
    ADD CONSTRAINT pair_other_id_fkey FOREIGN KEY (other_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.pair
    ADD CONSTRAINT pair_partnership_id_list_id_fkey FOREIGN KEY (partnership_id, list_id) REFERENCES coordination.pair_list(partnership_id, id);
ALTER TABLE ONLY coordination.participant
    ADD CONSTRAINT participant_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.participant
    ADD CONSTRAINT participant_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.person
    ADD CONSTRAINT person_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.person
    ADD CONSTRAINT person_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.plan_agency
    ADD CONSTRAINT plan_agency_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.plan
    ADD CONSTRAINT plan_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.plan_agency
    ADD CONSTRAINT plan_agency_partnership_id_plan_id_fkey FOREIGN KEY (partnership_id, plan_id) REFERENCES coordination.plan(partnership_id, id);
ALTER TABLE ONLY coordination.plan
    ADD CONSTRAINT plan_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.plan
    ADD CONSTRAINT plan_partnership_id_need_id_fkey FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need(partnership_id, id);
ALTER TABLE ONLY coordination.product_need
    ADD CONSTRAINT product_need_partnership_id_need_id_fkey FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need(partnership_id, id);
ALTER TABLE ONLY coordination.product_need
    ADD CONSTRAINT product_need_partnership_id_product_id_fkey FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product(partnership_id, id);
ALTER TABLE ONLY coordination.product
    ADD CONSTRAINT product_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.pulse_round
    ADD CONSTRAINT pulse_round_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.pulse_seat
    ADD CONSTRAINT pulse_seat_partnership_id_round_id_fkey FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round(partnership_id, id);
ALTER TABLE ONLY coordination.pulse_tally
    ADD CONSTRAINT pulse_tally_partnership_id_round_id_fkey FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round(partnership_id, id);
ALTER TABLE ONLY coordination.pulse_token
    ADD CONSTRAINT pulse_token_partnership_id_round_id_fkey FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round(partnership_id, id);
ALTER TABLE ONLY coordination.rating
    ADD CONSTRAINT rating_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.rating_link
    ADD CONSTRAINT rating_link_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.rating_link
    ADD CONSTRAINT rating_link_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.rating
    ADD CONSTRAINT rating_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.rating
    ADD CONSTRAINT rating_partnership_id_link_id_fkey FOREIGN KEY (partnership_id, link_id) REFERENCES coordination.rating_link(partnership_id, id);
ALTER TABLE ONLY coordination.rating_was
    ADD CONSTRAINT rating_was_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.rating_was
    ADD CONSTRAINT rating_was_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_partnership_id_product_id_fkey FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product(partnership_id, id);
ALTER TABLE ONLY coordination.reach
    ADD CONSTRAINT reach_partnership_id_system_id_fkey FOREIGN KEY (partnership_id, system_id) REFERENCES coordination.system(partnership_id, id);
ALTER TABLE ONLY coordination.reading
    ADD CONSTRAINT reading_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.representative
    ADD CONSTRAINT representative_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.representative
    ADD CONSTRAINT representative_partnership_id_person_id_fkey FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person(partnership_id, id);
ALTER TABLE ONLY coordination.self_test
    ADD CONSTRAINT self_test_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.separation_exception
    ADD CONSTRAINT separation_exception_partnership_id_separation_id_fkey FOREIGN KEY (partnership_id, separation_id) REFERENCES coordination.separation(partnership_id, id);
ALTER TABLE ONLY coordination.separation
    ADD CONSTRAINT separation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.series
    ADD CONSTRAINT series_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.share_change
    ADD CONSTRAINT share_change_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.share_change
    ADD CONSTRAINT share_change_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.share(partnership_id, activity_id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_from_agency_id_fkey FOREIGN KEY (from_agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_partnership_id_line_id_fkey FOREIGN KEY (partnership_id, line_id) REFERENCES shared.agreement_line(partnership_id, id);
ALTER TABLE ONLY coordination.share
    ADD CONSTRAINT share_partnership_id_need_id_fkey FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need(partnership_id, id);
ALTER TABLE ONLY coordination.share_recipient
    ADD CONSTRAINT share_recipient_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.share_recipient
    ADD CONSTRAINT share_recipient_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.share(partnership_id, activity_id);
ALTER TABLE ONLY coordination.spend
    ADD CONSTRAINT spend_partnership_id_stream_id_fkey FOREIGN KEY (partnership_id, stream_id) REFERENCES coordination.stream(partnership_id, id);
ALTER TABLE ONLY coordination.standing_change
    ADD CONSTRAINT standing_change_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.stream
    ADD CONSTRAINT stream_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.system
    ADD CONSTRAINT system_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY coordination.system
    ADD CONSTRAINT system_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.system_review
    ADD CONSTRAINT system_review_partnership_id_system_id_fkey FOREIGN KEY (partnership_id, system_id) REFERENCES coordination.system(partnership_id, id);
ALTER TABLE ONLY coordination.threshold
    ADD CONSTRAINT threshold_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY coordination.threshold_value
    ADD CONSTRAINT threshold_value_partnership_id_threshold_id_fkey FOREIGN KEY (partnership_id, threshold_id) REFERENCES coordination.threshold(partnership_id, id);
ALTER TABLE ONLY coordination.training_need
    ADD CONSTRAINT training_need_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.training(partnership_id, activity_id);
ALTER TABLE ONLY coordination.training_need
    ADD CONSTRAINT training_need_partnership_id_need_id_fkey FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need(partnership_id, id);
ALTER TABLE ONLY coordination.training
    ADD CONSTRAINT training_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY coordination.training
    ADD CONSTRAINT training_partnership_id_product_id_fkey FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product(partnership_id, id);
ALTER TABLE ONLY coordination.wrong_content
    ADD CONSTRAINT wrong_content_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity(partnership_id, id);
ALTER TABLE ONLY identity.calendar_link
    ADD CONSTRAINT calendar_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.calendar_link
    ADD CONSTRAINT calendar_link_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.credential
    ADD CONSTRAINT credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.digest
    ADD CONSTRAINT digest_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.grant_proposal
    ADD CONSTRAINT grant_proposal_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.grant_proposal
    ADD CONSTRAINT grant_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.grant_proposal
    ADD CONSTRAINT grant_proposal_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.grant_proposal
    ADD CONSTRAINT grant_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.invitation
    ADD CONSTRAINT invitation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.mail_choice
    ADD CONSTRAINT mail_choice_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_given_by_fkey FOREIGN KEY (given_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.membership
    ADD CONSTRAINT membership_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.account(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_exception_id_fkey FOREIGN KEY (exception_id) REFERENCES identity.grant_proposal(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY identity.strand_grant
    ADD CONSTRAINT strand_grant_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES identity.account(id);
ALTER TABLE ONLY intelligence.action
    ADD CONSTRAINT action_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY intelligence.action_change
    ADD CONSTRAINT action_change_partnership_id_action_id_fkey FOREIGN KEY (partnership_id, action_id) REFERENCES intelligence.action(partnership_id, id);
ALTER TABLE ONLY intelligence.action
    ADD CONSTRAINT action_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.activity
    ADD CONSTRAINT activity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY intelligence.activity
    ADD CONSTRAINT activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY intelligence.activity_version
    ADD CONSTRAINT activity_version_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.attestation
    ADD CONSTRAINT attestation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY intelligence.draft
    ADD CONSTRAINT draft_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY intelligence.draft
    ADD CONSTRAINT draft_partnership_id_used_for_fkey FOREIGN KEY (partnership_id, used_for) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.duplicate
    ADD CONSTRAINT duplicate_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.duplicate
    ADD CONSTRAINT duplicate_partnership_id_other_id_fkey FOREIGN KEY (partnership_id, other_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.idempotency
    ADD CONSTRAINT idempotency_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY intelligence.pointer_item
    ADD CONSTRAINT pointer_item_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.pointer(partnership_id, activity_id);
ALTER TABLE ONLY intelligence.pointer
    ADD CONSTRAINT pointer_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.pointer_recipient
    ADD CONSTRAINT pointer_recipient_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY intelligence.pointer_recipient
    ADD CONSTRAINT pointer_recipient_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.pointer(partnership_id, activity_id);
ALTER TABLE ONLY intelligence.reading
    ADD CONSTRAINT reading_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY intelligence.wrong_content
    ADD CONSTRAINT wrong_content_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity(partnership_id, id);
ALTER TABLE ONLY outreach.action
    ADD CONSTRAINT action_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY outreach.action_change
    ADD CONSTRAINT action_change_partnership_id_action_id_fkey FOREIGN KEY (partnership_id, action_id) REFERENCES outreach.action(partnership_id, id);
ALTER TABLE ONLY outreach.action
    ADD CONSTRAINT action_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.activity
    ADD CONSTRAINT activity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY outreach.activity
    ADD CONSTRAINT activity_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY outreach.activity_version
    ADD CONSTRAINT activity_version_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.attestation
    ADD CONSTRAINT attestation_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY outreach.draft
    ADD CONSTRAINT draft_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY outreach.draft
    ADD CONSTRAINT draft_partnership_id_used_for_fkey FOREIGN KEY (partnership_id, used_for) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.duplicate
    ADD CONSTRAINT duplicate_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.duplicate
    ADD CONSTRAINT duplicate_partnership_id_other_id_fkey FOREIGN KEY (partnership_id, other_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.engagement_partner
    ADD CONSTRAINT engagement_partner_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY outreach.engagement_partner
    ADD CONSTRAINT engagement_partner_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.engagement(partnership_id, activity_id);
ALTER TABLE ONLY outreach.engagement
    ADD CONSTRAINT engagement_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.idempotency
    ADD CONSTRAINT idempotency_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY outreach.reading
    ADD CONSTRAINT reading_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY outreach.wrong_content
    ADD CONSTRAINT wrong_content_partnership_id_activity_id_fkey FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity(partnership_id, id);
ALTER TABLE ONLY shared.agreement_line
    ADD CONSTRAINT agreement_line_from_agency_id_fkey FOREIGN KEY (from_agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY shared.agreement_line
    ADD CONSTRAINT agreement_line_partnership_id_agreement_id_fkey FOREIGN KEY (partnership_id, agreement_id) REFERENCES shared.agreement(partnership_id, id);
ALTER TABLE ONLY shared.agreement_line
    ADD CONSTRAINT agreement_line_to_agency_id_fkey FOREIGN KEY (to_agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY shared.agreement
    ADD CONSTRAINT agreement_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY shared.agreement_party
    ADD CONSTRAINT agreement_party_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY shared.agreement_party
    ADD CONSTRAINT agreement_party_partnership_id_agreement_id_fkey FOREIGN KEY (partnership_id, agreement_id) REFERENCES shared.agreement(partnership_id, id);
ALTER TABLE ONLY shared.holiday
    ADD CONSTRAINT holiday_calendar_fkey FOREIGN KEY (calendar) REFERENCES shared.calendar(code);
ALTER TABLE ONLY shared.partnership_agency
    ADD CONSTRAINT partnership_agency_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES shared.agency(id);
ALTER TABLE ONLY shared.partnership_agency
    ADD CONSTRAINT partnership_agency_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES shared.agency(id);
ALTER TABLE ONLY shared.partnership_agency
    ADD CONSTRAINT partnership_agency_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY shared.partnership
    ADD CONSTRAINT partnership_calendar_fkey FOREIGN KEY (calendar) REFERENCES shared.calendar(code);
ALTER TABLE ONLY shared.strand_use
    ADD CONSTRAINT strand_use_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY stats.separation_exception
    ADD CONSTRAINT separation_exception_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY stats.separation_input
    ADD CONSTRAINT separation_input_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE ONLY stats.total
    ADD CONSTRAINT total_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES shared.partnership(id);
ALTER TABLE casework.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.action_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.activity_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.casefile ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.casefile_person ENABLE ROW LEVEL SECURITY;
CREATE POLICY cases ON casework.action AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.action_change AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.activity AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.activity_version AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.casefile AS RESTRICTIVE TO liaison_casework USING ((id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.casefile_person AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.duplicate AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.reading AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
CREATE POLICY cases ON casework.wrong_content AS RESTRICTIVE TO liaison_casework USING ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[]))) WITH CHECK ((casefile_id = ANY (( SELECT casework.cases() AS cases)::uuid[])));
ALTER TABLE casework.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.duplicate ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON casework.draft AS RESTRICTIVE TO liaison_casework USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON casework.idempotency AS RESTRICTIVE TO liaison_casework USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON casework.reading AS RESTRICTIVE TO liaison_casework USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY partnership ON casework.action TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.action_change TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.activity TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.activity_version TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.casefile TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.casefile_person TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.draft TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.duplicate TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.idempotency TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.reading TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON casework.wrong_content TO liaison_casework USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE casework.reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed ON casework.action AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON casework.action_change AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON casework.activity AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON casework.activity_version AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON casework.duplicate AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((found_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON casework.wrong_content AS RESTRICTIVE FOR INSERT TO liaison_casework WITH CHECK ((reported_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE casework.wrong_content ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.acknowledgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.action_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.activity_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.appointment ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.attendance ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.attestation ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.ceiling ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.commentary ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.connect ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.cost ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.duplicate ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.escalation ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.funding_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.goals ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.goals_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.hypothesis ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.hypothesis_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.initiative ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.initiative_partner ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.intensity ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.item_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.leader ENABLE ROW LEVEL SECURITY;
CREATE POLICY locked ON coordination.hypothesis AS RESTRICTIVE FOR UPDATE TO liaison_coordination USING ((locked_by IS NULL)) WITH CHECK ((locked_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE coordination.meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.need ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.notice_away ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.overlap ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON coordination.acknowledgement AS RESTRICTIVE FOR UPDATE TO liaison_coordination USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON coordination.draft AS RESTRICTIVE TO liaison_coordination USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON coordination.idempotency AS RESTRICTIVE TO liaison_coordination USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON coordination.notice_away AS RESTRICTIVE TO liaison_coordination USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON coordination.rating AS RESTRICTIVE FOR UPDATE TO liaison_coordination USING ((rater = ( SELECT sec.actor() AS actor))) WITH CHECK ((rater = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON coordination.reading AS RESTRICTIVE TO liaison_coordination USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
ALTER TABLE coordination.pair ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.pair_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.participant ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON coordination.acknowledgement TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.action TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.action_change TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.activity TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.activity_version TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.appointment TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.assessment TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.attendance TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.attestation TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.ceiling TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.commentary TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.connect TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.cost TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.decision TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.draft TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.duplicate TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.escalation TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.fact TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.watched() AS watched)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.finding TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.watched() AS watched)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.watched() AS watched)::integer[])));
CREATE POLICY partnership ON coordination.funding_request TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.goals TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.goals_question TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.hypothesis TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.hypothesis_result TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.idempotency TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.initiative TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.initiative_partner TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.intensity TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.item_link TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.leader TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.meeting TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.need TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.notice_away TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.overlap TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pair TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pair_list TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.participant TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.person TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.plan TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.plan_agency TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.product TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.product_need TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pulse_round TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pulse_seat TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pulse_tally TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.pulse_token TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.rating TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.rating_link TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.rating_was TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.reach TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.reading TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.representative TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.self_test TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.separation TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.separation_exception TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.series TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.share TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.share_change TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.share_recipient TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.spend TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.standing_change TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.stream TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.system TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.system_review TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.threshold TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.watched() AS watched)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.threshold_value TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.watched() AS watched)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.training TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.training_need TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON coordination.wrong_content TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE coordination.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.plan_agency ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.product ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.product_need ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.pulse_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.pulse_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.pulse_tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.pulse_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.rating ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.rating_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.rating_was ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.reach ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.representative ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.self_test ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.separation ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.separation_exception ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.series ENABLE ROW LEVEL SECURITY;
CREATE POLICY service ON coordination.finding AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (( SELECT sec.service() AS service));
ALTER TABLE coordination.share ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.share_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.share_recipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed ON coordination.acknowledgement AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.action AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.action_change AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.activity AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.activity_version AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.appointment AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.assessment AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.attestation AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.ceiling AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((proposed_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.commentary AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.cost AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.duplicate AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((found_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.escalation AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((raised_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.funding_request AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((asked_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.goals AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.hypothesis AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((written_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.hypothesis_result AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.initiative AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((proposed_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.intensity AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((said_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.item_link AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((linked_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.leader AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.need AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.overlap AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((settled_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.pair_list AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((proposed_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.plan AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((planned_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.product AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.rating AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((rater = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.rating_link AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((made_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.reach AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.share_change AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.spend AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.standing_change AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.stream AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.system AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.system_review AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.threshold AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((proposed_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON coordination.wrong_content AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((reported_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE coordination.spend ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.standing_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.system ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.system_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.threshold ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.threshold_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.training ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.training_need ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.wrong_content ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.account ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts ON identity.account TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.calendar_link TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.credential TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.digest TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.grant_proposal TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.invitation TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.lockout TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.mail_choice TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.membership TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.recovery_code TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.session TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.strand_grant TO liaison_identity USING (true) WITH CHECK (true);
ALTER TABLE identity.calendar_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY claims ON identity.account FOR SELECT TO own_sec USING (true);
CREATE POLICY claims ON identity.membership FOR SELECT TO own_sec USING (true);
CREATE POLICY claims ON identity.strand_grant FOR SELECT TO own_sec USING (true);
ALTER TABLE identity.credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.digest ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.grant_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY inviter ON identity.invitation AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK ((invited_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE identity.lockout ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.mail_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON identity.mail_choice AS RESTRICTIVE FOR UPDATE TO liaison_identity USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON identity.calendar_link AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON identity.mail_choice AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY proposer ON identity.grant_proposal AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK (((proposed_by = ( SELECT sec.actor() AS actor)) AND (decided_by IS NULL)));
ALTER TABLE identity.recovery_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY service ON identity.digest AS RESTRICTIVE TO liaison_identity USING (( SELECT sec.service() AS service)) WITH CHECK (( SELECT sec.service() AS service));
ALTER TABLE identity.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.strand_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.action_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.activity_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.attestation ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.duplicate ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON intelligence.draft AS RESTRICTIVE TO liaison_intelligence USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON intelligence.idempotency AS RESTRICTIVE TO liaison_intelligence USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON intelligence.reading AS RESTRICTIVE TO liaison_intelligence USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY partnership ON intelligence.action TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.action_change TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.activity TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.activity_version TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.attestation TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.draft TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.duplicate TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.idempotency TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.pointer TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.pointer_item TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.pointer_recipient TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.reading TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON intelligence.wrong_content TO liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE intelligence.pointer ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.pointer_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.pointer_recipient ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed ON intelligence.action AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.action_change AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.activity AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.activity_version AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.attestation AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.duplicate AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((found_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON intelligence.wrong_content AS RESTRICTIVE FOR INSERT TO liaison_intelligence WITH CHECK ((reported_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE intelligence.wrong_content ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.action_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.activity_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.attestation ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.duplicate ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.engagement ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.engagement_partner ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON outreach.draft AS RESTRICTIVE TO liaison_outreach USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON outreach.idempotency AS RESTRICTIVE TO liaison_outreach USING ((author = ( SELECT sec.actor() AS actor))) WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY own ON outreach.reading AS RESTRICTIVE TO liaison_outreach USING ((account_id = ( SELECT sec.actor() AS actor))) WITH CHECK ((account_id = ( SELECT sec.actor() AS actor)));
CREATE POLICY partnership ON outreach.action TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.action_change TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.activity TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.activity_version TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.attestation TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.draft TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.duplicate TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.engagement TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.engagement_partner TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.idempotency TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.reading TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON outreach.wrong_content TO liaison_outreach USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE outreach.reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed ON outreach.action AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.action_change AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.activity AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((author = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.activity_version AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.attestation AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.duplicate AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((found_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON outreach.wrong_content AS RESTRICTIVE FOR INSERT TO liaison_outreach WITH CHECK ((reported_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE outreach.wrong_content ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts ON shared.partnership FOR SELECT TO own_sec, liaison_identity USING (true);
CREATE POLICY accounts ON shared.partnership_agency FOR SELECT TO liaison_identity USING (true);
CREATE POLICY accounts ON shared.strand_use FOR SELECT TO liaison_identity USING (true);
ALTER TABLE shared.agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared.agreement_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared.agreement_party ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON shared.agreement TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON shared.agreement_line TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON shared.agreement_party TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE shared.partnership ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON shared.partnership TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON shared.partnership_agency TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY partnership ON shared.strand_use TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[]))) WITH CHECK ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
ALTER TABLE shared.partnership_agency ENABLE ROW LEVEL SECURITY;
CREATE POLICY search ON shared.partnership_agency FOR SELECT TO own_coordination, own_outreach, own_casework, own_intelligence USING (true);
CREATE POLICY separation ON shared.partnership FOR SELECT TO own_identity, own_coordination USING (true);
CREATE POLICY separation ON shared.strand_use FOR SELECT TO own_coordination USING (true);
CREATE POLICY signed ON shared.agreement AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((recorded_by = ( SELECT sec.actor() AS actor)));
CREATE POLICY signed ON shared.strand_use AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((proposed_by = ( SELECT sec.actor() AS actor)));
ALTER TABLE shared.strand_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY totals ON shared.partnership FOR SELECT TO own_outreach, own_casework, own_intelligence USING (true);
CREATE POLICY partnership ON stats.total TO liaison_coordination USING ((partnership_id = ANY (( SELECT sec.partnerships() AS partnerships)::integer[])));
CREATE POLICY separation ON stats.separation_exception FOR SELECT TO own_coordination USING (true);
CREATE POLICY separation ON stats.separation_input FOR SELECT TO own_coordination USING (true);
ALTER TABLE stats.separation_exception ENABLE ROW LEVEL SECURITY;
ALTER TABLE stats.separation_input ENABLE ROW LEVEL SECURITY;
ALTER TABLE stats.total ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA audit TO liaison_coordination;
GRANT USAGE ON SCHEMA audit TO liaison_outreach;
GRANT USAGE ON SCHEMA audit TO liaison_casework;
GRANT USAGE ON SCHEMA audit TO liaison_intelligence;
GRANT USAGE ON SCHEMA audit TO liaison_identity;
GRANT USAGE ON SCHEMA audit TO liaison_sealer;
GRANT USAGE ON SCHEMA casework TO liaison_casework;
GRANT USAGE ON SCHEMA coordination TO liaison_coordination;
GRANT USAGE ON SCHEMA ext TO own_sec;
GRANT USAGE ON SCHEMA ext TO own_shared;
GRANT USAGE ON SCHEMA ext TO own_identity;
GRANT USAGE ON SCHEMA ext TO own_coordination;
GRANT USAGE ON SCHEMA identity TO liaison_identity;
GRANT USAGE ON SCHEMA identity TO liaison_outreach;
GRANT USAGE ON SCHEMA identity TO liaison_casework;
GRANT USAGE ON SCHEMA identity TO liaison_intelligence;
GRANT USAGE ON SCHEMA identity TO own_sec;
GRANT USAGE ON SCHEMA intelligence TO liaison_intelligence;
GRANT USAGE ON SCHEMA outreach TO liaison_outreach;
GRANT USAGE ON SCHEMA sec TO liaison_coordination;
GRANT USAGE ON SCHEMA sec TO liaison_outreach;
GRANT USAGE ON SCHEMA sec TO liaison_casework;
GRANT USAGE ON SCHEMA sec TO liaison_intelligence;
GRANT USAGE ON SCHEMA sec TO liaison_identity;
GRANT USAGE ON SCHEMA sec TO own_shared;
GRANT USAGE ON SCHEMA sec TO own_identity;
GRANT USAGE ON SCHEMA sec TO own_coordination;
GRANT USAGE ON SCHEMA sec TO own_outreach;
GRANT USAGE ON SCHEMA sec TO own_casework;
GRANT USAGE ON SCHEMA sec TO own_intelligence;
GRANT USAGE ON SCHEMA sec TO own_bridge;
GRANT USAGE ON SCHEMA sec TO own_stats;
GRANT USAGE ON SCHEMA sec TO own_audit;
GRANT USAGE ON SCHEMA shared TO liaison_coordination;
GRANT USAGE ON SCHEMA shared TO liaison_outreach;
GRANT USAGE ON SCHEMA shared TO liaison_casework;
GRANT USAGE ON SCHEMA shared TO liaison_intelligence;
GRANT USAGE ON SCHEMA shared TO liaison_identity;
GRANT USAGE ON SCHEMA shared TO own_sec;
GRANT USAGE ON SCHEMA shared TO own_identity;
GRANT USAGE ON SCHEMA shared TO own_coordination;
GRANT USAGE ON SCHEMA shared TO own_outreach;
GRANT USAGE ON SCHEMA shared TO own_casework;
GRANT USAGE ON SCHEMA shared TO own_intelligence;
GRANT USAGE ON SCHEMA shared TO own_stats;
GRANT USAGE ON SCHEMA stats TO liaison_coordination;
GRANT USAGE ON SCHEMA stats TO own_outreach;
GRANT USAGE ON SCHEMA stats TO own_casework;
GRANT USAGE ON SCHEMA stats TO own_intelligence;
GRANT USAGE ON SCHEMA stats TO own_identity;
GRANT USAGE ON SCHEMA stats TO own_coordination;
REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO liaison_migrator;
GRANT ALL ON LANGUAGE plpgsql TO own_sec;
GRANT ALL ON LANGUAGE plpgsql TO own_shared;
GRANT ALL ON LANGUAGE plpgsql TO own_identity;
GRANT ALL ON LANGUAGE plpgsql TO own_coordination;
GRANT ALL ON LANGUAGE plpgsql TO own_outreach;
GRANT ALL ON LANGUAGE plpgsql TO own_casework;
GRANT ALL ON LANGUAGE plpgsql TO own_intelligence;
GRANT ALL ON LANGUAGE plpgsql TO own_bridge;
GRANT ALL ON LANGUAGE plpgsql TO own_stats;
GRANT ALL ON LANGUAGE plpgsql TO own_audit;
GRANT ALL ON LANGUAGE plpgsql TO own_wall;
REVOKE ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) TO liaison_coordination;
GRANT ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) TO liaison_outreach;
GRANT ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) TO liaison_casework;
GRANT ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) TO liaison_intelligence;
GRANT ALL ON FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea) TO liaison_identity;
REVOKE ALL ON FUNCTION audit.asks_reason() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.asks_reason() TO liaison_coordination;
GRANT ALL ON FUNCTION audit.asks_reason() TO liaison_outreach;
GRANT ALL ON FUNCTION audit.asks_reason() TO liaison_casework;
GRANT ALL ON FUNCTION audit.asks_reason() TO liaison_intelligence;
GRANT ALL ON FUNCTION audit.asks_reason() TO liaison_identity;
REVOKE ALL ON FUNCTION audit.canon(VARIADIC f text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.check_lane(p_strand text, p_lane integer, p_after bigint, p_many integer, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.check_lane(p_strand text, p_lane integer, p_after bigint, p_many integer, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong integer) TO liaison_coordination;
REVOKE ALL ON FUNCTION audit.refuse_change() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) TO liaison_coordination;
GRANT ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) TO liaison_outreach;
GRANT ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) TO liaison_casework;
GRANT ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) TO liaison_intelligence;
GRANT ALL ON FUNCTION audit.since(p_lane integer, p_seq bigint) TO liaison_identity;
REVOKE ALL ON FUNCTION audit.stamp() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.stamp() TO liaison_coordination;
REVOKE ALL ON FUNCTION casework.cases() FROM PUBLIC;
GRANT ALL ON FUNCTION casework.cases() TO liaison_casework;
REVOKE ALL ON FUNCTION casework.publish(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.publish(p_month date) TO liaison_casework;
REVOKE ALL ON FUNCTION casework.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) TO liaison_casework;
REVOKE ALL ON FUNCTION casework.sweep(p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.sweep(p_before timestamp with time zone) TO liaison_casework;
REVOKE ALL ON FUNCTION casework.take_case() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership integer, OUT o_round uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership integer, OUT o_round uuid) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.by_link() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.keep_correctors() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.keep_rating() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.keep_test(p_what text, p_found integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.keep_test(p_what text, p_found integer) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.mix_pulse(p_round uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.open_pulse(p_partnership integer, p_round uuid, p_wording integer, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.open_pulse(p_partnership integer, p_round uuid, p_wording integer, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.publish_pulse(p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.publish_pulse(p_day date) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.publish_separation(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.publish_separation(p_month date) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.pulse_asked(p_hash bytea, p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.pulse_asked(p_hash bytea, p_day date) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.pulse_waits(p_round uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.pulse_waits(p_round uuid) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership integer, OUT o_activity uuid, OUT o_agency integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership integer, OUT o_activity uuid, OUT o_agency integer) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.rate_for(p_activity uuid, p_agency integer, p_said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.rate_for(p_activity uuid, p_agency integer, p_said jsonb) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.rating_asked(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.rating_asked(p_token bytea) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.rating_measures(p_activity uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.rating_people(p_activity uuid, p_agency integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.renew_pulse(p_round uuid, p_renewed integer, p_tokens jsonb, p_seats jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.renew_pulse(p_round uuid, p_renewed integer, p_tokens jsonb, p_seats jsonb) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.return_pulse(p_round uuid, p_back jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.return_pulse(p_round uuid, p_back jsonb) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.sign_decision() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.sign_recall() FROM PUBLIC;
REVOKE ALL ON FUNCTION coordination.sweep(p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.sweep(p_before timestamp with time zone) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.take_pulse(p_round uuid, p_hash bytea, p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.take_pulse(p_round uuid, p_hash bytea, p_day date) TO liaison_coordination;
REVOKE ALL ON FUNCTION coordination.test_due(p_what text) FROM PUBLIC;
GRANT ALL ON FUNCTION coordination.test_due(p_what text) TO liaison_coordination;
REVOKE ALL ON FUNCTION identity.announce() FROM PUBLIC;
REVOKE ALL ON FUNCTION identity.cut_cooling() FROM PUBLIC;
REVOKE ALL ON FUNCTION identity.hand_in(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.hand_in(p_month date) TO liaison_identity;
REVOKE ALL ON FUNCTION identity.keep_grant() FROM PUBLIC;
REVOKE ALL ON FUNCTION identity.names(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.names(ids uuid[]) TO liaison_identity;
REVOKE ALL ON FUNCTION identity.two_people() FROM PUBLIC;
REVOKE ALL ON FUNCTION identity.used() FROM PUBLIC;
GRANT ALL ON FUNCTION identity.used() TO liaison_outreach;
GRANT ALL ON FUNCTION identity.used() TO liaison_casework;
GRANT ALL ON FUNCTION identity.used() TO liaison_intelligence;
REVOKE ALL ON FUNCTION identity.whole_cooling() FROM PUBLIC;
REVOKE ALL ON FUNCTION intelligence.hand_in(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION intelligence.hand_in(p_month date) TO liaison_intelligence;
REVOKE ALL ON FUNCTION intelligence.publish(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION intelligence.publish(p_month date) TO liaison_intelligence;
REVOKE ALL ON FUNCTION intelligence.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION intelligence.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) TO liaison_intelligence;
REVOKE ALL ON FUNCTION intelligence.sweep(p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION intelligence.sweep(p_before timestamp with time zone) TO liaison_intelligence;
REVOKE ALL ON FUNCTION outreach.hand_in(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION outreach.hand_in(p_month date) TO liaison_outreach;
REVOKE ALL ON FUNCTION outreach.publish(p_month date) FROM PUBLIC;
GRANT ALL ON FUNCTION outreach.publish(p_month date) TO liaison_outreach;
REVOKE ALL ON FUNCTION outreach.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION outreach.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer) TO liaison_outreach;
REVOKE ALL ON FUNCTION outreach.sweep(p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION outreach.sweep(p_before timestamp with time zone) TO liaison_outreach;
REVOKE ALL ON FUNCTION sec.actor() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.actor() TO liaison_coordination;
GRANT ALL ON FUNCTION sec.actor() TO liaison_outreach;
GRANT ALL ON FUNCTION sec.actor() TO liaison_casework;
GRANT ALL ON FUNCTION sec.actor() TO liaison_intelligence;
GRANT ALL ON FUNCTION sec.actor() TO liaison_identity;
GRANT ALL ON FUNCTION sec.actor() TO own_shared;
GRANT ALL ON FUNCTION sec.actor() TO own_identity;
GRANT ALL ON FUNCTION sec.actor() TO own_coordination;
GRANT ALL ON FUNCTION sec.actor() TO own_outreach;
GRANT ALL ON FUNCTION sec.actor() TO own_casework;
GRANT ALL ON FUNCTION sec.actor() TO own_intelligence;
GRANT ALL ON FUNCTION sec.actor() TO own_bridge;
GRANT ALL ON FUNCTION sec.actor() TO own_audit;
REVOKE ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO liaison_coordination;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO liaison_outreach;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO liaison_casework;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO liaison_intelligence;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO liaison_identity;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_shared;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_identity;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_coordination;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_outreach;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_casework;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_intelligence;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_bridge;
GRANT ALL ON FUNCTION sec.claims(OUT actor uuid, OUT request_id text) TO own_audit;
REVOKE ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO liaison_coordination;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO liaison_outreach;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO liaison_casework;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO liaison_intelligence;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO liaison_identity;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_shared;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_identity;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_coordination;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_outreach;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_casework;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_intelligence;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_bridge;
GRANT ALL ON FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) TO own_audit;
REVOKE ALL ON FUNCTION sec.members(p_partnership integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.members(p_partnership integer) TO liaison_coordination;
REVOKE ALL ON FUNCTION sec.partnerships() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.partnerships() TO liaison_coordination;
GRANT ALL ON FUNCTION sec.partnerships() TO liaison_outreach;
GRANT ALL ON FUNCTION sec.partnerships() TO liaison_casework;
GRANT ALL ON FUNCTION sec.partnerships() TO liaison_intelligence;
GRANT ALL ON FUNCTION sec.partnerships() TO liaison_identity;
GRANT ALL ON FUNCTION sec.partnerships() TO own_shared;
GRANT ALL ON FUNCTION sec.partnerships() TO own_identity;
GRANT ALL ON FUNCTION sec.partnerships() TO own_coordination;
GRANT ALL ON FUNCTION sec.partnerships() TO own_outreach;
GRANT ALL ON FUNCTION sec.partnerships() TO own_casework;
GRANT ALL ON FUNCTION sec.partnerships() TO own_intelligence;
GRANT ALL ON FUNCTION sec.partnerships() TO own_bridge;
GRANT ALL ON FUNCTION sec.partnerships() TO own_audit;
GRANT ALL ON FUNCTION sec.partnerships() TO own_stats;
REVOKE ALL ON FUNCTION sec.service() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.service() TO own_audit;
GRANT ALL ON FUNCTION sec.service() TO own_coordination;
GRANT ALL ON FUNCTION sec.service() TO own_outreach;
GRANT ALL ON FUNCTION sec.service() TO own_casework;
GRANT ALL ON FUNCTION sec.service() TO own_intelligence;
GRANT ALL ON FUNCTION sec.service() TO own_stats;
GRANT ALL ON FUNCTION sec.service() TO own_identity;
GRANT ALL ON FUNCTION sec.service() TO liaison_coordination;
GRANT ALL ON FUNCTION sec.service() TO liaison_identity;
REVOKE ALL ON FUNCTION sec.signed() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.signed() TO own_identity;
GRANT ALL ON FUNCTION sec.signed() TO own_coordination;
GRANT ALL ON FUNCTION sec.signed() TO own_outreach;
GRANT ALL ON FUNCTION sec.signed() TO own_casework;
GRANT ALL ON FUNCTION sec.signed() TO own_intelligence;
GRANT ALL ON FUNCTION sec.signed() TO own_shared;
REVOKE ALL ON FUNCTION sec.supervises() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.supervises() TO own_casework;
REVOKE ALL ON FUNCTION sec.today() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.today() TO liaison_coordination;
GRANT ALL ON FUNCTION sec.today() TO liaison_outreach;
GRANT ALL ON FUNCTION sec.today() TO liaison_casework;
GRANT ALL ON FUNCTION sec.today() TO liaison_intelligence;
GRANT ALL ON FUNCTION sec.today() TO liaison_identity;
GRANT ALL ON FUNCTION sec.today() TO own_shared;
GRANT ALL ON FUNCTION sec.today() TO own_identity;
GRANT ALL ON FUNCTION sec.today() TO own_coordination;
GRANT ALL ON FUNCTION sec.today() TO own_outreach;
GRANT ALL ON FUNCTION sec.today() TO own_casework;
GRANT ALL ON FUNCTION sec.today() TO own_intelligence;
GRANT ALL ON FUNCTION sec.today() TO own_bridge;
GRANT ALL ON FUNCTION sec.today() TO own_audit;
GRANT ALL ON FUNCTION sec.today() TO own_stats;
REVOKE ALL ON FUNCTION sec.watched() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.watched() TO liaison_coordination;
REVOKE ALL ON FUNCTION shared.add_agency(p_slug text, p_name text, p_short text, p_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION shared.add_agency(p_slug text, p_name text, p_short text, p_kind text) TO liaison_coordination;
REVOKE ALL ON FUNCTION shared.correct_agency(p_id integer, p_name text, p_short text, p_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION shared.correct_agency(p_id integer, p_name text, p_short text, p_kind text) TO liaison_coordination;
REVOKE ALL ON FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) TO own_outreach;
GRANT ALL ON FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) TO own_intelligence;
GRANT ALL ON FUNCTION stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer) TO own_identity;
REVOKE ALL ON FUNCTION stats.hand_in_exception(p_partnership integer, p_month date, p_place integer, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION stats.hand_in_exception(p_partnership integer, p_month date, p_place integer, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid) TO own_identity;
REVOKE ALL ON FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) FROM PUBLIC;
GRANT ALL ON FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) TO own_outreach;
GRANT ALL ON FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) TO own_casework;
GRANT ALL ON FUNCTION stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer) TO own_intelligence;
GRANT SELECT ON TABLE audit.head TO liaison_sealer;
GRANT SELECT,INSERT ON TABLE casework.action TO liaison_casework;
GRANT UPDATE("position") ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(what) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(agency_id) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(due) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(state) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(closed_at) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(closed_by) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(note) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(version) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(owner) ON TABLE casework.action TO liaison_casework;
GRANT UPDATE(done_on) ON TABLE casework.action TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.action_change TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(title) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(occurred_at) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(occurred_on) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(summary) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(marking) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(updated_at) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(updated_by) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(version) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(withdrawn_at) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(withdrawn_by) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(withdrawn_why) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(reported_at) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(tlp) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(words) ON TABLE casework.activity TO liaison_casework;
GRANT UPDATE(parties) ON TABLE casework.activity TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.activity_version TO liaison_casework;
GRANT SELECT ON TABLE casework.casefile TO liaison_casework;
GRANT SELECT ON TABLE casework.casefile_person TO liaison_casework;
GRANT SELECT,INSERT,DELETE ON TABLE casework.draft TO liaison_casework;
GRANT UPDATE(content) ON TABLE casework.draft TO liaison_casework;
GRANT UPDATE(ready) ON TABLE casework.draft TO liaison_casework;
GRANT UPDATE(updated_at) ON TABLE casework.draft TO liaison_casework;
GRANT UPDATE(used_at) ON TABLE casework.draft TO liaison_casework;
GRANT UPDATE(used_for) ON TABLE casework.draft TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.duplicate TO liaison_casework;
GRANT UPDATE(settled) ON TABLE casework.duplicate TO liaison_casework;
GRANT UPDATE(settled_at) ON TABLE casework.duplicate TO liaison_casework;
GRANT UPDATE(settled_by) ON TABLE casework.duplicate TO liaison_casework;
GRANT UPDATE(why) ON TABLE casework.duplicate TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.idempotency TO liaison_casework;
GRANT UPDATE(result) ON TABLE casework.idempotency TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.reading TO liaison_casework;
GRANT SELECT,INSERT ON TABLE casework.wrong_content TO liaison_casework;
GRANT UPDATE(restored_first_by) ON TABLE casework.wrong_content TO liaison_casework;
GRANT UPDATE(restored_first_at) ON TABLE casework.wrong_content TO liaison_casework;
GRANT UPDATE(restored_by) ON TABLE casework.wrong_content TO liaison_casework;
GRANT UPDATE(restored_at) ON TABLE casework.wrong_content TO liaison_casework;
GRANT SELECT,INSERT ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(agency_id) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(on_day) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(answered) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(correct) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(missed) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT UPDATE(withdrawn_at) ON TABLE coordination.acknowledgement TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE("position") ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(what) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(agency_id) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(due) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(state) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(closed_at) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(closed_by) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(note) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(owner) ON TABLE coordination.action TO liaison_coordination;
GRANT UPDATE(done_on) ON TABLE coordination.action TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.action_change TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(title) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(occurred_at) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(occurred_on) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(summary) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(marking) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(updated_at) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(updated_by) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(withdrawn_at) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(withdrawn_by) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(withdrawn_why) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(reported_at) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(tlp) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(words) ON TABLE coordination.activity TO liaison_coordination;
GRANT UPDATE(parties) ON TABLE coordination.activity TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.activity_version TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(fte_hundredths) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(dedicated) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(deputy_account_id) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(deputy_name) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(from_day) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(ended_by) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(end_reason) ON TABLE coordination.appointment TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.appointment TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.assessment TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE("position") ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE(state) ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE(person_id) ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE(named) ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE(why) ON TABLE coordination.attendance TO liaison_coordination;
GRANT UPDATE(information_sent) ON TABLE coordination.attendance TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.attestation TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(decided_by) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(decided_at) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(approved) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(decision_reason) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall_by) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall_at) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall_why) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall_decided_by) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT UPDATE(recall_decided_at) ON TABLE coordination.ceiling TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.commentary TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(training_id) ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(mode) ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(place) ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(starts_at) ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(police_part) ON TABLE coordination.connect TO liaison_coordination;
GRANT UPDATE(outcome) ON TABLE coordination.connect TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.cost TO liaison_coordination;
GRANT UPDATE(struck_at) ON TABLE coordination.cost TO liaison_coordination;
GRANT UPDATE(struck_by) ON TABLE coordination.cost TO liaison_coordination;
GRANT UPDATE(struck_why) ON TABLE coordination.cost TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.decision TO liaison_coordination;
GRANT UPDATE(what) ON TABLE coordination.decision TO liaison_coordination;
GRANT UPDATE(rationale) ON TABLE coordination.decision TO liaison_coordination;
GRANT UPDATE(dissent) ON TABLE coordination.decision TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.draft TO liaison_coordination;
GRANT UPDATE(content) ON TABLE coordination.draft TO liaison_coordination;
GRANT UPDATE(ready) ON TABLE coordination.draft TO liaison_coordination;
GRANT UPDATE(updated_at) ON TABLE coordination.draft TO liaison_coordination;
GRANT UPDATE(used_at) ON TABLE coordination.draft TO liaison_coordination;
GRANT UPDATE(used_for) ON TABLE coordination.draft TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.duplicate TO liaison_coordination;
GRANT UPDATE(settled) ON TABLE coordination.duplicate TO liaison_coordination;
GRANT UPDATE(settled_at) ON TABLE coordination.duplicate TO liaison_coordination;
GRANT UPDATE(settled_by) ON TABLE coordination.duplicate TO liaison_coordination;
GRANT UPDATE(why) ON TABLE coordination.duplicate TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.escalation TO liaison_coordination;
GRANT UPDATE(answered_on) ON TABLE coordination.escalation TO liaison_coordination;
GRANT UPDATE(answer) ON TABLE coordination.escalation TO liaison_coordination;
GRANT UPDATE(answered_by) ON TABLE coordination.escalation TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.escalation TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.fact TO liaison_coordination;
GRANT UPDATE(known_to) ON TABLE coordination.fact TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.finding TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(what) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(support) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(pence) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(asked_on) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(decided_on) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(decided_by) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(outcome) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(granted_pence) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(stream_id) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(why) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(corrected_by) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(struck_at) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(struck_by) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT UPDATE(struck_why) ON TABLE coordination.funding_request TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.goals TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.goals_question TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.hypothesis TO liaison_coordination;
GRANT UPDATE(locked_by) ON TABLE coordination.hypothesis TO liaison_coordination;
GRANT UPDATE(locked_at) ON TABLE coordination.hypothesis TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.hypothesis_result TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.idempotency TO liaison_coordination;
GRANT UPDATE(result) ON TABLE coordination.idempotency TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.initiative TO liaison_coordination;
GRANT UPDATE(approved_by) ON TABLE coordination.initiative TO liaison_coordination;
GRANT UPDATE(approved_at) ON TABLE coordination.initiative TO liaison_coordination;
GRANT UPDATE(refused_by) ON TABLE coordination.initiative TO liaison_coordination;
GRANT UPDATE(refused_at) ON TABLE coordination.initiative TO liaison_coordination;
GRANT UPDATE(refused_why) ON TABLE coordination.initiative TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.initiative_partner TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.intensity TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.item_link TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.leader TO liaison_coordination;
GRANT UPDATE(title) ON TABLE coordination.leader TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.leader TO liaison_coordination;
GRANT UPDATE(ended_by) ON TABLE coordination.leader TO liaison_coordination;
GRANT UPDATE(end_reason) ON TABLE coordination.leader TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.leader TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(series_id) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(mode) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(place) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(starts_at) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(others) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(initiative) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(status) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(chair) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(quorum) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(agenda_sent_on) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(minutes_due_on) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(minutes_sent_on) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(minutes_agreed_on) ON TABLE coordination.meeting TO liaison_coordination;
GRANT UPDATE(cancelled_why) ON TABLE coordination.meeting TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(title) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(detail) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(agency_id) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(closed_why) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(reviewed_on) ON TABLE coordination.need TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.need TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.notice_away TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.overlap TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.pair TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.pair_list TO liaison_coordination;
GRANT UPDATE(decided_by) ON TABLE coordination.pair_list TO liaison_coordination;
GRANT UPDATE(decided_at) ON TABLE coordination.pair_list TO liaison_coordination;
GRANT UPDATE(approved) ON TABLE coordination.pair_list TO liaison_coordination;
GRANT UPDATE(decision_reason) ON TABLE coordination.pair_list TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.participant TO liaison_coordination;
GRANT UPDATE(people) ON TABLE coordination.participant TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.person TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(kind) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(title) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(day) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(area) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(agency_id) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(need_id) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(off_by) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(off_at) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(off_why) ON TABLE coordination.plan TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.plan TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.plan_agency TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(name) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(kind) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(provider) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(reach) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(closed_why) ON TABLE coordination.product TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.product TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.product_need TO liaison_coordination;
GRANT SELECT ON TABLE coordination.pulse_round TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.rating TO liaison_coordination;
GRANT UPDATE(value) ON TABLE coordination.rating TO liaison_coordination;
GRANT UPDATE(at) ON TABLE coordination.rating TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.rating_link TO liaison_coordination;
GRANT UPDATE(withdrawn_at) ON TABLE coordination.rating_link TO liaison_coordination;
GRANT SELECT ON TABLE coordination.rating_was TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(granted_on) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(refused_on) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(vetted_until) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(confirmed_on) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(last_used_on) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(ended_on) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(why) ON TABLE coordination.reach TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.reach TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.reading TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.representative TO liaison_coordination;
GRANT UPDATE(deputy) ON TABLE coordination.representative TO liaison_coordination;
GRANT UPDATE(from_day) ON TABLE coordination.representative TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.representative TO liaison_coordination;
GRANT UPDATE(left_why) ON TABLE coordination.representative TO liaison_coordination;
GRANT UPDATE(handover) ON TABLE coordination.representative TO liaison_coordination;
GRANT SELECT ON TABLE coordination.self_test TO liaison_coordination;
GRANT SELECT ON TABLE coordination.separation TO liaison_coordination;
GRANT SELECT ON TABLE coordination.separation_exception TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(name) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(every_days) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(starts_at) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(place) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(mode) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(quorum) ON TABLE coordination.series TO liaison_coordination;
GRANT UPDATE(minutes_days) ON TABLE coordination.series TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(direction) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(from_agency_id) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(need_id) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(purpose) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(line_id) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(emergency) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(form) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(briefing) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(asked_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(due_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(acknowledged_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(sent_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(closed_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(remind_on) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(outcome) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(part_what) ON TABLE coordination.share TO liaison_coordination;
GRANT UPDATE(refused_why) ON TABLE coordination.share TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.share_change TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.share_recipient TO liaison_coordination;
GRANT UPDATE(feedback_on) ON TABLE coordination.share_recipient TO liaison_coordination;
GRANT UPDATE(feedback) ON TABLE coordination.share_recipient TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.spend TO liaison_coordination;
GRANT UPDATE(struck_at) ON TABLE coordination.spend TO liaison_coordination;
GRANT UPDATE(struck_by) ON TABLE coordination.spend TO liaison_coordination;
GRANT UPDATE(struck_why) ON TABLE coordination.spend TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.standing_change TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(name) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(funder) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(pence) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(ct) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(additional) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(confirmed) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(renewal) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(closed_why) ON TABLE coordination.stream TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.stream TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(name) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(kind) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(purpose) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(agency_id) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(owner) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(deputy) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(intelligence) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(dormant_days) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(closed_why) ON TABLE coordination.system TO liaison_coordination;
GRANT UPDATE(version) ON TABLE coordination.system TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.system_review TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.threshold TO liaison_coordination;
GRANT UPDATE(outcome) ON TABLE coordination.threshold TO liaison_coordination;
GRANT UPDATE(decided_by) ON TABLE coordination.threshold TO liaison_coordination;
GRANT UPDATE(decided_at) ON TABLE coordination.threshold TO liaison_coordination;
GRANT UPDATE(decision_reason) ON TABLE coordination.threshold TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.threshold_value TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(product_id) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(provider) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(mode) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(place) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(starts_at) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(ct) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(tested) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(follow_up_days) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(police_part) ON TABLE coordination.training TO liaison_coordination;
GRANT UPDATE(outcome) ON TABLE coordination.training TO liaison_coordination;
GRANT SELECT,INSERT,DELETE ON TABLE coordination.training_need TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE coordination.wrong_content TO liaison_coordination;
GRANT UPDATE(restored_first_by) ON TABLE coordination.wrong_content TO liaison_coordination;
GRANT UPDATE(restored_first_at) ON TABLE coordination.wrong_content TO liaison_coordination;
GRANT UPDATE(restored_by) ON TABLE coordination.wrong_content TO liaison_coordination;
GRANT UPDATE(restored_at) ON TABLE coordination.wrong_content TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE identity.account TO liaison_identity;
GRANT SELECT(id) ON TABLE identity.account TO own_sec;
GRANT UPDATE(email) ON TABLE identity.account TO liaison_identity;
GRANT UPDATE(name) ON TABLE identity.account TO liaison_identity;
GRANT UPDATE(title) ON TABLE identity.account TO liaison_identity;
GRANT UPDATE(disabled_at) ON TABLE identity.account TO liaison_identity;
GRANT SELECT(disabled_at) ON TABLE identity.account TO own_sec;
GRANT SELECT(service) ON TABLE identity.account TO own_sec;
GRANT UPDATE(version) ON TABLE identity.account TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.calendar_link TO liaison_identity;
GRANT UPDATE(used_on) ON TABLE identity.calendar_link TO liaison_identity;
GRANT UPDATE(ended_at) ON TABLE identity.calendar_link TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.credential TO liaison_identity;
GRANT UPDATE(password_hash) ON TABLE identity.credential TO liaison_identity;
GRANT UPDATE(password_changed_at) ON TABLE identity.credential TO liaison_identity;
GRANT UPDATE(totp_secret) ON TABLE identity.credential TO liaison_identity;
GRANT UPDATE(totp_confirmed_at) ON TABLE identity.credential TO liaison_identity;
GRANT UPDATE(totp_last_step) ON TABLE identity.credential TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.digest TO liaison_identity;
GRANT UPDATE(tries) ON TABLE identity.digest TO liaison_identity;
GRANT UPDATE(claim) ON TABLE identity.digest TO liaison_identity;
GRANT UPDATE(free_at) ON TABLE identity.digest TO liaison_identity;
GRANT UPDATE(ended_at) ON TABLE identity.digest TO liaison_identity;
GRANT UPDATE(outcome) ON TABLE identity.digest TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.grant_proposal TO liaison_identity;
GRANT UPDATE(decided_by) ON TABLE identity.grant_proposal TO liaison_identity;
GRANT UPDATE(decided_at) ON TABLE identity.grant_proposal TO liaison_identity;
GRANT UPDATE(approved) ON TABLE identity.grant_proposal TO liaison_identity;
GRANT UPDATE(decision_reason) ON TABLE identity.grant_proposal TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.invitation TO liaison_identity;
GRANT UPDATE(token_hash) ON TABLE identity.invitation TO liaison_identity;
GRANT UPDATE(expires_at) ON TABLE identity.invitation TO liaison_identity;
GRANT UPDATE(accepted_at) ON TABLE identity.invitation TO liaison_identity;
GRANT UPDATE(account_id) ON TABLE identity.invitation TO liaison_identity;
GRANT UPDATE(withdrawn_at) ON TABLE identity.invitation TO liaison_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.lockout TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.mail_choice TO liaison_identity;
GRANT UPDATE(every) ON TABLE identity.mail_choice TO liaison_identity;
GRANT UPDATE(weekday) ON TABLE identity.mail_choice TO liaison_identity;
GRANT UPDATE(quiet) ON TABLE identity.mail_choice TO liaison_identity;
GRANT UPDATE(chosen_at) ON TABLE identity.mail_choice TO liaison_identity;
GRANT SELECT,INSERT ON TABLE identity.membership TO liaison_identity;
GRANT SELECT(id) ON TABLE identity.membership TO own_sec;
GRANT SELECT(account_id) ON TABLE identity.membership TO own_sec;
GRANT SELECT(partnership_id) ON TABLE identity.membership TO own_sec;
GRANT SELECT(role) ON TABLE identity.membership TO own_sec;
GRANT SELECT(agency_id) ON TABLE identity.membership TO own_sec;
GRANT SELECT(from_day) ON TABLE identity.membership TO own_sec;
GRANT UPDATE(to_day) ON TABLE identity.membership TO liaison_identity;
GRANT SELECT(to_day) ON TABLE identity.membership TO own_sec;
GRANT UPDATE(ended_by) ON TABLE identity.membership TO liaison_identity;
GRANT SELECT(ended_by) ON TABLE identity.membership TO own_sec;
GRANT UPDATE(end_reason) ON TABLE identity.membership TO liaison_identity;
GRANT SELECT(created_at) ON TABLE identity.membership TO own_sec;
GRANT SELECT,INSERT,DELETE ON TABLE identity.recovery_code TO liaison_identity;
GRANT UPDATE(used_at) ON TABLE identity.recovery_code TO liaison_identity;
GRANT SELECT,INSERT,DELETE ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(token_hash) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(partnership_id) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(last_seen_at) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(expires_at) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(strong) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(pending) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(agent) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(ended_at) ON TABLE identity.session TO liaison_identity;
GRANT UPDATE(ended_why) ON TABLE identity.session TO liaison_identity;
GRANT SELECT ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(id) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(account_id) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(account_id) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(partnership_id) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(partnership_id) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(strand) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(strand) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(role) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(role) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(from_day) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(from_day) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(to_day),UPDATE(to_day) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(to_day) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(cooling_days) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(reason) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(proposed_by) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(approved_by) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(created_at) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(ended_by),UPDATE(ended_by) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT(ended_by) ON TABLE identity.strand_grant TO own_sec;
GRANT INSERT(end_reason),UPDATE(end_reason) ON TABLE identity.strand_grant TO liaison_identity;
GRANT INSERT(exception_id) ON TABLE identity.strand_grant TO liaison_identity;
GRANT SELECT,INSERT ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE("position") ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(what) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(agency_id) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(due) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(state) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(closed_at) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(closed_by) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(note) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(version) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(owner) ON TABLE intelligence.action TO liaison_intelligence;
GRANT UPDATE(done_on) ON TABLE intelligence.action TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.action_change TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(title) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(occurred_at) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(occurred_on) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(summary) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(marking) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(updated_at) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(updated_by) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(version) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(withdrawn_at) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(withdrawn_by) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(withdrawn_why) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(reported_at) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(tlp) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(words) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT UPDATE(parties) ON TABLE intelligence.activity TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.activity_version TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.attestation TO liaison_intelligence;
GRANT SELECT,INSERT,DELETE ON TABLE intelligence.draft TO liaison_intelligence;
GRANT UPDATE(content) ON TABLE intelligence.draft TO liaison_intelligence;
GRANT UPDATE(ready) ON TABLE intelligence.draft TO liaison_intelligence;
GRANT UPDATE(updated_at) ON TABLE intelligence.draft TO liaison_intelligence;
GRANT UPDATE(used_at) ON TABLE intelligence.draft TO liaison_intelligence;
GRANT UPDATE(used_for) ON TABLE intelligence.draft TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.duplicate TO liaison_intelligence;
GRANT UPDATE(settled) ON TABLE intelligence.duplicate TO liaison_intelligence;
GRANT UPDATE(settled_at) ON TABLE intelligence.duplicate TO liaison_intelligence;
GRANT UPDATE(settled_by) ON TABLE intelligence.duplicate TO liaison_intelligence;
GRANT UPDATE(why) ON TABLE intelligence.duplicate TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.idempotency TO liaison_intelligence;
GRANT UPDATE(result) ON TABLE intelligence.idempotency TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT UPDATE(urn) ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT UPDATE(purpose) ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT UPDATE(conditions) ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT UPDATE(no_print) ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT UPDATE(keep_until) ON TABLE intelligence.pointer TO liaison_intelligence;
GRANT SELECT,INSERT,DELETE ON TABLE intelligence.pointer_item TO liaison_intelligence;
GRANT SELECT,INSERT,DELETE ON TABLE intelligence.pointer_recipient TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.reading TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE intelligence.wrong_content TO liaison_intelligence;
GRANT UPDATE(restored_first_by) ON TABLE intelligence.wrong_content TO liaison_intelligence;
GRANT UPDATE(restored_first_at) ON TABLE intelligence.wrong_content TO liaison_intelligence;
GRANT UPDATE(restored_by) ON TABLE intelligence.wrong_content TO liaison_intelligence;
GRANT UPDATE(restored_at) ON TABLE intelligence.wrong_content TO liaison_intelligence;
GRANT SELECT,INSERT ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE("position") ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(what) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(agency_id) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(due) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(state) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(closed_at) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(closed_by) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(note) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(version) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(owner) ON TABLE outreach.action TO liaison_outreach;
GRANT UPDATE(done_on) ON TABLE outreach.action TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.action_change TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(title) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(occurred_at) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(occurred_on) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(summary) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(marking) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(updated_at) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(updated_by) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(version) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(withdrawn_at) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(withdrawn_by) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(withdrawn_why) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(reported_at) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(tlp) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(words) ON TABLE outreach.activity TO liaison_outreach;
GRANT UPDATE(parties) ON TABLE outreach.activity TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.activity_version TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.attestation TO liaison_outreach;
GRANT SELECT,INSERT,DELETE ON TABLE outreach.draft TO liaison_outreach;
GRANT UPDATE(content) ON TABLE outreach.draft TO liaison_outreach;
GRANT UPDATE(ready) ON TABLE outreach.draft TO liaison_outreach;
GRANT UPDATE(updated_at) ON TABLE outreach.draft TO liaison_outreach;
GRANT UPDATE(used_at) ON TABLE outreach.draft TO liaison_outreach;
GRANT UPDATE(used_for) ON TABLE outreach.draft TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.duplicate TO liaison_outreach;
GRANT UPDATE(settled) ON TABLE outreach.duplicate TO liaison_outreach;
GRANT UPDATE(settled_at) ON TABLE outreach.duplicate TO liaison_outreach;
GRANT UPDATE(settled_by) ON TABLE outreach.duplicate TO liaison_outreach;
GRANT UPDATE(why) ON TABLE outreach.duplicate TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(aims) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(audience) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(area) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(starts_at) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(others) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(follow_up) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(police_part) ON TABLE outreach.engagement TO liaison_outreach;
GRANT UPDATE(outcome) ON TABLE outreach.engagement TO liaison_outreach;
GRANT SELECT,INSERT,DELETE ON TABLE outreach.engagement_partner TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.idempotency TO liaison_outreach;
GRANT UPDATE(result) ON TABLE outreach.idempotency TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.reading TO liaison_outreach;
GRANT SELECT,INSERT ON TABLE outreach.wrong_content TO liaison_outreach;
GRANT UPDATE(restored_first_by) ON TABLE outreach.wrong_content TO liaison_outreach;
GRANT UPDATE(restored_first_at) ON TABLE outreach.wrong_content TO liaison_outreach;
GRANT UPDATE(restored_by) ON TABLE outreach.wrong_content TO liaison_outreach;
GRANT UPDATE(restored_at) ON TABLE outreach.wrong_content TO liaison_outreach;
GRANT SELECT ON TABLE shared.agency TO liaison_coordination;
GRANT SELECT ON TABLE shared.agency TO liaison_outreach;
GRANT SELECT ON TABLE shared.agency TO liaison_casework;
GRANT SELECT ON TABLE shared.agency TO liaison_intelligence;
GRANT SELECT ON TABLE shared.agency TO liaison_identity;
GRANT SELECT ON TABLE shared.agency TO own_coordination;
GRANT SELECT ON TABLE shared.agency TO own_outreach;
GRANT SELECT ON TABLE shared.agency TO own_casework;
GRANT SELECT ON TABLE shared.agency TO own_intelligence;
GRANT REFERENCES(id) ON TABLE shared.agency TO own_identity;
GRANT REFERENCES(id) ON TABLE shared.agency TO own_coordination;
GRANT REFERENCES(id) ON TABLE shared.agency TO own_outreach;
GRANT REFERENCES(id) ON TABLE shared.agency TO own_casework;
GRANT REFERENCES(id) ON TABLE shared.agency TO own_intelligence;
GRANT SELECT,INSERT ON TABLE shared.agreement TO liaison_coordination;
GRANT SELECT ON TABLE shared.agreement TO liaison_outreach;
GRANT SELECT ON TABLE shared.agreement TO liaison_casework;
GRANT SELECT ON TABLE shared.agreement TO liaison_intelligence;
GRANT UPDATE(name) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(purpose) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(basis) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(retention) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(dpia) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(contact) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(review_on) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(to_day) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(closed_why) ON TABLE shared.agreement TO liaison_coordination;
GRANT UPDATE(version) ON TABLE shared.agreement TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE shared.agreement_line TO liaison_coordination;
GRANT SELECT ON TABLE shared.agreement_line TO liaison_outreach;
GRANT SELECT ON TABLE shared.agreement_line TO liaison_casework;
GRANT SELECT ON TABLE shared.agreement_line TO liaison_intelligence;
GRANT REFERENCES(id) ON TABLE shared.agreement_line TO own_coordination;
GRANT REFERENCES(partnership_id) ON TABLE shared.agreement_line TO own_coordination;
GRANT UPDATE(to_day) ON TABLE shared.agreement_line TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE shared.agreement_party TO liaison_coordination;
GRANT SELECT ON TABLE shared.agreement_party TO liaison_outreach;
GRANT SELECT ON TABLE shared.agreement_party TO liaison_casework;
GRANT SELECT ON TABLE shared.agreement_party TO liaison_intelligence;
GRANT UPDATE(signed_on) ON TABLE shared.agreement_party TO liaison_coordination;
GRANT SELECT ON TABLE shared.calendar TO liaison_coordination;
GRANT SELECT ON TABLE shared.calendar TO liaison_outreach;
GRANT SELECT ON TABLE shared.calendar TO liaison_casework;
GRANT SELECT ON TABLE shared.calendar TO liaison_intelligence;
GRANT SELECT ON TABLE shared.calendar TO liaison_identity;
GRANT SELECT ON TABLE shared.holiday TO liaison_coordination;
GRANT SELECT ON TABLE shared.holiday TO liaison_outreach;
GRANT SELECT ON TABLE shared.holiday TO liaison_casework;
GRANT SELECT ON TABLE shared.holiday TO liaison_intelligence;
GRANT SELECT ON TABLE shared.holiday TO liaison_identity;
GRANT SELECT ON TABLE shared.partnership TO liaison_coordination;
GRANT SELECT ON TABLE shared.partnership TO liaison_outreach;
GRANT SELECT ON TABLE shared.partnership TO liaison_casework;
GRANT SELECT ON TABLE shared.partnership TO liaison_intelligence;
GRANT SELECT ON TABLE shared.partnership TO liaison_identity;
GRANT SELECT(id) ON TABLE shared.partnership TO own_sec;
GRANT SELECT(id),REFERENCES(id) ON TABLE shared.partnership TO own_identity;
GRANT SELECT(id),REFERENCES(id) ON TABLE shared.partnership TO own_coordination;
GRANT SELECT(id),REFERENCES(id) ON TABLE shared.partnership TO own_outreach;
GRANT SELECT(id),REFERENCES(id) ON TABLE shared.partnership TO own_casework;
GRANT SELECT(id),REFERENCES(id) ON TABLE shared.partnership TO own_intelligence;
GRANT REFERENCES(id) ON TABLE shared.partnership TO own_stats;
GRANT UPDATE(name) ON TABLE shared.partnership TO liaison_coordination;
GRANT SELECT(name) ON TABLE shared.partnership TO own_coordination;
GRANT UPDATE(short) ON TABLE shared.partnership TO liaison_coordination;
GRANT UPDATE(referral_text) ON TABLE shared.partnership TO liaison_coordination;
GRANT SELECT(created_at) ON TABLE shared.partnership TO own_coordination;
GRANT SELECT(archived_at) ON TABLE shared.partnership TO own_sec;
GRANT SELECT(archived_at) ON TABLE shared.partnership TO own_coordination;
GRANT UPDATE(calendar) ON TABLE shared.partnership TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT SELECT ON TABLE shared.partnership_agency TO liaison_outreach;
GRANT SELECT ON TABLE shared.partnership_agency TO liaison_casework;
GRANT SELECT ON TABLE shared.partnership_agency TO liaison_intelligence;
GRANT SELECT ON TABLE shared.partnership_agency TO liaison_identity;
GRANT SELECT ON TABLE shared.partnership_agency TO own_coordination;
GRANT SELECT ON TABLE shared.partnership_agency TO own_outreach;
GRANT SELECT ON TABLE shared.partnership_agency TO own_casework;
GRANT SELECT ON TABLE shared.partnership_agency TO own_intelligence;
GRANT UPDATE(joined_on) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT UPDATE(left_on) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT UPDATE(left_reason) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT UPDATE(merged_into) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT UPDATE(handover) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT UPDATE(source) ON TABLE shared.partnership_agency TO liaison_coordination;
GRANT SELECT,INSERT ON TABLE shared.strand_use TO liaison_coordination;
GRANT SELECT ON TABLE shared.strand_use TO liaison_outreach;
GRANT SELECT ON TABLE shared.strand_use TO liaison_casework;
GRANT SELECT ON TABLE shared.strand_use TO liaison_intelligence;
GRANT SELECT ON TABLE shared.strand_use TO liaison_identity;
GRANT SELECT(partnership_id) ON TABLE shared.strand_use TO own_coordination;
GRANT SELECT(strand) ON TABLE shared.strand_use TO own_coordination;
GRANT UPDATE(decided_by) ON TABLE shared.strand_use TO liaison_coordination;
GRANT UPDATE(decided_at) ON TABLE shared.strand_use TO liaison_coordination;
GRANT SELECT(decided_at) ON TABLE shared.strand_use TO own_coordination;
GRANT UPDATE(approved) ON TABLE shared.strand_use TO liaison_coordination;
GRANT SELECT(approved) ON TABLE shared.strand_use TO own_coordination;
GRANT UPDATE(decision_reason) ON TABLE shared.strand_use TO liaison_coordination;
GRANT SELECT ON TABLE stats.separation_exception TO own_coordination;
GRANT SELECT ON TABLE stats.separation_input TO own_coordination;
GRANT SELECT ON TABLE stats.total TO liaison_coordination;
ALTER DEFAULT PRIVILEGES FOR ROLE own_audit REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_bridge REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_casework REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_coordination REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_identity REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_intelligence REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_outreach REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_sec REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_shared REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_stats REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE own_wall REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

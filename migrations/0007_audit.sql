-- The log that no one can quietly change: eight chains for each strand and for
-- identity, appended to by one function and by nothing else.
-- +goose Up
SET ROLE own_audit;

CREATE TABLE audit.head (
  strand text NOT NULL CHECK (strand IN ('coordination', 'outreach', 'casework', 'intelligence', 'identity')),
  lane   int NOT NULL CHECK (lane BETWEEN 0 AND 7),
  seq    bigint NOT NULL DEFAULT 0,
  hash   bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (strand, lane)
) WITH (fillfactor = 50);
INSERT INTO audit.head (strand, lane, hash)
SELECT s, l, sha256(convert_to('liaison-audit-v1|' || s || '|' || l, 'UTF8'))
  FROM unnest(ARRAY['coordination', 'outreach', 'casework', 'intelligence', 'identity']) s, generate_series(0, 7) l;

CREATE TABLE audit.event (
  strand         text NOT NULL,
  lane           int NOT NULL,
  seq            bigint NOT NULL,
  at_us          bigint NOT NULL, -- microseconds since 1970, UTC: exact in SQL and in Go
  actor          text NOT NULL,
  login          text NOT NULL,
  request        text NOT NULL,
  act            text NOT NULL CHECK (act IN ('collect', 'alter', 'consult', 'disclose', 'combine', 'erase', 'auth', 'admin', 'refuse')),
  did            text NOT NULL CHECK (length(did) <= 100),
  outcome        text NOT NULL CHECK (outcome IN ('ok', 'denied', 'error')),
  kind           text NOT NULL CHECK (length(kind) <= 100),
  on_what        text NOT NULL CHECK (length(on_what) <= 400),
  partnership_id int,
  why            text CHECK (length(why) <= 4000),
  recipient      text CHECK (length(recipient) <= 400),
  detail         text CHECK (length(detail) <= 4000),
  prev           bytea NOT NULL,
  hash           bytea NOT NULL,
  PRIMARY KEY (strand, lane, seq)
);
CREATE INDEX event_actor ON audit.event (strand, actor, at_us);
CREATE INDEX event_on ON audit.event (strand, on_what, at_us);

-- Whether opening a casework or intelligence record asks for a reason.
CREATE TABLE audit.setting (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  ask_reason boolean NOT NULL DEFAULT true
);
INSERT INTO audit.setting DEFAULT VALUES;

-- Netstrings: no delimiter that content could forge; what is absent is "-".
CREATE FUNCTION audit.canon(VARIADIC f text[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT convert_to(string_agg(CASE WHEN x IS NULL THEN '-,' ELSE octet_length(x) || ':' || x || ',' END, '' ORDER BY o), 'UTF8')
    FROM unnest(f) WITH ORDINALITY u (x, o)
$$;

-- Any free lane will do, so that writers wait for one another only when all
-- eight are taken. The actor is the one whose context is signed; only the
-- identity login may log what nobody known did.
-- +goose StatementBegin
CREATE FUNCTION audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership int,
  p_why text, p_recipient text, p_detail text, OUT o_lane int, OUT o_seq bigint, OUT o_hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd

-- What happened in the login's own strand after an entry, for notices: without
-- reasons, and of the actor's own partnerships.
CREATE FUNCTION audit.since(p_lane int, p_seq bigint) RETURNS TABLE (lane int, seq bigint, at_us bigint, actor text, act text, did text,
  outcome text, kind text, on_what text, partnership_id int, detail text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT e.lane, e.seq, e.at_us, e.actor, e.act, e.did, e.outcome, e.kind, e.on_what, e.partnership_id, e.detail
    FROM audit.event e
   WHERE session_user = 'liaison_' || e.strand AND e.strand = substr(session_user, 9) AND e.lane = p_lane AND e.seq > p_seq
     AND e.partnership_id = ANY ((SELECT sec.partnerships())::int[])
   ORDER BY e.seq LIMIT 1000
$$;

-- +goose StatementBegin
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'audit.% is only ever added to', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
-- +goose StatementEnd
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON audit.event FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER no_truncate;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER no_delete;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER no_truncate;

GRANT USAGE ON SCHEMA audit TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity, liaison_sealer;
GRANT EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text), audit.since(int, bigint)
  TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity;
GRANT SELECT ON audit.head TO liaison_sealer;
RESET ROLE;

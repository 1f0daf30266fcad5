-- The pulse: what partners think of working together, asked once a quarter. No
-- answer of one person is kept anywhere: a round has counters, and whoever
-- answers adds to them. Nothing says which person has which link, since a link
-- is a hash that names nobody.
-- +goose Up
SET ROLE own_shared;
GRANT SELECT (name) ON shared.partnership TO own_coordination;
RESET ROLE;

SET ROLE own_coordination;
CREATE TABLE coordination.pulse_round (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  quarter        date NOT NULL CHECK (quarter = date_trunc('quarter', opens_on::timestamp)::date), -- its first day
  wording        int NOT NULL CHECK (wording > 0), -- the number of the questions that were put
  opens_on       date NOT NULL,
  closes_on      date NOT NULL CHECK (closes_on - opens_on BETWEEN 6 AND 60),
  asked          int NOT NULL CHECK (asked >= 5),
  answered       int NOT NULL DEFAULT 0 CHECK (answered BETWEEN 0 AND asked),
  opened_by      uuid NOT NULL,
  opened_at      timestamptz NOT NULL,
  published_at   timestamptz CHECK (published_at > opened_at),
  told           boolean, -- whether enough people answered for what they said to be kept
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, quarter),
  CHECK ((published_at IS NULL) = (told IS NULL)),
  CONSTRAINT pulse_round_enough CHECK (told IS NOT TRUE OR answered >= 5 AND answered * 100 >= asked * 70),
  CONSTRAINT pulse_round_one EXCLUDE USING gist (partnership_id WITH =, daterange(opens_on, closes_on, '[]') WITH &&)
);

-- Links that work, of a round that is not over. They name nobody.
CREATE TABLE coordination.pulse_token (
  partnership_id int NOT NULL,
  round_id       uuid NOT NULL,
  hash           bytea PRIMARY KEY CHECK (length(hash) = 32),
  used           boolean NOT NULL DEFAULT false,
  FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round (partnership_id, id)
);
CREATE INDEX pulse_token_round ON coordination.pulse_token (partnership_id, round_id);

-- People with an account who take their link themselves, and whether they did.
CREATE TABLE coordination.pulse_seat (
  partnership_id int NOT NULL,
  round_id       uuid NOT NULL,
  account_id     uuid NOT NULL,
  taken          boolean NOT NULL DEFAULT false,
  PRIMARY KEY (round_id, account_id),
  FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round (partnership_id, id)
);

-- The counters: how many gave an answer to a question; and of a measure how many
-- could speak of it, and the sum of what each of them said on average, in sixths,
-- in which the mean of one, two or three whole answers is whole.
CREATE TABLE coordination.pulse_tally (
  partnership_id int NOT NULL,
  round_id       uuid NOT NULL,
  part           int NOT NULL CHECK (part >= 2),
  kind           text NOT NULL CHECK (kind IN ('pulse_count', 'pulse_score', 'pulse_raters')),
  measure        text NOT NULL CHECK (measure ~ '^[a-z_]*$'),
  question       text CHECK (question ~ '^[a-z_]+$'),
  answer         int CHECK (answer BETWEEN 0 AND 4), -- 0 for who could not say
  n              int NOT NULL DEFAULT 0 CHECK (n >= 0),
  PRIMARY KEY (round_id, part),
  FOREIGN KEY (partnership_id, round_id) REFERENCES coordination.pulse_round (partnership_id, id),
  CHECK ((kind = 'pulse_count') = (question IS NOT NULL) AND (question IS NULL) = (answer IS NULL) AND (measure <> '' OR question IS NOT NULL))
);

-- +goose StatementBegin
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['pulse_round', 'pulse_token', 'pulse_seat', 'pulse_tally'] LOOP
    EXECUTE format('ALTER TABLE coordination.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY partnership ON coordination.%I TO liaison_coordination
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', t);
  END LOOP;
END $$;
-- +goose StatementEnd
-- Of a round its days and numbers can be read; of the rest nothing, by any login.
GRANT SELECT ON coordination.pulse_round TO liaison_coordination;

-- Opens a round with its links, with the people who take theirs themselves, and
-- with its counters, which are all at zero.
-- +goose StatementBegin
CREATE FUNCTION coordination.open_pulse(p_partnership int, p_round uuid, p_wording int, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd

-- Whether a link waits for who acts: null where they are not among those who
-- take theirs themselves.
-- +goose StatementBegin
CREATE FUNCTION coordination.pulse_waits(p_round uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_coordination' THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  RETURN (SELECT NOT s.taken FROM coordination.pulse_seat s
           WHERE s.round_id = p_round AND s.account_id = sec.actor() AND s.partnership_id = ANY (sec.partnerships()));
END $$;
-- +goose StatementEnd

-- Puts the links of a round down anew, in the order of their hashes, which is
-- none: neither their place nor the transaction that they bear says which of
-- them came last or was used last.
CREATE FUNCTION coordination.mix_pulse(p_round uuid) RETURNS void LANGUAGE sql SET search_path = pg_catalog AS $$
  WITH gone AS (DELETE FROM coordination.pulse_token t WHERE t.round_id = p_round RETURNING *)
  INSERT INTO coordination.pulse_token SELECT * FROM gone ORDER BY hash
$$;

-- Who acts takes the link with the hash, once. Every row of the round is put
-- down anew, so that none of them says by itself who took which.
-- +goose StatementBegin
CREATE FUNCTION coordination.take_pulse(p_round uuid, p_hash bytea, p_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd

-- What the link with the hash asks, or nothing for one that does not work:
-- unknown, used, not open yet or over.
-- +goose StatementBegin
CREATE FUNCTION coordination.pulse_asked(p_hash bytea, p_day date) RETURNS TABLE (place text, closes_on date, wording int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  RETURN QUERY SELECT p.name, r.closes_on, r.wording
    FROM coordination.pulse_token t JOIN coordination.pulse_round r ON r.id = t.round_id JOIN shared.partnership p ON p.id = r.partnership_id
   WHERE t.hash = p_hash AND NOT t.used AND r.published_at IS NULL AND p_day BETWEEN r.opens_on AND r.closes_on;
END $$;
-- +goose StatementEnd

-- One person's answers by a link, as an object of questions and values: they are
-- added to every counter of the round, those by nothing included, and kept
-- nowhere else. The round is held first, so that of two who come with one link
-- one is late.
-- +goose StatementBegin
CREATE FUNCTION coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership int, OUT o_round uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
END $$;
-- +goose StatementEnd

-- Publishes the rounds that are over before the day: the facts of each, its
-- counters where enough people answered, without those of which fewer than five
-- could speak, and without a measure that has such a question in it: what the
-- others said could be taken from it. Where too few did, what they said is deleted, and so are the links
-- and the list of those who had one to take. It says how many rounds that were.
-- +goose StatementBegin
CREATE FUNCTION coordination.publish_pulse(p_day date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.open_pulse(int, uuid, int, date, date, jsonb, jsonb, jsonb), coordination.pulse_waits(uuid), coordination.take_pulse(uuid, bytea, date),
  coordination.pulse_asked(bytea, date), coordination.answer_pulse(bytea, date, jsonb), coordination.publish_pulse(date) TO liaison_coordination;
RESET ROLE;

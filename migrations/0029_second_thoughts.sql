-- What can be put right after it was made: links of the pulse, and plans. A link that could not be mailed to somebody
-- with an account goes back, and waits for them to take theirs; and while nobody
-- has answered, the links of a round can all be made anew, since none of them can
-- have been used.
-- +goose Up
SET ROLE own_coordination;
ALTER TABLE coordination.pulse_round
  ADD COLUMN renewed   int NOT NULL DEFAULT 0 CHECK (renewed >= 0), -- how often its links were made anew
  ADD COLUMN linked_at timestamptz NOT NULL DEFAULT now(); -- when its links were made

-- Makes every link of a round anew while nobody has answered, and asks whoever
-- stands for an agency now. It says 'done'; or 'moved' where somebody has
-- answered, or made them anew meanwhile; or 'soon' while mails with the links
-- from before may still be on their way, which also keeps people from being
-- mailed again and again.
-- +goose StatementBegin
CREATE FUNCTION coordination.renew_pulse(p_round uuid, p_renewed int, p_tokens jsonb, p_seats jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd

-- Takes back links that reached nobody, and has the people they were for take
-- theirs themselves: an object for each, of its hash and the account. One that
-- was used did reach somebody, and stays as it is; nothing says so.
-- +goose StatementBegin
CREATE FUNCTION coordination.return_pulse(p_round uuid, p_back jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.renew_pulse(uuid, int, jsonb, jsonb), coordination.return_pulse(uuid, jsonb) TO liaison_coordination;
RESET ROLE;

-- A plan can be changed. What was said of two of them was said of how they then
-- stood: it holds until one of them changes.
SET ROLE own_coordination;
ALTER TABLE coordination.plan ADD COLUMN version int NOT NULL DEFAULT 1 CHECK (version > 0);
GRANT UPDATE (kind, title, day, area, agency_id, need_id, version) ON coordination.plan TO liaison_coordination;
GRANT DELETE ON coordination.plan_agency TO liaison_coordination;
ALTER TABLE coordination.overlap
  ADD COLUMN plan_version  int NOT NULL DEFAULT 1 CHECK (plan_version > 0),
  ADD COLUMN other_version int NOT NULL DEFAULT 1 CHECK (other_version > 0),
  DROP CONSTRAINT overlap_plan_id_other_id_key,
  ADD UNIQUE (plan_id, other_id, plan_version, other_version);
RESET ROLE;

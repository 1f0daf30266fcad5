-- Ratings by people who are not signed in, and ratings that somebody enters for
-- those who were there. What a rating was before it changed stays, so that the
-- facts it left can be made again.
-- +goose Up
SET ROLE own_identity;
-- In whose name an answer by a link is kept: nobody signs in as it, and it
-- belongs to no partnership.
INSERT INTO identity.account (id, email, name, service)
  VALUES ('b7d0c1f2-6a3e-4c58-9e21-0f4d8a6b3c75', 'rating-links@liaison.invalid', 'Rating links', true);
RESET ROLE;

SET ROLE own_sec;
GRANT EXECUTE ON FUNCTION sec.service() TO own_coordination;
RESET ROLE;

SET ROLE own_coordination;
-- The source of the fact that a rating leaves: the same for the same person,
-- record and measure. The service works it out in the same way.
CREATE FUNCTION coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid) RETURNS uuid LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
    FROM (SELECT substr(sha256(uuid_send(p_activity) || convert_to(p_measure || '/' || p_rater, 'UTF8')), 1, 16)) s (h)
$$;

GRANT EXECUTE ON FUNCTION coordination.rating_source(uuid, text, uuid) TO liaison_coordination;

ALTER TABLE coordination.rating
  ADD COLUMN made_by uuid, -- who entered it for the person; nobody where they did
  ADD COLUMN source uuid NOT NULL GENERATED ALWAYS AS (coordination.rating_source(activity_id, measure, rater)) STORED;
CREATE INDEX rating_fact ON coordination.rating (partnership_id, source);

-- Only ever added to, and only by the functions below.
CREATE TABLE coordination.rating_was (
  partnership_id int NOT NULL,
  activity_id    uuid NOT NULL,
  measure        text NOT NULL,
  rater          uuid NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  value          int NOT NULL,
  link_id        uuid,
  made_by        uuid,
  at             timestamptz NOT NULL,
  until          timestamptz NOT NULL CHECK (until > at),
  source         uuid NOT NULL GENERATED ALWAYS AS (coordination.rating_source(activity_id, measure, rater)) STORED,
  PRIMARY KEY (activity_id, measure, rater, at),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);
CREATE INDEX rating_was_fact ON coordination.rating_was (partnership_id, source);
ALTER TABLE coordination.rating_was ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON coordination.rating_was TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
  WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
GRANT SELECT ON coordination.rating_was TO liaison_coordination;

-- Whoever changes a rating changes their own.
CREATE POLICY own ON coordination.rating AS RESTRICTIVE FOR UPDATE TO liaison_coordination
  USING (rater = (SELECT sec.actor())) WITH CHECK (rater = (SELECT sec.actor()));

-- +goose StatementBegin
CREATE FUNCTION coordination.keep_rating() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO coordination.rating_was (partnership_id, activity_id, measure, rater, agency_id, value, link_id, made_by, at, until)
    VALUES (OLD.partnership_id, OLD.activity_id, OLD.measure, OLD.rater, OLD.agency_id, OLD.value, OLD.link_id, OLD.made_by, OLD.at, NEW.at);
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER keep BEFORE UPDATE ON coordination.rating FOR EACH ROW EXECUTE FUNCTION coordination.keep_rating();

-- How many people of the agency could say something of the record: none where
-- it does not stand, or where the agency took no part.
CREATE FUNCTION coordination.rating_people(p_activity uuid, p_agency int) RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT coalesce(max(CASE a.kind
      WHEN 'training' THEN (SELECT p.people FROM coordination.participant p WHERE p.activity_id = a.id AND p.agency_id = p_agency)
      WHEN 'meeting' THEN (SELECT 1 FROM coordination.attendance t JOIN coordination.meeting m ON m.activity_id = t.activity_id
        WHERE t.activity_id = a.id AND t.agency_id = p_agency AND t.state IN ('came', 'substitute') AND m.status = 'held')
      WHEN 'share' THEN (SELECT 1 FROM coordination.share_recipient r JOIN coordination.share s ON s.activity_id = r.activity_id
        WHERE r.activity_id = a.id AND r.agency_id = p_agency AND s.outcome IN ('given', 'part'))
    END), 0)
    FROM coordination.activity a WHERE a.id = p_activity AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
$$;

-- What people are asked about a record.
CREATE FUNCTION coordination.rating_measures(p_activity uuid) RETURNS text[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT CASE a.kind
      WHEN 'training' THEN CASE WHEN (SELECT t.tested FROM coordination.training t WHERE t.activity_id = a.id)
        THEN ARRAY['quality', 'useful', 'before', 'after'] ELSE ARRAY['quality', 'useful'] END
      WHEN 'meeting' THEN ARRAY['convenient']
      WHEN 'share' THEN ARRAY['relevant', 'useful']
      ELSE '{}' END
    FROM coordination.activity a WHERE a.id = p_activity
$$;

-- Nobody is signed in: the service itself acts, in the name of its account for
-- links, and the token decides.
CREATE FUNCTION coordination.by_link() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT session_user = 'liaison_coordination' AND sec.actor() IS NOT DISTINCT FROM 'b7d0c1f2-6a3e-4c58-9e21-0f4d8a6b3c75'::uuid AND sec.service()
$$;

-- What the link with the token's hash asks about, or nothing for one that does
-- not work: unknown, used up, over, withdrawn, or of a record that does not
-- stand. The title is told of a record that is marked OFFICIAL only.
-- +goose StatementBegin
CREATE FUNCTION coordination.rating_asked(p_token bytea) RETURNS TABLE (kind text, title text, day date, measures text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT coordination.by_link() THEN RAISE EXCEPTION 'not by a link' USING ERRCODE = '42501'; END IF;
  RETURN QUERY SELECT a.kind, CASE WHEN a.marking = 'OFFICIAL' THEN a.title ELSE '' END, a.occurred_on, coordination.rating_measures(a.id)
    FROM coordination.rating_link l JOIN coordination.activity a ON a.partnership_id = l.partnership_id AND a.id = l.activity_id
   WHERE l.token_hash = p_token AND l.withdrawn_at IS NULL AND l.expires_on >= sec.today() AND l.used < l.uses
     AND (SELECT count(DISTINCT r.rater) FROM coordination.rating r WHERE r.activity_id = l.activity_id AND r.agency_id = l.agency_id)
       < coordination.rating_people(l.activity_id, l.agency_id);
END $$;
-- +goose StatementEnd

-- One answer by a link, as an object of measures and values: it takes one use
-- and leaves the facts that ratings leave. The record is held first, as by
-- everybody who rates it, so that of two who come for the last use one is late.
-- +goose StatementBegin
CREATE FUNCTION coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership int, OUT o_activity uuid, OUT o_agency int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd

-- What people of an agency said, entered by somebody for them: a list with an
-- object of measures and values for each person, in the place of whatever was
-- entered for that agency before. Each of them is a new id, so nobody's own
-- rating is touched or made. Returns the moment from which it holds.
-- +goose StatementBegin
CREATE FUNCTION coordination.rate_for(p_activity uuid, p_agency int, p_said jsonb) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.rating_asked(bytea), coordination.rate_by_link(bytea, jsonb), coordination.rate_for(uuid, int, jsonb) TO liaison_coordination;
RESET ROLE;

-- Casework only: the case that everything else in that strand belongs to, and
-- the people named on it. Cases come with casework itself; until then nobody
-- can write one through the service, and the rule that hides them stands.
-- +goose Up
SET ROLE own_casework;

CREATE TABLE casework.casefile (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  ref            text NOT NULL UNIQUE CHECK (ref ~ '^CAS-[0-9A-HJKMNP-TV-Z]{7}$'),
  title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  lead_agency_id int REFERENCES shared.agency (id),
  opened_on      date NOT NULL,
  stage          text NOT NULL CHECK (length(stage) BETWEEN 1 AND 40),
  UNIQUE (partnership_id, id)
);

CREATE TABLE casework.casefile_person (
  partnership_id int NOT NULL,
  casefile_id    uuid NOT NULL,
  account_id     uuid NOT NULL,
  PRIMARY KEY (casefile_id, account_id),
  FOREIGN KEY (partnership_id, casefile_id) REFERENCES casework.casefile (partnership_id, id)
);
CREATE INDEX casefile_person_account ON casework.casefile_person (account_id);

-- The cases that the actor is named on, or supervises.
CREATE FUNCTION casework.cases() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(id), '{}') FROM (
    SELECT n.casefile_id AS id FROM casework.casefile_person n
     WHERE n.account_id = (SELECT sec.actor()) AND n.partnership_id = ANY ((SELECT sec.partnerships())::int[])
    UNION
    SELECT c.id FROM casework.casefile c WHERE c.partnership_id = ANY ((SELECT sec.supervises())::int[])
  ) mine
$$;

ALTER TABLE casework.casefile ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.casefile_person ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON casework.casefile TO liaison_casework
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
  WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON casework.casefile_person TO liaison_casework
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
  WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY cases ON casework.casefile AS RESTRICTIVE TO liaison_casework
  USING (id = ANY ((SELECT casework.cases())::uuid[]));
CREATE POLICY cases ON casework.casefile_person AS RESTRICTIVE TO liaison_casework
  USING (casefile_id = ANY ((SELECT casework.cases())::uuid[]));

GRANT USAGE ON SCHEMA casework TO liaison_casework;
GRANT SELECT ON casework.casefile, casework.casefile_person TO liaison_casework;
GRANT EXECUTE ON FUNCTION casework.cases() TO liaison_casework;
RESET ROLE;

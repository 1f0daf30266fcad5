-- What every strand may read: partnerships, agencies and who takes part. It
-- has no personal data.
-- +goose Up
SET ROLE own_shared;

CREATE TABLE shared.partnership (
  id            int PRIMARY KEY CHECK (id > 0),
  slug          text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  short         text NOT NULL CHECK (length(short) BETWEEN 1 AND 60),
  referral_text text NOT NULL DEFAULT '' CHECK (length(referral_text) <= 4000),
  cooling_days  int NOT NULL DEFAULT 365 CHECK (cooling_days BETWEEN 0 AND 3650),
  created_at    timestamptz NOT NULL DEFAULT now(),
  archived_at   timestamptz -- archived, never deleted
);

CREATE TABLE shared.agency (
  id    int PRIMARY KEY CHECK (id > 0),
  slug  text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  name  text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  short text NOT NULL CHECK (length(short) BETWEEN 1 AND 60),
  kind  text NOT NULL CHECK (kind IN ('police', 'council', 'health', 'education', 'probation', 'youth_justice', 'community', 'other'))
);

CREATE TABLE shared.partnership_agency (
  partnership_id int NOT NULL REFERENCES shared.partnership,
  agency_id      int NOT NULL REFERENCES shared.agency,
  joined_on      date NOT NULL,
  left_on        date CHECK (left_on >= joined_on),
  left_reason    text CHECK (length(left_reason) BETWEEN 1 AND 2000),
  merged_into    int REFERENCES shared.agency CHECK (merged_into <> agency_id),
  handover       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (partnership_id, agency_id, joined_on),
  CHECK (left_on IS NOT NULL OR (left_reason IS NULL AND merged_into IS NULL)),
  EXCLUDE USING gist (partnership_id WITH =, agency_id WITH =, daterange(joined_on, left_on, '[]') WITH &&)
);

CREATE TABLE shared.holiday (
  calendar text NOT NULL CHECK (length(calendar) BETWEEN 1 AND 60),
  day      date NOT NULL,
  name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  PRIMARY KEY (calendar, day)
);

INSERT INTO shared.holiday (calendar, day, name)
SELECT 'england-and-wales', d::date, n FROM (VALUES
  ('2024-01-01', 'New Year''s Day'), ('2024-03-29', 'Good Friday'), ('2024-04-01', 'Easter Monday'),
  ('2024-05-06', 'Early May bank holiday'), ('2024-05-27', 'Spring bank holiday'), ('2024-08-26', 'Summer bank holiday'),
  ('2024-12-25', 'Christmas Day'), ('2024-12-26', 'Boxing Day'),
  ('2025-01-01', 'New Year''s Day'), ('2025-04-18', 'Good Friday'), ('2025-04-21', 'Easter Monday'),
  ('2025-05-05', 'Early May bank holiday'), ('2025-05-26', 'Spring bank holiday'), ('2025-08-25', 'Summer bank holiday'),
  ('2025-12-25', 'Christmas Day'), ('2025-12-26', 'Boxing Day'),
  ('2026-01-01', 'New Year''s Day'), ('2026-04-03', 'Good Friday'), ('2026-04-06', 'Easter Monday'),
  ('2026-05-04', 'Early May bank holiday'), ('2026-05-25', 'Spring bank holiday'), ('2026-08-31', 'Summer bank holiday'),
  ('2026-12-25', 'Christmas Day'), ('2026-12-28', 'Boxing Day (substitute day)'),
  ('2027-01-01', 'New Year''s Day'), ('2027-03-26', 'Good Friday'), ('2027-03-29', 'Easter Monday'),
  ('2027-05-03', 'Early May bank holiday'), ('2027-05-31', 'Spring bank holiday'), ('2027-08-30', 'Summer bank holiday'),
  ('2027-12-27', 'Christmas Day (substitute day)'), ('2027-12-28', 'Boxing Day (substitute day)')
) h (d, n);

-- agency and holiday are open: what they say is no secret of any partnership.
ALTER TABLE shared.partnership ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared.partnership_agency ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON shared.partnership TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence
  USING (id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON shared.partnership_agency TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
  WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY accounts ON shared.partnership FOR SELECT TO liaison_identity, own_sec USING (true);
CREATE POLICY accounts ON shared.partnership_agency FOR SELECT TO liaison_identity USING (true);

GRANT USAGE ON SCHEMA shared TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity,
  own_sec, own_identity, own_coordination, own_outreach, own_casework, own_intelligence;
GRANT SELECT ON shared.partnership, shared.agency, shared.partnership_agency, shared.holiday
  TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity;
GRANT INSERT, UPDATE (left_on, left_reason, merged_into, handover) ON shared.partnership_agency TO liaison_coordination;
GRANT SELECT (id, archived_at) ON shared.partnership TO own_sec;
GRANT REFERENCES (id) ON shared.partnership, shared.agency TO own_identity, own_coordination, own_outreach, own_casework, own_intelligence;
RESET ROLE;

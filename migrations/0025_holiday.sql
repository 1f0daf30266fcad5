-- A partnership says by whose bank holidays it counts working days. Calendars
-- are kept by who runs the service: liaison holidays load.
-- +goose Up
SET ROLE own_shared;
CREATE TABLE shared.calendar (
  code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z-]{0,59}$'),
  name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100)
);
INSERT INTO shared.calendar (code, name) VALUES
  ('england-and-wales', 'England and Wales'), ('northern-ireland', 'Northern Ireland'), ('scotland', 'Scotland');
ALTER TABLE shared.holiday ADD FOREIGN KEY (calendar) REFERENCES shared.calendar;

INSERT INTO shared.holiday (calendar, day, name)
SELECT 'england-and-wales', d::date, n FROM (VALUES
  ('2028-01-03', 'New Year''s Day (substitute day)'), ('2028-04-14', 'Good Friday'), ('2028-04-17', 'Easter Monday'),
  ('2028-05-01', 'Early May bank holiday'), ('2028-05-29', 'Spring bank holiday'), ('2028-08-28', 'Summer bank holiday'),
  ('2028-12-25', 'Christmas Day'), ('2028-12-26', 'Boxing Day')
) h (d, n);

-- Northern Ireland has all of those and two more.
INSERT INTO shared.holiday (calendar, day, name)
SELECT 'northern-ireland', day, name FROM shared.holiday WHERE calendar = 'england-and-wales'
UNION ALL
SELECT 'northern-ireland', d::date, n FROM (VALUES
  ('2024-03-18', 'St Patrick''s Day (substitute day)'), ('2024-07-12', 'Battle of the Boyne (Orangemen''s Day)'),
  ('2025-03-17', 'St Patrick''s Day'), ('2025-07-14', 'Battle of the Boyne (Orangemen''s Day) (substitute day)'),
  ('2026-03-17', 'St Patrick''s Day'), ('2026-07-13', 'Battle of the Boyne (Orangemen''s Day) (substitute day)'),
  ('2027-03-17', 'St Patrick''s Day'), ('2027-07-12', 'Battle of the Boyne (Orangemen''s Day)'),
  ('2028-03-17', 'St Patrick''s Day'), ('2028-07-12', 'Battle of the Boyne (Orangemen''s Day)')
) h (d, n);

-- Scotland has no Easter Monday, its summer bank holiday early in August, and
-- the 2nd of January and St Andrew's Day besides.
INSERT INTO shared.holiday (calendar, day, name)
SELECT 'scotland', day, name FROM shared.holiday
WHERE calendar = 'england-and-wales' AND name NOT IN ('Easter Monday', 'Summer bank holiday')
UNION ALL
SELECT 'scotland', d::date, n FROM (VALUES
  ('2024-01-02', '2nd January'), ('2024-08-05', 'Summer bank holiday'), ('2024-12-02', 'St Andrew''s Day (substitute day)'),
  ('2025-01-02', '2nd January'), ('2025-08-04', 'Summer bank holiday'), ('2025-12-01', 'St Andrew''s Day (substitute day)'),
  ('2026-01-02', '2nd January'), ('2026-08-03', 'Summer bank holiday'), ('2026-11-30', 'St Andrew''s Day'),
  ('2027-01-04', '2nd January (substitute day)'), ('2027-08-02', 'Summer bank holiday'), ('2027-11-30', 'St Andrew''s Day'),
  ('2028-01-04', '2nd January (substitute day)'), ('2028-08-07', 'Summer bank holiday'), ('2028-11-30', 'St Andrew''s Day')
) h (d, n);

ALTER TABLE shared.partnership ADD COLUMN calendar text NOT NULL DEFAULT 'england-and-wales' REFERENCES shared.calendar;
GRANT UPDATE (calendar) ON shared.partnership TO liaison_coordination;
GRANT SELECT ON shared.calendar TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity;
RESET ROLE;

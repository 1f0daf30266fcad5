-- What is for evaluation can be said of an event that connects people, as of
-- training: what part police had, and what was hoped for.
-- +goose Up
SET ROLE own_coordination;
ALTER TABLE coordination.connect
  ADD COLUMN police_part text NOT NULL DEFAULT '' CHECK (police_part IN ('', 'none', 'some', 'led')),
  ADD COLUMN outcome     text NOT NULL DEFAULT '' CHECK (length(outcome) <= 1000);
GRANT UPDATE (police_part, outcome) ON coordination.connect TO liaison_coordination;
RESET ROLE;

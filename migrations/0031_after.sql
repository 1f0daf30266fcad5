-- A meeting can follow another, from whose page it was planned. It is then
-- marked and limited no lower than that, but by whoever recorded that.
-- +goose Up
SET ROLE own_coordination;
ALTER TABLE coordination.meeting
  ADD COLUMN after_id uuid CHECK (after_id <> activity_id),
  ADD FOREIGN KEY (partnership_id, after_id) REFERENCES coordination.meeting (partnership_id, activity_id);
CREATE INDEX meeting_after ON coordination.meeting (partnership_id, after_id) WHERE after_id IS NOT NULL;
RESET ROLE;

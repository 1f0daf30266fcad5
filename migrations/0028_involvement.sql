-- What an agency shared, was given and came to is counted and listed from the
-- facts that hold now, by the agency and newest first.
-- +goose Up
SET ROLE own_coordination;
CREATE INDEX fact_giver ON coordination.fact (partnership_id, agency_id, kind, day DESC, source) WHERE kind IN ('share_asked', 'shared') AND known_to IS NULL;
CREATE INDEX fact_taker ON coordination.fact (partnership_id, other_agency_id, kind, day DESC, source) WHERE kind IN ('share_asked', 'shared') AND known_to IS NULL;
CREATE INDEX fact_session ON coordination.fact (partnership_id, agency_id, day DESC, source) WHERE kind IN ('trained', 'connected') AND known_to IS NULL;
RESET ROLE;

package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fact"
)

type ratingRow struct {
	Measure  string
	Rater    uuid.UUID
	AgencyID int
	Value    int
	LinkID   *uuid.UUID
	MadeBy   *uuid.UUID
	At       time.Time
	Until    *time.Time
}

func (r ratingRow) read() activity.Rating {
	return activity.Rating{
		Measure: activity.Measure(r.Measure), Rater: r.Rater, Agency: r.AgencyID, Value: r.Value, Link: deref(r.LinkID), MadeBy: deref(r.MadeBy), At: r.At.UTC(), Until: deref(r.Until).UTC(),
	}
}

// What was said of a record: what stands, and what stood.
const (
	ratingsOf = `SELECT measure, rater, agency_id, value, link_id, made_by, at, NULL::timestamptz AS until FROM rating
		WHERE partnership_id = ? AND activity_id = ? ORDER BY at, rater, measure`
	ratingsEver = `SELECT measure, rater, agency_id, value, link_id, made_by, at, until FROM rating_was WHERE partnership_id = ? AND activity_id = ?
		UNION ALL SELECT measure, rater, agency_id, value, link_id, made_by, at, NULL FROM rating WHERE partnership_id = ? AND activity_id = ? ORDER BY at, rater, measure`
)

func readRatings(tx *gorm.DB, sql string, args ...any) ([]activity.Rating, error) {
	var rows []ratingRow
	if err := tx.Raw(sql, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	var all []activity.Rating
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all, nil
}

// Rated implements activity.RatingStore.
func (s Activities) Rated(ctx context.Context, who access.Actor, ref string) (activity.Rated, error) {
	var r activity.Rated
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, findActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, access.ReadActivity, row.scope(access.Coordination)); err != nil {
			return err
		}
		r, err = loadRated(tx, row)
		return err
	})
	if err == nil && r.Hidden() {
		r.Hide()
		r.Ratings, r.Links = nil, nil
	}
	return r, err
}

// loadRated reads the record of a row with everything that was said of it.
func loadRated(tx *gorm.DB, row activityRow) (activity.Rated, error) {
	a, err := load(tx, access.Coordination, row)
	if err != nil {
		return activity.Rated{}, err
	}
	r := activity.Rated{Activity: a}
	if r.Ratings, err = readRatings(tx, ratingsOf, a.Partnership, a.ID); err != nil {
		return r, err
	}
	r.Links, err = loadLinks(tx, a)
	return r, err
}

// Rate implements activity.RatingStore. It holds the record's row, as Change
// does, so that no more people speak for an agency than came from it.
func (s Activities) Rate(ctx context.Context, who access.Actor, ref string, agency int, ch access.Change[activity.Rated]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, lockActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		r, err := loadRated(tx, row)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, access.Scope{Strand: access.Coordination, Partnership: who.Partnership, Agency: agency}); err != nil {
			return err
		}
		was := r
		was.Ratings, was.Links = slices.Clone(r.Ratings), slices.Clone(r.Links)
		if err := ch.Apply(&r); err != nil {
			return err
		}
		act := audit.Alter
		detail, err := saveLinks(tx, r, was)
		if err != nil {
			return err
		}
		if detail == "" {
			act = audit.Collect
			if detail, err = saveRatings(tx, &r, was); err != nil {
				return err
			}
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: act, Did: ch.Do, Kind: "activity", On: audit.On(r.ID), Detail: detail})
	})
}

// Ratings are added and changed; what they were is kept by the database.
const (
	addRating = `INSERT INTO rating (partnership_id, activity_id, measure, rater, agency_id, value, at) VALUES (?, ?, ?, ?, ?, ?, ?)`
	setRating = `UPDATE rating SET value = ?, at = ? WHERE partnership_id = ? AND activity_id = ? AND measure = ? AND rater = ?`
	rateFor   = `SELECT coordination.rate_for(?, ?, ?::jsonb)`
)

// saveRatings writes where r says something else than was, with the facts that
// follow, and says for the log what it did.
func saveRatings(tx *gorm.DB, r *activity.Rated, was activity.Rated) (string, error) {
	if agency := enteredAnew(*r, was); agency != 0 {
		return saveEntered(tx, r, was, agency)
	}
	var moved []activity.Rating // whatever leaves another fact
	for _, x := range r.Ratings {
		if slices.Contains(was.Ratings, x) {
			continue
		}
		moved = append(moved, x)
		there := slices.ContainsFunc(was.Ratings, func(y activity.Rating) bool { return y.Rater == x.Rater && y.Measure == x.Measure })
		var err error
		if there {
			err = tx.Exec(setRating, x.Value, x.At, r.Partnership, r.ID, string(x.Measure), x.Rater).Error
		} else {
			err = tx.Exec(addRating, r.Partnership, r.ID, string(x.Measure), x.Rater, x.Agency, x.Value, x.At).Error
		}
		if err != nil {
			return "", err
		}
	}
	if len(moved) == 0 {
		return "said the same again", nil
	}
	return "their own", writeRatingFacts(tx, r.Activity, moved[0].At, moved, r.Ratings)
}

// enteredAnew is the agency for whose people something else is entered than
// was, or none.
func enteredAnew(r, was activity.Rated) int {
	for _, two := range [][2][]activity.Rating{{r.Ratings, was.Ratings}, {was.Ratings, r.Ratings}} {
		for _, x := range two[0] {
			if x.MadeBy != uuid.Nil && !slices.Contains(two[1], x) {
				return x.Agency
			}
		}
	}
	return 0
}

// saveEntered writes what is entered for the agency, which no row policy lets
// the login do: the database checks who acts, and says who the people are now.
func saveEntered(tx *gorm.DB, r *activity.Rated, was activity.Rated, agency int) (string, error) {
	all := r.EnteredFor(agency)
	text, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("postgres: ratings: %w", err)
	}
	var at time.Time
	if err := tx.Raw(rateFor, r.ID, agency, string(text)).Row().Scan(&at); err != nil {
		return "", err
	}
	if r.Ratings, err = readRatings(tx, ratingsOf, r.Partnership, r.ID); err != nil {
		return "", err
	}
	var moved []activity.Rating
	for _, x := range slices.Concat(was.Ratings, r.Ratings) {
		if x.Agency == agency && x.MadeBy != uuid.Nil {
			moved = append(moved, x)
		}
	}
	return fmt.Sprintf("entered for %d people of agency %d", len(all), agency), writeRatingFacts(tx, r.Activity, at.UTC(), moved, r.Ratings)
}

// Facts of many ratings at once.
const (
	ratingFacts = `SELECT source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number,
		array_to_string(flags, ',') AS joined, known_from, known_to
		FROM fact WHERE partnership_id = ? AND source IN (SELECT s::uuid FROM jsonb_array_elements_text(?::jsonb) s)`
	closeRatingFacts = `UPDATE fact f SET known_to = x.known_to FROM jsonb_to_recordset(?::jsonb) AS x(source uuid, known_to timestamptz)
		WHERE f.partnership_id = ? AND f.source = x.source AND f.part = 0 AND f.known_to IS NULL`
	addRatingFacts = `INSERT INTO fact (partnership_id, source, part, kind, day, until, agency_id, person_id, by_account, number, flags, known_from)
		SELECT ?, x.source, 0, x.kind, x.day, x.until, x.agency_id, x.person_id, x.by_account, x.number, x.flags, x.known_from
		FROM jsonb_to_recordset(?::jsonb) AS x(source uuid, kind text, day date, until date, agency_id int, person_id uuid, by_account uuid,
			number int, flags text[], known_from timestamptz)`
)

// writeRatingFacts makes the facts of the ratings that moved those of how they
// now are, known from the moment at.
func writeRatingFacts(tx *gorm.DB, a activity.Activity, at time.Time, moved, now []activity.Rating) error {
	want := map[uuid.UUID][]fact.Fact{}
	for _, x := range moved {
		want[x.Source(a.ID)] = nil
	}
	for _, x := range now {
		if _, ok := want[x.Source(a.ID)]; ok {
			want[x.Source(a.ID)] = x.Facts(a)
		}
	}
	if len(want) == 0 {
		return nil
	}
	known, err := ledgersOf(tx, a.Partnership, want)
	if err != nil {
		return err
	}
	type shut struct {
		Source  uuid.UUID `json:"source"`
		KnownTo time.Time `json:"known_to"`
	}
	type fresh struct {
		Source    uuid.UUID `json:"source"`
		KnownFrom time.Time `json:"known_from"`
		factJSON
	}
	var over []shut
	var added []fresh
	for source, facts := range want {
		was := known[source]
		for i, f := range was.Set(at, facts) {
			switch {
			case i >= len(was):
				added = append(added, fresh{f.Source, f.KnownFrom, toJSON(f)})
			case was[i].KnownTo.IsZero() && !f.KnownTo.IsZero():
				over = append(over, shut{f.Source, f.KnownTo})
			}
		}
	}
	if err := execJSON(tx, closeRatingFacts, over, len(over), func(text string) []any { return []any{text, a.Partnership} }); err != nil {
		return err
	}
	return execJSON(tx, addRatingFacts, added, len(added), func(text string) []any { return []any{a.Partnership, text} })
}

// execJSON runs a statement over n rows given as JSON, if there are any.
func execJSON(tx *gorm.DB, sql string, rows any, n int, args func(text string) []any) error {
	if n == 0 {
		return nil
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("postgres: facts: %w", err)
	}
	if err := tx.Exec(sql, args(string(text))...).Error; err != nil {
		return fmt.Errorf("postgres: facts: %w", err)
	}
	return nil
}

// ledgersOf is everything that was ever known of the sources, by source.
func ledgersOf(tx *gorm.DB, partnership int, of map[uuid.UUID][]fact.Fact) (map[uuid.UUID]fact.Ledger, error) {
	var sources []uuid.UUID
	for source := range of {
		sources = append(sources, source)
	}
	text, err := json.Marshal(sources)
	if err != nil {
		return nil, fmt.Errorf("postgres: facts: %w", err)
	}
	var kept []keptRow
	if err := tx.Raw(ratingFacts, partnership, string(text)).Scan(&kept).Error; err != nil {
		return nil, fmt.Errorf("postgres: facts: %w", err)
	}
	all := map[uuid.UUID]fact.Ledger{}
	for _, r := range kept {
		all[r.Source] = append(all[r.Source], r.read())
	}
	return all, nil
}

// moveRatingFacts makes the facts of what was said of a record follow what
// became of the record: hidden, withdrawn, shown again, corrected.
func moveRatingFacts(tx *gorm.DB, a activity.Activity) error {
	all, err := readRatings(tx, ratingsOf, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	return writeRatingFacts(tx, a, a.UpdatedAt, all, all)
}

package postgres

import (
	"context"
	"strconv"
	"strings"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// found is the page of what the strand's search function finds, in the place
// of a page by keyset. The function asks what the actor may see.
const found = `SELECT a.id, a.ref, a.kind, a.title, a.marking, a.occurred_at, a.occurred_on, a.agency_id, a.withdrawn_at IS NOT NULL AS withdrawn, a.reported_at IS NOT NULL AS hidden
	FROM search($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) f JOIN activity a ON a.partnership_id = $1 AND a.id = f.id`

// plainFound is the same of a strand without meetings. In casework and
// intelligence it has no titles.
const plainFound = `SELECT l.id, l.ref, l.kind, CASE WHEN l.hidden OR $11::bool THEN '' ELSE l.title END AS title, l.marking, l.occurred_at, l.occurred_on,
	coalesce(g.name, '') AS agency_name, l.withdrawn, l.hidden, ` + plainShort + ` FROM (` + found + plainListTail + newestFirst

// Search implements activity.Store.
func (s Activities) Search(ctx context.Context, who access.Actor, in access.Strand, words string, f activity.Filter) ([]activity.Line, error) {
	from, to := span(f.From, f.To)
	at, newer := lastOfAll, f.Before != nil
	switch {
	case newer:
		at = *f.Before
	case f.After != nil:
		at = *f.After
	}
	args := []any{who.Partnership, words, string(f.Kind), f.Agency, from, to, newer, at.At, at.ID, activity.PageSize + 1}
	sql := meetingListHead + found + meetingListTail + newestFirst
	if in != access.Coordination {
		sql = plainFound
		args = append(args, in.LogsReads())
	}
	rows, err := query[lineRow](ctx, s.DB, who, in, sql, args...)
	return linesRead(rows, in), err
}

func linesRead(rows []lineRow, in access.Strand) []activity.Line {
	var lines []activity.Line
	for _, r := range rows {
		lines = append(lines, r.read(in))
	}
	return lines
}

// parties are the agencies that had a part, each as a word that no text has,
// as the index of the search knows it.
func parties(a activity.Activity) string {
	var all []string
	for _, agency := range a.Involved() {
		all = append(all, "@"+strconv.Itoa(agency))
	}
	return strings.Join(all, " ")
}

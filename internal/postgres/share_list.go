package postgres

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// One page of the requests and offers that stand.
const (
	requestColumns = `SELECT a.id, a.ref, a.partnership_id, a.marking, a.occurred_on AS day, s.direction, s.from_agency_id AS giver, g.name AS giver_name, n.id AS need,
		coalesce(n.title, '') AS need_title, s.due_on, s.acknowledged_on, s.sent_on, s.closed_on, s.remind_on, s.outcome, `
	requestNames = ` JOIN agency g ON g.id = s.from_agency_id LEFT JOIN need n ON n.partnership_id = s.partnership_id AND n.id = s.need_id `
	requestOf    = `($2 = 0 OR s.from_agency_id = $2 OR EXISTS (SELECT FROM share_recipient t WHERE t.activity_id = s.activity_id AND t.agency_id = $2)) `
	// asked is whether the agency has to answer, which stands in its place twice.
	askedOf = `($3 = 0 OR CASE s.direction WHEN 'requested' THEN s.from_agency_id = $3
			ELSE EXISTS (SELECT FROM share_recipient t WHERE t.activity_id = s.activity_id AND t.agency_id = $3) END) `

	// The list of what is open runs by the day it is due, or was offered on where
	// it has none. What one's own agency has to answer comes first: its place is a
	// century before its day, which no other day reaches. What is open is put in
	// order by itself, where OFFSET 0 has each place worked out once, and the records
	// are looked up for a page of it alone.
	openPlace = `(coalesce(s.due_on, (SELECT o.occurred_on FROM activity o WHERE o.partnership_id = s.partnership_id AND o.id = s.activity_id))
			- CASE WHEN $4 <> 0 AND CASE s.direction WHEN 'requested' THEN s.from_agency_id = $4
			ELSE EXISTS (SELECT FROM share_recipient t WHERE t.activity_id = s.activity_id AND t.agency_id = $4) END THEN interval '100 years' ELSE interval '0' END) AT TIME ZONE 'UTC'`
	openRequests = requestColumns + `s.place FROM (
		SELECT s.*, ` + openPlace + ` AS place FROM share s
		WHERE s.partnership_id = $1 AND s.outcome = 'open' AND ($5::date IS NULL OR s.due_on < $5) AND ` + requestOf + `AND ` + askedOf
	openTables = `) s JOIN activity a ON a.partnership_id = s.partnership_id AND a.id = s.activity_id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL` + requestNames
	openAhead  = `ORDER BY place, activity_id OFFSET 0` + openTables + `WHERE (s.place, s.activity_id) > ($6::timestamptz, $7::uuid) ORDER BY s.place, s.activity_id LIMIT $8`
	openBack   = `ORDER BY place DESC, activity_id DESC OFFSET 0` + openTables + `WHERE (s.place, s.activity_id) < ($6::timestamptz, $7::uuid) ORDER BY s.place DESC, s.activity_id DESC LIMIT $8`

	pastRequests = requestColumns + `a.occurred_at AS place FROM activity a JOIN share s ON s.partnership_id = a.partnership_id AND s.activity_id = a.id` + requestNames + `
		WHERE a.partnership_id = $1 AND a.kind = 'share' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL AND ` + requestOf + `AND ` + askedOf + `
		AND ($4 = '' OR s.outcome = ANY (string_to_array($4, ','))) `
	pastAhead = `AND (a.occurred_at, a.id) < ($5::timestamptz, $6::uuid) ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7`
	pastBack  = `AND (a.occurred_at, a.id) > ($5::timestamptz, $6::uuid) ORDER BY a.occurred_at, a.id LIMIT $7`

	takersOfAll = `SELECT t.activity_id, t.partnership_id, t.agency_id, g.name, t.feedback_on, '' AS feedback
		FROM share_recipient t JOIN agency g ON g.id = t.agency_id WHERE t.partnership_id = $1 AND t.activity_id = ANY ($2) ORDER BY g.name, g.id`
)

type requestRow struct {
	ID             uuid.UUID
	Ref            string
	PartnershipID  int
	Marking        string
	Day            time.Time
	Direction      string
	Giver          int
	GiverName      string
	Need           *uuid.UUID
	NeedTitle      string
	DueOn          *time.Time
	AcknowledgedOn *time.Time
	SentOn         *time.Time
	ClosedOn       *time.Time
	RemindOn       *time.Time
	Outcome        string
	Place          time.Time
}

func (r requestRow) read() activity.Request {
	return activity.Request{
		ID: r.ID, Ref: r.Ref, Partnership: r.PartnershipID, Marking: activity.Marking(r.Marking), Day: midnight(r.Day), Place: r.Place.UTC(),
		Sharing: activity.Sharing{
			Direction: activity.Direction(r.Direction), Giver: r.Giver, GiverName: r.GiverName, Need: deref(r.Need), NeedTitle: r.NeedTitle,
			Due: midnight(deref(r.DueOn)), Acknowledged: midnight(deref(r.AcknowledgedOn)), Sent: midnight(deref(r.SentOn)), Closed: midnight(deref(r.ClosedOn)),
			Remind: midnight(deref(r.RemindOn)), Outcome: activity.Outcome(r.Outcome),
		},
	}
}

// outcomesOf are the outcomes of what a list shows that is not open alone.
var outcomesOf = map[activity.RequestState]string{activity.AnsweredRequests: "given,part", activity.RefusedRequests: "refused,dropped", activity.AllRequests: ""}

// Requests implements activity.Shares.
func (s Activities) Requests(ctx context.Context, who access.Actor, f activity.RequestFilter) ([]activity.Request, error) {
	sql, args := pastPage(who, f)
	if f.State.Rising() {
		sql, args = openPage(who, f)
	}
	rows, err := query[requestRow](ctx, s.DB, who, access.Coordination, sql, args...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var ids []uuid.UUID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	takers, err := query[takerRow](ctx, s.DB, who, access.Coordination, takersOfAll, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	of := map[uuid.UUID][]activity.Taker{}
	for _, t := range takers {
		of[t.ActivityID] = append(of[t.ActivityID], t.read())
	}
	var all []activity.Request
	for _, r := range rows {
		q := r.read()
		q.Sharing.Takers = of[r.ID]
		all = append(all, q)
	}
	return all, nil
}

func openPage(who access.Actor, f activity.RequestFilter) (sql string, args []any) {
	var late *time.Time
	if f.State == activity.OverdueRequests {
		late = &f.Today
	}
	at, side := keyset(f.Place, openAhead, openBack, firstOfAll)
	return openRequests + side, []any{who.Partnership, f.Agency, f.Asked, f.First, late, at.At, at.ID, activity.PageSize + 1}
}

func pastPage(who access.Actor, f activity.RequestFilter) (sql string, args []any) {
	at, side := keyset(f.Place, pastAhead, pastBack, lastOfAll)
	return pastRequests + side, []any{who.Partnership, f.Agency, f.Asked, outcomesOf[f.State], at.At, at.ID, activity.PageSize + 1}
}

// numbers reads what string_agg joined, which is whole numbers.
func numbers(joined string) []int {
	var all []int
	for word := range strings.SplitSeq(joined, ",") {
		if n, err := strconv.Atoi(word); err == nil {
			all = append(all, n)
		}
	}
	return all
}

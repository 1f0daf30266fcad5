package page

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// behind is what pages may say of the records behind a finding.
type behind map[uuid.UUID]checklist.Record

// recordsBehind looks up what stands behind the rows of a finding, in one
// query.
func (p *Pages) recordsBehind(r *server.Request, f checklist.Finding) (behind, error) {
	var ids []uuid.UUID
	for _, row := range rowsOf(f) {
		ids = append(ids, row.Source)
	}
	return p.recordsOf(r, ids)
}

// recordsOf looks up records by their ids, which may repeat, or be none.
func (p *Pages) recordsOf(r *server.Request, ids []uuid.UUID) (behind, error) {
	ids = slices.DeleteFunc(ids, func(id uuid.UUID) bool { return id == uuid.Nil })
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return p.Checklists.Records(r.Context(), r.Who, slices.Compact(ids))
}

// rowsOf is every row of a finding.
func rowsOf(f checklist.Finding) []checklist.Row {
	var rows []checklist.Row
	for _, part := range f.Parts {
		rows = slices.Concat(rows, part.For, part.Against, part.Left)
	}
	return rows
}

// evidence is the record behind a row as a list shows it. There is none for a
// record that the person may not open.
func (b behind) evidence(row checklist.Row) (web.Evidence, bool) {
	link, ok := b.link(row)
	if !ok {
		return web.Evidence{}, false
	}
	e := web.Evidence{ISO: iso(row.Day), Date: day(row.Day), What: link, Sub: row.Say}
	if rec, found := b[row.Source]; found && row.Kind != fact.Appointment {
		e.What.Text, e.Sub = rec.Title, rec.Ref
		if row.Say != "" && row.Kind != fact.Attendance {
			e.Sub = rec.Ref + ". " + row.Say + "."
		}
	}
	return e, true
}

// link leads to the record behind a row, or to where facts of its kind are
// kept when they have no record of their own.
func (b behind) link(row checklist.Row) (layout.Link, bool) {
	if rec, ok := b[row.Source]; ok {
		return layout.Link{Text: rec.Ref, Href: rec.Path}, true
	}
	link, ok := keptAt(row.Kind)
	return link, ok
}

// keptAt is the page of facts that have no record of their own.
func keptAt(k fact.Kind) (layout.Link, bool) {
	link, ok := map[fact.Kind]layout.Link{
		fact.Partner: agenciesLink, fact.Baseline: agenciesLink, fact.Representative: agenciesLink,
		fact.Acknowledgement: goalsLink, fact.Member: goalsLink,
	}[k]
	return link, ok
}

// way is where a person goes to change a finding, and the permission it takes.
type way struct {
	do   access.Action
	link layout.Link
}

// ways answers each target with its way.
func ways() map[checklist.Target]way {
	to := func(do access.Action, text, href string) way { return way{do, layout.Link{Text: text, Href: href}} }
	return map[checklist.Target]way{
		checklist.ToAppointment: {access.AppointPerson, appointmentLink},
		checklist.ToInitiative:  {access.ProposeInitiative, initiativeLink},
		checklist.ToMeeting:     to(access.LogMeeting, "Log a meeting", "/coordination/activities/new/meeting"),
		checklist.ToAgencies:    {access.ReadPartnership, agenciesLink},
		checklist.ToLeaders:     {access.KeepLeader, leadershipLink},
		checklist.ToEscalations: {access.ReadPartnership, escalationsLink},
		checklist.ToRatings:     to(access.ReadActivity, "Meetings to rate", "/activities?type=meeting"),
		checklist.ToFunding:     to(access.ReadPartnership, "Funding", "/coordination/funding"),
		checklist.ToRequests:    to(access.ReadPartnership, "Funding requests", "/coordination/funding/requests"),
		checklist.ToCosts:       to(access.RecordCost, "Record a cost", "/coordination/costs/new"),
		checklist.ToTraining:    to(access.LogTraining, "Log training", "/coordination/activities/new/training"),
		checklist.ToConnect:     to(access.LogTraining, "Log an event that connects people", "/coordination/activities/new/connect"),
		checklist.ToFollowUps:   to(access.ReadAction, "Actions", "/actions?view=all"),
		checklist.ToNeeds:       to(access.ReadPartnership, "Needs", "/coordination/needs"),
		checklist.ToProducts:    to(access.ReadPartnership, "Training products", "/coordination/products"),
		checklist.ToGoals:       {access.ReadPartnership, goalsLink},
		checklist.ToShare:       to(access.LogShare, "Log information sharing", "/coordination/activities/new/share"),
		checklist.ToShares:      to(access.ReadActivity, "Information requests", "/requests"),
		checklist.ToSystems:     to(access.ReadPartnership, "Databases and technology", "/coordination/systems"),
		checklist.ToAgreements:  to(access.ReadPartnership, "Sharing agreements", "/coordination/agreements"),
		checklist.ToDuplicates:  to(access.ReadActivity, "Records that look the same", "/coordination/duplicates"),
	}
}

// needRow is what would change a finding, with a way to do it for those who may.
func (p *Pages) needRow(r *server.Request, n checklist.Need, agencies map[int]layout.Link) web.Need {
	row := web.Need{Say: n.Say}
	if n.Agency != 0 {
		row.Say = agencies[n.Agency].Text + " " + n.Say
	}
	if n.Other != 0 {
		row.Say += " " + agencies[n.Other].Text + "."
	}
	if w, ok := ways()[n.To]; ok && r.MayIn(w.do, access.Coordination) {
		row.Link = w.link
		if n.Agency != 0 {
			row.Link.Hidden = "for " + agencies[n.Agency].Text // since many rows may lead to the same place
		}
	}
	return row
}

package page

import (
	"slices"
	"strconv"
	"strings"

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

// recordsBehind looks up what stands behind rows, in one query.
func (p *Pages) recordsBehind(r *server.Request, rows []checklist.Row) (behind, error) {
	var ids []uuid.UUID
	for _, row := range rows {
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

// sensitive reports whether any of them is marked above OFFICIAL.
func (b behind) sensitive() bool {
	for _, rec := range b {
		if rec.Sensitive {
			return true
		}
	}
	return false
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
		fact.Acknowledgement: goalsLink, fact.Member: goalsLink, fact.Cost: costsLink, // where those that were struck stand too
	}[k]
	return link, ok
}

// way is where a person goes to change a finding, and the permission it takes.
type way struct {
	do   access.Action
	link layout.Link
}

// ways answers each target with its way.
var ways = map[checklist.Target]way{
	checklist.ToAppointment: {access.AppointPerson, appointmentLink},
	checklist.ToInitiative:  {access.ProposeInitiative, initiativeLink},
	checklist.ToMeeting:     {access.LogMeeting, layout.Link{Text: "Log a meeting", Href: "/coordination/activities/new/meeting"}},
	checklist.ToAgencies:    {access.ReadPartnership, agenciesLink},
	checklist.ToLeaders:     {access.KeepLeader, leadershipLink},
	checklist.ToEscalations: {access.ReadPartnership, escalationsLink},
	checklist.ToRatings:     {access.ReadActivity, layout.Link{Text: "Meetings to rate", Href: "/activities?type=meeting"}},
	checklist.ToSessions:    {access.ReadActivity, layout.Link{Text: "Training to rate", Href: "/activities?type=training"}},
	checklist.ToGiven:       {access.ReadActivity, layout.Link{Text: "Shares to rate", Href: "/activities?type=share"}},
	checklist.ToFunding:     {access.ReadPartnership, layout.Link{Text: "Funding", Href: "/coordination/funding"}},
	checklist.ToRequests:    {access.ReadPartnership, layout.Link{Text: "Funding requests", Href: "/coordination/funding/requests"}},
	checklist.ToCosts:       {access.RecordCost, layout.Link{Text: "Record a cost", Href: "/coordination/costs/new"}},
	checklist.ToCeiling:     {access.ReadPartnership, layout.Link{Text: "Ceiling of costs", Href: ceilingPath}},
	checklist.ToTraining:    {access.LogTraining, layout.Link{Text: "Log training", Href: "/coordination/activities/new/training"}},
	checklist.ToConnect:     {access.LogTraining, layout.Link{Text: "Log an event that connects people", Href: "/coordination/activities/new/connect"}},
	checklist.ToFollowUps:   {access.ReadAction, layout.Link{Text: "Actions", Href: "/actions?view=all"}},
	checklist.ToNeeds:       {access.ReadPartnership, layout.Link{Text: "Needs", Href: "/coordination/needs"}},
	checklist.ToProducts:    {access.ReadPartnership, layout.Link{Text: "Training products", Href: "/coordination/products"}},
	checklist.ToGoals:       {access.ReadPartnership, goalsLink},
	checklist.ToShare:       {access.LogShare, layout.Link{Text: "Log information sharing", Href: "/coordination/activities/new/share"}},
	checklist.ToShares:      {access.ReadActivity, layout.Link{Text: "Information requests", Href: "/requests"}},
	checklist.ToPairs:       {access.ProposePairs, pairsLink},
	checklist.ToSeparation:  {access.ReadPartnership, separationLink},
	checklist.ToAttestation: {access.AttestSeparation, layout.Link{Text: "Attest", Href: attestationPath(access.Coordination)}},
	checklist.ToSystems:     {access.ReadPartnership, layout.Link{Text: "Databases and technology", Href: "/coordination/systems"}},
	checklist.ToAgreements:  {access.ReadPartnership, layout.Link{Text: "Sharing agreements", Href: "/coordination/agreements"}},
	checklist.ToDuplicates:  {access.ReadActivity, layout.Link{Text: "Records that look the same", Href: "/coordination/duplicates"}},

	checklist.ToOutreachAttestation:     {access.AttestSeparation, layout.Link{Text: "Attest", Href: attestationPath(access.Outreach)}},
	checklist.ToIntelligenceAttestation: {access.AttestSeparation, layout.Link{Text: "Attest", Href: attestationPath(access.Intelligence)}},
}

// whoElse says who takes a step that not everybody may take, to those who may
// not. Where the two sides are attested what would change it says so itself.
var whoElse = map[access.Action]string{
	access.AppointPerson:     "The coordinator records it.",
	access.KeepLeader:        "The coordinator records it.",
	access.LogMeeting:        "The coordinator or an agency’s staff logs it.",
	access.LogTraining:       "The coordinator or an agency’s staff logs it.",
	access.LogShare:          "The coordinator or an agency’s staff logs it.",
	access.RecordCost:        "The coordinator or the agency’s staff records it.",
	access.ProposeInitiative: "The coordinator or a manager proposes it.",
	access.ProposePairs:      "The coordinator proposes it, and a manager approves it.",
}

// wayIn is the strand that the way to a target lies in.
func wayIn(to checklist.Target) access.Strand {
	switch to { //nolint:exhaustive // all else is done in coordination
	case checklist.ToOutreachAttestation:
		return access.Outreach
	case checklist.ToIntelligenceAttestation:
		return access.Intelligence
	}
	return access.Coordination
}

// needRow is what would change a finding, with a way to do it for those who may,
// and who does it for those who may not. Of a past day there is neither: it was
// to be done then.
func (p *Pages) needRow(r *server.Request, n checklist.Need, agencies map[int]layout.Link, back bool) web.Need {
	row := web.Need{Say: n.Say}
	if n.Agency != 0 {
		row.Say = agencies[n.Agency].Text + " " + n.Say
	}
	if n.Other != 0 {
		row.Say += " " + agencies[n.Other].Text + "."
	}
	switch w, ok := ways[n.To]; {
	case back || !ok:
	case !r.MayIn(w.do, wayIn(n.To)):
		row.Say = strings.TrimSpace(row.Say + " " + whoElse[w.do])
	default:
		row.Link = w.link
		if n.Agency != 0 {
			row.Link.Hidden = "for " + agencies[n.Agency].Text // since many rows may lead to the same place
			if n.To == checklist.ToFollowUps {
				row.Link.Href += "&agency=" + strconv.Itoa(n.Agency)
			}
		}
	}
	return row
}

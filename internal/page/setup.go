package page

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// setupLink is where a partnership is set up.
var setupLink = layout.Link{Text: "Set up the partnership", Href: "/coordination/setup"}

func (p *Pages) showSetup(r *server.Request) error {
	s, err := p.Partnerships.Setup(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	uses, err := p.Partnerships.StrandUses(r.Context(), r.Who)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, u := range uses.Uses {
		ids = append(ids, u.ProposedBy, u.DecidedBy)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	v := web.SetupView{Shell: p.shell(r, shellOf{Title: "Set up the partnership", Strand: access.Coordination, Nav: "Agencies"}), Links: []layout.Link{detailsLink, standingLink}}
	done := 0
	for _, step := range partnership.Steps() {
		row := setupStep(step, s)
		switch {
		case s.Done(step):
			row.Key, row.State = "full", "Completed"
			done++
		case s.Begun(step):
			row.Key, row.State = "half", "Begun"
		default:
			row.Key, row.State = "none", "Not started"
		}
		v.Steps = append(v.Steps, row)
	}
	v.Meta = strconv.Itoa(done) + " of 5 steps completed. Everything can be used before all are."
	v.Areas = append(v.Areas, web.AreaRow{Strand: string(access.Coordination), State: "On", Key: "full", Says: "Meetings, training, sharing, actions and the checklist. Always on."})
	for _, in := range partnership.Optional() {
		v.Areas = append(v.Areas, areaRow(r, uses, in, names))
	}
	if v.History, err = p.registerHistory(r, "strand"); err != nil {
		return err
	}
	return r.Show(web.Setup(v))
}

// setupStep is what a step asks for, and where it is done.
func setupStep(step partnership.Step, s partnership.Setup) web.StepRow {
	switch step {
	case partnership.AgenciesStep:
		return web.StepRow{Link: agenciesLink, Says: plural(s.Agencies, "agency takes part", "agencies take part") + " today. Two are needed at least."}
	case partnership.RepresentativesStep:
		return web.StepRow{
			Link: layout.Link{Text: "Named representatives", Href: "/agencies"},
			Says: strconv.Itoa(s.Represented) + " of " + plural(s.Agencies, "agency has", "agencies have") + " a named representative.",
		}
	case partnership.AgreementsStep:
		return web.StepRow{
			Link: layout.Link{Text: "Sharing agreements", Href: "/coordination/agreements"},
			Says: plural(s.Agreements, "agreement is", "agreements are") + " recorded. Each says who shares what with whom, and on what basis.",
		}
	case partnership.GoalsStep:
		return web.StepRow{Link: goalsLink, Says: plural(s.Goals, "version is", "versions are") + " recorded. Everybody who takes part acknowledges them."}
	case partnership.MeetingStep:
		says := "None is recorded yet."
		if s.Meetings > 0 {
			says = "The first one is recorded."
		}
		return web.StepRow{Link: layout.Link{Text: "First meeting", Href: "/activities/new"}, Says: says}
	}
	return web.StepRow{}
}

// areaRow is one record area: off, waiting for a second person, or on since.
func areaRow(r *server.Request, uses partnership.StrandUses, in access.Strand, names map[uuid.UUID]account.Name) web.AreaRow {
	row := web.AreaRow{Strand: string(in), Key: "none", State: "Off"}
	if says := strandSays(in); len(says) > 0 {
		row.Says = says[0]
	}
	u, ok := uses.Of(in)
	switch {
	case !ok:
		if r.May(access.ProposeStrand, uses.Scope()) {
			row.Do = layout.Link{Text: "Propose to switch on", Href: "/coordination/setup/areas/" + string(in), Hidden: strings.ToLower(in.Name())}
		}
	case u.Waiting():
		row.Key, row.State = "half", "Waiting for a second person"
		row.Who = "Proposed by " + by(names, u.ProposedBy) + " on " + day(calendar.Day(u.ProposedAt)) + "."
		if u.ProposedBy != r.Who.ID && r.May(access.ApproveStrand, uses.Scope()) {
			row.Do = layout.Link{Text: "Decide", Href: "/coordination/setup/proposals/" + u.ID.String(), Hidden: "on " + strings.ToLower(in.Name())}
		}
	default:
		row.Key, row.State = "full", "On since "+day(calendar.Day(u.DecidedAt))
		row.Who = "Proposed by " + by(names, u.ProposedBy) + ", approved by " + by(names, u.DecidedBy) + "."
	}
	return row
}

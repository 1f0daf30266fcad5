package page

import (
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// standingLink is where every register is listed.
var standingLink = layout.Link{Text: "Standing facts", Href: "/coordination/standing"}

// registers lists every kind of standing fact, in the order of the page, with
// what is counted of it.
func registers() []web.RegisterRow {
	of := func(key string, at layout.Link, one, many, says string) web.RegisterRow {
		return web.RegisterRow{Key: key, Link: at, One: one, Many: many, Says: says}
	}
	to := func(text, href string) layout.Link { return layout.Link{Text: text, Href: href} }
	return []web.RegisterRow{
		of("agency", agenciesLink, "takes part", "take part", "Who takes part, since when, and who left and why."),
		of("representative", to("Named representatives", "/agencies"), "named", "named", "Who stands for each agency and who deputises, on the agency’s page."),
		of("series", to("Meeting series", "/coordination/series"), "held", "held", "Which meetings are held at which rhythm."),
		of("appointment", appointmentLink, "appointment", "appointments", "Who coordinates, for how much of full time, and who deputises."),
		of("leader", leadershipLink, "leads today", "lead today", "The police lead and the senior sponsor."),
		of("escalation", escalationsLink, "waits", "wait", "What was raised to be decided above the meeting, and the answers."),
		of("goals", goalsLink, "version", "versions", "What the programme is for, and who has acknowledged it."),
		of("initiative", initiativeLink, "version", "versions", "From when until when, to what end and with whom, as two people agreed."),
		of("pair", pairsLink, "version", "versions", "Which agencies have to share with one another, as two people agreed."),
		of("intensity", intensityLink, "pair", "pairs", "How closely agencies are to work together, and do."),
		of("need", to("Needs", "/coordination/needs"), "recorded", "recorded", "Which information and training the partners need."),
		of("product", to("Training products", "/coordination/products"), "recorded", "recorded", "What answers those needs, and who can reach it."),
		of("agreement", to("Sharing agreements", "/coordination/agreements"), "recorded", "recorded", "Who may share what with whom, on what basis, and when that is reviewed."),
		of("funding", to("Funding", "/coordination/funding"), "stream", "streams", "Streams, what was spent of them, and requests."),
		of("cost", to("Costs", "/coordination/costs"), "recorded", "recorded", "What starting up, products and running cost, and who bears it."),
		of("system", to("Databases and technology", "/coordination/systems"), "recorded", "recorded", "Who looks after each, who needs to reach it, and reviews of access."),
		of("strand", setupLink, "record area on", "record areas on", "The five steps, and which record areas are switched on."),
		of("partnership", detailsLink, "", "", "The name, and where to refer and report."),
	}
}

func (p *Pages) showStanding(r *server.Request) error {
	all, err := p.Partnerships.Registers(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	found := map[string]partnership.Register{}
	for _, x := range all {
		found[x.Key] = x
	}
	v := web.StandingView{
		Shell: p.shell(r, shellOf{Title: "Standing facts", Strand: access.Coordination, Nav: "Agencies"}),
		Meta:  "What the checklist and the health page compare records with. Each keeps its days and its history.",
	}
	if r.MayIn(access.ReadPartnership, access.Coordination) {
		v.Totals = totalsLink
	}
	for _, row := range registers() {
		x := found[row.Key]
		if row.One != "" {
			row.Count = plural(x.Count, row.One, row.Many)
		}
		if !x.Changed.IsZero() {
			row.Changed, row.ISO = day(calendar.Day(x.Changed)), iso(calendar.Day(x.Changed))
		}
		v.Rows = append(v.Rows, row)
	}
	return r.Show(web.Standing(v))
}

// registerHistory is what was done to a kind of standing fact, newest first.
func (p *Pages) registerHistory(r *server.Request, register string) ([]layout.Change, error) {
	changes, err := p.Partnerships.RegisterChanges(r.Context(), r.Who, register)
	if err != nil {
		return nil, err
	}
	return p.standingHistory(r, changes)
}

// factHistory is what was done to one standing fact, newest first.
func (p *Pages) factHistory(r *server.Request, on uuid.UUID) ([]layout.Change, error) {
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, on)
	if err != nil {
		return nil, err
	}
	return p.standingHistory(r, changes)
}

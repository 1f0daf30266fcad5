package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) partnershipRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/appointment", in, access.ReadPartnership, audit.None, p.showAppointment),
		server.Post("/coordination/appointment", in, access.AppointPerson, audit.Collect, p.saveAppointment),
		server.Get("/coordination/appointment/:id/change", in, access.AppointPerson, audit.None, p.showAppointmentCorrect),
		server.Post("/coordination/appointment/:id/change", in, access.AppointPerson, audit.Alter, p.saveAppointmentCorrect),
		server.Get("/coordination/appointment/:id/end", in, access.AppointPerson, audit.None, p.showAppointmentEnd),
		server.Post("/coordination/appointment/:id/end", in, access.AppointPerson, audit.Alter, p.saveAppointmentEnd),
		server.Get("/coordination/initiative", in, access.ReadPartnership, audit.None, p.showInitiative),
		server.Get("/coordination/initiative/propose", in, access.ProposeInitiative, audit.None, p.showInitiativePropose),
		server.Post("/coordination/initiative/propose", in, access.ProposeInitiative, audit.Collect, p.saveInitiativePropose),
		server.Post("/coordination/initiative/:id/approve", in, access.ApproveInitiative, audit.Alter, p.saveInitiativeApprove),
		server.Post("/coordination/initiative/:id/refuse", in, access.ApproveInitiative, audit.Alter, p.saveInitiativeRefuse),
	}
}

// Where standing facts are kept.
var (
	appointmentLink = layout.Link{Text: "Coordinator’s appointment", Href: "/coordination/appointment"}
	initiativeLink  = layout.Link{Text: "Initiative and its baseline", Href: "/coordination/initiative"}
	agenciesLink    = layout.Link{Text: "Agencies", Href: "/agencies"}
	seriesLink      = layout.Link{Text: "Series of meetings", Href: "/coordination/series"}
)

// lastMeetings is how many meetings the list of agencies marks.
const lastMeetings = 6

func (p *Pages) showAgencies(r *server.Request) error {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	gone, err := p.Partnerships.Departed(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	seen, err := p.Partnerships.Presence(r.Context(), r.Who, p.today(), lastMeetings)
	if err != nil {
		return err
	}
	v := web.AgenciesView{
		Shell: p.shell(r, shellOf{Title: "Partner agencies", Nav: "Agencies"}),
		Meta:  plural(len(partners), "agency takes part", "agencies take part") + " today.",
		Kept:  []layout.Link{initiativeLink, appointmentLink, seriesLink, standingLink},
	}
	if r.MayIn(access.KeepAgency, access.Coordination) {
		v.Add = "/coordination/agencies/add"
	}
	meetings := meetingsOf(seen)
	v.Meetings = "Last " + plural(len(meetings), "meeting", "meetings")
	if len(meetings) == 0 {
		v.Meetings = "Last meetings"
	}
	for _, a := range partners {
		v.Partners = append(v.Partners, partnerRow(a, meetings, seen))
	}
	for _, a := range gone {
		row := web.DepartedRow{Link: agencyLink(a.Agency), Left: day(a.Left), LeftISO: iso(a.Left), Reason: a.LeftReason, Handover: "Not recorded"}
		if a.Handover {
			row.Handover = "Recorded"
		}
		if a.MergedInto != 0 {
			row.Handover = "Merged into " + nameOf(partners, a.MergedInto)
		}
		v.Departed = append(v.Departed, row)
	}
	return r.Show(web.Agencies(v))
}

// nameOf is the name of one of the partners.
func nameOf(partners []partnership.Partner, agency int) string {
	i := slices.IndexFunc(partners, func(p partnership.Partner) bool { return p.Agency.ID == agency })
	if i < 0 {
		return "an agency that has left"
	}
	return partners[i].Agency.Name
}

// meetingsOf lists the meetings that people were seen at, in their order.
func meetingsOf(seen []partnership.Presence) []partnership.Presence {
	var meetings []partnership.Presence
	for _, s := range seen {
		if n := len(meetings); n == 0 || meetings[n-1].Meeting != s.Meeting {
			meetings = append(meetings, s)
		}
	}
	return meetings
}

func partnerRow(a partnership.Partner, meetings, seen []partnership.Presence) web.PartnerRow {
	row := web.PartnerRow{ID: a.Agency.Slug, Link: agencyLink(a.Agency), Joined: day(a.Joined), JoinedISO: iso(a.Joined)}
	if a.Representative != nil {
		row.Representative, row.Since, row.SinceISO = a.Representative.Name, day(a.Since), iso(a.Since)
	}
	var deputies []string
	for _, d := range a.Deputies {
		deputies = append(deputies, d.Name)
	}
	row.Deputies = strings.Join(deputies, ", ")
	came, invited := 0, 0
	for _, m := range meetings {
		state := ""
		if i := slices.IndexFunc(seen, func(s partnership.Presence) bool { return s.Meeting == m.Meeting && s.Agency == a.Agency.ID }); i >= 0 {
			state = seen[i].State
		}
		if state != "" {
			invited++
		}
		if state == "came" || state == "substitute" {
			came++
		}
		row.Seen = append(row.Seen, web.Seen{State: state, Words: day(m.Day) + ": " + presenceWords(state) + ". "})
	}
	row.SeenWords = "Invited to none of them"
	if invited > 0 {
		row.SeenWords = "Came to " + strconv.Itoa(came) + " of " + strconv.Itoa(invited)
	}
	return row
}

func presenceWords(state string) string {
	switch state {
	case "came":
		return "named representative came"
	case "substitute":
		return "substitute came"
	case "apologies":
		return "sent apologies"
	case "absent":
		return "absent"
	}
	return "not invited"
}

// idParam is the :id of the path, or nothing, which no record has.
func idParam(r *server.Request) uuid.UUID {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return uuid.Nil
	}
	return id
}

// hundredths reads a part of full time as "0.8" or "80%", in hundredths; zero
// where it cannot be read.
func hundredths(typed string) int {
	number, percent := strings.CutSuffix(strings.ReplaceAll(typed, " ", ""), "%")
	v, err := strconv.ParseFloat(number, 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v > 0 && v <= 1) {
		return 0
	}
	return int(v*100 + 0.5)
}

// fte writes hundredths of full time: "0.8 full-time equivalent".
func fte(hundredths int) string {
	return partnership.FullTime(hundredths) + " full-time equivalent"
}

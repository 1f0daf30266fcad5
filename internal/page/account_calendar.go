package page

import (
	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// calendarShows is what a calendar link shows, in sentences.
var calendarShows = []string{
	"The partnership’s coordination meetings of the next 12 months and the last 30 days.",
	"The days on which open actions of yours and of your agency are due.",
	"For coordinators, the days on which checklist items and sharing agreements are to be reviewed.",
	"No minutes, nobody’s name, and nothing of outreach, casework or intelligence. What is marked OFFICIAL-SENSITIVE is there without its title or place.",
}

// calendarPart is what the account page says of the link.
func calendarPart(l account.CalendarLink) *view.CalendarPart {
	part := &view.CalendarPart{Says: []string{"A private link lets your calendar program show the partnership’s meetings and when actions are due. It keeps itself up to date."}}
	if l.Made.IsZero() {
		part.Make = layout.Link{Text: "Make a calendar link", Href: "/account/calendar"}
		return part
	}
	used := "Not yet"
	if !l.Used.IsZero() {
		used = day(l.Used)
	}
	part.Facts = []layout.SummaryRow{
		{Key: "Calendar link", Lines: []string{"Made on " + day(calendar.Day(l.Made)) + ". It is not shown again."}, Actions: []layout.Link{
			{Text: "Replace", Href: "/account/calendar", Hidden: "your calendar link"}, {Text: "Revoke", Href: "/account/calendar/revoke", Hidden: "your calendar link"},
		}},
		{Key: "Last read", Lines: []string{used}},
	}
	return part
}

// showCalendarLink asks before a link is made, or made in the place of another.
func (p *Pages) showCalendarLink(r *server.Request) error {
	if !r.MayIn(access.ReadActivity, access.Coordination) {
		return account.ErrNoCalendar()
	}
	m, err := p.Accounts.Mine(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := view.FormView{
		Shell: p.shell(r, shellOf{Title: "Make a calendar link"}), Heading: "Make a calendar link", Action: "/account/calendar", Button: "Make the link",
		Lead: "The link shows what is ahead of you in " + r.Session.PartnershipName + ", without signing in. Keep it to yourself: whoever has it can read your calendar.",
	}
	if !m.Calendar.Made.IsZero() {
		v.Shell = p.shell(r, shellOf{Title: "Replace your calendar link"})
		v.Heading, v.Button = "Replace your calendar link", "Replace the link"
		v.Warning = "The link that you have stops working at once. Calendars that use it must be given the new one"
	}
	return r.Show(view.Form(v))
}

// saveCalendarLink shows the new link in its own answer: it is kept nowhere that
// a page after it could read it from.
func (p *Pages) saveCalendarLink(r *server.Request) error {
	token, err := p.Accounts.MakeCalendarLink(r.Context(), r.Who)
	if err != nil {
		return err
	}
	return r.Show(view.CalendarMade(view.CalendarMadeView{
		Shell: p.shell(r, shellOf{Title: "Your calendar link"}), Link: p.PublicURL + "/calendar/" + token + "/liaison.ics", Shows: calendarShows,
	}))
}

func (p *Pages) showCalendarRevoke(r *server.Request) error {
	return r.Show(view.Form(view.FormView{
		Shell: p.shell(r, shellOf{Title: "Revoke your calendar link"}), Heading: "Revoke your calendar link", Action: "/account/calendar/revoke", Button: "Revoke the link",
		Warning: "Calendars that use the link stop being updated, and most empty themselves",
	}))
}

func (p *Pages) saveCalendarRevoke(r *server.Request) error {
	if err := p.Accounts.RevokeCalendarLink(r.Context(), r.Who); err != nil {
		return err
	}
	r.Flash("Calendar link revoked. It no longer works.")
	return r.Go("/account")
}

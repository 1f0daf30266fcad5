package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// agencyRoutes is the map of these screens.
func (p *Pages) agencyRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/agencies", in, access.ReadPartnership, audit.None, p.showAgencies),
		server.Get("/agencies/:slug", in, access.ReadPartnership, audit.None, p.showAgency),
		server.Get("/coordination/agencies/add", in, access.KeepAgency, audit.None, p.showAgencyJoin),
		server.Post("/coordination/agencies/add", in, access.KeepAgency, audit.Collect, p.saveAgencyJoin),
		server.Get("/agencies/:slug/change", in, access.KeepAgency, audit.None, p.showAgencyCorrect),
		server.Post("/agencies/:slug/change", in, access.KeepAgency, audit.Alter, p.saveAgencyCorrect),
		server.Get("/agencies/:slug/leave", in, access.KeepAgency, audit.None, p.showAgencyLeave),
		server.Post("/agencies/:slug/leave", in, access.KeepAgency, audit.Alter, p.saveAgencyLeave),
		server.Get("/agencies/:slug/leave/withdraw", in, access.KeepAgency, audit.None, p.showAgencyStay),
		server.Post("/agencies/:slug/leave/withdraw", in, access.KeepAgency, audit.Alter, p.saveAgencyStay),
		server.Get("/agencies/:slug/representative", in, access.NameRepresentative, audit.None, p.showRepresentativeName),
		server.Post("/agencies/:slug/representative", in, access.NameRepresentative, audit.Collect, p.saveRepresentativeName),
		server.Get("/agencies/:slug/deputy", in, access.NameRepresentative, audit.None, p.showDeputyName),
		server.Post("/agencies/:slug/deputy", in, access.NameRepresentative, audit.Collect, p.saveDeputyName),
		server.Get("/agencies/:slug/people/:id/change", in, access.NameRepresentative, audit.None, p.showRepresentativeCorrect),
		server.Post("/agencies/:slug/people/:id/change", in, access.NameRepresentative, audit.Alter, p.saveRepresentativeCorrect),
		server.Get("/agencies/:slug/people/:id/end", in, access.NameRepresentative, audit.None, p.showRepresentativeEnd),
		server.Post("/agencies/:slug/people/:id/end", in, access.NameRepresentative, audit.Alter, p.saveRepresentativeEnd),
		server.Get("/agencies/:slug/people/:id/end/withdraw", in, access.NameRepresentative, audit.None, p.showRepresentativeResume),
		server.Post("/agencies/:slug/people/:id/end/withdraw", in, access.NameRepresentative, audit.Alter, p.saveRepresentativeResume),
		server.Get("/coordination/series", in, access.ReadPartnership, audit.None, p.showTimetable),
		server.Get("/coordination/series/add", in, access.KeepSeries, audit.None, p.showSeriesAdd),
		server.Post("/coordination/series/add", in, access.KeepSeries, audit.Collect, p.saveSeriesAdd),
		server.Get("/coordination/series/:id/change", in, access.KeepSeries, audit.None, p.showSeriesChange),
		server.Post("/coordination/series/:id/change", in, access.KeepSeries, audit.Alter, p.saveSeriesChange),
		server.Get("/coordination/series/:id/end", in, access.KeepSeries, audit.None, p.showSeriesEnd),
		server.Post("/coordination/series/:id/end", in, access.KeepSeries, audit.Alter, p.saveSeriesEnd),
	}
}

// agencyPath is where an agency is shown.
func agencyPath(a partnership.Agency) string { return "/agencies/" + a.Slug }

func agencyLink(a partnership.Agency) layout.Link {
	return layout.Link{Text: a.Name, Href: agencyPath(a)}
}

// findSeat is the seat of the agency in the path, for somebody who may do that
// to it.
func (p *Pages) findSeat(r *server.Request, do access.Action) (partnership.Seat, error) {
	seat, err := p.Partnerships.Seat(r.Context(), r.Who, r.Param("slug"))
	if err != nil {
		return seat, err
	}
	if !r.May(do, seat.Scope()) {
		return seat, fault.New(fault.Forbidden, "Only the coordinator and this agency’s own staff may do that")
	}
	return seat, nil
}

// mostTasks is how many open actions an agency's page lists.
const mostTasks = 10

func (p *Pages) showAgency(r *server.Request) error {
	seat, err := p.Partnerships.Seat(r.Context(), r.Who, r.Param("slug"))
	if err != nil {
		return err
	}
	done, err := p.Partnerships.Involvement(r.Context(), r.Who, seat.Agency.ID, p.today())
	if err != nil {
		return err
	}
	actions, err := p.Activities.Actions(r.Context(), r.Who, activity.ActionFilter{Agency: seat.Agency.ID})
	if err != nil {
		return err
	}
	v := web.AgencyView{
		Shell: p.shell(r, shellOf{Title: seat.Agency.Name, Strand: access.Coordination, Nav: "Agencies"}),
		Name:  seat.Agency.Name, Meta: seatMeta(seat), All: layout.Link{Text: "Its actions in the list", Href: "/actions?view=all&agency=" + strconv.Itoa(seat.Agency.ID)},
	}
	if v.Gone, err = p.goneWords(r, seat); err != nil {
		return err
	}
	p.addPeople(r, &v, seat)
	addVisits(&v, done.Visits)
	addShares(&v, done)
	addSessions(&v, done)
	p.addTasks(&v, actions)
	raise(&v.Shell, slices.ContainsFunc(done.Visits, func(x partnership.Visit) bool { return x.Sensitive }) ||
		slices.ContainsFunc(done.Shares, func(x partnership.Exchange) bool { return x.Sensitive }) ||
		slices.ContainsFunc(done.Sessions, func(x partnership.Session) bool { return x.Sensitive }) ||
		slices.ContainsFunc(first(actions, mostTasks), ofSensitive))
	v.Figures = agencyFigures(v, done, actions, p.today())
	changes, err := p.Partnerships.SeatChanges(r.Context(), r.Who, seat)
	if err != nil {
		return err
	}
	if v.History, err = p.standingHistory(r, changes); err != nil {
		return err
	}
	return r.Show(web.Agency(v))
}

// seatMeta says what the agency is and since when it takes part.
func seatMeta(s partnership.Seat) string {
	p, ok := s.Open()
	if !ok {
		return s.Agency.KindName()
	}
	return s.Agency.KindName() + ". Takes part since " + day(p.Joined) + "."
}

// goneWords says when and why the agency left, where its last day is recorded.
func (p *Pages) goneWords(r *server.Request, s partnership.Seat) (string, error) {
	if s.Gone() == nil {
		return "", nil
	}
	last := s.Spells[0]
	words := "Left on "
	if !last.Left.Before(p.today()) {
		words = "Takes part until "
	}
	words += day(last.Left) + ". " + last.LeftReason
	if !strings.HasSuffix(words, ".") {
		words += "."
	}
	if last.MergedInto != 0 {
		agencies, err := p.agencyLinks(r)
		if err != nil {
			return "", err
		}
		words += " Merged into " + agencies[last.MergedInto].Text + "."
	}
	if last.Handover {
		return words + " A handover is recorded.", nil
	}
	return words + " No handover is recorded.", nil
}

// addPeople fills in who stands for the agency, and what this person may
// change of it.
func (p *Pages) addPeople(r *server.Request, v *web.AgencyView, s partnership.Seat) {
	path := agencyPath(s.Agency)
	_, open := s.Open()
	may := r.May(access.NameRepresentative, s.Scope())
	named, deputies := layout.SummaryRow{Key: "Named representative", Lines: []string{"Nobody is named"}}, layout.SummaryRow{Key: "Registered deputies"}
	if n, ok := s.Named(p.today()); ok {
		named.Lines = []string{n.Person.Name, "Since " + day(n.From)}
	}
	for _, d := range s.Deputies(p.today()) {
		deputies.Lines = append(deputies.Lines, d.Person.Name+", since "+day(d.From))
	}
	if len(deputies.Lines) == 0 {
		deputies.Lines = []string{"None"}
	}
	v.Now = []layout.SummaryRow{named, deputies}
	if may && open {
		v.Ways = []layout.Link{{Text: "Name a representative", Href: path + "/representative"}, {Text: "Register a deputy", Href: path + "/deputy"}}
	}
	if r.May(access.KeepAgency, s.Scope()) {
		v.Ways = append(v.Ways, layout.Link{Text: "Put right its name, kind or joining day", Href: path + "/change"})
	}
	if open && r.May(access.KeepAgency, s.Scope()) {
		v.Buttons = []layout.Link{{Text: "Record that this agency leaves", Href: path + "/leave"}}
	}
	if s.Left() == nil && r.May(access.KeepAgency, s.Scope()) {
		v.Buttons = append(v.Buttons, layout.Link{Text: "Withdraw the leaving", Href: path + "/leave/withdraw"})
	}
	for _, n := range s.People {
		row := web.StandRow{Name: n.Person.Name, As: standsAs(n), From: day(n.From), FromISO: iso(n.From), To: day(n.To), ToISO: iso(n.To), Why: n.LeftWhy}
		if !n.To.IsZero() && !n.Deputy {
			row.Handover = handoverWords(n.Handover)
		}
		if may && n.To.IsZero() {
			row.Ways = append(row.Ways, layout.Link{Text: "End", Hidden: "the time of " + n.Person.Name, Href: path + "/people/" + n.ID.String() + "/end"})
		}
		if may && s.MayResume(n) == nil {
			row.Ways = append(row.Ways, layout.Link{Text: "Withdraw the last day", Hidden: "of " + n.Person.Name, Href: path + "/people/" + n.ID.String() + "/end/withdraw"})
		}
		if may {
			row.Ways = append(row.Ways, layout.Link{Text: "Put right", Hidden: "when " + n.Person.Name + " stood for the agency", Href: path + "/people/" + n.ID.String() + "/change"})
		}
		v.People = append(v.People, row)
	}
}

func standsAs(n partnership.Representative) string {
	if n.Deputy {
		return "Registered deputy"
	}
	return "Named representative"
}

func handoverWords(over bool) string {
	if over {
		return "Handed over to the next"
	}
	return "No handover recorded"
}

// addVisits fills in the last meetings, as marks and as a table.
func addVisits(v *web.AgencyView, visits []partnership.Visit) {
	came, invited := 0, 0
	for _, m := range visits {
		if m.State != "" {
			invited++
		}
		if m.State == string(activity.Came) || m.State == string(activity.Substitute) {
			came++
		}
		v.Seen = append(v.Seen, web.Seen{State: m.State, Words: day(m.Day) + ": " + presenceWords(m.State) + ". "})
		row := web.VisitRow{
			Meeting: layout.Link{Text: m.Title, Href: activityPath(access.Coordination, m.Ref)}, Day: day(m.Day), DayISO: iso(m.Day),
			State: m.State, Words: visitWords(m), Person: m.Person,
		}
		var notes []string
		if w := activity.Why(m.Why).Name(); w != "" {
			notes = append(notes, w)
		}
		if m.InformationSent {
			notes = append(notes, "Sent information")
		}
		row.Notes = strings.Join(notes, ". ")
		v.Visits = append(v.Visits, row)
	}
	slices.Reverse(v.Visits)
	v.SeenWords = "Invited to none of them."
	if invited > 0 {
		v.SeenWords = "Came to " + strconv.Itoa(came) + " of " + plural(invited, "meeting", "meetings") + ", oldest first."
	}
}

func visitWords(m partnership.Visit) string {
	switch {
	case m.State == "":
		return "Not invited"
	case m.Named:
		return "Named representative came"
	}
	return activity.State(m.State).Name()
}

// addShares fills in what the agency shares and receives.
func addShares(v *web.AgencyView, done partnership.Involvement) {
	v.Shared = "In the last " + strconv.Itoa(partnership.Recent) + " days: " + strconv.Itoa(done.Given) + " shared, " + strconv.Itoa(done.Received) + " received."
	if done.Waiting > 0 {
		v.Shared += " " + plural(done.Waiting, "request waits", "requests wait") + " for its answer"
		if done.Late > 0 {
			v.Shared += ", " + strconv.Itoa(done.Late) + " past the day due"
		}
		v.Shared += "."
	}
	for _, x := range done.Shares {
		v.Shares = append(v.Shares, web.ShareRow{
			Link: layout.Link{Text: x.Title, Href: activityPath(access.Coordination, x.Ref)}, Day: day(x.Day), DayISO: iso(x.Day),
			Between: "From " + x.From + " to " + list(x.To), Outcome: exchangeWords(x),
		})
	}
}

func exchangeWords(x partnership.Exchange) string {
	switch x.Outcome {
	case "given":
		return "Given"
	case "part":
		return "Given in part"
	case "refused":
		return "Refused"
	case "dropped":
		return "No longer needed"
	}
	if x.Asked {
		return "Asked for, not answered yet"
	}
	return "Offered, not sent yet"
}

// addSessions fills in the training and events that people of the agency came to.
func addSessions(v *web.AgencyView, done partnership.Involvement) {
	v.Trained = plural(done.Trained, "session or event", "sessions and events") + " in the last " + strconv.Itoa(partnership.Recent) + " days."
	for _, s := range done.Sessions {
		kind := "Training session"
		if s.Connect {
			kind = "Event that connects people"
		}
		v.Sessions = append(v.Sessions, web.SessionRow{
			Link: layout.Link{Text: s.Title, Href: activityPath(access.Coordination, s.Ref)}, Kind: kind, Day: day(s.Day), DayISO: iso(s.Day), People: strconv.Itoa(s.People),
		})
	}
}

// addTasks fills in the open actions of the agency, those due first first.
func (p *Pages) addTasks(v *web.AgencyView, open []activity.Action) {
	v.Tasks = countTasks(open, p.today())
	for _, a := range first(open, mostTasks) {
		v.Actions = append(v.Actions, web.TaskRow{
			Link: layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref}, Sub: a.MeetingName + ", " + day(a.MeetingDay) + ". " + a.Ref, Due: due(a.Due, p.today()),
		})
	}
}

// countTasks says how many are open and how many of them overdue. A store
// gives one page at most, and one more when there is another.
func countTasks(open []activity.Action, today time.Time) string {
	words := plural(len(open), "open action", "open actions")
	if len(open) > activity.PageSize {
		words = "More than " + strconv.Itoa(activity.PageSize) + " open actions"
	}
	words += ", " + strconv.Itoa(overdue(open, today)) + " overdue"
	if len(open) > mostTasks {
		words += ". The " + strconv.Itoa(mostTasks) + " due first are listed"
	}
	return words + "."
}

func overdue(open []activity.Action, today time.Time) int {
	n := 0
	for _, a := range open {
		if a.Due.Before(today) {
			n++
		}
	}
	return n
}

// agencyFigures is the page in numbers.
func agencyFigures(v web.AgencyView, done partnership.Involvement, open []activity.Action, today time.Time) []layout.Figure {
	came := 0
	for _, m := range done.Visits {
		if m.State == string(activity.Came) || m.State == string(activity.Substitute) {
			came++
		}
	}
	recent := "In the last " + strconv.Itoa(partnership.Recent) + " days"
	count := strconv.Itoa(len(open))
	if len(open) > activity.PageSize {
		count = strconv.Itoa(activity.PageSize) + "+"
	}
	late := overdue(open, today)
	return []layout.Figure{
		{Text: "Meetings attended", Href: "#meetings", Note: "Of the last " + strconv.Itoa(len(v.Visits)) + " that the partnership held", Value: strconv.Itoa(came)},
		{Text: "Information shared", Href: "#sharing", Note: recent, Value: strconv.Itoa(done.Given)},
		{Text: "Information received", Href: "#sharing", Note: recent, Value: strconv.Itoa(done.Received)},
		{Text: "Training and events", Href: "#training", Note: recent, Value: strconv.Itoa(done.Trained)},
		{Text: "Open actions", Href: "#actions", Note: strconv.Itoa(late) + " overdue", Value: count, Late: late > 0},
	}
}

// standingHistory is the history of standing facts, in the order given.
func (p *Pages) standingHistory(r *server.Request, changes []partnership.Change) ([]layout.Change, error) {
	ids := make([]uuid.UUID, 0, len(changes))
	for _, c := range changes {
		ids = append(ids, c.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return nil, err
	}
	history := make([]layout.Change, 0, len(changes))
	for _, c := range changes {
		history = append(history, layout.Change{What: c.Said, By: by(names, c.By), When: moment(c.At), ISO: isoMoment(c.At), Why: c.Why})
	}
	return history, nil
}

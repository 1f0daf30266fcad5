package page

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showAppointment(r *server.Request) error {
	v, err := p.appointmentView(r, form.New(nil), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Appointment(v))
}

func (p *Pages) saveAppointment(r *server.Request) error {
	members, err := p.readers(r)
	if err != nil {
		return err
	}
	f := r.Form()
	a := partnership.Appointment{
		ID: uuid.New(), Account: f.ID("coordinator"), Hundredths: hundredths(f.Text("fte")), Dedicated: f.Text("dedicated") == "yes",
		Deputy: f.ID("deputy"), From: f.Date("from", "First day", p.today()), To: f.Date("to", "Last day", p.today()),
		Reason: f.Text("reason"), By: r.Who.ID, At: p.Now(),
	}
	a.Name, a.DeputyName = nameAmong(members, a.Account), nameAmong(members, a.Deputy)
	f.Need(a.Account == uuid.Nil || a.Name != "", "coordinator", "Select who is the coordinator from the list")
	f.Need(f.Text("deputy") == "" || a.DeputyName != "", "deputy", "Select the deputy from the list")
	f.Need(f.Text("dedicated") == "yes" || f.Text("dedicated") == "no", "dedicated", "Select whether the post is dedicated")
	err = f.Join(a.Check())
	if err == nil {
		err = p.Partnerships.ChangePost(r.Context(), r.Who, partnership.Appoint(a))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.appointmentView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Appointment(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Appointment of " + a.Name + " saved.")
	return r.Go("/coordination/appointment")
}

// readers lists those who may be the coordinator or deputise: everybody whose
// membership lets them read coordination, by name.
func (p *Pages) readers(r *server.Request) ([]account.Member, error) {
	staffing, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	members := slices.DeleteFunc(staffing.Members, func(m account.Member) bool {
		return !m.Disabled.IsZero() || !slices.ContainsFunc(m.Memberships, func(s account.Membership) bool {
			return s.Live(p.today()) && s.Role.Strand() == access.Coordination
		})
	})
	slices.SortStableFunc(members, func(a, b account.Member) int { return cmp.Compare(a.Name, b.Name) })
	return members, nil
}

func nameAmong(members []account.Member, id uuid.UUID) string {
	i := slices.IndexFunc(members, func(m account.Member) bool { return m.ID == id && id != uuid.Nil })
	if i < 0 {
		return ""
	}
	return members[i].Name
}

// people lists members as the options of a select.
func people(none string, members []account.Member) []layout.Option {
	options := []layout.Option{{Value: "", Label: none}}
	for _, m := range members {
		var roles []string
		for _, s := range m.Memberships {
			if name := strings.ToLower(s.Role.Name()); !slices.Contains(roles, name) {
				roles = append(roles, name)
			}
		}
		options = append(options, layout.Option{Value: m.ID.String(), Label: m.Name + ", " + list(roles)})
	}
	return options
}

func (p *Pages) appointmentView(r *server.Request, f *form.Form, err error) (web.AppointmentView, error) {
	v := web.AppointmentView{
		Shell:    p.shell(r, shellOf{Title: "Coordinator’s appointment", Strand: access.Coordination, Nav: "Checklist", Err: err}),
		Problems: inOrder(problems(err), "coordinator", "fte", "dedicated", "deputy", "from", "to", "reason"),
	}
	post, findErr := p.Partnerships.Post(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	v.Form = r.May(access.AppointPerson, post.Scope())
	if now, ok := post.On(p.today()); ok {
		v.Current = appointmentRows(now)
		if v.Form && now.EndedBy == uuid.Nil {
			v.End = "/coordination/appointment/" + now.ID.String() + "/end"
		}
		if now.To.IsZero() && v.Form && err == nil {
			v.Blocked = "End the present appointment first, since two appointments must not overlap."
		}
	}
	for _, a := range post.Appointments {
		if v.Form {
			v.Correct = append(v.Correct, layout.Link{Text: "Put right the appointment of " + a.Name + " from " + day(a.From), Href: appointmentPath(a) + "/change"})
		}
	}
	v.History, findErr = p.appointmentHistory(r, post)
	if findErr != nil {
		return v, findErr
	}
	switch {
	case !v.Form:
		v.Blocked = "The coordinator records appointments."
	case v.Blocked != "":
		v.Form = false
	default:
		findErr = p.addAppointmentForm(r, &v, f, err)
	}
	return v, findErr
}

func (p *Pages) addAppointmentForm(r *server.Request, v *web.AppointmentView, f *form.Form, err error) error {
	members, findErr := p.readers(r)
	if findErr != nil {
		return findErr
	}
	say := said(err)
	v.Coordinator = layout.Field{ID: "coordinator", Label: "Coordinator", Value: f.Raw("coordinator"), Error: say["coordinator"], Options: people("Choose a person", members)}
	v.FTE = layout.Field{ID: "fte", Label: "How much of full time", Hint: "For example, 0.5 for half time", Value: f.Raw("fte"), Error: say["fte"], Width: "4"}
	v.Dedicated = layout.Field{
		ID: "dedicated", Label: "Is the post dedicated?", Hint: "Dedicated means that coordinating is the post, and not an addition to another one.",
		Value: f.Raw("dedicated"), Error: say["dedicated"], Inline: true, Small: true,
		Options: []layout.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}},
	}
	v.Deputy = layout.Field{ID: "deputy", Label: "Deputy", Optional: true, Value: f.Raw("deputy"), Error: say["deputy"], Options: people("Nobody", members)}
	v.From = layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: say["from"]}
	v.To = layout.Field{ID: "to", Label: "Last day", Optional: true, Value: f.Raw("to"), Error: say["to"]}
	v.Reason = layout.Field{ID: "reason", Label: "Reason", Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000}
	return nil
}

func appointmentRows(a partnership.Appointment) []layout.SummaryRow {
	dedicated, deputy, until := "Dedicated", "Nobody", "No end is set"
	if !a.Dedicated {
		dedicated = "Not dedicated"
	}
	if a.DeputyName != "" {
		deputy = a.DeputyName
	}
	if !a.To.IsZero() {
		until = day(a.To)
	}
	return []layout.SummaryRow{
		{Key: "Coordinator", Lines: []string{a.Name}},
		{Key: "Post", Lines: []string{fte(a.Hundredths), dedicated}},
		{Key: "Deputy", Lines: []string{deputy}},
		{Key: "First day", Lines: []string{day(a.From)}},
		{Key: "Last day", Lines: []string{until}},
		{Key: "Reason", Lines: []string{a.Reason}},
	}
}

// appointmentHistory is every appointment and every end, newest first.
func (p *Pages) appointmentHistory(r *server.Request, post partnership.Post) ([]layout.Change, error) {
	var ids []uuid.UUID
	for _, a := range post.Appointments {
		ids = append(ids, a.By, a.EndedBy)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return nil, err
	}
	var history []layout.Change
	changes, err := p.Partnerships.RegisterChanges(r.Context(), r.Who, "appointment")
	if err != nil {
		return nil, err
	}
	changes = slices.DeleteFunc(changes, func(c partnership.Change) bool { return !c.Corrects() })
	corrected, err := p.standingHistory(r, changes)
	if err != nil {
		return nil, err
	}
	history = append(history, corrected...)
	for _, a := range post.Appointments {
		if a.EndedBy != uuid.Nil {
			history = append(history, layout.Change{
				What: "Appointment of " + a.Name + " ended", By: by(names, a.EndedBy), When: "last day " + day(a.To), ISO: iso(a.To), Why: a.EndReason,
			})
		}
		what := a.Name + " appointed from " + day(a.From) + ", " + fte(a.Hundredths)
		if !a.Dedicated {
			what += ", not dedicated"
		}
		if a.DeputyName != "" {
			what += ", deputy " + a.DeputyName
		}
		history = append(history, layout.Change{What: what, By: by(names, a.By), When: moment(a.At), ISO: isoMoment(a.At), Why: a.Reason})
	}
	return history, nil
}

// findAppointment is the appointment in the path.
func (p *Pages) findAppointment(r *server.Request) (partnership.Appointment, error) {
	post, err := p.Partnerships.Post(r.Context(), r.Who)
	if err != nil {
		return partnership.Appointment{}, err
	}
	id := idParam(r)
	i := slices.IndexFunc(post.Appointments, func(a partnership.Appointment) bool { return a.ID == id })
	if i < 0 {
		return partnership.Appointment{}, fault.Missing()
	}
	return post.Appointments[i], nil
}

func (p *Pages) showAppointmentEnd(r *server.Request) error {
	a, err := p.findAppointment(r)
	if err != nil {
		return err
	}
	return r.Show(web.EndAppointment(p.appointmentEndView(r, a, form.New(nil), nil)))
}

func (p *Pages) saveAppointmentEnd(r *server.Request) error {
	a, err := p.findAppointment(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := partnership.Ending{Last: f.Date("last", "Last day", p.today()), Reason: f.Text("why"), By: r.Who.ID}
	err = f.Join(e.Check(a))
	if err == nil {
		err = p.Partnerships.ChangePost(r.Context(), r.Who, partnership.EndAppointment(a.ID, e))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.EndAppointment(p.appointmentEndView(r, a, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Appointment of " + a.Name + " ends on " + day(e.Last) + ".")
	return r.Go("/coordination/appointment")
}

func (p *Pages) appointmentEndView(r *server.Request, a partnership.Appointment, f *form.Form, err error) web.EndView {
	say := said(err)
	return web.EndView{
		Shell:    p.shell(r, shellOf{Title: "End an appointment", Strand: access.Coordination, Nav: "Checklist", Err: err}),
		Problems: inOrder(problems(err), "last", "why"), Name: a.Name, Action: "/coordination/appointment/" + a.ID.String() + "/end", Current: appointmentRows(a),
		Last: layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]},
		Why:  layout.Field{ID: "why", Label: "Reason", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
}

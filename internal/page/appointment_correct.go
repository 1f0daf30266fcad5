package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func appointmentPath(a partnership.Appointment) string {
	return "/coordination/appointment/" + a.ID.String()
}

func (p *Pages) showAppointmentCorrect(r *server.Request) error {
	a, err := p.findAppointment(r)
	if err != nil {
		return err
	}
	members, err := p.deputies(r, a)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", itoa(a.Version))
	f.Set("fte", partnership.FullTime(a.Hundredths))
	f.Set("dedicated", map[bool]string{true: "yes", false: "no"}[a.Dedicated])
	if a.Deputy != uuid.Nil {
		f.Set("deputy", a.Deputy.String())
	}
	f.Set("from", day(a.From))
	return r.Show(web.Keep(p.appointmentCorrectView(r, a, members, f, nil)))
}

// deputies are who may deputise, with whoever is recorded as deputy now.
func (p *Pages) deputies(r *server.Request, a partnership.Appointment) ([]account.Member, error) {
	members, err := p.readers(r)
	if err == nil && a.Deputy != uuid.Nil && nameAmong(members, a.Deputy) == "" {
		members = append(members, account.Member{Person: account.Person{ID: a.Deputy, Name: a.DeputyName}})
	}
	return members, err
}

func (p *Pages) saveAppointmentCorrect(r *server.Request) error {
	was, err := p.findAppointment(r)
	if err != nil {
		return err
	}
	members, err := p.deputies(r, was)
	if err != nil {
		return err
	}
	post, err := p.Partnerships.Post(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	version, why := f.Int("version", "This form is out of date. Open it again"), f.Text("why")
	to := was
	to.Hundredths, to.Dedicated = hundredths(f.Text("fte")), f.Text("dedicated") == "yes"
	to.Deputy, to.From = f.ID("deputy"), f.Date("from", "First day", p.today())
	to.DeputyName = nameAmong(members, to.Deputy)
	f.Need(f.Text("deputy") == "" || to.DeputyName != "", "deputy", "Select the deputy from the list")
	f.Need(answered(f, "dedicated"), "dedicated", "Select whether the post is dedicated")
	err = f.Join(to.CheckCorrection(post, was, why))
	if err == nil {
		err = p.Partnerships.ChangePost(r.Context(), r.Who, partnership.CorrectAppointment(version, to, why))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.appointmentCorrectView(r, was, members, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashAppointment(r, was.ID, members, f, to)
	}
	if err != nil {
		return err
	}
	r.Flash("Appointment of " + was.Name + " put right.")
	return r.Go("/coordination/appointment")
}

// clashAppointment shows what somebody else saved beside what was typed. The
// form then carries their version, so that saving again puts this one over it.
func (p *Pages) clashAppointment(r *server.Request, id uuid.UUID, members []account.Member, f *form.Form, typed partnership.Appointment) error {
	a, err := p.findAppointment(r)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	return p.clashKept(r, p.appointmentCorrectView(r, a, members, f, nil), id, []layout.Difference{
		{Name: "Post", Left: fte(a.Hundredths), Right: fte(typed.Hundredths)},
		{Name: "Deputy", Left: orNone(a.DeputyName), Right: orNone(typed.DeputyName)},
		{Name: "First day", Left: day(a.From), Right: day(typed.From)},
	})
}

func (p *Pages) appointmentCorrectView(r *server.Request, of partnership.Appointment, members []account.Member, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsLine, layout.Field{ID: "fte", Label: "How much of full time", Hint: "For example, 0.5 for half time", Width: "4", Autocomplete: "off"})
	a.ask(web.AsRadios, layout.Field{
		ID: "dedicated", Label: "Is the post dedicated?", Hint: "Dedicated means that coordinating is the post, and not an addition to another one.", Inline: true, Small: true, Options: yesNo(),
	})
	a.ask(web.AsSelect, layout.Field{ID: "deputy", Label: "Deputy", Optional: true, Options: people("Nobody", members)})
	a.ask(web.AsDate, layout.Field{ID: "from", Label: "First day"})
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: noMember, Rows: 3, Max: 1000})
	v := p.keepView(r, "Put right the appointment of "+of.Name, layout.Link{Text: "Back to the coordinator’s appointment", Href: "/coordination/appointment"}, a)
	v.Shell.Title = "Put right an appointment"
	v.Version, v.Action, v.Button = f.Text("version"), appointmentPath(of)+"/change", "Put right"
	v.Notes = []string{
		"This says what was so from the first day. Where the share of time or the deputy changed on a day, end the appointment and record another.",
		"What was recorded before stays readable in the history, with your name and reason.",
	}
	return v
}

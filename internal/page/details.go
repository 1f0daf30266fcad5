package page

import (
	"errors"
	"strings"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// detailsLink is where the partnership's name is kept.
var detailsLink = layout.Link{Text: "Partnership details", Href: "/coordination/partnership"}

// detailsNow is the partnership's details, and the calendars it can go by.
type detailsNow struct {
	partnership.Details
	calendars []partnership.KnownCalendar
}

func (p *Pages) detailsNow(r *server.Request) (now detailsNow, err error) {
	if now.Details, err = p.Partnerships.Details(r.Context(), r.Who); err != nil {
		return detailsNow{}, err
	}
	now.calendars, err = p.Partnerships.Calendars(r.Context(), r.Who)
	return now, err
}

// calendar is the one with the code, or none.
func (n detailsNow) calendar(code string) partnership.Calendar {
	for _, c := range n.calendars {
		if c.Code == code {
			return c.Calendar
		}
	}
	return partnership.Calendar{}
}

func (p *Pages) showDetails(r *server.Request) error {
	now, err := p.detailsNow(r)
	if err != nil {
		return err
	}
	v, err := p.detailsView(r, now, typedDetails(now.Details), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Details(v))
}

// typedDetails is the form as the details are.
func typedDetails(d partnership.Details) *form.Form {
	f := form.New(nil)
	f.Set("name", d.Name)
	f.Set("short", d.Short)
	f.Set("calendar", d.Calendar.Code)
	f.Set("referral", d.Referral)
	return f
}

func (p *Pages) saveDetails(r *server.Request) error {
	now, err := p.detailsNow(r)
	if err != nil {
		return err
	}
	f := r.Form()
	d := partnership.Details{Partnership: now.Partnership, Name: oneLine(f.Text("name")), Short: oneLine(f.Text("short")), Calendar: now.calendar(f.Text("calendar")), Referral: f.Text("referral")}
	err = f.Join(d.Check())
	if err == nil && d == now.Details && !r.Who.Rehearses {
		r.Flash("Nothing was changed.")
		return r.Go("/coordination/partnership")
	}
	if err == nil {
		err = p.Partnerships.ChangeDetails(r.Context(), r.Who, partnership.SetDetails(d, f.Raw("seen")))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.detailsView(r, now, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Details(v))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashDetails(r, f)
	}
	if err != nil {
		return err
	}
	r.Flash("Partnership details saved.")
	return r.Go("/coordination/partnership")
}

// clashDetails shows what somebody else saved beside what was typed. The form
// then carries the mark of theirs, so that saving again puts this one over it.
func (p *Pages) clashDetails(r *server.Request, f *form.Form) error {
	now, err := p.detailsNow(r)
	if err != nil {
		return err
	}
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, now.Source())
	if err != nil {
		return err
	}
	clash := layout.Versions{By: "Somebody", At: "the same moment"}
	if len(changes) > 0 {
		names, err := p.authors(r, changes[0].By)
		if err != nil {
			return err
		}
		clash.By, clash.At = by(names, changes[0].By), moment(changes[0].At)
	}
	clash.Rows = differing([]layout.Difference{
		{Name: "Name", Left: now.Name, Right: f.Raw("name")},
		{Name: "Short name", Left: now.Short, Right: f.Raw("short")},
		{Name: "Bank holidays", Left: now.Calendar.Name, Right: now.calendar(f.Text("calendar")).Name},
		{Name: "Where to refer and report", Left: now.Referral, Right: f.Raw("referral")},
	})
	v, err := p.detailsView(r, now, f, nil)
	if err != nil {
		return err
	}
	v.Shell.HasErrors, v.Clash = true, &clash
	return r.Clash(web.Details(v))
}

func (p *Pages) detailsView(r *server.Request, d detailsNow, f *form.Form, err error) (web.DetailsView, error) {
	say := said(err)
	calendars := layout.Field{
		ID: "calendar", Label: "Bank holidays", Value: f.Text("calendar"), Error: say["calendar"], LabelSize: "s",
		Hint: "Working days leave them out: when minutes are due, how long an answer took. Changing them changes what is counted for every day, also for days that are over; what was kept stays.",
	}
	for _, c := range d.calendars {
		calendars.Options = append(calendars.Options, layout.Option{Value: c.Code, Label: c.Name, Hint: "Known until " + day(c.Until)})
	}
	v := web.DetailsView{
		Shell:    p.shell(r, shellOf{Title: "Partnership details", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "name", "short", "calendar", "referral"), Form: r.May(access.KeepPartnership, d.Scope()), Mark: d.Mark(),
		Name:     layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds", Autocomplete: "off"},
		Short:    layout.Field{ID: "short", Label: "Short name", Hint: "Used where there is little room", Value: f.Raw("short"), Error: say["short"], Width: "20", Autocomplete: "off"},
		Calendar: calendars,
		Referral: layout.Field{
			ID: "referral", Label: "Where to refer and report", Optional: true, Value: f.Raw("referral"), Error: say["referral"], Rows: 6, Max: 4000,
			Hint: "Every form shows it beside the words ‘Do not identify any member of the public’. Say where a worry about somebody goes, and where anything that could be intelligence goes.",
		},
		Rows: []layout.SummaryRow{
			{Key: "Name", Lines: []string{d.Name}},
			{Key: "Short name", Lines: []string{d.Short}},
			{Key: "Bank holidays", Lines: []string{d.Calendar.Name}},
			{Key: "Where to refer and report", Lines: paragraphs(d.Referral)},
		},
	}
	if d.Referral == "" {
		v.Rows[3].Lines = []string{"Nothing is said yet"}
	}
	history, findErr := p.factHistory(r, d.Source())
	for _, c := range history {
		c.What, c.Why, _ = strings.Cut(c.What, "\n") // what was said before is read below
		v.History = append(v.History, c)
	}
	return v, findErr
}

package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showSystemChange(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	return p.showSystemForm(r, typeSystem(s), s, nil)
}

// typeSystem is a form as somebody would have filled it in.
func typeSystem(s partnership.System) *form.Form {
	f := form.New(nil)
	f.Set("name", s.Name)
	f.Set("kind", string(s.Kind))
	f.Set("purpose", s.Purpose)
	f.Set("agency", itoa(s.Agency))
	f.Set("owner", s.Owner)
	f.Set("deputy", s.Deputy)
	f.Set("intelligence", "no")
	if s.Intelligence {
		f.Set("intelligence", "yes")
	}
	f.Set("dormant", itoa(s.Dormant))
	f.Set("version", itoa(s.Version))
	return f
}

func (p *Pages) saveSystemChange(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	to, err := p.readSystem(r, f, s)
	if err != nil {
		return err
	}
	checked := to
	checked.From = s.From
	err = f.Join(checked.CheckCorrection(f.Text("why"), p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSystem(r.Context(), r.Who, s.ID, partnership.CorrectSystem(version, to, f.Text("why"), p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return p.showSystemForm(r, f, s, err)
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashSystem(r, f, to)
	}
	if err != nil {
		return err
	}
	r.Flash(to.Name + " changed.")
	return r.Go(systemPath(s.ID))
}

// clashSystem shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it. A
// system that was closed is a Conflict.
func (p *Pages) clashSystem(r *server.Request, f *form.Form, typed partnership.System) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	f.Set("version", itoa(s.Version))
	v, err := p.systemFormView(r, f, s, nil)
	if err != nil {
		return err
	}
	was, is := systemAbout(s), systemAbout(typed)
	rows := []layout.Difference{{Name: "Name", Left: s.Name, Right: typed.Name}, {Name: "What it is for", Left: s.Purpose, Right: typed.Purpose}}
	for i := range was[:len(was)-1] { // its first day is not asked for
		rows = append(rows, layout.Difference{Name: was[i].Key, Left: was[i].Lines[0], Right: is[i].Lines[0]})
	}
	return p.clashKept(r, v, s.ID, rows)
}

func (p *Pages) showSystemClose(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	return p.showSystemClosing(r, s, p.typedToday("last"), nil)
}

func (p *Pages) saveSystemClose(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := p.closingForm(f)
	err = f.Join(e.CheckSystem(s, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSystem(r.Context(), r.Who, s.ID, partnership.CloseSystem(e, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return p.showSystemClosing(r, s, f, err)
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " closed. Its last day is " + day(e.Last) + ".")
	return r.Go(systemsLink.Href)
}

// showSystemClosing is the page that asks once more before a system is closed.
func (p *Pages) showSystemClosing(r *server.Request, s partnership.System, f *form.Form, err error) error {
	reaches, findErr := p.Partnerships.Reaches(r.Context(), r.Who, s.ID)
	if findErr != nil {
		return findErr
	}
	a := asked{form: f, err: err}
	a.ask(web.AsDate, layout.Field{ID: "last", Label: "Last day it was in use"})
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is it closed?", Rows: 3, Max: 1000})
	v := p.keepView(r, "Close "+s.Name, backToSystem(s), a)
	v.About, v.Action, v.Button, v.Hard = systemAbout(s), systemPath(s.ID)+"/close", "Close this system", true
	v.About = append(v.About, layout.SummaryRow{Key: "Access", Lines: []string{reachWords(s.ID, reaches)}})
	v.Warning = "A closed system cannot be changed or opened again. Access to it does not end by itself: end it on the system’s page."
	if err != nil {
		return r.Mend(web.Keep(v))
	}
	return r.Show(web.Keep(v))
}

func (p *Pages) showSystemReview(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.systemReviewView(r, s, p.typedToday("day"), nil)))
}

func (p *Pages) saveSystemReview(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	f := r.Form()
	v := partnership.SystemReview{
		ID: uuid.New(), System: s.ID, Day: f.Date("day", "Day of the review", p.today()), By: r.Who.ID, Note: f.Text("note"),
		Kept:    f.Int("kept", "Accounts that stay must be a whole number from 0 to 100,000"),
		Removed: f.Int("removed", "Accounts that were removed must be a whole number from 0 to 100,000"),
	}
	f.Need(f.Text("kept") != "", "kept", "Enter how many accounts stay")
	f.Need(f.Text("removed") != "", "removed", "Enter how many accounts were removed")
	err = f.Join(v.Check(s, p.today()))
	if err == nil {
		err = p.Partnerships.AddSystemReview(r.Context(), r.Who, v)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.systemReviewView(r, s, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Access review of " + s.Name + " recorded.")
	return r.Go(systemPath(s.ID))
}

func (p *Pages) systemReviewView(r *server.Request, s partnership.System, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsDate, layout.Field{ID: "day", Label: "Day of the review"})
	a.ask(web.AsLine, layout.Field{ID: "kept", Label: "Accounts that stay", Width: "5", Mode: "numeric", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "removed", Label: "Accounts that were removed", Width: "5", Mode: "numeric", Autocomplete: "off"})
	a.ask(web.AsText, layout.Field{ID: "note", Label: "Who kept access and why", Hint: "Write roles and posts, and never the name of a person", Optional: true, Rows: 4, Max: 2000})
	v := p.keepView(r, "Record an access review of "+s.Name, backToSystem(s), a)
	v.Action, v.Button = systemPath(s.ID)+"/review", "Save review"
	v.Notes = []string{"Go through every account that can reach the system: does the role still need it, is it vetted, is it used?", "CON-4 asks for a review in the last 90 days."}
	return v
}

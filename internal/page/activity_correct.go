package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// correction is a record that this person may correct now, with its form and
// what its correction is checked against.
type correction struct {
	record activity.Activity
	form   kindForm
	said   *form.Form // what the record says, as the form asks it
	in     activity.Setting
}

// findCorrection is the record in the path. Where a reason for reading comes
// first it has answered, and done is true.
func (p *Pages) findCorrection(r *server.Request, strand access.Strand) (c correction, done bool, err error) {
	c.record, done, err = p.findActivity(r, strand)
	if done || err != nil {
		return c, done, err
	}
	k, ok := p.formOf(c.record.Kind)
	if !ok {
		return c, false, fault.Missing()
	}
	c.form = k
	if err := c.record.MayChange(r.Who, p.Now()); err != nil {
		return c, false, err
	}
	if !r.May(access.CorrectActivity, c.record.Scope()) {
		return c, false, fault.New(fault.Forbidden, "You cannot correct this record")
	}
	c.said = form.New(nil)
	k.fill(c.said, c.record.Content)
	in, err := p.settingOf(r, k, c.said)
	c.in = k.wide(in, c.record.Content)
	return c, false, err
}

func (p *Pages) showActivityCorrect(r *server.Request, strand access.Strand) error {
	c, done, err := p.findCorrection(r, strand)
	if done || err != nil {
		return err
	}
	return r.Show(p.formPage(r, c.form, c.said, c.in, p.correctForm(r, c, c.said, nil)))
}

func (p *Pages) saveActivityCorrect(r *server.Request, strand access.Strand) error {
	c, done, err := p.findCorrection(r, strand)
	if done || err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "")
	how := p.correctForm(r, c, f, nil)
	if pressed(c.form, f, c.in, &how) {
		return r.Show(p.formPage(r, c.form, f, c.in, how))
	}
	typed := c.form.read(f, c.in)
	if err := f.Join(c.record.CheckCorrection(r.Who, typed, f.Text("why"), c.in, p.Now())); err != nil {
		return r.Mend(p.formPage(r, c.form, f, c.in, p.correctForm(r, c, f, err)))
	}
	saved, err := p.Activities.Change(r.Context(), r.Who, strand, c.record.Ref, activity.Correct(r.Who, version, typed, f.Text("why"), c.in, p.Now()))
	if errors.Is(err, fault.Conflict) {
		return p.clashActivity(r, strand, f, typed)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(p.formPage(r, c.form, f, c.in, p.correctForm(r, c, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(saved.Ref + " has been corrected. What it said before is in its history.")
	return r.Go("/%s/activities/%s", string(strand), saved.Ref)
}

// clashActivity shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it.
func (p *Pages) clashActivity(r *server.Request, strand access.Strand, f *form.Form, typed activity.Content) error {
	c, done, err := p.findCorrection(r, strand)
	if done || err != nil {
		return err
	}
	a := c.record
	names, err := p.names(r.Context(), r.Who, a.UpdatedBy)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	how := p.correctForm(r, c, f, nil)
	typed = typed.Tidy()
	typed.Actions = append(append([]activity.Action(nil), a.Content.Actions...), typed.Actions...)
	how.clash = &layout.Versions{
		By: names[a.UpdatedBy], At: clockOf(a.UpdatedAt) + " on " + day(calendar.Day(a.UpdatedAt)), Rows: p.differences(a.Kind, a.Content, typed),
	}
	return r.Clash(p.formPage(r, c.form, f, c.in, how))
}

// correctForm is the form of a record that is there already.
func (p *Pages) correctForm(r *server.Request, c correction, f *form.Form, err error) formPage {
	a := c.record
	at := activityPath(a.Strand, a.Ref)
	version := f.Text("version")
	if version == "" {
		version = itoa(a.Version)
	}
	how := formPage{
		heading: "Correct " + a.Ref, lede: "What the record says now stays readable in its history.", action: at + "/correct",
		hidden: []web.Carried{{Name: "version", Value: version}}, back: layout.Link{Text: "Back to " + a.Ref, Href: at}, cancel: layout.Link{Text: "Cancel", Href: at},
		submit: "Save correction", kept: a.Asked(), err: err,
		notes: []string{"The new version counts as evidence from now on. The versions before it stay in the history."},
	}
	if a.AsksWhy(r.Who, p.Now()) {
		how.why = reason(r, err, "Why is it being corrected?")
	}
	return how
}

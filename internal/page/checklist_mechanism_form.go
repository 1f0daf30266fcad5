package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// trialOf is the mechanism in the path with what is written of it.
func (p *Pages) trialOf(r *server.Request) (checklist.Mechanism, checklist.Trial, error) {
	m, ok := checklist.FindMechanism(r.Param("code"))
	if !ok {
		return m, checklist.Trial{}, fault.Missing()
	}
	trials, err := p.Checklists.Trials(r.Context(), r.Who)
	return m, trials[m.Code], err
}

// trialNow is the trial of the mechanism in the path, with when the initiative
// started.
func (p *Pages) trialNow(r *server.Request) (m checklist.Mechanism, t checklist.Trial, start checklist.Start, err error) {
	if m, t, err = p.trialOf(r); err == nil {
		start, _, err = p.starts(r)
	}
	return m, t, start, err
}

// seenWording names the wording that a person has before them, or nothing.
func seenWording(t checklist.Trial) string {
	if id := t.Latest().ID; id != uuid.Nil {
		return id.String()
	}
	return ""
}

// showMechanismWrite begins from the wording that stands, while that is open.
func (p *Pages) showMechanismWrite(r *server.Request) error {
	m, t, err := p.trialOf(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", seenWording(t))
	if h := t.Latest(); h.ID != uuid.Nil && len(h.Results) == 0 {
		f.Set("item", h.Item)
		f.Set("measure", h.Measure)
		f.Set("change", h.Change)
		f.Set("due", day(h.Due))
	}
	return r.Show(web.Keep(p.mechanismWriteView(r, m, f, nil)))
}

func (p *Pages) saveMechanismWrite(r *server.Request) error {
	m, _, start, err := p.trialNow(r)
	if err != nil {
		return err
	}
	f := r.Form()
	h := checklist.Hypothesis{
		ID: uuid.New(), Item: f.Text("item"), Measure: f.Text("measure"), Change: f.Text("change"),
		Due: f.Date("due", "Day by which it will have changed", p.today()), WrittenBy: r.Who.ID, WrittenAt: p.Now(),
	}
	err = f.Join(checklist.CheckHypothesis(h, p.Book, p.today()))
	if err == nil {
		err = p.Checklists.ChangeTrial(r.Context(), r.Who, m.Code, checklist.WriteHypothesis(h, f.ID("version"), p.Book, start))
	}
	if err != nil {
		return p.mendMechanism(r, err, p.mechanismWriteView(r, m, f, err))
	}
	r.Flash("Hypothesis for " + m.Code + " saved. It can be changed until it is locked.")
	return r.Go(mechanismPath(m.Code, ""))
}

// mendMechanism shows a form again with what is to be mended, or with what
// somebody else saved meanwhile, beside what was typed.
func (p *Pages) mendMechanism(r *server.Request, err error, v web.KeepView) error {
	switch {
	case errors.Is(err, fault.Invalid):
		return r.Mend(web.Keep(v))
	case !errors.Is(err, fault.Conflict):
		return err
	}
	m, t, findErr := p.trialOf(r)
	if findErr != nil {
		return findErr
	}
	h := t.Latest()
	names, findErr := p.authors(r, h.WrittenBy, h.LockedBy)
	if findErr != nil {
		return findErr
	}
	v.Shell.HasErrors, v.Lede, v.Version = true, sayOf(err)+".", seenWording(t)
	v.Clash = &layout.Versions{By: by(names, h.WrittenBy), At: moment(h.WrittenAt), Rows: []layout.Difference{{Name: "Hypothesis", Left: hypothesis(m, h)}, {Name: "How it will change", Left: h.Change}}}
	for _, q := range v.Questions {
		v.Clash.Rows = append(v.Clash.Rows, layout.Difference{Name: q.Field.Label, Right: q.Field.Value})
	}
	return r.Clash(web.Keep(v))
}

// mechanismView is the frame of a form about a hypothesis.
func (p *Pages) mechanismView(r *server.Request, m checklist.Mechanism, title, do string, a asked) web.KeepView {
	v := p.keepView(r, title, layout.Link{Text: "Back to the mechanisms", Href: mechanismPath(m.Code, "")}, a)
	v.Shell = p.shell(r, shellOf{Title: title, Nav: "Checklist", Err: a.err})
	v.Action, v.Version = mechanismPath(m.Code, do), a.form.Raw("version")
	return v
}

func (p *Pages) mechanismWriteView(r *server.Request, m checklist.Mechanism, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	through := layout.Field{ID: "item", Label: "Item of the checklist through which it works", Options: []layout.Option{{Value: "", Label: "Select an item"}}}
	for _, i := range p.Book.Items() {
		through.Options = append(through.Options, layout.Option{Value: i.Code, Label: i.Code + " " + i.Wording})
	}
	a.ask(web.AsSelect, through)
	a.ask(web.AsLine, layout.Field{ID: "measure", Label: "Measure", Hint: "What is measured, and how. For example, working days from a request to its answer"})
	a.ask(web.AsText, layout.Field{ID: "change", Label: "How the measure will change", Hint: "From what to what, and why you expect it. Do not identify any member of the public, even by initials.", Rows: 4, Max: 500})
	a.ask(web.AsDate, layout.Field{ID: "due", Label: "Day by which it will have changed"})
	v := p.mechanismView(r, m, "Hypothesis for "+m.Code, "write", a)
	v.About = []layout.SummaryRow{{Key: m.Name, Lines: []string{"Assumed, not tested: " + m.Assumed}}}
	v.Button = "Save hypothesis"
	v.Notes = []string{
		"Write it before the initiative starts. One that is written later says so.",
		"It can be changed until a manager locks it or the initiative starts. Every wording is kept.",
		"After that only its result can be recorded.",
	}
	return v
}

func (p *Pages) showMechanismLock(r *server.Request) error {
	m, t, start, err := p.trialNow(r)
	if err != nil {
		return err
	}
	h := t.Latest()
	if _, locked := h.Locked(start); locked || h.ID == uuid.Nil {
		return fault.Missing()
	}
	names, err := p.authors(r, h.WrittenBy)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", seenWording(t))
	v := p.mechanismView(r, m, "Lock the hypothesis for "+m.Code, "lock", asked{form: f})
	v.About = hypothesisRows(m, h, start, names)
	v.Warning = "Nobody can change or unlock a locked hypothesis. Only its result can be recorded."
	v.Button, v.Hard = "Lock this hypothesis", true
	return r.Show(web.Keep(v))
}

func (p *Pages) saveMechanismLock(r *server.Request) error {
	m, _, start, err := p.trialNow(r)
	if err != nil {
		return err
	}
	if err := p.Checklists.ChangeTrial(r.Context(), r.Who, m.Code, checklist.LockHypothesis(r.Who.ID, r.Form().ID("version"), p.Now(), start)); err != nil {
		return err
	}
	r.Flash("Hypothesis for " + m.Code + " locked.")
	return r.Go(mechanismPath(m.Code, ""))
}

func (p *Pages) showMechanismResult(r *server.Request) error {
	m, t, start, err := p.trialNow(r)
	if err != nil {
		return err
	}
	if _, locked := t.Latest().Locked(start); !locked {
		return fault.Missing()
	}
	f := form.New(nil)
	f.Set("version", seenWording(t))
	return r.Show(web.Keep(p.mechanismResultView(r, m, t, f, nil)))
}

func (p *Pages) saveMechanismResult(r *server.Request) error {
	m, t, start, err := p.trialNow(r)
	if err != nil {
		return err
	}
	f := r.Form()
	x := checklist.Result{
		ID: uuid.New(), Turnout: checklist.Turnout(f.Text("outcome")), Said: f.Text("said"),
		Day: f.Date("on", "Day of the measurement", p.today()), By: r.Who.ID, At: p.Now(),
	}
	since, _ := t.Latest().Locked(start)
	err = f.Join(checklist.CheckResult(x, since, p.today()))
	if err == nil {
		err = p.Checklists.ChangeTrial(r.Context(), r.Who, m.Code, checklist.RecordResult(x, f.ID("version"), start))
	}
	if err != nil {
		return p.mendMechanism(r, err, p.mechanismResultView(r, m, t, f, err))
	}
	r.Flash("Result for " + m.Code + " recorded.")
	return r.Go(mechanismPath(m.Code, ""))
}

func (p *Pages) mechanismResultView(r *server.Request, m checklist.Mechanism, t checklist.Trial, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	turned := layout.Field{ID: "outcome", Label: "How it turned out", Small: true}
	for _, x := range checklist.Turnouts() {
		turned.Options = append(turned.Options, layout.Option{Value: string(x), Label: x.Words()})
	}
	a.ask(web.AsRadios, turned)
	a.ask(web.AsText, layout.Field{ID: "said", Label: "What was measured", Hint: "The figures, and what else may explain them. Do not identify any member of the public, even by initials.", Rows: 5, Max: 2000})
	a.ask(web.AsDate, layout.Field{ID: "on", Label: "Day of the measurement"})
	v := p.mechanismView(r, m, "Result for "+m.Code, "result", a)
	if h := t.Latest(); h.ID != uuid.Nil {
		v.About = []layout.SummaryRow{{Key: "Hypothesis", Lines: []string{hypothesis(m, h), h.Change}}}
	}
	v.Button = "Save result"
	v.Notes = []string{"A change that came as stated does not show that the mechanism is why.", "Another result can be recorded later. Every one is kept."}
	return v
}

package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

func (p *Pages) showChecklistAssess(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	standing, err := p.Checklists.Standing(r.Context(), r.Who, i.Code)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("seen", seenOf(standing))
	v, err := p.checklistAssessView(r, i, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Assess(v))
}

// seenOf names the assessment that a person has before them, or nothing.
func seenOf(s checklist.Standing) string {
	if id := s.Latest().ID; id != uuid.Nil {
		return id.String()
	}
	return ""
}

func (p *Pages) saveChecklistAssess(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	now, err := p.positionOn(r, p.today())
	if err != nil {
		return err
	}
	f := r.Form()
	a := checklist.Assessment{
		ID: uuid.New(), State: checklist.Judgement(f.Text("state")), Reason: f.Text("reason"),
		Review: f.Date("review", "Date of the next review", p.today()), By: r.Who.ID, At: p.Now(), Computed: now.found[i.Code].State,
	}
	err = f.Join(a.Check(p.today()))
	if err == nil {
		err = p.Checklists.Assess(r.Context(), r.Who, i.Code, checklist.Assess(a, f.ID("seen"), p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.checklistAssessView(r, i, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Assess(v))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashChecklistAssess(r, i, f, a)
	}
	if err != nil {
		return err
	}
	r.Flash(i.Code + " assessed as ‘" + a.State.Words() + "’. Next review on " + day(a.Review) + ".")
	return r.Go("/checklist/%s", i.Code)
}

// clashChecklistAssess shows what somebody else saved beside what was typed.
// Sent again, it comes after theirs.
func (p *Pages) clashChecklistAssess(r *server.Request, i checklist.Item, f *form.Form, mine checklist.Assessment) error {
	standing, err := p.Checklists.Standing(r.Context(), r.Who, i.Code)
	if err != nil {
		return err
	}
	theirs := standing.Latest()
	names, err := p.authors(r, theirs.By)
	if err != nil {
		return err
	}
	f.Set("seen", seenOf(standing))
	v, err := p.checklistAssessView(r, i, f, nil)
	if err != nil {
		return err
	}
	v.Shell.HasErrors = true
	v.Theirs = &layout.Versions{By: names[theirs.By].Full, At: moment(theirs.At), Rows: []layout.Difference{
		{Name: "Assessment", Left: theirs.State.Words(), Right: mine.State.Words()},
		{Name: "Reason", Left: theirs.Reason, Right: mine.Reason},
		{Name: "Next review", Left: day(theirs.Review), Right: day(mine.Review)},
	}}
	return r.Clash(web.Assess(v))
}

func (p *Pages) checklistAssessView(r *server.Request, i checklist.Item, f *form.Form, err error) (web.AssessView, error) {
	now, findErr := p.positionOn(r, p.today())
	if findErr != nil {
		return web.AssessView{}, findErr
	}
	say := said(err)
	v := web.AssessView{
		Shell: p.shell(r, shellOf{Title: "Assess " + i.Code, Nav: "Checklist", Err: err}), Problems: inOrder(problems(err), "state", "reason", "review"),
		Code: i.Code, Wording: i.Wording, Back: "/checklist/" + i.Code, Action: "/checklist/" + i.Code + "/assess", Seen: f.Raw("seen"),
		State:   layout.Field{ID: "state", Label: "Assessment", Value: f.Raw("state"), Error: say["state"], LabelSize: "m"},
		Reason:  layout.Field{ID: "reason", Label: "Reason", Hint: "What is done, what is missing, and what you looked at. Do not identify any member of the public, even by initials.", Value: f.Raw("reason"), Error: say["reason"], LabelSize: "m", Max: 2000, Rows: 6},
		Review:  layout.Field{ID: "review", Label: "Date of the next review", Value: f.Raw("review"), Error: say["review"], LabelSize: "m"},
		Records: now.found[i.Code].State.Words(),
		Fresh:   "Latest evidence: " + freshWords(now.found[i.Code], p.today()) + ".",
	}
	for _, j := range checklist.Judgements() {
		v.State.Options = append(v.State.Options, layout.Option{Value: string(j), Label: j.Words()})
	}
	return v, nil
}

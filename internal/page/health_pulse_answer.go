package page

import (
	"errors"
	"strconv"

	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/health"
	"liaison/internal/server"
	web "liaison/web/health"
	"liaison/web/layout"
)

// findPulseAsked is what the link in the path asks. As for ratings, links that do
// not work are NotFound in the same way, whyever, and a network that opens too
// many is turned away first.
func (p *Pages) findPulseAsked(r *server.Request) (health.Asking, error) {
	if p.Links != nil && !p.Links.Allow(server.Network(r.Address()), p.Now()) {
		return health.Asking{}, fault.New(fault.Conflict, "Too many links were opened from your network. Wait a minute, then open yours again")
	}
	return p.Health.PulseAsked(r.Context(), r.Param("token"), p.today())
}

func (p *Pages) showPulseAnswer(r *server.Request) error {
	asked, err := p.findPulseAsked(r)
	if err != nil {
		return err
	}
	return r.Show(web.Answer(p.answerView(r, asked, form.New(nil), nil)))
}

func (p *Pages) savePulseAnswer(r *server.Request) error {
	asked, err := p.findPulseAsked(r)
	if err != nil {
		return err
	}
	f := r.Form()
	what := readAnswers(f, asked.Wording)
	if f.Text("change") == "yes" {
		return r.Show(web.Answer(p.answerView(r, asked, f, nil)))
	}
	err = f.Join(what.Check(asked.Wording))
	if err == nil && f.Text("sent") != "yes" {
		return r.Show(web.AnswerCheck(p.answerCheckView(r, asked, what)))
	}
	if err == nil {
		err = p.Health.AnswerPulse(r.Context(), r.Param("token"), p.today(), what)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Answer(p.answerView(r, asked, f, err)))
	}
	if err != nil {
		return err
	}
	return r.Go("/pulse/thanks")
}

// readAnswers is what one person answered.
func readAnswers(f *form.Form, w health.Wording) health.Said {
	said := health.Said{}
	for _, q := range w.Questions {
		code := string(q.Code)
		if value := f.Int(code, "Select an answer from the list"); f.Text(code) != "" && !f.Spoke(code) {
			said[q.Code] = value
		}
	}
	return said
}

// nobodyShell is the frame of a page for somebody who is not asked who they are:
// it says nothing of them even where they are signed in.
func (p *Pages) nobodyShell(title string, err error) layout.Shell {
	return layout.Shell{Title: title, HasErrors: err != nil, Marking: string(activity.Official), Asset: p.Asset, Demo: p.Demo}
}

func (p *Pages) answerView(r *server.Request, asked health.Asking, f *form.Form, err error) web.AnswerView {
	v := web.AnswerView{
		Shell: p.nobodyShell("What do you think of working together?", err), Heading: "What do you think of working together in " + asked.Partnership + "?", Action: "/pulse/" + r.Param("token"),
		Says: []string{
			"Nobody is asked who they are. Your answers are added to those of the others and kept nowhere else, so they cannot be changed once they are sent.",
			"Answer by the end of " + day(asked.Closes) + ". Results are shown only if at least " + strconv.Itoa(health.FewestRaters) + " people and " + strconv.Itoa(health.LeastResponse) + "% of those asked answer.",
		},
	}
	wrong := said(err)
	var names []string
	for _, q := range asked.Wording.Questions {
		code := string(q.Code)
		field := layout.Field{ID: code, Label: q.Says, Value: f.Raw(code), Error: wrong[code], Small: true, Inline: true}
		for n, words := range health.Answers() {
			field.Options = append(field.Options, layout.Option{Value: strconv.Itoa(n + 1), Label: words})
		}
		field.Options = append(field.Options, layout.Option{Value: "0", Label: health.CannotSay})
		v.Fields = append(v.Fields, field)
		names = append(names, code)
	}
	v.Problems = inOrder(problems(err), names...)
	return v
}

func (p *Pages) answerCheckView(r *server.Request, asked health.Asking, what health.Said) web.AnswerCheckView {
	v := web.AnswerCheckView{
		Shell: p.nobodyShell("Check your answers before you send them", nil), Action: "/pulse/" + r.Param("token"),
		Warning: "You cannot see, change or take back your answers once they are sent. The link works once.",
	}
	for _, q := range asked.Wording.Questions {
		v.Rows = append(v.Rows, layout.SummaryRow{Key: q.Says, Lines: []string{answerWords(what[q.Code])}})
		v.Hidden = append(v.Hidden, web.PulseHidden{Name: string(q.Code), Value: strconv.Itoa(what[q.Code])})
	}
	return v
}

func (p *Pages) showPulseThanks(r *server.Request) error {
	return r.Show(web.Answered(web.AnsweredView{Shell: p.nobodyShell("Thank you", nil)}))
}

package page

import (
	"errors"

	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
)

// findAsked is what the link in the path asks. Links that do not work are
// NotFound in the same way, whyever, and a network that opens too many is
// turned away before anything is looked at.
func (p *Pages) findAsked(r *server.Request) (activity.Asking, error) {
	if p.Links != nil && !p.Links.Allow(server.Network(r.Address()), p.Now()) {
		return activity.Asking{}, fault.New(fault.Conflict, "Too many links were opened from your network. Wait a minute, then open yours again")
	}
	return p.Activities.RatingAsked(r.Context(), r.Who.Request, r.Param("token"))
}

func (p *Pages) showRateByLink(r *server.Request) error {
	asked, err := p.findAsked(r)
	if err != nil {
		return err
	}
	return r.Show(web.Rate(p.rateByLinkView(r, asked, form.New(nil), nil)))
}

func (p *Pages) saveRateByLink(r *server.Request) error {
	asked, err := p.findAsked(r)
	if err != nil {
		return err
	}
	f := r.Form()
	what := readSaid(f, asked.Measures)
	err = f.Join(what.Check(asked.Measures))
	if err == nil {
		err = p.Activities.RateByLink(r.Context(), r.Who.Request, r.Param("token"), what)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Rate(p.rateByLinkView(r, asked, f, err)))
	}
	if err != nil {
		return err
	}
	return r.Go("/rate/thanks")
}

// rateByLinkView tells of the record what the link asks about, and nothing else.
func (p *Pages) rateByLinkView(r *server.Request, asked activity.Asking, f *form.Form, err error) web.RateView {
	v := web.RateView{
		Shell: p.doorShell(r, "Tell us how it was", err), Problems: inOrder(problems(err), measureNames(asked.Measures)...), Heading: "How was " + aboutText(asked.Kind, asked.Title, asked.Day) + "?",
		Says: []string{"Nobody is asked who they are. Only your agency is kept with what you say. Please answer once."},
	}
	v.Form = web.RateForm{Action: "/rate/" + r.Param("token"), Button: "Send my answers"}
	fields := measureFields(asked.Measures, f, said(err))
	if len(asked.Measures) == 1 && !asked.Measures[0].Score() { // what is tapped is the whole answer
		v.Form.Taps = fields
	} else {
		v.Form.Fields = fields
	}
	return v
}

func (p *Pages) showThanks(r *server.Request) error {
	return r.Show(web.Thanks(web.RatedView{Shell: p.doorShell(r, "Thank you", nil)}))
}

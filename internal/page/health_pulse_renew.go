package page

import (
	"errors"
	"slices"
	"strconv"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/health"
	"liaison/internal/server"
	ask "liaison/web/activity"
	"liaison/web/layout"
	keep "liaison/web/partnership"
)

const renewHeading = "Make every link anew"

// renewing is what a coordinator sees before the links of the open round are made
// anew, and that round. A Conflict where they cannot be.
func (p *Pages) renewing(r *server.Request) (opening, health.Round, error) {
	o, err := p.opening(r)
	if err != nil {
		return o, health.Round{}, err
	}
	round, err := o.pulse.MayRenew(len(o.raters), p.today())
	return o, round, err
}

func (p *Pages) showPulseRenew(r *server.Request) error {
	o, round, err := p.renewing(r)
	if err != nil {
		return err
	}
	return r.Show(keep.Keep(p.pulseRenewView(r, o, round, form.New(nil), nil)))
}

// savePulseRenew asks once more before it ends every link, and hands out the new
// ones as the opening of a round does.
func (p *Pages) savePulseRenew(r *server.Request) error {
	o, round, err := p.renewing(r)
	if err != nil {
		return err
	}
	f := r.Form()
	renewed, err := strconv.Atoi(f.Text("version"))
	if err != nil {
		return health.ErrRenewed()
	}
	o.readAddresses(f)
	if err := f.Err(); err != nil {
		return r.Mend(keep.Keep(p.pulseRenewView(r, o, round, f, err)))
	}
	if f.Text("sure") != "yes" {
		return r.Show(ask.Ask(p.renewSureView(r, o, f)))
	}
	links := o.links()
	err = p.Health.ChangePulse(r.Context(), r.Who, health.RenewRound(renewed, o.raters, tokensOf(links), p.Now()))
	if met := (*fault.Error)(nil); errors.As(err, &met) && met.Kind == fault.Conflict {
		return p.clashPulseRenew(r, f, met.Say)
	}
	if err != nil {
		return err
	}
	return p.showHandedOut(r, "Every link is new", round, links)
}

// clashPulseRenew shows the addresses that were typed once more, and why no link
// was made: somebody else made them anew meanwhile, or a moment ago. Where they
// cannot be made anew at all any more it is a Conflict.
func (p *Pages) clashPulseRenew(r *server.Request, f *form.Form, why string) error {
	o, round, err := p.renewing(r)
	if err != nil {
		return err
	}
	v := p.pulseRenewView(r, o, round, f, nil)
	v.Shell.HasErrors, v.Warning = true, why+". What you typed is still here. Continue only if the links that were just made are lost too."
	return r.Clash(keep.Keep(v))
}

func (p *Pages) pulseRenewView(r *server.Request, o opening, round health.Round, f *form.Form, err error) keep.KeepView {
	a := asked{form: f, err: err}
	o.askAddresses(&a)
	v := p.keepView(r, renewHeading, pulseBack, a)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Health", Err: err})
	v.Action, v.Button, v.About, v.Version = pulsePath+"/renew", "Continue", o.asked(), strconv.Itoa(round.Renewed)
	v.Notes = []string{
		"This is for links that were lost or went to a wrong address. Nobody can make one person another link, since nobody knows which was theirs.",
		"It works only while nobody has answered: then no link was used, and whose ends tells nothing.",
	}
	return v
}

func (p *Pages) renewSureView(r *server.Request, o opening, f *form.Form) ask.AskView {
	const title = "Check before every link is made anew"
	return ask.AskView{
		Shell: p.shell(r, shellOf{Title: title, Nav: "Health"}), Back: pulseBack, Heading: title,
		Says:    slices.Concat([]string{plural(len(o.raters), "person is", "people are") + " asked anew, on the same days."}, o.ways()),
		Warning: "Every link that people have now stops working.",
		Action:  pulsePath + "/renew", Button: "Make every link anew", Cancel: layout.Link{Text: "Leave them as they are", Href: pulsePath},
		Hidden: o.hidden(f, ask.Carried{Name: "version", Value: f.Raw("version")}),
	}
}

package page

import (
	"errors"
	"fmt"

	"github.com/google/uuid"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/health"
	"liaison/internal/secret"
	"liaison/internal/server"
	ask "liaison/web/activity"
	web "liaison/web/health"
	"liaison/web/layout"
	keep "liaison/web/partnership"
)

var pulseBack = layout.Link{Text: "Back to the pulse", Href: pulsePath}

// opening is what a coordinator sees before a round is opened.
type opening struct {
	pulse  health.Pulse
	raters []health.Rater
}

// opening is the rounds so far and who would be asked. A Conflict where no round
// can be opened.
func (p *Pages) opening(r *server.Request) (opening, error) {
	pulse, err := p.Health.Pulse(r.Context(), r.Who)
	if err != nil {
		return opening{}, err
	}
	raters, err := p.raters(r)
	if err != nil {
		return opening{}, err
	}
	return opening{pulse, raters}, pulse.MayOpen(len(raters), p.today())
}

func (p *Pages) showPulseOpen(r *server.Request) error {
	o, err := p.opening(r)
	if err != nil {
		return err
	}
	off, err := p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	first := health.FirstDay(p.today(), off)
	if _, ok := o.pulse.Of(health.Round{Opens: first}.Quarter()); ok { // this quarter had its round
		first = health.FirstDay(health.Round{Opens: first}.Quarter().AddDate(0, 3, 0), off)
	}
	f := form.New(nil)
	f.Set("opens", day(first))
	f.Set("closes", day(first.AddDate(0, 0, health.PulseDays-1)))
	return r.Show(keep.Keep(p.pulseOpenView(r, o, f, nil)))
}

// savePulseOpen asks once more before it opens a round, since nobody can close it
// or open it again; the links that it makes are shown in its own answer alone.
func (p *Pages) savePulseOpen(r *server.Request) error {
	o, err := p.opening(r)
	if err != nil {
		return err
	}
	f := r.Form()
	round := health.Round{
		ID: uuid.New(), By: r.Who.ID, At: p.Now(),
		Opens: f.Date("opens", "First day", p.today()), Closes: f.Date("closes", "Last day", p.today()),
	}
	err = f.Join(o.pulse.CheckRound(round.Opens, round.Closes, len(o.raters), p.today()))
	if err == nil && f.Text("sure") != "yes" {
		return r.Show(ask.Ask(p.pulseSureView(r, o, f, round)))
	}
	tokens := make([]string, 0, len(o.raters))
	for range o.raters {
		tokens = append(tokens, secret.NewToken())
	}
	if err == nil {
		err = p.Health.ChangePulse(r.Context(), r.Who, health.OpenRound(round, o.raters, tokens))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(keep.Keep(p.pulseOpenView(r, o, f, err)))
	}
	if err != nil {
		return err
	}
	return r.Show(web.PulseLinks(p.pulseOpenedView(r, round, tokens[:len(o.raters)-o.seats()])))
}

// seats is how many of the raters take their link themselves.
func (o opening) seats() int {
	n := 0
	for _, r := range o.raters {
		if r.Account != uuid.Nil {
			n++
		}
	}
	return n
}

// asked is who would be asked, and how.
func (o opening) asked() []layout.SummaryRow {
	var own, given []string
	for _, r := range o.raters {
		if r.Account != uuid.Nil {
			own = append(own, r.Name)
		} else {
			given = append(given, r.Name)
		}
	}
	none := []string{"Nobody"}
	rows := []layout.SummaryRow{
		{Key: "Asked", Lines: []string{fmt.Sprintf("%d people, who stand for partner agencies today", len(o.raters))}},
		{Key: "Sign in and take their link", Lines: own},
		{Key: "Get a link from you", Lines: given},
	}
	for i := range rows {
		if len(rows[i].Lines) == 0 {
			rows[i].Lines = none
		}
	}
	return rows
}

func (p *Pages) pulseOpenView(r *server.Request, o opening, f *form.Form, err error) keep.KeepView {
	a := asked{form: f, err: err}
	a.ask(keep.AsDate, layout.Field{ID: "opens", Label: "First day", Hint: "The first working day of a quarter, if you can choose"})
	a.ask(keep.AsDate, layout.Field{ID: "closes", Label: "Last day", Hint: "Three weeks give people time. Nobody can close the round earlier"})
	v := p.keepView(r, "Open a round of the pulse", pulseBack, a)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Health", Err: err})
	v.Action, v.Button, v.About = pulsePath+"/open", "Continue", o.asked()
	v.Notes = []string{
		"One round is opened for each quarter, and one is open at a time.",
		fmt.Sprintf("Results are shown once it is over, if at least %d people and %d%% of those asked have answered.", health.FewestRaters, health.LeastResponse),
	}
	if len(o.raters) < health.FewestRaters+3 {
		v.Notes = append(v.Notes, fmt.Sprintf("With %d people asked, %d have to answer.", len(o.raters), health.Round{Asked: len(o.raters)}.Missing()))
	}
	return v
}

func (p *Pages) pulseSureView(r *server.Request, o opening, f *form.Form, round health.Round) ask.AskView {
	v := ask.AskView{
		Shell: p.shell(r, shellOf{Title: "Check the round before you open it", Nav: "Health"}), Back: pulseBack, Heading: "Check the round before you open it",
		Says: []string{
			fmt.Sprintf("%d people are asked from %s to the end of %s, for the quarter %s.", len(o.raters), day(round.Opens), day(round.Closes), quarterWords(round.Quarter())),
			fmt.Sprintf("%s when signed in. For the others you get %s on the next page, which is shown once.", plural(o.seats(), "person takes their own link", "people take their own link"), plural(len(o.raters)-o.seats(), "link", "links")),
			fmt.Sprintf("%d of them have to answer for any result.", health.Round{Asked: len(o.raters)}.Missing()),
		},
		Warning: "A round cannot be changed, closed early or opened again. Its links cannot be shown again or replaced.",
		Action:  pulsePath + "/open", Button: "Open the round", Cancel: layout.Link{Text: "Do not open it", Href: pulsePath},
		Hidden: []ask.Carried{{Name: "opens", Value: f.Raw("opens")}, {Name: "closes", Value: f.Raw("closes")}, {Name: "sure", Value: "yes"}},
	}
	return v
}

func (p *Pages) pulseOpenedView(r *server.Request, round health.Round, tokens []string) web.PulseLinksView {
	v := web.PulseLinksView{
		Heading: "The round is open", Here: layout.Link{Text: "Go to the pulse", Href: pulsePath},
		Lede: "Everybody asked has an account, and takes their own link on the page of the pulse when they sign in. Tell them that it is there.",
	}
	if len(tokens) > 0 {
		v.Lede = "These links are shown once. Copy them now, and give one to each person without an account."
		v.Mail = "Once a quarter our partnership asks what you think of working together. It takes two minutes. Nobody is asked who they are. Please answer by " + day(round.Closes) + ":"
		v.Notes = []string{
			"The links name nobody, and the service does not know who has which. Give them out in any order, and keep no list of who got which: that list would be the one way to tell people apart.",
			"Whoever has a link can answer by it, once. Do not open them yourself. Somebody whose link was used by another is told that the page was not found.",
			"People with an account take their own link when they sign in. You do not see those.",
		}
	}
	for _, t := range tokens {
		v.Links = append(v.Links, p.pulseLink(t))
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Health", NoPrint: true})
	return v
}

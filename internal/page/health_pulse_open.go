package page

import (
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/health"
	"liaison/internal/server"
	ask "liaison/web/activity"
	web "liaison/web/health"
	"liaison/web/layout"
	keep "liaison/web/partnership"
)

var pulseBack = layout.Link{Text: "Back to the pulse", Href: pulsePath}

// opening is what a coordinator sees before people are asked.
type opening struct {
	pulse  health.Pulse
	raters []health.Rater
	mails  bool // whether links are mailed
}

// opening is the rounds so far and who would be asked, those with an account by
// mail where there is a mail server.
func (p *Pages) opening(r *server.Request) (opening, error) {
	o := opening{mails: p.Mail != nil}
	var err error
	if o.pulse, err = p.Health.Pulse(r.Context(), r.Who); err != nil {
		return o, err
	}
	if o.raters, err = p.raters(r); err != nil || !o.mails {
		return o, err
	}
	var ids []uuid.UUID
	for _, q := range o.raters {
		ids = append(ids, q.Account)
	}
	addresses, err := p.Accounts.Addresses(r.Context(), r.Who, ids)
	for i, q := range o.raters {
		o.raters[i].Address = addresses[q.Account]
	}
	return o, err
}

// newOpening is the opening of a round that may be opened; else a Conflict.
func (p *Pages) newOpening(r *server.Request) (opening, error) {
	o, err := p.opening(r)
	if err != nil {
		return o, err
	}
	return o, o.pulse.MayOpen(len(o.raters), p.today())
}

func (p *Pages) showPulseOpen(r *server.Request) error {
	o, err := p.newOpening(r)
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
// or open it again. The links that it makes are mailed, and those that are not
// are shown in its own answer alone.
func (p *Pages) savePulseOpen(r *server.Request) error {
	o, err := p.newOpening(r)
	if err != nil {
		return err
	}
	f := r.Form()
	round := health.Round{
		ID: uuid.New(), By: r.Who.ID, At: p.Now(),
		Opens: f.Date("opens", "First day", p.today()), Closes: f.Date("closes", "Last day", p.today()),
	}
	o.readAddresses(f)
	err = f.Join(o.pulse.CheckRound(round.Opens, round.Closes, len(o.raters), p.today()))
	if err == nil && f.Text("sure") != "yes" {
		return r.Show(ask.Ask(p.pulseSureView(r, o, f, round)))
	}
	links := o.links()
	if err == nil {
		err = p.Health.ChangePulse(r.Context(), r.Who, health.OpenRound(round, o.raters, tokensOf(links)))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(keep.Keep(p.pulseOpenView(r, o, f, err)))
	}
	if err != nil {
		return err
	}
	return p.showHandedOut(r, "The round is open", round, links)
}

// readAddresses takes the addresses that were typed for those who have none. No
// record keeps them.
func (o opening) readAddresses(f *form.Form) {
	for i, q := range o.raters {
		typed := account.ReadEmail(f.Text(q.AddressField()))
		if !o.mails || q.Account != uuid.Nil || typed == "" {
			continue
		}
		o.raters[i].Address = typed
		f.Take(account.CheckEmail(q.AddressField(), typed))
	}
	f.Take(health.CheckAddresses(o.raters))
}

// askAddresses asks for the addresses of those who have none here.
func (o opening) askAddresses(a *asked) {
	for _, q := range o.raters {
		if o.mails && q.Account == uuid.Nil {
			a.ask(keep.AsLine, layout.Field{ID: q.AddressField(), Label: "Email address of " + q.Name, Hint: "Used for this one mail and not kept. Leave it empty to hand the link out yourself", Optional: true, Autocomplete: "off"})
		}
	}
}

// by is the names of the raters who get their link in a way.
func (o opening) by(way func(health.Rater) bool) []string {
	var names []string
	for _, q := range o.raters {
		if way(q) {
			names = append(names, q.Name)
		}
	}
	return names
}

func mailed(q health.Rater) bool { return q.Address != "" }

func handed(q health.Rater) bool { return q.Account == uuid.Nil && q.Address == "" }

// asked is who would be asked, and how.
func (o opening) asked() []layout.SummaryRow {
	rows := []layout.SummaryRow{{Key: "Asked", Lines: []string{fmt.Sprintf("%d people, who stand for partner agencies today", len(o.raters))}}}
	if o.mails {
		rows = append(rows, layout.SummaryRow{Key: "Mailed their link, at the address they sign in with", Lines: o.by(mailed)})
	}
	if own := o.by(health.Rater.TakesOwn); !o.mails || len(own) > 0 {
		rows = append(rows, layout.SummaryRow{Key: "Sign in and take their link", Lines: own})
	}
	if !o.mails {
		rows = append(rows, layout.SummaryRow{Key: "Get a link from you", Lines: o.by(handed)})
	}
	for i := range rows {
		if len(rows[i].Lines) == 0 {
			rows[i].Lines = []string{"Nobody"}
		}
	}
	return rows
}

func (p *Pages) pulseOpenView(r *server.Request, o opening, f *form.Form, err error) keep.KeepView {
	a := asked{form: f, err: err}
	a.ask(keep.AsDate, layout.Field{ID: "opens", Label: "First day", Hint: "The first working day of a quarter, if you can choose"})
	a.ask(keep.AsDate, layout.Field{ID: "closes", Label: "Last day", Hint: "Three weeks give people time. Nobody can close the round earlier"})
	o.askAddresses(&a)
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

// ways says how the links reach people, before they are made.
func (o opening) ways() []string {
	var says []string
	if n := len(o.by(mailed)); n > 0 {
		says = append(says, plural(n, "person is", "people are")+" mailed their own link, which nobody else sees.")
	}
	for _, q := range o.raters {
		if mailed(q) && q.Account == uuid.Nil {
			says = append(says, q.Name+" is mailed at "+q.Address+".")
		}
	}
	if n := len(o.by(health.Rater.TakesOwn)); n > 0 || !o.mails {
		says = append(says, plural(n, "person takes their own link", "people take their own link")+" when signed in.")
	}
	if n := len(o.by(handed)); n > 0 || !o.mails {
		says = append(says, fmt.Sprintf("For %s without an account you get %s on the next page, which is shown once.", plural(n, "person", "people"), plural(n, "link", "links")))
	}
	return says
}

// hidden carries what was typed on to the page that asks once more.
func (o opening) hidden(f *form.Form, more ...ask.Carried) []ask.Carried {
	for _, q := range o.raters {
		if mailed(q) && q.Account == uuid.Nil {
			more = append(more, ask.Carried{Name: q.AddressField(), Value: f.Raw(q.AddressField())})
		}
	}
	return append(more, ask.Carried{Name: "sure", Value: "yes"})
}

func (p *Pages) pulseSureView(r *server.Request, o opening, f *form.Form, round health.Round) ask.AskView {
	const title = "Check the round before you open it"
	return ask.AskView{
		Shell: p.shell(r, shellOf{Title: title, Nav: "Health"}), Back: pulseBack, Heading: title,
		Says: slices.Concat(
			[]string{fmt.Sprintf("%d people are asked from %s to the end of %s, for the quarter %s.", len(o.raters), day(round.Opens), day(round.Closes), quarterWords(round.Quarter()))},
			o.ways(),
			[]string{fmt.Sprintf("%d of them have to answer for any result.", health.Round{Asked: len(o.raters)}.Missing())},
		),
		Warning: "A round cannot be changed, closed early or opened again. Its links cannot be shown again, and can be made anew only all together, while nobody has answered.",
		Action:  pulsePath + "/open", Button: "Open the round", Cancel: layout.Link{Text: "Do not open it", Href: pulsePath},
		Hidden: o.hidden(f, ask.Carried{Name: "opens", Value: f.Raw("opens")}, ask.Carried{Name: "closes", Value: f.Raw("closes")}),
	}
}

// showHandedOut mails the links, and shows those that the coordinator hands out.
func (p *Pages) showHandedOut(r *server.Request, heading string, round health.Round, links []pulseLink) error {
	return r.Show(web.PulseLinks(p.handedOutView(r, heading, round, p.handOut(r, round, links))))
}

func (p *Pages) handedOutView(r *server.Request, heading string, round health.Round, out handedOut) web.PulseLinksView {
	v := web.PulseLinksView{
		Shell: p.shell(r, shellOf{Title: heading, Nav: "Health", NoPrint: true}), Heading: heading, Here: layout.Link{Text: "Go to the pulse", Href: pulsePath},
		Lede: "Everybody asked has an account, and takes their own link on the page of the pulse when they sign in. Tell them that it is there.",
	}
	sent := ""
	if out.mailed > 0 {
		sent = plural(out.mailed, "person was", "people were") + " mailed their link, which nobody else has seen."
		v.Lede = sent
	}
	for _, l := range out.lost {
		say := "The mail to " + l.rater.Name + " was not taken over by the mail server. "
		if l.rater.Account != uuid.Nil {
			say += "They can take their own link on the page of the pulse when they sign in. Tell them."
		} else {
			say += "Give them one of these links."
		}
		v.Notes = append(v.Notes, say)
	}
	if len(out.lost) > 0 {
		v.Notes = append(v.Notes, "If this goes on, tell whoever looks after the service what it said: "+out.why.Error()+".")
	}
	if out.stranded {
		v.Notes = append(v.Notes, "The links of those with an account could not be given back, so they cannot take theirs. Make every link anew in 10 minutes, before anybody answers.")
	}
	if len(out.given) > 0 {
		v.Lede = "These links are shown once. Copy them now, and give one to each person without an account."
		if sent != "" {
			v.Lede = sent + " The links below are for the others, and are shown once. Copy them now, and give one to each of them."
		}
		v.Mail = "Once a quarter our partnership asks what you think of working together. It takes two minutes. Nobody is asked who they are. Please answer by " + day(round.Closes) + ":"
		v.Notes = append(v.Notes,
			"The links name nobody, and the service does not know who has which. Give them out in any order, and keep no list of who got which: that list would be the one way to tell people apart.",
			"Whoever has a link can answer by it, once. Do not open them yourself. Somebody whose link was used by another is told that the page was not found.",
		)
		if out.mailed == 0 {
			v.Notes = append(v.Notes, "People with an account take their own link when they sign in. You do not see those.")
		}
	}
	for _, l := range out.given {
		v.Links = append(v.Links, p.pulseLink(l.token))
	}
	return v
}

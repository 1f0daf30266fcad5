package page

import (
	"net/url"
	"strconv"
	"time"

	"liaison/internal/form"
	"liaison/internal/notice"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// mailPath is where a person says how they want to be mailed.
const mailPath = "/account/mail"

// noMail is said where the service has no mail server.
const noMail = "Mail is not set up on this service, so nothing is mailed."

// mailWords is a choice in a sentence.
func mailWords(c notice.Choice) string {
	quiet := ", weekends and bank holidays too"
	if c.Quiet {
		quiet = ", not at weekends or on bank holidays"
	}
	switch c.Every {
	case notice.Daily:
		return "Each morning" + quiet
	case notice.Weekly:
		return "Each week on " + c.On.String() + quiet
	case notice.Never:
	}
	return "Never"
}

// mailPart is what the account page says of mail.
func (p *Pages) mailPart(r *server.Request) (*view.MailPart, error) {
	c, err := p.Notices.Choice(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	part := &view.MailPart{
		Says:  "What is due can come to you by mail: what, which record, when, and a link. No mail is sent when there is nothing to say.",
		Facts: []layout.SummaryRow{{Key: "Your choice", Lines: []string{mailWords(c)}, Actions: []layout.Link{{Text: "Change", Href: mailPath, Hidden: "how you are mailed"}}}},
	}
	if p.Mail == nil {
		part.Says = noMail
	}
	return part, nil
}

func (p *Pages) showMail(r *server.Request) error {
	c, err := p.Notices.Choice(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := form.New(url.Values{})
	f.Set("every", string(c.Every))
	f.Set("on", strconv.Itoa(int(c.On)))
	if c.Quiet {
		f.Set("quiet", "yes")
	}
	return r.Show(view.Form(p.mailView(r, f, nil)))
}

func (p *Pages) saveMail(r *server.Request) error {
	f := r.Form()
	c := notice.Choice{Every: notice.Every(f.Text("every")), On: -1, Quiet: f.Ticked("quiet", "yes")}
	if n, err := strconv.Atoi(f.Text("on")); err == nil {
		c.On = time.Weekday(n)
	}
	if c.Every != notice.Weekly && (c.On < time.Sunday || c.On > time.Saturday) {
		c.On = notice.Chosen().On // nobody looks at it
	}
	err := p.Notices.Choose(r.Context(), r.Who, c)
	if mendable(err) {
		return r.Mend(view.Form(p.mailView(r, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Saved. " + mailWords(c) + ".")
	return r.Go("/account")
}

func (p *Pages) mailView(r *server.Request, f *form.Form, err error) view.FormView {
	wrong := said(err)
	days := layout.Field{ID: "on", Label: "Day of the week", Value: f.Text("on"), Error: wrong["on"], Width: "10"}
	for n := range 7 {
		d := time.Weekday((n + 1) % 7)
		days.Options = append(days.Options, layout.Option{Value: strconv.Itoa(int(d)), Label: d.String()})
	}
	every := layout.Field{
		ID: "every", Label: "How often do you want to be mailed?", LabelSize: "s", Value: f.Text("every"), Error: wrong["every"],
		Options: []layout.Option{
			{Value: string(notice.Daily), Label: "Each morning"},
			{Value: string(notice.Weekly), Label: "Once a week", Then: layout.Select(days)},
			{Value: string(notice.Never), Label: "Never"},
		},
	}
	quiet := layout.Field{
		ID: "quiet", Label: "When you are off", LabelSize: "s",
		Options: []layout.Option{{Value: "yes", Label: "No mail at weekends and on bank holidays", Hint: "The bank holidays that your partnership goes by.", Chosen: f.Ticked("quiet", "yes")}},
	}
	v := view.FormView{
		Shell: p.shell(r, shellOf{Title: "How you are mailed", Err: err}), Problems: problems(err), Heading: "How you are mailed", Action: mailPath, Button: "Save",
		Lead:   "A mail says what is due, asked of your agency, or about to end: which record, when, and a link. It says nothing of outreach, casework or intelligence, and no words of what is marked OFFICIAL-SENSITIVE. No mail is sent when there is nothing to say.",
		Radios: &every, Boxes: &quiet,
	}
	if p.Mail == nil {
		v.Lead = noMail + " What you choose here holds once it is."
	}
	return v
}

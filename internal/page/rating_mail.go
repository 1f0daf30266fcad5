package page

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/mail"
	"liaison/internal/secret"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
	keep "liaison/web/partnership"
)

// mostMailed is to how many people one link is mailed at once: as many as a mail
// server takes over while somebody waits.
const mostMailed = 50

// findMailed is the record and the agency in the path, if its people can be
// mailed a link.
func (p *Pages) findMailed(r *server.Request) (activity.Rated, activity.Party, error) {
	rated, party, err := p.findRatedFor(r, r.Param("agency"))
	if err == nil && rated.Room(party.Agency) == 0 {
		err = fault.New(fault.Conflict, "As many people as came from %s have answered already", party.AgencyName)
	}
	return rated, party, err
}

func (p *Pages) showRatingMail(r *server.Request) error {
	rated, party, err := p.findMailed(r)
	if err != nil {
		return err
	}
	if p.Mail == nil { // nothing leads here
		r.Flash("This service has no mail server. Make a link and send it yourself.")
		return r.Go("/coordination/activities/%s#ratings", rated.Ref)
	}
	return r.Show(keep.Keep(p.ratingMailView(r, rated, party, form.New(nil), nil)))
}

// saveRatingMail makes a link and mails it to each address, which no record
// keeps. Where every mail was taken over nobody else sees the link.
func (p *Pages) saveRatingMail(r *server.Request) error {
	rated, party, err := p.findMailed(r)
	if err != nil {
		return err
	}
	f, token := r.Form(), secret.NewToken()
	to := readAddresses(f, party, rated.Room(party.Agency))
	err = f.Err()
	if err == nil {
		err = p.Activities.Rate(r.Context(), r.Who, rated.Ref, party.Agency, activity.MailLink(r.Who, party.Agency, token, len(to), f.ID("version"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(keep.Keep(p.ratingMailView(r, rated, party, f, err)))
	}
	if met := (*fault.Error)(nil); errors.As(err, &met) && met.Kind == fault.Conflict {
		return p.clashRatingMail(r, f, met.Say)
	}
	if err != nil {
		return err
	}
	letter := p.ratingLetter(rated.Activity, token)
	said := p.mailLinks(r.Context(), len(to), func(i int) mail.Message {
		m := letter
		m.ID, m.To = "rate-"+uuid.NewString(), to[i]
		return m
	})
	return r.Show(web.RatingLink(p.ratingMailedView(r, rated, party, token, to, said)))
}

// clashRatingMail shows the addresses that were typed once more, and why nobody
// was mailed. Where nobody can be mailed any more it is a Conflict.
func (p *Pages) clashRatingMail(r *server.Request, f *form.Form, why string) error {
	rated, party, err := p.findMailed(r)
	if err != nil {
		return err
	}
	v := p.ratingMailView(r, rated, party, f, nil)
	v.Shell.HasErrors, v.Warning = true, why+". What you typed is still here."
	return r.Clash(keep.Keep(v))
}

// readAddresses is to whom a link is mailed: an address a line, none twice and
// no more than there is room for.
func readAddresses(f *form.Form, party activity.Party, room int) []string {
	const field = "addresses"
	room = min(room, mostMailed)
	var all []string
	for n, line := range strings.Split(f.Raw(field), "\n") {
		to := account.ReadEmail(line)
		if to == "" {
			continue
		}
		f.Need(account.CheckEmail(field, to) == nil, field, "Line %d: enter an email address in the correct format, like name@example.com", n+1)
		f.Need(!slices.Contains(all, to), field, "Line %d: this address is in a line above. Give each person their own", n+1)
		all = append(all, to)
		if len(all) > room {
			break
		}
	}
	f.Need(len(all) > 0, field, "Enter the email address of at least one person")
	f.Need(len(all) <= room, field, "Enter %s at most for %s", plural(room, "address", "addresses"), party.AgencyName)
	return all
}

func (p *Pages) ratingMailView(r *server.Request, rated activity.Rated, party activity.Party, f *form.Form, err error) keep.KeepView {
	at, room := activityPath(access.Coordination, rated.Ref), rated.Room(party.Agency)
	a := asked{form: f, err: err}
	a.ask(keep.AsText, layout.Field{ID: "addresses", Label: "Email addresses", Hint: "One a line, " + itoa(min(room, mostMailed)) + " at most. They are used for this one mail and kept nowhere", Rows: min(max(room, 3), 10), Autocomplete: "off"})
	v := p.keepView(r, "Mail a link to the people from "+party.AgencyName, layout.Link{Text: "Back to " + rated.Ref, Href: at}, a)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Activities", Marking: string(rated.Content.Marking), Limit: rated.Content.Limit, Err: err})
	v.Lede = plural(room, "person", "people") + " of " + itoa(party.People) + " can still answer about " + aboutText(rated.Kind, rated.Content.Name, rated.Content.Day) + "."
	v.Action, v.Button, v.Version = at+"/answers/"+itoa(party.Agency)+"/mail", "Mail the link", rated.NewestLink(party.Agency).String()
	v.Notes = []string{"Everybody is mailed the same link, which works until " + p.linkEnds() + ". You see it only if a mail cannot be sent.", "The mail names nobody. Nobody who answers is asked who they are."}
	if link, found := p.linkOf(rated, party.Agency); found && link.Works(p.today()) {
		v.Notes = append(v.Notes, "The link that these people have now stops working.")
	}
	return v
}

// ratingLetter asks by the link, in the same words as a link that is handed out.
func (p *Pages) ratingLetter(a activity.Activity, token string) mail.Message {
	marking := string(activity.Official)
	return mail.Message{
		Subject: "[" + marking + "] Liaison: how was it for you?",
		Text:    strings.Join([]string{marking, "", linkLetter(a, p.linkEnds()), p.ratingLink(token), "", "If you have several mails like this one, only the link in the newest works.", "", marking, ""}, "\n"),
	}
}

// ratingMailedView says what became of the mails. The link is shown where some
// were not taken over, for those people.
func (p *Pages) ratingMailedView(r *server.Request, rated activity.Rated, party activity.Party, token string, to []string, said []error) web.RatingLinkView {
	v := p.ratingLinkView(r, rated, party, token)
	var why error
	lost := 0
	for i, err := range said {
		if err != nil {
			v.Notes = append(v.Notes, "The mail to "+to[i]+" was not taken over by the mail server.")
			lost, why = lost+1, cmp.Or(why, err)
		}
	}
	v.Lede = plural(len(to)-lost, "person was", "people were") + " mailed the link."
	if lost == 0 {
		v.Lede, v.Link = v.Lede+" Nobody else has seen it.", ""
	} else {
		v.Lede += " Give it to the others yourself: it is shown once, so copy it now."
		v.Notes = append(v.Notes, "If this goes on, tell whoever looks after the service what it said: "+why.Error()+".")
	}
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), returnPatience)
	defer done()
	if p.Activities.MailedLink(ctx, r.Who, rated.ID, party.Agency, len(to)-lost, lost) != nil { // the link is shown in any case
		v.Notes = append(v.Notes, "The log does not say what became of the mails, since it could not be written. Tell whoever looks after the service.")
	}
	return v
}

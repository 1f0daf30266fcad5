package page

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/secret"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// ratingRoutes is the map of what people say of a record, signed in or by a
// link.
func (p *Pages) ratingRoutes() []server.Route {
	const link = "people who came have no account; the token of the link is checked"
	in, base := access.Coordination, "/coordination/activities/:ref"
	return []server.Route{
		server.Get(base+"/rate", in, access.GiveRating, audit.None, p.showRate),
		server.Post(base+"/rate", in, access.GiveRating, audit.Collect, p.saveRate),
		server.Get(base+"/answers/:agency", in, access.LinkRating, audit.None, p.showRateFor),
		server.Post(base+"/answers/:agency", in, access.LinkRating, audit.Collect, p.saveRateFor),
		server.Get(base+"/answers/:agency/mail", in, access.LinkRating, audit.None, p.showRatingMail),
		server.Post(base+"/answers/:agency/mail", in, access.LinkRating, audit.Alter, p.saveRatingMail),
		server.Post(base+"/links", in, access.LinkRating, audit.Alter, p.saveRatingLink),
		server.Get(base+"/links/:id/withdraw", in, access.LinkRating, audit.None, p.showRatingLinkWithdraw),
		server.Post(base+"/links/:id/withdraw", in, access.LinkRating, audit.Alter, p.saveRatingLinkWithdraw),
		server.Public(http.MethodGet, "/rate/:token", link, p.showRateByLink),
		server.Public(http.MethodPost, "/rate/:token", link, p.saveRateByLink),
		server.Public(http.MethodGet, "/rate/thanks", "somebody who answered by a link has no account; it shows nothing of any record", p.showThanks),
	}
}

// measureField asks one thing.
func measureField(m activity.Measure, f *form.Form, wrong map[string]string) layout.Field {
	v := layout.Field{ID: string(m), Label: m.Name(), Value: f.Raw(string(m)), Error: wrong[string(m)], Small: true, Inline: true}
	for i, words := range m.Words() {
		v.Options = append(v.Options, layout.Option{Value: itoa(i + 1), Label: words})
	}
	if m.Score() {
		v.Hint, v.Width, v.Mode, v.Autocomplete, v.Optional = "Of 100, if you took the test", "3", "numeric", "off", true
	}
	return v
}

func measureFields(asked []activity.Measure, f *form.Form, wrong map[string]string) []layout.Field {
	var all []layout.Field
	for _, m := range asked {
		all = append(all, measureField(m, f, wrong))
	}
	return all
}

// measureNames are the fields of a form that asks so much, in its order.
func measureNames(asked []activity.Measure) []string {
	var names []string
	for _, m := range asked {
		names = append(names, string(m))
	}
	return names
}

// readSaid is what one person said.
func readSaid(f *form.Form, asked []activity.Measure) activity.Said {
	said := activity.Said{}
	for _, m := range asked {
		say := "Select an answer from the list"
		if m.Score() {
			low, high := m.Span()
			say = fmt.Sprintf("%s must be a whole number between %d and %d", m.Name(), low, high)
		}
		if value := f.Int(string(m), say); f.Text(string(m)) != "" && !f.Spoke(string(m)) {
			said[m] = value
		}
	}
	return said
}

// fillSaid types what a person said before.
func fillSaid(f *form.Form, said activity.Said) {
	for m, value := range said {
		f.Set(string(m), itoa(value))
	}
}

// showRatings puts what people said into the page of a record.
func (p *Pages) showRatings(r *server.Request, v *web.ShowView, a activity.Activity) error {
	if a.Strand != access.Coordination || a.Hidden() || len(a.Measures()) == 0 || len(a.Parties()) == 0 {
		return nil
	}
	rated, err := p.Activities.Rated(r.Context(), r.Who, a.Ref)
	if err != nil {
		return err
	}
	view := web.RatingsView{Lead: answeredText(rated.Answered()), Results: resultRows(rated)}
	if n, _ := rated.Answered(); n == 0 {
		view.Lead, view.Results = "Nobody has said anything yet. "+view.Lead, nil
	}
	if r.May(access.GiveRating, a.Scope()) && rated.MayBeRatedBy(r.Who) == nil {
		own := rateForm(rated, r.Who, form.New(nil), nil)
		own.Heading = "How was it for you?"
		if len(rated.Own(r.Who)) > 0 {
			own.Heading = "What you said"
		}
		view.Form = &own
	}
	if !a.IsWithdrawn() {
		view.Links = p.ratingLinks(r, rated)
	}
	v.Parts = append(v.Parts, web.Ratings(view))
	return nil
}

// answeredText is "8 of 12 people have answered.".
func answeredText(n, of int) string {
	if of == 1 {
		return itoa(n) + " of 1 person has answered."
	}
	return itoa(n) + " of " + itoa(of) + " people have answered."
}

// resultRows is what was said of each measure: how many people said what, and
// an average once there are enough of them.
func resultRows(r activity.Rated) []layout.SummaryRow {
	var rows []layout.SummaryRow
	for _, m := range r.Results() {
		row := layout.SummaryRow{Key: m.Measure.Name()}
		_, high := m.Measure.Span()
		for i := len(m.Counts) - 1; i >= 0; i-- {
			row.Lines = append(row.Lines, m.Measure.Words()[i]+": "+plural(m.Counts[i], "person", "people"))
		}
		if m.N >= activity.FewestRaters {
			row.Lines = append(row.Lines, fmt.Sprintf("Average %.1f of %d, from %d people.", m.Average, high, m.N))
		} else {
			row.Lines = append(row.Lines, fmt.Sprintf("From %s. An average is shown from %d on.", plural(m.N, "person", "people"), activity.FewestRaters))
		}
		rows = append(rows, row)
	}
	if gain, n := r.Gain(); n > 0 {
		row := layout.SummaryRow{Key: "Change from before to after"}
		if n >= activity.FewestRaters {
			row.Lines = []string{fmt.Sprintf("%+.1f points on average, from %d people who took both tests.", gain, n)}
		} else {
			row.Lines = []string{fmt.Sprintf("From %s who took both tests. An average is shown from %d on.", plural(n, "person", "people"), activity.FewestRaters)}
		}
		rows = append(rows, row)
	}
	return rows
}

// rateForm asks who what they think: each thing in words by a tap, which saves
// it, and scores to be typed. What they said before is marked, or filled in until
// something else was typed.
func rateForm(rated activity.Rated, who access.Actor, f *form.Form, err error) web.RateForm {
	v := web.RateForm{Action: activityPath(access.Coordination, rated.Ref) + "/rate", Button: "Save my scores"}
	kept, own := form.New(nil), rated.Own(who)
	fillSaid(kept, own)
	for m, value := range own {
		if !f.Has(string(m)) {
			f.Set(string(m), itoa(value))
		}
	}
	for _, m := range rated.Measures() {
		if m.Score() {
			v.Fields = append(v.Fields, measureField(m, f, said(err)))
		} else {
			tap := measureField(m, kept, said(err))
			if n := slices.IndexFunc(tap.Options, func(o layout.Option) bool { return o.Value == f.Text(string(m)) }); n >= 0 && tap.Options[n].Value != tap.Value {
				tap.Hint = "You chose ‘" + tap.Options[n].Label + "’, which is not saved. Choose it again to save it"
			}
			v.Taps = append(v.Taps, tap)
		}
	}
	return v
}

// spokenOf is the measure that a form is about, or else the first of those
// asked.
func spokenOf(f *form.Form, asked []activity.Measure) activity.Measure {
	if n := slices.IndexFunc(asked, func(m activity.Measure) bool { return f.Has(string(m)) }); n >= 0 {
		return asked[n]
	}
	return asked[0]
}

// findRated is the record in the path, if who may rate it.
func (p *Pages) findRated(r *server.Request) (activity.Rated, error) {
	rated, err := p.Activities.Rated(r.Context(), r.Who, r.Param("ref"))
	if err != nil {
		return rated, err
	}
	return rated, rated.MayBeRatedBy(r.Who)
}

func (p *Pages) showRate(r *server.Request) error {
	rated, err := p.findRated(r)
	if err != nil {
		return err
	}
	return r.Show(web.Rate(p.rateView(r, rated, form.New(nil), nil)))
}

func (p *Pages) saveRate(r *server.Request) error {
	rated, err := p.findRated(r)
	if err != nil {
		return err
	}
	f := r.Form()
	what := readSaid(f, rated.Measures())
	err = f.Join(what.CheckPart(rated.Measures(), spokenOf(f, rated.Measures())))
	if err == nil {
		err = p.Activities.Rate(r.Context(), r.Who, rated.Ref, r.Who.Agency, activity.Rate(r.Who, what, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Rate(p.rateView(r, rated, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Your rating of " + rated.Ref + " is saved. You can change it on this page.")
	return r.Go("/coordination/activities/%s#ratings", rated.Ref)
}

func (p *Pages) rateView(r *server.Request, rated activity.Rated, f *form.Form, err error) web.RateView {
	v := web.RateView{
		Back: &layout.Link{Text: "Back to " + rated.Ref, Href: activityPath(access.Coordination, rated.Ref)}, Problems: inOrder(problems(err), measureNames(rated.Measures())...),
		Heading: "Rate " + rated.Content.Name, Says: []string{rated.Kind.Name() + ", " + day(rated.Content.Day) + ". The record shows how many people said what, and not who."},
		Form: rateForm(rated, r.Who, f, err),
	}
	v.Shell = p.shell(r, shellOf{Title: "Rate " + rated.Ref, Strand: access.Coordination, Nav: "Activities", Marking: string(rated.Content.Marking), Limit: rated.Content.Limit, Err: err})
	return v
}

// ratingLinks is how the people of each agency can answer, for those agencies
// that this person may ask.
func (p *Pages) ratingLinks(r *server.Request, rated activity.Rated) *web.RatingLinks {
	at := activityPath(access.Coordination, rated.Ref)
	v := web.RatingLinks{Action: at + "/links"}
	for _, party := range rated.Parties() {
		if !r.May(access.LinkRating, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership, Agency: party.Agency}) {
			continue
		}
		n, of := rated.AnsweredBy(party.Agency)
		row := web.RatingAgency{Agency: party.AgencyName, ID: itoa(party.Agency), Answered: itoa(n) + " of " + itoa(of), Link: []string{"None"}}
		link, found := p.linkOf(rated, party.Agency)
		if n < of {
			row.Make = "Make a link"
		}
		if found {
			row.Link = p.linkState(link)
			if link.Works(p.today()) {
				row.Ways = append(row.Ways, layout.Link{Text: "Withdraw the link", Href: at + "/links/" + link.ID.String() + "/withdraw", Hidden: "for " + party.AgencyName})
				if n < of {
					row.Make = "Make a new link"
				}
			}
		}
		if n < of && p.Mail != nil {
			row.Ways = append(row.Ways, layout.Link{Text: "Mail it to them", Href: at + "/answers/" + itoa(party.Agency) + "/mail", Hidden: "to the people from " + party.AgencyName})
		}
		row.Ways = append(row.Ways, layout.Link{Text: "Enter answers", Href: at + "/answers/" + itoa(party.Agency), Hidden: "for " + party.AgencyName})
		v.Agencies = append(v.Agencies, row)
	}
	if len(v.Agencies) == 0 {
		return nil
	}
	return &v
}

// linkOf is the agency's link that works, or else its newest.
func (p *Pages) linkOf(rated activity.Rated, agency int) (activity.RatingLink, bool) {
	var newest activity.RatingLink
	found := false
	for _, l := range rated.Links {
		if l.Agency != agency {
			continue
		}
		if l.Works(p.today()) {
			return l, true
		}
		if !found {
			newest, found = l, true
		}
	}
	return newest, found
}

// linkState says how a link stands.
func (p *Pages) linkState(l activity.RatingLink) []string {
	uses := itoa(l.Uses-l.Used) + " of " + plural(l.Uses, "use", "uses") + " left"
	switch {
	case !l.Withdrawn.IsZero():
		return []string{"Withdrawn on " + moment(l.Withdrawn)}
	case l.Used >= l.Uses:
		return []string{"Used up"}
	case p.today().After(l.Expires):
		return []string{"Ended on " + day(l.Expires), uses}
	}
	return []string{"Works until " + day(l.Expires), uses}
}

// agencyParam is the agency in the path, if people of it took part and this
// person may speak for them.
func (p *Pages) agencyParam(r *server.Request, rated activity.Rated, text string) (activity.Party, error) {
	id, err := strconv.Atoi(text)
	if err != nil {
		return activity.Party{}, fault.Missing()
	}
	party := rated.Party(id)
	if party.People == 0 {
		return party, fault.Missing()
	}
	if !r.May(access.LinkRating, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership, Agency: id}) {
		return party, fault.New(fault.Forbidden, "You can do this for your own agency only")
	}
	return party, nil
}

// findRatedFor is the record and the agency in the path.
func (p *Pages) findRatedFor(r *server.Request, agency string) (activity.Rated, activity.Party, error) {
	rated, err := p.Activities.Rated(r.Context(), r.Who, r.Param("ref"))
	if err != nil {
		return rated, activity.Party{}, err
	}
	if err := rated.MayRate(); err != nil {
		return rated, activity.Party{}, err
	}
	party, err := p.agencyParam(r, rated, agency)
	return rated, party, err
}

func (p *Pages) showRateFor(r *server.Request) error {
	rated, party, err := p.findRatedFor(r, r.Param("agency"))
	if err != nil {
		return err
	}
	f := form.New(nil)
	fillEntered(f, rated.Measures(), rated.EnteredFor(party.Agency))
	return r.Show(web.RateFor(p.rateForView(r, rated, party, f, nil)))
}

func (p *Pages) saveRateFor(r *server.Request) error {
	rated, party, err := p.findRatedFor(r, r.Param("agency"))
	if err != nil {
		return err
	}
	f := r.Form()
	all := readEntered(f, rated.Measures())
	err = f.Join(rated.CheckFor(party.Agency, all))
	if err == nil {
		err = p.Activities.Rate(r.Context(), r.Who, rated.Ref, party.Agency, activity.RateFor(r.Who, party.Agency, all, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.RateFor(p.rateForView(r, rated, party, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Answers of " + plural(len(all), "person", "people") + " from " + party.AgencyName + " are saved.")
	return r.Go("/coordination/activities/%s", rated.Ref)
}

func (p *Pages) rateForView(r *server.Request, rated activity.Rated, party activity.Party, f *form.Form, err error) web.RateForView {
	at := activityPath(access.Coordination, rated.Ref)
	wrong := said(err)
	v := web.RateForView{
		Back: layout.Link{Text: "Back to " + rated.Ref, Href: at}, Problems: inOrder(problems(err), measureNames(rated.Measures())...), Heading: "What the people from " + party.AgencyName + " said",
		Says: []string{
			rated.Content.Name + ", " + day(rated.Content.Day) + ". " + plural(party.People, "person", "people") + " came from " + party.AgencyName + ".",
			"Type one number for each person, in the same order in every line, like 4, 5, 5. Type a dash for a person who did not say. What you save takes the place of what was entered here before. Nobody is named.",
		},
		Action: at + "/answers/" + itoa(party.Agency), Cancel: layout.Link{Text: "Cancel", Href: at},
	}
	for _, m := range rated.Measures() {
		low, high := m.Span()
		hint := fmt.Sprintf("Numbers from %d to %d", low, high)
		if words := m.Words(); len(words) > 0 {
			hint += fmt.Sprintf(": %d is ‘%s’, %d is ‘%s’", low, strings.ToLower(words[0]), high, strings.ToLower(words[len(words)-1]))
		}
		v.Fields = append(v.Fields, layout.Field{
			ID: string(m), Label: m.Name(), Hint: hint, Value: f.Raw(string(m)), Error: wrong[string(m)], Width: "two-thirds", Autocomplete: "off", Optional: true,
		})
	}
	v.Shell = p.shell(r, shellOf{Title: "Enter answers", Strand: access.Coordination, Nav: "Activities", Marking: string(rated.Content.Marking), Limit: rated.Content.Limit, Err: err})
	return v
}

// unsaid is how a person who did not say stands in a line of numbers.
const unsaid = "-"

// longestEntry is the most that a line of numbers can be: more is not read.
const longestEntry = 5000

// readEntered is one line of numbers for each measure, as what each person
// said: the nth number of every line is the same person's.
func readEntered(f *form.Form, asked []activity.Measure) []activity.Said {
	var all []activity.Said
	for _, m := range asked {
		low, high := m.Span()
		say := fmt.Sprintf("%s: enter numbers from %d to %d with a comma between them, like %d, %d", m.Name(), low, high, low, high)
		text := f.Text(string(m))
		f.Need(len(text) <= longestEntry, string(m), "%s", say)
		if len(text) > longestEntry {
			continue
		}
		words := strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ';' || c == ' ' || c == '\n' || c == '\t' })
		for i, w := range words {
			for len(all) <= i {
				all = append(all, activity.Said{})
			}
			if w == unsaid || w == "–" {
				continue
			}
			value, err := strconv.Atoi(w)
			f.Need(err == nil, string(m), "%s", say)
			all[i][m] = value
		}
	}
	var spoken []activity.Said
	for _, s := range all {
		if len(s) > 0 {
			spoken = append(spoken, s)
		}
	}
	return spoken
}

// fillEntered types what was entered before.
func fillEntered(f *form.Form, asked []activity.Measure, all []activity.Said) {
	for _, m := range asked {
		var words []string
		some := false
		for _, s := range all {
			value, ok := s[m]
			if !ok {
				words = append(words, unsaid)
				continue
			}
			words, some = append(words, itoa(value)), true
		}
		if some {
			f.Set(string(m), strings.Join(words, ", "))
		}
	}
}

// saveRatingLink shows the link in its own answer: it is kept nowhere that a
// page after it could read it from.
func (p *Pages) saveRatingLink(r *server.Request) error {
	f := r.Form()
	if f.Spoke("agency") {
		return fault.Missing() // it names no agency
	}
	rated, party, err := p.findRatedFor(r, f.Text("agency"))
	if err != nil {
		return err
	}
	token := secret.NewToken()
	if err := p.Activities.Rate(r.Context(), r.Who, rated.Ref, party.Agency, activity.MakeLink(r.Who, party.Agency, token, p.Now())); err != nil {
		return err
	}
	return r.Show(web.RatingLink(p.ratingLinkView(r, rated, party, token)))
}

// ratingLinkView shows a link of the agency.
func (p *Pages) ratingLinkView(r *server.Request, rated activity.Rated, party activity.Party, token string) web.RatingLinkView {
	until := p.linkEnds()
	v := web.RatingLinkView{
		Back: layout.Link{Text: "Back to " + rated.Ref, Href: activityPath(access.Coordination, rated.Ref)}, Heading: "A link for the people from " + party.AgencyName, Link: p.ratingLink(token),
		Lede:  "This link is shown once. Copy it now and send it to the people who came. Whoever has it can answer without signing in.",
		Until: "It works until " + until + ". If you make another for " + party.AgencyName + ", this one stops working.",
		Uses:  "It can be used " + plural(party.People, "time", "times") + ", as many as people came.",
		Mail:  linkLetter(rated.Activity, until),
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Activities", NoPrint: true})
	return v
}

// ratingLink is where a token leads, as it is sent.
func (p *Pages) ratingLink(token string) string {
	link, err := url.JoinPath(p.PublicURL, "rate", token)
	if err != nil {
		return "/rate/" + token
	}
	return link
}

// linkEnds is the last day of a link that is made today.
func (p *Pages) linkEnds() string { return day(p.today().AddDate(0, 0, activity.LinkDays)) }

// linkLetter is what goes with a link.
func linkLetter(a activity.Activity, until string) string {
	begins := "You came to "
	if a.Kind == activity.Share {
		begins = "Information was shared with you: "
	}
	return begins + aboutText(a.Kind, linkTitle(a), a.Content.Day) + ". Please tell us how it was. It takes a minute, and nobody is asked who they are. The link works until " + until + ":"
}

// linkTitle is the title that a link tells of a record, which is none where
// the record is marked above OFFICIAL.
func linkTitle(a activity.Activity) string {
	if a.Content.Marking != activity.Official {
		return ""
	}
	return a.Content.Name
}

// aboutText is "‘Safeguarding basics’ on 12 November 2025", or without a title
// "the training on 12 November 2025".
func aboutText(k activity.Kind, title string, on time.Time) string {
	what := "‘" + title + "’"
	if title == "" {
		what = "the " + strings.ToLower(k.Name())
	}
	return what + " on " + day(on)
}

func (p *Pages) showRatingLinkWithdraw(r *server.Request) error {
	rated, link, err := p.findRatingLink(r)
	if err != nil {
		return err
	}
	at := activityPath(access.Coordination, rated.Ref)
	return r.Show(web.Ask(web.AskView{
		Shell: p.shell(r, shellOf{Title: "Withdraw a link", Strand: access.Coordination, Nav: "Activities", Marking: string(rated.Content.Marking), Limit: rated.Content.Limit}),
		Back:  layout.Link{Text: "Back to " + rated.Ref, Href: at}, Heading: "Withdraw the link for the people from " + link.AgencyName,
		Says:   []string{"It was used " + plural(link.Used, "time", "times") + ". What people said by it stays.", "Whoever opens it from now on is told that the page was not found."},
		Action: at + "/links/" + link.ID.String() + "/withdraw",
		Button: "Withdraw link", Danger: true, Cancel: layout.Link{Text: "Keep it", Href: at},
	}))
}

func (p *Pages) saveRatingLinkWithdraw(r *server.Request) error {
	rated, link, err := p.findRatingLink(r)
	if err != nil {
		return err
	}
	if err := p.Activities.Rate(r.Context(), r.Who, rated.Ref, link.Agency, activity.WithdrawLink(link.ID, p.Now())); err != nil {
		return err
	}
	r.Flash("The link for the people from " + link.AgencyName + " is withdrawn.")
	return r.Go("/coordination/activities/%s", rated.Ref)
}

// findRatingLink is the link in the path, if this person may withdraw it.
func (p *Pages) findRatingLink(r *server.Request) (activity.Rated, activity.RatingLink, error) {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return activity.Rated{}, activity.RatingLink{}, fault.Missing()
	}
	rated, link, err := p.Activities.RatingLink(r.Context(), r.Who, r.Param("ref"), id)
	switch {
	case err != nil:
		return rated, link, err
	case !r.May(access.LinkRating, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership, Agency: link.Agency}):
		return rated, link, fault.New(fault.Forbidden, "You can do this for your own agency only")
	case !link.Withdrawn.IsZero():
		return rated, link, fault.New(fault.Conflict, "This link has already been withdrawn")
	}
	return rated, link, nil
}

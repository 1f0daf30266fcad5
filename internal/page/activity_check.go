package page

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// readDraft is the draft in the path as a record that can be saved. Where it
// cannot, or was already, it has answered, and done is true.
func (p *Pages) readDraft(r *server.Request, in access.Strand) (d activity.Draft, c activity.Content, done bool, err error) {
	if d, err = p.findDraft(r, in); err != nil {
		return d, c, false, err
	}
	k, ok := p.formOf(d.Kind)
	if !ok || !r.MayIn(d.Kind.Do(), in) {
		return d, c, false, fault.Missing()
	}
	if d.UsedFor != "" {
		return d, c, true, savedAlready(r, d)
	}
	f := form.New(d.Typed)
	setting, err := p.settingOf(r, k, f)
	if err != nil {
		return d, c, false, err
	}
	c = k.read(f, setting)
	how := logForm(k, d.ID)
	if how.err = f.Join(c.Check(setting)); how.err != nil {
		return d, c, true, r.Mend(p.formPage(r, k, f, setting, how))
	}
	return d, c.Tidy(), false, nil
}

// savedAlready leads to the record that a draft became.
func savedAlready(r *server.Request, d activity.Draft) error {
	r.Flash("This was saved already as " + d.UsedFor + ".")
	return r.Go("/%s/activities/%s", string(d.Kind.Strand()), d.UsedFor)
}

// readAlike is the draft in the path as readDraft returns it, with the records
// that look like what it would become. A draft sent twice at once looks like
// its own record; whether it was saved is therefore asked again after looking.
func (p *Pages) readAlike(r *server.Request, in access.Strand) (d activity.Draft, c activity.Content, alike []activity.Line, done bool, err error) {
	d, c, done, err = p.readDraft(r, in)
	if done || err != nil {
		return d, c, nil, done, err
	}
	if alike, err = p.Activities.Similar(r.Context(), r.Who, c); err != nil || len(alike) == 0 {
		return d, c, nil, false, err
	}
	if d, err = p.findDraft(r, in); err != nil {
		return d, c, nil, false, err
	}
	if d.UsedFor != "" {
		return d, c, nil, true, savedAlready(r, d)
	}
	return d, c, alike, false, nil
}

func (p *Pages) showActivityCheck(r *server.Request, in access.Strand) error {
	d, c, alike, done, err := p.readAlike(r, in)
	if done || err != nil {
		return err
	}
	return r.Show(web.Check(p.checkPage(r, d, c, alike, form.New(nil), nil)))
}

// checkPage is what is about to be saved, with the records that look like it.
func (p *Pages) checkPage(r *server.Request, d activity.Draft, c activity.Content, alike []activity.Line, f *form.Form, wrong error) web.CheckView {
	k, _ := p.formOf(d.Kind)
	v := checkView(k, d.ID, c)
	v.Problems, v.Alike = problems(wrong), alikeFields(f, alike, wrong)
	if n, ok := k.(noticing); ok {
		v.Notice = n.notice(c)
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: d.Kind.Strand(), Nav: "Activities", Marking: string(c.Marking), Limit: c.Limit, NoPrint: noPrint(c), Err: wrong})
	raise(&v.Shell, slices.ContainsFunc(alike, ofSensitiveLine))
	return v
}

func (p *Pages) saveActivityCheck(r *server.Request, in access.Strand) error {
	d, c, alike, done, err := p.readAlike(r, in)
	if done || err != nil {
		return err
	}
	f := r.Form()
	pairs, same := p.readPairs(r, f, alike)
	if same != nil {
		if err := p.Activities.KeepSame(r.Context(), r.Who, activity.SameAsDraft(r.Who, d.ID, *same, p.Now())); err != nil {
			return err
		}
		r.FlashLink("Nothing was saved, since it is "+same.Ref+". Your draft is kept.", "See your drafts", p.draftsAt(in))
		return r.Go("/%s/activities/%s", string(in), same.Ref)
	}
	if wrong := f.Err(); wrong != nil {
		return r.Mend(web.Check(p.checkPage(r, d, c, alike, f, wrong)))
	}
	a := activity.Log(r.Who, c, p.Now())
	a.Pairs = pairs
	if a, err = p.Activities.Log(r.Context(), r.Who, d.ID, a); err != nil {
		return err
	}
	k, _ := p.formOf(d.Kind)
	r.FlashLink(savedText(k, a), "Correct it until "+moment(a.OwnUntil()), activityPath(a.Strand, a.Ref)+"/correct")
	return r.Go("/%s/activities/%s", string(in), a.Ref)
}

// savedText says what was saved, and which agencies have an action from it.
func savedText(k kindForm, a activity.Activity) string {
	say := k.words().saved + " " + a.Ref + " saved."
	if asked := a.Asked(); len(asked) > 0 {
		say += " " + plural(len(asked), "action", "actions") + " sent to " + list(agenciesOf(asked)) + "."
	}
	if follow := a.FollowUps(); len(follow) > 0 {
		say += " " + plural(len(follow), "follow-up", "follow-ups") + " opened, due on " + day(follow[0].Due) + "."
	}
	return say
}

// agenciesOf names the agencies that have to do something, each once.
func agenciesOf(actions []activity.Action) []string {
	var names []string
	seen := map[int]bool{}
	for _, a := range actions {
		if !seen[a.Agency] {
			names = append(names, a.AgencyName)
		}
		seen[a.Agency] = true
	}
	return names
}

// checkView is what is about to be saved, with a way back to each answer.
func checkView(k kindForm, draft uuid.UUID, c activity.Content) web.CheckView {
	w, strand := k.words(), k.kind().Strand()
	form := newPath(k) + "?draft=" + draft.String()
	row := func(a checkRow) layout.SummaryRow {
		if strings.Join(a.lines, "") == "" {
			a.lines = []string{"Nothing recorded"}
		}
		href := form
		if a.fold != "" {
			href += "&open=" + a.fold
		}
		if a.what == "" {
			return layout.SummaryRow{Key: a.key, Lines: a.lines}
		}
		return layout.SummaryRow{Key: a.key, Lines: a.lines, Actions: []layout.Link{{Text: "Change", Href: href + "#" + a.field, Hidden: a.what}}}
	}
	v := web.CheckView{
		Heading: "Check the " + w.noun + " before you save it", Back: layout.Link{Text: "Back", Href: form},
		Rows: []layout.SummaryRow{
			{Key: "Record area", Show: layout.Strand(string(strand))},
			row(checkRow{upper(w.noun), []string{c.Name}, strings.ToLower(w.name), "", "name"}),
			row(checkRow{"Date", []string{held(c)}, "date", "when", "date"}),
		},
		Action: draftPath(strand, draft.String(), "check"), Save: "Save " + w.noun, Cancel: layout.Link{Text: "Go back and change it", Href: form},
	}
	for _, a := range k.checks(c) {
		v.Rows = append(v.Rows, row(a))
	}
	v.Rows = append(v.Rows, row(checkRow{w.summary, strings.Split(c.Summary, "\n"), strings.ToLower(w.summary), "agreed", "summary"}))
	if w.asks {
		var asked []string
		for _, a := range c.Actions {
			asked = append(asked, actionText(a)+".")
		}
		v.Rows = append(v.Rows, row(checkRow{"Actions", asked, "actions", "actions", "actions"}))
	}
	if strand == access.Coordination {
		v.Rows = append(v.Rows, row(checkRow{"Evidence for", []string{list(c.Items)}, "checklist items", "items", "items"}))
	}
	handling := []string{string(c.Marking) + ". " + whoSees(strand) + "."}
	if l := limitText(c.Limit); l != "" {
		handling = append(handling, l+".")
	}
	v.Rows = append(v.Rows, row(checkRow{"Handling", handling, "marking", "handling", "marking"}))
	return v
}

// upper is a word as a sentence begins with it.
func upper(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// filled leaves out what is empty.
func filled(lines []string) []string {
	var all []string
	for _, l := range lines {
		if l != "" {
			all = append(all, l)
		}
	}
	return all
}

package page

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// engagementForm records outreach activities.
type engagementForm struct{}

func (engagementForm) kind() activity.Kind { return activity.OutreachActivity }

func (engagementForm) words() kindWords {
	return kindWords{
		path: "activity", noun: "activity", name: "Activity name", log: "Log an outreach activity", about: "About the activity",
		lede:    "Record what was done in the community, what it was for and about how many people came. Say what happened, never who came.",
		summary: "Summary", hint: "What happened and what people asked about, without anything that could identify them", said: "What happened", saved: "Activity",
		notes: []string{
			"People who work in outreach records see it. Nobody else can tell that it is there.",
			"You can correct the record for 24 hours. After that an outreach lead adds corrections, and the first version stays in the history.",
		},
		never: []string{
			"Do not identify any member of the public, even by initials.",
			"Never record intelligence here, and do not refer to it. Report it by your agency’s own route.",
			"People you write about can ask to see what you wrote.",
		},
	}
}

func (engagementForm) blank(_ *server.Request, f *form.Form, _ activity.Setting) error {
	f.Set("marking", string(activity.Official))
	return nil
}

func (e engagementForm) read(f *form.Form, in activity.Setting) activity.Content {
	c := readContent(f, in, e.words(), nil)
	d := activity.Engagement{
		Aims: f.Text("aims"), Audience: activity.Audience(f.Text("audience")), Area: f.Text("area"), Others: f.Text("others"), FollowUp: f.Text("follow_up"),
		Police: activity.PolicePart(f.Text("police_part")), Outcome: f.Text("outcome"),
	}
	for _, i := range pickAgencies(f, "partners", in) {
		d.Partners = append(d.Partners, activity.Partner{Agency: i.Agency, AgencyName: i.Name})
	}
	c.Detail = d
	blurs := blursOf(f)
	f.Need(len(blurs) == 0 || f.Text("cleared") == blurSign(blurs), "cleared", "Read the warning. Change the text, or tick that none of it is intelligence")
	return c
}

func (engagementForm) fill(f *form.Form, c activity.Content) {
	e := activity.Part[activity.Engagement](c)
	fillContent(f, c)
	f.Set("aims", e.Aims)
	f.Set("audience", string(e.Audience))
	f.Set("area", e.Area)
	var partners []string
	for _, p := range e.Partners {
		partners = append(partners, itoa(p.Agency))
	}
	f.Set("partners", partners...)
	f.Set("others", e.Others)
	f.Set("follow_up", e.FollowUp)
	f.Set("police_part", string(e.Police))
	f.Set("outcome", e.Outcome)
}

func (engagementForm) fields(activity.Setting) []string {
	return []string{"aims", "audience", "area", "partners", "others", "follow_up", "police_part", "outcome", "cleared"}
}

func (engagementForm) press(*form.Form, activity.Setting, string) (open, focus string, ok bool) {
	return "", "", false
}

// wide knows the agencies that took part then.
func (engagementForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	for _, p := range activity.Part[activity.Engagement](c).Partners {
		in = widened(in, p.Agency, p.AgencyName)
	}
	return in
}

func (e engagementForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	long := func(id, label, hint string) layout.Field {
		return layout.Field{ID: id, Label: label, Hint: hint, Value: f.Raw(id), Error: wrong[id], Rows: 2, Max: activity.MaxAims, Optional: id != "aims"}
	}
	v := web.EngagementView{
		FrameView: frame,
		Aims:      long("aims", "Aims", "What it was for"),
		Audience:  layout.Field{ID: "audience", Label: "About how many people came", Value: f.Raw("audience"), Error: wrong["audience"], Inline: true, Small: true},
		Area: layout.Field{
			ID: "area", Label: "Area", Hint: "A ward or neighbourhood, not an address", Value: f.Raw("area"), Error: wrong["area"], Width: "two-thirds", Autocomplete: "off", Optional: true,
		},
		Partners: agencyBoxes(f, in, wrong, "partners", "Partner agencies that took part"),
		Others:   long("others", "Other organisations", "Community groups, schools and others. No names of people"),
		FollowUp: long("follow_up", "Follow-up", "What happens next"),
		Blur:     blurView(f, wrong),

		Evaluation: evaluationView("an activity", "police_part", f, how),
	}
	for _, a := range activity.Audiences() {
		v.Audience.Options = append(v.Audience.Options, layout.Option{Value: string(a), Label: a.Name()})
	}
	v.More = web.Fold{
		ID: "more", Summary: "Other organisations and follow-up", Note: brief(strings.Join(filled([]string{f.Text("others"), f.Text("follow_up")}), " "), 60),
		Open: f.Text("others")+f.Text("follow_up") != "" || how.opens("more", "others", "follow_up"),
	}
	return web.Engagement(v)
}

func (engagementForm) checks(c activity.Content) []checkRow {
	e := activity.Part[activity.Engagement](c)
	return []checkRow{
		{"Aims", strings.Split(e.Aims, "\n"), "aims", "", "aims"},
		{"Audience", []string{e.Audience.Name()}, "audience", "", "audience"},
		{"Area", []string{e.Area}, "area", "", "area"},
		{"Partner agencies", []string{list(partnersOf(e))}, "partner agencies", "", "partners"},
		{"Other organisations", strings.Split(e.Others, "\n"), "other organisations", "more", "others"},
		{"Follow-up", strings.Split(e.FollowUp, "\n"), "follow-up", "more", "follow_up"},
		{"For evaluation", filled([]string{e.Police.Name(), e.Outcome}), "what is for evaluation", "evaluation", "police_part"},
	}
}

func (engagementForm) answers(c activity.Content) []answer {
	e := activity.Part[activity.Engagement](c)
	return []answer{
		{"Aims", e.Aims},
		{"Audience", e.Audience.Name()},
		{"Area", e.Area},
		{"Partner agencies", list(partnersOf(e))},
		{"Other organisations", e.Others},
		{"Follow-up", e.FollowUp},
		{"Part that police had", e.Police.Name()},
		{"Outcome hoped for", e.Outcome},
	}
}

func (engagementForm) shows(_ *server.Request, v *web.ShowView, a activity.Activity) error {
	e := activity.Part[activity.Engagement](a.Content)
	v.Facts = append(v.Facts, factRows(append([]answer{
		{"Aims", e.Aims},
		{"Audience", e.Audience.Name()},
		{"Area", e.Area},
		{"Partner agencies", list(partnersOf(e))},
		{"Other organisations", e.Others},
		{"Follow-up", e.FollowUp},
	}, evaluationAnswers(e.Police, e.Outcome)...))...)
	return nil
}

// partnersOf names the agencies that took part.
func partnersOf(e activity.Engagement) []string {
	var names []string
	for _, p := range e.Partners {
		names = append(names, p.AgencyName)
	}
	return names
}

// factRows are answers as a record's page lists them: those that were given.
func factRows(answers []answer) []layout.SummaryRow {
	var rows []layout.SummaryRow
	for _, a := range answers {
		if a.text != "" {
			rows = append(rows, layout.SummaryRow{Key: a.name, Lines: strings.Split(a.text, "\n")})
		}
	}
	return rows
}

// pickAgencies are the agencies that were ticked, in the order of the setting.
// One that is not in it comes as an agency that there is not, for the subject
// to refuse.
func pickAgencies(f *form.Form, name string, in activity.Setting) []activity.Invited {
	var all []activity.Invited
	known := map[string]bool{"": true}
	for _, i := range in.Invited {
		if known[itoa(i.Agency)] = true; f.Ticked(name, itoa(i.Agency)) {
			all = append(all, i)
		}
	}
	if slices.ContainsFunc(f.All(name), func(id string) bool { return !known[id] }) {
		all = append(all, activity.Invited{Agency: -1})
	}
	return all
}

// agencyBoxes offers the agencies of the setting to be ticked.
func agencyBoxes(f *form.Form, in activity.Setting, wrong map[string]string, name, label string) layout.Field {
	v := layout.Field{ID: name, Label: label, Error: wrong[name], Small: true, Optional: true}
	for _, i := range in.Invited {
		id := itoa(i.Agency)
		v.Options = append(v.Options, layout.Option{Value: id, Label: i.Name, Chosen: f.Ticked(name, id)})
	}
	return v
}

// widened is the setting with one agency more, if it does not have it.
func widened(in activity.Setting, agency int, name string) activity.Setting {
	if slices.ContainsFunc(in.Invited, func(i activity.Invited) bool { return i.Agency == agency }) {
		return in
	}
	in.Invited = append(slices.Clone(in.Invited), activity.Invited{Agency: agency, Name: name})
	return in
}

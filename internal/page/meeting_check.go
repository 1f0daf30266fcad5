package page

import (
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// readDraft is the draft in the path as a meeting that can be saved. Where it
// cannot, or was already, it has answered, and done is true.
func (p *Pages) readDraft(r *server.Request) (d activity.Draft, m activity.Meeting, done bool, err error) {
	if d, err = p.findDraft(r); err != nil {
		return d, m, false, err
	}
	if d.UsedFor != "" {
		r.Flash("This meeting was saved already as " + d.UsedFor + ".")
		return d, m, true, r.Go("/coordination/activities/%s", d.UsedFor)
	}
	in, err := p.meetingSetting(r)
	if err != nil {
		return d, m, false, err
	}
	f := form.New(d.Typed)
	m = readMeeting(f, in)
	how := logForm(d.ID)
	if how.err = f.Join(m.Check(in)); how.err != nil {
		return d, m, true, r.Mend(web.Meeting(p.meetingView(r, f, in, how)))
	}
	return d, m.Tidy(), false, nil
}

func (p *Pages) showMeetingCheck(r *server.Request) error {
	d, m, done, err := p.readDraft(r)
	if done || err != nil {
		return err
	}
	v := checkView(d.ID, m)
	v.Shell = p.shell(r, shellOf{Title: "Check the meeting before you save it", Strand: access.Coordination, Nav: "Activities", Marking: string(m.Marking)})
	return r.Show(web.Check(v))
}

func (p *Pages) saveMeetingCheck(r *server.Request) error {
	d, m, done, err := p.readDraft(r)
	if done || err != nil {
		return err
	}
	a, err := p.Activities.Log(r.Context(), r.Who, d.ID, activity.Log(r.Who, m, p.Now()))
	if err != nil {
		return err
	}
	at := activityPath(a.Strand, a.Ref)
	r.FlashLink(savedText(a), "Correct it until "+moment(a.OwnUntil()), at+"/correct")
	return r.Go("/coordination/activities/%s", a.Ref)
}

// savedText says what was saved, and which agencies have an action from it.
func savedText(a activity.Activity) string {
	say := "Meeting " + a.Ref + " saved."
	if n := len(a.Actions); n > 0 {
		say += " " + plural(n, "action", "actions") + " sent to " + list(agenciesOf(a.Actions)) + "."
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
func checkView(draft uuid.UUID, m activity.Meeting) web.CheckView {
	form := newMeeting + "?draft=" + draft.String()
	change := func(what, fold, field string) []layout.Link {
		href := form
		if fold != "" {
			href += "&open=" + fold
		}
		return []layout.Link{{Text: "Change", Href: href + "#" + field, Hidden: what}}
	}
	row := func(key string, lines []string, what, fold, field string) layout.SummaryRow {
		if strings.Join(lines, "") == "" {
			lines = []string{"Nothing recorded"}
		}
		return layout.SummaryRow{Key: key, Lines: lines, Actions: change(what, fold, field)}
	}
	var attendance, asked []string
	for _, l := range m.Attendance {
		attendance = append(attendance, l.AgencyName+". "+attendanceText(l))
	}
	for _, a := range m.Actions {
		asked = append(asked, actionText(a)+".")
	}
	initiative := "Not part of the initiative"
	if m.Initiative {
		initiative = "Part of the initiative"
	}
	when := []string{place(m), m.SeriesName, initiative}
	return web.CheckView{
		Back: layout.Link{Text: "Back", Href: form},
		Rows: []layout.SummaryRow{
			{Key: "Record area", Show: layout.Strand(string(access.Coordination))},
			row("Meeting", []string{m.Name}, "meeting name", "", "name"),
			row("Date", []string{held(m)}, "date", "when", "date"),
			row("Place and series", filled(when), "place and series", "when", "when"),
			row("Attendance", append([]string{turnout(m) + "."}, attendance...), "attendance", "", "who"),
			row("Other people", strings.Split(m.Others, "\n"), "other people", "more", "others"),
			row("Summary", strings.Split(m.Summary, "\n"), "summary", "agreed", "summary"),
			row("Actions", asked, "actions", "actions", "actions"),
			row("Evidence for", []string{list(m.Items)}, "checklist items", "items", "items"),
			row("Handling", []string{string(m.Marking) + ". " + whoSees(access.Coordination) + "."}, "marking", "handling", "marking"),
		},
		Action: "/coordination/drafts/" + draft.String() + "/check", Save: "Save meeting", Cancel: layout.Link{Text: "Go back and change it", Href: form},
	}
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

package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// blankRows is how many rows for actions a form begins with.
const blankRows = 2

// fieldsOfAction are the three answers of a row.
var fieldsOfAction = []string{"what", "who", "due"}

// readMeeting is what was typed, as a meeting. What could not be read is noted
// in f; what may not be is the subject's to say.
func readMeeting(f *form.Form, in activity.Setting) activity.Meeting {
	m := activity.Meeting{
		Name: f.Text("name"), Day: f.Date("date", "Date of the meeting", in.Today), Start: f.Clock("start", "Start time"),
		Mode: activity.Mode(f.Text("mode")), Place: f.Text("place"), Series: f.ID("series"), Others: f.Text("others"), Summary: f.Text("summary"),
		Items: slices.Clone(f.All("item")), Marking: activity.Marking(f.Text("marking")), Initiative: f.Ticked("initiative", "yes"),
	}
	m.SeriesName = seriesNames(in.Series)[m.Series]
	f.Need(f.Text("series") == "" || m.Series != uuid.Nil, "series", "Select a series from the list")
	for _, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		m.Attendance = append(m.Attendance, activity.Attendance{
			Agency: i.Agency, AgencyName: i.Name, State: activity.State(f.Text("attendance-" + id)), Person: strings.Join(strings.Fields(f.Text("who-"+id)), " "),
			Why: activity.Why(f.Text("why-" + id)), InformationSent: f.Ticked("sent-"+id, "yes"),
		})
	}
	if n, ok := stranger(f, in.Invited); ok {
		m.Attendance = append(m.Attendance, activity.Attendance{Agency: n})
	}
	packActions(f)
	for n := 1; n <= activity.MaxActions && actionTyped(f, n); n++ {
		at := actionField(n)
		agency := f.Int(at+"-who", "Action "+strconv.Itoa(n)+": select an agency of this partnership")
		a := activity.Action{What: f.Text(at + "-what"), Agency: agency, Due: f.Date(at+"-due", "Action "+strconv.Itoa(n)+": due date", in.Today)}
		if k := slices.IndexFunc(in.Invited, func(i activity.Invited) bool { return i.Agency == agency }); k >= 0 {
			a.AgencyName = in.Invited[k].Name
		}
		m.Actions = append(m.Actions, a)
	}
	return m
}

// stranger is an agency that the form has an answer for and that is not
// invited: one that has left meanwhile, or one of another partnership.
func stranger(f *form.Form, invited []activity.Invited) (int, bool) {
	for name, values := range f.Values() {
		id, is := strings.CutPrefix(name, "attendance-")
		if !is || len(values) == 0 || values[0] == "" || slices.ContainsFunc(invited, func(i activity.Invited) bool { return strconv.Itoa(i.Agency) == id }) {
			continue
		}
		return -1, true
	}
	return 0, false
}

// actionField names row n: "action-1".
func actionField(n int) string { return "action-" + strconv.Itoa(n) }

// actionTyped reports whether anything was typed into row n.
func actionTyped(f *form.Form, n int) bool {
	return slices.ContainsFunc(fieldsOfAction, func(part string) bool { return f.Text(actionField(n)+"-"+part) != "" })
}

// packActions moves the rows that have something in them to the top, so that
// a problem names the row that the page shows.
func packActions(f *form.Form) {
	to := 1
	for n := 1; n <= activity.MaxActions; n++ {
		if !actionTyped(f, n) {
			continue
		}
		if to != n {
			for _, part := range fieldsOfAction {
				f.Set(actionField(to)+"-"+part, f.Raw(actionField(n)+"-"+part))
				f.Set(actionField(n)+"-"+part, "")
			}
		}
		to++
	}
}

// rows is how many rows for actions to show.
func rows(f *form.Form) int {
	n := min(max(f.Int("rows", ""), blankRows), activity.MaxActions)
	for n < activity.MaxActions && actionTyped(f, n+1) {
		n++
	}
	return n
}

// addRow shows one row more, and says which it is.
func addRow(f *form.Form) int {
	n := min(rows(f)+1, activity.MaxActions)
	f.Set("rows", strconv.Itoa(n))
	return n
}

// everyoneCame marks every agency that nobody answered for as came, and puts
// the named representative where no name is.
func everyoneCame(f *form.Form, in activity.Setting) {
	for _, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		if f.Text("attendance-"+id) == "" {
			f.Set("attendance-"+id, string(activity.Came))
		}
		if f.Text("who-"+id) == "" && f.Text("attendance-"+id) == string(activity.Came) {
			f.Set("who-"+id, i.Representative)
		}
	}
}

// blankMeeting fills in what a new form begins with: the named
// representatives, and time and place as they were last.
func blankMeeting(f *form.Form, in activity.Setting, last activity.Meeting) {
	for _, i := range in.Invited {
		f.Set("who-"+strconv.Itoa(i.Agency), i.Representative)
	}
	f.Set("marking", string(activity.Official))
	f.Set("initiative", "yes")
	f.Set("start", clock(last.Start))
	f.Set("place", last.Place)
	f.Set("mode", string(last.Mode))
	if last.Mode == "" {
		f.Set("mode", string(activity.InPerson))
	}
	if slices.ContainsFunc(in.Series, func(s activity.Series) bool { return s.ID == last.Series }) {
		f.Set("series", last.Series.String())
	}
}

// typeMeeting fills in a form from a record that is to be corrected.
func typeMeeting(f *form.Form, m activity.Meeting) {
	f.Set("name", m.Name)
	f.Set("date", day(m.Day))
	f.Set("start", clock(m.Start))
	f.Set("place", m.Place)
	f.Set("mode", string(m.Mode))
	if m.Series != uuid.Nil {
		f.Set("series", m.Series.String())
	}
	f.Set("others", m.Others)
	f.Set("summary", m.Summary)
	f.Set("marking", string(m.Marking))
	f.Set("item", m.Items...)
	if m.Initiative {
		f.Set("initiative", "yes")
	}
	for _, l := range m.Attendance {
		id := strconv.Itoa(l.Agency)
		f.Set("attendance-"+id, string(l.State))
		f.Set("who-"+id, l.Person)
		f.Set("why-"+id, string(l.Why))
		if l.InformationSent {
			f.Set("sent-"+id, "yes")
		}
	}
}

// keptFields is what of a form a draft keeps: its own fields and no other, so
// that a draft cannot be filled with anything else.
func keptFields(f *form.Form, in activity.Setting) url.Values {
	names := []string{"name", "date", "start", "place", "mode", "series", "others", "summary", "marking", "item", "initiative"}
	for _, i := range in.Invited {
		for _, part := range []string{"attendance-", "who-", "why-", "sent-"} {
			names = append(names, part+strconv.Itoa(i.Agency))
		}
	}
	for n := 1; n <= activity.MaxActions; n++ {
		for _, part := range fieldsOfAction {
			names = append(names, actionField(n)+"-"+part)
		}
	}
	kept, all := url.Values{}, f.Values()
	for _, n := range names {
		for _, v := range all[n] {
			if v != "" {
				kept.Add(n, v)
			}
		}
	}
	return kept
}

// meetingForm is what a page says about the form it shows.
type meetingForm struct {
	heading, lede string
	action        string
	hidden        []web.Carried
	back, cancel  layout.Link
	submit        string
	draft         bool
	why           *layout.Field
	kept          []activity.Action
	clash         *layout.Versions
	open          string // a fold to open
	focus         string // a field to begin at
	notes         []string
	err           error
}

// view is the form with what was typed.
func (m meetingForm) view(f *form.Form, in activity.Setting, sections []web.Section) web.FormView {
	wrong := said(m.err)
	v := web.FormView{
		Back: m.back, Heading: m.heading, Lede: m.lede, Problems: problems(m.err), Clash: m.clash, Action: m.action, Hidden: m.hidden, Why: m.why,
		Name: layout.Field{ID: "name", Label: "Meeting name", Value: f.Raw("name"), Error: wrong["name"], Width: "two-thirds", Autocomplete: "off"},
		Date: layout.Field{ID: "date", Label: "Date of the meeting", Value: f.Raw("date"), Error: wrong["date"]},
		Start: layout.Field{
			ID: "start", Label: "Start time", Hint: "For example, 10am or 14:30", Value: f.Raw("start"), Error: wrong["start"], Width: "5", Autocomplete: "off", Optional: true,
		},
		Place: layout.Field{ID: "place", Label: "Where", Hint: "Place, or ‘online’", Value: f.Raw("place"), Error: wrong["place"], Width: "20", Autocomplete: "off", Optional: true},
		Mode:  modeField(f, wrong),
		Initiative: layout.Field{
			ID: "initiative", Label: "The initiative", Value: f.Raw("initiative"), Error: wrong["initiative"], Small: true,
			Options: []layout.Option{{Value: "yes", Label: "This meeting is part of the initiative"}},
		},
		Who:    wrong["who"],
		Others: layout.Field{ID: "others", Label: "Other people who came", Hint: "Name and agency, one on each line. Professionals only", Value: f.Raw("others"), Error: wrong["others"], Rows: 2, Optional: true},
		Summary: layout.Field{
			ID: "summary", Label: "Summary", Hint: "Decisions and reasons. Leave out personal details that partners do not need", Value: f.Raw("summary"), Error: wrong["summary"],
			Rows: 4, Max: activity.MaxSummary, Optional: true,
		},
		Sections: sections, ItemSays: wrong["item"], Marking: markingField(f, wrong),
		Referral: paragraphs(in.Referral), Draft: m.draft, Submit: m.submit, Cancel: m.cancel, Notes: m.notes,
	}
	v.Series = seriesField(f, in, wrong)
	v.Attendance = attendanceLines(f, in, wrong, m.focus)
	v.Actions = actionRows(f, in, m.err, m.focus)
	v.AddAction = rows(f)+len(m.kept) < activity.MaxActions
	for _, a := range m.kept {
		v.Kept = append(v.Kept, web.Kept{Link: layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref}, Sub: a.AgencyName + ", due " + day(a.Due) + ". " + a.State.Name()})
	}
	m.fold(&v, f, in)
	return v
}

// fold decides what of the form is folded away, and says what is in it.
func (m meetingForm) fold(v *web.FormView, f *form.Form, in activity.Setting) {
	wrong := func(fields ...string) bool {
		return slices.ContainsFunc(fault.FieldsOf(m.err), func(p fault.Field) bool {
			return slices.ContainsFunc(fields, func(name string) bool { return p.Name == name || strings.HasPrefix(p.Name, name+"-") })
		})
	}
	open := func(id string, fields ...string) bool { return m.open == id || wrong(fields...) }
	var when []string
	for _, part := range []string{f.Text("start"), f.Text("place"), activity.Mode(f.Text("mode")).Name(), seriesNames(in.Series)[f.ID("series")]} {
		if part != "" {
			when = append(when, brief(part, 40))
		}
	}
	v.When = web.Fold{ID: "when", Summary: "Time, place and series", Note: strings.Join(when, ", "), Open: open("when", "start", "place", "mode", "series", "initiative")}
	v.More = web.Fold{ID: "more", Summary: "Other people who came", Note: brief(f.Text("others"), 60), Open: f.Text("others") != "" || open("more", "others")}
	v.Agreed = web.Fold{ID: "agreed", Summary: "Summary", Note: brief(f.Text("summary"), 60), Open: f.Text("summary") != "" || open("agreed", "summary")}
	typed := 0
	for n := 1; n <= activity.MaxActions && actionTyped(f, n); n++ {
		typed++
	}
	v.Asked = web.Fold{ID: "actions", Summary: "Actions", Open: typed > 0 || open("actions", "action", "actions")}
	if n := typed + len(m.kept); n > 0 {
		v.Asked.Note = plural(n, "action", "actions")
	}
	v.Items = web.Fold{ID: "items", Summary: "Choose checklist items", Open: open("items", "item")}
	if chosen := chosenItems(v.Sections); len(chosen) > 0 {
		v.Items.Note = list(chosen) + " chosen"
	}
	v.Handling = web.Fold{ID: "handling", Summary: "Marking", Note: f.Text("marking"), Open: open("handling", "marking")}
}

func modeField(f *form.Form, wrong map[string]string) layout.Field {
	v := layout.Field{ID: "mode", Label: "How people met", Value: f.Raw("mode"), Error: wrong["mode"], Inline: true, Small: true}
	for _, m := range activity.Modes() {
		v.Options = append(v.Options, layout.Option{Value: string(m), Label: m.Name()})
	}
	return v
}

func markingField(f *form.Form, wrong map[string]string) layout.Field {
	v := layout.Field{ID: "marking", Label: "Marking", Value: f.Raw("marking"), Error: wrong["marking"]}
	for _, m := range activity.Markings() {
		v.Options = append(v.Options, layout.Option{Value: string(m), Label: string(m)})
	}
	return v
}

// seriesField asks for the series, where the partnership has any.
func seriesField(f *form.Form, in activity.Setting, wrong map[string]string) *layout.Field {
	if len(in.Series) == 0 && wrong["series"] == "" {
		return nil
	}
	v := &layout.Field{ID: "series", Label: "Series", Value: f.Raw("series"), Error: wrong["series"], Options: []layout.Option{{Label: "None"}}, Optional: true}
	for _, s := range in.Series {
		v.Options = append(v.Options, layout.Option{Value: s.ID.String(), Label: s.Name})
	}
	return v
}

func attendanceLines(f *form.Form, in activity.Setting, wrong map[string]string, focus string) []web.Line {
	var lines []web.Line
	for n, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		l := web.Line{
			Agency: i.Name,
			State:  layout.Field{ID: "attendance-" + id, Value: f.Raw("attendance-" + id), Error: wrong["attendance-"+id]},
			Who: layout.Field{
				ID: "who-" + id, Label: "Who came from " + i.Name, HideLabel: true, Value: f.Raw("who-" + id), Error: wrong["who-"+id], Autocomplete: "off",
				Focus: focus == "attendance" && n == 0,
			},
			Why:  layout.Field{ID: "why-" + id, Label: "Reason", Value: f.Raw("why-" + id), Error: wrong["why-"+id], Options: []layout.Option{{Label: "Select a reason"}}},
			Sent: layout.Field{ID: "sent-" + id, Value: f.Raw("sent-" + id)},
		}
		for _, s := range activity.States() {
			label := s.Name()
			if s == activity.Apologies {
				label = "Apologies"
			}
			l.State.Options = append(l.State.Options, layout.Option{Value: string(s), Label: label})
		}
		for _, w := range activity.Whys() {
			l.Why.Options = append(l.Why.Options, layout.Option{Value: string(w), Label: w.Name()})
		}
		lines = append(lines, l)
	}
	return lines
}

func actionRows(f *form.Form, in activity.Setting, err error, focus string) []web.Row {
	agencies := []layout.Option{{Label: "Select an agency"}}
	for _, i := range in.Invited {
		agencies = append(agencies, layout.Option{Value: strconv.Itoa(i.Agency), Label: i.Name})
	}
	wrong := said(err)
	var all []web.Row
	for n := 1; n <= rows(f); n++ {
		at := actionField(n)
		r := web.Row{
			Number: n, Optional: n > 1 || !actionTyped(f, 1),
			What: layout.Field{ID: at + "-what", Label: "What will be done", Value: f.Raw(at + "-what"), Autocomplete: "off", Focus: focus == at},
			Who:  layout.Field{ID: at + "-who", Label: "Agency", Value: f.Raw(at + "-who"), Options: agencies},
			Due:  layout.Field{ID: at + "-due", Label: "Due date", Value: f.Raw(at + "-due"), Width: "10", Autocomplete: "off"},
		}
		for _, box := range []*layout.Field{&r.What, &r.Who, &r.Due} {
			if say := wrong[box.ID]; say != "" {
				r.Says = append(r.Says, say)
				box.ErrorAt = at + "-error"
			}
		}
		all = append(all, r)
	}
	return all
}

// pickList is the checklist as it can be ticked.
func (p *Pages) pickList(f *form.Form) []web.Section {
	var all []web.Section
	for _, s := range p.Book.Sections {
		section := web.Section{Name: s.Name}
		for _, i := range s.Items {
			section.Items = append(section.Items, web.Item{ID: "item-" + i.Code, Code: i.Code, Text: i.Wording, Ticked: f.Ticked("item", i.Code)})
		}
		all = append(all, section)
	}
	return all
}

// codes is every item of the checklist.
func (p *Pages) codes() []string {
	var all []string
	for _, s := range p.Book.Sections {
		for _, i := range s.Items {
			all = append(all, i.Code)
		}
	}
	return all
}

func chosenItems(sections []web.Section) []string {
	var all []string
	for _, s := range sections {
		for _, i := range s.Items {
			if i.Ticked {
				all = append(all, i.Code)
			}
		}
	}
	return all
}

// paragraphs is a text in parts, or nothing.
func paragraphs(text string) []string {
	var all []string
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

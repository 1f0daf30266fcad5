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

// pointerForm records intelligence activities.
type pointerForm struct{}

func (pointerForm) kind() activity.Kind { return activity.IntelligencePointer }

func (pointerForm) words() kindWords {
	return kindWords{
		path: "pointer", noun: "pointer", name: "Title", log: "Log an intelligence activity", about: "About the pointer",
		lede:    "Record that intelligence was shared, with whom and on what terms. The reference leads to it in the force’s own system.",
		summary: "Note", hint: "How it was shared. Never the material, and no names", said: "Note", saved: "Pointer",
		notes: []string{
			"People who work in intelligence records see it, and give a reason before they open it. Nobody else can tell that it is there.",
			"You can correct the record for 24 hours. After that an intelligence lead adds corrections, and the first version stays in the history.",
		},
		never: []string{
			"Never the material, or anything from which it could be worked out.",
			"No person’s name, even by initials. A post says who may know.",
			"Nothing that says who or what the source is.",
			"Never copy this into an outreach or coordination record.",
		},
	}
}

// blank begins with a sharing of today that is kept for a year, which is most
// of them. Both are in view, and on the page that checks them.
func (pointerForm) blank(_ *server.Request, f *form.Form, in activity.Setting) error {
	f.Set("date", day(in.Today))
	f.Set("keep_until", day(in.Today.AddDate(1, 0, 0)))
	f.Set("marking", string(activity.Sensitive))
	return nil
}

func (p pointerForm) read(f *form.Form, in activity.Setting) activity.Content {
	c := readContent(f, in, p.words(), nil)
	c.Start = -1
	d := activity.Pointer{
		URN: f.Text("urn"), Purpose: f.Text("purpose"), Graded: readGrades(f), Conditions: f.Text("conditions"), NoPrint: f.Ticked("no_print", "yes"),
		KeepUntil: f.Date("keep_until", "Keep until", in.Today),
	}
	for _, i := range pickAgencies(f, "to", in) {
		d.Recipients = append(d.Recipients, activity.Recipient{Agency: i.Agency, AgencyName: i.Name, Post: f.Text("post-" + itoa(i.Agency))})
	}
	c.Detail = d
	return c
}

func (pointerForm) fill(f *form.Form, c activity.Content) {
	p := activity.Part[activity.Pointer](c)
	fillContent(f, c)
	f.Set("urn", p.URN)
	f.Set("purpose", p.Purpose)
	fillGrades(f, p.Graded)
	var to []string
	for _, r := range p.Recipients {
		to = append(to, itoa(r.Agency))
		f.Set("post-"+itoa(r.Agency), r.Post)
	}
	f.Set("to", to...)
	f.Set("conditions", p.Conditions)
	f.Set("keep_until", day(p.KeepUntil))
	if p.NoPrint {
		f.Set("no_print", "yes")
	}
}

func (pointerForm) fields(in activity.Setting) []string {
	names := []string{"urn", "purpose", "to", "conditions", "keep_until", "no_print"}
	for _, i := range in.Invited {
		names = append(names, "post-"+itoa(i.Agency))
	}
	return append(names, askedGrades.fields()...)
}

func (pointerForm) press(f *form.Form, _ activity.Setting, do string) (open, focus string, ok bool) {
	if do != "add-item" {
		return "", "", false
	}
	return "", askedGrades.field(askedGrades.add(f), "source"), true
}

// wide knows the agencies that could know then.
func (pointerForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	for _, r := range activity.Part[activity.Pointer](c).Recipients {
		in = widened(in, r.Agency, r.AgencyName)
	}
	return in
}

func (pointerForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	frame.Hidden = append(slices.Clone(frame.Hidden), askedGrades.carried(f))
	frame.Shell.NoPrint = f.Ticked("no_print", "yes")
	frame.Name.Hint = "Say what kind of sharing it was, with no person’s name"
	v := web.PointerView{
		FrameView: frame,
		URN: layout.Field{
			ID: "urn", Label: "Reference in the force’s own system", Hint: "The unique reference number (URN)", Value: f.Raw("urn"), Error: wrong["urn"], Width: "20", Autocomplete: "off",
		},
		Purpose: layout.Field{ID: "purpose", Label: "Purpose of sharing", Hint: "The policing or safeguarding purpose", Value: f.Raw("purpose"), Error: wrong["purpose"], Rows: 2, Max: activity.MaxPurpose},
		Items:   gradeFields(f, wrong, how.focus),
		Add:     askedGrades.shown(f) < activity.MaxGraded,
		Who:     recipientBoxes(f, in, wrong),
		Conditions: layout.Field{
			ID: "conditions", Label: "Conditions of sharing", Value: f.Raw("conditions"), Error: wrong["conditions"], Rows: 2, Max: activity.MaxConditions, Optional: true,
		},
		KeepUntil: layout.Field{ID: "keep_until", Label: "Keep until", Hint: "A year, unless there is a reason for another day. For example, 26/11/2026", Value: f.Raw("keep_until"), Error: wrong["keep_until"]},
		NoPrint: layout.Field{
			ID: "no_print", Label: "Printing", Value: f.Raw("no_print"), Small: true, Options: []layout.Option{{Value: "yes", Label: "This record may not be printed"}},
		},
	}
	return web.Pointer(v)
}

// recipientBoxes offers the agencies that may know. One that is ticked asks
// who there, by post.
func recipientBoxes(f *form.Form, in activity.Setting, wrong map[string]string) layout.Field {
	v := agencyBoxes(f, in, wrong, "to", "Who may know")
	v.Optional, v.Hint = false, "Only those who need to"
	for n, i := range in.Invited {
		id := "post-" + itoa(i.Agency)
		v.Options[n].Then = layout.Input(layout.Field{
			ID: id, Label: "Post at " + i.Name + " that may know", Hint: "A post, not a name", Value: f.Raw(id), Error: wrong[id], Width: "20", Autocomplete: "off",
		})
	}
	return v
}

func (pointerForm) checks(c activity.Content) []checkRow {
	p := activity.Part[activity.Pointer](c)
	rows := []checkRow{
		{"Reference", []string{p.URN}, "reference", "", "urn"},
		{"Purpose", strings.Split(p.Purpose, "\n"), "purpose", "", "purpose"},
	}
	for n, g := range p.Graded {
		item := "Item " + itoa(n+1)
		rows = append(rows, checkRow{item, gradeLines(g), strings.ToLower(item), "", askedGrades.field(n+1, "source")})
	}
	return append(rows,
		checkRow{"Who may know", recipientLines(p), "who may know", "", "to"},
		checkRow{"Conditions of sharing", strings.Split(p.Conditions, "\n"), "conditions of sharing", "", "conditions"},
		checkRow{"Keep until", []string{day(p.KeepUntil)}, "date to keep it until", "", "keep_until"},
		checkRow{"Printing", []string{printing(p)}, "printing", "", "no_print"})
}

func (pointerForm) answers(c activity.Content) []answer {
	p := activity.Part[activity.Pointer](c)
	all := []answer{{"Reference", p.URN}, {"Purpose", p.Purpose}}
	for n, g := range p.Graded {
		all = append(all, answer{"Item " + itoa(n+1), strings.Join(gradeLines(g), "\n")})
	}
	return append(all, answer{"Who may know", strings.Join(recipientLines(p), "\n")}, answer{"Conditions of sharing", p.Conditions},
		answer{"Keep until", day(p.KeepUntil)}, answer{"Printing", printing(p)})
}

func (pointerForm) shows(_ *server.Request, v *web.ShowView, a activity.Activity) error {
	p := activity.Part[activity.Pointer](a.Content)
	v.NoPrint = p.NoPrint
	v.Facts = append(v.Facts, factRows([]answer{{"Reference in the force’s own system", p.URN}, {"Purpose", p.Purpose}})...)
	var items []layout.SummaryRow
	for n, g := range p.Graded {
		items = append(items, layout.SummaryRow{Key: "Item " + itoa(n+1), Lines: gradeLines(g)})
		v.Handling = append(v.Handling, layout.Fact{Name: "Item " + itoa(n+1), Lines: []string{g.Grade() + ": " + g.Words()}})
	}
	if len(items) > 0 {
		v.Parts = append(v.Parts, web.PointerItems(items))
	}
	for _, h := range []layout.Fact{
		{Name: "Who may know", Lines: recipientLines(p)},
		{Name: "Conditions of sharing", Lines: filled(strings.Split(p.Conditions, "\n"))},
		{Name: "Originator", Lines: filled([]string{a.AgencyName})},
		{Name: "Keep until", Lines: filled([]string{day(p.KeepUntil)})},
	} {
		if len(h.Lines) > 0 {
			v.Handling = append(v.Handling, h)
		}
	}
	if p.NoPrint {
		v.Handling = append(v.Handling, layout.Fact{Name: "Printing", Lines: []string{printing(p)}})
	}
	return nil
}

// printing says whether the record may be printed.
func printing(p activity.Pointer) string {
	if p.NoPrint {
		return "This record may not be printed"
	}
	return "May be printed"
}

// recipientLines are the agencies that may know, with who there.
func recipientLines(p activity.Pointer) []string {
	var lines []string
	for _, r := range p.Recipients {
		lines = append(lines, r.AgencyName+": "+r.Post)
	}
	return lines
}

// noPrint reports whether the record may not be printed.
func noPrint(c activity.Content) bool { return activity.Part[activity.Pointer](c).NoPrint }

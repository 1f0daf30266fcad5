package page

import (
	"slices"

	"liaison/internal/activity"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// askedGrades are the items to grade.
var askedGrades = formRows{
	name: "grade", parts: []string{"source", "information", "handling", "conditions", "action", "usage", "sanitisation"}, counter: "grades", least: 1, most: activity.MaxGraded,
}

// readGrades is the items that were graded, and the first in any case: one
// there must be.
func readGrades(f *form.Form) []activity.Graded {
	askedGrades.pack(f)
	var all []activity.Graded
	for n := 1; n <= activity.MaxGraded && (n == 1 || askedGrades.typed(f, n)); n++ {
		text := func(part string) string { return f.Text(askedGrades.field(n, part)) }
		all = append(all, activity.Graded{
			Source:      activity.Source(f.Int(askedGrades.field(n, "source"), "Item "+itoa(n)+": select how reliable the source is")),
			Information: activity.Information(text("information")), Handling: activity.Handling(text("handling")), Conditions: text("conditions"),
			Action: activity.ActionCode(text("action")), Usage: text("usage"), Sanitisation: activity.Sanitisation(text("sanitisation")),
		})
	}
	return all
}

// fillGrades types the items of a record.
func fillGrades(f *form.Form, all []activity.Graded) {
	for i, g := range all {
		for part, text := range map[string]string{
			"source": itoa(int(g.Source)), "information": string(g.Information), "handling": string(g.Handling), "conditions": g.Conditions,
			"action": string(g.Action), "usage": g.Usage, "sanitisation": string(g.Sanitisation),
		} {
			f.Set(askedGrades.field(i+1, part), text)
		}
	}
}

// gradeFields are the items as the form asks for them.
func gradeFields(f *form.Form, wrong map[string]string, focus string) []web.Grade {
	var all []web.Grade
	for n := 1; n <= askedGrades.shown(f); n++ {
		ask := func(part, label string, first string) layout.Field {
			id := askedGrades.field(n, part)
			v := layout.Field{ID: id, Label: label, Value: f.Raw(id), Error: wrong[id], Autocomplete: "off", Focus: focus == id}
			if first != "" {
				v.Options = []layout.Option{{Label: first}}
			}
			return v
		}
		g := web.Grade{
			Number: n, Source: ask("source", "Source", "Select"), Information: ask("information", "Information", "Select"), Handling: ask("handling", "Handling code", ""),
			Conditions: ask("conditions", "Conditions", ""), Action: ask("action", "Action code", "Select"), Usage: ask("usage", "Action that is allowed", ""),
			Sanitisation: ask("sanitisation", "Sanitisation code", "Select"),
		}
		g.Handling.Small, g.Usage.Hint, g.Conditions.Rows = true, "Only for action code A3", 2
		for _, s := range activity.Sources() {
			g.Source.Options = append(g.Source.Options, coded(itoa(int(s)), s.Name()))
		}
		for _, i := range activity.Informations() {
			g.Information.Options = append(g.Information.Options, coded(string(i), i.Name()))
		}
		for _, a := range activity.ActionCodes() {
			g.Action.Options = append(g.Action.Options, coded(string(a), a.Name()))
		}
		for _, s := range activity.Sanitisations() {
			g.Sanitisation.Options = append(g.Sanitisation.Options, coded(string(s), s.Name()))
		}
		// Answers that code C alone allows stay in view under code P, since
		// they have to be cleared.
		g.Open = activity.Handling(f.Text(askedGrades.field(n, "handling"))) != activity.SharingConditional && termsTyped(f, n)
		for _, h := range activity.Handlings() {
			o := coded(string(h), h.Name())
			if h == activity.SharingConditional && !g.Open {
				o.Then = web.GradeTerms(g)
			}
			g.Handling.Options = append(g.Handling.Options, o)
		}
		all = append(all, g)
	}
	return all
}

// coded is a code with what it means.
func coded(code, name string) layout.Option {
	return layout.Option{Value: code, Label: code + ": " + name}
}

// termsTyped reports whether item n has answers that handling code C alone allows.
func termsTyped(f *form.Form, n int) bool {
	return slices.ContainsFunc(askedGrades.parts[3:], func(part string) bool { return f.Text(askedGrades.field(n, part)) != "" })
}

// gradeLines is one item in words, with how to handle it.
func gradeLines(g activity.Graded) []string {
	lines := []string{g.Grade() + ": " + g.Words()}
	if g.Handling != activity.SharingConditional {
		return lines
	}
	lines = append(lines, "Conditions: "+g.Conditions, string(g.Action)+": "+g.Action.Name())
	if g.Usage != "" {
		lines = append(lines, "Allowed: "+g.Usage)
	}
	return append(lines, string(g.Sanitisation)+": "+g.Sanitisation.Name())
}

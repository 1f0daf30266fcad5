package page

import (
	"slices"

	"liaison/internal/activity"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// askedDecisions are the rows for decisions.
var askedDecisions = formRows{name: "decision", parts: []string{"what", "why", "dissent"}, counter: "decisions", least: 1, most: activity.MaxDecisions}

// readDecisions is the decisions that were typed.
func readDecisions(f *form.Form) []activity.Decision {
	askedDecisions.pack(f)
	var all []activity.Decision
	for n := 1; n <= activity.MaxDecisions && askedDecisions.typed(f, n); n++ {
		at := askedDecisions.row(n)
		all = append(all, activity.Decision{What: f.Text(at + "-what"), Rationale: f.Text(at + "-why"), Dissent: f.Text(at + "-dissent")})
	}
	return all
}

func fillDecisions(f *form.Form, all []activity.Decision) {
	for i, d := range all {
		at := askedDecisions.row(i + 1)
		f.Set(at+"-what", d.What)
		f.Set(at+"-why", d.Rationale)
		f.Set(at+"-dissent", d.Dissent)
	}
}

// decidedPart is the part of the form about decisions.
func decidedPart(v *web.MeetingView, f *form.Form, how formPage) {
	wrong, shown, typed := said(how.err), askedDecisions.shown(f), 0
	v.Hidden = append(slices.Clone(v.Hidden), askedDecisions.carried(f))
	for n := 1; n <= shown; n++ {
		at := askedDecisions.row(n)
		field := func(part, label, hint string, rows, most int) layout.Field {
			id := at + "-" + part
			return layout.Field{ID: id, Label: label, Hint: hint, Value: f.Raw(id), Error: wrong[id], Rows: rows, Max: most}
		}
		r := web.DecisionRow{
			Number: n, Optional: n > 1 || !askedDecisions.typed(f, 1),
			What: field("what", "What was decided", "", 2, activity.MaxDecision), Why: field("why", "Why", "", 2, activity.MaxRationale),
			Dissent: field("dissent", "Who saw it otherwise, and why", "Name the agency, not a person", 2, activity.MaxRationale),
		}
		r.What.Focus, r.Dissent.Optional = how.focus == at, true
		if askedDecisions.typed(f, n) {
			typed++
		}
		v.Decisions = append(v.Decisions, r)
	}
	v.AddMore = shown < activity.MaxDecisions
	v.Decided = web.Fold{ID: "decisions", Summary: "Decisions", Open: typed > 0 || how.opens("decisions", "decision", "decisions")}
	if typed > 0 {
		v.Decided.Note = plural(typed, "decision", "decisions")
	}
}

// decisionTexts is each decision in words.
func decisionTexts(m activity.Meeting) []string {
	var all []string
	for _, d := range m.Decisions {
		text := d.What + "\nWhy: " + d.Rationale
		if d.Dissent != "" {
			text += "\nSaw it otherwise: " + d.Dissent
		}
		all = append(all, text)
	}
	return all
}

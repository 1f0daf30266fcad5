package page

import (
	"slices"
	"strconv"

	"liaison/internal/activity"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// fieldsOfDecision are the answers of a row.
var fieldsOfDecision = []string{"what", "why", "dissent"}

// decisionField names row n: "decision-1".
func decisionField(n int) string { return "decision-" + strconv.Itoa(n) }

// decisionFields names every field of every row.
func decisionFields() []string {
	var names []string
	for n := 1; n <= activity.MaxDecisions; n++ {
		for _, part := range fieldsOfDecision {
			names = append(names, decisionField(n)+"-"+part)
		}
	}
	return names
}

// decisionTyped reports whether anything was typed into row n.
func decisionTyped(f *form.Form, n int) bool {
	return slices.ContainsFunc(fieldsOfDecision, func(part string) bool { return f.Text(decisionField(n)+"-"+part) != "" })
}

// packDecisions moves the rows that have something in them to the top, so that
// a problem names the row that the page shows.
func packDecisions(f *form.Form) {
	to := 1
	for n := 1; n <= activity.MaxDecisions; n++ {
		if !decisionTyped(f, n) {
			continue
		}
		if to != n {
			for _, part := range fieldsOfDecision {
				f.Set(decisionField(to)+"-"+part, f.Raw(decisionField(n)+"-"+part))
				f.Set(decisionField(n)+"-"+part, "")
			}
		}
		to++
	}
}

// readDecisions is the decisions that were typed.
func readDecisions(f *form.Form) []activity.Decision {
	packDecisions(f)
	var all []activity.Decision
	for n := 1; n <= activity.MaxDecisions && decisionTyped(f, n); n++ {
		at := decisionField(n)
		all = append(all, activity.Decision{What: f.Text(at + "-what"), Rationale: f.Text(at + "-why"), Dissent: f.Text(at + "-dissent")})
	}
	return all
}

func fillDecisions(f *form.Form, all []activity.Decision) {
	for i, d := range all {
		at := decisionField(i + 1)
		f.Set(at+"-what", d.What)
		f.Set(at+"-why", d.Rationale)
		f.Set(at+"-dissent", d.Dissent)
	}
}

// decisionRows is how many rows for decisions to show.
func decisionRows(f *form.Form) int {
	n := min(max(f.Int("decisions", ""), 1), activity.MaxDecisions)
	for n < activity.MaxDecisions && decisionTyped(f, n+1) {
		n++
	}
	return n
}

// addDecision shows one row more, and says which it is.
func addDecision(f *form.Form) int {
	n := min(decisionRows(f)+1, activity.MaxDecisions)
	f.Set("decisions", strconv.Itoa(n))
	return n
}

// decidedPart is the part of the form about decisions.
func decidedPart(v *web.MeetingView, f *form.Form, how formPage) {
	wrong, shown, typed := said(how.err), decisionRows(f), 0
	v.Hidden = append(slices.Clone(v.Hidden), web.Carried{Name: "decisions", Value: strconv.Itoa(shown)})
	for n := 1; n <= shown; n++ {
		at := decisionField(n)
		field := func(part, label, hint string, rows, most int) layout.Field {
			id := at + "-" + part
			return layout.Field{ID: id, Label: label, Hint: hint, Value: f.Raw(id), Error: wrong[id], Rows: rows, Max: most}
		}
		r := web.DecisionRow{
			Number: n, Optional: n > 1 || !decisionTyped(f, 1),
			What: field("what", "What was decided", "", 2, activity.MaxDecision), Why: field("why", "Why", "", 2, activity.MaxRationale),
			Dissent: field("dissent", "Who saw it otherwise, and why", "Name the agency, not a person", 2, activity.MaxRationale),
		}
		r.What.Focus, r.Dissent.Optional = how.focus == at, true
		if decisionTyped(f, n) {
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

package page

import (
	"slices"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// blurFields are the fields of an outreach form that hold text of one's own.
var blurFields = []answer{
	{"name", "Activity name"},
	{"aims", "Aims"},
	{"area", "Area"},
	{"others", "Other organisations"},
	{"follow_up", "Follow-up"},
	{"summary", "Summary"},
	{"outcome", "Outcome hoped for"},
	{"why", "Reason for the correction"},
}

// blur is what of one field reads like intelligence.
type blur struct {
	field, label string
	words        []string
}

// blursOf is what of the form reads like intelligence, in the order of the
// page. It is worked out each time and kept nowhere.
func blursOf(f *form.Form) []blur {
	var all []blur
	for _, b := range blurFields {
		if words := activity.Blurs(f.Text(b.name)); len(words) > 0 {
			all = append(all, blur{b.name, b.text, words})
		}
	}
	return all
}

// blurSign stands for what somebody was warned of: a tick that was given for
// other words counts for nothing.
func blurSign(blurs []blur) string {
	var all []string
	for _, b := range blurs {
		for _, w := range b.words {
			all = append(all, b.field+"="+strings.ToLower(w))
		}
	}
	slices.Sort(all)
	return strings.Join(all, ";")
}

// blurView is the warning of a form, which is out of sight while there is
// nothing to warn of.
func blurView(f *form.Form, wrong map[string]string) web.BlurView {
	v := web.BlurView{Any: activity.BlurSigns.Any, Exact: activity.BlurSigns.Exact, Address: activity.BlurSigns.Address}
	var names []string
	for _, b := range blurFields {
		names = append(names, b.name)
	}
	v.Fields = strings.Join(names, " ")
	blurs := blursOf(f)
	for _, b := range blurs {
		v.Says = append(v.Says, b.label+": "+quoted(b.words))
	}
	sign := blurSign(blurs)
	v.Cleared = layout.Field{
		ID: "cleared", Label: "Intelligence", HideLabel: true, Error: wrong["cleared"], Small: true,
		Options: []layout.Option{{Value: sign, Label: "I have read this. None of it is intelligence.", Chosen: sign != "" && f.Text("cleared") == sign}},
	}
	return v
}

// quoted is words as somebody typed them: "‘source’ and ‘1BP’".
func quoted(words []string) string {
	var all []string
	for _, w := range words {
		all = append(all, "‘"+w+"’")
	}
	return list(all)
}

package page

import (
	"slices"
	"strconv"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// How many people came from each agency, asked for training and for events
// that connect people: one number for each agency, empty where nobody came.

func partyField(agency int) string { return "people-" + itoa(agency) }

func partyFields(in activity.Setting) []string {
	var names []string
	for _, i := range in.Invited {
		names = append(names, partyField(i.Agency))
	}
	return names
}

// readParties is the agencies with a number. A number that cannot be read
// comes as one that there is not, so that nobody is asked for numbers too.
func readParties(f *form.Form, in activity.Setting) []activity.Party {
	var all []activity.Party
	for _, i := range in.Invited {
		name := partyField(i.Agency)
		p := activity.Party{Agency: i.Agency, AgencyName: i.Name, People: f.Int(name, "Number of people from "+i.Name+" must be a whole number, like 12")}
		if f.Spoke(name) {
			p.People = -1
		}
		if p.People != 0 {
			all = append(all, p)
		}
	}
	for name, values := range f.Values() {
		id, is := strings.CutPrefix(name, "people-")
		if is && values[0] != "" && !slices.ContainsFunc(in.Invited, func(i activity.Invited) bool { return strconv.Itoa(i.Agency) == id }) {
			return append(all, activity.Party{Agency: -1, People: 1})
		}
	}
	return all
}

func fillParties(f *form.Form, parties []activity.Party) {
	for _, p := range parties {
		f.Set(partyField(p.Agency), itoa(p.People))
	}
}

func partyLines(f *form.Form, in activity.Setting, wrong map[string]string) []web.PartyLine {
	var all []web.PartyLine
	for _, i := range in.Invited {
		name := partyField(i.Agency)
		all = append(all, web.PartyLine{Agency: i.Name, People: layout.Field{
			ID: name, Label: "People from " + i.Name, HideLabel: true, Value: f.Raw(name), Error: wrong[name], Width: "4", Mode: "numeric", Autocomplete: "off",
		}})
	}
	return all
}

// placeField asks where people met.
func placeField(f *form.Form, wrong map[string]string) layout.Field {
	return layout.Field{ID: "place", Label: "Where", Hint: "Place, or ‘online’", Value: f.Raw("place"), Error: wrong["place"], Width: "20", Autocomplete: "off", Optional: true}
}

// partyText is "12 people".
func partyText(p activity.Party) string { return plural(p.People, "person", "people") }

func partyTexts(parties []activity.Party) []string {
	lines := []string{partyTotal(parties) + "."}
	for _, p := range parties {
		lines = append(lines, p.AgencyName+": "+partyText(p))
	}
	return lines
}

// partyTotal is "23 people from 5 agencies".
func partyTotal(parties []activity.Party) string {
	n := 0
	for _, p := range parties {
		n += p.People
	}
	return plural(n, "person", "people") + " from " + plural(len(parties), "agency", "agencies")
}

func partyRows(parties []activity.Party) []web.PartyRow {
	var all []web.PartyRow
	for _, p := range parties {
		all = append(all, web.PartyRow{Agency: p.AgencyName, People: itoa(p.People)})
	}
	return all
}

package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// askedActions are the rows for actions.
var askedActions = formRows{name: "action", parts: []string{"what", "who", "due", "owner"}, counter: "rows", least: 2, most: activity.MaxActions}

// formPage is what a page says about the form it shows.
type formPage struct {
	heading, lede string
	action        string
	hidden        []web.Carried
	back, cancel  layout.Link
	submit        string
	draft         bool
	happened      bool // what happened at a meeting that was planned
	why           *layout.Field
	kept          []activity.Action
	clash         *layout.Versions
	open          string // a fold to open
	focus         string // a field to begin at
	notes         []string
	err           error
}

// wrong reports whether something is wrong with one of the fields, or with one
// that is named after it.
func (how formPage) wrong(fields ...string) bool {
	return slices.ContainsFunc(fault.FieldsOf(how.err), func(p fault.Field) bool {
		return slices.ContainsFunc(fields, func(name string) bool { return p.Name == name || strings.HasPrefix(p.Name, name+"-") })
	})
}

// opens reports whether a fold has to be open: somebody asked for it, or
// something in it is wrong.
func (how formPage) opens(fold string, fields ...string) bool {
	return how.open == fold || how.wrong(fields...)
}

// formPage is the kind's form in its page, as it stands.
func (p *Pages) formPage(r *server.Request, k kindForm, f *form.Form, in activity.Setting, how formPage) templ.Component {
	w, strand := k.words(), k.kind().Strand()
	if w.asks {
		how.hidden = append(how.hidden, askedActions.carried(f))
	}
	said := said(how.err)
	v := web.FrameView{
		Strand: string(strand), Back: how.back, Heading: how.heading, Lede: how.lede, Problems: problems(how.err), Clash: how.clash,
		Action: how.action, Hidden: how.hidden, Why: how.why, About: w.about,
		Name: layout.Field{ID: "name", Label: w.name, Value: f.Raw("name"), Error: said["name"], Width: "two-thirds", Autocomplete: "off"},
		Date: layout.Field{ID: "date", Label: "Date of the " + w.noun, Value: f.Raw("date"), Error: said["date"]},
		Start: layout.Field{
			ID: "start", Label: "Start time", Hint: "For example, 10am or 14:30", Value: f.Raw("start"), Error: said["start"], Width: "5", Autocomplete: "off", Optional: true,
		},
		Summary: layout.Field{
			ID: "summary", Label: w.summary, Hint: w.hint, Value: f.Raw("summary"), Error: said["summary"], Rows: 4, Max: activity.MaxSummary, Optional: true,
		},
		Sees: whoSees(strand), Never: w.never, Referral: paragraphs(in.Referral), Draft: how.draft, Submit: how.submit, Cancel: how.cancel, Notes: how.notes,
	}
	v.Shell = p.shell(r, shellOf{Title: how.heading, Strand: strand, Nav: "Activities", Err: how.err, Marking: typedMarking(f), Limit: activity.Limit(f.Text("limit"))})
	raise(&v.Shell, in.After.Marking == activity.Sensitive || slices.ContainsFunc(in.Sessions, func(s activity.Past) bool { return s.Marking == activity.Sensitive }))
	v.Shell.HasErrors = len(fault.FieldsOf(how.err)) > 0 || how.clash != nil
	v.Marking, v.Limit = markingField(f, said), limitField(f, said)
	v.Handling = web.Fold{ID: "handling", Summary: "Marking", Note: f.Text("marking"), Open: how.opens("handling", "marking", "limit")}
	if l := activity.Limit(f.Text("limit")); l != activity.Unlimited {
		v.Handling.Note += ", TLP:" + string(l)
	}
	if strand == access.Coordination {
		v.Sections, v.ItemSays = p.pickList(f), said["item"]
		v.Items = web.Fold{ID: "items", Summary: "Choose checklist items", Open: how.opens("items", "item")}
		if chosen := chosenItems(v.Sections); len(chosen) > 0 {
			v.Items.Note = list(chosen) + " chosen"
		}
	}
	v.Agreed = web.Fold{ID: "agreed", Summary: w.summary, Note: brief(f.Text("summary"), 60), Open: f.Text("summary") != "" || how.opens("agreed", "summary")}
	if w.asks {
		v.Asks = asksOf(f, in, how)
	}
	return k.page(v, f, in, how)
}

// asksOf is the part of a form that asks actions of agencies.
func asksOf(f *form.Form, in activity.Setting, how formPage) *web.Asks {
	typed := 0
	for n := 1; n <= activity.MaxActions && askedActions.typed(f, n); n++ {
		typed++
	}
	v := &web.Asks{Rows: actionRows(f, in, how.err, how.focus), Add: askedActions.shown(f)+len(how.kept) < activity.MaxActions}
	v.Fold = web.Fold{ID: "actions", Summary: "Actions", Open: typed > 0 || how.opens("actions", "action", "actions")}
	if n := typed + len(how.kept); n > 0 {
		v.Fold.Note = plural(n, "action", "actions")
	}
	for _, a := range how.kept {
		v.Kept = append(v.Kept, web.Kept{Link: layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref}, Sub: a.AgencyName + ", due " + day(a.Due) + ". " + a.State.Name()})
	}
	return v
}

// keptFields is what of a form a draft keeps: its own fields and no other, so
// that a draft cannot be filled with anything else.
func keptFields(k kindForm, f *form.Form, in activity.Setting) url.Values {
	kept, all := url.Values{}, f.Values()
	for _, n := range append(commonFields(k.words()), k.fields(in)...) {
		for _, v := range all[n] {
			if v != "" {
				kept.Add(n, v)
			}
		}
	}
	return kept
}

// readActions is the actions that were typed.
func readActions(f *form.Form, in activity.Setting) []activity.Action {
	var all []activity.Action
	askedActions.pack(f)
	for n := 1; n <= activity.MaxActions && askedActions.typed(f, n); n++ {
		at := askedActions.row(n)
		agency := f.Int(at+"-who", "Action "+strconv.Itoa(n)+": select an agency of this partnership")
		owner := f.ID(at + "-owner")
		f.Need(f.Text(at+"-owner") == "" || owner != uuid.Nil, at+"-owner", "Action "+strconv.Itoa(n)+": select a person from the list")
		if c, ok := in.Colleagues.Find(owner); ok && f.Text(at+"-who") == "" {
			agency = c.Agency // a person says which agency
		}
		a := activity.Action{What: f.Text(at + "-what"), Agency: agency, Owner: owner, Due: f.Date(at+"-due", "Action "+strconv.Itoa(n)+": due date", in.Today)}
		if k := slices.IndexFunc(in.Invited, func(i activity.Invited) bool { return i.Agency == agency }); k >= 0 {
			a.AgencyName = in.Invited[k].Name
		}
		all = append(all, a)
	}
	return all
}

// limitField asks how far a record may be passed on.
func limitField(f *form.Form, wrong map[string]string) layout.Field {
	v := layout.Field{
		ID: "limit", Label: "Passing on", Hint: "The Traffic Light Protocol, if the agency that gave it set a limit", Value: f.Raw("limit"), Error: wrong["limit"],
	}
	for _, l := range activity.Limits() {
		v.Options = append(v.Options, layout.Option{Value: string(l), Label: l.Name()})
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

func actionRows(f *form.Form, in activity.Setting, err error, focus string) []web.Row {
	agencies := []layout.Option{{Label: "Select an agency"}}
	for _, i := range in.Invited {
		agencies = append(agencies, layout.Option{Value: strconv.Itoa(i.Agency), Label: i.Name})
	}
	owners := ownerOptions(in)
	wrong := said(err)
	var all []web.Row
	for n := 1; n <= askedActions.shown(f); n++ {
		at := askedActions.row(n)
		r := web.Row{
			Number: n, Optional: n > 1 || !askedActions.typed(f, 1),
			What: layout.Field{ID: at + "-what", Label: "What will be done", Value: f.Raw(at + "-what"), Autocomplete: "off", Focus: focus == at},
			Who:  layout.Field{ID: at + "-who", Label: "Agency", Value: f.Raw(at + "-who"), Options: agencies},
			Due:  layout.Field{ID: at + "-due", Label: "Due date", Value: f.Raw(at + "-due"), Width: "10", Autocomplete: "off"},
		}
		boxes := []*layout.Field{&r.What, &r.Who, &r.Due}
		if len(owners) > 1 {
			r.Owner = &layout.Field{ID: at + "-owner", Label: "Person", Value: f.Raw(at + "-owner"), Options: owners, Optional: true}
			boxes = append(boxes, r.Owner)
		}
		for _, box := range boxes {
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

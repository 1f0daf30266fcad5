package page

import (
	"errors"
	"slices"
	"strings"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

// mostAtOnce is how many actions are closed at once.
const mostAtOnce = 50

// wayOut is a way to close several actions at once.
type wayOut struct {
	as           activity.ActionState
	do, did, why string
}

// waysOut lists them. What the agency did not do is said of each action on its
// own page, with its own reason.
var waysOut = []wayOut{
	{activity.Done, "Mark as done", "marked as done", "Each will be closed as done on that day, with the note. Your name is in the history of each."},
	{activity.Overtaken, "Mark as overtaken", "marked as overtaken", "Each will be closed as overtaken, because circumstances made it impossible or needless, with the note. Your name is in the history of each."},
}

const completeAllPath = "/coordination/actions/complete"

// several is what somebody ticked in the list, and what they want to do.
type several struct {
	form    *form.Form
	as      activity.ActionState
	refs    []string          // as they were ticked
	open    []activity.Action // those among them that this person may close
	leftOut []string          // the others, and why
}

// readSeveral reads what was ticked. It says in the form what is wrong with it.
func (p *Pages) readSeveral(r *server.Request, f *form.Form) (several, error) {
	s := several{form: f, as: activity.ActionState(f.Text("do"))}
	for _, ref := range f.All("a") {
		if ref != "" && !slices.Contains(s.refs, ref) {
			s.refs = append(s.refs, ref)
		}
	}
	f.Need(len(s.refs) > 0, "a", "Select at least one action")
	f.Need(len(s.refs) <= mostAtOnce, "a", "Select 50 actions or fewer")
	f.Need(slices.ContainsFunc(waysOut, func(w wayOut) bool { return w.as == s.as }), "do", "Select what to do with the actions")
	if len(fault.FieldsOf(f.Err())) > 0 {
		return s, nil
	}
	for _, ref := range s.refs {
		a, err := p.Activities.Action(r.Context(), r.Who, ref)
		switch {
		case errors.Is(err, fault.NotFound) || errors.Is(err, fault.Forbidden):
			s.leftOut = append(s.leftOut, brief(ref, 20)+" is not a reference you can use here")
		case err != nil:
			return s, err
		case a.State != activity.Open:
			s.leftOut = append(s.leftOut, a.What+" ("+ref+"): this action has already been closed")
		case !r.May(access.CompleteAction, a.Scope()):
			s.leftOut = append(s.leftOut, a.What+" ("+ref+"): this action is another agency’s")
		default:
			s.open = append(s.open, a)
		}
	}
	f.Need(len(s.open) > 0, "a", "None of the actions you selected can be closed by you now. Select others")
	return s, nil
}

func (p *Pages) showActionCompleteAll(r *server.Request) error {
	s, err := p.readSeveral(r, form.New(r.QueryAll()))
	if err != nil {
		return err
	}
	if err := s.form.Err(); err != nil {
		return p.listActions(r, err)
	}
	s.form.Set("on", day(p.today()))
	return r.Show(web.CompleteAll(p.completeAllView(r, s, nil, s.refsOpen(), nil)))
}

func (p *Pages) saveActionCompleteAll(r *server.Request) error {
	f := r.Form()
	ticked := f.All("a")
	f.Set("a", f.All("listed")...)
	s, err := p.readSeveral(r, f)
	if err != nil {
		return err
	}
	if err := s.form.Err(); err != nil {
		return p.listActions(r, err)
	}
	end := activity.Ending{As: s.as, Note: f.Text("note")}
	if s.as == activity.Done {
		end.On = f.Date("on", "Day it was done", p.today())
	}
	chosen := slices.DeleteFunc(slices.Clone(s.open), func(a activity.Action) bool { return !slices.Contains(ticked, a.Ref) })
	f.Need(len(chosen) > 0, "a", "Select at least one action")
	if err := f.Join(end.CheckAll(chosen, p.Now())); err != nil {
		return r.Mend(web.CompleteAll(p.completeAllView(r, s, nil, ticked, err)))
	}
	done, failed := f.All("closed"), []string(nil)
	var wrong fault.Check
	for _, a := range chosen {
		err := p.Activities.ChangeAction(r.Context(), r.Who, a.Ref, activity.Complete(r.Who, end, p.Now()))
		switch {
		case err == nil:
			done = append(done, a.Ref)
			continue
		case errors.Is(err, fault.Invalid), errors.Is(err, fault.Conflict), errors.Is(err, fault.NotFound), errors.Is(err, fault.Forbidden):
		default:
			return err
		}
		failed = append(failed, a.Ref)
		wrong.Need(false, "a-"+a.Ref, "%s (%s): %s", a.What, a.Ref, unmended(err))
	}
	if len(failed) == 0 {
		return r.Go(undoAt(f, done))
	}
	s.open = slices.DeleteFunc(s.open, func(a activity.Action) bool { return slices.Contains(done, a.Ref) })
	return r.Mend(web.CompleteAll(p.completeAllView(r, s, done, failed, wrong.Err())))
}

func (s several) refsOpen() []string {
	var refs []string
	for _, a := range s.open {
		refs = append(refs, a.Ref)
	}
	return refs
}

// didOf is "marked as done".
func didOf(as activity.ActionState) string {
	for _, w := range waysOut {
		if w.as == as {
			return w.did
		}
	}
	return ""
}

// listOf is the list that somebody came from, with its filters.
func listOf(f *form.Form) string { return address("/actions", f.Values(), actionFilters, "", "") }

// carriedFilters are the filters of that list, for a form to bring along.
func carriedFilters(f *form.Form) []web.Carried {
	var all []web.Carried
	for _, name := range actionFilters {
		if value := f.Text(name); value != "" {
			all = append(all, web.Carried{Name: name, Value: value})
		}
	}
	return all
}

// completeAllView lists what will be closed, and says what was closed already.
func (p *Pages) completeAllView(r *server.Request, s several, done, ticked []string, err error) web.CompleteAllView {
	f := s.form
	v := web.CompleteAllView{
		Back: layout.Link{Text: "Back to actions", Href: listOf(f)}, Problems: problems(err), Action: completeAllPath, LeftOut: s.leftOut,
		Boxes:  layout.Field{ID: "a", Label: "Actions", LabelSize: "m", Error: said(err)["a"], Small: true},
		Carry:  []web.Carried{{Name: "do", Value: string(s.as)}},
		Note:   layout.Field{ID: "note", Label: "Note", Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("note"), Error: said(err)["note"], Rows: 3, Max: activity.MaxReason, Optional: s.as == activity.Done && !slices.ContainsFunc(s.open, ofFollowUp)},
		Cancel: layout.Link{Text: "Cancel", Href: listOf(f)},
	}
	for _, w := range waysOut {
		if w.as == s.as {
			v.Heading, v.Button = w.do+": "+plural(len(s.open), "action", "actions"), w.do
			v.Says = append(v.Says, w.why)
		}
	}
	for _, ref := range done {
		v.Carry = append(v.Carry, web.Carried{Name: "closed", Value: ref})
	}
	if len(done) > 0 {
		v.Says = append([]string{plural(len(done), "action was", "actions were") + " " + didOf(s.as) + ". The ones below were not."}, v.Says...)
	}
	if s.as == activity.Done {
		v.On = &layout.Field{ID: "on", Label: "Day they were done", Value: f.Raw("on"), Error: said(err)["on"]}
	} else {
		v.Note.Label, v.Note.Hint = "What overtook them?", "Do not identify any member of the public, even by initials"
	}
	for i, a := range s.open {
		hint := a.AgencyName + ", due " + day(a.Due) + ". " + a.MeetingName + ", " + day(a.MeetingDay) + ". " + a.Ref
		v.Boxes.Options = append(v.Boxes.Options, layout.Option{Value: a.Ref, Label: a.What, Hint: hint, Chosen: slices.Contains(ticked, a.Ref)})
		for n := range v.Problems {
			if v.Problems[n].Field == "a-"+a.Ref {
				v.Problems[n].Href = "#" + nth("a", i)
				v.Boxes.Options[i].Hint += ". Not closed: " + strings.TrimPrefix(v.Problems[n].Say, a.What+" ("+a.Ref+"): ")
			}
		}
		v.Carry = append(v.Carry, web.Carried{Name: "listed", Value: a.Ref})
	}
	v.Carry = append(v.Carry, carriedFilters(f)...)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Actions", Marking: markingOf(s.open, ofSensitive), Limit: narrowest(s.open), Err: err})
	return v
}

func ofFollowUp(a activity.Action) bool { return a.Kind == activity.FollowUp }

// narrowest is how far a page that lists actions may be passed on: as that of
// them which may be passed on least.
func narrowest(all []activity.Action) activity.Limit {
	var limit activity.Limit
	for _, a := range all {
		if a.Limit.AtLeast(limit) {
			limit = a.Limit
		}
	}
	return limit
}

// nth is the id of the control of an option, as layout counts them.
func nth(id string, i int) string {
	if i == 0 {
		return id
	}
	return id + "-" + itoa(i+1)
}

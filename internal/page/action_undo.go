package page

import (
	"errors"
	"net/url"
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

// undoPath is the page of what somebody has just closed, with the way to take
// that back.
const undoPath = "/coordination/actions/undo"

// undoAt is that page for the actions, from a list and its filters.
func undoAt(f *form.Form, refs []string) string {
	q := url.Values{"a": refs}
	for _, name := range actionFilters {
		if v := f.Text(name); v != "" {
			q.Set(name, v)
		}
	}
	return undoPath + "?" + q.Encode()
}

// closedByYou are those of the actions that this person has just closed and that
// nobody has touched since.
func (p *Pages) closedByYou(r *server.Request, refs []string) ([]activity.Action, error) {
	var all []activity.Action
	for _, ref := range refs[:min(len(refs), mostAtOnce)] {
		if slices.ContainsFunc(all, func(a activity.Action) bool { return a.Ref == ref }) {
			continue
		}
		a, err := p.Activities.Action(r.Context(), r.Who, ref)
		if errors.Is(err, fault.NotFound) || errors.Is(err, fault.Forbidden) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if a.MayUndo(r.Who, p.Now()) == nil && r.May(access.CompleteAction, a.Scope()) {
			all = append(all, a)
		}
	}
	return all, nil
}

func (p *Pages) showActionUndo(r *server.Request) error {
	f := form.New(r.QueryAll())
	closed, err := p.closedByYou(r, f.All("a"))
	if err != nil {
		return err
	}
	v := web.UndoView{
		Back:    layout.Link{Text: "Back to actions", Href: listOf(f)},
		Heading: "Nothing to undo", Says: "None of these actions is one that you closed within the last hour. A closed action is opened again on its own page, with a reason.",
	}
	if len(closed) > 0 {
		v.Heading = plural(len(closed), "action", "actions") + " closed"
		v.Says = "Your name and the note are in the history of each. If that was a mistake, open them again as they were: nobody else has touched them since."
		v.Action, v.Button = undoPath, "Undo: open all "+itoa(len(closed))+" again"
		if len(closed) == 1 {
			v.Says = "Your name and the note are in its history. If that was a mistake, open it again as it was: nobody else has touched it since."
			v.Button = "Undo: open it again"
		}
	}
	for _, a := range closed {
		v.Rows = append(v.Rows, web.UndoRow{
			Link: layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref}, Sub: a.State.Name() + ". " + a.AgencyName + ", due " + day(a.Due) + ". " + a.Ref,
		})
		v.Carry = append(v.Carry, web.Carried{Name: "a", Value: a.Ref + " " + itoa(a.Version)})
	}
	v.Carry = append(v.Carry, carriedFilters(f)...)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Actions", Marking: markingOf(closed, ofSensitive), Limit: narrowest(closed)})
	return r.Show(web.Undo(v))
}

// saveActionUndo opens again what somebody has just closed. What was touched
// meanwhile stays as it is, and is said.
func (p *Pages) saveActionUndo(r *server.Request) error {
	f := r.Form()
	if f.Err() != nil {
		return fault.New(fault.Conflict, "Nothing was opened again: this page is not as it was sent to you")
	}
	ticked := f.All("a")
	undone, stay := 0, []string(nil)
	for _, each := range ticked[:min(len(ticked), mostAtOnce)] {
		ref, seen, _ := strings.Cut(each, " ")
		version := form.New(url.Values{"version": {seen}}).Int("version", "")
		err := p.Activities.ChangeAction(r.Context(), r.Who, ref, activity.Undo(r.Who, version, p.Now()))
		switch {
		case err == nil:
			undone++
		case errors.Is(err, fault.Conflict), errors.Is(err, fault.NotFound), errors.Is(err, fault.Forbidden):
			stay = append(stay, brief(ref, 20))
		default:
			return err
		}
	}
	if undone == 0 {
		return fault.New(fault.Conflict, "Nothing was opened again: you closed these actions more than an hour ago, somebody has touched them since, or you cannot change them")
	}
	say := plural(undone, "action is", "actions are") + " open again."
	if len(stay) > 0 {
		say += " Left as they are, because you closed them more than an hour ago, somebody has touched them since or you cannot change them: " + list(stay) + "."
	}
	r.Flash(say)
	return r.Go(listOf(f))
}

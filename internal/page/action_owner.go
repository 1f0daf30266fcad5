package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

// colleagues are those to whom an action can be given.
func (p *Pages) colleagues(r *server.Request) (activity.Colleagues, error) {
	found, err := p.Accounts.Colleagues(r.Context(), r.Who)
	var all activity.Colleagues
	for _, c := range found {
		all = append(all, activity.Colleague(c))
	}
	return all, err
}

// ownerOptions are the people a form offers for an action, with their agencies.
func ownerOptions(in activity.Setting) []layout.Option {
	options := []layout.Option{{Label: "Nobody in particular"}}
	for _, i := range in.Invited {
		for _, c := range in.Colleagues.Of(i.Agency) {
			options = append(options, layout.Option{Value: c.ID.String(), Label: c.Name + ", " + i.Name})
		}
	}
	return options
}

func (p *Pages) showActionOwner(r *server.Request) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	f := form.New(nil)
	if a.Owner != uuid.Nil {
		f.Set("owner", a.Owner.String())
	}
	v, err := p.ownerView(r, a, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Owner(v))
}

func (p *Pages) saveActionOwner(r *server.Request) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	all, err := p.colleagues(r)
	if err != nil {
		return err
	}
	f := r.Form()
	owner := f.ID("owner")
	version := f.Int("version", "This form is out of date. Check who does it, then change it again")
	f.Need(f.Text("owner") == "" || owner != uuid.Nil, "owner", "Select a person of "+a.AgencyName+" from the list")
	err = f.Join(activity.CheckOwner(a, owner, all))
	if err == nil {
		err = p.Activities.ChangeAction(r.Context(), r.Who, a.Ref, activity.GiveTo(r.Who, version, owner, all, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		v, find := p.ownerView(r, a, f, err)
		if find != nil {
			return find
		}
		return r.Mend(web.Owner(v))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashOwner(r, f)
	}
	if err != nil {
		return err
	}
	say := "Action " + a.Ref + " is now with nobody in particular."
	if c, ok := all.Find(owner); ok {
		say = "Action " + a.Ref + " is now with " + c.Name + "."
	}
	r.Flash(say)
	return r.Go("/coordination/actions/%s", a.Ref)
}

// clashOwner shows the form again as it was sent, beside what somebody else
// made of the action meanwhile. One that was closed is a Conflict.
func (p *Pages) clashOwner(r *server.Request, f *form.Form) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	v, err := p.ownerView(r, a, f, nil)
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), r.Who, append(actionPeople(a), f.ID("owner"))...)
	if err != nil {
		return err
	}
	v.Version = itoa(a.Version)
	v.Shell.HasErrors = true
	v.Clash = &layout.Versions{Rows: []layout.Difference{
		{Name: "Person", Left: personText(a.Owner, names), Right: personText(f.ID("owner"), names)}, {Name: "Due date", Left: day(a.Due), Right: day(a.Due)},
	}}
	if n := len(a.History); n > 0 {
		last := a.History[n-1]
		v.Clash.By, v.Clash.At = names[last.By], clockOf(last.At)+" on "+day(calendar.Day(last.At))
	}
	return r.Clash(web.Owner(v))
}

// personText is who does an action.
func personText(owner uuid.UUID, names map[uuid.UUID]string) string {
	if owner == uuid.Nil {
		return "Nobody in particular"
	}
	return names[owner]
}

func (p *Pages) ownerView(r *server.Request, a activity.Action, f *form.Form, err error) (web.OwnerView, error) {
	at := "/coordination/actions/" + a.Ref
	all, find := p.colleagues(r)
	if find != nil {
		return web.OwnerView{}, find
	}
	names, find := p.names(r.Context(), r.Who, a.Owner)
	if find != nil {
		return web.OwnerView{}, find
	}
	v := web.OwnerView{
		Shell: p.shell(r, shellOf{Title: "Say who does this action", Strand: access.Coordination, Nav: "Actions", Marking: string(a.Marking), Limit: a.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to the action", Href: at}, Problems: problems(err), Action: at + "/owner", Version: itoa(a.Version),
		What: a.What, Now: a.AgencyName + ", due " + day(a.Due) + ". With: " + personText(a.Owner, names) + ".",
		Owner: layout.Field{
			ID: "owner", Label: "Person", Hint: "People of " + a.AgencyName + " who have an account here", Value: f.Raw("owner"), Error: said(err)["owner"],
			Options: []layout.Option{{Label: "Nobody in particular"}},
		},
		Cancel: layout.Link{Text: "Cancel", Href: at},
	}
	for _, c := range all.Of(a.Agency) {
		v.Owner.Options = append(v.Owner.Options, layout.Option{Value: c.ID.String(), Label: c.Name})
	}
	if len(v.Owner.Options) == 1 && a.Owner == uuid.Nil {
		v.None = "Nobody of " + a.AgencyName + " has an account here, so the action stays with the agency. A coordinator can invite somebody."
		v.Cancel.Text = "Back to the action"
	}
	return v, nil
}

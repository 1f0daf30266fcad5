package page

import (
	"errors"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) saveSessionEnd(r *server.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if id == r.Who.Session {
		return p.saveSignOut(r)
	}
	if err := p.Accounts.EndSession(r.Context(), r.Who, id); err != nil {
		return err
	}
	r.Flash("Session ended.")
	return r.Go("/account")
}

func (p *Pages) saveSessionsEnd(r *server.Request) error {
	n, err := p.Accounts.EndOtherSessions(r.Context(), r.Who)
	if err != nil {
		return err
	}
	r.Flash(plural(n, "other session", "other sessions") + " ended.")
	return r.Go("/account")
}

func (p *Pages) showPlace(r *server.Request) error {
	v, err := p.placeView(r, r.Form(), nil)
	if err != nil {
		return err
	}
	return r.Show(view.Form(v))
}

func (p *Pages) savePlace(r *server.Request) error {
	f := r.Form()
	place := f.Int("partnership", "Select a partnership")
	f.Need(place != 0, "partnership", "Select a partnership")
	err := f.Err()
	if err == nil {
		err = p.Accounts.Switch(r.Context(), r.Who, place)
		if errors.Is(err, fault.NotFound) {
			err = fault.At("partnership", "Select a partnership that you belong to")
		}
	}
	if mendable(err) {
		v, lost := p.placeView(r, f, err)
		if lost != nil {
			return lost
		}
		return r.Mend(view.Form(v))
	}
	if err != nil {
		return err
	}
	m, err := p.Accounts.Mine(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, x := range m.Places {
		if x.ID == place {
			r.Flash("You are working in " + x.Name + " now.")
		}
	}
	return r.Go("/")
}

func (p *Pages) placeView(r *server.Request, f *form.Form, err error) (view.FormView, error) {
	m, lost := p.Accounts.Mine(r.Context(), r.Who)
	if lost != nil {
		return view.FormView{}, lost
	}
	choice := layout.Field{ID: "partnership", Label: "Partnership to work in", Value: f.Raw("partnership"), Error: said(err)["partnership"]}
	if !f.Has("partnership") {
		choice.Value = decimal(r.Who.Partnership)
	}
	for _, place := range m.Places {
		choice.Options = append(choice.Options, layout.Option{Value: decimal(place.ID), Label: place.Name})
	}
	shell := p.shell(r, shellOf{Title: "Choose a partnership", Err: err})
	shell.Carries = nil // it is the way from one to another, wherever it was opened
	return view.FormView{
		Shell: shell, Problems: problems(err),
		Heading: "Choose a partnership", Action: "/account/partnership", Button: "Continue", Radios: &choice,
	}, nil
}

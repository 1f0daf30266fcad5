package page

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

const ceilingPath = "/coordination/costs/ceiling"

func (p *Pages) showCeiling(r *server.Request) error {
	v, err := p.ceilingView(r, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Ceiling(v))
}

func (p *Pages) ceilingView(r *server.Request, err error) (web.CeilingView, error) {
	v := web.CeilingView{Shell: p.shell(r, shellOf{Title: "Ceiling of costs", Strand: access.Coordination, Nav: "Agencies", Err: err}), Problems: problems(err)}
	all, findErr := p.Partnerships.Ceilings(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	costs, findErr := p.Partnerships.Costs(r.Context(), r.Who, time.Time{}, time.Time{})
	if findErr != nil {
		return v, findErr
	}
	var ids []uuid.UUID
	for _, c := range all {
		ids = append(ids, c.ProposedBy, c.DecidedBy, c.Recall.By, c.Recall.DecidedBy)
	}
	names, findErr := p.authors(r, ids...)
	if findErr != nil {
		return v, findErr
	}
	var counting []partnership.Ceiling
	for _, c := range all {
		switch {
		case c.Waiting():
			v.Waiting = ceilingProposal(r, c, names, said(err)["why"])
		case c.Counts():
			v.Approved = append(v.Approved, ceilingRow(c, costs))
			counting = append(counting, c)
		}
	}
	for i, c := range counting {
		switch {
		case v.Waiting != nil:
		case c.Recall.State == partnership.RecallProposed:
			v.Waiting = recallProposal(r, c, names, said(err)["why"])
		case !slices.ContainsFunc(all, partnership.Ceiling.Undecided) && keeps(r, access.ProposeCeiling):
			v.Approved[i].Withdraw = layout.Link{Text: "Withdraw", Href: ceilingPath + "/" + c.ID.String() + "/recall", Hidden: "the ceiling of " + c.Words()}
		}
	}
	if v.Waiting == nil && keeps(r, access.ProposeCeiling) {
		v.Propose = layout.Link{Text: "Propose a ceiling", Href: ceilingPath + "/propose"}
	}
	v.History = ceilingHistory(all, names)
	return v, nil
}

func ceilingProposal(r *server.Request, c partnership.Ceiling, names map[uuid.UUID]account.Name, say string) *web.Proposal {
	w := waiting{at: ceilingPath + "/" + c.ID.String(), reason: c.Reason, by: c.ProposedBy, made: c.ProposedAt, do: access.ApproveCeiling}
	return w.proposal(r, []layout.SummaryRow{
		{Key: "Ceiling", Lines: []string{c.Amount.Pounds()}},
		{Key: "First day", Lines: []string{day(c.From)}},
		{Key: "Last day", Lines: []string{day(c.To)}},
	}, names, secondPerson(r, c.ProposedBy), say)
}

func ceilingHistory(all []partnership.Ceiling, names map[uuid.UUID]account.Name) []layout.Change {
	var history []layout.Change
	for _, c := range all {
		history = append(history, recallHistory(c, names)...)
		if !c.Waiting() {
			what := layout.Change{What: "Ceiling of " + c.Words() + " approved", By: by(names, c.DecidedBy), When: moment(c.DecidedAt), ISO: isoMoment(c.DecidedAt)}
			if !c.Approved {
				what.What, what.Why = "Ceiling of "+c.Words()+" refused", c.RefusedWhy
			}
			history = append(history, what)
		}
		history = append(history, layout.Change{What: "Ceiling of " + c.Words() + " proposed", By: by(names, c.ProposedBy), When: moment(c.ProposedAt), ISO: isoMoment(c.ProposedAt), Why: c.Reason})
	}
	return history
}

func (p *Pages) showCeilingPropose(r *server.Request) error {
	return r.Show(web.Keep(p.ceilingProposeView(r, form.New(nil), nil)))
}

func (p *Pages) saveCeilingPropose(r *server.Request) error {
	others, err := p.Partnerships.Ceilings(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	c := partnership.Ceiling{
		ID: uuid.New(), Amount: money(f, "amount", "Amount"), From: f.Date("from", "First day", p.today()), To: f.Date("to", "Last day", p.today()),
		Reason: f.Text("reason"), ProposedBy: r.Who.ID, ProposedAt: p.Now(),
	}
	err = f.Join(c.Check(others))
	if err == nil {
		err = p.Partnerships.ProposeCeiling(r.Context(), r.Who, c)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.ceilingProposeView(r, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Proposal saved. It counts once another person approves it.")
	return r.Go(ceilingPath)
}

func (p *Pages) ceilingProposeView(r *server.Request, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsLine, layout.Field{ID: "amount", Label: "Ceiling", Hint: "The most that starting up and products may cost, for example £15,000", Width: "10", Autocomplete: "off"})
	a.ask(web.AsDate, layout.Field{ID: "from", Label: "First day"})
	a.ask(web.AsDate, layout.Field{ID: "to", Label: "Last day"})
	a.ask(web.AsText, layout.Field{ID: "reason", Label: "Reason", Rows: 3, Max: 1000})
	v := p.keepView(r, "Propose a ceiling", layout.Link{Text: "Back to the ceiling", Href: ceilingPath}, a)
	v.Action, v.Button = ceilingPath+"/propose", "Propose"
	v.Notes = []string{"A proposal counts for nothing until another person approves it.", "An approved ceiling stays as it is for all its days, unless two people withdraw it, and two have no day in common."}
	return v
}

func (p *Pages) saveCeilingApprove(r *server.Request) error {
	if err := p.Partnerships.ChangeCeiling(r.Context(), r.Who, idParam(r), partnership.ApproveCeiling(r.Who.ID, p.Now())); err != nil {
		return err
	}
	r.FlashLink("Ceiling approved. FUN-2 compares with it from now on.", "See FUN-2", "/checklist/FUN-2")
	return r.Go(ceilingPath)
}

func (p *Pages) saveCeilingRefuse(r *server.Request) error {
	why := wholeReason(r.Form())
	return p.refuseCeiling(r, partnership.RefuseCeiling(r.Who.ID, why, p.Now()), "Ceiling refused.")
}

// refuseCeiling refuses what is proposed of a ceiling, and says so.
func (p *Pages) refuseCeiling(r *server.Request, refusal partnership.Deed[partnership.Ceiling], say string) error {
	err := r.Form().Join(p.Partnerships.ChangeCeiling(r.Context(), r.Who, idParam(r), refusal))
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.ceilingView(r, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Ceiling(v))
	}
	if err != nil {
		return err
	}
	r.Flash(say)
	return r.Go(ceilingPath)
}

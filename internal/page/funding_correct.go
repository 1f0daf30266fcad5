package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findOwnRequest is the request in the path, which waits, if this person may
// record one of its agency.
func (p *Pages) findOwnRequest(r *server.Request) (partnership.FundingRequest, error) {
	q, err := p.Partnerships.FundingRequest(r.Context(), r.Who, idParam(r))
	if err != nil {
		return q, err
	}
	if !r.May(access.RequestFunding, q.Scope(r.Who.Partnership)) {
		return q, fault.New(fault.Forbidden, "Only the coordinator and this agency’s own staff may do that")
	}
	return q, q.Open()
}

func backToRequest(q partnership.FundingRequest) layout.Link {
	return layout.Link{Text: "Back to the request", Href: fundingRequestPath(q.ID)}
}

func (p *Pages) showFundingCorrect(r *server.Request) error {
	q, err := p.findOwnRequest(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", itoa(q.Version))
	f.Set("what", q.What)
	f.Set("support", string(q.Support))
	if q.Amount > 0 {
		f.Set("amount", q.Amount.Pounds())
	}
	f.Set("asked", day(q.Asked))
	return r.Show(web.Keep(p.fundingCorrectView(r, q, f, nil)))
}

func (p *Pages) saveFundingCorrect(r *server.Request) error {
	q, err := p.findOwnRequest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version, why := f.Int("version", "This form is out of date. Open it again"), f.Text("why")
	to := q
	to.What, to.Support, to.Amount, to.Asked = f.Text("what"), partnership.Support(f.Text("support")), money(f, "amount", "Amount"), f.Date("asked", "Day it was asked for", p.today())
	err = f.Join(to.CheckCorrection(q, why, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeFundingRequest(r.Context(), r.Who, q.ID, partnership.CorrectRequest(version, r.Who.ID, to, why, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.fundingCorrectView(r, q, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashFunding(r, f, to)
	}
	if err != nil {
		return err
	}
	r.Flash("The request of " + q.AgencyName + " is put right.")
	return r.Go(fundingRequestPath(q.ID))
}

// clashFunding shows what somebody else saved beside what was typed. A request
// that no longer waits is a Conflict.
func (p *Pages) clashFunding(r *server.Request, f *form.Form, typed partnership.FundingRequest) error {
	q, err := p.findOwnRequest(r)
	if err != nil {
		return err
	}
	f.Set("version", itoa(q.Version))
	return p.clashKept(r, p.fundingCorrectView(r, q, f, nil), q.ID, []layout.Difference{
		{Name: "What is asked for", Left: q.What, Right: typed.What},
		{Name: "Support", Left: q.Support.Name(), Right: typed.Support.Name()},
		{Name: "Amount", Left: pounds(q.Amount), Right: pounds(typed.Amount)},
		{Name: "Asked", Left: day(q.Asked), Right: day(typed.Asked)},
	})
}

func (p *Pages) fundingCorrectView(r *server.Request, q partnership.FundingRequest, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	askFunding(&a)
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: noMember, Rows: 3, Max: 1000})
	v := p.keepView(r, "Put right the request of "+q.AgencyName, backToRequest(q), a)
	v.Version, v.Action, v.Button = f.Text("version"), fundingRequestPath(q.ID)+"/change", "Put right"
	v.Notes = []string{"What it says now stays readable in its history.", "Whoever puts a request right does not decide on it."}
	return v
}

func (p *Pages) showFundingStrike(r *server.Request) error {
	q, err := p.findOwnRequest(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.fundingStrikeView(r, q, nil)))
}

func (p *Pages) saveFundingStrike(r *server.Request) error {
	q, err := p.findOwnRequest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version, why := f.Int("version", "This form is out of date. Open it again"), f.Text("why")
	err = f.Join(partnership.CheckStriking(why))
	if err == nil {
		err = p.Partnerships.ChangeFundingRequest(r.Context(), r.Who, q.ID, partnership.StrikeRequest(version, r.Who.ID, why, p.Now()))
	}
	if errors.Is(err, fault.Conflict) { // still theirs to strike, but not what they read
		if q, err = p.findOwnRequest(r); err != nil {
			return err
		}
		f.Need(false, "why", "Somebody put this request right while you read it. Read it again above, and strike it if it is still wrong")
		err = f.Join(nil)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.fundingStrikeView(r, q, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("The request of " + q.AgencyName + " is struck. It stays readable and counts no longer.")
	return r.Go(fundingRequestPath(q.ID))
}

// fundingStrikeView is about the request as it is now, so that what is struck
// is what was read.
func (p *Pages) fundingStrikeView(r *server.Request, q partnership.FundingRequest, err error) web.KeepView {
	v := p.strikeView(r, backToRequest(q), fundingRequestPath(q.ID)+"/strike", requestAbout(q), err)
	v.Version = itoa(q.Version)
	return v
}

// findDecided is the request in the path, which was decided.
func (p *Pages) findDecided(r *server.Request) (partnership.FundingRequest, error) {
	q, err := p.Partnerships.FundingRequest(r.Context(), r.Who, idParam(r))
	if err == nil {
		err = q.MayReopen(r.Who.ID)
	}
	return q, err
}

func (p *Pages) showFundingReopen(r *server.Request) error {
	q, err := p.findDecided(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.fundingReopenView(r, q, nil)))
}

func (p *Pages) saveFundingReopen(r *server.Request) error {
	q, err := p.findDecided(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	err = f.Join(partnership.CheckWithdrawal(f.Text("why")))
	if err == nil {
		err = p.Partnerships.ChangeFundingRequest(r.Context(), r.Who, q.ID, partnership.WithdrawDecision(version, r.Who.ID, f.Text("why")))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.fundingReopenView(r, q, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("The decision is withdrawn. The request of " + q.AgencyName + " waits again.")
	return r.Go(fundingRequestPath(q.ID))
}

func (p *Pages) fundingReopenView(r *server.Request, q partnership.FundingRequest, err error) web.KeepView {
	v := p.takeBackView(r, "Withdraw a decision", backToRequest(q), append(requestAbout(q), layout.SummaryRow{Key: "Decision", Lines: []string{q.Outcome.Name() + ", " + day(q.Decided)}}), err)
	v.Version, v.Action = itoa(q.Version), fundingRequestPath(q.ID)+"/decide/withdraw"
	v.Warning = "The request then waits again, and can be put right and decided once more. What was decided stays readable in its history."
	return v
}

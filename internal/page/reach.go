package page

import (
	"errors"
	"strconv"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showReachAsk(r *server.Request) error {
	x, err := p.findProduct(r, access.RequestReach)
	if err != nil {
		return err
	}
	agencies, err := p.mayFor(r, access.RequestReach, false)
	if err != nil {
		return err
	}
	f := p.typedToday("asked")
	if len(agencies) == 1 {
		f.Set("agency", strconv.Itoa(agencies[0].ID))
	}
	return r.Show(web.ReachAsk(p.reachAsk(r, x, f, nil, agencies)))
}

func (p *Pages) saveReachAsk(r *server.Request) error {
	x, err := p.findProduct(r, access.RequestReach)
	if err != nil {
		return err
	}
	agencies, err := p.mayFor(r, access.RequestReach, false)
	if err != nil {
		return err
	}
	f := r.Form()
	agency := chosenAgency(f, "agency", "Select the agency whose role needs it", agencies)
	a := partnership.Reach{
		ID: uuid.New(), Product: x.ID, Agency: agency.ID, Holder: oneLine(f.Text("holder")), Outreach: f.Ticked("outreach", "yes"),
		Asked: f.Date("asked", "Day it was asked for", p.today()), By: r.Who.ID, At: p.Now(),
	}
	err = f.Join(a.CheckAsk(nil, p.today()))
	if err == nil {
		err = p.Partnerships.AskReach(r.Context(), r.Who, a)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.ReachAsk(p.reachAsk(r, x, f, err, agencies)))
	}
	if err != nil {
		return err
	}
	r.Flash("Access asked for, for " + a.Holder + ", " + agency.Name + ".")
	return r.Go("/coordination/products/%s", x.ID.String())
}

func (p *Pages) reachAsk(r *server.Request, x partnership.Product, f *form.Form, err error, agencies []partnership.Agency) web.ReachAskView {
	say := said(err)
	return web.ReachAskView{
		Shell:    p.shell(r, shellOf{Title: "Ask for access", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "agency", "holder", "outreach", "asked"), Back: layout.Link{Text: "Back to the product", Href: productPath(x.ID)},
		Heading: "Ask for access to " + x.Name, Action: productPath(x.ID) + "/access",
		Agency: layout.Field{ID: "agency", Label: "Agency", Value: f.Raw("agency"), Error: say["agency"], Options: agencyOptions("Choose an agency", agencies)},
		Holder: layout.Field{
			ID: "holder", Label: "Role or post that needs it", Hint: "Like “Safeguarding lead”, and never the name of a person", Value: f.Raw("holder"), Error: say["holder"],
			Width: "two-thirds", Autocomplete: "off",
		},
		Outreach: layout.Field{ID: "outreach", Label: "Outreach", Optional: true, Error: say["outreach"], Small: true, Options: []layout.Option{
			{Value: "yes", Label: "The role does outreach", Chosen: f.Ticked("outreach", "yes")},
		}},
		Asked: layout.Field{ID: "asked", Label: "Day it was asked for", Value: f.Raw("asked"), Error: say["asked"]},
	}
}

// findReach is the access in the path, if it is to the product in the path and
// this person may do it.
func (p *Pages) findReach(r *server.Request, may func(partnership.Reach) access.Action) (partnership.Reach, error) {
	id, err := uuid.Parse(r.Param("reach"))
	if err != nil {
		return partnership.Reach{}, fault.Missing()
	}
	a, err := p.Partnerships.FindReach(r.Context(), r.Who, id)
	switch {
	case err != nil:
		return a, err
	case a.Product == uuid.Nil || a.Product != idParam(r):
		return a, fault.Missing()
	case !r.May(may(a), a.Scope(r.Who.Partnership)):
		return a, fault.New(fault.Forbidden, "You cannot change this access")
	}
	return a, nil
}

// findWaiting is the access in the path that waits for an answer.
func (p *Pages) findWaiting(r *server.Request) (partnership.Reach, error) {
	a, err := p.findReach(r, func(partnership.Reach) access.Action { return access.GrantReach })
	if err == nil && !a.Waits() {
		err = fault.New(fault.Conflict, "This has already been answered")
	}
	return a, err
}

func (p *Pages) showReachAnswer(r *server.Request) error {
	a, err := p.findWaiting(r)
	if err != nil {
		return err
	}
	return r.Show(web.ReachAnswer(p.reachAnswer(r, a, p.typedToday("on"), nil)))
}

func (p *Pages) saveReachAnswer(r *server.Request) error {
	a, err := p.findWaiting(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = p.answerReach(r, a, f)
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.ReachAnswer(p.reachAnswer(r, a, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Access for " + a.Holder + ", " + a.AgencyName + ", " + f.Text("answer") + ".")
	return r.Go("/coordination/products/%s", a.Product.String())
}

// answerReach reads the answer to a request for access, to a product or to a
// system, and gives it.
func (p *Pages) answerReach(r *server.Request, a partnership.Reach, f *form.Form) error {
	typed := f.Text("answer")
	f.Need(typed == "granted" || typed == "refused", "answer", "Select whether access is granted")
	answer := partnership.ReachAnswer{Granted: typed != "refused", On: f.Date("on", "Day of the answer", p.today()), Why: wholeReason(f)}
	if err := f.Join(answer.Check(a, p.today())); err != nil {
		return err
	}
	return p.Partnerships.ChangeReach(r.Context(), r.Who, a.ID, partnership.AnswerReach(answer, p.today()))
}

func (p *Pages) reachAnswer(r *server.Request, a partnership.Reach, f *form.Form, err error) web.ReachAnswerView {
	say := said(err)
	return web.ReachAnswerView{
		Shell:    p.shell(r, shellOf{Title: "Answer a request for access", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "answer", "on", "why"), Back: layout.Link{Text: "Back to the product", Href: productPath(a.Product)},
		Heading: "Answer the request for access to " + a.Of, Action: productPath(a.Product) + "/access/" + a.ID.String(), Rows: reachRows(a),
		Answer: layout.Field{ID: "answer", Label: "Is access granted?", Value: f.Raw("answer"), Error: say["answer"], Inline: true, Small: true, Options: []layout.Option{
			{Value: "granted", Label: "Granted"}, {Value: "refused", Label: "Refused"},
		}},
		On:  layout.Field{ID: "on", Label: "Day of the answer", Value: f.Raw("on"), Error: say["on"]},
		Why: layout.Field{ID: "why", Label: "Reason, where it is refused", Hint: noMember, Optional: true, Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
}

func reachRows(a partnership.Reach) []layout.SummaryRow {
	holder := []string{a.Holder}
	if a.Outreach {
		holder = append(holder, "Does outreach")
	}
	rows := []layout.SummaryRow{{Key: "Role or post", Lines: holder}, {Key: "Agency", Lines: []string{a.AgencyName}}, {Key: "Asked", Lines: []string{day(a.Asked)}}}
	if !a.Granted.IsZero() {
		rows = append(rows, layout.SummaryRow{Key: "Granted", Lines: []string{day(a.Granted)}})
	}
	return rows
}

// findEnding is the access in the path that has not ended.
func (p *Pages) findEnding(r *server.Request) (partnership.Reach, error) {
	a, err := p.findReach(r, endsReach)
	if err == nil && !a.Waits() && !a.Held() {
		err = fault.New(fault.Conflict, "This access has already ended")
	}
	return a, err
}

func (p *Pages) showReachEnd(r *server.Request) error {
	a, err := p.findEnding(r)
	if err != nil {
		return err
	}
	return r.Show(web.Closing(p.reachEnd(r, a, p.typedToday("last"), nil)))
}

func (p *Pages) saveReachEnd(r *server.Request) error {
	a, err := p.findEnding(r)
	if err != nil {
		return err
	}
	f := r.Form()
	_, err = p.endReach(r, a, f)
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Closing(p.reachEnd(r, a, f, err)))
	}
	if err != nil {
		return err
	}
	say := "Access ended for "
	if a.Waits() {
		say = "Access is no longer asked for, for "
	}
	r.Flash(say + a.Holder + ", " + a.AgencyName + ".")
	return r.Go("/coordination/products/%s", a.Product.String())
}

// endReach reads when and why access ends, to a product or to a system, and ends
// it. Access that was asked for and not given yet is not asked for any more.
func (p *Pages) endReach(r *server.Request, a partnership.Reach, f *form.Form) (partnership.Closing, error) {
	e := p.closingForm(f)
	end := partnership.EndReach(e, p.today())
	if a.Waits() {
		end = partnership.DropReach(e, p.today())
	}
	if err := f.Join(e.CheckReach(a, p.today())); err != nil {
		return e, err
	}
	return e, p.Partnerships.ChangeReach(r.Context(), r.Who, a.ID, end)
}

func (p *Pages) reachEnd(r *server.Request, a partnership.Reach, f *form.Form, err error) web.ClosingView {
	v := web.ClosingView{
		Back: layout.Link{Text: "Back to the product", Href: productPath(a.Product)}, Heading: "End access to " + a.Of,
		Says: []string{"The role may ask again. What came of this stays readable."},
		Rows: reachRows(a), Action: productPath(a.Product) + "/access/" + a.ID.String() + "/end", Submit: "End access",
	}
	title := "End access"
	if a.Waits() {
		title, v.Heading, v.Submit = "Stop asking for access", "Stop asking for access to "+a.Of, "Stop asking"
	}
	return p.closingView(r, title, f, err, v)
}

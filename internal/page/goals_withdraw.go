package page

import (
	"errors"
	"slices"
	"strconv"

	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	web "liaison/web/partnership"

	"liaison/web/layout"
)

// findAcknowledged is the version of the goals that holds today, and what who
// asks said of it.
func (p *Pages) findAcknowledged(r *server.Request) (partnership.Goals, partnership.Acknowledgement, error) {
	missing := fault.New(fault.Conflict, "You have not acknowledged the goals that hold today")
	aims, err := p.Partnerships.Aims(r.Context(), r.Who)
	if err != nil {
		return partnership.Goals{}, partnership.Acknowledgement{}, err
	}
	g, ok := aims.On(p.today())
	if !ok {
		return g, partnership.Acknowledgement{}, missing
	}
	got, err := p.Partnerships.Acknowledgements(r.Context(), r.Who, g)
	if err != nil {
		return g, partnership.Acknowledgement{}, err
	}
	i := slices.IndexFunc(got, func(a partnership.Acknowledgement) bool { return a.Account == r.Who.ID })
	if i < 0 {
		return g, partnership.Acknowledgement{}, missing
	}
	return g, got[i], nil
}

func (p *Pages) showAcknowledgementWithdraw(r *server.Request) error {
	g, a, err := p.findAcknowledged(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.acknowledgementWithdrawView(r, g, a, nil)))
}

func (p *Pages) saveAcknowledgementWithdraw(r *server.Request) error {
	g, a, err := p.findAcknowledged(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(p.Partnerships.WithdrawAcknowledgement(r.Context(), r.Who, g, wholeReason(f)))
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.acknowledgementWithdrawView(r, g, a, err)))
	}
	if err != nil {
		return err
	}
	r.FlashLink("Acknowledgement withdrawn.", "Read and acknowledge the goals again", "/coordination/goals/acknowledge")
	return r.Go(goalsLink.Href)
}

func (p *Pages) acknowledgementWithdrawView(r *server.Request, g partnership.Goals, a partnership.Acknowledgement, err error) web.KeepView {
	about := []layout.SummaryRow{{Key: "Goals", Lines: []string{"Version " + strconv.Itoa(g.Version) + ", from " + day(g.From)}}, {Key: "Acknowledged", Lines: []string{day(a.Day)}}}
	if len(g.Questions) > 0 {
		about = append(about, layout.SummaryRow{Key: "Questions", Lines: []string{strconv.Itoa(a.Answered) + " answered, " + strconv.Itoa(a.Correct) + " right"}})
	}
	v := p.takeBackView(r, "Withdraw your acknowledgement", layout.Link{Text: "Back to the goals", Href: goalsLink.Href}, about, err)
	v.Action = "/coordination/goals/acknowledge/withdraw"
	v.Warning = "You then count as somebody who has not acknowledged the goals, until you do so again. Checklist item CON-1 no longer counts it from today; as of earlier days it does."
	return v
}

package page

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findCeiling is the approved ceiling in the path, if its withdrawal can be
// proposed: one thing waits for a second person at a time.
func (p *Pages) findCeiling(r *server.Request) (partnership.Ceiling, error) {
	all, err := p.Partnerships.Ceilings(r.Context(), r.Who)
	if err != nil {
		return partnership.Ceiling{}, err
	}
	i := slices.IndexFunc(all, func(c partnership.Ceiling) bool { return c.ID == idParam(r) })
	if i < 0 {
		return partnership.Ceiling{}, fault.Missing()
	}
	if err := all[i].CheckRecall(); err != nil {
		return all[i], err
	}
	if slices.ContainsFunc(all, partnership.Ceiling.Undecided) {
		return all[i], fault.New(fault.Conflict, "Another ceiling waits for a decision. Decide on that first")
	}
	return all[i], nil
}

func (p *Pages) showCeilingRecall(r *server.Request) error {
	c, err := p.findCeiling(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.ceilingRecallView(r, c, nil)))
}

func (p *Pages) saveCeilingRecall(r *server.Request) error {
	c, err := p.findCeiling(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(p.Partnerships.ChangeCeiling(r.Context(), r.Who, c.ID, partnership.ProposeRecall(r.Who.ID, wholeReason(f), p.Now())))
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.ceilingRecallView(r, c, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Withdrawal proposed. The ceiling counts until another person approves it.")
	return r.Go(ceilingPath)
}

func (p *Pages) ceilingRecallView(r *server.Request, c partnership.Ceiling, err error) web.KeepView {
	v := p.takeBackView(r, "Propose to withdraw a ceiling", layout.Link{Text: "Back to the ceiling", Href: ceilingPath}, []layout.SummaryRow{
		{Key: "Ceiling", Lines: []string{c.Words()}}, {Key: "Reason it was proposed", Lines: paragraphs(c.Reason)},
	}, err)
	v.Action, v.Button, v.Hard = ceilingPath+"/"+c.ID.String()+"/recall", "Propose", false
	v.Notes = []string{"For a ceiling that was wrong. It counts until another person approves its withdrawal, and another one can then be proposed for its days."}
	return v
}

func (p *Pages) saveRecallApprove(r *server.Request) error {
	if err := p.Partnerships.ChangeCeiling(r.Context(), r.Who, idParam(r), partnership.DecideRecall(r.Who.ID, true, "", p.Now())); err != nil {
		return err
	}
	r.FlashLink("Ceiling withdrawn. FUN-2 compares with it no more.", "See FUN-2", "/checklist/FUN-2")
	return r.Go(ceilingPath)
}

func (p *Pages) saveRecallRefuse(r *server.Request) error {
	why := wholeReason(r.Form())
	return p.refuseCeiling(r, partnership.DecideRecall(r.Who.ID, false, why, p.Now()), "Withdrawal refused. The ceiling counts as before.")
}

// recallProposal is a withdrawal that waits for a second person.
func recallProposal(r *server.Request, c partnership.Ceiling, names map[uuid.UUID]account.Name, say string) *web.Proposal {
	w := waiting{at: ceilingPath + "/" + c.ID.String() + "/recall", reason: c.Recall.Why, by: c.Recall.By, made: c.Recall.At, do: access.ApproveCeiling}
	v := w.proposal(r, []layout.SummaryRow{{Key: "Ceiling to be withdrawn", Lines: []string{c.Words()}}}, names, secondPerson(r, c.Recall.By), say)
	v.What = "this withdrawal"
	return v
}

// recallHistory is what became of a ceiling after it was approved, newest first.
func recallHistory(c partnership.Ceiling, names map[uuid.UUID]account.Name) []layout.Change {
	if c.Recall.State == "" {
		return nil
	}
	var history []layout.Change
	if c.Recall.State != partnership.RecallProposed {
		what := "Withdrawal of the ceiling of " + c.Words() + " refused"
		if c.Recall.State == partnership.Recalled {
			what = "Ceiling of " + c.Words() + " withdrawn"
		}
		history = append(history, layout.Change{What: what, By: by(names, c.Recall.DecidedBy), When: moment(c.Recall.DecidedAt), ISO: isoMoment(c.Recall.DecidedAt)})
	}
	return append(history, layout.Change{
		What: "Withdrawal of the ceiling of " + c.Words() + " proposed", By: by(names, c.Recall.By), When: moment(c.Recall.At), ISO: isoMoment(c.Recall.At), Why: c.Recall.Why,
	})
}

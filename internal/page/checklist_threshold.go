package page

import (
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
	"liaison/web/partnership"
)

// thresholdRoutes is the map of the screens on which thresholds are changed.
func (p *Pages) thresholdRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/checklist/:code/thresholds", in, access.ReadChecklist, audit.None, p.showThresholds),
		server.Get("/checklist/:code/thresholds/propose", in, access.ProposeThreshold, audit.None, p.showThresholdsPropose),
		server.Post("/checklist/:code/thresholds/propose", in, access.ProposeThreshold, audit.Collect, p.saveThresholdsPropose),
		server.Post("/checklist/:code/thresholds/:id/approve", in, access.ApproveThreshold, audit.Alter, p.saveThresholdsApprove),
		server.Post("/checklist/:code/thresholds/:id/refuse", in, access.ApproveThreshold, audit.Alter, p.saveThresholdsRefuse),
		server.Post("/checklist/:code/thresholds/:id/withdraw", in, access.ProposeThreshold, audit.Alter, p.saveThresholdsWithdraw),
	}
}

func thresholdsPath(code string) string { return "/checklist/" + code + "/thresholds" }

func (p *Pages) showThresholds(r *server.Request) error {
	v, err := p.thresholdsView(r, nil)
	if err != nil {
		return err
	}
	return r.Show(web.ThresholdsPage(v))
}

func (p *Pages) thresholdsView(r *server.Request, wrong error) (web.ThresholdsView, error) {
	byDefault, err := p.findItem(r)
	if err != nil {
		return web.ThresholdsView{}, err
	}
	now, err := p.positionOn(r, p.today())
	if err != nil {
		return web.ThresholdsView{}, err
	}
	i, _ := now.book.Find(byDefault.Code)
	names, err := p.authors(r, proposers(now.register.Of(i.Code))...)
	if err != nil {
		return web.ThresholdsView{}, err
	}
	v := web.ThresholdsView{
		Shell: p.shell(r, shellOf{Title: "Thresholds of " + i.Code, Nav: "Checklist", Err: wrong}), Problems: problems(wrong),
		Code: i.Code, Wording: i.Wording, Thresholds: now.thresholds(i, byDefault, names),
	}
	for _, q := range now.register.Of(i.Code) {
		if q.Outcome == checklist.Waiting {
			v.Waiting = thresholdsWaiting(r, q, i, byDefault, names, said(wrong)["why"])
			if v.Preview, err = p.thresholdsPreview(r, now, q); err != nil {
				return v, err
			}
		}
		v.History = append(v.History, thresholdChanges(q, i, byDefault, names)...)
	}
	if v.Waiting == nil && keeps(r, access.ProposeThreshold) {
		v.Propose = thresholdsPath(i.Code) + "/propose"
	}
	return v, nil
}

// proposers are the people behind proposals.
func proposers(all []checklist.Proposal) []uuid.UUID {
	var ids []uuid.UUID
	for _, q := range all {
		ids = append(ids, q.ProposedBy, q.DecidedBy)
	}
	return ids
}

// thresholds lists the thresholds of an item, with who set each of them.
func (at position) thresholds(i, byDefault checklist.Item, names map[uuid.UUID]account.Name) []web.Threshold {
	var rows []web.Threshold
	for n, t := range i.Parameters {
		row := web.Threshold{Meaning: t.Meaning, Value: valueWords(t), Partly: partlyWords(t), By: "Liaison’s default"}
		if q, set := at.register.Setter(i.Code, t.Name, calendar.EndOf(at.day)); set {
			who := by(names, q.ProposedBy) + ", approved by " + by(names, q.DecidedBy) + " on " + day(calendar.Day(q.DecidedAt))
			row.By = who
			if own := byDefault.Parameters[n]; own.Value == t.Value && own.Partly == t.Partly {
				row.By, row.Note = "Liaison’s default, again", who
			} else {
				row.Note = "Liaison’s default is " + thresholdWords(own)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// valueWords is a threshold with its unit: "90%", "60 days".
func valueWords(t checklist.Parameter) string {
	switch t.Unit {
	case "share", "number":
		return t.Words()
	case "fte":
		return t.Words() + " full-time equivalent"
	}
	return t.Words() + " " + t.Unit
}

func partlyWords(t checklist.Parameter) string {
	if t.Partly == 0 {
		return "None"
	}
	return t.PartlyWords()
}

// thresholdWords is a threshold whole: "90%, partly from 60%".
func thresholdWords(t checklist.Parameter) string {
	if t.Partly == 0 {
		return valueWords(t)
	}
	return valueWords(t) + ", partly from " + t.PartlyWords()
}

// addThresholds adds the thresholds that an item had on the day.
func (p *Pages) addThresholds(r *server.Request, v *web.ItemView, i checklist.Item, at position) error {
	byDefault, _ := p.Book.Find(i.Code)
	names, err := p.authors(r, proposers(at.register.Of(i.Code))...)
	if err != nil {
		return err
	}
	v.Thresholds = at.thresholds(i, byDefault, names)
	v.ThresholdsLink = layout.Link{Text: "Thresholds: who set them, and proposals", Href: thresholdsPath(i.Code)}
	return nil
}

func thresholdsWaiting(r *server.Request, q checklist.Proposal, i, byDefault checklist.Item, names map[uuid.UUID]account.Name, say string) *partnership.Proposal {
	w := waiting{at: thresholdsPath(i.Code) + "/" + q.ID.String(), reason: q.Reason, by: q.ProposedBy, made: q.ProposedAt, do: access.ApproveThreshold}
	v := w.proposal(r, nil, names, "A manager decides on it.", say)
	v.Changes, v.What = thresholdDifferences(q, i, byDefault), "these thresholds"
	if q.ProposedBy == r.Who.ID && keeps(r, access.ProposeThreshold) {
		v.Withdraw = w.at + "/withdraw"
	}
	return v
}

// thresholdDifferences sets what a proposal asks for beside what the item has.
func thresholdDifferences(q checklist.Proposal, i, byDefault checklist.Item) []layout.Difference {
	var changes []layout.Difference
	for n, t := range i.Parameters {
		for _, s := range q.Sets {
			if s.Parameter != t.Name {
				continue
			}
			changes = append(changes, layout.Difference{Name: t.Meaning, Left: thresholdWords(t), Right: setWords(s, t, byDefault.Parameters[n])})
		}
	}
	return changes
}

// setWords is what a parameter would be set to.
func setWords(s checklist.Threshold, t, byDefault checklist.Parameter) string {
	if s.Default {
		return thresholdWords(byDefault) + " (Liaison’s default)"
	}
	t.Value, t.Partly = s.Value, s.Partly
	return thresholdWords(t)
}

// thresholdMoves is which items would have another state by today's records if
// the proposals were approved.
func (p *Pages) thresholdMoves(r *server.Request, now position, approved ...checklist.Proposal) ([]checklist.Move, error) {
	with := p.Book.With(append(now.register.InForce(calendar.EndOf(now.day)), approved...)...)
	then, err := p.judge(r.Context(), r.Who, with, now.day)
	return checklist.Moves(p.Book, slices.Collect(maps.Values(now.found)), then), err
}

// thresholdsPreview is what a proposal would move, and what it would together
// with those that wait for other items.
func (p *Pages) thresholdsPreview(r *server.Request, now position, q checklist.Proposal) (*web.Preview, error) {
	moves, err := p.thresholdMoves(r, now, q)
	if err != nil {
		return nil, err
	}
	v := &web.Preview{Lead: fmt.Sprintf("By the records of today this would move %s.", plural(len(moves), "item", "items"))}
	if len(moves) == 0 {
		v.Lead = "By the records of today this would move nothing: every item keeps its state."
	}
	others := slices.DeleteFunc(now.register.Waiting(), func(o checklist.Proposal) bool { return o.Item == q.Item })
	if len(others) > 0 {
		if v.Together, err = p.thresholdsTogether(r, now, q, others); err != nil {
			return nil, err
		}
	}
	for _, m := range moves {
		v.Moves = append(v.Moves, web.Move{
			Link: layout.Link{Text: m.Item.Code, Href: "/checklist/" + m.Item.Code}, Wording: m.Item.Wording,
			FromKey: stateKey(m.From), From: m.From.Words(), ToKey: stateKey(m.To), To: m.To.Words(),
		})
	}
	return v, nil
}

// thresholdsTogether says what all that waits would move if it were approved.
func (p *Pages) thresholdsTogether(r *server.Request, now position, q checklist.Proposal, others []checklist.Proposal) (string, error) {
	moves, err := p.thresholdMoves(r, now, append(others, q)...)
	if err != nil {
		return "", err
	}
	var wait, move []string
	for _, o := range others {
		wait = append(wait, o.Item)
	}
	slices.Sort(wait)
	for _, m := range moves {
		move = append(move, m.Item.Code)
	}
	say := "Together with the thresholds that wait for " + list(wait) + " it would move "
	if len(move) == 0 {
		return say + "nothing.", nil
	}
	return say + plural(len(move), "item", "items") + ": " + list(move) + ".", nil
}

// thresholdChanges is the history of one proposal, the newest line first.
func thresholdChanges(q checklist.Proposal, i, byDefault checklist.Item, names map[uuid.UUID]account.Name) []layout.Change {
	var what []string
	for _, d := range thresholdDifferences(q, i, byDefault) {
		what = append(what, d.Name+": "+d.Right)
	}
	lines := []layout.Change{{
		What: "Proposed. " + list(what), By: by(names, q.ProposedBy), When: moment(q.ProposedAt), ISO: isoMoment(q.ProposedAt), Why: q.Reason,
	}}
	if q.Outcome == checklist.Waiting {
		return lines
	}
	verb := map[checklist.Outcome]string{checklist.Approved: "Approved. ", checklist.Refused: "Refused. ", checklist.Withdrawn: "Withdrawn. "}[q.Outcome]
	return append([]layout.Change{{
		What: verb + list(what), By: by(names, q.DecidedBy), When: moment(q.DecidedAt), ISO: isoMoment(q.DecidedAt), Why: q.Why,
	}}, lines...)
}

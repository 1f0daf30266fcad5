package page

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// pairsLink is where the pairs that have to share are kept.
var pairsLink = layout.Link{Text: "Pairs that have to share", Href: "/coordination/pairs"}

// pairsRoutes is the map of the pairs of agencies that have to share.
func (p *Pages) pairsRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/pairs", in, access.ReadPartnership, audit.None, p.showPairs),
		server.Get("/coordination/pairs/propose", in, access.ProposePairs, audit.None, p.showPairsPropose),
		server.Post("/coordination/pairs/propose", in, access.ProposePairs, audit.Collect, p.savePairsPropose),
		server.Post("/coordination/pairs/:id/approve", in, access.ApprovePairs, audit.Alter, p.savePairsApprove),
		server.Post("/coordination/pairs/:id/refuse", in, access.ApprovePairs, audit.Alter, p.savePairsRefuse),
	}
}

func (p *Pages) showPairs(r *server.Request) error {
	v, err := p.pairsView(r, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Pairs(v))
}

func (p *Pages) pairsView(r *server.Request, err error) (web.PairsView, error) {
	v := web.PairsView{Shell: p.shell(r, shellOf{Title: "Pairs that have to share", Strand: access.Coordination, Nav: "Checklist", Err: err}), Problems: problems(err)}
	ties, findErr := p.Partnerships.Ties(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	agencies, findErr := p.agencyLinks(r)
	if findErr != nil {
		return v, findErr
	}
	var ids []uuid.UUID
	for _, l := range ties.Versions {
		ids = append(ids, l.ProposedBy, l.DecidedBy)
	}
	names, findErr := p.authors(r, ids...)
	if findErr != nil {
		return v, findErr
	}
	current, counts := ties.Current()
	if counts {
		v.Current = pairsRows(current, agencies)
	}
	if l, waits := ties.Waiting(); waits {
		v.Waiting = pairsProposal(r, l, agencies, names, said(err)["why"])
		if counts {
			v.Waiting.Changes = pairsChanges(current, l, agencies)
		}
	} else if r.May(access.ProposePairs, ties.Scope()) {
		v.Propose = "/coordination/pairs/propose"
	}
	v.History = pairsHistory(ties, names)
	return v, nil
}

func pairsProposal(r *server.Request, l partnership.PairList, agencies map[int]layout.Link, names map[uuid.UUID]account.Name, say string) *web.Proposal {
	w := waiting{at: "/coordination/pairs/" + l.ID.String(), reason: l.Reason, by: l.ProposedBy, made: l.ProposedAt, do: access.ApprovePairs}
	return w.proposal(r, pairsRows(l, agencies), names, "A manager other than the person who proposed this decides on it.", say)
}

func pairsRows(l partnership.PairList, agencies map[int]layout.Link) []layout.SummaryRow {
	return []layout.SummaryRow{
		{Key: "Version", Lines: []string{strconv.Itoa(l.Version)}},
		{Key: "Have to share from", Lines: []string{day(l.From)}},
		{Key: "Pairs", Lines: pairNames(l.Pairs, agencies)},
	}
}

// pairNames lists pairs by the names of their agencies, in the order of the
// alphabet.
func pairNames(pairs []partnership.Pair, agencies map[int]layout.Link) []string {
	all := make([]string, len(pairs))
	for n, p := range pairs {
		both := agencyNames([]int{p.Agency, p.Other}, agencies)
		all[n] = both[0] + " and " + both[1]
	}
	slices.Sort(all)
	return all
}

func pairsChanges(was, is partnership.PairList, agencies map[int]layout.Link) []layout.Difference {
	return differing([]layout.Difference{
		{Name: "Have to share from", Left: day(was.From), Right: day(is.From)},
		{Name: "Pairs taken out", Left: list(pairNames(pairsBut(was.Pairs, is.Pairs), agencies))},
		{Name: "Pairs put in", Right: list(pairNames(pairsBut(is.Pairs, was.Pairs), agencies))},
	})
}

// pairsBut lists the pairs that are not among others.
func pairsBut(pairs, others []partnership.Pair) []partnership.Pair {
	return slices.DeleteFunc(slices.Clone(pairs), func(p partnership.Pair) bool { return slices.Contains(others, p) })
}

func pairsHistory(ties partnership.Ties, names map[uuid.UUID]account.Name) []layout.Change {
	var history []layout.Change
	for _, l := range ties.Versions {
		version := "Version " + strconv.Itoa(l.Version)
		if !l.Waiting() {
			decided := version + " refused"
			if l.Approved {
				decided = version + " approved"
			}
			history = append(history, layout.Change{What: decided, By: by(names, l.DecidedBy), When: moment(l.DecidedAt), ISO: isoMoment(l.DecidedAt), Why: l.Why})
		}
		history = append(history, layout.Change{
			What: version + " proposed, with " + plural(len(l.Pairs), "pair", "pairs"), By: by(names, l.ProposedBy), When: moment(l.ProposedAt), ISO: isoMoment(l.ProposedAt), Why: l.Reason,
		})
	}
	return history
}

// showPairsPropose begins from the version that counts or, where there is none,
// from what sharing agreements speak of.
func (p *Pages) showPairsPropose(r *server.Request) error {
	ties, err := p.Partnerships.Ties(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("from", day(p.today()))
	var pairs []partnership.Pair
	if l, ok := ties.Current(); ok {
		pairs = l.Pairs
	} else {
		agreements, err := p.Partnerships.Agreements(r.Context(), r.Who)
		if err != nil {
			return err
		}
		pairs = partnership.Agreed(agreements, p.today())
	}
	typed := make([]string, len(pairs))
	for n, pair := range pairs {
		typed[n] = pairValue(pair)
	}
	f.Set("pairs", typed...)
	v, err := p.pairsProposeView(r, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.PairsPropose(v))
}

func pairValue(p partnership.Pair) string { return fmt.Sprintf("%d-%d", p.Agency, p.Other) }

// readPair reads what pairValue writes. What is no pair of numbers is no pair of
// agencies.
func readPair(typed string) (p partnership.Pair) {
	_, _ = fmt.Sscanf(typed, "%d-%d", &p.Agency, &p.Other)
	return p
}

func (p *Pages) savePairsPropose(r *server.Request) error {
	partners, err := p.partnerIDs(r)
	if err != nil {
		return err
	}
	f := r.Form()
	l := partnership.PairList{ID: uuid.New(), From: f.Date("from", "Day from which these pairs have to share", p.today()), Reason: f.Text("reason"), ProposedBy: r.Who.ID, ProposedAt: p.Now()}
	for _, typed := range f.All("pairs") {
		l.Pairs = append(l.Pairs, readPair(typed))
	}
	err = f.Join(l.Check(p.today(), partners))
	if err == nil {
		err = p.Partnerships.ChangeTies(r.Context(), r.Who, partnership.ProposePairs(l, partners, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.pairsProposeView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.PairsPropose(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Proposal saved. It counts once a manager approves it.")
	return r.Go(pairsLink.Href)
}

func (p *Pages) pairsProposeView(r *server.Request, f *form.Form, err error) (web.PairsProposeView, error) {
	say := said(err)
	v := web.PairsProposeView{
		Shell:    p.shell(r, shellOf{Title: "Propose the pairs", Strand: access.Coordination, Nav: "Checklist", Err: err}),
		Problems: inOrder(problems(err), "pairs", "from", "reason"), Heading: "Propose the pairs that have to share", Error: say["pairs"],
		Says:   "The pairs of the version that counts are ticked. Where there is none, those are that the lines of sharing agreements in force speak of.",
		From:   layout.Field{ID: "from", Label: "Day from which these pairs have to share", Value: f.Raw("from"), Error: say["from"]},
		Reason: layout.Field{ID: "reason", Label: "Reason for this version", Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000},
	}
	partners, findErr := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	for n, a := range partners {
		field := layout.Field{ID: "pairs-" + strconv.Itoa(a.Agency.ID), Name: "pairs", Label: a.Agency.Name + " and", LabelSize: "s", Small: true}
		if n == 0 {
			field.ID = "pairs" // where what is wrong with them leads
		}
		for _, other := range partners[n+1:] {
			value := pairValue(partnership.PairOf(a.Agency.ID, other.Agency.ID))
			field.Options = append(field.Options, layout.Option{Value: value, Label: other.Agency.Name, Chosen: f.Ticked("pairs", value)})
		}
		if len(field.Options) > 0 {
			v.Pairs = append(v.Pairs, field)
		}
	}
	return v, findErr
}

func (p *Pages) savePairsApprove(r *server.Request) error {
	if err := p.Partnerships.ChangeTies(r.Context(), r.Who, partnership.DecidePairs(idParam(r), r.Who.ID, true, "", p.Now())); err != nil {
		return err
	}
	r.FlashLink("Version approved. CON-2 compares with it from now on.", "See CON-2", "/checklist/CON-2")
	return r.Go(pairsLink.Href)
}

func (p *Pages) savePairsRefuse(r *server.Request) error {
	f := r.Form()
	err := f.Join(p.Partnerships.ChangeTies(r.Context(), r.Who, partnership.DecidePairs(idParam(r), r.Who.ID, false, wholeReason(f), p.Now())))
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.pairsView(r, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Pairs(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Version refused.")
	return r.Go(pairsLink.Href)
}

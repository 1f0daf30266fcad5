package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// Means is the money of the demonstration, what it cost, and the databases and
// technology that it relies on, with the history of all of them.
type Means struct {
	Streams  []partnership.Stream
	Spends   []partnership.Spend
	Requests []partnership.FundingRequest
	Costs    []partnership.Cost
	Ceilings []partnership.Ceiling
	Systems  []partnership.System
	Reaches  []partnership.Reach
	Reviews  []partnership.SystemReview
	Changes  History
}

type meansFile struct {
	Streams []struct {
		Name, Funder, Amount, Renewal  string
		Context, Additional, Confirmed bool
		From                           int
		EndsIn                         int `json:"ends_in"` // calendar months from today
	}
	Spend []struct {
		Stream, Days         int
		Amount, What, Struck string
	}
	Requests []struct {
		Email, What, Amount, Why string
		Support                  partnership.Support
		Outcome                  partnership.Outcome
		Days, After, Stream      int
	}
	Costs []struct {
		Days                                               int
		Phase                                              partnership.Phase
		What, Product, Agency, Amount, Hours, Rate, Struck string
		Meeting                                            *int // which of the twelve
	}
	Ceilings []struct {
		Amount, Reason string
		From, To, Days int
		Approved       bool
	}
	Systems []struct {
		Name, Purpose, Agency, Owner, Deputy string
		Kind                                 partnership.SystemKind
		Intelligence                         bool
		From                                 int
		Access                               []reachSpec
		Reviews                              []struct {
			Days, Kept, Removed int
			Note                string
		}
	}
}

// reachSpec is one role's access: days before now, but for the last day of its
// vetting, which is after it.
type reachSpec struct {
	Agency, Holder, Refused               string
	Outreach                              bool
	Asked, After, Vetted, Confirmed, Used int
}

// means makes them from their own file, by doing each thing in the order in
// which it happened.
func (m *maker) means() error {
	var f meansFile
	if err := readSeed(m.seeds, "funding.json", &f); err != nil {
		return err
	}
	for _, step := range []func(meansFile) error{m.streams, m.spends, m.requests, m.costs, m.ceilings, m.systems} {
		if err := step(f); err != nil {
			return fmt.Errorf("funding.json: %w", err)
		}
	}
	slices.SortStableFunc(m.made.Means.Changes, func(a, b Change) int { return a.At.Compare(b.At) })
	return nil
}

// ago is a morning so many days before today.
func (m *maker) ago(days int) time.Time { return m.today.AddDate(0, 0, -days).Add(10 * time.Hour) }

// meant keeps a line of history with the facts that hold from then on.
func (m *maker) meant(register string, c partnership.Change, facts []fact.Fact) {
	m.made.Means.Changes = append(m.made.Means.Changes, seatChange(register, c, facts))
}

// applied does a deed and keeps what its history says.
func applied[T any](m *maker, register string, on *T, d partnership.Deed[T], c partnership.Change, facts func(T) []fact.Fact) error {
	was := *on
	if err := d.Apply(on); err != nil {
		return fmt.Errorf("%s: %w", register, err)
	}
	c.Said, c.Why = strings.Join(d.Said(was, *on), ". "), d.Why
	m.meant(register, c, facts(*on))
	return nil
}

func pence(typed string) partnership.Pence {
	p, _ := partnership.ReadPence(typed) // what cannot be read is refused as nothing by the check that follows
	return p
}

func (m *maker) streams(f meansFile) error {
	by := m.account("coordinator").ID
	for _, x := range f.Streams {
		s := partnership.Stream{
			ID: m.id("stream/", x.Name), Name: x.Name, Funder: x.Funder, Amount: pence(x.Amount), InContext: x.Context, Additional: x.Additional, Confirmed: x.Confirmed,
			From: m.month(x.From), To: m.today.AddDate(0, x.EndsIn, 0), Renewal: x.Renewal, By: by, At: m.month(x.From).Add(10 * time.Hour), Version: 1,
		}
		if err := s.Check(); err != nil {
			return fmt.Errorf("%s: %w", x.Name, err)
		}
		m.meant("stream", partnership.Change{On: s.ID, At: s.At, By: by, Said: "Recorded, " + s.Amount.Pounds()}, s.Facts())
		m.made.Means.Streams = append(m.made.Means.Streams, s)
	}
	return nil
}

func (m *maker) spends(f meansFile) error {
	by := m.account("coordinator").ID
	for n, x := range f.Spend {
		of := m.made.Means.Streams[x.Stream]
		s := partnership.Spend{
			ID: m.id("spend/", n), Stream: of.ID, Day: m.today.AddDate(0, 0, -x.Days), Amount: pence(x.Amount), What: x.What, By: by, At: m.ago(x.Days),
		}
		if err := s.Check(of, m.today); err != nil {
			return fmt.Errorf("%s: %w", x.What, err)
		}
		m.meant("spend", partnership.Change{On: s.ID, At: s.At, By: by, Said: "Recorded, " + s.Amount.Pounds()}, s.Facts())
		if x.Struck != "" {
			at := s.At.Add(24 * time.Hour)
			if err := applied(m, "spend", &s, partnership.StrikeSpend(by, x.Struck, at), partnership.Change{On: s.ID, At: at, By: by}, partnership.Spend.Facts); err != nil {
				return err
			}
		}
		m.made.Means.Spends = append(m.made.Means.Spends, s)
	}
	return nil
}

func (m *maker) requests(f meansFile) error {
	decider := m.account("coordinator").ID
	for n, x := range f.Requests {
		asks := m.account(x.Email)
		q := partnership.FundingRequest{
			ID: m.id("funding request/", n), Agency: asks.Agency, AgencyKind: m.partner(asks.Agency).Kind, What: x.What, Support: x.Support,
			Amount: pence(x.Amount), Asked: m.today.AddDate(0, 0, -x.Days), AskedBy: asks.ID, Version: 1,
		}
		if err := q.Check(m.today); err != nil {
			return fmt.Errorf("%s: %w", x.What, err)
		}
		m.meant("funding_request", partnership.Change{On: q.ID, At: m.ago(x.Days), By: asks.ID, Said: "Asked for"}, q.Facts())
		if x.Outcome != "" {
			at := m.ago(x.Days - x.After)
			from := m.made.Means.Streams[x.Stream]
			d := partnership.Decision{Outcome: x.Outcome, Decided: q.Asked.AddDate(0, 0, x.After), Stream: from.ID, StreamName: from.Name, Why: x.Why}
			if err := applied(m, "funding_request", &q, partnership.DecideRequest(1, decider, d, m.today), partnership.Change{On: q.ID, At: at, By: decider}, partnership.FundingRequest.Facts); err != nil {
				return err
			}
			q.Version = 2
		}
		m.made.Means.Requests = append(m.made.Means.Requests, q)
	}
	return nil
}

func (m *maker) costs(f meansFile) error {
	by := m.account("coordinator").ID
	for n, x := range f.Costs {
		bearer, err := m.agency(x.Agency)
		if err != nil {
			return err
		}
		e := partnership.Cost{
			ID: m.id("cost/", n), Day: m.today.AddDate(0, 0, -x.Days), Phase: x.Phase, What: x.What, Bearer: bearer, Paid: partnership.CashPayment, Amount: pence(x.Amount),
			By: by, At: m.ago(x.Days),
		}
		if x.Hours != "" {
			e.Paid, e.Rate = partnership.TimePayment, pence(x.Rate)
			e.Minutes, _ = partnership.ReadHours(x.Hours) // as for pence
			e.Amount = partnership.Worth(e.Minutes, e.Rate)
		}
		if e.Product, err = m.product(x.Product); err != nil {
			return err
		}
		if x.Meeting != nil {
			e.Activity = m.id("meeting/", *x.Meeting)
		}
		if err := e.Check(m.today); err != nil {
			return fmt.Errorf("%s: %w", x.What, err)
		}
		m.meant("cost", partnership.Change{On: e.ID, At: e.At, By: by, Said: "Recorded, " + e.Amount.Pounds()}, e.Facts())
		if x.Struck != "" {
			at := e.At.Add(48 * time.Hour)
			if err := applied(m, "cost", &e, partnership.StrikeCost(by, x.Struck, at), partnership.Change{On: e.ID, At: at, By: by}, partnership.Cost.Facts); err != nil {
				return err
			}
		}
		m.made.Means.Costs = append(m.made.Means.Costs, e)
	}
	return nil
}

// product is the id of the product with the name, or none where there is no name.
func (m *maker) product(name string) (uuid.UUID, error) {
	if name == "" {
		return uuid.Nil, nil
	}
	i := slices.IndexFunc(m.made.Provision.Products, func(p partnership.Product) bool { return p.Name == name })
	if i < 0 {
		return uuid.Nil, fmt.Errorf("no product %q", name)
	}
	return m.made.Provision.Products[i].ID, nil
}

func (m *maker) ceilings(f meansFile) error {
	proposer, approver := m.account("coordinator").ID, m.account("manager").ID
	for n, x := range f.Ceilings {
		l := partnership.Ceiling{
			ID: m.id("ceiling/", n), Amount: pence(x.Amount), From: m.month(x.From), To: m.month(x.To).AddDate(0, 3, 0), Reason: x.Reason, ProposedBy: proposer, ProposedAt: m.ago(x.Days),
		}
		if err := l.CheckProposal(m.made.Means.Ceilings); err != nil {
			return err
		}
		m.meant("ceiling", partnership.Change{On: l.ID, At: l.ProposedAt, By: proposer, Said: "Ceiling of " + l.Words() + " proposed", Why: l.Reason}, l.Facts())
		if x.Approved {
			at := l.ProposedAt.Add(26 * time.Hour)
			if err := applied(m, "ceiling", &l, partnership.ApproveCeiling(approver, at), partnership.Change{On: l.ID, At: at, By: approver}, partnership.Ceiling.Facts); err != nil {
				return err
			}
		}
		m.made.Means.Ceilings = append(m.made.Means.Ceilings, l)
	}
	return nil
}

func (m *maker) systems(f meansFile) error {
	by := m.account("coordinator").ID
	for _, x := range f.Systems {
		agency, err := m.agency(x.Agency)
		if err != nil {
			return err
		}
		s := partnership.System{
			ID: m.id("system/", x.Name), Name: x.Name, Kind: x.Kind, Purpose: x.Purpose, Agency: agency, Owner: x.Owner, Deputy: x.Deputy, Intelligence: x.Intelligence,
			Dormant: partnership.DormantDays, From: m.month(x.From), By: by, At: m.month(x.From).Add(10 * time.Hour), Version: 1,
		}
		if s.Intelligence {
			s.Dormant = partnership.DormantDaysIntelligence
		}
		if err := s.Check(m.today); err != nil {
			return fmt.Errorf("%s: %w", x.Name, err)
		}
		m.meant("system", partnership.Change{On: s.ID, At: s.At, By: by, Said: "Recorded"}, s.Facts())
		m.made.Means.Systems = append(m.made.Means.Systems, s)
		for _, a := range x.Access {
			if err := m.systemReach(s, a); err != nil {
				return fmt.Errorf("%s, %s: %w", x.Name, a.Holder, err)
			}
		}
		for n, r := range x.Reviews {
			v := partnership.SystemReview{ID: m.id("review/", x.Name, "/", n), System: s.ID, Day: m.today.AddDate(0, 0, -r.Days), By: by, Kept: r.Kept, Removed: r.Removed, Note: r.Note}
			if err := v.Check(s, m.today); err != nil {
				return fmt.Errorf("%s: %w", x.Name, err)
			}
			m.meant("system_review", partnership.Change{On: v.ID, At: m.ago(r.Days), By: by, Said: "Access reviewed"}, v.Facts())
			m.made.Means.Reviews = append(m.made.Means.Reviews, v)
		}
	}
	return nil
}

// systemReach makes one role's access to a system.
func (m *maker) systemReach(s partnership.System, x reachSpec) error {
	by := m.account("coordinator").ID
	agency, err := m.agency(x.Agency)
	if err != nil {
		return err
	}
	r := partnership.Reach{
		ID: m.id("system reach/", s.Name, "/", x.Holder), System: s.ID, Agency: agency, Holder: x.Holder, Outreach: x.Outreach,
		Asked: m.today.AddDate(0, 0, -x.Asked), By: by, At: m.ago(x.Asked), Version: 1,
	}
	if err := r.CheckAsk(nil, m.today); err != nil {
		return err
	}
	m.meant("reach", partnership.Change{On: r.ID, At: r.At, By: by, Said: "Access asked for, for " + x.Holder}, r.Facts())
	if x.After > 0 {
		a := partnership.ReachAnswer{Granted: x.Refused == "", On: r.Asked.AddDate(0, 0, x.After), Why: x.Refused}
		if err := applied(m, "reach", &r, partnership.AnswerReach(a, m.today), partnership.Change{On: r.ID, At: m.ago(x.Asked - x.After), By: by}, partnership.Reach.Facts); err != nil {
			return err
		}
		r.Version++
	}
	if r.Held() {
		u := partnership.Upkeep{VettedUntil: m.today.AddDate(0, 0, x.Vetted), Confirmed: m.today.AddDate(0, 0, -x.Confirmed), LastUsed: m.today.AddDate(0, 0, -x.Used)}
		last := m.ago(min(x.Confirmed, x.Used))
		if err := applied(m, "reach", &r, partnership.KeepReach(r.Version, u, m.today), partnership.Change{On: r.ID, At: last, By: by}, partnership.Reach.Facts); err != nil {
			return err
		}
		r.Version++
	}
	m.made.Means.Reaches = append(m.made.Means.Reaches, r)
	return nil
}

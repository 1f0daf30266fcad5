package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// Provision is what the demonstration's agencies need and have agreed: needs,
// the products that answer them, access to those, and sharing agreements, each
// with its history and the facts it left.
type Provision struct {
	Needs      []partnership.Need
	Products   []partnership.Product
	Reaches    []partnership.Reach
	Agreements []partnership.Agreement
	Changes    History
}

type needFile struct {
	Needs []struct {
		Key, Kind, Title, Detail, Agency, Why string
		From, Last                            int   // days from now
		Reviews                               []int // days from now
	}
	Products []struct {
		Key, Kind, Name, Provider, Reach, Why string
		From, Last                            int
		Needs                                 []string
	}
	Access []struct {
		To, Agency, Holder, Why       string
		Outreach                      bool
		Asked, Granted, Refused, Last int
	}
}

type agreementFile []struct {
	Number, Name, Purpose, Basis, Retention, DPIA, Contact string
	From, Review, Last                                     int
	FirstReview                                            int `json:"first_review"` // on which the next one was decided
	Decided, Why                                           string
	Parties                                                []struct {
		Agency         string
		Signed, Joined int
	}
	Lines []struct {
		Purpose, Items, Giver, To, Why string
		FromDay                        int `json:"from_day"`
		Last                           int
	}
}

// provision makes them from their own files, by doing each thing in the order
// in which it happened.
func (m *maker) provision() error {
	var needs needFile
	var agreements agreementFile
	for name, into := range map[string]any{"need.json": &needs, "agreement.json": &agreements} {
		if err := readSeed(m.seeds, name, into); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return m.needs(needs) },
		func() error { return m.products(needs) },
		func() error { return m.reaches(needs) },
		func() error { return m.agreements(agreements) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// in is the day so many days from today.
func (m *maker) in(days int) time.Time { return m.today.AddDate(0, 0, days) }

// saidOf keeps a line of history and the facts from then on.
func (m *maker) saidOf(register string, on uuid.UUID, at time.Time, said, why string, facts []fact.Fact) {
	changes := &m.made.Provision.Changes
	*changes = append(*changes, Change{
		ID: m.id("provision/", on, "/", len(*changes)), Register: register, Facts: facts,
		Change: partnership.Change{On: on, At: at, By: m.account("coordinator").ID, Said: said, Why: why},
	})
}

// does does the deed to the thing, as the coordinator did at that moment, and
// keeps what it leaves.
func does[T interface{ Facts() []fact.Fact }](m *maker, register string, on uuid.UUID, x *T, d partnership.Deed[T], at time.Time) error {
	was := *x
	if err := d.Apply(x); err != nil {
		return fmt.Errorf("%s: %w", register, err)
	}
	for _, said := range d.Said(was, *x) { // each deed here is said in one line
		m.saidOf(register, on, at, said, d.Why, (*x).Facts())
	}
	return nil
}

// noon is the moment of a day at which things were recorded.
func noon(day time.Time) time.Time { return day.Add(12 * time.Hour) }

func (m *maker) needs(f needFile) error {
	for _, x := range f.Needs {
		agency, err := m.agency(x.Agency)
		if err != nil {
			return err
		}
		n := partnership.Need{
			ID: NeedID(x.Key), Kind: partnership.NeedKind(x.Kind), Title: x.Title, Detail: x.Detail, Agency: agency, From: m.in(x.From), Reviewed: m.in(x.From),
			By: m.account("coordinator").ID, At: noon(m.in(x.From)), Version: 1,
		}
		if agency != 0 {
			n.AgencyName = m.partner(agency).Name
		}
		if err := n.Check(m.today); err != nil {
			return err
		}
		m.saidOf("need", n.ID, n.At, "Recorded", "", n.Facts())
		for _, day := range x.Reviews {
			if err := does(m, "need", n.ID, &n, partnership.ReviewNeed(m.in(day)), noon(m.in(day))); err != nil {
				return err
			}
			n.Version++
		}
		if x.Last != 0 {
			e := partnership.Closing{Last: m.in(x.Last), Why: x.Why}
			if err := does(m, "need", n.ID, &n, partnership.CloseNeed(e, m.in(x.Last)), noon(e.Last)); err != nil {
				return err
			}
			n.Version++
		}
		m.made.Provision.Needs = append(m.made.Provision.Needs, n)
	}
	return nil
}

// NeedID is the id of the need with the key, for what answers it.
func NeedID(key string) uuid.UUID { return id("need/", key) }

// ProductID is the id of the product with the key, for sessions and costs.
func ProductID(key string) uuid.UUID { return id("product/", key) }

// LineID is the id of a line of a sharing agreement, for what cites it.
func LineID(number string, position int) uuid.UUID { return id("line/", number, "/", position) }

func (m *maker) products(f needFile) error {
	for _, x := range f.Products {
		p := partnership.Product{
			ID: ProductID(x.Key), Kind: partnership.ProductKind(x.Kind), Name: x.Name, Provider: x.Provider, Reach: x.Reach, From: m.in(x.From),
			By: m.account("coordinator").ID, At: noon(m.in(x.From)), Version: 1,
		}
		for _, key := range x.Needs {
			i := slices.IndexFunc(m.made.Provision.Needs, func(n partnership.Need) bool { return n.ID == NeedID(key) })
			if i < 0 {
				return fmt.Errorf("need.json: no need %q", key)
			}
			n := m.made.Provision.Needs[i]
			p.Needs = append(p.Needs, partnership.Answered{ID: n.ID, Title: n.Title})
			if n.At.After(p.At) { // nothing answers a need before it is recorded
				p.At = n.At
			}
		}
		if err := p.Check(); err != nil {
			return err
		}
		m.saidOf("product", p.ID, p.At, "Recorded", "", p.Facts())
		if x.Last != 0 {
			e := partnership.Closing{Last: m.in(x.Last), Why: x.Why}
			if err := does(m, "product", p.ID, &p, partnership.WithdrawProduct(e, m.in(x.Last)), noon(e.Last)); err != nil {
				return err
			}
			p.Version++
		}
		m.made.Provision.Products = append(m.made.Provision.Products, p)
	}
	return nil
}

func (m *maker) reaches(f needFile) error {
	for _, x := range f.Access {
		agency, err := m.agency(x.Agency)
		if err != nil {
			return err
		}
		r := partnership.Reach{
			ID: m.id("reach/", x.To, "/", x.Agency, "/", x.Holder), Product: ProductID(x.To), Agency: agency, Holder: x.Holder, Outreach: x.Outreach, Asked: m.in(x.Asked),
			By: m.account("coordinator").ID, At: noon(m.in(x.Asked)), Version: 1,
		}
		if err := r.CheckAsk(nil, m.today); err != nil {
			return err
		}
		m.saidOf("reach", r.ID, r.At, "Asked for on "+r.Asked.Format("2 January 2006"), "", r.Facts())
		do := func(day int, d partnership.Deed[partnership.Reach]) error {
			r.Version++
			return does(m, "reach", r.ID, &r, d, noon(m.in(day)))
		}
		switch {
		case x.Granted != 0:
			err = do(x.Granted, partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: m.in(x.Granted)}, m.today))
		case x.Refused != 0:
			err = do(x.Refused, partnership.AnswerReach(partnership.ReachAnswer{On: m.in(x.Refused), Why: x.Why}, m.today))
		case x.Last != 0:
			err = do(x.Last, partnership.DropReach(partnership.Closing{Last: m.in(x.Last), Why: x.Why}, m.today))
		}
		if err == nil && x.Granted != 0 && x.Last != 0 {
			err = do(x.Last, partnership.EndReach(partnership.Closing{Last: m.in(x.Last), Why: x.Why}, m.today))
		}
		if err != nil {
			return err
		}
		m.made.Provision.Reaches = append(m.made.Provision.Reaches, r)
	}
	return nil
}

// agreementStep is one thing that was done to an agreement, on a day.
type agreementStep struct {
	day  int
	deed partnership.Deed[partnership.Agreement]
}

func (m *maker) agreements(f agreementFile) error {
	party := func(slug string) (partnership.Party, error) {
		n, err := m.agency(slug)
		if n == 0 {
			return partnership.Party{}, err
		}
		return partnership.Party{Agency: n, Name: m.partner(n).Name}, err
	}
	for _, x := range f {
		a := partnership.Agreement{
			ID: m.id("agreement/", x.Number), Number: x.Number, Name: x.Name, Purpose: x.Purpose, Basis: x.Basis, Retention: x.Retention, DPIA: x.DPIA, Contact: x.Contact,
			From: m.in(x.From), Review: m.in(x.Review), By: m.account("coordinator").ID, At: noon(m.in(x.From)), Version: 1,
		}
		var steps []agreementStep
		if x.FirstReview != 0 {
			a.Review = m.in(x.FirstReview)
			steps = append(steps, agreementStep{x.FirstReview, partnership.ReviewAgreement(0, partnership.Review{Next: m.in(x.Review), Why: x.Decided}, m.in(x.FirstReview))})
		}
		for _, y := range x.Parties {
			p, err := party(y.Agency)
			if err != nil {
				return err
			}
			switch {
			case y.Joined != 0:
				steps = append(steps, agreementStep{y.Joined, partnership.AddParty(p, m.in(y.Joined))})
			case y.Signed > x.From:
				a.Parties = append(a.Parties, p)
				steps = append(steps, agreementStep{y.Signed, partnership.SignParty(p.Agency, m.in(y.Signed), m.in(y.Signed))})
			default:
				p.Signed = m.in(y.Signed)
				a.Parties = append(a.Parties, p)
			}
		}
		for n, y := range x.Lines {
			giver, err := party(y.Giver)
			if err != nil {
				return err
			}
			taker, err := party(y.To)
			if err != nil {
				return err
			}
			l := partnership.Line{
				ID: LineID(x.Number, n+1), Purpose: y.Purpose, Items: y.Items, Giver: giver.Agency, GiverName: giver.Name, Taker: taker.Agency, TakerName: taker.Name, From: m.in(y.FromDay),
			}
			steps = append(steps, agreementStep{y.FromDay, partnership.AddLine(l)})
			if y.Last != 0 {
				steps = append(steps, agreementStep{y.Last, partnership.EndLine(l.ID, partnership.Closing{Last: m.in(y.Last), Why: y.Why})})
			}
		}
		if x.Last != 0 {
			steps = append(steps, agreementStep{x.Last, partnership.EndAgreement(partnership.Closing{Last: m.in(x.Last), Why: x.Why})})
		}
		if err := a.Check(m.today); err != nil {
			return fmt.Errorf("%s: %w", x.Number, err)
		}
		m.saidOf("agreement", a.ID, a.At, "Recorded", "", a.Facts())
		slices.SortStableFunc(steps, func(a, b agreementStep) int { return a.day - b.day })
		for n, s := range steps {
			a.Version = 0 // which the review is of; nobody else changes it here
			at := noon(m.in(s.day)).Add(time.Duration(n+1) * time.Minute)
			if err := does(m, "agreement", a.ID, &a, s.deed, at); err != nil {
				return fmt.Errorf("%s: %w", x.Number, err)
			}
			a.Version = n + 2
		}
		m.made.Provision.Agreements = append(m.made.Provision.Agreements, a)
	}
	return nil
}

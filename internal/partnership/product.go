package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Product is a course, a briefing or something else that answers needs.
type Product struct {
	ID        uuid.UUID
	Kind      ProductKind
	Name      string
	Provider  string
	Reach     string // how to get it
	From      time.Time
	To        time.Time  // last day it can be had, zero while none is set
	ClosedWhy string     // why it was withdrawn, where somebody withdrew it
	Needs     []Answered // by title
	By        uuid.UUID
	At        time.Time
	Version   int
}

// Answered is a need that a product answers.
type Answered struct {
	ID    uuid.UUID
	Title string
}

// ProductKind is what a product is.
type ProductKind string

// The kinds of products.
const (
	Course       ProductKind = "course"
	Briefing     ProductKind = "briefing"
	Material     ProductKind = "material"
	OtherProduct ProductKind = "other"
)

// ProductKinds lists them in the order in which pages show them.
func ProductKinds() []ProductKind { return []ProductKind{Course, Briefing, Material, OtherProduct} }

// Name is what people read.
func (k ProductKind) Name() string {
	switch k {
	case Course:
		return "Course"
	case Briefing:
		return "Briefing"
	case Material:
		return "Material"
	case OtherProduct:
		return "Something else"
	}
	return ""
}

// Scope is where products are kept.
func (p Product) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership}
}

// Available reports whether the product can be had on the day.
func (p Product) Available(day time.Time) bool {
	return !day.Before(p.From) && (p.To.IsZero() || !day.After(p.To))
}

// Withdrawn reports whether somebody withdrew it.
func (p Product) Withdrawn() bool { return p.ClosedWhy != "" }

// Answers reports whether the product answers the need.
func (p Product) Answers(need uuid.UUID) bool {
	return slices.ContainsFunc(p.Needs, func(n Answered) bool { return n.ID == need })
}

// Check returns everything wrong with the product, as an Invalid fault.
func (p Product) Check() error {
	var c fault.Check
	c.Need(strings.TrimSpace(p.Name) != "", "name", "Enter the name of the product")
	checkText(&c, "name", "Name", p.Name, 200)
	c.Need(slices.Contains(ProductKinds(), p.Kind), "kind", "Select what it is")
	checkText(&c, "provider", "Provider", p.Provider, 200)
	checkText(&c, "reach", "How to reach it", p.Reach, 500)
	c.Need(!p.From.IsZero(), "from", "Enter the day from which it is available")
	checkYear(&c, "from", "Day from which it is available", p.From)
	c.Need(p.To.IsZero() || p.From.IsZero() || !p.To.Before(p.From), "to", "Last day must be on or after the first day, %s", written(p.From))
	checkYear(&c, "to", "Last day", p.To)
	return c.Err()
}

// Facts is what rules may know of the product.
func (p Product) Facts() []fact.Fact {
	facts := []fact.Fact{{Source: p.ID, Kind: fact.Product, Day: p.From, Until: p.To, Flags: []fact.Flag{fact.Flag(p.Kind)}}}
	needs := slices.Clone(p.Needs)
	slices.SortFunc(needs, func(a, b Answered) int { return slices.Compare(a.ID[:], b.ID[:]) })
	for i, n := range needs {
		facts = append(facts, fact.Fact{Source: p.ID, Part: i + 1, Kind: fact.Covers, Day: p.From, Until: p.To, Person: n.ID})
	}
	return facts
}

// errWithdrawn is the fault of changing a product that is no longer there.
func errWithdrawn() error {
	return fault.New(fault.Conflict, "This product has already been withdrawn")
}

// CorrectProduct changes everything that may change of a product: its first
// day does not. The version is the one that the person was looking at.
func CorrectProduct(version int, to Product) Deed[Product] {
	return Deed[Product]{
		Change: access.Change[Product]{Do: access.KeepProduct, Apply: func(p *Product) error {
			if p.Withdrawn() {
				return errWithdrawn()
			}
			is := *p
			is.Name, is.Kind, is.Provider, is.Reach, is.To, is.Needs = to.Name, to.Kind, to.Provider, to.Reach, to.To, to.Needs
			if err := is.Check(); err != nil {
				return err
			}
			if p.Version != version {
				return stale()
			}
			if len(productChanges(*p, is)) == 0 && slices.Equal(p.ids(), is.ids()) {
				return fault.At("name", "Change something, or cancel")
			}
			*p = is
			return nil
		}},
		Said: productChanges,
	}
}

func productChanges(was, is Product) []string {
	return differing(
		[3]string{"Name", was.Name, is.Name}, [3]string{"What it is", was.Kind.Name(), is.Kind.Name()}, [3]string{"Provider", was.Provider, is.Provider},
		[3]string{"How to reach it", was.Reach, is.Reach}, [3]string{"Last day", lastDay(was.To), lastDay(is.To)},
		[3]string{"Needs it answers", was.titles(), is.titles()},
	)
}

func lastDay(d time.Time) string {
	if d.IsZero() {
		return "none is set"
	}
	return written(d)
}

// titles lists the needs that the product answers.
func (p Product) titles() string {
	var titles []string
	for _, n := range p.Needs {
		titles = append(titles, n.Title)
	}
	slices.Sort(titles)
	return strings.Join(titles, ", ")
}

// ids lists the needs that the product answers, whatever their titles.
func (p Product) ids() []string {
	var ids []string
	for _, n := range p.Needs {
		ids = append(ids, n.ID.String())
	}
	slices.Sort(ids)
	return ids
}

// CheckProduct returns everything wrong with withdrawing the product, as an
// Invalid fault.
func (e Closing) CheckProduct(p Product, today time.Time) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day it can be had")
	c.Need(e.Last.IsZero() || !e.Last.Before(p.From), "last", "Last day must be on or after the first day, %s", written(p.From))
	checkPast(&c, "last", "Last day", e.Last, today)
	checkReason(&c, "why", e.Why, "Enter why the product is withdrawn")
	return c.Err()
}

// WithdrawProduct gives the product its last day. What it answered and who
// asked for it stay readable.
func WithdrawProduct(e Closing, today time.Time) Deed[Product] {
	return Deed[Product]{
		Change: access.Change[Product]{Do: access.KeepProduct, Apply: func(p *Product) error {
			if p.Withdrawn() {
				return errWithdrawn()
			}
			if err := e.CheckProduct(*p, today); err != nil {
				return err
			}
			p.To, p.ClosedWhy = e.Last, e.Why
			return nil
		}},
		Said: saying[Product]("Withdrawn. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// ProductStore keeps products and which needs they answer.
type ProductStore interface {
	// Products returns every product, withdrawn ones too, by name.
	Products(ctx context.Context, who access.Actor) ([]Product, error)
	// FindProduct returns one product, or NotFound.
	FindProduct(ctx context.Context, who access.Actor, id uuid.UUID) (Product, error)
	// AddProduct writes a new product down, or returns Forbidden, or Invalid as
	// Check does.
	AddProduct(ctx context.Context, who access.Actor, p Product) error
	// ChangeProduct does one thing to a product and logs it, or does neither.
	// Besides what the deed itself returns, it returns NotFound, Forbidden, and
	// Conflict when somebody else changed the product meanwhile.
	ChangeProduct(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Product]) error
}

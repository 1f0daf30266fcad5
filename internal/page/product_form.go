package page

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// productsAsked is the order of the form's questions.
var productsAsked = []string{"name", "kind", "provider", "reach", "from", "to", "need"}

// answerable lists the needs that a product may answer: those that stand
// today, and those it answers already.
func (p *Pages) answerable(r *server.Request, there []partnership.Answered) ([]partnership.Answered, error) {
	needs, err := p.Partnerships.Needs(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	var all []partnership.Answered
	for _, n := range needs {
		all = append(all, partnership.Answered{ID: n.ID, Title: n.Title})
	}
	for _, n := range there {
		if !slices.ContainsFunc(all, func(a partnership.Answered) bool { return a.ID == n.ID }) {
			all = append(all, n)
		}
	}
	return all, nil
}

func (p *Pages) showProductNew(r *server.Request) error {
	needs, err := p.answerable(r, nil)
	if err != nil {
		return err
	}
	return r.Show(web.ProductForm(p.productForm(r, p.typedToday("from"), nil, needs, nil)))
}

func (p *Pages) saveProductNew(r *server.Request) error {
	needs, err := p.answerable(r, nil)
	if err != nil {
		return err
	}
	f := r.Form()
	x := p.readProduct(f, needs)
	x.ID, x.From, x.By, x.At = uuid.New(), f.Date("from", "Day from which it is available", p.today()), r.Who.ID, p.Now()
	err = f.Join(x.Check())
	if err == nil {
		err = p.Partnerships.AddProduct(r.Context(), r.Who, x)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.ProductForm(p.productForm(r, f, err, needs, nil)))
	}
	if err != nil {
		return err
	}
	r.Flash(x.Name + " recorded.")
	return r.Go("/coordination/products/%s", x.ID.String())
}

// readProduct reads what may change of a product.
func (p *Pages) readProduct(f *form.Form, needs []partnership.Answered) partnership.Product {
	x := partnership.Product{
		Kind: partnership.ProductKind(f.Text("kind")), Name: oneLine(f.Text("name")), Provider: oneLine(f.Text("provider")), Reach: f.Text("reach"),
		To: f.Date("to", "Last day", p.today()),
	}
	for _, n := range needs {
		if f.Ticked("need", n.ID.String()) {
			x.Needs = append(x.Needs, n)
		}
	}
	for _, typed := range f.All("need") {
		f.Need(slices.ContainsFunc(needs, func(n partnership.Answered) bool { return n.ID.String() == typed }), "need", "Select needs from the list")
	}
	return x
}

// productForm is the form of a new product, or of one that is there.
func (p *Pages) productForm(r *server.Request, f *form.Form, err error, needs []partnership.Answered, there *partnership.Product) web.ProductFormView {
	say := said(err)
	v := web.ProductFormView{
		Problems: inOrder(problems(err), productsAsked...), Back: layout.Link{Text: "Back to products", Href: productsLink.Href},
		Heading: "Record a product", Action: productsLink.Href + "/new", Submit: "Record product",
		Name:     layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds", Autocomplete: "off"},
		Kind:     layout.Field{ID: "kind", Label: "What it is", Value: f.Raw("kind"), Error: say["kind"], Inline: true, Small: true},
		Provider: layout.Field{ID: "provider", Label: "Provider", Hint: "The organisation that gives it", Optional: true, Value: f.Raw("provider"), Error: say["provider"], Width: "two-thirds", Autocomplete: "off"},
		Reach:    layout.Field{ID: "reach", Label: "How to reach it", Hint: "Where to book or to find it, and for whom it is", Optional: true, Value: f.Raw("reach"), Error: say["reach"], Rows: 3, Max: 500},
		From:     layout.Field{ID: "from", Label: "Available from", Value: f.Raw("from"), Error: say["from"]},
		To:       layout.Field{ID: "to", Label: "Last day", Optional: true, Value: f.Raw("to"), Error: say["to"]},
		Needs:    layout.Field{ID: "need", Label: "Needs it answers", Optional: true, Error: say["need"], Small: true},
	}
	for _, k := range partnership.ProductKinds() {
		v.Kind.Options = append(v.Kind.Options, layout.Option{Value: string(k), Label: k.Name()})
	}
	for _, n := range needs {
		v.Needs.Options = append(v.Needs.Options, layout.Option{Value: n.ID.String(), Label: n.Title, Chosen: f.Ticked("need", n.ID.String())})
	}
	if len(needs) == 0 {
		v.NoNeeds = "No needs are recorded yet. Record them first, then say here which of them this product answers."
	}
	if there != nil {
		v.Heading, v.Action, v.Submit, v.Fixed = "Change this product", productPath(there.ID)+"/change", "Save changes", true
		v.Back = layout.Link{Text: "Back to the product", Href: productPath(there.ID)}
		v.Version = f.Raw("version")
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Agencies", Err: err})
	return v
}

func (p *Pages) showProductChange(r *server.Request) error {
	x, err := p.findProduct(r, access.KeepProduct)
	if err != nil {
		return err
	}
	needs, err := p.answerable(r, x.Needs)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", itoa(x.Version))
	f.Set("name", x.Name)
	f.Set("kind", string(x.Kind))
	f.Set("provider", x.Provider)
	f.Set("reach", x.Reach)
	f.Set("to", day(x.To))
	var ticked []string
	for _, n := range x.Needs {
		ticked = append(ticked, n.ID.String())
	}
	f.Set("need", ticked...)
	return r.Show(web.ProductForm(p.productForm(r, f, nil, needs, &x)))
}

func (p *Pages) saveProductChange(r *server.Request) error {
	x, err := p.findProduct(r, access.KeepProduct)
	if err != nil {
		return err
	}
	needs, err := p.answerable(r, x.Needs)
	if err != nil {
		return err
	}
	f := r.Form()
	to, version := p.readProduct(f, needs), versionOf(f)
	to.From = x.From
	err = f.Join(to.Check())
	if err == nil {
		err = p.Partnerships.ChangeProduct(r.Context(), r.Who, x.ID, partnership.CorrectProduct(version, to))
	}
	switch {
	case errors.Is(err, fault.Invalid):
		return r.Mend(web.ProductForm(p.productForm(r, f, err, needs, &x)))
	case errors.Is(err, fault.Conflict):
		return p.clashProduct(r, f, to, version, err)
	case err != nil:
		return err
	}
	r.Flash(to.Name + " changed.")
	return r.Go("/coordination/products/%s", x.ID.String())
}

// clashProduct shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it.
func (p *Pages) clashProduct(r *server.Request, f *form.Form, typed partnership.Product, version int, why error) error {
	x, err := p.findProduct(r, access.KeepProduct)
	if err != nil {
		return err
	}
	if x.Version == version {
		return why
	}
	needs, err := p.answerable(r, x.Needs)
	if err != nil {
		return err
	}
	f.Set("version", itoa(x.Version))
	v := p.productForm(r, f, nil, needs, &x)
	v.Shell.HasErrors = true
	v.Clash, err = p.lastChange(r, x.ID, []layout.Difference{
		{Name: "Name", Left: x.Name, Right: typed.Name},
		{Name: "What it is", Left: x.Kind.Name(), Right: typed.Kind.Name()},
		{Name: "Provider", Left: x.Provider, Right: typed.Provider},
		{Name: "How to reach it", Left: x.Reach, Right: typed.Reach},
		{Name: "Last day", Left: day(x.To), Right: day(typed.To)},
		{Name: "Needs it answers", Left: titles(x.Needs), Right: titles(typed.Needs)},
	})
	if err != nil {
		return err
	}
	return r.Clash(web.ProductForm(v))
}

// titles lists needs in a sentence, whatever their order.
func titles(needs []partnership.Answered) string {
	var all []string
	for _, n := range needs {
		all = append(all, n.Title)
	}
	slices.Sort(all)
	return list(all)
}

func (p *Pages) showProductWithdraw(r *server.Request) error {
	x, err := p.findProduct(r, access.KeepProduct)
	if err != nil {
		return err
	}
	return r.Show(web.Closing(p.productWithdraw(r, x, p.typedToday("last"), nil)))
}

func (p *Pages) saveProductWithdraw(r *server.Request) error {
	x, err := p.findProduct(r, access.KeepProduct)
	if err != nil {
		return err
	}
	f := r.Form()
	e := p.closingForm(f)
	err = f.Join(e.CheckProduct(x, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeProduct(r.Context(), r.Who, x.ID, partnership.WithdrawProduct(e, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Closing(p.productWithdraw(r, x, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(x.Name + " withdrawn. Its last day is " + day(e.Last) + ".")
	return r.Go("/coordination/products/%s", x.ID.String())
}

func (p *Pages) productWithdraw(r *server.Request, x partnership.Product, f *form.Form, err error) web.ClosingView {
	return p.closingView(r, "Withdraw a product", f, err, web.ClosingView{
		Back: layout.Link{Text: "Back to the product", Href: productPath(x.ID)}, Heading: "Withdraw " + x.Name,
		Says: []string{"A withdrawn product answers no need any more, and nobody can ask for access to it. It stays readable and cannot be brought back."},
		Rows: productRows(x), Action: productPath(x.ID) + "/withdraw", Submit: "Withdraw product",
	})
}

package page

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) productRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/products", in, access.ReadPartnership, audit.None, p.showProducts),
		server.Get("/coordination/products/new", in, access.KeepProduct, audit.None, p.showProductNew),
		server.Post("/coordination/products/new", in, access.KeepProduct, audit.Collect, p.saveProductNew),
		server.Get("/coordination/products/:id", in, access.ReadPartnership, audit.None, p.showProduct),
		server.Get("/coordination/products/:id/change", in, access.KeepProduct, audit.None, p.showProductChange),
		server.Post("/coordination/products/:id/change", in, access.KeepProduct, audit.Alter, p.saveProductChange),
		server.Get("/coordination/products/:id/withdraw", in, access.KeepProduct, audit.None, p.showProductWithdraw),
		server.Post("/coordination/products/:id/withdraw", in, access.KeepProduct, audit.Alter, p.saveProductWithdraw),
		server.Get("/coordination/products/:id/access", in, access.RequestReach, audit.None, p.showReachAsk),
		server.Post("/coordination/products/:id/access", in, access.RequestReach, audit.Collect, p.saveReachAsk),
		server.Get("/coordination/products/:id/access/:reach", in, access.GrantReach, audit.None, p.showReachAnswer),
		server.Post("/coordination/products/:id/access/:reach", in, access.GrantReach, audit.Alter, p.saveReachAnswer),
		server.Get("/coordination/products/:id/access/:reach/end", in, access.RequestReach, audit.None, p.showReachEnd),
		server.Post("/coordination/products/:id/access/:reach/end", in, access.RequestReach, audit.Alter, p.saveReachEnd),
	}
}

func productPath(id uuid.UUID) string { return productsLink.Href + "/" + id.String() }

// waitDays is how far back the wait for access is looked at.
const waitDays = 90

func (p *Pages) showProducts(r *server.Request) error {
	all, err := p.Partnerships.Products(r.Context(), r.Who)
	if err != nil {
		return err
	}
	reaches, err := p.Partnerships.AllReaches(r.Context(), r.Who)
	if err != nil {
		return err
	}
	off, err := p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.ProductsView{
		Shell: p.shell(r, shellOf{Title: "Training and other products", Strand: access.Coordination, Nav: "Agencies"}),
		Empty: web.Nothing{Lead: "No products are recorded yet.", Why: "Courses, briefings and materials answer the needs of agencies."},
	}
	if r.May(access.KeepProduct, partnership.Product{}.Scope(r.Who.Partnership)) {
		v.Add = productsLink.Href + "/new"
		v.Empty.Next = []layout.Link{{Text: "Record the first one", Href: v.Add}}
	}
	v.Wait = p.waitWords(slices.DeleteFunc(slices.Clone(reaches), func(a partnership.Reach) bool { return a.Product == uuid.Nil }), off)
	slices.SortStableFunc(all, func(a, b partnership.Product) int { return trueFirst(a.Available(p.today()), b.Available(p.today())) })
	for _, x := range all {
		v.Rows = append(v.Rows, web.ProductRow{
			Link: layout.Link{Text: x.Name, Href: productPath(x.ID)}, Provider: x.Provider, Kind: x.Kind.Name(), State: p.productState(x),
			Gone: !x.Available(p.today()), Needs: needLinks(x), Access: accessWords(x.ID, reaches),
		})
	}
	return r.Show(web.Products(v))
}

// productState says from when until when a product can be had.
func (p *Pages) productState(x partnership.Product) string {
	switch {
	case x.From.After(p.today()):
		return "From " + day(x.From)
	case x.To.IsZero():
		return "Since " + day(x.From)
	case x.Available(p.today()):
		return "Until " + day(x.To)
	case x.Withdrawn():
		return "Withdrawn, last day " + day(x.To)
	}
	return "Ended on " + day(x.To)
}

// availability is the same as a sentence.
func (p *Pages) availability(x partnership.Product) string {
	state := p.productState(x) + "."
	if x.Available(p.today()) || x.From.After(p.today()) {
		return "Available " + strings.ToLower(state[:1]) + state[1:]
	}
	return state
}

func needLinks(x partnership.Product) []layout.Link {
	var all []layout.Link
	for _, n := range x.Needs {
		all = append(all, layout.Link{Text: n.Title, Href: needPath(n.ID)})
	}
	return all
}

// accessWords counts who has access and who waits for it.
func accessWords(to uuid.UUID, reaches []partnership.Reach) string {
	held, waits := 0, 0
	for _, a := range reaches {
		switch {
		case a.To() != to:
		case a.Held():
			held++
		case a.Waits():
			waits++
		}
	}
	var words []string
	if held > 0 {
		words = append(words, plural(held, "role has it", "roles have it"))
	}
	if waits > 0 {
		words = append(words, plural(waits, "waits", "wait"))
	}
	if len(words) == 0 {
		return "Nobody asked"
	}
	return strings.Join(words, ", ")
}

// waitWords says how long roles waited for access of late.
func (p *Pages) waitWords(reaches []partnership.Reach, off calendar.Holidays) string {
	w := partnership.Waited(reaches, p.today().AddDate(0, 0, -waitDays), p.today(), off.Between)
	switch w.Of {
	case 0:
		return "No access was granted in the last " + itoa(waitDays) + " days."
	case 1:
		return "One role was granted access in the last " + itoa(waitDays) + " days. It waited " + halves(w.Median) + "."
	}
	return itoa(w.Of) + " roles were granted access in the last " + itoa(waitDays) + " days. Half of them waited " + halves(w.Median) + " or less."
}

// halves writes a number of working days of which half a day may be left over.
func halves(n float64) string {
	whole := int(n)
	if n > float64(whole) {
		return itoa(whole) + ".5 working days"
	}
	return plural(whole, "working day", "working days")
}

func (p *Pages) showProduct(r *server.Request) error {
	x, err := p.Partnerships.FindProduct(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	reaches, err := p.Partnerships.Reaches(r.Context(), r.Who, x.ID)
	if err != nil {
		return err
	}
	off, err := p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.ProductView{
		Shell: p.shell(r, shellOf{Title: x.Name, Strand: access.Coordination, Nav: "Agencies"}),
		Kind:  x.Kind.Name(), Name: x.Name, State: p.availability(x), Rows: productRows(x), Needs: needLinks(x), Wait: p.waitWords(reaches, off),
	}
	if !x.Withdrawn() && r.May(access.KeepProduct, x.Scope(r.Who.Partnership)) {
		v.Change, v.End = productPath(x.ID)+"/change", productPath(x.ID)+"/withdraw"
	}
	if x.Available(p.today()) && r.MayIn(access.RequestReach, access.Coordination) {
		v.Ask = productPath(x.ID) + "/access"
	}
	for _, a := range reaches {
		v.Reaches = append(v.Reaches, p.askedRow(r, a, off))
	}
	if v.History, err = p.productHistory(r, x, reaches); err != nil {
		return err
	}
	return r.Show(web.Product(v))
}

func productRows(x partnership.Product) []layout.SummaryRow {
	until := "No last day is set"
	if !x.To.IsZero() {
		until = day(x.To)
	}
	rows := []layout.SummaryRow{
		{Key: "Provider", Lines: []string{orNone(x.Provider)}},
		{Key: "How to reach it", Lines: strings.Split(orNone(x.Reach), "\n")},
		{Key: "Available from", Lines: []string{day(x.From)}},
		{Key: "Last day", Lines: []string{until}},
	}
	if x.Withdrawn() {
		rows = append(rows, layout.SummaryRow{Key: "Why it was withdrawn", Lines: []string{x.ClosedWhy}})
	}
	return rows
}

// late is how many working days a role may wait before the page marks it.
const late = 10

// askedRow is one role's access as the page of its product shows it.
func (p *Pages) askedRow(r *server.Request, a partnership.Reach, off calendar.Holidays) web.AskedRow {
	row := web.AskedRow{
		ID: "access-" + a.ID.String(), Holder: a.Holder, Agency: a.AgencyName, Outreach: a.Outreach, Asked: day(a.Asked), AskedISO: iso(a.Asked), State: reachState(a), Why: a.Why,
	}
	until := a.Answered()
	switch {
	case a.Waits():
		until = p.today()
	case until.IsZero():
		until = a.Ended
	}
	n := off.Between(a.Asked, until)
	row.Wait, row.Late = plural(n, "working day", "working days"), a.Waits() && n > late
	at := productPath(a.Product) + "/access/" + a.ID.String()
	if a.Waits() && r.May(access.GrantReach, a.Scope(r.Who.Partnership)) {
		row.Links = append(row.Links, layout.Link{Text: "Answer", Href: at, Hidden: "the request for " + a.Holder + ", " + a.AgencyName})
	}
	if r.May(endsReach(a), a.Scope(r.Who.Partnership)) {
		switch {
		case a.Waits():
			row.Links = append(row.Links, layout.Link{Text: "Not needed any more", Href: at + "/end", Hidden: "by " + a.Holder + ", " + a.AgencyName})
		case a.Held():
			row.Links = append(row.Links, layout.Link{Text: "End access", Href: at + "/end", Hidden: "of " + a.Holder + ", " + a.AgencyName})
		}
	}
	return row
}

// endsReach is what it takes to end the access: who asked may stop asking, and
// who grants it takes it back.
func endsReach(a partnership.Reach) access.Action {
	if a.Waits() {
		return access.RequestReach
	}
	return access.GrantReach
}

func reachState(a partnership.Reach) string {
	switch {
	case !a.Refused.IsZero():
		return "Refused on " + day(a.Refused)
	case a.Granted.IsZero() && !a.Ended.IsZero():
		return "Not needed any more since " + day(a.Ended)
	case a.Granted.IsZero():
		return "Waits for an answer"
	case !a.Ended.IsZero():
		return "Granted on " + day(a.Granted) + ", ended on " + day(a.Ended)
	}
	return "Granted on " + day(a.Granted)
}

// productHistory is what was done to a product and to the access to it, newest
// first.
func (p *Pages) productHistory(r *server.Request, x partnership.Product, reaches []partnership.Reach) ([]layout.Change, error) {
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, x.ID)
	if err != nil {
		return nil, err
	}
	asked, err := p.Partnerships.RegisterChanges(r.Context(), r.Who, "reach")
	if err != nil {
		return nil, err
	}
	whose := map[uuid.UUID]string{}
	for _, a := range reaches {
		whose[a.ID] = a.Holder + ", " + a.AgencyName + ": "
	}
	asked = slices.DeleteFunc(asked, func(c partnership.Change) bool { return whose[c.On] == "" })
	changes = slices.Concat(changes, asked)
	slices.SortStableFunc(changes, func(a, b partnership.Change) int { return b.At.Compare(a.At) })
	return p.toldBy(r, changes, func(c partnership.Change) string { return whose[c.On] + c.Said })
}

// findProduct is the product in the path, if this person may keep it and it is
// not withdrawn.
func (p *Pages) findProduct(r *server.Request, do access.Action) (partnership.Product, error) {
	x, err := p.Partnerships.FindProduct(r.Context(), r.Who, idParam(r))
	switch {
	case err != nil:
		return x, err
	case !r.MayIn(do, access.Coordination):
		return x, fault.New(fault.Forbidden, "You cannot change this product")
	case x.Withdrawn():
		return x, fault.New(fault.Conflict, "This product has already been withdrawn")
	}
	return x, nil
}

package page

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// costRoutes is the map of the screens about what the partnership costs.
func (p *Pages) costRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/costs", in, access.ReadPartnership, audit.None, p.showCosts),
		server.Get("/coordination/costs.csv", in, access.ReadPartnership, audit.None, p.showCostTable),
		server.Get("/coordination/costs/new", in, access.RecordCost, audit.None, p.showCostNew),
		server.Post("/coordination/costs/new", in, access.RecordCost, audit.Collect, p.saveCostNew),
		server.Get("/coordination/costs/entries/:id/strike", in, access.RecordCost, audit.None, p.showCostStrike),
		server.Post("/coordination/costs/entries/:id/strike", in, access.RecordCost, audit.Alter, p.saveCostStrike),
		server.Get("/coordination/costs/ceiling", in, access.ReadPartnership, audit.None, p.showCeiling),
		server.Get("/coordination/costs/ceiling/propose", in, access.ProposeCeiling, audit.None, p.showCeilingPropose),
		server.Post("/coordination/costs/ceiling/propose", in, access.ProposeCeiling, audit.Collect, p.saveCeilingPropose),
		server.Post("/coordination/costs/ceiling/:id/approve", in, access.ApproveCeiling, audit.Alter, p.saveCeilingApprove),
		server.Post("/coordination/costs/ceiling/:id/refuse", in, access.ApproveCeiling, audit.Alter, p.saveCeilingRefuse),
		server.Get("/coordination/costs/ceiling/:id/recall", in, access.ProposeCeiling, audit.None, p.showCeilingRecall),
		server.Post("/coordination/costs/ceiling/:id/recall", in, access.ProposeCeiling, audit.Alter, p.saveCeilingRecall),
		server.Post("/coordination/costs/ceiling/:id/recall/approve", in, access.ApproveCeiling, audit.Alter, p.saveRecallApprove),
		server.Post("/coordination/costs/ceiling/:id/recall/refuse", in, access.ApproveCeiling, audit.Alter, p.saveRecallRefuse),
	}
}

// costsAPage is how many entries of the ledger a page lists.
const costsAPage = 25

// ledger is what an address of the ledger asks for.
type ledger struct {
	form  *form.Form
	err   error
	year  int // 0 for all
	page  int // from 1
	years []int
	all   []partnership.Cost // of every year
	costs []partnership.Cost // of the year
}

// readLedger reads the year and the page of an address. A year without an
// entry is one that the page did not offer.
func (p *Pages) readLedger(r *server.Request) (ledger, error) {
	l := ledger{form: form.New(r.QueryAll())}
	var err error
	if l.all, err = p.Partnerships.Costs(r.Context(), r.Who, time.Time{}, time.Time{}); err != nil {
		return l, err
	}
	for _, c := range l.all {
		if y := c.Day.Year(); !slices.Contains(l.years, y) {
			l.years = append(l.years, y)
		}
	}
	l.year = l.form.Int("year", "Select a year from the list")
	l.form.Need(l.year == 0 || slices.Contains(l.years, l.year), "year", "Select a year from the list")
	if l.page = l.form.Int("page", "Page must be a number"); l.page < 1 {
		l.page = 1
	}
	l.err = l.form.Err()
	l.costs = l.all
	if l.year != 0 {
		l.costs = partnership.Within(l.all, time.Date(l.year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(l.year, 12, 31, 0, 0, 0, 0, time.UTC))
	}
	return l, nil
}

func (p *Pages) showCosts(r *server.Request) error {
	l, err := p.readLedger(r)
	if err != nil {
		return err
	}
	v := p.costsView(r, l)
	ceilings, err := p.Partnerships.Ceilings(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, c := range ceilings {
		if c.Counts() && (l.year == 0 || c.From.Year() <= l.year && c.To.Year() >= l.year) {
			v.Ceilings = append(v.Ceilings, ceilingRow(c, l.all))
		}
	}
	if l.err != nil {
		return r.Mend(web.Costs(v))
	}
	if err := p.addEntries(r, &v, l); err != nil {
		return err
	}
	return r.Show(web.Costs(v))
}

func (p *Pages) costsView(r *server.Request, l ledger) web.CostsView {
	v := web.CostsView{
		Shell: p.shell(r, shellOf{Title: "Costs", Strand: access.Coordination, Nav: "Agencies", Err: l.err}), Problems: problems(l.err),
		Kept:    []layout.Link{fundingLink, {Text: "Ceilings", Href: "/coordination/costs/ceiling"}},
		Filter:  layout.Narrow{Action: costsLink.Href, Label: "Filter costs", Count: "Showing " + plural(len(l.costs), "entry", "entries")},
		Year:    layout.Field{ID: "year", Label: "Year", Value: l.form.Raw("year"), Error: said(l.err)["year"], Options: []layout.Option{{Label: "All years"}}},
		NoLimit: "No approved ceiling has days in this time, so costs are compared with nothing.",
		File:    layout.Link{Text: "Download these entries (CSV)", Href: "/coordination/costs.csv"},
	}
	for _, y := range l.years {
		v.Year.Options = append(v.Year.Options, layout.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	if r.MayIn(access.RecordCost, access.Coordination) {
		v.Add = layout.Link{Text: "Record a cost", Href: "/coordination/costs/new"}
	}
	if l.err != nil {
		v.Filter.Count, v.Empty = "", "No entries are shown."
		return v
	}
	if l.year != 0 {
		v.Filter.Chosen = []layout.Link{{Text: strconv.Itoa(l.year), Href: costsLink.Href}}
		v.File.Href += "?year=" + strconv.Itoa(l.year)
	}
	if len(l.costs) == 0 {
		v.Empty = "No cost is recorded yet."
		return v
	}
	v.Total = partnership.Total(l.costs).Pounds() + " in all"
	v.Phases, v.Bearers = barRows(partnership.ByPhase(l.costs)), barRows(partnership.ByBearer(l.costs))
	return v
}

// barRows are sums with their bars, from zero to the longest.
func barRows(sums []partnership.Sum) []web.BarRow {
	var most partnership.Pence
	for _, s := range sums {
		most = max(most, s.Amount)
	}
	var rows []web.BarRow
	for _, s := range sums {
		row := web.BarRow{Name: s.Name, Amount: s.Amount.Pounds(), Width: "0%"}
		if most > 0 {
			row.Width = strconv.FormatInt(int64(s.Amount*100/most), 10) + "%"
		}
		rows = append(rows, row)
	}
	return rows
}

// ceilingRow is a ceiling beside what its days cost. It says which is more to
// nobody: that is FUN-2's to judge.
func ceilingRow(c partnership.Ceiling, all []partnership.Cost) web.CeilingRow {
	within := partnership.Within(all, c.From, c.To)
	sums := map[string]partnership.Pence{}
	for _, s := range partnership.ByPhase(within) {
		sums[s.Name] = s.Amount
	}
	return web.CeilingRow{
		Days: span(c.From, c.To), Ceiling: (partnership.Pence(c.Amount.Whole()) * 100).Pounds(), Counted: (sums[partnership.StartUpCost.Name()] + sums[partnership.ProductCost.Name()]).Pounds(),
		Recurring: sums[partnership.RecurringCost.Name()].Pounds(), All: partnership.Total(within).Pounds(),
	}
}

// addEntries adds one page of the ledger. A page beyond the last is the last.
func (p *Pages) addEntries(r *server.Request, v *web.CostsView, l ledger) error {
	last := max(1, (len(l.costs)+costsAPage-1)/costsAPage)
	at := min(l.page, last)
	shown := l.costs[(at-1)*costsAPage : min(at*costsAPage, len(l.costs))]
	var ids []uuid.UUID
	for _, c := range shown {
		ids = append(ids, c.By, c.StruckBy)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	for _, c := range shown {
		v.Entries = append(v.Entries, costEntry(r, c, by(names, c.By), by(names, c.StruckBy)))
	}
	if at > 1 {
		v.Previous = address(costsLink.Href, l.form.Values(), []string{"year"}, "page", strconv.Itoa(at-1))
	}
	if at < last {
		v.Next = address(costsLink.Href, l.form.Values(), []string{"year"}, "page", strconv.Itoa(at+1))
	}
	return nil
}

func costEntry(r *server.Request, c partnership.Cost, author, striker string) web.EntryRow {
	row := web.EntryRow{
		Day: day(c.Day), ISO: iso(c.Day), What: c.What, Amount: c.Amount.Pounds(), Phase: c.Phase.Name(), Bearer: c.BearerName,
		Notes: []string{"Recorded by " + author}, Struck: struckBy(c.Struck, striker),
	}
	if c.InTime() {
		row.Notes = append([]string{timeWords(c)}, row.Notes...)
	}
	if c.ProductName != "" {
		row.Phase += ": " + c.ProductName
	}
	if c.ActivityRef != "" {
		row.Record = layout.Link{Text: c.ActivityRef, Href: activityPath(access.Coordination, c.ActivityRef)}
	}
	if c.Counts() && r.May(access.RecordCost, c.Scope(r.Who.Partnership)) {
		row.Strike = layout.Link{Text: "Strike", Href: "/coordination/costs/entries/" + c.ID.String() + "/strike", Hidden: "the entry of " + day(c.Day)}
	}
	return row
}

func timeWords(c partnership.Cost) string {
	return partnership.Hours(c.Minutes) + " at " + c.Rate.Pounds() + " an hour"
}

func (p *Pages) showCostNew(r *server.Request) error {
	agencies, err := p.mayFor(r, access.RecordCost, false)
	if err != nil {
		return err
	}
	f := p.typedToday("day")
	if len(agencies) == 1 {
		f.Set("bearer", itoa(agencies[0].ID))
	}
	return p.showCostForm(r, f, agencies, nil)
}

func (p *Pages) showCostForm(r *server.Request, f *form.Form, agencies []partnership.Agency, err error) error {
	v, findErr := p.costNewView(r, f, agencies, err)
	if findErr != nil {
		return findErr
	}
	if err != nil {
		return r.Mend(web.Keep(v))
	}
	return r.Show(web.Keep(v))
}

func (p *Pages) saveCostNew(r *server.Request) error {
	agencies, err := p.mayFor(r, access.RecordCost, false)
	if err != nil {
		return err
	}
	f := r.Form()
	c, err := p.readCost(r, f, agencies)
	if err != nil {
		return err
	}
	err = f.Join(c.Check(p.today()))
	if err == nil {
		err = p.Partnerships.AddCost(r.Context(), r.Who, c)
	}
	if errors.Is(err, fault.Invalid) {
		return p.showCostForm(r, f, agencies, err)
	}
	if err != nil {
		return err
	}
	r.Flash("Cost of " + c.Amount.Pounds() + " recorded.")
	return r.Go(costsLink.Href)
}

// readCost reads an entry as it was filled in, in cash or in time.
func (p *Pages) readCost(r *server.Request, f *form.Form, agencies []partnership.Agency) (partnership.Cost, error) {
	c := partnership.Cost{
		ID: uuid.New(), Day: f.Date("day", "Day", p.today()), Phase: partnership.Phase(f.Text("phase")), What: oneLine(f.Text("what")),
		Product: f.ID("product"), Bearer: chosenAgency(f, "bearer", "Select the agency that bears the cost", agencies).ID, Paid: partnership.Payment(f.Text("paid")), By: r.Who.ID, At: p.Now(),
	}
	switch c.Paid {
	case partnership.CashPayment:
		c.Amount = money(f, "amount", "Amount")
	case partnership.TimePayment:
		c.Minutes, c.Rate = hours(f, "hours"), money(f, "rate", "Rate for an hour")
		c.Amount = partnership.Worth(c.Minutes, min(c.Rate, partnership.MostPence))
	}
	products, err := p.Partnerships.Products(r.Context(), r.Who)
	if err != nil {
		return c, err
	}
	known := slices.ContainsFunc(products, func(x partnership.Product) bool { return x.ID == c.Product })
	f.Need(f.Text("product") == "" || known, "product", "Select the product from the list")
	ref := strings.ToUpper(f.Text("activity"))
	if ref == "" {
		return c, nil
	}
	a, err := p.Activities.Find(r.Context(), r.Who, access.Coordination, ref, false)
	if errors.Is(err, fault.NotFound) {
		f.Need(false, "activity", "%s is not a reference you can use here", ref)
		return c, nil
	}
	c.Activity = a.ID
	return c, err
}

func (p *Pages) costNewView(r *server.Request, f *form.Form, agencies []partnership.Agency, err error) (web.KeepView, error) {
	products, findErr := p.Partnerships.Products(r.Context(), r.Who)
	if findErr != nil {
		return web.KeepView{}, findErr
	}
	from := []layout.Option{{Label: "No product"}}
	for _, x := range products {
		from = append(from, layout.Option{Value: x.ID.String(), Label: x.Name})
	}
	var phases []layout.Option
	for _, ph := range partnership.Phases() {
		phases = append(phases, layout.Option{Value: string(ph), Label: ph.Name()})
	}
	a := asked{form: f, err: err}
	a.ask(web.AsDate, layout.Field{ID: "day", Label: "Day"})
	a.ask(web.AsRadios, layout.Field{ID: "phase", Label: "Kind of cost", Inline: true, Small: true, Options: phases})
	a.ask(web.AsLine, layout.Field{ID: "what", Label: "What it was", Hint: "For example, room hire. " + noMember, Autocomplete: "off"})
	a.ask(web.AsSelect, layout.Field{ID: "product", Label: "Product", Hint: "Needed where the cost was for one", Optional: true, Options: from})
	a.ask(web.AsLine, layout.Field{ID: "activity", Label: "Reference of an activity", Hint: "For example, COO-7K2M9QX", Optional: true, Width: "20", Autocomplete: "off"})
	a.ask(web.AsSelect, layout.Field{ID: "bearer", Label: "Agency that bears the cost", Options: agencyOptions("Choose an agency", agencies)})
	a.ask(web.AsRadios, layout.Field{ID: "paid", Label: "Cash or staff time", Inline: true, Small: true, Options: []layout.Option{
		{Value: string(partnership.CashPayment), Label: partnership.CashPayment.Name()}, {Value: string(partnership.TimePayment), Label: partnership.TimePayment.Name()},
	}})
	a.ask(web.AsLine, layout.Field{ID: "amount", Label: "Amount in cash", Hint: "For example, £120", Width: "10", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "hours", Label: "Hours of staff time", Hint: "For example, 7.5 or 7:30", Width: "10", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "rate", Label: "Rate for an hour", Hint: "For example, £32.50", Width: "10", Autocomplete: "off"})
	v := p.keepView(r, "Record a cost", layout.Link{Text: "Back to costs", Href: costsLink.Href}, a)
	v.Action, v.Button = "/coordination/costs/new", "Save cost"
	v.Notes = []string{
		"Start-up is what it took to begin. A product is something that partners use, such as a course. Everything else recurs.",
		"Staff time is worth its hours times the rate for an hour.",
		"A saved entry does not change. One made in error is struck with a reason and recorded again.",
	}
	return v, nil
}

// findCost is the entry in the path, while it counts and where this person may
// strike it.
func (p *Pages) findCost(r *server.Request) (partnership.Cost, error) {
	c, err := p.Partnerships.Cost(r.Context(), r.Who, idParam(r))
	switch {
	case err != nil:
	case !r.May(access.RecordCost, c.Scope(r.Who.Partnership)):
		err = fault.New(fault.Forbidden, "You record costs of your own agency only")
	case !c.Counts():
		err = fault.New(fault.Conflict, "This entry has already been struck")
	}
	return c, err
}

func (p *Pages) showCostStrike(r *server.Request) error {
	c, err := p.findCost(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.costStrikeView(r, c, nil)))
}

func (p *Pages) saveCostStrike(r *server.Request) error {
	c, err := p.findCost(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(partnership.CheckStriking(f.Text("why")))
	if err == nil {
		err = p.Partnerships.ChangeCost(r.Context(), r.Who, c.ID, partnership.StrikeCost(r.Who.ID, f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.costStrikeView(r, c, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Entry of " + c.Amount.Pounds() + " struck.")
	return r.Go(costsLink.Href)
}

func (p *Pages) costStrikeView(r *server.Request, c partnership.Cost, err error) web.KeepView {
	about := []layout.SummaryRow{
		{Key: "Day", Lines: []string{day(c.Day)}},
		{Key: "What", Lines: []string{c.What}},
		{Key: "Kind of cost", Lines: []string{c.Phase.Name()}},
		{Key: "Borne by", Lines: []string{c.BearerName}},
		{Key: "Amount", Lines: []string{c.Amount.Pounds()}},
	}
	if c.InTime() {
		about = append(about, layout.SummaryRow{Key: "Staff time", Lines: []string{timeWords(c)}})
	}
	return p.strikeView(r, layout.Link{Text: "Back to costs", Href: costsLink.Href}, "/coordination/costs/entries/"+c.ID.String()+"/strike", about, err)
}

package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// needRoutes is the map of these screens.
func (p *Pages) needRoutes() []server.Route {
	in := access.Coordination
	return slices.Concat([]server.Route{
		server.Get("/coordination/needs", in, access.ReadPartnership, audit.None, p.showNeeds),
		server.Get("/coordination/needs/new", in, access.KeepNeed, audit.None, p.showNeedNew),
		server.Post("/coordination/needs/new", in, access.KeepNeed, audit.Collect, p.saveNeedNew),
		server.Get("/coordination/needs/:id", in, access.ReadPartnership, audit.None, p.showNeed),
		server.Get("/coordination/needs/:id/change", in, access.KeepNeed, audit.None, p.showNeedChange),
		server.Post("/coordination/needs/:id/change", in, access.KeepNeed, audit.Alter, p.saveNeedChange),
		server.Post("/coordination/needs/:id/review", in, access.KeepNeed, audit.Alter, p.saveNeedReview),
		server.Get("/coordination/needs/:id/close", in, access.KeepNeed, audit.None, p.showNeedClose),
		server.Post("/coordination/needs/:id/close", in, access.KeepNeed, audit.Alter, p.saveNeedClose),
	}, p.productRoutes())
}

// Where needs, products and agreements are kept.
var (
	needsLink      = layout.Link{Text: "Information and training needs", Href: "/coordination/needs"}
	productsLink   = layout.Link{Text: "Training and other products", Href: "/coordination/products"}
	agreementsLink = layout.Link{Text: "Sharing agreements", Href: "/coordination/agreements"}
)

// noMember is what every form says that somebody types into.
const noMember = "Do not identify any member of the public, even by initials"

func needPath(id uuid.UUID) string { return needsLink.Href + "/" + id.String() }

// needKindName is what people read.
func needKindName(k partnership.NeedKind) string {
	if k == partnership.NeedsTraining {
		return "Training"
	}
	return "Information"
}

// needKinds are the options of a choice between the kinds of needs.
func needKinds() []layout.Option {
	var options []layout.Option
	for _, k := range []partnership.NeedKind{partnership.NeedsInformation, partnership.NeedsTraining} {
		options = append(options, layout.Option{Value: string(k), Label: needKindName(k)})
	}
	return options
}

func (p *Pages) showNeeds(r *server.Request) error {
	f := form.New(r.QueryAll())
	kind, show := f.Text("kind"), f.Text("show")
	f.Need(kind == "" || kind == string(partnership.NeedsInformation) || kind == string(partnership.NeedsTraining), "kind", "Select a kind from the list")
	f.Need(show == "" || show == "active" || show == "closed", "show", "Select which needs from the list")
	err := f.Err()
	all, findErr := p.Partnerships.AllNeeds(r.Context(), r.Who)
	if findErr != nil {
		return findErr
	}
	products, findErr := p.Partnerships.Products(r.Context(), r.Who)
	if findErr != nil {
		return findErr
	}
	say := said(err)
	v := web.NeedsView{
		Shell:    p.shell(r, shellOf{Title: "Information and training needs", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "kind", "show"),
		Filter:   layout.Narrow{Action: needsLink.Href, Label: "Filter needs"},
		Kind:     layout.Field{ID: "kind", Label: "Kind", Value: kind, Error: say["kind"], Options: append([]layout.Option{{Label: "All kinds"}}, needKinds()...)},
		Show: layout.Field{ID: "show", Label: "Show", Value: show, Error: say["show"], Options: []layout.Option{
			{Label: "Active and closed"}, {Value: "active", Label: "Active"}, {Value: "closed", Label: "Closed"},
		}},
	}
	if r.MayIn(access.KeepNeed, access.Coordination) {
		v.Add = needsLink.Href + "/new"
	}
	if err != nil {
		v.Empty = &web.Nothing{Lead: "No needs are shown.", Why: "Choose from the lists above."}
		return r.Mend(web.Needs(v))
	}
	v.Filter.Chosen = needFilters(kind, show)
	slices.SortStableFunc(all, func(a, b partnership.Need) int { return trueFirst(a.Stands(p.today()), b.Stands(p.today())) })
	for _, n := range all {
		if (kind == "" || kind == string(n.Kind)) && (show == "" || (show == "active") == n.Stands(p.today())) {
			v.Rows = append(v.Rows, p.needLine(n, products))
		}
	}
	v.Filter.Count = "Showing " + strconv.Itoa(len(v.Rows)) + " of " + plural(len(all), "need", "needs")
	if len(v.Rows) == 0 {
		v.Empty = noNeeds(v.Filter.Chosen, v.Add)
	}
	return r.Show(web.Needs(v))
}

// trueFirst puts what is true first.
func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// needFilters are the filters in force, each leading to the list without it.
func needFilters(kind, show string) []layout.Link {
	var chosen []layout.Link
	if kind != "" {
		chosen = append(chosen, layout.Link{Text: needKindName(partnership.NeedKind(kind)), Href: listPath(needsLink.Href, "show", show)})
	}
	if show != "" {
		chosen = append(chosen, layout.Link{Text: strings.ToUpper(show[:1]) + show[1:], Href: listPath(needsLink.Href, "kind", kind)})
	}
	return chosen
}

// listPath is a list with one filter, or with none where it has no value.
func listPath(path, name, value string) string {
	if value == "" {
		return path
	}
	return path + "?" + name + "=" + value
}

func noNeeds(chosen []layout.Link, add string) *web.Nothing {
	if len(chosen) > 0 {
		var words []string
		for _, c := range chosen {
			words = append(words, c.Text)
		}
		return &web.Nothing{Lead: "No needs match these filters.", Why: strings.Join(words, ", ") + ".", Next: []layout.Link{{Text: "Clear filters", Href: needsLink.Href}}}
	}
	v := &web.Nothing{Lead: "No needs are recorded yet.", Why: "Training and information can answer what agencies have said they need."}
	if add != "" {
		v.Next = []layout.Link{{Text: "Record the first one", Href: add}}
	}
	return v
}

func (p *Pages) needLine(n partnership.Need, products []partnership.Product) web.NeedRow {
	row := web.NeedRow{
		Link: layout.Link{Text: n.Title, Href: needPath(n.ID)}, Kind: needKindName(n.Kind), Whose: n.Whose(), From: day(n.From),
		Covered: p.answering(n.ID, products), Uncovered: "Nothing yet", Closed: !n.Stands(p.today()), Reviewed: layout.DueDay{Text: day(n.Reviewed), ISO: iso(n.Reviewed)},
	}
	if !n.To.IsZero() {
		row.Until = "to " + day(n.To)
	}
	if !row.Closed && n.Reviewed.AddDate(1, 0, 0).Before(p.today()) {
		row.Reviewed.Flag, row.Reviewed.Kind = "Over a year ago", "late"
	}
	return row
}

// answering lists the products that can be had today and answer the need.
func (p *Pages) answering(need uuid.UUID, products []partnership.Product) []layout.Link {
	var all []layout.Link
	for _, x := range products {
		if x.Available(p.today()) && x.Answers(need) {
			all = append(all, layout.Link{Text: x.Name, Href: productPath(x.ID)})
		}
	}
	return all
}

func (p *Pages) showNeed(r *server.Request) error {
	n, err := p.Partnerships.FindNeed(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	products, err := p.Partnerships.Products(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.NeedView{
		Shell: p.shell(r, shellOf{Title: "Need: " + n.Title, Strand: access.Coordination, Nav: "Agencies"}),
		Kind:  needKindName(n.Kind) + " need", Title: n.Title, Rows: needRows(n), Products: p.answering(n.ID, products), None: "No product answers this need today.",
	}
	v.Rows = slices.Insert(v.Rows, 1, layout.SummaryRow{Key: "More about it", Lines: []string{orNone(n.Detail)}})
	if n.Closed() {
		v.State = "Closed. Its last day was " + day(n.To) + "."
	} else if r.May(access.KeepNeed, n.Scope(r.Who.Partnership)) {
		v.Change, v.Close = needPath(n.ID)+"/change", needPath(n.ID)+"/close"
		if n.Reviewed.Before(p.today()) {
			v.Review = needPath(n.ID) + "/review"
		}
	}
	if v.History, err = p.historyOf(r, n.ID); err != nil {
		return err
	}
	return r.Show(web.Need(v))
}

// orNone is a text, or that there is none.
func orNone(text string) string {
	if text == "" {
		return "Nothing is recorded"
	}
	return text
}

func needRows(n partnership.Need) []layout.SummaryRow {
	rows := []layout.SummaryRow{
		{Key: "Whose need it is", Lines: []string{n.Whose()}},
		{Key: "Needed from", Lines: []string{day(n.From)}},
		{Key: "Last reviewed", Lines: []string{day(n.Reviewed)}},
	}
	if n.Closed() {
		rows = append(rows, layout.SummaryRow{Key: "Last day", Lines: []string{day(n.To)}}, layout.SummaryRow{Key: "Why it was closed", Lines: []string{n.ClosedWhy}})
	}
	return rows
}

// historyOf is what was done to a standing fact, newest first.
func (p *Pages) historyOf(r *server.Request, id uuid.UUID) ([]layout.Change, error) {
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, id)
	if err != nil {
		return nil, err
	}
	return p.toldBy(r, changes, func(c partnership.Change) string { return c.Said })
}

// toldBy is a history with the names of those who made it.
func (p *Pages) toldBy(r *server.Request, changes []partnership.Change, what func(partnership.Change) string) ([]layout.Change, error) {
	var ids []uuid.UUID
	for _, c := range changes {
		ids = append(ids, c.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return nil, err
	}
	var history []layout.Change
	for _, c := range changes {
		history = append(history, layout.Change{What: what(c), By: by(names, c.By), When: moment(c.At), ISO: isoMoment(c.At), Why: c.Why})
	}
	return history, nil
}

// lastChange is who changed a standing fact last, for somebody whose change
// comes too late.
func (p *Pages) lastChange(r *server.Request, id uuid.UUID, rows []layout.Difference) (*layout.Versions, error) {
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, id)
	if err != nil {
		return nil, err
	}
	v := &layout.Versions{By: "Somebody", At: "the same moment", Rows: slices.DeleteFunc(rows, func(d layout.Difference) bool { return d.Left == d.Right })}
	if len(changes) > 0 {
		names, err := p.authors(r, changes[0].By)
		if err != nil {
			return nil, err
		}
		v.By, v.At = by(names, changes[0].By), clockOf(changes[0].At)+" on "+day(calendar.Day(changes[0].At))
	}
	return v, nil
}

// clashKept is the answer to a change of a standing fact that comes too late: the
// form with what was typed, and above it what somebody else saved in the rows.
func (p *Pages) clashKept(r *server.Request, v web.KeepView, id uuid.UUID, rows []layout.Difference) error {
	clash, err := p.lastChange(r, id, rows)
	if err != nil {
		return err
	}
	v.Shell.HasErrors, v.Clash = true, clash
	return r.Clash(web.Keep(v))
}

// findNeed is the need in the path, if this person may keep it and it is not
// closed.
func (p *Pages) findNeed(r *server.Request) (partnership.Need, error) {
	n, err := p.Partnerships.FindNeed(r.Context(), r.Who, idParam(r))
	switch {
	case err != nil:
		return n, err
	case !r.May(access.KeepNeed, n.Scope(r.Who.Partnership)):
		return n, fault.New(fault.Forbidden, "You may change needs of your own agency only")
	case n.Closed():
		return n, fault.New(fault.Conflict, "This need has already been closed")
	}
	return n, nil
}

func (p *Pages) saveNeedReview(r *server.Request) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	if n.Reviewed.Before(p.today()) { // pressed twice is pressed once
		if err := p.Partnerships.ChangeNeed(r.Context(), r.Who, n.ID, partnership.ReviewNeed(p.today())); err != nil {
			return err
		}
	}
	r.Flash("Need marked as reviewed on " + day(p.today()) + ".")
	return r.Go("/coordination/needs/%s", n.ID.String())
}

// closingForm reads how something comes to its end.
func (p *Pages) closingForm(f *form.Form) partnership.Closing {
	return partnership.Closing{Last: f.Date("last", "Last day", p.today()), Why: wholeReason(f)}
}

// closingView asks for the last day of something and why. Its fields begin
// with what was typed.
func (p *Pages) closingView(r *server.Request, title string, f *form.Form, err error, v web.ClosingView) web.ClosingView {
	say := said(err)
	v.Shell = p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Err: err})
	v.Problems = inOrder(problems(err), "last", "why")
	v.Last = layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]}
	v.Why = layout.Field{ID: "why", Label: "Reason", Hint: noMember, Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000}
	return v
}

// typedToday is a form on which one day is today's until somebody changes it.
func (p *Pages) typedToday(field string) *form.Form {
	f := form.New(nil)
	f.Set(field, day(p.today()))
	return f
}

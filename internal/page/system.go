package page

import (
	"errors"
	"fmt"
	"slices"

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

// systemRoutes is the map of the screens about databases and technology.
func (p *Pages) systemRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/systems", in, access.ReadPartnership, audit.None, p.showSystems),
		server.Get("/coordination/systems/new", in, access.KeepSystem, audit.None, p.showSystemNew),
		server.Post("/coordination/systems/new", in, access.KeepSystem, audit.Collect, p.saveSystemNew),
		server.Get("/coordination/systems/:id", in, access.ReadPartnership, audit.None, p.showSystem),
		server.Get("/coordination/systems/:id/change", in, access.KeepSystem, audit.None, p.showSystemChange),
		server.Post("/coordination/systems/:id/change", in, access.KeepSystem, audit.Alter, p.saveSystemChange),
		server.Get("/coordination/systems/:id/close", in, access.KeepSystem, audit.None, p.showSystemClose),
		server.Post("/coordination/systems/:id/close", in, access.KeepSystem, audit.Alter, p.saveSystemClose),
		server.Get("/coordination/systems/:id/review", in, access.KeepSystem, audit.None, p.showSystemReview),
		server.Post("/coordination/systems/:id/review", in, access.KeepSystem, audit.Collect, p.saveSystemReview),
		server.Get("/coordination/systems/:id/access", in, access.RequestReach, audit.None, p.showSystemAsk),
		server.Post("/coordination/systems/:id/access", in, access.RequestReach, audit.Collect, p.saveSystemAsk),
		server.Get("/coordination/systems/:id/access/:reach/answer", in, access.GrantReach, audit.None, p.showSystemAnswer),
		server.Post("/coordination/systems/:id/access/:reach/answer", in, access.GrantReach, audit.Alter, p.saveSystemAnswer),
		server.Get("/coordination/systems/:id/access/:reach/keep", in, access.GrantReach, audit.None, p.showSystemUpkeep),
		server.Post("/coordination/systems/:id/access/:reach/keep", in, access.GrantReach, audit.Alter, p.saveSystemUpkeep),
		server.Get("/coordination/systems/:id/access/:reach/end", in, access.RequestReach, audit.None, p.showSystemEnd),
		server.Post("/coordination/systems/:id/access/:reach/end", in, access.RequestReach, audit.Alter, p.saveSystemEnd),
	}
}

// systemsLink is where databases and technology are kept.
var systemsLink = layout.Link{Text: "Databases and technology", Href: "/coordination/systems"}

func systemPath(id uuid.UUID) string { return systemsLink.Href + "/" + id.String() }

func (p *Pages) showSystems(r *server.Request) error {
	all, err := p.Partnerships.Systems(r.Context(), r.Who)
	if err != nil {
		return err
	}
	reaches, err := p.Partnerships.AllReaches(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.SystemsView{Shell: p.shell(r, shellOf{Title: "Databases and technology", Strand: access.Coordination, Nav: "Agencies"})}
	if keeps(r, access.KeepSystem) {
		v.Add = layout.Link{Text: "Add a system", Href: "/coordination/systems/new"}
	}
	for _, s := range all {
		row := web.SystemRow{
			Link: layout.Link{Text: s.Name, Href: systemPath(s.ID)}, Kind: s.Kind.Name(), Agency: s.AgencyName, Owner: s.Owner, Deputy: deputyWords(s),
			Access: reachWords(s.ID, reaches), Reviewed: "Not reviewed", Closed: s.ClosedWhy, ClosedDate: day(s.To), ClosedISO: iso(s.To),
		}
		if !s.Reviewed.IsZero() {
			row.Reviewed, row.ReviewISO = day(s.Reviewed)+", "+ago(s.Reviewed, p.today()), iso(s.Reviewed)
		}
		if s.Intelligence {
			row.Marks = append(row.Marks, "Holds intelligence")
		}
		if s.Closed() {
			v.Closed = append(v.Closed, row)
		} else {
			v.Systems = append(v.Systems, row)
		}
	}
	v.Meta = plural(len(v.Systems), "system", "systems") + " in use."
	return r.Show(web.Systems(v))
}

func deputyWords(s partnership.System) string {
	if s.Deputy == "" {
		return "No deputy is named"
	}
	return "Deputy: " + s.Deputy
}

func reachWords(system uuid.UUID, reaches []partnership.Reach) string {
	held, waiting := 0, 0
	for _, a := range reaches {
		switch {
		case a.System != system:
		case a.Held():
			held++
		case a.Waits():
			waiting++
		}
	}
	words := plural(held, "role has", "roles have") + " it"
	if waiting > 0 {
		words += fmt.Sprintf(", %d asked and waiting", waiting)
	}
	return words
}

// findSystem is the system in the path.
func (p *Pages) findSystem(r *server.Request) (partnership.System, error) {
	return p.Partnerships.System(r.Context(), r.Who, idParam(r))
}

// findOpenSystem is the system in the path, or Conflict once it was closed.
func (p *Pages) findOpenSystem(r *server.Request) (partnership.System, error) {
	s, err := p.findSystem(r)
	if err == nil && s.Closed() {
		err = fault.New(fault.Conflict, "This system has already been closed")
	}
	return s, err
}

func (p *Pages) showSystem(r *server.Request) error {
	s, err := p.findSystem(r)
	if err != nil {
		return err
	}
	reaches, err := p.Partnerships.Reaches(r.Context(), r.Who, s.ID)
	if err != nil {
		return err
	}
	v := web.SystemView{
		Shell: p.shell(r, shellOf{Title: s.Name, Strand: access.Coordination, Nav: "Agencies"}), Name: s.Name, Aim: s.Purpose, About: systemAbout(s),
	}
	if s.Intelligence {
		v.Apart, v.Breaking = separationWords(s, reaches)
	}
	if keep := keeps(r, access.KeepSystem); keep && !s.Closed() {
		v.Change = []layout.Link{{Text: "Change this system", Href: systemPath(s.ID) + "/change"}, {Text: "Close this system", Href: systemPath(s.ID) + "/close"}}
		v.Review = layout.Link{Text: "Record an access review", Href: systemPath(s.ID) + "/review"}
	}
	if !s.Closed() && r.MayIn(access.RequestReach, access.Coordination) {
		v.Ask = layout.Link{Text: "Register a role that needs access", Href: systemPath(s.ID) + "/access"}
	}
	for _, a := range reaches {
		row := p.reachRow(r, s, a)
		switch {
		case a.Held():
			v.Held = append(v.Held, row)
		case a.Waits():
			v.Waiting = append(v.Waiting, row)
		default:
			v.Past = append(v.Past, row)
		}
	}
	if err := p.addReviews(r, &v, s); err != nil {
		return err
	}
	if v.History, err = p.systemHistory(r, s, reaches); err != nil {
		return err
	}
	return r.Show(web.System(v))
}

// separationWords is what the page says of a system that holds intelligence,
// and each role that does outreach and has access to it, plainly.
func separationWords(s partnership.System, reaches []partnership.Reach) (says string, breaking []string) {
	says = "This system holds intelligence. A role that does outreach and has access to it breaks the separation of intelligence from outreach."
	for _, a := range reaches {
		if a.Outreach && a.Held() {
			breaking = append(breaking, a.Holder+", "+a.AgencyName+", does outreach and has had access since "+day(a.Granted)+".")
		}
	}
	if len(breaking) == 0 && !s.Closed() {
		says += " No role that does outreach is registered as having it."
	}
	return says, breaking
}

func systemAbout(s partnership.System) []layout.SummaryRow {
	holds := "No"
	if s.Intelligence {
		holds = "Yes"
	}
	rows := []layout.SummaryRow{
		{Key: "Kind", Lines: []string{s.Kind.Name()}},
		{Key: "Whose it is", Lines: []string{s.AgencyName}},
		{Key: "Owner", Lines: []string{s.Owner}},
		{Key: "Deputy", Lines: []string{orNone(s.Deputy)}},
		{Key: "Holds intelligence", Lines: []string{holds}},
		{Key: "An account is dormant after", Lines: []string{plural(s.Dormant, "day", "days") + " without use"}},
		{Key: "In use since", Lines: []string{day(s.From)}},
	}
	if s.Closed() {
		rows = append(rows, layout.SummaryRow{Key: "Last day", Lines: []string{day(s.To)}}, layout.SummaryRow{Key: "Why it was closed", Lines: []string{s.ClosedWhy}})
	}
	return rows
}

func (p *Pages) addReviews(r *server.Request, v *web.SystemView, s partnership.System) error {
	reviews, err := p.Partnerships.SystemReviews(r.Context(), r.Who, s.ID)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, e := range reviews {
		ids = append(ids, e.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	for _, e := range reviews {
		v.Reviews = append(v.Reviews, web.ReviewRow{Day: day(e.Day), ISO: iso(e.Day), By: by(names, e.By), Kept: itoa(e.Kept), Removed: itoa(e.Removed), Note: orNone(e.Note)})
	}
	return nil
}

// systemHistory is what was done to a system and to each role's access to it.
func (p *Pages) systemHistory(r *server.Request, s partnership.System, reaches []partnership.Reach) ([]layout.Change, error) {
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, s.ID)
	if err != nil {
		return nil, err
	}
	of := map[uuid.UUID]string{s.ID: ""}
	for _, a := range reaches {
		of[a.ID] = "Access for " + a.Holder + ", " + a.AgencyName + ": "
	}
	all, err := p.Partnerships.RegisterChanges(r.Context(), r.Who, "reach")
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if _, ours := of[c.On]; ours {
			changes = append(changes, c)
		}
	}
	slices.SortStableFunc(changes, func(a, b partnership.Change) int { return b.At.Compare(a.At) })
	return p.toldBy(r, changes, func(c partnership.Change) string { return of[c.On] + c.Said })
}

func (p *Pages) showSystemNew(r *server.Request) error {
	f := p.typedToday("from")
	return p.showSystemForm(r, f, partnership.System{}, nil)
}

// showSystemForm shows the form of a new system, or of one that is there.
func (p *Pages) showSystemForm(r *server.Request, f *form.Form, s partnership.System, err error) error {
	v, findErr := p.systemFormView(r, f, s, err)
	if findErr != nil {
		return findErr
	}
	if err != nil {
		return r.Mend(web.Keep(v))
	}
	return r.Show(web.Keep(v))
}

// readSystem reads what may change of a system. Left empty, the days without
// use are what the checklist asks for.
func (p *Pages) readSystem(r *server.Request, f *form.Form, was partnership.System) (partnership.System, error) {
	agencies, err := p.systemAgencies(r, was)
	if err != nil {
		return was, err
	}
	a := chosenAgency(f, "agency", "Select whose system it is", agencies)
	s := partnership.System{
		Name: oneLine(f.Text("name")), Kind: partnership.SystemKind(f.Text("kind")), Purpose: f.Text("purpose"), Agency: a.ID, AgencyName: a.Name,
		Owner: oneLine(f.Text("owner")), Deputy: oneLine(f.Text("deputy")), Intelligence: f.Text("intelligence") == "yes",
		Dormant: f.Int("dormant", "Days without use must be a whole number from 1 to 730"),
	}
	f.Need(s.Intelligence || f.Text("intelligence") == "no", "intelligence", "Select whether it holds intelligence")
	if f.Text("dormant") == "" {
		s.Dormant = partnership.DormantDays
		if s.Intelligence {
			s.Dormant = partnership.DormantDaysIntelligence
		}
	}
	return s, nil
}

// systemAgencies are the agencies whose a system may be: those that take part,
// and the one whose it is.
func (p *Pages) systemAgencies(r *server.Request, was partnership.System) ([]partnership.Agency, error) {
	if was.Agency == 0 {
		return p.mayFor(r, access.KeepSystem, false)
	}
	return p.mayFor(r, access.KeepSystem, false, partnership.Agency{ID: was.Agency, Name: was.AgencyName})
}

func (p *Pages) saveSystemNew(r *server.Request) error {
	f := r.Form()
	s, err := p.readSystem(r, f, partnership.System{})
	if err != nil {
		return err
	}
	s.ID, s.From, s.By, s.At = uuid.New(), f.Date("from", "Day it came into use", p.today()), r.Who.ID, p.Now()
	err = f.Join(s.Check(p.today()))
	if err == nil {
		err = p.Partnerships.AddSystem(r.Context(), r.Who, s)
	}
	if errors.Is(err, fault.Invalid) {
		return p.showSystemForm(r, f, partnership.System{}, err)
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " added to the register.")
	return r.Go(systemPath(s.ID))
}

func (p *Pages) systemFormView(r *server.Request, f *form.Form, s partnership.System, err error) (web.KeepView, error) {
	agencies, findErr := p.systemAgencies(r, s)
	if findErr != nil {
		return web.KeepView{}, findErr
	}
	a := asked{form: f, err: err}
	a.ask(web.AsLine, layout.Field{ID: "name", Label: "Name of the system", Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsRadios, layout.Field{ID: "kind", Label: "What it is", Inline: true, Small: true, Options: []layout.Option{
		{Value: string(partnership.Database), Label: partnership.Database.Name()}, {Value: string(partnership.Technology), Label: partnership.Technology.Name()},
	}})
	a.ask(web.AsText, layout.Field{ID: "purpose", Label: "What it is for", Hint: noMember, Optional: true, Rows: 3, Max: 1000})
	a.ask(web.AsSelect, layout.Field{ID: "agency", Label: "Whose it is", Options: agencyOptions("Choose an agency", agencies)})
	a.ask(web.AsLine, layout.Field{ID: "owner", Label: "Owner", Hint: "The post or person who looks after it", Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "deputy", Label: "Deputy", Hint: "Who does when the owner cannot", Optional: true, Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsRadios, layout.Field{ID: "intelligence", Label: "Does it hold intelligence?", Inline: true, Small: true, Options: []layout.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}})
	a.ask(web.AsLine, layout.Field{
		ID: "dormant", Label: "Days without use after which an account is dormant", Hint: "Leave empty for 180, or for 90 where it holds intelligence", Optional: true, Width: "4", Mode: "numeric", Autocomplete: "off",
	})
	notes := []string{"CON-4 asks for an owner and a deputy of each system, and that who has access is reviewed every 90 days.", "Write down what the system is, and nothing that is kept in it."}
	if s.ID == uuid.Nil {
		a.ask(web.AsDate, layout.Field{ID: "from", Label: "Day it came into use"})
		v := p.keepView(r, "Add a system", layout.Link{Text: "Back to the register", Href: systemsLink.Href}, a)
		v.Action, v.Button, v.Notes = "/coordination/systems/new", "Add system", notes
		return v, nil
	}
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is it changed?", Optional: true, Rows: 3, Max: 1000})
	v := p.keepView(r, "Change "+s.Name, backToSystem(s), a)
	v.Version, v.Action, v.Button, v.Notes = f.Text("version"), systemPath(s.ID)+"/change", "Save change", notes
	v.Lede = "What it says now stays readable in its history."
	return v, nil
}

func backToSystem(s partnership.System) layout.Link {
	return layout.Link{Text: "Back to " + s.Name, Href: systemPath(s.ID)}
}

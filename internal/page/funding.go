package page

import (
	"errors"
	"strings"

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

// fundingRoutes is the map of the screens about money that comes in.
func (p *Pages) fundingRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/funding", in, access.ReadPartnership, audit.None, p.showFunding),
		server.Get("/coordination/funding/new", in, access.KeepFunding, audit.None, p.showStreamNew),
		server.Post("/coordination/funding/new", in, access.KeepFunding, audit.Collect, p.saveStreamNew),
		server.Get("/coordination/funding/streams/:id", in, access.ReadPartnership, audit.None, p.showStream),
		server.Get("/coordination/funding/streams/:id/change", in, access.KeepFunding, audit.None, p.showStreamChange),
		server.Post("/coordination/funding/streams/:id/change", in, access.KeepFunding, audit.Alter, p.saveStreamChange),
		server.Get("/coordination/funding/streams/:id/close", in, access.KeepFunding, audit.None, p.showStreamClose),
		server.Post("/coordination/funding/streams/:id/close", in, access.KeepFunding, audit.Alter, p.saveStreamClose),
		server.Get("/coordination/funding/streams/:id/spend", in, access.KeepFunding, audit.None, p.showSpendNew),
		server.Post("/coordination/funding/streams/:id/spend", in, access.KeepFunding, audit.Collect, p.saveSpendNew),
		server.Get("/coordination/funding/spend/:id/strike", in, access.KeepFunding, audit.None, p.showSpendStrike),
		server.Post("/coordination/funding/spend/:id/strike", in, access.KeepFunding, audit.Alter, p.saveSpendStrike),
		server.Get("/coordination/funding/requests", in, access.ReadPartnership, audit.None, p.showFundingRequests),
		server.Get("/coordination/funding/requests/new", in, access.RequestFunding, audit.None, p.showFundingAsk),
		server.Post("/coordination/funding/requests/new", in, access.RequestFunding, audit.Collect, p.saveFundingAsk),
		server.Get("/coordination/funding/requests/:id", in, access.ReadPartnership, audit.None, p.showFundingRequest),
		server.Get("/coordination/funding/requests/:id/change", in, access.RequestFunding, audit.None, p.showFundingCorrect),
		server.Post("/coordination/funding/requests/:id/change", in, access.RequestFunding, audit.Alter, p.saveFundingCorrect),
		server.Get("/coordination/funding/requests/:id/strike", in, access.RequestFunding, audit.None, p.showFundingStrike),
		server.Post("/coordination/funding/requests/:id/strike", in, access.RequestFunding, audit.Alter, p.saveFundingStrike),
		server.Get("/coordination/funding/requests/:id/decide/withdraw", in, access.DecideFunding, audit.None, p.showFundingReopen),
		server.Post("/coordination/funding/requests/:id/decide/withdraw", in, access.DecideFunding, audit.Alter, p.saveFundingReopen),
		server.Get("/coordination/funding/requests/:id/decide", in, access.DecideFunding, audit.None, p.showFundingDecide),
		server.Post("/coordination/funding/requests/:id/decide", in, access.DecideFunding, audit.Alter, p.saveFundingDecide),
	}
}

// Where money is kept.
var (
	fundingLink  = layout.Link{Text: "Funding", Href: "/coordination/funding"}
	requestsLink = layout.Link{Text: "Funding requests", Href: "/coordination/funding/requests"}
	costsLink    = layout.Link{Text: "Costs", Href: "/coordination/costs"}
)

func streamPath(id uuid.UUID) string { return "/coordination/funding/streams/" + id.String() }

func (p *Pages) showFunding(r *server.Request) error {
	all, err := p.Partnerships.Streams(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.FundingView{
		Shell: p.shell(r, shellOf{Title: "Funding", Strand: access.Coordination, Nav: "Agencies"}),
		Kept:  []layout.Link{requestsLink, costsLink}, NoCliff: "No confirmed stream ends from today on, since none is in force.",
	}
	if keeps(r, access.KeepFunding) {
		v.Add = layout.Link{Text: "Record a funding stream", Href: "/coordination/funding/new"}
	}
	for _, s := range all {
		if row := p.streamRow(s); s.To.Before(p.today()) {
			v.Ended = append([]web.StreamRow{row}, v.Ended...)
		} else {
			v.Streams = append(v.Streams, row)
		}
	}
	v.Meta = plural(len(v.Streams), "stream has", "streams have") + " not ended."
	for _, c := range partnership.Cliffs(all, p.today()) {
		v.Cliffs = append(v.Cliffs, web.CliffRow{
			Day: day(c.Day), ISO: iso(c.Day), When: endsIn(c.Day, p.today()), Ends: streamNames(c.Ends), After: afterCliff(c),
		})
	}
	return r.Show(web.Funding(v))
}

func streamNames(streams []partnership.Stream) string {
	var names []string
	for _, s := range streams {
		names = append(names, s.Name+" ("+s.Amount.Pounds()+")")
	}
	return list(names)
}

func afterCliff(c partnership.Cliff) string {
	if len(c.After) == 0 {
		return "No confirmed stream. From " + day(c.Day.AddDate(0, 0, 1)) + " nothing confirmed is left."
	}
	return streamNames(c.After)
}

func (p *Pages) streamRow(s partnership.Stream) web.StreamRow {
	row := web.StreamRow{
		Link: layout.Link{Text: s.Name, Href: streamPath(s.ID)}, Funder: s.Funder, Amount: s.Amount.Pounds(), Spent: s.Spent.Pounds(),
		Days: span(s.From, s.To), End: day(s.To), EndISO: iso(s.To), When: endsIn(s.To, p.today()), Marks: streamMarks(s), Renewal: s.Renewal, Why: s.ClosedWhy,
	}
	if s.From.After(p.today()) {
		row.When = "Begins on " + day(s.From)
	}
	return row
}

// streamMarks says what FUN-1 asks of a stream.
func streamMarks(s partnership.Stream) string {
	marks := []string{"Not confirmed", "within core budgets", "outside the counter-terrorism context"}
	if s.Confirmed {
		marks[0] = "Confirmed"
	}
	if s.Additional {
		marks[1] = "beyond core budgets"
	}
	if s.InContext {
		marks[2] = "in the counter-terrorism context"
	}
	return strings.Join(marks, ", ")
}

// findStream is the stream in the path.
func (p *Pages) findStream(r *server.Request) (partnership.Stream, error) {
	return p.Partnerships.Stream(r.Context(), r.Who, idParam(r))
}

// findOpenStream is the stream in the path, or Conflict once it was closed.
func (p *Pages) findOpenStream(r *server.Request) (partnership.Stream, error) {
	s, err := p.findStream(r)
	if err == nil && s.Closed() {
		err = fault.New(fault.Conflict, "This stream has already been closed")
	}
	return s, err
}

func (p *Pages) showStream(r *server.Request) error {
	s, err := p.findStream(r)
	if err != nil {
		return err
	}
	spends, err := p.Partnerships.Spends(r.Context(), r.Who, s.ID)
	if err != nil {
		return err
	}
	v := web.StreamView{Shell: p.shell(r, shellOf{Title: s.Name, Strand: access.Coordination, Nav: "Agencies"}), Name: s.Name, About: streamAbout(s)}
	v.About = append(v.About, layout.SummaryRow{Key: "How long", Lines: []string{endsIn(s.To, p.today()) + "."}})
	may := keeps(r, access.KeepFunding)
	if may && !s.Closed() {
		v.Change = []layout.Link{
			{Text: "Change this stream", Href: streamPath(s.ID) + "/change"},
			{Text: "Close this stream", Href: streamPath(s.ID) + "/close"},
		}
	}
	if may {
		v.Spend = layout.Link{Text: "Record spending", Href: streamPath(s.ID) + "/spend"}
	}
	left := layout.Figure{Text: "Left", Value: s.Left().Pounds()}
	if s.Left() < 0 {
		left = layout.Figure{Text: "Spent beyond the amount", Value: (-s.Left()).Pounds()}
	}
	v.Sums = []layout.Figure{{Text: "Amount", Value: s.Amount.Pounds()}, {Text: "Spent", Note: "without entries made in error", Value: s.Spent.Pounds()}, left}
	if err := p.addSpends(r, &v, spends, may); err != nil {
		return err
	}
	if v.History, err = p.historyOf(r, s.ID); err != nil {
		return err
	}
	return r.Show(web.Stream(v))
}

func (p *Pages) addSpends(r *server.Request, v *web.StreamView, spends []partnership.Spend, may bool) error {
	var ids []uuid.UUID
	for _, e := range spends {
		ids = append(ids, e.By, e.StruckBy)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	for _, e := range spends {
		row := web.EntryRow{Day: day(e.Day), ISO: iso(e.Day), What: e.What, Amount: e.Amount.Pounds(), By: by(names, e.By), Struck: struckBy(e.Struck, by(names, e.StruckBy))}
		if may && e.Counts() {
			row.Strike = layout.Link{Text: "Strike", Href: "/coordination/funding/spend/" + e.ID.String() + "/strike", Hidden: "the entry of " + day(e.Day)}
		}
		v.Spends = append(v.Spends, row)
	}
	return nil
}

func streamAbout(s partnership.Stream) []layout.SummaryRow {
	rows := []layout.SummaryRow{
		{Key: "Funder", Lines: []string{s.Funder}},
		{Key: "Amount", Lines: []string{s.Amount.Pounds()}},
		{Key: "What is known of it", Lines: []string{streamMarks(s)}},
		{Key: "First day", Lines: []string{day(s.From)}},
		{Key: "Last day", Lines: []string{day(s.To)}},
		{Key: "Renewal plan", Lines: []string{orNone(s.Renewal)}},
	}
	if s.Closed() {
		rows = append(rows, layout.SummaryRow{Key: "Closed, since", Lines: []string{s.ClosedWhy}})
	}
	return rows
}

func (p *Pages) showStreamNew(r *server.Request) error {
	return r.Show(web.Keep(p.streamNewView(r, form.New(nil), nil)))
}

func (p *Pages) saveStreamNew(r *server.Request) error {
	f := r.Form()
	s := p.readStream(f)
	s.ID, s.By, s.At = uuid.New(), r.Who.ID, p.Now()
	s.From = f.Date("from", "First day", p.today())
	err := f.Join(s.Check())
	if err == nil {
		err = p.Partnerships.AddStream(r.Context(), r.Who, s)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.streamNewView(r, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Funding stream " + s.Name + " recorded.")
	return r.Go(streamPath(s.ID))
}

// readStream reads what may change of a stream.
func (p *Pages) readStream(f *form.Form) partnership.Stream {
	return partnership.Stream{
		Name: oneLine(f.Text("name")), Funder: oneLine(f.Text("funder")), Amount: money(f, "amount", "Amount"),
		InContext: f.Ticked("is", "context"), Additional: f.Ticked("is", "additional"), Confirmed: f.Ticked("is", "confirmed"),
		To: f.Date("to", "Last day", p.today()), Renewal: f.Text("renewal"),
	}
}

// askStream asks what may change of a stream, and its first day where it is new.
func askStream(a *asked, isNew bool) {
	a.ask(web.AsLine, layout.Field{ID: "name", Label: "Name of the stream", Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "funder", Label: "Funder", Hint: "Who the money comes from", Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "amount", Label: "Amount", Hint: "For example, £20,000", Width: "10", Autocomplete: "off"})
	a.ask(web.AsBoxes, layout.Field{ID: "is", Label: "What is true of it", Hint: "Select all that apply", Small: true, Options: []layout.Option{
		{Value: "context", Label: "It is for work in the counter-terrorism context", Chosen: a.form.Ticked("is", "context")},
		{Value: "additional", Label: "It is beyond core budgets", Chosen: a.form.Ticked("is", "additional")},
		{Value: "confirmed", Label: "The funder has confirmed it", Chosen: a.form.Ticked("is", "confirmed")},
	}})
	if isNew {
		a.ask(web.AsDate, layout.Field{ID: "from", Label: "First day"})
	}
	a.ask(web.AsDate, layout.Field{ID: "to", Label: "Last day"})
	a.ask(web.AsText, layout.Field{ID: "renewal", Label: "Renewal plan", Hint: "What is planned for when it ends, and by when", Optional: true, Rows: 3, Max: 1000})
}

var streamNotes = []string{
	"FUN-1 counts a confirmed stream beyond core budgets, in the counter-terrorism context, whether or not it is committed.",
	"Money that is only hoped for is recorded too: leave “The funder has confirmed it” empty.",
}

func (p *Pages) streamNewView(r *server.Request, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	askStream(&a, true)
	v := p.keepView(r, "Record a funding stream", layout.Link{Text: "Back to funding", Href: fundingLink.Href}, a)
	v.Action, v.Button, v.Notes = "/coordination/funding/new", "Save stream", streamNotes
	return v
}

package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func fundingRequestPath(id uuid.UUID) string { return "/coordination/funding/requests/" + id.String() }

func (p *Pages) showFundingRequests(r *server.Request) error {
	all, err := p.Partnerships.FundingRequests(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.FundingRequestsView{Shell: p.shell(r, shellOf{Title: "Funding requests", Strand: access.Coordination, Nav: "Agencies"})}
	if r.MayIn(access.RequestFunding, access.Coordination) {
		v.Ask = layout.Link{Text: "Record a request", Href: "/coordination/funding/requests/new"}
	}
	for _, q := range all {
		row := web.RequestRow{
			Link: layout.Link{Text: q.What, Href: fundingRequestPath(q.ID)}, Agency: q.AgencyName, Support: q.Support.Name(), Amount: pounds(q.Amount),
			Asked: day(q.Asked), ISO: iso(q.Asked), Waited: plural(q.Days(p.today()), "day", "days"),
		}
		if q.Waiting() {
			v.Waiting = append(v.Waiting, row)
			continue
		}
		if !q.Counts() {
			row.Outcome, row.Waited = "Struck, since it was recorded in error", ""
			v.Decided = append(v.Decided, row)
			continue
		}
		row.Outcome, row.Waited = q.Outcome.Name(), "On "+day(q.Decided)+", after "+row.Waited
		v.Decided = append(v.Decided, row)
	}
	v.Meta = plural(len(v.Waiting), "request waits", "requests wait") + " for a decision."
	return r.Show(web.FundingRequests(v))
}

func (p *Pages) showFundingRequest(r *server.Request) error {
	q, err := p.Partnerships.FundingRequest(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	names, err := p.authors(r, q.AskedBy, q.DecidedBy, q.StruckBy)
	if err != nil {
		return err
	}
	v := web.FundingRequestView{
		Shell: p.shell(r, shellOf{Title: "Funding request of " + q.AgencyName, Strand: access.Coordination, Nav: "Agencies"}), Heading: "Funding request of " + q.AgencyName,
		About: append(requestAbout(q), layout.SummaryRow{Key: "Recorded by", Lines: []string{by(names, q.AskedBy)}}),
	}
	decides, asks := r.May(access.DecideFunding, q.Scope(r.Who.Partnership)), r.May(access.RequestFunding, q.Scope(r.Who.Partnership))
	switch {
	case !q.Counts():
		v.Blocked = struckBy(q.Struck, by(names, q.StruckBy))
	case !q.Waiting():
		v.About = append(v.About, decisionAbout(q, by(names, q.DecidedBy))...)
		v.About = append(v.About, layout.SummaryRow{Key: "Waited", Lines: []string{plural(q.Days(p.today()), "day", "days")}})
		if decides && q.MayReopen(r.Who.ID) == nil {
			v.Ways = []layout.Link{{Text: "Withdraw the decision", Href: fundingRequestPath(q.ID) + "/decide/withdraw"}}
		}
	case decides && q.MayDecide(r.Who.ID) == nil:
		v.Decide = fundingRequestPath(q.ID) + "/decide"
	case decides && q.AskedBy == r.Who.ID:
		v.Blocked = "You recorded this request, so somebody else decides on it."
	case decides:
		v.Blocked = "You put this request right, so somebody else decides on it."
	default:
		v.Blocked = "A coordinator or manager decides on it."
	}
	if q.Waiting() && asks {
		v.Ways = []layout.Link{{Text: "Put this request right", Href: fundingRequestPath(q.ID) + "/change"}, {Text: "Strike it, since it was recorded in error", Href: fundingRequestPath(q.ID) + "/strike"}}
	}
	if q.Waiting() {
		v.About = append(v.About, layout.SummaryRow{Key: "Waiting", Lines: []string{plural(q.Days(p.today()), "day", "days")}})
	}
	if v.History, err = p.historyOf(r, q.ID); err != nil {
		return err
	}
	return r.Show(web.FundingRequest(v))
}

func requestAbout(q partnership.FundingRequest) []layout.SummaryRow {
	return []layout.SummaryRow{
		{Key: "Agency", Lines: []string{q.AgencyName}},
		{Key: "What is asked for", Lines: []string{q.What}},
		{Key: "Support", Lines: []string{q.Support.Name()}},
		{Key: "Amount", Lines: []string{pounds(q.Amount)}},
		{Key: "Asked", Lines: []string{day(q.Asked)}},
	}
}

func decisionAbout(q partnership.FundingRequest, name string) []layout.SummaryRow {
	rows := []layout.SummaryRow{{Key: "Decision", Lines: []string{q.Outcome.Name()}}}
	if q.Outcome.Gives() {
		rows = append(rows, layout.SummaryRow{Key: "Amount granted", Lines: []string{pounds(q.Granted)}}, layout.SummaryRow{Key: "Stream", Lines: []string{orNone(q.StreamName)}})
	}
	return append(rows,
		layout.SummaryRow{Key: "Decided", Lines: []string{day(q.Decided) + ", by " + name}},
		layout.SummaryRow{Key: "Reason", Lines: []string{orNone(q.Why)}})
}

func (p *Pages) showFundingAsk(r *server.Request) error {
	agencies, err := p.mayFor(r, access.RequestFunding, false)
	if err != nil {
		return err
	}
	f := p.typedToday("asked")
	if len(agencies) == 1 {
		f.Set("agency", itoa(agencies[0].ID))
	}
	return r.Show(web.Keep(p.fundingAskView(r, f, agencies, nil)))
}

func (p *Pages) saveFundingAsk(r *server.Request) error {
	agencies, err := p.mayFor(r, access.RequestFunding, false)
	if err != nil {
		return err
	}
	f := r.Form()
	q := partnership.FundingRequest{
		ID: uuid.New(), Agency: chosenAgency(f, "agency", "Select the agency that asks", agencies).ID, What: f.Text("what"), Support: partnership.Support(f.Text("support")),
		Amount: money(f, "amount", "Amount"), Asked: f.Date("asked", "Day it was asked for", p.today()), AskedBy: r.Who.ID,
	}
	err = f.Join(q.Check(p.today()))
	if err == nil {
		err = p.Partnerships.AskFunding(r.Context(), r.Who, q)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.fundingAskView(r, f, agencies, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Request recorded. A coordinator or manager decides on it.")
	return r.Go(fundingRequestPath(q.ID))
}

func (p *Pages) fundingAskView(r *server.Request, f *form.Form, agencies []partnership.Agency, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsSelect, layout.Field{ID: "agency", Label: "Agency that asks", Options: agencyOptions("Choose an agency", agencies)})
	askFunding(&a)
	v := p.keepView(r, "Record a funding request", layout.Link{Text: "Back to funding requests", Href: requestsLink.Href}, a)
	v.Action, v.Button = "/coordination/funding/requests/new", "Save request"
	v.Notes = []string{"CON-1 asks that requests are decided within 30 days, and that a community or voluntary partner is supported.", "Nobody decides on a request that they recorded themselves."}
	return v
}

// askFunding asks what is asked for.
func askFunding(a *asked) {
	a.ask(web.AsText, layout.Field{ID: "what", Label: "What is asked for", Hint: noMember, Rows: 3, Max: 500})
	a.ask(web.AsRadios, layout.Field{ID: "support", Label: "What kind of support", Inline: true, Small: true, Options: []layout.Option{
		{Value: string(partnership.InCash), Label: partnership.InCash.Name()}, {Value: string(partnership.InKind), Label: partnership.InKind.Name()},
	}})
	a.ask(web.AsLine, layout.Field{ID: "amount", Label: "Amount", Hint: "For support in kind, what it is worth, if that is known", Width: "10", Autocomplete: "off"})
	a.ask(web.AsDate, layout.Field{ID: "asked", Label: "Day it was asked for"})
}

// findWaitingRequest is the request in the path and the streams that may pay for it,
// if this person may decide on it now.
func (p *Pages) findWaitingRequest(r *server.Request) (q partnership.FundingRequest, streams []partnership.Stream, err error) {
	if q, err = p.Partnerships.FundingRequest(r.Context(), r.Who, idParam(r)); err != nil {
		return q, nil, err
	}
	if err := q.Open(); err != nil {
		return q, nil, err
	}
	if err := q.MayDecide(r.Who.ID); err != nil {
		return q, nil, err
	}
	streams, err = p.Partnerships.Streams(r.Context(), r.Who)
	return q, streams, err
}

func (p *Pages) showFundingDecide(r *server.Request) error {
	q, streams, err := p.findWaitingRequest(r)
	if err != nil {
		return err
	}
	f := p.typedToday("decided")
	f.Set("version", itoa(q.Version))
	return r.Show(web.Keep(p.fundingDecideView(r, f, q, streams, nil)))
}

func (p *Pages) saveFundingDecide(r *server.Request) error {
	q, streams, err := p.findWaitingRequest(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	d := partnership.Decision{
		Outcome: partnership.Outcome(f.Text("outcome")), Decided: f.Date("decided", "Day it was decided", p.today()), Granted: money(f, "granted", "Amount that is granted"),
		Stream: f.ID("stream"), Why: f.Text("why"),
	}
	for _, s := range streams {
		if s.ID == d.Stream {
			d.StreamName = s.Name
		}
	}
	f.Need(f.Text("stream") == "" || d.StreamName != "", "stream", "Select the stream from the list")
	err = f.Join(q.CheckDecision(d, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeFundingRequest(r.Context(), r.Who, q.ID, partnership.DecideRequest(version, r.Who.ID, d, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.fundingDecideView(r, f, q, streams, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Request of " + q.AgencyName + " decided: " + d.Outcome.Name() + ".")
	return r.Go(fundingRequestPath(q.ID))
}

func (p *Pages) fundingDecideView(r *server.Request, f *form.Form, q partnership.FundingRequest, streams []partnership.Stream, err error) web.KeepView {
	a := asked{form: f, err: err}
	var outcomes []layout.Option
	for _, o := range partnership.Outcomes() {
		outcomes = append(outcomes, layout.Option{Value: string(o), Label: o.Name()})
	}
	from := []layout.Option{{Label: "No stream, or not known"}}
	for _, s := range streams {
		if s.Covers(p.today()) || f.Raw("stream") == s.ID.String() {
			from = append(from, layout.Option{Value: s.ID.String(), Label: s.Name + ", " + s.Left().Pounds() + " left"})
		}
	}
	a.ask(web.AsRadios, layout.Field{ID: "outcome", Label: "What was decided", Small: true, Options: outcomes})
	a.ask(web.AsLine, layout.Field{ID: "granted", Label: "Amount that is granted", Hint: "Only where it is granted in part", Width: "10", Autocomplete: "off"})
	a.ask(web.AsSelect, layout.Field{ID: "stream", Label: "Stream that pays", Optional: true, Options: from})
	a.ask(web.AsDate, layout.Field{ID: "decided", Label: "Day it was decided"})
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: "Needed where it is refused or granted in part", Rows: 3, Max: 1000})
	v := p.keepView(r, "Decide on the request of "+q.AgencyName, layout.Link{Text: "Back to the request", Href: fundingRequestPath(q.ID)}, a)
	v.About, v.Version, v.Action, v.Button = requestAbout(q), f.Text("version"), fundingRequestPath(q.ID)+"/decide", "Save decision"
	v.Notes = []string{"What is granted whole is the amount asked for.", "Spending of a stream is recorded on the stream’s own page."}
	return v
}

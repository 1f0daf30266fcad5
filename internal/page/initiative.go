package page

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showInitiative(r *server.Request) error {
	v, err := p.initiativeView(r, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Initiative(v))
}

func (p *Pages) initiativeView(r *server.Request, err error) (web.InitiativeView, error) {
	v := web.InitiativeView{
		Shell:    p.shell(r, shellOf{Title: "Initiative", Strand: access.Coordination, Nav: "Checklist", Err: err}),
		Problems: problems(err),
	}
	plan, findErr := p.Partnerships.Plan(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	agencies, findErr := p.agencyLinks(r)
	if findErr != nil {
		return v, findErr
	}
	var ids []uuid.UUID
	for _, i := range plan.Versions {
		ids = append(ids, i.ProposedBy, i.ApprovedBy, i.RefusedBy)
	}
	names, findErr := p.authors(r, ids...)
	if findErr != nil {
		return v, findErr
	}
	current, counts := plan.Current()
	if counts {
		v.Current = initiativeRows(current, agencies)
	}
	proposed, waits := plan.Waiting()
	if waits {
		v.Waiting = initiativeProposal(r, proposed, agencies, names, said(err)["why"])
		if counts {
			v.Waiting.Changes = initiativeChanges(current, proposed, agencies)
		}
	} else if r.May(access.ProposeInitiative, plan.Scope()) {
		v.Propose = "/coordination/initiative/propose"
	}
	v.History = initiativeHistory(plan, names)
	return v, nil
}

func initiativeProposal(r *server.Request, i partnership.Initiative, agencies map[int]layout.Link, names map[uuid.UUID]account.Name, say string) *web.Proposal {
	w := waiting{at: "/coordination/initiative/" + i.ID.String(), reason: i.Reason, by: i.ProposedBy, made: i.ProposedAt, do: access.ApproveInitiative}
	return w.proposal(r, initiativeRows(i, agencies), names, secondPerson(r, i.ProposedBy), say)
}

// waiting is something that one person proposed, at an address, and another
// decides on.
type waiting struct {
	at, reason string
	by         uuid.UUID
	made       time.Time
	do         access.Action // what deciding takes
}

// proposal shows what waits, with a way to decide for those who may and why
// not for others.
func (w waiting) proposal(r *server.Request, rows []layout.SummaryRow, names map[uuid.UUID]account.Name, why, say string) *web.Proposal {
	return &web.Proposal{
		Rows: append(rows,
			layout.SummaryRow{Key: "Reason", Lines: []string{w.reason}},
			layout.SummaryRow{Key: "Proposed", Lines: []string{moment(w.made) + ", by " + by(names, w.by)}}),
		Decide: keeps(r, w.do) && w.by != r.Who.ID, Why: why, Approve: w.at + "/approve", Refuse: w.at + "/refuse",
		RefuseWhy: layout.Field{ID: "why", Label: "Why you refuse it", Value: r.Form().Raw("why"), Error: say, Rows: 3, Max: 1000},
	}
}

// secondPerson says who decides on what the person proposed.
func secondPerson(r *server.Request, proposer uuid.UUID) string {
	if proposer == r.Who.ID {
		return "Somebody other than the person who proposed this decides on it."
	}
	return "A coordinator or manager decides on it."
}

func initiativeRows(i partnership.Initiative, agencies map[int]layout.Link) []layout.SummaryRow {
	rows := []layout.SummaryRow{
		{Key: "Version", Lines: []string{strconv.Itoa(i.Version)}},
		{Key: "Name", Lines: []string{i.Name}},
		{Key: "Starts", Lines: []string{day(i.Starts)}},
		{Key: "Ends", Lines: []string{day(i.Ends)}},
		{Key: "Goals", Lines: []string{i.Goals}},
		{Key: "Baseline of partners", Lines: agencyNames(i.Agencies, agencies)},
		{Key: "Baseline locked", Lines: []string{day(i.Locked)}},
	}
	for _, e := range evaluation(i) {
		if e[1] != "" {
			rows = append(rows, layout.SummaryRow{Key: e[0], Lines: []string{e[1]}})
		}
	}
	return rows
}

// evaluation is what the initiative says for an evaluation, by name.
func evaluation(i partnership.Initiative) [][2]string {
	return [][2]string{
		{"Compared with", i.Comparison}, {"Measured before, by", i.Instrument}, {"Measured before, on", day(i.Baseline)}, {"Outcomes stated beforehand", i.Outcomes},
	}
}

// agencyNames lists agencies by name, in the order of the alphabet.
func agencyNames(ids []int, agencies map[int]layout.Link) []string {
	names := make([]string, len(ids))
	for n, id := range ids {
		names[n] = agencies[id].Text
	}
	slices.Sort(names)
	return names
}

func initiativeChanges(was, is partnership.Initiative, agencies map[int]layout.Link) []layout.Difference {
	all := []layout.Difference{
		{Name: "Name", Left: was.Name, Right: is.Name},
		{Name: "Starts", Left: day(was.Starts), Right: day(is.Starts)},
		{Name: "Ends", Left: day(was.Ends), Right: day(is.Ends)},
		{Name: "Goals", Left: was.Goals, Right: is.Goals},
		{Name: "Baseline of partners", Left: list(agencyNames(was.Agencies, agencies)), Right: list(agencyNames(is.Agencies, agencies))},
		{Name: "Baseline locked", Left: day(was.Locked), Right: day(is.Locked)},
	}
	before, after := evaluation(was), evaluation(is)
	for n := range before {
		all = append(all, layout.Difference{Name: before[n][0], Left: before[n][1], Right: after[n][1]})
	}
	return differing(all)
}

// differing lists what is another on one side than on the other.
func differing(all []layout.Difference) []layout.Difference {
	return slices.DeleteFunc(all, func(d layout.Difference) bool { return d.Left == d.Right })
}

func initiativeHistory(plan partnership.Plan, names map[uuid.UUID]account.Name) []layout.Change {
	var history []layout.Change
	for _, i := range plan.Versions {
		version := "Version " + strconv.Itoa(i.Version)
		switch {
		case i.Approved():
			history = append(history, layout.Change{What: version + " approved", By: by(names, i.ApprovedBy), When: moment(i.ApprovedAt), ISO: isoMoment(i.ApprovedAt)})
		case i.Refused():
			history = append(history, layout.Change{What: version + " refused", By: by(names, i.RefusedBy), When: moment(i.RefusedAt), ISO: isoMoment(i.RefusedAt), Why: i.RefusedWhy})
		}
		history = append(history, layout.Change{What: version + " proposed", By: by(names, i.ProposedBy), When: moment(i.ProposedAt), ISO: isoMoment(i.ProposedAt), Why: i.Reason})
	}
	return history
}

// showInitiativePropose begins from the version that counts, where there is one.
func (p *Pages) showInitiativePropose(r *server.Request) error {
	plan, err := p.Partnerships.Plan(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("locked", day(p.today()))
	if i, ok := plan.Current(); ok {
		f.Set("name", i.Name)
		f.Set("starts", day(i.Starts))
		f.Set("ends", day(i.Ends))
		f.Set("goals", i.Goals)
		f.Set("comparison", i.Comparison)
		f.Set("instrument", i.Instrument)
		f.Set("baseline", day(i.Baseline))
		f.Set("outcomes", i.Outcomes)
		var agencies []string
		for _, a := range i.Agencies {
			agencies = append(agencies, strconv.Itoa(a))
		}
		f.Set("agencies", agencies...)
	}
	v, err := p.initiativeProposeView(r, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Propose(v))
}

func (p *Pages) saveInitiativePropose(r *server.Request) error {
	partners, err := p.baseline(r)
	if err != nil {
		return err
	}
	f := r.Form()
	i := partnership.Initiative{
		ID: uuid.New(), Name: f.Text("name"), Starts: f.Date("starts", "Start", p.today()), Ends: f.Date("ends", "End", p.today()),
		Goals: f.Text("goals"), Locked: f.Date("locked", "Day the baseline is locked", p.today()), Reason: f.Text("reason"),
		ProposedBy: r.Who.ID, ProposedAt: p.Now(),
		Comparison: f.Text("comparison"), Instrument: f.Text("instrument"), Baseline: f.Date("baseline", "Day of the measurement", p.today()), Outcomes: f.Text("outcomes"),
	}
	for _, typed := range f.All("agencies") {
		n, _ := strconv.Atoi(typed) // what is no number is no agency
		i.Agencies = append(i.Agencies, n)
	}
	slices.Sort(i.Agencies)
	i.Agencies = slices.Compact(i.Agencies)
	var ids []int
	for _, a := range partners {
		ids = append(ids, a.ID)
	}
	err = f.Join(i.Check(p.today(), ids))
	if err == nil {
		err = p.Partnerships.ChangePlan(r.Context(), r.Who, partnership.Propose(i, ids, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.initiativeProposeView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Propose(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Proposal saved. It counts once another person approves it.")
	return r.Go("/coordination/initiative")
}

// baseline lists the agencies that a baseline may have: those that take part
// and those that left, since an initiative may have begun with them.
func (p *Pages) baseline(r *server.Request) ([]partnership.Agency, error) {
	now, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	gone, err := p.Partnerships.Departed(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	var all []partnership.Agency
	for _, a := range slices.Concat(now, gone) {
		if !slices.Contains(all, a.Agency) {
			all = append(all, a.Agency)
		}
	}
	slices.SortStableFunc(all, func(a, b partnership.Agency) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

func (p *Pages) initiativeProposeView(r *server.Request, f *form.Form, err error) (web.ProposeView, error) {
	say := said(err)
	v := web.ProposeView{
		Shell:    p.shell(r, shellOf{Title: "Propose the initiative", Strand: access.Coordination, Nav: "Checklist", Err: err}),
		Problems: inOrder(problems(err), "name", "starts", "ends", "goals", "agencies", "locked", "comparison", "instrument", "baseline", "outcomes", "reason"), Heading: "Propose the initiative",
		Name:     layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds"},
		Starts:   layout.Field{ID: "starts", Label: "Start", Value: f.Raw("starts"), Error: say["starts"]},
		Ends:     layout.Field{ID: "ends", Label: "End", Value: f.Raw("ends"), Error: say["ends"]},
		Goals:    layout.Field{ID: "goals", Label: "Goals", Value: f.Raw("goals"), Error: say["goals"], Max: 2000},
		Agencies: layout.Field{ID: "agencies", Label: "Baseline of partners", Hint: "Select every agency that takes part from the start.", Error: say["agencies"], Small: true},
		Locked:   layout.Field{ID: "locked", Label: "Day the baseline is locked", Value: f.Raw("locked"), Error: say["locked"]},
		Reason:   layout.Field{ID: "reason", Label: "Reason for this version", Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000},
	}
	v.Evaluation = []layout.Field{
		{ID: "comparison", Label: "What the initiative is compared with", Hint: "For example, an area that starts later, or people on a waiting list. Do not identify any member of the public, even by initials.", Value: f.Raw("comparison"), Error: say["comparison"], Rows: 3, Max: 2000, Optional: true},
		{ID: "instrument", Label: "What measured things before it began", Hint: "The name and version of the questionnaire or other instrument", Value: f.Raw("instrument"), Error: say["instrument"], Width: "two-thirds", Optional: true},
		{ID: "baseline", Label: "Day of the measurement", Value: f.Raw("baseline"), Error: say["baseline"], Optional: true},
		{ID: "outcomes", Label: "Outcomes stated beforehand", Hint: "What should change, by how much and by when", Value: f.Raw("outcomes"), Error: say["outcomes"], Rows: 3, Max: 2000, Optional: true},
	}
	for _, e := range v.Evaluation {
		v.Open = v.Open || e.Value != "" || e.Error != ""
	}
	partners, findErr := p.baseline(r)
	for _, a := range partners {
		id := strconv.Itoa(a.ID)
		v.Agencies.Options = append(v.Agencies.Options, layout.Option{Value: id, Label: a.Name, Chosen: f.Ticked("agencies", id)})
	}
	return v, findErr
}

func (p *Pages) saveInitiativeApprove(r *server.Request) error {
	if err := p.Partnerships.ChangePlan(r.Context(), r.Who, partnership.Approve(idParam(r), r.Who.ID, p.Now())); err != nil {
		return err
	}
	r.FlashLink("Version approved. RES-2 compares with it from now on.", "See RES-2", "/checklist/RES-2")
	return r.Go("/coordination/initiative")
}

func (p *Pages) saveInitiativeRefuse(r *server.Request) error {
	f := r.Form()
	err := f.Join(p.Partnerships.ChangePlan(r.Context(), r.Who, partnership.Refuse(idParam(r), r.Who.ID, wholeReason(f), p.Now())))
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.initiativeView(r, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Initiative(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Version refused.")
	return r.Go("/coordination/initiative")
}

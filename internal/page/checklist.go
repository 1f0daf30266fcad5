package page

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

func (p *Pages) checklistRoutes() []server.Route {
	return slices.Concat([]server.Route{
		server.Get("/checklist", access.Coordination, access.ReadChecklist, audit.None, p.showChecklist),
		server.Get("/checklist.csv", access.Coordination, access.ReadChecklist, audit.None, p.showChecklistTable),
		server.Get("/checklist.xlsx", access.Coordination, access.ReadChecklist, audit.None, p.showChecklistWorkbook),
		server.Get("/checklist/:code", access.Coordination, access.ReadChecklist, audit.None, p.showChecklistItem),
		server.Get("/checklist/:code/assess", access.Coordination, access.AssessChecklist, audit.None, p.showChecklistAssess),
		server.Post("/checklist/:code/assess", access.Coordination, access.AssessChecklist, audit.Alter, p.saveChecklistAssess),
	}, p.thresholdRoutes(), p.boardRoutes(), p.acrossRoutes(), p.mechanismRoutes(), p.aboutRoutes())
}

// narrowing is what the list of items is narrowed to. Empty asks for all; on is
// the day where it is past.
type narrowing struct{ status, evidence, review, on string }

func (p *Pages) showChecklist(r *server.Request) error {
	at, err := p.position(r)
	if err != nil {
		return err
	}
	latest, err := p.Checklists.Assessments(r.Context(), r.Who, calendar.EndOf(at.day))
	if err != nil {
		return err
	}
	only := narrowing{known(r.Query("status"), statuses), known(r.Query("evidence"), freshnesses), known(r.Query("review"), []choice{{"overdue", "Reviews overdue"}}), ""}
	v := web.ListView{
		Shell:    p.shell(r, shellOf{Title: at.title("Implementation checklist"), Nav: "Checklist", Err: at.err}),
		Problems: problems(at.err), Back: at.backNote(),
		Position: "Position at " + stamp(p.Now()) + ".",
		On:       at.field(),
		Status:   pick("status", "Assessment", only.status, statuses),
		Evidence: pick("evidence", "Latest evidence", only.evidence, freshnesses),
	}
	if at.back {
		only.on = iso(at.day)
		v.Position = "Position at the end of " + day(at.day) + "."
	}
	v.Tally = at.tally(only.on, latest)
	v.Links = at.links()
	if r.Session.Partnerships > 1 && r.Who.Is(access.Manager) {
		v.Links = append(v.Links, layout.Link{Text: acrossLink.Text, Href: at.to(acrossLink.Href)})
	}
	shown := 0
	for _, s := range at.book.Sections {
		g := web.Group{Name: s.Name, Lede: s.Lede}
		for _, i := range s.Items {
			a := assessed(latest, i.Code)
			if !at.wanted(only, a) {
				continue
			}
			row := at.row(i, a, only)
			if r.Query("open") == i.Code {
				if row.Drill, err = p.checklistDrill(r, &v.Shell, i, at, only); err != nil {
					return err
				}
			}
			g.Items = append(g.Items, row)
			shown++
		}
		if len(g.Items) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	v.Narrow = layout.Narrow{
		Action: "/checklist", Label: "Filter the checklist", Chosen: only.chosen(),
		Count: "Showing " + strconv.Itoa(shown) + " of " + plural(len(p.Book.Items()), "item", "items"),
	}
	if at.err != nil {
		return r.Mend(web.List(v))
	}
	return r.Show(web.List(v))
}

// choice is one value of a filter with its words.
type choice struct{ value, words string }

var (
	statuses    = []choice{{"in-place", "In place"}, {"partly", "Partly in place"}, {"not-in-place", "Not in place"}, {"not-assessed", "Not assessed"}}
	freshnesses = []choice{{"current", "Current"}, {"ageing", "Ageing"}, {"out-of-date", "Out of date"}, {"none", "None"}}
)

// known is the value where it is one of the choices, else nothing.
func known(value string, of []choice) string {
	if slices.ContainsFunc(of, func(c choice) bool { return c.value == value }) {
		return value
	}
	return ""
}

func wordsOf(value string, of []choice) string {
	i := slices.IndexFunc(of, func(c choice) bool { return c.value == value })
	if i < 0 {
		return ""
	}
	return of[i].words
}

func pick(id, label, value string, of []choice) layout.Field {
	f := layout.Field{ID: id, Label: label, Value: value, Options: []layout.Option{{Value: "", Label: "All"}}}
	for _, c := range of {
		f.Options = append(f.Options, layout.Option{Value: c.value, Label: c.words})
	}
	return f
}

// address is the list narrowed so, with more added to the query.
func (n narrowing) address(more ...string) string {
	q := url.Values{}
	for _, kv := range [][2]string{{"status", n.status}, {"evidence", n.evidence}, {"review", n.review}, {"on", n.on}} {
		if kv[1] != "" {
			q.Set(kv[0], kv[1])
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return "/checklist"
	}
	return "/checklist?" + q.Encode()
}

func (n narrowing) chosen() []layout.Link {
	var links []layout.Link
	if n.status != "" {
		links = append(links, layout.Link{Text: wordsOf(n.status, statuses), Href: narrowing{"", n.evidence, n.review, n.on}.address()})
	}
	if n.evidence != "" {
		links = append(links, layout.Link{Text: "Latest evidence: " + wordsOf(n.evidence, freshnesses), Href: narrowing{n.status, "", n.review, n.on}.address()})
	}
	if n.review != "" {
		links = append(links, layout.Link{Text: "Reviews overdue", Href: narrowing{n.status, n.evidence, "", n.on}.address()})
	}
	if n.on != "" {
		links = append(links, layout.Link{Text: "Position on a day that is past", Href: narrowing{n.status, n.evidence, n.review, ""}.address()})
	}
	return links
}

func (at position) wanted(only narrowing, a checklist.Assessment) bool {
	return (only.status == "" || wordsOf(only.status, statuses) == a.State.Words()) &&
		(only.evidence == "" || wordsOf(only.evidence, freshnesses) == at.found[a.Item].Fresh.Words()) &&
		(only.review == "" || a.Overdue(at.day))
}

// assessed is the newest assessment of an item, or one that says there is none.
func assessed(latest map[string]checklist.Assessment, code string) checklist.Assessment {
	if a, ok := latest[code]; ok {
		return a
	}
	return checklist.Assessment{Item: code, State: checklist.NotAssessed}
}

// tally counts the items by assessment; on is the day where it is past.
func (at position) tally(on string, latest map[string]checklist.Assessment) []web.Tally {
	by, current, overdue := map[checklist.Judgement]int{}, 0, 0
	items := at.book.Items()
	for _, i := range items {
		a := assessed(latest, i.Code)
		by[a.State]++
		if at.found[i.Code].Fresh == checklist.Current {
			current++
		}
		if a.Overdue(at.day) {
			overdue++
		}
	}
	var tally []web.Tally
	for n, j := range checklist.Judgements() {
		tally = append(tally, web.Tally{Key: judgementKey(j), Text: j.Words(), Href: narrowing{status: statuses[n].value, on: on}.address(), Value: strconv.Itoa(by[j])})
	}
	return append(tally,
		web.Tally{Text: "Current evidence", Href: narrowing{evidence: "current", on: on}.address(), Value: strconv.Itoa(current), Note: "of " + strconv.Itoa(len(items)), Gap: true},
		web.Tally{Text: "Reviews overdue", Href: narrowing{review: "overdue", on: on}.address(), Value: strconv.Itoa(overdue), Late: overdue > 0},
	)
}

// judgementKey is the symbol of an assessment.
func judgementKey(j checklist.Judgement) string {
	switch j {
	case checklist.InPlace:
		return "full"
	case checklist.PartlyThere:
		return "half"
	case checklist.NotInPlace:
		return "empty"
	case checklist.NotAssessed:
	}
	return "none"
}

// stateKey is the symbol of what the records say.
func stateKey(s checklist.State) string {
	switch s {
	case checklist.Met:
		return "full"
	case checklist.Partly:
		return "half"
	case checklist.NotMet:
		return "empty"
	case checklist.TooFew:
		return "few"
	}
	return "none"
}

// freshKey is the mark of a freshness.
func freshKey(f checklist.Freshness) string {
	switch f {
	case checklist.Current:
		return "full"
	case checklist.Ageing:
		return "half"
	case checklist.OutOfDate:
		return "empty"
	case checklist.None:
	}
	return "none"
}

// freshWords is "Current, 5 days ago".
func freshWords(f checklist.Finding, today time.Time) string {
	if f.Fresh == checklist.None {
		return "No evidence yet"
	}
	return f.Fresh.Words() + ", " + ago(f.Newest, today)
}

// row is one item as the list shows it.
func (at position) row(i checklist.Item, a checklist.Assessment, only narrowing) web.ListItem {
	f := at.found[i.Code]
	row := web.ListItem{
		Code: i.Code, Href: at.to("/checklist/" + i.Code), Wording: i.Wording, Note: i.Note,
		Key: judgementKey(a.State), Judgement: a.State.Words(), Records: f.State.Words(),
		FreshKey: freshKey(f.Fresh), Fresh: freshWords(f, at.day), Latest: day(f.Newest), LatestISO: iso(f.Newest),
		Review: day(a.Review), ReviewISO: iso(a.Review), Open: only.address("open", i.Code) + "#" + i.Code,
	}
	if !a.At.IsZero() {
		row.Set = "Set " + day(calendar.Day(a.At))
	}
	if a.Overdue(at.day) {
		row.ReviewDue = plural(days(a.Review, at.day), "day", "days") + " overdue"
	}
	return row
}

// mostEvidence is how many records the list opens of one item.
const mostEvidence = 10

func (p *Pages) checklistDrill(r *server.Request, s *layout.Shell, i checklist.Item, at position, only narrowing) (*web.Drill, error) {
	f := at.found[i.Code]
	records, err := p.recordsBehind(r, rowsOf(f))
	if err != nil {
		return nil, err
	}
	raise(s, records.sensitive())
	d := &web.Drill{Links: []layout.Link{{Text: "Rule and working", Href: at.to("/checklist/" + i.Code), Hidden: "for " + i.Code}}}
	if p.mayAssess(r) && !at.back {
		d.Links = append(d.Links, layout.Link{Text: "Assess this item", Href: "/checklist/" + i.Code + "/assess"})
	}
	d.Links = append(d.Links,
		layout.Link{Text: "Assessment history", Href: at.to("/checklist/" + i.Code + "#history")},
		layout.Link{Text: "Hide evidence", Href: only.address() + "#" + i.Code})
	var rows []checklist.Row
	seen := map[uuid.UUID]bool{}
	for _, part := range f.Parts {
		for _, row := range part.For {
			if row.Source != uuid.Nil && !seen[row.Source] {
				seen[row.Source] = true
				rows = append(rows, row)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b checklist.Row) int { return b.Day.Compare(a.Day) })
	for _, row := range first(rows, mostEvidence) {
		if e, ok := records.evidence(row); ok {
			d.Evidence = append(d.Evidence, e)
		}
	}
	return d, nil
}

func (p *Pages) mayAssess(r *server.Request) bool {
	return r.May(access.AssessChecklist, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership})
}

// inOrder puts problems in the order in which the page asks its questions.
func inOrder(all []layout.Problem, asked ...string) []layout.Problem {
	slices.SortStableFunc(all, func(a, b layout.Problem) int { return slices.Index(asked, a.Field) - slices.Index(asked, b.Field) })
	return all
}

// authors answers the names of those who did things, in one question.
func (p *Pages) authors(r *server.Request, ids ...uuid.UUID) (map[uuid.UUID]account.Name, error) {
	ids = slices.DeleteFunc(ids, func(id uuid.UUID) bool { return id == uuid.Nil })
	if len(ids) == 0 {
		return map[uuid.UUID]account.Name{}, nil
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return p.Accounts.Names(r.Context(), r.Who, slices.Compact(ids))
}

// by is the name of a person, also of one whose account is gone.
func by(names map[uuid.UUID]account.Name, id uuid.UUID) string {
	n := names[id]
	switch {
	case n.Full == "":
		return "Somebody who has left"
	case n.Agency == "":
		return n.Full
	}
	return n.Full + ", " + n.Agency
}

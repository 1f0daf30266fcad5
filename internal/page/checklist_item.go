package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// mostClaims is how many records linked by authors an item's page lists.
const mostClaims = 50

// findItem is the item in the path.
func (p *Pages) findItem(r *server.Request) (checklist.Item, error) {
	i, ok := p.Book.Find(r.Param("code"))
	if !ok {
		return i, fault.Missing()
	}
	return i, nil
}

func (p *Pages) showChecklistItem(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	at, err := p.position(r)
	if err != nil {
		return err
	}
	i, _ = at.book.Find(i.Code) // with the thresholds of the day
	standing, err := p.Checklists.Standing(r.Context(), r.Who, i.Code)
	if err != nil {
		return err
	}
	standing = standing.At(calendar.EndOf(at.day))
	v := p.checklistItemView(r, i, at, standing.Latest())
	v.Against = p.against(i, at.found)
	if err := p.addProof(r, &v, i, at); err != nil {
		return err
	}
	if err := p.addThresholds(r, &v, i, at); err != nil {
		return err
	}
	if err := p.addTrend(r, &v, at.day); err != nil {
		return err
	}
	if err := p.addClaims(r, &v, at); err != nil {
		return err
	}
	if v.History, err = p.assessmentHistory(r, standing); err != nil {
		return err
	}
	if len(v.History) > 0 {
		v.Set = "Set " + v.History[0].When + ", by " + v.History[0].By
	}
	if at.err != nil {
		return r.Mend(web.Item(v))
	}
	return r.Show(web.Item(v))
}

func (p *Pages) checklistItemView(r *server.Request, i checklist.Item, at position, a checklist.Assessment) web.ItemView {
	f := at.found[i.Code]
	v := web.ItemView{
		Shell: p.shell(r, shellOf{Title: at.title(i.Code + " " + i.Wording), Nav: "Checklist", Err: at.err}), Problems: problems(at.err),
		On: at.field(), Back: at.backNote(), List: at.to("/checklist"), Today: "/checklist/" + i.Code,
		Code: i.Code, Wording: i.Wording, Note: i.Note,
		Key: judgementKey(a.State), Judgement: a.State.Words(), Reason: a.Reason, Review: due(a.Review, at.day),
		RecordsKey: stateKey(f.State), Records: f.State.Words(), FreshKey: freshKey(f.Fresh), Fresh: freshWords(f, at.day),
		Beside: a.Beside(f.State),
		Rule:   i.SaysFilled(), Window: i.WindowFilled(), Data: i.Data, Tension: i.Tension,
		ReviewSays: i.Review, Citation: p.Book.Citation, Narrative: p.Book.Narrative,
		FreshSays: fmt.Sprintf("Evidence for this item is current for %d days, ageing for as long again, and out of date after that. ", f.Lasts),
	}
	switch i.Rule {
	case "coordinator":
		v.Kept = []layout.Link{appointmentLink}
	case "same_partners":
		v.Kept = []layout.Link{initiativeLink, agenciesLink}
	case "separation":
		v.Kept = append(attestationLinks(r), separationLink)
	case "two_way_information":
		v.Kept = []layout.Link{pairsLink}
	case "formal_process":
		v.Kept = []layout.Link{agreementsLink}
		v.FreshSays += "What rests on an agreement whose review is overdue is out of date at once, until the agreement is reviewed. "
	}
	if p.mayAssess(r) && !at.back {
		v.Assess = "/checklist/" + i.Code + "/assess"
	}
	v.Span = fmt.Sprintf("%s that is from %s to %s, %s.", at.when(), day(f.Window.From), day(f.Window.To), plural(f.Window.Days(), "day", "days"))
	if f.Newest.IsZero() {
		v.FreshSays += "There is none yet."
	} else {
		v.FreshSays += fmt.Sprintf("The newest is of %s, %s. Freshness never changes what the records say.", day(f.Newest), ago(f.Newest, at.day))
	}
	if !f.Ended.IsZero() {
		v.FreshSays += fmt.Sprintf(" It is out of date since %s, whatever its age.", day(f.Ended))
	}
	return v
}

// against lists the items that one pulls against, each with what the records
// say of it: a tension is shown where both items stand.
func (p *Pages) against(i checklist.Item, found map[string]checklist.Finding) []layout.Link {
	var links []layout.Link
	for _, other := range p.Book.Items() {
		if other.Code != i.Code && strings.Contains(i.Tension, other.Code) {
			links = append(links, layout.Link{Text: other.Code + ": " + found[other.Code].State.Words(), Href: "/checklist/" + other.Code})
		}
	}
	return links
}

// addProof adds the parts of a finding with their rows, what would change it, and
// what a manager opens.
func (p *Pages) addProof(r *server.Request, v *web.ItemView, i checklist.Item, at position) error {
	f := at.found[i.Code]
	looks, err := p.looksOf(r, i, at)
	if err != nil {
		return err
	}
	rows := slices.Concat(rowsOf(f), rowsOfLooks(looks))
	records, err := p.recordsBehind(r, rows)
	if err != nil {
		return err
	}
	raise(&v.Shell, records.sensitive())
	agencies := map[int]layout.Link{}
	if slices.ContainsFunc(rows, func(row checklist.Row) bool { return row.Agency != 0 }) {
		if agencies, err = p.agencyLinks(r); err != nil {
			return err
		}
	}
	late := 0
	for n, part := range f.Parts {
		w := web.Part{
			ID: "part-" + strconv.Itoa(n+1), Name: part.Name, Key: stateKey(part.State), State: part.State.Words(), Say: part.Say,
			Span: fmt.Sprintf("Window: %s to %s.", day(part.Window.From), day(part.Window.To)),
		}
		if part.LeftOut() {
			w.State = "Left out, because nothing arose"
		}
		if part.Window.From.IsZero() {
			w.Span = ""
		}
		w.About = aboutRows(part)
		if part.Between != nil {
			w.Between = fmt.Sprintf("That is %s. With so few cases the true share may lie between %s (Wilson 95%% interval).", part.Figure, checklist.Between(*part.Between, "and"))
		}
		for _, t := range []struct {
			heading string
			rows    []checklist.Row
			all     int
		}{{"Counted for it", part.For, part.Have}, {"Counted, and not for it", part.Against, part.All - part.Have}, {"Left out, and why", part.Left, part.Out}} {
			if len(t.rows) == 0 {
				continue
			}
			table := web.Rows{Heading: t.heading, Caption: part.Name + ": " + t.heading}
			if len(t.rows) == checklist.MostListed && t.all > len(t.rows) {
				table.Note = fmt.Sprintf("The newest %d of %d.", len(t.rows), t.all)
			}
			for _, row := range t.rows {
				if row.Late > 0 {
					late++
				}
				table.Rows = append(table.Rows, proofRow(row, records, agencies))
			}
			w.Tables = append(w.Tables, table)
		}
		v.Parts = append(v.Parts, w)
	}
	if late > 0 {
		v.LateNote = fmt.Sprintf("%s above entered or corrected more than %d days after the event. Nothing is subtracted for that.",
			plural(late, "record was", "records were"), checklist.LateDays)
	}
	for _, need := range f.Needs {
		row := p.needRow(r, need, agencies, v.Back != "")
		v.Needs = append(v.Needs, row)
	}
	return p.addLooks(r, v, i, f, looks, records, agencies)
}

// aboutRows heads the column that says what each row of a part is about.
func aboutRows(part checklist.Part) string {
	switch {
	case strings.HasPrefix(part.Of, "partners"), strings.HasPrefix(part.Of, "agencies"):
		return "Partner agency"
	case part.Of == "pairs", part.Of == "transfers", part.Of == "shares":
		return "Agencies"
	}
	return "What was recorded"
}

func proofRow(row checklist.Row, records behind, agencies map[int]layout.Link) web.Row {
	shown := web.Row{Head: agencies[row.Agency], Say: row.Say, ISO: iso(row.Day), Date: day(row.Day)}
	if row.Day.IsZero() && !row.Until.IsZero() {
		shown.ISO, shown.Date = iso(row.Until), day(row.Until)
	}
	if row.Kind == fact.Appointment {
		shown.Date = "From " + day(row.Day)
		if !row.Until.IsZero() {
			shown.Date += " to " + day(row.Until)
		}
	}
	link, ok := records.link(row)
	switch {
	case ok:
		shown.Record = link
	case row.Source != uuid.Nil:
		shown.Record = layout.Link{Text: "No longer shown"}
	default:
		shown.Record = layout.Link{Text: "None"}
	}
	if row.Agency == 0 {
		shown.Head = layout.Link{Text: "Coordination record"}
		if rec, found := records[row.Source]; found {
			shown.Head.Text = rec.Title
		}
	}
	if row.Other != 0 {
		shown.Head.Text += between(row.Kind) + agencies[row.Other].Text
	}
	if row.Late > 0 {
		shown.Late = fmt.Sprintf("Entered or corrected %d days after the event", row.Late)
	}
	return shown
}

// between joins the names of two agencies: one gives to another, or two share.
func between(kind fact.Kind) string {
	if kind == fact.RequiredPair {
		return " and "
	}
	return " to "
}

// agencyLinks names every agency that takes part or took part, each leading to
// its line in the list of agencies.
func (p *Pages) agencyLinks(r *server.Request) (map[int]layout.Link, error) {
	all, err := p.Partnerships.Ever(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	links := map[int]layout.Link{}
	for _, a := range all { // one that has come back is there again, after it left
		at := a.Agency.Slug
		if !a.Left.IsZero() && a.Left.Before(p.today()) {
			at = "departed"
		}
		links[a.Agency.ID] = layout.Link{Text: a.Agency.Name, Href: "/agencies#" + at}
	}
	return links, nil
}

// addClaims adds what authors linked to the item themselves. Looking back they
// are left out, since a link that was taken away leaves no trace of its days.
func (p *Pages) addClaims(r *server.Request, v *web.ItemView, at position) error {
	if at.back {
		v.ClaimsNote = "Records that their authors linked to this item are shown for today only."
		return nil
	}
	claims, all, err := p.Checklists.Claims(r.Context(), r.Who, v.Code, mostClaims)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, c := range claims {
		ids = append(ids, c.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	raise(&v.Shell, slices.ContainsFunc(claims, func(c checklist.Claim) bool { return c.Sensitive }))
	for _, c := range claims {
		v.Claims = append(v.Claims, web.Evidence{
			ISO: iso(c.Day), Date: day(c.Day), What: layout.Link{Text: c.Title, Href: c.Path}, Sub: c.Ref + ". Linked by " + by(names, c.By) + ".",
		})
	}
	switch {
	case all == 0:
		v.ClaimsNote = "No record is linked to this item."
	case all > len(claims):
		v.ClaimsNote = fmt.Sprintf("The newest %d of %d records that their authors linked to this item. They do not change what the records say.", len(claims), all)
	default:
		v.ClaimsNote = "Records that their authors linked to this item. They do not change what the records say."
	}
	return nil
}

// assessmentHistory is every assessment of an item, newest first.
func (p *Pages) assessmentHistory(r *server.Request, s checklist.Standing) ([]layout.Change, error) {
	var ids []uuid.UUID
	for _, a := range s.History {
		ids = append(ids, a.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return nil, err
	}
	var history []layout.Change
	for _, a := range s.History {
		what := a.State.Words() + ", next review on " + day(a.Review)
		if a.Computed != "" {
			what += ". " + a.Computed.Words() + " at the time"
		}
		history = append(history, layout.Change{What: what, By: by(names, a.By), When: moment(a.At), ISO: isoMoment(a.At), Why: a.Reason})
	}
	return history, nil
}

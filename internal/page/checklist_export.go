package page

import (
	"fmt"
	"strconv"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
	"liaison/web/layout"
)

func (p *Pages) showChecklistTable(r *server.Request) error {
	at, rows, err := p.checklistTable(r)
	if err != nil {
		return err
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("checklist-"+iso(at.day), table)
}

// showChecklistWorkbook is the same table with the thresholds on a second sheet.
func (p *Pages) showChecklistWorkbook(r *server.Request) error {
	at, rows, err := p.checklistTable(r)
	if err != nil {
		return err
	}
	thresholds, err := p.thresholdTable(r, at)
	if err != nil {
		return err
	}
	book, err := spreadsheet.Workbook(
		spreadsheet.Sheet{Name: "Checklist", Rows: rows, Widths: []float64{9, 22, 50, 18, 14, 40, 14, 30, 14, 16, 60, 40}},
		spreadsheet.Sheet{Name: "Thresholds", Rows: thresholds, Widths: []float64{9, 60, 28, 14, 50}},
	)
	if err != nil {
		return err
	}
	return r.Workbook("checklist-"+iso(at.day), book)
}

// positionAsked is the position for a file, in which nothing can be mended.
func (p *Pages) positionAsked(r *server.Request) (position, error) {
	day, err := p.dayAsked(r)
	if err != nil {
		return position{}, fault.Missing()
	}
	return p.positionOn(r, day)
}

// heads are the rows above every table of the checklist: the caveat, and the
// marking with whose checklist it is, of which day, and who took it away.
func (p *Pages) heads(r *server.Request, at position) [][]string {
	return [][]string{
		{layout.CaveatLine},
		{string(activity.Official), r.Session.PartnershipName, "Implementation checklist at the end of " + day(at.day), "Exported by " + r.Session.Person + " on " + stamp(p.Now())},
		{},
	}
}

// checklistTable has one row for each item of the checklist on the day.
func (p *Pages) checklistTable(r *server.Request) (position, [][]string, error) {
	at, err := p.positionAsked(r)
	if err != nil {
		return at, nil, err
	}
	latest, err := p.Checklists.Assessments(r.Context(), r.Who, calendar.EndOf(at.day))
	if err != nil {
		return at, nil, err
	}
	agencies, err := p.agencyLinks(r)
	if err != nil {
		return at, nil, err
	}
	rows := append(p.heads(r, at), []string{
		"Code", "Section", "Item", "Manager’s assessment", "Assessed on", "Reason", "Next review", "What the records say", "Freshness", "Newest evidence",
		"Parts", "Counts", "Window from", "Window to", "What would change it", "Thresholds",
	})
	for _, s := range at.book.Sections {
		for _, i := range s.Items {
			a, f := assessed(latest, i.Code), at.found[i.Code]
			assessedOn := ""
			if !a.At.IsZero() {
				assessedOn = iso(calendar.Day(a.At))
			}
			rows = append(rows, append([]string{i.Code, s.Name, i.Wording, a.State.Words(), assessedOn, a.Reason, iso(a.Review), f.State.Words(), f.Fresh.Words(), iso(f.Newest)}, proofCells(i, f, agencies)...))
		}
	}
	return at, rows, nil
}

// proofCells are a finding's parts, counts, window and needs, and thresholds.
func proofCells(i checklist.Item, f checklist.Finding, agencies map[int]layout.Link) []string {
	var parts, counts, needs, thresholds []string
	for _, q := range f.Parts {
		state := q.State.Words()
		if q.LeftOut() {
			state = "Left out, because nothing arose"
		}
		parts = append(parts, q.Name+": "+state+". "+q.Say)
		counts = append(counts, countOf(q))
	}
	for _, n := range f.Needs {
		needs = append(needs, strings.TrimSpace(agencies[n.Agency].Text+" "+n.Say))
	}
	for _, t := range i.Parameters {
		thresholds = append(thresholds, t.Meaning+": "+thresholdWords(t))
	}
	return []string{
		strings.Join(parts, "\n"), strings.Join(counts, "\n"), iso(f.Window.From), iso(f.Window.To), strings.Join(needs, "\n"), strings.Join(thresholds, "\n"),
	}
}

// countOf is what was counted of a part: "In post: 90 of 90 days". A part that
// is no share of anything says what its page says: its figure, or how many rows
// are counted for it and not for it.
func countOf(q checklist.Part) string {
	say := q.Name + ": " + strconv.Itoa(q.Have)
	switch counted := len(q.For) + len(q.Against); {
	case q.Mean && q.All > 0:
		say = fmt.Sprintf("%s: %d %s", q.Name, q.All, q.Of)
		if q.Figure != "" {
			say += ", " + q.Figure
		}
	case q.All > 0:
		say += fmt.Sprintf(" of %d %s", q.All, q.Of)
	case q.Figure != "":
		say = q.Name + ": " + q.Figure
	case q.Have == 0 && counted > 0:
		say = fmt.Sprintf("%s: %d counted for it, %d counted and not for it", q.Name, len(q.For), len(q.Against))
	}
	if left := max(q.Out, len(q.Left)); left > 0 {
		say += fmt.Sprintf(", %d left out", left)
	}
	return strings.TrimSpace(say)
}

// thresholdTable has one row for each threshold on the day, with who set it.
func (p *Pages) thresholdTable(r *server.Request, at position) ([][]string, error) {
	names, err := p.authors(r, proposers(at.register.Proposals)...)
	if err != nil {
		return nil, err
	}
	rows := append(p.heads(r, at), []string{"Code", "What it sets", "Threshold", "Partly from", "Set by"})
	for _, i := range at.book.Items() {
		byDefault, _ := p.Book.Find(i.Code)
		for _, t := range at.thresholds(i, byDefault, names) {
			set := t.By
			if t.Note != "" {
				set += ". " + t.Note
			}
			rows = append(rows, []string{i.Code, t.Meaning, t.Value, t.Partly, set})
		}
	}
	return rows, nil
}

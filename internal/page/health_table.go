package page

import (
	"strconv"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
)

// healthHeads are the rows above every table of health: the caveat, and the marking
// with whose figures they are, of which day, and who took them away.
func (p *Pages) healthHeads(r *server.Request, c checkup, what string) [][]string {
	return [][]string{
		{"These figures describe activity, not impact."},
		{string(activity.Official), r.Session.PartnershipName, what + " at the end of " + day(c.day), "Exported by " + r.Session.Person + " on " + stamp(p.Now())},
		{},
	}
}

// showHealthTable is every measure in every window, and below it what the
// charts show, as far as the person sees it.
func (p *Pages) showHealthTable(r *server.Request) error {
	c, err := p.checkup(r)
	if err != nil {
		return err
	}
	if c.err != nil {
		return fault.Missing()
	}
	rows := append(p.healthHeads(r, c, "Partnership health"), []string{"Measure", "Window from", "Window to", "State", "Figure", "Unit", "Counted", "Of", "Of what", "Interval from", "Interval to"})
	for _, f := range c.Findings {
		for _, v := range f.Trend {
			rows = append(rows, valueCells(f, v))
		}
	}
	rows = append(rows, []string{}, []string{"Agency", "Actions open", "Overdue", "Gave", "Received", "Last seen"})
	for _, i := range c.places() {
		if q := c.Partners[i]; c.sees(q.Agency) {
			rows = append(rows, []string{c.name(q.Agency), strconv.Itoa(q.Open), strconv.Itoa(q.Overdue), strconv.Itoa(q.Gave), strconv.Itoa(q.Received), iso(q.Seen)})
		}
	}
	rows = append(rows, []string{}, []string{"At the end of", "Actions overdue", "Actions open"})
	for _, o := range c.Overdue {
		rows = append(rows, []string{iso(o.Day), strconv.Itoa(o.Overdue), strconv.Itoa(o.Open)})
	}
	if m := c.matrix(); m != nil && c.all {
		rows = append(rows, []string{}, append([]string{"Gave, below. Received, across"}, m.Agencies...))
		for _, row := range m.Rows {
			cells := []string{row.Agency}
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, cells)
		}
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("health-"+iso(c.day), table)
}

func valueCells(f health.Finding, v health.Value) []string {
	cells := []string{f.Name, iso(v.Window.From), iso(v.Window.To), string(v.State), "", string(f.Unit), strconv.Itoa(v.Have), strconv.Itoa(v.All), f.Of, "", ""}
	if v.State == health.Told {
		cells[4] = plainFigure(v.Figure)
	}
	if v.Between != nil {
		cells[9], cells[10] = plainFigure(v.Between.Low), plainFigure(v.Between.High)
	}
	return cells
}

func plainFigure(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

// showHealthRows is everything behind one measure that the person sees.
func (p *Pages) showHealthRows(r *server.Request) error {
	c, f, err := p.measureAsked(r)
	if err != nil {
		return err
	}
	if c.err != nil {
		return fault.Missing()
	}
	rows := append(p.healthHeads(r, c, f.Name), []string{"How it was counted", "Agency", "Other agency", "Day", "Until", "Figure", "Note"})
	for _, side := range c.sides(f) {
		for _, row := range side.rows {
			cells := []string{side.heading, "", "", iso(row.Day), iso(row.Until), checklist.Number(row.Figure), row.Say}
			if row.Asks != "" {
				cells[6] = row.Asks + ": " + row.Say
			}
			if row.Agency != 0 {
				cells[1] = c.name(row.Agency)
			}
			if row.Other != 0 {
				cells[2] = c.name(row.Other)
			}
			rows = append(rows, cells)
		}
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("health-"+strings.ReplaceAll(string(f.Code), "_", "-")+"-"+iso(c.day), table)
}

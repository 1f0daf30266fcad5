package page

import (
	"math"
	"strconv"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
	"liaison/web/layout"
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

// The parts of the file of health, by which a chart leads to its own figures; a
// measure's code is one as well.
const (
	partnersPart = "partners"
	overduePart  = "overdue"
	matrixPart   = "matrix"
	networkPart  = "network"
)

// file leads to the figures of one chart.
func (c checkup) file(part, of string) layout.Link {
	return layout.Link{Text: "Download the figures (CSV)", Hidden: of, Href: c.to("/health.csv?part=" + part)}
}

// showHealthTable is every measure in every window, and below it what the
// charts show, as far as the person sees it; or the part that is asked for.
func (p *Pages) showHealthTable(r *server.Request) error {
	c, err := p.checkup(r)
	if err != nil {
		return err
	}
	if c.err != nil {
		return fault.Missing()
	}
	rows, name := p.healthHeads(r, c, "Partnership health"), "health-"
	if part := r.Query("part"); part != "" {
		of, ok := c.part(part)
		if !ok {
			return fault.Missing()
		}
		rows, name = append(rows, of...), name+strings.ReplaceAll(part, "_", "-")+"-"
	} else {
		for i, of := range c.parts() {
			if i > 0 {
				rows = append(rows, []string{})
			}
			rows = append(rows, of...)
		}
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table(name+iso(c.day), table)
}

// parts is everything that the page shows, in its order.
func (c checkup) parts() [][][]string {
	rows := valueHeads()
	for _, f := range c.Findings {
		if !f.More || c.more {
			rows = append(rows, trendCells(f)...)
		}
	}
	all := [][][]string{rows}
	for _, name := range []string{partnersPart, overduePart, matrixPart, networkPart} {
		if of, ok := c.part(name); ok && (name != networkPart || c.more) {
			all = append(all, of)
		}
	}
	return all
}

// part is the figures of one chart or measure, where the person may see them.
func (c checkup) part(name string) (rows [][]string, ok bool) {
	switch name {
	case partnersPart:
		return c.partnerCells(), true
	case overduePart:
		rows = [][]string{{"At the end of", "Actions overdue", "Actions open"}}
		for _, o := range c.Overdue {
			rows = append(rows, []string{iso(o.Day), strconv.Itoa(o.Overdue), strconv.Itoa(o.Open)})
		}
		return rows, true
	case matrixPart:
		return c.matrixCells(), c.all
	case networkPart:
		rows = [][]string{{"Agency", "And", "First gave", "Second gave", "Ways"}}
		pairs, _ := c.tiedPairs(c.places())
		for _, t := range pairs {
			rows = append(rows, []string{t.Agency, t.Other, t.Gave, t.Received, t.Ways})
		}
		return rows, c.all
	}
	f, ok := c.Find(health.Code(name))
	if !ok {
		return nil, false
	}
	return append(valueHeads(), trendCells(f)...), true
}

func (c checkup) partnerCells() [][]string {
	rows := [][]string{{"Agency", "Actions open", "Overdue", "Gave", "Received", "Last seen"}}
	for _, i := range c.places() {
		if q := c.Partners[i]; c.sees(q.Agency) {
			rows = append(rows, []string{c.name(q.Agency), strconv.Itoa(q.Open), strconv.Itoa(q.Overdue), strconv.Itoa(q.Gave), strconv.Itoa(q.Received), iso(q.Seen)})
		}
	}
	return rows
}

func (c checkup) matrixCells() [][]string {
	heads := []string{"Gave, below. Received, across"}
	m := c.matrix()
	if m == nil {
		return [][]string{heads}
	}
	rows := [][]string{append(heads, m.Agencies...)}
	for _, row := range m.Rows {
		cells := []string{row.Agency}
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		rows = append(rows, cells)
	}
	return rows
}

func valueHeads() [][]string {
	return [][]string{{"Measure", "Window from", "Window to", "State", "Figure", "Unit", "Counted", "Of", "Of what", "Interval from", "Interval to"}}
}

func trendCells(f health.Finding) [][]string {
	var rows [][]string
	for _, v := range f.Trend {
		rows = append(rows, valueCells(f, v))
	}
	return rows
}

func valueCells(f health.Finding, v health.Value) []string {
	cells := []string{f.Name, iso(v.Window.From), iso(v.Window.To), string(v.State), "", string(f.Unit), strconv.Itoa(v.Have), strconv.Itoa(v.All), f.Of, "", ""}
	if v.State == health.Told {
		cells[4] = plainFigure(v.Figure)
	}
	if v.Between != nil {
		cells[9], cells[10] = plainFigure(math.Floor(v.Between.Low*1e4)/1e4), plainFigure(math.Ceil(v.Between.High*1e4)/1e4) // rounded away from one another
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
	rows := append(p.healthHeads(r, c, f.Name), []string{"How it was counted", "Agency", "Other agency", "Day", "Until", "Figure", "Note", "Record", "Address of the record"})
	for _, side := range c.sides(f) {
		behind, err := p.evidenceRows(r, nil, c, f.Unit, side.rows)
		if err != nil {
			return err
		}
		for i, row := range side.rows {
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
			at := behind[i].Record
			if cells = append(cells, at.Text, ""); at.Href != "" {
				cells[8] = p.PublicURL + at.Href
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

package page

import (
	"strconv"

	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
)

// showCostTable is the ledger for a spreadsheet: one line for each entry, those
// made in error too, which say so.
func (p *Pages) showCostTable(r *server.Request) error {
	l, err := p.readLedger(r)
	if err != nil {
		return err
	}
	if l.err != nil {
		return fault.Missing()
	}
	rows := [][]string{{
		"Day", "Kind of cost", "What", "Product", "Activity", "Borne by", "Paid in", "Hours", "Rate an hour (pounds)", "Amount (pounds)", "Counts", "Why it was struck",
	}}
	for _, c := range l.costs {
		row := []string{iso(c.Day), c.Phase.Name(), c.What, c.ProductName, c.ActivityRef, c.BearerName, c.Paid.Name(), "", "", c.Amount.Plain(), "yes", c.StruckWhy}
		if c.InTime() {
			row[7], row[8] = decimalHours(c.Minutes), c.Rate.Plain()
		}
		if !c.Counts() {
			row[10] = "no"
		}
		rows = append(rows, row)
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	name := "costs"
	if l.year != 0 {
		name += "-" + strconv.Itoa(l.year)
	}
	return r.Table(name, table)
}

// decimalHours writes minutes as hours with two digits after the point.
func decimalHours(minutes int) string { return partnership.Pence((minutes*100 + 30) / 60).Plain() }

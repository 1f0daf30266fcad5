package page

import (
	"slices"
	"strconv"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// totalsLink is where they are shown.
var totalsLink = layout.Link{Text: "Other record areas by month", Href: "/coordination/totals"}

// totalRoutes is the map of what other strands publish.
func (p *Pages) totalRoutes() []server.Route {
	return []server.Route{
		server.Get(totalsLink.Href, access.Coordination, access.ReadPartnership, audit.None, p.showTotals),
	}
}

func (p *Pages) showTotals(r *server.Request) error {
	totals, err := p.Partnerships.Totals(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.TotalsView{Shell: p.shell(r, shellOf{Title: totalsLink.Text, Strand: access.Coordination, Nav: "Agencies"})}
	areas := []access.Strand{access.Outreach, access.Casework, access.Intelligence}
	for _, s := range areas {
		v.Areas = append(v.Areas, s.Name())
	}
	for _, t := range totals {
		month := t.Month.Format("January 2006")
		if n := len(v.Rows); n == 0 || v.Rows[n-1].Month != month {
			v.Rows = append(v.Rows, web.TotalRow{Month: month, ISO: t.Month.Format("2006-01"), Cells: slices.Repeat([]string{"Not published"}, len(areas))})
		}
		if i := slices.Index(areas, t.Strand); i >= 0 {
			v.Rows[len(v.Rows)-1].Cells[i] = tens(t)
		}
	}
	return r.Show(web.Totals(v))
}

// tens is a total in words that say no more than it does.
func tens(t partnership.AreaTotal) string {
	if t.Tens == 0 {
		return "Fewer than 10, or none"
	}
	return strconv.Itoa(t.Tens) + " to " + strconv.Itoa(t.Tens+9)
}

package partnership

import "liaison/web/layout"

// TotalsView is what the other record areas published, by month.
type TotalsView struct {
	Shell layout.Shell
	Areas []string
	Rows  []TotalRow
}

// TotalRow is one month, with a cell for each area.
type TotalRow struct {
	Month, ISO string
	Cells      []string
}

func (v TotalsView) columns() []layout.Column {
	all := []layout.Column{{Text: "Month"}}
	for _, a := range v.Areas {
		all = append(all, layout.Column{Text: a})
	}
	return all
}

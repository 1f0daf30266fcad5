package layout

// Column heads a column of a table. A column with an Href sorts the table;
// Sort is then ascending, descending or empty.
type Column struct {
	Text, Href, Sort string
	Numeric          bool
	Wide             bool // takes the most room
	Hidden           bool // headed for those who listen only
}

func (c Column) class() string {
	return class("govuk-table__header", when(c.Numeric, "govuk-table__header--numeric"), when(c.Wide, "app-col-item"))
}

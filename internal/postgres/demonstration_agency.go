package postgres

import (
	"liaison/internal/demo"
)

// demonstrationSeats is the agencies that left, the series beside the monthly
// one, and the history of agencies, representatives and series.
func demonstrationSeats(p demo.Partnership) []sheet {
	agency := sheet{table: "shared.agency", columns: []string{"id", "slug", "name", "short", "kind"}}
	member := sheet{table: "shared.partnership_agency", columns: []string{"partnership_id", "agency_id", "joined_on", "left_on", "left_reason", "merged_into", "handover"}}
	series := sheet{table: "coordination.series", columns: []string{
		"id", "partnership_id", "name", "every_days", "starts_at", "place", "mode", "quorum", "minutes_days", "from_day", "to_day",
	}}
	for _, x := range p.Seats.Former {
		agency.add(x.Agency.ID, x.Agency.Slug, x.Agency.Name, x.Agency.Short, x.Agency.Kind)
		member.add(p.ID, x.Agency.ID, x.Joined, date(x.Left), words(x.LeftReason), number(x.MergedInto), x.Handover)
	}
	for _, s := range p.Seats.Series {
		series.add(s.ID, p.ID, s.Name, s.EveryDays, timeOfDay(s.Start), s.Place, s.Mode, number(s.Quorum), s.MinutesDays, s.From, date(s.To))
	}
	return append([]sheet{agency, member, series}, historySheets(p.ID, p.Seats.Changes)...)
}

package health

import (
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// Meeting is one that was held.
type Meeting struct {
	Source uuid.UUID
	Day    time.Time
}

// Presence is how an agency took part in a meeting.
type Presence struct {
	Invited         bool
	How             fact.Flag // Came, Substitute, Apologies or Absent, empty where it was not recorded
	InformationSent bool
}

// Partner is one agency's row.
type Partner struct {
	Agency   int
	Last     []Presence // one for each of the report's meetings, in that order
	Open     int        // actions
	Overdue  int
	Gave     int // shares in the window, to and from those that take part
	Received int
	Seen     time.Time // the newest day on which it came, sent information or gave some; zero for never
	Own      []Own     // one for each of ByAgency, in that order
}

// Own is a measure of one agency in the window.
type Own struct {
	Code Code
	Value
}

// Middle is a measure of the middle agency.
type Middle struct {
	Code     Code
	Told     bool
	Figure   float64
	Agencies int // how many had one
}

// meetings lists the last that were held, the oldest first. Source: domain,
// partnership health, "per agency x meeting grid"; the home page, "partners
// with last 6 meetings".
func (v *view) meetings() []Meeting {
	var held []Meeting
	for _, f := range begun(v.kinds[fact.Meeting], v.span.To) {
		held = append(held, Meeting{f.Source, f.Day})
	}
	return slices.Clone(held[max(0, len(held)-mostMeetings):])
}

// partners are the rows of the agencies, and the middle of them.
func (v *view) partners(meetings []Meeting) ([]Partner, []Middle) {
	seen := v.lastSeen()
	rows := make([]Partner, len(v.active))
	for i, a := range v.active {
		rows[i] = Partner{Agency: a, Last: v.last(a, meetings), Gave: v.net.Gave(i), Received: v.net.Received(i), Seen: seen[a]}
	}
	for _, t := range v.actions {
		if i, ok := slices.BinarySearch(v.active, t.Agency); ok && !t.ended(v.span.To) {
			rows[i].Open++
			if t.overdue(v.span.To) {
				rows[i].Overdue++
			}
		}
	}
	var middles []Middle
	for n, c := range ByAgency() {
		var figures []float64
		for i, own := range v.own(n) {
			rows[i].Own = append(rows[i].Own, Own{c, own.Value})
			if own.arose {
				figures = append(figures, own.figure)
			}
		}
		middles = append(middles, middle(c, figures))
	}
	return rows, middles
}

// middle is that of the agencies' figures, where they are enough for none to
// be known by it, and where the middle one ever got its answers.
func middle(c Code, figures []float64) Middle {
	m := Middle{Code: c, Agencies: len(figures)}
	if f := statistic.Median(figures); len(figures) >= FewCases && !math.IsInf(f, 1) {
		m.Told, m.Figure = true, f
	}
	return m
}

// last is how the agency took part in the meetings.
func (v *view) last(agency int, meetings []Meeting) []Presence {
	all := make([]Presence, len(meetings))
	for i, m := range meetings {
		for _, f := range within(v.lines[agency], calendar.Span{From: m.Day, To: m.Day}) {
			if f.Source != m.Source {
				continue
			}
			all[i] = Presence{Invited: true, InformationSent: f.Has(fact.InformationSent)}
			for _, how := range []fact.Flag{fact.Came, fact.Substitute, fact.Apologies, fact.Absent} {
				if f.Has(how) {
					all[i].How = how
				}
			}
		}
	}
	return all
}

func (v *view) lastSeen() map[int]time.Time {
	seen := map[int]time.Time{}
	for _, f := range v.kinds[fact.Attendance] {
		if came(f) || f.Has(fact.InformationSent) {
			seen[f.Agency] = f.Day
		}
	}
	for _, f := range v.kinds[fact.Shared] {
		if f.Day.After(seen[f.Agency]) {
			seen[f.Agency] = f.Day
		}
	}
	return seen
}

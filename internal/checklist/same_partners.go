package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// samePartners is the rule of RES-2. Source: "over the initiative (start, end,
// goals, baseline of partners locked on a date, changed by two people with a
// reason): retention (baseline partners still active / baseline) >= 0.9 (0.75)
// in that window, and median representative continuity >= 0.7 (0.5) over each
// partner's last 6 held meetings of the initiative (at least 3); active =
// attended, sent information or shared in the window. Registered deputies,
// leavers with a recorded handover and merged agencies are not churn".
func samePartners(item Item, e evidence) Finding {
	c, ok := courseOf(e)
	if !ok {
		say := "No initiative with a baseline of partners is approved, so there is nothing to compare with."
		return Finding{
			Window: calendar.Last(int(item.parameter("window").Value), e.day),
			Parts:  []Part{{Name: retentionName, Of: "partners", Say: say}, {Name: continuityName, Of: "partners", Say: say}},
			Needs:  []Need{{Say: "Propose the initiative with its start, end, goals and baseline of partners. A second person approves it.", To: ToInitiative}},
		}
	}
	w := c.window(item)
	if e.day.Before(c.initiative.Day) {
		say := fmt.Sprintf("The initiative starts on %s.", written(c.initiative.Day))
		return Finding{Window: w, Parts: []Part{{Name: retentionName, Of: "partners", Say: say}, {Name: continuityName, Of: "partners", Say: say}}}
	}
	kept, keptNeeds := c.retention(item.parameter("retention"), w)
	same, sameNeeds := c.continuity(item)
	return Finding{Window: w, Parts: []Part{kept, same}, Newest: c.newest(), Needs: append(keptNeeds, sameNeeds...)}
}

const (
	retentionName  = "The partners of the baseline are still active"
	continuityName = "The same people represent them"
)

// course is the initiative with what happened in it.
type course struct {
	e          evidence
	initiative fact.Fact
	end        time.Time // the day judged, or the initiative's last where that is earlier
	baseline   []int     // agencies, in order
	presences  []fact.Fact
	held       []fact.Fact // meetings
}

// courseOf finds the version of the initiative that counts, its baseline, and
// the meetings held in it.
func courseOf(e evidence) (course, bool) {
	c := course{e: e, end: e.day}
	for _, f := range e.kinds[fact.Initiative] {
		if f.Number > c.initiative.Number || c.initiative.Source == uuid.Nil {
			c.initiative = f
		}
	}
	for _, f := range e.kinds[fact.Baseline] {
		if f.Source == c.initiative.Source {
			c.baseline = append(c.baseline, f.Agency)
		}
	}
	slices.Sort(c.baseline)
	c.baseline = slices.Compact(c.baseline)
	if c.initiative.Source == uuid.Nil || len(c.baseline) == 0 {
		return c, false
	}
	if u := c.initiative.Until; !u.IsZero() && u.Before(c.end) {
		c.end = u
	}
	of := map[uuid.UUID]bool{}
	for _, f := range e.kinds[fact.Meeting] {
		if f.Has(fact.InInitiative) && !f.Day.Before(c.initiative.Day) && !f.Day.After(c.end) {
			of[f.Source] = true
			c.held = append(c.held, f)
		}
	}
	for _, f := range e.kinds[fact.Attendance] {
		if of[f.Source] {
			c.presences = append(c.presences, f)
		}
	}
	return c, true
}

// window is where retention is counted: by the rhythm of the meetings, and
// never outside the initiative.
func (c course) window(item Item) calendar.Span {
	w := c.e.rhythm(int(item.parameter("window").Value), item.parameter("rhythm").Value, c.end)
	w.From = newer(w.From, c.initiative.Day)
	return w
}

// newest is the day of the newest evidence: the newest line of attendance of
// a partner of the baseline, wherever it lies, since windows do not drive
// freshness.
func (c course) newest() time.Time {
	var ours []int
	for _, a := range c.baseline {
		ours = append(ours, c.line(a)...)
	}
	var day time.Time
	for _, f := range c.presences {
		if slices.Contains(ours, f.Agency) {
			day = newer(day, f.Day)
		}
	}
	return day
}

// membership is the agency's newest time as a partner by the end of the course.
func (c course) membership(agency int) (fact.Fact, bool) {
	for _, f := range slices.Backward(c.e.kinds[fact.Partner]) {
		if f.Agency == agency && !f.Day.After(c.end) {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// line is the agency and those it went into, one after another, by merging.
func (c course) line(agency int) []int {
	line := []int{agency}
	for {
		m, ok := c.membership(line[len(line)-1])
		if !ok || m.Other == 0 || m.Until.IsZero() || !m.Until.Before(c.end) || slices.Contains(line, m.Other) {
			return line
		}
		line = append(line, m.Other)
	}
}

// left says when the agency left for good, and whether it handed over.
func (c course) left(agency int) (day time.Time, handover, left bool) {
	m, ok := c.membership(agency)
	if !ok || m.Until.IsZero() || !m.Until.Before(c.end) {
		return time.Time{}, false, false
	}
	return m.Until, m.Has(fact.Handover), true
}

func (c course) retention(p Parameter, w calendar.Span) (Part, []Need) {
	part := Part{Name: retentionName, Window: w, Of: "partners"}
	if !slices.ContainsFunc(c.held, func(f fact.Fact) bool { return w.Has(f.Day) }) {
		part.Say = "No meeting of the initiative was held in the window, so no partner could take part."
		return part, []Need{{Say: "Record a meeting of the initiative.", To: ToMeeting}}
	}
	var needs []Need
	for _, agency := range c.baseline {
		line := c.line(agency)
		now := line[len(line)-1]
		if day, handover, left := c.left(now); left {
			row := Row{Agency: agency, Kind: fact.Partner, Until: day}
			if handover {
				row.Say = fmt.Sprintf("Left out, because it left on %s with a recorded handover", written(day))
				part.Left = append(part.Left, row)
				continue
			}
			row.Say = fmt.Sprintf("Left on %s without a recorded handover", written(day))
			part.Against = append(part.Against, row)
			continue
		}
		row, active := c.active(agency, line, w)
		if active {
			part.For = append(part.For, row)
			continue
		}
		part.Against = append(part.Against, row)
		needs = append(needs, Need{Say: "takes part in a meeting of the initiative, or sends information.", To: ToMeeting, Agency: now})
	}
	part.Have, part.All = len(part.For), len(part.For)+len(part.Against)
	if part.All == 0 {
		part.Say = "Every partner of the baseline left with a recorded handover."
		return part, nil
	}
	figure := float64(part.Have) / float64(part.All)
	part.State = judged(figure, part.All, p)
	part.Say = fmt.Sprintf("%d of %d partners of the baseline are still active.", part.Have, part.All)
	part.few(p)
	if part.All >= FewCases {
		part.Figure = Percent(figure)
		between := statistic.Wilson(part.Have, part.All)
		part.Between = &between
	}
	switch {
	case part.State == Met:
		needs = nil
	case len(c.baseline) < FewCases:
		needs = append(needs, Need{Say: fmt.Sprintf("With a baseline of fewer than %d partners this part is at best partly met.", FewCases)})
	}
	return part, needs
}

// active finds the newest time in the window that the agency, or the one it
// merged into, took part or sent information.
func (c course) active(agency int, line []int, w calendar.Span) (Row, bool) {
	row := Row{Agency: agency, Kind: fact.Partner, Say: "Not seen in the initiative"}
	for _, f := range slices.Backward(c.presences) {
		if !slices.Contains(line, f.Agency) || !tookPart(f) {
			continue
		}
		row.Source, row.Kind, row.Day, row.Late = f.Source, f.Kind, f.Day, late(f)
		switch {
		case !w.Has(f.Day):
			row.Say = "Last took part before the window"
		case f.Has(fact.Came), f.Has(fact.Substitute):
			row.Say = "Attended"
		default:
			row.Say = "Sent information"
		}
		if f.Agency != agency {
			row.Say += ", as part of the agency that it merged into"
		}
		return row, w.Has(f.Day)
	}
	return row, false
}

func attended(f fact.Fact) bool { return f.Has(fact.Came) || f.Has(fact.Substitute) }

func tookPart(f fact.Fact) bool { return attended(f) || f.Has(fact.InformationSent) }

func (c course) continuity(item Item) (Part, []Need) {
	p, most, least := item.parameter("continuity"), int(item.parameter("meetings").Value), int(item.parameter("least").Value)
	part := Part{Name: continuityName, Window: calendar.Span{From: c.initiative.Day, To: c.end}, Of: "partners"}
	var figures []float64
	var changed []int
	for _, agency := range c.heirs() {
		line := c.lineage(agency)
		if day, handover, left := c.left(agency); left && handover {
			part.Left = append(part.Left, Row{Agency: agency, Kind: fact.Partner, Until: day, Say: "Left out, because it left with a recorded handover"})
			continue
		}
		seen := c.sent(agency, line, most)
		part.Left = append(part.Left, seen.left...)
		if seen.meetings < least {
			part.Left = append(part.Left, Row{
				Agency: agency, Kind: fact.Representative,
				Say: fmt.Sprintf("Left out, because it has %s with a named person, and at least %d are needed", meetings(seen.meetings), least),
			})
			continue
		}
		figure := 1 - float64(seen.people-1)/float64(seen.meetings-1)
		figures = append(figures, figure)
		row := Row{
			Agency: agency, Kind: fact.Attendance, Source: seen.newest.Source, Day: seen.newest.Day, Late: late(seen.newest),
			Say: fmt.Sprintf("Continuity %s: %s over its last %d meetings%s", Number(figure), people(seen.people), seen.meetings, seen.excused()),
		}
		if figure+nearly >= p.Value {
			part.For = append(part.For, row)
		} else {
			part.Against = append(part.Against, row)
			changed = append(changed, agency)
		}
	}
	part.Have, part.All = len(part.For), len(figures)
	if len(figures) == 0 {
		part.Say = fmt.Sprintf("No partner of the baseline attended %d meetings of the initiative with a named person yet.", least)
		return part, []Need{{Say: fmt.Sprintf("Record meetings of the initiative with who came, until partners have %d each.", least), To: ToMeeting}}
	}
	middle := statistic.Median(figures)
	part.State = judged(middle, len(figures), p)
	part.Figure = Number(middle)
	part.Say = fmt.Sprintf("The middle of %d partners has a continuity of %s.", len(figures), part.Figure)
	part.few(p)
	if part.State == Met {
		return part, nil
	}
	var needs []Need
	if part.All < FewCases && len(c.baseline) >= FewCases {
		needs = append(needs, Need{Say: fmt.Sprintf("Record who came, until at least %d partners have %d meetings each with a named person.", FewCases, least), To: ToMeeting})
	}
	for _, agency := range changed {
		needs = append(needs, Need{Say: "keeps its representative, registers a deputy, or records a handover.", To: ToAgencies, Agency: agency})
	}
	return part, needs
}

// heirs lists the agencies that now stand for those of the baseline, each once.
func (c course) heirs() []int {
	var heirs []int
	for _, a := range c.baseline {
		line := c.line(a)
		if heir := line[len(line)-1]; !slices.Contains(heirs, heir) {
			heirs = append(heirs, heir)
		}
	}
	slices.Sort(heirs)
	return heirs
}

// lineage lists the agency and those of the baseline that merged into it.
func (c course) lineage(heir int) []int {
	all := []int{heir}
	for _, a := range c.baseline {
		if line := c.line(a); line[len(line)-1] == heir {
			all = append(all, line...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sending is whom an agency sent to its last meetings.
type sending struct {
	meetings int // with a named person
	people   int // different ones that count as a change, at least one
	deputies int // meetings a registered deputy came to
	handed   int // meetings of people who have handed over
	merged   int // meetings from before the agency merged
	newest   fact.Fact
	left     []Row
}

func (c course) sent(heir int, lineage []int, most int) sending {
	var s sending
	var counted, meetings []uuid.UUID
	for _, f := range slices.Backward(c.presences) {
		if !slices.Contains(lineage, f.Agency) || !attended(f) || slices.Contains(meetings, f.Source) {
			continue
		}
		if len(meetings) == most {
			break
		}
		meetings = append(meetings, f.Source)
		if f.Person == uuid.Nil {
			s.left = append(s.left, Row{Agency: heir, Kind: f.Kind, Source: f.Source, Day: f.Day, Say: "Left out, because who came is not recorded"})
			continue
		}
		if s.meetings++; s.meetings == 1 {
			s.newest = f
		}
		switch {
		case f.Agency != heir:
			s.merged++
		case c.deputises(f):
			s.deputies++
		case c.handedOver(f):
			s.handed++
		case !slices.Contains(counted, f.Person):
			counted = append(counted, f.Person)
		}
	}
	s.people = max(1, len(counted))
	return s
}

// excused says in words what was not counted as a change.
func (s sending) excused() string {
	words := ""
	for _, x := range []struct {
		n   int
		say string
	}{{s.deputies, "by a registered deputy"}, {s.handed, "by somebody who handed over"}, {s.merged, "from before it merged"}} {
		if x.n > 0 {
			words += fmt.Sprintf("; %d %s, not a change", x.n, x.say)
		}
	}
	return words
}

// deputises reports whether who came was a registered deputy on that day.
func (c course) deputises(f fact.Fact) bool {
	return slices.ContainsFunc(c.e.kinds[fact.Representative], func(r fact.Fact) bool {
		return r.Agency == f.Agency && r.Person == f.Person && r.Has(fact.Deputy) && r.Covers(f.Day)
	})
}

// handedOver reports whether who came has left since and recorded a handover.
func (c course) handedOver(f fact.Fact) bool {
	return slices.ContainsFunc(c.e.kinds[fact.Representative], func(r fact.Fact) bool {
		return r.Agency == f.Agency && r.Person == f.Person && r.Has(fact.Handover) && !r.Until.IsZero() && !r.Until.After(c.e.day) && !r.Until.Before(f.Day)
	})
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

func meetings(n int) string {
	switch n {
	case 0:
		return "no meeting"
	case 1:
		return "1 meeting"
	}
	return fmt.Sprintf("%d meetings", n)
}

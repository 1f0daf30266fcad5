package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"liaison/internal/fact"
	"liaison/internal/health"
	web "liaison/web/health"
)

// places are those of the agencies in the network, in the order of the alphabet.
func (c checkup) places() []int {
	all := make([]int, len(c.Network.Agencies))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return strings.Compare(c.name(c.Network.Agencies[a]), c.name(c.Network.Agencies[b]))
	})
	return all
}

// partners are the agencies that the person sees.
func (c checkup) partners() web.Partners {
	t := web.Partners{Heading: "Partners", Meetings: "Last meetings"}
	if !c.all {
		t.Heading, t.Note = "Your agency", "Other agencies’ rows are shown to the coordinator and managers alone."
	}
	if n := len(c.Meetings); n > 0 {
		t.Meetings = fmt.Sprintf("Last %s, %s to %s", plural(n, "meeting", "meetings"), c.Meetings[0].Day.Format("January"), c.Meetings[n-1].Day.Format("January"))
	}
	for _, i := range c.places() {
		if p := c.Partners[i]; c.sees(p.Agency) {
			t.Rows = append(t.Rows, c.partnerRow(p))
		}
	}
	if len(t.Rows) == 0 {
		t.Note = "No agency takes part on this day."
		if !c.all {
			t.Note = "You stand for no agency that takes part on this day. Other agencies’ rows are shown to the coordinator and managers alone."
		}
	}
	return t
}

func (c checkup) partnerRow(p health.Partner) web.Partner {
	row := web.Partner{
		Agency: c.agencies[p.Agency], Open: strconv.Itoa(p.Open), Overdue: strconv.Itoa(p.Overdue), Late: p.Overdue > 0,
		Gave: strconv.Itoa(p.Gave), Received: strconv.Itoa(p.Received), Seen: day(p.Seen), SeenISO: iso(p.Seen),
	}
	if p.Seen.IsZero() {
		row.Seen = "Never"
	}
	for n, at := range p.Last {
		row.Came = append(row.Came, web.Mark{State: string(at.How), Words: day(c.Meetings[n].Day) + ": " + tookPart(at) + ". "})
	}
	return row
}

func tookPart(p health.Presence) string {
	words, recorded := map[fact.Flag]string{
		fact.Came: "named representative", fact.Substitute: "substitute", fact.Apologies: "sent apologies", fact.Absent: "absent",
	}[p.How]
	if !recorded {
		words = "not recorded"
	}
	switch {
	case !p.Invited:
		return "not invited"
	case p.InformationSent:
		return words + ", with information"
	}
	return words
}

// ownRow is the person's agency beside the middle one, where it takes part.
func (c checkup) ownRow() *web.Own {
	p, ok := c.Partner(c.own)
	if !ok || c.own == 0 {
		return nil
	}
	o := web.Own{
		Heading: "Your agency beside the middle one",
		Note:    "The middle agency is the one with as many above as below. It has no name, and is shown only among 5 agencies or more.",
	}
	for n, own := range p.Own {
		f := c.find(own.Code)
		of := f.Of
		if own.Code == health.Continuity {
			of = "" // counts people and meetings
		}
		row := web.OwnRow{Name: f.Name, Href: c.measurePath(f.Code), Own: ownWords(f, own.Value), Middle: middleWords(f, c.Middle[n])}
		if of != "" {
			row.Counts = countWords(of, own.Value)
		} else if own.All > 0 {
			row.Counts = plural(own.Have, "person", "people") + " at " + plural(own.All, "meeting", "meetings")
		}
		o.Rows = append(o.Rows, row)
	}
	return &o
}

// exchange is who gave and who received, of the agencies that the person sees.
func (c checkup) exchange() web.Exchange {
	e := web.Exchange{Title: "No agency gave much more than it received", Sub: "Information given and received by agency, " + c.within(), File: c.file(partnersPart, "of who gave and who received")}
	most := 0
	for _, p := range c.Partners {
		if c.sees(p.Agency) {
			most = max(most, p.Gave, p.Received)
		}
	}
	var more []string
	gave := ""
	for _, i := range c.places() {
		p := c.Partners[i]
		if !c.sees(p.Agency) {
			continue
		}
		gave = plural(p.Gave, "time", "times")
		e.Rows = append(e.Rows, web.ExchangeRow{
			Agency: c.name(p.Agency), Gave: strconv.Itoa(p.Gave), GaveWidth: widthOf(p.Gave, most), Received: strconv.Itoa(p.Received), ReceivedWidth: widthOf(p.Received, most),
		})
		if p.Gave >= p.Received+clearlyMore && 2*p.Gave >= 3*p.Received {
			more = append(more, c.name(p.Agency))
		}
	}
	switch {
	case len(e.Rows) == 0:
		e.Title = "No agency that you see takes part on this day"
	case !c.all && len(e.Rows) == 1:
		e.Title = "Your agency gave " + gave + " and received " + e.Rows[0].Received
	case most == 0:
		e.Title = "Nothing was given in these 90 days"
	case len(more) > 2:
		e.Title = strconv.Itoa(len(more)) + " of " + strconv.Itoa(len(e.Rows)) + " agencies gave clearly more than they received"
	case len(more) > 0:
		e.Title = list(more) + " gave more than " + map[bool]string{true: "it", false: "they"}[len(more) == 1] + " received"
	}
	return e
}

// clearlyMore is by how many shares an agency gives more than it receives,
// where a title says so: three, and half as many again.
const clearlyMore = 3

func widthOf(n, most int) string {
	if most == 0 {
		return "0%"
	}
	return strconv.Itoa(n*100/most) + "%"
}

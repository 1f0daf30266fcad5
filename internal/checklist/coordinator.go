package checklist

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// coordinator is the rule of RES-1. Source: "an active dedicated appointment
// (>= 0.5 FTE, deputy named) on >= 90% (60%) of the last 90 days, and the
// coordinator or the deputy recorded a meeting, action or chase in the last 60
// days". Its parts have no cases to sample: the first counts every day, the
// second asks whether anything was recorded at all, so neither has an interval.
func coordinator(item Item, e evidence) Finding {
	p := post{e: e, least: int(math.Round(item.parameter("fte").Value * 100))}
	for _, a := range e.kinds[fact.Appointment] {
		if !a.Day.After(e.day) {
			p.known = append(p.known, a)
		}
	}
	held, heldNeeds := p.held(item.parameter("share"), calendar.Last(int(item.parameter("window").Value), e.day))
	recorded, recordedNeeds, newest := p.recorded(calendar.Last(int(item.parameter("recorded").Value), e.day))
	for _, a := range p.known {
		newest = newer(newest, a.Day)
		if !a.Until.IsZero() && !a.Until.After(e.day) {
			newest = newer(newest, a.Until)
		}
	}
	return Finding{Window: held.Window, Parts: []Part{held, recorded}, Newest: newest, Needs: append(heldNeeds, recordedNeeds...)}
}

// post is the coordinator's post as the facts describe it.
type post struct {
	e     evidence
	least int         // hundredths of full time
	known []fact.Fact // appointments that began by the day
}

// short says why an appointment is not one that counts, or "".
func (p post) short(a fact.Fact) string {
	switch {
	case !a.Has(fact.Dedicated):
		return "Not counted, because the appointment is not dedicated"
	case a.Number < p.least:
		return fmt.Sprintf("Not counted, because %s full-time equivalent is less than %s", Number(float64(a.Number)/100), Number(float64(p.least)/100))
	case !a.Has(fact.Deputy):
		return "Not counted, because no deputy is named"
	}
	return ""
}

// heldOn reports whether an appointment that counts held on the day.
func (p post) heldOn(day time.Time) bool {
	return slices.ContainsFunc(p.known, func(a fact.Fact) bool { return a.Covers(day) && p.short(a) == "" })
}

func (p post) share(w calendar.Span) (held int) {
	for d := w.From; !d.After(w.To); d = d.AddDate(0, 0, 1) {
		if p.heldOn(d) {
			held++
		}
	}
	return held
}

func (p post) held(share Parameter, w calendar.Span) (Part, []Need) {
	part := Part{Name: "A dedicated coordinator is in post", Window: w, Of: "days"}
	if len(p.known) == 0 {
		part.Say = "No appointment is recorded, so there is nothing to count."
		return part, []Need{{Say: "Record who is the coordinator, from when, for how much of full time, and who deputises.", To: ToAppointment}}
	}
	part.Have, part.All = p.share(w), w.Days()
	figure := float64(part.Have) / float64(part.All)
	part.Figure = Percent(figure)
	part.State = judged(figure, part.All, share)
	part.Say = fmt.Sprintf("A coordinator was in post on %d of %d days. The rule asks for %s, and %s for partly.", part.Have, part.All, share.Words(), share.PartlyWords())
	for _, a := range p.known {
		if !a.Until.IsZero() && a.Until.Before(w.From) {
			continue
		}
		row := Row{Source: a.Source, Kind: a.Kind, Day: a.Day, Until: a.Until, Say: p.short(a), Late: late(a)}
		if row.Say == "" {
			row.Say = fmt.Sprintf("%s full-time equivalent, dedicated, with a deputy", Number(float64(a.Number)/100))
			part.For = append(part.For, row)
		} else {
			part.Left = append(part.Left, row)
		}
	}
	return part, p.heldNeeds(part.State, share, w)
}

// heldNeeds says what would change the share of days: an appointment where
// none counts today, the passing of time where one does.
func (p post) heldNeeds(s State, share Parameter, w calendar.Span) []Need {
	if !p.heldOn(w.To) {
		return []Need{{Say: fmt.Sprintf("Record a dedicated appointment of at least %s full-time equivalent with a named deputy. None counts today.", Number(float64(p.least)/100)), To: ToAppointment}}
	}
	if s == Met {
		return nil
	}
	for ahead := 1; ahead <= w.Days(); ahead++ {
		then := calendar.Span{From: w.From.AddDate(0, 0, ahead), To: w.To.AddDate(0, 0, ahead)}
		if judged(float64(p.share(then))/float64(then.Days()), then.Days(), share) == Met {
			return []Need{{Say: fmt.Sprintf("If the appointment goes on, this part is met from %s.", written(then.To)), To: ToAppointment}}
		}
	}
	return []Need{{Say: "The appointment ends too soon for this part to be met. Record who follows.", To: ToAppointment}}
}

// mostRows bounds what is listed of records that only have to exist.
const mostRows = 10

func (p post) recorded(w calendar.Span) (Part, []Need, time.Time) {
	part := Part{Name: "The coordinator or the deputy recorded something", Window: w, Of: "records"}
	need := Need{Say: "The coordinator or the deputy records a meeting, an action or a chase.", To: ToMeeting}
	if len(p.known) == 0 {
		part.Say = "No coordinator or deputy is recorded, so there is nobody whose records could count."
		return part, nil, time.Time{}
	}
	var newest time.Time
	seen := map[uuid.UUID]bool{}
	for _, f := range slices.Backward(p.e.kinds[fact.Recorded]) {
		if f.Day.After(p.e.day) || seen[f.Source] {
			continue
		}
		who := p.whoRecorded(f)
		row := Row{Source: f.Source, Kind: f.Kind, Day: f.Day, Say: who, Late: late(f)}
		switch who {
		case "":
			continue
		case notInPost:
			if w.Has(f.Day) && len(part.Left) < mostRows {
				part.Left = append(part.Left, row)
			}
			continue
		}
		seen[f.Source] = true
		newest = newer(newest, f.Day)
		if w.Has(f.Day) {
			part.Have++
			if len(part.For) < mostRows {
				part.For = append(part.For, row)
			}
		}
	}
	if part.Have == 0 {
		part.State = NotMet
		part.Say = fmt.Sprintf("Neither the coordinator nor the deputy recorded a meeting, an action or a chase in these %d days.", w.Days())
		return part, []Need{need}, newest
	}
	part.State = Met
	part.Say = fmt.Sprintf("The newest record of the coordinator or the deputy is of %s.", written(newest))
	ends := newest.AddDate(0, 0, w.Days())
	return part, []Need{{Say: fmt.Sprintf("If neither records anything more, this part is no longer met from %s.", written(ends)), To: ToMeeting}}, newest
}

const notInPost = "Not counted, because the person was neither coordinator nor deputy on that day"

// whoRecorded says in which part the person of a record acted: as coordinator,
// as deputy, as somebody who is one of them on other days, or "" for others.
func (p post) whoRecorded(f fact.Fact) string {
	is := ""
	for _, a := range p.known {
		one := f.By == a.By || a.Has(fact.Deputy) && f.By == a.Person
		switch {
		case f.By == uuid.Nil || !one:
		case !a.Covers(f.Day):
			is = notInPost
		case f.By == a.By:
			return "Recorded by the coordinator"
		default:
			return "Recorded by the deputy"
		}
	}
	return is
}

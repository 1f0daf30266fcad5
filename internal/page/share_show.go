package page

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// shows adds the terms, how long it took, what each recipient said and every
// step, with what this person can do next.
func (s shareForm) shows(r *server.Request, v *web.ShowView, a activity.Activity) error {
	d := activity.Part[activity.Sharing](a.Content)
	off, err := s.p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, n := range d.Steps {
		ids = append(ids, n.By)
	}
	names, err := s.p.names(r.Context(), r.Who, ids...)
	if err != nil {
		return err
	}
	today := s.p.today()
	row := func(key string, lines ...string) {
		if lines = filled(lines); len(lines) > 0 {
			v.Facts = append(v.Facts, layout.SummaryRow{Key: key, Lines: lines})
		}
	}
	v.Facts = []layout.SummaryRow{{Key: d.Direction.Name(), Lines: []string{day(a.Content.Day)}}}
	row("From", d.GiverName)
	row("To", takersOf(d)...)
	row("Need it answers", d.NeedTitle)
	row("Purpose", strings.Split(d.Purpose, "\n")...)
	row("Ground", groundText(d)...)
	row("Form", d.Form.Name(), briefingText(d))
	if !d.Due.IsZero() {
		by := dueClosed(d.Due)
		if d.Outcome == activity.StillOpen && !a.IsWithdrawn() {
			by = shareDue(d.Due, today, off)
		}
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Due", Show: layout.Due(by)})
	}
	row("Acknowledged", day(d.Acknowledged))
	row("Outcome", append(outcomeText(d), waited(d, a.Content.Day, today, off))...)
	row("Next reminder", day(d.Remind))
	v.Parts = append(v.Parts, web.Shared(s.shared(r, a, names)))
	return nil
}

// shared is what happened to the request or the offer, and what can.
func (s shareForm) shared(r *server.Request, a activity.Activity, names map[uuid.UUID]string) web.SharedView {
	d := activity.Part[activity.Sharing](a.Content)
	v := web.SharedView{Can: shareLinks(r, a, func(activity.StepWhat) bool { return true })}
	if d.Outcome.Gave() {
		v.Rate = &layout.Link{Text: "How relevant and useful it was", Href: "#ratings"}
		for _, t := range d.Takers {
			v.Takers = append(v.Takers, web.TakerRow{Agency: t.AgencyName, Day: day(t.FeedbackOn), ISO: iso(t.FeedbackOn), Said: t.Feedback})
		}
	}
	for _, n := range slices.Backward(d.Steps) {
		c := layout.Change{What: n.What.Name(), By: names[n.By], When: moment(n.At), ISO: isoMoment(n.At), Why: n.Why}
		switch n.What {
		case activity.MovingDue:
			c.What += " to " + day(n.Next)
		case activity.Reminding:
			c.What += " on " + day(n.Day) + ". The next one is due on " + day(n.Next)
		case activity.GivingWord:
			c.What += " by " + sharerOf(d, n.Agency) + " on " + day(n.Day)
		case activity.GivingPart:
			c.What, c.Why = c.What+" on "+day(n.Day), "Left out: "+n.Why
		case activity.Acknowledging, activity.Giving, activity.Refusing, activity.Dropping:
			c.What += " on " + day(n.Day)
		}
		v.Steps = append(v.Steps, c)
	}
	return v
}

// sharerOf is the name of one of the agencies.
func sharerOf(d activity.Sharing, agency int) string {
	if d.Giver == agency {
		return d.GiverName
	}
	for _, t := range d.Takers {
		if t.Agency == agency {
			return t.AgencyName
		}
	}
	return "another agency"
}

// shareLinks are those of the steps that this person can take now.
func shareLinks(r *server.Request, a activity.Activity, of func(activity.StepWhat) bool) []layout.Link {
	var all []layout.Link
	for _, st := range shareSteps {
		if of(st.what) && st.what.Ready(a) == nil && r.May(access.AnswerShare, st.what.Scope(a, r.Who)) {
			all = append(all, layout.Link{Text: st.link, Href: sharePath(a.Ref, st.path), Hidden: a.Ref})
		}
	}
	return all
}

// sharePath is where a step is taken.
func sharePath(ref, step string) string { return "/coordination/shares/" + ref + "/" + step }

// waited says how many working days it took or has taken so far.
func waited(d activity.Sharing, asked, today time.Time, off calendar.Holidays) string {
	if d.Outcome == activity.StillOpen {
		return "Waiting " + plural(off.Between(asked, today), "working day", "working days")
	}
	return plural(off.Between(asked, d.Ended()), "working day", "working days") + " after the " + strings.ToLower(nounOf(d.Direction))
}

// nounOf is what people call it.
func nounOf(d activity.Direction) string {
	if d == activity.Offered {
		return "Offer"
	}
	return "Request"
}

// shareDue says how a due date stands today in working days: "3 working days
// overdue", "Due today".
func shareDue(on, today time.Time, off calendar.Holidays) layout.DueDay {
	d := due(on, today)
	switch n := off.Between(on, today); {
	case !today.After(on):
		if left := off.Between(today, on); d.Flag != "" && left > 0 {
			d.Flag = "Due in " + plural(left, "working day", "working days")
		}
	case n == 0:
		d.Flag, d.Kind = "Overdue since "+on.Weekday().String(), "late"
	default:
		d.Flag, d.Kind = plural(n, "working day", "working days")+" overdue", "late"
	}
	return d
}

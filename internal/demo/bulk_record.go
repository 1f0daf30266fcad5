package demo

import (
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// Words that are found in the summaries of a large demonstration, for
// measuring search.
const (
	CommonWord = "partners"  // in most of them
	RareWord   = "turnstile" // in one of 10,000
)

var (
	topics = []string{
		"Neighbourhood briefing", "Partners' working group", "School liaison meeting", "Review of open actions",
		"Training planning", "Sharing agreement review", "Community safety round table", "Quarterly partners' meeting",
	}
	courses = []string{
		"Recognising concerns early", "The referral route in practice", "Trauma and how to listen", "Online harms for youth workers",
		"Information sharing law for managers", "Working with families", "Mentoring skills", "Safeguarding refresher",
	}
	places = []string{"City Hall", "Northgate College", "Bridge Street centre", "the central library", "the fire station", "Westmere hospital"}
	aims   = []string{"Explain what help there is", "Hear what worries parents", "Introduce the new youth worker", "Thank volunteers and ask for more"}
	// Each is in one summary of six.
	sentences = []string{
		"Partners went through the open actions and agreed which could be closed.",
		"Each agency said what had changed since last time, and what it needs from the other partners.",
		"Two agencies offered a room, and the college offered its equipment for joint sessions.",
		"Everyone asked for the notes within a week, and for earlier notice of the agenda.",
		"Nothing was said about any member of the public.",
		"The next date is in a month, with the same partners, at the usual place and time.",
		"The council will send the leaflet to the printer once partners have read the proof.",
		"Probation asked for clearer guidance on how long a reply may take.",
		"The trust explained how its volunteers are trained and supported.",
		"Health colleagues described the waiting times for counselling this quarter.",
		"Youth justice gave figures on attendance and asked for comments by Friday.",
		"Partners discussed the budget for transport and put off a decision.",
		"A short film was shown, and people found it useful for new starters.",
		"The group welcomed a new representative and thanked the last one.",
		"Several schools want the session again next term, in the evening.",
		"It was noted that the referral form is easier to fill in than it was.",
		"The housing team said that repairs on the estate were finished.",
		"Police gave an overview of the public figures and answered questions.",
		"Everyone agreed to try the hybrid arrangement for three more months.",
		"The library has space for a stall on market days, and partners will take turns.",
		"Minutes were agreed with one correction to the list of people present.",
		"There was a long talk about parking, lighting and the bus timetable.",
		"A survey of residents is planned, and each agency will add one question.",
		"Feedback from the last event was good, and people stayed for longer than planned.",
	}
)

// summary is about as long as people write.
func (v *inventor) summary() string {
	var b strings.Builder
	for n := range 4 {
		_, _ = b.WriteString(sentences[n*len(sentences)/4+v.r.IntN(len(sentences)/4)] + " ")
	}
	if v.r.IntN(10_000) == 0 {
		_, _ = b.WriteString("The " + RareWord + " at the entrance was out of order. ")
	}
	return strings.TrimSpace(b.String())
}

func (v *inventor) one(of []string) string { return of[v.r.IntN(len(of))] }

// agencies are so many of the partnership's, none twice.
func (v *inventor) agencies(n int) []activity.Invited {
	var some []activity.Invited
	for _, i := range v.r.Perm(len(v.to.Partners))[:n] {
		a := v.to.Partners[i].Agency
		some = append(some, activity.Invited{Agency: a.ID, Name: a.Name})
	}
	return some
}

// parties are agencies from which people came.
func (v *inventor) parties(n int) []activity.Party {
	var some []activity.Party
	for _, a := range v.agencies(n) {
		some = append(some, activity.Party{Agency: a.Agency, AgencyName: a.Name, People: 1 + v.r.IntN(9)})
	}
	return some
}

func (v *inventor) meeting(c *activity.Content) {
	c.Name, c.Items = v.one(topics), []string{"RES-4"}
	m := activity.Meeting{Status: activity.HeldMeeting, Mode: activity.Modes()[v.r.IntN(3)], Place: v.one(places), Initiative: v.r.IntN(10) == 0}
	for _, a := range v.agencies(3 + v.r.IntN(3)) {
		l := activity.Attendance{Agency: a.Agency, AgencyName: a.Name, State: activity.Came}
		switch v.r.IntN(20) {
		case 0:
			l.State = activity.Absent
		case 1:
			l.State, l.Why, l.InformationSent = activity.Apologies, activity.OtherWork, v.r.IntN(2) == 0
		}
		m.Attendance = append(m.Attendance, l)
	}
	if v.r.IntN(2) == 0 {
		l := m.Attendance[0]
		c.Actions = []activity.Action{{What: "Send the notes to those who could not come", Agency: l.Agency, AgencyName: l.AgencyName, Due: c.Day.AddDate(0, 0, 21)}}
	}
	c.Detail = m
}

func (v *inventor) sharing(c *activity.Content) {
	all := v.agencies(2 + v.r.IntN(2))
	s := activity.Sharing{
		Direction: activity.Requested, Giver: all[0].Agency, GiverName: all[0].Name, Form: activity.InWriting,
		Purpose: "To plan what each agency does next quarter", Due: c.Day.AddDate(0, 0, 14),
	}
	if v.r.IntN(3) == 0 {
		s.Direction, s.Due = activity.Offered, time.Time{}
	}
	answered := c.Day.AddDate(0, 0, 1+v.r.IntN(20))
	for _, a := range all[1:] {
		s.Takers = append(s.Takers, activity.Taker{Agency: a.Agency, AgencyName: a.Name})
	}
	switch n := v.r.IntN(20); {
	case answered.After(v.last()) || n == 0:
		s.Outcome = activity.StillOpen
	case n == 1:
		s.Outcome, s.Closed, s.Refused = activity.Declined, answered, "It is not held in that form"
	case n < 5:
		s.Outcome, s.Sent, s.LeftOut = activity.GivenInPart, answered, "Figures by ward"
	default:
		s.Outcome, s.Sent = activity.Given, answered
	}
	if s.Outcome.Gave() && v.r.IntN(2) == 0 {
		s.Takers[0].FeedbackOn, s.Takers[0].Feedback = s.Sent, "It was what was needed"
	}
	c.Start, c.Name, c.Items, c.Detail = -1, s.Title(), []string{"CON-2", "CON-7"}, s
}

func (v *inventor) session(c *activity.Content) {
	c.Name, c.Items = v.one(courses), []string{"TRN-1", "TRN-2"}
	c.Detail = activity.Session{
		Mode: activity.Modes()[v.r.IntN(3)], Place: v.one(places), InContext: v.r.IntN(4) > 0, FollowDays: activity.DefaultFollowDays, Parties: v.parties(2 + v.r.IntN(3)),
	}
}

func (v *inventor) event(c *activity.Content) {
	c.Name, c.Items = "Lunch for everyone who came to "+strings.ToLower(v.one(courses)), []string{"TRN-2"}
	c.Detail = activity.ConnectEvent{Mode: activity.InPerson, Place: v.one(places), Parties: v.parties(2 + v.r.IntN(3))}
}

func (v *inventor) engagement(c *activity.Content) {
	e := activity.Engagement{Aims: v.one(aims), Audience: activity.Audiences()[v.r.IntN(4)], Area: "Northgate ward"}
	for _, a := range v.agencies(1 + v.r.IntN(2)) {
		e.Partners = append(e.Partners, activity.Partner{Agency: a.Agency, AgencyName: a.Name})
	}
	c.Name, c.Detail = "Stall at "+v.one(places), e
}

// last is the last day of which something is known.
func (v *inventor) last() time.Time { return v.from.AddDate(0, 0, int(v.days)-1) }

// pursue gives the nth action of a record an id and a reference, and ends most
// that were due a month ago.
func (v *inventor) pursue(a *activity.Activity, n int) {
	c := &a.Actions[n]
	c.ID, c.Activity, c.Ref = v.id(), a.ID, scattered(a.Strand, v.number*perActivity+n)
	c.History[0].ID = v.id()
	end := activity.Ending{As: activity.Done, On: c.Due.AddDate(0, 0, v.r.IntN(14)-10)}
	if end.On.Before(a.Content.Day) {
		end.On = a.Content.Day
	}
	if c.Kind == activity.FollowUp {
		end.Note = "Called those who came"
	}
	at := end.On.Add(18*time.Hour + time.Duration(n)*time.Minute)
	switch x := v.r.IntN(50); {
	case at.After(v.last().AddDate(0, 0, -30)) || x == 0:
		return
	case x == 1:
		end.As, end.On, end.Note = activity.Overtaken, time.Time{}, "The date was moved"
	case x == 2:
		end.As, end.On, end.Note = activity.NotDone, time.Time{}, "Nobody was free"
	}
	if err := activity.Complete(access.Actor{ID: a.Author, Partnership: a.Partnership}, end, at).Apply(c); err != nil {
		panic(err) // it is open, and its end has all that an end has
	}
	c.History[1].ID = v.id()
}

// opinions are what some of those who took part said of the record.
func (v *inventor) opinions(a activity.Activity) {
	asked := a.Measures()
	if len(asked) == 0 || v.r.IntN(3) > 0 {
		return
	}
	r := activity.Rated{Activity: a}
	for i, p := range a.Parties() {
		mark := activity.Rating{Rater: v.id(), Agency: p.Agency, At: a.CreatedAt.Add(time.Duration(i+1) * 11 * time.Minute)}
		said := activity.Said{}
		for _, m := range asked {
			low, high := m.Span()
			said[m] = low + v.r.IntN(high-low+1)
		}
		r.Ratings = append(r.Ratings, marks(a, mark, said)...)
	}
	v.to.Feedback = append(v.to.Feedback, r)
}

package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/partnership"
)

type trainingFile struct {
	Sessions []sessionFile
	Events   []sessionFile
	Meetings []struct {
		Ago  int            // meetings since
		Said map[string]int // how convenient it was, by address
	}
}

type sessionFile struct {
	Name, Course, Start, Place, By string
	Mode                           activity.Mode
	Days                           int // before today
	Tested                         bool
	Needs                          []string
	Police, Outcome, Summary       string
	People                         map[string]int
	FollowUps                      map[string]struct {
		After int // days after the session
		Ended activity.ActionState
		Note  string
	} `json:"follow_ups"`
	Answers  []answersFile
	OpenLink string `json:"open_link"` // an agency whose people can still answer
	Follows  int    // of an event: the session that it follows
}

// answersFile is what people of one agency said, one number for each of them:
// by a link, by somebody's own account, or entered by whoever logged it.
type answersFile struct {
	Agency                         string
	Link                           bool
	Own                            string
	Quality, Useful, Before, After []int
}

// followDays is how long after a session of the demonstration each agency is
// followed up.
const followDays = activity.DefaultFollowDays

// training makes the sessions with what followed them, the events that connect
// people, and what people said of sessions, meetings and shares.
func (m *maker) training() error {
	var f trainingFile
	if err := readSeed(m.seeds, "training.json", &f); err != nil {
		return err
	}
	var sessions []activity.Activity
	for n, s := range f.Sessions {
		a, err := m.session(s, n)
		if err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		if err := m.feedback(a, s); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		sessions = append(sessions, a)
		m.made.Activities = append(m.made.Activities, a)
	}
	for n, e := range f.Events {
		if err := m.event(e, sessions[e.Follows], n); err != nil {
			return fmt.Errorf("%s: %w", e.Name, err)
		}
	}
	meetings := m.ofKind(activity.CoordinationMeeting)
	for _, x := range f.Meetings {
		if err := m.convenience(meetings[len(meetings)-1-x.Ago], x.Said); err != nil {
			return err
		}
	}
	for n, a := range m.ofKind(activity.Share) {
		if err := m.relevance(a, n); err != nil {
			return err
		}
	}
	return nil
}

// ofKind is what was made of the kind so far, by day.
func (m *maker) ofKind(k activity.Kind) []activity.Activity {
	all := slices.DeleteFunc(slices.Clone(m.made.Activities), func(a activity.Activity) bool { return a.Kind != k })
	slices.SortStableFunc(all, func(a, b activity.Activity) int { return a.At.Compare(b.At) })
	return all
}

// taught is the day of something so many days ago, on a Tuesday.
func (m *maker) taught(days int) time.Time {
	d := m.today.AddDate(0, 0, -days)
	for d.Weekday() != time.Tuesday {
		d = d.AddDate(0, 0, -1)
	}
	return d
}

func (m *maker) session(f sessionFile, n int) (activity.Activity, error) {
	c, parties, err := m.occasion(f)
	if err != nil {
		return activity.Activity{}, err
	}
	s := activity.Session{
		Mode: f.Mode, Place: f.Place, InContext: true, Tested: f.Tested, FollowDays: followDays, Parties: parties, Police: activity.PolicePart(f.Police), Outcome: f.Outcome,
	}
	for _, p := range m.made.Provision.Products {
		if p.Name == f.Course {
			s.Course, s.CourseName, s.Provider = p.ID, p.Name, p.Provider
		}
	}
	for _, x := range m.made.Provision.Needs {
		if slices.Contains(f.Needs, x.Title) {
			s.Needs = append(s.Needs, activity.TrainingNeed{ID: x.ID, Title: x.Title})
		}
	}
	c.Items, c.Detail = []string{"TRN-1", "TRN-2"}, s
	a := activity.Log(m.actor(f.By), c, c.Day.Add(18*time.Hour))
	a.ID, a.Ref = m.id("training/", n), m.ref(access.Coordination, "training/", n)
	for i := range a.Actions {
		if err := m.followUp(&a, i, f); err != nil {
			return a, err
		}
	}
	return a, nil
}

// followUp gives the nth follow-up of a session an id and a reference that are
// always the same, and ends it as the file says.
func (m *maker) followUp(a *activity.Activity, i int, f sessionFile) error {
	n := &a.Actions[i]
	n.Activity, n.ID, n.Ref = a.ID, m.id("follow-up/", a.ID, "/", i), m.ref(access.Coordination, "follow-up/", a.ID, "/", i)
	n.History[0].ID = m.id("follow-up/", a.ID, "/", i, "/0")
	slug := m.made.Partners[slices.IndexFunc(m.made.Partners, func(p partnership.Partner) bool { return p.Agency.ID == n.Agency })].Agency.Slug
	how, ended := f.FollowUps[slug]
	if !ended {
		return nil
	}
	end := activity.Ending{As: activity.Done, On: a.Content.Day.AddDate(0, 0, how.After), Note: how.Note}
	if how.Ended != "" {
		end.As = how.Ended
	}
	at := end.On.Add(15*time.Hour + time.Duration(i)*time.Minute)
	if end.As != activity.Done {
		end.On = time.Time{}
	}
	if err := activity.Complete(m.actor(f.By), end, at).Apply(n); err != nil {
		return err
	}
	n.History[1].ID = m.id("follow-up/", a.ID, "/", i, "/1")
	return nil
}

func (m *maker) event(f sessionFile, after activity.Activity, n int) error {
	c, parties, err := m.occasion(f)
	if err != nil {
		return err
	}
	c.Items = []string{"TRN-2"}
	c.Detail = activity.ConnectEvent{Session: after.ID, SessionName: after.Content.Name, SessionRef: after.Ref, Mode: f.Mode, Place: f.Place, Parties: parties, Police: activity.PolicePart(f.Police), Outcome: f.Outcome}
	a := activity.Log(m.actor(f.By), c, c.Day.Add(19*time.Hour))
	a.ID, a.Ref = m.id("connect/", n), m.ref(access.Coordination, "connect/", n)
	m.made.Activities = append(m.made.Activities, a)
	return nil
}

// occasion is what sessions and events have in common, by name of agency.
func (m *maker) occasion(f sessionFile) (activity.Content, []activity.Party, error) {
	at, err := time.Parse("15:04", f.Start)
	if err != nil {
		return activity.Content{}, nil, err
	}
	c := activity.Content{
		Name: f.Name, Day: m.taught(f.Days), Start: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, Summary: f.Summary, Marking: activity.Official,
	}
	var parties []activity.Party
	for slug, people := range f.People {
		i, err := m.invited(slug)
		if err != nil {
			return c, nil, err
		}
		parties = append(parties, activity.Party{Agency: i.Agency, AgencyName: i.Name, People: people})
	}
	slices.SortFunc(parties, func(a, b activity.Party) int { return strings.Compare(a.AgencyName, b.AgencyName) })
	return c, parties, nil
}

// actor is somebody of the demonstration, by address or role.
func (m *maker) actor(by string) access.Actor {
	a := m.account(by)
	return access.Actor{ID: a.ID, Partnership: m.made.ID, Agency: a.Agency}
}

// feedback is what people said of a session in the days after it.
func (m *maker) feedback(a activity.Activity, f sessionFile) error {
	r := activity.Rated{Activity: a}
	for i, x := range f.Answers {
		agency, err := m.invited(x.Agency)
		if err != nil {
			return err
		}
		at := a.Content.Day.AddDate(0, 0, 2+i).Add(10 * time.Hour)
		var link activity.RatingLink
		if x.Link {
			link = m.link(a, agency, f.By, at.Add(-time.Hour))
			link.Used = len(x.Quality)
			r.Links = append(r.Links, link)
		}
		for n := range x.Quality {
			said := x.said(n)
			if err := said.Check(a.Measures()); err != nil {
				return err
			}
			mark := activity.Rating{Rater: m.id("rater/", a.ID, "/", agency.Agency, "/", n), Agency: agency.Agency, Link: link.ID, At: at.Add(time.Duration(n) * 7 * time.Minute)}
			switch {
			case x.Own != "":
				mark.Rater = m.account(x.Own).ID
			case !x.Link:
				mark.MadeBy = m.account(f.By).ID
			}
			r.Ratings = append(r.Ratings, marks(a, mark, said)...)
		}
	}
	if f.OpenLink != "" {
		agency, err := m.invited(f.OpenLink)
		if err != nil {
			return err
		}
		r.Links = append(r.Links, m.link(a, agency, f.By, m.now.Add(-26*time.Hour)))
	}
	m.made.Feedback = append(m.made.Feedback, r)
	return nil
}

// said is what the nth of them said.
func (x answersFile) said(n int) activity.Said {
	s := activity.Said{}
	for measure, values := range map[activity.Measure][]int{activity.Quality: x.Quality, activity.Useful: x.Useful, activity.Before: x.Before, activity.After: x.After} {
		if n < len(values) {
			s[measure] = values[n]
		}
	}
	return s
}

// marks is what one person said, each measure in the order in which it is asked.
func marks(a activity.Activity, mark activity.Rating, said activity.Said) []activity.Rating {
	var all []activity.Rating
	for _, measure := range a.Measures() {
		if value, ok := said[measure]; ok {
			mark.Measure, mark.Value = measure, value
			all = append(all, mark)
		}
	}
	return all
}

// link is one for the people of the agency. Nobody has its address.
func (m *maker) link(a activity.Activity, agency activity.Invited, by string, at time.Time) activity.RatingLink {
	return activity.RatingLink{
		ID: m.id("link/", a.ID, "/", agency.Agency), Agency: agency.Agency, AgencyName: agency.Name, Token: "demonstration/" + m.id("token/", a.ID, "/", agency.Agency).String(),
		Uses: a.Party(agency.Agency).People, By: m.account(by).ID, At: at, Expires: at.Truncate(24*time.Hour).AddDate(0, 0, activity.LinkDays),
	}
}

// convenience is what people said of the place and time of a meeting on the
// day after it, each where their agency came.
func (m *maker) convenience(a activity.Activity, said map[string]int) error {
	r := activity.Rated{Activity: a}
	for _, who := range m.made.Accounts {
		value, ok := said[who.Email]
		if !ok || a.Party(who.Agency).People == 0 {
			continue
		}
		at := a.CreatedAt.Add(time.Duration(len(r.Ratings)+1) * 11 * time.Minute)
		if err := activity.Rate(m.actor(who.Email), activity.Said{activity.Convenient: value}, at).Apply(&r); err != nil {
			return err
		}
	}
	m.made.Feedback = append(m.made.Feedback, r)
	return nil
}

// relevance is what those who received information said of it: of two shares
// in three, the day after they were recorded.
func (m *maker) relevance(a activity.Activity, n int) error {
	r := activity.Rated{Activity: a}
	for i, p := range a.Parties() {
		who := slices.IndexFunc(m.made.Accounts, func(x Account) bool { return x.Agency == p.Agency && x.Role == access.Staff })
		at := a.UpdatedAt.Add(time.Duration(i+1) * 13 * time.Minute)
		if n%3 == 2 || who < 0 || at.After(m.now) {
			continue
		}
		said := activity.Said{activity.Relevant: 4 - (n+i)%3, activity.Useful: 5 - (n+i)%3}
		if err := activity.Rate(m.actor(m.made.Accounts[who].Email), said, at).Apply(&r); err != nil {
			return err
		}
	}
	if len(r.Ratings) > 0 {
		m.made.Feedback = append(m.made.Feedback, r)
	}
	return nil
}

// Package demo makes the invented partnership that a demonstration shows: the
// same for the same day, a year of it up to that day. Everything it makes goes
// through the subjects' own types, so that its facts are those of real records.
// It writes nothing; package postgres loads what it makes.
package demo

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/partnership"
)

// Password opens every account of a demonstration.
const Password = "demonstration"

// Partnership is one invented partnership with all that was recorded of it.
type Partnership struct {
	ID              int
	Slug            string
	Name            string
	Short           string
	Referral        string
	Partners        []partnership.Partner
	Accounts        []Account
	Series          activity.Series
	SeriesFrom      time.Time
	Representatives []partnership.Representative
	People          []Person
	Appointment     partnership.Appointment
	Initiative      partnership.Initiative
	Assessments     []Assessment
	Casefile        Casefile
	Activities      []activity.Activity // of every strand, oldest first
	Since           time.Time           // the moment from which it is known
	Seats           Seats               // agencies that left, series beside the monthly one, and the history of both
	Steering        Steering            // who leads, escalations, goals and strands
	Provision       Provision           // needs, products, access to them and sharing agreements
	Means           Means               // money, what it cost, and systems
	Apart           Apart               // attestations, self-tests, what was published of them, and pairs that have to share
	Trials          []checklist.Trial   // what is expected of the assumed mechanisms, and what came of it
	Board           Board               // what the coordinator put to the board, and what was decided
	Ahead           Ahead               // what agencies mean to do
	Pulse           []PulseRound        // oldest first; the last is open
	Feedback        []activity.Rated    // what people said of records, and links by which they did
}

// Account is one invented person who can sign in.
type Account struct {
	ID     uuid.UUID
	Email  string
	Name   string
	Title  string
	Role   access.Role
	Agency int
	Grant  access.Role // a role of another strand, or empty
}

// Roles are the roles that the account holds.
func (a Account) Roles() []access.Role {
	if a.Grant == "" {
		return []access.Role{a.Role}
	}
	return []access.Role{a.Role, a.Grant}
}

// Strands are the strands whose records the account reads.
func (a Account) Strands() []access.Strand {
	var all []access.Strand
	for _, r := range a.Roles() {
		if s := r.Strand(); s != access.Identity {
			all = append(all, s)
		}
	}
	return all
}

// Person is somebody who comes to meetings for an agency.
type Person struct {
	partnership.Person
	Agency int
}

// Assessment is a manager's judgement of one item.
type Assessment struct {
	ID     uuid.UUID
	Item   string
	State  string
	Reason string
	Review time.Time
	By     uuid.UUID
	At     time.Time
}

// Casefile is the one invented case.
type Casefile struct {
	ID     uuid.UUID
	Ref    string
	Title  string
	Lead   int
	Opened time.Time
	Named  []uuid.UUID // accounts named on it
}

type file struct {
	Partnership struct{ Slug, Name, Short, Referral string }
	Agencies    []struct{ Slug, Name, Short, Kind string }
	Accounts    []struct{ Email, Name, Title, Role, Agency, Grant string }
	Series      struct {
		Name      string
		EveryDays int    `json:"every_days"`
		Weeks     []int  // of each meeting that was held, before the last
		StartsAt  string `json:"starts_at"`
		Place     string
		Mode      activity.Mode
	}
	Representatives []struct {
		Agency, Name string
		From, To     int // months from now
		Deputy       bool
		Why          string
		Handover     bool
	}
	Attendance map[string][]string
	Summaries  []string
	Actions    []struct {
		What, Agency, Note string
		State              activity.ActionState
		Due                int // days from now; 0 for three weeks after the meeting
	}
	Initiative  struct{ Name, Goals string }
	Appointment struct {
		Email, Deputy, Reason string
		Hundredths            int `json:"fte_hundredths"`
	}
	Assessments []struct {
		Item, State, Reason string
		Days, Review        int
	}
	Casework struct {
		Case, Lead string
		Contacts   []record
	}
}

type record struct {
	Title, Summary string
	Days           int // before now
}

// maker makes one partnership; what it made so far is what later parts refer to.
type maker struct {
	seeds  fs.FS
	file   file
	now    time.Time
	today  time.Time
	made   Partnership
	beside Partnership // whose agencies and people may be here too; none for the first
	after  int         // the highest number of an agency of another partnership
	own    string      // what the names of its records begin with, so that no two partnerships have one of the same

	agendas meetingFile // what meetings have beside who came
}

// begin reads what the partnership is, and makes it without anything in it.
func (m *maker) begin(id int) error {
	m.today = calendar.Day(m.now)
	if err := readSeed(m.seeds, "demonstration.json", &m.file); err != nil {
		return err
	}
	m.made = Partnership{
		ID: id, Slug: m.file.Partnership.Slug, Name: m.file.Partnership.Name, Short: m.file.Partnership.Short,
		Referral: m.file.Partnership.Referral, Since: m.month(-13).Add(9 * time.Hour),
	}
	return nil
}

// Make makes the demonstration as it is at the moment now, from the files of
// package seeds.
func Make(seeds fs.FS, now time.Time) (Partnership, error) {
	m := maker{seeds: seeds, now: now}
	if err := m.begin(1); err != nil {
		return Partnership{}, fmt.Errorf("demo: %w", err)
	}
	return m.make(m.agencies, m.accounts, m.representatives, m.standing, m.provision, m.papers, m.meetings, m.others, m.engagements, m.pointers, m.shares, m.training, m.seats, m.steering, m.means, m.apart, m.trials, m.board, m.pulse, m.plans, m.coming)
}

// make takes the steps, in order.
func (m *maker) make(steps ...func() error) (Partnership, error) {
	for _, step := range steps {
		if err := step(); err != nil {
			return Partnership{}, fmt.Errorf("demo: %w", err)
		}
	}
	slices.SortStableFunc(m.made.Activities, func(a, b activity.Activity) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return m.made, nil
}

// space names what is invented, so that the same thing has the same id.
var space = uuid.MustParse("0f7c1d0a-9c0d-5b6e-8a55-3d2d5f1c7e10")

func id(parts ...any) uuid.UUID { return uuid.NewSHA1(space, []byte(fmt.Sprint(parts...))) }

// id is that of something in the partnership.
func (m *maker) id(parts ...any) uuid.UUID { return id(m.own + fmt.Sprint(parts...)) }

// ref is that of something in the partnership.
func (m *maker) ref(in access.Strand, parts ...any) string {
	return Ref(in, m.own+fmt.Sprint(parts...))
}

// placesOfRef is how many letters or digits a reference has after its prefix.
const placesOfRef = 7

// Ref is a reference that looks like a drawn one, the same for the same thing.
func Ref(in access.Strand, parts ...any) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(parts...)))
	return spelt(in, sum[:placesOfRef])
}

// spelt is the reference whose places have these numbers, of which each counts
// to 32.
func spelt(in access.Strand, places []byte) string {
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	b := make([]byte, len(places))
	for i, n := range places {
		b[i] = letters[n%32]
	}
	return in.Prefix() + "-" + string(b)
}

// month is the day so many times 30 days from today.
func (m *maker) month(n int) time.Time { return m.today.AddDate(0, 0, 30*n) }

func (m *maker) agencies() error {
	for i, a := range m.file.Agencies {
		made := partnership.Agency{ID: m.after + i + 1, Slug: a.Slug, Name: a.Name, Short: a.Short, Kind: a.Kind}
		if a.Name == "" {
			n := slices.IndexFunc(m.beside.Partners, func(p partnership.Partner) bool { return p.Agency.Slug == a.Slug })
			if n < 0 {
				return fmt.Errorf("no agency %q beside", a.Slug)
			}
			made = m.beside.Partners[n].Agency
		}
		m.made.Partners = append(m.made.Partners, partnership.Partner{Agency: made, Joined: m.month(-13)})
	}
	return nil
}

func (m *maker) agency(slug string) (int, error) {
	if slug == "" {
		return 0, nil
	}
	i := slices.IndexFunc(m.made.Partners, func(p partnership.Partner) bool { return p.Agency.Slug == slug })
	if i < 0 {
		return 0, fmt.Errorf("no agency %q", slug)
	}
	return m.made.Partners[i].Agency.ID, nil
}

func (m *maker) accounts() error {
	for _, a := range m.file.Accounts {
		agency, err := m.agency(a.Agency)
		if err != nil {
			return err
		}
		made := Account{
			ID: id("account/", a.Email), Email: a.Email, Name: a.Name, Title: a.Title,
			Role: access.Role(a.Role), Agency: agency, Grant: access.Role(a.Grant),
		}
		for _, b := range m.beside.Accounts {
			if b.Email == a.Email {
				made.Name, made.Title = b.Name, b.Title
			}
		}
		for _, r := range made.Roles() {
			if !slices.Contains(access.Roles(), r) {
				return fmt.Errorf("no role %q", r)
			}
		}
		m.made.Accounts = append(m.made.Accounts, made)
	}
	return nil
}

// account is the account with the address, or that holds the role.
func (m *maker) account(by string) Account {
	for _, a := range m.made.Accounts {
		if a.Email == by || slices.Contains(a.Roles(), access.Role(by)) {
			return a
		}
	}
	return Account{}
}

// person is who comes for the agency by that name.
func (m *maker) person(agency int, name string) partnership.Person {
	p := partnership.Person{ID: m.id("person/", agency, "/", name), Name: name}
	if !slices.ContainsFunc(m.made.People, func(q Person) bool { return q.ID == p.ID }) {
		m.made.People = append(m.made.People, Person{p, agency})
	}
	return p
}

func (m *maker) representatives() error {
	for _, r := range m.file.Representatives {
		agency, err := m.agency(r.Agency)
		if err != nil {
			return err
		}
		made := partnership.Representative{
			ID: m.id("representative/", r.Agency, "/", r.Name), Agency: agency, Person: m.person(agency, r.Name),
			Deputy: r.Deputy, From: m.month(r.From), LeftWhy: r.Why, Handover: r.Handover,
		}
		if r.From > -13 {
			made.From = made.From.AddDate(0, 0, 1) // the day after the one before left
		}
		if r.To != 0 {
			made.To = m.month(r.To)
		}
		m.made.Representatives = append(m.made.Representatives, made)
	}
	return nil
}

// standing makes the appointment, the initiative, the series and the assessments.
func (m *maker) standing() error {
	coordinator, manager := m.account("coordinator"), m.account("manager")
	deputy := m.account(m.file.Appointment.Deputy)
	m.made.Appointment = partnership.Appointment{
		ID: m.id("appointment"), Account: coordinator.ID, Name: coordinator.Name, Hundredths: m.file.Appointment.Hundredths, Dedicated: true,
		Deputy: deputy.ID, DeputyName: deputy.Name, From: m.month(-13), Reason: m.file.Appointment.Reason, By: manager.ID, At: m.made.Since,
	}
	var baseline []int
	for _, p := range m.made.Partners {
		baseline = append(baseline, p.Agency.ID)
	}
	m.made.Initiative = partnership.Initiative{
		ID: m.id("initiative"), Version: 1, Name: m.file.Initiative.Name, Goals: m.file.Initiative.Goals,
		Starts: m.month(-13), Ends: m.month(12), Agencies: baseline, Locked: m.month(-12), Reason: "Agreed at the first meeting of the board",
		ProposedBy: coordinator.ID, ProposedAt: m.month(-12).Add(10 * time.Hour), ApprovedBy: manager.ID, ApprovedAt: m.month(-12).Add(34 * time.Hour),
	}
	start, err := time.Parse("15:04", m.file.Series.StartsAt)
	if err != nil {
		return err
	}
	m.made.SeriesFrom = m.month(-13)
	m.made.Series = activity.Series{
		ID: m.id("series"), Name: m.file.Series.Name, EveryDays: m.file.Series.EveryDays,
		Start: time.Duration(start.Hour())*time.Hour + time.Duration(start.Minute())*time.Minute, Place: m.file.Series.Place, Mode: m.file.Series.Mode,
	}
	for _, a := range m.file.Assessments {
		m.made.Assessments = append(m.made.Assessments, Assessment{
			ID: m.id("assessment/", a.Item), Item: a.Item, State: a.State, Reason: a.Reason, By: manager.ID,
			At: m.today.AddDate(0, 0, -a.Days).Add(11 * time.Hour), Review: m.today.AddDate(0, 0, a.Review),
		})
	}
	return nil
}

// held is the day of the nth meeting: a Wednesday, the last one in the past week.
func (m *maker) held(n int) time.Time {
	d := m.today.AddDate(0, 0, -1)
	for d.Weekday() != time.Wednesday {
		d = d.AddDate(0, 0, -1)
	}
	return d.AddDate(0, 0, -7*m.file.Series.Weeks[n])
}

func (m *maker) meetings() error {
	coordinator, staff := m.account("coordinator"), m.account("staff")
	for n, summary := range m.file.Summaries {
		author := coordinator
		if n%4 == 2 {
			author = staff
		}
		day := m.held(n)
		content := activity.Content{
			Name: m.file.Series.Name, Day: day, Start: m.made.Series.Start, Summary: summary, Items: []string{"RES-2", "RES-4"}, Marking: activity.Official,
		}
		meeting := activity.Meeting{Mode: m.made.Series.Mode, Place: m.made.Series.Place, Series: m.made.Series.ID, Initiative: true}
		if n == 4 {
			meeting.Place = "Bridge Street centre, main hall"
		}
		if n == 7 || n == 10 {
			meeting.Mode = activity.Hybrid
		}
		for _, p := range m.made.Partners {
			line, err := m.line(p, m.file.Attendance[p.Agency.Slug][n], day)
			if err != nil {
				return err
			}
			meeting.Attendance = append(meeting.Attendance, line)
		}
		for i, a := range m.file.Actions {
			if i*len(m.file.Summaries)/len(m.file.Actions) != n {
				continue
			}
			agency, err := m.agency(a.Agency)
			if err != nil {
				return err
			}
			due := day.AddDate(0, 0, 21)
			if a.Due != 0 {
				due = m.today.AddDate(0, 0, a.Due)
			}
			content.Actions = append(content.Actions, activity.Action{What: a.What, Agency: agency, Due: due})
		}
		who := access.Actor{ID: author.ID, Partnership: m.made.ID, Agency: author.Agency}
		m.decide(n, &content, &meeting)
		content.Detail = meeting
		made := activity.Log(who, content, day.Add(time.Duration(15+n%3)*time.Hour+20*time.Minute))
		m.fix(&made, n)
		if err := m.follow(n, &made); err != nil {
			return err
		}
		m.made.Activities = append(m.made.Activities, made)
	}
	return nil
}

// fix gives a meeting and its actions ids and references that are always the
// same, and closes the actions that were due before long.
func (m *maker) fix(a *activity.Activity, n int) {
	a.ID, a.Ref = m.id("meeting/", n), m.ref(access.Coordination, "meeting/", n)
	for i := range a.Actions {
		c := &a.Actions[i]
		c.Activity, c.ID, c.Ref = a.ID, m.id("action/", n, "/", i), m.ref(access.Coordination, "action/", n, "/", i)
		c.History[0].ID = m.id("change/", n, "/", i, "/0")
		spec := m.file.Actions[slices.IndexFunc(m.file.Actions, func(s struct {
			What, Agency, Note string
			State              activity.ActionState
			Due                int
		},
		) bool {
			return s.What == c.What
		})]
		if spec.Due != 0 {
			continue // still open
		}
		c.State, c.Note = activity.Done, spec.Note
		if spec.State != "" {
			c.State = spec.State
		}
		c.ClosedAt, c.ClosedBy = c.Due.AddDate(0, 0, n%5-3).Add(14*time.Hour), a.Author
		if c.State == activity.Done {
			c.DoneOn = calendar.Day(c.ClosedAt)
		}
		c.Version = 2
		c.History = append(c.History, activity.ActionChange{
			ID: m.id("change/", n, "/", i, "/1"), At: c.ClosedAt, By: c.ClosedBy, What: activity.ActionWhat(c.State), Why: spec.Note,
		})
	}
}

// line reads how one agency attended: "came", "substitute:Name",
// "apologies:why" or "apologies:why:sent", "absent".
func (m *maker) line(p partnership.Partner, said string, day time.Time) (activity.Attendance, error) {
	words := append(strings.Split(said, ":"), "", "")
	l := activity.Attendance{Agency: p.Agency.ID, AgencyName: p.Agency.Name, State: activity.State(words[0])}
	switch l.State {
	case activity.Came:
		i := slices.IndexFunc(m.made.Representatives, func(r partnership.Representative) bool {
			return r.Agency == p.Agency.ID && !r.Deputy && !day.Before(r.From) && (r.To.IsZero() || !day.After(r.To))
		})
		if i < 0 {
			return l, fmt.Errorf("%s had nobody to come on %s", p.Agency.Name, day.Format(time.DateOnly))
		}
		rep := m.made.Representatives[i].Person
		l.Person, l.PersonID, l.Named = rep.Name, rep.ID, true
	case activity.Substitute:
		who := m.person(p.Agency.ID, words[1])
		l.Person, l.PersonID = who.Name, who.ID
	case activity.Apologies:
		l.Why, l.InformationSent = activity.Why(words[1]), words[2] == "sent"
	case activity.Absent:
	case activity.Asked:
		return l, fmt.Errorf("%q is of a meeting to come", said)
	default:
		return l, fmt.Errorf("no state %q", said)
	}
	return l, nil
}

// others makes the case and the few records of it.
func (m *maker) others() error {
	lead, err := m.agency(m.file.Casework.Lead)
	if err != nil {
		return err
	}
	worker := m.account(string(access.CaseWorker))
	m.made.Casefile = Casefile{
		ID: m.id("casefile"), Ref: m.ref(access.Casework, "casefile"), Title: m.file.Casework.Case, Lead: lead,
		Opened: m.today.AddDate(0, 0, -60), Named: []uuid.UUID{worker.ID},
	}
	for n, r := range m.file.Casework.Contacts {
		day := m.today.AddDate(0, 0, -r.Days)
		content := activity.Content{Name: r.Title, Day: day, Start: -1, Summary: r.Summary, Marking: activity.Sensitive}
		who := access.Actor{ID: worker.ID, Partnership: m.made.ID, Agency: worker.Agency}
		a := activity.Log(who, content, day.Add(16*time.Hour))
		a.ID, a.Ref, a.Strand, a.Kind = m.id(access.Casework, "/", n), m.ref(access.Casework, access.Casework, "/", n), access.Casework, activity.CaseContact
		m.made.Activities = append(m.made.Activities, a)
	}
	return nil
}

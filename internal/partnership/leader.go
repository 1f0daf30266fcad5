package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// LeaderPost is a post in which somebody leads the partnership, each held by
// one person at a time.
type LeaderPost string

// The posts.
const (
	PoliceLead    LeaderPost = "police_lead"
	SeniorSponsor LeaderPost = "senior_sponsor"
)

// LeaderPosts lists the posts as pages show them.
func LeaderPosts() []LeaderPost { return []LeaderPost{PoliceLead, SeniorSponsor} }

// Name is what people read: "Police lead".
func (p LeaderPost) Name() string {
	switch p {
	case PoliceLead:
		return "Police lead"
	case SeniorSponsor:
		return "Senior sponsor"
	}
	return ""
}

func (p LeaderPost) flag() fact.Flag {
	if p == PoliceLead {
		return fact.PoliceLead
	}
	return fact.SeniorSponsor
}

// Leader is one person leading in one post for a time.
type Leader struct {
	ID        uuid.UUID
	Post      LeaderPost
	Person    Person // known by name until it is kept, then by id
	Agency    Agency
	Title     string // rank or post, as "Superintendent"
	From      time.Time
	To        time.Time // last day, zero while it goes on
	Reason    string
	By        uuid.UUID
	At        time.Time
	EndedBy   uuid.UUID
	EndReason string
	Version   int
}

// Check returns everything wrong with the record, as an Invalid fault. The
// agency must be among those that take part.
func (l Leader) Check(partners []Partner) error {
	var c fault.Check
	c.Need(slices.Contains(LeaderPosts(), l.Post), "post", "Select which post this is")
	i := slices.IndexFunc(partners, func(p Partner) bool { return p.Agency.ID == l.Agency.ID })
	c.Need(l.Agency.ID != 0, "agency", "Select the person’s agency")
	c.Need(i >= 0, "agency", "Select an agency from the list")
	c.Need(l.Post != PoliceLead || i < 0 || partners[i].Agency.Kind == "police", "agency", "Police lead must be from a police agency")
	c.Need(l.Person.Name != "", "person", "Enter the name of the person")
	c.Need(form.Length(l.Person.Name) <= 120, "person", "Name must be 120 characters or less")
	c.Need(form.Length(l.Title) <= 120, "title", "Rank or title must be 120 characters or less")
	c.Need(!strings.Contains(l.Title, "\n"), "title", "Enter the rank or title on one line")
	c.Need(!l.From.IsZero(), "from", "Enter the first day")
	checkYear(&c, "from", "First day", l.From)
	c.Need(l.To.IsZero() || l.From.IsZero() || !l.To.Before(l.From), "to", "Last day must be on or after the first day")
	checkYear(&c, "to", "Last day", l.To)
	checkReason(&c, "reason", l.Reason, "Enter why this is recorded")
	return c.Err()
}

// Covers reports whether the person leads on the day.
func (l Leader) Covers(day time.Time) bool {
	return !day.Before(l.From) && (l.To.IsZero() || !day.After(l.To))
}

func (l Leader) overlaps(o Leader) bool {
	return l.Post == o.Post && (o.To.IsZero() || !l.From.After(o.To)) && (l.To.IsZero() || !o.From.After(l.To))
}

// Facts is what rules may know of it.
func (l Leader) Facts() []fact.Fact {
	return []fact.Fact{{
		Source: l.ID, Kind: fact.Leader, Day: l.From, Until: l.To, Agency: l.Agency.ID, Person: l.Person.ID, Flags: []fact.Flag{l.Post.flag()},
	}}
}

// Leadership is everybody who leads or led one partnership.
type Leadership struct {
	Partnership int
	Leaders     []Leader // newest first
}

// Scope is where it is kept.
func (l Leadership) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: l.Partnership}
}

// On returns who holds the post on the day, if somebody does.
func (l Leadership) On(post LeaderPost, day time.Time) (Leader, bool) {
	i := slices.IndexFunc(l.Leaders, func(x Leader) bool { return x.Post == post && x.Covers(day) })
	if i < 0 {
		return Leader{}, false
	}
	return l.Leaders[i], true
}

// Lead records who leads. Two never hold one post on the same day: the one
// before is ended first.
func Lead(l Leader, partners []Partner) access.Change[Leadership] {
	return access.Change[Leadership]{Do: access.KeepLeader, Apply: func(all *Leadership) error {
		if err := l.Check(partners); err != nil {
			return err
		}
		if i := slices.IndexFunc(all.Leaders, l.overlaps); i >= 0 {
			return fault.At("from", all.Leaders[i].inTheWay())
		}
		l.Version = 1
		l.EndedBy, l.EndReason = uuid.Nil, ""
		all.Leaders = append([]Leader{l}, all.Leaders...)
		slices.SortStableFunc(all.Leaders, func(a, b Leader) int { return b.From.Compare(a.From) })
		return nil
	}}
}

// inTheWay says why nobody else can hold the post in that time.
func (l Leader) inTheWay() string {
	if l.To.IsZero() {
		return "End the time of " + l.Person.Name + " as " + strings.ToLower(l.Post.Name()) + " first, since only one person holds the post at a time"
	}
	return "This must not overlap the time of " + l.Person.Name + ", which ends on " + written(l.To)
}

// CheckEnd returns everything wrong with ending it so, as an Invalid fault.
func (l Leader) CheckEnd(e Ending) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day")
	c.Need(e.Last.IsZero() || !e.Last.Before(l.From), "last", "Last day must be on or after the first day, %s", written(l.From))
	c.Need(e.Last.IsZero() || l.To.IsZero() || !e.Last.After(l.To), "last", "Last day must be on or before %s, when it ends already", written(l.To))
	checkYear(&c, "last", "Last day", e.Last)
	checkReason(&c, "why", e.Reason, "Enter why it ends")
	return c.Err()
}

// EndLead gives somebody's time in a post its last day. Nothing else of it
// ever changes: a wrong one is ended and recorded again.
func EndLead(id uuid.UUID, e Ending) access.Change[Leadership] {
	return access.Change[Leadership]{Do: access.KeepLeader, Apply: func(all *Leadership) error {
		i := slices.IndexFunc(all.Leaders, func(l Leader) bool { return l.ID == id })
		if i < 0 {
			return fault.Missing()
		}
		l := &all.Leaders[i]
		if l.EndedBy != uuid.Nil {
			return fault.New(fault.Conflict, "Somebody else has already ended this")
		}
		if err := l.CheckEnd(e); err != nil {
			return err
		}
		l.To, l.EndReason, l.EndedBy = e.Last, e.Reason, e.By
		return nil
	}}
}

// Escalation is something that needs a decision above the meeting, and what
// came back.
type Escalation struct {
	ID         uuid.UUID
	Post       LeaderPost // to whom
	What       string
	Meeting    uuid.UUID // where it came from, if it came from one
	MeetingRef string
	Marking    string // the meeting's, which nothing said of it is marked below; empty if it came from none
	Limit      string // likewise
	Raised     time.Time
	RaisedBy   uuid.UUID
	Answered   time.Time // zero while it waits
	Answer     string
	AnsweredBy uuid.UUID // who answered it, or took the answer back
	Version    int
}

// Check returns everything wrong with raising it, as an Invalid fault.
func (e Escalation) Check(today time.Time) error {
	var c fault.Check
	c.Need(slices.Contains(LeaderPosts(), e.Post), "post", "Select who has to decide")
	c.Need(strings.TrimSpace(e.What) != "", "what", "Enter what needs a decision")
	c.Need(form.Length(e.What) <= 1000, "what", "What needs a decision must be 1,000 characters or less")
	c.Need(!e.Raised.IsZero(), "raised", "Enter the day it was raised")
	c.Need(!e.Raised.After(today), "raised", "Day it was raised must be today or in the past")
	checkYear(&c, "raised", "Day it was raised", e.Raised)
	return c.Err()
}

// Open reports whether it still waits for an answer.
func (e Escalation) Open() bool { return e.Answered.IsZero() }

// Days is how many working days it waited for its answer, or has waited by
// today.
func (e Escalation) Days(off calendar.Holidays, today time.Time) int {
	if e.Open() {
		return off.Between(e.Raised, today)
	}
	return off.Between(e.Raised, e.Answered)
}

// Facts is what rules may know of it.
func (e Escalation) Facts() []fact.Fact {
	return []fact.Fact{{Source: e.ID, Kind: fact.Escalation, Day: e.Raised, Until: e.Answered, Flags: []fact.Flag{e.Post.flag()}}}
}

// Reply is what came back on an escalation.
type Reply struct {
	Day  time.Time
	Text string
	By   uuid.UUID
}

// CheckReply returns everything wrong with the answer, as an Invalid fault.
func (e Escalation) CheckReply(r Reply, today time.Time) error {
	var c fault.Check
	c.Need(!r.Day.IsZero(), "answered", "Enter the day it was answered")
	c.Need(!r.Day.After(today), "answered", "Day it was answered must be today or in the past")
	c.Need(r.Day.IsZero() || !r.Day.Before(e.Raised), "answered", "Day it was answered must be on or after the day it was raised, %s", written(e.Raised))
	c.Need(strings.TrimSpace(r.Text) != "", "answer", "Enter what the answer is")
	c.Need(form.Length(r.Text) <= 2000, "answer", "Answer must be 2,000 characters or less")
	return c.Err()
}

// AnswerEscalation records what came back, once.
func AnswerEscalation(r Reply, today time.Time) Deed[Escalation] {
	return Deed[Escalation]{
		Change: access.Change[Escalation]{Do: access.AnswerEscalation, Apply: func(e *Escalation) error {
			if !e.Open() {
				return fault.New(fault.Conflict, "Somebody else has already recorded the answer")
			}
			if err := e.CheckReply(r, today); err != nil {
				return err
			}
			e.Answered, e.Answer, e.AnsweredBy = r.Day, r.Text, r.By
			return nil
		}},
		Said: saying[Escalation]("Answer recorded"),
	}
}

// HasAnswer says that there is no answer to take back, as a Conflict.
func (e Escalation) HasAnswer() error {
	if e.Open() {
		return fault.New(fault.Conflict, "This escalation has no answer, or somebody else has withdrawn it")
	}
	return nil
}

// WithdrawAnswer takes back an answer that was recorded in error, so that the
// escalation waits as it did before. The history keeps what it said.
func WithdrawAnswer(by uuid.UUID, version int, why string) Deed[Escalation] {
	return Deed[Escalation]{
		Change: access.Change[Escalation]{Do: access.AnswerEscalation, Apply: func(e *Escalation) error {
			if err := e.HasAnswer(); err != nil {
				return err
			}
			if e.Version != version {
				return stale()
			}
			if err := CheckWithdrawal(why); err != nil {
				return err
			}
			e.Answered, e.Answer, e.AnsweredBy = time.Time{}, "", by
			return nil
		}},
		Said: func(was, _ Escalation) []string {
			return []string{"Answer of " + written(was.Answered) + " withdrawn. It was: " + clipped(was.Answer)}
		},
		Why: why,
	}
}

// CheckWithdrawal asks why something that was recorded is taken back.
func CheckWithdrawal(why string) error {
	var c fault.Check
	checkReason(&c, "why", why, "Enter why this is withdrawn")
	return c.Err()
}

// LeaderStore keeps who leads and what was escalated to them.
type LeaderStore interface {
	// Leadership returns everybody who leads or led.
	Leadership(ctx context.Context, who access.Actor) (Leadership, error)
	// ChangeLeadership does one thing to who leads and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden, and
	// Conflict when somebody else recorded one meanwhile.
	ChangeLeadership(ctx context.Context, who access.Actor, ch access.Change[Leadership]) error
	// Escalations returns what was escalated: what waits, the longest first,
	// then what was answered, the latest first.
	Escalations(ctx context.Context, who access.Actor) ([]Escalation, error)
	// EscalationsOf returns those that came from the meeting, the first first.
	EscalationsOf(ctx context.Context, who access.Actor, meeting uuid.UUID) ([]Escalation, error)
	// Escalation finds one, or NotFound.
	Escalation(ctx context.Context, who access.Actor, id uuid.UUID) (Escalation, error)
	// Escalate keeps a new one. It returns Forbidden or Invalid.
	Escalate(ctx context.Context, who access.Actor, e Escalation) error
	// ChangeEscalation does one thing to an escalation and logs it, or does
	// neither. Besides what the change itself returns, it returns NotFound,
	// Forbidden, and Conflict when somebody else changed it meanwhile.
	ChangeEscalation(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Escalation]) error
	// Holidays returns the days on which nobody is expected to work.
	Holidays(ctx context.Context, who access.Actor) (calendar.Holidays, error)
}

package notice

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/checklist"
)

// How many days ahead somebody is told. Source: the field's own practice is to
// chase a week before an action is due; reviews and ends need papers, and some
// of them a meeting, first. They are ours, and none is laid down anywhere.
const (
	SoonDays      = 7  // of an action, as "due in the next 7 days" on the list of actions
	AssignedDays  = 7  // for which something given to somebody is new
	ReviewDays    = 14 // of a review of a checklist item, a need or who has access, as on the first page
	AgreementDays = 30 // of a review of an agreement, which its parties have to agree
	EndingDays    = 60 // of the end of an agreement: to renew one takes two meetings
	AgeingDays    = 14 // of the day on which evidence is no longer current
)

// Terms is what the checklist says about how long things hold, for one book.
type Terms struct {
	Fresh        map[string]int    // days for which evidence of an item is current (T), by code
	Wording      map[string]string // of each item
	ReviewedDays int               // in which access to a system is to be reviewed (CON-4), where the partnership set nothing else
	NeedMonths   int               // in which needs are to be reviewed (TRN-3), likewise
	CliffMonths  int               // before the end of confirmed money at which FUN-1 is partly met no more, likewise
	DraftFor     time.Duration     // for which a draft is kept that nobody goes on with
	DraftWarn    time.Duration     // after which its author is told
}

// TermsOf reads the terms of a book.
func TermsOf(book *checklist.Book) Terms {
	t := Terms{Fresh: map[string]int{}, Wording: map[string]string{}, DraftFor: activity.DraftFor, DraftWarn: activity.DraftWarn}
	for _, i := range book.Items() {
		t.Fresh[i.Code], t.Wording[i.Code] = i.Fresh, i.Wording
		for _, p := range i.Parameters {
			switch i.Code + " " + p.Name {
			case "CON-4 reviewed":
				t.ReviewedDays = int(p.Value)
			case "TRN-3 reviewed":
				t.NeedMonths = int(p.Value)
			case "FUN-1 ends":
				t.CliffMonths = int(p.Partly)
			}
		}
	}
	return t
}

// tell is the notice of a matter, where the person is told of it. Who is told
// is who may do what it asks for: nobody is asked for what they would be refused.
func (t Terms) tell(p Person, m Matter, today time.Time) (Notice, bool) {
	n := Notice{Key: m.key(), What: m.What, Ref: m.Ref, Strand: m.Strand, Day: m.Day, Sensitive: m.Sensitive}
	ok := false
	switch m.What {
	case Action:
		n.Kind, ok = p.action(m, today)
	case Request:
		n.Kind, ok = p.request(m, today)
	case Goals:
		n.Kind, n.Day, ok = Asked, time.Time{}, p.May(access.AcknowledgeGoals, p.Agency)
	case Agreement:
		n.Kind, ok = Ending, p.May(access.KeepAgreement, 0) && within(m.Day, today, EndingDays)
	case AgreementReview:
		n.Kind, ok = review(m.Day, today, AgreementDays, p.May(access.KeepAgreement, 0))
	case SystemReview:
		n.Kind, ok = review(m.Day, today, ReviewDays, p.May(access.KeepSystem, m.Agency))
	case NeedReview:
		n.Kind, ok = review(m.Day, today, ReviewDays, p.May(access.KeepNeed, m.Agency))
	case ItemReview:
		n.Kind, ok = review(m.Day, today, ReviewDays, p.answersForItems())
	case Evidence:
		n.Day, ok = t.ageing(m, today)
		n.Kind, ok = Ageing, ok && p.answersForItems()
	case Stream:
		n.Kind, ok = Ending, (p.May(access.KeepFunding, 0) || p.May(access.DecideFunding, 0)) && !m.Day.Before(today) && m.Day.Before(today.AddDate(0, t.CliffMonths, 0))
	case Absence:
		n.Kind, ok = Missed, p.May(access.NameRepresentative, m.Agency)
	case Draft:
		n.Kind, n.Day, ok = Ending, m.Day.Add(t.DraftFor), m.Owner == p.ID && !today.Before(m.Day.Add(t.DraftWarn))
	case Attestation:
		n.Kind, ok = Asked, p.attests(m)
	case Pulse:
		n.Kind, ok = p.pulse(m, today)
	case Initiative:
		n.Kind, ok = p.decision(m, access.ApproveInitiative)
	case Thresholds:
		n.Kind, ok = p.decision(m, access.ApproveThreshold)
	case Area:
		n.Kind, ok = p.decision(m, access.ApproveStrand)
	case Pairs:
		n.Kind, ok = p.decision(m, access.ApprovePairs)
	case Ceiling, CeilingRecall:
		n.Kind, ok = p.decision(m, access.ApproveCeiling)
	case Grant:
		n.Kind, ok = p.decision(m, access.ApproveGrant)
	case Funding:
		n.Kind, ok = p.decision(m, access.DecideFunding)
	}
	if !ok {
		return Notice{}, false
	}
	n.State = string(n.Kind) + " " + n.Day.Format(time.DateOnly)
	if m.New {
		n.State += " new"
	}
	n.say(p, t, m)
	return n, true
}

// key names the matter: its record, or what stands for it.
func (m Matter) key() string {
	if m.ID != uuid.Nil {
		return string(m.What) + ":" + m.ID.String()
	}
	switch m.What { //nolint:exhaustive // what is a record, or has a code
	case Absence:
		return string(m.What) + ":" + m.AgencySlug
	case Attestation:
		return string(m.What) + ":" + string(m.Strand) + " " + m.Since.Format(time.DateOnly)
	}
	return string(m.What) + ":" + m.Ref
}

// own reports whether it is theirs to do: theirs alone, or their agency's.
func (p Person) own(m Matter) bool {
	return m.Owner == p.ID || p.Agency != 0 && m.Agency == p.Agency
}

// action tells whose action it is of its day, and of its coming. Others who may
// complete it, who chase it, are told once it is overdue.
func (p Person) action(m Matter, today time.Time) (Kind, bool) {
	if !p.May(access.CompleteAction, m.Agency) {
		return "", false
	}
	switch late := m.Day.Before(today); {
	case late:
		return Overdue, true
	case !p.own(m):
		return "", false
	case within(m.Day, today, SoonDays):
		return Soon, true
	case m.Owner == p.ID || m.Owner == uuid.Nil: // a colleague's own is theirs to know of
		return Assigned, !m.Since.Before(today.AddDate(0, 0, -AssignedDays))
	}
	return "", false
}

// request tells the agency that was asked until it answers, and others who may
// answer for it once that is overdue.
func (p Person) request(m Matter, today time.Time) (Kind, bool) {
	if !p.May(access.AnswerShare, m.Agency) {
		return "", false
	}
	if !m.Day.IsZero() && m.Day.Before(today) {
		return Overdue, true
	}
	return Asked, p.own(m)
}

// attests reports whether the person is to attest this quarter. What is held
// by grant is theirs where the records of that area say so.
func (p Person) attests(m Matter) bool {
	if m.Strand != access.Coordination {
		return m.Owner == p.ID
	}
	return p.May(access.AttestSeparation, 0)
}

// pulse tells whoever has a link to take of it from the first day. Who took
// theirs, or was mailed it, may have answered, which nobody can know: they are
// told in the last days, and with them, in the same words, all of each agency
// that is asked.
func (p Person) pulse(m Matter, today time.Time) (Kind, bool) {
	switch {
	case !p.May(access.AnswerPulse, p.Agency):
		return "", false
	case m.New:
		return Asked, true
	}
	return Soon, p.own(m) && within(m.Day, today, SoonDays)
}

// decision tells who may decide on what somebody else proposed, if they are
// told of anything: an administrator, who may approve roles, is not.
func (p Person) decision(m Matter, do access.Action) (Kind, bool) {
	return Decision, m.Owner != p.ID && p.May(do, 0) && p.May(access.ReadNotices, 0)
}

// answersForItems reports whether the person assesses the checklist, or says to
// the board how the partnership stands against it.
func (p Person) answersForItems() bool {
	return p.May(access.AssessChecklist, 0) || p.May(access.CommentBoard, 0)
}

// review is what is to be reviewed by a day: overdue after it.
func review(by, today time.Time, ahead int, may bool) (Kind, bool) {
	switch {
	case !may:
		return "", false
	case by.Before(today):
		return Overdue, true
	}
	return Review, within(by, today, ahead)
}

// within reports whether the day is today or at most so many days ahead.
func within(day, today time.Time, ahead int) bool {
	return !day.Before(today) && !day.After(today.AddDate(0, 0, ahead))
}

// ageing is the last day on which the newest evidence of an item is current.
// What has aged already is on the checklist for all to see, and is no news.
func (t Terms) ageing(m Matter, today time.Time) (time.Time, bool) {
	fresh, ok := t.Fresh[m.Ref]
	last := m.Day.AddDate(0, 0, fresh)
	return last, ok && within(last, today, AgeingDays)
}

package notice

import (
	"strings"
	"time"

	"liaison/internal/access"
)

// Heading is the kind as people read it.
func (k Kind) Heading() string {
	switch k {
	case Overdue:
		return "Overdue"
	case Asked:
		return "Asked of you or your agency"
	case Decision:
		return "Waiting for your decision"
	case Soon:
		return "Due in the next 7 days"
	case Assigned:
		return "New, and yours to do"
	case Ending:
		return "Ending soon"
	case Review:
		return "Reviews coming"
	case Ageing:
		return "Evidence about to age"
	case Missed:
		return "Representatives who missed the last two meetings"
	}
	return ""
}

// say puts the notice into words. Text may hold what people wrote; Brief holds
// none of it where the record is marked above OFFICIAL.
func (n *Notice) say(p Person, t Terms, m Matter) {
	with := func(words string) {
		n.Text, n.Brief = words+": "+m.Title, words+": "+m.Title
		if m.Sensitive || m.Title == "" {
			n.Brief = words + " " + m.Ref
		}
		if m.Title == "" {
			n.Text = words
		}
	}
	switch m.What {
	case Action:
		with("Action")
		n.Text, n.Sub, n.Do, n.Path = m.Title, m.Ref+". Action "+p.with(m)+".", "Update", "/coordination/actions/"+m.Ref
		if !p.own(m) {
			n.Do = "Chase"
		}
	case Request:
		with(p.asked(m))
		n.Sub, n.Do, n.Path = m.Ref+". "+m.From+" asked "+m.AgencyName+" on "+written(m.Since)+".", "Answer", "/coordination/activities/"+m.Ref
		switch {
		case !p.own(m):
			n.Do = "Chase"
		case m.New:
			n.Do = "Acknowledge"
		}
	case Goals:
		n.Text, n.Sub, n.Do, n.Path = "Read and acknowledge "+m.Ref+" of the goals", "Everyone who takes part is asked to. It takes a minute.", "Read", "/coordination/goals/acknowledge"
	case Agreement:
		with("Sharing agreement " + m.Ref + " ends")
		n.Sub, n.Do, n.Path = "Nothing can be shared under it after its last day.", "Open agreement", "/coordination/agreements/"+m.ID.String()
	case AgreementReview:
		with("Review sharing agreement " + m.Ref)
		n.Sub, n.Do, n.Path = "By the day set when it was last reviewed.", "Open agreement", "/coordination/agreements/"+m.ID.String()
	case SystemReview:
		with("Review who has access")
		if m.Sensitive {
			n.Brief = "Review who has access to a system"
		}
		n.Sub, n.Do, n.Path = m.AgencyName+" looks after it.", "Open system", "/coordination/systems/"+m.ID.String()
	case NeedReview:
		with("Review the need")
		n.Sub, n.Do, n.Path = "Last reviewed "+written(m.Since)+".", "Open need", "/coordination/needs/"+m.ID.String()
	case ItemReview:
		n.Text, n.Sub, n.Do, n.Path = "Review "+m.Ref+": "+t.Wording[m.Ref], "By the day set at its last assessment.", "Open item", "/checklist/"+m.Ref
	case Evidence:
		n.Text, n.Do, n.Path = "Newest evidence of "+m.Ref+" is about to age: "+t.Wording[m.Ref], "Open item", "/checklist/"+m.Ref
		n.Sub = "It is of " + written(m.Day) + " and counts as current for the last time on " + written(n.Day) + "."
	case Stream:
		with("Money ends")
		n.Sub, n.Do, n.Path = "A stream that is confirmed today.", "See funding", "/coordination/funding/streams/"+m.ID.String()
	case Absence:
		n.Text, n.Sub, n.Do, n.Path = "Ask "+m.AgencyName+" about meetings", "Nobody came for it to the last two, the newer on "+written(m.Day)+".", "See attendance", "/agencies/"+m.AgencySlug
		if p.Agency != 0 && p.Agency == m.Agency {
			n.Text = "Name who comes to meetings for your agency"
		}
		n.Day = time.Time{}
	case Draft:
		n.Text, n.Sub, n.Do, n.Path = "Go on with your draft, or let it go", "Saved "+written(m.Day)+". It is deleted after 30 days without a change.", "See drafts", "/activities/new"
		if m.Strand != access.Coordination {
			n.Text = "Go on with your draft in " + m.Strand.Name() + ", or let it go"
		}
	case Attestation:
		n.Text, n.Do, n.Path = "Attest that intelligence and outreach are kept apart", "Read", "/"+string(m.Strand)+"/attestation"
		n.Sub = "For " + m.Since.Format("January") + " to " + m.Day.Format("January 2006") + "."
	case Pulse:
		n.Text, n.Sub, n.Do, n.Path = "See that your agency answers the pulse", "Whoever stands for it has a link. Who has answered nobody can see.", "Open pulse", "/health/pulse"
		if m.New {
			n.Text, n.Sub = "Take your link and answer the pulse", "It takes a few minutes. The service notes that you took a link, and not which."
		}
	case Initiative, Thresholds, Area, Pairs, Ceiling, CeilingRecall, Grant, Funding:
		n.propose(m)
	}
	if n.Brief == "" {
		n.Brief = n.Text
	}
}

// propose puts into words what waits for a decision.
func (n *Notice) propose(m Matter) {
	n.Sub, n.Do = "Proposed "+written(m.Since)+".", "Decide"
	switch m.What { //nolint:exhaustive // those that one person proposes and another decides on
	case Initiative:
		n.Text, n.Sub, n.Path = "Approve or refuse "+m.Ref+" of the initiative", n.Sub+" "+m.Title+".", "/coordination/initiative"
	case Thresholds:
		n.Text, n.Path = "Approve or refuse thresholds of "+m.Ref, "/checklist/"+m.Ref+"/thresholds"
	case Area:
		n.Text, n.Path = "Approve or refuse switching on "+strings.ToLower(access.Strand(m.Title).Name()), "/coordination/setup/proposals/"+m.ID.String()
		n.Brief = "Approve or refuse switching on another area of record"
	case Pairs:
		n.Text, n.Path = "Approve or refuse "+m.Ref+" of the pairs that have to share", "/coordination/pairs"
	case Ceiling:
		n.Text, n.Path = "Approve or refuse a ceiling of costs", "/coordination/costs/ceiling"
	case CeilingRecall:
		n.Text, n.Path = "Approve or refuse that a ceiling of costs is withdrawn", "/coordination/costs/ceiling"
	case Grant:
		n.Text, n.Path = "Approve or refuse a role", "/admin/proposals/"+m.ID.String()
	case Funding:
		n.Text, n.Path = "Decide on a request for funding by "+m.AgencyName, "/coordination/funding/requests/"+m.ID.String()
		n.Sub = "Asked for on " + written(m.Since) + ": " + strings.TrimSuffix(m.Title, ".") + "."
	}
}

// When is the notice's day in words: "due 1 December 2025", or empty.
func (n Notice) When() string {
	if n.Day.IsZero() {
		return ""
	}
	word := "due"
	switch n.Kind {
	case Ending:
		word = "ends"
	case Review:
		word = "by"
	case Ageing:
		word = "current until"
	case Overdue, Asked, Decision, Soon, Assigned, Missed:
	}
	return word + " " + written(n.Day)
}

// with is whose an action is: "with your agency".
func (p Person) with(m Matter) string {
	switch {
	case m.Owner == p.ID:
		return "given to you"
	case p.own(m):
		return "with your agency"
	}
	return "with " + m.AgencyName
}

func (p Person) asked(m Matter) string {
	switch {
	case !p.own(m):
		return "Unanswered request"
	case m.New:
		return "Acknowledge a request"
	}
	return "Answer a request"
}

// written is a day as people read it: "1 December 2025".
func written(day time.Time) string { return day.Format("2 January 2006") }

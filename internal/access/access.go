// Package access holds the words of permission: who acts, in which strand, in
// which role, what they do, and on what. It decides nothing: package policy
// answers people and PostgreSQL protects rows.
package access

import (
	"slices"

	"github.com/google/uuid"
)

// Strand is one of the four areas of records that are kept apart. Every record
// belongs to exactly one, for ever. People read its name, see Strand.Name.
type Strand string

// The strands, and Identity, which is no strand but the place where people,
// their sessions and their grants are kept; no record lives there.
const (
	Coordination Strand = "coordination"
	Outreach     Strand = "outreach"
	Casework     Strand = "casework"
	Intelligence Strand = "intelligence"
	Identity     Strand = "identity"
)

// Strands lists the four in the order pages show them.
func Strands() []Strand { return []Strand{Coordination, Outreach, Casework, Intelligence} }

// Name is what people read: "Outreach records".
func (s Strand) Name() string {
	switch s {
	case Coordination:
		return "Coordination records"
	case Outreach:
		return "Outreach records"
	case Casework:
		return "Casework records"
	case Intelligence:
		return "Intelligence records"
	case Identity:
		return "Accounts"
	}
	return ""
}

// Prefix begins every reference of the strand: "COO" in COO-7K2M9QX.
func (s Strand) Prefix() string {
	switch s {
	case Coordination:
		return "COO"
	case Outreach:
		return "OUT"
	case Casework:
		return "CAS"
	case Intelligence:
		return "INT"
	case Identity:
	}
	return ""
}

// LogsReads reports whether opening one record of the strand is itself logged
// and asks for a reason.
func (s Strand) LogsReads() bool { return s == Casework || s == Intelligence }

// Role is what a person does in a partnership.
type Role string

// The roles. The first three are of the coordination strand; those of the
// other strands are held by a grant.
const (
	Coordinator         Role = "coordinator"
	Staff               Role = "staff"
	Manager             Role = "manager"
	OutreachWorker      Role = "outreach_worker"
	OutreachLead        Role = "outreach_lead"
	CaseWorker          Role = "case_worker"
	CaseSupervisor      Role = "case_supervisor"
	IntelligenceOfficer Role = "intelligence_officer"
	IntelligenceLead    Role = "intelligence_lead"
	GovernanceApprover  Role = "governance_approver"
	SeparationReviewer  Role = "separation_reviewer"
	Auditor             Role = "auditor"
	Evaluator           Role = "evaluator"
	Administrator       Role = "administrator"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{
		Coordinator, Staff, Manager,
		OutreachWorker, OutreachLead, CaseWorker, CaseSupervisor, IntelligenceOfficer, IntelligenceLead,
		GovernanceApprover, SeparationReviewer, Auditor, Evaluator, Administrator,
	}
}

// Name is what people read: "Agency staff".
func (r Role) Name() string {
	switch r {
	case Coordinator:
		return "Coordinator"
	case Staff:
		return "Agency staff"
	case Manager:
		return "Manager"
	case OutreachWorker:
		return "Outreach worker"
	case OutreachLead:
		return "Outreach lead"
	case CaseWorker:
		return "Case worker"
	case CaseSupervisor:
		return "Case supervisor"
	case IntelligenceOfficer:
		return "Intelligence officer"
	case IntelligenceLead:
		return "Intelligence lead"
	case GovernanceApprover:
		return "Governance approver"
	case SeparationReviewer:
		return "Separation reviewer"
	case Auditor:
		return "Auditor"
	case Evaluator:
		return "Evaluator"
	case Administrator:
		return "Administrator"
	}
	return ""
}

// Strand is where the role works: the strand whose records it is for, or
// Identity for the three roles that read no records.
func (r Role) Strand() Strand {
	switch r {
	case Coordinator, Staff, Manager, GovernanceApprover, SeparationReviewer:
		return Coordination
	case OutreachWorker, OutreachLead:
		return Outreach
	case CaseWorker, CaseSupervisor:
		return Casework
	case IntelligenceOfficer, IntelligenceLead:
		return Intelligence
	case Auditor, Evaluator, Administrator:
	}
	return Identity
}

// Granted reports whether the role is held by a strand grant, which two people
// make, and not by membership alone.
func (r Role) Granted() bool {
	switch r.Strand() {
	case Outreach, Casework, Intelligence:
		return true
	case Coordination, Identity:
	}
	return false
}

// Action is something a person may or may not do, as noun.verb.
type Action string

// The actions, by what they are done to.
const (
	ReadHome Action = "home.read"

	ReadActivity     Action = "activity.read"
	LogMeeting       Action = "meeting.log"
	LogTraining      Action = "training.log" // and events that connect people
	LogShare         Action = "share.log"
	LogOutreach      Action = "outreach.log"
	LogPointer       Action = "pointer.log"
	CorrectActivity  Action = "activity.correct"
	WithdrawActivity Action = "activity.withdraw"
	ReportActivity   Action = "activity.report"  // say that its content is in the wrong place
	RestoreActivity  Action = "activity.restore" // say that a reported one was right after all
	FollowMeeting    Action = "meeting.follow"   // its agenda, its minutes, that it was cancelled
	AnswerShare      Action = "share.answer"     // acknowledge, give, refuse
	GiveRating       Action = "rating.give"
	LinkRating       Action = "rating.link" // make a link by which people without an account rate
	SettleDuplicate  Action = "duplicate.settle"
	KeepPlan         Action = "plan.keep" // what an agency means to do

	ReadAction     Action = "action.read"
	CompleteAction Action = "action.complete"
	PostponeAction Action = "action.postpone"

	ReadChecklist     Action = "checklist.read"
	AssessChecklist   Action = "checklist.assess"
	ProposeThreshold  Action = "threshold.propose"
	ApproveThreshold  Action = "threshold.approve"
	CommentBoard      Action = "board.comment"  // what the coordinator says to the board
	KeepMechanism     Action = "mechanism.keep" // write a hypothesis, record its result
	LockMechanism     Action = "mechanism.lock"
	ReadPartnership   Action = "partnership.read"
	ReadHealth        Action = "health.read"  // of an agency: its own row
	OpenPulse         Action = "pulse.open"   // ask the partners what they think of working together
	AnswerPulse       Action = "pulse.answer" // take one's link, and answer by it
	AppointPerson     Action = "appointment.make"
	ProposeInitiative Action = "initiative.propose"
	ApproveInitiative Action = "initiative.approve"

	KeepPartnership    Action = "partnership.keep" // its name and its text on where to refer and report
	KeepAgency         Action = "agency.keep"
	NameRepresentative Action = "representative.name"
	KeepSeries         Action = "series.keep"
	KeepLeader         Action = "leader.keep"
	RaiseEscalation    Action = "escalation.raise"
	AnswerEscalation   Action = "escalation.answer"
	KeepGoals          Action = "goals.keep"
	AcknowledgeGoals   Action = "goals.acknowledge"
	KeepFunding        Action = "funding.keep" // streams and what was spent of them
	RequestFunding     Action = "funding.request"
	DecideFunding      Action = "funding.decide"
	RecordCost         Action = "cost.record"
	ProposeCeiling     Action = "ceiling.propose"
	ApproveCeiling     Action = "ceiling.approve"
	KeepNeed           Action = "need.keep"
	KeepProduct        Action = "product.keep"
	RequestReach       Action = "reach.request" // access to a system or a product
	GrantReach         Action = "reach.grant"
	KeepAgreement      Action = "agreement.keep"
	KeepSystem         Action = "system.keep"
	ProposeStrand      Action = "strand.propose" // that the partnership uses a strand beyond coordination
	ApproveStrand      Action = "strand.approve"
	ProposePairs       Action = "pairs.propose" // which agencies have to share with one another
	ApprovePairs       Action = "pairs.approve"
	WantIntensity      Action = "intensity.want" // how closely two agencies are to work together
	SayIntensity       Action = "intensity.say"  // how closely they do
	AttestSeparation   Action = "separation.attest"

	ReadNotices Action = "notice.read" // one's own, and putting them away

	KeepAccount   Action = "account.keep" // one's own sessions, password and second factor
	ReadAccounts  Action = "account.read" // who has an account and what they hold
	InviteAccount Action = "account.invite"
	EndMembership Action = "membership.end"
	ProposeGrant  Action = "grant.propose"
	ExceptGrant   Action = "grant.except" // propose one inside the cooling-off of the other side
	ApproveGrant  Action = "grant.approve"
	EndGrant      Action = "grant.end"
	ReadLog       Action = "log.read"
)

// Actions lists every action, in the order above.
func Actions() []Action {
	return []Action{
		ReadHome, ReadActivity, LogMeeting, LogTraining, LogShare, LogOutreach, LogPointer,
		CorrectActivity, WithdrawActivity, ReportActivity, RestoreActivity,
		FollowMeeting, AnswerShare, GiveRating, LinkRating, SettleDuplicate, KeepPlan,
		ReadAction, CompleteAction, PostponeAction,
		ReadChecklist, AssessChecklist, ProposeThreshold, ApproveThreshold, CommentBoard, KeepMechanism, LockMechanism, ReadPartnership, ReadHealth, OpenPulse, AnswerPulse, AppointPerson, ProposeInitiative, ApproveInitiative,
		KeepPartnership, KeepAgency, NameRepresentative, KeepSeries, KeepLeader, RaiseEscalation, AnswerEscalation,
		KeepGoals, AcknowledgeGoals, KeepFunding, RequestFunding, DecideFunding, RecordCost, ProposeCeiling, ApproveCeiling,
		KeepNeed, KeepProduct, RequestReach, GrantReach, KeepAgreement, KeepSystem, ProposeStrand, ApproveStrand,
		ProposePairs, ApprovePairs, WantIntensity, SayIntensity, AttestSeparation, ReadNotices,
		KeepAccount, ReadAccounts, InviteAccount, EndMembership, ProposeGrant, ExceptGrant, ApproveGrant, EndGrant, ReadLog,
	}
}

// Holding is one role that a person holds today in one strand of the
// partnership they are working in.
type Holding struct {
	Strand Strand
	Role   Role
}

// Actor is the person on whose behalf a request runs.
type Actor struct {
	ID          uuid.UUID
	Request     string    // the request's id, which the log keeps
	Session     uuid.UUID // public id of the session, never its token
	Partnership int       // the partnership they are working in; 0 when they have none
	Agency      int       // their agency in it; 0 when they have none
	Holds       []Holding
	Rehearses   bool // shows what a change would come to, and makes none
}

// Works reports whether the actor holds any role in the strand.
func (a Actor) Works(in Strand) bool {
	return slices.ContainsFunc(a.Holds, func(h Holding) bool { return h.Strand == in })
}

// Is reports whether the actor holds the role.
func (a Actor) Is(r Role) bool {
	return slices.ContainsFunc(a.Holds, func(h Holding) bool { return h.Role == r })
}

// Scope is where a record lives, which is all that permission depends on.
type Scope struct {
	Strand      Strand
	Partnership int // 0 where the question is not about one record
	Agency      int // the agency whose record it is; 0 where it is nobody's own
}

// Guard decides.
type Guard interface {
	// Check returns nil, or a Forbidden fault. A scope of another partnership
	// than the actor's is always refused.
	Check(who Actor, do Action, on Scope) error
	// Anywhere reports whether who may do it in the strand to at least some
	// record, their own agency's for example.
	Anywhere(who Actor, do Action, in Strand) bool
}

// Change is one thing that may be done to a T, with the permission it takes.
// A store applies it only after its Guard agrees.
type Change[T any] struct {
	Do    Action
	Apply func(*T) error
}

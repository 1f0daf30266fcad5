// Package account shows how people come in, what they see of their own account,
// and who has access to a partnership. Its views hold words ready to be shown.
package account

import "liaison/web/layout"

// SignInView is the door.
type SignInView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Notice   string // why the person is here again, or empty
	Email    layout.Field
	Password layout.Field
	To       string // where they were going
	Demo     []DemoRow
}

// DemoRow is an invented person to sign in as.
type DemoRow struct {
	Name, Partnerships, Roles, Areas, Email string
}

// CodeView asks for the second step of signing in.
type CodeView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Code     layout.Field
	To       string
}

// EnrolView sets up the second step of signing in.
type EnrolView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Why      string // why it is asked, where it is
	Back     string // where else to go, or empty
	Action   string
	KeyText  string // in groups of four
	Link     string // opens the app on this device
	Square   string // the path that draws the QR code
	Box      string // its viewBox
	Key      string // sent back as it came
	To       string
	Password *layout.Field // asked of who is signed in already
	Code     layout.Field
}

// CodesView shows new recovery codes, once.
type CodesView struct {
	Shell layout.Shell
	Codes []string
	Next  layout.Link
}

// InvitationView is where an invited person joins.
type InvitationView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Lead      string
	Facts     []layout.SummaryRow
	Known     bool // they have an account
	Action    string
	Email     string
	Passwords []layout.Field
	Button    string
}

// View is a person's own account.
type View struct {
	Shell    layout.Shell
	Facts    []layout.SummaryRow
	Warning  string // a role cannot be used yet, and why
	Roles    []RoleRow
	Sessions []SessionRow
	Others   bool // there are other sessions to end
	Calendar *CalendarPart
	Mail     *MailPart // nil for whoever is told nothing
}

// MailPart is what a person's account says of how they are mailed.
type MailPart struct {
	Says  string
	Facts []layout.SummaryRow
}

// CalendarPart is what a person's account says of their calendar link.
type CalendarPart struct {
	Says  []string
	Facts []layout.SummaryRow
	Make  layout.Link // where to make one; Href is empty where there is one
}

// CalendarMadeView shows a calendar link, once.
type CalendarMadeView struct {
	Shell layout.Shell
	Link  string
	Shows []string
}

// RoleRow is one role, and why a person has it.
type RoleRow struct {
	Role, Does, Strand string
	Days, Why, Who     string
}

// SessionRow is one browser a person is signed in with.
type SessionRow struct {
	Browser, Began, BeganISO, Seen, SeenISO string
	This                                    bool
	End                                     string // where to end it, or empty
}

// FormView is a short form with one button: a new password, recovery codes.
type FormView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Heading   string
	Lead      string
	Email     string // for the browser's store of passwords, or empty
	Passwords []layout.Field
	Radios    *layout.Field
	Boxes     *layout.Field
	Warning   string // of what cannot be undone, or empty
	Action    string
	Button    string
}

// PeopleView is everybody with access.
type PeopleView struct {
	Shell       layout.Shell
	Meta        string
	Invite      bool
	Propose     bool
	Except      bool
	People      []PersonRow
	Proposals   []ProposalRow
	Invitations []InvitationRow
}

// PersonRow is a person, with what they hold.
type PersonRow struct {
	Name, Email, Agency string
	Roles               []HoldRow
	Grants              []HoldRow
}

// HoldRow is one thing a person holds.
type HoldRow struct {
	Role, Strand, Days, Note string
	Do                       layout.Link // what this person may do about it; Href is empty where nothing
}

// ProposalRow is a proposal that waits.
type ProposalRow struct {
	Person, Role, Strand, Days, Why, By, Who string
	Exception                                string // why it may begin inside the cooling-off, or empty
	Decide                                   layout.Link
}

// InvitationRow is an invitation that waits.
type InvitationRow struct {
	Name, Email, Role, By, Until string
	Late                         bool
	Withdraw                     layout.Link
}

// InviteView asks somebody in.
type InviteView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Name     layout.Field
	Email    layout.Field
	Role     layout.Field
	Agency   layout.Field
	Reason   layout.Field
}

// InvitedView shows the link of an invitation, once.
type InvitedView struct {
	Shell layout.Shell
	Name  string
	Email string
	Link  string
	Until string
}

// ProposeView asks for a role in another record area.
type ProposeView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Title    string
	Action   string
	Person   layout.Field
	Role     layout.Field
	From     layout.Field
	To       layout.Field
	Reason   layout.Field
	Despite  *layout.Field // why it cannot wait, asked of an exception
	Instead  *Instead      // what can be done where a cooling-off stands against the role
	Notes    []string
}

// Instead is that the same role may be proposed as an exception.
type Instead struct {
	Say     string
	Action  string // where to, or empty where this person may not
	Despite layout.Field
}

// DecideView decides on a proposal.
type DecideView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Facts    []layout.SummaryRow
	Barred   string // why this person may not decide, or empty
	Who      string // who else may
	Action   string
	Decision layout.Field
	Reason   layout.Field
}

// EndView ends something, after a last look.
type EndView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Facts    []layout.SummaryRow
	Warning  string
	Action   string
	Reason   *layout.Field
	Button   string
}

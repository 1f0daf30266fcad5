package page

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showAccount(r *server.Request) error {
	m, err := p.Accounts.Mine(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := view.View{
		Shell: p.shell(r, shellOf{Title: "Your account"}),
		Facts: []layout.SummaryRow{
			{Key: "Name", Lines: []string{m.Name}},
			{Key: "Email address", Lines: []string{m.Email}},
			p.placeRow(r, m),
			{Key: "Password", Lines: []string{"Set"}, Actions: []layout.Link{{Text: "Change", Href: "/account/password", Hidden: "password"}}},
			secondFactorRow(m),
		},
		Warning: waits(r, m, p.today()),
		Roles:   p.roleRows(r, m),
	}
	if r.MayIn(access.ReadActivity, access.Coordination) || !m.Calendar.Made.IsZero() {
		v.Calendar = calendarPart(m.Calendar)
	}
	if r.MayIn(access.ReadNotices, access.Coordination) {
		if v.Mail, err = p.mailPart(r); err != nil {
			return err
		}
	}
	for _, s := range m.Sessions {
		row := view.SessionRow{
			Browser: browser(s.Agent), Began: moment(s.Began), BeganISO: isoMoment(s.Began), Seen: moment(s.Seen), SeenISO: isoMoment(s.Seen),
			This: s.ID == r.Who.Session,
		}
		if !row.This {
			row.End, v.Others = "/account/sessions/"+s.ID.String()+"/end", true
		}
		v.Sessions = append(v.Sessions, row)
	}
	return r.Show(view.Account(v))
}

func (p *Pages) placeRow(r *server.Request, m account.Mine) layout.SummaryRow {
	row := layout.SummaryRow{Key: "Partnership", Lines: []string{r.Session.PartnershipName}}
	if len(m.Places) > 1 {
		row.Actions = []layout.Link{{Text: "Change", Href: "/account/partnership", Hidden: "partnership"}}
	}
	return row
}

func secondFactorRow(m account.Mine) layout.SummaryRow {
	row := layout.SummaryRow{Key: "Second step of signing in"}
	if m.Confirmed.IsZero() {
		row.Lines = []string{"Not set up"}
		row.Actions = []layout.Link{{Text: "Set up", Href: "/account/second-factor", Hidden: "a second step of signing in"}}
		return row
	}
	row.Lines = []string{"A code from an app, set up on " + day(calendar.Day(m.Confirmed)), plural(m.Codes, "recovery code", "recovery codes") + " left"}
	row.Actions = []layout.Link{
		{Text: "Set up another app", Href: "/account/second-factor"},
		{Text: "Make new recovery codes", Href: "/account/recovery-codes"},
	}
	return row
}

// waits says which role a person holds and cannot use in this session, and
// what to do about it.
func waits(r *server.Request, m account.Mine, day time.Time) string {
	for _, g := range m.Grants {
		if g.Partnership != r.Who.Partnership || !g.Live(day) || r.Who.Is(g.Role) {
			continue
		}
		if m.Confirmed.IsZero() {
			return "Set up the second step of signing in to use your role as " + strings.ToLower(g.Role.Name())
		}
		return "Sign out and sign in with a code to use your role as " + strings.ToLower(g.Role.Name())
	}
	return ""
}

// roleRows are what a person holds in this partnership, and why.
func (p *Pages) roleRows(r *server.Request, m account.Mine) []view.RoleRow {
	var rows []view.RoleRow
	today := p.today()
	for _, x := range m.Memberships {
		if x.EndedBy != uuid.Nil || !x.To.IsZero() && x.To.Before(today) {
			continue
		}
		who := called(m.Names, x.GivenBy)
		if x.GivenBy == uuid.Nil {
			who = "When the partnership was set up"
		}
		rows = append(rows, view.RoleRow{Role: x.Role.Name(), Does: does(x.Role), Days: span(x.From, x.To), Why: x.Reason, Who: who})
	}
	for _, x := range m.Grants {
		if x.Partnership != r.Who.Partnership || x.EndedBy != uuid.Nil || x.To.Before(today) {
			continue
		}
		rows = append(rows, view.RoleRow{
			Role: x.Role.Name(), Does: does(x.Role), Strand: string(x.Strand), Days: span(x.From, x.To), Why: x.Reason,
			Who: "Proposed by " + called(m.Names, x.ProposedBy) + ", approved by " + called(m.Names, x.ApprovedBy),
		})
	}
	return rows
}

// does is what a role is for, in a sentence.
func does(r access.Role) string {
	switch r {
	case access.Coordinator:
		return "Records the partnership’s work and keeps its standing facts."
	case access.Staff:
		return "Records for their agency and completes its actions."
	case access.Manager:
		return "Assesses the checklist and approves."
	case access.OutreachWorker:
		return "Reads outreach records."
	case access.OutreachLead:
		return "Reads outreach records and withdraws them."
	case access.CaseWorker:
		return "Reads the records of cases they are named on."
	case access.CaseSupervisor:
		return "Reads casework records and withdraws them."
	case access.IntelligenceOfficer:
		return "Reads intelligence records."
	case access.IntelligenceLead:
		return "Reads intelligence records and withdraws them."
	case access.GovernanceApprover:
		return "Reads coordination records, and gives second approvals."
	case access.SeparationReviewer:
		return "Reads coordination records, and reviews how areas are kept apart."
	case access.Auditor:
		return "Reads the log, never records."
	case access.Evaluator:
		return "Works with figures that identify nobody, never records."
	case access.Administrator:
		return "Keeps accounts, never records."
	}
	return ""
}

// browser is a browser's name for itself as people know it: "Firefox on Windows".
func browser(agent string) string {
	name, system := "", ""
	for _, b := range [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"SamsungBrowser/", "Samsung Internet"}, {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"}} {
		if name == "" && strings.Contains(agent, b[0]) {
			name = b[1]
		}
	}
	for _, s := range [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}} {
		if system == "" && strings.Contains(agent, s[0]) {
			system = s[1]
		}
	}
	switch {
	case name != "" && system != "":
		return name + " on " + system
	case name+system != "":
		return name + system
	}
	return "Another browser"
}

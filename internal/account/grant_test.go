package account_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
)

// asked is a proposal with nothing wrong.
func asked() account.Proposal {
	return account.Proposal{Account: tom, Partnership: 1, Role: access.CaseWorker, From: day, To: day.AddDate(0, 6, 0), Reason: "Case lead for the college", ProposedBy: priya}
}

func member(roles ...access.Role) account.Held {
	var h account.Held
	for _, r := range roles {
		h.Memberships = append(h.Memberships, account.Membership{Account: tom, Partnership: 1, Role: r, From: date(2025, 1, 1)})
	}
	return h
}

func holding(g account.Grant) account.Held {
	h := member(access.Staff)
	h.Grants = []account.Grant{g}
	return h
}

func TestAProposalIsChecked(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*account.Proposal)
		want   string
	}{
		{"nothing is wrong", func(*account.Proposal) {}, ""},
		{"for a year and a day", func(p *account.Proposal) { p.To = p.From.AddDate(0, 0, 365) }, ""},
		{"for a day longer", func(p *account.Proposal) { p.To = p.From.AddDate(0, 0, 366) }, "to"},
		{"for one day", func(p *account.Proposal) { p.To = p.From }, ""},
		{"ending before it begins", func(p *account.Proposal) { p.To = p.From.AddDate(0, 0, -1) }, "to"},
		{"beginning yesterday", func(p *account.Proposal) { p.From = day.AddDate(0, 0, -1) }, "from"},
		{"without days", func(p *account.Proposal) { p.From, p.To = time.Time{}, time.Time{} }, "from to"},
		{"for oneself", func(p *account.Proposal) { p.Account = priya }, "person"},
		{"for nobody", func(p *account.Proposal) { p.Account = uuid.Nil }, "person"},
		{"of a role that is no grant", func(p *account.Proposal) { p.Role = access.Manager }, "role"},
		{"of a role that is none", func(p *account.Proposal) { p.Role = "king" }, "role"},
		{"without a reason", func(p *account.Proposal) { p.Reason = " " }, "reason"},
		{"with a reason too long", func(p *account.Proposal) { p.Reason = strings.Repeat("é", 501) }, "reason"},
		{"empty", func(p *account.Proposal) { *p = account.Proposal{Partnership: 1, ProposedBy: priya} }, "person role from to reason"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := asked()
			tt.change(&p)
			if got := fields(p.Check(member(access.Staff), day)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhoMayHoldWhat(t *testing.T) {
	grant := func(s access.Strand, role access.Role, from, to time.Time, used bool) account.Grant {
		g := account.Grant{Account: tom, Partnership: 1, Strand: s, Role: role, From: from, To: to, CoolingDays: 365}
		if used {
			g.FirstUsed = from
		}
		return g
	}
	last := date(2026, 2, 1)
	elsewhere := grant(access.Intelligence, access.IntelligenceOfficer, date(2025, 1, 1), date(2026, 12, 31), false)
	elsewhere.Partnership = 2
	over := member(access.Staff)
	over.Memberships[0].To = last
	abroad := member(access.Staff)
	abroad.Memberships[0].Partnership = 2
	for _, tt := range []struct {
		name string
		role access.Role
		held account.Held
		want string
	}{
		{"agency staff", access.CaseWorker, member(access.Staff), ""},
		{"a coordinator", access.OutreachLead, member(access.Coordinator), ""},
		{"a manager", access.IntelligenceLead, member(access.Manager), ""},
		{"nobody", access.CaseWorker, account.Held{}, "person"},
		{"whose access has ended", access.CaseWorker, over, "person"},
		{"a member of another partnership alone", access.CaseWorker, abroad, "person"},
		{"a separation reviewer", access.OutreachWorker, member(access.SeparationReviewer), "role"},
		{"a governance approver", access.CaseWorker, member(access.GovernanceApprover), "role"},
		{"an auditor", access.IntelligenceOfficer, member(access.Auditor), "role"},
		{"an evaluator", access.OutreachWorker, member(access.Evaluator), "role"},
		{"an administrator", access.CaseWorker, member(access.Administrator), "role"},
		{"staff who are reviewer too", access.CaseWorker, member(access.Staff, access.SeparationReviewer), "role"},
		{"outreach beside casework", access.OutreachWorker, holding(grant(access.Casework, access.CaseWorker, date(2025, 1, 1), date(2026, 12, 31), true)), ""},
		{"casework beside outreach", access.CaseWorker, holding(grant(access.Outreach, access.OutreachWorker, date(2025, 1, 1), date(2026, 12, 31), true)), ""},
		{"casework twice at once", access.CaseSupervisor, holding(grant(access.Casework, access.CaseWorker, date(2025, 1, 1), date(2026, 12, 31), true)), "role"},
		{"casework again after", access.CaseSupervisor, holding(grant(access.Casework, access.CaseWorker, date(2025, 1, 1), last, true)), ""},
		{"intelligence beside casework", access.IntelligenceOfficer, holding(grant(access.Casework, access.CaseWorker, date(2025, 1, 1), date(2026, 12, 31), false)), "role"},
		{"outreach beside intelligence", access.OutreachWorker, holding(grant(access.Intelligence, access.IntelligenceLead, date(2025, 1, 1), date(2026, 12, 31), false)), "role"},
		{"intelligence within the cooling-off of outreach", access.IntelligenceOfficer, holding(grant(access.Outreach, access.OutreachWorker, date(2025, 1, 1), last, true)), "role"},
		{"intelligence after outreach that was never used", access.IntelligenceOfficer, holding(grant(access.Outreach, access.OutreachWorker, date(2025, 1, 1), last, false)), ""},
		{"intelligence after the cooling-off", access.IntelligenceOfficer, holding(grant(access.Outreach, access.OutreachWorker, date(2024, 1, 1), date(2025, 3, 9), true)), ""},
		{"intelligence on the last day of the cooling-off", access.IntelligenceOfficer, holding(grant(access.Outreach, access.OutreachWorker, date(2024, 1, 1), date(2025, 3, 10), true)), "role"},
		{"casework beside intelligence in another partnership", access.CaseWorker, holding(elsewhere), "role"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := asked()
			p.Role = tt.role
			if got := fields(p.Check(tt.held, day)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNobodyHoldsARoleInAStrandThatIsOff(t *testing.T) {
	held := member(access.Staff)
	held.Off = []access.Strand{access.Casework, access.Intelligence}
	p := asked()
	if err := p.Check(held, day); fields(err) != "role" || fault.FieldsOf(err)[0].Say != account.NotOn(access.Casework) {
		t.Errorf("got %v, want it to say that casework is not on", err)
	}
	if err := account.Decide(alan, true, "Trained", held, day).Apply(&p); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v approving it, want conflict", err)
	}
	if err := account.Decide(alan, false, "Not on", held, day).Apply(&p); err != nil {
		t.Errorf("got %v refusing it, want nothing against it", err)
	}
	other := asked()
	other.Role = access.OutreachWorker
	if err := other.Check(held, day); err != nil {
		t.Errorf("got %v for a strand that is on, want nothing to mend", err)
	}
}

func TestDecide(t *testing.T) {
	now := day.Add(9 * time.Hour)
	for _, tt := range []struct {
		name    string
		change  func(*account.Proposal)
		by      uuid.UUID
		approve bool
		reason  string
		held    account.Held
		want    error
	}{
		{"another person approves", nil, alan, true, "Trained in January", member(access.Staff), nil},
		{"another person refuses", nil, alan, false, "Not trained yet", member(access.Staff), nil},
		{"who proposed it may not", nil, priya, true, "Because", member(access.Staff), fault.Forbidden},
		{"who would hold it may not", nil, tom, true, "Because", member(access.Staff), fault.Forbidden},
		{"who proposed it may not refuse it either", nil, priya, false, "Because", member(access.Staff), fault.Forbidden},
		{"a reason is needed", nil, alan, true, "", member(access.Staff), fault.Invalid},
		{"once only", func(p *account.Proposal) { p.Decided = now }, alan, true, "Because", member(access.Staff), fault.Conflict},
		{"not for somebody whose access ended meanwhile", nil, alan, true, "Because", account.Held{}, fault.Conflict},
		{"not for days that have passed", func(p *account.Proposal) { p.From, p.To = date(2026, 1, 1), date(2026, 2, 1) }, alan, true, "Because", member(access.Staff), fault.Conflict},
		{"days that have passed may be refused", func(p *account.Proposal) { p.From, p.To = date(2026, 1, 1), date(2026, 2, 1) }, alan, false, "Too late", account.Held{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := asked()
			if tt.change != nil {
				tt.change(&p)
			}
			before := p
			err := account.Decide(tt.by, tt.approve, tt.reason, tt.held, now).Apply(&p)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err != nil && p != before {
				t.Errorf("got %+v, want what was refused to change nothing", p)
			}
			if err == nil && (p.DecidedBy != tt.by || p.Approved != tt.approve || !p.Decided.Equal(now)) {
				t.Errorf("got %+v, want the decision kept", p)
			}
		})
	}
}

func TestAGrantOfAnOldProposalBeginsToday(t *testing.T) {
	p := asked()
	p.From, p.DecidedBy = day.AddDate(0, 0, -5), alan
	g := p.Grant(uuid.New(), 365, day)
	if !g.From.Equal(day) || !g.To.Equal(p.To) || g.ProposedBy != priya || g.ApprovedBy != alan || g.Strand != access.Casework {
		t.Errorf("got %+v, want it to begin on %s", g, day)
	}
}

func TestEndGrant(t *testing.T) {
	for _, tt := range []struct {
		name   string
		g      account.Grant
		reason string
		want   error
		to     time.Time
	}{
		{"one that holds ends on the day", account.Grant{From: date(2026, 1, 1), To: date(2026, 12, 31)}, "Moved post", nil, day},
		{"one to come ends on its first day", account.Grant{From: date(2026, 4, 1), To: date(2026, 12, 31)}, "Moved post", nil, date(2026, 4, 1)},
		{"a reason is needed", account.Grant{From: date(2026, 1, 1), To: date(2026, 12, 31)}, "\n", fault.Invalid, date(2026, 12, 31)},
		{"one that has run out has ended", account.Grant{From: date(2025, 1, 1), To: date(2025, 12, 31)}, "Moved", fault.Conflict, date(2025, 12, 31)},
		{"one that somebody ended has ended", account.Grant{From: date(2025, 1, 1), To: day, EndedBy: priya}, "Moved", fault.Conflict, day},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := tt.g
			if err := account.EndGrant(alan, tt.reason, day).Apply(&g); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if !g.To.Equal(tt.to) {
				t.Errorf("got %s, want %s", g.To, tt.to)
			}
		})
	}
}

// Whatever is proposed and decided in whatever order, nobody ever holds both
// sides, nor the second before the first has cooled off; nobody gives anything
// to themselves; and no grant lasts longer than it may.
func TestNobodyEverHoldsBothSides(t *testing.T) {
	people := []uuid.UUID{priya, alan, tom}
	rapid.Check(t, func(t *rapid.T) {
		today := day
		grants := map[uuid.UUID][]account.Grant{}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			today = today.AddDate(0, 0, rapid.IntRange(0, 120).Draw(t, "days pass"))
			p := account.Proposal{
				Account: rapid.SampledFrom(people).Draw(t, "holder"), Partnership: 1, Role: rapid.SampledFrom(account.GrantRoles()).Draw(t, "role"),
				From: today.AddDate(0, 0, rapid.IntRange(-2, 60).Draw(t, "from")), Reason: "Work", ProposedBy: rapid.SampledFrom(people).Draw(t, "proposer"),
			}
			p.To = p.From.AddDate(0, 0, rapid.IntRange(-2, 400).Draw(t, "to"))
			held := member(access.Staff)
			held.Grants = grants[p.Account]
			if p.Check(held, today) != nil {
				continue
			}
			today = today.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "waits"))
			if account.Decide(rapid.SampledFrom(people).Draw(t, "decider"), true, "Yes", held, today).Apply(&p) != nil {
				continue
			}
			g := p.Grant(uuid.New(), 365, today)
			if rapid.Bool().Draw(t, "used") {
				g.FirstUsed = g.From
			}
			if rapid.Bool().Draw(t, "ended early") && account.EndGrant(alan, "Moved", today).Apply(&g) != nil {
				t.Fatalf("got a live grant that cannot be ended: %+v", g)
			}
			grants[p.Account] = append(grants[p.Account], g)
		}
		for _, all := range grants {
			for i, a := range all {
				if a.ProposedBy == a.ApprovedBy || a.ProposedBy == a.Account || a.ApprovedBy == a.Account {
					t.Fatalf("got %+v, want three people", a)
				}
				if a.To.Sub(a.From) > 366*24*time.Hour || a.To.Before(a.From) {
					t.Fatalf("got %s to %s, want a year at most", a.From, a.To)
				}
				for _, b := range all[i+1:] {
					apart := a.Barred().Before(b.From) || b.Barred().Before(a.From)
					if account.SideOf(a.Strand) != account.SideOf(b.Strand) && !apart {
						t.Fatalf("got %+v and %+v, want one side at a time", a, b)
					}
				}
			}
		}
	})
}

func TestRolesThatAreNotOnePersons(t *testing.T) {
	for _, tt := range []struct {
		a, b  access.Role
		apart bool
	}{
		{access.Coordinator, access.Manager, false},
		{access.Staff, access.GovernanceApprover, false},
		{access.SeparationReviewer, access.GovernanceApprover, false},
		{access.Auditor, access.Administrator, false},
		{access.Administrator, access.Staff, true},
		{access.Manager, access.Auditor, true},
		{access.Evaluator, access.OutreachWorker, true},
		{access.OutreachWorker, access.CaseWorker, false},
		{access.IntelligenceLead, access.CaseWorker, true},
		{access.GovernanceApprover, access.IntelligenceOfficer, true},
		{access.Staff, access.Staff, false},
	} {
		for _, pair := range [][2]access.Role{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := account.Apart(pair[0], pair[1]); (got != "") != tt.apart {
				t.Errorf("%s and %s: got %q, want apart to be %t", pair[0], pair[1], got, tt.apart)
			}
		}
	}
}

package policy

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/fault"
)

func load(t testing.TB) *Policy {
	t.Helper()
	p, err := Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func holds(roles ...access.Role) access.Actor {
	a := access.Actor{ID: uuid.New(), Partnership: 1, Agency: 2}
	for _, r := range roles {
		a.Holds = append(a.Holds, access.Holding{Strand: r.Strand(), Role: r})
	}
	return a
}

func TestCheck(t *testing.T) {
	p := load(t)
	at := func(s access.Strand, agency int) access.Scope {
		return access.Scope{Strand: s, Partnership: 1, Agency: agency}
	}
	none := holds(access.Staff)
	none.Agency = 0
	misheld := access.Actor{Partnership: 1, Holds: []access.Holding{{Strand: access.Intelligence, Role: access.Coordinator}}}
	for _, tt := range []struct {
		name string
		who  access.Actor
		do   access.Action
		on   access.Scope
		want error
	}{
		{"staff log a meeting", holds(access.Staff), access.LogMeeting, at(access.Coordination, 0), nil},
		{"staff correct their agency's record", holds(access.Staff), access.CorrectActivity, at(access.Coordination, 2), nil},
		{"staff do not correct another agency's record", holds(access.Staff), access.CorrectActivity, at(access.Coordination, 3), fault.Forbidden},
		{"staff do not correct nobody's record", holds(access.Staff), access.CorrectActivity, at(access.Coordination, 0), fault.Forbidden},
		{"nobody's record is not the own record of staff without an agency", none, access.CorrectActivity, at(access.Coordination, 0), fault.Forbidden},
		{"a coordinator corrects any record", holds(access.Coordinator), access.CorrectActivity, at(access.Coordination, 3), nil},
		{"another partnership's record is refused", holds(access.Coordinator), access.ReadActivity, access.Scope{Strand: access.Coordination, Partnership: 9}, fault.Forbidden},
		{"a manager assesses", holds(access.Manager), access.AssessChecklist, at(access.Coordination, 0), nil},
		{"a coordinator does not assess", holds(access.Coordinator), access.AssessChecklist, at(access.Coordination, 0), fault.Forbidden},
		{"a manager does not log meetings", holds(access.Manager), access.LogMeeting, at(access.Coordination, 0), fault.Forbidden},
		{"an officer reads intelligence", holds(access.Staff, access.IntelligenceOfficer), access.ReadActivity, at(access.Intelligence, 0), nil},
		{"an officer does not withdraw", holds(access.Staff, access.IntelligenceOfficer), access.WithdrawActivity, at(access.Intelligence, 2), fault.Forbidden},
		{"a lead withdraws", holds(access.Staff, access.IntelligenceLead), access.WithdrawActivity, at(access.Intelligence, 3), nil},
		{"an officer has nothing in outreach", holds(access.Staff, access.IntelligenceOfficer), access.ReadActivity, at(access.Outreach, 0), fault.Forbidden},
		{"a coordinator has nothing in intelligence", holds(access.Coordinator), access.ReadActivity, at(access.Intelligence, 0), fault.Forbidden},
		{"a role held in a strand that it is not of gives nothing there", misheld, access.ReadActivity, at(access.Intelligence, 0), fault.Forbidden},
		{"nor in identity", misheld, access.ReadHome, at(access.Identity, 0), fault.Forbidden},
		{"an auditor reads the log", holds(access.Auditor), access.ReadLog, at(access.Identity, 0), nil},
		{"an auditor reads no record", holds(access.Auditor), access.ReadActivity, at(access.Coordination, 0), fault.Forbidden},
		{"an administrator reads no record", holds(access.Administrator), access.ReadActivity, at(access.Coordination, 0), fault.Forbidden},
		{"an administrator approves grants", holds(access.Administrator), access.ApproveGrant, at(access.Identity, 0), nil},
		{"a coordinator does not approve grants", holds(access.Coordinator), access.ApproveGrant, at(access.Identity, 0), fault.Forbidden},
		{"everybody has a home", holds(access.Evaluator), access.ReadHome, at(access.Identity, 0), nil},
		{"who holds nothing has nothing", access.Actor{Partnership: 1}, access.ReadHome, at(access.Identity, 0), fault.Forbidden},
		{"an unknown action is refused", holds(access.Coordinator), "activity.*", at(access.Coordination, 0), fault.Forbidden},
		{"an empty action is refused", holds(access.Coordinator), "", at(access.Coordination, 0), fault.Forbidden},
		{"an empty scope is refused", holds(access.Coordinator), access.ReadActivity, access.Scope{}, fault.Forbidden},
		{"an empty role is refused", access.Actor{Holds: []access.Holding{{}}}, "", access.Scope{}, fault.Forbidden},
		{"a role that is named with its prefix is none", access.Actor{Holds: []access.Holding{{Strand: access.Coordination, Role: "role:coordinator"}}}, access.ReadActivity, access.Scope{Strand: access.Coordination}, fault.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := p.Check(tt.who, tt.do, tt.on); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestAnywhere(t *testing.T) {
	p := load(t)
	none := holds(access.Staff)
	none.Agency = 0
	for _, tt := range []struct {
		name string
		who  access.Actor
		do   access.Action
		in   access.Strand
		want bool
	}{
		{"staff correct some record", holds(access.Staff), access.CorrectActivity, access.Coordination, true},
		{"staff without an agency correct none", none, access.CorrectActivity, access.Coordination, false},
		{"staff read no outreach", holds(access.Staff), access.ReadActivity, access.Outreach, false},
		{"a worker reads outreach", holds(access.Staff, access.OutreachWorker), access.ReadActivity, access.Outreach, true},
		{"identity is everybody's", holds(access.Staff, access.OutreachWorker), access.KeepAccount, access.Identity, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Anywhere(tt.who, tt.do, tt.in); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}

// What is looked up must be what casbin says, for every question there is and
// for the places where Load does not ask it.
func TestTheTableIsWhatCasbinSays(t *testing.T) {
	p := load(t)
	e, asked := enforcer(t), 0
	for _, role := range access.Roles() {
		for _, strand := range places() {
			for _, do := range access.Actions() {
				for _, whose := range []string{anybodys, own} {
					want, err := e("role:"+string(role), string(strand), string(do), whose)
					if err != nil {
						t.Fatal(err)
					}
					asked++
					if got := p.allows(role, strand, do, whose == own); got != want {
						t.Errorf("%s in %s doing %s to %s: got %t, want %t", role, strand, do, whose, got, want)
					}
				}
			}
		}
	}
	if want := len(access.Roles()) * 5 * len(access.Actions()) * 2; asked != want {
		t.Errorf("got %d questions, want %d", asked, want)
	}
}

func TestCasbinRefusesWhatIsNoWordOfOurs(t *testing.T) {
	e := enforcer(t)
	for _, words := range [][]any{
		{"", "", "", ""},
		{"coordinator", "coordination", "activity.read", "any"},
		{"user:coordinator", "coordination", "activity.read", "any"},
		{"role:coordinator", "*", "activity.read", "any"},
		{"role:coordinator", "coordination", "activity.*", "any"},
		{"role:.*", "coordination", "activity.read", "any"},
		{"role:Coordinator", "coordination", "activity.read", "any"},
		{"role:staff", "coordination", "activity.correct", ""},
	} {
		if ok, err := e(words...); ok || err != nil {
			t.Errorf("%q: got %t %v, want false", words, ok, err)
		}
	}
}

func enforcer(t *testing.T) func(...any) (bool, error) {
	t.Helper()
	text, err := fs.ReadFile(config.FS, "access/model.conf")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := fs.ReadFile(config.FS, "access/policy.csv")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := readRules(string(lines))
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEnforcer(string(text), rules)
	if err != nil {
		t.Fatal(err)
	}
	return e.Enforce
}

func TestLoadRefusesPoisonedRules(t *testing.T) {
	modelText, err := fs.ReadFile(config.FS, "access/model.conf")
	if err != nil {
		t.Fatal(err)
	}
	csvText, err := fs.ReadFile(config.FS, "access/policy.csv")
	if err != nil {
		t.Fatal(err)
	}
	m, csv := string(modelText), string(csvText)
	with := func(line string) string { return csv + line + "\n" }
	without := func(word string) string {
		var kept []string
		for _, line := range strings.Split(csv, "\n") {
			if !strings.Contains(line, word+",") {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "\n")
	}
	matcher := func(of string) string {
		head, _, _ := strings.Cut(m, "[matchers]")
		return head + "[matchers]\nm = " + of + "\n"
	}
	effect := func(of string) string { return strings.Replace(m, "some(where (p.eft == allow))", of, 1) }
	for _, tt := range []struct{ name, model, csv, says string }{
		{"a line one word short", m, with("p, role:staff, coordination, checklist.assess"), "five words"},
		{"a line one word long", m, with("p, role:staff, coordination, checklist.assess, any, allow"), "five words"},
		{"an empty role", m, with("p, , coordination, checklist.assess, any"), "five words"},
		{"an empty action", m, with("p, role:staff, coordination, , any"), "five words"},
		{"a line of nothing", m, with(",,,,"), "five words"},
		{"a role without its prefix", m, with("p, staff, coordination, checklist.assess, any"), "no role"},
		{"a person's line", m, with("p, user:staff, coordination, checklist.assess, any"), "no role"},
		{"an unknown role", m, with("p, role:root, coordination, checklist.assess, any"), "no role"},
		{"a wildcard role", m, with("p, role:*, coordination, checklist.assess, any"), "no role"},
		{"an unknown strand", m, with("p, role:staff, everything, checklist.assess, any"), "no strand"},
		{"a wildcard strand", m, with("p, role:staff, *, checklist.assess, any"), "no strand"},
		{"an unknown action", m, with("p, role:staff, coordination, checklist.asses, any"), "no action"},
		{"a wildcard action", m, with("p, role:staff, coordination, checklist.*, any"), "no action"},
		{"an unknown owner", m, with("p, role:staff, coordination, checklist.assess, all"), "neither any nor own"},
		{"a denial", m, with("p, role:staff, coordination, checklist.assess, deny"), "neither any nor own"},
		{"a role in a strand that it is not of", m, with("p, role:coordinator, intelligence, activity.read, any"), "does not work in"},
		{"an administrator who reads records", m, with("p, role:administrator, coordination, activity.read, any"), "does not work in"},
		{"an outreach lead in intelligence", m, with("p, role:outreach_lead, intelligence, activity.read, any"), "does not work in"},
		{"a record's action in identity", m, with("p, role:administrator, identity, activity.read, any"), "not done in"},
		{"an account's action in a strand", m, with("p, role:coordinator, coordination, grant.approve, any"), "not done in"},
		{"an own account", m, with("p, role:evaluator, identity, account.read, own"), "own"},
		{"a line that is there twice", m, with("p, role:manager, coordination, checklist.assess, any"), "says again"},
		{"a line that widens another", m, with("p, role:staff, coordination, action.complete, any"), "says again"},
		{"a role inside a role", m, with("g, role:staff, role:manager"), "five words"},
		{"a role inside a role in five words", m, with("g, role:staff, coordination, checklist.assess, any"), "not with p"},
		{"an action granted to nobody", m, without("checklist.assess"), "nobody may do checklist.assess"},
		{"no rules at all", m, "", "nobody may do home.read"},
		{"a matcher that is always true", matcher("true"), csv, "the model answers true"},
		{"a matcher that forgets the strand's action", matcher(`r.role == p.role && r.strand == p.strand`), csv, "the model answers true"},
		{"a matcher that forgets whose", matcher(`r.role == p.role && r.strand == p.strand && r.do == p.do`), csv, "the model answers true"},
		{"a matcher that is never true", matcher(`r.role == p.role && r.role == "nobody"`), csv, "the model answers false"},
		{"a matcher with wildcards", matcher(`keyMatch(r.do, p.do) && r.role == p.role`), csv, "calls a function"},
		{"a matcher with patterns", matcher(`regexMatch(r.do, p.do)`), csv, "calls a function"},
		{"a matcher with a pattern sign", matcher(`r.do =~ p.do`), csv, "more than compare"},
		{"a matcher that evaluates rules", matcher(`eval(p.do)`), csv, "calls a function"},
		{"an effect that allows what nobody denied", effect("!some(where (p.eft == deny))"), csv, "the effect is not"},
		{"an effect that lets a denial win", effect("some(where (p.eft == allow)) && !some(where (p.eft == deny))"), csv, "the effect is not"},
		{"roles inside roles", strings.Replace(m, "[policy_effect]", "[role_definition]\ng = _, _\n[policy_effect]", 1), csv, "has the parts"},
		{"a line that may deny", strings.Replace(m, "p = role, strand, do, whose", "p = role, strand, do, whose, eft", 1), csv, "deny"},
		{"no matcher", strings.Split(m, "[matchers]")[0], csv, "has the parts"},
		{"an empty model", "", csv, "has the parts"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"access/model.conf": {Data: []byte(tt.model)}, "access/policy.csv": {Data: []byte(tt.csv)}})
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want an error that says %q", err, tt.says)
			}
		})
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("got no error without files, want one")
	}
}

func TestLookingUpTakesNoMemory(t *testing.T) {
	p, who := load(t), holds(access.Staff, access.CaseWorker)
	on := access.Scope{Strand: access.Coordination, Partnership: 1, Agency: 3}
	if n := testing.AllocsPerRun(100, func() {
		_ = p.Check(who, access.CorrectActivity, on)
		_ = p.Anywhere(who, access.ReadActivity, access.Casework)
	}); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
}

func BenchmarkCheck(b *testing.B) {
	p, who := load(b), holds(access.Staff, access.CaseWorker)
	on := access.Scope{Strand: access.Casework, Partnership: 1, Agency: 3}
	for b.Loop() {
		_ = p.Check(who, access.WithdrawActivity, on)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

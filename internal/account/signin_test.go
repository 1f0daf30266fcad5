package account_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// try is one failed attempt, and whether its password was looked at.
func try(l account.Lockout, t account.Tries, at time.Time) (account.Tries, bool) {
	t, ok := l.Begin(t, at)
	if ok {
		t = l.Fail(t, at)
	}
	return t, ok
}

func TestTenFailuresCloseTheDoorForAQuarterOfAnHour(t *testing.T) {
	l, tries := account.PersonLockout(), account.Tries{}
	for i := range 10 {
		var ok bool
		if tries, ok = try(l, tries, noon.Add(time.Duration(i)*time.Minute)); !ok {
			t.Fatalf("got attempt %d refused, want ten looked at", i+1)
		}
	}
	shut := noon.Add(9 * time.Minute)
	for _, tt := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"at once", shut, false},
		{"a second before the end", shut.Add(15*time.Minute - time.Second), false},
		{"at the end", shut.Add(15 * time.Minute), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := l.Begin(tries, tt.at); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
	if after, _ := l.Begin(tries, shut.Add(time.Minute)); after != tries {
		t.Errorf("got %+v, want attempts at a closed door not counted", after)
	}
	if after, _ := l.Begin(tries, shut.Add(15*time.Minute)); after.Failures != 1 {
		t.Errorf("got %d failures, want the count begun again", after.Failures)
	}
}

func TestOldFailuresAreForgotten(t *testing.T) {
	l, tries := account.PersonLockout(), account.Tries{}
	for range 9 {
		tries, _ = try(l, tries, noon)
	}
	tries, ok := try(l, tries, noon.Add(15*time.Minute))
	if !ok || tries.Failures != 1 {
		t.Errorf("got %+v, want one failure", tries)
	}
}

func TestManyAtOnceDoNotPassTheLimit(t *testing.T) {
	l, tries, looked := account.PersonLockout(), account.Tries{}, 0
	for range 50 { // all begin before any has failed
		var ok bool
		if tries, ok = l.Begin(tries, noon); ok {
			looked++
		}
	}
	if looked != 10 {
		t.Errorf("got %d passwords looked at, want 10", looked)
	}
}

// However attempts are timed, no quarter of an hour sees more than ten
// passwords of one failing account looked at, nor more than twenty where one
// quarter's end meets the next one's beginning.
func TestTheDoorHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, tries, at := account.PersonLockout(), account.Tries{}, noon
		var looked []time.Time
		for range 200 {
			at = at.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "seconds")) * time.Second)
			var ok bool
			if tries, ok = try(l, tries, at); ok {
				looked = append(looked, at)
			}
		}
		for i := range looked {
			if i+20 < len(looked) && looked[i+20].Sub(looked[i]) < 15*time.Minute {
				t.Fatalf("got 21 looked at between %s and %s, want 20 at most", looked[i], looked[i+20])
			}
		}
	})
}

func TestPrefix(t *testing.T) {
	for typed, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "unknown", "x": "unknown",
	} {
		if got := account.Prefix(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestHoldersOfIntelligenceAreSignedOutSooner(t *testing.T) {
	l := account.UsualLifetimes()
	for _, tt := range []struct {
		name  string
		role  access.Role
		idle  time.Duration
		needs bool
	}{
		{"staff", access.Staff, 30 * time.Minute, false},
		{"outreach", access.OutreachWorker, 30 * time.Minute, false},
		{"casework", access.CaseWorker, 30 * time.Minute, true},
		{"intelligence", access.IntelligenceOfficer, 15 * time.Minute, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds := []access.Holding{{Strand: access.Coordination, Role: access.Staff}, {Strand: tt.role.Strand(), Role: tt.role}}
			if got := l.IdleFor(holds); got != tt.idle {
				t.Errorf("got %s, want %s", got, tt.idle)
			}
			if got := account.NeedsSecondFactor(holds); got != tt.needs {
				t.Errorf("got %t, want %t", got, tt.needs)
			}
		})
	}
}

func TestCheckPassword(t *testing.T) {
	for _, tt := range []struct {
		name, password, again, want string
	}{
		{"good", "cliff-water-lantern", "cliff-water-lantern", ""},
		{"nothing", "", "", "password"},
		{"short", "cliff", "cliff", "password"},
		{"not repeated", "cliff-water-lantern", "cliff-water-lanterns", "again"},
		{"short, and its repetition is not spoken of", "cliff", "x", "password"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fields(account.CheckPassword(tt.password, tt.again, "tom.okafor@northgate.example", "Tom Okafor")); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnInvitationIsChecked(t *testing.T) {
	agencies := []account.Agency{{ID: 3, Name: "Northgate College"}}
	good := account.Invitation{Email: "new@northgate.example", Name: "New Person", Role: access.Staff, Agency: 3, Reason: "Replaces Tom"}
	for _, tt := range []struct {
		name   string
		change func(*account.Invitation)
		want   string
	}{
		{"nothing is wrong", func(*account.Invitation) {}, ""},
		{"an auditor needs no agency", func(i *account.Invitation) { i.Role, i.Agency = access.Auditor, 0 }, ""},
		{"staff need one", func(i *account.Invitation) { i.Agency = 0 }, "agency"},
		{"of another partnership", func(i *account.Invitation) { i.Agency = 4 }, "agency"},
		{"an address without a host", func(i *account.Invitation) { i.Email = "new@northgate" }, "email"},
		{"an address with a name", func(i *account.Invitation) { i.Email = "New <new@northgate.example>" }, "email"},
		{"two addresses", func(i *account.Invitation) { i.Email = "a@b.example, c@d.example" }, "email"},
		{"a role held by grant", func(i *account.Invitation) { i.Role = access.CaseWorker }, "role"},
		{"a name of two lines", func(i *account.Invitation) { i.Name = "New\nPerson" }, "name"},
		{"empty", func(i *account.Invitation) { *i = account.Invitation{} }, "email name role reason"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := good
			tt.change(&i)
			if got := fields(i.Check(agencies)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhoMayJoin(t *testing.T) {
	i := account.Invitation{Partnership: 1, Role: access.Administrator}
	for _, tt := range []struct {
		name string
		held account.Held
		want error
	}{
		{"nobody's account", account.Held{}, nil},
		{"an auditor", member(access.Auditor), nil},
		{"who holds the role already", member(access.Administrator), fault.Invalid},
		{"who reads records", member(access.Staff), fault.Invalid},
		{"who holds a grant", account.Held{Grants: []account.Grant{{Partnership: 1, Strand: access.Outreach, Role: access.OutreachWorker, From: day, To: day}}}, fault.Invalid},
		{"who held a grant", account.Held{Grants: []account.Grant{{Partnership: 1, Strand: access.Outreach, Role: access.OutreachWorker, From: day.AddDate(0, 0, -9), To: day.AddDate(0, 0, -1)}}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := i.MayJoin(tt.held, day); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

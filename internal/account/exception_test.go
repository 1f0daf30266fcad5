package account_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
)

func TestAnExceptionIsFromTheCoolingOffAlone(t *testing.T) {
	for _, tt := range []struct {
		name     string
		ended    int // when the intelligence role ended, in days from today
		used     bool
		despite  string
		from     int
		want     string
		ordinary string // what a proposal without an exception is told
	}{
		{"the day after the other ended", -1, true, "Nobody else", 0, "", "role"},
		{"on its last day", 0, true, "Nobody else", 0, "role", "role"},
		{"while it is still held, for after it", 10, true, "Nobody else", 11, "", "role"},
		{"on its last day to come", 10, true, "Nobody else", 10, "role", "role"},
		{"on the last day of cooling", -365, true, "Nobody else", 0, "", "role"},
		{"when it has cooled off", -366, true, "Nobody else", 0, "from", ""},
		{"of a role never used", -1, false, "Nobody else", 0, "from", ""},
		{"without saying why", -1, true, " ", 0, "despite", "role"},
		{"at too great length", -1, true, strings.Repeat("é", 501), 0, "despite", "role"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := account.Grant{Account: tom, Partnership: 2, Strand: access.Intelligence, Role: access.IntelligenceOfficer, From: day.AddDate(-2, 0, 0), To: day.AddDate(0, 0, tt.ended), CoolingDays: 365}
			if tt.used {
				g.FirstUsed = g.From
			}
			p := asked()
			p.From, p.Despite = day.AddDate(0, 0, tt.from), tt.despite
			if got := fields(p.CheckException(holding(g), day)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := fields(p.Check(holding(g), day)); got != tt.ordinary {
				t.Errorf("without an exception: got %q, want %q", got, tt.ordinary)
			}
		})
	}
	empty := account.Proposal{Partnership: 1, ProposedBy: priya}
	if got, want := fields(empty.CheckException(member(access.Staff), day)), "person role from to reason despite"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnExceptionIsDecidedOnAsWhatItIs(t *testing.T) {
	g := account.Grant{Account: tom, Partnership: 1, Strand: access.Intelligence, Role: access.IntelligenceOfficer, From: day.AddDate(0, -2, 0), To: day.AddDate(0, 0, -1), CoolingDays: 365, FirstUsed: day.AddDate(0, -2, 0)}
	p := asked()
	p.ID = uuid.New()
	if err := account.Decide(alan, true, "Vetted", holding(g), day).Apply(&p); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for an ordinary proposal, want %v", err, fault.Conflict)
	}
	if got := p.Grant(uuid.New(), 365, day).Exception; got != uuid.Nil {
		t.Errorf("got exception %s of an ordinary proposal, want none", got)
	}
	p.Despite = "Nobody else is vetted"
	if err := account.Decide(alan, true, "Vetted", holding(g), day).Apply(&p); err != nil {
		t.Fatal(err)
	}
	if got := p.Grant(uuid.New(), 365, day).Exception; got != p.ID {
		t.Errorf("got exception %s, want %s", got, p.ID)
	}
	p = asked()
	p.Despite = "Nobody else is vetted"
	g.To = day.AddDate(0, 0, 5)
	if err := account.Decide(alan, true, "Vetted", holding(g), day).Apply(&p); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v while the other is held, want %v", err, fault.Conflict)
	}
}

package partnership_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func use(in access.Strand) partnership.StrandUse {
	return partnership.StrandUse{ID: uuid.New(), Strand: in, Reason: "We support people", ProposedBy: priya, ProposedAt: today}
}

func TestStrandUseCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.StrandUse)
		want   string
	}{
		{"a good one", func(*partnership.StrandUse) {}, ""},
		{"coordination, which is always on", func(u *partnership.StrandUse) { u.Strand = access.Coordination }, "strand: Select a record area from the list"},
		{"identity, which is none", func(u *partnership.StrandUse) { u.Strand = access.Identity }, "strand: Select a record area from the list"},
		{"none", func(u *partnership.StrandUse) { u.Strand = "" }, "strand: Select a record area from the list"},
		{"no reason", func(u *partnership.StrandUse) { u.Reason = "\t" }, "reason: Enter why this partnership needs these records"},
		{"too long a reason", func(u *partnership.StrandUse) { u.Reason = strings.Repeat("x", 1001) }, "reason: Reason must be 1,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := use(access.Casework)
			tt.change(&u)
			if got := fields(u.Check()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTwoPeopleSwitchAStrandOn(t *testing.T) {
	all := partnership.StrandUses{Partnership: 1}
	first, second, other := use(access.Casework), use(access.Casework), use(access.Outreach)
	propose := partnership.ProposeStrand
	decide := func(u partnership.StrandUse, by uuid.UUID, yes bool, why string) access.Change[partnership.StrandUses] {
		return partnership.DecideStrand(u.ID, by, yes, why, today)
	}
	for _, tt := range []struct {
		name string
		ch   access.Change[partnership.StrandUses]
		do   access.Action
		want error
		on   bool // casework, afterwards
		wait bool
	}{
		{"one person proposes", propose(first), access.ProposeStrand, nil, false, true},
		{"nobody proposes it again meanwhile", propose(second), access.ProposeStrand, fault.Conflict, false, true},
		{"another area beside it", propose(other), access.ProposeStrand, nil, false, true},
		{"who proposed it does not approve", decide(first, priya, true, "Yes"), access.ApproveStrand, fault.Forbidden, false, true},
		{"nor refuse", decide(first, priya, false, "No"), access.ApproveStrand, fault.Forbidden, false, true},
		{"a reason is asked", decide(first, alan, true, " "), access.ApproveStrand, fault.Invalid, false, true},
		{"one that is not there", decide(second, alan, true, "Yes"), access.ApproveStrand, fault.NotFound, false, true},
		{"another refuses it", decide(first, alan, false, "Not yet"), access.ApproveStrand, nil, false, false},
		{"once", decide(first, alan, true, "Yes"), access.ApproveStrand, fault.Conflict, false, false},
		{"a refused one is proposed again", propose(second), access.ProposeStrand, nil, false, true},
		{"another approves it", decide(second, alan, true, "Trained"), access.ApproveStrand, nil, true, false},
		{"and then it is not proposed", propose(use(access.Casework)), access.ProposeStrand, fault.Conflict, true, false},
	} {
		if err := tt.ch.Apply(&all); !errors.Is(err, tt.want) || tt.ch.Do != tt.do {
			t.Errorf("%s: got %v by %s, want %v by %s", tt.name, err, tt.ch.Do, tt.want, tt.do)
		}
		u, ok := all.Of(access.Casework)
		if got := ok && u.Approved; got != tt.on {
			t.Errorf("%s: got on %t, want %t", tt.name, got, tt.on)
		}
		if got := ok && u.Waiting(); got != tt.wait {
			t.Errorf("%s: got waiting %t, want %t", tt.name, got, tt.wait)
		}
	}
	if len(all.Uses) != 3 || all.Uses[0].Why != "Trained" || all.Uses[0].DecidedBy != alan {
		t.Errorf("got %+v, want three proposals, the newest first", all.Uses)
	}
}

func TestSetupSteps(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    partnership.Setup
		want string // done, begun (in capitals) or neither, of each step
	}{
		{"nothing", partnership.Setup{}, "-----"},
		{"one agency", partnership.Setup{Agencies: 1}, "-----"},
		{"one agency with its representative", partnership.Setup{Agencies: 1, Represented: 1}, "-d---"},
		{"two agencies", partnership.Setup{Agencies: 2, Represented: 1}, "db---"},
		{"everything", partnership.Setup{Agencies: 2, Represented: 2, Agreements: 1, Goals: 1, Meetings: 1}, "ddddd"},
		{"a meeting first", partnership.Setup{Meetings: 1}, "----d"},
	} {
		got := ""
		for _, step := range partnership.Steps() {
			switch {
			case tt.s.Done(step):
				got += "d"
			case tt.s.Begun(step):
				got += "b"
			default:
				got += "-"
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if (partnership.Setup{}).Done("nothing") {
		t.Error("got a step that is none done")
	}
}

// england is the calendar that partnerships go by unless they say otherwise.
var england = partnership.Calendar{Code: "england-and-wales", Name: "England and Wales"}

func TestDetailsCheck(t *testing.T) {
	for _, tt := range []struct {
		name string
		d    partnership.Details
		want string
	}{
		{"good ones", partnership.Details{Name: "Westmere", Short: "W", Calendar: england}, ""},
		{"empty", partnership.Details{}, "name: Enter the name of the partnership; short: Enter a short name; calendar: Select whose bank holidays you go by"},
		{"too long", partnership.Details{Name: strings.Repeat("x", 101), Short: strings.Repeat("x", 61), Calendar: england, Referral: strings.Repeat("x", 4001)}, "name: Name must be 100 characters or less; short: Short name must be 60 characters or less; referral: Where to refer and report must be 4,000 characters or less"},
		{"on two lines", partnership.Details{Name: "a\nb", Short: "a\nb", Calendar: england}, "name: Enter the name on one line; short: Enter the short name on one line"},
	} {
		if got := fields(tt.d.Check()); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSetDetails(t *testing.T) {
	was := partnership.Details{Partnership: 1, Name: "Westmere", Short: "W", Calendar: england, Referral: "Call the desk"}
	is := partnership.Details{Partnership: 9, Name: "Westmere Partnership", Short: "W", Calendar: partnership.Calendar{Code: "scotland", Name: "Scotland"}}
	for _, tt := range []struct {
		name string
		d    partnership.Details
		mark string
		want error
	}{
		{"as they were seen", is, was.Mark(), nil},
		{"as they were before somebody else", is, is.Mark(), fault.Conflict},
		{"nothing new", was, was.Mark(), fault.Conflict},
		{"without a name", partnership.Details{Short: "W"}, was.Mark(), fault.Invalid},
	} {
		now := was
		if err := partnership.SetDetails(tt.d, tt.mark).Apply(&now); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		if tt.want == nil && (now.Name != is.Name || now.Referral != "" || now.Calendar != is.Calendar || now.Partnership != 1) || tt.want != nil && now != was {
			t.Errorf("%s: got %+v", tt.name, now)
		}
	}
	if got, want := is.Changes(was), "Changed: name, bank holidays, where to refer and report\nBefore, name: Westmere\nBefore, bank holidays: England and Wales\nBefore, where to refer and report: Call the desk"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if a, b := (partnership.Details{Name: "a", Short: "bc"}), (partnership.Details{Name: "ab", Short: "c"}); a.Mark() == b.Mark() {
		t.Error("got one mark for two details")
	}
	scottish := was
	if scottish.Calendar.Code = "scotland"; scottish.Mark() == was.Mark() {
		t.Error("got one mark for two calendars")
	}
}

func TestInitiativeForAnEvaluation(t *testing.T) {
	i := initiative()
	i.Comparison, i.Instrument, i.Baseline, i.Outcomes = "The next town", "A questionnaire", date(2024, 12, 1), "Fewer referrals"
	if got := fields(i.Check(today, []int{1, 2, 3})); got != "" {
		t.Errorf("got %q, want nothing to mend", got)
	}
	i.Comparison, i.Instrument, i.Baseline, i.Outcomes = strings.Repeat("x", 2001), "a\nb", date(1990, 1, 1), strings.Repeat("x", 2001)
	want := "comparison: What it is compared with must be 2,000 characters or less; instrument: Enter the instrument on one line; " +
		"baseline: Day of the measurement must be between 2000 and 2100; outcomes: Outcomes must be 2,000 characters or less"
	if got := fields(i.Check(today, []int{1, 2, 3})); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	i.Instrument = strings.Repeat("x", 201)
	if got := fields(i.Check(today, []int{1, 2, 3})); !strings.Contains(got, "instrument: Instrument must be 200 characters or less") {
		t.Errorf("got %q, want the instrument too long", got)
	}
}

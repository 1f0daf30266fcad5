package partnership_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

var (
	today = date(2025, 12, 1)
	priya = uuid.MustParse("00000000-0000-4000-8000-000000000001")
	tom   = uuid.MustParse("00000000-0000-4000-8000-000000000002")
	alan  = uuid.MustParse("00000000-0000-4000-8000-000000000004")
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// fields is what an error says, in one line.
func fields(err error) string {
	var said []string
	for _, f := range fault.FieldsOf(err) {
		said = append(said, f.Name+": "+f.Say)
	}
	return strings.Join(said, "; ")
}

func appointment() partnership.Appointment {
	return partnership.Appointment{
		ID: uuid.New(), Account: priya, Name: "Priya Nair", Hundredths: 80, Dedicated: true, Deputy: tom, DeputyName: "Tom Okafor",
		From: date(2025, 5, 1), Reason: "Agreed by the board", By: priya,
	}
}

func TestAppointmentCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Appointment)
		want   string
	}{
		{"a good one", func(*partnership.Appointment) {}, ""},
		{"one day long", func(a *partnership.Appointment) { a.To = a.From }, ""},
		{"nobody", func(a *partnership.Appointment) { a.Account = uuid.Nil }, "coordinator: Select who is the coordinator"},
		{"no time", func(a *partnership.Appointment) { a.Hundredths = 0 }, "fte: Enter how much of full time, from 0.01 to 1, like 0.5"},
		{"more than full time", func(a *partnership.Appointment) { a.Hundredths = 101 }, "fte: Enter how much of full time, from 0.01 to 1, like 0.5"},
		{"their own deputy", func(a *partnership.Appointment) { a.Deputy = a.Account }, "deputy: Deputy must be somebody other than the coordinator"},
		{"no first day", func(a *partnership.Appointment) { a.From = time.Time{} }, "from: Enter the day the appointment starts"},
		{"ends before it starts", func(a *partnership.Appointment) { a.To = a.From.AddDate(0, 0, -1) }, "to: Last day must be on or after the first day"},
		{"no reason", func(a *partnership.Appointment) { a.Reason = " " }, "reason: Enter why this appointment is made"},
		{"too long a reason", func(a *partnership.Appointment) { a.Reason = strings.Repeat("x", 1001) }, "reason: Reason must be 1,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := appointment()
			tt.change(&a)
			if got := fields(a.Check()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAppointmentsNeverOverlap(t *testing.T) {
	held := appointment()
	held.To = date(2025, 9, 30)
	open := appointment()
	open.From = date(2025, 12, 1)
	for _, tt := range []struct {
		name     string
		from, to time.Time
		want     string
	}{
		{"between the two", date(2025, 10, 1), date(2025, 11, 30), ""},
		{"before both", date(2025, 1, 1), date(2025, 4, 30), ""},
		{"on the last day of the first", date(2025, 9, 30), date(2025, 11, 1), "Appointment must not overlap that of Priya Nair, which ends on 30 September 2025"},
		{"without an end", date(2025, 10, 1), time.Time{}, "End the appointment of Priya Nair first, since two appointments must not overlap"},
		{"around the first", date(2025, 1, 1), date(2025, 11, 1), "Appointment must not overlap that of Priya Nair, which ends on 30 September 2025"},
		{"long after the second began", date(2027, 1, 1), time.Time{}, "End the appointment of Priya Nair first, since two appointments must not overlap"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			post := partnership.Post{Partnership: 1, Appointments: []partnership.Appointment{open, held}}
			next := appointment()
			next.From, next.To = tt.from, tt.to
			ch := partnership.Appoint(next)
			err := ch.Apply(&post)
			if got := strings.TrimPrefix(fields(err), "from: "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if ch.Do != access.AppointPerson || len(post.Appointments) != map[bool]int{true: 3, false: 2}[tt.want == ""] {
				t.Errorf("got %s and %d appointments", ch.Do, len(post.Appointments))
			}
		})
	}
}

func TestEndAppointment(t *testing.T) {
	for _, tt := range []struct {
		name string
		is   func(*partnership.Appointment)
		end  partnership.Ending
		want error
		say  string
	}{
		{"with a reason", func(*partnership.Appointment) {}, partnership.Ending{Last: today, Reason: "Moved on", By: alan}, nil, ""},
		{"no day and no reason", func(*partnership.Appointment) {}, partnership.Ending{By: alan}, fault.Invalid, "last: Enter the last day of the appointment; why: Enter why the appointment ends"},
		{"before it began", func(*partnership.Appointment) {}, partnership.Ending{Last: date(2025, 4, 30), Reason: "x", By: alan}, fault.Invalid, "last: Last day must be on or after the first day, 1 May 2025"},
		{"later than it ends already", func(a *partnership.Appointment) { a.To = today }, partnership.Ending{Last: today.AddDate(0, 0, 1), Reason: "x", By: alan}, fault.Invalid, "last: Last day must be on or before 1 December 2025, when the appointment ends already"},
		{"ended before", func(a *partnership.Appointment) { a.EndedBy = alan }, partnership.Ending{Last: today, Reason: "x", By: alan}, fault.Conflict, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := appointment()
			tt.is(&a)
			post := partnership.Post{Appointments: []partnership.Appointment{a}}
			err := partnership.EndAppointment(a.ID, tt.end).Apply(&post)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v, %q, want %v, %q", err, fields(err), tt.want, tt.say)
			}
			if got := post.Appointments[0]; tt.want == nil && (!got.To.Equal(today) || got.EndedBy != alan || got.EndReason != "Moved on") {
				t.Errorf("got %+v, want it ended", got)
			}
		})
	}
	if err := partnership.EndAppointment(uuid.New(), partnership.Ending{}).Apply(&partnership.Post{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for an unknown appointment, want not found", err)
	}
}

func TestPostOn(t *testing.T) {
	a := appointment()
	a.To = date(2025, 5, 31)
	post := partnership.Post{Partnership: 3, Appointments: []partnership.Appointment{a}}
	for day, want := range map[time.Time]bool{date(2025, 4, 30): false, date(2025, 5, 1): true, date(2025, 5, 31): true, date(2025, 6, 1): false} {
		if _, got := post.On(day); got != want {
			t.Errorf("%s: got %t, want %t", day, got, want)
		}
	}
	if got, want := post.Scope(), (access.Scope{Strand: access.Coordination, Partnership: 3}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func initiative() partnership.Initiative {
	return partnership.Initiative{
		ID: uuid.New(), Name: "Safer Westmere", Starts: date(2025, 1, 1), Ends: date(2026, 12, 31), Goals: "Work together.", Agencies: []int{3, 1, 2},
		Locked: date(2025, 1, 15), Reason: "The first version", ProposedBy: priya, ProposedAt: today,
	}
}

func TestInitiativeCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Initiative)
		want   string
	}{
		{"a good one", func(*partnership.Initiative) {}, ""},
		{"no name", func(i *partnership.Initiative) { i.Name = " " }, "name: Enter the name of the initiative"},
		{"too long a name", func(i *partnership.Initiative) { i.Name = strings.Repeat("x", 201) }, "name: Name must be 200 characters or less"},
		{"no start", func(i *partnership.Initiative) { i.Starts = time.Time{} }, "starts: Enter the day the initiative starts"},
		{"no end", func(i *partnership.Initiative) { i.Ends = time.Time{} }, "ends: Enter the day the initiative ends"},
		{"ends as it starts", func(i *partnership.Initiative) { i.Ends = i.Starts }, "ends: End must be after the start"},
		{"no goals", func(i *partnership.Initiative) { i.Goals = "" }, "goals: Enter the goals of the initiative"},
		{"too long goals", func(i *partnership.Initiative) { i.Goals = strings.Repeat("x", 2001) }, "goals: Goals must be 2,000 characters or less"},
		{"one agency", func(i *partnership.Initiative) { i.Agencies = []int{1} }, "agencies: Select at least two agencies"},
		{"an agency of another partnership", func(i *partnership.Initiative) { i.Agencies = []int{1, 9} }, "agencies: Select agencies from the list"},
		{"not locked", func(i *partnership.Initiative) { i.Locked = time.Time{} }, "locked: Enter the day the baseline is locked"},
		{"locked tomorrow", func(i *partnership.Initiative) { i.Locked = today.AddDate(0, 0, 1) }, "locked: Day the baseline is locked must be today or in the past"},
		{"no reason", func(i *partnership.Initiative) { i.Reason = "" }, "reason: Enter why you propose this"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := initiative()
			tt.change(&i)
			if got := fields(i.Check(today, []int{1, 2, 3})); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTwoPeopleMakeAVersion(t *testing.T) {
	plan := partnership.Plan{Partnership: 1}
	first := initiative()
	if err := partnership.Propose(first, []int{1, 2, 3}, today).Apply(&plan); err != nil {
		t.Fatal(err)
	}
	if _, counts := plan.Current(); counts {
		t.Error("got a version that counts before anybody approved it")
	}
	if err := partnership.Propose(initiative(), []int{1, 2, 3}, today).Apply(&plan); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for a second proposal, want conflict", err)
	}
	if err := partnership.Approve(first.ID, priya, today).Apply(&plan); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for one's own proposal, want forbidden", err)
	}
	if err := partnership.Refuse(first.ID, priya, "x", today).Apply(&plan); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for refusing one's own, want forbidden", err)
	}
	if err := partnership.Refuse(first.ID, alan, " ", today).Apply(&plan); fields(err) != "why: Enter why you refuse this" {
		t.Errorf("got %v for a refusal without a reason", err)
	}
	plan.Versions[0].RefusedBy = uuid.Nil // a change that fails is thrown away with what it did
	if err := partnership.Approve(uuid.New(), alan, today).Apply(&plan); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for an unknown version, want not found", err)
	}
	ch := partnership.Approve(first.ID, alan, today)
	if err := ch.Apply(&plan); err != nil || ch.Do != access.ApproveInitiative {
		t.Fatalf("got %v by %s", err, ch.Do)
	}
	if err := partnership.Refuse(first.ID, alan, "x", today).Apply(&plan); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for deciding twice, want conflict", err)
	}
	second := initiative()
	if err := partnership.Propose(second, []int{1, 2, 3}, today).Apply(&plan); err != nil {
		t.Fatal(err)
	}
	if current, _ := plan.Current(); current.ID != first.ID {
		t.Errorf("got version %d, want the approved one while the next waits", current.Version)
	}
	if waiting, ok := plan.Waiting(); !ok || waiting.Version != 2 {
		t.Errorf("got version %d, want 2", waiting.Version)
	}
	if err := partnership.Refuse(second.ID, alan, "Keep the baseline", today).Apply(&plan); err != nil {
		t.Fatal(err)
	}
	if current, _ := plan.Current(); current.ID != first.ID || !plan.Versions[0].Refused() {
		t.Errorf("got version %d, want the first one still", current.Version)
	}
}

func TestFacts(t *testing.T) {
	a := appointment()
	want := []fact.Fact{{Source: a.ID, Kind: fact.Appointment, Day: a.From, By: priya, Person: tom, Number: 80, Flags: []fact.Flag{fact.Dedicated, fact.Deputy}}}
	if got := a.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	i := initiative()
	if got := i.Facts(); got != nil {
		t.Errorf("got %+v for a version that nobody approved, want none", got)
	}
	i.ApprovedBy, i.Version = alan, 2
	want = []fact.Fact{
		{Source: i.ID, Kind: fact.Initiative, Day: i.Starts, Until: i.Ends, Number: 2},
		{Source: i.ID, Part: 1, Kind: fact.Baseline, Day: i.Locked, Agency: 1},
		{Source: i.ID, Part: 2, Kind: fact.Baseline, Day: i.Locked, Agency: 2},
		{Source: i.ID, Part: 3, Kind: fact.Baseline, Day: i.Locked, Agency: 3},
	}
	if got := i.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p := partnership.Partner{Agency: partnership.Agency{ID: 4}, Joined: date(2024, 1, 1), Left: today, MergedInto: 2, Handover: true}
	want = []fact.Fact{{Source: p.Source(1), Kind: fact.Partner, Day: p.Joined, Until: today, Agency: 4, Other: 2, Flags: []fact.Flag{fact.Handover}}}
	if got := p.Facts(1); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	again := p
	again.Joined = today
	if p.Source(1) == p.Source(2) || p.Source(1) == again.Source(1) {
		t.Error("got one source for two times of taking part")
	}
	r := partnership.Representative{ID: uuid.New(), Agency: 4, Person: partnership.Person{ID: tom, Name: "Tom"}, Deputy: true, From: today, Handover: true}
	want = []fact.Fact{{Source: r.ID, Kind: fact.Representative, Day: today, Agency: 4, Person: tom, Flags: []fact.Flag{fact.Deputy, fact.Handover}}}
	if got := r.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

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

func cost() partnership.Cost {
	return partnership.Cost{
		ID: uuid.New(), Day: date(2025, 11, 20), Phase: partnership.RecurringCost, What: "Room hire", Bearer: 2, BearerName: "Westmere Council",
		Paid: partnership.CashPayment, Amount: 8_000, By: priya, At: today,
	}
}

func TestCostCheck(t *testing.T) {
	inTime := func(minutes int, rate partnership.Pence) func(*partnership.Cost) {
		return func(e *partnership.Cost) {
			e.Paid, e.Amount, e.Minutes, e.Rate = partnership.TimePayment, 0, minutes, rate
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*partnership.Cost)
		want   string
	}{
		{"cash", func(*partnership.Cost) {}, ""},
		{"staff time", inTime(450, 3_250), ""},
		{"a product", func(e *partnership.Cost) { e.Phase, e.Product = partnership.ProductCost, uuid.New() }, ""},
		{"start-up of a product", func(e *partnership.Cost) { e.Phase, e.Product = partnership.StartUpCost, uuid.New() }, ""},
		{"no day", func(e *partnership.Cost) { e.Day = time.Time{} }, "day: Enter the day of the cost"},
		{"tomorrow", func(e *partnership.Cost) { e.Day = today.AddDate(0, 0, 1) }, "day: Day must be today or in the past"},
		{"long ago", func(e *partnership.Cost) { e.Day = date(1999, 1, 1) }, "day: Day must be between 2000 and 2100"},
		{"for no reason", func(e *partnership.Cost) { e.Phase = "fun" }, "phase: Select what kind of cost it is"},
		{"nothing", func(e *partnership.Cost) { e.What = "" }, "what: Enter what the cost was"},
		{"too long", func(e *partnership.Cost) { e.What = strings.Repeat("x", 301) }, "what: What it was must be 300 characters or less"},
		{"a product and not which", func(e *partnership.Cost) { e.Phase = partnership.ProductCost }, "product: Select the product that the cost was for"},
		{"nobody bears it", func(e *partnership.Cost) { e.Bearer = 0 }, "bearer: Select the agency that bears the cost"},
		{"neither cash nor time", func(e *partnership.Cost) { e.Paid = "" }, "paid: Select whether it is cash or staff time"},
		{"no cash", func(e *partnership.Cost) { e.Amount = 0 }, "amount: Enter the amount, more than £0"},
		{"too much cash", func(e *partnership.Cost) { e.Amount = partnership.MostPence + 1 }, "amount: The amount must be £1,000,000,000 or less"},
		{"no hours and no rate", inTime(0, 0), "hours: Enter the hours, like 7.5 or 7:30; rate: Enter the rate for an hour, more than £0"},
		{"too many hours", inTime(6_000_001, 1_000), "hours: Hours must be 100,000 or less"},
		{"too high a rate", inTime(60, 10_000_001), "rate: Rate for an hour must be £100,000 or less"},
		{"less than a penny", inTime(1, 29), "rate: Hours times the rate must come to a penny or more"},
		{"more than the most", inTime(6_000_000, 10_000_000), "rate: Hours times the rate must come to £1,000,000,000 or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := cost()
			tt.change(&e)
			if got := fields(e.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSums(t *testing.T) {
	made := func(phase partnership.Phase, bearer string, amount partnership.Pence, day time.Time, struck bool) partnership.Cost {
		e := cost()
		e.Phase, e.BearerName, e.Amount, e.Day = phase, bearer, amount, day
		if struck {
			e.StruckAt = today
		}
		return e
	}
	all := []partnership.Cost{
		made(partnership.StartUpCost, "Police", 10_000, date(2025, 1, 1), false), made(partnership.RecurringCost, "Council", 2_550, date(2025, 6, 30), false),
		made(partnership.RecurringCost, "Police", 1, date(2025, 7, 1), false), made(partnership.ProductCost, "Health", 99_999, today, true),
	}
	if got := partnership.Total(all); got != 12_600 {
		t.Errorf("got %d, want 12600 in whole pounds, without what was struck", got)
	}
	if got, want := partnership.ByPhase(all), []partnership.Sum{{"Start-up", 10_000}, {"Product", 0}, {"Recurring", 2_600}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := partnership.ByBearer(all), []partnership.Sum{{"Council", 2_600}, {"Police", 10_000}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := partnership.Total(partnership.Within(all, date(2025, 1, 1), date(2025, 6, 30))); got != 12_600 {
		t.Errorf("got %d within half a year, both days included, want 12600", got)
	}
	if len(all) != 4 {
		t.Error("got the ledger changed by adding it up")
	}
}

func ceiling() partnership.Ceiling {
	return partnership.Ceiling{ID: uuid.New(), Amount: 1_500_000, From: date(2025, 4, 1), To: date(2026, 3, 31), Reason: "The board’s budget", ProposedBy: priya, ProposedAt: today}
}

func TestCeilingCheck(t *testing.T) {
	approved := ceiling()
	approved.Approved, approved.DecidedBy = true, alan
	refused := ceiling()
	refused.DecidedBy = alan
	for _, tt := range []struct {
		name   string
		others []partnership.Ceiling
		change func(*partnership.Ceiling)
		want   string
	}{
		{"a good one", nil, func(*partnership.Ceiling) {}, ""},
		{"the same days as a refused one", []partnership.Ceiling{refused}, func(*partnership.Ceiling) {}, ""},
		{"the day after an approved one", []partnership.Ceiling{approved}, func(l *partnership.Ceiling) { l.From, l.To = date(2026, 4, 1), date(2027, 3, 31) }, ""},
		{"the last day of an approved one", []partnership.Ceiling{approved}, func(l *partnership.Ceiling) { l.From, l.To = date(2026, 3, 31), date(2027, 3, 31) }, "from: Ceiling must have no day in common with the approved one of £15,000 from 1 April 2025 to 31 March 2026"},
		{"nothing", nil, func(l *partnership.Ceiling) { *l = partnership.Ceiling{} }, "amount: Enter the amount, more than £0; from: Enter the first day of the ceiling; to: Enter the last day of the ceiling; reason: Enter why you propose this"},
		{"ends before it begins", nil, func(l *partnership.Ceiling) { l.To = l.From.AddDate(0, 0, -1) }, "to: Last day must be on or after the first day"},
		{"far ahead", nil, func(l *partnership.Ceiling) { l.To = date(2150, 1, 1) }, "to: Last day must be between 2000 and 2100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := ceiling()
			tt.change(&l)
			if got := fields(l.Check(tt.others)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if err := ceiling().CheckProposal([]partnership.Ceiling{ceiling()}); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v while another waits, want conflict", err)
	}
}

func TestACeilingTakesTwoPeople(t *testing.T) {
	l := ceiling()
	if got := l.Facts(); got != nil {
		t.Errorf("got %v before anybody approved it, want none", got)
	}
	if err := partnership.ApproveCeiling(priya, today).Apply(&l); !errors.Is(err, fault.Forbidden) || !l.Waiting() {
		t.Errorf("got %v for one's own, want forbidden", err)
	}
	if err := partnership.RefuseCeiling(priya, "x", today).Apply(&l); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for refusing one's own, want forbidden", err)
	}
	refused := l
	if err := partnership.RefuseCeiling(alan, "", today).Apply(&refused); fields(err) != "why: Enter why you refuse this" {
		t.Errorf("got %v, want a reason asked", err)
	}
	refused = l
	if err := partnership.RefuseCeiling(alan, "Too high", today).Apply(&refused); err != nil || refused.Approved || refused.Waiting() || refused.Facts() != nil {
		t.Errorf("got %v and %+v, want it refused", err, refused)
	}
	d := partnership.ApproveCeiling(alan, today)
	if err := d.Apply(&l); err != nil || d.Do != access.ApproveCeiling {
		t.Fatal(err)
	}
	want := []fact.Fact{{Source: l.ID, Kind: fact.Ceiling, Day: l.From, Until: l.To, Number: 15_000}}
	if got := l.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := d.Apply(&l); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for deciding twice, want conflict", err)
	}
}

func TestCostFacts(t *testing.T) {
	e := cost()
	want := []fact.Fact{{Source: e.ID, Kind: fact.Cost, Day: e.Day, Agency: 2, Number: 80, Flags: []fact.Flag{fact.Recurring}}}
	if got := e.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	e.Phase, e.Product, e.Paid, e.Minutes, e.Rate, e.Amount = partnership.ProductCost, uuid.New(), partnership.TimePayment, 450, 3_250, 24_375
	want = []fact.Fact{
		{Source: e.ID, Kind: fact.Cost, Day: e.Day, Agency: 2, Person: e.Product, Number: 244, Flags: []fact.Flag{fact.ForProduct}},
		{Source: e.ID, Part: 1, Kind: fact.StaffTime, Day: e.Day, Agency: 2, Person: e.Product, Number: 450},
	}
	if got := e.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := partnership.StrikeCost(alan, "Twice", today).Apply(&e); err != nil || e.Facts() != nil {
		t.Errorf("got %v and %v, want no facts of a struck entry", err, e.Facts())
	}
	for phase, flag := range map[partnership.Phase]fact.Flag{partnership.StartUpCost: fact.StartUp, partnership.ProductCost: fact.ForProduct, partnership.RecurringCost: fact.Recurring} {
		if string(phase) != string(flag) {
			t.Errorf("got the flag %q for %q", flag, phase)
		}
	}
}

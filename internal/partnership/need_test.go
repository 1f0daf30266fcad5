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

func need() partnership.Need {
	return partnership.Need{
		ID: uuid.New(), Kind: partnership.NeedsTraining, Title: "How to make a referral", Detail: "For new staff", Agency: 5, AgencyName: "Northgate College",
		From: date(2025, 5, 1), Reviewed: date(2025, 6, 1), By: priya, Version: 1,
	}
}

func TestNeedCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Need)
		want   string
	}{
		{"a good one", func(*partnership.Need) {}, ""},
		{"the whole partnership's, from today", func(n *partnership.Need) { n.Agency, n.From = 0, today }, ""},
		{"of no kind", func(n *partnership.Need) { n.Kind = "money" }, "kind: Select what is needed"},
		{"without words", func(n *partnership.Need) { n.Title = " " }, "title: Enter what is needed"},
		{"as long as fits", func(n *partnership.Need) { n.Title = strings.Repeat("é", 200) }, ""},
		{"too long", func(n *partnership.Need) { n.Title = strings.Repeat("é", 201) }, "title: What is needed must be 200 characters or less"},
		{"too much about it", func(n *partnership.Need) { n.Detail = strings.Repeat("x", 2001) }, "detail: More about it must be 2,000 characters or less"},
		{"without a day", func(n *partnership.Need) { n.From = time.Time{} }, "from: Enter the day from which it is needed"},
		{"from tomorrow", func(n *partnership.Need) { n.From = today.AddDate(0, 0, 1) }, "from: Day from which it is needed must be today or in the past"},
		{"from another century", func(n *partnership.Need) { n.From = date(1999, 12, 31) }, "from: Day from which it is needed must be between 2000 and 2100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := need()
			tt.change(&n)
			if got := fields(n.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatMayBeDoneToANeed(t *testing.T) {
	closed := need()
	closed.To, closed.ClosedWhy = date(2025, 10, 1), "Met"
	reworded := need()
	reworded.Title = "How to refer"
	elsewhere := need()
	elsewhere.Agency, elsewhere.AgencyName, elsewhere.Detail = 0, "", ""
	for _, tt := range []struct {
		name string
		is   partnership.Need
		deed partnership.Deed[partnership.Need]
		want error
		say  string
		said []string
	}{
		{"reword it", need(), partnership.RewordNeed(1, reworded, today), nil, "", []string{"Title changed. It was: How to make a referral"}},
		{
			"give it to everybody", need(), partnership.RewordNeed(1, elsewhere, today), nil, "",
			[]string{"More about it changed. It was: For new staff", "Whose need it is changed. It was: Northgate College"},
		},
		{"change nothing", need(), partnership.RewordNeed(1, need(), today), fault.Invalid, "title: Change something, or cancel", nil},
		{"reword an old version", need(), partnership.RewordNeed(2, reworded, today), fault.Conflict, "", nil},
		{"reword a closed one", closed, partnership.RewordNeed(1, reworded, today), fault.Conflict, "", nil},
		{"reword it to nothing", need(), partnership.RewordNeed(1, partnership.Need{}, today), fault.Invalid, "title: Enter what is needed", nil},
		{"review it", need(), partnership.ReviewNeed(today), nil, "", []string{"Reviewed. The need still stands"}},
		{"review it twice", need(), partnership.ReviewNeed(date(2025, 6, 1)), fault.Conflict, "", nil},
		{"review a closed one", closed, partnership.ReviewNeed(today), fault.Conflict, "", nil},
		{
			"close it", need(), partnership.CloseNeed(partnership.Closing{Last: today, Why: "Met"}, today), nil, "",
			[]string{"Closed. Its last day is 1 December 2025"},
		},
		{"close it twice", closed, partnership.CloseNeed(partnership.Closing{Last: today, Why: "Met"}, today), fault.Conflict, "", nil},
		{
			"close it before it began", need(), partnership.CloseNeed(partnership.Closing{Last: date(2025, 4, 30)}, today), fault.Invalid,
			"last: Last day must be on or after the first day, 1 May 2025; why: Enter why the need is closed", nil,
		},
		{
			"close it tomorrow", need(), partnership.CloseNeed(partnership.Closing{Last: today.AddDate(0, 0, 1), Why: strings.Repeat("x", 1001)}, today), fault.Invalid,
			"last: Last day must be today or in the past; why: Reason must be 1,000 characters or less", nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was, is := tt.is, tt.is
			err := tt.deed.Apply(&is)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v %q, want %v %q", err, fields(err), tt.want, tt.say)
			}
			if tt.deed.Do != access.KeepNeed {
				t.Errorf("got %s, want it to take need.keep", tt.deed.Do)
			}
			if err != nil {
				if is != was {
					t.Errorf("got %+v, want it left as it was", is)
				}
				return
			}
			if got := tt.deed.Said(was, is); !reflect.DeepEqual(got, tt.said) {
				t.Errorf("got %q, want %q", got, tt.said)
			}
		})
	}
}

func TestAFormerTextFitsInALineOfTheHistory(t *testing.T) {
	was, to := need(), need()
	was.Detail = strings.Repeat("é", 2000)
	said := partnership.RewordNeed(1, to, today).Said(was, to)
	if len(said) != 1 || len([]rune(said[0])) > 1000 {
		t.Errorf("got %d characters, want at most 1000", len([]rune(said[0])))
	}
}

func TestFactsOfNeeds(t *testing.T) {
	n := need()
	want := []fact.Fact{
		{Source: n.ID, Kind: fact.Need, Day: date(2025, 5, 1), Agency: 5, Flags: []fact.Flag{fact.NeedsTraining}},
		{Source: n.ID, Part: 1, Kind: fact.NeedReview, Day: date(2025, 6, 1)},
	}
	if got := n.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, tt := range []struct {
		day  time.Time
		want bool
	}{{date(2025, 4, 30), false}, {date(2025, 5, 1), true}, {date(2025, 10, 1), true}, {date(2025, 10, 2), false}} {
		n.To = date(2025, 10, 1)
		if got := n.Stands(tt.day); got != tt.want || got != n.Facts()[0].Covers(tt.day) {
			t.Errorf("%s: got %t, want %t", tt.day, got, tt.want)
		}
	}
}

func product() partnership.Product {
	return partnership.Product{
		ID: uuid.New(), Kind: partnership.Course, Name: "Referral course", Provider: "Westmere Council", Reach: "Book on the intranet", From: date(2025, 3, 1),
		Needs: []partnership.Answered{{ID: priya, Title: "How to refer"}}, By: priya, Version: 1,
	}
}

func TestProductCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Product)
		want   string
	}{
		{"a good one", func(*partnership.Product) {}, ""},
		{"that comes next year and answers nothing", func(p *partnership.Product) { p.From, p.Needs = date(2026, 6, 1), nil }, ""},
		{"for one day", func(p *partnership.Product) { p.To = p.From }, ""},
		{"without a name", func(p *partnership.Product) { p.Name = "" }, "name: Enter the name of the product"},
		{"of no kind", func(p *partnership.Product) { p.Kind = "" }, "kind: Select what it is"},
		{"gone before it comes", func(p *partnership.Product) { p.To = date(2025, 2, 28) }, "to: Last day must be on or after the first day, 1 March 2025"},
		{
			"too long", func(p *partnership.Product) {
				p.Name, p.Provider, p.Reach = strings.Repeat("x", 201), strings.Repeat("x", 201), strings.Repeat("x", 501)
			},
			"name: Name must be 200 characters or less; provider: Provider must be 200 characters or less; reach: How to reach it must be 500 characters or less",
		},
		{"without a day", func(p *partnership.Product) { p.From = time.Time{} }, "from: Enter the day from which it is available"},
		{"for ever", func(p *partnership.Product) { p.To = date(2101, 1, 1) }, "to: Last day must be between 2000 and 2100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := product()
			tt.change(&p)
			if got := fields(p.Check()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatMayBeDoneToAProduct(t *testing.T) {
	withdrawn := product()
	withdrawn.To, withdrawn.ClosedWhy = date(2025, 10, 1), "Replaced"
	other := product()
	other.Kind, other.To, other.Needs = partnership.Material, date(2026, 1, 1), nil
	for _, tt := range []struct {
		name string
		is   partnership.Product
		deed partnership.Deed[partnership.Product]
		want error
		say  string
		said []string
	}{
		{
			"change it", product(), partnership.CorrectProduct(1, other), nil, "",
			[]string{"What it is changed. It was: Course", "Last day changed. It was: none is set", "Needs it answers changed. It was: How to refer"},
		},
		{"change nothing", product(), partnership.CorrectProduct(1, product()), fault.Invalid, "name: Change something, or cancel", nil},
		{"change an old version", product(), partnership.CorrectProduct(2, other), fault.Conflict, "", nil},
		{"change a withdrawn one", withdrawn, partnership.CorrectProduct(1, other), fault.Conflict, "", nil},
		{"withdraw it", product(), partnership.WithdrawProduct(partnership.Closing{Last: today, Why: "Replaced"}, today), nil, "", []string{"Withdrawn. Its last day is 1 December 2025"}},
		{"withdraw it twice", withdrawn, partnership.WithdrawProduct(partnership.Closing{Last: today, Why: "Replaced"}, today), fault.Conflict, "", nil},
		{
			"withdraw it before it came", product(), partnership.WithdrawProduct(partnership.Closing{Last: date(2025, 2, 28)}, today), fault.Invalid,
			"last: Last day must be on or after the first day, 1 March 2025; why: Enter why the product is withdrawn", nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was, is := tt.is, tt.is
			err := tt.deed.Apply(&is)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v %q, want %v %q", err, fields(err), tt.want, tt.say)
			}
			if tt.deed.Do != access.KeepProduct {
				t.Errorf("got %s, want it to take product.keep", tt.deed.Do)
			}
			if err != nil {
				return
			}
			if got := tt.deed.Said(was, is); !reflect.DeepEqual(got, tt.said) {
				t.Errorf("got %q, want %q", got, tt.said)
			}
		})
	}
}

func TestFactsOfProducts(t *testing.T) {
	p := product()
	p.To = date(2025, 12, 31)
	p.Needs = []partnership.Answered{{ID: tom, Title: "A"}, {ID: priya, Title: "B"}}
	want := []fact.Fact{
		{Source: p.ID, Kind: fact.Product, Day: p.From, Until: p.To, Flags: []fact.Flag{fact.CourseProduct}},
		{Source: p.ID, Part: 1, Kind: fact.Covers, Day: p.From, Until: p.To, Person: priya},
		{Source: p.ID, Part: 2, Kind: fact.Covers, Day: p.From, Until: p.To, Person: tom},
	}
	if got := p.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v, whatever the order of the needs", got, want)
	}
	if !p.Answers(tom) || p.Answers(alan) {
		t.Error("got the wrong needs answered")
	}
}

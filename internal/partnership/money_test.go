package partnership_test

import (
	"testing"

	"pgregory.net/rapid"

	"liaison/internal/partnership"
)

func TestReadPence(t *testing.T) {
	for _, tt := range []struct {
		name, typed string
		want        partnership.Pence
		ok          bool
	}{
		{"pounds", "1250", 125_000, true},
		{"with the sign and commas", "£1,250.50", 125_050, true},
		{"one digit of pence", "1,250.5", 125_050, true},
		{"with spaces around", "  £ 20 ", 2_000, true},
		{"nothing but pence", "0.01", 1, true},
		{"nought", "0", 0, true},
		{"the most", "£1,000,000,000", partnership.MostPence, true},
		{"more than the most is still read", "999999999999", 99_999_999_999_900, true},
		{"nothing", "", 0, false},
		{"words", "twelve pounds", 0, false},
		{"less than nothing", "-5", 0, false},
		{"a comma for a point", "1,25", 0, false},
		{"points between thousands", "1.250,00", 0, false},
		{"three digits of pence", "1.255", 0, false},
		{"no pounds", ".50", 0, false},
		{"no pence after the point", "12.", 0, false},
		{"pence in words", "50p", 0, false},
		{"millions in letters", "£1m", 0, false},
		{"an exponent", "1e3", 0, false},
		{"another currency", "€20", 0, false},
		{"far too many digits", "99999999999999999999", 0, false},
		{"digits of another script", "١٢٣", 0, false},
		{"infinite", "Inf", 0, false},
		{"two amounts", "12 13", 0, false},
		{"a new line after", "12\n13", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := partnership.ReadPence(tt.typed)
			if ok != tt.ok || ok && got != tt.want {
				t.Errorf("got %d, %t, want %d, %t", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestPounds(t *testing.T) {
	for p, want := range map[partnership.Pence]string{
		0: "£0", 1: "£0.01", 50: "£0.50", 100: "£1", 99_999: "£999.99", 100_000: "£1,000", 125_050: "£1,250.50", 123_456_700: "£1,234,567", partnership.MostPence: "£1,000,000,000", -150: "−£1.50",
	} {
		if got := p.Pounds(); got != want {
			t.Errorf("%d: got %q, want %q", p, got, want)
		}
	}
	for p, want := range map[partnership.Pence]int{0: 0, 49: 0, 50: 1, 149: 1, 150: 2, partnership.MostPence: 1_000_000_000} {
		if got := p.Whole(); got != want {
			t.Errorf("%d: got %d whole pounds, want %d", p, got, want)
		}
	}
	for p, want := range map[partnership.Pence]string{0: "0.00", 5: "0.05", 125_050: "1250.50", -150: "-1.50"} {
		if got := p.Plain(); got != want {
			t.Errorf("%d: got %q, want %q", p, got, want)
		}
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := partnership.Pence(rapid.Int64Range(0, int64(partnership.MostPence)).Draw(t, "pence"))
		for _, text := range []string{p.Pounds(), p.Plain()} {
			if got, ok := partnership.ReadPence(text); !ok || got != p {
				t.Fatalf("got %d, %t from %q, want %d", got, ok, text, p)
			}
		}
	})
}

func TestNothingThatIsTypedStopsTheReader(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.String().Draw(t, "typed")
		if p, ok := partnership.ReadPence(typed); ok && p < 0 {
			t.Fatalf("got %d from %q", p, typed)
		}
		if m, ok := partnership.ReadHours(typed); ok && m < 0 {
			t.Fatalf("got %d minutes from %q", m, typed)
		}
	})
}

func TestHours(t *testing.T) {
	for _, tt := range []struct {
		typed string
		want  int
		ok    bool
	}{
		{"7", 420, true},
		{"7.5", 450, true},
		{"7:30", 450, true},
		{"0.25", 15, true},
		{"0.33", 20, true},
		{"0:01", 1, true},
		{"0", 0, true},
		{"999999", 59_999_940, true},
		{"7:60", 0, false},
		{"7,5", 0, false},
		{"-1", 0, false},
		{"7h", 0, false},
		{"", 0, false},
		{"1000000", 0, false},
	} {
		if got, ok := partnership.ReadHours(tt.typed); got != tt.want || ok != tt.ok {
			t.Errorf("%q: got %d, %t, want %d, %t", tt.typed, got, ok, tt.want, tt.ok)
		}
	}
	for m, want := range map[int]string{1: "1 minute", 60: "1 hour", 61: "1 hour 1 minute", 450: "7 hours 30 minutes", 120: "2 hours", 60_000: "1,000 hours"} {
		if got := partnership.Hours(m); got != want {
			t.Errorf("%d: got %q, want %q", m, got, want)
		}
	}
	for _, tt := range []struct {
		minutes int
		rate    partnership.Pence
		want    partnership.Pence
	}{{60, 3000, 3000}, {90, 3000, 4500}, {20, 1000, 333}, {1, 30, 1}, {1, 29, 0}, {6_000_000, 10_000_000, 1_000_000_000_000}} {
		if got := partnership.Worth(tt.minutes, tt.rate); got != tt.want {
			t.Errorf("%d minutes at %d: got %d, want %d", tt.minutes, tt.rate, got, tt.want)
		}
	}
}

package partnership

import (
	"regexp"
	"strconv"
	"strings"

	"liaison/internal/fault"
)

// Pence is an amount of money in pence, so that no sum is ever rounded.
type Pence int64

// MostPence is the largest amount that can be kept: a thousand million pounds.
const MostPence Pence = 100_000_000_000

// Pounds writes the amount as people do: "£1,250.50", and "£1,250" where there
// are no pence.
func (p Pence) Pounds() string {
	sign := ""
	if p < 0 {
		sign, p = "−", -p
	}
	text := sign + "£" + grouped(int64(p)/100)
	if rest := int64(p) % 100; rest != 0 {
		text += "." + twoDigits(rest)
	}
	return text
}

// Plain writes the amount for a machine: "1250.50".
func (p Pence) Plain() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return sign + strconv.FormatInt(int64(p)/100, 10) + "." + twoDigits(int64(p)%100)
}

// Whole is the amount to the nearest pound, 50 pence upwards: what facts carry,
// whose number is a whole one.
func (p Pence) Whole() int { return int((p + 50) / 100) }

func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

func twoDigits(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// amount is how people write money: pounds with or without their sign, commas
// between thousands, and one or two digits of pence.
var amount = regexp.MustCompile(`^£? ?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?$`)

// ReadPence reads "£1,250.50", "1250" or "1,250.5". What reads otherwise, such
// as "1.250,00" or "1,25", is not an amount.
func ReadPence(typed string) (Pence, bool) {
	m := amount.FindStringSubmatch(strings.TrimSpace(typed))
	if m == nil {
		return 0, false
	}
	pounds, err := strconv.ParseInt(strings.ReplaceAll(m[1], ",", ""), 10, 64)
	pence, _ := strconv.ParseInt((m[2] + "00")[:2], 10, 64) // two digits, as the pattern says
	return Pence(pounds*100 + pence), err == nil
}

// worked is how people write time spent: 7.5, 7:30 or 7.
var worked = regexp.MustCompile(`^(\d{1,6})(?:\.(\d{1,2})|:([0-5]\d))?$`)

// ReadHours reads "7.5" or "7:30" as minutes, to the nearest minute.
func ReadHours(typed string) (minutes int, ok bool) {
	m := worked.FindStringSubmatch(strings.TrimSpace(typed))
	if m == nil {
		return 0, false
	}
	hours, err := strconv.Atoi(m[1])
	part, _ := strconv.Atoi((m[2] + "00")[:2]) // digits, as the pattern says
	rest, _ := strconv.Atoi("0" + m[3])
	return hours*60 + (part*60+50)/100 + rest, err == nil
}

// Hours writes minutes as people write time spent: "7 hours 30 minutes".
func Hours(minutes int) string {
	var parts []string
	for _, u := range []struct {
		n    int
		name string
	}{{minutes / 60, " hour"}, {minutes % 60, " minute"}} {
		switch {
		case u.n == 1:
			parts = append(parts, "1"+u.name)
		case u.n > 1:
			parts = append(parts, grouped(int64(u.n))+u.name+"s")
		}
	}
	return strings.Join(parts, " ")
}

// checkAmount asks for an amount of at least a penny.
func checkAmount(c *fault.Check, p Pence) {
	c.Need(p > 0, "amount", "Enter the amount, more than £0")
	c.Need(p <= MostPence, "amount", "The amount must be %s or less", MostPence.Pounds())
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

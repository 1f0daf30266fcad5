package partnership

import (
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Deed is one thing done to a standing fact: the permission it takes and what
// it changes, what the history then says of it, and the reason given.
type Deed[T any] struct {
	access.Change[T]
	Said func(was, is T) []string // one line of the history each
	Why  string                   // empty where no reason is asked
}

// saying is a deed of which the history says the same whatever it was done to.
func saying[T any](say string) func(T, T) []string {
	return func(T, T) []string { return []string{say} }
}

// stale is the fault of a change to a version that is no longer the newest.
func stale() error {
	return fault.New(fault.Conflict, "Someone else changed this while you were working on it")
}

// checkText asks for a text that fits where it is kept.
func checkText(c *fault.Check, field, label, text string, most int) {
	c.Need(form.Length(text) <= most, field, "%s must be %s characters or less", label, thousands(most))
}

// thousands writes a number up to 9,999 as people read it.
func thousands(n int) string {
	digits := []byte{byte('0' + n/1000%10), ',', byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)}
	return strings.TrimLeft(string(digits), "0,")
}

// checkYear asks for a day that can be one of a partnership's own, where there
// is one.
func checkYear(c *fault.Check, field, label string, day time.Time) {
	c.Need(day.IsZero() || day.Year() >= 2000 && day.Year() <= 2100, field, "%s must be between 2000 and 2100", label)
}

// checkPast asks for a day that has come, where there is one.
func checkPast(c *fault.Check, field, label string, day, today time.Time) {
	checkYear(c, field, label, day)
	c.Need(!day.After(today), field, "%s must be today or in the past", label)
}

// written is a day as a message says it.
func written(day time.Time) string { return day.Format("2 January 2006") }

// differing lists what the history says of those texts that changed.
func differing(pairs ...[3]string) []string {
	var said []string
	for _, p := range pairs {
		switch p[1] {
		case p[2]:
		case "":
			said = append(said, p[0]+" added")
		default:
			said = append(said, p[0]+" changed. It was: "+clipped(p[1]))
		}
	}
	return said
}

// mostSaid is how much of a former text the history keeps.
const mostSaid = 800

// clipped is a text short enough for a line of the history.
func clipped(text string) string {
	if r := []rune(text); len(r) > mostSaid {
		return string(r[:mostSaid]) + "…"
	}
	return text
}

package health

import (
	"slices"

	"liaison/internal/fact"
)

// Question is one thing that the pulse asks. Its code is the flag that facts of
// it carry.
type Question struct {
	Code fact.Flag
	Of   Code // the measure that it is part of, or none
	Says string
}

// Wording is the questions of a round, word for word. One that was used is never
// changed: another wording takes the next number, and begins a series of its own.
//
// The dimensions are those of domain, partnership health, "Trust" and "Value",
// which PARTNER's survey asks about as well, with convenience of meetings and
// clarity of goals; the words are our own.
type Wording struct {
	Number    int
	Questions []Question
}

// wordings lists those ever used, the oldest first.
var wordings = []Wording{{Number: 1, Questions: []Question{
	{"reliability", Trust, "The partners do what they said they would do"},
	{"shared_aims", Trust, "The partners work towards the same aims"},
	{"openness", Trust, "The partners speak openly, also about what goes wrong"},
	{"influence", Worth, "The partners can make things happen, in their own agencies and beyond"},
	{"involvement", Worth, "The partners put time and effort into the shared work"},
	{"resources", Worth, "The partners bring the people, money, places or knowledge that the work needs"},
	{"convenience", "", "Meetings are at times and in places that suit me"},
	{"goals", "", "I know what this partnership wants to achieve, and what my agency’s part in it is"},
}}}

// PresentWording is what a round asks that is opened now.
func PresentWording() Wording { return wordings[len(wordings)-1] }

// FindWording returns the wording with the number.
func FindWording(number int) (Wording, bool) {
	n := slices.IndexFunc(wordings, func(w Wording) bool { return w.Number == number })
	if n < 0 {
		return Wording{}, false
	}
	return wordings[n], true
}

// Answers are the words for the values from 1 to 4.
func Answers() []string { return []string{"No", "More no than yes", "More yes than no", "Yes"} }

// CannotSay are the words for who could not say, whose value is 0.
const CannotSay = "I cannot say"

// ends are the lowest and the highest value of an answer.
const (
	lowest  = 1
	highest = 4
)

package fact

import "strconv"

// The kinds of one round of the pulse, known once it was over and published.
// All facts of a round have one Source, and last from the day it opened to the
// day it closed. Where too few people answered there are the first two alone.
const (
	// PulseAsked: Number how many people were asked; a flag of the wording, see PulseWording.
	PulseAsked Kind = "pulse_asked"
	// PulseAnswered: Number how many answered; flag PulseTold where they were enough.
	PulseAnswered Kind = "pulse_answered"
	// PulseCount: Number how many people gave one answer to one question; two flags, the question
	// and the answer, see PulseAnswer.
	PulseCount Kind = "pulse_count"
	// PulseRaters: Number how many people could speak of a measure; its flag.
	PulseRaters Kind = "pulse_raters"
	// PulseScore: Number the sum over those people of what each said on average, in sixths; the
	// measure's flag.
	PulseScore Kind = "pulse_score"
)

// PulseTold marks a round in which enough people answered.
const PulseTold Flag = "told"

// CannotSay marks the number of those who could not say.
const CannotSay Flag = "answer_none"

// PulseWording is the flag of the questions with the number.
func PulseWording(number int) Flag { return numbered("wording_", number) }

// PulseAnswer is the flag of an answer from 1 to 4, and CannotSay for 0.
func PulseAnswer(value int) Flag {
	if value == 0 {
		return CannotSay
	}
	return numbered("answer_", value)
}

func numbered(what string, number int) Flag { return Flag(what + strconv.Itoa(number)) }

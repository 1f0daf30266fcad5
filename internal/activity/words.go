package activity

import (
	"regexp"
	"slices"
	"strings"
)

// Signs are the patterns by which a text is recognised that reads like
// intelligence. They are written so that a browser understands them too: a page
// warns as one types with the same patterns that the form is read with.
type Signs struct {
	Any     string // whatever the case of the letters
	Exact   string // in these letters alone, since "urn" is a word
	Address string // what is taken out before: a postcode can end like a grading
}

// BlurSigns are the signs: an intelligence grading (1BP), and words for where
// intelligence comes from. A word that only contains one of them is none.
var BlurSigns = Signs{
	Any:     `\b(?:[1-3][A-E][PC]|sources?|informants?|tasking|tasked|CHIS|intelligence reports?)\b`,
	Exact:   `\bURNs?\b`,
	Address: `\b(?:[BEGLMNSW]|[A-Z][A-Z])[0-9][0-9A-Z]? [0-9][A-Z][A-Z]\b`,
}

var (
	blurAny     = regexp.MustCompile(`(?i)` + BlurSigns.Any)
	blurExact   = regexp.MustCompile(BlurSigns.Exact)
	blurAddress = regexp.MustCompile(BlurSigns.Address)
)

// Blurs is what of a text reads like intelligence, as it was typed, each once
// and in order. Nothing is forbidden by it: it is for a warning, which says
// what a person may not have thought of.
func Blurs(text string) []string {
	text = blurAddress.ReplaceAllString(text, " ")
	var found []string
	at := append(blurAny.FindAllStringIndex(text, -1), blurExact.FindAllStringIndex(text, -1)...)
	slices.SortFunc(at, func(x, y []int) int { return x[0] - y[0] })
	for _, span := range at {
		word := text[span[0]:span[1]]
		if !slices.ContainsFunc(found, func(w string) bool { return strings.EqualFold(w, word) }) {
			found = append(found, word)
		}
	}
	return found
}

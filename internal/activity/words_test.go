package activity_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"liaison/internal/activity"
)

func TestATextThatReadsLikeIntelligenceIsRecognised(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"nothing was typed", "", nil},
		{"plain work", "About 30 people came. Most asked about online safety.", nil},
		{"a grading", "We heard (1BP) that it may happen again", []string{"1BP"}},
		{"a grading as it is written", "[3EC]", []string{"3EC"}},
		{"a grading in small letters", "graded 2dp", []string{"2dp"}},
		{"gradings side by side", "1AP/1AC,3EP", []string{"1AP", "1AC", "3EP"}},
		{"each word once, in the order of the text", "Tasked by a source. The Source was tasked", []string{"Tasked", "source"}},
		{
			"every word of the list", "source informant tasking tasked CHIS intelligence report URN",
			[]string{"source", "informant", "tasking", "tasked", "CHIS", "intelligence report", "URN"},
		},
		{"more than one of a thing", "sources, informants, intelligence reports, URNs", []string{"sources", "informants", "intelligence reports", "URNs"}},
		{"a word at either end", "URN", []string{"URN"}},
		{"across a line", "a tasking\nfor us", []string{"tasking"}},
		{"a plain meaning is warned of too, and the person decides", "They use an open source library", []string{"source"}},
		{"a word that contains one", "resources, outsourced, multitasking, chisel, informal, burnt", nil},
		{"an urn for the tea", "An urn was lent by the council", nil},
		{"intelligence by itself", "A talk on artificial intelligence", nil},
		{"a source of gradings that are none", "4BP 1FP 1BX 0AP 11BP 1BPA B1BP", nil},
		{"a postcode", "Harbour Hall, WM1 2BP", nil},
		{"a postcode of one letter", "The hall at S1 1AP", nil},
		{"a grading after an action code, which is no postcode", "A1 1BP", []string{"1BP"}},
		{"a grading beside a postcode", "WM1 2BP 2BP", []string{"2BP"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := activity.Blurs(tt.text); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAPlantedGradingIsFoundWhateverStandsAroundIt(t *testing.T) {
	// Letters, digits and the low line would make it part of another word.
	around := rapid.StringMatching(`[ .,;:()\[\]"'!?/\n-]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		grading := rapid.StringMatching(`[1-3][A-E][PC]`).Draw(t, "grading")
		text := "we heard" + around.Draw(t, "before") + " " + grading + around.Draw(t, "after")
		if got := activity.Blurs(text); !slices.Equal(got, []string{grading}) {
			t.Fatalf("%q: got %q, want %q", text, got, grading)
		}
	})
}

// A browser reads the same patterns, so nothing in them may be of one language.
func TestTheSignsAreWrittenSoThatABrowserReadsThem(t *testing.T) {
	for _, sign := range []string{activity.BlurSigns.Any, activity.BlurSigns.Exact, activity.BlurSigns.Address} {
		if _, err := regexp.Compile(sign); err != nil {
			t.Error(err)
		}
		for _, own := range []string{"(?i", "(?P", `\p`, `\z`, `\A`, `\Q`, "[[:"} {
			if strings.Contains(sign, own) {
				t.Errorf("%s holds %s, which browsers read otherwise", sign, own)
			}
		}
	}
}

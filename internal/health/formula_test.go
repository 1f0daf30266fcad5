package health_test

import (
	"testing"

	"liaison/internal/health"
)

// Every measure says how it is worked out, in words and in signs.
func TestEveryMeasureHasItsFormula(t *testing.T) {
	t.Parallel()
	for _, m := range health.Measures() {
		if m.Formula() == "" || m.Says == "" {
			t.Errorf("%s: got formula %q and words %q, want both", m.Code, m.Formula(), m.Says)
		}
	}
}

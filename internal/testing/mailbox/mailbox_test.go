package mailbox_test

import (
	"testing"

	"liaison/internal/testing/mailbox"
)

// A test may end before its server has begun: it still ends.
func TestAServerThatHasNotBegunEnds(t *testing.T) {
	for range 200 {
		t.Run("", func(t *testing.T) { mailbox.New(t) })
	}
}

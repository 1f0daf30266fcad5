package partnership

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// seen is a short digest of what a form shows of a record that has no version
// of its own. A form that comes back with another digest is about what somebody
// has changed meanwhile.
func seen(shown ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(shown, "\x00")))
	return hex.EncodeToString(sum[:8])
}

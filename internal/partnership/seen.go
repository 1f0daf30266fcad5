package partnership

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// seen is a short digest of what a form showed, for records without a version
// of their own: an agency's name is its partnerships', its days a spell's. Two
// digests that differ say that somebody changed the record meanwhile.
func seen(shown ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(shown, "\x00")))
	return hex.EncodeToString(sum[:8])
}

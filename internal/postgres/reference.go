package postgres

import (
	"crypto/rand"

	"liaison/internal/access"
)

// crockford is base 32 without the letters that are misread.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const referenceLength = 7

// reference draws a reference of the strand, such as COO-7K2M9QX. Nothing can
// be counted from it. Should it be taken, its unique key refuses the row and
// as runs the transaction once more, which draws another.
func reference(in access.Strand) string {
	var b [referenceLength]byte
	_, _ = rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = crockford[int(b[i])%len(crockford)]
	}
	return in.Prefix() + "-" + string(b[:])
}

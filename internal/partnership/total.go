package partnership

import (
	"time"

	"liaison/internal/access"
)

// AreaTotal is how many records a strand beyond coordination had in a closed
// month, as far as it may be known outside: fewer than 10, or so many tens.
// It is published once and never changes.
type AreaTotal struct {
	Strand access.Strand
	Month  time.Time // its first day
	Tens   int       // 0 for fewer than 10, or none; else rounded down to 10
}

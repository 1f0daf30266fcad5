package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Restore says that a reported record was right. It takes two people: the
// first leaves it hidden, the second shows it again and its facts count again.
func Restore(who access.Actor, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.RestoreActivity, Apply: func(a *Activity) error {
		switch {
		case !a.Hidden():
			return fault.New(fault.Conflict, "This record is not hidden")
		case a.Report.RestoredFirstBy == uuid.Nil:
			a.Report.RestoredFirstBy, a.Report.RestoredFirstAt = who.ID, now
			a.touch(who, now)
			return nil
		case a.Report.RestoredFirstBy == who.ID:
			return fault.New(fault.Forbidden, "You have already agreed that this record is right. A second person must agree before it is shown again")
		}
		a.Report.RestoredBy, a.Report.RestoredAt = who.ID, now
		a.ReportedAt = time.Time{}
		a.touch(who, now)
		a.add(Restored, who, "", now)
		return nil
	}}
}

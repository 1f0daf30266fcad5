package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// ReportWrong hides the record at once, from everybody, because something in
// it does not belong there. Its facts are closed.
func ReportWrong(who access.Actor, why string, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.ReportActivity, Apply: func(a *Activity) error {
		if a.Hidden() {
			return fault.New(fault.Conflict, "This record is already hidden, because somebody reported it")
		}
		if err := CheckReason(why, "Enter what kind of content is wrong, without repeating it"); err != nil {
			return err
		}
		a.touch(who, now)
		a.ReportedAt = now
		a.Report = WrongContent{ID: uuid.New(), By: who.ID, At: now, Why: why}
		a.add(Reported, who, why, now)
		return nil
	}}
}

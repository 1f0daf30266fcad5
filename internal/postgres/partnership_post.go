package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

type appointmentRow struct {
	ID              uuid.UUID `gorm:"primaryKey"`
	PartnershipID   int
	AccountID       uuid.UUID
	Name            string
	FteHundredths   int
	Dedicated       bool
	DeputyAccountID *uuid.UUID
	DeputyName      *string
	FromDay         time.Time
	ToDay           *time.Time
	Reason          string
	RecordedBy      uuid.UUID
	RecordedAt      time.Time
	EndedBy         *uuid.UUID
	EndReason       *string
	Version         int
}

func (appointmentRow) TableName() string { return "appointment" }

func (r appointmentRow) read() partnership.Appointment {
	return partnership.Appointment{
		ID: r.ID, Account: r.AccountID, Name: r.Name, Hundredths: r.FteHundredths, Dedicated: r.Dedicated,
		Deputy: deref(r.DeputyAccountID), DeputyName: deref(r.DeputyName), From: midnight(r.FromDay), To: midnight(deref(r.ToDay)),
		Reason: r.Reason, By: r.RecordedBy, At: r.RecordedAt.UTC(), EndedBy: deref(r.EndedBy), EndReason: deref(r.EndReason), Version: r.Version,
	}
}

func (r *appointmentRow) write(partnership int, a partnership.Appointment) {
	*r = appointmentRow{
		ID: a.ID, PartnershipID: partnership, AccountID: a.Account, Name: a.Name, FteHundredths: a.Hundredths, Dedicated: a.Dedicated,
		DeputyAccountID: orNull(a.Deputy), DeputyName: orNull(a.DeputyName), FromDay: a.From, ToDay: orNull(a.To), Reason: a.Reason,
		RecordedBy: a.By, RecordedAt: a.At, EndedBy: orNull(a.EndedBy), EndReason: orNull(a.EndReason), Version: max(a.Version, 1),
	}
}

// Post implements partnership.Store.
func (s Partnerships) Post(ctx context.Context, who access.Actor) (partnership.Post, error) {
	var post partnership.Post
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		post, err = findPost(tx, who.Partnership)
		return err
	})
	return post, err
}

func findPost(tx *gorm.DB, of int) (partnership.Post, error) {
	var rows []appointmentRow
	if err := tx.Where("partnership_id = ?", of).Order("from_day DESC, id").Find(&rows).Error; err != nil {
		return partnership.Post{}, err
	}
	post := partnership.Post{Partnership: of}
	for _, r := range rows {
		post.Appointments = append(post.Appointments, r.read())
	}
	return post, nil
}

// ChangePost implements partnership.Store. An appointment is added, ended or
// put right, which is what the table's grants allow.
func (s Partnerships) ChangePost(ctx context.Context, who access.Actor, ch access.Change[partnership.Post]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		post, err := findPost(tx.Clauses(clause.Locking{Strength: "UPDATE"}), who.Partnership)
		if err != nil {
			return err
		}
		before := slices.Clone(post.Appointments)
		if err := s.guard.Check(who, ch.Do, post.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&post); err != nil {
			return err
		}
		act, on := audit.Alter, uuid.Nil
		for _, a := range post.Appointments {
			i := slices.IndexFunc(before, func(b partnership.Appointment) bool { return b.ID == a.ID })
			if i >= 0 && before[i] == a {
				continue
			}
			var row appointmentRow
			row.write(who.Partnership, a)
			if i < 0 {
				act = audit.Collect
				err = tx.Create(&row).Error
			} else {
				err = save(tx, &row, "fte_hundredths", "dedicated", "deputy_account_id", "deputy_name", "from_day", "to_day", "ended_by", "end_reason")
			}
			if err != nil {
				return err
			}
			k := kept{register: "appointment", on: a.ID, said: "Appointment recorded", why: a.Reason, facts: a.Facts()}
			switch {
			case i >= 0 && post.Did.On == a.ID:
				k.said, k.why = post.Did.Said, post.Did.Why
			case i >= 0:
				k.said, k.why = "Appointment ended", a.EndReason
			}
			if err := s.keepOne(tx, who, k); err != nil {
				return err
			}
			on = a.ID
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: act, Did: ch.Do, Kind: "appointment", On: audit.On(on)})
	})
}

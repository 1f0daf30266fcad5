package postgres

import (
	"context"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// What tests outside the package need of its inside. They are outside because
// pgtest imports the package.

func (db *DB) As(ctx context.Context, who access.Actor, in access.Strand, fn func(tx *gorm.DB) error) error {
	return db.as(ctx, who, in, fn)
}

func (db *DB) Record(tx *gorm.DB, who access.Actor, in access.Strand, e audit.Event) error {
	return db.record(tx, who, in, e)
}

package postgres

import (
	"context"
	"database/sql"

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

// Raw is the pool beneath, on which nobody acts.
func (db *DB) Raw(in access.Strand) *sql.DB { return db.pools[in].sql }

// Sign makes the signed context of who.
func (db *DB) Sign(who access.Actor, in access.Strand) (string, error) { return db.sign(who, in) }

func Query[T any](ctx context.Context, db *DB, who access.Actor, in access.Strand, q string, args ...any) ([]T, error) {
	return query[T](ctx, db, who, in, q, args...)
}

func Logged[T any](ctx context.Context, db *DB, who access.Actor, in access.Strand, e audit.Event, q string, args ...any) ([]T, error) {
	return logged[T](ctx, db, who, in, e, q, args...)
}

func Save(tx *gorm.DB, row any, columns ...string) error { return save(tx, row, columns...) }

var (
	Translate = translate
	Excluded  = excluded
	Reference = reference

	CheckVersion = checkVersion
)

// TheService acts without a person.
var TheService = Service{}.who()

// Package migrations carries the schema: what a superuser does once for a
// database, the numbered steps that follow, and the proof that the wall stands.
package migrations

import "embed"

// FS holds the files.
//
//go:embed 0*.sql bootstrap/*.sql wall/*.sql
var FS embed.FS

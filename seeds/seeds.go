// Package seeds carries the invented partnership that a demonstration shows.
package seeds

import "embed"

// FS holds the files.
//
//go:embed *.json
var FS embed.FS

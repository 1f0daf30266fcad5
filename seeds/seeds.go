// Package seeds carries the invented partnerships that a demonstration shows.
package seeds

import "embed"

// FS holds the files.
//
//go:embed *.json calderby
var FS embed.FS

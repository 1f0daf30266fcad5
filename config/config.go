// Package config carries the files that say what the service allows and asks
// for, so that a build always knows the rules it was reviewed with.
package config

import "embed"

// FS holds access/model.conf and access/policy.csv, which package policy
// reads, and checklist.json, which package checklist reads.
//
//go:embed access checklist.json
var FS embed.FS

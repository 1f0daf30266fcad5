// Package web carries the files that browsers are sent as they are: styles,
// script, font and icons. The folders beside it hold the pages. It knows no
// subject.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed static
var files embed.FS

// StaticFS holds the static files by their plain names, such as app.css.
func StaticFS() fs.FS {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err) // the name is fixed above
	}
	return static
}

// Version names what the static files hold. It changes with any of them, so
// an address that has it in can be kept by a browser for ever.
func Version() string { return version() }

var version = sync.OnceValue(func() string {
	static, sum := StaticFS(), sha256.New()
	err := fs.WalkDir(static, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(static, path)
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(sum, "%s %d\n", path, len(b)) // a hash never fails
		_, _ = sum.Write(b)
		return nil
	})
	if err != nil {
		panic(err) // an embedded file can always be read
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
})

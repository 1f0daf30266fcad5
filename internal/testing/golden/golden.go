// Package golden compares what a test made with a file kept in testdata. Run
// go test with -update to accept what is made now, and read the diff.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Same fails the test unless got is testdata/name. A name may have folders.
func Same(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.Errorf("%s is not there; run go test -update and read it. Got:\n%s", path, got)
	case err != nil:
		t.Fatal(err)
	case string(want) != string(got):
		// Lines are compared, so that the diff reads as one of files.
		diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n"))
		t.Errorf("%s differs; run go test -update and read the diff (-want +got):\n%s", path, diff)
	}
}

func write(t testing.TB, path string, got []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // committed, and read by everyone
		t.Fatal(err)
	}
	if old, err := os.ReadFile(path); err == nil && string(old) == string(got) {
		return // what has not changed keeps its time, and its place in the test cache
	}
	if err := os.WriteFile(path, got, 0o644); err != nil { //nolint:gosec // committed, and read by everyone
		t.Fatal(err)
	}
}

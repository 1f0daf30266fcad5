package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// witness is a test that remembers its failure.
type witness struct {
	testing.TB
	said string
}

func (*witness) Helper() {}

func (w *witness) Errorf(format string, args ...any) { w.said += fmt.Sprintf(format, args...) }

func TestSame(t *testing.T) {
	if *update {
		t.Skip("this package's own files are written by hand")
	}
	for _, tt := range []struct {
		name, file, got string
		want            []string
	}{
		{"the same says nothing", "page.txt", "a meeting\na record\n", nil},
		{"another line is shown with the old one", "page.txt", "a meeting\na case\n", []string{"a record", "a case", "-update"}},
		{"no file says how to make one", "none.txt", "a case\n", []string{"is not there", "-update", "a case"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := &witness{TB: t}
			Same(w, tt.file, []byte(tt.got))
			if len(tt.want) == 0 && w.said != "" {
				t.Errorf("got %q, want nothing", w.said)
			}
			for _, word := range tt.want {
				if !strings.Contains(w.said, word) {
					t.Errorf("got %q, want %q in it", w.said, word)
				}
			}
		})
	}
}

func TestUpdateWrites(t *testing.T) {
	t.Chdir(t.TempDir())
	defer func(was bool) { *update = was }(*update)
	*update = true
	Same(t, "folder/new.txt", []byte("made"))
	got, err := os.ReadFile(filepath.Join("testdata", "folder", "new.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "made" {
		t.Errorf("got %q, want made", got)
	}
}

package server

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// static holds the files that browsers may keep for ever, since their address
// changes when they do. They are read and compressed once.
type static struct{ files map[string]file }

type file struct {
	kind   string
	plain  []byte
	packed []byte // gzip, where that is smaller
}

// kinds are the files that may be there, and what browsers are told they are.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".woff2": "font/woff2", ".png": "image/png", ".ico": "image/x-icon", ".txt": "text/plain; charset=utf-8",
	".map": "application/json",
}

func newStatic(from fs.FS, version string) (*static, error) {
	s := &static{files: map[string]file{}}
	if from == nil {
		return s, nil
	}
	if version == "" || strings.ContainsAny(version, "/%?#") {
		return nil, fmt.Errorf("server: static files need a version that fits in a path, and have %q", version)
	}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := readStatic(from, name)
		s.files["/static/"+version+"/"+name] = f
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("server: static files: %w", err)
	}
	return s, nil
}

func readStatic(from fs.FS, name string) (file, error) {
	kind, ok := kinds[path.Ext(name)]
	if !ok {
		return file{}, fmt.Errorf("%s: is of no kind that is served", name)
	}
	plain, err := fs.ReadFile(from, name)
	if err != nil {
		return file{}, err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return file{}, err
	}
	if _, err := w.Write(plain); err != nil {
		return file{}, err
	}
	if err := w.Close(); err != nil {
		return file{}, err
	}
	f := file{kind: kind, plain: plain}
	if b.Len() < len(plain)*9/10 {
		f.packed = b.Bytes()
	}
	return f, nil
}

// ServeHTTP answers with the file of exactly that address, or with nothing. It
// asks nobody who they are: every file here is in every browser's sign-in page.
func (s *static) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	f, ok := s.files[q.URL.Path]
	switch {
	case !ok:
		http.Error(w, "Not found", http.StatusNotFound)
		return
	case q.Method != http.MethodGet && q.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h, body := w.Header(), f.plain
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if f.packed != nil && takesGzip(q.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = f.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if q.Method == http.MethodGet {
		_, _ = w.Write(body) // a browser that left is not ours to mend
	}
}

func takesGzip(accepts string) bool {
	for _, part := range strings.Split(accepts, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
		return weight == "" || err == nil && q > 0
	}
	return false
}

package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestATableIsAFileForASpreadsheet(t *testing.T) {
	s := newSite(t, nil)
	for name, want := range map[string]bool{"costs-2025": true, "": false, "../evil": false, "a\"b": false, "A": false, "costs.csv": false} {
		r := &Request{}
		if err := r.Table(name, []byte("Day\r\n")); (err == nil) != want || (r.answer != nil) != want {
			t.Errorf("%q: got %v, want it taken: %t", name, err, want)
		}
	}
	route := Public(http.MethodGet, "/costs", "a test asks", func(r *Request) error { return r.Table("costs", []byte("Day\r\n2025-12-01\r\n")) })
	h, err := s.Server.Handler(route)
	if err != nil {
		t.Fatal(err)
	}
	for method, body := range map[string]string{http.MethodGet: "Day\r\n2025-12-01\r\n", http.MethodHead: ""} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/costs", http.NoBody))
		if w.Code != http.StatusOK || w.Body.String() != body || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" || w.Header().Get("Content-Disposition") != `attachment; filename="costs.csv"` {
			t.Errorf("%s: got %d %q with %v", method, w.Code, w.Body, w.Header())
		}
	}
}

func TestAWorkbookIsAFileForASpreadsheet(t *testing.T) {
	s := newSite(t, nil)
	route := Public(http.MethodGet, "/costs", "a test asks", func(r *Request) error { return r.Workbook("costs", []byte("PK")) })
	h, err := s.Server.Handler(route)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/costs", http.NoBody))
	if w.Code != http.StatusOK || w.Body.String() != "PK" || w.Header().Get("Content-Disposition") != `attachment; filename="costs.xlsx"` ||
		w.Header().Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("got %d %q with %v", w.Code, w.Body, w.Header())
	}
}

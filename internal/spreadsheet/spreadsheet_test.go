package spreadsheet_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"liaison/internal/spreadsheet"
)

var hostile = [][]string{{"Day", "What"}, {"2025-12-01", `=HYPERLINK("http://evil.example")`}, {"+1", "@SUM(A1)"}, {"-2", "a, \"b\"\nc"}, {"\tx", "\r1"}, {"'=1", "a=b"}}

func TestNoCellIsAFormula(t *testing.T) {
	got, err := spreadsheet.CSV(hostile)
	want := "Day,What\r\n2025-12-01,\"'=HYPERLINK(\"\"http://evil.example\"\")\"\r\n'+1,'@SUM(A1)\r\n'-2,\"a, \"\"b\"\"\r\nc\"\r\n'\tx,\"'1\"\r\n'=1,a=b\r\n"
	if err != nil || string(got) != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	book, err := spreadsheet.Workbook(spreadsheet.Sheet{Name: "First", Rows: hostile, Widths: []float64{12}}, spreadsheet.Sheet{Name: "Second", Rows: [][]string{{strings.Repeat("é", 40000)}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"First", "Second"}) {
		t.Errorf("got sheets %v", got)
	}
	for at, want := range map[string]string{"A2": "2025-12-01", "B2": `'=HYPERLINK("http://evil.example")`, "A3": "'+1", "B3": "'@SUM(A1)", "A6": "'=1", "B6": "a=b"} {
		got, err := f.GetCellValue("First", at)
		formula, ferr := f.GetCellFormula("First", at)
		if err != nil || ferr != nil || got != want || formula != "" {
			t.Errorf("%s: got %q and the formula %q (%v %v), want the text %q", at, got, formula, err, ferr, want)
		}
	}
	if got, err := f.GetCellValue("Second", "A1"); err != nil || len([]rune(got)) != 32767 {
		t.Errorf("got %d characters (%v), want as many as fit", len([]rune(got)), err)
	}
}

func TestAWorkbookThatCannotBe(t *testing.T) {
	if _, err := spreadsheet.Workbook(spreadsheet.Sheet{Name: "a/b"}); err == nil {
		t.Error("got a workbook with a sheet whose name is not allowed, want an error")
	}
}

// Package spreadsheet writes tables for spreadsheets, as comma-separated values
// and as workbooks. It is the only door to the library that writes workbooks,
// and knows no subject: what it writes comes to it as words.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table of a workbook.
type Sheet struct {
	Name   string // 31 characters at most, as workbooks allow
	Rows   [][]string
	Widths []float64 // of the first columns, in characters
}

// CSV writes rows as comma-separated values. A cell that a spreadsheet would
// take for a formula begins with an apostrophe, so that it stays text.
func CSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = plain(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// plain is a cell that no spreadsheet takes for a formula.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// mostInCell is how many characters a cell of a workbook holds.
const mostInCell = 32767

// Workbook writes the sheets as a workbook. Every cell is text, and begins with
// an apostrophe where it would be a formula once copied somewhere else.
func Workbook(sheets ...Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing of it is on disk
	for n, s := range sheets {
		if err := add(f, n, s); err != nil {
			return nil, fmt.Errorf("spreadsheet: sheet %s: %w", s.Name, err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("spreadsheet: %w", err)
	}
	return b.Bytes(), nil
}

func add(f *excelize.File, n int, s Sheet) error {
	if n == 0 {
		if err := f.SetSheetName(f.GetSheetName(0), s.Name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(s.Name); err != nil {
		return err
	}
	for i, width := range s.Widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.Name, column, column, width); err != nil {
			return err
		}
	}
	for y, row := range s.Rows {
		for x, cell := range row {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				return err
			}
			text := []rune(plain(cell))
			if err := f.SetCellStr(s.Name, at, string(text[:min(len(text), mostInCell)])); err != nil {
				return err
			}
		}
	}
	return nil
}

package postgres

import (
	"fmt"
	"reflect"

	"gorm.io/gorm"

	"liaison/internal/fault"
)

// save writes the named columns of the row, which points to a struct with a
// primary key. Where the row has a version it must still be the one that was
// read, and goes up by one. Exactly one row is written, or it is a Conflict.
func save(tx *gorm.DB, row any, columns ...string) error {
	st := &gorm.Statement{DB: tx}
	if err := st.Parse(row); err != nil {
		return fmt.Errorf("postgres: save: %w", err)
	}
	q := tx.Model(row)
	if f := st.Schema.LookUpField("version"); f != nil {
		at := reflect.Indirect(reflect.ValueOf(row)).FieldByName(f.Name)
		was := at.Int()
		at.SetInt(was + 1)
		q = q.Where("version = ?", was)
		columns = append(columns[:len(columns):len(columns)], "version")
	}
	res := q.Select(columns).Updates(row)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected != 1 {
		return changed()
	}
	return nil
}

// changed is the fault of a record that someone else changed meanwhile.
func changed() error {
	return fault.New(fault.Conflict, "Someone else changed this while you were working on it")
}

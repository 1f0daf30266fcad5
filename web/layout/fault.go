package layout

// named is the shell of a page about what went wrong, which is in no strand:
// it must read the same wherever it happens.
func (s Shell) named(title string) Shell {
	s.Title, s.Strand, s.Marking, s.Limit, s.HasErrors, s.NoPrint = title, "", "", "", false, false
	return s
}

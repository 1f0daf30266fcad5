package layout

// Versions is what someone else saved first beside what this person typed.
type Versions struct {
	By, At string
	Rows   []Difference
}

// Difference is one answer in two versions.
type Difference struct {
	Name, Left, Right string
}

// Change is one thing that happened to a record.
type Change struct {
	What, By, When, ISO, Why string
	Rows                     []Difference
}

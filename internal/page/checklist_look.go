package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/partnership"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// looksOf is what a manager opens of the item: what its finding has, and what is
// added up apart, since no rule reads it.
func (p *Pages) looksOf(r *server.Request, i checklist.Item, at position) ([]checklist.Look, error) {
	all := at.found[i.Code].Looks
	if at.day.Before(p.today()) {
		all = slices.Clone(all)
		for n, l := range all {
			all[n] = l.OnPastDay()
		}
	}
	if i.Rule != "coordinator" {
		return all, nil
	}
	load, err := p.Checklists.Workload(r.Context(), r.Who, at.day, i.RecordedDays())
	if err != nil {
		return nil, err
	}
	return slices.Concat(all, load.Looks()), nil
}

// rowsOfLooks is every row of the looks.
func rowsOfLooks(looks []checklist.Look) []checklist.Row {
	var rows []checklist.Row
	for _, l := range looks {
		for _, row := range l.Rows {
			rows = append(rows, row.Row)
		}
	}
	return rows
}

// addLooks adds what a manager opens, with what is known of its records and
// agencies.
func (p *Pages) addLooks(r *server.Request, v *web.ItemView, i checklist.Item, f checklist.Finding, all []checklist.Look, records behind, agencies map[int]layout.Link) error {
	v.Opens = i.Opens
	grouped, err := p.groupsOf(r, all)
	if err != nil {
		return err
	}
	for n, l := range all {
		shown := web.Look{
			ID: "look-" + strconv.Itoa(n+1), Name: l.Name, Say: l.Say, Caption: l.Name, Heads: l.Of, About: aboutLook(l),
			Records: l.By == checklist.ByRow && slices.ContainsFunc(l.Rows, func(row checklist.LookRow) bool { return row.Source != uuid.Nil || !row.Day.IsZero() }),
		}
		switch w, ok := ways[l.To]; {
		case l.Part > 0:
			shown.Link = layout.Link{Text: f.Parts[l.Part-1].Name, Href: "#part-" + strconv.Itoa(l.Part)}
		case ok && r.MayIn(w.do, wayIn(l.To)):
			shown.Link = w.link
		}
		for _, row := range grouped.together(l) {
			line := web.LookRow{Row: proofRow(row.Row, records, agencies)}
			if rec, found := records[row.Source]; found && row.Agency != 0 {
				line.Record.Text = rec.Title
			}
			if row.Name != "" {
				line.Head = layout.Link{Text: row.Name}
			}
			for _, count := range row.Counts {
				line.Counts = append(line.Counts, lookCount(l, count))
			}
			shown.Rows = append(shown.Rows, line)
		}
		if l.Out > 0 {
			shown.Note = "Of " + strconv.Itoa(len(l.Rows)+l.Out) + ", " + strconv.Itoa(len(l.Rows)) + " are looked at here."
		}
		v.Looks = append(v.Looks, shown)
	}
	return nil
}

func lookCount(l checklist.Look, n int) string {
	if l.Pounds {
		return partnership.Pence(n * 100).Pounds()
	}
	return strconv.Itoa(n)
}

// aboutLook heads the column that says what each row of a look is about.
func aboutLook(l checklist.Look) string {
	switch l.By {
	case checklist.ByMode:
		return "How people met"
	case checklist.ByPlace:
		return "Venue"
	case checklist.ByCourse:
		return "Course"
	case checklist.ByTrainer:
		return "Trainer"
	case checklist.ByKind:
		return "Kind of agency"
	case checklist.ByRow:
	}
	if slices.ContainsFunc(l.Rows, func(row checklist.LookRow) bool { return row.Agency != 0 }) {
		return "Agency"
	}
	return "Who or what"
}

// groups is what rows of looks are put together by.
type groups struct {
	occasions map[uuid.UUID]checklist.Occasion
	kinds     map[int]string
}

// groupsOf looks up what rows are put together by, in one query for each sort.
func (p *Pages) groupsOf(r *server.Request, looks []checklist.Look) (g groups, err error) {
	var ids []uuid.UUID
	kinds := false
	for _, l := range looks {
		switch l.By {
		case checklist.ByRow:
		case checklist.ByKind:
			kinds = kinds || len(l.Rows) > 0
		case checklist.ByMode, checklist.ByPlace, checklist.ByCourse, checklist.ByTrainer:
			for _, row := range l.Rows {
				ids = append(ids, row.Source)
			}
		}
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	if g.occasions, err = p.Checklists.Occasions(r.Context(), r.Who, slices.Compact(ids)); err != nil || !kinds {
		return g, err
	}
	all, err := p.Partnerships.Ever(r.Context(), r.Who, p.today())
	g.kinds = map[int]string{}
	for _, a := range all {
		g.kinds[a.Agency.ID] = a.Agency.KindName()
	}
	return g, err
}

// named is what a row is put together by, in words.
func (g groups) named(by checklist.Grouping, row checklist.LookRow) string {
	o, shown := g.occasions[row.Source]
	name := ""
	switch by {
	case checklist.ByRow:
		return row.Name
	case checklist.ByKind:
		return g.kinds[row.Agency]
	case checklist.ByMode:
		name = activity.Mode(o.Mode).Name()
	case checklist.ByPlace:
		if name = o.Place; name == "" && activity.Mode(o.Mode) == activity.Online {
			name = "Online"
		}
	case checklist.ByCourse:
		name = o.Course
	case checklist.ByTrainer:
		name = o.Trainer
	}
	switch {
	case !shown:
		return "Records that are no longer shown"
	case name == "":
		return "Not recorded"
	}
	return name
}

// together adds up the rows of a look that have the same name, in the order of
// names.
func (g groups) together(l checklist.Look) []checklist.LookRow {
	if l.By == checklist.ByRow {
		return l.Rows
	}
	at := map[string]int{}
	var all []checklist.LookRow
	for _, row := range l.Rows {
		name := g.named(l.By, row)
		n, ok := at[name]
		if !ok {
			n = len(all)
			at[name] = n
			all = append(all, checklist.LookRow{Name: name, Counts: make([]int, len(l.Of))})
		}
		for i, count := range row.Counts {
			all[n].Counts[i] += count
		}
	}
	slices.SortFunc(all, func(a, b checklist.LookRow) int { return strings.Compare(a.Name, b.Name) })
	return all
}

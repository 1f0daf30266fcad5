package page

import (
	"strconv"
	"time"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/checklist"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// acrossRoutes is the map of the checklists of several partnerships.
func (p *Pages) acrossRoutes() []server.Route {
	return []server.Route{
		server.Get(acrossLink.Href, access.Coordination, access.ReadChecklist, audit.None, p.showAcross),
	}
}

var acrossLink = layout.Link{Text: "Across partnerships", Href: "/checklist/partnerships"}

// compared is the checklist of one partnership beside those of others.
type compared struct {
	account.Seat
	position
}

// showAcross shows what the records say in each partnership that the person
// manages, beside one another and in the order of their names.
func (p *Pages) showAcross(r *server.Request) error {
	at, err := p.position(r)
	if err != nil {
		return err
	}
	all, err := p.comparedChecklists(r, at.day)
	if err != nil {
		return err
	}
	v := web.AcrossView{
		Shell:    p.shell(r, shellOf{Title: at.title("Checklist across partnerships"), Nav: "Checklist", Err: at.err}),
		Problems: problems(at.err), On: at.field(), Back: at.backNote(), List: at.to("/checklist"), Today: acrossLink.Href,
		Position: "Position at " + stamp(p.Now()) + ".",
	}
	if at.back {
		v.Position = "Position at the end of " + day(at.day) + "."
	}
	show := r.Show
	if at.err != nil {
		show = r.Mend
	}
	if len(all) < 2 {
		v.Alone = "You manage one partnership."
		if len(all) == 0 {
			v.Alone = "You manage no partnership."
		}
		return show(web.Across(v))
	}
	for _, c := range all {
		v.Tallies = append(v.Tallies, c.tally(r))
	}
	for _, s := range p.Book.Sections {
		g := web.AcrossGroup{Name: s.Name}
		for _, i := range s.Items {
			row := web.AcrossItem{Code: i.Code, Wording: i.Wording}
			for _, c := range all {
				row.Cells = append(row.Cells, c.cell(r, i))
			}
			g.Items = append(g.Items, row)
		}
		v.Groups = append(v.Groups, g)
	}
	return show(web.Across(v))
}

// comparedChecklists works out the checklist of the day in each partnership that
// the person manages today, as the person that they are there: the rows that
// each reads are those that its own row security shows them.
func (p *Pages) comparedChecklists(r *server.Request, day time.Time) ([]compared, error) {
	seats, err := p.Accounts.Seats(r.Context(), r.Who, access.Manager)
	if err != nil {
		return nil, err
	}
	var all []compared
	for _, s := range seats {
		if !r.MayAs(s.Who, access.ReadChecklist, access.Scope{Strand: access.Coordination, Partnership: s.ID}) {
			continue
		}
		at, err := p.positionOf(r.Context(), s.Who, day)
		if err != nil {
			return nil, err
		}
		all = append(all, compared{s, at})
	}
	return all, nil
}

// here reports whether it is the partnership that the person works in, the only
// one whose pages lead anywhere before they change to another.
func (c compared) here(r *server.Request) bool { return c.ID == r.Who.Partnership }

// tally counts the items of one partnership by what its records say.
func (c compared) tally(r *server.Request) web.AcrossTally {
	by := map[checklist.State]int{}
	for _, f := range c.found {
		by[f.State]++
	}
	t := web.AcrossTally{Name: c.Name, Here: c.here(r)}
	for _, s := range checklist.States() {
		t.Counts = append(t.Counts, web.AcrossCount{Key: stateKey(s), State: shortState(s), Value: strconv.Itoa(by[s])})
	}
	return t
}

// cell is what the records of one partnership say of an item.
func (c compared) cell(r *server.Request, i checklist.Item) web.AcrossCell {
	f := c.found[i.Code]
	cell := web.AcrossCell{Name: c.Name, Key: stateKey(f.State), State: shortState(f.State), FreshKey: freshKey(f.Fresh), Fresh: freshWords(f, c.day)}
	if c.here(r) {
		cell.Href = c.to("/checklist/" + i.Code)
	}
	return cell
}

package page

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// separationLink is where what is published of the separation is listed.
var separationLink = layout.Link{Text: "What was published", Href: "/coordination/separation"}

// separationRoutes is the map of what is published of the separation.
func (p *Pages) separationRoutes() []server.Route {
	return []server.Route{server.Get(separationLink.Href, access.Coordination, access.ReadPartnership, audit.None, p.showSeparation)}
}

func (p *Pages) showSeparation(r *server.Request) error {
	published, err := p.Partnerships.Separations(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.SeparationView{Shell: p.shell(r, shellOf{Title: "Separation", Strand: access.Coordination, Nav: "Checklist"})}
	for _, of := range []struct {
		what partnership.Tested
		name string
	}{{partnership.WallTested, "The wall between record areas"}, {partnership.LogTested, "The chain of the log"}} {
		tests, err := p.Partnerships.SelfTests(r.Context(), r.Who, of.what)
		if err != nil {
			return err
		}
		say := "Not tested yet"
		if len(tests) > 0 {
			say = stamp(tests[0].At) + ", " + testWords(tests[0].Found)
		}
		v.Tests = append(v.Tests, layout.SummaryRow{Key: of.name, Lines: []string{say}})
	}
	var ids []uuid.UUID
	for _, s := range published {
		for _, x := range s.Exceptions {
			ids = append(ids, x.ProposedBy, x.ApprovedBy)
		}
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	for _, s := range published {
		v.Rows = append(v.Rows, separationRow(s, names))
	}
	return r.Show(web.Separation(v))
}

func testWords(found int) string {
	if found == 0 {
		return "passed"
	}
	return plural(found, "thing wrong", "things wrong")
}

func separationRow(s partnership.Separation, names map[uuid.UUID]account.Name) web.SeparationRow {
	row := web.SeparationRow{
		Month: day(s.Month), ISO: iso(s.Month), People: strconv.Itoa(s.People), Tested: "Not tested",
		Community: dayOr(s.Community, "Not attested"), OtherSide: dayOr(s.Intelligence, "Not attested"),
	}
	if !s.Tested.IsZero() {
		row.Tested = day(s.Tested) + ", " + testWords(s.TestFound)
	}
	if s.Elsewhere {
		row.OtherSide = "Kept elsewhere. Manager: " + dayOr(s.Manager, "not attested")
	}
	for _, x := range s.Exceptions {
		row.Exceptions = append(row.Exceptions, span(x.From, x.To)+", by "+called(names, x.ProposedBy)+" and "+called(names, x.ApprovedBy))
	}
	return row
}

// dayOr is a day, or words where there is none.
func dayOr(on time.Time, none string) string {
	if on.IsZero() {
		return none
	}
	return day(on)
}

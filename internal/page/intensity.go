package page

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// intensityLink is where it is kept how closely agencies work together.
var intensityLink = layout.Link{Text: "How closely agencies work together", Href: "/coordination/intensity"}

// intensityRoutes is the map of how closely agencies work together.
func (p *Pages) intensityRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/intensity", in, access.ReadHealth, audit.None, p.showIntensity),
		server.Get("/coordination/intensity.csv", in, access.ReadHealth, audit.None, p.showIntensityTable),
		server.Get("/coordination/intensity/say", in, access.SayIntensity, audit.None, p.showIntensitySay),
		server.Post("/coordination/intensity/say", in, access.SayIntensity, audit.Collect, p.saveIntensitySay),
	}
}

// intensities is what was said of the pairs that the person sees: all, or those
// of their own agency.
func (p *Pages) intensities(r *server.Request) (said []partnership.Intensity, all bool, err error) {
	said, err = p.Partnerships.Intensities(r.Context(), r.Who)
	all = r.May(access.ReadHealth, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership})
	if !all {
		said = slices.DeleteFunc(said, func(i partnership.Intensity) bool { return !ofAgency(i.Pair, r.Who.Agency) })
	}
	return said, all, err
}

func ofAgency(pair partnership.Pair, agency int) bool {
	return agency != 0 && (pair.Agency == agency || pair.Other == agency)
}

func (p *Pages) showIntensity(r *server.Request) error {
	said, all, err := p.intensities(r)
	if err != nil {
		return err
	}
	agencies, err := p.agencyLinks(r)
	if err != nil {
		return err
	}
	pairs := partnership.Closenesses(said)
	v := web.IntensityView{
		Shell: p.shell(r, shellOf{Title: intensityLink.Text, Strand: access.Coordination, Nav: "Health"}), Back: healthPath + "?more=on",
		File: layout.Link{Text: "Download the pairs (CSV)", Href: "/coordination/intensity.csv"}, Title: intensityTitle(pairs),
	}
	if r.MayIn(access.SayIntensity, access.Coordination) {
		v.Say = layout.Link{Text: "Say how close", Href: "/coordination/intensity/say"}
	}
	if !all {
		v.Note = "Pairs of your own agency are listed. Others’ are shown to the coordinator and managers alone."
	}
	for _, l := range partnership.Levels() {
		v.Levels = append(v.Levels, layout.Fact{Name: l.Name(), Lines: []string{l.Says()}})
	}
	for _, c := range pairs {
		names := agencyNames([]int{c.Pair.Agency, c.Pair.Other}, agencies)
		row := web.IntensityRow{Pair: names[0] + " and " + names[1], Gap: gapWords(c)}
		row.Wanted, row.WantedSince = levelCell(c.Wanted)
		row.Actual, row.ActualSince = levelCell(c.Actual)
		steps, known := c.Short()
		row.Short = known && steps > 0
		v.Rows = append(v.Rows, row)
	}
	slices.SortFunc(v.Rows, func(a, b web.IntensityRow) int { return strings.Compare(a.Pair, b.Pair) })
	v.History, err = p.intensityHistory(r, said, agencies)
	if err != nil {
		return err
	}
	return r.Show(web.Intensity(v))
}

// intensityTitle says what the pairs come to.
func intensityTitle(pairs []partnership.Closeness) string {
	known, close := 0, 0
	for _, c := range pairs {
		if steps, ok := c.Short(); ok {
			known++
			if steps <= 0 {
				close++
			}
		}
	}
	if known == 0 {
		return "Of no pair is it said both what is wanted and how it is"
	}
	return fmt.Sprintf("%d of %s as closely as wanted", close, plural(known, "pair works together", "pairs work together"))
}

func levelCell(i *partnership.Intensity) (name, since string) {
	if i == nil {
		return "Nobody has said", ""
	}
	return i.Level.Name(), "Since " + day(i.From)
}

// gapWords is how far what is so is from what is wanted.
func gapWords(c partnership.Closeness) string {
	steps, known := c.Short()
	switch {
	case !known:
		return "Not known"
	case steps > 0:
		return plural(steps, "step short", "steps short")
	case steps < 0:
		return "Closer than wanted"
	}
	return "As wanted"
}

// intensityHistory is what was said, newest first, with the days it held.
func (p *Pages) intensityHistory(r *server.Request, said []partnership.Intensity, agencies map[int]layout.Link) ([]layout.Change, error) {
	var changes []partnership.Change
	for _, i := range said {
		both := agencyNames([]int{i.Pair.Agency, i.Pair.Other}, agencies)
		until := ""
		if !i.To.IsZero() {
			until = " to " + day(i.To)
		}
		changes = append(changes, partnership.Change{
			Said: fmt.Sprintf("%s and %s: %s %s, from %s%s", both[0], both[1], sideWords(i.Side), strings.ToLower(i.Level.Name()), day(i.From), until),
			By:   i.By, At: i.At, Why: i.Reason,
		})
	}
	return p.toldBy(r, changes, func(c partnership.Change) string { return c.Said })
}

func sideWords(s partnership.Side) string {
	if s == partnership.Wanted {
		return "wanted"
	}
	return "is"
}

// showIntensityTable is what was said of each pair, with the days it held.
func (p *Pages) showIntensityTable(r *server.Request) error {
	said, _, err := p.intensities(r)
	if err != nil {
		return err
	}
	agencies, err := p.agencyLinks(r)
	if err != nil {
		return err
	}
	rows := [][]string{
		{"These figures describe activity, not impact."},
		{string(activity.Official), r.Session.PartnershipName, intensityLink.Text, "Exported by " + r.Session.Person + " on " + stamp(p.Now())},
		{},
		{"Agency", "And", "Wanted", "Wanted since", "Is", "Is since", "Steps short"},
	}
	for _, c := range partnership.Closenesses(said) {
		cells := append(agencyNames([]int{c.Pair.Agency, c.Pair.Other}, agencies), "", "", "", "", "")
		if c.Wanted != nil {
			cells[2], cells[3] = c.Wanted.Level.Name(), iso(c.Wanted.From)
		}
		if c.Actual != nil {
			cells[4], cells[5] = c.Actual.Level.Name(), iso(c.Actual.From)
		}
		if steps, known := c.Short(); known {
			cells[6] = strconv.Itoa(steps)
		}
		rows = append(rows, cells)
	}
	rows = append(rows, []string{}, []string{"Agency", "And", "Side", "Level", "From", "To", "Reason", "Said on"})
	for _, i := range said {
		rows = append(rows, append(agencyNames([]int{i.Pair.Agency, i.Pair.Other}, agencies), string(i.Side), i.Level.Name(), iso(i.From), iso(i.To), i.Reason, iso(calendar.Day(i.At))))
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("intensity-"+iso(p.today()), table)
}

func (p *Pages) showIntensitySay(r *server.Request) error {
	f := p.typedToday("from")
	v, err := p.intensityForm(r, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.IntensityForm(v))
}

func (p *Pages) saveIntensitySay(r *server.Request) error {
	said, _, err := p.intensities(r)
	if err != nil {
		return err
	}
	partners, err := p.partnerIDs(r)
	if err != nil {
		return err
	}
	f := r.Form()
	i := partnership.Intensity{
		ID: uuid.New(), Side: partnership.Side(f.Text("side")), Level: partnership.Level(f.Text("level")), From: f.Date("from", "Day from which it holds", p.today()),
		Reason: f.Text("reason"), By: r.Who.ID, At: p.Now(),
	}
	i.Pair = readPair(f.Text("pair"))
	f.Need(p.maySay(r, i.Side, i.Pair), "pair", "Select a pair of your own agency")
	err = f.Join(i.Check(p.today(), partners, said))
	if err == nil {
		err = p.Partnerships.SayIntensity(r.Context(), r.Who, i)
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.intensityForm(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.IntensityForm(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Kept. It holds until something else is said from a later day.")
	return r.Go(intensityLink.Href)
}

// maySay reports whether the person may say it of the pair, where it is one.
func (p *Pages) maySay(r *server.Request, side partnership.Side, pair partnership.Pair) bool {
	scope := access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership, Agency: pair.Agency}
	if ofAgency(pair, r.Who.Agency) {
		scope.Agency = r.Who.Agency
	}
	return pair.Agency == 0 || r.May(side.Do(), scope)
}

func (p *Pages) partnerIDs(r *server.Request) ([]int, error) {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	return agencyIDs(partners), err
}

func agencyIDs(partners []partnership.Partner) []int {
	var ids []int
	for _, a := range partners {
		ids = append(ids, a.Agency.ID)
	}
	return ids
}

func (p *Pages) intensityForm(r *server.Request, f *form.Form, err error) (web.IntensityFormView, error) {
	say := said(err)
	v := web.IntensityFormView{
		Shell:    p.shell(r, shellOf{Title: "Say how close two agencies are", Strand: access.Coordination, Nav: "Health", Err: err}),
		Problems: inOrder(problems(err), "pair", "side", "level", "from", "reason"),
		Pair:     layout.Field{ID: "pair", Label: "Pair of agencies", Value: f.Raw("pair"), Error: say["pair"], Options: []layout.Option{{Label: "Choose a pair"}}},
		Side:     layout.Field{ID: "side", Label: "What do you say?", Value: f.Raw("side"), Error: say["side"], Small: true},
		Level:    layout.Field{ID: "level", Label: "How closely", Value: f.Raw("level"), Error: say["level"], Small: true},
		From:     layout.Field{ID: "from", Label: "Day from which it holds", Value: f.Raw("from"), Error: say["from"]},
		Reason:   layout.Field{ID: "reason", Label: "What it rests on", Hint: noMember, Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000},
	}
	if r.MayIn(access.WantIntensity, access.Coordination) {
		v.Side.Options = append(v.Side.Options, layout.Option{Value: string(partnership.Wanted), Label: "How closely they are to work together"})
	}
	v.Side.Options = append(v.Side.Options, layout.Option{Value: string(partnership.Actual), Label: "How closely they do"})
	for _, l := range partnership.Levels() {
		v.Level.Options = append(v.Level.Options, layout.Option{Value: string(l), Label: l.Name(), Hint: l.Says()})
	}
	partners, findErr := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	for n, a := range partners {
		for _, b := range partners[n+1:] {
			if pair := partnership.PairOf(a.Agency.ID, b.Agency.ID); p.maySay(r, partnership.Actual, pair) {
				v.Pair.Options = append(v.Pair.Options, layout.Option{Value: pairValue(pair), Label: a.Agency.Name + " and " + b.Agency.Name})
			}
		}
	}
	return v, findErr
}

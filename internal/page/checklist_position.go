package page

import (
	"context"
	"net/url"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/form"
	"liaison/internal/memory"
	"liaison/internal/server"
	"liaison/web/layout"
)

// position is the checklist as it stands at the end of a day: what was known
// then, held against the thresholds of then.
type position struct {
	day      time.Time
	back     bool            // the day is past, so nothing can be assessed
	book     *checklist.Book // with the thresholds of the day
	register checklist.Register
	found    map[string]checklist.Finding
	typed    string // the day that was asked for
	err      error  // why it is not the one that is shown
}

// position works out the checklist on the day that the address asks for. Where
// that is no day to show it is that of today, with what is wrong.
func (p *Pages) position(r *server.Request) (position, error) {
	day, err := p.dayAsked(r)
	if err != nil {
		day = p.today()
	}
	at, findErr := p.positionOn(r, day)
	at.typed, at.err = r.Query("on"), err
	return at, findErr
}

// dayAsked is the day in the address, today where there is none.
func (p *Pages) dayAsked(r *server.Request) (time.Time, error) {
	f := form.New(url.Values{"on": {r.Query("on")}})
	day := f.Date("on", "Day of the position", p.today())
	f.Need(!day.After(p.today()), "on", "Day of the position must be today or in the past")
	if day.IsZero() {
		day = p.today()
	}
	return day, f.Err()
}

// positionOn works out the checklist at the end of the day.
func (p *Pages) positionOn(r *server.Request, day time.Time) (position, error) {
	return p.positionOf(r.Context(), r.Who, day)
}

// positionOf works out the checklist of the partnership of who, by its own
// thresholds, at the end of the day.
func (p *Pages) positionOf(ctx context.Context, who access.Actor, day time.Time) (position, error) {
	at := position{day: day, back: day.Before(p.today())}
	var err error
	if at.register, err = p.Checklists.Thresholds(ctx, who); err != nil {
		return at, err
	}
	at.book = p.Book.On(day, at.register)
	found, err := p.found.Get(memory.Key{Partnership: who.Partnership, Day: day}, p.Now(), func() string { return p.Checklists.Stamp(ctx, who) }, func() ([]checklist.Finding, error) {
		return p.judge(ctx, who, at.book, day)
	})
	if err != nil {
		return at, err
	}
	at.found = map[string]checklist.Finding{}
	for _, f := range found {
		at.found[f.Code] = f
	}
	return at, nil
}

// fresh is how many items have current evidence.
func (at position) fresh() int {
	n := 0
	for _, f := range at.found {
		if f.Fresh == checklist.Current {
			n++
		}
	}
	return n
}

// judge holds what was known at the end of the day against the book.
func (p *Pages) judge(ctx context.Context, who access.Actor, book *checklist.Book, day time.Time) ([]checklist.Finding, error) {
	facts, err := p.Checklists.Facts(ctx, who, book, day)
	if err != nil {
		return nil, err
	}
	return checklist.Evaluate(book, facts, day), nil
}

// to is the path on the same day.
func (at position) to(path string) string {
	if !at.back {
		return path
	}
	path, place, placed := strings.Cut(path, "#")
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	path += mark + "on=" + iso(at.day)
	if placed {
		path += "#" + place
	}
	return path
}

// title adds the day to the name of a page, which paper says too.
func (at position) title(name string) string {
	if !at.back {
		return name
	}
	return name + " on " + day(at.day)
}

// field asks for the day. Today it is left empty, so that what is bookmarked
// today is not about a past day tomorrow.
func (at position) field() layout.Field {
	f := layout.Field{ID: "on", Label: "Position on", Optional: true, Width: "10", Autocomplete: "off", Error: said(at.err)["on"]}
	switch {
	case at.err != nil:
		f.Value = at.typed
	case at.back:
		f.Value = day(at.day)
	}
	return f
}

// backNote says that a page looks back, or nothing.
func (at position) backNote() string {
	if !at.back {
		return ""
	}
	return "This is the position at the end of " + day(at.day) + ": what was known then, by the thresholds of then. Nothing can be assessed here."
}

// when begins a sentence about the day.
func (at position) when() string {
	if at.back {
		return "On that day"
	}
	return "Today"
}

// links lead from the list to what else there is of the same day.
func (at position) links() []layout.Link {
	return []layout.Link{
		mechanismsLink,
		{Text: "Board report", Href: boardPath(checklist.QuarterOf(at.day))},
		{Text: "Download (CSV)", Href: at.to("/checklist.csv")},
		{Text: "Download (XLSX)", Href: at.to("/checklist.xlsx")},
	}
}

package page

import (
	"net/http"
	"net/url"
	"slices"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/notice"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/notice"
)

// noticesPath is where a person's notices are.
const noticesPath = "/notices"

// toNotices leads to them.
var toNotices = layout.Link{Text: "All your notices", Href: noticesPath}

func (p *Pages) noticeRoutes() []server.Route {
	return []server.Route{
		server.Mixed(http.MethodGet, noticesPath, []access.Strand{access.Coordination, access.Outreach}, access.ReadNotices, audit.None, p.showNotices),
		server.Post(noticesPath+"/:notice/away", access.Coordination, access.ReadNotices, audit.Alter, p.saveNoticeAway),
		server.Post(noticesPath+"/:notice/back", access.Coordination, access.ReadNotices, audit.Alter, p.saveNoticeBack),
	}
}

// notices is what the person is told of today.
func (p *Pages) notices(r *server.Request) (notice.List, error) {
	terms := notice.TermsOf(p.Book)
	known, err := p.Notices.Known(r.Context(), r.Who, terms, p.today())
	if err != nil {
		return notice.List{}, err
	}
	return notice.Listed(told(r), terms, known, p.today()), nil
}

// told is the person who asks, as somebody who is told.
func told(r *server.Request) notice.Person {
	return notice.Person{ID: r.Who.ID, Agency: r.Who.Agency, May: func(do access.Action, agency int) bool {
		return r.May(do, notice.On(r.Who, do, agency))
	}}
}

func (p *Pages) showNotices(r *server.Request) error {
	list, err := p.notices(r)
	if err != nil {
		return err
	}
	mark := markingOf(slices.Concat(list.Now, list.Away), func(n notice.Notice) bool { return n.Sensitive })
	v := web.View{
		Shell: p.shell(r, shellOf{Title: "Your notices", Nav: "Home", Marking: mark}), Lead: "Position at " + stamp(p.Now()),
		Empty: []layout.Link{{Text: "All actions", Href: "/actions?view=all"}, {Text: "Information requests", Href: "/requests"}},
	}
	for _, k := range notice.Kinds() {
		g := web.Group{ID: string(k), Heading: k.Heading()}
		for _, n := range list.Now {
			if n.Kind == k {
				g.Rows = append(g.Rows, p.noticeRow(n, "away"))
			}
		}
		if len(g.Rows) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	for _, n := range list.Away {
		v.Away = append(v.Away, p.noticeRow(n, "back"))
	}
	return r.Show(web.Notices(v))
}

func (p *Pages) noticeRow(n notice.Notice, put string) web.Row {
	row := web.Row{Link: layout.Link{Text: n.Text, Href: n.Path}, Sub: n.Sub, Strand: recordsOf(n), Do: layout.Link{Text: n.Do, Href: n.Path, Hidden: n.Text}}
	if !n.Day.IsZero() {
		row.Due = due(n.Day, p.today())
		if n.Kind == notice.Ending || n.Kind == notice.Ageing || n.Kind == notice.Review {
			row.Due.Flag = "" // nothing is due on that day; it ends, or something is looked at again
		}
	}
	if n.Mine() {
		row.Put = noticesPath + "/" + url.PathEscape(n.Key) + "/" + put
	}
	return row
}

// recordsOf is the record area of a notice. A role that is proposed is in none.
func recordsOf(n notice.Notice) string {
	if n.Strand == access.Identity {
		return ""
	}
	return string(n.Strand)
}

// saveNoticeAway puts a notice away as it stands now. One that is not there,
// since somebody did what it asks for, is NotFound.
func (p *Pages) saveNoticeAway(r *server.Request) error {
	list, err := p.notices(r)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(list.Now, func(n notice.Notice) bool { return n.Mine() && n.Key == r.Param("notice") })
	if n < 0 {
		return fault.Missing()
	}
	if err := p.Notices.PutAway(r.Context(), r.Who, notice.Away{Key: list.Now[n].Key, State: list.Now[n].State}); err != nil {
		return err
	}
	r.FlashLink("Put away until it changes.", "See what you put away", noticesPath+"#away")
	return r.Go(noticesPath)
}

func (p *Pages) saveNoticeBack(r *server.Request) error {
	if err := p.Notices.BringBack(r.Context(), r.Who, r.Param("notice")); err != nil {
		return err
	}
	r.Flash("Brought back.")
	return r.Go(noticesPath)
}

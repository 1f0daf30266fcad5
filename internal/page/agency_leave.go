package page

import (
	"errors"
	"strconv"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findLeaver is the agency in the path, which takes part without an end, and
// the others that do.
func (p *Pages) findLeaver(r *server.Request) (partnership.Seat, []partnership.Agency, error) {
	seat, err := p.findSeat(r, access.KeepAgency)
	if err != nil {
		return seat, nil, err
	}
	if err := seat.Gone(); err != nil {
		return seat, nil, err
	}
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	var others []partnership.Agency
	for _, a := range partners {
		if a.Agency.ID != seat.Agency.ID {
			others = append(others, a.Agency)
		}
	}
	return seat, others, err
}

func (p *Pages) showAgencyLeave(r *server.Request) error {
	seat, others, err := p.findLeaver(r)
	if err != nil {
		return err
	}
	return r.Show(web.Leave(p.agencyLeaveView(r, seat, others, form.New(nil), nil)))
}

func (p *Pages) saveAgencyLeave(r *server.Request) error {
	seat, others, err := p.findLeaver(r)
	if err != nil {
		return err
	}
	f := r.Form()
	l := partnership.Leaving{Last: f.Date("last", "Last day", p.today()), Why: f.Text("why"), Handover: f.Text("handover") == "yes"}
	into, intoErr := strconv.Atoi(f.Text("into"))
	l.MergedInto = into
	f.Need(f.Text("into") == "" || intoErr == nil && into > 0, "into", "Select the agency from the list")
	f.Need(answered(f, "handover"), "handover", "Select whether a handover is recorded")
	err = f.Join(l.Check(seat, others, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.Leave(l, others, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Leave(p.agencyLeaveView(r, seat, others, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Recorded that " + seat.Agency.Name + " leaves on " + day(l.Last) + ".")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

// answered reports whether a question of yes or no has its answer.
func answered(f *form.Form, name string) bool {
	return f.Text(name) == "yes" || f.Text(name) == "no"
}

// yesNo are the answers of a question of yes or no.
func yesNo() []layout.Option {
	return []layout.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}
}

func (p *Pages) agencyLeaveView(r *server.Request, s partnership.Seat, others []partnership.Agency, f *form.Form, err error) web.LeaveView {
	say := said(err)
	v := web.LeaveView{
		Shell:    p.shell(r, shellOf{Title: "Record that an agency leaves", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "last", "why", "handover", "into"),
		Name:     s.Agency.Name, Action: agencyPath(s.Agency) + "/leave", Back: agencyPath(s.Agency),
		Says: []string{"From the day after its last day it is not offered in forms. What it took part in stays as it is recorded."},
		Last: layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]},
		Why:  layout.Field{ID: "why", Label: "Reason", Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
		Handed: layout.Field{
			ID: "handover", Label: "Is a handover recorded?", Hint: "The agency handed over what it did in the partnership. It then does not count as a loss of a partner.",
			Value: f.Raw("handover"), Error: say["handover"], Inline: true, Small: true, Options: yesNo(),
		},
		Into: layout.Field{ID: "into", Label: "Agency it merged into", Optional: true, Value: f.Raw("into"), Error: say["into"], Options: agencyOptions("None", others)},
	}
	n := 0
	for _, x := range s.People {
		if x.To.IsZero() {
			n++
		}
	}
	if n > 0 {
		v.Says = append(v.Says, plural(n, "person who stands for it stops", "people who stand for it stop")+" on the same day.")
	}
	return v
}

package page

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/secret"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
	web "liaison/web/health"
	"liaison/web/layout"
)

const pulsePath = "/health/pulse"

// pulseRoutes is the map of the pulse: its rounds, and the links by which people
// answer.
func (p *Pages) pulseRoutes() []server.Route {
	const link = "people who stand for agencies may have no account, and nobody is asked who they are; the token of the link is checked"
	in := access.Coordination
	return []server.Route{
		server.Get(pulsePath, in, access.ReadHealth, audit.None, p.showPulse),
		server.Get(pulsePath+"/open", in, access.OpenPulse, audit.None, p.showPulseOpen),
		server.Post(pulsePath+"/open", in, access.OpenPulse, audit.Collect, p.savePulseOpen),
		server.Get(pulsePath+"/renew", in, access.OpenPulse, audit.None, p.showPulseRenew),
		server.Post(pulsePath+"/renew", in, access.OpenPulse, audit.Alter, p.savePulseRenew),
		server.Post(pulsePath+"/take", in, access.AnswerPulse, audit.Alter, p.savePulseTake),
		server.Get(pulsePath+"/:quarter", in, access.ReadHealth, audit.None, p.showPulseRound),
		server.Get(pulsePath+"/:quarter/answers.csv", in, access.ReadHealth, audit.None, p.showPulseTable),
		server.Public(http.MethodGet, "/pulse/:token", link, p.showPulseAnswer).Nameless(),
		server.Public(http.MethodPost, "/pulse/:token", link, p.savePulseAnswer).Nameless(),
		server.Public(http.MethodGet, "/pulse/thanks", "somebody who answered by a link has no account; it shows nothing of any round", p.showPulseThanks),
	}
}

// quarterWords is "July to September 2025".
func quarterWords(first time.Time) string {
	return first.Format("January") + " to " + first.AddDate(0, 2, 0).Format("January 2006")
}

func roundPath(quarter time.Time) string { return pulsePath + "/" + iso(quarter) }

func (p *Pages) showPulse(r *server.Request) error {
	pulse, err := p.Health.Pulse(r.Context(), r.Who)
	if err != nil {
		return err
	}
	heard, err := p.heard(r)
	if err != nil {
		return err
	}
	v := web.PulseView{Shell: p.shell(r, shellOf{Title: "Pulse", Nav: "Health"}), Answers: "The answers are: " + strings.ToLower(strings.Join(health.Answers(), ", ")) + ", and that one cannot say."}
	for _, q := range health.PresentWording().Questions {
		v.Questions = append(v.Questions, q.Says)
	}
	p.fillCurrent(r, &v, pulse)
	for n := len(heard) - 1; n >= 0; n-- {
		h := heard[n]
		row := web.PulseRound{Quarter: layout.Link{Text: quarterWords(h.Quarter()), Href: roundPath(h.Quarter())}, Days: day(h.Span.From) + " to " + day(h.Span.To), Counted: fmt.Sprintf("%d of %d people", h.Answered, h.Asked)}
		row.Trust, row.TrustTold = meanWords(h, health.Trust)
		row.Worth, row.WorthTold = meanWords(h, health.Worth)
		v.Rounds = append(v.Rounds, row)
	}
	if keeps(r, access.OpenPulse) {
		if err := p.fillOpen(r, &v, pulse); err != nil {
			return err
		}
	}
	return r.Show(web.Pulse(v))
}

// pulseStand says how the pulse stands, and leads to it.
func (p *Pages) pulseStand(r *server.Request) (web.Stand, error) {
	pulse, err := p.Health.Pulse(r.Context(), r.Who)
	if err != nil {
		return web.Stand{}, err
	}
	s := web.Stand{Sub: "What partners think of working together. No round is open.", Link: layout.Link{Text: "Go to the pulse", Href: pulsePath}}
	if round, ok := pulse.Current(p.today()); ok && round.OpenOn(p.today()) {
		s.Sub = fmt.Sprintf("A round is open until %s. %d of %d people have answered.", day(round.Closes), round.Answered, round.Asked)
		if round.Waits == health.Free {
			s.Link.Text = "Take your link and answer"
		}
	}
	return s, nil
}

// heard are the rounds that are over, from the facts that are known now.
func (p *Pages) heard(r *server.Request) ([]health.Heard, error) {
	report, err := p.report(r, p.today())
	return report.Heard, err
}

func meanWords(h health.Heard, of health.Code) (words string, told bool) {
	mean, _, told := h.Mean(of)
	if !told {
		return "Too few", false
	}
	return points(mean), true
}

// points is a mean of answers, "3.2".
func points(mean float64) string { return strconv.FormatFloat(mean, 'f', 1, 64) }

// fillCurrent says how the open round stands, for everybody and for who asks.
func (p *Pages) fillCurrent(r *server.Request, v *web.PulseView, pulse health.Pulse) {
	today := p.today()
	round, ok := pulse.Current(today)
	switch {
	case !ok:
		v.State = "No round is open."
		for _, q := range pulse.Rounds {
			if q.Published.IsZero() {
				v.State = "The round until " + day(q.Closes) + " is over. Its results come within the hour."
			}
		}
		return
	case !round.OpenOn(today):
		v.State = fmt.Sprintf("A round for %s begins on %s and ends on %s. %s will be asked.", quarterWords(round.Quarter()), day(round.Opens), day(round.Closes), plural(round.Asked, "person", "people"))
		return
	}
	v.State = fmt.Sprintf("The round for %s is open until the end of %s. %d of %d people have answered so far.", quarterWords(round.Quarter()), day(round.Closes), round.Answered, round.Asked)
	if n := round.Missing(); n > 0 {
		v.Needs = append(v.Needs, plural(n, "more answer is", "more answers are")+" needed for any result. Nobody can see whose.")
	}
	switch round.Waits {
	case health.Free:
		if keeps(r, access.AnswerPulse) {
			v.Take, v.TakeNote = "Take my link", "You are asked. Take your link, and answer by it now or later. The service notes that you took a link, and not which."
		}
	case health.Taken:
		v.TakeNote = "You have taken your link. Whether you have answered by it nobody can see, you included, until you open it."
	case health.NotAsked:
	}
}

// fillOpen adds the way to open a round, or why there is none; and while nobody
// has answered the open one, the way to make its links anew.
func (p *Pages) fillOpen(r *server.Request, v *web.PulseView, pulse health.Pulse) error {
	raters, err := p.raters(r)
	if err != nil {
		return err
	}
	if _, ok := pulse.Current(p.today()); ok {
		if _, err := pulse.MayRenew(len(raters), p.today()); err == nil {
			v.Renew = layout.Link{Text: "Make every link anew", Href: pulsePath + "/renew"}
		}
		return nil
	}
	if err := pulse.MayOpen(len(raters), p.today()); err != nil {
		v.OpenNote = sayOf(err) + "."
		return nil
	}
	v.Open = layout.Link{Text: "Open a round", Href: pulsePath + "/open"}
	return nil
}

// raters are those who stand for the partner agencies today, each with their
// account if they have one.
func (p *Pages) raters(r *server.Request) ([]health.Rater, error) {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	colleagues, err := p.Accounts.Colleagues(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	var people, accounts []health.Rater
	for _, a := range partners {
		if a.Representative != nil {
			people = append(people, health.Rater{ID: a.Representative.ID, Name: a.Representative.Name, Agency: a.Agency.ID})
		}
		for _, q := range a.Deputies {
			people = append(people, health.Rater{ID: q.ID, Name: q.Name, Agency: a.Agency.ID})
		}
	}
	for _, c := range colleagues {
		accounts = append(accounts, health.Rater{Name: c.Name, Agency: c.Agency, Account: c.ID})
	}
	return health.Raters(people, accounts), nil
}

func (p *Pages) savePulseTake(r *server.Request) error {
	pulse, err := p.Health.Pulse(r.Context(), r.Who)
	if err != nil {
		return err
	}
	round, ok := pulse.Current(p.today())
	switch {
	case !ok || !round.OpenOn(p.today()) || round.Waits == health.NotAsked:
		return fault.Missing()
	case round.Waits == health.Taken:
		return fault.New(fault.Conflict, "You have taken your link already. It was shown once, and cannot be shown again")
	}
	token := secret.NewToken()
	if err := p.Health.TakeLink(r.Context(), r.Who, round.ID, token, p.today()); err != nil {
		return err
	}
	v := web.PulseLinksView{
		Heading: "Your link for the pulse", Links: []string{p.pulseLink(token)}, Here: layout.Link{Text: "Answer now", Href: "/pulse/" + token},
		Lede: "This link is shown once. Answer now, or copy it and answer by " + day(round.Closes) + ".",
		Notes: []string{
			"The page behind it does not show who you are, and asks nobody to sign in. It works once. What you send cannot be changed or taken back.",
			"If you lose it, nobody can make you another: the service does not know which is yours.",
		},
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Health", NoPrint: true})
	return r.Show(web.PulseLinks(v))
}

// pulseLink is where a token leads, as it is sent.
func (p *Pages) pulseLink(token string) string {
	link, err := url.JoinPath(p.PublicURL, "pulse", token)
	if err != nil {
		return "/pulse/" + token
	}
	return link
}

// findHeard is the round of the quarter in the path, once it is over.
func (p *Pages) findHeard(r *server.Request) (health.Heard, error) {
	heard, err := p.heard(r)
	if err != nil {
		return health.Heard{}, err
	}
	for _, h := range heard {
		if iso(h.Quarter()) == r.Param("quarter") {
			return h, nil
		}
	}
	return health.Heard{}, fault.Missing()
}

func (p *Pages) showPulseRound(r *server.Request) error {
	h, err := p.findHeard(r)
	if err != nil {
		return err
	}
	title := "Pulse, " + quarterWords(h.Quarter())
	v := web.PulseRoundView{
		Shell: p.shell(r, shellOf{Title: title, Nav: "Health"}), Title: title, Days: day(h.Span.From) + " to " + day(h.Span.To),
		Counted: fmt.Sprintf("%d of the %d people asked answered.", h.Answered, h.Asked),
		File:    layout.Link{Text: "Download the answers (CSV)", Href: roundPath(h.Quarter()) + "/answers.csv"},
		Answers: answerHeads(),
	}
	if !h.Told {
		v.Withheld = withheldWords(h)
		return r.Show(web.OneRound(v))
	}
	for _, of := range []health.Code{health.Trust, health.Worth} {
		v.Means = append(v.Means, layout.SummaryRow{Key: measureName(of), Lines: []string{meanLine(h, of)}})
	}
	for _, q := range h.Questions {
		row := web.PulseQuestion{Says: q.Says, Of: measureName(q.Of), Mean: "–"}
		for _, value := range answerOrder() {
			cell := "–"
			if q.Told {
				cell = strconv.Itoa(q.Counts[value])
			}
			row.Counts = append(row.Counts, cell)
		}
		if q.Told {
			row.Mean = points(q.Mean)
		} else {
			row.Withheld = "Not told, because fewer than 5 people could say"
		}
		v.Questions = append(v.Questions, row)
	}
	return r.Show(web.OneRound(v))
}

// withheldWords says why nothing is told of a round, and not whose answers were
// missing.
func withheldWords(h health.Heard) string {
	return fmt.Sprintf("Too few people answered, so nothing they said is told and it was deleted. %s would have been needed: at least %d, and %d%% of those asked.",
		plural(h.Missing(), "more answer", "more answers"), health.FewestRaters, health.LeastResponse)
}

func meanLine(h health.Heard, of health.Code) string {
	mean, raters, told := h.Mean(of)
	if !told {
		return "Not told, because fewer than 5 people could say"
	}
	return fmt.Sprintf("%s of 4, from %d people who could say", points(mean), raters)
}

// measureName is the name of a measure, or nothing of none.
func measureName(of health.Code) string {
	for _, m := range health.Measures() {
		if m.Code == of {
			return m.Name
		}
	}
	return ""
}

// answerOrder is the values of answers as tables show them, and answerHeads are
// their words.
func answerOrder() []int { return []int{4, 3, 2, 1, 0} }

func answerHeads() []string {
	var heads []string
	for _, value := range answerOrder() {
		heads = append(heads, answerWords(value))
	}
	return heads
}

func answerWords(value int) string {
	if value == 0 {
		return health.CannotSay
	}
	return health.Answers()[value-1]
}

// showPulseTable is the answers of a round as a file.
func (p *Pages) showPulseTable(r *server.Request) error {
	h, err := p.findHeard(r)
	if err != nil {
		return err
	}
	rows := append(p.healthHeads(r, checkup{position: position{day: p.today()}}, "Pulse of "+quarterWords(h.Quarter())),
		[]string{"Asked", strconv.Itoa(h.Asked), "Answered", strconv.Itoa(h.Answered)}, []string{})
	if !h.Told {
		rows = append(rows, []string{withheldWords(h)})
	} else {
		for _, of := range []health.Code{health.Trust, health.Worth} {
			rows = append(rows, []string{measureName(of), meanLine(h, of)})
		}
		rows = append(rows, []string{}, append(append([]string{"Question", "Part of"}, answerHeads()...), "Mean"))
		for _, q := range h.Questions {
			cells := []string{q.Says, measureName(q.Of)}
			for _, value := range answerOrder() {
				if q.Told {
					cells = append(cells, strconv.Itoa(q.Counts[value]))
				}
			}
			if q.Told {
				cells = append(cells, plainFigure(q.Mean))
			} else {
				cells = append(cells, "Fewer than 5 people could say")
			}
			rows = append(rows, cells)
		}
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("pulse-"+iso(h.Quarter()), table)
}

package page

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/health"
	"liaison/internal/mail"
	"liaison/internal/secret"
	"liaison/internal/server"
)

// returnPatience is how long somebody waits until links that could not be mailed
// are given back, after mailPatience.
const returnPatience = 3 * time.Second

// pulseLink is a link of the pulse on its way to who is to answer by it. It is
// kept in memory, and no longer than the request in which it is made.
type pulseLink struct {
	rater health.Rater
	token string
}

// handedOut is what became of the links of a round.
type handedOut struct {
	mailed   int
	lost     []pulseLink // those that could not be mailed
	given    []pulseLink // those that the coordinator hands out
	why      error       // what was said of the first that could not be mailed
	stranded bool        // whether those of people with an account could not be given back
}

// links makes a link for each of the raters who does not take theirs themselves.
func (o opening) links() []pulseLink {
	var all []pulseLink
	for _, q := range o.raters {
		if !q.TakesOwn() {
			all = append(all, pulseLink{q, secret.NewToken()})
		}
	}
	return all
}

func tokensOf(links []pulseLink) []string {
	tokens := make([]string, 0, len(links))
	for _, l := range links {
		tokens = append(tokens, l.token)
	}
	return tokens
}

// handOut mails the links of a round that is open now, each to its own person,
// who alone sees it. What could not be mailed to somebody with an account waits
// for them to take it, and what could not be mailed to another is the
// coordinator's to hand out, like the links of those who are not mailed.
func (p *Pages) handOut(r *server.Request, round health.Round, links []pulseLink) handedOut {
	var out handedOut
	var letters []pulseLink
	for _, l := range links {
		if l.rater.Address == "" {
			out.given = append(out.given, l)
		} else {
			letters = append(letters, l)
		}
	}
	said := p.mailLinks(r.Context(), len(letters), func(i int) mail.Message { return p.pulseLetter(round, r.Session.PartnershipName, letters[i]) })
	for i, l := range letters {
		if said[i] != nil {
			out.lost, out.why = append(out.lost, l), cmp.Or(out.why, said[i])
		}
	}
	out.mailed = len(letters) - len(out.lost)
	var back []health.Returned
	for _, l := range out.lost {
		if l.rater.Account == uuid.Nil {
			out.given = append(out.given, l)
		} else {
			back = append(back, health.Returned{Token: l.token, Account: l.rater.Account})
		}
	}
	if len(back) > 0 {
		// Whatever becomes of this, what the coordinator hands out is shown.
		ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), returnPatience)
		defer done()
		out.stranded = p.Health.ReturnLinks(ctx, r.Who, round.ID, back) != nil
	}
	return out
}

// pulseLetter asks one person, by their link. Its ID is its own alone.
func (p *Pages) pulseLetter(round health.Round, place string, l pulseLink) mail.Message {
	marking := string(activity.Official)
	return mail.Message{
		ID: "pulse-" + uuid.NewString(), To: l.rater.Address, Subject: "[" + marking + "] Liaison: what do you think of working together?",
		Text: strings.Join([]string{
			marking, "",
			"Once a quarter those who stand for the partner agencies of " + place + " say what they think of working together. You are one of them. It takes two minutes, and nobody is asked who they are.", "",
			fmt.Sprintf("Answer from %s to the end of %s:", day(round.Opens), day(round.Closes)),
			p.pulseLink(l.token), "",
			"The link works once, for whoever opens it first. Do not pass it on. The service does not keep whose it is, so nobody can make you another once somebody has answered.",
			"If you have several mails like this one, only the link in the newest works.", "",
			marking, "",
		}, "\n"),
	}
}

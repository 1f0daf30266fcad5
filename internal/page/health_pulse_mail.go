package page

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/health"
	"liaison/internal/mail"
	"liaison/internal/secret"
	"liaison/internal/server"
)

const (
	// mailPatience is how long somebody waits until all links are mailed. What is
	// not mailed by then did not reach anybody.
	mailPatience = 20 * time.Second
	// mailedAtOnce is how many links are mailed side by side.
	mailedAtOnce = 4
)

// pulseLink is a link of the pulse on its way to who is to answer by it. It is
// kept in memory, and no longer than the request in which it is made.
type pulseLink struct {
	rater health.Rater
	token string
}

// handedOut is what became of the links of a round.
type handedOut struct {
	mailed int
	lost   []pulseLink // those that could not be mailed
	given  []pulseLink // those that the coordinator hands out
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
func (p *Pages) handOut(r *server.Request, round health.Round, links []pulseLink) (handedOut, error) {
	var out handedOut
	var letters []pulseLink
	for _, l := range links {
		if l.rater.Address == "" {
			out.given = append(out.given, l)
		} else {
			letters = append(letters, l)
		}
	}
	// A link whose mail was begun is made, so closing the page ends nothing.
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), mailPatience)
	defer done()
	out.lost = p.mailLinks(ctx, round, r.Session.PartnershipName, letters)
	out.mailed = len(letters) - len(out.lost)
	var back []health.Returned
	for _, l := range out.lost {
		if l.rater.Account == uuid.Nil {
			out.given = append(out.given, l)
		} else {
			back = append(back, health.Returned{Token: l.token, Account: l.rater.Account})
		}
	}
	if len(back) == 0 {
		return out, nil
	}
	return out, p.Health.ReturnLinks(context.WithoutCancel(r.Context()), r.Who, round.ID, back)
}

// mailLinks mails the links, and returns those of which the mail server has not
// said that it took them over. None is tried again here: its person is
// reached in another way.
func (p *Pages) mailLinks(ctx context.Context, round health.Round, place string, letters []pulseLink) []pulseLink {
	var (
		all  sync.WaitGroup
		mu   sync.Mutex
		next int
	)
	sent := make([]bool, len(letters))
	for range mailedAtOnce {
		all.Go(func() {
			for {
				mu.Lock()
				n := next
				next++
				mu.Unlock()
				if n >= len(letters) {
					return
				}
				sent[n] = p.Mail.Send(ctx, p.pulseLetter(round, place, letters[n])) == nil
			}
		})
	}
	all.Wait()
	var lost []pulseLink
	for n, l := range letters {
		if !sent[n] {
			lost = append(lost, l)
		}
	}
	return lost
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

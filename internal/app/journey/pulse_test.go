package journey

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/health"
	"liaison/internal/postgres"
	"liaison/internal/testing/browser"
)

// A coordinator opens a round; five people who have no account answer by a link
// and one who signs in by their own; the round is over, and trust appears.
func TestJourneyPulse(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	for _, do := range []string{ // nobody was asked before, and six people stand for the agencies
		`DELETE FROM coordination.pulse_token`, `DELETE FROM coordination.pulse_seat`, `DELETE FROM coordination.pulse_tally`, `DELETE FROM coordination.pulse_round`,
		`DELETE FROM coordination.fact WHERE kind LIKE 'pulse%'`,
		`UPDATE coordination.representative q SET to_day = greatest(from_day, sec.today() - 1) FROM coordination.person p WHERE p.id = q.person_id AND p.name <> 'Tom Okafor' AND q.to_day IS NULL`,
		`INSERT INTO coordination.person (id, partnership_id, agency_id, name) SELECT gen_random_uuid(), 1, n, 'Person without an account ' || n FROM generate_series(1, 5) n`,
		`INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, deputy, from_day) SELECT gen_random_uuid(), 1, p.agency_id, p.id, true, sec.today()
			FROM coordination.person p WHERE p.name LIKE 'Person without%'`,
	} {
		r.DB.Exec(t, do)
	}

	p := r.seat(t, b, priya, desk)
	p.to("/health")
	p.Click("Go to the pulse")
	p.See("No round is open.", "The partners do what they said they would do")
	p.look()
	p.Click("Open a round")
	p.See("6 people, who stand for partner agencies today", "Tom Okafor", "Person without an account 3", "With 6 people asked, 5 have to answer.")
	p.look()
	p.Fill("Last day", "yesterday")
	p.mend("Continue", "Open a round of the pulse", "Last day must be a real date, like 26 November 2025")
	p.Fill("Last day", daysOn(20))
	p.Fill("First day", daysOn(0))
	p.Click("Continue")
	p.See("A round cannot be changed, closed early or opened again.")
	p.look()
	p.Click("Open the round")
	p.See("The round is open", "The links name nobody")
	p.look()
	links := regexp.MustCompile(`/pulse/[A-Za-z0-9_-]{43}`).FindAllString(p.Text(), -1)
	if len(links) != 5 {
		t.Fatalf("got %d links, want 5", len(links))
	}

	answer := func(guest person, word string) {
		t.Helper()
		for _, q := range health.PresentWording().Questions {
			guest.In(q.Says).Choose(word)
		}
		guest.Click("Check my answers")
		guest.See("You cannot see, change or take back your answers once they are sent.", word)
	}
	for n, link := range links {
		guest := r.open(t, b, phone)
		guest.to(link)
		guest.See("Nobody is asked who they are.")
		if n == 0 {
			guest.look()
			guest.mend("Check my answers", "What do you think of working together?", "Select an answer to “The partners do what they said they would do”",
				"Select an answer to “The partners work towards the same aims”", "Select an answer to “The partners speak openly, also about what goes wrong”",
				"Select an answer to “The partners can make things happen, in their own agencies and beyond”", "Select an answer to “The partners put time and effort into the shared work”",
				"Select an answer to “The partners bring the people, money, places or knowledge that the work needs”", "Select an answer to “Meetings are at times and in places that suit me”",
				"Select an answer to “I know what this partnership wants to achieve, and what my agency’s part in it is”")
		}
		answer(guest, "More yes than no")
		if n == 0 {
			guest.look()
			guest.Click("Change them")
			answer(guest, "Yes")
		}
		guest.Click("Send my answers")
		guest.See("Thank you", "Your answers are counted.")
		if n == 0 {
			guest.look()
			guest.to(link)
			guest.wantStatus(404)
		}
	}
	m := r.seat(t, b, tom, phone)
	m.to("/health")
	m.See("5 of 6 people have answered.")
	m.Click("Take your link and answer")
	m.look()
	m.Click("Take my link")
	m.See("This link is shown once.")
	m.look()
	m.Click("Answer now")
	m.NotSee("Tom Okafor")
	answer(m, "Yes")
	m.Click("Send my answers")
	m.See("Thank you")
	m.to("/health/pulse")
	m.See("6 of 6 people have answered so far.", "There is none yet.")

	r.DB.Exec(t, `UPDATE coordination.pulse_round SET opens_on = opens_on - 21, closes_on = closes_on - 21, quarter = date_trunc('quarter', (opens_on - 21)::timestamp)::date`)
	if n, err := (postgres.Service{DB: r.DB.Open(t, nil)}).PublishPulse(t.Context(), calendar.Day(clock())); err != nil || n != 1 {
		t.Fatalf("got %d rounds published and %v, want one", n, err)
	}
	p.to("/health")
	p.See("Trust", "3.3 of 4")
	p.Click("Trust")
	p.See("3.3 of 4", "6 of 6 people", "The partners speak openly, also about what goes wrong", "Yes 2, More yes than no 4")
	p.look()
	p.Click("The pulse, round by round")
	p.See("6 of 6 people", "3.3")
	p.look()
	p.to("/health/pulse/" + health.Round{Opens: calendar.Day(clock()).AddDate(0, 0, -21)}.Quarter().Format(time.DateOnly))
	p.See("6 of the 6 people asked answered.", fmt.Sprintf("%.1f of 4, from 6 people who could say", 20.0/6))
	p.look()
}

package checklist_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// opened is what there is to open, a line for what each look says and one for
// each of its rows: what it is about, its counts, its words and its days.
func opened(looks []checklist.Look) string {
	var b strings.Builder
	for _, l := range looks {
		fmt.Fprintf(&b, "%s: %s", l.Name, l.Say)
		if l.Part > 0 {
			fmt.Fprintf(&b, " part %d", l.Part)
		}
		b.WriteString("\n")
		for _, r := range l.Rows {
			fmt.Fprintf(&b, "- %s", r.Name)
			if r.Agency != 0 {
				fmt.Fprintf(&b, "agency %d", r.Agency)
			}
			if r.Other != 0 {
				fmt.Fprintf(&b, " and %d", r.Other)
			}
			fmt.Fprintf(&b, " %v %s", r.Counts, r.Say)
			if !r.Day.IsZero() {
				fmt.Fprintf(&b, " (%d days ago)", calendar.Days(r.Day, today))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// ratingBy is what somebody of the agency said of a record.
func ratingBy(agency int, record fact.Fact, flag fact.Flag, values ...int) []fact.Fact {
	facts := saidOf(record, flag, values...)
	for i := range facts {
		facts[i].Agency, facts[i].Person = agency, person(agency, i)
	}
	return facts
}

// TestLooks opens each item. What a look shows is counted by hand.
func TestLooks(t *testing.T) {
	t.Parallel()
	never := time.Time{}
	post := appointmentOf(priya, tom, 80, ago(100), ago(61))
	again := appointmentOf(priya, tom, 80, ago(30), never)
	hybrid := convened(ago(10), 6, 4, 4, 4, 4, 4)
	declined := line(9, uuid.Nil, fact.Apologies, fact.PlaceOrTravel)
	hybrid = append(hybrid, func() fact.Fact {
		declined.Source, declined.Part, declined.Kind, declined.Day = hybrid[0].Source, 99, fact.Attendance, ago(10)
		return declined
	}())
	product := costProduct(ago(400), never)
	counted := []fact.Flag{fact.InContext, fact.Additional, fact.Confirmed}
	dear := stream(ago(50), date(2026, 3, 5), counted...)
	session := sessionOn(ago(20), inContext, 6, 6, 2)
	overdue := sessionOn(ago(120), nil, 3, 3)
	access, secret := system(), system(fact.HoldsIntelligence)
	topic := join(answering(givenOn(ago(5), 1, bothNamed...), 3), givenOn(ago(5), 1), givenOn(ago(6), 1))
	agreed := agreement(aLine, ago(300), ago(20), never)
	ran := fact.Fact{Source: agreed[0].Source, Kind: fact.Agreement, Day: ago(300), Until: ago(20), Number: 2}
	unreviewed := fact.Fact{Source: uuid.New(), Kind: fact.Agreement, Day: ago(300), Number: 2}
	ahead := fact.Fact{Source: uuid.New(), Kind: fact.Agreement, Day: ago(-5), Number: 2, KnownFrom: ago(5)}
	for _, tt := range []struct {
		name, item string
		facts      []fact.Fact
		want       []string
		not        []string
	}{
		{"no appointment", "RES-1", nil, []string{"vacant: No appointment is recorded, so there is nothing to show."}, nil},
		{"a post that was vacant in between", "RES-1", []fact.Fact{post, again, appointmentOf(priya, tom, 80, ago(-9), never)}, []string{
			"nobody who counts was in post on 30 of 101 days.",
			"- A coordinator who counts was in post [] 31 days (30 days ago)\n- Vacant [] 30 days (60 days ago)\n- A coordinator who counts was in post [] 40 days (100 days ago)\n",
		}, nil},
		{"nobody left", "RES-2", year(5), []string{"handover was recorded: Nobody has left."}, nil},
		{"people and agencies that left", "RES-2", join(year(5), monthly(5, always), []fact.Fact{
			partner(4, ago(300), ago(50), 0, true), representative(1, person(1, 0), ago(300), ago(40), fact.Handover), representative(1, person(1, 1), ago(39), never),
			representative(2, person(2, 0), ago(300), ago(30)), representative(3, person(3, 0), ago(300), never),
		}), []string{
			"3 agencies and people have left.",
			"- agency 2 [] A representative left; no handover is recorded (30 days ago)\n- agency 1 [] A representative left, and another began on 23 October 2025; a handover is recorded (40 days ago)\n- agency 4 [] Left the partnership; a handover is recorded (50 days ago)\n",
		}, nil},
		{"an escalation that waits", "RES-3", []fact.Fact{escalated(ago(7), never), escalated(ago(9), ago(2))}, []string{"1 escalation waits for an answer.\n-  [] Has waited 5 working days so far (7 days ago)\n"}, []string{"9 days ago"}},
		{"no meeting", "RES-4", nil, []string{"By venue: No meeting with who was invited is in the window.", "how convenient it was: No rating is in the window."}, nil},
		{"a meeting", "RES-4", join(hybrid, ratingBy(8, hybrid[0], fact.RatesConvenient, 1, 4, 4, 4, 4, 4)), []string{
			"online and hybrid: Of 1 meeting in the window.\n-  [6 1 11 10]", "By venue: Of 1 meeting", "- agency 9 [0 1]", "- agency 1 [1 0]",
			"- agency 8 [6 5]", "- Agencies of which fewer than 5 people answered, together [5 5]",
		}, []string{"agency 1 [1 1]"}},
		{"few answers are never alone", "RES-4", join(hybrid[:len(hybrid)-5], ratingBy(8, hybrid[0], fact.RatesConvenient, 4, 4, 4, 4, 4), ratingBy(7, hybrid[0], fact.RatesConvenient, 1)), []string{"- Agencies of which fewer than 5 people answered, together [7 6]"}, []string{"agency 7", "agency 8 [5"}},
		{"one who answers often is not alone", "RES-4", join(hybrid[:len(hybrid)-5], ratingBy(8, hybrid[0], fact.RatesConvenient, 4), ratingBy(8, hybrid[0], fact.RatesConvenient, 4), ratingBy(8, hybrid[0], fact.RatesConvenient, 4), ratingBy(8, hybrid[0], fact.RatesConvenient, 4), ratingBy(8, hybrid[0], fact.RatesConvenient, 4)), []string{"- Agencies of which fewer than 5 people answered, together [6 6]"}, []string{"agency 8 ["}},
		{"no stream", "FUN-1", nil, []string{"When streams end: No stream goes on."}, nil},
		{"streams that end together", "FUN-1", plannedBefore(dear, stream(ago(50), date(2026, 3, 30), counted...), fact.Fact{Source: uuid.New(), Kind: fact.Stream, Day: ago(5), Until: date(2026, 3, 9), Number: 7}, stream(ago(50), ago(1))), []string{
			"3 streams go on, by when they end.", ". 2 of those that count end in March 2026 (-94 days ago)", "£7. Does not count, because it is not in the counter-terrorism context (-98 days ago)",
		}, nil},
		{"no cost", "FUN-2", nil, []string{"for each meeting held [] £0 over no meeting, so there is nothing to divide it by", "For each product: No cost is recorded", "Who bears it: No cost is recorded"}, nil},
		{"costs", "FUN-2", join([]fact.Fact{product, cost(product.Source, ago(380), 100, fact.StartUp), cost(product.Source, ago(50), 90, fact.ForProduct), cost(uuid.Nil, ago(40), 61, fact.Recurring)}, meeting(ago(9)), meeting(ago(8)), sessionOn(ago(20), nil, 4)), []string{
			"£61 over 2 meetings: £31 for each", "£90 over 4 people trained: £23 for each", "1 product with costs.\n-  [100 90]", "£151 in all",
		}, nil},
		{"no training", "TRN-1", nil, []string{"By course: No training", "By agency: No training", "By trainer: No training"}, nil},
		{"what agencies said", "TRN-1", join(session, ratingBy(1, session[0], fact.RatesQuality, 5, 5, 5, 5, 1), ratingBy(2, session[0], fact.RatesQuality, 5, 5, 5, 4, 4, 4), ratingBy(3, session[0], fact.RatesQuality, 1)), []string{
			"By course: Of 1 session in the window.\n-  [14 12 10]", "- agency 2 [6 6 6] \n- Agencies of which fewer than 5 people answered, together [8 6 4] \n",
		}, []string{"agency 3", "agency 1 "}},
		{"nothing to follow up", "TRN-2", nil, []string{"are overdue: No follow-up", "connects people: Every agency"}, nil},
		{"overdue follow-ups", "TRN-2", join(overdue, []fact.Fact{followUpOf(overdue[0], 1, never, fact.ActionOpen)}, connectOn(ago(10), 1)), []string{
			"2 follow-ups are overdue.\n- agency 1 [] Was due by 1 November 2025, 30 days ago (120 days ago)\n- agency 2 [] Was due by 1 November 2025, 30 days ago; no follow-up is open (120 days ago)\n",
			"1 agency, of those trained in the window. It looks at events since 4 June 2025.\n- agency 2 [] Last trained on 3 August 2025",
		}, nil},
		{"needs", "TRN-3", neededBy(1, 3), []string{"no product covers: 2 needs, counted against this part: part 1", "Waits for access: Nobody waited"}, nil},
		{"no goals", "TRN-4", nil, []string{"in time: Nobody is late."}, nil},
		{"never published", "SEP-1", nil, []string{"The inputs were never published yet."}, nil},
		{"published", "SEP-1", inputs{day: today, tested: ago(2), failed: true, community: ago(20), exception: ago(-9)}.facts(), []string{
			"As they were published on 1 December 2025.", "- Who holds both sides [] 0 people without an exception", "- An exception that two people approved [] Until 10 December 2025",
			"- The self-test [] Found something (2 days ago)", "- Attestation by the lead of outreach [] Attested (20 days ago)", "- Attestation by the lead of intelligence [] Not attested\n",
		}, nil},
		{"published with a test that passed", "SEP-1", sound(today).facts(), []string{"- The self-test [] Passed"}, nil},
		{"published without a test", "SEP-1", inputs{day: today}.facts(), []string{"- The self-test [] No run was published\n"}, nil},
		{"no request for funding", "CON-1", []fact.Fact{helped()}, []string{"no request was refused, and none waits."}, nil},
		{"requests for funding", "CON-1", []fact.Fact{bid(3, ago(20), ago(10), fact.FundingNot), bid(3, ago(400), never), bid(4, ago(300), ago(290), fact.FundingNot)}, []string{"- agency 3 [1 1]"}, []string{"agency 4"}},
		{"pairs", "CON-2", join(requiring(1, ago(300), never, [2]int{1, 2}, [2]int{3, 4}, [2]int{5, 6}), shared(ago(9), 1, 2), fedBack(shared(ago(8), 4, 3), 1), exchanged(ago(7), [2]int{5, 6})), []string{
			"2 required pairs go one way only.\n- agency 1 and 2 [] Last given on 22 November 2025, and nothing came back (9 days ago)\n- agency 4 and 3 [] Last given on 23 November 2025",
			"1 share without feedback, whether or not it is due.\n- agency 1 and 2 [] No feedback after 9 days",
		}, nil},
		{"nobody waits for access", "CON-3", reached(1, access, asIs), []string{"Nobody waits", "No vetting runs out by 1 March 2026."}, nil},
		{"access", "CON-3", join([]fact.Fact{access, secret}, reach{to: access, asked: ago(7)}.facts(), reach{to: secret, asked: ago(7), outreach: true}.facts(),
			reached(1, access, func(r *reach) { r.vetted = ago(3) }), reached(1, access, func(r *reach) { r.vetted = ago(-4) }), reached(1, access, func(r *reach) { r.vetted = never })), []string{
			"1 role waits.\n- agency 1 [] Has waited 5 working days so far (7 days ago)", "- agency 1 [] Its vetting is not recorded\n- agency 1 [] Ran out (3 days ago)\n- agency 1 [] Runs out in 4 days (-4 days ago)\n",
		}, nil},
		{"nobody has access", "CON-4", nil, []string{"No role has access"}, nil},
		{"who kept access", "CON-4", join([]fact.Fact{access, secret}, reached(1, access, func(r *reach) { r.usage = never }), reached(1, secret, asIs), reviewOf(ago(400), access), reviewOf(ago(50), secret)), []string{
			"- agency 1 [] Held since 5 February 2025. Not reviewed since; the last review was on 27 October 2024", "last used on 21 November 2025. Kept at the review of 12 October 2025",
		}, nil},
		{"who was never reviewed", "CON-4", join([]fact.Fact{access}, reached(1, access, asIs), reached(1, access, func(r *reach) { r.ended = ago(2) })), []string{"1 role has access to a system in use.", "Access to the system was never reviewed"}, nil},
		{"no repeats", "CON-5", requests(2, ago(5)), []string{"No request in the window repeats another."}, nil},
		{"repeats", "CON-5", join(request(ago(50), needed(1), 1, 2, 3), request(ago(20), needed(1), 1, 2), request(ago(10), needed(1), 1, 2, 4), request(ago(9), needed(2), 3, 1), request(ago(8), needed(2), 3, 1)), []string{"- agency 1 and 3 [1]  (8 days ago)\n- agency 2 and 1 [2]  (10 days ago)\n"}, []string{"agency 4"}},
		{"nothing of low relevance", "CON-6", ratedShares(5, 4, 4), []string{"Of no need do fewer than 70%", "No share went to more"}, nil},
		{"topics", "CON-6", join(topic, saidOf(topic[1], fact.RatesRelevant, 1), saidOf(topic[3], fact.RatesRelevant, 1), saidOf(topic[5], fact.RatesRelevant, 4), givenOn(ago(7), 6)), []string{"the lowest first.\n-  [1 1 0] \n- Shares that name no need [3 2 1] \n", "Shares that went to many: 1 share, counted against this part: part 2"}, nil},
		{"no agreement", "CON-7", nil, []string{"No agreement ran out", "Slowest pairs: No request was open", "Every transfer in the window cites"}, nil},
		{"agreements and pairs", "CON-7", join(agreed, []fact.Fact{ran, unreviewed, ahead, {Source: unreviewed.Source, Part: 1, Kind: fact.AgreementReview, Day: ago(9)}}, asked(1, ago(30), ago(28), fact.ShareGiven), asked(1, ago(14), never, fact.ShareOpen), request(ago(7), needed(9), 5, 6), givenOn(ago(4), 1), transfers(1, ago(3))), []string{
			"2 agreements.\n-  [] Ran out (20 days ago)\n-  [] In force. Its review was due on this day (9 days ago)\n", "- agency 2 and 1 [2 1 10]  (14 days ago)\n- agency 6 and 5 [1 0 5]  (7 days ago)\n", "agreed route: 2 transfers, counted against this part: part 1",
		}, nil},
	} {
		t.Run(tt.item+" "+tt.name, func(t *testing.T) {
			t.Parallel()
			got := opened(one(t, tt.item, known(slices.Clone(tt.facts)), today).Looks)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %s, want %q in it", got, want)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(got, not) {
					t.Errorf("got %s, want no %q in it", got, not)
				}
			}
		})
	}
}

// A look lists so many rows, and says how many more there are.
func TestLooksAreBounded(t *testing.T) {
	t.Parallel()
	got := one(t, "RES-3", known(escalations(checklist.MostListed+2, ago(7), time.Time{})), today).Looks[0]
	if len(got.Rows) != checklist.MostListed || got.Out != 2 || got.Say != "102 escalations wait for an answer." {
		t.Errorf("got %d rows and %d more, %q, want 100 of 102", len(got.Rows), got.Out, got.Say)
	}
	many := one(t, "CON-7", known(transfers(checklist.MostListed+2, ago(7))), today).Looks[2]
	if many.Part != 1 || many.Say != "The newest 100 transfers, counted against this part:" {
		t.Errorf("got %+v, want the newest 100", many)
	}
}

func TestWorkload(t *testing.T) {
	t.Parallel()
	if days, _ := book(t).Find("RES-1"); days.RecordedDays() != 60 {
		t.Errorf("got %d days, want 60", days.RecordedDays())
	}
	w := calendar.Last(60, today)
	for _, tt := range []struct {
		name string
		of   checklist.Workload
		want []string
	}{
		{"nothing", checklist.Workload{Window: w}, []string{"0 actions are open. Nobody is appointed to coordinate them.", "Nobody recorded a meeting, an action or a chase in the window."}},
		{"actions of more than one post", checklist.Workload{Window: w, Open: 15, Hundredths: 120, Coordinator: 6, Deputy: 2, Others: 1, Most: 6}, []string{
			"15 actions are open, for 1.2 full-time equivalent: 12.5 for each.",
			"Of 9 records of meetings, actions and chases from 3 October 2025 to 1 December 2025, one person made 6, which is 66%.\n- The coordinator [6] \n- The deputy [2] \n- Everybody else [1] \n",
		}},
	} {
		for _, want := range tt.want {
			if got := opened(tt.of.Looks()); !strings.Contains(got, want) {
				t.Errorf("%s: got %s, want %q in it", tt.name, got, want)
			}
		}
	}
}

// What people said is not shown by agency as of a day before: of two days that
// differ by one answer, one could be taken from the other.
func TestWhatPeopleSaidIsNotShownOfPastDays(t *testing.T) {
	t.Parallel()
	hybrid := convened(ago(10), 6, 4, 4, 4, 4, 4)
	for _, l := range one(t, "RES-4", known(join(hybrid, ratingBy(8, hybrid[0], fact.RatesConvenient, 4, 4, 4, 4, 4))), today).Looks {
		past := l.OnPastDay()
		if told := strings.HasSuffix(l.Name, "how convenient it was"); l.Told != told || told == (len(past.Rows) > 0) || told != strings.Contains(past.Say, "as of today alone") {
			t.Errorf("%s: got %d rows, %q", l.Name, len(past.Rows), past.Say)
		}
	}
}

package checklist

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// lookTrainingQuality shows what those trained said of how good it was. What
// they said of its use stands with each session in the part.
func lookTrainingQuality(item Item, e evidence, f Finding) []Look {
	grade := item.parameter("grade")
	heads := []string{"People", "Answers", "Good: " + grade.Words() + " or more " + grade.Unit}
	course, trainer := Look{Name: "By course", By: ByCourse, Of: heads}, Look{Name: "By trainer", By: ByTrainer, Of: heads}
	agency := Look{Name: "By agency", Of: heads}
	sessions, counts, of := map[uuid.UUID]bool{}, map[int][]int{}, raters{}
	all, _ := taughtInContext(e)
	for _, s := range all {
		if !f.Window.Has(s.session.Day) || s.people == 0 {
			continue
		}
		sessions[s.session.Source] = true
		good := 0
		for _, r := range s.said[fact.RatesQuality] {
			is := one(float64(r.Number) >= grade.Value)
			good += is
			tallyOf(counts, r.Agency, 0, 1, is)
			of.add(r)
		}
		row := rowOf(s.session, "")
		course.add(row, s.people, len(s.said[fact.RatesQuality]), good)
		trainer.add(row, s.people, len(s.said[fact.RatesQuality]), good)
	}
	for _, t := range e.in(fact.Trained, f.Window) {
		if sessions[t.Source] {
			tallyOf(counts, t.Agency, t.Number, 0, 0)
		}
	}
	agency.pooled(counts, of)
	for _, l := range []*Look{&course, &trainer, &agency} {
		l.Say = "No training in the counter-terrorism context was held in the window."
		if len(sessions) > 0 {
			l.Say = fmt.Sprintf("Of %s in the window.", many(len(sessions), "session", "sessions"))
		}
	}
	if len(sessions) > 0 {
		agency.Say += " Agencies of which few people answered stand together, so that nobody is known by them."
	}
	return []Look{course, agency, trainer}
}

func lookTrainingFollowedUp(item Item, e evidence, f Finding) []Look {
	overdue := Look{Name: "Follow-ups that are overdue"}
	never := Look{Name: "Agencies that were trained and never came to an event that connects people"}
	all, within := followUps(e), int(item.parameter("within").Value)
	last := map[int]fact.Fact{}
	for _, came := range e.in(fact.Trained, f.Window) { // the newest first
		if _, later := last[came.Agency]; !later {
			last[came.Agency] = came
		}
		follow := all[visit{came.Source, came.Agency}]
		due := came.Day.AddDate(0, 0, within)
		if !due.Before(e.day) || !e.doneFirst(follow).IsZero() {
			continue
		}
		say := fmt.Sprintf("Was due by %s, %s ago", written(due), days(calendar.Days(due, e.day)))
		if !slices.ContainsFunc(follow, func(a fact.Fact) bool { return a.Has(fact.ActionOpen) }) {
			say += "; no follow-up is open"
		}
		overdue.add(rowOf(came, "%s", say))
	}
	overdue.soonest()
	overdue.say("No follow-up of the sessions in the window is overdue.", "follow-up is overdue", "follow-ups are overdue")
	since := e.day.AddDate(0, 0, -f.Window.Days())
	connected := map[int]bool{}
	for _, c := range e.in(fact.Connected, calendar.Span{From: since, To: e.day}) {
		connected[c.Agency] = true
	}
	apart := map[int][]int{}
	for agency := range last {
		if !connected[agency] {
			apart[agency] = nil
		}
	}
	never.byAgency(apart)
	for i, row := range never.Rows {
		came := last[row.Agency]
		never.Rows[i].Row = rowOf(came, "Last trained on %s", written(came.Day))
	}
	never.say("Every agency that was trained in the window has come to one, or none was trained.", "agency", "agencies")
	if len(never.Rows) > 0 {
		never.Say = fmt.Sprintf("%s, of those trained in the window. It looks at events since %s.", many(len(apart), "agency", "agencies"), written(since))
	}
	return []Look{overdue, never}
}

func lookTrainingFits(_ Item, _ evidence, f Finding) []Look {
	return []Look{
		seen("Needs that no product covers", f, 1, "No need is uncovered.", "need", "needs"),
		seen("Waits for access", f, 2, "Nobody waited for longer than the rule allows.", "request that waits, or took too long", "requests that wait, or took too long"),
	}
}

func lookGoalsUnderstood(_ Item, _ evidence, f Finding) []Look {
	return []Look{
		seen("Who has not acknowledged the goals in time", f, 1, "Nobody is late.", "participant", "participants"),
		{Name: "Questions that were missed most", Say: "How each question was answered is beside the goals, for those who may see it.", To: ToGoals},
	}
}

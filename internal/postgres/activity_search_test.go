package postgres_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/testing/sample"
)

// TestSearchFindsWhatIsWrittenAndNothingElse asks for words, references and
// agencies in every strand, as people who may see them and as people who may not.
func TestSearchFindsWhatIsWrittenAndNothingElse(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	samira := sample.Member(t, d.db, "Samira Aziz", access.CaseWorker, sample.Health)
	colin := sample.Member(t, d.db, "Colin Reyes", access.CaseWorker, sample.Probation)
	when := d.now.Add(-48 * time.Hour)
	_, mentoring := sample.Activity(t, d.db, access.Coordination, d.tom, "Mentoring guides were printed", when)
	_, hall := sample.Activity(t, d.db, access.Coordination, d.priya, "Hall booked", when.Add(time.Hour))
	hidden, _ := sample.Activity(t, d.db, access.Coordination, d.tom, "Mentoring that somebody reported", when)
	d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, hidden)
	_, fair := sample.Activity(t, d.db, access.Outreach, amara, "Mentoring stall at the fair", when)
	_, pointer := sample.Activity(t, d.db, access.Intelligence, owen, "Mentoring pointer", when)
	_, visit := sample.Activity(t, d.db, access.Casework, samira, "Mentoring visit", when)
	sample.Activity(t, d.db, access.Coordination, d.abroad, "Mentoring abroad", when)
	for _, tt := range []struct {
		name  string
		who   access.Actor
		in    access.Strand
		words string
		f     activity.Filter
		want  []string
	}{
		{"a word in another form", d.tom, access.Coordination, "mentor guide", activity.Filter{}, []string{mentoring}},
		{"a phrase", d.tom, access.Coordination, `"guides printed"`, activity.Filter{}, nil},
		{"a word left out", d.tom, access.Coordination, "mentoring -printed", activity.Filter{}, nil},
		{"the agency that recorded it", d.tom, access.Coordination, "council", activity.Filter{}, []string{hall}},
		{"a reference, in small letters", d.tom, access.Coordination, " " + strings.ToLower(hall) + " ", activity.Filter{}, []string{hall}},
		{"a reference of another strand", d.tom, access.Coordination, fair, activity.Filter{}, nil},
		{"another kind", d.tom, access.Coordination, "mentoring", activity.Filter{Kind: activity.Training}, nil},
		{"another agency", d.tom, access.Coordination, "mentoring", activity.Filter{Agency: sample.Council}, nil},
		{"other days", d.tom, access.Coordination, "mentoring", activity.Filter{From: d.day.AddDate(0, 0, 2)}, nil},
		{"no words", d.tom, access.Coordination, "  ", activity.Filter{}, nil},
		{"words that say nothing", d.tom, access.Coordination, "the of and", activity.Filter{}, nil},
		{"what another partnership calls itself", d.tom, access.Coordination, "~2", activity.Filter{}, nil},
		{"quotes that might end a string", d.tom, access.Coordination, `'; DELETE FROM activity; -- $q$ %s`, activity.Filter{}, nil},
		{"another partnership", d.abroad, access.Coordination, "guides", activity.Filter{}, nil},
		{"outreach by who works in it", amara, access.Outreach, "mentoring", activity.Filter{}, []string{fair}},
		{"outreach by who does not", d.tom, access.Outreach, "mentoring", activity.Filter{}, nil},
		{"what an intelligence record says", owen, access.Intelligence, "mentoring", activity.Filter{}, nil},
		{"an intelligence record by its agency", owen, access.Intelligence, "police", activity.Filter{}, []string{pointer}},
		{"an intelligence record by its reference", owen, access.Intelligence, pointer, activity.Filter{}, []string{pointer}},
		{"an intelligence record by who has no grant", d.tom, access.Intelligence, pointer, activity.Filter{}, nil},
		{"a case record by who is named on it", samira, access.Casework, visit, activity.Filter{}, []string{visit}},
		{"a case record by who is not", colin, access.Casework, visit, activity.Filter{}, nil},
		{"case records of an agency by who is not named", colin, access.Casework, "health", activity.Filter{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines, err := d.acts.Search(t.Context(), tt.who, tt.in, tt.words, tt.f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range lines {
				got = append(got, l.Ref)
				if (l.Title == "") != tt.in.LogsReads() {
					t.Errorf("got the title %q in %s", l.Title, tt.in)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

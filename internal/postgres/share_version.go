package postgres

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/activity"
)

// contentShare is what a version keeps of a request or an offer. Its names are
// in old rows and never change their meaning.
type contentShare struct {
	Direction    string         `json:"direction"`
	From         int            `json:"from"`
	FromName     string         `json:"from_name,omitempty"`
	To           []contentTaker `json:"to"`
	Need         string         `json:"need,omitempty"`
	NeedTitle    string         `json:"need_title,omitempty"`
	Purpose      string         `json:"purpose"`
	Line         string         `json:"line,omitempty"`
	LineWords    string         `json:"line_words,omitempty"`
	Emergency    string         `json:"emergency,omitempty"`
	Form         string         `json:"form"`
	Briefing     bool           `json:"briefing,omitempty"`
	Due          string         `json:"due,omitempty"`
	Acknowledged string         `json:"acknowledged,omitempty"`
	Sent         string         `json:"sent,omitempty"`
	Closed       string         `json:"closed,omitempty"`
	Remind       string         `json:"remind,omitempty"`
	Outcome      string         `json:"outcome"`
	LeftOut      string         `json:"left_out,omitempty"`
	Refused      string         `json:"refused,omitempty"`
	Steps        []contentStep  `json:"steps,omitempty"` // who had done something by then, and when
}

type contentTaker struct {
	Agency     int    `json:"agency"`
	Name       string `json:"name,omitempty"`
	FeedbackOn string `json:"feedback_on,omitempty"`
	Feedback   string `json:"feedback,omitempty"`
}

type contentStep struct {
	At time.Time `json:"at"`
	By uuid.UUID `json:"by"`
}

// onDay is a day as a version keeps it.
func onDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func readDay(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s)
	return t
}

func unlessNil(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

// writeShare puts what a request or an offer adds into what a version keeps.
func writeShare(c *content, s activity.Sharing) {
	kept := &contentShare{
		Direction: string(s.Direction), From: s.Giver, FromName: s.GiverName, Need: unlessNil(s.Need), NeedTitle: s.NeedTitle, Purpose: s.Purpose,
		Line: unlessNil(s.Line), LineWords: s.LineWords, Emergency: s.Emergency, Form: string(s.Form), Briefing: s.Briefing, Due: onDay(s.Due),
		Acknowledged: onDay(s.Acknowledged), Sent: onDay(s.Sent), Closed: onDay(s.Closed), Remind: onDay(s.Remind), Outcome: string(s.Outcome),
		LeftOut: s.LeftOut, Refused: s.Refused,
	}
	for _, t := range s.Takers {
		kept.To = append(kept.To, contentTaker{Agency: t.Agency, Name: t.AgencyName, FeedbackOn: onDay(t.FeedbackOn), Feedback: t.Feedback})
	}
	for _, n := range s.Steps {
		kept.Steps = append(kept.Steps, contentStep{At: n.At, By: n.By})
	}
	c.Share = kept
}

// readShare is what a request or an offer adds, from what a version keeps.
func readShare(c content) activity.Sharing {
	k := c.Share
	if k == nil {
		return activity.Sharing{}
	}
	s := activity.Sharing{
		Direction: activity.Direction(k.Direction), Giver: k.From, GiverName: k.FromName, NeedTitle: k.NeedTitle, Purpose: k.Purpose, LineWords: k.LineWords,
		Emergency: k.Emergency, Form: activity.ShareForm(k.Form), Briefing: k.Briefing, Due: readDay(k.Due), Acknowledged: readDay(k.Acknowledged), Sent: readDay(k.Sent),
		Closed: readDay(k.Closed), Remind: readDay(k.Remind), Outcome: activity.Outcome(k.Outcome), LeftOut: k.LeftOut, Refused: k.Refused,
	}
	s.Need, _ = uuid.Parse(k.Need)
	s.Line, _ = uuid.Parse(k.Line)
	for _, t := range k.To {
		s.Takers = append(s.Takers, activity.Taker{Agency: t.Agency, AgencyName: t.Name, FeedbackOn: readDay(t.FeedbackOn), Feedback: t.Feedback})
	}
	for _, n := range k.Steps {
		s.Steps = append(s.Steps, activity.Step{At: n.At, By: n.By})
	}
	return s
}

package journey

import (
	"testing"
	"time"

	"liaison/internal/testing/browser"
)

// A coordinator asks for other thresholds, having seen what they would move; a
// manager approves; everybody may look back at how it was, and the board reads
// about it.
func TestJourneyThresholds(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	p.to("/checklist/RES-1")
	p.See("Over the last year", "Liaison’s default")
	p.look()
	p.Click("Thresholds: who set them, and proposals")
	p.look()
	p.Click("Propose other thresholds")
	p.look()
	p.mend("See what it would do", "Propose thresholds for RES-1", "Change at least one threshold", "Enter why the thresholds should change")
	p.Fill("Least part of full time that counts", "2")
	p.Fill("Reason", "Two people share the work here")
	p.Click("See what it would do")
	p.See("What it would do today", "By the records of today this would move 1 item.", "2 full-time equivalent")
	p.look()
	p.Click("Propose these thresholds")
	p.done("Proposal saved. It counts once a manager approves it.", "Withdraw these thresholds")
	p.look()

	m := r.seat(t, b, alan, phone)
	m.to("/checklist/board")
	m.See("Decisions sought", "Thresholds of RES-1", "What moved, and why")
	m.look()
	m.Click("Thresholds of RES-1")
	m.See("By the records of today this would move 1 item.")
	m.look()
	m.Click("Approve these thresholds")
	m.done("Thresholds approved. They count from today on.")
	m.to("/checklist/RES-1")
	m.See("Records do not meet the rule", "approved by Alan Whitford", "Liaison’s default is 0.5 full-time equivalent")
	m.look()
	m.to("/checklist/RES-1?on=" + isoBefore(1))
	m.See("Go to today", "0.5 full-time equivalent")
	m.look()
	m.to("/checklist?on=" + isoBefore(60))
	m.See("Position at the end of", "Nothing can be assessed here")
	m.look()

	p.to("/checklist/board")
	p.Click("Write the commentary")
	p.look()
	p.Fill("What the board should know", "The coordinator’s post is shared from now on.")
	p.Click("Save commentary")
	p.done("Commentary saved.", "The coordinator’s post is shared from now on.")
	p.look()
}

// isoBefore is the day so many days before today, as addresses have it.
func isoBefore(n int) string { return time.Now().AddDate(0, 0, -n).Format(time.DateOnly) }

package partnership

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Open says why nothing can be done to a request that no longer waits, as a
// Conflict; nil while it waits.
func (q FundingRequest) Open() error {
	switch {
	case !q.Counts():
		return fault.New(fault.Conflict, "This request has already been struck")
	case !q.Waiting():
		return fault.New(fault.Conflict, "This request has already been decided")
	}
	return nil
}

// CheckCorrection returns everything wrong with a request as it is put right,
// and with the reason, as an Invalid fault.
func (q FundingRequest) CheckCorrection(was FundingRequest, why string, today time.Time) error {
	var c fault.Check
	checkReason(&c, "why", why, "Enter what was wrong")
	c.Take(q.Check(today))
	c.Need(len(requestChanges(was, q)) > 0, "what", "Change something, or cancel")
	return c.Err()
}

// CorrectRequest puts right what is asked for, while nobody has decided on it.
// Whoever does so decides on it as little as who asked.
func CorrectRequest(version int, by uuid.UUID, to FundingRequest, why string, today time.Time) Deed[FundingRequest] {
	return Deed[FundingRequest]{
		Change: access.Change[FundingRequest]{Do: access.RequestFunding, Apply: func(q *FundingRequest) error {
			if err := q.Open(); err != nil {
				return err
			}
			is := *q
			is.What, is.Support, is.Amount, is.Asked, is.CorrectedBy = to.What, to.Support, to.Amount, to.Asked, by
			if err := is.CheckCorrection(*q, why, today); err != nil {
				return err
			}
			if q.Version != version {
				return stale()
			}
			*q = is
			return nil
		}},
		Said: requestChanges, Why: why,
	}
}

func requestChanges(was, is FundingRequest) []string {
	return differing(
		[3]string{"What is asked for", was.What, is.What}, [3]string{"Support", was.Support.Name(), is.Support.Name()},
		[3]string{"Amount", was.Amount.Pounds(), is.Amount.Pounds()}, [3]string{"Day it was asked for", written(was.Asked), written(is.Asked)},
	)
}

// StrikeRequest takes a request that was made in error out of everything that
// is counted, while nobody has decided on it, and leaves it readable. It is a
// Conflict where somebody put it right since the version that was looked at.
func StrikeRequest(version int, by uuid.UUID, why string, now time.Time) Deed[FundingRequest] {
	return Deed[FundingRequest]{
		Change: access.Change[FundingRequest]{Do: access.RequestFunding, Apply: func(q *FundingRequest) error {
			if err := q.Open(); err != nil {
				return err
			}
			if q.Version != version {
				return stale()
			}
			return q.strike(by, why, now)
		}},
		Said: saying[FundingRequest]("Struck, since it was recorded in error"), Why: why,
	}
}

// MayReopen says why somebody cannot take a decision back, as a Conflict where
// there is none and as Forbidden where they could not have made it; nil where
// they can.
func (q FundingRequest) MayReopen(who uuid.UUID) error {
	if q.Outcome == "" {
		return fault.New(fault.Conflict, "Nobody has decided on this request")
	}
	return q.MayDecide(who)
}

// WithdrawDecision takes back a decision that was recorded wrongly: the request
// waits again. Nobody takes back the decision on what they asked for, or put
// right, themselves.
func WithdrawDecision(version int, by uuid.UUID, why string) Deed[FundingRequest] {
	return Deed[FundingRequest]{
		Change: access.Change[FundingRequest]{Do: access.DecideFunding, Apply: func(q *FundingRequest) error {
			if err := q.MayReopen(by); err != nil {
				return err
			}
			if err := CheckWithdrawal(why); err != nil {
				return err
			}
			if q.Version != version {
				return stale()
			}
			q.Decision, q.DecidedBy = Decision{}, uuid.Nil
			return nil
		}},
		Said: func(was, _ FundingRequest) []string {
			return []string{"Decision withdrawn. It was: " + was.said() + ", on " + written(was.Decided)}
		}, Why: why,
	}
}

package partnership

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Check returns everything wrong with an agreement that is about to be written
// down, as an Invalid fault.
func (a Agreement) Check(today time.Time) error {
	var c fault.Check
	c.Need(strings.TrimSpace(a.Number) != "", "number", "Enter the number of the agreement, like ISA-04")
	checkText(&c, "number", "Number", a.Number, 40)
	a.checkWords(&c)
	c.Need(!a.From.IsZero(), "from", "Enter the day from which it is in force")
	checkYear(&c, "from", "Day from which it is in force", a.From)
	a.checkReview(&c)
	a.checkEnd(&c)
	c.Need(len(a.Parties) >= 2, "party", "Select at least two parties")
	for i, p := range a.Parties {
		c.Need(p.Agency != 0, "party", "Select the parties from the list")
		c.Need(!slices.ContainsFunc(a.Parties[:i], func(o Party) bool { return o.Agency == p.Agency }), "party", "Select each party once")
		checkPast(&c, SignedField(p.Agency), "Day that "+p.Name+" signed", p.Signed, today)
	}
	return c.Err()
}

// SignedField names the field for the day on which an agency signed.
func SignedField(agency int) string { return "signed-" + strconv.Itoa(agency) }

// checkWords checks what the agreement says.
func (a Agreement) checkWords(c *fault.Check) {
	c.Need(strings.TrimSpace(a.Name) != "", "name", "Enter the name of the agreement")
	checkText(c, "name", "Name", a.Name, 200)
	c.Need(strings.TrimSpace(a.Purpose) != "", "purpose", "Enter what the agreement is for")
	checkText(c, "purpose", "Purpose", a.Purpose, 2000)
	c.Need(strings.TrimSpace(a.Basis) != "", "basis", "Enter the lawful basis")
	checkText(c, "basis", "Lawful basis", a.Basis, 1000)
	checkText(c, "retention", "How long information is kept", a.Retention, 1000)
	checkText(c, "dpia", "Reference of the impact assessment", a.DPIA, 200)
	checkText(c, "contact", "Contact", a.Contact, 200)
}

func (a Agreement) checkReview(c *fault.Check) {
	c.Need(!a.Review.IsZero(), "review", "Enter the day of the next review")
	checkYear(c, "review", "Next review", a.Review)
	c.Need(a.Review.IsZero() || !a.Review.Before(a.From), "review", "Next review must be on or after the first day, %s", written(a.From))
}

func (a Agreement) checkEnd(c *fault.Check) {
	c.Need(a.To.IsZero() || a.From.IsZero() || !a.To.Before(a.From), "to", "Last day must be on or after the first day, %s", written(a.From))
	checkYear(c, "to", "Last day", a.To)
}

// changing is a deed that changes an agreement, unless it has ended.
func changing(change func(*Agreement) error) access.Change[Agreement] {
	return access.Change[Agreement]{Do: access.KeepAgreement, Apply: func(a *Agreement) error {
		if a.Ended() {
			return fault.New(fault.Conflict, "This agreement has already been ended")
		}
		return change(a)
	}}
}

// RewordAgreement changes what an agreement says, with a reason. Its number, its days
// and its parties stay. The version is the one that the person was looking at.
func RewordAgreement(version int, to Agreement, why string) Deed[Agreement] {
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			is := *a
			is.Name, is.Purpose, is.Basis, is.Retention, is.DPIA, is.Contact = to.Name, to.Purpose, to.Basis, to.Retention, to.DPIA, to.Contact
			if err := is.CheckReword(why); err != nil {
				return err
			}
			if a.Version != version {
				return stale()
			}
			if len(agreementChanges(*a, is)) == 0 {
				return fault.At("name", "Change something, or cancel")
			}
			*a = is
			return nil
		}),
		Said: agreementChanges, Why: why,
	}
}

// CheckReword returns everything wrong with what the agreement would say, as
// an Invalid fault.
func (a Agreement) CheckReword(why string) error {
	var c fault.Check
	a.checkWords(&c)
	checkReason(&c, "why", why, "Enter why this changes")
	return c.Err()
}

func agreementChanges(was, is Agreement) []string {
	return differing(
		[3]string{"Name", was.Name, is.Name}, [3]string{"Purpose", was.Purpose, is.Purpose}, [3]string{"Lawful basis", was.Basis, is.Basis},
		[3]string{"How long information is kept", was.Retention, is.Retention}, [3]string{"Reference of the impact assessment", was.DPIA, is.DPIA},
		[3]string{"Contact", was.Contact, is.Contact},
	)
}

// Review is what was decided when an agreement was reviewed.
type Review struct {
	Next time.Time
	To   time.Time // the agreement's last day from now on, zero while none is set
	Why  string    // what was decided
}

// Check returns everything wrong with the review, as an Invalid fault.
func (v Review) Check(a Agreement, today time.Time) error {
	var c fault.Check
	is := a
	is.Review, is.To = v.Next, v.To
	is.checkReview(&c)
	c.Need(v.Next.IsZero() || v.Next.After(today), "review", "Next review must be in the future")
	is.checkEnd(&c)
	c.Need(v.To.IsZero() || !v.To.Before(today), "to", "Last day must be today or in the future")
	checkReason(&c, "why", v.Why, "Enter what was decided")
	return c.Err()
}

// ReviewAgreement gives the agreement the day of its next review, and its last
// day where the review decided on one. The version is the one that the person
// was looking at.
func ReviewAgreement(version int, v Review, today time.Time) Deed[Agreement] {
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			if a.Stands(today) == Over {
				return fault.New(fault.Conflict, "This agreement is over. Record the one that follows it")
			}
			if err := v.Check(*a, today); err != nil {
				return err
			}
			if a.Version != version {
				return stale()
			}
			a.Review, a.To = v.Next, v.To
			return nil
		}),
		Said: func(was, is Agreement) []string {
			said := "Reviewed. The next review is on " + written(is.Review)
			switch {
			case was.To.Equal(is.To):
			case is.To.IsZero():
				said += ". No last day is set any more"
			default:
				said += ". The last day is now " + written(is.To)
			}
			return []string{said}
		},
		Why: v.Why,
	}
}

// CheckAgreement returns everything wrong with ending the agreement, as an
// Invalid fault.
func (e Closing) CheckAgreement(a Agreement) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day of the agreement")
	c.Need(e.Last.IsZero() || !e.Last.Before(a.From), "last", "Last day must be on or after the first day, %s", written(a.From))
	c.Need(e.Last.IsZero() || a.To.IsZero() || !e.Last.After(a.To), "last", "Last day must be on or before %s, when the agreement ends already", dayOrNothing(a.To))
	checkYear(&c, "last", "Last day", e.Last)
	checkReason(&c, "why", e.Why, "Enter why the agreement ends")
	return c.Err()
}

// EndAgreement gives the agreement its last day, and with it every line.
func EndAgreement(e Closing) Deed[Agreement] {
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			if err := e.CheckAgreement(*a); err != nil {
				return err
			}
			a.To, a.ClosedWhy = e.Last, e.Why
			return nil
		}),
		Said: saying[Agreement]("Ended. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// Check returns everything wrong with the party joining the agreement, as an
// Invalid fault.
func (p Party) Check(a Agreement, today time.Time) error {
	var c fault.Check
	c.Need(p.Agency != 0, "agency", "Select the agency from the list")
	c.Need(!a.Is(p.Agency), "agency", "This agency is a party already")
	checkPast(&c, "signed", "Day it signed", p.Signed, today)
	return c.Err()
}

// AddParty makes an agency a party.
func AddParty(p Party, today time.Time) Deed[Agreement] {
	said := "Party added: " + p.Name
	if !p.Signed.IsZero() {
		said += ", which signed on " + written(p.Signed)
	}
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			if err := p.Check(*a, today); err != nil {
				return err
			}
			a.Parties = append(slices.Clone(a.Parties), p)
			return nil
		}),
		Said: saying[Agreement](said),
	}
}

// CheckSigned returns everything wrong with the day a party signed, as an
// Invalid fault.
func CheckSigned(on, today time.Time) error {
	var c fault.Check
	c.Need(!on.IsZero(), "signed", "Enter the day it signed")
	checkPast(&c, "signed", "Day it signed", on, today)
	return c.Err()
}

// SignParty says when a party signed.
func SignParty(agency int, on, today time.Time) Deed[Agreement] {
	at := func(a Agreement) int {
		return slices.IndexFunc(a.Parties, func(p Party) bool { return p.Agency == agency })
	}
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			i := at(*a)
			if i < 0 {
				return fault.Missing()
			}
			if !a.Parties[i].Signed.IsZero() {
				return fault.New(fault.Conflict, "This agency has already signed")
			}
			if err := CheckSigned(on, today); err != nil {
				return err
			}
			a.Parties = slices.Clone(a.Parties)
			a.Parties[i].Signed = on
			return nil
		}),
		Said: func(_, is Agreement) []string { return []string{is.Parties[at(is)].Name + " signed on " + written(on)} },
	}
}

// Check returns everything wrong with the line as one of the agreement's, as
// an Invalid fault.
func (l Line) Check(a Agreement) error {
	var c fault.Check
	c.Need(strings.TrimSpace(l.Purpose) != "", "purpose", "Enter what it is shared for")
	checkText(&c, "purpose", "Purpose", l.Purpose, 500)
	c.Need(strings.TrimSpace(l.Items) != "", "items", "Enter which information may be shared")
	checkText(&c, "items", "Information", l.Items, 500)
	c.Need(l.Giver == 0 || a.Is(l.Giver), "giver", "Select who gives from the list")
	c.Need(l.Taker == 0 || a.Is(l.Taker), "taker", "Select who receives from the list")
	c.Need(l.Giver == 0 || l.Giver != l.Taker, "taker", "The agency that receives must be another than the one that gives")
	c.Need(!l.From.IsZero(), "from", "Enter the first day of the line")
	c.Need(l.From.IsZero() || !l.From.Before(a.From), "from", "First day must be on or after the first day of the agreement, %s", written(a.From))
	c.Need(l.From.IsZero() || a.To.IsZero() || !l.From.After(a.To), "from", "First day must be on or before the last day of the agreement, %s", dayOrNothing(a.To))
	checkYear(&c, "from", "First day", l.From)
	c.Need(l.To.IsZero() || !l.To.Before(l.From), "to", "Last day must be on or after the first day")
	c.Need(l.To.IsZero() || a.To.IsZero() || !l.To.After(a.To), "to", "Last day must be on or before the last day of the agreement, %s", dayOrNothing(a.To))
	checkYear(&c, "to", "Last day", l.To)
	return c.Err()
}

// AddLine adds a line after the others.
func AddLine(l Line) Deed[Agreement] {
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			if err := l.Check(*a); err != nil {
				return err
			}
			l.Position = 1
			for _, o := range a.Lines {
				l.Position = max(l.Position, o.Position+1)
			}
			l.Agreement = a.ID
			a.Lines = append(slices.Clone(a.Lines), l)
			return nil
		}),
		Said: func(_, is Agreement) []string {
			l := is.Lines[len(is.Lines)-1]
			return []string{clipped("Line added: " + l.Purpose + ", from " + orAnyParty(l.GiverName) + " to " + orAnyParty(l.TakerName))}
		},
	}
}

// CheckLine returns everything wrong with ending the line, as an Invalid fault.
func (e Closing) CheckLine(l Line) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day of the line")
	c.Need(e.Last.IsZero() || !e.Last.Before(l.From), "last", "Last day must be on or after the first day, %s", written(l.From))
	c.Need(e.Last.IsZero() || l.To.IsZero() || e.Last.Before(l.To), "last", "Last day must be before %s, when the line ends already", dayOrNothing(l.To))
	checkYear(&c, "last", "Last day", e.Last)
	checkReason(&c, "why", e.Why, "Enter why the line ends")
	return c.Err()
}

// EndLine gives a line its last day. Nothing else of a line ever changes: a
// wrong one is ended and written down again.
func EndLine(line uuid.UUID, e Closing) Deed[Agreement] {
	return Deed[Agreement]{
		Change: changing(func(a *Agreement) error {
			i := slices.IndexFunc(a.Lines, func(l Line) bool { return l.ID == line })
			if i < 0 {
				return fault.Missing()
			}
			if err := e.CheckLine(a.within(a.Lines[i])); err != nil {
				return err
			}
			a.Lines = slices.Clone(a.Lines)
			a.Lines[i].To = e.Last
			return nil
		}),
		Said: func(_, is Agreement) []string {
			l, _ := is.Line(line)
			return []string{clipped("Line ended: "+l.Purpose) + ". Its last day is " + written(e.Last)}
		},
		Why: e.Why,
	}
}

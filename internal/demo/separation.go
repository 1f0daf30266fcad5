package demo

import (
	"fmt"
	"time"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

// Apart is how the demonstration keeps intelligence and outreach apart: what
// its leads attested, the nights' tests, what was published of both, and which
// pairs of agencies have to share.
type Apart struct {
	Attestations map[access.Strand][]partnership.Attestation // oldest first
	Tests        []partnership.SelfTest
	Published    []partnership.Separation
	Pairs        []partnership.PairList
	Intensities  []partnership.Intensity // the newest day first
}

type apartFile struct {
	Outreach, Intelligence, Coordination []string // what the leads, or the manager in their place, add, in turn
	Pairs                                struct {
		Proposed int // months from now
		Reason   string
	}
	Intensities []struct {
		One, Other, Side, Level, By, Reason string
		From                                int // days from now
	}
}

// The days of a quarter on which the leads attest, or the manager does, and how many nights' tests
// of the log are there.
const (
	communityDay    = 3
	intelligenceDay = 6
	managerDay      = 9
	nights          = 7
)

// apart makes them from their own file, up to yesterday.
func (m *maker) apart() error {
	var f apartFile
	if err := readSeed(m.seeds, "separation.json", &f); err != nil {
		return err
	}
	m.made.Apart.Attestations = map[access.Strand][]partnership.Attestation{}
	if err := m.attest(access.Outreach, "outreach_lead", communityDay, f.Outreach); err != nil {
		return fmt.Errorf("separation.json: %w", err)
	}
	if err := m.attest(access.Intelligence, "intelligence_lead", intelligenceDay, f.Intelligence); err != nil {
		return fmt.Errorf("separation.json: %w", err)
	}
	m.published()
	if err := m.pairs(f); err != nil {
		return err
	}
	return m.closeness(f)
}

// elsewhere is what there is of it where intelligence is kept in another
// system: the manager attests.
func (m *maker) elsewhere() error {
	var f apartFile
	if err := readSeed(m.seeds, "separation.json", &f); err != nil {
		return err
	}
	m.made.Apart.Attestations = map[access.Strand][]partnership.Attestation{}
	if err := m.attest(access.Coordination, "manager", managerDay, f.Coordination); err != nil {
		return fmt.Errorf("separation.json: %w", err)
	}
	m.published()
	return nil
}

// published is what the service makes by itself: publications, and the tests of
// the last nights.
func (m *maker) published() {
	m.publications()
	for n := nights; n > 0; n-- {
		m.tested(partnership.WallTested, m.today.AddDate(0, 0, -n))
		m.tested(partnership.LogTested, m.today.AddDate(0, 0, -n))
	}
}

// closeness is what was said of how closely agencies work together, the oldest first.
func (m *maker) closeness(f apartFile) error {
	var partners []int
	for _, p := range m.made.Partners {
		partners = append(partners, p.Agency.ID)
	}
	for n, x := range f.Intensities {
		one, err := m.agency(x.One)
		if err != nil {
			return err
		}
		other, err := m.agency(x.Other)
		if err != nil {
			return err
		}
		by := m.account(x.By).ID
		i := partnership.Intensity{
			ID: m.id("intensity/", n), Pair: partnership.PairOf(one, other), Side: partnership.Side(x.Side), Level: partnership.Level(x.Level),
			From: m.in(x.From), Reason: x.Reason, By: by, At: noon(m.in(x.From)),
		}
		if err := i.Check(m.today, partners, m.made.Apart.Intensities); err != nil {
			return fmt.Errorf("separation.json: %w", err)
		}
		m.told("intensity", by, i.At, i.ID, x.Side+": "+x.Level, i.Reason, i.Facts())
		m.made.Apart.Intensities = append([]partnership.Intensity{i}, m.made.Apart.Intensities...)
	}
	return nil
}

// attest lets a lead attest in every quarter since both strands were on, or the
// manager since there is a partnership.
func (m *maker) attest(in access.Strand, lead string, on int, notes []string) error {
	all := partnership.Attestations{Strand: in, Partnership: m.made.ID, Here: in != access.Coordination}
	n := 0
	for quarter := partnership.QuarterOf(m.month(-12)); quarter.Before(m.today); quarter = quarter.AddDate(0, 3, 0) {
		day := quarter.AddDate(0, 0, on)
		if day.Before(m.month(-12)) || !day.Before(m.today) {
			continue
		}
		a := partnership.Attestation{ID: m.id("attestation/", in, "/", quarter), Quarter: quarter, Note: notes[n%len(notes)], By: m.account(lead).ID, At: day.Add(14 * time.Hour)}
		if err := partnership.Attest(a, len(partnership.Statements(in))).Apply(&all); err != nil {
			return err
		}
		n++
	}
	for i := len(all.All) - 1; i >= 0; i-- {
		m.made.Apart.Attestations[in] = append(m.made.Apart.Attestations[in], all.All[i])
	}
	return nil
}

// publications are those of the firsts of months, as the service would have
// made them.
func (m *maker) publications() {
	for month := partnership.PublishedOn(m.month(-12)); ; month = partnership.PublishedOn(month) {
		at := month.Add(time.Hour)
		if at.After(m.now) {
			return
		}
		eve := month.AddDate(0, 0, -1)
		m.tested(partnership.WallTested, eve)
		m.made.Apart.Published = append(m.made.Apart.Published, partnership.Separation{
			ID: m.id("separation/", month), Month: month, Elsewhere: len(m.made.Apart.Attestations[access.Intelligence]) == 0, Tested: eve, Published: at,
			Community: m.attestedBefore(access.Outreach, month), Intelligence: m.attestedBefore(access.Intelligence, month), Manager: m.attestedBefore(access.Coordination, month),
		})
	}
}

// attestedBefore is the last day before the month on which a lead attested.
func (m *maker) attestedBefore(in access.Strand, month time.Time) time.Time {
	var last time.Time
	for _, a := range m.made.Apart.Attestations[in] {
		if a.At.Before(month) {
			last = time.Date(a.At.Year(), a.At.Month(), a.At.Day(), 0, 0, 0, 0, time.UTC)
		}
	}
	return last
}

// tested is a night's test that found nothing, once for each day.
func (m *maker) tested(what partnership.Tested, day time.Time) {
	for _, t := range m.made.Apart.Tests {
		if t.What == what && t.Day.Equal(day) {
			return
		}
	}
	m.made.Apart.Tests = append(m.made.Apart.Tests, partnership.SelfTest{ID: m.id("self-test/", what, "/", day), What: what, At: day.Add(2 * time.Hour), Day: day, Nightly: true})
}

// pairs are those that the sharing agreements speak of, proposed by one and
// approved by another.
func (m *maker) pairs(f apartFile) error {
	var partners []int
	for _, p := range m.made.Partners {
		partners = append(partners, p.Agency.ID)
	}
	proposer, decider := m.account("coordinator").ID, m.account("manager").ID
	at := m.month(f.Pairs.Proposed).Add(10 * time.Hour)
	l := partnership.PairList{
		ID: m.id("pairs/", 1), From: m.month(f.Pairs.Proposed), Pairs: partnership.Agreed(m.made.Provision.Agreements, m.today), Reason: f.Pairs.Reason, ProposedBy: proposer, ProposedAt: at,
	}
	var ties partnership.Ties
	if err := partnership.ProposePairs(l, partners, m.today).Apply(&ties); err != nil {
		return err
	}
	decided := at.AddDate(0, 0, 2)
	if err := partnership.DecidePairs(l.ID, decider, true, "", decided).Apply(&ties); err != nil {
		return err
	}
	m.told("pair", proposer, at, l.ID, "Version 1 proposed", l.Reason, nil)
	m.told("pair", decider, decided, l.ID, "Version 1 approved", "", ties.Versions[0].Facts())
	m.made.Apart.Pairs = ties.Versions
	return nil
}

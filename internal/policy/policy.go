// Package policy answers "may they?" from the rules in config/access. It is
// the only package that imports casbin. Casbin is asked every question there
// is once, when the rules are loaded; its answers are kept in a table of bits.
package policy

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Whose records a rule is about.
const (
	anybodys = "any"
	own      = "own"
)

// Policy is a set of rules, fixed once loaded, that any goroutine may ask. It
// implements access.Guard.
type Policy struct {
	roles   map[access.Role]int
	strands map[access.Strand]int
	actions map[access.Action]int
	bits    []uint64
}

// places are where something may be done: the four strands, and Identity.
func places() []access.Strand { return append(access.Strands(), access.Identity) }

// Load reads access/model.conf and access/policy.csv, and refuses rules that
// are short, unknown, misplaced or there twice, or that leave an action to nobody.
func Load(config fs.FS) (*Policy, error) {
	text, err := fs.ReadFile(config, "access/model.conf")
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if err := checkModel(string(text)); err != nil {
		return nil, fmt.Errorf("policy: model.conf: %w", err)
	}
	lines, err := fs.ReadFile(config, "access/policy.csv")
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	rules, err := readRules(string(lines))
	if err != nil {
		return nil, fmt.Errorf("policy: policy.csv: %w", err)
	}
	p, err := compile(string(text), rules)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return p, p.agree(rules)
}

func newEnforcer(text string, rules []rule) (*casbin.SyncedEnforcer, error) {
	m, err := model.NewModelFromString(text)
	if err != nil {
		return nil, fmt.Errorf("model.conf: %w", err)
	}
	e, err := casbin.NewSyncedEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("model.conf: %w", err)
	}
	var all [][]string
	for _, r := range rules {
		all = append(all, r.words())
	}
	if _, err := e.AddPolicies(all); err != nil {
		return nil, fmt.Errorf("policy.csv: %w", err)
	}
	return e, nil
}

// compile asks casbin what every role may do where it works. Elsewhere no role
// may do anything, and casbin is not asked. For each role in each strand it is
// given their lines alone: it goes through every line for every question, and
// the model lets no other line answer. That it answers as with all lines is
// checked by agree.
func compile(text string, rules []rule) (*Policy, error) {
	p := &Policy{roles: map[access.Role]int{}, strands: map[access.Strand]int{}, actions: map[access.Action]int{}}
	for i, r := range access.Roles() {
		p.roles[r] = i
	}
	for i, s := range places() {
		p.strands[s] = i
	}
	for i, a := range access.Actions() {
		p.actions[a] = i
	}
	p.bits = make([]uint64, len(p.roles)*len(p.strands)*len(p.actions)*2/64+1)
	for _, role := range access.Roles() {
		for _, strand := range places() {
			if !works(role, strand) {
				continue
			}
			e, err := newEnforcer(text, linesOf(rules, role, strand))
			if err != nil {
				return nil, err
			}
			for _, do := range access.Actions() {
				for _, whose := range []string{anybodys, own} {
					ok, err := e.Enforce("role:"+string(role), string(strand), string(do), whose)
					if err != nil {
						return nil, fmt.Errorf("%s in %s doing %s: %w", role, strand, do, err)
					}
					if ok {
						n := p.bit(p.roles[role], p.strands[strand], p.actions[do], whose == own)
						p.bits[n/64] |= 1 << (n % 64)
					}
				}
			}
		}
	}
	return p, nil
}

// linesOf are the rules about what the role may do in the strand.
func linesOf(rules []rule, role access.Role, strand access.Strand) []rule {
	var all []rule
	for _, r := range rules {
		if r.role == role && r.strand == strand {
			all = append(all, r)
		}
	}
	return all
}

// works reports whether people who hold the role may do anything in the
// strand at all. Everybody is somebody to Identity.
func works(r access.Role, in access.Strand) bool {
	return in == access.Identity || r.Strand() == in
}

func (p *Policy) bit(role, strand, do int, ofOwn bool) int {
	n := ((role*len(p.strands)+strand)*len(p.actions) + do) * 2
	if ofOwn {
		n++
	}
	return n
}

// allows looks one answer up. What is not known is not allowed.
func (p *Policy) allows(r access.Role, in access.Strand, do access.Action, ofOwn bool) bool {
	role, ok1 := p.roles[r]
	strand, ok2 := p.strands[in]
	action, ok3 := p.actions[do]
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	n := p.bit(role, strand, action, ofOwn)
	return p.bits[n/64]&(1<<(n%64)) != 0
}

// may asks for each role that the actor holds there. A role held in a strand
// that it is not of gives nothing.
func (p *Policy) may(who access.Actor, do access.Action, in access.Strand, ofOwn bool) bool {
	for _, h := range who.Holds {
		if (h.Strand == in || in == access.Identity) && h.Role.Strand() == h.Strand && p.allows(h.Role, in, do, ofOwn) {
			return true
		}
	}
	return false
}

var errRefused = fault.New(fault.Forbidden, "You do not have permission to do this")

// Check implements access.Guard.
func (p *Policy) Check(who access.Actor, do access.Action, on access.Scope) error {
	if on.Partnership != 0 && on.Partnership != who.Partnership {
		return errRefused
	}
	if !p.may(who, do, on.Strand, who.Agency != 0 && on.Agency == who.Agency) {
		return errRefused
	}
	return nil
}

// Anywhere implements access.Guard.
func (p *Policy) Anywhere(who access.Actor, do access.Action, in access.Strand) bool {
	return p.may(who, do, in, who.Agency != 0)
}

// agree checks that the answers say what the lines say and no more, whatever
// the model makes of them.
func (p *Policy) agree(rules []rule) error {
	for _, role := range access.Roles() {
		for _, strand := range places() {
			for _, do := range access.Actions() {
				for _, ofOwn := range []bool{false, true} {
					written := slices.ContainsFunc(rules, func(r rule) bool {
						return r.role == role && r.strand == strand && r.do == do && (r.whose == anybodys || ofOwn)
					})
					if p.allows(role, strand, do, ofOwn) != written {
						return fmt.Errorf("policy: %s in %s doing %s: the model answers %t and the lines say %t", role, strand, do, !written, written)
					}
				}
			}
		}
	}
	return nil
}

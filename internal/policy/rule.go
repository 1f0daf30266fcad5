package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"liaison/internal/access"
)

// rule is one line of policy.csv.
type rule struct {
	role   access.Role
	strand access.Strand
	do     access.Action
	whose  string
}

func (r rule) words() []string {
	return []string{"role:" + string(r.role), string(r.strand), string(r.do), r.whose}
}

// readRules reads every line, and returns all that is wrong with them.
func readRules(text string) ([]rule, error) {
	var rules []rule
	var problems []error
	granted := map[access.Action]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := readRule(line)
		if err == nil && slices.ContainsFunc(rules, func(o rule) bool { return o.role == r.role && o.strand == r.strand && o.do == r.do }) {
			err = errors.New("says again what a line above says")
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("line %d: %w", i+1, err))
			continue
		}
		rules = append(rules, r)
		granted[r.do] = true
	}
	for _, do := range access.Actions() {
		if !granted[do] {
			problems = append(problems, fmt.Errorf("nobody may do %s", do))
		}
	}
	return rules, errors.Join(problems...)
}

func readRule(line string) (rule, error) {
	words := strings.Split(line, ",")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	if len(words) != 5 || slices.Contains(words, "") {
		return rule{}, errors.New("has not five words: p, role, strand, action, any or own")
	}
	name, prefixed := strings.CutPrefix(words[1], "role:")
	r := rule{access.Role(name), access.Strand(words[2]), access.Action(words[3]), words[4]}
	switch {
	case words[0] != "p":
		return r, fmt.Errorf("begins with %q and not with p", words[0])
	case !prefixed || !slices.Contains(access.Roles(), r.role):
		return r, fmt.Errorf("%q is no role", words[1])
	case !slices.Contains(places(), r.strand):
		return r, fmt.Errorf("%q is no strand", words[2])
	case !slices.Contains(access.Actions(), r.do):
		return r, fmt.Errorf("%q is no action", words[3])
	case r.whose != anybodys && r.whose != own:
		return r, fmt.Errorf("%q is neither any nor own", words[4])
	case !works(r.role, r.strand):
		return r, fmt.Errorf("%s does not work in %s", r.role, r.strand)
	case ofIdentity(r.do) != (r.strand == access.Identity):
		return r, fmt.Errorf("%s is not done in %s", r.do, r.strand)
	case r.strand == access.Identity && r.whose == own:
		return r, errors.New("nothing in identity is an agency's own")
	}
	return r, nil
}

// ofIdentity reports whether an action is about people and not about records.
func ofIdentity(do access.Action) bool {
	noun, _, _ := strings.Cut(string(do), ".")
	return slices.Contains([]string{"home", "account", "membership", "grant", "log"}, noun)
}

var (
	section  = regexp.MustCompile(`^\[(\w+)\]$`)
	calls    = regexp.MustCompile(`\w\s*\(`)
	allowing = "some(where (p.eft == allow))"
)

// checkModel refuses a model that could do more than compare words: one with
// other parts, another effect, a function or a wildcard.
func checkModel(text string) error {
	part, found := "", []string{}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if s := section.FindStringSubmatch(line); s != nil {
			part = s[1]
			found = append(found, part)
			continue
		}
		_, value, _ := strings.Cut(line, "=")
		switch value = strings.TrimSpace(value); {
		case strings.HasSuffix(line, "\\"):
			return errors.New("a line goes on in the next")
		case part == "policy_effect" && value != allowing:
			return fmt.Errorf("the effect is not %s", allowing)
		case part == "matchers" && calls.MatchString(value):
			return errors.New("the matcher calls a function")
		case part == "matchers" && strings.ContainsAny(value, "~!<>*?+-[]{}"):
			return errors.New("the matcher does more than compare")
		case part == "policy_definition" && strings.Contains(value, "eft"):
			return errors.New("a line could deny")
		}
	}
	if want := []string{"request_definition", "policy_definition", "policy_effect", "matchers"}; !slices.Equal(found, want) {
		return fmt.Errorf("has the parts %s and not %s", strings.Join(found, ", "), strings.Join(want, ", "))
	}
	return nil
}

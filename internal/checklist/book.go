// Package checklist knows the 18 items of the implementation checklist: their
// words, the rules by which what the partnership recorded is held against
// them, and the manager's own assessments, which no rule ever sets. Evaluate
// is pure: the same book, facts and day always give the same answer.
//
// Comments that begin "Source:" cite the specification of the checklist, which
// is also what the decisions in docs/decisions rest on.
package checklist

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"liaison/internal/statistic"
)

// Book is the checklist as it is configured: sections of items in the order
// pages show them.
type Book struct {
	Citation  string // of the systematic review
	Narrative string // of the account of it that the items follow
	Sections  []Section
}

// Section is a group of items.
type Section struct {
	ID    string
	Name  string
	Lede  string // a sentence beside the name, often empty
	Items []Item
}

// Item is one factor or consideration of the review.
type Item struct {
	Code       string // "RES-1": stable, in addresses, exports and links
	Wording    string // ours
	Note       string
	Review     string // what the review says of it, in our words
	Rule       string // the rule's name; see Evaluate
	Says       string // the rule in words, with {name} and {name.partly} for parameters
	Window     string // its window in words, with parameters likewise
	Fresh      int    // T: days for which evidence is current
	Data       string // what the rule reads
	Opens      string // what a manager may look into
	Tension    string // what it pulls against
	Parameters []Parameter
}

// Parameter is one threshold. The review gives none: every one is ours.
type Parameter struct {
	Name    string
	Meaning string
	Unit    string  // "share", "days", "working days", "fte", "number" and so on
	Value   float64 // met from here
	Partly  float64 // partly met from here, zero where there is no such band
	Most    float64 // the most that it may be set to, zero for what its unit allows
	Within  string  // the parameter of the same item that it must not exceed, or empty
}

type bookFile struct {
	Citation  string `json:"citation"`
	Narrative string `json:"narrative"`
	Sections  []struct {
		ID    string     `json:"id"`
		Name  string     `json:"name"`
		Lede  string     `json:"lede"`
		Items []itemFile `json:"items"`
	} `json:"sections"`
}

type itemFile struct {
	ID         string `json:"id"`
	Wording    string `json:"wording"`
	Note       string `json:"note"`
	Review     string `json:"review"`
	Rule       string `json:"rule"`
	Says       string `json:"says"`
	Window     string `json:"window"`
	Fresh      int    `json:"fresh"`
	Data       string `json:"data"`
	Opens      string `json:"opens"`
	Tension    string `json:"tension"`
	Parameters []struct {
		Name    string  `json:"name"`
		Meaning string  `json:"meaning"`
		Unit    string  `json:"unit"`
		Default float64 `json:"default"`
		Partly  float64 `json:"partly"`
		Most    float64 `json:"most"`
		Within  string  `json:"within"`
	} `json:"parameters"`
}

// Load reads checklist.json and refuses a book that is not whole.
func Load(files fs.FS) (*Book, error) {
	raw, err := fs.ReadFile(files, "checklist.json")
	if err != nil {
		return nil, fmt.Errorf("checklist: %w", err)
	}
	return Read(raw)
}

// Read reads a book from JSON and refuses one that is not whole.
func Read(raw []byte) (*Book, error) {
	var file bookFile
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("checklist: %w", err)
	}
	b := &Book{Citation: file.Citation, Narrative: file.Narrative}
	for _, s := range file.Sections {
		section := Section{ID: s.ID, Name: s.Name, Lede: s.Lede}
		for _, i := range s.Items {
			section.Items = append(section.Items, i.item())
		}
		b.Sections = append(b.Sections, section)
	}
	return b, b.check()
}

func (f itemFile) item() Item {
	i := Item{
		Code: f.ID, Wording: f.Wording, Note: f.Note, Review: f.Review, Rule: f.Rule, Says: f.Says, Window: f.Window,
		Fresh: f.Fresh, Data: f.Data, Opens: f.Opens, Tension: f.Tension,
	}
	for _, p := range f.Parameters {
		i.Parameters = append(i.Parameters, Parameter{
			Name: p.Name, Meaning: p.Meaning, Unit: p.Unit, Value: p.Default, Partly: p.Partly, Most: p.Most, Within: p.Within,
		})
	}
	return i
}

// check finds what would make a page wrong or a rule lie.
func (b *Book) check() error {
	seen := map[string]bool{}
	for _, s := range b.Sections {
		for _, i := range s.Items {
			bad := func(say string) error { return fmt.Errorf("checklist: %s: %s", i.Code, say) }
			switch {
			case !strings.HasPrefix(i.Code, s.ID+"-"):
				return bad("its code does not begin with its section's")
			case seen[i.Code]:
				return bad("it stands twice")
			case i.Wording == "" || i.Review == "" || i.Rule == "" || i.Says == "" || i.Window == "" || i.Data == "":
				return bad("words are missing")
			case i.Fresh <= 0:
				return bad("it has no days of freshness")
			case strings.ContainsAny(i.SaysFilled()+i.WindowFilled(), "{}"):
				return bad("its words name a parameter that it does not have")
			case rules[i.Rule] == nil:
				return bad("it cannot be computed, since no rule of that name is written")
			}
			for _, p := range i.Parameters {
				if p.Name == "" || p.Meaning == "" || p.Unit == "" || p.Value <= 0 || p.Partly < 0 || p.Partly > p.Value {
					return bad("parameter " + p.Name + " is not whole")
				}
				if p.Value > p.Largest() {
					return bad("parameter " + p.Name + " is more than it may be")
				}
				if p.Within != "" && (!i.has(p.Within) || p.Value > i.parameter(p.Within).Value) {
					return bad("parameter " + p.Name + " is not within " + p.Within)
				}
			}
			seen[i.Code] = true
		}
	}
	if len(seen) != 18 {
		return fmt.Errorf("checklist: it has %d items, and must have 18", len(seen))
	}
	if b.Citation == "" || b.Narrative == "" {
		return fmt.Errorf("checklist: the citation is missing")
	}
	return nil
}

// Items lists every item in order.
func (b *Book) Items() []Item {
	var all []Item
	for _, s := range b.Sections {
		all = append(all, s.Items...)
	}
	return all
}

// Find returns the item with the code.
func (b *Book) Find(code string) (Item, bool) {
	all := b.Items()
	n := slices.IndexFunc(all, func(i Item) bool { return i.Code == code })
	if n < 0 {
		return Item{}, false
	}
	return all[n], true
}

func (i Item) has(parameter string) bool {
	return slices.ContainsFunc(i.Parameters, func(p Parameter) bool { return p.Name == parameter })
}

// parameter is the threshold of the name. A rule asks only for those that its
// item carries; a book in which one is missing is a broken build.
func (i Item) parameter(name string) Parameter {
	n := slices.IndexFunc(i.Parameters, func(p Parameter) bool { return p.Name == name })
	if n < 0 {
		panic("checklist: " + i.Code + " has no parameter " + name)
	}
	return i.Parameters[n]
}

// SaysFilled is the rule in words with its parameters filled in.
func (i Item) SaysFilled() string { return i.fill(i.Says) }

// WindowFilled is the window in words with its parameters filled in.
func (i Item) WindowFilled() string { return i.fill(i.Window) }

func (i Item) fill(words string) string {
	var pairs []string
	for _, p := range i.Parameters {
		pairs = append(pairs, "{"+p.Name+"}", p.Words(), "{"+p.Name+".partly}", p.PartlyWords())
	}
	return strings.NewReplacer(pairs...).Replace(words)
}

// Words is the value as people read it: "90%", "0.5", "60".
func (p Parameter) Words() string { return inUnit(p.Value, p.Unit) }

// PartlyWords is the lower end of the band for partly, as people read it.
func (p Parameter) PartlyWords() string { return inUnit(p.Partly, p.Unit) }

func inUnit(v float64, unit string) string {
	if unit == "share" {
		return Percent(v)
	}
	return Number(v)
}

// Percent writes a share as a whole percentage, rounded down so that nothing
// reads as reaching a threshold that it does not reach.
func Percent(share float64) string {
	return strconv.Itoa(int(math.Floor(share*100+nearly))) + "%"
}

// Between writes the interval of a share with a word between its two ends, each
// a whole percentage and rounded away from the other, so that it holds no less
// than was worked out.
func Between(i statistic.Interval, word string) string {
	return Percent(i.Low) + " " + word + " " + strconv.Itoa(int(math.Ceil(i.High*100-nearly))) + "%"
}

// Number writes a number with at most two decimals, rounded down likewise.
func Number(v float64) string {
	return strconv.FormatFloat(math.Floor(v*100+nearly)/100, 'f', -1, 64)
}

// nearly is what sums of fractions may be out by.
const nearly = 1e-9

// Meetings is how many of the last meetings of each partner the rules look at.
func (b *Book) Meetings() int {
	most := 0
	for _, i := range b.Items() {
		for _, p := range i.Parameters {
			if p.Unit == "meetings" {
				most = max(most, int(p.Value))
			}
		}
	}
	return most
}

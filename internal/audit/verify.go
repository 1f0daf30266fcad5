package audit

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"liaison/internal/access"
)

// Problem is one sign that the log was changed.
type Problem struct {
	Kind  string // "gap", "broken link"
	Where string
}

func (p Problem) String() string { return p.Kind + ": " + p.Where }

// mostProblems is how many are told; one change of an old entry may break
// everything after it.
const mostProblems = 100

type lane struct {
	strand access.Strand
	lane   int
}

func (l lane) String() string { return string(l.strand) + "/" + strconv.Itoa(l.lane) }

// Verifier checks a log that it is shown entry by entry. What it promises
// depends on what else it is given: the chain and the heads alone notice an
// edit; checkpoints also a history that was written anew or cut off before the
// newest of them; receipts also one after it.
type Verifier struct {
	promised map[lane]map[int64]string // what checkpoints say
	least    map[lane]int64            // the seq that each lane must have reached
	receipts map[lane]map[int64]string
	anywhere map[string]bool // receipts of no known strand, false until met
	seen     map[lane]Head
	last     Entry
	n        int64
	problems []Problem
}

// NewVerifier returns a Verifier that holds the log to the checkpoints, oldest
// first, which must all be signed with the other half of key. There may be none.
func NewVerifier(key ed25519.PublicKey, checkpoints []Checkpoint) *Verifier {
	v := &Verifier{
		promised: map[lane]map[int64]string{}, least: map[lane]int64{}, receipts: map[lane]map[int64]string{},
		anywhere: map[string]bool{}, seen: map[lane]Head{},
	}
	prev := ""
	for i, c := range checkpoints {
		if !c.Signed(key) {
			v.found("checkpoint not signed by us", strconv.Itoa(c.N))
			continue
		}
		if c.N != i+1 || c.Prev != prev {
			v.found("checkpoint does not follow", strconv.Itoa(c.N))
		}
		prev = c.Hash()
		for _, h := range c.Heads {
			l := lane{h.Strand, h.Lane}
			if v.promised[l] == nil {
				v.promised[l] = map[int64]string{}
			}
			v.promised[l][h.Seq] = h.Hash
			if h.Seq < v.least[l] {
				v.found("checkpoint goes back", l.String())
			}
			v.least[l] = max(v.least[l], h.Seq)
		}
	}
	return v
}

// Expect has the Verifier look for the entry of a receipt, which must be given
// before the entries. The strand may be "" when it is not known.
func (v *Verifier) Expect(in access.Strand, receipt string) error {
	parts := strings.Split(receipt, ".")
	if len(parts) != 3 || len(parts[2]) != 2*receiptHash {
		return fmt.Errorf("audit: %q is no receipt", receipt)
	}
	n, errLane := strconv.Atoi(parts[0])
	seq, errSeq := strconv.ParseInt(parts[1], 10, 64)
	if errLane != nil || errSeq != nil {
		return fmt.Errorf("audit: %q is no receipt", receipt)
	}
	if in == "" {
		v.anywhere[receipt] = false
		return nil
	}
	l := lane{in, n}
	if v.receipts[l] == nil {
		v.receipts[l] = map[int64]string{}
	}
	v.receipts[l][seq] = parts[2]
	return nil
}

// Entry takes the next entry. They come by strand, lane and seq.
func (v *Verifier) Entry(e Entry) {
	v.n++
	l := lane{e.Strand, e.Lane}
	where := fmt.Sprintf("%s seq %d", l, e.Seq)
	if head, ok := v.seen[l]; !ok {
		v.last = Entry{Strand: e.Strand, Lane: e.Lane, Hash: Genesis(e.Strand, e.Lane)}
	} else if head.Seq != v.last.Seq || v.last.Strand != e.Strand || v.last.Lane != e.Lane {
		v.found("out of order", where)
	}
	if e.Seq != v.last.Seq+1 {
		v.found("gap", fmt.Sprintf("%s after %d", where, v.last.Seq))
	}
	if !bytes.Equal(e.Prev, v.last.Hash) {
		v.found("broken link", where)
	}
	if !bytes.Equal(e.Sum(), e.Hash) {
		v.found("content is not what was hashed", where)
	}
	hash := hex.EncodeToString(e.Hash)
	if want, ok := v.promised[l][e.Seq]; ok && want != hash {
		v.found("not what the checkpoint says", where)
	}
	if want, ok := v.receipts[l][e.Seq]; ok {
		if !strings.HasPrefix(hash, want) {
			v.found("not what the receipt says", where)
		}
		delete(v.receipts[l], e.Seq)
	}
	if r := e.Receipt(); len(v.anywhere) > 0 {
		if _, ok := v.anywhere[r]; ok {
			v.anywhere[r] = true
		}
	}
	v.last = e
	v.seen[l] = Head{Strand: e.Strand, Lane: e.Lane, Seq: e.Seq, Hash: hash}
}

// Heads takes the heads that the log itself keeps, after the last entry, and
// returns what was found: how many entries there were and what is wrong.
func (v *Verifier) Heads(heads []Head) (entries int64, problems []Problem) {
	kept := map[lane]Head{}
	for _, h := range heads {
		kept[lane{h.Strand, h.Lane}] = h
	}
	for l, h := range kept {
		switch last, ok := v.seen[l]; {
		case !ok && h.Seq != 0:
			v.found("empty lane with a head", l.String())
		case !ok && h.Hash != hex.EncodeToString(Genesis(l.strand, l.lane)):
			v.found("head is not the newest entry", l.String())
		case ok && last != h:
			v.found("head is not the newest entry", l.String())
		}
	}
	for l := range v.seen {
		if _, ok := kept[l]; !ok {
			v.found("lane without a head", l.String())
		}
	}
	for l, least := range v.least {
		if last := v.seen[l].Seq; last < least {
			v.found("cut off", fmt.Sprintf("%s ends at %d, a checkpoint has %d", l, last, least))
		}
		if _, ok := kept[l]; !ok {
			v.found("lane is missing", l.String())
		}
	}
	for l, left := range v.receipts {
		for seq := range left {
			v.found("receipt without an entry", fmt.Sprintf("%s seq %d", l, seq))
		}
	}
	for r, met := range v.anywhere {
		if !met {
			v.found("receipt without an entry", r)
		}
	}
	slices.SortStableFunc(v.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Where, b.Where))
	})
	return v.n, v.problems
}

func (v *Verifier) found(kind, where string) {
	if len(v.problems) < mostProblems {
		v.problems = append(v.problems, Problem{kind, where})
	}
}

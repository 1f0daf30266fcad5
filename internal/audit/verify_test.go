package audit_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// chain makes n entries of a lane, each as the database would.
func chain(in access.Strand, lane, n int) (all []audit.Entry, head audit.Head) {
	prev := audit.Genesis(in, lane)
	head = audit.Head{Strand: in, Lane: lane, Hash: hex.EncodeToString(prev)}
	for i := range n {
		e := audit.Entry{
			Event:  audit.Event{Act: audit.Alter, Did: access.CorrectActivity, Kind: "activity", On: "on", Why: "why", Detail: "title", Outcome: audit.Done},
			Strand: in, Lane: lane, Seq: int64(i) + 1, AtMicros: 1_700_000_000_000_000 + int64(i), Actor: "someone", Login: "liaison_outreach", Request: "r", Partnership: 1, Prev: prev,
		}
		e.Hash = e.Sum()
		prev = e.Hash
		head.Seq, head.Hash = e.Seq, hex.EncodeToString(e.Hash)
		all = append(all, e)
	}
	return all, head
}

func verify(key ed25519.PublicKey, checkpoints []audit.Checkpoint, entries []audit.Entry, heads ...audit.Head) []audit.Problem {
	v := audit.NewVerifier(key, checkpoints)
	for _, e := range entries {
		v.Entry(e)
	}
	_, problems := v.Heads(heads)
	return problems
}

func TestAnUntouchedChainHasNoProblem(t *testing.T) {
	a, headA := chain(access.Outreach, 0, 5)
	b, headB := chain(access.Outreach, 1, 3)
	_, empty := chain(access.Outreach, 2, 0)
	if got := verify(nil, nil, append(a, b...), headA, headB, empty); len(got) > 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

func TestAnyChangeOfAnyFieldIsNoticed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		all, head := chain(access.Outreach, 0, 6)
		e := &all[rapid.IntRange(0, 5).Draw(r, "which")]
		other := rapid.StringMatching(`[a-z0-9:,-]{1,8}`).Draw(r, "other")
		was := *e
		switch rapid.IntRange(0, 13).Draw(r, "field") {
		case 0:
			e.Act = audit.Act(other)
		case 1:
			e.Did = access.Action(other)
		case 2:
			e.Kind = other
		case 3:
			e.On = other
		case 4:
			e.Why = other
		case 5:
			e.Recipient = other
		case 6:
			e.Detail = other
		case 7:
			e.Outcome = audit.Outcome(other)
		case 8:
			e.Actor = other
		case 9:
			e.Login = other
		case 10:
			e.Request = other
		case 11:
			e.Partnership = rapid.IntRange(0, 9).Draw(r, "partnership")
		case 12:
			e.AtMicros += int64(rapid.IntRange(1, 9).Draw(r, "micros"))
		case 13: // a part of one field moves into the next
			e.Kind, e.On = e.Kind+e.On[:1], e.On[1:]
		}
		if same := was.Event == e.Event && was.Actor == e.Actor && was.Login == e.Login && was.Request == e.Request &&
			was.Partnership == e.Partnership && was.AtMicros == e.AtMicros; same {
			return
		}
		if got := verify(nil, nil, all, head); len(got) == 0 {
			r.Errorf("nothing noticed of %+v", *e)
		}
	})
}

func TestReceiptsAreLookedFor(t *testing.T) {
	all, head := chain(access.Casework, 3, 4)
	for _, tt := range []struct {
		name    string
		in      access.Strand
		receipt string
		want    string
	}{
		{"of an entry", access.Casework, all[1].Receipt(), ""},
		{"of an entry, the strand unknown", "", all[1].Receipt(), ""},
		{"of none", access.Casework, "3.9." + strings.Repeat("0", 16), "receipt without an entry"},
		{"of none, the strand unknown", "", "3.9." + strings.Repeat("0", 16), "receipt without an entry"},
		{"of another entry", access.Casework, "3.2." + strings.Repeat("0", 16), "not what the receipt says"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := audit.NewVerifier(nil, nil)
			if err := v.Expect(tt.in, tt.receipt); err != nil {
				t.Fatal(err)
			}
			for _, e := range all {
				v.Entry(e)
			}
			got := ""
			if _, found := v.Heads([]audit.Head{head}); len(found) > 0 {
				got = found[0].Kind
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	v := audit.NewVerifier(nil, nil)
	for _, wrong := range []string{"", "1.2", "a.2.0000000000000000", "1.b.0000000000000000", "1.2.00"} {
		if err := v.Expect(access.Casework, wrong); err == nil {
			t.Errorf("%q was taken for a receipt", wrong)
		}
	}
}

func TestCheckpointsAreAChainOfTheirOwn(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, head := chain(access.Outreach, 0, 6)
	early := audit.Head{Strand: access.Outreach, Lane: 0, Seq: 3, Hash: hex.EncodeToString(all[2].Hash)}
	first := audit.Seal(nil, 1, []audit.Head{early}, private)
	second := audit.Seal(&first, 2, []audit.Head{head}, private)
	back := audit.Seal(&second, 3, []audit.Head{early}, private)
	forged := audit.Seal(&first, 2, []audit.Head{head}, stranger)
	for _, tt := range []struct {
		name string
		of   []audit.Checkpoint
		want string
	}{
		{"in order", []audit.Checkpoint{first, second}, ""},
		{"one left out", []audit.Checkpoint{second}, "checkpoint does not follow"},
		{"the other way round", []audit.Checkpoint{second, first}, "checkpoint does not follow"},
		{"by a stranger", []audit.Checkpoint{first, forged}, "checkpoint not signed by us"},
		{"that goes back", []audit.Checkpoint{first, second, back}, "checkpoint goes back"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var kinds []string
			for _, p := range verify(public, tt.of, all, head) {
				kinds = append(kinds, p.Kind)
			}
			if got := strings.Join(kinds, "|"); (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}

	var file bytes.Buffer
	for _, c := range []audit.Checkpoint{first, second} {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		file.Write(append(line, '\n'))
	}
	whole := file.String()
	read, cut, err := audit.ReadCheckpoints(strings.NewReader(whole + `{"n":3,"at_`))
	if err != nil || !cut || len(read) != 2 || !read[1].Signed(public) || read[1].Hash() != second.Hash() {
		t.Errorf("got %d checkpoints, cut %v (%v), want the two whole ones", len(read), cut, err)
	}
	if _, _, err := audit.ReadCheckpoints(strings.NewReader("{\n" + whole)); err == nil {
		t.Error("got no error for a line that cannot be read in the midst")
	}
}

func TestReceiptsAreCollectedForOneRequest(t *testing.T) {
	ctx, kept := audit.Collecting(context.Background())
	audit.Give(ctx, "1.2.ab")
	audit.Give(context.Background(), "lost")
	if got := kept.List(); len(got) != 1 || got[0] != "1.2.ab" {
		t.Errorf("got %v, want the one of the request", got)
	}
}

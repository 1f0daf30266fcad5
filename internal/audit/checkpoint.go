package audit

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"liaison/internal/access"
)

// Head is the newest entry of a lane.
type Head struct {
	Strand access.Strand `json:"strand"`
	Lane   int           `json:"lane"`
	Seq    int64         `json:"seq"`
	Hash   string        `json:"hash"`
}

// Checkpoint is every head at a moment, signed with a key that the database
// never sees and kept outside it. Checkpoints are a chain too.
type Checkpoint struct {
	N         int    `json:"n"`
	AtMicros  int64  `json:"at_us"`
	Prev      string `json:"prev"`
	Heads     []Head `json:"heads"`
	Signature string `json:"sig,omitempty"`
}

// body is what is signed and hashed: everything but the signature.
func (c Checkpoint) body() []byte {
	c.Signature = ""
	text, _ := json.Marshal(c) // numbers and strings, which cannot fail
	return text
}

// Hash is what the next checkpoint names as the one before it.
func (c Checkpoint) Hash() string {
	sum := sha256.Sum256(c.body())
	return hex.EncodeToString(sum[:])
}

// Seal makes the checkpoint of heads that follows last, which is nil for the
// first.
func Seal(last *Checkpoint, atMicros int64, heads []Head, key ed25519.PrivateKey) Checkpoint {
	c := Checkpoint{N: 1, AtMicros: atMicros, Heads: heads}
	if last != nil {
		c.N, c.Prev = last.N+1, last.Hash()
	}
	c.Signature = hex.EncodeToString(ed25519.Sign(key, c.body()))
	return c
}

// Signed reports whether the checkpoint was sealed with the key's other half.
func (c Checkpoint) Signed(key ed25519.PublicKey) bool {
	signature, err := hex.DecodeString(c.Signature)
	return err == nil && ed25519.Verify(key, c.body(), signature)
}

const longestLine = 1 << 20

// ReadCheckpoints reads checkpoints, one a line. A last line that was cut off
// by a crash is left out, and said so.
func ReadCheckpoints(r io.Reader) (all []Checkpoint, cut bool, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		if cut {
			return nil, false, fmt.Errorf("audit: checkpoint %d cannot be read", len(all)+1)
		}
		if len(lines.Bytes()) == 0 {
			continue
		}
		var c Checkpoint
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			cut = true
			continue
		}
		all = append(all, c)
	}
	if err := lines.Err(); err != nil {
		return nil, false, fmt.Errorf("audit: checkpoints: %w", err)
	}
	return all, cut, nil
}

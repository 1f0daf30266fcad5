package secret

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// cost is how dear one hash is: 19 MiB, two passes, one lane.
var cost = struct {
	memory uint32
	passes uint32
	lanes  uint8
	size   uint32
	salt   int
}{19 * 1024, 2, 1, 32, 16}

// longest is how many bytes of a password are hashed. No password that passes
// its Check comes near it.
const longest = 4096

// Hasher hashes passwords with argon2id, only so many at a time: a crowd at the
// door waits its turn and does not take the memory of everything else.
type Hasher struct {
	turns chan struct{}
	dummy string
	made  atomic.Int64
}

// NewHasher returns a Hasher that makes up to turns hashes at a time.
func NewHasher(turns int) *Hasher {
	h := &Hasher{turns: make(chan struct{}, max(turns, 1))}
	h.dummy = encode(random(cost.salt), random(int(cost.size)))
	return h
}

// Made is how many hashes were made so far. It shows that an unknown account
// costs what a known one does.
func (h *Hasher) Made() int64 { return h.made.Load() }

// Hash returns the encoded hash of a password, with its salt and cost. It fails
// only when ctx ends before its turn comes.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := random(cost.salt)
	sum, err := h.sum(ctx, password, salt, cost.passes, cost.memory, cost.lanes, cost.size)
	if err != nil {
		return "", err
	}
	return encode(salt, sum), nil
}

// Verify reports whether the password is the one that was hashed, in the same
// time whether it is or not. An empty encoded hash stands for an account that is
// unknown or has no password: the work is done all the same, and the answer is
// no.
func (h *Hasher) Verify(ctx context.Context, encoded, password string) (bool, error) {
	known := encoded != ""
	if !known {
		encoded = h.dummy
	}
	p, err := decode(encoded)
	if err != nil {
		return false, err
	}
	sum, err := h.sum(ctx, password, p.salt, p.passes, p.memory, p.lanes, uint32(len(p.sum))) //nolint:gosec // decode holds the length to 64
	if err != nil {
		return false, err
	}
	same := subtle.ConstantTimeCompare(sum, p.sum) == 1
	return same && known && len(password) <= longest, nil
}

// CodeHash is what is kept of a recovery code. It is salted by whose code it is,
// so that one hash finds it among the account's codes.
func (h *Hasher) CodeHash(ctx context.Context, account [16]byte, code string) ([]byte, error) {
	return h.sum(ctx, plainCode(code), account[:], cost.passes, cost.memory, cost.lanes, cost.size)
}

func (h *Hasher) sum(ctx context.Context, password string, salt []byte, passes, memory uint32, lanes uint8, size uint32) ([]byte, error) {
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("secret: waiting to hash: %w", ctx.Err())
	}
	defer func() { <-h.turns }()
	h.made.Add(1)
	if len(password) > longest {
		password = password[:longest]
	}
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, passes, memory, lanes, size), nil
}

type parts struct {
	memory, passes uint32
	lanes          uint8
	salt, sum      []byte
}

func encode(salt, sum []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, cost.memory, cost.passes, cost.lanes, b.EncodeToString(salt), b.EncodeToString(sum))
}

var errForm = errors.New("secret: a stored password hash does not have the form of one")

func decode(encoded string) (parts, error) {
	var p parts
	var version int
	f := strings.Split(encoded, "$")
	if len(f) != 6 || f[0] != "" || f[1] != "argon2id" {
		return p, errForm
	}
	if _, err := fmt.Sscanf(f[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errForm
	}
	if _, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return p, errForm
	}
	salt, err := base64.RawStdEncoding.DecodeString(f[4])
	if err != nil {
		return p, errForm
	}
	sum, err := base64.RawStdEncoding.DecodeString(f[5])
	if err != nil {
		return p, errForm
	}
	p.salt, p.sum = salt, sum
	sane := p.memory >= 8 && p.memory <= 1<<20 && p.passes >= 1 && p.passes <= 16 && p.lanes >= 1 && len(salt) >= 8 && len(sum) >= 16 && len(sum) <= 64
	if !sane {
		return p, errForm
	}
	return p, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: the runtime stops the process first
	return b
}

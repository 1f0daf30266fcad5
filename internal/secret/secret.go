// Package secret makes and checks what must not be guessed: password hashes,
// tokens, recovery codes and one-time codes. It knows nobody: whose secret it
// is, and what follows from a wrong one, is for package account.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

const tokenBytes = 32

// NewToken returns a token of 256 random bits, fit for a cookie or a link.
// Only its hash is kept.
func NewToken() string {
	b := make([]byte, tokenBytes)
	_, _ = rand.Read(b) // never fails: the runtime stops the process first
	return base64.RawURLEncoding.EncodeToString(b)
}

// TokenHash is what is kept of a token. A token is too long to guess, so one
// round without salt is enough.
func TokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// IsToken reports whether the text has the form of a token, so that what
// cannot be one is not looked for.
func IsToken(text string) bool {
	b, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && len(b) == tokenBytes
}

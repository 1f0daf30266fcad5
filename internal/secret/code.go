package secret

import (
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

const (
	period    = 30 // seconds a one-time code stands
	keyBytes  = 20
	codeCount = 10
	// alphabet is Crockford's base 32: no letter is mistaken for a digit.
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

var base = base32.StdEncoding.WithPadding(base32.NoPadding)

// Key is what an authenticator app and the service share.
type Key []byte

// NewKey returns a new key.
func NewKey() Key { return random(keyBytes) }

// ReadKey reads a key from its Text.
func ReadKey(text string) (Key, bool) {
	b, err := base.DecodeString(strings.ToUpper(strings.Join(strings.Fields(text), "")))
	return b, err == nil && len(b) == keyBytes
}

// Text is the key as a person types it into the app, in groups of four.
func (k Key) Text() string {
	t := base.EncodeToString(k)
	var groups []string
	for len(t) > 4 {
		groups, t = append(groups, t[:4]), t[4:]
	}
	return strings.Join(append(groups, t), " ")
}

// URL is the key as the app reads it from a link or a QR code.
func (k Key) URL(account string) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Liaison", AccountName: account, Secret: k})
	if err != nil {
		return "", fmt.Errorf("secret: link of a key: %w", err)
	}
	return key.URL(), nil
}

// Code is the one-time code of the moment, as the app shows it.
func (k Key) Code(now time.Time) (string, error) {
	code, err := totp.GenerateCodeCustom(base.EncodeToString(k), now, totp.ValidateOpts{Period: period, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", fmt.Errorf("secret: one-time code: %w", err)
	}
	return code, nil
}

// Step finds the time step that a code belongs to: the one of the moment, the
// one before or the one after. Whoever accepts the code keeps the step and
// takes no code of that step or an earlier one again.
func (k Key) Step(code string, now time.Time) (int64, bool) {
	code = strings.Join(strings.Fields(code), "")
	var step int64
	met := false
	for _, d := range []int64{-1, 0, 1} {
		want, err := k.Code(now.Add(time.Duration(d) * period * time.Second))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, met = now.Unix()/period+d, true
		}
	}
	return step, met
}

// NewCodes returns the recovery codes of one account, each good for one
// sign-in: three groups of four, such as 7K2M-9QXA-3FQ8.
func NewCodes() []string {
	codes := make([]string, codeCount)
	for i := range codes {
		var b strings.Builder
		for j, r := range random(12) {
			if j > 0 && j%4 == 0 {
				b.WriteByte('-')
			}
			b.WriteByte(alphabet[int(r)%len(alphabet)])
		}
		codes[i] = b.String()
	}
	return codes
}

// IsCode reports whether the text has the form of a recovery code.
func IsCode(text string) bool {
	t := plainCode(text)
	return len(t) == 12 && strings.Trim(t, alphabet) == ""
}

// plainCode reads a recovery code as a person may write it.
func plainCode(text string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(text)))
}

// Square is the dark squares of a QR code, row by row.
func Square(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("secret: QR code: %w", err)
	}
	size := code.Bounds()
	rows := make([][]bool, size.Dy())
	for y := range rows {
		rows[y] = make([]bool, size.Dx())
		for x := range rows[y] {
			r, _, _, _ := code.At(x, y).RGBA()
			rows[y][x] = r == 0
		}
	}
	return rows, nil
}

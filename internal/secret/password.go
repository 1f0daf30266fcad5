package secret

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a password, in characters.
const (
	MinPassword = 12
	MaxPassword = 200
)

//go:embed common.txt
var commonText string

// Weak says what is wrong with a password chosen by the person of that e-mail
// address and name, as a reason that ends a sentence; it is empty when nothing
// is. Length and being hard to guess are all that is asked.
func Weak(password, email, name string) string {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return "must be 12 characters or more"
	case n > MaxPassword:
		return "must be 200 characters or less"
	}
	p := squeeze(password)
	local, _, _ := strings.Cut(email, "@")
	for _, own := range []string{email, local, name} {
		if o := squeeze(own); o != "" && (p == o || bare(p) == bare(o) && bare(o) != "") {
			return "must not be your name or email address"
		}
	}
	if common(p) {
		return "must be harder to guess: it is one of those that people choose most"
	}
	return ""
}

// common reports whether a password is one of the commonest, or made of one by
// adding digits at an end, or says the same few characters again and again, or
// runs along the alphabet or the keyboard.
func common(p string) bool {
	list := strings.Fields(commonText)
	if slices.Contains(list, p) || slices.Contains(list, bare(p)) {
		return true
	}
	for unit := 1; unit <= len(p)/2; unit++ {
		if strings.Repeat(p[:unit], len(p)/unit+1)[:len(p)] == p && (unit <= 4 || slices.Contains(list, bare(p[:unit]))) {
			return true
		}
	}
	for _, run := range []string{"abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"} {
		if strings.Contains(run, p) || strings.Contains(backwards(run), p) {
			return true
		}
	}
	return false
}

// squeeze is the text without capitals, spaces and punctuation.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// bare is the text without the digits at its ends.
func bare(text string) string { return strings.TrimFunc(text, unicode.IsDigit) }

func backwards(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

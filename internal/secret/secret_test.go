package secret_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/secret"
)

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := secret.NewToken()
		if seen[token] || !secret.IsToken(token) || len(secret.TokenHash(token)) != 32 {
			t.Fatalf("got %q, want a new token each time", token)
		}
		seen[token] = true
	}
	for _, no := range []string{"", "short", strings.Repeat("!", 43), strings.Repeat("a", 44), secret.NewToken() + "="} {
		if secret.IsToken(no) {
			t.Errorf("%q: got a token, want none", no)
		}
	}
}

func TestPasswordsAreHashed(t *testing.T) {
	h := secret.NewHasher(2)
	ctx := t.Context()
	encoded, err := h.Hash(ctx, "cliff-water-lantern")
	if err != nil {
		t.Fatal(err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(encoded, want) {
		t.Errorf("got %q, want it to begin %q", encoded, want)
	}
	again, err := h.Hash(ctx, "cliff-water-lantern")
	if err != nil {
		t.Fatal(err)
	}
	if again == encoded {
		t.Error("got one hash twice, want a salt of its own each time")
	}
	accents, err := h.Hash(ctx, "café au lait à deux")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name              string
		encoded, password string
		want              bool
	}{
		{"the right password", encoded, "cliff-water-lantern", true},
		{"another password", encoded, "cliff-water-lanterns", false},
		{"no password", encoded, "", false},
		{"capitals count", encoded, "Cliff-water-lantern", false},
		{"accents however they are typed", accents, "cafe\u0301 au lait a\u0300 deux", true},
		{"an unknown account", "", "cliff-water-lantern", false},
		{"a password as long as a book", encoded, strings.Repeat("a", 1<<20), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := h.Made()
			got, err := h.Verify(ctx, tt.encoded, tt.password)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
			if made := h.Made() - before; made != 1 {
				t.Errorf("got %d hashes made, want 1 whoever it is", made)
			}
		})
	}
}

func TestAStoredHashThatIsNoneIsOursToMend(t *testing.T) {
	h := secret.NewHasher(1)
	for _, bad := range []string{"plain", "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "$argon2id$v=19$m=4294967295,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + strings.Repeat("A", 43), "$argon2id$v=19$m=0,t=0,p=0$$"} {
		if _, err := h.Verify(t.Context(), bad, "x"); err == nil {
			t.Errorf("%q: got no error, want one", bad)
		}
	}
}

func TestACrowdWaitsItsTurnAndMayLeave(t *testing.T) {
	h := secret.NewHasher(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var left error
	for range 50 { // a free turn may be taken before the leaving is seen
		if _, left = h.Hash(ctx, "cliff-water-lantern"); left != nil {
			break
		}
	}
	if !errors.Is(left, context.Canceled) {
		t.Errorf("got %v, want %v", left, context.Canceled)
	}
}

func TestWeak(t *testing.T) {
	for _, tt := range []struct {
		name, password string
		ok             bool
	}{
		{"three words", "cliff-water-lantern", true},
		{"a sentence with spaces", "the heron stood in the rain", true},
		{"twelve random letters", "xkqvbtzmwjrp", true},
		{"letters of another alphabet", "зима на реке тихая", true},
		{"two hundred characters", strings.Repeat("heron lake ", 18) + "xy", true},
		{"eleven characters", "cliff-water", false},
		{"nothing", "", false},
		{"over two hundred", strings.Repeat("ab cd", 41), false},
		{"one letter over and over", "aaaaaaaaaaaaaaa", false},
		{"four letters over and over", "abcdabcdabcdabcd", false},
		{"one of the commonest", "passwordpassword", false},
		{"one of the commonest with digits", "Password123456", false},
		{"one of the commonest with punctuation", "P-a-s-s-w-o-r-d 2026!", false},
		{"along the keyboard", "qwertyuiopasdf", false},
		{"backwards along the digits", "9876543210987", false},
		{"the email address", "tom.okafor@northgate.example", false},
		{"the part before the at sign", "tom.okafor2026", false},
		{"the name", "Tom  Okafor 1234", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := secret.Weak(tt.password, "tom.okafor@northgate.example", "Tom Okafor"); (got == "") != tt.ok {
				t.Errorf("got %q, want good to be %t", got, tt.ok)
			}
		})
	}
}

func TestOneTimeCodes(t *testing.T) {
	key, ok := secret.ReadKey("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ") // of RFC 6238
	if !ok {
		t.Fatal("got no key, want one")
	}
	now := time.Unix(1111111109, 0)
	if code, err := key.Code(now); err != nil || code != "081804" {
		t.Fatalf("got %q, %v, want the code of RFC 6238", code, err)
	}
	for _, tt := range []struct {
		name string
		code string
		at   time.Time
		want int64
		ok   bool
	}{
		{"now", "081804", now, 37037036, true},
		{"typed with a space", "081 804", now, 37037036, true},
		{"half a minute late", "081804", now.Add(30 * time.Second), 37037036, true},
		{"half a minute early", "081804", now.Add(-30 * time.Second), 37037036, true},
		{"a minute late", "081804", now.Add(60 * time.Second), 0, false},
		{"another code", "081805", now, 0, false},
		{"nothing", "", now, 0, false},
		{"not digits", "abcdef", now, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if step, ok := key.Step(tt.code, tt.at); ok != tt.ok || step != tt.want {
				t.Errorf("got step %d %t, want %d %t", step, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestKeysAreReadAsTheyAreShown(t *testing.T) {
	key := secret.NewKey()
	if got, ok := secret.ReadKey(key.Text()); !ok || string(got) != string(key) {
		t.Errorf("got %x %t, want %x", got, ok, key)
	}
	for _, bad := range []string{"", "short", "1111 1111 1111 1111 1111 1111 1111 1111", key.Text() + "AAAA"} {
		if _, ok := secret.ReadKey(bad); ok {
			t.Errorf("%q: got a key, want none", bad)
		}
	}
	url, err := key.URL("tom.okafor@northgate.example")
	if err != nil {
		t.Fatal(err)
	}
	if want := "otpauth://totp/Liaison:tom.okafor@northgate.example?"; !strings.HasPrefix(url, want) {
		t.Errorf("got %q, want it to begin %q", url, want)
	}
	square, err := secret.Square(url)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(square); n < 21 || n != len(square[0]) || !square[0][0] {
		t.Errorf("got a square of %d by %d, want a QR code with its corner dark", n, len(square[0]))
	}
}

func TestRecoveryCodes(t *testing.T) {
	codes := secret.NewCodes()
	if len(codes) != 10 {
		t.Fatalf("got %d codes, want 10", len(codes))
	}
	h, account := secret.NewHasher(2), uuid.MustParse("5f6f6c1e-6a43-4c0e-9d0e-1f0b5c7d8e9f")
	want, err := h.CodeHash(t.Context(), account, "7K2M-9QXA-3F01")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, typed string
		same        bool
	}{
		{"small letters without lines", "7k2m9qxa3f01", true},
		{"letters mistaken for digits", "7K2M-9QXA-3FOl", true},
		{"spaces", " 7K2M 9QXA 3F01 ", true},
		{"another", "7K2M-9QXA-3F02", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := h.CodeHash(t.Context(), account, tt.typed)
			if err != nil {
				t.Fatal(err)
			}
			if same := string(got) == string(want); same != tt.same {
				t.Errorf("got %t, want %t", same, tt.same)
			}
			if !secret.IsCode(tt.typed) {
				t.Error("got no code, want one")
			}
		})
	}
	for _, no := range []string{"", "123456", "7K2M-9QXA-3F0U", "7K2M-9QXA-3F011"} {
		if secret.IsCode(no) {
			t.Errorf("%q: got a code, want none", no)
		}
	}
	for _, c := range codes {
		if !secret.IsCode(c) {
			t.Errorf("%q: got none, want a code", c)
		}
	}
}

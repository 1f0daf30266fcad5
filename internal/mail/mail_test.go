package mail_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"liaison/internal/mail"
	"liaison/internal/testing/mailbox"
)

func at() time.Time { return time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC) }

func open(t *testing.T, addr string, change ...func(*mail.Config)) *mail.SMTP {
	t.Helper()
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	c := mail.Config{Host: host, Port: port, Plain: true, From: "liaison@westmere.example", Now: at}
	for _, fn := range change {
		fn(&c)
	}
	s, err := mail.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func message() mail.Message {
	return mail.Message{ID: "digest-1", To: "tom.okafor@northgate.example", Subject: "[OFFICIAL] What is due – 3 notices", Text: "Überfällig: 1\n\n.\nThe end\n", HTML: "<p>Überfällig: 1</p>\n"}
}

func TestAMessageIsHandedOver(t *testing.T) {
	t.Parallel()
	box := mailbox.New(t)
	s := open(t, box.Addr)
	if err := s.Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	got := box.Letters()
	if len(got) != 1 {
		t.Fatalf("got %d letters, want 1", len(got))
	}
	l := got[0]
	for name, want := range map[string]string{
		"Message-Id": "<digest-1@westmere.example>", "Auto-Submitted": "auto-generated", "Date": "Mon, 01 Dec 2025 09:05:00 +0000",
		"From": `"Liaison" <liaison@westmere.example>`, "To": "<tom.okafor@northgate.example>", "User-Agent": "", "X-Mailer": "",
	} {
		if is := l.Header.Get(name); is != want {
			t.Errorf("%s: got %q, want %q", name, is, want)
		}
	}
	if l.To != "tom.okafor@northgate.example" || l.Text != message().Text || l.HTML != message().HTML {
		t.Errorf("got %q %q %q, want what was sent", l.To, l.Text, l.HTML)
	}
}

func TestOneConnectionCarriesMany(t *testing.T) {
	t.Parallel()
	box := mailbox.New(t)
	s := open(t, box.Addr)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 25 {
				if err := s.Send(t.Context(), message()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := len(box.Letters()); n != 200 {
		t.Errorf("got %d letters, want 200", n)
	}
}

func TestWhatAServerRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		answer  error
		forGood bool
	}{
		{"for good is refused", mailbox.No(550, "nobody called tom.okafor here"), true},
		{"for now may be tried again", mailbox.No(451, "tom.okafor is busy"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			box := mailbox.New(t)
			box.Answer(func(string) error { return tt.answer })
			s := open(t, box.Addr)
			err := s.Send(t.Context(), message())
			if err == nil || errors.Is(err, mail.ErrRefused) != tt.forGood {
				t.Errorf("got %v, want refused for good: %t", err, tt.forGood)
			}
			if err != nil && strings.Contains(err.Error(), "okafor") {
				t.Errorf("got %v, want no address in an error", err)
			}
			box.Answer(nil)
			if err := s.Send(t.Context(), message()); err != nil {
				t.Errorf("got %v afterwards, want the next message taken", err)
			}
		})
	}
}

func TestAServerWithoutEncryptionIsNotSpokenTo(t *testing.T) {
	t.Parallel()
	box := mailbox.New(t)
	for name, change := range map[string]func(*mail.Config){
		"by STARTTLS":         func(c *mail.Config) { c.Plain = false },
		"from the first byte": func(c *mail.Config) { c.Plain, c.Wrapped = false, true },
	} {
		if err := open(t, box.Addr, change).Send(t.Context(), message()); err == nil {
			t.Errorf("%s: got it sent, want an error", name)
		}
	}
	if n := len(box.Letters()); n != 0 {
		t.Errorf("got %d letters, want none", n)
	}
}

func TestAServerThatIsAway(t *testing.T) {
	t.Parallel()
	box := mailbox.New(t)
	s := open(t, box.Addr)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Send(gone, message()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want it to end with its context", err)
	}
	if err := open(t, "127.0.0.1:1").Send(t.Context(), message()); err == nil || errors.Is(err, mail.ErrRefused) {
		t.Errorf("got %v, want an error that may pass", err)
	}
}

// TestNobodyWritesAHeader holds that words which people chose, in a subject or
// an address, begin no header of their own.
func TestNobodyWritesAHeader(t *testing.T) {
	t.Parallel()
	box := mailbox.New(t)
	s := open(t, box.Addr)
	for name, change := range map[string]func(*mail.Message){
		"a subject of two lines":     func(m *mail.Message) { m.Subject = "Due\r\nBcc: all@example.org" },
		"a subject with a bare feed": func(m *mail.Message) { m.Subject = "Due\nBcc: all@example.org" },
		"an address of two lines":    func(m *mail.Message) { m.To = "tom@northgate.example\r\nBcc: all@example.org" },
		"two addresses":              func(m *mail.Message) { m.To = "tom@northgate.example, all@example.org" },
		"an address with a name":     func(m *mail.Message) { m.To = `"Tom" <tom@northgate.example>` },
		"an ID of two lines":         func(m *mail.Message) { m.ID = "a\r\nBcc: all" },
		"no address":                 func(m *mail.Message) { m.To = "" },
		"no subject":                 func(m *mail.Message) { m.Subject = " " },
		"nothing to say":             func(m *mail.Message) { m.Text = "" },
	} {
		m := message()
		change(&m)
		if err := s.Send(t.Context(), m); !errors.Is(err, mail.ErrRefused) {
			t.Errorf("%s: got %v, want it refused", name, err)
		}
	}
	if n := len(box.Letters()); n != 0 {
		t.Fatalf("got %d letters, want none", n)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := message()
		m.Subject = rapid.String().Draw(t, "subject")
		before := len(box.Letters())
		err := s.Send(context.Background(), m)
		if err != nil {
			if !errors.Is(err, mail.ErrRefused) {
				t.Fatalf("got %v, want it sent or refused", err)
			}
			return
		}
		l := box.Letters()[before]
		if len(l.Header) != 8 {
			t.Fatalf("got %d headers, want the 8 of ours: %v", len(l.Header), l.Header)
		}
	})
}

// Package mailbox is a mail server for tests: it takes what is sent to it by
// real SMTP, and keeps it in memory. It knows nothing of who sends.
package mailbox

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Letter is one message that was taken over.
type Letter struct {
	To     string // of the envelope
	Header mail.Header
	Text   string // the plain part
	HTML   string // the other part, or empty
	Raw    string
}

// ID is the Message-ID.
func (l Letter) ID() string { return l.Header.Get("Message-Id") }

// Box is the server.
type Box struct {
	Addr string // where it listens, on this machine

	mu      sync.Mutex
	letters []Letter
	answer  func(to string) error // to a recipient, nil for nil
	taken   func(Letter)          // is told of each letter before the client is answered, nil for nobody
}

// New starts a server that ends with the test.
func New(t testing.TB) *Box {
	t.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &Box{Addr: l.Addr().String()}
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }))
	srv.Domain, srv.MaxMessageBytes = "mailbox.example", 1<<20
	srv.ErrorLog = quiet{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(l)
	}()
	t.Cleanup(func() {
		// The server closes the listeners it knows; one whose Serve has not begun
		// yet it does not know.
		_ = srv.Close()
		_ = l.Close()
		<-done
	})
	return b
}

// quiet keeps no log: a client that is killed leaves a broken connection, which
// is what some tests are about.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// URL is the server as a setting names it.
func (b *Box) URL() string { return "smtp://" + b.Addr }

// Letters are those taken over so far, in their order.
func (b *Box) Letters() []Letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Letter(nil), b.letters...)
}

// Answer has fn answer to each recipient: nil takes it.
func (b *Box) Answer(fn func(to string) error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = fn
}

// Taken has fn told of each letter before the client learns that it was taken.
func (b *Box) Taken(fn func(Letter)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.taken = fn
}

// No is an answer: a code and words.
func No(code int, say string) error { return &smtp.SMTPError{Code: code, Message: say} }

type session struct {
	box *Box
	to  string
}

func (s *session) Reset()                               { s.to = "" }
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	answer := s.box.answer
	s.box.mu.Unlock()
	if answer != nil {
		if err := answer(to); err != nil {
			return err
		}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := read(s.to, string(raw))
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	s.box.letters = append(s.box.letters, l)
	taken := s.box.taken
	s.box.mu.Unlock()
	if taken != nil {
		taken(l)
	}
	return nil
}

func read(to, raw string) (Letter, error) {
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		return Letter{}, err
	}
	l := Letter{To: to, Header: m.Header, Raw: raw}
	kind, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return Letter{}, err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		l.Text, err = part(m.Body, m.Header.Get("Content-Transfer-Encoding"))
		return l, err
	}
	for parts := multipart.NewReader(m.Body, with["boundary"]); ; {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			return Letter{}, err
		}
		text, err := part(p, p.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return Letter{}, err
		}
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			l.HTML = text
		} else {
			l.Text = text
		}
	}
}

func part(r io.Reader, encoding string) (string, error) {
	if strings.EqualFold(encoding, "quoted-printable") {
		r = quotedprintable.NewReader(r)
	}
	text, err := io.ReadAll(r)
	return strings.ReplaceAll(string(text), "\r\n", "\n"), err
}

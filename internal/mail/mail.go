// Package mail hands messages to a mail server. It is the only door to the
// library that speaks SMTP, and knows no subject: what it sends comes to it as
// words and an address. It says when a message was taken over, and nothing of
// whether anybody read it.
package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"
)

// Message is one message to one person.
type Message struct {
	ID      string // what stands before the @ of its Message-ID: the same each time that it is sent, so that a receiver knows it again
	To      string // an address without a name
	Subject string
	Text    string // as plain text, with lines that end in \n
	HTML    string // the same as a page, or empty
}

// Sender hands messages over.
type Sender interface {
	// Send hands the message to the mail server, and returns nil once the
	// server has answered that it took it over. ErrRefused says that it never
	// will; after any other error the message may be sent again, with the same
	// ID, and may then arrive twice. No error holds an address or a word of the
	// message.
	Send(ctx context.Context, m Message) error
}

// ErrRefused is the error of a message that is never taken over, however often
// it is sent: it is not whole, or the mail server said so for good.
var ErrRefused = errors.New("mail: the message is refused")

// Limits of what is sent. A header line may be 998 octets long (RFC 5322,
// 2.1.1), and an address 254 (RFC 5321, 4.5.3.1, as corrected).
const (
	mostSubject = 200
	mostAddress = 254
	mostID      = 64
)

// Check says what is wrong with a message, as ErrRefused. What comes from
// people stands in headers: a line break there would begin another header.
func (m Message) Check() error {
	wrong := func(say string) error { return fmt.Errorf("%w: %s", ErrRefused, say) }
	switch {
	case m.ID == "" || len(m.ID) > mostID || strings.ContainsFunc(m.ID, func(r rune) bool { return !plain(r) }):
		return wrong("its ID is not of letters, digits, dots and hyphens alone")
	case !address(m.To):
		return wrong("it is to no address")
	case strings.TrimSpace(m.Subject) == "" || len(m.Subject) > mostSubject || strings.ContainsFunc(m.Subject, unicode.IsControl):
		return wrong("its subject is not one line of words")
	case strings.TrimSpace(m.Text) == "":
		return wrong("it says nothing")
	case strings.ContainsRune(m.Text+m.HTML, 0):
		return wrong("it holds what no text holds")
	}
	return nil
}

func plain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-'
}

// address reports whether the text is one address alone, without a name.
func address(text string) bool {
	a, err := netmail.ParseAddress(text)
	return err == nil && a.Address == text && a.Name == "" && len(text) <= mostAddress && !strings.ContainsFunc(text, unicode.IsControl)
}

// Config says where the mail server is.
type Config struct {
	Host     string
	Port     int
	User     string // empty where the server asks for no name
	Password string
	Wrapped  bool // TLS from the first byte, and not by STARTTLS
	Plain    bool // no TLS at all, which only a server on this machine may be spoken to with
	From     string
	Now      func() time.Time
}

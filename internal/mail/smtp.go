package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

const (
	// patience is how long one message may take.
	patience = 30 * time.Second
	// mostIdle is how many connections are kept for the next message.
	mostIdle = 4
)

// SMTP is a Sender that speaks to a mail server. It may be used by several at
// once: each has a connection of its own while it sends, and leaves it to the
// next.
type SMTP struct {
	client *gomail.Client
	from   *netmail.Address
	domain string
	now    func() time.Time
	idle   chan *smtp.Client
}

var _ Sender = (*SMTP)(nil)

// Open makes a Sender. It does not connect: whether the server can be reached
// is found out by the first message.
func Open(c Config) (*SMTP, error) {
	if !address(c.From) {
		return nil, errors.New("mail: the sender is no address")
	}
	from := &netmail.Address{Name: "Liaison", Address: c.From}
	_, domain, _ := strings.Cut(c.From, "@")
	options := []gomail.Option{
		gomail.WithPort(c.Port), gomail.WithTimeout(patience), gomail.WithHELO(domain),
		// One answer fewer to wait for between the server's word that it took the
		// message and ours that it was sent; MAIL begins anew by itself.
		gomail.WithoutRset(),
	}
	switch {
	case c.Wrapped:
		options = append(options, gomail.WithSSL())
	case c.Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if c.User != "" {
		auth := gomail.SMTPAuthAutoDiscover
		if c.Plain {
			auth = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
	}
	client, err := gomail.NewClient(c.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &SMTP{client: client, from: from, domain: domain, now: c.Now, idle: make(chan *smtp.Client, mostIdle)}, nil
}

// Send implements Sender.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	letter, err := s.letter(m)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	conn, used := s.waiting()
	if conn == nil {
		if conn, err = s.dial(ctx); err != nil {
			return err
		}
	}
	err = s.client.SendWithSMTPClient(conn, letter)
	if err != nil && used && !letter.IsDelivered() && lost(err) {
		// The server closed the connection while nobody used it, before it was
		// told of the message.
		s.drop(conn)
		if conn, err = s.dial(ctx); err != nil {
			return err
		}
		err = s.client.SendWithSMTPClient(conn, letter)
	}
	if err != nil {
		s.drop(conn)
	} else {
		s.leave(conn)
	}
	if letter.IsDelivered() {
		return nil // whatever came after the server's answer
	}
	return said(err)
}

// Close ends the connections that wait.
func (s *SMTP) Close() {
	for {
		conn, waits := s.waiting()
		if !waits {
			return
		}
		_ = s.client.CloseWithSMTPClient(conn)
	}
}

func (s *SMTP) letter(m Message) (*gomail.Msg, error) {
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(s.from)
	if err := letter.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: it is to no address", ErrRefused)
	}
	letter.Subject(m.Subject)
	letter.SetMessageIDWithValue(m.ID + "@" + s.domain)
	letter.SetDateWithValue(s.now())
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers
	letter.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		letter.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return letter, nil
}

func (s *SMTP) waiting() (conn *smtp.Client, waits bool) {
	select {
	case conn = <-s.idle:
		return conn, true
	default:
		return nil, false
	}
}

func (s *SMTP) leave(conn *smtp.Client) {
	select {
	case s.idle <- conn:
	default:
		_ = s.client.CloseWithSMTPClient(conn)
	}
}

func (s *SMTP) drop(conn *smtp.Client) { _ = conn.Close() }

func (s *SMTP) dial(ctx context.Context) (*smtp.Client, error) {
	conn, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("mail: the mail server cannot be reached: %w", err)
	}
	return conn, nil
}

// lost reports whether the connection was found to be gone before the message
// was begun.
func lost(err error) bool {
	var e *gomail.SendError
	return errors.As(err, &e) && e.Reason == gomail.ErrConnCheck
}

// firstForGood is the first of the answers by which a server says no for good
// (RFC 5321, 4.2.1).
const firstForGood = 500

// said is the server's answer without the address and the words of the message,
// which the library's own error holds.
func said(err error) error {
	var e *gomail.SendError
	if !errors.As(err, &e) {
		return errors.New("mail: the message was not taken over")
	}
	code := strings.TrimSpace(strconv.Itoa(e.ErrorCode()) + " " + e.EnhancedStatusCode())
	// What it says of the sender is for whoever runs the service to mend; what it
	// says of the recipient or the message is said of this one.
	of := e.Reason == gomail.ErrSMTPRcptTo || e.Reason == gomail.ErrSMTPDataClose
	if of && e.ErrorCode() >= firstForGood && !e.IsTemp() {
		return fmt.Errorf("%w by the mail server: %s: %s", ErrRefused, e.Reason, code)
	}
	return fmt.Errorf("mail: the message was not taken over: %s: %s", e.Reason, code)
}

package app

import (
	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/job"
	"liaison/internal/mail"
	"liaison/internal/notice"
	"liaison/internal/postgres"
	"liaison/internal/settings"
)

var _ notice.Outbox = postgres.Outbox{}

// post opens the mail server that the settings name; they must name one.
func post(s settings.Settings) (*mail.SMTP, error) {
	m, err := s.Mail()
	if err != nil {
		return nil, err
	}
	return mail.Open(mail.Config{
		Host: m.Host, Port: m.Port, User: m.User, Password: string(m.Password), Wrapped: m.Wrapped, Plain: m.Plain, From: s.MailFrom, Now: clock,
	})
}

// digests mails people what is due.
func digests(s settings.Settings, db *postgres.DB, guard access.Guard, book *checklist.Book, sender mail.Sender) job.Digests {
	return job.Digests{Outbox: postgres.NewOutbox(db), Sender: sender, Guard: guard, Terms: notice.TermsOf(book), URL: publicURL(s), Now: clock}
}

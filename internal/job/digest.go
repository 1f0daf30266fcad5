package job

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/mail"
	"liaison/internal/notice"
	"liaison/web/layout"
	web "liaison/web/notice"
)

// Digests sends people what is due, by mail.
type Digests struct {
	Outbox notice.Outbox
	Sender mail.Sender
	Guard  access.Guard
	Terms  notice.Terms
	URL    string // how people reach the service: "https://liaison.example"
	Now    func() time.Time
	Lease  time.Duration // for which a mail is one instance's; DigestLease where it is zero
}

const (
	// DigestLease is for how long an instance that says nothing more keeps the
	// mails it took: longer than it takes to send them all.
	DigestLease = 10 * time.Minute
	// atOnce is how many mails an instance sends side by side, and claimed how
	// many each of these takes at a time. What is taken and not sent by an
	// instance that ends waits for the rest of its lease.
	atOnce  = 4
	claimed = 25
	// againAfter is when a mail is tried again that the mail server did not take,
	// times how often it was tried.
	againAfter = 5 * time.Minute
	mostAgain  = time.Hour
	// mostFailures in a row, and the mail server is taken to be away.
	mostFailures = 3
	// mostLines are of one partnership in one mail; the page has all.
	mostLines = 25
)

// Send makes the mails that are due, and sends those that nobody has sent. Many
// instances may do so at once: each mail is one instance's. It ends when there
// is nothing to send, or when the mail server is away; what is left then is
// sent another time. It goes on where one mail cannot be sent.
func (d Digests) Send(ctx context.Context) error {
	if err := d.prepare(ctx); err != nil {
		return fmt.Errorf("job: making digests: %w", err)
	}
	var (
		all   sync.WaitGroup
		mu    sync.Mutex
		wrong problems
	)
	for range atOnce {
		all.Go(func() {
			err := d.work(ctx)
			mu.Lock()
			defer mu.Unlock()
			wrong.note(0, err)
		})
	}
	all.Wait()
	return errors.Join(wrong...)
}

// prepare makes what is due at the moment.
func (d Digests) prepare(ctx context.Context) error {
	readers, err := d.Outbox.Readers(ctx)
	if err != nil {
		return err
	}
	var made []notice.Made
	now := d.Now()
	for _, r := range readers {
		if period, due := r.Choice.Due(now, r.Off); due {
			made = append(made, notice.Made{Account: r.Account, Period: period})
		}
	}
	_, err = d.Outbox.Make(ctx, made)
	return err
}

// work takes mails and sends them, until there are none.
func (d Digests) work(ctx context.Context) error {
	lease := d.Lease
	if lease == 0 {
		lease = DigestLease
	}
	failures := 0
	for {
		began := d.Now()
		letters, err := d.Outbox.Claim(ctx, claimed, lease)
		if err != nil {
			return fmt.Errorf("job: digests: %w", err)
		}
		if len(letters) == 0 {
			return nil
		}
		for i, l := range letters {
			// Late in the lease the rest is left to whoever takes it next: what
			// two instances send at once would arrive twice.
			if ctx.Err() != nil || d.Now().Sub(began) > lease/2 {
				d.free(ctx, letters[i:], 0)
				break
			}
			switch err = d.one(ctx, l); {
			case err == nil:
				failures = 0
				continue
			case errors.Is(err, fault.Conflict): // another instance has it
				continue
			}
			failures++
			d.free(ctx, letters[i:i+1], min(time.Duration(l.Tries)*againAfter, mostAgain))
			if failures >= mostFailures {
				d.free(ctx, letters[i+1:], againAfter)
				return fmt.Errorf("job: digests: %w", err)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// free gives mails back, even where the instance is being stopped. One that
// cannot be given back is free when its lease is over.
func (d Digests) free(ctx context.Context, letters []notice.Letter, after time.Duration) {
	ctx = context.WithoutCancel(ctx)
	for _, l := range letters {
		_ = d.Outbox.Free(ctx, l, after)
	}
}

// one sends one mail, with what its reader may be told at this moment. Once
// the mail server has it that is written down at once: in the moment between,
// and in no other, an instance that is killed leaves a mail that will be sent
// again, as the same message.
func (d Digests) one(ctx context.Context, l notice.Letter) error {
	address, v, n, err := d.read(ctx, l)
	if err != nil {
		return err
	}
	if n == 0 {
		return d.Outbox.End(ctx, l, notice.Nothing)
	}
	m, err := message(ctx, l, address, v, n)
	if err != nil {
		return err
	}
	err = d.Sender.Send(ctx, m)
	if errors.Is(err, mail.ErrRefused) {
		return d.Outbox.End(ctx, l, notice.Refused)
	}
	if err != nil {
		return err
	}
	return d.Outbox.End(context.WithoutCancel(ctx), l, notice.Sent)
}

// read is what the person is told in each of their partnerships, and how many
// notices that is.
func (d Digests) read(ctx context.Context, l notice.Letter) (address string, v web.DigestView, n int, err error) {
	today := calendar.Day(d.Now())
	address, places, err := d.Outbox.Places(ctx, l.Account)
	if err != nil {
		return "", v, 0, err
	}
	for _, p := range places {
		known, err := d.Outbox.Told(ctx, p.Who, d.Terms, today)
		if errors.Is(err, fault.Forbidden) {
			continue
		}
		if err != nil {
			return "", v, 0, err
		}
		told := notice.Listed(notice.Told(p.Who, d.Guard), d.Terms, known, today).Now
		if len(told) > 0 {
			v.Places, n = append(v.Places, d.place(p.Name, told)), n+len(told)
		}
	}
	v.Marking, v.Lead = marking, "What needs you on "+today.Format("Monday 2 January 2006")
	v.Links = []layout.Link{{Text: "All your notices", Href: d.URL + "/notices"}, {Text: "Change how you are mailed", Href: d.URL + "/account/mail"}}
	return address, v, n, nil
}

// marking is that of every mail: of what is marked above it none says more than
// that it is there.
const marking = "OFFICIAL"

func (d Digests) place(name string, told []notice.Notice) web.DigestPlace {
	p := web.DigestPlace{Name: name}
	if more := len(told) - mostLines; more > 0 {
		p.More, told = fmt.Sprintf("And %d more, on the page of your notices.", more), told[:mostLines]
	}
	for i, n := range told {
		if i == 0 || told[i-1].Kind != n.Kind {
			p.Groups = append(p.Groups, web.DigestGroup{Heading: n.Kind.Heading()})
		}
		g := &p.Groups[len(p.Groups)-1]
		var says []string
		if n.Ref != "" && !strings.Contains(n.Brief, n.Ref) {
			says = append(says, n.Ref)
		}
		if when := n.When(); when != "" {
			says = append(says, when)
		}
		g.Lines = append(g.Lines, web.DigestLine{Link: layout.Link{Text: n.Brief, Href: d.URL + n.Path}, Says: strings.Join(says, ", ")})
	}
	return p
}

// message puts what is said into a mail, in two forms.
func message(ctx context.Context, l notice.Letter, address string, v web.DigestView, n int) (mail.Message, error) {
	var page strings.Builder
	if err := web.Digest(v).Render(ctx, &page); err != nil {
		return mail.Message{}, err
	}
	subject := fmt.Sprintf("[%s] Liaison: %d notices", marking, n)
	if n == 1 {
		subject = fmt.Sprintf("[%s] Liaison: 1 notice", marking)
	}
	return mail.Message{ID: "digest-" + l.ID.String(), To: address, Subject: subject, Text: plainText(v), HTML: page.String()}, nil
}

func plainText(v web.DigestView) string {
	var b strings.Builder
	line := func(words ...string) { b.WriteString(strings.Join(words, "") + "\n") }
	line(v.Marking, "\n\n", v.Lead)
	for _, p := range v.Places {
		line("\n", p.Name)
		for _, g := range p.Groups {
			line("\n", g.Heading)
			for _, l := range g.Lines {
				line("- ", l.Link.Text)
				if l.Says != "" {
					line("  ", l.Says)
				}
				line("  ", l.Link.Href)
			}
		}
		if p.More != "" {
			line("\n", p.More)
		}
	}
	line()
	for _, l := range v.Links {
		line(l.Text, ": ", l.Href)
	}
	line("\n", v.Marking)
	return b.String()
}

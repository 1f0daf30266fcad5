package page

import (
	"context"
	"errors"
	"slices"
	"time"

	"liaison/internal/mail"
)

const (
	// mailPatience is how long somebody waits until all links are mailed: with
	// what follows it is less than a service that is stopped gives the requests
	// under way.
	mailPatience = 6 * time.Second
	// mailedAtOnce is how many links are mailed side by side.
	mailedAtOnce = 4
)

// errLate is said of a link that was still being mailed when nobody waited any
// longer. Its mail may arrive after all.
var errLate = errors.New("it took too long")

// errUnserved is said of a link where there is no mail server any more.
var errUnserved = errors.New("there is no mail server")

// mailLinks mails n letters, each of which holds a link that is kept nowhere, and
// returns for each nil, or why the mail server has not said in time that it took
// it over. None is tried again here: its person is reached in another way. A
// link whose mail was begun is made, so closing the page ends nothing.
func (p *Pages) mailLinks(ctx context.Context, n int, letter func(i int) mail.Message) []error {
	if p.Mail == nil {
		return slices.Repeat([]error{errUnserved}, n)
	}
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), mailPatience)
	defer done()
	type answer struct {
		n   int
		err error
	}
	next, answers := make(chan int, n), make(chan answer, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range mailedAtOnce {
		// One that a slow server holds goes on by itself, and is not waited for.
		go func() {
			for i := range next {
				err := ctx.Err()
				if err == nil {
					err = p.Mail.Send(ctx, letter(i))
				}
				answers <- answer{i, err}
			}
		}()
	}
	said := make([]error, n)
	for i := range said {
		said[i] = errLate
	}
	for range n {
		select {
		case a := <-answers:
			said[a.n] = a.err
		case <-ctx.Done(): // nobody waits for the others
		}
	}
	return said
}

//go:build unix

package embedded

import (
	"context"
	"os"
	"time"
)

// owner says whose a process is.
type owner int

const (
	unknown owner = iota
	ours          // a server on our data
	another       // a zombie, or some other program with a number used again
)

const parentPoll = 200 * time.Millisecond

// WatchParent returns a context that ends with ctx, and also when the process
// that started this one is gone, if that is the go command: "go run" does not
// pass on the signal that stops it. Started in any other way, a process may
// outlive its parent.
func WatchParent(ctx context.Context) context.Context {
	parent := os.Getppid()
	if !byGoCommand() {
		return ctx
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		tick := time.NewTicker(parentPoll)
		defer tick.Stop()
		for os.Getppid() == parent {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return ctx
}

package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// HTTP returns a server for the handler that slow or silent clients cannot
// hold up.
func HTTP(addr string, handler http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
}

// Serve answers on the listener until ctx ends, then finishes what it has
// begun, for as long as grace, and returns nil.
func Serve(ctx context.Context, h *http.Server, on net.Listener, grace time.Duration) error {
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(on) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := h.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

package server

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	r, now := NewRate(time.Minute, 3, 2), day
	allowed := func(key string, at time.Time) (n int) {
		for r.Allow(key, at) {
			n++
		}
		return n
	}
	for _, tt := range []struct {
		name, key string
		at        time.Time
		want      int
	}{
		{"a burst", "a", now, 3},
		{"nothing more at once", "a", now, 0},
		{"another key has its own", "b", now, 3},
		{"one more after a minute", "a", now.Add(time.Minute), 1},
		{"a third key puts out the one silent longest", "c", now.Add(time.Minute), 3},
		{"which is then new", "b", now.Add(time.Minute), 3},
	} {
		if got := allowed(tt.key, tt.at); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := range 1000 {
				r.Allow(fmt.Sprint(i*j), now)
			}
		})
	}
	wait.Wait()
	if len(r.known) != 2 || r.order.Len() != 2 {
		t.Errorf("got %d and %d keys, want 2", len(r.known), r.order.Len())
	}
}

func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "x": "x",
	} {
		if got := Network(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

func TestServeFinishesWhatItHasBegun(t *testing.T) {
	began, finish := make(chan bool), make(chan bool)
	h := HTTP("", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		began <- true
		<-finish
		_, _ = io.WriteString(w, "whole")
	}))
	if h.ReadHeaderTimeout == 0 || h.ReadTimeout == 0 || h.WriteTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Error("got a server that slow clients can hold up")
	}
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended, got := make(chan error, 1), make(chan string, 1)
	go func() { ended <- Serve(ctx, h, on, 10*time.Second) }()
	go func() {
		a, err := http.Get("http://" + on.Addr().String())
		if err != nil {
			got <- err.Error()
			return
		}
		defer func() { _ = a.Body.Close() }()
		b, _ := io.ReadAll(a.Body)
		got <- string(b)
	}()
	<-began
	stop()
	select {
	case err := <-ended:
		t.Errorf("ended with %v before its request", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(finish)
	if words := <-got; words != "whole" {
		t.Errorf("got %q, want whole", words)
	}
	if err := <-ended; err != nil {
		t.Errorf("got %v, want nothing", err)
	}
}

func TestServeDoesNotWaitForEver(t *testing.T) {
	began := make(chan bool)
	h := HTTP("", http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		close(began)
		<-q.Context().Done()
	}))
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, h, on, 20*time.Millisecond) }()
	go func() {
		if a, err := http.Get("http://" + on.Addr().String()); err == nil {
			_ = a.Body.Close()
		}
	}()
	<-began
	stop()
	if err := <-ended; err != nil {
		t.Errorf("got %v, want nothing", err)
	}
}

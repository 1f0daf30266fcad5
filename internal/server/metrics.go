package server

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts requests by the pattern of their route, never by address or person.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refusals *prometheus.CounterVec
}

// Metrics answers Prometheus. It belongs on a listener of its own.
func (s *Server) Metrics() http.Handler {
	return promhttp.HandlerFor(s.measure().registry, promhttp.HandlerOpts{})
}

func (s *Server) measure() *metrics {
	s.once.Do(func() {
		m := &metrics{
			registry: prometheus.NewRegistry(),
			requests: prometheus.NewCounterVec(prometheus.CounterOpts{
				Name: "liaison_http_requests_total", Help: "Requests answered, by method, route and status.",
			}, []string{"method", "route", "status"}),
			seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
				Name: "liaison_http_request_seconds", Help: "Time to answer, by route.",
				Buckets: []float64{.002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10},
			}, []string{"route"}),
			refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
				Name: "liaison_refusals_total", Help: "Requests of signed-in people that were refused, by what they were told.",
			}, []string{"told"}),
		}
		m.registry.MustRegister(m.requests, m.seconds, m.refusals,
			collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
		s.metrics = m
	})
	return s.metrics
}

func (m *metrics) request(how, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(method(how), route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// method is a word from a short list, whatever a client calls its request.
func method(m string) string {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions}, m) {
		return m
	}
	return "other"
}

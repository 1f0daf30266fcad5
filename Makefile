# What CI runs is "make check"; the rest are its parts and the day's work.
# "make" alone says what there is.

TOOL   := go tool -modfile=tools/go.mod
ADDR   ?= 127.0.0.1:8080
DIR    ?= .liaison
ROWS   ?= 100000
CASES  ?= 10000
PROVE  ?= -tags prove -timeout 120m -count 1

# Packages in which two things happen at once.
RACE   := account embedded page policy postgres server app
race   := $(foreach p,$(RACE),$(if $(wildcard internal/$(p)/*_test.go),./internal/$(p)))
random := $(shell grep -rls 'pgregory.net/rapid' --include='*_test.go' internal web cmd | xargs -r -n1 dirname | sort -u | sed 's,^,./,')
golden := $(shell grep -rls 'liaison/internal/testing/golden' --include='*_test.go' internal web cmd | xargs -r -n1 dirname | sort -u | sed 's,^,./,')
walked := $(shell grep -rls 'liaison/internal/testing/browser' --include='*_test.go' internal cmd | xargs -r -n1 dirname | sort -u | sed 's,^,./,')

# The files of the checklist that hold no rule: who else tests them is not measured.
ruleless := /\/(assessment|book|kept|mechanism|proxy|quarter|reading|threshold)\.go:/

# The checksum of all that is generated, to see whether generating changes it.
sum-pages = find web -name '*_templ.go' -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
sum-style = find web/static internal/testing/browser/testdata -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum

.PHONY: help run build test check fmt golden db bench generate lint vet journeys race prove covered vuln stale-pages stale-style notices secrets

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | LC_ALL=C sort | expand -t 14

run: ## start everything with demonstration data
	go run ./cmd/liaison demo --addr $(ADDR) --dir $(DIR)

build: ## the program as it is shipped, in bin/
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -tags nomsgpack -o bin/liaison ./cmd/liaison

test: ## the quick half of check
	go test ./...

check: stale-pages stale-style vet lint ## all that CI runs
	go test -timeout 20m ./...
	$(MAKE) race
	@echo "check: all is well"

race: ## the packages in which two things happen at once, watched
	$(if $(race),CGO_ENABLED=1 go test -race -short -skip '^TestJourney' -timeout 20m $(race))

vet:
	go vet ./...

lint: ## what a reviewer need not say
	$(TOOL) golangci-lint run ./...

fmt: ## lay the code out
	$(TOOL) golangci-lint fmt ./...
	$(TOOL) templ fmt web

generate: ## pages, and the styles where their tools are
	$(TOOL) templ generate -path web
	@if [ -d web/style/node_modules ]; then web/style/build.sh; else echo "styles left as they are: npm ci in web/style to build them"; fi

stale-pages:
	@before="$$($(sum-pages))"; $(TOOL) templ generate -path web -log-level error >/dev/null || exit 1; after="$$($(sum-pages))"; \
	if [ "$$before" != "$$after" ]; then echo "the generated pages were stale and are fresh now; commit them" >&2; exit 1; fi

stale-style:
	@if ! command -v node >/dev/null || [ ! -d web/style/node_modules ]; then echo "styles not built again here: npm ci in web/style to check them"; exit 0; fi; \
	before="$$($(sum-style))"; web/style/build.sh || exit 1; after="$$($(sum-style))"; \
	if [ "$$before" != "$$after" ]; then echo "the built styles were stale and are fresh now; commit them" >&2; exit 1; fi

golden: ## accept what is made now; read the diff
	$(if $(golden),go test $(golden) -update)

journeys: ## follow people through the pages in a real browser
	$(if $(walked),go test -count 1 -timeout 20m -run '^Test(Journey|Page)' -v $(walked))

db: ## a prompt in the demonstration's database
	PGPASSWORD="$$(cat $(DIR)/postgres/password)" psql -h "$$PWD/$(DIR)/postgres/sock" -U postgres liaison

bench: ## how fast it is, and which bars are met; ROWS=1000000 for the bars' own size
	go test -run '^$$' -bench . -benchmem $$(go list ./... | grep -v '/internal/app$$')
	go test -run '^$$' -bench . -timeout 180m ./internal/app -args -rows $(ROWS)

prove: covered ## what takes minutes: fuzzing, kills, timing pairs, 10,000 cases of each property
	go test $(PROVE) ./...
	$(if $(random),go test -timeout 120m -count 1 $(random) -rapid.checks=$(CASES))

covered: ## that every statement of the checklist's rules is run by a test of theirs
	@profile="$$(mktemp)"; trap 'rm -f "$$profile"' EXIT; \
	go test -count 1 -coverprofile="$$profile" ./internal/checklist && \
	go tool cover -func="$$profile" | awk '$(ruleless) { next } $$1 != "total:" && $$3 != "100.0%" { print "not covered: " $$0; bad = 1 } END { exit bad }'

vuln: ## known faults in what we build on; needs the network
	$(TOOL) govulncheck ./...

notices: ## the licences of what is linked, in THIRD_PARTY_NOTICES
	go -C tools run ./notices

secrets: ## the files that docker-compose.yml asks for, made once
	@[ ! -e secrets/superuser_password ] || { echo "secrets/ is there already" >&2; exit 1; }
	@umask 077; mkdir -p secrets; chmod 700 secrets; p="$$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; \
	printf '%s' "$$p" >secrets/superuser_password; \
	printf 'postgres://postgres:%s@postgres:5432/liaison?sslmode=disable' "$$p" >secrets/superuser_url; \
	chmod 0444 secrets/superuser_password secrets/superuser_url

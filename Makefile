# Fieldwork. `make` alone says what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build install demo test chaos mutants neighbours bench model lint format snapshot clean

# The programs carry the Swift runtime with them: they start sooner and take less memory than with its libraries, and
# their relocations, packed, less again.
RELEASE := swift build --configuration release --static-swift-stdlib \
	-Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
SWIFT_SOURCES := Package.swift Sources Tests

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (Debian, Ubuntu; as root or with sudo)
	@deploy/build-dependencies.sh

build: setup ## Build the programs, optimised, into .build/release
	@$(RELEASE) --product fieldworkd
	@$(RELEASE) --product fieldwork-extract
	@$(RELEASE) --product fieldwork

install: setup ## Install programs, unit, user and settings (as root, or DESTDIR=...; PREFIX=/usr/local)
	@$(RELEASE) --product fieldworkd
	@$(RELEASE) --product fieldwork
	@$(RELEASE) --product fieldwork-extract
	@deploy/install.sh

demo: build ## Code and classify the sample study on a private PostgreSQL
	@.build/release/fieldwork demo

test: ## Run every test against a real PostgreSQL (FILTER=regex for some)
	@deploy/build-dependencies.sh --tests
	@swift build --build-tests
	@swift test --skip-build $(if $(FILTER),--filter '$(FILTER)',--skip ChaosTests)
	@$(if $(FILTER),,swift test --skip-build --filter ChaosTests)  # by itself: it is full of leases of two seconds

chaos: ## Break what the queue stands on and check its promises (LONG=1: 100,000 jobs; ONLY=prefix,...)
	@deploy/build-dependencies.sh --tests
	@swift build --product fieldwork-chaos
	@.build/debug/fieldwork-chaos $(if $(LONG),--long) $(if $(ONLY),--only '$(ONLY)')

mutants: setup ## Take each of the queue's safeguards out and see its test fail (ONLY=06,...; CHAOS=1)
	@ONLY='$(ONLY)' Tests/Mutants/run $(if $(CHAOS),--chaos)

neighbours: setup ## Run the daemon of another release beside this one's (REF=tag or commit)
	@deploy/build-dependencies.sh --tests
	@Tests/Neighbours/run $(REF)

bench: setup ## Measure; one JSON object a line (ONLY=prefix,... for some, SIZE=long, PEERS=command)
	@for product in fieldworkd fieldwork-extract fieldwork-bench; do $(RELEASE) --product $$product >&2; done
	@clang -O2 -Wall -Wextra -Werror -shared -fPIC Sources/SlowDisk/SlowDisk.c -o .build/release/libSlowDisk.so
	@.build/release/fieldwork-bench $(if $(ONLY),--only '$(ONLY)') $(if $(SIZE),--size $(SIZE)) $(if $(PEERS),--peers '$(PEERS)')

model: ## Check the model of the queue protocol with Spin (LONG=1 for all faults at once)
	@deploy/build-dependencies.sh --model
	@docs/protocol/check $(if $(LONG),--long)

lint: ## Check the format of the Swift sources, and that the mutants still apply
	@swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	@Tests/Mutants/run --check

format: ## Format the Swift sources in place
	@swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

snapshot: setup ## Rewrite sql/snapshot.sql from the migrations
	@FIELDWORK_WRITE_SNAPSHOT=1 swift test --filter 'is what its snapshot says'
	@git diff --stat -- sql/snapshot.sql

clean: ## Remove what was built
	@swift package clean

# Thin: says what to type; CMake knows how. `make` alone explains.
BUILD := build/release
LODE := $(BUILD)/lode
RESULTS := build/ree-magnets.sqlite
MODEL := models/ree-magnets
SHELL := /bin/sh

.PHONY: help build run backtest test sanitize bench fuzz fmt fmt-check install clean

help:
	@echo "make run      build lode, run the reference model, and compare India's halt with it"
	@echo "make backtest hold both episodes against what was observed, and write docs/backtest.md"
	@echo "make test     build and run the tests; the last line counts them"
	@echo "make sanitize the same tests under address and undefined behaviour sanitizers"
	@echo "make bench    measure against public solvers"
	@echo "make fuzz     ten minutes of fuzzing for each parser (SECONDS=n for another time)"
	@echo "make fmt      format the code; make fmt-check only says what would change"
	@echo "make install  install under /usr/local (PREFIX=... for elsewhere)"

build:
	@tools/install-dependencies.sh build
	@cmake --preset release -DLODE_TESTS=OFF >/dev/null
	@cmake --build $(BUILD) --target lode

run: build
	@rm -f $(RESULTS)
	$(LODE) run $(MODEL) -o $(RESULTS)
	$(LODE) run $(MODEL) -s india-japan-halt -o $(RESULTS)
	$(LODE) compare $(RESULTS) baseline india-japan-halt

backtest: build
	@tools/backtest_page.py --lode $(LODE)

test:
	@tools/install-dependencies.sh test
	@cmake --preset release -DLODE_TESTS=ON >/dev/null
	@cmake --build $(BUILD)
	@tests/run.sh $(BUILD)

sanitize:
	@tools/install-dependencies.sh test
	@cmake --preset debug >/dev/null
	@cmake --build build/debug
	@tests/run.sh build/debug

bench:
	@tools/install-dependencies.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build build/bench
	@bench/run.sh build/bench

SECONDS ?= 600
fuzz:
	@tools/install-dependencies.sh test
	@cmake --preset fuzz >/dev/null
	@cmake --build build/fuzz
	@tests/fuzz/run.sh build/fuzz $(SECONDS)

SOURCES = $(shell git ls-files '*.c' '*.h' ':!*.inc')
fmt:
	@tools/install-dependencies.sh test
	@clang-format -i $(SOURCES)

fmt-check:
	@tools/install-dependencies.sh test
	@clang-format --dry-run --Werror $(SOURCES)

PREFIX ?= /usr/local
install: build
	@cmake --install $(BUILD) --prefix $(PREFIX)

clean:
	@rm -rf build

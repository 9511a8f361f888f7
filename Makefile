# The only build entry. Non-recursive; every path is relative, so that the project may live under a
# path that holds spaces. Flavours: release (default), DEBUG=1, SAN=address,undefined, SAN=thread.
# Objects and programs of one flavour live under build/<flavour>/ and never mix.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=

# One short line a step; V=1 shows the commands.
V ?=
Q := $(if $(V),,@)
note = $(if $(V),,@printf '  %-5s %s\n' '$1' '$2')

# ---- Flavour -------------------------------------------------------------------------------------

SAN ?=
DEBUG ?=
FUZZING ?=
ANALYZE ?=

CC := gcc
AR := gcc-ar

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
    -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla \
    -Wswitch-enum -Wnull-dereference -fno-common
HARDENING := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE
HARDENING_LINK := -pie -Wl,-z,relro,-z,now

# A sanitizer goes on compile and on link, else nothing is instrumented.
ifneq ($(FUZZING),)
  FLAVOUR := fuzz
  CC := clang
  AR := ar
  MODE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined
  MODE_LINK := -fsanitize=address,undefined
else ifeq ($(SAN),address,undefined)
  FLAVOUR := asan
  MODE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
      -fno-sanitize-recover=undefined -Werror
  MODE_LINK := -fsanitize=address,undefined
else ifeq ($(SAN),thread)
  FLAVOUR := tsan
  MODE := -O1 -g -fno-omit-frame-pointer -fsanitize=thread -Werror
  MODE_LINK := -fsanitize=thread
else ifneq ($(SAN),)
  $(error SAN must be "address,undefined" or "thread", not "$(SAN)")
else ifneq ($(ANALYZE),)
  # Objects only: gcc's static analysis of each file; nothing is linked from it. Leaks are left to
  # LeakSanitizer and valgrind: gcc 12 takes what is handed over in a structure for lost.
  FLAVOUR := analyze
  MODE := -O1 -g -fanalyzer -Werror -Wno-null-dereference -Wno-maybe-uninitialized \
      -Wno-analyzer-malloc-leak -Wno-format-truncation
  MODE_LINK :=
else ifneq ($(DEBUG),)
  FLAVOUR := debug
  MODE := -O0 -g3 -fno-omit-frame-pointer -Werror
  MODE_LINK :=
else
  FLAVOUR := release
  MODE := $(HARDENING) -Werror
  MODE_LINK := $(HARDENING_LINK)
endif

# Instrumented code is optimised differently, which makes gcc guess at nulls and formats that the
# release build has already proven harmless.
ifneq ($(filter asan tsan,$(FLAVOUR)),)
  MODE += -Wno-null-dereference -Wno-maybe-uninitialized -Wno-format-truncation
endif

B := build/$(FLAVOUR)

# ---- Libraries -----------------------------------------------------------------------------------

PKGS := libmicrohttpd jansson libsodium libpq zlib libbrotlienc libcrypto libfido2 libqrencode
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)

CPPFLAGS_ALL = -I. -D_GNU_SOURCE -DSAMPLAN_VERSION='"$(VERSION)"' \
    -DSAMPLAN_PREFIX='"$(PREFIX)"' $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL = -std=gnu17 $(WARNINGS) $(MODE) -pthread $(CFLAGS)
LDFLAGS_ALL = $(MODE_LINK) -pthread -Wl,--as-needed $(LDFLAGS)
LDLIBS_ALL = $(PKG_LIBS) -lzxcvbn -lm $(LDLIBS)

# ---- Sources -------------------------------------------------------------------------------------

LIB_SRC := $(sort $(wildcard auth/*.c services/base/*.c services/http/*.c services/audit/*.c \
    services/care/*.c services/account/*.c services/review/*.c services/exchange/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
LIB := $(B)/libsamplan.a

# services/<dir>/ with a main.c is a program: samplan, samplanctl, samplan-<dir>.
PROGRAM_DIRS := $(patsubst services/%/main.c,%,$(sort $(wildcard services/*/main.c)))
program_name = $(if $(filter samplan,$1),samplan,$(if $(filter ctl,$1),samplanctl,samplan-$1))
PROGRAMS := $(foreach d,$(PROGRAM_DIRS),$(B)/$(call program_name,$d))
PROGRAM_SRC := $(sort $(foreach d,$(PROGRAM_DIRS),$(wildcard services/$d/*.c)))
PROGRAM_PARTS := $(foreach d,$(PROGRAM_DIRS),$(B)/parts-$d.a)

TEST_SRC := $(sort $(wildcard tests/unit/test_*.c))
TEST_HELP_SRC := $(filter-out $(TEST_SRC),$(sort $(wildcard tests/unit/*.c)))
TESTS := $(TEST_SRC:tests/unit/%.c=$(B)/tests/unit/%)

FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_HELP_SRC := $(filter-out $(FUZZ_SRC) tests/fuzz/replay.c,$(sort $(wildcard tests/fuzz/*.c)))
FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/tests/fuzz/%)

BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
BENCHES := $(BENCH_SRC:tests/bench/%.c=$(B)/tests/bench/%)

# Small C tools that test suites need, one program a file.
TOOL_SRC := $(sort $(wildcard tests/tools/*.c))
TOOLS := $(TOOL_SRC:tests/tools/%.c=$(B)/tests/tools/%)

ALL_SRC := $(LIB_SRC) $(PROGRAM_SRC) $(TEST_SRC) $(TEST_HELP_SRC) $(FUZZ_SRC) $(FUZZ_HELP_SRC) \
    $(wildcard tests/fuzz/replay.c) $(BENCH_SRC) $(TOOL_SRC)
ALL_HDR := $(sort $(wildcard auth/*.h services/*/*.h tests/*/*.h))

# ---- Build ---------------------------------------------------------------------------------------

.PHONY: all programs web
all: programs web ## Build the programs (build/release/) and the web files (build/web/)

programs: $(PROGRAMS)

# Written when the flags change, so that objects are made anew then and only then.
FLAGS = $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$FLAGS_TEXT" | cmp -s - $@ || printf '%s\n' "$$FLAGS_TEXT" > $@
$(B)/flags: export FLAGS_TEXT = $(FLAGS)

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call note,CC,$@)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# An archive depends on the list of its members too, so that a deleted source leaves it.
$(B)/%.members: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(MEMBERS)' | cmp -s - $@ || printf '%s\n' '$(MEMBERS)' > $@

$(B)/libsamplan.members: MEMBERS := $(LIB_OBJ)
$(LIB): $(LIB_OBJ) $(B)/libsamplan.members
	@rm -f $@
	$(call note,AR,$@)
	$(Q)$(AR) rcs $@ $(LIB_OBJ)

# All of a program but main.c, so that tests can walk the route table.
define program_rules
$(B)/parts-$1.a: $(patsubst %.c,$(B)/%.o,$(filter-out services/$1/main.c,$(wildcard services/$1/*.c)))
	@rm -f $$@
	$$(Q)$$(AR) rcs $$@ $$(filter %.o,$$^)
$(B)/$(call program_name,$1): $(B)/services/$1/main.o $(B)/parts-$1.a $(LIB)
	$$(call note,LD,$$@)
	$$(Q)$$(CC) $$(LDFLAGS_ALL) -o $$@ $$^ $$(LDLIBS_ALL)
endef
$(foreach d,$(PROGRAM_DIRS),$(eval $(call program_rules,$d)))

$(TESTS): $(B)/tests/unit/%: $(B)/tests/unit/%.o $(TEST_HELP_SRC:%.c=$(B)/%.o) $(PROGRAM_PARTS) $(LIB)
	$(call note,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL) -lcmocka -lbrotlidec

# With clang the engine is libFuzzer; with gcc a main that replays the files given to it.
FUZZ_MAIN := $(if $(FUZZING),,$(B)/tests/fuzz/replay.o)
FUZZ_LINK := $(if $(FUZZING),-fsanitize=fuzzer,)
$(FUZZERS): $(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(FUZZ_HELP_SRC:%.c=$(B)/%.o) $(FUZZ_MAIN) $(LIB)
	$(call note,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) $(FUZZ_LINK) -o $@ $^ $(LDLIBS_ALL)

$(BENCHES): $(B)/tests/bench/%: $(B)/tests/bench/%.o $(PROGRAM_PARTS) $(LIB)
	$(call note,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(TOOLS): $(B)/tests/tools/%: $(B)/tests/tools/%.o $(LIB)
	$(call note,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

# A file that clang-tidy found nothing in; anew when gcc's object of it is.
LINT_SRC := $(LIB_SRC) $(PROGRAM_SRC)
$(B)/%.tidy: $(B)/%.o .clang-tidy
	$(call note,TIDY,$*.c)
	$(Q)clang-tidy --quiet $*.c -- $(CPPFLAGS_ALL) -std=gnu17 >$@.log 2>/dev/null || \
	    { cat $@.log; exit 1; }
	@touch $@

.PHONY: analyze tidy format
analyze: $(LINT_SRC:%.c=$(B)/%.o)
tidy: $(LINT_SRC:%.c=$(B)/%.tidy)

format: ## Lay out all C files with clang-format
	clang-format -i $(ALL_SRC) $(ALL_HDR)

.PHONY: tests-build fuzz-build bench-build tools-build
tests-build: $(TESTS)
fuzz-build: $(FUZZERS)
bench-build: $(BENCHES)
tools-build: $(TOOLS)

# Keep objects that are only reached through pattern rules.
.SECONDARY:
.PHONY: FORCE
FORCE:

-include $(ALL_SRC:%.c=$(B)/%.d)

# ---- Web files -----------------------------------------------------------------------------------

# build/web/ is what the server's static_dir names: templates/, i18n/, and static/ with the design
# system's files from its npm package under static/dkfds/.
WEB_FILES := $(shell find web -type f -not -path '*/node_modules/*' -not -name '*.md' 2>/dev/null | grep -v ' ')
web: build/web/.stamp

build/npm/dkfds.stamp: web/package.json web/package-lock.json deploy/build/npm-fetch
	@deploy/build/npm-fetch web build/npm/web
	@touch $@

build/web/.stamp: $(WEB_FILES) build/npm/dkfds.stamp deploy/build/web-tree $(wildcard tests/access/policy*.csv)
	@deploy/build/web-tree build/npm/web/node_modules/dkfds build/web
	@touch $@

# ---- Run and test --------------------------------------------------------------------------------

.PHONY: run demo test test-unit test-http test-sql test-browser test-fault test-access lint fuzz bench tsan \
    valgrind install clean distclean help
run: ## Install what is missing, build, start PostgreSQL, server and edge; Ctrl-C stops (PORT, STATE)
	@exec deploy/run/quickstart

demo: ## Load other demo data for the next run: CITIZENS=200 SEED=1 (STATE)
	@exec deploy/run/quickstart demo

test: ## Everything: lint, units (plain and sanitized), SQL, HTTP, fuzz corpora, browser, faults
	@exec tests/run

test-unit: ## Only the cmocka units, plain and with ASan+UBSan
	@exec tests/run unit

test-http: ## Only the HTTP scenarios
	@exec tests/run http

test-sql: ## Only the pgTAP tests
	@exec tests/run sql

test-browser: ## Only the browser tests (headless Chromium, axe, HTML validity)
	@exec tests/run browser

test-fault: ## Only the kill -9 test
	@exec tests/run fault

test-access: ## Who may see what: the table against the database, damaged rules, every account at every route
	@rc=0; tests/run access access-oracle || rc=$$?; \
	    grep -E '^[0-9]+ (cells|mutants), ' build/test-logs/access-oracle.log || true; exit $$rc

lint: ## Format, clang-tidy, gcc -fanalyzer, layers, sizes, templates, SQL, shell
	@exec tests/lint/run

fuzz: ## Fuzz every parser with libFuzzer, FUZZ_SECONDS each (default 60)
	@exec tests/fuzz/run

bench: ## The table of performance goals, into build/bench.json (QUICK=1: 3 minutes)
	@exec tests/bench/run

tsan: ## Units and HTTP scenarios under ThreadSanitizer
	@exec tests/run tsan

valgrind: ## Units under valgrind memcheck
	@exec tests/run valgrind

# ---- Install -------------------------------------------------------------------------------------

install: all ## Install under DESTDIR and PREFIX: programs, web files, SQL, units, edge configuration
	@deploy/build/install-tree '$(B)' '$(DESTDIR)' '$(PREFIX)' $(notdir $(PROGRAMS))

clean: ## Remove all that was built; keeps var/ (the quick start's data) and fetched packages
	rm -rf build/release build/debug build/asan build/tsan build/fuzz build/analyze build/web

distclean: clean ## Remove build/ and fetched packages too; keeps var/
	rm -rf build tests/node_modules

help: ## This list
	@echo 'make TARGET [PORT=8080] [STATE=./var] [DEMO_PASSWORD=samplan] [SAN=address,undefined|thread] [DEBUG=1]'
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/' | expand -t 18

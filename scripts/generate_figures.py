#!/usr/bin/env python3
"""Generate sentences with known figures and score `casebook figures` on them.

    python3 scripts/generate_figures.py CASEBOOK [--each N] [--show N]

CASEBOOK is the program. Every language gets values × separators × scales × currencies × positions × frames, and traps that
hold no figure; the truth comes from the generator, never from the program. Prints, by language and family, how many cases
are all right (kinds, values, currencies; nothing invented) and, with --show, the first that are not. Seeded: the same cases
every time.
"""
import argparse, json, random, subprocess, sys
from decimal import Decimal

LANGUAGES = {
    "en": dict(point=".", groups=[",", " ", "\u00a0"], million=["million", "m", "M"], billion=["billion", "bn"], thousand=["thousand", "k"], link=" ",
        frames=["In 2021 our turnover was {}.", "The grant of {} came in March 2019.", "Members lent {} to the society.", "We paid {} for the building ({} pages of contract).", "It cost {}, not more."],
        percent=["%", " %", " per cent", " percent"], pframes=["Exports were {} of sales.", "About {} of the members are women.", "It rose by {} in 2020."],
        counts=["employees", "members", "cooperatives", "households", "volunteers", "workshops"], cframes=["We have {} {} today.", "There were {} {} in 2019."],
        words={25: "twenty-five", 12: "twelve", 125: "one hundred and twenty-five", 1200: "one thousand two hundred", 300: "three hundred"},
        money={"EUR": ["€", "EUR", "euros"], "GBP": ["£", "GBP"], "USD": ["US$", "USD"], "CAD": ["CA$", "CAD"], "CHF": ["CHF"], "KES": ["KSh", "KES"], "INR": ["₹"]}),
    "fr": dict(point=",", groups=[" ", "\u00a0", "\u202f", "."], million=["millions", "M"], billion=["milliards", "Md"], thousand=["mille", "k"], link=" de ",
        frames=["En 2021, notre chiffre d'affaires était de {}.", "La subvention de {} est arrivée en mars 2019.", "Les membres ont prêté {} à la coopérative.", "Cela a coûté {}, pas plus."],
        percent=["%", " %", "\u00a0%", " pour cent"], pframes=["Les exportations font {} des ventes.", "Environ {} des membres sont des femmes.", "La hausse est de {} en 2020."],
        counts=["salariés", "membres", "coopératives", "ménages", "bénévoles", "ateliers"], cframes=["Nous avons {} {} aujourd'hui.", "Il y avait {} {} en 2019."],
        words={25: "vingt-cinq", 12: "douze", 125: "cent vingt-cinq", 92: "quatre-vingt-douze", 300: "trois cents", 2000: "deux mille"},
        money={"EUR": ["€", "EUR", "euros"], "CAD": ["CAD"], "CHF": ["CHF"], "XOF": ["XOF"], "USD": ["USD", "US$"]}),
    "es": dict(point=",", groups=[".", " ", "\u00a0"], million=["millones"], billion=["mil millones"], thousand=["mil"], link=" de ",
        frames=["En 2021 nuestra facturación fue de {}.", "La subvención de {} llegó en marzo de 2019.", "Los socios prestaron {} a la cooperativa.", "Costó {}, no más."],
        percent=["%", " %", " por ciento"], pframes=["Las exportaciones son el {} de las ventas.", "Cerca del {} de los socios son mujeres.", "Subió un {} en 2020."],
        counts=["empleados", "socios", "cooperativas", "hogares", "voluntarios", "talleres"], cframes=["Tenemos {} {} hoy.", "Había {} {} en 2019."],
        words={25: "veinticinco", 12: "doce", 125: "ciento veinticinco", 300: "trescientos", 42: "cuarenta y dos", 2000: "dos mil"},
        money={"EUR": ["€", "EUR", "euros"], "USD": ["US$", "USD"], "MXN": ["MXN"], "COP": ["COP"]}),
    "de": dict(point=",", groups=[".", " ", "\u00a0", "'"], million=["Millionen", "Mio."], billion=["Milliarden", "Mrd."], thousand=["Tausend", "Tsd."], link=" ",
        frames=["Im Jahr 2021 lag der Umsatz bei {}.", "Der Zuschuss von {} kam im März 2019.", "Die Mitglieder liehen der Genossenschaft {}.", "Das kostete {}, nicht mehr."],
        percent=["%", " %", " Prozent"], pframes=["Der Export macht {} des Umsatzes aus.", "Rund {} der Mitglieder sind Frauen.", "Das stieg 2020 um {}."],
        counts=["Beschäftigte", "Mitglieder", "Genossenschaften", "Haushalte", "Ehrenamtliche", "Workshops"], cframes=["Heute haben wir {} {}.", "Im Jahr 2019 waren es {} {}."],
        words={25: "fünfundzwanzig", 12: "zwölf", 125: "hundertfünfundzwanzig", 300: "dreihundert", 42: "zweiundvierzig"},
        money={"EUR": ["€", "EUR", "Euro"], "CHF": ["CHF"], "USD": ["USD", "US$"]}),
    "it": dict(point=",", groups=[".", " ", "\u00a0"], million=["milioni", "mln"], billion=["miliardi", "mld"], thousand=["mila"], link=" di ",
        frames=["Nel 2021 il fatturato è stato di {}.", "Il contributo di {} è arrivato a marzo 2019.", "I soci hanno prestato {} alla cooperativa.", "È costato {}, non di più."],
        percent=["%", " %", " per cento"], pframes=["Le esportazioni sono il {} delle vendite.", "Circa il {} dei soci sono donne.", "È salito del {} nel 2020."],
        counts=["dipendenti", "soci", "cooperative", "famiglie", "volontari", "laboratori"], cframes=["Oggi abbiamo {} {}.", "Nel 2019 c'erano {} {}."],
        words={25: "venticinque", 12: "dodici", 125: "centoventicinque", 300: "trecento", 68: "sessantotto", 28: "ventotto"},
        money={"EUR": ["€", "EUR", "euro"], "CHF": ["CHF"], "USD": ["USD", "US$"]}),
    "pt": dict(point=",", groups=[".", " ", "\u00a0"], million=["milhões"], billion=["mil milhões", "bilhões"], thousand=["mil"], link=" de ",
        frames=["Em 2021 a facturação foi de {}.", "O subsídio de {} chegou em março de 2019.", "Os sócios emprestaram {} à cooperativa.", "Custou {}, não mais."],
        percent=["%", " %", " por cento"], pframes=["As exportações são {} das vendas.", "Cerca de {} dos sócios são mulheres.", "Subiu {} em 2020."],
        counts=["trabalhadores", "membros", "cooperativas", "famílias", "voluntários", "oficinas"], cframes=["Hoje temos {} {}.", "Em 2019 havia {} {}."],
        words={25: "vinte e cinco", 12: "doze", 125: "cento e vinte e cinco", 300: "trezentos", 42: "quarenta e dois", 2000: "dois mil"},
        money={"EUR": ["€", "EUR", "euros"], "BRL": ["R$", "BRL"], "USD": ["USD", "US$"]}),
}
TRAPS = {
    "en": ["Since 2016 the law has changed.", "See article 12 of the Act of 2015.", "Call +44 20 7946 0958 on Monday.", "It lasted 30 years.", "On 14 March 2019 we met.", "ISO 9001 and COVID-19.", "The shop is open 24/7.", "Agenda 2030 is on page 14.", "He is 52 years old.", "At 9:30 the meeting began."],
    "fr": ["Depuis 2016 la loi a changé.", "Voir l'article 12 de la loi de 2015.", "Tél. 01 42 34 56 78.", "Cela a duré 30 ans.", "Le 14 mars 2019 nous étions là.", "ISO 9001 et COVID-19.", "Ouvert 24/7.", "L'Agenda 2030, page 14.", "Elle a 52 ans.", "À 9 h 30 la réunion commence."],
    "es": ["Desde 2016 la ley ha cambiado.", "Véase el artículo 12 de la Ley 27 de 1999.", "Tel. 912 345 678.", "Duró 30 años.", "El 14 de marzo de 2019 nos reunimos.", "ISO 9001 y COVID-19.", "Abierto 24/7.", "La Agenda 2030, página 14.", "Tiene 52 años.", "A las 9:30 empieza."],
    "de": ["Seit 2016 gilt ein neues Gesetz.", "Siehe Artikel 12 des Gesetzes von 2015.", "Tel. 030 1234567.", "Es dauerte 30 Jahre.", "Am 14. März 2019 trafen wir uns.", "ISO 9001 und COVID-19.", "Offen 24/7.", "Die Agenda 2030, Seite 14.", "Sie ist 52 Jahre alt.", "Um 9:30 Uhr beginnt es."],
    "it": ["Dal 2016 la legge è cambiata.", "Vedi l'articolo 12 della legge 381 del 1991.", "Tel. 0461 123456.", "È durato 30 anni.", "Il 14 marzo 2019 ci siamo visti.", "ISO 9001 e COVID-19.", "Aperto 24/7.", "L'Agenda 2030, pagina 14.", "Ha 52 anni.", "Alle 9:30 comincia."],
    "pt": ["Desde 2016 a lei mudou.", "Ver o artigo 12 da Lei 51/96.", "Tel. 213 456 789.", "Durou 30 anos.", "A 14 de março de 2019 reunimos.", "ISO 9001 e COVID-19.", "Aberto 24/7.", "A Agenda 2030, página 14.", "Tem 52 anos.", "Às 9:30 começa."],
}


def grouped(value, separator):
    return f"{value:,}".replace(",", separator)


def amounts(l, r):
    """(written, value) of a plain or scaled number."""
    style = r.choice(["plain", "plain", "decimals", "million", "million", "billion", "thousand"])
    if style == "plain":
        value = r.choice([r.randint(5, 999), r.randint(1000, 999_999), r.randint(1_000_000, 90_000_000)])
        return grouped(value, r.choice(l["groups"])), Decimal(value), None
    if style == "decimals":
        value = r.randint(1000, 900_000)
        return grouped(value, r.choice(l["groups"])) + l["point"] + f"{r.randint(1, 99):02}", None, None
    power = {"thousand": 3, "million": 6, "billion": 9}[style]
    digits = r.choice([str(r.randint(2, 900)), f"{r.randint(2, 90)}{l['point']}{r.randint(1, 9)}", f"{r.randint(2, 9)}{l['point']}{r.randint(10, 99)}"])
    word = r.choice(l[style])
    value = Decimal(digits.replace(l["point"], ".")) * (Decimal(10) ** power)
    return digits, value, word


def money(l, r):
    written, value, scale = amounts(l, r)
    if value is None:
        number = written
        for g in l["groups"]:
            number = number.replace(g, "") if g != l["point"] else number
        head, _, tail = written.rpartition(l["point"])
        value = Decimal("".join(c for c in head if c.isdigit()) + "." + tail)
    code = r.choice(list(l["money"]))
    symbol = r.choice(l["money"][code])
    name = symbol[0].isalpha() and not symbol.isupper() and symbol not in ("KSh",)
    short = scale is not None and len(scale) <= 2
    if scale is None:
        text = f"{written} {symbol}" if name or r.random() < .5 else f"{symbol}{r.choice(['', ' ']) if not symbol[-1].isalpha() else ' '}{written}"
    elif name:
        text = f"{written} {scale}{' ' if short else l['link']}{symbol}" if scale not in ("mille", "mil", "mila", "k", "m", "M") else f"{written} {scale} {symbol}"
    elif r.random() < .5:
        text = f"{symbol} {written}{'' if short and r.random() < .5 else ' '}{scale}"
    else:
        text = f"{written} {scale}{r.choice(['', ' ']) if short and not symbol[0].isalpha() else ' '}{symbol}"
    return text, ("money", value.normalize(), code)


def cases(each):
    for language, l in LANGUAGES.items():
        r = random.Random(f"casebook {language}")
        for _ in range(each):
            text, truth = money(l, r)
            frame = r.choice([f for f in l["frames"] if f.count("{}") == 1])
            yield language, "money", frame.format(text), [truth]
            number = r.choice([str(r.randint(2, 99)), f"{r.randint(1, 99)}{l['point']}{r.randint(1, 9)}"])
            yield language, "percent", r.choice(l["pframes"]).format(number + r.choice(l["percent"])), [("percent", Decimal(number.replace(l["point"], ".")).normalize(), None)]
            value = r.choice([r.randint(5, 999), r.randint(1000, 1700), r.randint(2200, 999_999)])
            noun = r.choice(l["counts"])
            written = grouped(value, r.choice(l["groups"]))
            yield language, "count", r.choice(l["cframes"]).format(written, noun), [("count", Decimal(value).normalize(), None)]
            value, word = r.choice(list(l["words"].items()))
            yield language, "words", r.choice(l["cframes"]).format(word, noun), [("count", Decimal(value).normalize(), None)]
        for trap in TRAPS[language]:
            yield language, "trap", trap, []


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("casebook"), ap.add_argument("--each", type=int, default=1500), ap.add_argument("--show", type=int, default=0)
    a = ap.parse_args()
    total = right = 0
    for language in LANGUAGES:
        mine = [c for c in cases(a.each) if c[0] == language]
        done = subprocess.run([a.casebook, "figures", "--lang", language], input="\n".join(c[2] for c in mine), capture_output=True, text=True, check=True)
        families = {}
        for case, line in zip(mine, done.stdout.splitlines(), strict=True):
            got = [(f["kind"], Decimal(f["value"]).normalize() if f["value"] else None, f["currency"]) for f in json.loads(line)["figures"]]
            ok = sorted(map(str, got)) == sorted(map(str, case[3]))
            n = families.setdefault(case[1], [0, 0, []])
            n[0] += ok
            n[1] += 1
            if not ok:
                n[2].append((case[2], case[3], got))
        for family, (good, all_, bad) in families.items():
            print(f"{language} {family:8} {good:6} of {all_:6}  {good / all_:.4f}")
            for b in bad[: a.show]:
                print("      ", *b)
            total, right = total + all_, right + good
    print(f"all {right} of {total}  {right / total:.4f}")
    return 0 if right / total >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())

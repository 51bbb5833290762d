#!/usr/bin/env python3
"""Compare how casebook, pymupdf and camelot read tables as public reports print them, against a truth known from the source.

    compare_tables.py FOLDER [--casebook PROGRAM] [--files N] [--worst N]

Writes N PDFs (default 24, the same every time) and their tables as JSON into FOLDER, then reads them. The reports have unruled,
half-ruled, striped and ruled tables with heads of one to three levels, spanning cells, cells of several lines, group rows, notes
below, several tables a page, tables that go on over pages with their head repeated, pages in two columns and pages that
were turned (/Rotate). Nothing in a PDF tells the reader where a table is: they are untagged.
Measured are adjacency relations, as table competitions count them: for every cell its nearest neighbour that isn't empty to the
right in each of its rows and below in each of its columns, as (text, text, direction); over all tables of a file as a bag, then
precision, recall and F1 over all files. camelot is given its better flavor (lattice or stream) in every file, by the truth.
Needs weasyprint and pypdf to write, pymupdf and camelot-py to compare (what is missing is left out). Python 3.11.
"""
import argparse, collections, contextlib, html, io, json, pathlib, random, re, subprocess, sys, tempfile

LABELS = {
    "en": "Regional and local authorities|Grants to co-operatives|Employment services|Members at the end of the year|Net lending to households|Social care places|Operating surplus|Training and mentoring programme|Women on boards|Energy renovation of housing|Average cost of a place|Rural transport".split("|"),
    "fr": "Collectivités territoriales|Subventions aux coopératives|Emplois en insertion|Nombre de sociétaires|Prêts accordés aux ménages|Places d’accueil|Résultat d’exploitation|Programme de formation et d’accompagnement|Rénovation énergétique|Coût moyen d’une place|Mobilité rurale|Épargne solidaire".split("|"),
    "es": "Administraciones locales|Subvenciones a cooperativas|Servicios de empleo|Personas asociadas a fin de año|Préstamos a hogares|Plazas de atención social|Excedente de explotación|Programa de formación y acompañamiento|Mujeres en consejos rectores|Coste medio por plaza|Vivienda rehabilitada|Transporte rural".split("|"),
    "de": "Länder und Gemeinden|Zuschüsse an Genossenschaften|Beschäftigungsmaßnahmen|Mitglieder am Jahresende|Kredite an private Haushalte|Betreuungsplätze|Betriebsergebnis|Förderprogramm für Weiterbildung und Beratung|Frauen in Vorständen|Energetische Sanierung|Mittlere Kosten je Platz|Ländlicher Verkehr".split("|"),
    "it": "Enti territoriali|Contributi alle cooperative|Servizi per il lavoro|Soci a fine anno|Prestiti alle famiglie|Posti nei servizi sociali|Risultato di gestione|Programma di formazione e accompagnamento|Donne nei consigli|Costo medio per posto|Case risanate|Trasporto rurale".split("|"),
    "pt": "Autarquias locais|Subvenções a cooperativas|Serviços de emprego|Associados no fim do ano|Empréstimos às famílias|Lugares de apoio social|Resultado de exploração|Programa de formação e acompanhamento|Mulheres nas direções|Custo médio por lugar|Habitação reabilitada|Transporte rural".split("|"),
}
WORDS = {"en": ("Item", "Amount", "Share (%)", "Number", "Change", "Total", "of which", "Source: annual accounts; figures may not add up because of rounding.", "The table shows what the authorities of the region spent and what came of it. It was put together from the annual accounts of all bodies that take part in the programme, and checked by the audit office before it was published."),
         "fr": ("Poste", "Montant", "Part (%)", "Nombre", "Évolution", "Ensemble", "dont", "Source : comptes annuels ; les arrondis peuvent fausser les sommes.", "Le tableau présente ce que les collectivités de la région ont dépensé et ce qui en est résulté. Il a été établi à partir des comptes annuels de tous les organismes qui participent au programme."),
         "es": ("Partida", "Importe", "Peso (%)", "Número", "Variación", "Total", "de los cuales", "Fuente: cuentas anuales; las sumas pueden no coincidir por redondeo.", "El cuadro recoge lo que gastaron las administraciones de la región y lo que se obtuvo. Se elaboró con las cuentas anuales de todas las entidades que participan en el programa."),
         "de": ("Posten", "Betrag", "Anteil (%)", "Anzahl", "Veränderung", "Insgesamt", "darunter", "Quelle: Jahresabschlüsse; Abweichungen durch Rundung.", "Die Tabelle zeigt, was die Gebietskörperschaften des Landes ausgegeben haben und was daraus wurde. Sie wurde aus den Jahresabschlüssen aller beteiligten Stellen erstellt."),
         "it": ("Voce", "Importo", "Quota (%)", "Numero", "Variazione", "Totale", "di cui", "Fonte: bilanci annuali; le somme possono non coincidere per arrotondamento.", "La tabella riporta quanto hanno speso gli enti della regione e che cosa ne è venuto. È stata composta dai bilanci annuali di tutti gli organismi che partecipano al programma."),
         "pt": ("Rubrica", "Montante", "Peso (%)", "Número", "Variação", "Total", "dos quais", "Fonte: contas anuais; as somas podem não coincidir por arredondamento.", "O quadro mostra o que as autarquias da região gastaram e o que daí resultou. Foi elaborado a partir das contas anuais de todas as entidades que participam no programa.")}
RULES = {
    "unruled": "",
    "half-ruled": "table { border-top: 1pt solid; border-bottom: 1pt solid } thead tr:last-child th { border-bottom: 0.5pt solid }",
    "striped": "tbody tr:nth-child(odd) td { background: #e6ecf2 } thead th { background: #24527a; color: white }",
    "rows": "tbody td { border-bottom: 0.4pt solid #999 } thead th { border-bottom: 1pt solid }",
    "ruled": "td, th { border: 0.5pt solid }",
}


# ------------------------------------------------------------------ writing

def number(r, lang):
    n = r.choice([r.randint(1, 99), r.randint(100, 9999), r.randint(10_000, 9_999_999), r.randint(1, 999) / 10])
    text = f"{n:,}"
    thousand, point = {"en": (",", "."), "fr": ("\u202f", ","), "es": (".", ","), "de": (".", ","), "it": (".", ","), "pt": ("\u00a0", ",")}[lang]
    text = text.replace(",", "§").replace(".", point).replace("§", thousand)
    return r.choice([text] * 12 + ["–", f"({text})", f"-{text}", ""])


def cell(text, rows=1, cols=1):
    return {"text": text, "rows": rows, "cols": cols}


def make_table(r, lang, long=False):
    """Head rows and body rows of cells as HTML has them: a cell that spans is written once."""
    w, labels = WORDS[lang], r.sample(LABELS[lang], len(LABELS[lang]))
    levels, groups = r.choice([1, 1, 2, 2, 3]), r.randint(1, 3)
    years = [str(y) for y in range(r.randint(2012, 2018), 2030)][: r.randint(2, 3)]
    head = []
    if levels == 1:
        cols = r.randint(2, 6)
        head.append([cell(w[0])] + [cell(r.choice([str(2015 + i), f"{w[1]} {2015 + i} (€)", w[1 + i % 4]])) for i in range(cols)])
    else:
        cols = groups * len(years)
        top = [cell(w[0], levels)] + [cell(w[1 + i], 1, len(years)) for i in range(groups)]
        head.append(top)
        if levels == 3:
            head.append([cell(r.choice(["(€)", "(1 000)", "(a)"]), 1, len(years)) for _ in range(groups)])
        head.append([cell(y) for _ in range(groups) for y in years])
    body, n = [], r.randint(45, 60) if long else r.randint(4, 11)
    grouped = r.random() < 0.4
    while len(body) < n:
        if grouped and len(body) % 5 == 0:
            body.append([cell(r.choice("I II III IV A B C".split()) + ". " + labels[-1], 1, cols + 1)])
        label = labels[len(body) % (len(labels) - 1)]
        if long:
            label += f" {len(body) + 1}"
        if r.random() < 0.25:
            label = f"{label}, {w[6]} {r.choice(labels[:-1]).lower()}"
        body.append([cell(label)] + [cell(number(r, lang)) for _ in range(cols)])
    if r.random() < 0.6:
        body.append([cell(w[5])] + [cell(number(r, lang)) for _ in range(cols)])
    return head, body


def as_html(table):
    head, body = table
    def rows(part, tag):
        return "".join("<tr>" + "".join(f'<{tag} rowspan="{c["rows"]}" colspan="{c["cols"]}">{html.escape(c["text"])}</{tag}>' for c in row) + "</tr>" for row in part)
    return f"<table><thead>{rows(head, 'th')}</thead><tbody>{rows(body, 'td')}</tbody></table>"


def report(seed):
    r = random.Random(seed)
    lang = list(LABELS)[seed % 6]
    rule, w = list(RULES)[(seed // 2) % 5], WORDS[list(LABELS)[seed % 6]]
    layout = ["plain", "plain", "turned", "long", "two-column", "plain"][(seed // 3) % 6]
    tables = [make_table(r, lang, long=layout == "long" and i == 0) for i in range(1 if layout in ("turned", "long") else r.randint(1, 3))]
    if layout == "two-column":
        tables = [([row[:3] for row in h], [[c if c["cols"] == 1 else {**c, "cols": 3} for c in row[:3]] for row in b]) for h, b in tables if len(h) == 1] or \
                 [([[cell(w[0]), cell("2019"), cell("2021")]], [[cell(label), cell(number(r, lang)), cell(number(r, lang))] for label in LABELS[lang][:7]])]
    size = "A4 landscape" if layout == "turned" else "A4"
    font = r.choice(["Liberation Sans", "Liberation Serif", "DejaVu Sans"])
    css = f"""@page {{ size: {size}; margin: 2cm; @bottom-right {{ content: counter(page); font: 8pt '{font}' }} }} body {{ font: {r.choice([9, 9.5, 10])}pt/1.35 '{font}'; text-align: justify }}
        table {{ border-collapse: collapse; width: {r.choice([100, 100, 85])}%; margin: 6pt 0; font-size: {r.choice([7.5, 8, 8.5])}pt; line-height: 1.25 }} td, th {{ padding: {r.choice([1.5, 2.5])}pt 5pt; text-align: right; vertical-align: {r.choice(['top', 'bottom'])}; font-weight: normal }}
        td:first-child, thead tr:first-child th:first-child {{ text-align: left; width: {r.choice([24, 30, 36])}% }} th {{ text-align: {r.choice(['right', 'center'])} }} .c {{ font-weight: bold; text-align: left; margin: 8pt 0 0 }} .n {{ font-size: 7pt }}
        tr {{ break-inside: avoid }} table {{ break-inside: {'auto' if layout == 'long' else 'avoid'} }} {'body { columns: 2; column-gap: 8mm }' if layout == 'two-column' else ''} {RULES[rule]}"""
    body = "".join(f"<p>{w[8]}</p><p class=c>{i + 1}. {html.escape(w[0])} — {html.escape(w[3])}</p>{as_html(t)}<p class=n>{w[7]}</p>" for i, t in enumerate(tables)) + f"<p>{w[8]}</p>" * 2
    return f"<html lang={lang}><style>{css}</style><body>{body}</body></html>", tables, layout, rule


def write(folder, count):
    from weasyprint import HTML
    for seed in range(count):
        source, tables, layout, rule = report(seed)
        path = folder / f"report-{seed:02}-{rule}-{layout}.pdf"
        HTML(string=source).write_pdf(path)
        if layout == "turned":
            turn(path)
        path.with_suffix(".json").write_text(json.dumps([{"rows": head + body} for head, body in tables], ensure_ascii=False))


def turn(path):
    """Lays every page on its side and tells viewers to turn it back: what printing landscape on portrait paper gives."""
    from pypdf import PdfWriter, Transformation
    from pypdf.generic import RectangleObject
    writer = PdfWriter(clone_from=path)
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox = page.cropbox = page.trimbox = page.bleedbox = page.artbox = RectangleObject((0, 0, height, width))
        page.rotate(90)
    writer.write(path)


# ------------------------------------------------------------------ relations

def norm(text):
    return re.sub(r"[\s\u00ad\u2010-]+", "", text or "").casefold()


def grid_of(rows):
    """Rows of cells that may span → {(row, col): cell number}, texts."""
    grid, texts = {}, []
    for y, row in enumerate(rows):
        x = 0
        for c in row:
            while (y, x) in grid:
                x += 1
            for dy in range(c["rows"]):
                for dx in range(c["cols"]):
                    grid[y + dy, x + dx] = len(texts)
            texts.append(norm(c["text"]))
            x += c["cols"]
    return grid, texts


def relations(grid, texts):
    found = set()
    height, width = max((y for y, _ in grid), default=-1) + 1, max((x for _, x in grid), default=-1) + 1
    for lines, direction in (([[(y, x) for x in range(width)] for y in range(height)], "right"), ([[(y, x) for y in range(height)] for x in range(width)], "below")):
        for line in lines:
            cells = [grid[p] for p in line if p in grid and texts[grid[p]]]
            found |= {(a, b, direction) for a, b in zip(cells, cells[1:]) if a != b}
    return collections.Counter((texts[a], texts[b], d) for a, b, d in found)


def total(tables):
    return sum((relations(*t) for t in tables), collections.Counter())


def plain_grid(rows):
    """Rows of strings, None where a cell goes on: its text is taken to span to the right."""
    grid, texts = {}, []
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text is None and (y, x - 1) in grid:
                grid[y, x] = grid[y, x - 1]
            else:
                grid[y, x] = len(texts)
                texts.append(norm(text))
    return grid, texts


# ------------------------------------------------------------------ readers

def by_casebook(program, paths):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([program, "extract", *map(str, paths), "--output", out, "--quiet", "--ocr", "never"], stdin=subprocess.DEVNULL, capture_output=True)
        records = [json.loads(p.read_text()) for p in pathlib.Path(out).rglob("*.pdf.json")]
    found = {}
    for record in records:
        tables = []
        for t in record.get("tables") or []:
            grid = {(c["row"] + dy, c["col"] + dx): i for i, c in enumerate(t["cells"]) for dy in range(c["row_span"]) for dx in range(c["col_span"])}
            tables.append((grid, [norm(c["text"]) for c in t["cells"]]))
        found[record["document"]["name"]] = tables
    return [[found.get(p.name, [])] for p in paths]


def by_pymupdf(paths):
    import pymupdf
    for p in paths:
        with contextlib.redirect_stdout(io.StringIO()):
            yield [[plain_grid(t.extract()) for page in pymupdf.open(p) for t in page.find_tables().tables]]


def by_camelot(paths):
    import camelot
    for p in paths:
        both = []
        for flavor in ("lattice", "stream"):
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                both.append([plain_grid(t.df.values.tolist()) for t in camelot.read_pdf(str(p), pages="all", flavor=flavor, suppress_stdout=True)])
        yield both or [[]]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=pathlib.Path)
    ap.add_argument("--casebook", default=str(pathlib.Path(__file__).resolve().parent.parent / "target/release/casebook"))
    ap.add_argument("--files", type=int, default=24)
    ap.add_argument("--worst", type=int, default=0, help="list casebook's worst files")
    a = ap.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    if not any(a.folder.glob("*.json")):
        write(a.folder, a.files)
    paths = sorted(p.with_suffix(".pdf") for p in a.folder.glob("*.json"))
    truths = [total(grid_of(t["rows"]) for t in json.loads(p.with_suffix(".json").read_text())) for p in paths]
    print(f"{len(paths)} files, {sum(sum(t.values()) for t in truths)} relations\n{'':12}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, reader in (("casebook", lambda: by_casebook(a.casebook, paths)), ("pymupdf", lambda: by_pymupdf(paths)), ("camelot", lambda: by_camelot(paths))):
        try:
            readings = list(reader())
        except ImportError as missing:
            print(f"{name:12}left out: {missing}")
            continue
        right = given = 0
        rows = []
        for path, truth, answers in zip(paths, truths, readings):
            common, n = max(((sum((truth & (got := total(tables))).values()), sum(got.values())) for tables in answers), key=lambda c: 2 * c[0] / max(c[1] + sum(truth.values()), 1))
            right, given = right + common, given + n
            rows.append((2 * common / max(n + sum(truth.values()), 1), path.name, common, n, sum(truth.values())))
        wanted = sum(sum(t.values()) for t in truths)
        print(f"{name:12}{right / max(given, 1):10.3f}{right / wanted:10.3f}{2 * right / max(given + wanted, 1):10.3f}")
        if name == "casebook":
            for f1, file, common, n, want in sorted(rows)[:a.worst]:
                print(f"    {f1:.3f}  {file}  {common} right of {n} given, {want} wanted")


if __name__ == "__main__":
    main()

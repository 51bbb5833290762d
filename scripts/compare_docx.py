#!/usr/bin/env python3
"""Compare how casebook and pandoc read a folder of Word files: the words each misses, and the time each takes.

    compare_docx.py FOLDER… [--casebook PROGRAM] [--timeout SECONDS] [--worst N] [--json]

Every .docx, .docm and .dotx below the folders is read by `casebook read-text` and by `pandoc -t plain --track-changes=accept`. A word
one tool gives and the other doesn't is listed with how often and in which file, and explained where the file itself tells:
it is looked for in the parts of the archive (body, notes, headers and footers, comments, text boxes, charts and diagrams,
deleted text, hidden text, field instructions, placeholders). Words no part holds are made by the tool: list numbers, marks.
Speed is seconds a file in a process each, as both are started by hand, and casebook's with all files in one process.
Python 3.11, standard library only; needs pandoc on the path.
"""
import argparse, collections, json, pathlib, re, shutil, subprocess, sys, time, unicodedata, zipfile
import xml.etree.ElementTree as ET

W = re.compile(r"\w+")


def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2011", "-")
    return collections.Counter(W.findall(text.casefold()))


def run(command, timeout):
    started = time.monotonic()
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return "hung", "", timeout
    outcome = "read" if done.returncode == 0 else "crashed" if done.returncode < 0 or b"panicked at" in done.stderr else "failed"
    return outcome, done.stdout.decode("utf-8", "replace"), time.monotonic() - started


def by_casebook(program, path, timeout):
    outcome, out, seconds = run([program, "read-text", "--ocr", "never", "--convert", "never", str(path)], timeout)
    line = json.loads(out) if out.strip() else {}
    if outcome == "read" and "text" not in line:
        outcome = "crashed" if line.get("panic") else "read" if "no text" in line.get("error", "") else "failed"
    return outcome, line.get("text", ""), seconds


# ------------------------------------------------------------------ why a word is there or not

def local(name):
    return name.rpartition("}")[2]


def own_text(element, into, place):
    """Puts an element's text into `into` by the place it stands in, as Word names places."""
    name = local(element.tag)
    place = {"del": "deleted", "moveFrom": "deleted", "txbxContent": "text box", "instrText": "field instruction", "oMath": "formula", "Fallback": "second copy of a shape",
             "ffData": "form field"}.get(name, place)
    if name in ("r", "p") and any(local(e.tag) == "vanish" for p in element if local(p.tag) in ("rPr", "pPr") for e in p.iter()):
        place = "hidden"
    if name in ("sdt",) and any(local(e.tag) == "showingPlcHdr" for e in element.iter()):
        place = "placeholder"
    if name in ("t", "delText", "instrText", "v", "tab", "br", "sym"):
        into[place].append(element.text or " ")
    for key, value in element.attrib.items():
        if local(key) in ("string", "descr", "title", "val") and local(element.tag) in ("textpath", "docPr", "listEntry", "default"):
            into["attribute (alternative text, word art, form value)"].append(f" {value} ")
    for child in element:
        own_text(child, into, place)
    if name in ("p", "tab", "br", "tc"):
        into[place].append(" ")


PARTS = (("footnotes", "note"), ("endnotes", "note"), ("header", "header or footer"), ("footer", "header or footer"), ("comments", "comment"), ("chart", "chart"), ("data", "diagram"),
         ("drawing", "diagram"), ("document", "body"), ("glossary", "building block"))


def places(path):
    """Words by where they stand in the file."""
    found = collections.defaultdict(list)
    try:
        with zipfile.ZipFile(path) as z:
            for name in z.namelist():
                if not name.endswith(".xml") or z.getinfo(name).file_size > 8 << 20:
                    continue
                stem = name.rpartition("/")[2]
                kind = "building block" if "/glossary/" in name else next((p for k, p in PARTS if stem.startswith(k)), None)
                if kind:
                    own_text(ET.fromstring(z.read(name)), found, kind)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, RecursionError, NotImplementedError, OSError, RuntimeError):
        found["(parts could not be read)"].append("")
    return {place: words("".join(texts)) for place, texts in found.items()}


def explain(missed, where):
    """Counts of missed words by the place that holds them: one only such places hold is explained by them."""
    out = collections.Counter()
    for word, n in missed.items():
        holding = [p for p, counts in where.items() if word in counts]
        special = [p for p in holding if p != "body"]
        reason = "body" if "body" in holding and not special else " / ".join(sorted(special)) if special else "in no part: a list's number or mark, or words cut differently"
        out[reason] += n
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+")
    ap.add_argument("--casebook", default=str(pathlib.Path(__file__).resolve().parent.parent / "target/release/casebook"))
    ap.add_argument("--timeout", type=float, default=60)
    ap.add_argument("--worst", type=int, default=10, help="files to list with the words each tool misses")
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    if not shutil.which("pandoc"):
        sys.exit("pandoc is not on the path: install it (apt install pandoc) and run again")
    paths = sorted(p for f in a.folders for p in ([pathlib.Path(f)] if pathlib.Path(f).is_file() else pathlib.Path(f).rglob("*")) if p.suffix.lower() in (".docx", ".docm", ".dotx") and p.is_file())
    if not paths:
        sys.exit("no Word files there")
    outcomes, seconds, reasons, rows = collections.defaultdict(collections.Counter), collections.Counter(), collections.defaultdict(collections.Counter), []
    both = []
    for path in paths:
        mine, text, own = by_casebook(a.casebook, path, a.timeout)
        theirs, plain, other = run(["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", "--track-changes=accept", str(path)], a.timeout)
        outcomes["casebook"][mine] += 1
        outcomes["pandoc"][theirs] += 1
        if (mine, theirs) != ("read", "read"):
            rows.append({"file": str(path), "casebook": mine, "pandoc": theirs})
            continue
        both.append(str(path))
        seconds["casebook"] += own
        seconds["pandoc"] += other
        x, y, where = words(text), words(plain), places(path)
        missed = {"casebook": y - x, "pandoc": x - y}
        for tool, counts in missed.items():
            reasons[tool] += explain(counts, where)
        rows.append({"file": str(path), "words": sum(y.values()), **{f"{tool} misses": dict(c.most_common(12)) for tool, c in missed.items()},
                     "n": {tool: sum(c.values()) for tool, c in missed.items()}})
    _, _, together = run([a.casebook, "read-text", "--ocr", "never", "--convert", "never", *both], a.timeout * 10)
    result = {"files": len(paths), "outcomes": {k: dict(v) for k, v in outcomes.items()}, "read by both": len(both), "seconds": dict(seconds), "casebook together": together,
              "times faster": round(seconds["pandoc"] / seconds["casebook"], 1) if seconds["casebook"] else None,
              "times faster together": round(seconds["pandoc"] / together, 1) if together else None, "missed, by where the word stands": {k: dict(v.most_common()) for k, v in reasons.items()}}
    if a.json:
        print(json.dumps({**result, "files read": rows}, ensure_ascii=False, indent=1))
        return
    print(json.dumps(result, ensure_ascii=False, indent=1))
    for row in rows:
        if "n" not in row:
            print(f"casebook {row['casebook']}, pandoc {row['pandoc']}: {row['file']}")
    for row in sorted((r for r in rows if "n" in r and r["n"]["casebook"]), key=lambda r: -r["n"]["casebook"])[:a.worst]:
        print(f"{row['file']}\n  casebook misses {row['n']['casebook']}: {row['casebook misses']}\n  pandoc misses {row['n']['pandoc']}: {row['pandoc misses']}")


if __name__ == "__main__":
    main()

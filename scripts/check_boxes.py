#!/usr/bin/env python3
"""Check that every figure's box covers its digits: the words inside it, read again by pdftotext, must hold them.

    check_boxes.py RECORDS PDFS… [--worst N]

RECORDS is extract's output folder, PDFS the folders of the files it read. For every figure of every PDF record with places, the
words whose middle lies in one of its boxes are taken from `pdftotext -bbox` (page coordinates as displayed), and the
digits of the figure's span in the record's text must be among theirs, in order; a figure in words by its letters. Pages read by
OCR have no words to check against and are counted apart. Also counted: words of running headers and footers in a section's text.
Python 3.11, standard library and pdftotext.
"""
import argparse, collections, json, pathlib, re, subprocess, sys, unicodedata, html

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def pages(path):
    out = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True).stdout.decode("utf-8", "replace")
    return [[(*map(float, m[:4]), html.unescape(m[4])) for m in WORD.findall(page)] for page in out.split("<page ")[1:]]


def bare(text):
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    digits = "".join(c for c in text if c.isdigit())
    return digits or "".join(c for c in text if c.isalnum())


def inside(words, box):
    x0, y0, x1, y1 = box
    # A word that the box covers in part counts too: "(12,5" is one word to pdftotext.
    return [w for w in words if min(w[2], x1) - max(w[0], x0) > 0.2 * min(w[2] - w[0], x1 - x0) and y0 - 1 <= (w[1] + w[3]) / 2 <= y1 + 1]


def covered(figure, text, words):
    want = bare(text[figure["span"]["start"]:figure["span"]["end"]])
    got = ""
    for place in figure["places"]:
        if not place.get("box") or place["page"] > len(words):
            return False
        got += " ".join(w[4] for w in inside(words[place["page"] - 1], place["box"]))
    held = bare(got) if any(c.isdigit() for c in want) else "".join(c for c in unicodedata.normalize("NFKC", got).casefold() if c.isalnum())
    return want in held


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("records", type=pathlib.Path)
    ap.add_argument("pdfs", nargs="+", type=pathlib.Path)
    ap.add_argument("--worst", type=int, default=10, help="figures to list that are not covered")
    a = ap.parse_args()
    files = {p.name: p for folder in a.pdfs for p in folder.rglob("*.pdf")}
    counts, bad = collections.Counter(), []
    for path in sorted(a.records.rglob("*.pdf.json")):
        record = json.loads(path.read_text())
        source = files.get(record["document"]["name"])
        if source is None:
            continue
        counts["files"] += 1
        words = pages(source)
        running = [record["text"][b["span"]["start"]:b["span"]["end"]] for b in record.get("blocks") or [] if b["role"] == "running"]
        running = {" ".join(t.split()) for t in running if len(t) > 12}
        for section in record["sections"]:
            text = " ".join(section["text"].split())
            counts["running matter in sections"] += sum(text.count(t) for t in running)
        for figure in record["figures"]:
            if any(f["code"] == "ocr" for f in figure["flags"]):
                counts["read by OCR, not checked"] += 1
            elif covered(figure, record["text"], words):
                counts["covered"] += 1
            else:
                counts["not covered"] += 1
                bad.append(f"{source.name}: {figure['surface']!r} {figure['places']}")
    checked = counts["covered"] + counts["not covered"]
    print(f"{counts['files']} files; {counts['covered']} of {checked} figures' boxes cover their digits ({100 * counts['covered'] / max(checked, 1):.2f} %); "
          f"{counts['read by OCR, not checked']} read by OCR; {counts['running matter in sections']} pieces of running matter in sections")
    print("\n".join(bad[:a.worst]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

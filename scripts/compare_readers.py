#!/usr/bin/env python3
"""Compare how casebook, pdftotext (plain and -layout) and mutool read a folder of PDFs.

    compare_readers.py FOLDER… [--casebook PROGRAM] [--timeout SECONDS] [--worst N] [--json]

Every PDF below the folders is read by every tool that is installed, one process a file, each with a deadline. Printed:
  read      files that gave an answer (with or without text); the rest failed, crashed (ended by a signal or a panic) or
            hung (were ended at the deadline)
  F1        words in common with another tool's reading, as a bag: over all files that both read and that have text,
            each file counting alike
  order F1  the same of neighbouring pairs of words: falls where lines are read in another order
  pages/s   over the files every tool read, on one core; casebook's and mutool's also with many files in one process
            ("together"), which is how a batch runs
Words are compared after NFKC, case folding and hyphens undone. OCR is off. Python 3.11, standard library only.
"""
import argparse, collections, itertools, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time, unicodedata


def commands(casebook):
    found = {"casebook": [casebook, "read-text", "--ocr", "never", "{}"]}
    if shutil.which("pdftotext"):
        found["pdftotext"] = ["pdftotext", "-q", "{}", "-"]
        found["pdftotext -layout"] = ["pdftotext", "-q", "-layout", "{}", "-"]
    if shutil.which("mutool"):
        found["mutool"] = ["mutool", "draw", "-q", "-F", "text", "{}"]
    return found


def run(command, timeout):
    """The outcome, the output and the seconds of one process."""
    started = time.monotonic()
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return "hung", b"", timeout
    seconds = time.monotonic() - started
    if done.returncode < 0 or b"panicked at" in done.stderr:
        return "crashed", done.stdout, seconds
    return ("read" if done.returncode == 0 else "failed"), done.stdout, seconds


def read(tool, command, path, timeout):
    outcome, output, seconds = run([path if c == "{}" else c for c in command], timeout)
    text, pages = output.decode("utf-8", "replace"), 0
    if tool == "casebook":
        line = json.loads(text) if outcome == "read" and text.strip() else {}
        if "error" in line:
            # A file without any text is an answer, not a failure: the other tools say nothing of it.
            outcome = "read" if "no text" in line["error"] else "failed"
        text, pages = line.get("text", ""), line.get("pages", 0)
    return {"outcome": outcome, "words": words(text), "pages": pages, "seconds": seconds}


def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=[^\W\d_])[-‐]\s*\n\s*(?=[a-zà-ÿ])", "", text)
    return re.findall(r"\w+", text.casefold())


def f1(a, b):
    a, b = collections.Counter(a), collections.Counter(b)
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else None


def mean(values):
    values = [v for v in values if v is not None]
    return sum(values) / len(values) if values else float("nan")


def together(tool, command, paths, timeout):
    """Seconds for all files in one process, on one core; none if it doesn't get through."""
    if tool not in ("casebook", "mutool"):
        return None
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    whole = pinned + [part for c in command for part in (paths if c == "{}" else [c])]
    if tool == "mutool":
        # It takes one file at a time: a shell loop would measure processes, so all are joined first.
        with tempfile.TemporaryDirectory() as folder:
            joined = os.path.join(folder, "all.pdf")
            if run(["mutool", "merge", "-o", joined, *paths], timeout)[0] != "read":
                return None
            outcome, _, seconds = run(pinned + ["mutool", "draw", "-q", "-F", "text", joined], timeout)
            return seconds if outcome == "read" else None
    outcome, _, seconds = run(whole, timeout)
    return seconds if outcome == "read" else None


def table(rows):
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+")
    ap.add_argument("--casebook", default=str(pathlib.Path(__file__).resolve().parent.parent / "target/release/casebook"))
    ap.add_argument("--timeout", type=float, default=30)
    ap.add_argument("--worst", type=int, default=0, help="list the files casebook reads most unlike the others")
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    paths = sorted(str(p) for f in a.folders for p in ([pathlib.Path(f)] if pathlib.Path(f).is_file() else pathlib.Path(f).rglob("*.[pP][dD][fF]")))
    paths = [p for p in paths if b"%PDF-" in open(p, "rb").read(1024)]
    if not paths:
        sys.exit("no PDF files there")
    tools = commands(a.casebook)
    results = {tool: {p: read(tool, command, p, a.timeout) for p in paths} for tool, command in tools.items()}
    out = {"files": len(paths), "tools": {}, "f1": {}, "order_f1": {}}
    both = [p for p in paths if all(r[p]["outcome"] == "read" for r in results.values())]
    pages = sum(results["casebook"][p]["pages"] for p in both)
    for tool, result in results.items():
        outcomes = collections.Counter(r["outcome"] for r in result.values())
        whole = together(tool, tools[tool], both, a.timeout * max(len(both), 1))
        seconds = sum(result[p]["seconds"] for p in both)
        out["tools"][tool] = {**{k: outcomes[k] for k in ("read", "failed", "crashed", "hung")}, "with_text": sum(bool(r["words"]) for r in result.values()),
                              "pages_a_second": round(pages / seconds, 1) if seconds else None, "pages_a_second_together": round(pages / whole, 1) if whole else None}
    def pairs(ws):
        return list(zip(ws, ws[1:])) or ws
    for x, y in itertools.combinations(tools, 2):
        shared = [(results[x][p]["words"], results[y][p]["words"]) for p in paths if results[x][p]["outcome"] == results[y][p]["outcome"] == "read"]
        out["f1"][f"{x} / {y}"] = round(mean(f1(u, v) for u, v in shared), 4)
        out["order_f1"][f"{x} / {y}"] = round(mean(f1(pairs(u), pairs(v)) for u, v in shared), 4)
    if a.json:
        print(json.dumps(out, indent=1))
    else:
        print(f"{len(paths)} files; {len(both)} with {pages} pages read by all\n")
        rows = [["", "read", "failed", "crashed", "hung", "with text", "pages/s", "together"]]
        rows += [[t, *(str(v[k]) for k in ("read", "failed", "crashed", "hung", "with_text")), str(v["pages_a_second"] or "-"), str(v["pages_a_second_together"] or "-")]
                 for t, v in out["tools"].items()]
        table(rows)
        print()
        table([["", "F1", "order F1"]] + [[k, f"{v:.3f}", f"{out['order_f1'][k]:.3f}"] for k, v in out["f1"].items()])
    others = [t for t in tools if t != "casebook"]
    trouble = [p for p in paths if results["casebook"][p]["outcome"] not in ("read", "failed")]
    for p in trouble:
        print(f"{results['casebook'][p]['outcome']}: {p}", file=sys.stderr)
    if a.worst and others:
        def likeness(p):
            mine = results["casebook"][p]["words"]
            return max((f1(mine, results[t][p]["words"]) if results[t][p]["words"] or mine else 1.0) or 0.0 for t in others)
        print("\nmost unlike the nearest other reading:")
        for value, p in sorted((likeness(p), p) for p in paths)[:a.worst]:
            counts = " ".join(f"{t}={results[t][p]['outcome'][:4]}:{len(results[t][p]['words'])}" for t in tools)
            print(f"  {value:.3f}  {p}  {counts}")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Check the set: JSON, quotes, dates, traps; with --score FILE, also that the gold scores itself fully. Prints counts."""
import collections, importlib.util, json, pathlib, re, sys
here = pathlib.Path(__file__).parent
docs = {p.stem: p.read_text(encoding="utf-8") for p in sorted((here / "docs").glob("*.txt"))}
count, must, bad = collections.Counter(), collections.Counter(), []
gold = {}
for stem, text in docs.items():
    path = here / "gold" / f"{stem}.jsonl"
    gold[stem] = rows = [json.loads(l) for l in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    required = [g for g in rows if not g["qualifiers"].get("optional")]
    for g in rows:
        if g["quote"] not in text: bad.append((stem, "quote", g["quote"]))
        if g["date"] and not re.fullmatch(r"FY\d{4}|\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", g["date"]): bad.append((stem, "date", g["date"]))
        count[g["relation"]] += 1
    must.update(g["relation"] for g in required)
    if not rows: bad.append((stem, "no gold", ""))
    print(f"{stem:28} chars {len(text):5} words {len(text.split()):4} gold {len(rows):3} required {len(required):3}")
traps = [json.loads(l) for l in (here / "traps.jsonl").read_text(encoding="utf-8").splitlines()]
bad += [(t["doc"], "trap", "") for t in traps if t["doc"] not in docs]
for r, n in count.most_common(): print(f"{r:24} {n:4} required {must[r]:4}")
print("gold", sum(count.values()), "required", sum(must.values()), "traps", len(traps), "in", len({t["doc"] for t in traps}), "documents; faults", bad)
if sys.argv[1:2] == ["--score"]:
    spec = importlib.util.spec_from_file_location("score", sys.argv[2]); sc = importlib.util.module_from_spec(spec); spec.loader.exec_module(sc)
    names, used = sc.Names(None), set(count)
    for mode in ("all", "required"):
        parts = []
        for stem, rows in gold.items():
            facts = [{"document": stem, "relation": g["relation"], "subject": {"labels": [g["subject"]]},
                      "object": {"value" if re.fullmatch(r"[\d/-]+", g["object"]) else "labels": g["object"] if re.fullmatch(r"[\d/-]+", g["object"]) else [g["object"]]},
                      "valid_from": g["date"], "qualifiers": g["qualifiers"]} for g in rows if mode == "all" or not g["qualifiers"].get("optional")]
            parts.append(sc.score(facts, rows, names, rows, used))
            for t in traps:
                if t["doc"] == stem and sc.sprung(t, facts): print("gold springs trap", t)
        print(mode, sc.summary(parts))

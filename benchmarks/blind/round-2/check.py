"""Every quote is a substring of its document; JSON valid; every document has gold; counts by relation."""
import collections, json, pathlib
here = pathlib.Path(__file__).parent
count, need, bad, per = collections.Counter(), collections.Counter(), 0, {}
for doc in sorted((here / "docs").glob("*.txt")):
    text = doc.read_text(encoding="utf-8")
    lines = [json.loads(x) for x in (here / "gold" / f"{doc.stem}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines, doc
    seen = set()
    for g in lines:
        assert {"subject", "relation", "object", "date", "qualifiers", "quote"} <= set(g), g
        if g["quote"] not in text:
            bad += 1; print("quote:", doc.stem, g["quote"])
        key = (g["subject"], g["relation"], g["object"], g["date"])
        if key in seen:
            print("twice:", doc.stem, key)
        seen.add(key)
        count[g["relation"]] += 1
        need[g["relation"]] += not g["qualifiers"].get("optional")
    per[doc.stem] = (len(text), len(text.split()), sum(not g["qualifiers"].get("optional") for g in lines), len(lines))
stems = {p.stem for p in (here / "docs").glob("*.txt")}
traps = [json.loads(x) for x in (here / "traps.jsonl").read_text(encoding="utf-8").splitlines()]
assert all(t["doc"] in stems for t in traps)
for k, v in per.items(): print(k, "chars %d words %d required %d all %d" % v)
for k, v in count.most_common(): print(f"{k:24} required {need[k]:4} all {v:4}")
print("documents", len(per), "gold", sum(count.values()), "required", sum(need.values()), "traps", len(traps), "bad quotes", bad)

"""The command review: a person decides on what was found, by keyboard or by script."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import EnishiError, InputError, NothingFound, UsageError
from .graphs import changing, graph_option, reading
from .output import PATH, deliver
from .speaking import Call, command, option

if TYPE_CHECKING:
    from ..graph.home import Graph
    from ..ontology.judgement import Judgement
    from ..queries.reviewing.merging import Proposal
    from ..queries.reviewing.review import Item


def who_and_when() -> list[click.Parameter]:
    """Whose decision it is, and of when."""
    return [
        option("--by", envvar="ENISHI_BY", metavar="NAME", default=None),
        option("--at", metavar="TIME", default=None),
        option("--note", metavar="TEXT", default=None),
    ]


def signed(by: str | None, at: str | None) -> dict[str, str]:
    """Who decides, and when: as given, else now, which is then written down."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from ..ontology.judgement import instant, read_instant  # noqa: PLC0415

    if not by:
        raise UsageError("decider_missing")
    return {"by": by, "at": read_instant(at) if at else instant(datetime.now(UTC))}


@command(
    "review",
    graph_option(),
    option("--relation", metavar="NAME", default=None),
    option("--document", metavar="NAME", default=None),
    option("--entity", metavar="NAME", default=None),
    option("--trust", type=click.Choice(["machine", "confirmed", "entered", "rejected", "all"]), default="machine"),
    option("--extractor", metavar="NAME", default=None),
    option("--list", "listing", is_flag=True),
    option("--merges", is_flag=True),
    option("--certain", is_flag=True),
    option("--json", "as_json", is_flag=True),
    option("--accept", multiple=True, metavar="STATEMENT"),
    option("--reject", multiple=True, metavar="STATEMENT"),
    option("--correct", metavar="STATEMENT", default=None),
    option("--set", "changes", multiple=True, metavar="FIELD=VALUE"),
    option("--undo", multiple=True, metavar="JUDGEMENT"),
    option("--merge", nargs=2, metavar="KEPT OTHER", default=None),
    option("--apart", nargs=2, metavar="ONE OTHER", default=None),
    option("--split", nargs=2, metavar="ENTITY NAME", default=None),
    option("--statement", multiple=True, metavar="STATEMENT"),
    option("--export", type=PATH, metavar="FILE", default=None),
    option("--import", "incoming", type=PATH, metavar="FILE", default=None),
    *who_and_when(),
)
def review(call: Call, location: str, by: str | None, at: str | None, **options: Any) -> None:
    """Confirm, correct, reject; merge; take back."""
    if options["export"]:
        with reading(location) as graph:
            deliver((f"{j.line}\n" for j in graph.judgements()), options["export"])
        return
    if options["listing"]:
        with reading(location) as graph:
            _list(call, graph, options)
        return
    with changing(location) as graph:
        if found := _decisions(graph, by, at, options):
            call.tell("review.decided", count=graph.judge(found))
        elif options["merges"]:
            _merges(call, graph, by, at, certain=options["certain"])
        else:
            _statements(call, graph, by, at, options)


def _decisions(graph: Graph, by: str | None, at: str | None, options: dict[str, Any]) -> list[Judgement]:
    """What is decided on the line itself."""
    from ..graph import find_entity  # noqa: PLC0415
    from ..queries.reviewing import review  # noqa: PLC0415
    from ..queries.reviewing.merging import merging  # noqa: PLC0415
    from ..queries.reviewing.splitting import splitting  # noqa: PLC0415

    if options["incoming"]:
        return review.read_judgements(read_text(options["incoming"]))
    names = ("accept", "reject", "correct", "undo", "merge", "apart", "split")
    if not any(options[name] for name in names):
        return []
    who, note = signed(by, at), options["note"]
    found = [review.accepting(review.find_statement(graph, s), note=note, **who) for s in options["accept"]]
    found += [review.rejecting(review.find_statement(graph, s), note=note, **who) for s in options["reject"]]
    if options["correct"]:
        fact = review.find_statement(graph, options["correct"])
        found.append(review.correcting(graph, fact, _changes(options["changes"]), note=note, **who))
    found += [review.undoing(graph, text, **who) for text in options["undo"]]
    for name in ("merge", "apart"):
        if options[name]:
            kept, other = (find_entity(graph, each).iri for each in options[name])
            found.append(merging(kept, other, apart=name == "apart", **who))
    if options["split"]:
        one, name = options["split"]
        about = [review.find_statement(graph, each) for each in options["statement"]]
        found += splitting(graph, find_entity(graph, one), name, about, note=note, **who)
    return found


def _changes(pairs: Iterable[str]) -> dict[str, str]:
    from .asking import given  # noqa: PLC0415

    if not (changes := given(tuple(pairs))):
        raise UsageError("changes_missing")
    return changes


def read_text(file: Path) -> str:
    """The text of a file, or of standard input for ``-``."""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file_unusable", file=file, reason=getattr(error, "strerror", None) or error) from error


def _found(graph: Graph, call: Call, options: dict[str, Any]) -> list[Item]:
    from ..queries.parameters import find_document  # noqa: PLC0415
    from ..queries.reviewing.review import find_facts, items  # noqa: PLC0415

    document = find_document(graph, options["document"]) if options["document"] else None
    asked = {name: options[name] for name in ("relation", "entity", "trust", "extractor")}
    facts = find_facts(graph, document=document, **asked)
    return items(graph, facts, call.words.lang, candidates=not options["listing"])


def _list(call: Call, graph: Graph, options: dict[str, Any]) -> None:
    from ..queries.reviewing.merging import proposals  # noqa: PLC0415

    if options["merges"]:
        found = [p for p in proposals(graph) if p.certain or not options["certain"]]
        records = [merge_record(p, call) for p in found]
        texts = (line for p in found for line in merge_lines(p, call))
    else:
        waiting = _found(graph, call, options)
        records = [record(item) for item in waiting]
        texts = (line for item in waiting for line in lines(item, call))
    if options["as_json"]:
        deliver([json.dumps(records, ensure_ascii=False, indent=2) + "\n"], None)
    else:
        deliver((f"{line}\n" for line in texts), None)
    if not records:
        raise NothingFound("review_nothing")


def record(item: Item) -> dict[str, Any]:
    """A statement under review as a row of ``--json``."""
    fact = item.fact
    return {
        "statement": fact.id,
        "subject": item.subject,
        "relation": fact.relation,
        "object": item.object,
        "since": fact.since,
        "until": fact.until,
        "status": fact.status.value,
        "trust": item.trust,
        "places": [
            {
                "document": p.document,
                "page": p.page,
                "quote": p.quote,
                "before": p.before,
                "after": p.after,
                "extractor": p.extractor,
            }
            for p in item.places
        ],
    }


def merge_record(proposal: Proposal, call: Call) -> dict[str, Any]:
    """A proposal to merge as a row of ``--json``."""
    lang = call.words.lang
    return {
        "kept": proposal.kept.iri,
        "kept_name": proposal.kept.name(lang),
        "other": proposal.other.iri,
        "other_name": proposal.other.name(lang),
        "kind": proposal.kept.kind,
        "score": proposal.score,
        "certain": proposal.certain,
        "cautions": list(proposal.cautions),
        "shared": len(proposal.shared),
        "quotes": list(proposal.quotes),
    }


def lines(item: Item, call: Call) -> Iterator[str]:
    """A statement as one reads it: the fact, then each quote in its surroundings."""
    words, fact = call.words, item.fact
    dates = "–".join(filter(None, (fact.since, fact.until)))
    said = [words.say(f"kinds.status.{fact.status.value}"), words.say(f"review.trust.{item.trust}")]
    yield f"{item.subject} — {item.relation} — {item.object}  {dates} ({', '.join(said)})".replace("  (", " (")
    yield f"  {fact.id}"
    for place in item.places:
        page = words.say("queries.place.page", page=place.page) if place.page else ""
        text = f"{place.before}⟦{place.quote}⟧{place.after}"
        yield f"  {place.document} {page}[{place.extractor}]: …{' '.join(text.split())}…"
    if item.candidates:
        yield f"  {words.say('review.candidates')}: {', '.join(item.candidates)}"


def merge_lines(proposal: Proposal, call: Call) -> Iterator[str]:
    """A proposal to merge as one reads it."""
    kept, other = proposal.names
    notes = [proposal.kept.kind, call.words.say("review.shared", count=len(proposal.shared))]
    if proposal.certain:
        notes.append(call.words.say("review.certain"))
    if proposal.cautions:
        notes.append(call.words.say("review.cautions", words=" / ".join(proposal.cautions)))
    yield f"{kept} = {other} ?  {proposal.score:g} ({', '.join(notes)})"
    yield f"  {proposal.kept.iri}  {proposal.other.iri}"
    yield from (f"  ⟦{' '.join(quote.split())}⟧" for quote in proposal.quotes)


def _key(prompt: str) -> str:
    """One key of a terminal, or the first letter of a line."""
    print(prompt, end=" ", file=sys.stderr, flush=True)
    if sys.stdin.isatty():
        key = click.getchar()
        print(key, file=sys.stderr)
        return key.lower()
    return (sys.stdin.readline() or "q").strip()[:1].lower()


def _line(prompt: str) -> str:
    print(prompt, end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _statements(call: Call, graph: Graph, by: str | None, at: str | None, options: dict[str, Any]) -> None:
    """Go through the statements; each decision is written at once."""
    from ..queries.reviewing import review  # noqa: PLC0415

    signed(by, at)
    waiting, done, place = _found(graph, call, options), list[tuple[int, str]](), 0
    while place < len(waiting):
        item = waiting[place]
        print("\n".join(lines(item, call)), flush=True)
        who = signed(by, at)
        match _key(call.words.say("review.keys", number=place + 1, whole=len(waiting))):
            case "a":
                made = review.accepting(item.fact, **who)
            case "r":
                made = review.rejecting(item.fact, **who)
            case "c":
                try:
                    changes = _changes(shlex.split(_line(call.words.say("review.changes"))))
                    made = review.correcting(graph, item.fact, changes, **who)
                except (EnishiError, ValueError) as error:
                    print(call.words.error(error) if isinstance(error, EnishiError) else error, file=sys.stderr)
                    continue
            case "u" if done:
                place, iri = done.pop()
                graph.judge([review.undoing(graph, iri, **who)])
                continue
            case "s" | " ":
                place += 1
                continue
            case "q" | "\x1b" | "\x04":
                break
            case _:
                continue
        graph.judge([made])
        done.append((place, made.id))
        place += 1
    call.tell("review.decided", count=len(done))


def _merges(call: Call, graph: Graph, by: str | None, at: str | None, *, certain: bool) -> None:
    """Go through the pairs that may be one; with ``certain`` join those that need nobody, and ask nothing."""
    from ..queries.reviewing.merging import merging, proposals  # noqa: PLC0415

    who = signed(by, at)
    found = proposals(graph)
    if certain:
        sure = [p for p in found if p.certain]
        joined = graph.judge([merging(p.kept.iri, p.other.iri, by=who["by"], at=who["at"]) for p in sure])
        print("\n".join(line for p in sure for line in merge_lines(p, call)), end="\n" if sure else "", flush=True)
        call.tell("review.decided", count=joined)
        return
    done = 0
    for proposal in found:
        print("\n".join(merge_lines(proposal, call)), flush=True)
        while (key := _key(call.words.say("review.merge_keys"))) not in ("m", "k", "s", "q", "\x1b", "\x04"):
            pass
        if key in ("q", "\x1b", "\x04"):
            break
        if key != "s":
            pair = proposal.kept.iri, proposal.other.iri
            done += graph.judge([merging(*pair, apart=key == "k", **signed(by, at))])
    call.tell("review.decided", count=done)

"""The review page: a person accepts, corrects or rejects what was found, and takes a decision back.

What always holds: only who gave the token of this run decides, by forms that bear their seal; what is decided is
a judgement of the library; a page of reviewing is never kept. Without a token the server reads and never writes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl

import anyio.to_thread
from starlette.responses import RedirectResponse, Response

from ..errors import EnishiError
from ..graph.opening import open_graph
from ..ontology.judgement import Judgement, in_force, instant
from ..ontology.model import STATEMENT, Status
from ..ontology.schema import load_schema
from ..queries.reviewing import review
from ..viz.labels import Speech
from ..viz.view import plain
from .admission import COOKIE, Admission
from .holdings import Desk
from .pages import Asked, Context, Site, asked_of, sent
from .reading import Made

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..graph.home import Graph
    from ..queries.reviewing.review import Item, Wanted

SHOWN: Final = 10
"""How many statements a page shows."""
UNDOABLE: Final = 10
WANTED: Final = ("machine", "confirmed", "entered", "rejected", "all")


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Reviewing on a site; without an ``admission`` there is none, and the page says so."""

    site: Site
    admission: Admission | None
    lock: Lock = field(default_factory=Lock)

    def page(self) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint: looking by GET, entering and deciding by POST."""

        async def endpoint(request: Request) -> Response:
            asked = asked_of(request)
            if self.admission is None:
                return self._shown(asked, {"title": asked.say("review.title"), "step": "off"})
            cookie = request.cookies.get(COOKIE, "")
            name = self.admission.name(cookie)
            if request.method == "POST":
                form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
                return await self._posted(asked, self.admission, form, cookie, name)
            if name is None:
                return self._door(asked)
            return await self._desk(asked, name, self.admission.seal(cookie))

        return endpoint

    async def _posted(
        self, asked: Asked, admission: Admission, form: Mapping[str, str], cookie: str, name: str | None
    ) -> Response:
        if "token" in form:
            made = admission.enter(form["token"], form.get("name", ""))
            if made is None:
                return self._door(asked, wrong=True)
            answer = RedirectResponse(asked.here(), 303)
            answer.set_cookie(COOKIE, made, httponly=True, samesite="strict", path="/")
            return answer
        if name is None or not admission.is_own(cookie, form.get("seal", "")):
            return self._door(asked, wrong=True)
        try:
            await anyio.to_thread.run_sync(lambda: self._decide(form, name))
        except EnishiError as error:
            return await self._desk(asked, name, admission.seal(cookie), asked.words.error(error))
        return RedirectResponse(asked.here(done=form.get("verdict", "")), 303)

    def _decide(self, form: Mapping[str, str], name: str) -> None:
        """Write what a form decides; one at a time."""
        at = instant(datetime.now(UTC))
        with self.lock, open_graph(self.site.room.location, create=False) as graph:
            graph.judge([_judgement(graph, form, name, at)])

    def _door(self, asked: Asked, *, wrong: bool = False) -> Response:
        context = {"title": asked.say("review.title"), "step": "door", "wrong": wrong}
        return self._shown(asked, context, 403 if wrong else 200)

    async def _desk(self, asked: Asked, name: str, seal: str, problem: str = "") -> Response:
        try:
            found = await self.site.room.read(lambda desk: _waiting(desk, asked, name))
        except EnishiError as error:
            return sent(self.site.failure(asked, error))
        return self._shown(asked, {**found, "seal": seal, "problem": problem}, 400 if problem else 200)

    def _shown(self, asked: Asked, context: Context, status: int = 200) -> Response:
        headers = (("cache-control", "no-store"),)
        return sent(Made(self.site.render("review", asked, context), status=status, headers=headers))


def _judgement(graph: Graph, form: Mapping[str, str], by: str, at: str) -> Judgement:
    verdict, note = form.get("verdict", ""), form.get("note") or None
    if verdict == "undo":
        return review.undoing(graph, form.get("judgement", ""), by=by, at=at)
    fact = review.find_statement(graph, STATEMENT + form.get("statement", "").removeprefix(STATEMENT))
    if verdict == "accept":
        return review.accepting(fact, by=by, at=at, note=note)
    if verdict == "reject":
        return review.rejecting(fact, by=by, at=at, note=note)
    before = {name: form.get(f"was_{name}", "") for name in review.FIELDS}
    changed = {name: form[name].strip() for name in review.FIELDS if form.get(name, "").strip() != before[name]}
    return review.correcting(graph, fact, changed, by=by, at=at, note=note)


def _waiting(desk: Desk, asked: Asked, name: str) -> dict[str, Any]:
    """A page of what waits, and what was decided last."""
    trust = asked.get("trust") if asked.get("trust") in WANTED else "machine"
    facts = review.find_facts(
        desk.graph,
        trust=cast("Wanted", trust),
        relation=asked.get("relation") or None,
        entity=asked.get("entity") or None,
    )
    start = int(asked.get("start")) if asked.get("start").isdecimal() else 0
    start = min(start, max(0, len(facts) - 1)) // SHOWN * SHOWN
    shown = review.items(desk.graph, facts[start : start + SHOWN], asked.lang, candidates=True)
    speech, schema = Speech(asked.lang), load_schema()
    decided = in_force(desk.graph.judgements())
    latest = sorted(decided, key=lambda j: (j.at, j.id), reverse=True)[:UNDOABLE]
    about = {f.id: f for f in desk.graph.facts([j.statement for j in latest if j.statement], judged=False)}
    told = {i.fact.id: _line(i) for i in review.items(desk.graph, about.values(), asked.lang)}
    return {
        "title": asked.say("review.title"),
        "step": "desk",
        "name": name,
        "done": asked.get("done") if asked.get("done") in ("accept", "reject", "correct", "undo") else "",
        "trusts": [
            (
                each,
                asked.words.say(f"review.trust.{each}") if each != "all" else asked.say("review.all"),
                each == trust,
            )
            for each in WANTED
        ],
        "fields": {key: asked.get(key) for key in ("relation", "entity")},
        "relations": sorted((r.name, r.labels[asked.lang]) for r in schema.relations.values()),
        "trust_of": lambda trust: asked.words.say(f"review.trust.{trust}"),
        "status_of": speech.status,
        "statuses": [(s.value, speech.status(s.value)) for s in Status],
        "items": [
            (
                item,
                _line(item),
                speech.period(item.fact.since, item.fact.until, item.fact.relation),
                asked.entity(item.fact.id),
            )
            for item in shown
        ],
        "span": asked.say(
            "review.span", first=start + 1 if facts else 0, last=start + len(shown), whole=len(facts)
        ),
        "earlier": asked.here(start=str(start - SHOWN), done="") if start else "",
        "later": asked.here(start=str(start + SHOWN), done="") if start + SHOWN < len(facts) else "",
        "latest": [
            (
                j.id,
                asked.say(f"review.verdicts.{j.verdict.value}"),
                told.get(j.statement or "", ""),
                plain(j.by),
                j.at[:16].replace("T", " "),
            )
            for j in latest
        ],
    }


def _line(item: Item) -> str:
    return plain(f"{item.subject} — {item.relation} — {item.object}")

"""Bodies that are tied or sign papers, told by the form of their names: 富山市教育委員会と大邱市教育庁が協定を結ぶ.

One stands before は or が, the other with と, each with a date before or behind it where it has one of its own:
彦根城は1998年5月にドイツのA城と、2004年にB城と姉妹城になった. Both may stand joined (A病院とB医院が…), and one
may be the document's own city, in words or left out: 3月にはダバオ水道区と覚書を取り交わした. What such names end
with is said in ``words/frames.toml``; what is read as a noun already is the thing of that noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import Draft
from ...text.mask import TIMES
from ...text.particles import is_particle
from ..scene import Scene
from ..words import word

_D = "[\ue000-\uf8ff]"
_CHARS = "一-鿿々ヶァ-ヴー・A-Za-z"
_LAND = r"(?:[^\s。、はがと「」\ue000-\uf8ff]{1,14}の)?"
_ASIDE = r"(?:\([^()]{1,20}\))?"
_UNDONE = re.compile(r"[^。、]{0,10}?(?:予定|たい|目指|検討|方針|見込|協議中|準備|ない|ません|断念|中止|見送)")


class Spelled(NamedTuple):
    """A sentence in which dates alone are masked, and where each of its characters stands in the masked text."""

    text: str
    at: tuple[int, ...]


class Ways(NamedTuple):
    """How such sentences go."""

    topic: re.Pattern[str]
    each: re.Pattern[str]
    both: re.Pattern[str]
    noted: re.Pattern[str]
    own: re.Pattern[str]
    bound: re.Pattern[str]


def _when(group: str) -> str:
    return rf"(?:(?P<{group}>{_D})(?:に(?:は)?|、)?、?)?"


def _named(group: str) -> str:
    begins = rf"(?<![{_CHARS}])(?P<{group}>(?!姉妹|友好|両|同|各|当|本)"
    return rf"{begins}[{_CHARS}]{{1,18}}?(?:{word('paired_body').source}))(?![{_CHARS}])"


@cache
def _ways() -> Ways:
    one, other = _named("one"), _named("other")
    lead = rf"(?:^|[、。\s|・「]|{_D}(?:に|には)?)"
    pair = rf"{lead}{_LAND}{one}{_ASIDE}と、?{_LAND}{other}{_ASIDE}"
    return Ways(
        re.compile(rf"{one}{_ASIDE}(?:は|が|も)、?"),
        re.compile(rf"{_when('ahead')}{_LAND}{other}{_ASIDE}と(?:も|の間で)?、?{_when('behind')}"),
        re.compile(rf"{pair}(?:は|が|も|の間で|との間で|の[両二2]者(?:は|が|で))、?{_when('behind')}"),
        re.compile(rf"{pair}(?:、|\s)(?P<behind>(?!))?(?=[^。、]{{2,24}}$)"),
        re.compile(rf"(?:^|[、。はも\s]|(?<=市が)|{_D}(?:に|には)?){_LAND}{other}{_ASIDE}と(?:の間で)?(?!と)、?"),
        word("body_bound").pattern,
    )


def body_pairs(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of two such bodies."""
    if scene.discourse.kind == "heading" or not word("body_bound").search(scene.masked.clean.text):
        return
    spelled, ways = spelled_out(scene), _ways()
    for told in (*ways.both.finditer(spelled.text), *ways.noted.finditer(spelled.text)):
        bound = ways.bound.search(spelled.text, told.end())
        if bound is None or "。" in spelled.text[told.end() : bound.end()]:
            continue
        since = _date(scene, spelled, told, "behind") or _only(scene)
        span = (spelled.at[told.start("one")], spelled.at[bound.end() - 1] + 1)
        yield from _pair(scene, spelled, told.span("one"), told.span("other"), span, since, bound)
    for topic in ways.topic.finditer(spelled.text):
        yield from _with_each(scene, spelled, topic)
    if scene.of("AgreementWord|Agreement") and ways.topic.search(spelled.text) is None:
        yield from _own_with(scene, spelled)


def _own_with(scene: Scene, spelled: Spelled) -> Iterator[Draft]:
    """The document's own city and a body that stands with と, where nobody else is said to act."""
    ways = _ways()
    for told in ways.own.finditer(spelled.text):
        at = spelled.at[told.start("other")]
        bound = ways.bound.search(spelled.text, told.end())
        if bound is None or "。" in spelled.text[told.end() : bound.end()] or not _is_ours(scene, at):
            continue
        if _TOPIC.search(spelled.text, told.end(), bound.start()) or scene.masked.noun_at(at) is not None:
            continue  # what is a noun is read with all papers
        other = _thing(scene, spelled, told.span("other"))
        since = next((v for d, v in reversed(scene.dates) if d < at), None)
        span = (at, spelled.at[bound.end() - 1] + 1)
        if not _UNDONE.match(spelled.text, bound.end()):
            yield from scene.draft(
                scene.owner, "agreementWith", other, span, "body-with", since=since, done=scene.is_past(since)
            )


_TOPIC = re.compile(r"(?<![にでと])(?:は|が)(?:、|(?=[一-鿿ァ-ヴー]))")
_OURS = re.compile(r"(?:^|[、。])(?:本|当)?(?:市|町|村|県|区)$")


def _is_ours(scene: Scene, high: int) -> bool:
    """Whether all that the text before ``high`` says to act is the document's own party."""
    for topic in _TOPIC.finditer(scene.text, 0, high):
        if not is_particle(scene.text, topic.start()):
            continue
        noun = scene.masked.noun_at(topic.start() - 1) or scene.masked.noun_at(topic.start() - 2)
        if not (noun is not None and scene.is_own(noun)) and not _OURS.search(scene.text[: topic.start()]):
            return False
    return True


def _with_each(scene: Scene, spelled: Spelled, topic: re.Match[str]) -> Iterator[Draft]:
    """Those that stand with と behind whose sentence it is."""
    ways, at, found = _ways(), topic.end(), []
    while each := ways.each.match(spelled.text, at):
        found.append(each)
        at = each.end()
    bound = ways.bound.search(spelled.text, at) if found else None
    if bound is None or "。" in spelled.text[at : bound.end()]:
        return
    head = re.search(rf"({_D})(?:に|には|、)?、?{_LAND}$", spelled.text[: topic.start("one")])
    first = scene.date_at(spelled.at[head.start(1)]) if head else None
    passed: Interval | None = None  # a date between two of them is the second's, where the first has its own
    for each in found:
        ahead, behind = _date(scene, spelled, each, "ahead") or passed, _date(scene, spelled, each, "behind")
        own, passed = ahead or behind, behind if ahead else None
        since = own or first or (_only(scene) if len(found) == 1 else None)
        span = (spelled.at[each.start("other")], spelled.at[bound.end() - 1] + 1)
        yield from _pair(scene, spelled, topic.span("one"), each.span("other"), span, since, bound)


def _pair(  # noqa: PLR0917 -- both ends, and what is told of them
    scene: Scene,
    spelled: Spelled,
    one: tuple[int, int],
    other: tuple[int, int],
    span: tuple[int, int],
    since: Interval | None,
    bound: re.Match[str],
) -> Iterator[Draft]:
    ours, theirs = _thing(scene, spelled, one), _thing(scene, spelled, other)
    if _UNDONE.match(spelled.text, bound.end()) or ours is None or theirs is None:
        return
    yield from scene.draft(ours, "agreementWith", theirs, span, "body-pair", since=since, done=scene.is_past(since))


def _thing(scene: Scene, spelled: Spelled, where: tuple[int, int]) -> Entity | None:
    """The thing of the noun that stands there and no other, else the body so called."""
    low, high = spelled.at[where[0]], spelled.at[where[1] - 1]
    noun = scene.masked.noun_at(low)
    if noun is not None and low == high:
        return None if scene.is_a(noun, "City|Prefecture|Country|Event|Quoted") else scene.entity(noun)
    name = spelled.text[slice(*where)]
    return scene.discourse.minter.named("Port" if name.endswith("港") else "Organization", name)


def _date(scene: Scene, spelled: Spelled, told: re.Match[str], group: str) -> Interval | None:
    return scene.date_at(spelled.at[told.start(group)]) if told[group] else None


def _only(scene: Scene) -> Interval | None:
    return scene.dates[0][1] if len(scene.dates) == 1 else None


def spelled_out(scene: Scene) -> Spelled:
    """The sentence with its nouns spelled out, all but dates."""
    text: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(scene.text):
        noun = scene.masked.noun_at(place)
        shown = noun.text if noun is not None and noun.kind not in TIMES else letter
        text.append(shown)
        at += [place] * len(shown)
    return Spelled("".join(text), (*at, len(scene.text)))

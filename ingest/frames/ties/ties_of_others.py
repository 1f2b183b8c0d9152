"""Ties of which a Japanese sentence tells both ends, of others than the document's own party too.

山口県とハワイ州は令和4年8月に姉妹提携をしており、… is of the two that と joins, whatever else the sentence goes on
to say; 豊橋市は1986年に南通市と、安城市は1989年に…と姉妹都市になった tells a tie of each; and of a partner whose
sentence it is (A市は、本市とは平成2年から、またB市とも姉妹都市です) those behind とも are partners too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...matching.engine import TIES, Draft
from ...text.mask import TIMES, Noun
from ..parties import government
from ..scene import Scene, Spot

PAIR, EACH, PARTNER = "ties-of-two-others", "ties-of-each", "ties-of-a-partner"
BOTH_ENDS = frozenset([PAIR, EACH, PARTNER])

_N = "[\ue000-\uf8ff]"
_S = r"(?:市|都|県|州|省|郡|町|村|道|府)?(?:\([^()]*\))?"
_TIED = (
    rf"(?P<tie>{_N})(?:(?:都市|州|県|省)?(?:の)?(?:提携|盟約|縁組|協定|関係)?書?(?:を|に|と)?"
    r"(?:し(?:て|た|ま)|結[ばびんぶ]|締結|調印|提携|な[っり]|交わ|あ[るり])|(?:です|である|だ)?(?:。|$))"
)
_TWO = re.compile(
    rf"(?:(?P<ahead>{_N})(?:に(?:は)?)?、?)?(?P<one>{_N}){_S}と(?:{_N}(?:の|・))?(?P<other>{_N}){_S}"
    rf"(?:は|が|も|の間で|との間で)、?(?:(?P<behind>{_N})(?:に(?:は)?|から)?、?)?(?:正式に|すでに|既に|初めて)?{_TIED}"
)
_ONE = re.compile(
    rf"(?P<one>{_N}){_S}(?:は|が|も)、?(?:(?P<date>{_N})(?:に(?:は)?|から)?、?)?(?:{_N}(?:の|・))?(?P<other>{_N}){_S}と(?:も|は)?、?"
)
_TIES = re.compile(rf"(?:それぞれ|ともに)?、?{_TIED}")
_TOPIC = re.compile(rf"(?:^|[。、\s・]|{_N}の?)(?P<one>{_N}){_S}は、?(?=[^。]*とも)")
_TOO = re.compile(
    rf"{_S}とも、?(?:(?:(?P<date>{_N})(?:に|から)|以前から|昔から|すでに|既に|古くから)、?)?(?P<tie>{_N})"
    r"(?:(?:都市)?の?関係|です|である|だ|で(?:、|あり)|と(?:な|し)|に(?:あ|な)|を|提携|。|$)"
)
_SINCE = re.compile("[てで](?:から)?、?(?:今年|本年|ちょうど|満)?(?:で|が)?")
_UNDONE = re.compile(
    r"[^。、]{0,12}?(?:予定|たい|目指|めざ|検討|方針|見込|協議中|準備|ない|ません|断念|中止|見送|解消)"
)
_PLACES = frozenset(["City", "Region", "Prefecture", "SubnationalGovernment"])


def ties_of_others(scene: Scene) -> Iterator[Draft]:
    """The ties of those two, of each, of the partner."""
    if scene.discourse.kind == "heading":
        return
    for told in _TWO.finditer(scene.text):
        one, other = _party(scene, told, "one"), _party(scene, told, "other")
        if one is None or other is None or _stands_behind(scene, told) or _turns(scene, told):
            continue
        since = _date(scene, told, "behind")
        if told["behind"] and since is None:
            continue
        yield from _tie(scene, one, other, told, since or _date(scene, told, "ahead"), PAIR)
    yield from _each(scene)
    yield from _of_partner(scene)


def _each(scene: Scene) -> Iterator[Draft]:
    """The ties of a sentence of which each has a subject of its own."""
    run: list[re.Match[str]] = []
    for told in _ONE.finditer(scene.text):
        run = [*run, told] if run and run[-1].end() == told.start() else [told]
        bound = _TIES.match(scene.text, told.end())
        if bound is None or len(run) == 1:
            continue
        ties: list[tuple[Noun, Noun, Interval | None]] = []
        for each in run:
            one, other = _party(scene, each, "one"), _party(scene, each, "other")
            since = _date(scene, each, "date")
            if one is None or other is None or scene.is_own(other) or (each["date"] and since is None):
                return
            ties.append((one, other, since))
        for one, other, since in ties:
            yield from _tie(scene, one, other, bound, since, EACH)


def _of_partner(scene: Scene) -> Iterator[Draft]:
    """The ties of the one whose sentence it is with those that stand before とも."""
    topic = next((t for t in _TOPIC.finditer(scene.text) if _is_abroad(scene, t)), None)
    if topic is None:
        return
    one = _party(scene, topic, "one")
    behind = [s for s in scene.spots if s.at >= topic.end() and s.noun.kind in _PLACES]
    for group in scene.groups(behind):
        too = _TOO.match(scene.text, group[-1].at + 1)
        if too is None or one is None or any(scene.is_own(s.noun) for s in group):
            continue
        for spot in _whole(scene, group):
            yield from _tie(scene, one, spot.noun, too, _date(scene, too, "date"), PARTNER)


def _whole(scene: Scene, group: list[Spot]) -> list[Spot]:
    """The places of a group but those that only say where the next one lies: 江蘇省の南京市."""
    after = {s.at for s in group}
    return [s for s in group if not (s.at + 1 in after or (scene.after(s.at, 1) == "の" and s.at + 2 in after))]


def _is_abroad(scene: Scene, topic: re.Match[str]) -> bool:
    noun = _party(scene, topic, "one")
    return noun is not None and not scene.is_own(noun) and not scene.at_home(noun)


def _turns(scene: Scene, told: re.Match[str]) -> bool:
    """Whether a tie is only told to say how old it is: 今月、友好都市となって30周年を迎えた."""
    behind = _SINCE.match(scene.text, told.end())
    return behind is not None and scene.is_anniversary(behind.end())


def _stands_behind(scene: Scene, told: re.Match[str]) -> bool:
    """Whether the first of two is one of a longer list, or only where the second lies."""
    return scene.before(told.start("one"), 1) in "と・" and told.start("one") > 0


def _party(scene: Scene, told: re.Match[str], group: str) -> Noun | None:
    noun = scene.masked.noun_at(told.start(group))
    return noun if noun is not None and noun.kind in _PLACES else None


def _date(scene: Scene, told: re.Match[str], group: str) -> Interval | None:
    noun = scene.masked.noun_at(told.start(group)) if told[group] else None
    return scene.date_at(told.start(group)) if noun is not None and noun.kind in TIMES else None


def _tie(  # noqa: PLR0917 -- both ends, and what is told of them
    scene: Scene, one: Noun, other: Noun, told: re.Match[str], since: Interval | None, rule: str
) -> Iterator[Draft]:
    tie = scene.masked.noun_at(told.start("tie"))
    if tie is None or tie.kind != "Tie" or not isinstance(tie.value, str) or _UNDONE.match(scene.text, told.end()):
        return
    ours, theirs = (government(scene, scene.meant(noun)) for noun in (one, other))
    span = (told.start("tie"), told.end())
    if ours is not None and theirs is not None:
        yield from scene.draft(ours, tie.value, theirs, span, rule, since=since, done=True)


def without_theirs(drafts: Iterable[Draft], owner: Entity | None) -> list[Draft]:
    """The drafts but what else was read of those two, and ties of the document's own party with one of them.

    Who is tied with a partner may be one's own partner too, but not by a sentence that tells of the two.
    """
    found = list(drafts)
    read = [d for d in found if d.rule in BOTH_ENDS and isinstance(d.object, Entity)]
    if not read:
        return found
    pairs = {_ends(d) for d in read if d.since is not None}
    ours = owner.iri if owner is not None else ""
    theirs = {
        end for d in read if ours not in _ends(d) for end in _ends(d) if d.rule != PARTNER or end != d.subject.iri
    }
    return [
        d for d in found if d in read or d.relation not in TIES or not _is_of_them(_ends(d), pairs, theirs, ours)
    ]


def _is_of_them(ends: frozenset[str], pairs: set[frozenset[str]], theirs: set[str], ours: str) -> bool:
    """Whether a tie is of two who are told, or joins one of them to another of them or to one's own party."""
    return ends in pairs or ends <= theirs or (ours in ends and bool(ends & theirs))


def _ends(draft: Draft) -> frozenset[str]:
    return frozenset((draft.subject.iri, draft.object.iri if isinstance(draft.object, Entity) else ""))

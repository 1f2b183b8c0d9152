"""Agreements of English bodies that no list knows, told by the form of their names: schools, clubs, water boards.

*Hale High School in Tulsa and Ube Girls' High School have had an agreement since 1988*; *the Lakeland Zoo has
one of its own with Asa Zoo, concluded in 2001*; *the Bureau signed one with the Lilongwe Water Board*: of the
document's own party where nobody else is said to sign. What a name ends in is said in ``words/told_english.toml``;
what is read as a noun already is the thing of that noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ....ontology.edtf import Interval
from ....ontology.model import Entity
from ...data import table
from ...matching.engine import Draft
from ...text.sieve import Several
from ..scene import Scene
from ..wordings import wording
from .body_pairs import Spelled, spelled_out

_D = "[\ue000-\uf8ff]"
_CAP = r"[A-ZÀ-Þ][\w’'&.-]*(?<![.,])"
_PLACED = r"(?: \([^()]{2,40}\))?(?:,? (?:in|of|from) (?:the )?(?:[A-ZÀ-Þ][\w’'-]+,? ?){1,3}(?<! ),?)?"
_FAR = r"[^.;:]{0,60}?"
_WHEN = rf"(?: (?:on|in|since) (?:the )?(?P<since>{_D}))?"


def _named(group: str, said: dict[str, str]) -> str:
    ends, begins = said["ends"], said["begins"]
    tail = rf"(?: (?:of|for) (?:the )?{_CAP}(?:,? (?:and |of |for )?{_CAP}){{0,3}})?"
    by_end = rf"(?:{_CAP} (?:(?:and|of(?: the)?|for(?: the)?|de) )?){{1,6}}?(?:{ends}){tail}"
    goes_on = "(?= (?:and|signed|concluded|have|has|in)|[,.;(]|$)"
    by_head = rf"(?:{begins}) of (?:the )?{_CAP}(?: (?:and )?{_CAP}){{0,3}}?{goes_on}"
    return rf"(?:[Tt]he )?(?P<{group}>(?!The |In |On |A |An )(?:{by_head}|{by_end}))(?! [A-Z])(?![\w’'-])"


def _said() -> dict[str, str]:
    said: dict[str, str] = table("words/told_english.toml")["body_pact"]
    return said


@cache
def _may() -> re.Pattern[str]:
    """What no sentence lacks that tells such a paper or bond."""
    return re.compile(rf"\b(?:{_said()['paper']}|{_said()['bond']})\b")


@cache
def _ways() -> Several:
    said = _said()
    one, other = _named("one", said), _named("other", said)
    paper = rf"(?:an?|the|their|its|one|another) {_FAR}\b{said['paper']}\b"
    bond = rf"(?:are|became|have been|were|have become) (?:now |also )?{said['bond']}\b"
    return Several(
        (
            rf"{one}{_PLACED},? and {other}{_PLACED},? (?:(?:{said['did']}|{said['keeps']}) {paper}|{bond})"
            rf"(?:{_FAR}\b(?:on|in|since) (?P<since>{_D}))?",
            rf"{one}{_PLACED},? (?:(?:{said['did']}|{said['keeps']}) {paper}{_FAR}) with {other}{_PLACED}"
            rf"(?:,? (?:concluded|signed|dated|made|agreed))?{_WHEN}",
            rf"(?<![\w’'-]){said['own']} (?:{said['did']}|{said['keeps']}) {paper}{_FAR} with {other}{_PLACED}"
            rf"{_WHEN}",
            rf"(?:,? and|;|,)(?: (?:in|on) (?P<ahead>{_D}),?)? {said['again']} with {other}{_PLACED}{_WHEN}",
        )
    )


def body_pacts(scene: Scene) -> Iterator[Draft]:
    """``agreementWith`` of two such bodies."""
    if scene.discourse.kind == "heading" or not _may().search(scene.masked.clean.text):
        return
    spelled, signer = spelled_out(scene), None
    for told in sorted(_ways().finditer(spelled.text), key=lambda m: m.start("other")):
        other = _party(scene, spelled, told.span("other"))
        if other is None or wording("no_accord").search(told[0]):
            continue
        groups = told.groupdict()
        if "one" in groups:
            signer = _party(scene, spelled, told.span("one"))
        elif "ahead" not in groups:
            signer = scene.owner
        if signer is None:
            continue
        since = _since(scene, spelled, told)
        span = (spelled.at[told.start()], spelled.at[told.end() - 1] + 1)
        scene.agreed.update(s.at for s in scene.of("AgreementWord|Agreement") if span[0] <= s.at < span[1])
        yield from scene.draft(signer, "agreementWith", other, span, "body-pact", since=since)


def _party(scene: Scene, spelled: Spelled, where: tuple[int, int]) -> Entity | None:
    """The thing of the noun that is named there, else the body so called; none of a municipality itself."""
    low, high = spelled.at[where[0]], spelled.at[where[1] - 1]
    noun = scene.masked.noun_at(low)
    name = spelled.text[slice(*where)]
    if noun is not None and low == high:
        return None if scene.is_a(noun, "City|Prefecture|Country|Event|EventSeries|Tie") else scene.entity(noun)
    if re.search(rf"\b{_said()['kept']}$", name):
        return None
    kind = "Port" if re.match("Port of ", name) else "Organization"
    return scene.discourse.minter.named(kind, name)


def _since(scene: Scene, spelled: Spelled, told: re.Match[str]) -> Interval | None:
    """The date behind, the one that opens the sentence, the only one."""
    if told.groupdict().get("ahead"):
        return scene.date_at(spelled.at[told.start("ahead")])
    if told["since"]:
        return scene.date_at(spelled.at[told.start("since")])
    ahead = [v for d, v in scene.dates if d < spelled.at[told.start("other")]]
    return ahead[-1] if ahead else scene.dates[0][1] if len(scene.dates) == 1 else None


@cache
def _opens() -> re.Pattern[str]:
    said = _said()
    return re.compile(rf" (?!{said['kept']})(?:{_CAP} (?:and |of )?){{0,4}}?(?:{said['ends']})(?![\w’'-])")


def opens_body(text: str, end: int) -> bool:
    """Whether the place whose name ends there opens the name of a body: Kisumu Water and Sanitation Company.

    >>> from enishi.ingest.frames.pacts.body_pacts import opens_body
    >>> opens_body("with Mwanza Urban Water Authority", 11), opens_body("with Mwanza City Council", 11)
    (True, False)
    """
    return _opens().match(text, end) is not None

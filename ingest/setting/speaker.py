"""How much the words around a city's name make it the one that speaks, or one that is spoken of.

*News from the Baguio Sister Cities Council* speaks for Baguio however often it names Hanyu; *our sister city Hanyu*
never speaks for Hanyu. Names that are only spoken of as the other side are no candidates, so that a document whose
own party no list knows is left without one rather than given to its guest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...ontology.model import Entity
from ..text.called import in_small_letters, places, with_mark
from ..text.structure import Block

_KIN = r"(?:sister|twin|partner|friend(?:ship)?)"
_NAME = "\uf8ff"  # in the place of a city's name: one pattern for all cities


def _of(words: str) -> re.Pattern[str]:
    """A pattern around a city's name, for which ``NAME`` stands; KIN are the words for its sisters and friends."""
    return re.compile(words.replace("KIN", _KIN).replace("NAME", _NAME), re.M)


_OWN = _of(
    r"NAME(?:['’]s?)? (?:City Council|City Hall|Council\b|Municipality|Municipal|Metropolitan|International)"
    r"|NAME['’]s? (?:[a-z-]+ ){0,2}(?:sister|twin|partner|friend|relation|tie|link|overseas|international)"
    r"|NAME(?: City)? (?:has|keeps|maintains|counts|itself)\b|NAME and its\b"
    r"|(?<!sister )(?<!twin )(?<!partner )(?<!friendship )\b(?:City|Town|Municipality|Borough|Council) of NAME"
)
_OWN_AT_TOP = _of(  # a committee of that name may be the other side's, but not at the head of a paper
    r"NAME(?:['’]s?)? (?:[Ss]ister[- ][Cc]it|[Tt]own [Tt]winning|[Tt]win(?:ning)? (?:[Tt]owns?|[Aa]ss|[Cc]omm)"
    r"|[Ff]riendship (?:[Ff]orce|[Aa]ss))"
)
_TITLED = _of(r"^[^\n]{3,40} \(NAME\)(?: [-–—:|]|$)")  # eThekwini Municipality (Durban) - Register
_HEADS = _of(  # of a title
    r"^(?:(?:[A-Z]\w+ )?(?:News|Newsletter|Bulletin|Report|Letter|Page|Greetings)\b[^\n]{0,30}?"
    r"(?: of| from| for)(?: the)? )?NAME"
    r"(?!,| (?:and|&) [A-Z])"
)
_OTHER = _of(
    r"\b(?:[Oo]ur|[Ii]ts|[Tt]heir) (?:[a-z-]+ ){0,3}KIN[a-z-]*(?: cit(?:y|ies)| towns?)?,?"
    r" (?:[a-z]+ ){0,2}NAME"
    r"|NAME(?:, [A-Z][\w ]{2,24})?,? (?:(?:is|was|became|has been) )?(?:also )?(?:our|a|another)"
    r" (?:[a-z]+ ){0,2}KIN"
    r"|\b(?:from|with|visit(?:ed|ing)?|guests of|friends in|welcome[sd]?|welcoming|greeted) (?:the )?"
    r"(?:[Cc]ity of )?NAME"
)
_WE = re.compile(rf"\b[Oo]ur (?:[a-z-]+ ){{0,3}}{_KIN}")
_TITLE = 90
_TOP, _FOOT = 5, 3


def weighed(blocks: Sequence[Block], whole: str, city: Entity) -> tuple[int, int]:
    """How often an English text says that a city is its own, and that it is another's."""
    names = [n.text for n in city.names if n.lang == "en" and len(n.text) > 2]
    if not names:
        return 0, 0
    called = _marked(whole.split("\n"), names, words=True)  # no pattern looks beyond a line
    ends = [b for b in (*blocks[:_TOP], *blocks[-_FOOT:]) if b.kind != "row"]  # a row's columns make no phrase
    lines = [b.text.text for b in ends if len(b.text.text) < _TITLE]
    title = _marked([in_small_letters(line) for line in lines[:1]], names, words=True)
    edges = _marked([in_small_letters(line) for line in lines], names, words=True)
    said = sum(len(_OWN.findall(line)) for line in called)
    said += 2 * sum(bool(_OWN.search(line) or _OWN_AT_TOP.search(line)) for line in edges)
    said += sum(bool(_HEADS.match(line)) + 3 * bool(_TITLED.match(line)) for line in title)
    return said, sum(len(_OTHER.findall(line)) for line in called)


def _marked(lines: Iterable[str], names: Sequence[str], *, words: bool) -> list[str]:
    """The lines that call a thing by one of its names, with :data:`_NAME` in the place of each."""
    found = ((line, places(line, names, words=words)) for line in lines)
    return [with_mark(line, spans, _NAME) for line, spans in found if spans]


def speaks_of_kin(whole: str) -> bool:
    """Whether an English text says *our sister city*: whoever is called so is not the one that speaks."""
    return bool(_WE.search(whole))


_BESIDE = re.compile(r"(?:お?隣|近隣|隣接)(?:の|する)[^。、]{0,6}$")
_APART = _of(r"NAME(?:さん)?(?:が|で)[^。、\n]{1,20}、(?:本|当|わが|我が)市(?:が|から|も|は)")


def is_another(whole: str, city: Entity) -> bool:
    """Whether a Japanese text tells a city apart from its own: 現在は福山市が会長、本市が副会長; or names it as the
    one next door alone: お隣の南陽市さんが.
    """
    names = [n.text for n in city.names if n.lang == "ja" and len(n.text) > 2]
    first = min((at for name in names if (at := whole.find(name)) >= 0), default=0)
    if _BESIDE.search(whole[max(0, first - 10) : first]):
        return True
    lines = [
        line for line in whole.split("\n") if "市が" in line or "市から" in line or "市も" in line or "市は" in line
    ]
    return any(_APART.search(line) for line in _marked(lines, names, words=False))


_SIGNS = _of(
    r"^\W{0,4}(?:(?:公益|一般)(?:財団|社団)法人|公財|一財|NPO法人|(?:Q|問|質問)\d?)?\W{0,2}NAME"
    r"(?=\([^()]{2,4}[都道府県]\)[\s　]+[^\d\s]"
    r"|の|市|長の|議会|国際|都市|文化交流|と世界|から|\s|$|[-―—:：|｜「【])"
    r"|(?:発行|編集|作成|担当|問い?合わせ(?:先)?|発信)[者元]?\W{0,4}(?:[一-鿿()（）]{0,10})?NAME"
    r"(?![一-鿿ぁ-んァ-ヶ]{0,12}\d{1,4}(?:-\d|丁目|番))"
    r"|NAME(?:役所|役場|長\b|議会|国際[一-鿿]{0,6}[課室部局]|総務|企画|[一-鿿]{2,8}(?:課|室|部|局)\b)"
)


_TOPIC = _of(r"^\W{0,4}NAME(?:の|から)")  # of what a section tells, and no imprint


def signed(blocks: Sequence[Block], city: Entity) -> int:
    """How often the first and last lines of a Japanese text stand for a city: its title, its publisher."""
    names = [n.text for n in city.names if n.lang == "ja" and len(n.text) > 1]
    top = dict.fromkeys(b.text.text for b in blocks[:_TOP] if len(b.text.text) < _TITLE)
    foot = dict.fromkeys(b.text.text for b in blocks[-_FOOT:] if len(b.text.text) < _TITLE)
    foot = {line: None for line in foot if line not in top}
    said = sum(bool(_SIGNS.search(line)) for line in _marked(top, names, words=False))
    return said + sum(
        bool(_SIGNS.search(line)) for line in _marked(foot, names, words=False) if not _TOPIC.match(line)
    )

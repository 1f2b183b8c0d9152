"""Whose facts a section tells: 福井県の海外の窓口, Ties of the Province, Other cities in the network.

A heading may name another party than the document's own for all that stands below it, or say that each entry names
its own (県内市町の姉妹都市). An entry of a list may open with its party: 串本町 ― メルシン市.
"""

from __future__ import annotations

import re

from ...ontology.model import Entity
from ..data import table
from ..text.mask import Alphabet, Masked, Noun, compile_pattern
from .party import NOBODY, Party, Whose

_TOWN = re.compile(r"\W{0,4}([一-鿿ヶケノ]{1,6}[町村市])\s?[―—–‐:：-]\s?(?=\S)")
_TOWN_EN = re.compile(  # Peoria - Friedrichshafen, Germany (1976), where Peoria needs a list to be a city
    r"\W{0,3}([A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,2})(?: - | ?[–—:|] ?)(?=\S)"
)
_OWNS = re.compile(  # 参考 茨城県の提携
    r"^[^\ue000-\uf8ff。]{0,12}(?:[\ue000-\uf8ff]{1,2}[、・:]?)?(?P<who>[\ue000-\uf8ff])(?:自身|独自|分)?"
    r"(?:の|[\s　]|が|による|関係)"
    r"(?![^。]{0,4}(?:市町村|各市|自治体|都市一覧|市の|内))[^。]{0,16}?"
    r"(?:提携|[\ue000-\uf8ff]|姉妹|友好|交流|海外|国際|事務所|拠点|窓口|あゆみ|歩み|加盟|協定|覚書|相手)"
)
_OF = re.compile(  # Ties of Oakland
    r"\b(?:[Tt]ies|[Ll]inks|[Tt]wins?|[\ue000-\uf8ff]s?|[Pp]artners(?:hips)?|[Oo]ffices?|[Mm]emberships?"
    r"|[Aa]greements?|[Rr]elations|[Cc]onnections|[Ff]riends) (?:of|held by|kept by) (?:the )?(?:[Cc]ity of )?"
    r"(?P<who>[\ue000-\uf8ff])"
)
_LONGEST = 90
_ASIDE = re.compile(r"[〔【《\[(（■●◆〈<◎]")
_SHORT = 40


_ALONE = re.compile(  # 三重県; 長岡市 国際交流の年表
    r"[一-鿿ぁ-んァ-ヶ々]{1,8}[都道府県市町村区](?:\s?\([一-鿿]{2,3}[都道府県]\))?"
    r"(?:[\s　]*(?:の[\s　]?)?[^\s。、()]{0,10}"
    r"(?:年表|あゆみ|歩み|沿革|(?:姉妹|友好)都市|提携先|提携都市|国際交流|海外交流))?$"
)


def opens_section(kind: str, text: str) -> bool:
    """Whether a block is a heading, or a short line that stands as one: in brackets, with a mark, a place alone."""
    if kind == "heading":
        return True
    if kind != "paragraph" or len(text) >= _SHORT or "。" in text:
        return False
    return bool(_ASIDE.match(text) or _ALONE.match(text))


_TOWARDS = re.compile(
    r"[^\s()→⇒。、]{2,12}(?:\s?\([^()]{2,6}\))?\s*(?:→|⇒|➡|⇨)\s*[^→⇒。、]{2,24}"
)  # 飯田市(長野県) → ラオス


class Sections:
    """Reads headings and entries for their party; one for all documents."""

    def __init__(self, alphabet: Alphabet) -> None:
        said = table("words/parties.toml")["section"]
        self._words = {
            name: re.compile(said[name]) for name in ("others", "about", "prefecture", "others_en", "named_en")
        }
        self._named = compile_pattern(said["named"], alphabet, {})
        self._entry = compile_pattern(said["entry"], alphabet, {})

    def of_heading(  # noqa: PLR0911 -- one return a way to be told
        self, heading: Masked, whose: Whose
    ) -> Party | None:
        """The party that a heading names; none where it names none, the document's own where it says so."""
        text, owner = heading.clean.text, whose.frame.owner
        if theirs := _others_ties(heading, whose):
            return theirs
        if whose.frame.lang != "ja":
            return self._english(heading, whose)
        if _TOWARDS.fullmatch(text) and (place := heading.noun_at(0)) and _of_home(place, whose):
            return Party(whose.minter.entity(place))
        if _ALONE.match(text) and (place := heading.noun_at(0)) and place.kind in ("City", "Prefecture"):
            return Party(whose.minter.entity(place)) if _of_home(place, whose) else None
        if self._words["others"].search(text) and self._words["about"].search(text):
            return NOBODY
        if self._words["prefecture"].search(text):
            own = owner is not None and owner.kind == "Prefecture"
            return Party(owner if own else whose.prefecture)
        told = self._named.match(heading.text)
        noun = heading.noun_at(told.start("p")) if told else None
        if told is None or noun is None or not self._words["about"].search(heading.text, told.end()):
            return _plainly(_OWNS, heading, whose)
        if noun.kind in ("City", "Prefecture", "Ward"):
            if not noun.entities or noun.entities[0].country != whose.frame.home_land:
                return None
            if noun.kind == "City" and heading.text[told.end() - 1] != "の":
                return None
        return Party(whose.minter.entity(noun))

    def _english(self, heading: Masked, whose: Whose) -> Party | None:
        text = heading.clean.text
        if told := self._words["named_en"].search(text):
            name = (told["n"] or told["m"]).strip()
            owner = whose.frame.owner
            if owner is not None and any(n.text == name for n in owner.names):
                return Party(owner)
            return Party(government_named(name, whose))
        return NOBODY if self._words["others_en"].search(text) else _plainly(_OF, heading, whose)

    def of_entry(self, line: Masked, whose: Whose) -> Party | None:
        """The party that an entry opens with: 和歌山市 ― ベーカーズフィールド市(米国)."""
        if told := self._entry.match(line.text):
            noun = line.noun_at(told.start("p"))
            return None if noun is None or not _here(noun, whose) else Party(whose.minter.entity(noun))
        if whose.frame.lang == "ja" and (town := _TOWN.match(line.clean.text)):
            places = [n for n in line.nouns if n.start >= town.end() and n.kind in ("City", "Region")]
            first = line.nouns[0] if line.nouns else None
            if places and first in places:
                known = next((e for e in whose.lookup(town[1]) if e.kind == "City"), None)
                return Party(whose.minter.known(known) if known else whose.minter.named("City", town[1]))
        town = _TOWN_EN.match(line.clean.text) if whose.frame.lang == "en" else None
        if town is not None and line.nouns and line.nouns[0].start >= town.end():
            partner = next((n for n in line.nouns if n.start == town.end()), None)
            here = [e for e in whose.lookup(town[1]) if e.kind == "City" and e.country == whose.frame.home_land]
            owner = whose.frame.owner
            if here and partner is not None and _is_abroad(partner, whose) and here[0] != owner:
                return Party(whose.minter.known(here[0]))
        return None


_OTHER_TIES = re.compile(  # also ナポリ市が海外に持つ姉妹都市, ナポリ市の姉妹都市一覧
    r"(?P<has>[\ue000-\uf8ff])(?:市|町|村)?が(?:[^\s。、]{1,6}に|ほかに)?(?:結ぶ|結んだ|もつ|持つ|有する|提携する)"
    r"(?:(?:ほか|他|世界|海外|国外|各国)の)?[\ue000-\uf8ff]"
    r"|^\W{0,3}(?P<its>[\ue000-\uf8ff])(?:市|町|村)?の(?:世界の|海外の|主な)?[\ue000-\uf8ff](?:等|など)?(?:の?一覧)?\W{0,3}$"
    r"|(?P<ja>[\ue000-\uf8ff])(?:市|町|村)?(?:側)?(?:の|が)(?:その|結ぶ|結んだ|もつ|持つ)?(?:ほか|他|その他)の"
    r"[^。]{0,12}?(?:縁組|縁|[\ue000-\uf8ff]|姉妹|友好|提携|交流|協定|海外|つながり|相手)"
    r"|(?P<en>[\ue000-\uf8ff])['’]s? other (?:[a-z]+[ -]){0,2}"
    r"(?:[\ue000-\uf8ff]|ties|links|partners|partnerships|twins|sisters|friends|cities|towns)"
    r"|\b[Oo]ther [^.;]{0,30}(?:[\ue000-\uf8ff]|ties|links|partners|twins|sisters|cities) (?:of|held by)"
    r" (?P<of>[\ue000-\uf8ff])"
)


def _others_ties(heading: Masked, whose: Whose) -> Party | None:
    """The partner whose ties with third cities a section of its profile tells: ナポリ市のほかの姉妹都市."""
    told = _OTHER_TIES.search(heading.text) if len(heading.clean.text) <= _LONGEST else None
    noun = heading.noun_at(told.start(told.lastgroup)) if told and told.lastgroup else None
    return None if noun is None or not _is_abroad(noun, whose) else Party(whose.minter.entity(noun))


def _is_abroad(noun: Noun, whose: Whose) -> bool:
    return noun.kind == "City" and noun.country not in (None, whose.frame.home_land)


def _plainly(words: re.Pattern[str], heading: Masked, whose: Whose) -> Party | None:
    """The government of the document's own country that a short heading says the ties are of."""
    if len(heading.clean.text) > _LONGEST or "。" in heading.clean.text.rstrip("。"):
        return None
    told = words.search(heading.text)
    noun = heading.noun_at(told.start("who")) if told else None
    if noun is None or noun.kind not in ("City", "Prefecture", "Region", "Ward") or not noun.entities:
        return None
    land = noun.entities[0].country
    own = noun.entities[0] == whose.frame.owner or land != whose.frame.home_land
    return None if own else Party(whose.minter.known(noun.entities[0]))


def _of_home(noun: Noun, whose: Whose) -> bool:
    """Whether a noun is a known government of the document's own country."""
    return bool(noun.entities) and noun.entities[0].country == whose.frame.home_land


def _here(noun: Noun, whose: Whose) -> bool:
    """Whether a noun is a party of the document's own country, and not the document's own."""
    owner = whose.frame.owner
    if noun.entities[:1] == (owner,):
        return False
    if noun.kind not in ("City", "Prefecture"):
        return True
    return bool(noun.entities) and noun.entities[0].country == whose.frame.home_land


def government_named(name: str, whose: Whose) -> Entity:
    """The province, county or university of an English name, minted."""
    kind = (
        "University" if "University" in name else "Port" if name.startswith("Port of ")
        else "Organization" if "Chamber" in name else "SubnationalGovernment"
    )  # fmt: skip
    if kind == "SubnationalGovernment":
        for entity in whose.lookup(name.removesuffix(" Prefecture")):
            if entity.kind == "Prefecture":
                return whose.minter.known(entity)
    turned = re.fullmatch(r"(Province|State|County|Prefecture) of (.+)", name)
    others = (f"{turned[2]} {turned[1]}",) if turned else ()
    return whose.minter.named(kind, name, others)

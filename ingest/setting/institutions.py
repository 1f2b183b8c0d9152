"""Documents of a port, a university, a museum, a county: the party that 本学, 当港, 当館 and *the Port* mean.

A document speaks for an institution where its title names one and its text says so of itself; the city around it
stays the city of what is left out about cities (a port's brochure tells the sister cities of its city).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...ontology.model import Entity
from ..data import table
from ..names.shape import port_of
from ..nouns.defined import Short
from ..nouns.mint import Minter
from ..text.mask import Noun
from ..text.structure import Block
from .societies import Society, society

_TOP, _HEAD, _FOOT = 4, 5, 3
_WIDE = 80  # characters of a line that may be a title or a publisher's


class Speaker(NamedTuple):
    """The institution that a document speaks for, the port that it speaks of, the association that publishes it."""

    owner: Entity | None = None
    port: Entity | None = None
    voice: Entity | None = None
    authority: str = ""
    shorts: tuple[str, ...] = ()  # what the association is called in short: FWSCI
    leads: bool = False  # whether a Japanese document that leaves out who did something means the association


def called_itself(speaker: Speaker) -> Iterator[Short]:
    """How the institution or the association that a document speaks for calls itself in it: 本学, 当館, 当協会."""
    words: dict[str, list[str]] = table("words/standins.toml")["itself"]
    for entity in filter(None, (speaker.owner, speaker.voice)):
        own = speaker.shorts if entity is speaker.voice else ()
        for name in (*words.get(entity.kind, ()), *own):
            yield Short(name, Noun(0, len(name), entity.kind, entity.name("ja"), (entity,)))


def called_at_home(home: Entity | None) -> Iterator[Short]:
    """How the town, the ward or the prefecture that a document speaks for calls itself in it: 本県, 県は, 当町."""
    name = home.name("ja") if home is not None else ""
    words: dict[str, list[str]] = table("words/standins.toml")["governing"]
    for short in words.get(name[-1:], ()) if home is not None else ():
        yield Short(short, Noun(0, len(short), "Self", short))


_CITY = re.compile(r"(?<![見日])本市|(?<!担)当市|わが市|本県|本町|当町|本区")
_RUN = r"[一-鿿々ヶァ-ヴーA-Za-z]"
_JA = (  # kind, its name in a title, how it calls itself
    (
        "University",
        re.compile(
            rf"(?:(?:国立|公立)大学法人|学校法人)?((?!(?:国|公|私)立大学){_RUN}{{2,14}}?大学(?:院大学)?)"
            "(?!生|校|の街|と市|法人|機構|群|連合|連盟|協会|都市)"
        ),
        re.compile("本学|当大学"),
    ),
    (
        "Facility",
        re.compile(rf"({_RUN}{{2,18}}?(?:博物館|資料館|美術館|動物園|水族館|図書館|植物園|記念館|科学館|文学館))"),
        re.compile("当館|本館は|当園|本園"),
    ),
)
_ITS_TIES = re.compile(r"[の\s　]{0,2}(?:海外|国際|協定|提携|学術交流|交流協定)")  # 新潟大学の海外拠点: of itself
_PORT = re.compile(
    rf"(?:(?<!{_RUN})|(?<=[A-Za-z])(?=[一-鿿ァ-ヴ]))({_RUN}{{1,10}}?港)"
    r"(?:管理組合|管理局|管理事務所|港湾局|湾局|務局|湾事務所|[のをは、。\s　]|$)"
)
_NO_PORTS_NAME = re.compile("(?:姉妹|友好|提携|交流|貿易|国際|各|同|両)港$")  # what a port is to another
_PORT_SELF = re.compile("本港|当港")
_PORT_BODY = re.compile("港管理組合|港管理局|港管理事務所|港務局|港湾管理者|港湾公社|港埠頭")
_AUTHORITY = re.compile(rf"{_RUN}{{1,10}}?港(?:管理組合|務局|湾公社|埠頭(?:株式会社|公社)?)")
_PUBLISHED_BY_CITY = re.compile("[市県区町](?:役所|港湾|産業|経済|企画|土木|観光|建設)")
_VOICE = re.compile(  # つくば国際市民の会, 編集 岩国市国際交流協会
    r"(?:^|[\s　「『(・:：|-])"
    r"((?:[一-鿿々ァ-ヴーA-Za-z0-9]|[ぁ-ん](?!の会)){2,24}?(?:の会|協会|交流会|クラブ|財団))"
    r"(?=$|[\s　」』)、。|｜〒-]|\d{4}年|令和|平成|だより|ニュース|通信|会報|のあゆみ|設立|創立)"
)
_PUBLISHER = re.compile(
    rf"({_RUN}{{2,16}}?(?:(?:国際|都市|市民|文化)交流(?:協会|財団|の会)|国際協会|国際化協会"
    r"|友好協会|親善協会|国際親善の会))"
)
_ISSUED = re.compile(r"(?:発行|編集|発信|刊行)[者元]?[^。]{0,30}$")
_ITSELF = re.compile(r"(?<![一-鿿])(?:[当本](?:協会|財団|会|法人)(?!場)|協会(?:では|は、|からのお))")
_BUREAU = re.compile(
    r"(?:発行|編集|問い?合わせ先?|担当)\W{0,4}[一-鿿]{0,10}[市区町村](?:役所|役場)?[一-鿿]{0,8}[課室局部]"
)
_BEFORE = r"\W*(?:(?:公益|一般)(?:財団|社団)法人|公財|一財|公社|一社|NPO法人)?\W*"
_OWN_PAPER = "会報|だより|ニュース|通信|年報|の?あゆみ|(?:令和|平成|20)[^。]{1,8}(?:事業|年報)|事業報告"
_PAPER = 2  # marks that make a paper an association's own
_EN = (
    (
        "Port",
        re.compile(r"\b[Pp]ort of ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"),
        re.compile(r"\b[Tt]he Port\b(?! of)|\b(?:[Oo]ur|[Tt]his) port\b"),
    ),
    (
        "University",
        re.compile(r"\b((?:[A-Z][\w’'-]+ ){1,3}University|University of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"),
        re.compile(r"\b[Tt]he [Uu]niversity\b(?! of)"),
    ),
    (
        "Facility",
        re.compile(r"\b((?:[A-Z][\w’'-]+ ){1,5}(?:Museum|Zoo|Aquarium|Gallery|Library|Botanic(?:al)? Gardens?))\b"),
        re.compile(r"\b[Tt]he (?:[Mm]useum|[Zz]oo|[Aa]quarium|[Gg]allery|[Ll]ibrary|[Gg]ardens?)\b(?! of)"),
    ),
    (
        "SubnationalGovernment",
        re.compile(
            r"\b((?:[A-Z][\w’'-]+ ){1,2}?(?:County|Province|Prefecture)"
            r"|(?:County|Province|State) of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"
        ),
        re.compile(r"\b[Tt]he (?:[Cc]ounty|[Pp]rovince|[Pp]refecture|[Ss]tate)\b(?! of| capital)"),
    ),
)
_CITY_EN = re.compile(
    r"\b[Tt]he (?:City|Municipality|Town|Borough|Council)\b(?! of)|\b[Oo]ur (?:city|town)\b|\bCity Council\b"
)


def speaker(
    blocks: Sequence[Block],
    lang: str,
    home: Entity | None,
    minter: Minter,
    lookup: Callable[[str], list[Entity]],
) -> Speaker:
    """The institution that a document speaks for, if it speaks for one."""
    whole = "\n".join(block.text.text for block in blocks)
    top = [b.text.text for b in blocks[:_TOP] if len(b.text.text) < _WIDE]
    if lang != "ja":
        long = [b.text.text for b in blocks[:_TOP] if len(b.text.text) < 2 * _WIDE]
        return _english(top, society(long, whole), whole, minter, lookup)
    foot = [b.text.text for b in blocks[-_FOOT:] if len(b.text.text) < _WIDE]
    told = next((m for b in blocks[:_HEAD] if (m := _VOICE.search(b.text.text))), None)
    told = told or next((m for line in (*top, *foot) if (m := _PUBLISHER.search(line))), None)
    voice = minter.named("Foundation", told[1]) if told else None
    leads = told is not None and _leads(blocks, whole, told)
    port = _port(top, whole, home, minter, lookup)
    if _CITY.search(whole):
        return Speaker(None, port, voice)
    published = any(_PUBLISHED_BY_CITY.search(line) for line in (*top, *foot))
    if port is not None and (
        any(_PORT_BODY.search(line) for line in top) or (_PORT_SELF.search(whole) and not published)
    ):
        told = next((m for line in top if (m := _AUTHORITY.search(line))), None)
        return Speaker(minter.known(port), port, voice, told[0] if told else "")
    for kind, names, itself in _JA:
        name = next((m[1] for line in top if (m := names.search(line))), None)
        titled = name is not None and top[0].startswith(name)
        if name and (
            itself.search(whole) or (titled and (whole.count(name) > 2 or _ITS_TIES.match(top[0], len(name))))
        ):
            return Speaker(minter.named(kind, name), port, voice)
    return Speaker(None, port, voice, leads=leads)


def _leads(blocks: Sequence[Block], whole: str, told: re.Match[str]) -> bool:
    """Whether a paper is an association's: its name heads it or is its imprint's, and its text says 当協会.

    One that a city's bureau issues tells of the association.
    """
    own = re.compile(rf"{_BEFORE}{re.escape(told[1])}\s?(?:[(（][^()（）]*[)）])?\s?(?:$|{_OWN_PAPER})")
    first = [block.text.text for block in blocks[:_TOP]]
    heads = _PAPER if any(map(own.match, first)) else any(told[1] in line for line in first)
    issued = bool(_ISSUED.search(told.string[: told.start(1)]))
    itself = bool(_ITSELF.search(whole))
    bureau = any(_BUREAU.search(block.text.text) for block in (*blocks[:_HEAD], *blocks[-_FOOT:]))
    return heads + issued + itself - 2 * bureau >= _PAPER


def _port(
    top: Sequence[str], whole: str, home: Entity | None, minter: Minter, lookup: Callable[[str], list[Entity]]
) -> Entity | None:
    """The port that a Japanese document is about: of its title, else of its own city where it speaks of 当港."""
    for line in top:
        if (told := _PORT.search(line)) and "空港" not in told[1] and not _NO_PORTS_NAME.search(told[1]):
            city = next((e for e in lookup(told[1][:-1]) if e.kind == "City" and e.country == "JP"), None)
            return minter.known(port_of(city)) if city is not None else minter.named("Port", told[1])
    return port_of(home) if home is not None and home.kind == "City" and _PORT_SELF.search(whole) else None


def _said_in_passing(line: str, told: re.Match[str]) -> bool:
    """Whether a name stands within a sentence, as where something lies: on the coast of Aomori Prefecture."""
    return line.endswith(".") and bool(re.search(r"\b(?:of|in|from) (?:the )?$|, $", line[: told.start()]))


def _english(
    top: Sequence[str], told: Society | None, whole: str, minter: Minter, lookup: Callable[[str], list[Entity]]
) -> Speaker:
    lines = [line.title() if line.isupper() else line for line in top]
    lines = [re.sub(r"\b(Of|And|The|In|For)\b", lambda m: m[0].lower(), line) for line in lines]
    voice = minter.named("Organization", told.name, told.others) if told else None
    shorts = told.shorts if told else ()
    for kind, names, itself in _EN:
        named = next((m for line in lines[:3] if (m := names.search(line)) and not _said_in_passing(line, m)), None)
        if named is None:
            continue
        alone = kind == "Port" and named[0] == lines[0].strip()
        speaks = alone or len(itself.findall(whole)) > len(_CITY_EN.findall(whole))
        if kind == "Port":
            city = next((e for e in lookup(named[1]) if e.kind == "City"), None)
            port = minter.known(port_of(city)) if city else minter.named("Port", f"Port of {named[1]}")
            return Speaker(port if speaks else None, port, voice, shorts=shorts)
        if not speaks:
            continue
        name = named[1].removeprefix("The ")
        known = next((e for e in lookup(name.removesuffix(" Prefecture")) if e.kind == "Prefecture"), None)
        if kind == "SubnationalGovernment" and known is not None and name.endswith("Prefecture"):
            return Speaker(minter.known(known), None, voice, shorts=shorts)
        return Speaker(minter.named(kind, name), None, voice, shorts=shorts)
    return Speaker(None, None, voice, shorts=shorts)

"""Events that no list knows, told by what is said of them: 開設30周年を祝う集い, 第3回雪あかりの路.

What makes a phrase the name of one is its part in the sentence or the line: that it was held, that somebody went
to it, a day before it on its line, a label. Its last word says how much of that is asked (``words/events.toml``),
``event_names`` where it begins. A bare word (式典) is an event only on a day of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ..data import table
from ..text.mask import Masked, Noun
from ..text.particles import is_particle
from .defined import whole
from .event_names import PLACES, N, Range, begins
from .event_parts import MAY_BE_HELD, ends_of_parts, proved
from .event_parts import PROOFS as PARTS

_WORDS = table("words/events.toml")
_CEREMONY, _MEETING = _WORDS["heads"]["ceremony"], _WORDS["heads"]["meeting"]
_HELD, _WENT_THERE = _WORDS["said"]["held"], _WORDS["said"]["went"]
_RUN = "[一-鿿々〆ヶァ-ヴーA-Za-z0-9×&]"
_AS_NOUN = r"(?:に)?(?:出場|参加|出演|出展|出席|開催)(?:$|[。、(\s])"
_HEADS = re.compile(f"{_CEREMONY}|{_MEETING}")
_HEAD = re.compile(
    f"(?P<head>{_CEREMONY}|{_MEETING})"
    rf"(?:\([^()]{{1,8}}編\)|(?:・?(?:in|イン)・?(?:{N}|{_RUN}{{2,8}}|[ぁ-ん]{{2,6}}|[ァ-ヴー一-鿿]の{_RUN})(?=[をがはに、」(]|$)"
    rf"|{N}(?=[をがは、」]|には|$)|\s?(?:19|20)\d\d(?![\d年]))?(?:(?!{_RUN})|(?={_AS_NOUN})))"
)
_QUOTED_NAME = "(?:「[^「」]{1,40}」)?"
_WITH_ALL = "(?:主?会場|舞台|迎え|招|囲|交え|集め|記念|祝|合わせ)"
_HELD_BEHIND = re.compile(
    rf"(?:」|{_QUOTED_NAME}|\([^()]*\))*(?:を|が|は|も)、?(?:(?!{N}?(?:を(?!{_WITH_ALL})|が)|[るう]ため)[^。])"
    f"{{0,48}}?(?:{_HELD})(?!たい|ない|ません|く|ける|う(?:と|。))|(?:を|の)?開催(?:$|[。、(し])"
    "|を、?[^。、]{0,12}?共催(?:しま|し、|いたしま)"
    "|が、?(?:[^。、をが]{0,20}(?:[館堂園場市ルーー内]|[\ue000-\uf8ff])で(?:も)?)?(?:あり(?!ませ|得)|あった)"
)
_HELD_BEFORE = re.compile(
    "(?:開催した|開催された|開催しました|開いた|開かれた|催した|催された|行った|行われた|実施した|実施された|挙行された|挙行した|あった)「?$"
)
_HELD_ALONE = re.compile(
    rf"(?:\([^()]*\))?(?:を、?(?:(?!{N}?(?:を|が|は))[^。]){{0,24}}?(?:開催(?!さ)(?:し|$|。|、|\()|挙行し|催し(?:た|ま|、))"
    rf"|(?:が|は|も)、?(?:(?!{N}?(?:を|が|は))[^。]){{0,36}}?(?:開催さ|開かれ|催さ|挙行さ|開幕|閉幕)(?!(?:れ)?た[一-鿿ァ-ヴー\ue000-\uf8ff]))"
)
_WENT = re.compile(
    f"」?(?:\\([^()]*\\))?(?:に|へ)(?:も|は)?、?[^。、]{{0,16}}?(?:{_WENT_THERE})"
    "(?!を(?:要請|検討|見送)|(?:者|し(?:た)?い|でき(?:ない|ず)))|」?に(?:あわせ|合わせ|際し)"
    f"|{_AS_NOUN}|」?に(?:は|も)?、?{N}(?:$|。|、|が(?:集|来|訪|参|詰|足))"
)
PROOFS = {"held": (_HELD_ALONE.pattern,), "part": PARTS}
"""By what proves a name of no telling word, patterns of which one matches behind it."""
_WHEN = frozenset(["Date", "RelativeDate"])
_DAY = re.compile(r"月|日|\d{4}[-/.]\d{1,2}|\.\d")
_MONTH = re.compile(r"月|\d[-/.]\d")
_IS_CEREMONY = re.compile(f"(?:{_CEREMONY})$")
_FESTIVE = re.compile(f"{N}(?:祭り?|まつり|フェスタ|デー|マラソン|カーニバル|(?:市|県|州)?の[一-鿿]{1, 3}展)")
_PLAIN = re.compile(_WORDS["heads"]["plain"])
_NONE, _ANY = re.compile(_WORDS["heads"]["none"]), re.compile(_WORDS["heads"]["any"])
_OPENED, _COURSE = re.compile(_WORDS["heads"]["opened"]), re.compile(_WORDS["heads"]["course"])
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PUT_ON = re.compile("(?:主催|共催)の")
_AT_PLACE = re.compile("[\ue000-\uf8ff](?:市|町|都)?(?:内)?(?:にて|で|において)、?「?$")
_AGAIN = re.compile("次回|前回|今回|初回|各回|毎[年回]|例年|(?:こ|そ)の")
_AT_ONCE = 3
_BRIEF = 60  # masked characters of a line that lists what was held
_ENDS = re.compile(r"(?:」)?(?:\(|「|$|。|、|\s)|(?<=編\))")
_DATED = re.compile(
    rf"\W{{0,4}}(?P<when>{N})(?:\([月火水木金土日][^()]{{0,3}}\))?"
    rf"(?:[・、~〜-](?:{N}|\d{{1,2}}日)(?:\([月火水木金土日][^()]{{0,3}}\))?)?"
    r"(?:[\s\u3000]*\d{1,2}[:：時]\d{0,2}分?(?:[~〜-]\d{1,2}[:：時]\d{0,2}分?)?)?[ \u3000\t・:：|「○●◆■はに、]{0,4}"
)
_AFTER_OTHERS = re.compile(rf"{_DATED.pattern}[^。]{{2,24}}、$")
_LAST = re.compile(r"」?\(")
_OF_DAY = re.compile("[\ue000-\uf8ff]の「?$")
_TOPIC = re.compile("」?(?:は|には|に|が|で)、?")
_WITH_PLACE = re.compile("[州市県町省郡]との$")
_NO_TITLE = re.compile("[はもが。]|毎|例年|1度")  # 4年に1度総会を開きます: told, and not announced
_TWO_PLACES = re.compile(f"{N}{N}と")
_WITH_CITY = re.compile(f"{N}市?との")
_THERE = re.compile("(?:にて|で|において)(?:の|、)?「?$")
_OF_IT = re.compile("の?(?:委員|実行|準備|会場|事務|参加者|出席者|来場|様子|成果|記録|名称|ほか)")
_LABEL = re.compile(r"\W{0,3}(?:名\s?称|(?:事業|行事|催事|イベント|大会|会議)名)[\s:：]+$")
_NUMBERED = re.compile(
    rf"第\d+回(?:[^、。をがはへにでも\s()「」|\ue000-\uf8ff]|(?<=[ぁ-ん])[でも](?=[ぁ-ん])|{N}){{3,24}}?(?=[をがは(、|]|\s|$)"
)
_NUMBER_ALONE = re.compile(rf"(?<={N}の)第\d+回(?=[はが])|(?<!次回の)(?<!前回の)第\d+回(?=が)")
_BARE = frozenset(["催し", "行事", "イベント", "会", "日"])  # 2022年の催しは: of the event that is spoken of
_PARTICLE = re.compile("[をがは]")
_SHORTEST = 4
_TELLING = 6  # 港の見学ツアー, held at a place on a day, is named by that
_ANNOUNCES = re.compile(  # what the title of a release ends in: …を開催します, …の開催について
    r"」?(?:(?:を|が)(?:盛大に|初めて)?(?:開催(?:し|いたし|され)?(?:ます|ました)?|(?:開[きか](?:れ)?|行い|行われ|実施し)ます)"
    r"|の?(?:開催|実施)?の?(?:お知らせ|ご案内|概要)(?:について)?|の?(?:開催|実施)(?:について|決定)?|について)"
    r"(?:\([^()]*\))?[!！。\s]*$"
)


def announces(text: str, end: int) -> bool:
    """Whether a line announces the event whose name ends at a place of it.

    >>> from enishi.ingest.nouns.told_events import announces
    >>> announces("提携30周年記念式典を開催します", 10), announces("記念式典を振り返って", 4)
    (True, False)
    """
    return _ANNOUNCES.match(text, end) is not None


def told_events(
    masked: Masked, formed: Iterable[Noun], dated_before: bool = False, proofs: Collection[str] = PROOFS
) -> Iterator[Noun]:
    """The events that a masked sentence tells by such names; none where a name by its form reaches as far.

    ``dated_before`` says that the cell before the sentence tells its day or month; ``proofs`` are those of
    :data:`PROOFS` that may stand in it.
    """
    others: dict[int, list[Noun]] = {}
    for noun in formed:
        others.setdefault(noun.end, []).append(noun)
    for at in _candidates(masked, proofs):
        name = _event(masked, at, dated_before)
        if name is None:
            continue
        beside = others.get(name.end, ())
        outer = [n for n in beside if n.kind != "Generic" and (n.kind != "Event" or n.start <= name.start)]
        seeming = all(n.kind in MAY_BE_HELD and not n.entities and name.start <= n.start for n in outer)
        if not outer or (seeming and proved(masked, at.low, at.high, name.text)):
            yield name


def _candidates(masked: Masked, proofs: Collection[str]) -> Iterator[Range]:
    """The phrases of a masked sentence that may be the name of an event, by their last word or what follows."""
    text = masked.text
    ends = set()
    for match in _HEAD.finditer(text):
        ends.add(match.end())
        yield begins(masked, match.start(), match.end())
    for match in (*_NUMBERED.finditer(text), *_NUMBER_ALONE.finditer(text)) if "第" in text else ():
        if match.end() not in ends:
            ends.add(match.end())
            yield Range(match.start(), match.start(), match.end())
    for particle in _PARTICLE.finditer(text) if "held" in proofs else ():
        at = particle.start()
        if at in ends or text[at - 1 : at] in ("", ")") or not _HELD_ALONE.match(text, at):
            continue
        if particle[0] == "を" or (is_particle(text, at) and text[at - 1] not in "にでとへ"):
            ends.add(at)
            yield begins(masked, at - 1, at)
    for at in ends_of_parts(masked) if "part" in proofs else ():
        low, _, high = name = begins(masked, at - 1, at)
        if at not in ends and proved(masked, low, high, whole(masked, low, high)):
            yield name


def _event(masked: Masked, at: Range, dated_before: bool) -> Noun | None:
    """The event that a phrase names, if what is said of it makes it one."""
    text, (low, tight, high) = masked.text, at
    if _TWO_PLACES.match(text, low) and all(n.kind in PLACES for n in masked.within(low, low + 2)):
        low += 1  # who announces it stands on the line above: A市|B市との提携30周年記念式典
    if _WITH_PLACE.search(text, low, tight):
        low = tight  # 州との提携30周年記念式典: with whom it is stands outside the name
    if text.endswith("署名式", low, high) and (beside := _WITH_CITY.match(text, low, high)):
        low, tight = beside.end(), max(beside.end(), tight)
    if (by := _PUT_ON.search(text, low, high)) is not None and by.end() < high:
        low, tight = by.end(), max(by.end(), tight)
    name = whole(masked, low, high)
    known = _HEADS.search(text, low, high) is not None
    numbered = name.startswith("第") or _YEAR.search(name) is not None
    sure = proved(masked, low, high, name)
    if _AGAIN.match(text, low) or _ANY.match(name) or name in _BARE or (_NONE.search(name) and not sure):
        return None
    if (
        not known
        and not numbered
        and not sure
        and (not _HELD_ALONE.match(text, high) or len(name) < _SHORTEST or _OPENED.search(name))
    ):
        return None
    held = None if _OF_IT.match(text, high) else _HELD_BEHIND.match(text, high)
    told: object = held or sure or _HELD_BEFORE.search(text, max(0, low - 12), low)
    told = told or (text[high : high + 1] in "。、" and _THERE.search(text, max(0, low - 5), low))
    listed = not told and is_listed(masked, low, high)
    labelled = known and _LABEL.match(text[:low]) is not None and high == len(text)
    titled = known and len(text) <= _BRIEF and not _NO_TITLE.search(text, 0, low)
    labelled = labelled or (titled and announces(text, high))
    went = _WENT.match(text, high)
    if not told and not listed and not labelled and not went:
        return None
    when = [(i, masked.nouns[n]) for i, n in masked.index.items() if masked.nouns[n].kind in _WHEN]
    reach = len(text) if sure else held.end() if held else high
    dated = [n for i, n in when if i < low or high <= i < reach or (listed and i - high < _AT_ONCE)]
    plain = is_plain(masked, low, high)
    day = dated_before if not dated else _DAY.search(dated[-1].text) is not None
    if listed and not told and dated and not _MONTH.search(dated[-1].text):
        day = False  # 4日(日) 記念式典: in the month of a line above
    on_a_day = bool(day and (told or listed or went) and _IS_CEREMONY.search(text, low, high))
    if _COURSE.search(name) and not (dated and "日" in dated[-1].text) and not (sure and day):
        return None
    if not (dated or dated_before or numbered or labelled or sure) or (
        plain and not on_a_day and not (sure and day and len(name) >= _TELLING)
    ):
        return None
    shortened = low < tight and not plain and (name.startswith("同") or not is_plain(masked, tight, high))
    return Noun(
        masked.at[low],
        masked.at[high],
        "Event",
        name,
        parts=tuple(masked.within(low, high)),
        names=(whole(masked, tight, high),) if shortened else _without_anniversary(name),
        note=dated[-1].text if plain and dated else None,
    )


def _without_anniversary(name: str) -> tuple[str, ...]:
    """What the event of an anniversary is called else: 20周年記念の書画展 is a 書画展."""
    told = _OF_ANNIVERSARY.match(name)
    return (name[told.end() :],) if told and len(name) > told.end() + 2 else ()


_OF_ANNIVERSARY = re.compile(
    r"(?:提携|締結|創立|設立|開設)?\d{1,3}周年(?:を)?(?:記念|祝う|祝した|記念する|記念した)?の?(?=[^式典])"
)


def is_listed(masked: Masked, low: int, high: int) -> bool:
    """Whether a line lists a name with its day (11月11日 …記念の集い(文化センター)), or a day is told to be its."""
    text = masked.text
    if _OF_DAY.search(text, max(0, low - 4), low) and _TOPIC.match(text, high):
        first = masked.noun_at(low - 2 if text[low - 1] == "の" else low - 3)
        return first is not None and first.kind in _WHEN and _DAY.search(first.text) is not None
    inside = masked.noun_at(high + 1) if text[high : high + 1] == "(" else None
    if inside is not None and inside.kind in _WHEN and _DAY.search(inside.text):
        return True
    if len(text) > _BRIEF:
        return False
    lead, tail = text[:low], text[high : high + _AT_ONCE]
    lead = _AT_PLACE.sub("", lead)  # 10月 A市にて提携20周年の植樹式、…
    opened = _DATED.fullmatch(lead)
    first = masked.noun_at(opened.start("when")) if opened else None
    if first is not None and first.kind in _WHEN and _ENDS.match(text, high):
        return True
    behind_others = _AFTER_OTHERS.match(lead)
    first = masked.noun_at(behind_others.start("when")) if behind_others and _LAST.match(text, high) else None
    if first is not None and first.kind in _WHEN:
        return True
    behind = masked.noun_at(high + len(tail) - len(tail.lstrip(" \u3000(」")))
    return behind is not None and behind.kind in _WHEN and re.fullmatch(r"\W{0,3}", lead) is not None


def is_plain(masked: Masked, low: int, high: int) -> bool:
    """Whether a name says only what kind of event it is, or where: 記念式典, 福岡市の会議."""
    if _FESTIVE.search(masked.text, low, high):
        return False  # a city's own festival has a name, and what is shown of it: 博多まつり, 大連市の写真展
    said = _HEADS.sub("", masked.text[low:high])
    places = all(n.kind in PLACES for n in masked.within(low, high))
    return _PLAIN.fullmatch(re.sub("[\ue000-\uf8ff]", "", said) if places else said) is not None

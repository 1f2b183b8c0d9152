"""A Japanese sentence said the other way round, put back into the plain order in which sentences are read.

調印したのは平成20年5月だった is 平成20年5月、調印した; 主催したのは市民の会である is 市民の会が主催した;
4,216万円。これが国際交流費の総額である is 国際交流費の総額は4,216万円である; clauses that share a verb are
sentences of their own. Its words are the sentence's own in another order, so that it says nothing more, and who
reads it judges it as he would any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from ..data import table
from ..text.clean import Clean
from ..text.mask import Alphabet, Masked, Noun, longest, mask
from .gapped import gapped

Part: TypeAlias = "tuple[Masked, int, int] | str"
"""A range of a masked sentence, or words of its own."""

_N = "[\ue000-\uf8ff]"
_IS = r"(?:で(?:す|した|ある|あった|ござい(?:ます|ました))|だ(?:った)?)"
_SPEAKS = (
    r"[A-ZＡ答]\s?\d*[.．:：\s]\s?|[(（][^()。、]{1,16}[)）]\s?|[^\s。、]{1,16}(?:長|委員|議員|理事|参事)[\s　]"
)
_LEAD = (
    rf"(?:[^。]{{0,40}}[━═─―＝=]{{2,}}\s?)?(?:\W{{0,3}}(?:{_SPEAKS}))?"
    r"[^\w\ue000-\uf8ff]{0,3}(?:(?:また|なお|さらに|このうち|加えて|あわせて|このほか)、?)?"
)
_CLEFT = re.compile(
    rf"(?P<lead>{_LEAD})(?P<said>[^。]{{2,160}}?(?:た|だ|る|す|[つ務]む|担う|行う))(?:\((?P<aside>[^()]{{2,24}})\))?(?:の|もの)(?:は|が)、?"
    rf"(?P<told>[^。は]{{0,60}}?{_N}(?:(?![はをが])[^。]){{0,24}}?)(?P<since>から)?(?:のこと|の話|の時|のとき)?{_IS}?。?"
)
_DONE_IS = re.compile(r"(?<=[ただる)])(?:の|もの)[はが]")  # what stands in each that may be
_TIMES = frozenset(["Date", "RelativeDate", "FiscalYear"])
_PARTS_OF_DATE = re.compile(
    rf"(?:既に|やはり|ちょうど|まさに|そして|、|その|同じ|年の|翌年の)*{_N}(?:\([^()]*\)|末|頃|ごろ|中|初め|の?{_N})*"
)
_THIS_IS = re.compile(rf"(?:これ|以上|こちら)(?:が|は)、?(?P<what>[^。]{{2,60}}?){_IS}。?")
_DASH = re.compile(
    rf"(?P<lead>{_LEAD})(?P<told>[^。、—―]{{0,40}}{_N})(?:——|──|――|—)(?:これが、?)?(?P<what>[^。—―]{{4,80}}?){_IS}。?"
)
_DASHES = ("—", "──", "――")
_FIGURE_OF = re.compile(
    rf"(?:これは、?)?(?P<when>[^。、]{{0,6}}{_N}(?:末日?|頃)?(?:現在|時点)?)(?:で)?の(?:数字|人数|数値|値|時点|データ|統計|実績|集計|状況){_IS}。?"
)
_FINAL = 4  # characters that its last noun and what closes it take
_NOUN_FINAL = re.compile(rf"(?:{_N}|[一-鿿ァ-ヴー々])[)」』]?。?$")
_ITS_NUMBER = re.compile(r"(?:その)?(?P<of>総数|人数|数|人口|合計|総人口)は、?")
_LAST_PHRASE = re.compile(rf"(?:[一-鿿ァ-ヴー々]|{_N}){{2,24}}(?=。?$)")
_THERE_IS = re.compile(
    rf"(?P<lead>{_LEAD})(?P<said>[^。]{{4,120}}?(?:た|だ|る|とする))(?:都市|自治体|市町村|市|町|団体|組織|国|もの|例|ところ|ネットワーク|会議)"
    rf"(?:として(?:は)?|に(?:は|も)?)、?(?P<told>[^。、はをが]{{0,12}}{_N}(?:市|町|村|区|県|都)?(?:\([^()]*\))?)(?:が|も)、?(?:あ(?:る|り|げ)|挙げ|存在|名を連ね|含まれ)[^。、]{{0,8}}。?"
)
_COUNTERPART = re.compile(  # 覚書を結んでいる相手がダナン市である; …相手に、ダナン市がある
    rf"(?P<lead>{_LEAD})(?P<said>[^。]{{4,120}}?(?:た|だ|る))(?:相手(?:方|先)?|間柄)(?:(?:は|が|に(?:は|も)?)、?)"
    rf"(?P<told>[^。はをが]{{0,20}}?{_N}(?:市|町|村|区|県|都|州)?(?:\\([^()]*\\))?)(?:{_IS}|(?:が|も)、?あ[りる][^。、]{{0,4}})。?"
)
_FOR_EXAMPLE = re.compile(
    rf"(?P<lead>[^。、]{{0,16}}?(?:例|都市|自治体|団体|ところ)(?:では|として(?:は)?|に(?:は)?)、?)(?P<told>{_N}(?:市|町|村|区|県|都)?(?:\([^()]*\))?)(?:が|も)(?:挙げられ|あげられ|あり|ある(?:が|ほか))、(?P<said>[^。]+)。?"
)


_IS_AT_END = re.compile(
    "[がも]、?(?:あ[るりげ]|挙げ|存在|名を連ね|含まれ)"
)  # of what there is, at most so far before its end
_LAST_WORDS = 16
_NAMED = re.compile("(?:られ|あり|あるが|あるほか)、")  # of what is named as an example


class Turned(NamedTuple):
    """A sentence in plain order; ``alone`` where it is misread as it stands."""

    masked: Masked
    alone: bool


def turned(
    sentence: Masked, before: Masked | None, annotate: Callable[[Clean], Masked], alphabet: Alphabet
) -> Iterator[Turned]:
    """The sentence in plain order, in each way in which it says something the other way round.

    It may go on from the one ``before``. What is said of a name may make it an event's, so that each is looked
    through anew for names.
    """
    alone = [*_there_is(sentence), *_swapped(sentence), *gapped(sentence)]
    beside = [*_cleft(sentence), *_of_two(before, sentence), *_of_day(before, sentence), *_topic(sentence)]
    for number, parts in enumerate([*alone, *beside]):
        plain = assembled(parts)
        fresh = annotate(plain.clean)
        nouns = longest((*(n for n in plain.nouns if n.kind != "Generic"), *fresh.nouns))
        yield Turned(mask(plain.clean, nouns, alphabet), number < len(alone))


def assembled(parts: Sequence[Part]) -> Masked:
    """A masked sentence of ranges of others and words between them.

    >>> from enishi.ingest.text.clean import Clean
    >>> from enishi.ingest.text.mask import Masked
    >>> said = Masked(Clean.of("結んだのは5月"), "結んだのは5月", tuple(range(8)), ())
    >>> assembled([(said, 5, 7), "に", (said, 0, 3)]).text
    '5月に結んだ'
    """
    text, shown = "", ""
    at: list[int] = []
    nouns: list[Noun] = []
    index: dict[int, int] = {}
    for part in parts:
        if isinstance(part, str):
            at.extend(range(len(text), len(text) + len(part)))
            text, shown = text + part, shown + part
            continue
        masked, low, high = part
        by = len(text) - masked.at[low]
        for place in range(low, high):
            noun = masked.noun_at(place)
            if noun is not None:
                index[len(shown) + place - low] = len(nouns)
                nouns.append(_moved(noun, by))
        at.extend(offset + by for offset in masked.at[low:high])
        text, shown = text + masked.plain(low, high), shown + masked.text[low:high]
    return Masked(Clean.of(text), shown, (*at, len(text)), tuple(nouns), index)


def _moved(noun: Noun, by: int) -> Noun:
    return noun._replace(start=noun.start + by, end=noun.end + by, parts=tuple(_moved(n, by) for n in noun.parts))


def _cleft(sentence: Masked) -> Iterator[Sequence[Part]]:
    """調印したのは平成20年5月でした; 開催したのが市民の会である."""
    found = _CLEFT.fullmatch(sentence.text) if _DONE_IS.search(sentence.text) else None
    if found is None:
        return
    lead, said = (sentence, *found.span("lead")), (sentence, *found.span("said"))
    aside: list[Part] = [(sentence, *found.span("aside")), "、"] if found["aside"] else []
    low, high = found.span("told")
    dated = _PARTS_OF_DATE.match(sentence.text, low, high)
    first = next((n for n in sentence.within(low, high)), None)
    if dated and dated.end() == high and first is not None and first.kind in _TIMES:
        yield [lead, (sentence, low, high), "から、" if found["since"] else "、", said, "。"]
    elif first is not None and first.kind == "Quoted" and high - low == 1:
        yield [lead, first.text.strip("「」『』"), "が、", *aside, said, "。"]  # a body's name, or a thing's
    elif first is not None:
        yield [lead, (sentence, low, high), "が、", *aside, said, "。"]


def _there_is(sentence: Masked) -> Iterator[Sequence[Part]]:
    """台南市と協定を結んでいる都市に仙台市があります."""
    other = _COUNTERPART.fullmatch(sentence.text) if "相手" in sentence.text else None
    if other is not None:
        yield [
            (sentence, *other.span("lead")),
            (sentence, *other.span("told")),
            "と、",
            (sentence, *other.span("said")),
            "。",
        ]
        return
    low = max(0, len(sentence.text) - _LAST_WORDS)
    for pattern, may in (
        (_THERE_IS, _IS_AT_END.search(sentence.text, low)),
        (_FOR_EXAMPLE, _NAMED.search(sentence.text)),
    ):
        found = pattern.fullmatch(sentence.text) if may else None
        if found is not None:
            told, said = (sentence, *found.span("told")), (sentence, *found.span("said"))
            yield [(sentence, *found.span("lead")), told, "は、", said, "。"]
            return


_ENTERED = re.compile(
    rf"(?P<sum>(?:総額|合計|合わせて|約|およそ)*{_N}(?:余り)?)を、?"
    rf"(?P<line>(?:(?![をがは])[^。、])+?(?:費用?|経費|予算|事業|[補助負担交付委託]{{2}}[金料])|{_N})(?P<as>として|に(?:は)?)"
    r"(?=[^。]{0,60}(?:計上|充て|充当|配分|割り当て|盛り込|見込|お願い|措置|要求|投じ|用い))"
)


def _swapped(sentence: Masked) -> Iterator[Sequence[Part]]:
    """4,216万円を国際交流費として計上: the line of a budget behind its sum."""
    parts: list[Part] = []
    last = 0
    told = any(n.kind == "MoneyJPY" for n in sentence.nouns)
    for found in _ENTERED.finditer(sentence.text) if told else ():
        money = any(n.kind == "MoneyJPY" for n in sentence.within(*found.span("sum")))
        if not money or any(n.kind == "MoneyJPY" for n in sentence.within(*found.span("line"))):
            continue
        parts += [(sentence, last, found.start()), "、" if not last else ""]
        parts += [(sentence, *found.span("line")), (sentence, *found.span("as"))]
        parts += [(sentence, *found.span("sum")), "を"]
        last = found.end()
    if parts:
        yield [*parts, (sentence, last, len(sentence.text))]


def _of_two(before: Masked | None, sentence: Masked) -> Iterator[Sequence[Part]]:
    """4,216万円。これが国際交流費の総額である; 外国人住民。その数は…; 4,412人です。3月末の数字です."""
    if any(mark in sentence.text for mark in _DASHES) and (dash := _DASH.fullmatch(sentence.text)):
        told, what = (sentence, *dash.span("told")), (sentence, *dash.span("what"))
        yield [(sentence, *dash.span("lead")), what, "は、", told, "である。"]
        return
    if before is None or len(before.text) > _BRIEF:
        return
    end = len(before.text.rstrip("。"))
    if this := _THIS_IS.fullmatch(sentence.text):
        lead = _OPENING.match(before.text)
        low = lead.end() if lead else 0
        yield [(before, 0, low), (sentence, *this.span("what")), "は、", (before, low, end), "である。"]
    elif (figure := _FIGURE_OF.fullmatch(sentence.text)) and (count := _last_count(before)) is not None:
        when = (sentence, *figure.span("when"))
        yield [(before, 0, count), when, "、", (before, count, len(before.text))]
    elif _NOUN_FINAL.search(before.text, max(0, len(before.text) - _FINAL)):
        yield from _going_on(before, sentence, end)


_POLITE = re.compile(r"(?:でござい(?:ます|まし)(?:が|て)|ですが|でありますが)、")


def _topic(sentence: Masked) -> Iterator[Sequence[Part]]:
    """オンライン会談でございますが、先週の5日に行いました: minutes' way of saying は."""
    found = _POLITE.search(sentence.text, 0, _HEAD + _POLITE_WORDS)
    if found is not None and found.start() < _HEAD:
        yield [(sentence, 0, found.start()), "は、", (sentence, found.end(), len(sentence.text))]


_HEAD = 40  # masked characters in which a sentence tells its topic
_POLITE_WORDS = 10  # characters of what stands for は


@cache
def _event_of_day() -> re.Pattern[str]:
    said = table("words/events.toml")["heads"]
    return re.compile(
        rf"(?P<lead>{_LEAD}(?:去る|先の|翌|続く|明くる|翌日の)?)(?P<day>{_N}(?:\([^()]*\))?)(?:の[月火水木金土日]曜日?|の日)?は、?"
        rf"(?P<event>[^。はをが]{{0,50}}?(?:{said['ceremony']}|{said['meeting']}|{_N}))(?:の日)?{_IS}?。?"
    )


_TAKES_PLACE = re.compile("開催し|開催さ|開[いき]|催し|催さ|行[いわっ]|実施")
_WHO = re.compile(r"[^。、はを]{1,20}(?:が|は)、?")


def _of_day(before: Masked | None, sentence: Masked) -> Iterator[Sequence[Part]]:
    """11月17日は「…まつり」: it was held then; 私たちが…で開催しました, behind it, is said of it too."""
    if (alone := _day_and_event(sentence)) is not None:
        yield [*alone, "を開催した。"]
    elif before is not None and _TAKES_PLACE.search(sentence.text) and (told := _day_and_event(before)) is not None:
        if any(n.kind in ("Event", "EventSeries") for n in sentence.nouns):
            return
        who = _WHO.match(sentence.text)
        at = who.end() if who else 0
        yield [(sentence, 0, at), *told, "を、", (sentence, at, len(sentence.text))]


def _day_and_event(sentence: Masked) -> list[Part] | None:
    """The day and the event of which a sentence says no more than that it was on that day."""
    dated = len(sentence.text) < _BRIEF and any(n.kind in _DAYS for n in sentence.nouns)
    found = _event_of_day().fullmatch(sentence.text) if dated else None
    if found is None:
        return None
    day = sentence.noun_at(found.start("day"))
    event = sentence.noun_at(found.end("event") - 1)
    named = event is None or event.kind in ("Event", "EventSeries", "Quoted", "Generic")
    if day is None or day.kind not in _DAYS or not named:
        return None
    lead = found.start("day") - len(_DAY_LEAD.search(found["lead"])[0])  # type: ignore[index]
    low, high = found.span("event")
    asides = [m.span() for m in _ASIDE.finditer(sentence.text, low, high)]
    kept = zip([low, *(b for _, b in asides)], [*(a for a, _ in asides), high], strict=True)
    return [(sentence, lead, found.end("day")), "、", *((sentence, a, b) for a, b in kept)]


_DAYS = frozenset(["Date", "RelativeDate"])
_ASIDE = re.compile(r"\([^()]*\)")
_DAY_LEAD = re.compile("(?:去る|先の|翌|続く|明くる|翌日の)?$")


def _last_count(before: Masked) -> int | None:
    """Where the last number of a sentence stands, with what makes it an estimate."""
    last = next((at for at in reversed(before.index) if before.nouns[before.index[at]].kind == "Count"), None)
    more = _ABOUT.search(before.text, 0, last) if last is not None else None
    return more.start() if more else last


_ABOUT = re.compile("(?:約|およそ|延べ)$")
_BRIEF = 80
_OPENING = re.compile(_LEAD)


def _going_on(before: Masked, sentence: Masked, end: int) -> Iterator[Sequence[Part]]:
    """What goes on about the noun that the sentence before was no more than: その数は…, この大会を本市は…."""
    number = _ITS_NUMBER.match(sentence.text)
    phrase = _LAST_PHRASE.search(before.text)
    if number and phrase:
        rest = (sentence, number.start("of"), len(sentence.text))
        yield [(before, *phrase.span()), "の", rest]
        return
    last = before.noun_at(end - 1)
    this = _this_event().search(sentence.text)
    if last is not None and this and last.kind in ("Event", "EventSeries", "Quoted"):
        whole: Iterable[Part] = [(sentence, 0, this.start()), (before, end - 1, end)]
        yield [*whole, (sentence, this.end(), len(sentence.text))]


@cache
def _this_event() -> re.Pattern[str]:
    said = table("words/events.toml")["heads"]
    return re.compile(rf"(?:この|同|本)(?:{said['meeting']}|催し|イベント|行事|祭典|式典|{_N})")

"""Figures in running text: amounts of yen, counts with their unit, ordinals of anniversaries and editions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.mask import Noun
from ..text.number_words import SCALED, number_of
from ..text.sieve import Alternatives

_DIGITS = r"(?>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"  # atomic: a run of digits is one number
_SCALE = {
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "億": 100_000_000,
    "兆": 10**12,
}
_MONEY = re.compile(rf"(?:約|およそ)?((?:(?:{_DIGITS})(?:千万|百万|十万|千|万|億|兆)?)+)円")
_PART = re.compile(rf"({_DIGITS})(千万|百万|十万|千|万|億|兆)?")
_UNITS = (
    r"名|人|件|社|団体|都市|自治体|会員|組織|か国|カ国|ヵ国|ヶ国|箇国|国・地域|国(?![際籍内連民会体営語])|地域|か所|カ所|ヶ所|箇所|枚|回|言語|校|組|冊|本|隻|万人"
    r"|か月|カ月|ヶ月|日間|年間|分科会|区|企業"
)
_COUNT = re.compile(
    rf"(?<!第)(約|およそ|延べ|のべ)?\s?(?<![第\d,.])((?:(?:{_DIGITS})(?:億|万|千)?)+?)()(?:もの|の)?({_UNITS})(?!間)(余り|以上|超|を超える)?"
)
_COUNTED = re.compile(rf"[\d億万千](?:もの|の)?(?:{_UNITS})(?!間)")
_UNITS_EN = (
    r"participants|people|delegates|cities|countries|members|companies|organi[sz]ations|students|attendees"
    r"|visitors|officials|representatives|guests|athletes|spectators|runners|performers|experts"
)
_COUNT_EN = re.compile(
    rf"\b((?i:about|around|some|approximately|more than|over|nearly|almost|well over) )?({_DIGITS})"
    r"(?: (million|thousand))? (?:(?:member|registered|invited|international|foreign|young|local|overseas) )?"
    rf"({_UNITS_EN})\b"
)
_ABOUT_EN = (
    "(?i:(?:about|around|some|approximately|more than|over|nearly|almost|well over|roughly|close to"
    "|an estimated) )?"
)
_HEADS_EN = Alternatives(  # an audience of 210; those taking part numbered 184; about two hundred guests
    [
        rf"\b(?i:(?:audience|crowd|turnout|attendance|throng|gathering|house)s?(?: (?:last|this) year| in \d{{4}})?"
        rf"(?: of| was| is| stood at| was put at| is put at| came to| reached| totalled| numbered| was estimated at"
        r"|:) "
        rf"|(?:those|people|visitors|guests|participants|delegates) (?:taking part|attending|present|there)?"
        rf" ?(?:numbered|totalled|came to) )(?P<n>({_ABOUT_EN})({_DIGITS}|{SCALED}))"
        rf"(?!,?\d)(?! (?:{_UNITS_EN})\b)(?! ?%)"
        rf"|\b(?P<w>({_ABOUT_EN})({SCALED}) (?:{_UNITS_EN}))\b"
    ]
)
_COUNTED_EN = re.compile(rf"\d (?:[a-z]+ ){{0,2}}(?:{_UNITS_EN})\b")
_MONEY_EN = re.compile(
    rf"\b({_DIGITS})(?: (thousand|million|billion))? yen\b"
    rf"|(?:¥|\bJPY ?)({_DIGITS})(?: (million|billion))?"
)
_SCALE_EN = {"thousand": 1_000, "million": 1_000_000, "billion": 10**9}
_JUBILEES = {  # as years of marriage are called
    "tin": 10, "crystal": 15, "china": 20, "silver": 25, "pearl": 30, "coral": 35, "ruby": 40, "sapphire": 45,
    "golden": 50, "gold": 50, "emerald": 55, "diamond": 60, "platinum": 70,
}  # fmt: skip
_SPAN = (
    r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?) years|(?:a|one|two|three|four|five|six|seven) decades?"
    "|half a century|a quarter of a century"
)
_BONDS = (
    "relationship|relations|ties?|links?|bonds?|connections?|friendship|partnership|twinning|twinhood|sisterhood"
    "|sister|twin|friendship|city partnership|association|affiliation|alliance|pact|agreement|exchange"
)
_FEAST = (
    "celebrat(?:e|es|ed|ing|ion)|mark(?:s|ed|ing)?|commemorat(?:e|es|ed|ing|ion)|observ(?:e|es|ed|ing|ance)"
    "|honou?r(?:s|ed|ing)?|toast(?:s|ed|ing)?|f[eê]ted?|reach(?:es|ed)?|complet(?:e|es|ed)|notch(?:es|ed) up"
    "|event of the year|highlight|high point|festivities|party|jubilee|birthday|milestone"
)
_ANNIVERSARY = Alternatives(
    [
        r"(?:締結|提携|開設|設立)?(\d{1,3})周年",
        r"(?:(?<=から)|(?<=となって)|(?<=結んで)|(?<=結ばれて))(?:ちょうど|満)?(\d{1,3})年"
        r"(?=(?:目)?(?:を|の節目|の記念|に(?:な|当|あた)|が(?:経|たち|過)|[、。]|$|です))",
        r"(?:(?<=提携から)|(?<=締結から)|(?<=協定から)|(?<=協定締結から)|(?<=縁組から)|(?<=盟約から)|(?<=調印から)|(?<=結んでから)|(?<=なってから))"
        r"(?:ちょうど|満)?(\d{1,3})年(?=とな[っりる]|でござ|でし|であ|の(?:今|本|来|昨|令和|平成|昭和|\d{4}年|節目))",
        r"(?:(?<=\d日で)|(?<=\d月で))(?:ちょうど|満|丸)?(\d{1,3})年(?=とな[っりる]|にな[っりる]|を迎え|です|でし|であ)",
        r"(?:ちょうど|まる|丸|満)(\d{1,3})年(?:目)?(?=です|でした|に(?:な|当|あた)|を迎え|の節目|[、。]|$|、?という)",
        r"(?:(?<=今年が)|(?<=今年で)|(?<=ことしが)|(?<=ことしで)|(?<=本年が)|(?<=本年で)|(?<=来年が)|(?<=来年で))"
        r"(\d{1,3})年目(?=です|[、。]|$|に)",
        r"(?<=から)(\d{1,3})年の年(?=です|を|に|[、。]|$)",
        r"(?<![\d前後])(\d{1,3})年"
        r"(?=(?:目)?(?:を迎え|の節目|という節目|の佳節|に(?:なり|なる|あたり|あたる|当た)|です|でした))",
        r"(?<![\d前後])(\d{1,3})年(?=を(?:数え|刻|祝)|とな(?:る|り|っ)|に達|の(?:記念|節目|区切り)|という(?:節目|区切り))",
        r"(?:(?<=締結から)|(?<=提携から)|(?<=盟約から)|(?<=調印から)|(?<=縁組から))(\d{1,3})年(?=[。、]|で|$)",
        r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)?[- ](?:year )?anniversary\b",
        rf"\b({'|'.join(_JUBILEES)})(?: wedding)? (?:anniversary|jubilee)\b",
        r"\b(?:was|is|be|marks?|marked|celebrat(?:es|ed|ing)|in time for|reach(?:es|ed)?|for|after|before) "
        r"(?:the|our|its|their|(?:[A-Z][\w’'-]+ ?){1,3}['’]s) (?:own )?(\d{1,3}(?=st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)"
        r"(?:st|nd|rd|th)?(?=[.,;?]|$| (?:together|with|in (?:19|20)\d\d)\b)",
        r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) years old(?= (?:this|next|last|in|on)\b|[.,;])",
        r"\bturn(?:s|ed|ing)? (\d{1,3}|[a-z]+)\b",
        r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) years "
        r"(?=since|(?:(?:with|between) [A-ZÀ-Þ][\w’' -]{2,30}? |together )?(?:were|was|are|have been) "
        r"(?:marked|celebrated|observed)"
        r"|of (?:its |our |their |the )?(?:sister|friend|twin|partner|ties)|as (?:sister|friend|twin)|on\b)",
        r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?) years(?=, to the (?:day|month|week), since)",
        r"\b(?:celebrat(?:e|es|ed|ing)|mark(?:s|ed|ing)?|reach(?:es|ed)?) (?:the )?"
        r"(\d{1,3}|[a-z]+(?:-[a-z]+)?) years"
        r"(?=[.,;]|$| (?:since|of|together|this|with (?:an?|the)|in (?:19|20)\d\d)\b)",
        r"\b(?:celebrat(?:e|es|ed|ing)|mark(?:s|ed|ing)?|reach(?:es|ed)?|complet(?:es|ed)) (?:its|their|our|the) "
        r"(\d{1,3}(?=st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)? year(?= in (?:19|20)\d\d|[.,;]|$)",
        r"(?<=['’]s )(\d{1,3}(?=st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)?"
        r"(?= (?:comes up|is due|falls|fell|follows|is next|will (?:be|fall|follow)|was (?:marked|celebrated)))",
        rf"\b({_SPAN}) (?=of (?:(?:the|our|this|their|its|a|an|official|formal|close|unbroken|continuous|such) )*"
        rf"(?:(?-i:[A-ZÀ-Þ])[\w’'-]+ )?(?:{_BONDS})\b[^.;]{{0,90}}?\b(?:{_FEAST}))",
        rf"(?:{_FEAST})(?: of| with us| in [\w’' -]{{3,30}})? "
        rf"(?:(?:the|our|its|their|this|that|first|full|a|some) )*({_SPAN})"
        rf"(?= (?:with (?:the )?(?-i:[A-ZÀ-Þ])|together\b|of (?:[a-z]+ )?(?:{_BONDS})"
        rf"|as (?:sister|twin|friend|partner)|side by side))",
        rf"\b({_SPAN})(?= (?:(?:this|last|next) [a-z]+ )?(?:after|since) [^.;]{{3,60}}"
        rf"\b(?:twinned|became (?:sister|twin|friend|partner)s?|signed|paired|joined hands|linked)\b)",
        rf"\b({_SPAN})(?= together\b(?: as|[,.;]| (?:was|were|is|are|with)))",
        r"\b(?:[a-z]+ )?\((\d{1,3})(?:st|nd|rd|th)\) (?:anniversary|jubilee)\b",
        rf"\b(\d{{1,3}}|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)? birthday"
        rf"(?= (?:with|of (?:[a-z]+ ){{1,3}}?(?:{_BONDS})\b))",
        r"\b(half[- ]cent)ury\b",
        r"\b(half a cent)ury\b",
        r"\b(quarter[- ]of[- ]a[- ]cent)ury\b",
        r"\b(quarter[- ]cent)ury\b",
        r"\b(\d{1,3}|[a-z]+)(?:st|nd|rd|th)? (?:year )?"
        r"(?=of (?:the |our |this |their )(?:relationship|tie|link|friendship|partnership|twinning|sister))",
    ],
    re.I,
)
_TENS = (("five", 5), ("ten", 10), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50))
_MORE = (("sixty", 60), ("seventy", 70), ("eighty", 80))
_ORDINALS = (("fifth", 5), ("tenth", 10), ("fifteenth", 15), ("twentieth", 20), ("thirtieth", 30), ("fortieth", 40))
_LATER = (("fiftieth", 50), ("sixtieth", 60), ("seventieth", 70))
_WORDED = {
    **dict((*_TENS, *_MORE, *_ORDINALS, *_LATER)),
    **_JUBILEES,
    **{f"{tens}-{five}": n + 5 for tens, n in (*_TENS[3:], *_MORE) for five in ("five", "fifth")},
}


_DIGIT = re.compile(r"\d")
_FEASTED = re.compile(rf"(?:anniversar(?:y|ies)|jubilees?|birthdays?|\b(?:{_FEAST}) (?:\d+|[a-z]+) years)\b")
_AGAIN = re.compile(
    rf"(?:(?<=\bthe )|(?<=\band )|(?<=: ))({_SPAN}|\d{{1,3}}|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)?"
    r"(?= (?:years )?with (?:the )?[A-ZÀ-Þ])"
)
_STOP = re.compile(r"[.;]|$")


def _number(said: str) -> int | None:
    """The number that an anniversary's words tell: 40, ``forty years``, ``two decades``, ``half a century``."""
    said = said.removesuffix(" years")
    if said.isdigit():
        return int(said)
    if "cent" in said:
        return 50 if said.startswith("half") else 25
    if "decade" in said:
        return int(number_of(said))
    return _WORDED.get(said)


def yen(text: str) -> int | None:
    """The yen of a printed amount: ``15億3,188万`` is 1531880000, ``255,555千`` is 255555000.

    >>> from enishi.ingest.nouns.figures import yen
    >>> yen("15億3,188万"), yen("255,555千")
    (1531880000, 255555000)
    """
    parts = _PART.findall(text)
    if not parts:
        return None
    return round(sum(float(number.replace(",", "")) * _SCALE.get(scale, 1) for number, scale in parts))


def figures(text: str) -> Iterator[Noun]:
    """All figures of a text, as nouns of kind MoneyJPY, Count or Anniversary."""
    digits = bool(_DIGIT.search(text))
    for match in _MONEY.finditer(text) if digits and "円" in text else ():
        yield Noun(match.start(), match.end(), "MoneyJPY", match[0], value=yen(match[1]))
    for match in _MONEY_EN.finditer(text) if digits and ("yen" in text or "¥" in text or "JPY" in text) else ():
        amount = float((match[1] or match[3]).replace(",", "")) * _SCALE_EN.get(match[2] or match[4] or "", 1)
        yield Noun(match.start(), match.end(), "MoneyJPY", match[0], value=round(amount))
    for match in _COUNT.finditer(text) if digits and _COUNTED.search(text) else ():
        number = float(yen(match[2]) or 0)
        about = "approximate" if match[1] else ("more than" if match[5] else None)
        yield Noun(match.start(), match.end(), "Count", match[0], value=number, names=(match[4],), note=about)
    for match in _COUNT_EN.finditer(text) if digits and _COUNTED_EN.search(text) else ():
        note = match[1] and (
            "more than" if match[1].strip().lower().endswith(("more than", "over")) else "approximate"
        )
        yield Noun(
            match.start(),
            match.end(),
            "Count",
            match[0],
            value=float(match[2].replace(",", "")) * _SCALE_EN.get(match[3] or "", 1),
            names=(match[4],),
            note=note or None,
        )
    yield from _heads(text)
    anniversary = _ANNIVERSARY.among(text)
    for match in anniversary.finditer(text) if anniversary else ():
        said = next(g for g in match.groups() if g).lower()
        nth = _number(said)
        if nth:
            yield Noun(match.start(), match.end(), "Anniversary", match[0], value=float(nth))
    yield from _enumerated(text)


def _enumerated(text: str) -> Iterator[Noun]:
    """The anniversaries told behind the first: the tenth one with A, then the 35th with B; and 40 with C."""
    feasted = _FEASTED.search(text) if " with " in text else None
    end = _STOP.search(text, feasted.end()) if feasted else None
    for match in _AGAIN.finditer(text, feasted.end(), end.start()) if feasted and end else ():
        if nth := _number(match[1].lower()):
            yield Noun(match.start(1), match.end(), "Anniversary", match[0], value=float(nth))


def _heads(text: str) -> Iterator[Noun]:
    """Numbers of people without a word for them, or in words: an audience of 210, about two hundred guests."""
    heads = _HEADS_EN.among(text)
    for match in heads.finditer(text) if heads else ():
        group = "n" if match["n"] else "w"
        about, number = (match[2], match[3]) if group == "n" else (match[5], match[6])
        note = "approximate" if about else None
        start, end = match.span(group)
        yield Noun(
            start,
            end,
            "Count",
            match[group],
            value=float(number.replace(",", "")) if number[0].isdigit() else number_of(number),
            names=("people",),
            note=note,
        )

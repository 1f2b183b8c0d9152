"""How a text is printed changes nothing that it says: marks, widths, blanks, and the ways to write a date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.ingest.extract import Extractor
from enishi.ingest.read import Source
from enishi.ingest.text.structure import blocks
from enishi.ingest.text.written import written
from enishi.ontology.model import Contribution

ODD = "，．、。､｡１９８７年10月５日(昭和62)（月）〇一二三十西暦S.-/OctobrSepthrd5 　\n\xa0は"

SAID = """八王子市の国際交流

八王子市は、平成18年8月22日に中国の泰安市と友好交流協定を結び、同年11月1日に台湾の高雄市とも協定を結びました。
韓国の始興市とは、2006年11月2日に友好交流協定を締結しました。
平成28年11月4日には、市制100周年を記念して、いちょうホールで「国際交流フォーラム」を開催し、およそ1,200人が参加しました。

海外友好交流都市
・泰安市(中国) 平成18年8月22日提携
・始興市(韓国) 2006年11月2日提携
"""
SAID_EN = """Chesapeake's sister city

Chesapeake and Joinville, Brazil, have been sister cities since October 14, 2011.
The pact was renewed on 5 September 2016.
A delegation of 30 people visited Joinville from 18 to 21 June 2019.
"""


def _read(extractor: Extractor, text: str) -> Contribution:
    raw = text.encode()
    return extractor(Source("page", text, "text/plain", hashlib.sha256(raw).hexdigest(), Path("page.txt")))


def _facts(contribution: Contribution) -> set[tuple[str, str, str, str | None]]:
    shown = {e.iri: e.names[0].text for e in contribution.entities}
    for s in contribution.statements:
        for r in s.references:
            assert contribution.document.text[r.start : r.end] == r.quote
    return {
        (shown[s.subject], s.relation, shown[s.object] if isinstance(s.object, str) else s.object.text, r.since)
        for s in contribution.statements
        for r in s.references
    }


PRINTED: dict[str, Callable[[str], str]] = {
    "commas of full width": lambda t: t.replace("、", "，"),
    "commas and full stops of full width": lambda t: t.replace("、", "，").replace("。", "．"),
    "marks of half width": lambda t: t.replace("、", "､").replace("。", "｡"),
    "Latin commas": lambda t: t.replace("、", ", "),
    "digits and brackets of full width": lambda t: t.translate(
        str.maketrans("0123456789()", "０１２３４５６７８９（）")
    ),
    "blanks at the ends of lines": lambda t: re.sub("(?<=.)$", "　", t, flags=re.M),
    "the western year beside the era's": lambda t: t.replace("平成18年", "平成18年(2006年)").replace(
        "平成28年", "平成28(2016)年"
    ),
    "the era beside the western year": lambda t: t.replace("2006年", "2006年(平成18年)"),
    "西暦": lambda t: t.replace("2006年", "西暦2006年"),
    "weekdays": lambda t: t.replace("2006年11月2日", "2006年11月2日(木)"),
    "kanji": lambda t: t.replace("平成18年8月22日", "平成十八年八月二十二日").replace(
        "2006年11月2日", "二〇〇六年十一月二日"
    ),
    "figures": lambda t: t.replace("2006年11月2日提携", "2006.11.02提携").replace(
        "平成18年8月22日提携", "H18.8.22提携"
    ),
}
BROKEN = """秦野市の国際交流

秦野市は、アメリカ合衆国テキサス州のパサデナ市と、昭和3
9年10月に姉妹都市の盟約を結び、韓国の坡州市とは、平成1
7年10月に友好都市となりました。
"""
WRAPPED = """Wagga Wagga and its sister cities

Our city has three sister cities abroad. The oldest of these ties is that
with Nördlingen in Germany, which was formed in 1967, and its founder was
a teacher. Leavenworth in Kansas, United States, has been our sister city
since 1962. Kunming in China followed on 14 August 1988 after a long time
of letters.
"""


PRINTED_EN: dict[str, Callable[[str], str]] = {
    "short months": lambda t: t.replace("October", "Oct.").replace("September", "Sept."),
    "short months without a full stop": lambda t: t.replace("October", "Oct").replace("September", "Sep"),
    "ordinals": lambda t: t.replace("October 14,", "October 14th,").replace("5 September", "the 5th of September"),
    "the day first": lambda t: t.replace("October 14,", "14 October"),
    "weekdays": lambda t: t.replace("October 14", "Friday, October 14").replace(
        "5 September", "Monday 5 September"
    ),
    "until": lambda t: t.replace("18 to 21", "18 until 21"),
}


@pytest.mark.parametrize("form", PRINTED)
def test_what_is_printed_otherwise_says_the_same(extractor: Extractor, form: str) -> None:
    printed, said = PRINTED[form](SAID), _facts(_read(extractor, SAID))
    assert printed != SAID
    assert len(said) > 8
    assert _facts(_read(extractor, printed)) == said


@pytest.mark.parametrize("form", PRINTED_EN)
def test_english_that_is_printed_otherwise_says_the_same(extractor: Extractor, form: str) -> None:
    printed, said = PRINTED_EN[form](SAID_EN), _facts(_read(extractor, SAID_EN))
    assert printed != SAID_EN
    assert said
    assert _facts(_read(extractor, printed)) == said


def test_a_number_that_the_end_of_a_line_breaks_is_one(extractor: Extractor) -> None:
    whole = _facts(_read(extractor, re.sub(r"(?<=\d)\n(?=\d)", "", BROKEN)))
    assert {d for _, relation, _, d in whole if relation.endswith("CityOf")} == {"1964-10", "2005-10"}
    assert _facts(_read(extractor, BROKEN)) == whole


def test_a_paragraph_is_one_where_its_lines_end_with_a_sentence() -> None:
    parts = [b.text.text for b in blocks(WRAPPED)]
    assert len(parts) == 2
    assert parts[1].endswith("of letters.")


def test_a_line_below_one_that_breaks_off_is_no_heading() -> None:
    upper = "Delegates from all members met in the city of Kaohsiung, Taiwan, from 20 to"
    text = f"{upper}\n23 September 2022. It was the first of such meetings in years\n"
    assert [b.kind for b in blocks(text)] == ["paragraph"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("１，２００人が，", "1,200人が、"),
        ("ア．国際交流", "ア．国際交流"),
        ("１．国際交流", "1．国際交流"),
        ("ジョン．ケネディ", "ジョン．ケネディ"),
        ("A, B and 12,000 people", "A, B and 12,000 people"),
        ("令和3(2022)年", "令和3(2022)年"),
        ("令和3年度(2021年度)", "令和3年度(2021年度)"),
        ("四日市市と十日町市", "四日市市と十日町市"),
        ("資料2001/10/05-10/7", "資料2001/10/05-10/7"),
        ("電話03-1234-5678", "電話03-1234-5678"),
        ("In October 25th anniversary events", "In October 25th anniversary events"),
        ("on 5 Oct. The city", "on 5 October. The city"),
        ("Jan Nowak", "Jan Nowak"),
        ("『港の祭り』と「『海』の日」", "「港の祭り」と「『海』の日」"),
        ("Signed in Lyon.  The city", "Signed in Lyon. The city"),
        ("our Sister City since 03/2010", "our sister city since March 2010"),
        ("a member of Sister Cities International", "a member of Sister Cities International"),
    ],
)
def test_only_what_is_a_mark_or_a_date_is_read_otherwise(printed: str, read: str) -> None:
    assert written(printed).text == read


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=60))
def test_every_place_leads_back_to_the_text(text: str) -> None:
    read = written(text)
    spans = [read.span(n, n + 1) for n in range(len(read.text))]
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert [low for low, _ in spans] == sorted(low for low, _ in spans)

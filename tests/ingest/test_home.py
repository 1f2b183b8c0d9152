"""Whose paper it is, where its text says little of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from enishi.ingest.names.recognise import Recogniser
from enishi.ingest.read import Source
from enishi.ingest.setting.context import home_city
from enishi.ingest.text.structure import blocks


def _home(text: str, name: str = "paper") -> str | None:
    source = Source(name, text, "text/plain", "0" * 64, Path(f"{name}.txt"))
    city = home_city(list(blocks(source.text)), Recogniser(home=None), name)
    return city.name("en") if city else None


MINUTES = "総務委員会記録\n\n〇委員 友好都市はいくつか。\n\n◎課長 ポーランドのワルシャワ市、中国の瀋陽市です。"
COLUMN = "市長コラム\n\n本市にはドイツのイエナ市の仲間がいます。お隣の南陽市さんも中国と交流を再開されました。"

PAPER = (  # its own name in kana alone at its head, and another city's with its 市 below
    "広報かけがわ 令和6年2月号\n\n特集 ユージンから届いた便り\n\n掛川にこの冬、姉妹都市の高校生が来ました。"
    "同じ年に仙台市も姉妹都市となりました。仙台市での日程を終えた一行は掛川に三日泊まりました。"
)
HEADED = (  # the paper's name behind what it is
    "国際交流だより ひめじ 第31号\n\n姫路とシャルルロワ\n\n"
    "広島市での会議の後、一行は姫路へ。広島市は8月に式典を開きます。"
)
LEAGUE = (
    "ADRIATIC HARBOURS CIRCULAR\nAdriatic Ports and Cities Network | Summer 2021\n\nThe Network was founded in "
    "Ancona in 1999. Split City Council paid.\n\nSplit has twin-town ties with Ancona since 1970. "
    "Split won the prize in 2020. It is a member of Eurocities."
)
RING = (
    "瀬戸内沿岸都市会議 会報 第8号\n\n事務局から\n\n"
    "呉市の輪番は今年で終わります。呉市はブレマートン市と姉妹都市です。"
)
MEMBER = "Porto News\nEurocities in Porto\n\nPorto hosts the annual meeting. Our city has been a member since 2009."
GAZETTE = (  # its own name in kanji nowhere
    "広報いなわしろ 令和5年10月号\n\n特集 ひろがる友好\n\n本町はニュージーランドの町と友好都市になりました。"
    "会津若松市は、これに先立つ昭和62年に中国の荊州市と友好都市となっています。"
)

TWINNING = (  # a smaller place in the title of a society, and a larger one below
    "Thurles Twinning Association\n\nIn May a choir from Salt Lake City sang here. We have been twinned with "
    "Straubing since 1991. Visitors from Chicago joined the picnic, and the mayor of Chicago wrote."
)

CAPITALS = (  # a name with namesakes, in a title whose first words are all capitals
    "WINCHESTER TWINNING ASSOCIATION\nBulletin 12          Spring 2018\n\nLaon at 40\n\nWinchester and Laon became "
    "twin towns in 1978. Guests from Laon came in May. A lecturer from the University of Sussex spoke."
)

MOVED = (  # news of somewhere else, of some length
    "City hall opens in Denver\n\nDenver opened a new city hall last month. Denver has room for cars there.\n\n"
    "Ties abroad\n\nGalway is twinned with Lorient. In 1975 Galway and Lorient signed the agreement."
)
LINKED = (  # a page's links
    "Links: City of Denver / Association of Cities\n\nSister cities\n\n"
    "Porto has been a sister city of Bristol since 1984. Nagasaki and Porto are sister cities too."
)
BELOW_NEWS = (  # a network's paper below notices
    "Notice: relief money from Oslo\n\nNew times for buses\n\nOpening hours\n\n"
    "CITYNET SECRETARIAT: MEMBERS' BULLETIN\n\n"
    "The Congress met in Colombo, and members signed an agreement there. Colombo is a member."
)

ENCYCLOPAEDIA = (
    "International relations of Galway\n\nFrom an open encyclopaedia.\n\n"
    "It is a city by the sea, whose council conducts its ties abroad.\n\nTwin towns\n\n"
    "The first twinning was with Adelaide on 8 December 1973; the founder of Adelaide had been a guest. "
    "Adelaide laid out a garden, Adelaide sends a choir, Adelaide gave a bell, and the link with Adelaide is the "
    "most active of the links, as Adelaide says.\n\nAdelaide  1973\nMacau  1997\n"
)
LISTING = (
    "CHIANG MAI MUNICIPALITY\nInternational Relations Section\nMemberships at a glance\n\nA. Networks\n\n"
    "Network\tMember since\nCITYNET News\t2013\n"
)

TWO_HEADS = (
    "総務委員会記録\n\n〇課長 本市は昭和30年に姉妹都市提携を行った。会議は昭和57年に設立され、現在は福山市が会長、"
    "本市が副会長を務めている。前回は福山市で開かれ、本市からも市長が出席した。"
)


@pytest.mark.parametrize(
    ("text", "name", "home"),
    [
        (TWO_HEADS, "somu", None),
        (TWO_HEADS, "01-kurume-somu", "Kurume"),
        (MINUTES, "hamamatsu-minutes", "Hamamatsu"),
        (TWINNING, "report", "Thurles"),
        (CAPITALS, "bulletin", "Winchester"),
        (MINUTES, "minutes-2024", None),
        (COLUMN, "column", None),
        (PAPER, "paper", "Kakegawa"),
        (HEADED, "paper", "Himeji"),
        (GAZETTE, "paper", "Inawashiro"),
        (LEAGUE, "circular", None),
        (RING, "paper", None),
        (MEMBER, "paper", "Porto"),
        (MOVED, "paper", "Galway"),
        (LINKED, "paper", "Porto"),
        (BELOW_NEWS, "paper", None),
        (ENCYCLOPAEDIA, "article", "Galway"),
        (LISTING, "list", "Chiang Mai"),
        ("CITYNET SECRETARIAT, SEOUL\nMembers' Bulletin\n\nThe Congress met in Colombo.", "bulletin-colombo", None),
        (
            "eThekwini Municipality (Durban) - Register of agreements\n\n"
            "| Partner | Remarks |\n|---|---|\n| Chicago | Active through the Chicago Sister Cities Committee. |\n"
            "| Leeds | Schools. |\n",
            "register",
            "Durban",
        ),
    ],
)
def test_home_is_whom_the_paper_speaks_for_else_nobody(text: str, name: str, home: str | None) -> None:
    assert _home(text, name) == home

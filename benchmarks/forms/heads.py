"""What stands above, below and around a page's title."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import Lines, form, in_en, in_ja

_SHORT = 60  # characters of a title


def _titled(page: Lines, dress: Callable[[str], Lines]) -> Lines | None:
    """The page with its title in other dress: its first line, if that is a short one and not marked yet."""
    title = page[0] if page else ""
    marked = title.startswith(("#", "【", "*")) or title.endswith(("。", ".")) or "|" in title
    return [*dress(title), *page[1:]] if title and not marked and len(title) < _SHORT else None


@form
def title_hash(page: Lines) -> Lines | None:
    return _titled(page, lambda title: ["# " + title.lstrip("■◆●□◇ ")])


@form
def title_bold(page: Lines) -> Lines | None:
    return _titled(page, lambda title: [f"**{title}**"])


@form
def title_underlined(page: Lines) -> Lines | None:
    return _titled(page, lambda title: [title, "=" * 30])


@form
def title_between_rules(page: Lines) -> Lines | None:
    return _titled(page, lambda title: ["=" * 40, title, "=" * 40])


@in_en
def title_in_capitals(page: Lines) -> Lines | None:
    return _titled(page, lambda title: [title.upper()])


@in_ja
def navigation(page: Lines) -> Lines | None:
    return ["ホーム > くらし・手続き > 国際交流", "", "本文へスキップ", "文字サイズ 標準 拡大", "", *page]


@in_en
def navigation_en(page: Lines) -> Lines | None:
    return ["Home > Community > International relations", "Skip to main content", "", *page]


def _told_by_its_day(page: Lines) -> bool:
    """Whether what a page says hangs on its day of issue (昨年, 29日, last month), or whether it has none."""
    hanging = (
        r"[昨今来本先翌][年月]|ことし|(?<![月\d])\d+日|周年|年前|\b(?:this|last|next) |\bago\b|anniversary|\d years"
    )
    return bool(re.search(hanging, "\n".join(page))) or not re.search(r"\d{4}", "\n".join(page[:4]))


@in_ja
def day_of_issue(page: Lines) -> Lines | None:
    return None if _told_by_its_day(page) else ["令和7年3月21日", "", *page]


@in_en
def day_of_issue_en(page: Lines) -> Lines | None:
    return None if _told_by_its_day(page) else ["21 March 2025", "", *page]


@in_ja
def press_head(page: Lines) -> Lines | None:
    return ["報道資料", "", *page]


@in_en
def press_head_en(page: Lines) -> Lines | None:
    return ["MEDIA RELEASE", "For immediate release", "", *page]


@in_ja
def masthead(page: Lines) -> Lines | None:
    return ["国際交流だより 第48号", "", *page]


@in_en
def masthead_en(page: Lines) -> Lines | None:
    return ["International Relations Newsletter", "Issue 48", "", *page]


@form
def quoted(page: Lines) -> Lines | None:
    return [f"> {line}" if line.strip() else ">" for line in page]


@in_ja
def feet(page: Lines) -> Lines | None:
    of_page = [
        "このページに関するお問い合わせ",
        "国際交流課 国際交流係",
        "電話 00-0000-0000",
    ]
    return [*page, "", *of_page, "開庁時間 午前8時30分から午後5時15分まで(土日祝日を除く)"]


@in_en
def feet_en(page: Lines) -> Lines | None:
    return [*page, "", "Was this page helpful? Yes / No", "Contact: International Relations Office, 555-0100"]


@form
def headings_hash(page: Lines) -> Lines | None:
    return [re.sub(r"^(?:[■◆●□◇]\s*|【)(.+?)】?$", r"## \1", line) for line in page]


@form
def headings_square(page: Lines) -> Lines | None:
    return [re.sub(r"^#{1,4} (.+)$", r"■\1", line) for line in page]


@form
def headings_brackets(page: Lines) -> Lines | None:
    return [re.sub(r"^(?:#{1,4} |[■◆●□◇]\s*)([^|]+)$", r"【\1】", line) for line in page]

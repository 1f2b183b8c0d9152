"""Other matter in the same document."""

from __future__ import annotations

from . import Lines, in_en, in_ja


def _below_title(page: Lines, words: str) -> Lines | None:
    """The page with a paragraph below its first line, if that is a short one."""
    return [page[0], "", words, *page[1:]] if page and len(page[0]) < 60 else None


@in_ja
def other_matter_first(page: Lines) -> Lines | None:
    return _below_title(
        page, "この欄では暮らしに役立つ情報をお届けします。今月は読者からいただいた質問をもとに編集しました。"
    )


@in_en
def other_matter_first_en(page: Lines) -> Lines | None:
    return _below_title(page, "This page is brought up to date from time to time. Readers may send their comments.")


@in_ja
def other_matter_last(page: Lines) -> Lines | None:
    return [*page, "", "粗大ごみの受け付けは、来月から電話のほかにインターネットでもできるようになります。"]


@in_en
def other_matter_last_en(page: Lines) -> Lines | None:
    return [*page, "", "The public library will be closed on the first Monday of every month."]

"""What is found in a document does not hang on its form: the head, bullets, columns, notations of dates."""

from __future__ import annotations

from benchmarks import forms, other_forms

ROUNDS = ("47", "50")
MOST = 0.02
"""Of the facts found in the documents as they are; what is unread stands in benchmarks/other_forms.md."""
TABLE = "都市 | 国 | 提携日\nリヨン市 | フランス | 1959年4月7日\nマニラ市 | フィリピン | 1965年7月1日"


def test_every_form_changes_some_page() -> None:
    texts = [page.text for page in other_forms.pages(other_forms.LAST.split(","))]
    assert [name for name in forms.FORMS if not any(forms.formed(text, name) for text in texts)] == []


def test_a_form_leaves_what_the_file_says_of_itself() -> None:
    page = "# source: a book\n# also: another\n\nTies\n\n- Lyon"
    assert forms.formed(page, "bullets_circle") == page.replace("- ", "○ ")
    above = ["# source: a book", "# also: another", "", "Home > Community > International relations"]
    assert str(forms.formed(page, "navigation_en")).split("\n")[:4] == above


def test_a_table_takes_every_dress() -> None:
    dressed = {name: forms.formed(TABLE, name) for name in forms.FORMS if name.startswith("table_")}
    assert dressed["table_commas"] == TABLE.replace(" | ", ",")
    assert dressed["table_columns_reversed"] == (
        "提携日 | 国 | 都市\n1959年4月7日 | フランス | リヨン市\n1965年7月1日 | フィリピン | マニラ市"
    )
    assert "都市: リヨン市\n国: フランス\n提携日: 1959年4月7日" in str(dressed["table_records"])


def test_little_is_lost_misdated_or_wrong_for_the_form_alone() -> None:
    read, every = other_forms.reader(), other_forms.pages(ROUNDS)
    plain = list(other_forms.scored(read, [(page, page.text) for page in every]))
    made = [d for name in forms.FORMS for d in other_forms.differences(read, every, plain, name)]
    changed = [(d.page.gold.document, d.lost, d.misdated, d.wrong) for d in made if d.lost or d.misdated or d.wrong]
    assert sum(len(d.lost) + len(d.misdated) + len(d.wrong) for d in made) <= MOST * sum(d.found for d in made), (
        changed
    )

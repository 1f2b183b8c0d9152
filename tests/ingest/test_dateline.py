"""When a document was written, by its own words."""

from __future__ import annotations

import pytest

from enishi.ingest.setting.dateline import dateline, reported_year, season_year


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("CITY OF GHENT\nPress office\nPRESS RELEASE\n3 June 2019\n\nThe mayors met yesterday.", "2019-06-03"),
        ("Cardiff City Council MEDIA RELEASE Thursday 9 March 2023\n\nA tree was planted.", "2023-03-09"),
        ("Harbour Lights\nNewsletter of the society, No. 12, December 2021\n\nDear members,", "2021-12"),
        ("LEEDS, 6 November 2020 - The city and the agency open a centre.", "2020-11-06"),
        ("COLOGNE, 12 May 2022 - The city celebrates. The agreement was signed in Cork in 1992.", "2022-05-12"),
        ("Twinning\nThe city has two twins.\nPage last reviewed: 4 March 2025", "2025-03-04"),
        ("Our partners (revised April 2024)\n\nThe oldest is Lyon.", "2024-04"),
        ("年頭のごあいさつ\n昨年は10周年でした。\n令和7年1月 山形市長", "2025-01"),
        ("よくある質問\nQ1 姉妹都市は。\nA1 二つです。\n(令和7年4月更新 国際課)", "2025-04"),
        ("鳥取市が加わる団体\n市では次の会員となっています。(令和5年4月1日現在)\n加盟:2014年12月", "2023-04-01"),
        (
            "弘前市長定例記者会見 会見録\n開催日:令和5年9月4日(月曜日)\n時間:11時\n\n昨年は来訪がありました。",
            "2023-09-04",
        ),
        (
            "津市議会 総務委員会 会議録\n日時  令和3年3月9日(火) 午前10時~11時\n場所  第1室\n平成5年に提携",
            "2021-03-09",
        ),
        ("第2回国際化推進懇話会 議事要旨\nと き:平成30年11月2日 午後2時から\nところ:市役所", "2018-11-02"),
        ("姉妹都市\n更新日:2022年5月9日   ページ番号:A-118   印刷用ページを表示する\n平成2年提携", "2022-05-09"),
        ("港のご案内 2023年版\n港の歴史は長い。", "2023"),
        ("国際交流だより 2024年9月15日発行 第3号\n7月3日に高校生が来た。", "2024-09-15"),
        (
            "交流のあゆみ\n令和6年3月 国際課\n昭和37年12月18日 提携\n昭和42年3月 提携\n昭和56年 提携\n平成3年 提携",
            "2024-03",
        ),
        (
            "NORDHAVN TWINS\nSociety newsletter\nA quarterly\nIssue 4 | December 2024\n\nDIARY\n"
            "3 January 2025: Lecture\n14 February 2025: Dinner\n1 March 2025: Concert\n8 May 2025: Walk",
            "2024-12",
        ),
        (
            "PRESS OFFICE\nEmbargoed until 00.01, Wednesday 12 May 2021\n\nThe pact was signed yesterday.",
            "2021-05-12",
        ),
        (
            "# FAQ\n*Last reviewed: March 4, 2022. This page is kept by the office with the volunteers of all the "
            "committees of the city.*\n",
            "2022-03-04",
        ),
        ("姉妹都市FAQ\n公開日:2017年4月3日　最終更新日:2024年2月9日　ページ番号 12", "2024-02-09"),
        ("富山市議会 令和5年6月定例会 会議録\n令和5年6月15日(木曜日) 午前10時 開議", "2023-06-15"),
        (
            "交流のあゆみ\n令和4年4月 文化課 作成\n昭和50年4月 提携\n昭和55年5月 提携\n平成元年6月 提携\n"
            "平成8年7月 提携\n同年8月 外国人住民が5,000人を超える(令和3年9月1日現在 5,026人)",
            "2022-04",
        ),
    ],
)
def test_a_document_is_dated_by_its_dateline_imprint_or_signature(text: str, when: str) -> None:
    assert str(dateline(text)) == when


@pytest.mark.parametrize(
    "text",
    [
        "交流のあゆみ\n1959年\n姉妹都市となる\n1970年\n友好都市となる\n1985年\n港が結ばれる\n2024年\n記念の催し",
        "年表\n昭和47年2月21日 提携\n昭和53年5月25日 提携\n平成8年4月 事務所\n平成16年 加盟\n令和元年 覚書",
        "よくある質問\nQ1 どこですか。\nA1 次の二つです。\nリンツ市 昭和32年9月29日から\nモデナ市 平成2年4月から",
        "City twins\nSince 1987 the city has been twinned with Bremen. In 1995 Odense followed.",
        "Ties of Porto\nThe city has six twins.\nNotes\n"
        + "\n" * 2
        + "A long list follows.\n" * 20
        + "3. Network of Cities, press release, 11 December 2015.",
        "来訪の記録\n日時 令和4年11月9日(水)に市長を訪問した。\n備考 通訳あり",
    ],
)
def test_the_date_of_a_tie_or_of_a_chronology_entry_is_not_the_documents(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("CORK COUNTY TIES\nAnnual Report 2021", "2021"),
        ("Annual Review 2019 of the Hull Twinning Association", "2019"),
        ("2018 ANNUAL REPORT\nGlobal Alliance", "2018"),
        ("Annual Report 2023/24", None),
        ("Annual Report 2018 and Programme for 2019", None),
        ("Report on the visit of 2019", None),
    ],
)
def test_a_title_tells_the_year_that_the_paper_reports_on(title: str, year: str | None) -> None:
    found = reported_year(title.splitlines())
    assert (str(found) if found else None) == year


def test_the_season_of_an_issue_tells_its_year() -> None:
    assert str(season_year(["FRIENDS OF LODZ", "Newsletter, Spring 2023"])) == "2023"
    assert season_year(["Spring in Lodz", "No. 4"]) is None

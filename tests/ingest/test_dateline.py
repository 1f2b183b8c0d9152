"""When a document was written, by its own words."""

from __future__ import annotations

import pytest

from enishi.ingest.setting.dateline import dateline


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
        "来訪の記録\n日時 令和4年11月9日(水)に市長を訪問した。\n備考 通訳あり",
    ],
)
def test_the_date_of_a_tie_or_of_a_chronology_entry_is_not_the_documents(text: str) -> None:
    assert dateline(text) is None

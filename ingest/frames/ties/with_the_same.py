"""What is tied or signed with whom the passage is about: 1998年に両市で「友好の誓い」を宣言した, 同区と合意書に.

両市 is the document's own city and the one abroad that the passage named last, 同市 that one alone; a district that
no list knows (ハンブルク市のA区) is the one that the sentence before names by its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....ontology.model import Entity
from ...matching.engine import Draft
from ..parties import beginning, government
from ..scene import Scene

_N = "[\ue000-\uf8ff]"
_PAPER = (
    rf"(?:[^。、\ue000-\uf8ff]{{0,14}}(?P<paper>{_N})|「(?P<quoted>[^「」]{{0,24}}(?:誓い|宣言|憲章|盟約|合意|協約|共同声明)(?:書)?)」)"
    r"(?:書)?(?:を|に)、?(?:[^。、]{0,6})?(?P<verb>調印|署名|サイン|締結|結[びんぶ]|交わ|取り?交|交換|宣言|発表|採択|確認)"
)
_TOLD = re.compile(
    rf"(?P<who>{_N}|両(?:市|県|都市|者|首長|市長)|同(?:市|区|県|州|省|町|村|郡))(?:の?(?:市長|知事|区長|首長|間))?"
    rf"(?P<as>は|が|で|と(?:は|の間で|も)?)、?(?:{_N}(?:に|には)?、?)?{_PAPER}"
)
_TIED = re.compile(
    rf"(?P<who>{_N}|両(?:市|県|都市)|同(?:市|区|県|州|省|町|村))(?P<as>は|が|と(?:は|の間で|も)?)、?"
    rf"(?:(?P<date>{_N})(?:に(?:は)?|から)?、?)?[^。、はが\ue000-\uf8ff]{{0,10}}"
    rf"(?P<tie>{_N})(?:都市)?(?:の?(?:{_N}|提携|関係|縁組|盟約|約束|絆))?(?:と|に|を|で)"
    r"(?:な[っりる]|結[びんぶ]|締結|調印|署名|交わ|あ[りる]|提携|す|あ)"
)
_BOTH = re.compile(r"両(?:市|県|都市|者|首長|市長)?")
_SAME = re.compile(r"同(?P<unit>[市区県州省町村郡])")
_DISTRICT = re.compile(r"[\ue000-\uf8ff]市?(?:の|・)(?P<name>(?:[ァ-ヴー]{2,12}|[一-鿿]{1,4})区)")
_AGAIN = re.compile(r"予定|延期|中止|見送|再び|改めて|再調印|再確認|更新|継続|準備|向け|たい")


def with_the_same(scene: Scene) -> Iterator[Draft]:
    """The paper of a sentence that takes up with whom it is."""
    if scene.owner is None or scene.discourse.kind == "heading" or _AGAIN.search(scene.text):
        return
    for told in _TOLD.finditer(scene.text):
        noun = scene.masked.noun_at(told.start("who"))
        said = noun.text if noun is not None and noun.kind == "Anaphor" else told["who"]
        paper = scene.masked.noun_at(told.start("paper")) if told["paper"] else None
        if told["paper"] and (paper is None or paper.kind not in ("AgreementWord", "Agreement", "Quoted")):
            continue
        if paper is not None and paper.kind == "Quoted" and not _PLEDGE.search(paper.text):
            continue
        partner = _meant(scene, said, told["as"])
        if partner is None:
            continue
        ahead = [when for at, when in scene.dates if at < told.start("verb")]
        yield from scene.draft(
            scene.owner, "agreementWith", partner, told.span(), "with-the-same", since=ahead[-1] if ahead else None
        )


def tied_with_the_same(scene: Scene) -> Iterator[Draft]:
    """The tie of a sentence that takes up with whom it is: 同市とは平成8年に姉妹都市となり、…を派遣している."""
    if scene.owner is None or scene.discourse.kind == "heading" or scene.paired:
        return
    for told in _TIED.finditer(scene.text):
        noun, tie = scene.masked.noun_at(told.start("who")), scene.masked.noun_at(told.start("tie"))
        said = noun.text if noun is not None and noun.kind == "Anaphor" else told["who"]
        if tie is None or tie.kind != "Tie" or not isinstance(tie.value, str):
            continue
        since = beginning(scene, scene.date_at(told.start("date"))) if told["date"] else None
        partner = _meant(scene, said, told["as"])
        yield from scene.draft(
            scene.owner,
            tie.value,
            partner,
            told.span(),
            "tied-with-the-same",
            since=since,
            done=scene.is_past(since),
        )


_PLEDGE = re.compile(r"(?:誓い|宣言|憲章|盟約|合意|協約|声明)書?[」』]?$")


def _meant(scene: Scene, said: str, particle: str) -> Entity | None:
    """Whom the words mean: the one place abroad that the passage named last."""
    discourse = scene.discourse
    abroad = [n for n in discourse.abroad if not scene.at_home(n)]
    if any(not scene.is_own(s.noun) for s in scene.of("City|Region|Prefecture")):
        return None
    if _BOTH.fullmatch(said):
        alone = len(abroad) == 1 and not particle.startswith("と")
        return government(scene, scene.entity(abroad[0])) if alone else None
    same = _SAME.fullmatch(said)
    if same is None or not particle.startswith("と"):
        return None
    if same["unit"] == "区" and discourse.before is not None:
        named = _DISTRICT.search(discourse.before.text)
        city = discourse.before.noun_at(named.start()) if named else None
        if named and city is not None and not scene.at_home(city):
            return discourse.minter.named("Ward", named["name"])
    fits = len(abroad) == 1 and (
        abroad[0].text.endswith(same["unit"]) or (same["unit"] == "市" and abroad[0].kind == "City")
    )
    return government(scene, scene.entity(abroad[0])) if fits else None

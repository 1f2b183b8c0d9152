"""Help, languages, and what happens to a call that is wrong."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import click
import pytest

from enishi.cli import main, run
from enishi.cli.layout import columns
from enishi.cli.reference import page
from enishi.cli.run import MODULES, program
from enishi.cli.speaking import Call, Command
from enishi.graph import open_graph
from enishi.words import LANGS, Lang, Words, catalogue

from .conftest import Run, environment, run_from_nothing, write_reports

Here: TypeAlias = Callable[..., tuple[int, str, str]]

FROM_NOTHING: Final = {
    "ingest": "ingest reports --graph new.enishi",
    "ask": "ask 横浜市の姉妹都市は？ --graph {graph}",
    "anniversaries": "anniversaries --fiscal-year 2025 --graph {graph}",
    "changes": "changes --from report-2021 --to report-2025 --graph {graph}",
    "conflicts": "conflicts --graph {graph}",
    "budget": "budget --graph {graph}",
    "network": "network brokers --graph {graph}",
    "cite": "cite {statement} --graph {graph}",
    "query": "query -e 'ASK {{ ?a a :City }}' --graph {graph}",
    "diagram": "diagram ego 横浜市 --graph {graph} --output ties.svg",
    "documents": "documents --graph {graph}",
    "withdraw": "withdraw report-2021 --graph {copy}",
    "extract": "extract reports",
    "review": "review --accept {statement} --by Archive --graph {copy}",
    "state": "state 横浜市 sisterCityOf リヨン --source 市史 --quote 提携 --by Archive --graph {copy}",
    "report": "report reports --output report.html",
    "evaluate": "evaluate reports/report-2021.jsonl",
    "check": "check --graph {graph}",
    "dump": "dump --graph {graph}",
    "load": "load ties.nq --graph new.enishi",
    "copy": "copy --from {graph} --to bolt://127.0.0.1:1",
    "backup": "backup kept.enishi --graph {graph}",
    "restore": "restore kept.enishi --graph new.enishi",
}
"""A call of each command; of ``demo`` (acceptance), ``serve`` (web) and ``mcp`` there are some elsewhere."""

ENDS_WITH: Final = {"conflicts": 1, "budget": 1, "copy": 4}
"""Nothing to be found in two small reports, and no server."""
FACT: Final = '{"subject": "横浜", "relation": "sister_city_of", "object": "リヨン", "date": "1959"}\n'


@pytest.fixture
def enishi(tmp_path: Path) -> Run:
    """Run the program in the test's folder, from nothing."""
    return lambda *line, stdin="", **extra: run_from_nothing(tmp_path, *line, stdin=stdin, **extra)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Run the program without a process of its own, which takes a tenth of the time: code, output, messages."""
    monkeypatch.chdir(tmp_path)

    def called(*line: str) -> tuple[int, str, str]:
        code = main(line)
        return (code, *capsys.readouterr())

    return called


def commands() -> Iterator[tuple[click.Command, click.Context]]:
    whole = program()
    context = click.Context(whole, info_name="enishi", obj=Call(Words("en")))
    yield whole, context
    for name in whole.list_commands(context):
        found = whole.get_command(context, name)
        assert isinstance(found, Command)
        yield found, click.Context(found, parent=context, info_name=name)


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_explains_itself_within_the_width_of_a_terminal(lang: Lang) -> None:
    for command, context in commands():
        context.find_root().obj.words = Words(lang)
        shown = command.get_help(context)
        assert Words(lang).say(f"cli.commands.{command.name}.help")[:10] in shown
        prose = shown.split(Words(lang).say("cli.usage.examples"))[0].splitlines()[1:]
        assert max(map(columns, prose)) <= 82, command.name


def test_the_words_of_commands_and_options_belong_to_commands_and_options() -> None:
    described = catalogue("en")["cli"]["commands"]
    assert set(described) == {"enishi", *MODULES}
    taken = {c.name: {str(p.name) for p in c.get_params(x)} for c, x in commands()}
    for name, entry in described.items():
        assert set(entry.get("options", {})) <= taken[name], name
    assert set(catalogue("en")["cli"]["options"]) - {"help"} <= set().union(*taken.values())


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_is_a_call_that_the_program_understands(lang: Lang) -> None:
    for command, _ in commands():
        examples = Words(lang).say(f"cli.commands.{command.name}.examples").strip().split("\n")
        assert examples
        for line in examples:
            calls = [part.strip() for part in line.split(" | ") if part.strip().startswith("enishi ")]
            assert calls, line
            for call in calls:
                assert understood(shlex.split(call)[1:]), call


def understood(arguments: list[str]) -> bool:
    whole = program()
    context = click.Context(whole, info_name="enishi", obj=Call(Words("en")))
    name, command, rest = whole.resolve_command(context, arguments)
    assert command is not None
    return not command.make_context(name, rest, parent=context).args


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_the_handbook_is_what_the_commands_say(lang: Lang, root: Path) -> None:
    committed = (root / "docs" / "reference" / f"cli.{lang}.md").read_text(encoding="utf-8")
    assert committed == page(lang), "run `make docs`"
    assert all(f"## enishi {name}\n" in committed for name in MODULES)


def test_the_pages_are_written_where_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "enishi.cli.reference", str(tmp_path / "new")]
    subprocess.run(command, env=environment(), check=True)
    for lang in LANGS:
        assert (tmp_path / "new" / f"cli.{lang}.md").read_text(encoding="utf-8") == page(lang)


@pytest.mark.parametrize(
    ("line", "extra"),
    [(["--lang", "ja", "--help"], {}), (["--help", "--lang=ja"], {}), (["--help"], {"LANG": "ja_JP.UTF-8"})],
)
def test_help_is_japanese_where_it_is_asked_for_or_the_locale_is(
    enishi: Run, line: list[str], extra: dict[str, str]
) -> None:
    done = enishi(*line, **extra)
    assert done.returncode == 0
    assert done.stdout.startswith("使い方: enishi")
    assert done.stderr == ""


def test_the_option_overrules_the_locale(enishi: Run) -> None:
    assert enishi("ingest", "--help", "--lang", "en", LANG="ja_JP.UTF-8").stdout.startswith("Usage: enishi ingest")


def test_without_a_command_the_help_is_shown(enishi: Run) -> None:
    done = enishi()
    assert (done.returncode, done.stdout) == (0, enishi("--help").stdout)


def test_the_version_is_told(enishi: Run) -> None:
    assert enishi("--version").stdout == "enishi 0.1.0\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["igest"], "ingest"),
        (["ask", "--grph", "x"], "--graph"),
        (["ask", "partnrs", "--graph", "{graph}"], "partners"),
        (["ask", "partners", "--graph", "{graph}", "--param", "sity=Yokohama"], "city"),
        (["ask", "partners", "--graph", "{graph}", "--param", "city=Yokohoma"], "Yokohama"),
        (["withdraw", "report-2012", "--graph", "{graph}"], "report-2021"),
        (["diagram", "eggo", "横浜市", "--graph", "{graph}", "--output", "x.svg"], "ego"),
        (["diagram", "ego", "横浜町市", "--graph", "{graph}", "--output", "x.svg"], "横浜市"),
        (["diagram", "ego", "横浜市", "--graph", "{graph}", "--output", "x.xyz"], ".svg"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest_that_exist(
    here: Here, graph: Path, line: list[str], said: str
) -> None:
    code, out, err = here(*(part.format(graph=graph) for part in line))
    assert code == 2, err
    assert said in err.split("→")[1]
    assert out == ""


@pytest.mark.parametrize(
    "line",
    [
        ["ingest", "--graph", "ties.enishi"],
        ["ingest", "x.txt"],
        ["ingest", "x.txt", "--verbose", "--graph"],
        ["ask"],
        ["ask", "partners"],
        ["ask", "partners", "extra", "--graph", "{graph}"],
        ["ask", "partners", "--graph", "{graph}", "--param", "city"],
        ["ask", "partners", "--graph", "{graph}"],
        ["ask", "--list", "--json", "--csv"],
        ["anniversaries", "--graph", "{graph}"],
        ["query", "--graph", "{graph}"],
        ["query", "x.rq", "-e", "ASK {{}}", "--graph", "{graph}"],
        ["query", "-e", "ASK {{}}", "--graph", "{graph}", "--timeout", "soon"],
        ["diagram", "ego", "--graph", "{graph}", "--output", "x.svg"],
        ["diagram", "path", "横浜市", "--graph", "{graph}", "--output", "x.svg"],
        ["dump", "ties.xml", "--graph", "{graph}"],
        ["load", "ties.trig", "--graph", "ties.enishi"],
        ["--json"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_do(
    here: Here, graph: Path, line: list[str], tmp_path: Path
) -> None:
    for lang in LANGS:
        code, out, err = here("--lang", lang, *(part.format(graph=graph) for part in line))
        assert code == 2, err
        assert "→" in err
        assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_call_of_the_real_program_ends_with_2(enishi: Run) -> None:
    done = enishi("ask", "--lang", "ja")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`enishi ask --list`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", FROM_NOTHING)
def test_a_command_finds_all_that_it_needs_when_nothing_is_loaded(
    enishi: Run, graph: Path, tmp_path: Path, command: str
) -> None:
    reports = write_reports(tmp_path)
    (reports / "report-2021.jsonl").write_text(FACT, encoding="utf-8")
    copy = shutil.copy(graph, tmp_path)
    with open_graph(graph, read_only=True) as opened:
        statement = min(fact.id for fact in opened.facts())
        (tmp_path / "ties.nq").write_text("\n".join(opened.dump()) + "\n", encoding="utf-8")
    if command == "restore":
        enishi("backup", "kept.enishi", "--graph", graph)
    line = FROM_NOTHING[command].format(graph=graph, copy=copy, statement=statement)
    done = enishi(*shlex.split(line), "--lang", "en")
    assert done.returncode == ENDS_WITH.get(command, 0), done.stderr
    assert command in ENDS_WITH or "→" not in done.stderr


def test_each_command_is_started_from_nothing_somewhere() -> None:
    assert FROM_NOTHING.keys() | {"demo", "serve", "mcp"} == MODULES.keys()


def test_help_starts_within_ten_times_a_bare_interpreter(tmp_path: Path) -> None:
    plain = {name: value for name, value in environment().items() if not name.startswith("COV")}

    def cost(*command: str) -> float:
        before = os.times()
        subprocess.run([sys.executable, *command], cwd=tmp_path, env=plain, capture_output=True, check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return spent or after.elapsed - before.elapsed  # Windows counts no children

    bare = min(cost("-c", "import argparse, json, re") for _ in range(5))
    assert min(cost("-m", "enishi", "--help") for _ in range(5)) < 10 * bare


def test_a_fault_of_the_program_is_not_taken_for_an_answer(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(run, "program", broken)
    code, out, err = here()
    assert (code, out) == (70, "")
    assert "ZeroDivisionError: a fault" in err

"""What is shipped is what is here: sdist and wheel hold the whole package and nothing else, and the wheel alone,
with the dependencies that it declares, does the work. Built from a copy, so that no stale file takes part.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from .test_house import FOLDERS, tracked

NOT_SHIPPED = {"viz/fonts/build_subset.py"}
"""How the bundled font was made: it needs a font that is not here, and is no part of the package."""


def run(*command: str | Path, cwd: Path, **extra: str) -> str:
    """Run a command to its end, without the pip settings that would bring packages from elsewhere."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("PYTHONPATH", "PIP_FIND_LINKS", "PYTHONWARNDEFAULTENCODING")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | extra,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """``sdist``, the ``wheel`` built from it, and the one built from the ``tree``."""
    folder = tmp_path_factory.mktemp("built")
    copy = folder / "copy"
    for path in tracked(root):
        _copy(path, copy / path.relative_to(root))
    for package in FOLDERS:  # binary files, and the links
        shutil.copytree(root / package, copy / package, symlinks=True, dirs_exist_ok=True, ignore=_left_behind)
    build = (sys.executable, "-m", "build", "--outdir")
    run(*build, folder / "by-sdist", copy, cwd=folder)
    run(*build, folder / "by-tree", "--wheel", copy, cwd=folder)
    return {
        "sdist": next((folder / "by-sdist").glob("*.tar.gz")),
        "wheel": next((folder / "by-sdist").glob("*.whl")),
        "tree": next((folder / "by-tree").glob("*.whl")),
    }


_left_behind = shutil.ignore_patterns("__pycache__", "*.egg-info")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, to)


def package_files(root: Path) -> set[str]:
    """Every file of the package in the checkout, by its name in the wheel."""
    found = set()
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root).as_posix()
            ours = path.is_file() and path.resolve() == path and "__pycache__" not in path.parts
            if ours and name not in NOT_SHIPPED:
                found.add(name.removeprefix("src/") if folder == "src/enishi" else f"enishi/{name}")
    return found


def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return {name for name in file.namelist() if not name.split("/")[0].endswith(".dist-info")}


def test_packages_are_listed_as_they_stand_in_the_tree(root: Path) -> None:
    setuptools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    code = {".".join(Path(name).parts[:-1]) for name in package_files(root) if name.endswith("/__init__.py")}
    assert set(setuptools["packages"]) == code | {"enishi.samples"}  # data alone, for the demo
    assert set(setuptools["package-dir"]) == set(setuptools["packages"])
    assert all((root / folder).is_dir() for folder in setuptools["package-dir"].values())


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(root: Path, built: dict[str, Path]) -> None:
    expected = package_files(root)
    assert inside(built["wheel"]) == expected
    assert len(expected) > 100


def test_the_wheel_holds_licence_and_notice_and_no_links(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as file:
        names = file.namelist()
        kinds = {info.filename: info.external_attr >> 28 for info in file.infolist()}
    assert [n for n in names if n.endswith("licenses/LICENSE")] and [
        n for n in names if n.endswith("licenses/NOTICE")
    ]
    assert not [name for name, kind in kinds.items() if kind == 0o12]


def test_the_sdist_builds_the_wheel_that_the_tree_builds(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as one, zipfile.ZipFile(built["tree"]) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
        assert not [n for n in one.namelist() if not n.endswith("RECORD") and one.read(n) != other.read(n)]


def test_the_sdist_holds_no_links_that_lead_nowhere(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as file:
        assert not [member.name for member in file.getmembers() if member.issym() or member.islnk()]


@pytest.fixture(scope="module")
def clean(root: Path, built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel and what it declares, from a wheelhouse."""
    folder = tmp_path_factory.mktemp("clean")
    pins = root / "constraints.txt"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--quiet", "--wheel-dir", "wheelhouse", "--constraint", pins, built["wheel"], cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    install = (
        programs / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-compile",
    )
    run(*install, "--no-index", "--find-links", "wheelhouse", "enishi", cwd=folder)
    return programs


def test_a_wheelhouse_installs_without_a_network(clean: Path, tmp_path: Path) -> None:
    assert "No broken requirements" in run(clean / "python", "-m", "pip", "check", cwd=tmp_path)
    where = run(clean / "python", "-c", "import enishi; print(enishi.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(clean.parent)
    assert run(clean / "enishi", "--version", cwd=tmp_path).startswith("enishi ")


def test_the_installed_wheel_passes_the_acceptance_tests(clean: Path, root: Path, tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    shutil.copytree(root / "tests" / "acceptance", tests / "acceptance", ignore=_left_behind)
    shutil.copytree(root / "samples", tmp_path / "samples")
    for shared in ("conftest.py", "warm.py"):
        shutil.copy2(root / "tests" / shared, tests)
    shutil.copy2(root / "pyproject.toml", tmp_path)
    pins = ("--constraint", root / "constraints.txt")
    run(clean / "python", "-m", "pip", "install", "--quiet", *pins, "pytest", cwd=tmp_path)
    path = os.pathsep.join([str(clean), os.environ["PATH"]])
    out = run(
        clean / "python", "-m", "pytest", "-p", "no:cacheprovider", "tests/acceptance", cwd=tmp_path, PATH=path
    )
    assert " passed" in out

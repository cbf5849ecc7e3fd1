"""The docs say what the code does: every room, dependency, command, format, setting and link."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
REQUIREMENTS = ("requirements.in", "requirements-test.in", "requirements-bench.in")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def asked_for(name: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in text(name).splitlines())
    return [re.split(r"[=<>\[]", line)[0] for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(path):
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("package", sorted({package for name in REQUIREMENTS for package in asked_for(name)}))
def test_every_dependency_says_why_it_is_there(package):
    assert f"`{package}`" in text("docs/dependencies.md")


def test_no_dependency_is_explained_that_is_not_asked_for():
    asked = {package for name in REQUIREMENTS for package in asked_for(name)}
    for line in text("docs/dependencies.md").splitlines():
        if line.startswith("| `"):
            assert set(re.findall(r"`([^`]+)`", line.split("|")[1])) <= asked


def test_every_pin_that_is_asked_for_is_the_pin_that_is_installed():
    installed = set(text("requirements.txt").split())
    asked = [line for line in text("requirements.in").splitlines() if line and not line.startswith("#")]
    assert set(asked) <= installed


def test_every_room_is_in_the_plan_of_the_house():
    rooms = {path.name for path in (ROOT / "dantoc").iterdir() if path.is_dir() and path.name != "__pycache__"}
    plan = text("docs/architecture.md")
    for room in rooms - {"commands"}:
        assert f"| `{room}` |" in plan, room


def test_every_command_is_documented():
    from dantoc.__main__ import parser

    commands = next(action for action in parser()._actions if action.dest == "command").choices
    for command in commands:
        assert f"dantoc {command}" in text("docs/commands.md"), command


def test_every_format_is_documented():
    from dantoc.formats.registry import FORMATS

    for name in FORMATS:
        assert f"`{name}`" in text("docs/api.md"), name


def test_every_setting_is_documented():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dantoc").rglob("*.py"))
    for setting in set(re.findall(r"\bDANTOC_[A-Z_]+\b", code)):
        assert f"`{setting}`" in text("docs/commands.md"), setting


def test_the_readme_opens_with_what_it_is_a_picture_and_the_two_commands():
    opening = text("README.md").split("\n## ")[0] + text("README.md").split("\n## ")[1]
    assert "Ethnic Minority Statistics of Viet Nam" in opening
    assert "Thống kê các dân tộc thiểu số Việt Nam" in opening
    assert "![" in opening
    assert "make run" in opening
    assert "make test" in opening


def test_make_has_every_command_that_the_docs_promise():
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), flags=re.MULTILINE))
    promised = {name for path in DOCS for name in re.findall(r"`make ([a-z-]+)`", path.read_text(encoding="utf-8"))}
    assert promised <= targets

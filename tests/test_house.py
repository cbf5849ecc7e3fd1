"""The direction of the house: a room imports those above it, never those below or beside it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    ("model",),
    ("l10n",),
    ("catalogue",),
    ("curation",),
    ("engine",),
    ("tables", "figures", "formats"),
    ("reports",),
    ("store",),
    ("web", "ui"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
STREAMLIT_ROOMS = {"ui"}
ENTRANCES = {"__init__", "__main__", "commands"}
"""What stands above the rooms and may use them all."""


def modules() -> list[Path]:
    return sorted((ROOT / "dantoc").rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "dantoc").with_suffix("").parts[0]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"{path.relative_to(ROOT)}:{node.lineno}: a relative import hides the room it takes from"
            )
            found.add(node.module or "")
            if node.module == "dantoc":
                found.update(f"dantoc.{alias.name}" for alias in node.names)
    return found


def rooms_of(imports: set[str]) -> set[str]:
    return {name.split(".")[1] for name in imports if name.startswith("dantoc.")} - {"__version__"}


def test_every_room_has_its_floor():
    rooms = {room_of(path) for path in modules()} - ENTRANCES
    assert rooms <= FLOOR.keys(), (
        f"rooms without a floor: {rooms - FLOOR.keys()}; name them in FLOORS and in docs/architecture.md"
    )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_up(path):
    room = room_of(path)
    if room in ENTRANCES:
        return
    for other in rooms_of(imports_of(path)) - {room}:
        assert other in FLOOR, f"{path.relative_to(ROOT)} imports dantoc.{other}, which is an entrance or no room"
        assert FLOOR[other] < FLOOR[room], f"{path.relative_to(ROOT)} imports {other}, which is not above {room}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_ui_knows_streamlit(path):
    if room_of(path) not in STREAMLIT_ROOMS:
        assert not any(name.split(".")[0] == "streamlit" for name in imports_of(path))


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_is_a_short_list_of_steps(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 60, f"{path.name} has {len(lines)} lines; a page reads the address, asks the core, shows"


def test_nothing_at_run_time_reads_the_sources_beside_the_project():
    for path in [*modules(), *(ROOT / "pages").glob("*.py"), ROOT / "streamlit_app.py"]:
        if path.exists():
            text = path.read_text(encoding="utf-8")
            assert "../shared" not in text, path


def test_no_drawer_for_odds_and_ends():
    names = {path.stem for path in modules()}
    assert not names & {"utils", "helpers", "util", "helper", "misc", "common"}

"""Charts asked for by address: never asked before, asked before, and a hundred of them by many at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from itertools import islice, product
from pathlib import Path
from urllib.request import urlopen

import streamlit
import vl_convert

from benchmarks.measuring import Pair, Row, Target, alternate, seconds
from benchmarks.serving import Server
from benchmarks.serving import product as product_served
from dantoc.engine.engine import open_engine
from dantoc.figures import choice, drawing, printing
from dantoc.model.figure_params import ASKED, chart_address
from dantoc.model.view import View, default_view

DATASET, LOCALE, DOTS = "population_census", "vi", 2.0
YEARS = ("2019", "2009", "1999")
PEER = f"vl-convert {version('vl-convert-python')} alone"
MOST_RATIO = 1.2
"""Ours may take so many times what the peer takes."""
CLIENTS, CHARTS = 16, 100
MOST_ROUNDS = 3
"""Of the hundred charts, a turn of which takes many seconds."""

Chart = dict[str, object]


def rows(rounds: int) -> Iterator[Row]:
    """One address after the other; the same address again; a hundred addresses by sixteen clients."""
    charts = _charts()
    with product_served() as ours:
        ours.settle()
        yield Row(
            f"chart as PNG by its address, {DOTS:.0f} dots a pixel, never asked before",
            f"{PEER} on the same finished specification, in the process that asks",
            _one_by_one(ours, charts, rounds),
            "ours reads the figures, chooses and lays out the chart, draws it in another process and sends it",
            Target(least_ratio=1 / MOST_RATIO),
        )
        yield _kept(ours, rounds)
        many = min(rounds, MOST_ROUNDS)
        before = _held(ours)
        pair, most = _by_many(ours, charts, many)
        yield Row(
            f"{CHARTS} different charts as PNG asked for by {CLIENTS} clients at once, none of them failing",
            f"{PEER}, {CLIENTS} threads on the same finished specifications",
            pair,
            f"server and the processes that draw hold {before / 1e6:.0f} MB before, {most / 1e6:.0f} MB at most after",
        )


def _charts() -> Iterator[tuple[str, Chart]]:
    """Addresses that differ in province and year, each with the specification that is drawn at it."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(DATASET)
    areas = dataset.structure["area"]
    assert areas.codelist is not None
    for year, area in product(YEARS, areas.codelist.leaves("VN")):
        base = default_view(dataset)
        query = base.query.selecting("area", area).selecting("year", year)
        view = View(query, base.rows, base.columns)
        result = engine.run(query, order_by=view.ordered_by)
        spec = choice.choose(result, view.rows, view.columns)
        if spec is None or spec.mark == choice.ALONE:
            continue
        drawn = drawing.draw(result, spec, LOCALE)
        yield (
            chart_address(dataset, view, replace(ASKED, mark=""), "png", LOCALE),
            {**drawn, "width": printing.WIDTH},
        )


def _one_by_one(ours: Server, charts: Iterator[tuple[str, Chart]], rounds: int) -> Pair:
    """Both sides draw the same charts; each side meets each of them once."""
    own = list(islice(charts, 2 * rounds + 2))
    paths, specifications = iter([path for path, _ in own]), iter([chart for _, chart in own])
    return alternate(lambda: ours.get(next(paths)), lambda: _drawn(next(specifications)), rounds)


def _kept(ours: Server, rounds: int) -> Row:
    """The same chart again, against a picture that lies in the folder of the same server."""
    path, _ = next(_charts())
    static = _static_picture()
    size = f"{len(ours.get(path)) / 1000:.0f} kB against {len(ours.get(static)) / 1000:.0f} kB"
    return Row(
        "the same chart again, asked before",
        "a picture in a folder of files, from the same server",
        alternate(lambda: ours.get(path), lambda: ours.get(static), rounds),
        size,
        Target(least_ratio=1 / MOST_RATIO),
    )


def _by_many(ours: Server, charts: Iterator[tuple[str, Chart]], rounds: int) -> tuple[Pair, int]:
    """A hundred charts a turn; other words in each turn make them new. Also the most memory that was held after one."""
    own = list(islice(charts, CHARTS))
    turns, held = iter(range(1000)), []
    specifications = [chart for _, chart in own]
    with ThreadPoolExecutor(CLIENTS) as clients:

        def ask() -> object:
            turn = next(turns)
            answers = list(clients.map(_get(ours.port), [f"{path}&note.vi={turn}" for path, _ in own]))
            held.append(_held(ours))
            return answers

        pair = _turns(ask, lambda: list(clients.map(_drawn, specifications)), rounds)
    return pair, max(held)


def _turns(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> Pair:
    taken = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return Pair(tuple(own for own, _ in taken), tuple(other for _, other in taken))


def _get(port: int) -> Callable[[str], int]:
    def get(path: str) -> int:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
            return len(answer.read())

    return get


def _drawn(chart: Chart) -> bytes:
    return bytes(vl_convert.vegalite_to_png(chart, scale=DOTS))


def _static_picture() -> str:
    """The path of the picture among Streamlit's own files that is nearest to a chart in size."""
    folder = Path(streamlit.__file__).parent / "static"
    picture = min(folder.rglob("*.png"), key=lambda own: (abs(own.stat().st_size - 100_000), own.name))
    return "/" + picture.relative_to(folder).as_posix()


def _held(server: Server) -> int:
    """The memory of the server and of the processes it has started."""
    return server.resident_bytes() + sum(_resident(child) for child in _children(server.pid))


def _children(parent: int) -> Sequence[int]:
    found = []
    for own in Path("/proc").iterdir():
        if own.name.isdigit():
            try:
                said = (own / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(said[1]) == parent:
                found.append(int(own.name))
    return found


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except OSError:  # it ended meanwhile
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")

"""A declared break shows on the first figure after it, and nowhere else."""

from dantoc.curation.breaks import apply_breaks
from dantoc.curation.source_csv import SourceFigure
from dantoc.model.dataset import Break
from dantoc.model.text import LocalizedText

DIMENSIONS = ("ethnic_group", "year")
TEXT = LocalizedText.of(vi="Đổi.", en="Changed.")


def figure(group, year, status="A", value=1.0):
    return SourceFigure(1, (group, str(year)), value, 0, "persons", status, "book", "1", ("", ""))


def marked(figures, *breaks):
    return [own.key for own in apply_breaks(figures, DIMENSIONS, breaks) if own.obs_status == "B"]


def test_the_first_year_at_or_after_the_break_is_marked_where_an_earlier_figure_exists():
    figures = [figure("04", year) for year in (1989, 1999, 2009)] + [figure("11", 1999), figure("11", 2009)]
    assert marked(figures, Break(1999, TEXT)) == [("04", "1999")]


def test_a_break_between_two_years_marks_the_later():
    assert marked([figure("04", 1989), figure("04", 2009)], Break(1999, TEXT)) == [("04", "2009")]


def test_only_the_codes_it_touches():
    figures = [figure(group, year) for group in ("04", "11") for year in (1989, 1999)]
    assert marked(figures, Break(1999, TEXT, (("ethnic_group", ("11",)),))) == [("11", "1999")]


def test_estimates_keep_their_status_and_missing_figures_do_not_count():
    figures = [figure("04", 1989), figure("04", 1999, "O", None), figure("04", 2009)]
    assert marked(figures, Break(1999, TEXT)) == [("04", "2009")]
    assert marked([figure("04", 1989), figure("04", 1999, "E")], Break(1999, TEXT)) == []


def test_without_breaks_nothing_changes():
    figures = [figure("04", 1989), figure("04", 1999)]
    assert apply_breaks(figures, DIMENSIONS, ()) == tuple(figures)

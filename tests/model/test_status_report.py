"""The worst flag of several, and a report that counts and prints."""

from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.report import Issue, ValidationReport
from dantoc.model.status import ObsStatus, worst

STATUSES = st.lists(st.sampled_from(ObsStatus), min_size=1)


@given(STATUSES, st.randoms())
def test_the_worst_flag_does_not_depend_on_order(statuses, random):
    shuffled = list(statuses)
    random.shuffle(shuffled)
    assert worst(*statuses) == worst(*shuffled)
    assert worst(*statuses) in statuses


def test_a_missing_input_outweighs_a_provisional_one():
    assert worst(ObsStatus.PROVISIONAL, ObsStatus.MISSING, ObsStatus.NORMAL) is ObsStatus.MISSING
    assert not ObsStatus.MISSING.has_value
    assert worst() is ObsStatus.NORMAL


def test_a_report_is_sorted_counted_and_says_place_and_mend():
    late = Issue("b/source.csv", 3, "value", "out_of_range", "101", "0 to 100", "look at the source again")
    early = Issue("a/dataset.toml", 0, "title.en", "missing_text", "nothing", "a text", "write it")
    report = ValidationReport.of([late, early], datasets=2, figures=10)
    assert [issue.file for issue in report.issues] == ["a/dataset.toml", "b/source.csv"]
    assert not report.ok
    assert report.counts == {"missing_text": 1, "out_of_range": 1}
    assert (
        str(late) == "b/source.csv:3 [value]: out_of_range: found 101; allowed 0 to 100; mend: look at the source again"
    )
    assert report.as_dict()["issues"][1]["line"] == 3
    assert ValidationReport.of([]).ok

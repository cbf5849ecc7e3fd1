"""The command line: what it does, its exit statuses, and one clear sentence where it cannot."""

import json
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from dantoc.__main__ import main
from tests.synthetic import PERSONS, RATE


def call(capsys, *arguments):
    status = main([str(own) for own in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_curate_says_what_became_of_each_dataset(content, capsys):
    (content / "datasets" / RATE / "data.parquet").unlink()
    status, out, _ = call(capsys, "curate", "--root", content)
    assert status == 0
    assert f"{PERSONS}: unchanged" in out
    assert f"{RATE}: written" in out


def test_curate_check_fails_on_stale_files_and_writes_nothing(content, capsys):
    parquet = content / "datasets" / RATE / "data.parquet"
    parquet.unlink()
    status, out, _ = call(capsys, "curate", "--check", "--root", content, "--lang", "vi")
    assert status == 1
    assert "không khớp với bản dựng mới" in out
    assert not parquet.exists()


def test_faults_are_printed_with_their_mend_and_fail(content, capsys):
    source = content / "datasets" / RATE / "source.csv"
    source.write_text(source.read_text(encoding="utf-8").replace("12.5,percent", "112.5,percent"), encoding="utf-8")
    for arguments in (["curate", RATE], ["validate"], ["validate", RATE]):
        status, out, _ = call(capsys, *arguments, "--root", content)
        assert status == 1
        assert f"datasets/{RATE}/source.csv:2 [value]: out_of_range: found 112.5 percent" in out


def test_validate_prints_a_report_for_programs(content, capsys):
    status, out, _ = call(capsys, "validate", "--json", "--root", content)
    assert status == 0
    assert json.loads(out) == {"ok": True, "datasets": 2, "figures": 60, "counts": {}, "issues": []}


def test_new_takes_its_words_in_any_order(content, tmp_path, capsys):
    file = tmp_path / "a.csv"
    file.write_text("Dân tộc,Năm,Giá trị\nTày,2019,5\n", encoding="utf-8")
    status, out, _ = call(capsys, "new", "fresh", "--from", file, "--root", content, "area=VN", "--lang", "vi")
    assert status == 0
    assert "“Dân tộc” → ethnic_group" in out
    assert (content / "datasets/fresh/source.csv").exists()


def test_export_writes_the_figures_of_a_view(content, tmp_path, capsys):
    file = tmp_path / "out.csv"
    status, _, _ = call(
        capsys, "export", PERSONS, "--format", "csv", "-o", file, "--root", content, "area=VN", "sex=_T", "year=2019"
    )
    assert status == 0
    assert pd.read_csv(file, dtype=str)["ethnic_group"].tolist() == ["EM", "02", "08"]


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a.pdf", b"%PDF")])
def test_chart_draws_a_picture(content, tmp_path, capsys, name, start):
    status, _, _ = call(capsys, "chart", PERSONS, "-o", tmp_path / name, "--root", content)
    assert status == 0
    assert (tmp_path / name).read_bytes().startswith(start)


CHART = f"""dataset = "{PERSONS}"
[view]
mark = "bars"
[title]
vi = "Tên"
en = "Name"
"""


def hang(content, text):
    folder = content / "publications" / "gallery"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(text, encoding="utf-8")


def test_chart_draws_a_finished_chart_of_the_gallery(content, tmp_path, capsys):
    hang(content, CHART)
    status, _, _ = call(capsys, "chart", "--gallery", "one", "-o", tmp_path / "a.svg", "--root", content)
    assert status == 0
    assert "<title>Name</title>" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    status, _, err = call(capsys, "chart", "--gallery", "two", "-o", tmp_path / "b.svg", "--root", content)
    assert (status, "two" in err, "one" in err) == (2, True, True)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('mark = "bars"', 'mark = "pyramid"', "[mark]: unknown_option: found pyramid"),
        ('en = "Name"', "", ":4 [title.en]: missing_text"),
        (PERSONS, "nix", ":1 [dataset]: unknown_dataset: found nix"),
    ],
)
def test_validate_looks_at_the_gallery_too(content, capsys, before, after, fault):
    hang(content, CHART.replace(before, after))
    status, out, _ = call(capsys, "validate", "--root", content)
    assert status == 1
    assert f"publications/gallery/one.toml{'' if fault.startswith(':') else ' '}{fault}" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["curate", "nix"], "nix"),
        (["validate", "nix"], "nix"),
        (["export", "nix", "--format", "csv", "-o", "x.csv"], "nix"),
        (["export", PERSONS, "--format", "xls", "-o", "x.xls"], "xlsx"),
        (["export", PERSONS, "--format", "csv", "-o", "x.csv", "area=XX"], "XX"),
        (["export", PERSONS, "--format", "csv", "-o", "x.csv", "colour=red"], "colour"),
        (["export", PERSONS, "--format", "csv", "-o", "x.csv", "area"], "area"),
        (["export", PERSONS, "--format", "csv", "-o", "no/such/x.csv"], "no/such"),
        (["chart", PERSONS, "-o", "x.gif"], ".png"),
        (["chart", PERSONS, "-o", "x.svg", "mark=clouds"], "clouds"),
        (["chart", PERSONS, "-o", "x.svg", "area=R1"], "area"),
        (["new", RATE, "--from", "x.csv"], RATE),
        (["new", "fresh", "--from", "x.csv"], "x.csv"),
        (["new", "fresh", "--from", "x.csv", "colour=red"], "colour"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_misuse_is_one_clear_sentence_and_status_2(content, tmp_path, capsys, monkeypatch, arguments, said, lang):
    monkeypatch.chdir(tmp_path)
    status, out, err = call(capsys, *arguments, "--root", content, "--lang", lang)
    assert status == 2
    assert said in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    assert "[vi:" not in err
    assert "[en:" not in err
    assert out == ""
    assert list(tmp_path.glob("x.*")) == []


def test_a_root_without_content_is_told(tmp_path, capsys):
    status, _, err = call(capsys, "validate", "--root", tmp_path)
    assert status == 2
    assert "--root" in err


def test_an_exported_file_names_the_address_that_gives_it_again(content, tmp_path, capsys):
    file = tmp_path / "labels.json"
    said = ("export", PERSONS, "--format", "json", "--labels", "labels", "-o", file, "--root", content, "area=VN")
    assert call(capsys, *said)[0] == 0
    link = json.loads(file.read_text(encoding="utf-8"))["metadata"]["api_link"]
    assert dict(parse_qsl(urlsplit(link).query)).items() >= {"labels": "labels", "area": "VN"}.items()


def test_the_commands_speak_every_language_there_is(content, capsys, monkeypatch):
    monkeypatch.setattr("dantoc.__main__.locales", lambda: ("vi", "en", "lo"))
    assert call(capsys, "validate", "--root", content, "--lang", "lo")[0] == 0


@pytest.mark.parametrize("command", ["curate", "validate", "new", "load", "serve", "export", "chart"])
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "--lang" in capsys.readouterr().out


def test_no_command_at_all_is_told_with_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_serve_starts_the_app_on_the_port_asked_for(monkeypatch, capsys):
    started = {}

    def run(app, **options):
        started.update(options, app=app)

    monkeypatch.setenv("PORT", "8501")  # serving names its port there
    monkeypatch.setattr("uvicorn.run", run)
    assert main(["serve", "--port", "8765"]) == 0
    assert (started["app"], started["port"], started["host"]) == ("streamlit_app:app", 8765, "0.0.0.0")
    monkeypatch.setenv("PORT", "nowhere")
    assert main(["serve"]) == 2
    assert "PORT" in capsys.readouterr().err


def test_serve_does_not_pretend_to_show_another_folder(content, capsys):
    status, _, err = call(capsys, "serve", "--root", content)
    assert status == 2
    assert str(content) in err


def test_a_broken_dataset_is_refused_by_export_and_the_others_are_written(content, capsys, tmp_path):
    (content / "datasets" / PERSONS / "data.parquet").write_bytes(b"PAR1")
    for dataset, expected in ((PERSONS, 2), (RATE, 0)):
        file = tmp_path / f"{dataset}.csv"
        status, _, err = call(capsys, "export", dataset, "--format", "csv", "-o", file, "--root", content)
        assert (status, file.exists()) == (expected, expected == 0)
        assert (f"validate {dataset}" in err) == (expected == 2)


def test_publish_prints_a_sheet_in_two_languages_and_says_its_steps(tmp_path, capsys):
    file = tmp_path / "hmong.pdf"
    status, out, err = call(capsys, "publish", "group_sheet", "--code", "08", "--lang", "vi-en", "-o", file)
    assert status == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert "hmong.pdf" in out and "5/5 Hoàn thiện tệp PDF" in err


def test_publish_refuses_what_is_no_publication_and_leaves_the_file(tmp_path, capsys):
    file = tmp_path / "book.pdf"
    file.write_bytes(b"the old one")
    for arguments, said in (
        (["publish", "almanac", "-o", file], "almanac"),
        (["publish", "group_sheet", "--code", "99", "-o", file], "99"),
        (["publish", "yearbook", "--paper", "a7", "-o", file], "a7"),
        (["publish", "yearbook", "-o", tmp_path / "book.doc"], "book.doc"),
    ):
        status, _, err = call(capsys, *arguments)
        assert status == 2
        assert said in err
    assert file.read_bytes() == b"the old one"

"""A tiny content root, complete and made up: two datasets on invented figures, for tests that change content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PERSONS = "synthetic_persons"
RATE = "synthetic_rate"

_GROUPS = {"02": 100, "08": 60}
_AREAS = {"02": 1, "04": 2}

FILES: dict[str, str] = {
    "catalogue.toml": """\
title.vi = "Danh mục thử nghiệm"
title.en = "Synthetic catalogue"
languages = ["vi", "en"]
licences = ["free"]
publisher.vi = "Nhóm thử nghiệm"
publisher.en = "The testers"
""",
    "themes.toml": """\
[population]
name.vi = "Dân số"
name.en = "Population"
description.vi = "Quy mô dân số."
description.en = "Size of the population."

[poverty]
name.vi = "Nghèo đói"
name.en = "Poverty"
description.vi = "Tỷ lệ nghèo."
description.en = "Poverty rates."
""",
    "licences.toml": """\
[free]
name.vi = "Tự do sử dụng"
name.en = "Free to use"
text.vi = "Ai cũng được dùng."
text.en = "Anyone may use it."
""",
    "sources.csv": """\
source_id,title_vi,title_en,publisher_vi,publisher_en,published,url,level,note_vi,note_en
book,"Sách số liệu, tập 1",Book of figures,Nhà xuất bản giả định,Made-up press,2020,https://example.org/book,primary,,
web,Trang mạng,Web page,Trang giả định,Made-up,2021,https://example.org/web,secondary,Đọc ngày 1/1.,Read on 1 January.
""",
    "codelists/indicator.csv": """\
code,name_vi,name_en,unit,theme,decimals,additive,definition_vi,definition_en,source_id
persons_counted,Số người được đếm,Persons counted,persons,population,0,true,Số người giả định.,Invented number.,book
poor_share,Tỷ lệ hộ nghèo,Poor households,percent,poverty,1,false,Tỷ lệ giả định.,Invented rate.,web
""",
    "codelists/unit.csv": """\
code,name_vi,name_en,symbol_vi,symbol_en,minimum,maximum
persons,Người,Persons,người,persons,0,
percent,Phần trăm,Percent,%,%,0,100
""",
    "codelists/ethnic_group.csv": """\
code,name_vi,name_en,parent,parent_family,kind,alias,search_only,iso639_3
_T,Tất cả các dân tộc,All ethnic groups,,,,,,
EM,53 dân tộc thiểu số,53 ethnic minorities,_T,,,DTTS,,
02,Tày,Tay,EM,L_TT,,Ngạn;Phén,Thổ,tyz
08,Hmông,Hmong,EM,L_HD,,Mông,Mèo,hmn
L_TT,Nhóm ngôn ngữ Tày - Thái,Tay-Thai languages,,,grouping,,,
L_HD,Nhóm ngôn ngữ Mông - Dao,Hmong-Dao languages,,,grouping,,,
""",
    "codelists/area.csv": """\
code,name_vi,name_en,parent,valid_to,alias
VN,Cả nước,Viet Nam,,,Việt Nam
R1,Trung du và miền núi phía Bắc,Northern midlands and mountains,VN,,
02,Hà Giang,Ha Giang,R1,2025-06-30,
04,Cao Bằng,Cao Bang,R1,,
""",
    "codelists/sex.csv": """\
code,name_vi,name_en,parent
_T,Cả hai giới,Both sexes,
M,Nam,Male,_T
F,Nữ,Female,_T
""",
    "codelists/obs_status.csv": """\
code,name_vi,name_en,sign
A,Bình thường,Normal,
B,Gián đoạn,Break,b
E,Ước tính,Estimated,e
P,Sơ bộ,Provisional,p
O,Không có số liệu,Missing,...
Q,Bảo mật,Suppressed,x
""",
    "codelists/frequency.csv": """\
code,name_vi,name_en
A10,Mười năm một lần,Every ten years
""",
    "codelists/system.csv": """\
code,name_vi,name_en
census,Tổng điều tra dân số và nhà ở,Population and housing census
""",
}

_CONCEPTS = (
    ("indicator", "dimension", "Chỉ tiêu", "Indicator", True),
    ("ethnic_group", "dimension", "Dân tộc", "Ethnic group", True),
    ("area", "dimension", "Địa bàn", "Area", True),
    ("sex", "dimension", "Giới tính", "Sex", True),
    ("year", "time", "Năm", "Year", False),
    ("value", "measure", "Giá trị", "Value", False),
    ("decimals", "attribute", "Số chữ số thập phân", "Decimals", False),
    ("unit", "attribute", "Đơn vị tính", "Unit", True),
    ("obs_status", "attribute", "Tình trạng số liệu", "Observation status", True),
    ("source_id", "attribute", "Nguồn", "Source", False),
    ("locator", "attribute", "Vị trí trong nguồn", "Place in the source", False),
    ("note", "attribute", "Ghi chú", "Note", False),
    ("iso639_3", "annotation", "Mã ngôn ngữ", "Language code", False),
)

_TEXTS = ("description", "coverage", "method", "quality", "known_problems", "comparability", "contact")


def write_content(root: Path) -> Path:
    """The root with everything a catalogue needs but the published files, which `dantoc.curation` builds."""
    for name, text in FILES.items():
        _write(root / "datasets" / name, text)
    _write(root / "datasets/concepts.toml", "\n".join(_concept(*said) for said in _CONCEPTS))
    _write(root / "datasets" / PERSONS / "dataset.toml", _persons_toml())
    _write(root / "datasets" / PERSONS / "source.csv", "\n".join(_persons_lines()) + "\n")
    _write(root / "datasets" / RATE / "dataset.toml", _rate_toml())
    _write(root / "datasets" / RATE / "source.csv", "\n".join(_rate_lines()) + "\n")
    return root


def persons(group: str, area: str, sex: str, year: int) -> int:
    """The invented number of persons: parts add up to their totals by the way it is made."""
    groups = list(_GROUPS) if group == "EM" else [group]
    areas = list(_AREAS) if area == "VN" else [area]
    sexes = ["M", "F"] if sex == "_T" else [sex]
    return sum(
        _GROUPS[one] * _AREAS[two] + (three == "F") * 7 + (year - 2009) * 3
        for one in groups
        for two in areas
        for three in sexes
    )


def _persons_lines() -> Iterator[str]:
    yield "indicator,ethnic_group,area,sex,year,value,unit,obs_status,source_id,locator,note_vi,note_en"
    for group in ("EM", "02", "08"):
        for area in ("VN", "02", "04"):
            for sex in ("_T", "M", "F"):
                for year in (2009, 2019):
                    noted = (group, area, sex, year) == ("08", "04", "_T", 2009)
                    notes = "Sửa theo bảng tổng.,Mended after the totals." if noted else ","
                    value = persons(group, area, sex, year)
                    yield f"persons_counted,{group},{area},{sex},{year},{value},persons,A,book,Biểu 1,{notes}"


def _rate_lines() -> Iterator[str]:
    yield "indicator,ethnic_group,area,year,value,unit,obs_status,source_id,locator,note_vi,note_en"
    for group, area, year, value, status in (
        ("EM", "VN", 2015, "12.5", "A"),
        ("EM", "VN", 2019, "10.0", "P"),
        ("02", "VN", 2015, "8.3", "A"),
        ("02", "VN", 2019, "6.1", "P"),
        ("08", "VN", 2015, "45.2", "E"),
        ("08", "VN", 2019, "", "O"),
    ):
        yield f"poor_share,{group},{area},{year},{value},percent,{status},web,Mục 2,,"


def _persons_toml() -> str:
    return _dataset(
        "Số người được đếm (giả định)",
        "Persons counted (synthetic)",
        theme="population",
        dimensions='["indicator", "ethnic_group", "area", "sex", "year"]',
        select='{ indicator = "persons_counted", ethnic_group = "children(EM)", area = "VN", sex = "_T", year = "*" }',
        more="""
[[break]]
where = { ethnic_group = ["08"] }
after = 2019
text.vi = "Cách xếp nhóm thay đổi."
text.en = "The group was defined anew."

[[sum]]
over = "sex"
parts = ["M", "F"]

[[sum]]
over = "ethnic_group"
total = "EM"
parts = "children(EM)"
""",
    )


def _rate_toml() -> str:
    return _dataset(
        "Tỷ lệ hộ nghèo (giả định)",
        "Poor households (synthetic)",
        theme="poverty",
        dimensions='["indicator", "ethnic_group", "area", "year"]',
        select='{ indicator = "poor_share", ethnic_group = "*", area = "VN", year = "*" }',
    )


def _dataset(vi: str, en: str, *, theme: str, dimensions: str, select: str, more: str = "") -> str:
    texts = "\n".join(f'{name}.vi = "Nội dung {name}."\n{name}.en = "Text of {name}."' for name in _TEXTS)
    return f"""\
version = "1.0.0"
issued = 2026-11-23
modified = 2026-11-23
themes = ["{theme}"]
system = "census"
frequency = "A10"
licence = "free"
title.vi = "{vi}"
title.en = "{en}"
summary.vi = "{vi} theo dân tộc."
summary.en = "{en} by ethnic group."
{texts}
publisher.vi = "Nhóm thử nghiệm"
publisher.en = "The testers"
publisher.url = "https://example.org"
keywords.vi = ["giả định"]
keywords.en = ["synthetic"]

[disclosure]
threshold = 5
published = "source"
text.vi = "Số liệu giữ nguyên như nguồn in."
text.en = "The figures stand as printed."

[structure]
dimensions = {dimensions}

[default_view]
rows = ["ethnic_group"]
columns = ["year"]
select = {select}
{more}"""


def _concept(concept: str, role: str, vi: str, en: str, listed: bool) -> str:
    codelist = f'codelist = "{concept}"\n' if listed else ""
    return f"""\
[{concept}]
role = "{role}"
{codelist}sdmx_id = "{concept.upper()}"
name.vi = "{vi}"
name.en = "{en}"
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

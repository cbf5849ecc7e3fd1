"""Files read back by readers that are not ours, each as a list of rows by column name: what a user's tool would see."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pandas as pd
import python_calamine

Rows = list[dict[str, object]]

NUMBERS = ("value", "decimals", "year")


def csv_by_duckdb(content: bytes) -> Rows:
    """With every column as text but the numbers, as a careful user reads codes such as ``01``."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        relation = duckdb.sql(
            f"SELECT * FROM read_csv('{file.name}', header = true, all_varchar = true,"
            " nullstr = '', quote = '\"', escape = '\"')"
        )
        names = relation.columns
        rows = relation.fetchall()
    return [_numbered(dict(zip(names, row, strict=True))) for row in rows]


def csv_by_pandas(content: bytes) -> Rows:
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8")
    return [_numbered({name: value or None for name, value in row.items()}) for row in frame.to_dict("records")]


def csv_by_excel_dialect(content: bytes, decimal_mark: str) -> Rows:
    text = content.decode("utf-8-sig")
    dialect = "excel"
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect, delimiter=";" if decimal_mark == "," else ","))
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return [
        _numbered(
            {
                name: (value.replace(decimal_mark, ".") if name in NUMBERS else _undefused(value)) or None
                for name, value in row.items()
            }
        )
        for row in found
    ]


def xlsx_by_calamine(content: bytes, sheet: int = 1) -> Rows:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return [
        _numbered({str(name): None if value == "" else value for name, value in zip(head, row, strict=True)})
        for row in rows
    ]


def parquet_by_duckdb(content: bytes) -> Rows:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(content)
        file.flush()
        relation = duckdb.sql(f"SELECT * FROM '{file.name}'")
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def parquet_by_pandas(content: bytes) -> Rows:
    frame = pd.read_parquet(io.BytesIO(content))
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()} for row in frame.to_dict("records")
    ]


def json_by_python(content: bytes) -> Rows:
    rows: Rows = json.loads(content)["observations"]
    return rows


def zip_by_pandas(content: bytes) -> Rows:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        name = next(own for own in package.namelist() if own.endswith(".csv") and own != "codebook.csv")
        return csv_by_pandas(package.read(name))


READERS: Mapping[str, tuple[tuple[str, Callable[[bytes], Rows]], ...]] = {
    "csv": (("duckdb", csv_by_duckdb), ("pandas", csv_by_pandas)),
    "xlsx": (("calamine", xlsx_by_calamine),),
    "parquet": (("duckdb", parquet_by_duckdb), ("pandas", parquet_by_pandas)),
    "json": (("json", json_by_python),),
    "zip": (("pandas", zip_by_pandas),),
}


def folder() -> Path:
    return Path(tempfile.mkdtemp())


def _numbered(row: dict[str, object]) -> dict[str, object]:
    return {name: float(str(value)) if name in NUMBERS and value is not None else value for name, value in row.items()}


def _undefused(value: str) -> str:
    formula = re.compile("'[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
    return value[1:] if formula.match(value) else value

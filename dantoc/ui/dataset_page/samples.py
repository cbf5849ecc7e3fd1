"""Code that fetches exactly the figures on the page: Python, R, Excel's Power Query, curl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A piece of code with the name of what runs it."""

    id: str
    name: str
    code: str


def samples(url: str, dimensions: Sequence[str], file_name: str) -> tuple[Sample, ...]:
    """The code for the CSV at `url`; codes such as ``01`` stay text in every language."""
    return (
        Sample("python", "Python (pandas)", _python(url, dimensions)),
        Sample("r", "R (readr)", _r(url, dimensions)),
        Sample("excel", "Excel (Power Query)", _power_query(url, dimensions)),
        Sample("curl", "curl", f'curl --fail --location --output {file_name} \\\n  "{url}"\n'),
    )


def _python(url: str, dimensions: Sequence[str]) -> str:
    codes = ", ".join(f'"{name}": str' for name in _coded(dimensions))
    return f'import pandas as pd\n\nurl = "{url}"\ndata = pd.read_csv(url, dtype={{{codes}}})\nprint(data)\n'


def _r(url: str, dimensions: Sequence[str]) -> str:
    codes = ", ".join(f'{name} = "c"' for name in _coded(dimensions))
    return f'library(readr)\n\nurl <- "{url}"\ndata <- read_csv(url, col_types = cols({codes}))\nprint(data)\n'


def _power_query(url: str, dimensions: Sequence[str]) -> str:
    types = ", ".join([*(f'{{"{name}", type text}}' for name in _coded(dimensions)), '{"value", type number}'])
    return (
        "let\n"
        f'    Source = Csv.Document(Web.Contents("{url}"),\n'
        '        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n'
        "    Headed = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),\n"
        f'    Typed = Table.TransformColumnTypes(Headed, {{{types}}}, "en-US")\n'
        "in\n"
        "    Typed\n"
    )


def _coded(dimensions: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in dimensions if name != "year")

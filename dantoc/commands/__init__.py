"""The commands, one module each; a new one is a new file and a line in `COMMANDS`."""

from __future__ import annotations

from dantoc.commands import chart, curate, export, load, new, publish, serve, validate
from dantoc.commands.base import Command

COMMANDS: tuple[Command, ...] = (
    curate.COMMAND,
    validate.COMMAND,
    new.COMMAND,
    load.COMMAND,
    serve.COMMAND,
    export.COMMAND,
    chart.COMMAND,
    publish.COMMAND,
)

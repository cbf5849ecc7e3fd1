"""`python -m dantoc serve`: pages and API from one process."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dantoc.commands.base import DONE, ROOT, Command, Misuse


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="port to listen on; $PORT or 8501 without")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on; 127.0.0.1 for this machine alone")


def _run(args: Namespace) -> int:
    import gc
    import os

    import uvicorn

    from dantoc.catalogue.settings import IN_PROCESS, settings
    from dantoc.l10n.messages import say

    if args.root.resolve() != ROOT:
        raise Misuse(say("cli.serve_root", args.lang, folder=args.root, own=ROOT))
    if args.port:
        os.environ["PORT"] = str(args.port)  # links that the product writes name the port it is served on
    try:
        own = settings()
    except ValueError as error:
        raise Misuse(str(error)) from error
    if own.warehouse_url != IN_PROCESS:
        from dantoc.engine.connecting import check

        check(own.warehouse_url)
    print(say("cli.serve_at", args.lang, product=say("core.product", args.lang), url=own.base_url), flush=True)
    # What a start imports and reads stays, and to look through it again and again takes a tenth of the time. Once the
    # content is read, `web.warming` turns the collector on.
    gc.disable()
    try:
        # Not `streamlit run`: its socket lacks TCP_NODELAY, which costs every small answer 44 ms.
        uvicorn.run(
            "streamlit_app:app", host=args.host, port=own.port, app_dir=str(ROOT), access_log=False, server_header=False
        )
    finally:
        gc.enable()
    return DONE


COMMAND = Command("serve", "serve the pages and the API", _arguments, _run)

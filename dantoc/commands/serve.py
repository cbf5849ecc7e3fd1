"""`python -m dantoc serve`: pages and API from one process."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dantoc.commands.base import DONE, ROOT, Command, Misuse


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="port to listen on; $PORT or 8501 without")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on; 127.0.0.1 for this machine alone")


def _run(args: Namespace) -> int:
    import os

    import uvicorn

    from dantoc.catalogue.settings import settings
    from dantoc.l10n.messages import say

    if args.root.resolve() != ROOT:
        raise Misuse(say("cli.serve_root", args.lang, folder=args.root, own=ROOT))
    try:
        port = args.port or settings().port
    except ValueError as error:
        raise Misuse(str(error)) from error
    os.environ["PORT"] = str(port)  # links that the product writes name the port it is served on
    print(say("cli.serve_at", args.lang, product=say("core.product", args.lang), url=settings().base_url), flush=True)
    # Not `streamlit run`: its socket lacks TCP_NODELAY, which costs every small answer 44 ms.
    uvicorn.run("streamlit_app:app", host=args.host, port=port, app_dir=str(ROOT), access_log=False)
    return DONE


COMMAND = Command("serve", "serve the pages and the API", _arguments, _run)

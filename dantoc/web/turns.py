"""Answers that take long to make: so many are made at once, the rest wait their turn, and who leaves frees a place."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dantoc.model.errors import Busy
from dantoc.web.problems import Handler, of_error, safely

MOST_WAITING = 256
LEFT = 499
"""The status that is counted for a reader who left before the answer; nobody receives it."""


class Turns:
    """Places for so many at once, given in the order in which they were asked for."""

    def __init__(self, at_once: int, most_waiting: int = MOST_WAITING) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self.taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(not own.done() for own in self._waiting)

    async def take(self) -> None:
        """Waits for a place; it is to be given back.

        Raises:
            Busy: more wait already than will be served.
        """
        if self.taken < self._at_once:
            self.taken += 1
            return
        if self.waiting >= self._most_waiting:
            raise Busy("waiting", self.waiting, (f"≤ {self._most_waiting}",))
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.give()  # it was just given: the next one has it
            raise

    def give(self) -> None:
        """Gives the place to who waits longest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self.taken -= 1


class InTurn(Response):
    """An answer made when its turn comes."""

    def __init__(self, turns: Turns, make: Handler) -> None:
        super().__init__()
        self._turns = turns
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Waits, makes the answer beside the event loop and sends it; nothing is made for a reader who has left."""
        request = Request(scope, receive)
        try:
            has_turn = await self._has_turn(receive)
        except Busy as busy:
            await of_error(request, busy)(scope, receive, send)
            return
        if not has_turn:
            await Response(status_code=LEFT)(scope, receive, send)
            return
        try:
            answer = await run_in_threadpool(safely, self._make, request)
        finally:
            self._turns.give()
        await answer(scope, receive, send)

    async def _has_turn(self, receive: Receive) -> bool:
        """Waits for the turn; False where the reader left first."""
        turn = asyncio.ensure_future(self._turns.take())
        gone = asyncio.ensure_future(left(receive))
        try:
            await asyncio.wait({turn, gone}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            await self._let_go(turn)
            raise
        finally:
            gone.cancel()
        if turn.done():
            turn.result()
            return True
        await self._let_go(turn)
        return False

    async def _let_go(self, turn: asyncio.Future[None]) -> None:
        """Gives up waiting, and gives back a place that came in the same moment."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self._turns.give()
            return
        turn.cancel()
        with suppress(asyncio.CancelledError, Busy):
            await turn


async def left(receive: Receive) -> None:
    """Returns when the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass

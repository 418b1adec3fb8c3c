"""How are the files of a kit made? Two at a time, told of one by one, and no more of them once they are not wanted."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from analytics.errors import IdmajError
from analytics.language import message
from analytics.outputs.kit_order import Piece

# The renderer has two pages; a third piece waits, so that neither is idle while one is written.
AT_WORK, IN_THE_MAKING = 2, 3


class KitCancelled(IdmajError):
    """A press kit that whoever asked for it no longer wants."""

    def __init__(self) -> None:
        super().__init__(message("The press kit was cancelled; nothing of it was kept."))


@dataclass
class Making:
    """Makes pieces two at a time, tells how far it is, and stops between two when that is wanted."""

    total: int
    progress: Callable[[int, int, str], None] | None
    is_cancelled: Callable[[], bool] | None
    done: int = 0

    def each(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bytes]]:
        with closing(_make(pieces)) as making:
            for piece in pieces:
                self.tell(piece.name)
                yield next(making)
                self.done += 1

    def tell(self, name: str) -> None:
        if self.is_cancelled and self.is_cancelled():
            raise KitCancelled
        if self.progress:
            self.progress(self.done, self.total, name)


def _make(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bytes]]:
    pool = ThreadPoolExecutor(AT_WORK)
    waiting: deque = deque()
    try:
        for piece in pieces:
            waiting.append((piece, pool.submit(piece.make)))
            if len(waiting) == IN_THE_MAKING:
                first, making = waiting.popleft()
                yield first, making.result()
        for piece, making in waiting:
            yield piece, making.result()
    finally:
        pool.shutdown(cancel_futures=True)

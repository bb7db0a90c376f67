"""What goes wrong, with every mistake and not only the first."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A mistake or warning: where it is, and what to do about it."""

    level: str  #: "error" or "warning"
    file: str  #: relative to the model folder, "" = about all of it
    line: int  #: 0 = unknown
    column: int
    field: str  #: column or key, "" if none
    text: str

    def __str__(self):
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return ": ".join(part for part in (place, self.field, self.text) if part)


class LodestoneError(Exception):
    """Base of all errors here. `messages` lists every mistake, `status` is the library's."""

    def __init__(self, text, status=None, messages=()):
        super().__init__(text)
        self.status = status
        self.messages = list(messages)


class NotFound(LodestoneError, KeyError):
    """There is no such thing: a run of a file, a price where nothing is traded."""

    __str__ = Exception.__str__  # KeyError would show the quotes of a repr


class UsageError(LodestoneError, ValueError):
    """The question is wrong: an unknown scenario, metric, region, or filter."""


class BadInput(LodestoneError, ValueError):
    """The model's data is wrong; `messages` has file, line and column of each mistake."""


class NoEquilibrium(LodestoneError, ArithmeticError):
    """No equilibrium was found, or the limits cannot all be met."""


class ReadWriteError(LodestoneError, OSError):
    """Reading or writing failed."""


class Interrupted(LodestoneError):
    """The progress function stopped the run."""


_BY_STATUS = {1: NotFound, 2: UsageError, 3: BadInput, 4: NoEquilibrium, 5: NoEquilibrium, 6: NoEquilibrium,
              7: ReadWriteError, 9: Interrupted}


def error_of(status, text, messages):
    """The exception for a status of lode/status.h."""
    if status == 8:
        return MemoryError(text)
    return _BY_STATUS.get(status, LodestoneError)(text, status, messages)

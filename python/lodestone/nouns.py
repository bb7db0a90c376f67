"""What models and runs have in common: the words they go by, and the things they are about."""
import pandas

from . import library


class Described:
    """A handle of the library that says what it is about; `noun` is "model" or "run"."""

    noun = None

    def __init__(self, handle):
        self._handle = handle

    def _of(self, function):
        _, lib = library.load()
        return getattr(lib, f"lode_{self.noun}_{function}")

    def _about(self, field):
        return library.text(self._of("about")(self._handle, field.encode()))

    def _nouns(self, name):
        return library.nouns(self._of("count"), self._of("text"), self._handle, library.noun_number(name),
                             library.NOUN_FIELDS[name])

    @property
    def currency(self):
        """Money of its prices."""
        return self._about("currency")

    @property
    def start(self):
        """First month, as pandas.Period."""
        return pandas.Period(self._about("start"), "M")

    @property
    def end(self):
        """Last month, as pandas.Period."""
        return pandas.Period(self._about("end"), "M")

    @property
    def regions(self):
        """DataFrame by id: name, name_zh, group."""
        return self._nouns("regions")

    @property
    def stages(self):
        """DataFrame by id: name, name_zh; in the order of the chain."""
        return self._nouns("stages")

    @property
    def commodities(self):
        """DataFrame by id: name, name_zh, unit, element, stage."""
        return self._nouns("commodities")

    @property
    def facilities(self):
        """DataFrame by id: name, name_zh, owner, region, process; a run has what policies add, too."""
        return self._nouns("facilities")

"""Results files, read with the library: their runs come back bit for bit."""
import os

from . import library
from .run import Run


class Results:
    """A results file (docs/results.md): results["baseline"] is a Run."""

    def __init__(self, handle):
        self._handle = handle

    @classmethod
    def open(cls, path):
        """Opens a results file for reading."""
        _, lib = library.load()
        keep = []
        return cls(library.call("results", lib.lode_results_open, library.chars(os.fspath(path), keep)))

    @property
    def runs(self):
        """Names of its runs, in the order they were first written."""
        _, lib = library.load()
        return [library.text(lib.lode_results_name(self._handle, i))
                for i in range(lib.lode_results_count(self._handle))]

    def __getitem__(self, name):
        _, lib = library.load()
        keep = []
        return Run(library.call("run", lib.lode_results_run, self._handle, library.chars(name, keep)))

    def __iter__(self):
        return iter(self.runs)

    def __len__(self):
        return len(self.runs)

    def __contains__(self, name):
        return name in self.runs

    def export(self, path, format, run=None):
        """Writes its runs (or one) as "csv" (path is a folder), "iamc", "netcdf" or "xlsx"."""
        _, lib = library.load()
        keep = []
        arguments = [library.chars(value, keep) for value in (run, format, os.fspath(path))]
        status = lib.lode_results_export(self._handle, *arguments)
        if status:
            said = lib.lode_results_messages(self._handle)
            raise library.error_of(status, library.text(lib.lode_messages_text(said)), library.messages(said))

    def __repr__(self):
        return f"<lodestone.Results {', '.join(self.runs)}>"

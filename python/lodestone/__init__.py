"""Lodestone in Python: executable models of supply chains, in data frames.

    import lodestone
    model = lodestone.Model.load("models/ree-magnets")
    run = model.run(scenarios="india-japan-halt")
    run.frame("price", region="japan")          # months down, commodities across, USD/t
    run.compare(model.run())                    # what the halt does, in words

Everything stands on liblodestone.so, whose C interface is include/lode/lode.h. It is looked for
in the environment variable LODESTONE_LIBRARY, then beside this package, then on the system.
`lodestone.files` reads results files without it.
"""
from . import files
from .ensemble import Ensemble
from .errors import (BadInput, Interrupted, LodestoneError, Message, NoEquilibrium, NotFound, ReadWriteError,
                     UsageError)
from .library import api_version, metrics, version
from .model import Model
from .results import Results
from .run import Run, Why

__all__ = ["BadInput", "Ensemble", "Interrupted", "LodestoneError", "Message", "Model", "NoEquilibrium", "NotFound",
           "ReadWriteError", "Results", "Run", "UsageError", "Why", "api_version", "files", "metrics", "version"]

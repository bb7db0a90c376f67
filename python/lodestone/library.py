"""The shared library: found, loaded once, and spoken to. Nothing here knows of models."""
import ctypes.util
import functools
import os
import pathlib
import re

from .errors import Message, error_of

_HERE = pathlib.Path(__file__).resolve().parent
_NAME = "liblodestone.so.0"
API_VERSION = 1  # what this package needs at least

#: Fields of a question; each may be a filter and may split an answer.
FIELDS = ("region", "partner", "commodity", "stage", "facility", "process", "use", "limit", "policy")


def declarations():
    """include/lode/*.h without what only a C compiler reads."""
    text = "".join((_HERE / "include" / name).read_text(encoding="utf-8") for name in ("status.h", "lode.h"))
    text = re.sub(r"#ifdef __cplusplus.*?#endif", "", text, flags=re.S)
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    return text.replace("LODE_API ", "")


def candidates():
    """Where the library is looked for, in this order."""
    given = os.environ.get("LODESTONE_LIBRARY")
    if given:
        return [given]
    folders = [_HERE, *_HERE.parents[:3]]  # beside the package; prefix/lib of an installed one
    beside = [str(folder / _NAME) for folder in folders if (folder / _NAME).exists()]
    return beside + [_NAME] + [name for name in [ctypes.util.find_library("lodestone")] if name]


@functools.lru_cache(maxsize=None)
def load():
    """(ffi, lib), loaded once. ImportError says where the library was looked for."""
    from cffi import FFI  # only who runs models needs it

    ffi = FFI()
    ffi.cdef(declarations())
    failures = []
    for path in candidates():
        try:
            lib = ffi.dlopen(path)
            break
        except OSError as error:
            failures.append(str(error))
    else:
        raise ImportError("liblodestone was not found; set LODESTONE_LIBRARY to the file (" + "; ".join(failures) + ")")
    if lib.lode_api_version() < API_VERSION:
        raise ImportError(f"liblodestone {text(lib.lode_version())} is older than this package")
    return ffi, lib


def text(pointer):
    """A C string as str; None for NULL."""
    ffi, _ = load()
    return None if pointer == ffi.NULL else ffi.string(pointer).decode("utf-8")


def chars(value, keep):
    """A str (or None) as a C string that lives as long as the list `keep`."""
    ffi, _ = load()
    if value is None:
        return ffi.NULL
    pointer = ffi.new("char[]", str(value).encode("utf-8"))
    keep.append(pointer)
    return pointer


def joined(value):
    """Ids of a filter: "a", or ["a", "b"] as "a,b"."""
    return value if value is None or isinstance(value, str) else ",".join(value)


def messages(handle):
    """lode_messages as a list."""
    ffi, lib = load()
    found = []
    for i in range(lib.lode_messages_count(handle)):
        m = lib.lode_messages_at(handle, i)
        level = "warning" if m.level == lib.LODE_WARNING else "error"
        found.append(Message(level, text(m.file), m.line, m.column, text(m.field), text(m.text)))
    return found


def call(noun, function, *arguments):
    """Calls a function that makes a handle of a noun ("model"). The handle, freed when nobody needs it
    any more; or the exception that its status stands for, with all messages."""
    ffi, lib = load()
    out = ffi.new(f"lode_{noun} **")
    status = function(*arguments, out)
    handle = ffi.gc(out[0], getattr(lib, f"lode_{noun}_free"))
    if status == lib.LODE_OK:
        return handle
    said = getattr(lib, f"lode_{noun}_messages")(handle)
    raise error_of(status, text(lib.lode_messages_text(said)), messages(said))


def version():
    """Version of the library, "0.1.0"."""
    return text(load()[1].lode_version())


def api_version():
    """Version of the C interface."""
    return load()[1].lode_api_version()


def metrics():
    """Every metric: a DataFrame by id with unit, how it adds up over time, filters, definition."""
    import pandas

    _, lib = load()
    fields = ("id", "unit", "time", "filters", "definition")
    rows = [{field: text(lib.lode_metric_text(i, field.encode())) for field in fields}
            for i in range(lib.lode_metric_count())]
    return pandas.DataFrame(rows, columns=fields).set_index("id")


def nouns(count, field_text, handle, noun, fields):
    """The things of a noun: a DataFrame by id."""
    import pandas

    rows = [{field: text(field_text(handle, noun, i, field.encode())) for field in fields}
            for i in range(count(handle, noun))]
    return pandas.DataFrame(rows, columns=fields).set_index("id")


NOUN_FIELDS = {
    "regions": ("id", "name", "name_zh", "group"),
    "stages": ("id", "name", "name_zh"),
    "commodities": ("id", "name", "name_zh", "unit", "element", "stage"),
    "facilities": ("id", "name", "name_zh", "owner", "region", "process"),
    "uses": ("id", "name", "name_zh", "sector", "device"),
    "scenarios": ("id", "title", "title_zh", "tells"),
}


def noun_number(name):
    """lode_noun of a name of NOUN_FIELDS."""
    return getattr(load()[1], "LODE_" + name.upper())


def fill_changes(options, keep, name=None, scenarios=None, vary=None, set=None):
    """What lode_run_options and lode_variation share, from what Python calls it."""
    options.name = chars(name, keep)
    _fill(options, "scenarios", [scenarios] if isinstance(scenarios, str) else list(scenarios or ()), keep)
    _fill(options, "changes", [f"{path}={value}" for path, value in dict(set or {}).items()], keep)
    ffi, _ = load()
    values = dict(vary or {})
    array = ffi.new("lode_value[]", len(values))
    for item, (one, value) in zip(array, values.items()):
        item.name, item.value = chars(one, keep), float(value)
    keep.append(array)
    options.varies, options.n_varies = array, len(values)


def _fill(options, name, values, keep):
    """A list of str as an array of C strings with its length."""
    ffi, _ = load()
    array = ffi.new("const char *[]", [chars(value, keep) for value in values])
    keep.append(array)
    setattr(options, name, array)
    setattr(options, "n_" + name, len(values))

"""Sections of docs that scripts write: between marks, under a temporary name and renamed."""
import os
import re
import sys


def figure(value, digits=3):
    """Three digits that matter, no exponent."""
    if value is None:
        return "-"
    text = f"{value:.{digits}g}"
    return f"{float(text):,.0f}" if "e" in text or abs(value) >= 1000 else text


def replace(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


def put_section(path, name, lines):
    """Puts lines between <!-- made: NAME --> and <!-- end: NAME -->."""
    begin, end = f"<!-- made: {name} -->", f"<!-- end: {name} -->"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if begin not in text or end not in text:
        sys.exit(f"{path}: the marks {begin} and {end} are missing")
    body = begin + "\n" + "\n".join(lines) + "\n" + end
    replace(path, re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: body, text, flags=re.S))

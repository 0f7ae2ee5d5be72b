"""Reads cards as huggingface_hub does: its expression, then PyYAML's safe_load.

Takes the path of a file with one {"id", "text"} in JSON a line, and the path of the file to write,
with one {"id", "front_matter", "error", "offset", "values", "data"} a line. "values" is a text: the
JSON of the top-level keys that start with "extra_gated_"; "data" that of the whole block.
"""

import json
import re
import sys

import yaml

FRONT_MATTER = re.compile(
    r"^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))"
)
SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(error):
    """What an exception says, and the character at which it gives up."""
    if isinstance(error, yaml.MarkedYAMLError):
        parts = [error.context, error.problem]
        return ": ".join(part for part in parts if part), error.problem_mark.index
    if isinstance(error, yaml.reader.ReaderError):
        return str(error).split("\n")[0], error.position
    return f"{type(error).__name__}: {error}", None


def plain(value):
    """The text of what JSON has no form for. A set gets a fixed order."""
    if isinstance(value, set) and value:
        return "{" + ", ".join(sorted(map(member, value))) + "}"
    return str(value)


def member(value):
    """A member of a set."""
    return repr(value) if isinstance(value, str) else key(value)


def key(value):
    """A key as json.dumps prints it, or as a text where it refuses to."""
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value)
    return plain(value)


def printable(value):
    """The value with keys that json.dumps takes. Equal texts of unequal keys are kept apart."""
    if isinstance(value, dict):
        return Entries([key(name), printable(part)] for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return [printable(part) for part in value]
    return value


class Entries:
    """A mapping that may hold one name twice."""

    def __init__(self, entries):
        self.entries = list(entries)


def dump(value):
    """The value as compact JSON."""
    if isinstance(value, Entries):
        parts = (f"{dump(name)}:{dump(part)}" for name, part in value.entries)
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    return SURROGATE.sub("\ufffd", json.dumps(value, default=plain, ensure_ascii=False))


def read(text):
    """What becomes of a card."""
    match = FRONT_MATTER.search(text)
    if match is None:
        return {"front_matter": "missing"}
    block = match.group(2)
    try:
        data = yaml.safe_load(block)
    except Exception as error:
        message, index = one_line(error)
        result = {"front_matter": "invalid", "error": SURROGATE.sub("\ufffd", message)}
        if index is not None:
            result["offset"] = len((match.group(1) + block[:index]).encode())
        return result
    if not isinstance(data, dict):
        return {"front_matter": "invalid", "data": as_json(data)}
    gate = {
        name: value
        for name, value in data.items()
        if isinstance(name, str) and name.startswith("extra_gated_")
    }
    return {"front_matter": "found", "values": as_json(gate), "data": as_json(data)}


def as_json(value):
    """The JSON of a value; None where Python has none."""
    try:
        json.dumps(value, default=plain, skipkeys=True)
        return dump(printable(value))
    except (ValueError, RecursionError):
        return None


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8", newline="\n") as lines:
        cards = [json.loads(line) for line in lines]
    results = ({"id": card["id"], **read(card["text"])} for card in cards)
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(result, ensure_ascii=False) + "\n" for result in results)


main()

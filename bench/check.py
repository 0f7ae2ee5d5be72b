"""What somebody would write in Python instead: load each card with huggingface_hub, look at its gate.

check.py CARD_OR_FOLDER prints what is wrong, and exits with 1 if anything is.
"""

import logging
import pathlib
import sys

from huggingface_hub import RepoCard

TYPES = {"text", "checkbox", "date_picker", "country", "ip_location"}
TEXTS = {
    "extra_gated_heading",
    "extra_gated_description",
    "extra_gated_prompt",
    "extra_gated_button_content",
}
KEYS = TEXTS | {"extra_gated_fields", "extra_gated_eu_disallowed"}


def mistakes_in_option(option):
    if isinstance(option, dict):
        values = (option.get(key) for key in ("label", "value"))
        if set(option) != {"label", "value"} or not all(isinstance(value, str) for value in values):
            yield "an option needs a label and a value"
    elif not isinstance(option, str):
        yield f"expected a text as an option, found {option!r}"


def mistakes_in_field(label, field):
    if not isinstance(label, str) or not label.strip():
        yield "a field has no label"
    if isinstance(field, str):
        if field not in TYPES:
            yield f"{label}: unknown type {field}"
    elif not isinstance(field, dict):
        yield f"{label}: expected a type or a mapping"
    elif field.get("type") == "select":
        if not isinstance(field.get("options"), list) or not field["options"]:
            yield f"{label}: a menu needs options"
        else:
            for option in field["options"]:
                yield from mistakes_in_option(option)
        yield from (f"{label}: unknown attribute {name}" for name in field.keys() - {"type", "options"})
    else:
        if field.get("type") not in TYPES:
            yield f"{label}: unknown type {field.get('type')}"
        yield from (f"{label}: unknown attribute {name}" for name in field.keys() - {"type"})


def mistakes(metadata):
    for key, value in metadata.items():
        if str(key).startswith("extra_gated") and key not in KEYS:
            yield f"unknown key {key}"
        elif key in TEXTS and not (isinstance(value, str) and value.strip()):
            yield f"{key}: expected a text"
    if not isinstance(metadata.get("extra_gated_eu_disallowed", False), bool):
        yield "extra_gated_eu_disallowed: expected true or false"
    fields = metadata.get("extra_gated_fields", {})
    if not isinstance(fields, dict):
        yield "extra_gated_fields: expected a mapping"
    else:
        for label, field in fields.items():
            yield from mistakes_in_field(label, field)


def main():
    logging.disable(logging.WARNING)
    found = False
    target = pathlib.Path(sys.argv[1])
    for card in sorted(target.rglob("README.md")) if target.is_dir() else [target]:
        try:
            wrong = list(mistakes(RepoCard.load(card).data.to_dict()))
        except Exception as error:  # pylint: disable=broad-except
            wrong = [f"{type(error).__name__}: {error}"]
        for message in wrong:
            found = True
            print(f"{card}: {message}")
    sys.exit(found)


main()

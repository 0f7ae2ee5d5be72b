"""Says what is wrong with files by their schemas: pairs of a schema (.json or .xsd) and a file."""

import json
import sys

from jsonschema.validators import validator_for
from lxml import etree


def by_json_schema(schema, file):
    with open(schema, encoding="utf-8-sig") as opened:
        schema = json.load(opened)
    with open(file, encoding="utf-8") as opened:
        value = json.load(opened)
    validator = validator_for(schema)
    validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in validator(schema).iter_errors(value)]


def by_xml_schema(schema, file):
    schema = etree.XMLSchema(etree.parse(schema))
    schema.validate(etree.parse(file))
    return [str(error) for error in schema.error_log]


failed = False
for schema, file in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    check = by_xml_schema if schema.endswith(".xsd") else by_json_schema
    errors = check(schema, file)
    for error in errors[:10]:
        print(f"{file} against {schema}: {error[:400]}")
    failed = failed or bool(errors)
sys.exit(failed)

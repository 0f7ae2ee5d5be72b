// What somebody would write in JavaScript instead: load the YAML block of each card with js-yaml, and
// validate it with ajv by a JSON Schema.
//
// check.mjs SCHEMA CARD_OR_FOLDER prints what is wrong, and exits with 1 if anything is.

import fs from "node:fs";
import path from "node:path";

import Ajv from "ajv";
import yaml from "js-yaml";

const BLOCK = /^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;
const [schema, target] = process.argv.slice(2);
const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(fs.readFileSync(schema, "utf8")));

function* cards(target) {
  if (!fs.statSync(target).isDirectory()) {
    yield target;
    return;
  }
  for (const entry of fs.readdirSync(target, { recursive: true })) {
    if (path.basename(entry) === "README.md") yield path.join(target, entry);
  }
}

for (const card of cards(target)) {
  let wrong = [];
  try {
    const block = BLOCK.exec(fs.readFileSync(card, "utf8"));
    if (!validate(block ? yaml.load(block[2]) : {})) {
      wrong = validate.errors.map((error) => `${error.instancePath} ${error.message}`);
    }
  } catch (error) {
    wrong = [`${error.name}: ${error.message}`];
  }
  for (const message of wrong) {
    process.exitCode = 1;
    console.log(`${card}: ${message}`);
  }
}

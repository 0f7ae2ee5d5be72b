// Reads cards as the Hub does: its expression, then js-yaml's load.
//
// Takes the path of a file with one {"id", "text"} in JSON a line, and the path of the file to
// write, with one {"id", "front_matter", "error", "values", "data"} a line. "values" is a text: the
// JSON of the top-level keys that start with "extra_gated_"; "data" that of the whole block.

import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../package.json", import.meta.url));
const yaml = require("js-yaml");

const FRONT_MATTER =
  /^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;

/** Half of a surrogate pair has no UTF-8. */
const wellFormed = (value) => {
  if (typeof value === "string") return value.toWellFormed();
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, part]) => [key.toWellFormed(), part]));
};

/** How many parts of a value are written out: far more than gatecard reads of any card here. */
const MAX_PARTS = 1_000_000;

/**
 * The JSON of a value; null where it contains itself, or where aliases make it too much to write.
 * An empty block has the JSON of null.
 */
function json(value) {
  let parts = 0;
  const written = (_, part) => {
    parts += 1;
    if (parts > MAX_PARTS) throw new RangeError("too many parts");
    return wellFormed(part);
  };
  try {
    return JSON.stringify(value ?? null, written);
  } catch {
    return null;
  }
}

function read(text) {
  const match = FRONT_MATTER.exec(text);
  if (!match) return { front_matter: "missing" };
  let data;
  try {
    data = yaml.load(match[2]);
  } catch (error) {
    return { front_matter: "invalid", error: error.reason ?? String(error) };
  }
  const isMapping =
    typeof data === "object" &&
    data !== null &&
    !Array.isArray(data) &&
    !(data instanceof Date) &&
    !(data instanceof Uint8Array);
  const whole = json(data);
  if (!isMapping) return { front_matter: "invalid", data: whole };
  const gate = Object.entries(data).filter(([key]) => key.startsWith("extra_gated_"));
  return { front_matter: "found", values: json(Object.fromEntries(gate)), data: whole };
}

const [source, target] = process.argv.slice(2);
const lines = fs.readFileSync(source, "utf8").split("\n").filter(Boolean);
const results = lines.map((line) => {
  const { id, text } = JSON.parse(line);
  return JSON.stringify({ id, ...read(text) });
});
fs.writeFileSync(target, results.join("\n") + "\n");

// Reads cards as the Hub does: its expression, then js-yaml's load.
//
// Takes the path of a file with one {"id", "text"} in JSON a line, and the path of the file to
// write, with one {"id", "front_matter", "error", "values"} a line. "values" is a text: the JSON of
// the top-level keys that start with "extra_gated_".

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
  if (!isMapping) return { front_matter: "invalid" };
  const gate = Object.entries(data).filter(([key]) => key.startsWith("extra_gated_"));
  let values = null;
  try {
    values = JSON.stringify(Object.fromEntries(gate), (_, value) => wellFormed(value));
  } catch {
    // A value that contains itself has no JSON.
  }
  return { front_matter: "found", values };
}

const [source, target] = process.argv.slice(2);
const lines = fs.readFileSync(source, "utf8").split("\n").filter(Boolean);
const results = lines.map((line) => {
  const { id, text } = JSON.parse(line);
  return JSON.stringify({ id, ...read(text) });
});
fs.writeFileSync(target, results.join("\n") + "\n");

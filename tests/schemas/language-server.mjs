// Asks the real yaml-language-server about documents. Standard input is a JSON list of
// {name, text, hover, path}; standard output is a JSON list of {name, diagnostics, hover}, where hover
// is what the server says at the first place of that text. The argument is the settings of an editor.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";

const manifest = createRequire(import.meta.url).resolve("yaml-language-server/package.json");
const server = spawn(process.execPath, [join(dirname(manifest), "bin/yaml-language-server"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const waiting = new Map();
let read = Buffer.alloc(0);

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function answer(key) {
  return new Promise((resolve) => waiting.set(key, resolve));
}

const settings = JSON.parse(process.argv[2]);

// The settings whose names begin with that of a section.
function section({ section }) {
  const start = `${section}.`;
  const own = Object.entries(settings).filter(([key]) => key.startsWith(start));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(start.length), value]));
}

let last = 0;
function request(method, params) {
  const id = ++last;
  send({ id, method, params });
  return answer(id);
}

function receive(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    waiting.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    // What the server asks the editor for.
    const result = message.method === "workspace/configuration" ? message.params.items.map(section) : null;
    send({ id: message.id, result });
  } else if (message.id !== undefined) {
    waiting.get(message.id)?.(message.result);
  }
}

server.stdout.on("data", (data) => {
  read = Buffer.concat([read, data]);
  for (;;) {
    const head = read.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(read.subarray(0, head).toString())[1]);
    if (read.length < head + 4 + length) return;
    const body = read.subarray(head + 4, head + 4 + length).toString();
    read = read.subarray(head + 4 + length);
    receive(JSON.parse(body));
  }
});

const documents = JSON.parse(readFileSync(0, "utf8"));
await request("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: { textDocument: { hover: { contentFormat: ["plaintext"] } } },
});
send({ method: "initialized", params: {} });
// The server waits a while before it looks at a document: all of them are opened at once.
const opened = documents.map(({ text, path }, number) => {
  const uri = `file:///documents/${path ?? `${number}.yaml`}`;
  const published = answer(uri);
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  return { uri, published };
});
const answers = [];
for (const [number, { name, text, hover }] of documents.entries()) {
  const { uri, published } = opened[number];
  const diagnostics = (await published).map(({ message, range }) => ({ message, line: range.start.line + 1 }));
  let said = null;
  if (hover) {
    const before = text.slice(0, text.indexOf(hover)).split("\n");
    const position = { line: before.length - 1, character: before.at(-1).length + 1 };
    said = (await request("textDocument/hover", { textDocument: { uri }, position }))?.contents ?? null;
  }
  answers.push({ name, diagnostics, hover: said });
}
process.stdout.write(JSON.stringify(answers));
server.kill();

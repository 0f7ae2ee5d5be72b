// What the tests in a browser share: the built command, the real Chromium, and a page that fails
// the test when anything goes wrong in it.
//
// GATECARD is the command, CHROMIUM the browser.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CEDAR = path.join(ROOT, 'fixtures/cards/cedar-7b/README.md');
export const HARBOR = path.join(ROOT, 'fixtures/cards/harbor-speech/README.md');
export const STATES = ['signed-out', 'form', 'pending', 'rejected', 'granted'];
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

const GATECARD = path.resolve(ROOT, process.env.GATECARD ?? 'target/debug/gatecard');
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const card = (name) => path.join(ROOT, 'tests/browser/cards', `${name}.md`);

let browser;
let proxy;
let asked;
let folder;

/** Starts the browser for the tests of a file, and ends it after them. */
export function withBrowser() {
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gatecard-browser-'));
    // Whatever would leave this machine goes through here, and no further.
    asked = [];
    proxy = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (data) => {
        asked.push(data.toString('latin1').split('\r\n', 1)[0]);
        socket.destroy();
      });
    });
    await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ARGUMENTS,
      proxy: { server: `127.0.0.1:${proxy.address().port}`, bypass: '127.0.0.1' },
    });
  });
  after(async () => {
    await browser?.close();
    proxy?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(asked.filter((line) => line.includes('example.')), [], 'nothing is sent');
  });
}

/** A folder that is gone after the tests. */
export const scratch = () => mkdtempSync(path.join(folder, 'test-'));

/** Runs the command, which has to end with one of the codes, and gives what came out. */
export function gatecard(args, { codes = [0], cwd = ROOT } = {}) {
  const result = spawnSync(GATECARD, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(codes.includes(result.status), `${result.status} of ${args.slice(0, 5)}: ${result.stderr}`);
  return result;
}

/** The address of the page of a card. */
export function preview(cardPath, args = [], code = 0) {
  const file = path.join(scratch(), 'preview.html');
  gatecard(['preview', cardPath, '-o', file, ...args], { codes: [code] });
  return pathToFileURL(file).href;
}

/**
 * Opens a page and runs a test on it. Messages of the browser, errors of the script and requests
 * for anything but the page fail the test; `allowed` says what a page may ask for besides.
 */
export async function visit(address, test, { allowed = () => false, ...options } = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const wrong = [];
  const isPage = (url) => url.split('#')[0] === address.split('#')[0] || url.startsWith('data:');
  context.on('request', (request) => {
    const url = request.url();
    if (!isPage(url) && !allowed(url)) wrong.push(`request: ${request.method()} ${url}`);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    wrong.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  page.on('popup', (popup) => wrong.push(`window: ${popup.url()}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  try {
    await page.goto(address);
    await test(page, wrong);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** Goes to a fragment of the page that is open. */
export async function show(page, fragment) {
  await page.evaluate((text) => { location.hash = text; }, fragment);
  const first = fragment.split(',')[0];
  await page.waitForFunction((word) => document.querySelector(`input[value="${word}"]`).checked, first);
}

/** What a visitor sees in the frame of the form. */
export const frame = (page) => page.locator('.frame').innerText();

/** Fails for whatever axe-core finds in the page as it is shown. */
export async function examine(page, what) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
  assert.deepEqual(found, [], what);
}

/** A running `gatecard serve`. */
export async function serve(cardPath, args = []) {
  const child = spawn(GATECARD, ['serve', cardPath, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
      const found = /^(http:\/\/[^ ]+) /m.exec(said);
      if (found) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  const stop = () => new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });
  return { address, port: new URL(address).port, stop };
}

// Photographs pages; scripts/screenshots calls it.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ARGUMENTS, CHROMIUM, PHONE, ROOT, gatecard } from './support.mjs';

/** What is photographed where no fragment is named. */
const ALL = [
  'form,light', 'form,dark', 'signed-out,light', 'pending,manual,light', 'rejected,light', 'granted,light',
  'form,light,phone',
];
const PICTURE = path.join(ROOT, 'docs/images/preview.png');
/** How large the picture in the README may be, in bytes. */
const LIMIT = 150_000;
const DESKTOP = { width: 1280, height: 900 };

const folder = mkdtempSync(path.join(tmpdir(), 'gatecard-pictures-'));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });

/** Photographs the page of a card. */
async function take(card, cwd, shots) {
  const file = path.join(folder, 'preview.html');
  gatecard(['preview', card, '-o', file], { cwd, codes: [0, 1] });
  for (const { fragment, viewport, ...options } of shots) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${pathToFileURL(file).href}#${fragment}`);
    await page.screenshot(options);
    await page.close();
  }
}

try {
  const [to, card, ...fragments] = process.argv.slice(2);
  if (to === undefined) {
    const cards = path.join(ROOT, 'fixtures/cards');
    await take('harbor-speech/README.md', cards, [{ fragment: 'form,light', viewport: DESKTOP, path: PICTURE }]);
    assert.ok(statSync(PICTURE).size <= LIMIT, `the picture is larger than ${LIMIT} bytes`);
  } else {
    mkdirSync(to, { recursive: true });
    const shots = (fragments.length > 0 ? fragments : ALL).map((fragment) => ({
      fragment,
      viewport: fragment.includes('phone') ? PHONE : DESKTOP,
      path: path.join(to, `${fragment.replaceAll(',', '-')}.png`),
      fullPage: true,
    }));
    await take(path.resolve(card), ROOT, shots);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

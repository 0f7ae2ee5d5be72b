// Real cards, where there are any at hand: each page opens without a message, a request or a
// text that is too wide. GATECARD_CARDS is a folder with such cards.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PHONE, ROOT, gatecard, scratch, visit, withBrowser } from './support.mjs';

withBrowser();

const CARDS = process.env.GATECARD_CARDS ?? path.join(ROOT, '../shared/cards');
/** How many pages are opened; reading all of them takes a minute, and the run has three. */
const OPENED = Number(process.env.GATECARD_OPENED ?? 60);

test('real cards', { skip: existsSync(CARDS) ? false : `none in ${CARDS}` }, async () => {
  const names = readdirSync(CARDS, { recursive: true }).filter((name) => name.endsWith('.md')).sort();
  const step = Math.max(1, Math.floor(names.length / OPENED));
  const some = names.filter((_, index) => index % step === 0).map((name) => path.join(CARDS, name));
  const site = scratch();
  const { stderr } = gatecard(['preview', ...some, '-o', site, '--state', 'form'], { codes: [0, 1] });
  assert.doesNotMatch(stderr, /panicked/);
  const pages = readdirSync(site).filter((name) => name !== 'index.html');
  assert.equal(pages.length, some.length);
  for (const name of pages) {
    await visit(pathToFileURL(path.join(site, name)).href, async (page) => {
      const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} pixels too wide`);
      assert.ok(await page.locator('#gate .submit').isVisible(), name);
    }, { viewport: PHONE });
  }
  console.log(`${pages.length} of ${names.length} real cards opened`);
});

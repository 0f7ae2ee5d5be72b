// What axe-core finds in every state, light and dark, and how the pages read and print.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CEDAR, DESKTOP, HARBOR, PHONE, ROOT, STATES, card, examine, frame, gatecard, preview, scratch, show, visit,
  withBrowser,
} from './support.mjs';

withBrowser();

/** A card whose YAML is broken behind some of the gate. */
function broken() {
  const file = path.join(scratch(), 'README.md');
  writeFileSync(file, '---\nextra_gated_heading: Amber\nextra_gated_prompt: a: b\nextra_gated_fields:\n  Firm: text\n---\n');
  return file;
}

const PAGES = [
  ['a right card', () => preview(CEDAR)],
  ['a card with mistakes', () => preview(HARBOR)],
  ['a card with markup', () => preview(card('texts'))],
  ['broken YAML', () => preview(broken(), [], 1)],
  ['a card without a gate', () => preview(path.join(ROOT, 'fixtures/cards/lantern-vision/README.md'))],
];

for (const [name, address] of PAGES) {
  test(`axe-core finds nothing in ${name}`, async () => {
    for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
      await visit(address(), async (page) => {
        for (const theme of ['light', 'dark']) {
          for (const state of STATES) {
            await show(page, `${state},${theme}`);
            await examine(page, `${name}: ${state}, ${theme}, ${size}`);
          }
        }
      }, { viewport, reducedMotion: 'reduce' });
    }
  });
}

test('axe-core finds nothing in an index, whose links lead to pages', async () => {
  const site = scratch();
  gatecard(['preview', 'fixtures/cards', '-o', site]);
  const index = pathToFileURL(path.join(site, 'index.html')).href;
  for (const colorScheme of ['light', 'dark']) {
    await visit(index, async (page) => {
      for (const more of await page.locator('summary').all()) await more.click();
      await examine(page, `the index, ${colorScheme}`);
    }, { colorScheme });
  }
  await visit(index, async (page) => {
    const links = page.locator('a[href^="./"]');
    assert.equal(await links.count(), 4);
    for (let number = 0; number < 4; number += 1) {
      await links.nth(number).click();
      await page.locator('.frame').waitFor();
      await page.goBack();
    }
  }, { allowed: (url) => url.startsWith(pathToFileURL(site).href) });
});

test('findings stand beside their parts, with severity, message and line', async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    await visit(preview(HARBOR), async (page) => {
      const counts = await page.locator('.counts').innerText();
      assert.match(counts, /4 errors/);
      assert.match(counts, /1 warning/);
      const parts = await page.locator('.part:has(.notes)').evaluateAll((all) => all.map((part) => [
        part.querySelector('label, .label')?.textContent, part.querySelector('.notes').innerText,
      ]));
      for (const [label, said] of [
        ['Organisation', /Error[^]*line 17[^]*unknown type/],
        ['How will you use it?', /Error[^]*line 24[^]*Expected a text/],
        ['May we contact you?', /Warning[^]*line 25[^]*cannot be sent/],
        ['I agree to the terms of use', /Error[^]*line 26[^]*unknown type/],
      ]) {
        const part = parts.find(([name]) => name === label);
        assert.match(part?.[1] ?? '', said, label);
      }
      assert.match(await frame(page), /Organisation\s+Not shown\./, 'a gap with its reason');
      assert.match(await page.locator('main').innerText(), /extra_gated_promt[^]*Did you mean/);
    }, { viewport });
  }
  await visit(preview(CEDAR), async (page) => {
    assert.match(await page.locator('.counts').innerText(), /No findings/);
  });
});

test('right-to-left texts read right', async () => {
  await visit(preview(card('arabic')), async (page) => {
    const direction = (locator) => locator.evaluate((one) => getComputedStyle(one).direction);
    assert.equal(await direction(page.locator('.frame h2').first()), 'rtl');
    assert.equal(await direction(page.locator('.frame .markdown').first()), 'rtl');
    assert.equal(await direction(page.getByText('الاسم الكامل', { exact: true })), 'rtl');
    assert.equal(await direction(page.getByRole('button', { name: 'أوافق وأرسل' })), 'rtl');
    const [frameBox, title] = await Promise.all([
      page.locator('.frame').boundingBox(), page.locator('.frame h2').first().boundingBox(),
    ]);
    assert.ok(title.x >= frameBox.x && title.x + title.width <= frameBox.x + frameBox.width + 1);
    const box = page.getByLabel('الاسم الكامل');
    await box.fill('آدا');
    assert.equal(await direction(box), 'rtl');
    await box.fill('Ada');
    assert.equal(await direction(box), 'ltr');
    await examine(page, 'a card in Arabic');
  });
});

test('pages print well', async () => {
  for (const address of [preview(CEDAR, ['--theme', 'dark']), preview(HARBOR)]) {
    await visit(address, async (page) => {
      await page.emulateMedia({ media: 'print' });
      assert.ok(!(await page.locator('.controls').isVisible()), 'switches are of no use on paper');
      assert.ok(await page.locator('.frame').isVisible());
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.ok(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(background), `paper is ${background}`);
      const color = await page.locator('.frame label').first().evaluate((one) => getComputedStyle(one).color);
      const bright = color.match(/\d+/g).map(Number).reduce((sum, one) => sum + one) / 3;
      assert.ok(bright < 100, `ink is ${color}`);
      const pdf = await page.pdf({ format: 'A4', printBackground: false });
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages <= 3, `${pages} pages of paper`);
    });
  }
});

// Filling in the form: what keeps it from being sent, and what its author would receive.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CEDAR, card, frame, preview, visit, withBrowser } from './support.mjs';

withBrowser();

/** What to fill in, and what arrives, for each field of the card. */
const FIELDS = {
  'Full name': ['fill', 'Ada "Countess" Lovelace'],
  Organisation: ['fill', 'A & B <i>GmbH</i> \\ مؤسسة'],
  Country: ['selectOption', 'FR'],
  'Date of birth': ['fill', '2026-11-20'],
  'Intended use': ['selectOption', 'other'],
  'I accept the Cedar community licence': ['check', 'on'],
};

const input = (page, label) => page.locator('#gate').getByLabel(label, { exact: true });
const answers = async (page) => JSON.parse(await page.locator('#answers').innerText());
const isSent = async (page) => !(await page.locator('#gate').isVisible());

async function fill(page, labels) {
  for (const label of labels) {
    const [how, value] = FIELDS[label];
    await input(page, label)[how](...(how === 'check' ? [] : [value]));
  }
}

test('a form that is not filled in is not sent', async () => {
  await visit(preview(CEDAR), async (page) => {
    const send = page.getByRole('button', { name: 'Accept and continue' });
    await send.click();
    assert.ok(!(await isSent(page)), 'nothing is filled in');
    for (const missing of Object.keys(FIELDS)) {
      await page.reload();
      await fill(page, Object.keys(FIELDS).filter((label) => label !== missing));
      await send.click();
      assert.ok(!(await isSent(page)), `without ${missing}`);
      const focused = await page.evaluate(() => document.activeElement.dataset.label);
      assert.equal(focused, missing, 'the browser shows what is missing');
    }
    await fill(page, Object.keys(FIELDS));
    await send.click();
    assert.match(await frame(page), /You have been granted access to this model/);
    assert.match(await frame(page), /Nothing was sent/);
    assert.match(await page.locator('#status').textContent(), /Nothing was sent/);
    await page.getByRole('button', { name: 'Back to the form' }).click();
    assert.equal(await input(page, 'Full name').inputValue(), FIELDS['Full name'][1], 'what was typed is kept');
  });
});

test('with manual approval, the request waits', async () => {
  await visit(preview(CEDAR, ['--approval', 'manual']), async (page) => {
    await fill(page, Object.keys(FIELDS));
    await page.getByRole('button', { name: 'Accept and continue' }).click();
    assert.match(await frame(page), /awaiting a review from the repository authors/);
  });
});

test('the panel shows what the author receives', async () => {
  await visit(preview(CEDAR), async (page) => {
    const empty = { 'Full name': '', Organisation: '', Country: '', 'Date of birth': '', 'Intended use': '' };
    assert.deepEqual(await answers(page), empty);
    assert.match(await page.locator('#answered').innerText(), /^0 of 6/);
    for (const [number, label] of Object.keys(FIELDS).entries()) {
      await fill(page, [label]);
      assert.equal((await answers(page))[label], FIELDS[label][1], label);
      assert.match(await page.locator('#answered').innerText(), new RegExp(`^${number + 1} of 6`));
    }
    const all = Object.fromEntries(Object.entries(FIELDS).map(([label, [, value]]) => [label, value]));
    assert.deepEqual(await answers(page), all);
    assert.ok(!('geo' in await answers(page)), 'the server sets the location');
    // The browser's own opinion of what it would post.
    const posted = await page.locator('#gate').evaluate((form) => [...new FormData(form)]
      .map(([name, value]) => [form.elements[name].dataset.label, value]));
    assert.deepEqual(posted, Object.entries(all));
    await input(page, 'I accept the Cedar community licence').uncheck();
    assert.ok(!('I accept the Cedar community licence' in await answers(page)), 'a box without a tick posts nothing');
  });
});

test('labels may be any text', async () => {
  await visit(preview(card('texts')), async (page) => {
    await input(page, '__proto__').fill('one');
    await input(page, 'constructor').fill('two');
    await input(page, '"quoted" & <b>bold</b>').check();
    await input(page, 'Use').selectOption({ label: 'Something else' });
    const text = await page.locator('#answers').innerText();
    assert.match(text, /"__proto__": "one"/);
    assert.match(text, /"constructor": "two"/);
    assert.match(text, /"Use": "other & more"/);
    assert.match(text, /"\\"quoted\\" & <b>bold<\/b>": "on"/);
    const first = await page.locator('#gate [data-label]').first().getAttribute('data-label');
    assert.equal(first, '2024', 'labels that look like numbers come first');
  });
});

test('texts are shown as on the Hub', async () => {
  await visit(preview(card('texts')), async (page) => {
    const seen = await frame(page);
    assert.ok(seen.includes('**Heron** <b>terms</b>'), 'a heading is plain text');
    assert.ok(seen.includes('[Sign](https://example.org/sign)'), 'so is a button');
    assert.ok(seen.includes('"quoted" & <b>bold</b>'), 'and a label');
    assert.equal(await page.locator('.frame em').innerText(), 'then');
    assert.equal(await page.locator('.frame table td').count(), 2);
    assert.equal(await page.locator('.frame del').innerText(), 'not');
    assert.equal(await page.locator('.frame script, img[src], img[srcset], [onerror]').count(), 0);
    assert.notEqual(await page.title(), 'changed');
    const links = await page.locator('.frame .content a').evaluateAll((all) => all.map((one) => [one.href, one.rel, one.target]));
    assert.deepEqual(links.map(([href]) => href), ['mailto:heron@example.org', 'https://example.org/heron', 'https://example.org/old', 'https://example.org/raw', 'mailto:raw@example.org']);
    for (const [href, rel, target] of links) {
      assert.equal(target, '_blank', href);
      assert.deepEqual(rel.split(' ').sort(), ['nofollow', 'noopener'], href);
    }
  });
});

test('everything can be done with the keyboard', async () => {
  await visit(preview(CEDAR), async (page) => {
    const focused = () => page.evaluate(() => {
      const one = document.activeElement;
      // The ring of a switch is on what is seen of it; a part of a date has the browser's own.
      const seen = one.matches('.controls input') ? one.nextElementSibling : one;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(seen);
      const hasRing = !one.matches(':focus') || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      return { name: one.dataset.label ?? one.value ?? one.className, text: one.innerText ?? '', hasRing };
    });
    const stops = [];
    const tab = async () => {
      await page.keyboard.press('Tab');
      const stop = await focused();
      assert.ok(stop.hasRing, `a ring around ${stop.name}`);
      stops.push(stop.name);
      return stop;
    };
    assert.equal((await tab()).text, 'Skip to the form');
    const next = async (name) => {
      for (let steps = 0; steps < 20; steps += 1) if ((await tab()).name === name) return;
      assert.fail(`${name} is not reached: ${stops}`);
    };
    await next('form');
    await page.keyboard.press('ArrowUp');
    assert.doesNotMatch(await frame(page), /Full name/);
    await page.keyboard.press('ArrowDown');
    await next('automatic');
    await page.keyboard.press('ArrowRight');
    await next('Full name');
    await page.keyboard.type('Ada');
    await next('Organisation');
    await page.keyboard.type('Analytical Engines');
    await next('Country');
    await page.keyboard.type('France');
    await next('Date of birth');
    await page.keyboard.type('11202026');
    await next('Intended use');
    await page.keyboard.type('Edu');
    await next('I accept the Cedar community licence');
    await page.keyboard.press('Space');
    assert.deepEqual(await answers(page), {
      'Full name': 'Ada', Organisation: 'Analytical Engines', Country: 'FR', 'Date of birth': '2026-11-20',
      'Intended use': 'Education', 'I accept the Cedar community licence': 'on',
    });
    await tab();
    await page.keyboard.press('Enter');
    assert.match(await frame(page), /awaiting a review/);
    const where = await page.evaluate(() => document.activeElement.id);
    assert.equal(where, 'preview', 'the focus is where the news is');
  });
});

// Every state, approval, kind of repository, theme and width: what is seen, and what is not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CEDAR, DESKTOP, PHONE, STATES, card, frame, preview, show, visit, withBrowser } from './support.mjs';

withBrowser();

const CONSENT = 'By agreeing you accept to share your contact information (email and username) with the repository authors.';
const DEFAULT = 'This repository is publicly accessible, but you have to accept the conditions to access its files and content.';
const heading = (kind) => `You need to agree to share your contact information to access this ${kind}`;
const BUTTONS = { automatic: 'Agree and access repository', manual: 'Agree and send request to access repo' };

/** The texts of each state, in their order, where the card has none of its own. */
const expected = (state, approval, kind) => ({
  'signed-out': [heading(kind), DEFAULT, `Log in or Sign Up to review the conditions and access this ${kind} content.`],
  form: [heading(kind), DEFAULT, CONSENT, 'Company', BUTTONS[approval]],
  pending: ['Your request to access this repository has been submitted and is awaiting a review from the repository authors. You can check the status of all your access requests in your settings.'],
  rejected: ["Your request to access this repo has been rejected by the repo's authors."],
  granted: [`Gated ${kind}`, `You have been granted access to this ${kind}`],
}[state]);

/** How bright a colour is, from 0 to 255. */
const brightness = (page) => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  return (red + green + blue) / 3;
});

const isInOrder = (text, parts) => {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert.notEqual(at, -1, `${part} in ${text}`);
    from = at + part.length;
  }
};

for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`each state has its texts and no others, ${size}`, async () => {
    await visit(preview(card('plain')), async (page) => {
      const texts = new Set();
      for (const kind of ['model', 'dataset']) {
        for (const state of STATES) {
          for (const approval of ['automatic', 'manual']) expected(state, approval, kind).forEach((text) => texts.add(text));
        }
      }
      for (const state of STATES) {
        for (const approval of ['automatic', 'manual']) {
          for (const kind of ['model', 'dataset']) {
            for (const theme of ['light', 'dark']) {
              await show(page, [state, approval, kind, theme].join(','));
              const seen = await frame(page);
              const wanted = expected(state, approval, kind);
              isInOrder(seen, wanted);
              for (const text of texts) {
                const isPart = wanted.some((part) => part.includes(text));
                assert.equal(seen.includes(text), isPart, `${state} ${approval} ${kind}: ${text}`);
              }
              const bright = await brightness(page);
              assert.ok(theme === 'dark' ? bright < 80 : bright > 200, `${theme}: ${bright}`);
              const inputs = await page.locator('#gate').isVisible();
              assert.equal(inputs, state === 'form', `the form in ${state}`);
              const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
              assert.ok(overflow <= 0, `${state} is ${overflow} pixels too wide`);
            }
          }
        }
      }
    }, { viewport });
  });
}

test('the form has its parts in the order of the Hub', async () => {
  await visit(preview(CEDAR), async (page) => {
    const seen = await frame(page);
    isInOrder(seen, [
      'Accept the Cedar community licence', 'We answer requests', 'You agree not to use', CONSENT,
      'Full name', 'Organisation', 'Country', 'Date of birth', 'Intended use',
      'Your country and region (based on approximate Internet address) will be shared with the model owner.',
      'I accept the Cedar community licence', 'Accept and continue',
    ]);
    assert.ok(!seen.includes(DEFAULT), 'a description replaces the default line');
    await show(page, 'signed-out');
    const signedOut = await frame(page);
    isInOrder(signedOut, ['Accept the Cedar', 'We answer requests', 'You agree not', 'Log in or Sign Up']);
    for (const text of [CONSENT, 'Full name', 'Accept and continue']) assert.ok(!signedOut.includes(text), text);
  });
});

test('menus have what the Hub has', async () => {
  await visit(preview(CEDAR), async (page) => {
    const options = (label) => page.getByLabel(label, { exact: true }).locator('option')
      .evaluateAll((all) => all.map((one) => [one.value, one.textContent]));
    const countries = await options('Country');
    assert.deepEqual(countries[0], ['', 'Select an option']);
    assert.equal(countries.length, 250);
    const names = new Map(countries);
    for (const [code, name] of [['FR', 'France'], ['TR', 'Türkiye'], ['MK', 'North Macedonia'], ['SZ', 'Eswatini'], ['CI', "Côte d'Ivoire"]]) {
      assert.equal(names.get(code), name);
    }
    const sorted = countries.slice(1).map(([, name]) => name);
    assert.deepEqual(sorted, [...sorted].sort(new Intl.Collator('en').compare));
    assert.deepEqual(await options('Intended use'), [
      ['', 'Select an option'], ['Research', 'Research'], ['Education', 'Education'], ['other', 'Something else'],
    ]);
  });
});

test('fragments say what is shown, and follow the switches', async () => {
  const address = preview(card('plain'));
  const on = (page) => page.locator('.controls input:checked').evaluateAll((all) => all.map((one) => one.value));
  for (const [fragment, words] of [
    ['', ['form', 'automatic', 'model', 'system', 'wide']],
    ['#granted', ['granted', 'automatic', 'model', 'system', 'wide']],
    ['#phone,dark,dataset,manual,pending', ['pending', 'manual', 'dataset', 'dark', 'phone']],
    ['#nonsense', ['form', 'automatic', 'model', 'system', 'wide']],
    ['#"><script>alert(1)</script>', ['form', 'automatic', 'model', 'system', 'wide']],
    ['#rejected,nonsense', ['rejected', 'automatic', 'model', 'system', 'wide']],
  ]) {
    await visit(address + fragment, async (page) => assert.deepEqual(await on(page), words, fragment));
  }
  await visit(address, async (page) => {
    for (const label of ['Rejected', 'Manual', 'Dataset', 'Dark', 'Phone']) await page.getByLabel(label, { exact: true }).check({ force: true });
    const fragment = await page.evaluate(() => location.hash);
    assert.deepEqual(new Set(fragment.slice(1).split(',')), new Set(['rejected', 'manual', 'dataset', 'dark', 'phone']));
    await page.reload();
    assert.deepEqual(await on(page), ['rejected', 'manual', 'dataset', 'dark', 'phone']);
    const width = await page.locator('.frame').evaluate((one) => one.offsetWidth);
    assert.ok(width <= 430, `a phone is ${width} pixels wide`);
  });
});

test('options of the command are what the page shows first', async () => {
  const args = ['--state', 'pending', '--approval', 'manual', '--repo-type', 'dataset', '--theme', 'dark'];
  await visit(preview(card('plain'), args), async (page) => {
    assert.match(await frame(page), /awaiting a review/);
    assert.ok(await brightness(page) < 80);
  });
});

test('the colours are those of the system at first', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await visit(preview(CEDAR), async (page) => {
      const bright = await brightness(page);
      assert.ok(colorScheme === 'dark' ? bright < 80 : bright > 200, `${colorScheme}: ${bright}`);
    }, { colorScheme });
  }
});

test('the switches work without a script', async () => {
  await visit(preview(card('plain')), async (page) => {
    assert.match(await frame(page), /Company/);
    await page.locator('input[value="granted"]').click();
    assert.match(await frame(page), /You have been granted access/);
    assert.doesNotMatch(await frame(page), /Company/);
  }, { javaScriptEnabled: false });
});

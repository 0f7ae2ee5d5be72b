'use strict';
(() => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const switches = () => all('.controls input');
  const inputs = () => all('#gate [data-label]');
  const say = (text) => { find('#status').textContent = text; };

  // The fragment: words with commas between them, one for each switch that is not as the page was
  // made, and always the state.
  const readFragment = () => {
    const words = location.hash.slice(1).split(',');
    const known = switches().filter((one) => words.includes(one.value));
    if (known.length === 0) return;
    for (const one of switches()) one.checked = one.defaultChecked;
    for (const one of known) one.checked = true;
    shown();
  };
  const writeFragment = () => {
    const on = switches().filter((one) => one.checked);
    const named = on.filter((one) => one.name === 'state' || !one.defaultChecked);
    history.replaceState(null, '', '#' + named.map((one) => one.value).join(','));
  };
  const isOn = (word) => switches().some((one) => one.value === word && one.checked);
  const turnOn = (word) => {
    for (const one of switches()) if (one.value === word) one.checked = true;
    shown();
    writeFragment();
  };
  const shown = () => {
    if (isOn('form') || isOn('signed-out')) find('.sent').hidden = true;
    placeNotes();
  };

  // The findings in the margin, each at the height of its part or below the one before it.
  const hasMargin = matchMedia('(width >= 80rem)');
  const placeNotes = () => {
    document.documentElement.classList.toggle('in-margin', hasMargin.matches);
    const seen = hasMargin.matches ? all('.frame .notes').filter((notes) => notes.offsetParent) : [];
    const measured = seen.map((notes) => [notes, notes.parentElement.offsetTop, notes.offsetHeight]);
    let free = 0;
    for (const [notes, top, height] of measured) {
      free = Math.max(top, free);
      notes.style.top = free + 'px';
      free += height + 8;
    }
    find('#preview').style.minHeight = free > 0 ? find('.frame').offsetTop + free + 'px' : '';
  };
  new ResizeObserver(placeNotes).observe(document.body);

  // The answers, as a browser would post them. The object has no prototype, so that a label can be
  // any word.
  const answers = () => {
    const object = Object.create(null);
    for (const input of inputs()) {
      if (input.type !== 'checkbox' || input.checked) object[input.dataset.label] = input.value;
    }
    return object;
  };
  const showAnswers = () => {
    const given = inputs().filter((input) => input.validity.valid).length;
    find('#answered').textContent = inputs().length === 0
      ? 'The form has no fields.'
      : given + ' of ' + inputs().length + ' filled in';
    find('#answers').textContent = JSON.stringify(answers(), null, 2);
  };

  // What was typed, by label, so that it comes back with a field that was away for a while.
  const typed = new Map();
  const remember = (input) => {
    typed.set(input.dataset.label, input.type === 'checkbox' ? input.checked : input.value);
  };
  const recall = (input) => {
    const value = typed.get(input.dataset.label);
    if (input.type === 'checkbox') {
      if (value === true) input.checked = true;
    } else if (typeof value === 'string' && input.value === '') {
      input.value = value;
      if (input.selectedIndex === -1) input.selectedIndex = 0;
    }
  };

  document.addEventListener('input', (event) => {
    if (event.target.matches('#gate [data-label]')) {
      remember(event.target);
      showAnswers();
    }
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('.controls input')) {
      shown();
      writeFragment();
    }
  });
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    const outcome = isOn('manual') ? 'pending' : 'granted';
    find('.sent').hidden = false;
    turnOn(outcome);
    say('Nothing was sent. The page now shows what the visitor would see next.');
    find('#preview').focus({ preventScroll: true });
    find('.frame').scrollIntoView({ block: 'nearest' });
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('#back')) {
      turnOn('form');
      find('#preview').focus({ preventScroll: true });
    }
    if (event.target.closest('.skip')) {
      event.preventDefault();
      find('#preview').focus();
    }
  });
  addEventListener('hashchange', readFragment);
  readFragment();
  showAnswers();
  placeNotes();

  // Making one tree like another with as little change as possible: what stays the same keeps its
  // values, its focus and its place. Children are told apart by data-key where they have one.
  const keyOf = (node) => node.dataset?.key;
  const patch = (from, to) => {
    if (from.isEqualNode(to) || from.dataset?.keep !== undefined) return;
    if (from.nodeName !== to.nodeName || from.type !== to.type) {
      from.replaceWith(to);
    } else if (from.nodeType !== Node.ELEMENT_NODE) {
      from.nodeValue = to.nodeValue;
    } else {
      patchAttributes(from, to);
      patchChildren(from, to);
    }
  };
  const patchAttributes = (from, to) => {
    for (const { name } of [...from.attributes]) {
      if (name !== 'open' && !to.hasAttribute(name)) from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
  };
  const patchChildren = (from, to) => {
    const wanted = new Set([...to.children].map(keyOf));
    const keyed = new Map();
    for (const child of [...from.children]) {
      const key = keyOf(child);
      if (key === undefined) continue;
      if (wanted.has(key) && !keyed.has(key)) keyed.set(key, child);
      else child.remove();
    }
    let at = from.firstChild;
    for (const next of [...to.childNodes]) {
      const key = keyOf(next);
      const match = key === undefined ? (at && keyOf(at) === undefined ? at : null) : keyed.get(key);
      if (!match) {
        from.insertBefore(next, at);
        continue;
      }
      keyed.delete(key);
      if (match === at) at = at.nextSibling;
      else from.insertBefore(match, at);
      patch(match, next);
    }
    while (at) {
      const rest = at.nextSibling;
      at.remove();
      at = rest;
    }
  };

  // Following a server. A browser has six connections to one server, so pages that nobody sees
  // give theirs up; each catches up when it is seen again.
  if (document.body.dataset.live === undefined) return;
  const DEADLINE = 5000;
  let asked = 0;
  const report = (text, lost) => {
    find('#live').textContent = text;
    find('#live').classList.toggle('lost', lost);
  };
  const refresh = async () => {
    const number = ++asked;
    const answer = await fetch('./', { cache: 'no-store', signal: AbortSignal.timeout(DEADLINE) });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (number !== asked) return;
    const active = document.activeElement;
    const top = active.getBoundingClientRect().top;
    page.querySelector('.sent').hidden = find('.sent').hidden;
    document.title = page.title;
    patch(document.body, page.body);
    for (const input of inputs()) recall(input);
    showAnswers();
    placeNotes();
    if (active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
    if (active !== document.body && active.isConnected) {
      scrollBy({ top: active.getBoundingClientRect().top - top, behavior: 'instant' });
    }
  };
  let events;
  let opening;
  const lose = () => report('The server does not answer', true);
  const follow = () => {
    clearTimeout(opening);
    refresh().then(() => report('Live: follows the card', false), () => {
      lose();
      opening = setTimeout(attend, DEADLINE);
    });
  };
  const attend = () => {
    clearTimeout(opening);
    events?.close();
    if (document.hidden) return;
    events = new EventSource('events');
    events.addEventListener('open', follow);
    events.addEventListener('page', follow);
    events.addEventListener('error', lose);
    opening = setTimeout(lose, DEADLINE);
  };
  document.addEventListener('visibilitychange', attend);
  attend();
})();

// Keeps an open page up to date, and gives it keys, a sound and a search that follows the typing.
// Every page works without it.
(() => {
  'use strict';
  const body = document.body;
  const find = (query, within = document) => within.querySelector(query);
  const findAll = (query, within = document) => [...within.querySelectorAll(query)];
  const kept = { get: key => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window */ } } };

  // 1 Bringing the page up to date -------------------------------------------------------------
  const isTyped = field => field.matches('input, textarea, select') && (field === document.activeElement
    || (field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some(o => o.selected !== o.defaultSelected)
        : field.value !== field.defaultValue));

  // Makes `old` like `fresh`, touching nothing that is alike, typed into or opened by hand.
  const morph = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = fresh.nodeValue; return; }
    if (isTyped(old)) return;
    const held = old.nodeName === 'DETAILS' ? ['open'] : [];
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !held.includes(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !held.includes(name)) old.setAttribute(name, value);
    const named = new Map([...old.children].filter(child => child.id).map(child => [child.id, child]));
    let place = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const match = child.id ? named.get(child.id) : place && !place.id && place.nodeName === child.nodeName ? place : null;
      if (!match) { old.insertBefore(child, place); continue; }
      if (match === place) place = place.nextSibling; else old.insertBefore(match, place);
      morph(match, child);
    }
    while (place) { const next = place.nextSibling; place.remove(); place = next; }
  };

  // The row that somebody points at, stands on, or has under the keyboard.
  const heldRow = () => document.activeElement?.closest?.('.row') ?? find('.row:hover') ?? find('.row-here');

  const show = text => {
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    const row = heldRow();
    // A row that leaves the list waits until nobody holds it.
    if (row?.id && !fresh.getElementById(row.id) && find('#main .rows')) { waiting = true; return; }
    const here = find('.row-here')?.id;
    const [heading, top] = [find('h1')?.textContent, row?.getBoundingClientRect().top];
    for (const part of ['header.bar', '#notices', '#main']) {
      const [old, now] = [find(part), find(part, fresh)];
      if (old && now) morph(old, now);
    }
    document.title = fresh.title;
    for (const name of ['edition', 'alarms', 'keys']) {
      if (name in fresh.body.dataset) body.dataset[name] = fresh.body.dataset[name]; else delete body.dataset[name];
    }
    if (here) document.getElementById(here)?.classList.add('row-here');
    if (row?.isConnected) scrollBy(0, row.getBoundingClientRect().top - top);
    const said = find('h1')?.textContent;
    if (said && said !== heading) find('#news').textContent = said;
    afterwards();
  };

  // Whoever is locked out while they write stays where they are: what they send is kept for them.
  const leave = address => { if (!findAll('#main input, #main textarea').some(isTyped)) location.assign(address); };

  let waiting = false, asking = null;
  const renew = async (address = location.href) => {
    waiting = false;
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(address, { headers: { 'Amends-Live': '1' }, signal: mine.signal });
      if (answer.redirected) return leave(answer.url);
      if (answer.ok && asking === mine) show(await answer.text());
    } catch { /* The line is down: the page stays as it is, and the next edition comes by itself. */ }
  };

  // Pages that a form's answer made have no address of their own to be asked for again.
  const follows = 'edition' in body.dataset && !find('[data-still]');
  let line = null;
  const listen = () => {
    if (!follows || line) return;
    line = new EventSource('/live');
    line.onmessage = ({ data }) => { if (data !== body.dataset.edition) renew(); };
    line.addEventListener('ended', () => { line.close(); leave('/sign-in'); });
  };
  // A browser holds few lines to one house: a page that nobody sees gives its own back, unless it
  // is to be heard.
  const attend = () => {
    if (!document.hidden || (hears() && find('#main .rows'))) { listen(); if (follows && !document.hidden) renew(); }
    else { line?.close(); line = null; }
  };
  document.addEventListener('visibilitychange', attend);
  // Clocks move on without a commit.
  if (follows) setInterval(() => { if (!document.hidden) renew(); }, 60_000);
  document.addEventListener('pointermove', () => { if (waiting && !heldRow()) renew(); });

  // 2 Alarms: a sound, once allowed ------------------------------------------------------------
  const hears = () => kept.get('amends-sound') === 'on';
  let audio = null;
  const wake = () => { if (hears()) { audio ??= new AudioContext(); audio.resume(); } };
  for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, wake, { capture: true });
  const ring = () => {
    if (!hears() || audio?.state !== 'running') return;
    for (const [from, pitch] of [[0, 660], [0.18, 880], [0.36, 660]]) {
      const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, audio.currentTime + from);
      loudness.gain.exponentialRampToValueAtTime(0.25, audio.currentTime + from + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + from + 0.16);
      tone.connect(loudness).connect(audio.destination);
      tone.start(audio.currentTime + from);
      tone.stop(audio.currentTime + from + 0.18);
    }
  };
  const calling = () => (body.dataset.alarms ?? '').split(' ').filter(Boolean);
  const heard = new Set(calling());
  const hear = () => {
    const unheard = calling().filter(alarm => !heard.has(alarm));
    for (const alarm of unheard) heard.add(alarm);
    if (!unheard.length) return;
    ring();
    const news = find('#news');
    news.textContent = unheard.length === 1 ? news.dataset.alarm : news.dataset.alarms.replace('%1', unheard.length);
  };
  const drawSwitch = () => {
    const place = find('[data-sound]');
    if (!place) return;
    place.hidden = false;
    place.setAttribute('aria-pressed', hears());
    place.textContent = hears() ? place.dataset.on : place.dataset.off;
  };

  // 3 Keys -------------------------------------------------------------------------------------
  const rows = () => findAll('.row');
  const stand = step => {
    const all = rows(), at = all.findIndex(row => row.classList.contains('row-here'));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) return;
    for (const row of all) row.classList.toggle('row-here', row === next);
    find('.row-title a', next)?.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  };
  const here = () => find('.row-here') ?? document.activeElement?.closest?.('.row');
  const act = async name => {
    const [row, form] = [here(), find(`#main form[action$="/${name}"], #notices form[action$="/${name}"]`)];
    const token = find('input[name="form"]')?.value;
    if (!row) return form?.requestSubmit();
    if (!token) return;
    const answer = await fetch(`/cases/${row.id}/${name}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ form: token }) });
    if (answer.type === 'opaqueredirect') renew(); else location.assign(`/cases/${row.id}`);
  };
  const orders = {
    log: () => location.assign('/log'),
    next: () => stand(1), previous: () => stand(-1),
    open: () => { const link = find('.row-title a', here() ?? undefined); if (here()) link?.click(); },
    acknowledge: () => act('acknowledge'), take: () => act('take'),
    select: () => find('input[name="case"]', here() ?? document)?.click(),
    search: () => find('#q')?.focus(), help: () => location.assign('/keys'),
  };
  const keys = () => new Map((body.dataset.keys ?? '').split(' ').filter(Boolean).map(pair => {
    const at = pair.indexOf('=');
    return [pair.slice(at + 1), pair.slice(0, at)];
  }));
  document.addEventListener('keydown', event => {
    const field = event.target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !keys().size) return;
    if (field) { if (event.key === 'Escape') event.target.blur(); return; }
    const arrows = { ArrowDown: 'next', ArrowUp: 'previous' };
    const order = keys().get(event.key) ?? (rows().length ? arrows[event.key] : undefined);
    if (!order || (order === 'open' && !here()) || event.target.matches('a, button, summary') && event.key === 'Enter') return;
    event.preventDefault();
    orders[order]?.();
  });

  // 4 Search that follows the typing -----------------------------------------------------------
  let pause = 0;
  document.addEventListener('input', event => {
    if (event.target.id !== 'q') return;
    clearTimeout(pause);
    pause = setTimeout(() => {
      const address = new URL(location.href);
      const text = event.target.value.trim();
      if (text) address.searchParams.set('q', text); else address.searchParams.delete('q');
      address.searchParams.delete('page');
      history.replaceState(null, '', address);
      renew(address.href);
    }, 200);
  });

  document.addEventListener('click', event => {
    if (!event.target.closest('[data-sound]')) return;
    kept.set('amends-sound', hears() ? 'off' : 'on');
    wake();
    drawSwitch();
  });

  const afterwards = () => { drawSwitch(); hear(); };
  drawSwitch();
  listen();
})();

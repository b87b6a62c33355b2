// Keeps the app at hand without a network. The build puts its name and its files in (xtask/src/offline.rs).
//
// One build has one cache, which is filled as a whole or not at all: each file must be, byte for byte, the one that the
// build made. A page is given by the build that is in use; everything else by its name, which has the hash of its content
// in it, so a page that is open gets its own build's files however many newer builds have come since. A newer build waits
// until no page is open, or until somebody says that it shall be used.
//
// Only the app's own files are touched. What it does not know goes to the network as if this were not here.
'use strict';

/* global __BUILD__ */
// name: of this build. sources: what the pages of this build call themselves. files: what is kept from the start, each
// with its digest. later: what is kept once it was used. hashed: names that change with their content.
const BUILD = __BUILD__;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;
const HASHED = new RegExp(BUILD.hashed);
// The cache's name has the scope in it, because an origin may have two apps under two paths, and the sources.
const OURS = `pn.1.app ${SCOPE} `;
const CACHE = `${OURS}${BUILD.sources} ${BUILD.name}`;

/** @param {string} file */
const address = (file) => new URL(file, SCOPE).href;

/** @param {Record<string, string>} files @param {string} file */
const has = (files, file) => Object.prototype.hasOwnProperty.call(files, file);

/** What stands before the hash. @param {string} file */
const stem = (file) => file.split('-', 1)[0] ?? '';

/** The caches of this app's other builds. */
const others = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);

/** A file from the network, whole and unchanged. @param {string} file @param {string | undefined} integrity */
async function fetched(file, integrity) {
  const response = await fetch(
    new Request(address(file), {
      // A name with a hash is right wherever it comes from, so what the page has just loaded is not loaded again.
      cache: HASHED.test(file) ? 'default' : 'no-cache',
      integrity,
      // Whatever the person does meanwhile comes first.
      priority: 'low',
      // A page that was led elsewhere could not be given for this address.
      redirect: 'error',
    }),
  );
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  return response;
}

/** @param {Record<string, string>} files */
async function keep(files) {
  const cache = await caches.open(CACHE);
  const one = async (/** @type {[string, string]} */ [file, integrity]) =>
    cache.put(address(file), await fetched(file, integrity));
  await Promise.all(Object.entries(files).map(one));
}

/** What is kept later, of the kinds that an earlier build was used for. */
async function usedBefore() {
  const stems = new Set();
  for (const name of await others()) {
    for (const { url } of await (await caches.open(name)).keys()) stems.add(stem(url.slice(SCOPE.length)));
  }
  return Object.fromEntries(Object.entries(BUILD.later).filter(([file]) => stems.has(stem(file))));
}

/** What a deployment says about itself. It may change without a new build, so it has no digest. */
const SETTINGS = 'site.json';

/** Keeps the settings and the rules that they name, as they are now; without them the app does as if there were none. */
async function keepSettings() {
  const cache = await caches.open(CACHE);
  const settings = await fetched(SETTINGS, undefined);
  await cache.put(address(SETTINGS), settings.clone());
  const { policy } = /** @type {{ policy?: unknown }} */ (await settings.json());
  if (typeof policy === 'string' && address(policy).startsWith(SCOPE)) {
    await cache.put(address(policy), await fetched(policy, undefined));
  }
}

async function fill() {
  try {
    await keep(BUILD.files);
    await keepSettings().catch(() => undefined);
  } catch (error) {
    // Half a build helps nobody, and the next try begins anew.
    await caches.delete(CACHE);
    throw error;
  }
  // Who could sign, or read Welsh, without a network before can do so with this build. It is no reason to do without it.
  await keep(await usedBefore()).catch(() => undefined);
}

/** So long a page may take to go: the one before a reload still holds its lock while the next one begins. */
const GOING_MS = 3000;

/**
 * Does something once no page of a build is open, if that is soon: each page holds a lock.
 * @param {string} sources @param {() => Promise<unknown>} act
 */
async function onceLeft(sources, act) {
  const { locks } = worker.navigator;
  if (!locks) {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.length === 0) await act();
    return;
  }
  // Where a page stays open the wait is given up, and the next page that starts asks again.
  const signal = AbortSignal.timeout(GOING_MS);
  await locks.request(`pn/build/${sources}`, { signal }, act).catch(() => undefined);
}

/** Lets go of builds that nobody has open any more. */
async function tidy() {
  for (const name of await others()) {
    // A newer build's cache is there before any page of it.
    if (worker.registration.installing || worker.registration.waiting) return;
    const [sources = ''] = name.slice(OURS.length).split(' ');
    await onceLeft(sources, () => caches.delete(name));
  }
}

/** @param {string} file @param {Request} request */
async function answer(file, request) {
  const kept = async (/** @type {string} */ cacheName) =>
    caches.match(address(file), { cacheName, ignoreVary: true });
  const own = await kept(CACHE);
  if (own) return own;
  if (HASHED.test(file)) {
    for (const name of await others()) {
      const theirs = await kept(name);
      if (theirs) return theirs;
    }
  }
  if (!has(BUILD.later, file)) return fetch(request);
  const response = await fetched(file, BUILD.later[file]);
  // Where everything was deleted meanwhile nothing is kept again.
  if (await caches.has(CACHE)) {
    const copy = response.clone();
    // A full device is no reason to do without the file now.
    await caches.open(CACHE).then((cache) => cache.put(address(file), copy)).catch(() => undefined);
  }
  return response;
}

/** Settings and rules: as they are now, and without a network as they were. @param {string} file @param {Request} request */
async function newest(file, request) {
  try {
    const response = await fetch(request);
    if (response.ok && (await caches.has(CACHE))) {
      const copy = response.clone();
      await caches.open(CACHE).then((cache) => cache.put(address(file), copy)).catch(() => undefined);
    }
    return response;
  } catch (error) {
    const kept = await caches.match(address(file), { cacheName: CACHE, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));

// The first page was loaded before there was anything to ask; from here on it is looked after too.
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim().then(tidy)));

worker.addEventListener('message', (event) => {
  // Said by a page on which somebody pressed the button.
  if (event.data === 'use') event.waitUntil(worker.skipWaiting());
  // Said by each page when it starts. A browser that is short of space may have thrown the cache away.
  if (event.data === 'started') {
    event.waitUntil(caches.has(CACHE).then((there) => (there ? tidy() : fill().catch(() => undefined))));
  }
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE)) return;
  const url = new URL(request.url);
  const file = url.pathname.slice(new URL(SCOPE).pathname.length);
  if (request.mode === 'navigate') {
    // Who may frame the app is for the server to say, each time anew.
    if (request.destination !== 'document') return;
    if (file === '' || file === 'index.html') event.respondWith(answer('', request));
    return;
  }
  if (url.search !== '') return;
  // Whom the app may talk to is asked anew as well.
  if (file === 'embed.json') return;
  if (file.endsWith('.json') && !HASHED.test(file)) {
    event.respondWith(newest(file, request));
    return;
  }
  if (has(BUILD.files, file) || has(BUILD.later, file) || HASHED.test(file)) event.respondWith(answer(file, request));
});

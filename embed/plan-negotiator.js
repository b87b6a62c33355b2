// <plan-negotiator>: Plan Negotiator in a frame of your page. SPDX-License-Identifier: MIT OR Apache-2.0
// One file, no build, no dependency. The types are in plan-negotiator.d.ts.

/** Where this file lies is where the app lies, unless the attribute `app` says otherwise. */
const HERE = new URL('..', import.meta.url).href;
const DOORS = { alone: '#/alone', check: '#/check' };
const COLOURS = ['accent', 'background', 'text'];
/** What the frame may say, and what may be in it. Anything else is dropped. */
const SAYS = {
  ready: [],
  resize: ['height'],
  state: ['state'],
  step: ['step', 'door', 'outcome'],
  exported: ['digest', 'size'],
  error: ['code'],
  theme: ['accepted', 'reason'],
};
/** The same limits as in the frame: bytes of a message, messages in any second, messages in all, each way. */
const MOST_BYTES = 65536;
const PER_SECOND = 60;
const IN_ALL = 2000;
const MOST_HEIGHT = 100000;
const MOST_FILE = 1 << 26;
/** After this time without an answer the page is told. */
const PATIENCE_MS = 30000;

const meter = () => {
  /** @type {number[]} */
  const times = [];
  let all = 0;
  return () => {
    const now = performance.now();
    while (times.length && now - /** @type {number} */ (times[0]) >= 1000) times.shift();
    if (all >= IN_ALL || times.length >= PER_SECOND) return false;
    all += 1;
    times.push(now);
    return true;
  };
};

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where pages are drawn on a server there are no elements, and this file does nothing. */
const Element = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

class PlanNegotiatorElement extends Element {
  static observedAttributes = ['app', 'door', 'lang', 'policy', 'storage', 'theme'];

  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** Read for what its colours come to; never seen. @type {HTMLElement | undefined} */
  #probe;
  #origin = '';
  /** @type {MessagePort | undefined} */
  #port;
  /** Whether this load of the frame has been given its port. */
  #given = false;
  #ready = false;
  /** @type {string[]} */
  #queue = [];
  #sends = meter();
  #hears = meter();
  #theme = '';
  /** @type {AbortController | undefined} */
  #life;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const app = this.#app();
    if (!app) {
      // Not at once: whoever listens may come after the element.
      setTimeout(() => this.#tell('error', { code: 'bad_app' }));
      return;
    }
    this.#origin = app.origin;

    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('aria-label') || 'Repayment plan';
    frame.loading = 'eager';
    // The frame may do what the app does, and cannot take this page elsewhere. What it keeps is its own origin's.
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox',
    );
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    frame.style.cssText = 'display:block;width:100%;height:40rem;border:0';
    frame.src = app.href;
    frame.addEventListener('load', () => this.#hangUp(), { signal });
    this.#frame = frame;
    this.#probe = document.createElement('span');
    this.#probe.hidden = true;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.replaceChildren(frame, this.#probe);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':host{display:block}:host([hidden]){display:none}');
      root.adoptedStyleSheets = [sheet];
    } catch {
      // An older browser shows the element in a line; the frame is a block in any case.
    }

    addEventListener('message', (event) => this.#meet(event), { signal });
    const look = () => this.#sendTheme();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look, { signal });
    // Sites change their colours by an attribute of the page, of the body, or of this element.
    const watch = new MutationObserver(look);
    for (const one of [document.documentElement, document.body, this]) {
      if (one) watch.observe(one, { attributeFilter: ['class', 'style', 'data-theme', 'theme'] });
    }
    signal.addEventListener('abort', () => watch.disconnect());
    this.#patience = setTimeout(() => this.#tell('error', { code: 'no_answer' }), PATIENCE_MS);
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#life = undefined;
    clearTimeout(this.#patience);
    this.#hangUp();
    this.#queue = [];
    this.#frame?.remove();
    this.#frame = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    // Before it is connected nothing has been read yet.
    if (!this.#life || before === now) return;
    if (name === 'app' || name === 'door') {
      this.disconnectedCallback();
      this.connectedCallback();
    } else if (name !== 'theme') {
      this.#sendSettings();
    }
  }

  /** Starts a plan from a case, as soon as the frame is ready. @param {unknown} given */
  openCase(given) {
    if (!isObject(given)) throw new TypeError('a case is an object');
    this.#ask({ kind: 'open', case: given });
  }

  /** Puts the keyboard into the plan. */
  focusPlan() {
    this.#frame?.focus();
    this.#ask({ kind: 'focus' });
  }

  /** Closes the plan; what was kept stays where it is kept. */
  close() {
    this.#ask({ kind: 'close' });
  }

  /** The address of the app's door; nothing where there is none that may stand in a frame. */
  #app() {
    try {
      const app = new URL(this.getAttribute('app') || HERE, document.baseURI);
      const door = this.getAttribute('door') || '';
      app.search = '';
      app.hash = Object.hasOwn(DOORS, door) ? DOORS[/** @type {'alone'} */ (door)] : DOORS.alone;
      return /^https?:$/.test(app.protocol) ? app : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {MessageEvent} event */
  #meet(event) {
    const window = this.#frame?.contentWindow;
    const { data } = event;
    if (!window || event.source !== window || event.origin !== this.#origin || this.#given) return;
    if (!isObject(data) || data.pn !== 1 || data.kind !== 'waiting') return;
    this.#given = true;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (message) => this.#hear(message.data);
    window.postMessage({ pn: 1, kind: 'port' }, this.#origin, [port2]);
    this.#sendSettings();
    this.#sendTheme();
  }

  #hangUp() {
    this.#port?.close();
    this.#port = undefined;
    this.#given = this.#ready = false;
    this.#sends = meter();
    this.#hears = meter();
    this.#theme = '';
  }

  /** @param {unknown} data */
  #hear(data) {
    if (!this.#hears()) return;
    if (isObject(data)) {
      const { kind, pdf, json } = data;
      const isFile = (/** @type {unknown} */ one) => one instanceof ArrayBuffer && one.byteLength <= MOST_FILE;
      if (kind === 'send' && isFile(pdf) && isFile(json)) this.#tell('send', { pdf, json });
      return;
    }
    if (typeof data !== 'string' || data.length > MOST_BYTES) return;
    let said;
    try {
      said = JSON.parse(data);
    } catch {
      return;
    }
    if (!isObject(said) || typeof said.kind !== 'string' || !Object.hasOwn(SAYS, said.kind)) return;
    const kind = /** @type {keyof typeof SAYS} */ (said.kind);
    /** @type {Record<string, unknown>} */
    const detail = {};
    for (const field of SAYS[kind]) {
      if (!['string', 'number', 'boolean'].includes(typeof said[field])) return;
      detail[field] = said[field];
    }
    if (kind === 'resize') {
      const { height } = detail;
      if (!Number.isInteger(height) || Number(height) < 1 || Number(height) > MOST_HEIGHT) return;
      if (this.#frame) this.#frame.style.height = `${height}px`;
    }
    if (kind === 'ready') {
      if (this.#ready) return;
      this.#ready = true;
      clearTimeout(this.#patience);
      for (const text of this.#queue.splice(0)) this.#post(text);
    }
    this.#tell(kind, detail);
    // The frame is as tall as its content: somebody who went on from its foot would look at the foot of the next page.
    const isNew = kind === 'step' && detail.outcome === 'begun' && this.shadowRoot?.activeElement;
    if (isNew && this.getBoundingClientRect().top < 0) this.scrollIntoView();
  }

  /** @param {string} kind @param {object} detail */
  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(`pn-${kind}`, { detail, bubbles: true, composed: true }));
  }

  /** @param {object} message */
  #ask(message) {
    const text = JSON.stringify(message);
    if (new TextEncoder().encode(text).length > MOST_BYTES) throw new RangeError('a case has at most 64 KiB');
    if (this.#ready) this.#post(text);
    else if (this.#queue.length < PER_SECOND / 2) this.#queue.push(text);
  }

  /** @param {string} text */
  #post(text) {
    if (this.#port && this.#sends()) this.#port.postMessage(text);
  }

  #sendSettings() {
    const of = (/** @type {string} */ name) => this.getAttribute(name) ?? undefined;
    const settings = { kind: 'settings', lang: of('lang'), storage: of('storage'), policy: of('policy') };
    this.#post(JSON.stringify(settings));
  }

  #sendTheme() {
    if (!this.#port) return;
    const own = getComputedStyle(this);
    /** @type {Record<string, unknown>} */
    const theme = { kind: 'theme', theme: this.getAttribute('theme') ?? 'auto' };
    for (const name of COLOURS) theme[name] = this.#hex(own.getPropertyValue(`--pn-${name}`).trim());
    theme.radius = this.#pixels(own.getPropertyValue('--pn-radius').trim());
    const text = JSON.stringify(theme);
    if (text !== this.#theme) {
      this.#theme = text;
      this.#post(text);
    }
  }

  /** A colour, however it is written, as `#rrggbb`; nothing for one that lets something through. @param {string} value */
  #hex(value) {
    const probe = this.#probe;
    if (!value || !probe) return undefined;
    probe.style.color = '';
    probe.style.color = value;
    if (!probe.style.color) return undefined;
    // In one colour space, where the browser can.
    probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
    const computed = getComputedStyle(probe).color;
    const parts = (computed.replace(/^color\(srgb/, '').match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    if (!/^(rgba?|color\(srgb )/.test(computed) || parts.length < 3 || (parts[3] ?? 1) < 1) return undefined;
    const scale = computed.startsWith('color') ? 255 : 1;
    const byte = (/** @type {number} */ part) => Math.min(255, Math.max(0, Math.round(part * scale)));
    return `#${parts.slice(0, 3).map((part) => byte(part).toString(16).padStart(2, '0')).join('')}`;
  }

  /** A length in whole CSS pixels. @param {string} value */
  #pixels(value) {
    const probe = this.#probe;
    if (!value || !probe) return undefined;
    probe.style.borderTopLeftRadius = '';
    probe.style.borderTopLeftRadius = value;
    const pixels = /^([\d.]+)px$/.exec(getComputedStyle(probe).borderTopLeftRadius)?.[1];
    return probe.style.borderTopLeftRadius && pixels ? Math.min(255, Math.round(Number(pixels))) : undefined;
  }
}

if (globalThis.customElements && !customElements.get('plan-negotiator')) {
  customElements.define('plan-negotiator', PlanNegotiatorElement);
}

export { PlanNegotiatorElement };

// What runs inside a page: it types, presses Enter and takes the time. The app, React and the floor have the same ids
// and classes, so that one driver serves all of them alike.

/** Puts the driver into the page as `bench`. Only the text of this function reaches the page. */
export function install() {
  const field = document.querySelector('#amount');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const text = (selector) => Array.from(document.querySelectorAll(selector), (one) => one.textContent).join('\n');

  /** The plan as a person reads it. */
  const shown = () => ({
    sentence: text('.pn-result__sentence'),
    more: text('.pn-result__more'),
    facts: text('.pn-facts__value'),
    rows: text('.pn-plan-table__row'),
  });

  /** After a frame. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  // When the last change of the plan was laid out. Yew 0.23 renders in a microtask behind the handler: it starts with
  // `spawn_local`, and lets go of the main thread (`setTimeout`, after 16 ms) only when nothing is left to render.
  // React's `flushSync` renders inside the handler. An observer is called behind both, in the same task, so the time
  // from the event to here is all busy time; should a change come in two parts, the second one ends it.
  let laidOut;
  new MutationObserver(() => {
    document.body.getBoundingClientRect();
    laidOut = performance.now();
  }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });

  /** Waits until every expected part is on the screen: a fast wrong answer never arrives. */
  const arrive = async (expected) => {
    // Long enough for a crawling machine; what takes longer is wrong and not slow.
    const deadline = performance.now() + 5_000;
    for (;;) {
      await painted();
      const now = shown();
      const wrong = Object.keys(expected).find((part) => now[part] !== expected[part]);
      if (wrong === undefined && laidOut !== undefined) return;
      if (performance.now() > deadline) {
        throw new Error(wrong ? `the screen shows\n${now[wrong]}\ninstead of\n${expected[wrong]}` : 'nothing changed');
      }
    }
  };

  /** The characters of an edit change the field alone and are not measured; Enter is. Gives the time of Enter. */
  const enter = async (amount) => {
    setValue.call(field, amount);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // The second frame is for the threads that draw the first one: beside them the slowdown of this one loses its grip.
    await painted();
    await painted();
    laidOut = undefined;
    const start = performance.now();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    return start;
  };

  window.bench = {
    /** Changes the amount and reads what the screen then shows. */
    async read(amount) {
      await enter(amount);
      await painted();
      return shown();
    },
    /** The milliseconds of each edit, from Enter to the end of layout. */
    async edits(edits) {
      const times = [];
      for (const { amount, expected } of edits) {
        const start = await enter(amount);
        await arrive(expected);
        times.push(laidOut - start);
      }
      return times;
    },
    // Between windows each page gives the time on the machine's clock.
    send: async (amount) => performance.timeOrigin + (await enter(amount)),
    async receive(expected) {
      await arrive(expected);
      return performance.timeOrigin + laidOut;
    },
    /** The milliseconds that a fixed piece of work takes, five times over. */
    spin() {
      let sum = 0;
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        for (let index = 0; index < 1e7; index += 1) sum = (sum + index) % 7;
        return performance.now() - start;
      }).sort((a, b) => a - b);
      return { least: times[0], middle: times[2] };
    },
  };
}

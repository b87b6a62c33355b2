// What a company's own script does: asks for things, and hears events.
const plan = document.querySelector('plan-negotiator');
const list = document.querySelector('#events');

/** An invented case, as the company's system would know it. */
const CASE = {
  version: 1,
  company_ref: 'EE-20417',
  owed_to: 'Example Energy',
  person: { name: 'Robin Green', kind: 'consumer' },
  currency: 'GBP',
  debts: [{ id: 'EE-20417', label: 'Electricity, winter', balance: '1200.00' }],
  balance_as_of: '2026-11-20',
};

const KINDS = ['ready', 'state', 'step', 'resize', 'exported', 'error', 'theme', 'send'];
for (const kind of KINDS) {
  plan.addEventListener(`pn-${kind}`, (event) => {
    const { pdf, json, ...plain } = event.detail;
    const files = pdf ? { pdf: `${pdf.byteLength} bytes`, json: `${json.byteLength} bytes` } : {};
    const line = document.createElement('li');
    line.textContent = `${event.type} ${JSON.stringify({ ...plain, ...files })}`;
    list.append(line);
  });
}

const press = (id, act) => document.querySelector(`#${id}`).addEventListener('click', act);
press('open', () => plan.openCase(CASE));
press('focus', () => plan.focusPlan());
press('close', () => plan.close());
press('dark', () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
});
press('pale', () => plan.style.setProperty('--pn-accent', '#ffe98a'));

// What a company's TypeScript is promised: this file has to compile, and each marked line must not.
import { PlanNegotiatorElement, type PlanCase, type PlanState } from '../../embed/plan-negotiator.js';

const CASE: PlanCase = { version: 1, currency: 'GBP', debts: [{ id: 'A-1', balance: '1200.00' }] };

const plan = document.createElement('plan-negotiator');
plan satisfies PlanNegotiatorElement;
document.querySelector('plan-negotiator')?.openCase(CASE);
plan.focusPlan();
plan.close();

plan.addEventListener('pn-state', (event) => {
  const state: PlanState = event.detail.state;
  // @ts-expect-error no such state
  state === 'paid';
});
plan.addEventListener('pn-step', ({ detail: { step, door, outcome } }) => [step, door, outcome] satisfies string[]);
plan.addEventListener('pn-send', async ({ detail: { pdf, json } }) => {
  await Promise.all([new Blob([pdf]).text(), new Blob([json]).text()]);
});
plan.addEventListener('pn-ready', () => undefined);
plan.addEventListener('click', (event) => event.clientX);

// @ts-expect-error an amount is a text
plan.openCase({ ...CASE, debts: [{ id: 'A-1', balance: 1200 }] });
// @ts-expect-error a state has no name
plan.addEventListener('pn-state', (event) => event.detail.name);

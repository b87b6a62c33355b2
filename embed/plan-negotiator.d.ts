// The types of <plan-negotiator>. SPDX-License-Identifier: MIT OR Apache-2.0

/** How far the plan that is open has come. */
export type PlanState = 'started' | 'offered' | 'agreed' | 'signed' | 'closed';

/** A step on the way to a plan. */
export type PlanStep =
  | 'owed'
  | 'manage'
  | 'words'
  | 'spending'
  | 'ways'
  | 'amount'
  | 'day'
  | 'last_paid'
  | 'who'
  | 'check'
  | 'offer'
  | 'sign'
  | 'save';

/** The way in. */
export type PlanDoor = 'alone' | 'share' | 'console' | 'check';

/** How a step ended. */
export type PlanOutcome =
  | 'begun'
  | 'done'
  | 'back'
  | 'none_of_these'
  | 'not_checked'
  | 'looks_wrong'
  | 'not_mine';

/**
 * What did not work. The last two come from the element: the frame did not answer within half a minute, and the
 * attribute `app` is no address.
 */
export type PlanErrorCode =
  | 'bad_case'
  | 'case_too_large'
  | 'storage_blocked'
  | 'storage_full'
  | 'storage_damaged'
  | 'not_loaded'
  | 'no_document'
  | 'no_answer'
  | 'bad_app';

/** A debt of a case: amounts are decimal texts in major units, dates are ISO 8601. */
export interface PlanDebt {
  id: string;
  label?: string;
  balance: string;
  since?: string;
}

/** What the plan is about: the Case contract, version 1. At most 64 KiB as JSON. */
export interface PlanCase {
  version: 1;
  currency: string;
  debts: PlanDebt[];
  company_ref?: string | null;
  call_ref?: string | null;
  owed_to?: string | null;
  handled_by?: string | null;
  agent?: { first_name?: string | null; staff_no?: string | null } | null;
  person?: { name?: string | null; kind?: 'consumer' | 'sole_trader' | 'company' } | null;
  acting_as?: string | null;
  joint?: boolean;
  balance_as_of?: string | null;
  arrears?: string | null;
  existing_payment?: string | null;
  how_to_pay?: {
    method?: 'standing_order' | 'direct_debit' | 'card' | 'transfer' | null;
    payee?: string | null;
    account?: string | null;
    reference?: string | null;
  } | null;
  policy?: { id: string; version: string; digest?: string | null } | null;
}

/** What the element tells the page. No event but `pn-send` holds a name, a sum, a time or a text of the person's. */
export interface PlanNegotiatorEventMap {
  /** The frame listens. */
  'pn-ready': CustomEvent<Record<string, never>>;
  /** How far the plan has come; also when one is opened again. */
  'pn-state': CustomEvent<{ state: PlanState }>;
  /** A step was reached or done. */
  'pn-step': CustomEvent<{ step: PlanStep; door: PlanDoor; outcome: PlanOutcome }>;
  /** The content is that tall, in CSS pixels. The element has done what is needed. */
  'pn-resize': CustomEvent<{ height: number }>;
  /** The person saved the signed PDF: `sha256:` and 64 digits, and its size in bytes. */
  'pn-exported': CustomEvent<{ digest: string; size: number }>;
  /** Something did not work. */
  'pn-error': CustomEvent<{ code: PlanErrorCode }>;
  /** The page's colours are not used: something could not be read in them. */
  'pn-theme': CustomEvent<{ accepted: false; reason: 'contrast' }>;
  /** The person pressed “Send to …”. Only where the deployment's `embed.json` says `"send": true`. */
  'pn-send': CustomEvent<{ pdf: ArrayBuffer; json: ArrayBuffer }>;
}

/**
 * Plan Negotiator in a frame.
 *
 * Attributes: `app`, `aria-label` (the title of the frame), `door` (`alone`, `check`), `lang`, `policy`, `storage` (`keep`, `session`), `theme` (`auto`, `light`,
 * `dark`). Custom properties: `--pn-accent`, `--pn-background`, `--pn-text`, `--pn-radius`.
 */
export class PlanNegotiatorElement extends HTMLElement {
  /**
   * Starts a plan from a case, as soon as the frame is ready.
   *
   * @throws TypeError when it is no object; RangeError when it is longer than 64 KiB.
   */
  openCase(given: PlanCase): void;
  /** Puts the keyboard into the plan. */
  focusPlan(): void;
  /** Closes the plan; what was kept stays where it is kept. */
  close(): void;

  addEventListener<K extends keyof PlanNegotiatorEventMap>(
    type: K,
    listener: (this: PlanNegotiatorElement, event: PlanNegotiatorEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PlanNegotiatorElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof PlanNegotiatorEventMap>(
    type: K,
    listener: (this: PlanNegotiatorElement, event: PlanNegotiatorEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PlanNegotiatorElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'plan-negotiator': PlanNegotiatorElement;
  }
}

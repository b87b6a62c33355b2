//! What is allowed all the same, each with its reason. An entry that nothing needs any more fails a test.

use crate::rules::Rule;

/// Which messages are errors, by the beginning of their keys, and what they tell.
pub const ERRORS: &[(&str, &str)] = &[
    ("problem", "a case file could not be read"),
    ("typed", "what was typed is not an amount, a count or a date"),
    ("day-is-over", "the day that was chosen is over"),
    ("plan", "the terms do not make a plan"),
    ("result-problem", "the plan does not work out"),
    ("news", "something from the other window was left out"),
    ("refused", "a change was not taken"),
    ("failed", "no document was made"),
    ("unknown-lead", "there is no such page"),
    ("agree-not-live", "it cannot be proposed now"),
    ("checks-acting-empty", "a name is missing"),
    ("call-missing", "the call cannot be recorded yet"),
    ("sign-not-now", "it cannot be signed now"),
    ("sign-ticks-missing", "it cannot be signed yet"),
    ("sign-name-empty", "it cannot be signed yet"),
    ("send-not", "the document was not handed over"),
    ("send-saved-not", "the file was not saved"),
    ("send-keep-not", "the plan is not kept in this browser"),
    ("sign-no-crypto", "this browser cannot sign"),
    ("sign-superseded", "it cannot be signed as it was read"),
    ("copy-not", "nothing was copied"),
    ("copied-not", "nothing was copied"),
    ("qr-not", "no code is drawn"),
    ("check-income-empty", "a total is missing"),
    ("check-spending-empty", "a total is missing"),
    ("last-paid-empty", "an answer is missing"),
    ("review-missing", "an answer is missing"),
    ("offer-missing", "an answer is missing"),
    ("link-damaged", "the plan of a link cannot be opened"),
    ("answer-reason-empty", "a reason is missing"),
    ("remarks-empty", "there is nothing to say"),
    ("open-no-crypto", "the plan cannot be opened"),
    ("rules-broken", "the company's rules are not used"),
    ("payment-to-come", "a payment was not added"),
    ("payment-too-much", "a payment was not added"),
    ("payment-too-many", "a payment was not added"),
    ("again-too-early", "the rest cannot be planned from that day"),
    ("again-not-now", "a new plan cannot be used now"),
    ("save-full", "the plan was not saved"),
    ("save-blocked", "the plan was not saved"),
    ("save-damaged", "the plan was not saved"),
    ("save-deleted", "the plan was not saved"),
    ("save-summary-not", "the file was not made"),
    ("drafts-delete-part", "not all was deleted"),
    ("drafts-earlier", "a part of it is damaged"),
    ("drafts-damaged", "the plan cannot be opened"),
    ("drafts-newer", "the plan cannot be opened"),
    ("drafts-missing", "the plan cannot be opened"),
    ("drafts-copy-not", "the plan was not copied"),
    ("part-not-loaded", "a part of the page did not arrive"),
    ("file", "a file could not be opened, or not all of it"),
    ("check-unsigned", "the document proves nothing"),
    ("check-not-whole", "the document proves nothing"),
    ("check-too-large", "the document could not be checked"),
    ("check-not-summary", "the document could not be checked"),
    ("check-changed", "the document proves nothing"),
    ("check-truncated", "the document proves nothing"),
    ("check-newer", "the document could not be checked"),
    ("check-no-crypto", "the document could not be checked"),
    ("check-signer-bad", "a signature does not fit"),
    ("check-why", "a signature does not fit"),
    ("check-stopped", "the document could not be checked"),
    ("check-layout-unknown", "the look of the document could not be checked"),
];

/// Words that are written in capitals; no part of them alone.
pub const CAPITALS: &[(&str, &str)] = &[
    (
        "PRIVATE",
        "tells the window that is not to be shared from the other, before anything is read",
    ),
    (
        "SHARE THIS",
        "the mark of the window that is to be shared, read before anything else",
    ),
    ("PDF", "the name that people know this kind of file by"),
    ("QR", "the name that people know this kind of picture by"),
    (
        "APR",
        "stands on letters and adverts under this name; the document says it in full",
    ),
    (
        "UTC",
        "the name of the time; the document says that it is the same everywhere",
    ),
];

/// Words of four syllables and more that a label may have.
pub const LONG_WORDS: &[(&str, &str)] = &[
    ("negotiator", "in the name of the product"),
    (
        "manageable",
        "in an open question that is asked aloud: what would be, and not what one has to",
    ),
];

/// The sentences that may name a court: advice to someone whose debt is old, and no threat.
pub const ADVICE: &[&str] = &["It can affect how long the company has to go to court."];

/// A message that may break a rule.
pub struct Exception {
    /// The rule it breaks.
    pub rule: Rule,
    /// The message's key, whole.
    pub key: &'static str,
    /// Why the words stay.
    pub reason: &'static str,
}

const fn except(rule: Rule, key: &'static str, reason: &'static str) -> Exception {
    Exception { rule, key, reason }
}

const SIGNED: &str = "in the signed document: its words are pinned by digests, and change with its template";

/// Every message that may break a rule.
pub const EXCEPTIONS: &[Exception] = &[
    except(
        Rule::TheAgent,
        "who-agent",
        "the only name there is, where the agent gave none",
    ),
    except(
        Rule::Jargon,
        "error-title",
        "the first word of a tab's title, where screen readers expect it",
    ),
    except(Rule::TheAgent, "doc-status-telephone", SIGNED),
    except(Rule::TheAgent, "doc-call-agreed", SIGNED),
    except(Rule::TheAgent, "doc-call-read", SIGNED),
    except(Rule::TheAgent, "doc-call-clock", SIGNED),
    except(Rule::Length, "doc-apr", SIGNED),
    except(Rule::Grade, "doc-apr", SIGNED),
    except(Rule::Grade, "doc-proves-kind", SIGNED),
];

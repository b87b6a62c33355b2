//! Laws of the merge: whatever order entries arrive in, everybody ends with the same bytes.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;

use std::rc::Rc;

use common::{act, author, check_same, day, debt, held, settle, state, table, wire};
use plan_core::calendar::Calendar;
use plan_core::money::Percent;
use plan_core::terms::{
    AfterMissed, Allocation, Basis, Charge, EarlyPayment, Interest, Method, MissedPayment, Pause, Remainder,
    RoundingRule,
};
use plan_core::{
    Case, ChangeKind, Currency, Deposit, Division, Every, FieldValue, Held, Move, Rate, Reduction, ReductionSize,
    WorkingDays,
};
use plan_log::entry::{MAX_PARENTS, ScreenMode, VerifiedEntry};
use plan_log::fold::{Route, State};
use plan_log::log::{Inserted, Log};
use plan_log::peer::{Command, Peer};
use plan_log::{Digest, Role, agreement_digest};
use proptest::collection::vec;
use proptest::prelude::*;

/// What happens next; the numbers pick a window or a message that is on its way.
#[derive(Debug, Clone)]
enum Step {
    /// Somebody does something, and it is sent.
    Do(usize, Command),
    /// One message arrives, not always the oldest.
    Deliver(usize),
    /// One message is lost.
    Lose(usize),
    /// One message arrives twice.
    Repeat(usize),
    /// A window asks for what it lacks.
    Greet(usize),
    /// Everything that is on its way arrives.
    Flush,
    /// A window proposes and one of the other side agrees; the answer is still on its way.
    Agree(usize),
    /// A window is loaded again and starts from what it stored.
    Reload(usize),
}

fn date() -> impl Strategy<Value = plan_core::Date> {
    (0_usize..60).prop_map(|days| day("2026-11-25").iter_days().nth(days).unwrap())
}

fn field() -> impl Strategy<Value = FieldValue> {
    let amount = || 1_i64..20_000;
    let kind = prop_oneof![
        (date(), date(), amount()).prop_map(|(from, until, amount)| ChangeKind::Reduced { from, until, amount }),
        (date(), amount()).prop_map(|(from, amount)| ChangeKind::Step { from, amount }),
        (date(), amount()).prop_map(|(due, amount)| ChangeKind::Single { due, amount }),
    ];
    let every = prop_oneof![
        Just(Every::Weekly),
        Just(Every::Monthly),
        Just(Every::TwiceMonthlyOn(3, 20))
    ];
    let day_of_month = || prop::option::of(1_u8..=31);
    let reduction = amount().prop_map(|amount| Reduction {
        size: ReductionSize::Amount(amount),
        when: plan_core::terms::ReductionWhen::AtStart,
        debt_after: plan_core::terms::DebtAfter::Settled,
    });
    let rule = WorkingDays {
        calendar: Calendar::Division(Division::Scotland),
        shift: Move::Following,
    };
    prop_oneof![
        6 => amount().prop_map(held),
        2 => (1_u32..40).prop_map(|count| FieldValue::Held(Held::Count(count))),
        1 => date().prop_map(|date| FieldValue::Held(Held::FinishBy(date))),
        2 => (every, day_of_month()).prop_map(|(every, day)| FieldValue::Every { every, day }),
        2 => (date(), day_of_month()).prop_map(|(first_due, day)| FieldValue::FirstDue { first_due, day }),
        2 => prop::option::of((amount(), date()).prop_map(|(amount, due)| Deposit { amount, due })).prop_map(FieldValue::Deposit),
        1 => prop::option::of(reduction).prop_map(FieldValue::Reduction),
        6 => ("[a-c]", prop::option::of(kind)).prop_map(|(id, kind)| FieldValue::Change { id, kind }),
        1 => any::<bool>().prop_map(move |on| FieldValue::WorkingDays(on.then(|| rule.clone()))),
        1 => (1_i64..500).prop_map(|multiple_of| FieldValue::Rounding(RoundingRule {
            multiple_of,
            remainder: Remainder::First,
            ..RoundingRule::default()
        })),
        1 => (1_i64..200_000).prop_map(|balance| FieldValue::Debts(vec![debt(balance)])),
        1 => agents_field(),
    ]
}

/// What no control of a person's moves.
fn agents_field() -> impl Strategy<Value = FieldValue> {
    let amount = 1_i64..20_000;
    let charge = (amount, date()).prop_map(|(amount, due)| Charge {
        id: "fee".to_owned(),
        due,
        amount,
        label: None,
    });
    let interest = (0_u32..500_000, date()).prop_map(|(rate, from)| Interest {
        annual: Rate::from_ten_thousandths(rate).unwrap_or_default(),
        basis: Basis::Actual365,
        method: Method::Reducing,
        pauses: vec![Pause { from, until: from }],
    });
    let early = (0_u32..1_000_000, date()).prop_map(|(percent, by)| EarlyPayment {
        percent: Percent::from_ten_thousandths(percent).unwrap_or(Percent::HUNDRED),
        by,
    });
    let missed = (0_u32..12).prop_map(|allowed_skips_per_year| MissedPayment {
        allowed_skips_per_year,
        then: AfterMissed::Review,
    });
    prop_oneof![
        date().prop_map(FieldValue::Starts),
        prop::option::of(Just(Allocation::SmallestFirst)).prop_map(FieldValue::Allocation),
        vec(charge, 0..=1).prop_map(FieldValue::Charges),
        prop::option::of(interest).prop_map(FieldValue::Interest),
        prop::option::of(early).prop_map(FieldValue::EarlyPayment),
        prop::option::of(missed).prop_map(FieldValue::MissedPayment),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let mode = prop_oneof![
        Just(ScreenMode::Live),
        Just(ScreenMode::Blank),
        Just(ScreenMode::Frozen)
    ];
    let case = (1_i64..200_000).prop_map(|balance| Box::new(Case::plain(Currency::GBP, vec![debt(balance)])));
    prop_oneof![
        8 => vec(field(), 1..4).prop_map(Command::Adjust),
        3 => Just(Command::Undo),
        2 => Just(Command::Redo),
        1 => any::<bool>().prop_map(|announced| Command::TryAlone { announced }),
        1 => Just(Command::Suggest),
        2 => Just(Command::DropTrial),
        6 => Just(Command::Propose),
        6 => Just(Command::Accept),
        1 => Just(Command::Withdraw),
        1 => mode.prop_map(Command::Screen),
        2 => Just(Command::Screen(ScreenMode::Live)),
        1 => case.prop_map(Command::Case),
        1 => any::<bool>().prop_map(Command::Doubt),
        1 => any::<bool>().prop_map(Command::InPerson),
        2 => Just(Command::Call { digest: Digest::of("any", b""), tell_us_by: day("2026-12-07") }),
        2 => Just(Command::Offer { reply_by: Some(day("2026-12-07")), within_budget: false }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let pick = any::<usize>;
    prop_oneof![
        16 => (pick(), command()).prop_map(|(who, command)| Step::Do(who, command)),
        12 => pick().prop_map(Step::Deliver),
        2 => pick().prop_map(Step::Lose),
        2 => pick().prop_map(Step::Repeat),
        2 => pick().prop_map(Step::Greet),
        2 => Just(Step::Flush),
        3 => pick().prop_map(Step::Agree),
        1 => pick().prop_map(Step::Reload),
    ]
}

/// Two to four windows, both sides among them, in any order of their authors.
fn seats() -> impl Strategy<Value = Vec<(u8, Role)>> {
    let numbers = Just([11_u8, 12, 13, 14]).prop_shuffle();
    let roles = [Role::Agent, Role::Person, Role::Agent, Role::Person];
    (numbers, 2_usize..=4).prop_map(move |(numbers, count)| numbers.into_iter().zip(roles).take(count).collect())
}

/// Windows and the messages on their way, each to one window.
struct Network {
    peers: Vec<Peer>,
    on_the_way: Vec<(usize, String)>,
    reloads: u8,
}

impl Network {
    fn new(seats: &[(u8, Role)]) -> Self {
        Self {
            peers: table(seats),
            on_the_way: Vec::new(),
            reloads: 0,
        }
    }

    fn send(&mut self, from: usize, texts: &[String]) {
        for to in (0..self.peers.len()).filter(|to| *to != from) {
            self.on_the_way.extend(texts.iter().map(|text| (to, text.clone())));
        }
    }

    fn arrive(&mut self, at: usize) {
        let (to, text) = self.on_the_way.swap_remove(at);
        let out = wire(&self.peers[to].receive(&text, 3_000).out);
        self.send(to, &out);
    }

    /// What is on its way now arrives, and what that leads to.
    fn flush(&mut self) {
        for _ in 0..200 {
            if self.on_the_way.is_empty() {
                return;
            }
            self.arrive(0);
        }
    }

    fn command(&mut self, who: usize, command: &Command) {
        let mut command = command.clone();
        // Whoever records a call has read out the plan that stands.
        if let (Command::Call { digest, .. }, Some(state)) = (&mut command, self.peers[who].state()) {
            *digest = state.digest();
        }
        if let Ok(out) = self.peers[who].command(command, 2_000) {
            self.send(who, &wire(&out));
        }
    }

    fn step(&mut self, step: &Step) {
        let (windows, messages) = (self.peers.len(), self.on_the_way.len());
        match step {
            Step::Do(who, command) => self.command(who % windows, command),
            Step::Agree(who) => {
                let proposer = who % windows;
                let side = self.peers[proposer].role();
                self.flush();
                for who in 0..windows {
                    self.command(who, &Command::DropTrial);
                    self.command(who, &Command::Screen(ScreenMode::Live));
                }
                self.flush();
                self.command(
                    proposer,
                    &Command::Adjust(vec![FieldValue::FirstDue {
                        first_due: day("2027-03-01"),
                        day: None,
                    }]),
                );
                self.command(proposer, &Command::Propose);
                self.flush();
                let answers = self.peers.iter().position(|peer| peer.role() != side).unwrap();
                self.command(answers, &Command::Accept);
            }
            Step::Greet(who) => {
                let who = who % windows;
                let greeting = wire(&[self.peers[who].greet()]);
                self.send(who, &greeting);
            }
            Step::Flush => self.flush(),
            Step::Reload(who) => {
                let old = &mut self.peers[who % windows];
                let stored: Vec<String> = old.log().entries().map(|entry| entry.text().to_owned()).collect();
                self.reloads += 1;
                let mut new = Peer::start(old.room(), author(100 + self.reloads), old.role(), "");
                assert_eq!(new.load(stored), 0);
                *old = new;
            }
            Step::Deliver(_) | Step::Lose(_) | Step::Repeat(_) if messages == 0 => {}
            Step::Deliver(pick) => self.arrive(pick % messages),
            Step::Lose(pick) => drop(self.on_the_way.swap_remove(pick % messages)),
            Step::Repeat(pick) => {
                let again = self.on_the_way[pick % messages].clone();
                self.on_the_way.push(again);
                self.arrive(pick % messages);
            }
        }
    }
}

/// What a run of `steps` left, after everything has been delivered.
fn played(seats: &[(u8, Role)], steps: &[Step]) -> Vec<Peer> {
    let mut network = Network::new(seats);
    for step in steps {
        network.step(step);
    }
    settle(&mut network.peers);
    network.peers
}

fn entries(peer: &Peer) -> Vec<Rc<VerifiedEntry>> {
    peer.log().entries().map(Rc::clone).collect()
}

/// The entries in the order of the keys, which repeat.
fn shuffled(mut entries: Vec<Rc<VerifiedEntry>>, keys: &[u32]) -> Vec<Rc<VerifiedEntry>> {
    let mut keys = keys.iter().cycle();
    entries.sort_by_cached_key(|entry| (keys.next().copied(), entry.id()));
    entries
}

fn log_of(peer: &Peer, entries: &[Rc<VerifiedEntry>]) -> Log {
    let mut log = Log::new(peer.room());
    for entry in entries {
        let outcome = log.insert(Rc::clone(entry));
        assert!(matches!(outcome, Inserted::New | Inserted::Waiting), "{outcome:?}");
    }
    log
}

/// What holds in every state, whoever did what.
fn check_sound(state: &State) {
    if let Some(agreement) = &state.agreement {
        assert_eq!(agreement.digest, agreement_digest(&agreement.case, &agreement.terms));
        assert_eq!((&agreement.case, &agreement.terms), (&state.case, &state.terms));
        if let Route::Agreed { accepted, .. } = agreement.route {
            assert_eq!(Some(accepted), state.accepted);
        }
    }
    if let Some(proposal) = state.proposal {
        assert_eq!(
            proposal.digest,
            state.digest(),
            "a proposal stands for the terms as they are"
        );
    }
    assert!(state.accepted.is_none() || state.proposal.is_some());
    assert!(state.terms.changes.is_sorted_by(|a, b| a.id < b.id));
}

proptest! {
    /// Law: on a network that loses, repeats and reorders, all windows end with byte-identical state.
    #[test]
    fn prop_all_windows_end_alike(seats in seats(), steps in vec(step(), 1..40)) {
        let peers = played(&seats, &steps);
        check_same(&peers);
        check_sound(state(&peers[0]));
    }

    /// Law: the order of arrival does not matter; entries that come before their parents wait for them.
    #[test]
    fn prop_merge_order_does_not_matter(seats in seats(), steps in vec(step(), 1..30), keys in vec(any::<u32>(), 97)) {
        let peers = played(&seats, &steps);
        let log = log_of(&peers[0], &shuffled(entries(&peers[0]), &keys));
        prop_assert_eq!(log.state(), peers[0].state());
        prop_assert_eq!(log.heads(), peers[0].log().heads());
        prop_assert!(!log.has_gaps());
        prop_assert!(log.entries().eq(peers[0].log().entries()));
    }

    /// Law: folding in pieces = folding at once; on the way every prefix is sound.
    #[test]
    fn prop_fold_in_pieces_equals_fold_at_once(
        seats in seats(), steps in vec(step(), 1..30), keys in vec(any::<u32>(), 97), cut in any::<prop::sample::Index>(),
    ) {
        let peers = played(&seats, &steps);
        let all = shuffled(entries(&peers[0]), &keys);
        let (first, rest) = all.split_at(cut.index(all.len()));
        let mut log = log_of(&peers[0], first);
        if let Some(state) = log.state() {
            check_sound(state);
        }
        let (placed, _): (Vec<_>, Vec<_>) = entries(&peers[0]).into_iter().partition(|entry| log.contains(entry.id()));
        let at_once = log_of(&peers[0], &placed);
        prop_assert_eq!(log.state(), at_once.state());
        for entry in rest {
            log.insert(Rc::clone(entry));
        }
        prop_assert_eq!(log.state(), peers[0].state());
    }

    /// Law: what is already here changes nothing.
    #[test]
    fn prop_duplicates_change_nothing(seats in seats(), steps in vec(step(), 1..20), keys in vec(any::<u32>(), 97)) {
        let mut peers = played(&seats, &steps);
        let before = peers[0].state().cloned();
        let mut log = peers[0].log().clone();
        for entry in shuffled(entries(&peers[0]), &keys) {
            prop_assert_eq!(log.insert(entry), Inserted::Known);
        }
        prop_assert_eq!(log.state(), before.as_ref());
        prop_assert_eq!(log.len(), peers[0].log().len());
        settle(&mut peers);
        prop_assert_eq!(peers[0].state(), before.as_ref());
    }

    /// Law: what one window refuses to write, nobody has; what it writes, everybody takes.
    #[test]
    fn prop_own_entries_are_taken_by_others(values in vec(field(), 1..6)) {
        let mut peers = table(&[(1, Role::Agent), (2, Role::Person)]);
        if let Ok(out) = peers[0].command(Command::Adjust(values), 1) {
            let received = peers[1].receive(&wire(&out)[0], 2);
            prop_assert_eq!(received.news.len(), 1, "{:?}", received.news);
        }
        check_same(&peers);
    }
}

/// More windows write at once than an entry may have parents; what is written after all of them folds last.
#[test]
fn merge_of_many_concurrent_windows_keeps_the_newest_change() {
    let seats: Vec<(u8, Role)> = (1..=20).map(|number| (number, Role::Person)).collect();
    let mut peers = table(&seats);
    // The lowest author: at the same depth it would fold first.
    let mut last = Peer::start(peers[0].room(), author(0), Role::Agent, "Late");
    for peer in &mut peers[1..] {
        act(peer, Command::Adjust(vec![held(1_000)]));
        last.load(peer.log().entries().map(|entry| entry.text().to_owned()));
    }
    // One window goes much further, and its head is the first to be left out if ids alone decide.
    let lowest = last.log().heads()[0];
    for amount in 2_000.. {
        act(&mut peers[0], Command::Adjust(vec![held(amount)]));
        if amount > 2_010 && peers[0].log().heads()[0] < lowest {
            break;
        }
    }
    last.load(peers[0].log().entries().map(|entry| entry.text().to_owned()));
    assert!(last.log().heads().len() > 2 * MAX_PARENTS);
    act(&mut last, Command::Adjust(vec![held(77)]));
    assert_eq!(state(&last).terms.instalments.held, Held::Amount(77));
    let mut few = [last, peers.remove(0)];
    settle(&mut few);
    check_same(&few);
}

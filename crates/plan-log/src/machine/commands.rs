//! What somebody at this window wants, as entries.

use std::rc::Rc;

use super::{Command, Machine, Now, Refusal, Step};
use crate::body::ScreenMode;
use crate::role::Role;
use crate::state::Known;
use crate::{Body, MAX_REASON_CHARS, State};

impl Machine {
    /// Carries out a command.
    ///
    /// # Errors
    /// See [`Refusal`]; nothing has changed then.
    pub fn command(&mut self, command: Command, now: &Now) -> Result<Step, Refusal> {
        let state = Rc::clone(self.state().ok_or(Refusal::NotReady)?);
        // An entry of one's own that is not in its place has a number that must not be used again.
        if self.is_loading() || self.log.awaits(self.seat.author) {
            return Err(Refusal::NotReady);
        }
        if !self.seat.writes {
            return Err(Refusal::NotWriter);
        }
        let mut step = Step::default();
        if command == Command::DropTrial {
            self.drop_trial(now, &mut step)?;
        } else {
            self.carry_out(command, state, now, &mut step)?;
        }
        // An answer that arrived meanwhile may have waited for this.
        self.react(now, &mut step);
        Ok(step)
    }

    fn carry_out(&mut self, command: Command, state: Rc<State>, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        if !self.log.forks().is_empty() {
            return Err(Refusal::Forked);
        }
        let moves = matches!(
            command,
            Command::Adjust(_) | Command::Undo | Command::Redo | Command::TryAlone { .. }
        );
        if moves && self.is_held() {
            return Err(Refusal::NotLive);
        }
        if binds(&command) {
            if self.only_helps() {
                return Err(Refusal::Helping);
            }
            // What was put forward can be taken back at any time.
            if state.paused.is_some() && command != Command::Withdraw {
                return Err(Refusal::Paused);
            }
        }
        match command {
            Command::TryAlone { announced } => self.try_alone(&state, announced, now, step),
            Command::Suggest => self.suggest(&state, now, step),
            Command::Undo => self.step_back(&state, now, step),
            Command::Redo => self.step_forward(&state, now, step),
            other => {
                let body = match other {
                    Command::Adjust(set) => self.adjust(&state, set)?,
                    other => Some(self.body(&state, other)?),
                };
                // A state that nobody holds is moved on where it stands, without a copy.
                drop(state);
                match body {
                    Some(body) => self.write(vec![body], now, step),
                    None => Ok(()),
                }
            }
        }
    }

    /// Whether this window shows a plan that is covered or held still: nothing may be moved unseen.
    pub(super) fn is_held(&self) -> bool {
        let live = |state: &Rc<State>| state.screen.mode == ScreenMode::Live;
        self.seat.role == Role::Person && self.trial.is_none() && !self.state().is_some_and(live)
    }

    fn body(&self, state: &State, command: Command) -> Result<Body, Refusal> {
        let role = self.seat.role;
        let live = |body: Body| match (state.screen.mode, &self.trial) {
            (ScreenMode::Live, None) => Ok(body),
            _ => Err(Refusal::NotLive),
        };
        let as_it_stands = || {
            works_out(&state.terms)?;
            state.digest().ok_or(Refusal::HasProblems)
        };
        match command {
            Command::Admit(join) if state.knocking.contains(&join) => Ok(Body::Admit { join }),
            Command::Case(case) if *case != *state.case => Ok(Body::Case { case }),
            Command::Propose(affordability) if state.proposal.is_none() => live(Body::Propose {
                digest: as_it_stands()?,
                affordability,
            }),
            Command::Call {
                digest,
                tell_us_by,
                affordability,
            } if role == Role::Agent && !state.is_settled() => {
                if digest != as_it_stands()? {
                    return Err(Refusal::Superseded);
                }
                live(Body::Call {
                    digest,
                    tell_us_by,
                    affordability,
                })
            }
            Command::Offer {
                reply_by,
                within_budget,
            } if role == Role::Person && state.agreement.is_none() => live(Body::Offer {
                digest: as_it_stands()?,
                reply_by,
                within_budget,
            }),
            Command::Decline { reason } => match (state.open_offer(), state.accepted) {
                (Some(offer), None) if role == Role::Agent => {
                    let reason = one_line(&reason).take(MAX_REASON_CHARS).collect();
                    live(Body::Decline { offer, reason })
                }
                _ => Err(Refusal::NothingToDo),
            },
            Command::Accept { consent } => match &state.proposal {
                Some(proposal) if proposal.by != role && state.accepted.is_none() => {
                    works_out(known(proposal.known.as_ref())?)?;
                    let (proposal, digest) = (proposal.entry, proposal.digest);
                    live(Body::Accept {
                        proposal,
                        digest,
                        consent: one_line(&consent).collect(),
                    })
                }
                _ => Err(Refusal::NothingToDo),
            },
            Command::Withdraw if !state.is_settled() => self.withdrawal(state),
            Command::Comment { about, text } => Ok(Body::Comment {
                about,
                text: one_line(&text).collect(),
            }),
            Command::Reason { about, text } => Ok(Body::Reason {
                about,
                text: one_line(&text).collect(),
            }),
            Command::Need { text, consent } => Ok(Body::Need {
                text: one_line(&text).collect(),
                consent,
            }),
            Command::Erase(mut entries) => {
                plan_core::sort_by(&mut entries, Ord::cmp);
                entries.dedup();
                Ok(Body::Erase { entries })
            }
            Command::Pause(true) if state.paused.is_none() => Ok(Body::Pause { on: true }),
            Command::Pause(false) if self.may_go_on(state) => Ok(Body::Pause { on: false }),
            Command::Leave => Ok(Body::Leave),
            Command::Screen(mode) if mode != state.screen.mode => Ok(Body::Screen { mode }),
            Command::InPerson(present) if present != state.in_person => Ok(Body::InPerson { present }),
            Command::Doubt(open) if open == state.doubt.is_none() => Ok(Body::Doubt { open }),
            Command::Sign(signing) => match &state.agreement {
                Some(agreement) if agreement.can_be_signed() && agreement.takes(role, self.seat.author, &signing) => {
                    live(Body::Sign(signing))
                }
                _ => Err(Refusal::Superseded),
            },
            _ => Err(Refusal::NothingToDo),
        }
    }

    /// Whoever asked for a minute says when it is over; where none of their windows is open any more the other side does.
    fn may_go_on(&self, state: &State) -> bool {
        state
            .paused
            .is_some_and(|side| side == self.seat.role || !self.other_side_is_here())
    }

    /// Takes back what this side has put forward, or its answer.
    fn withdrawal(&self, state: &State) -> Result<Body, Refusal> {
        let proposal = state.proposal.as_ref().ok_or(Refusal::NothingToDo)?;
        let of = match state.accepted {
            _ if proposal.by == self.seat.role => proposal.entry,
            Some(accepted) => accepted.entry,
            None => return Err(Refusal::NothingToDo),
        };
        Ok(Body::Withdraw { of })
    }
}

/// Whether a command puts forward, agrees, signs or takes back: what only the sides themselves do, and not in a pause.
const fn binds(command: &Command) -> bool {
    matches!(
        command,
        Command::Propose(_)
            | Command::Accept { .. }
            | Command::Withdraw
            | Command::Call { .. }
            | Command::Offer { .. }
            | Command::Decline { .. }
            | Command::Sign(_)
    )
}

/// A text as an entry has it: what was typed on several lines is on one.
fn one_line(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| if c.is_control() { ' ' } else { c })
}

fn known(known: Option<&Rc<Known>>) -> Result<&plan_core::Terms, Refusal> {
    known.map(|known| &known.terms).ok_or(Refusal::HasProblems)
}

/// What does not work out is not put forward, and not agreed to.
fn works_out(terms: &plan_core::Terms) -> Result<(), Refusal> {
    match plan_core::Schedule::derive(terms) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::HasProblems),
    }
}

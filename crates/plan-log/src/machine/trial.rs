//! A plan that is tried on one's own: nothing of it is shared until it is suggested.

use std::rc::Rc;

use plan_core::{FieldValue, Terms};

use super::{Machine, Now, Refusal, Step};
use crate::body::{Cause, ScreenMode};
use crate::role::Role;
use crate::state::What;
use crate::{Body, State};

/// A plan that is tried on one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What it started from.
    base: Terms,
    terms: Terms,
    past: Vec<Terms>,
    future: Vec<Terms>,
    announced: bool,
}

impl Trial {
    pub(super) const fn terms(&self) -> &Terms {
        &self.terms
    }
}

impl Machine {
    /// Whether this window tries something on its own, and whether the other screen is told.
    pub fn trying(&self) -> Option<bool> {
        self.trial.as_ref().map(|trial| trial.announced)
    }

    /// Whether there is something to take back: in the trial, or in the shared plan.
    pub fn can_undo(&self) -> bool {
        match &self.trial {
            Some(trial) => !trial.past.is_empty(),
            None => {
                !self.is_held()
                    && self
                        .state()
                        .is_some_and(|state| state.undoable(self.seat.role).is_some())
            }
        }
    }

    /// Whether there is something to bring back.
    pub fn can_redo(&self) -> bool {
        match &self.trial {
            Some(trial) => !trial.future.is_empty(),
            None => {
                !self.is_held()
                    && self
                        .state()
                        .is_some_and(|state| state.redoable(self.seat.role).is_some())
            }
        }
    }

    /// What is to be written to move fields; nothing, where they are tried alone.
    pub(super) fn adjust(&mut self, state: &State, set: Vec<FieldValue>) -> Result<Option<Body>, Refusal> {
        if let Some(trial) = &mut self.trial {
            let mut next = trial.terms.clone();
            set.into_iter().for_each(|value| next.set(value));
            if next == trial.terms {
                return Err(Refusal::NothingToDo);
            }
            trial.past.push(core::mem::replace(&mut trial.terms, next));
            trial.future.clear();
            return Ok(None);
        }
        if set.iter().all(|value| state.terms.get(&value.id()) == *value) {
            return Err(Refusal::NothingToDo);
        }
        Ok(Some(moves(state, set, Cause::Edit)))
    }

    pub(super) fn step_back(&mut self, state: &State, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        if let Some(trial) = &mut self.trial {
            let earlier = trial.past.pop().ok_or(Refusal::NothingToDo)?;
            trial.future.push(core::mem::replace(&mut trial.terms, earlier));
            return Ok(());
        }
        let moment = state.undoable(self.seat.role).ok_or(Refusal::NothingToDo)?;
        self.restore(state, &moment.what, Cause::Undo(moment.entry), now, step)
    }

    pub(super) fn step_forward(&mut self, state: &State, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        if let Some(trial) = &mut self.trial {
            let later = trial.future.pop().ok_or(Refusal::NothingToDo)?;
            trial.past.push(core::mem::replace(&mut trial.terms, later));
            return Ok(());
        }
        let moment = state.redoable(self.seat.role).ok_or(Refusal::NothingToDo)?;
        self.restore(state, &moment.what, Cause::Redo(moment.entry), now, step)
    }

    fn restore(&mut self, state: &State, what: &What, cause: Cause, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        let What::Changed { fields, .. } = what else {
            return Err(Refusal::NothingToDo);
        };
        // Last field first: where one entry moved a field twice, the oldest value wins.
        let set = fields.iter().rev().map(|change| change.before.clone()).collect();
        self.write(vec![moves(state, set, cause)], now, step)
    }

    pub(super) fn try_alone(
        &mut self,
        state: &Rc<State>,
        announced: bool,
        now: &Now,
        step: &mut Step,
    ) -> Result<(), Refusal> {
        if self.trial.is_some() {
            return Err(Refusal::NothingToDo);
        }
        let announced = announced && self.seat.role == Role::Agent;
        if announced {
            self.write(
                vec![Body::Screen {
                    mode: ScreenMode::Frozen,
                }],
                now,
                step,
            )?;
        }
        let terms = state.terms.clone();
        let (past, future) = (Vec::new(), Vec::new());
        self.trial = Some(Trial {
            base: terms.clone(),
            terms,
            past,
            future,
            announced,
        });
        Ok(())
    }

    /// The way out of a trial stays open in a room that is full or forked.
    pub(super) fn drop_trial(&mut self, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        let trial = self.trial.take().ok_or(Refusal::NothingToDo)?;
        if trial.announced && self.log.forks().is_empty() {
            self.write(vec![Body::Screen { mode: ScreenMode::Live }], now, step)
                .ok();
        }
        Ok(())
    }

    pub(super) fn suggest(&mut self, state: &State, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        let trial = self.trial.clone().ok_or(Refusal::NothingToDo)?;
        if self.seat.role == Role::Person && state.screen.mode != ScreenMode::Live {
            return Err(Refusal::NotLive);
        }
        // Only what was moved here: what the other side moved meanwhile stays as they left it.
        let set = trial.base.differences(&trial.terms);
        let mut bodies = Vec::new();
        if trial.announced {
            bodies.push(Body::Screen { mode: ScreenMode::Live });
        }
        if !set.is_empty() {
            bodies.push(moves(state, set, Cause::Suggest));
        }
        self.write(bodies, now, step)?;
        self.trial = None;
        Ok(())
    }
}

fn moves(state: &State, set: Vec<FieldValue>, cause: Cause) -> Body {
    Body::Adjust {
        currency: state.terms.currency,
        set,
        cause,
    }
}

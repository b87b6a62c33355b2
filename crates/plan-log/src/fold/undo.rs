//! What a side can take back, and bring back.

use std::rc::Rc;

use crate::body::Cause;
use crate::role::Role;
use crate::state::{FieldChange, Moment, State, What};

impl State {
    /// What a side can take back now: its last change whose fields nobody else has moved since.
    ///
    /// An undo is itself a change, and so is a redo: walking a side's changes in order keeps two stacks.
    pub fn undoable(&self, role: Role) -> Option<Rc<Moment>> {
        self.stacks(role).0.pop().filter(|moment| self.still_mine(moment, role))
    }

    /// What a side can bring back now: its last undo whose fields nobody else has moved since.
    pub fn redoable(&self, role: Role) -> Option<Rc<Moment>> {
        self.stacks(role).1.pop().filter(|moment| self.still_mine(moment, role))
    }

    fn stacks(&self, role: Role) -> (Vec<Rc<Moment>>, Vec<Rc<Moment>>) {
        let (mut undo, mut redo): (Vec<Rc<Moment>>, Vec<Rc<Moment>>) = (Vec::new(), Vec::new());
        for moment in self.timeline.iter().filter(|moment| moment.role == role) {
            let What::Changed { cause, fields, .. } = &moment.what else {
                continue;
            };
            if fields.is_empty() {
                continue;
            }
            match cause {
                Cause::Edit | Cause::Suggest => {
                    undo.push(Rc::clone(moment));
                    redo.clear();
                }
                Cause::Undo(of) => {
                    undo.retain(|one| one.entry != *of);
                    redo.push(Rc::clone(moment));
                }
                Cause::Redo(of) => {
                    redo.retain(|one| one.entry != *of);
                    undo.push(Rc::clone(moment));
                }
            }
        }
        (undo, redo)
    }

    /// Nobody of the other side has written these fields since, and they still hold what the change left.
    fn still_mine(&self, moment: &Moment, role: Role) -> bool {
        let What::Changed { fields, .. } = &moment.what else {
            return false;
        };
        let mine = |change: &FieldChange| {
            self.touched
                .get(&change.after.id())
                .is_none_or(|touch| touch.role == role)
        };
        // One entry may move a field twice, or two fields that share a part: what counts is what it left in the end.
        let mut again = self.terms.clone();
        fields.iter().for_each(|change| again.set(change.after.clone()));
        fields.iter().all(mine) && again == self.terms
    }
}

//! A part of a screen that is drawn anew only when what it shows has changed: on a cheap phone, drawing a whole
//! screen for every press takes longer than a frame.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;

trait Part {
    fn draw(&self) -> Html;
    fn same(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

struct Drawn<P> {
    draw: fn(&P) -> Html,
    props: P,
}

impl<P: PartialEq + 'static> Part for Drawn<P> {
    fn draw(&self) -> Html {
        (self.draw)(&self.props)
    }

    fn same(&self, other: &dyn Any) -> bool {
        let same = |other: &Self| std::ptr::fn_addr_eq(self.draw, other.draw) && self.props == other.props;
        other.downcast_ref().is_some_and(same)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone, Properties)]
struct KeptProps {
    part: Rc<dyn Part>,
}

impl PartialEq for KeptProps {
    fn eq(&self, other: &Self) -> bool {
        self.part.same(other.part.as_any())
    }
}

#[component]
fn Kept(props: &KeptProps) -> Html {
    props.part.draw()
}

/// What `draw` makes of `props`; it is asked again once they have changed. It may read nothing else that changes: no
/// clock, no storage.
///
/// One component serves all parts: a component of its own for each would cost three times its size.
pub fn kept<P: PartialEq + 'static>(draw: fn(&P) -> Html, props: P) -> Html {
    let part: Rc<dyn Part> = Rc::new(Drawn { draw, props });
    html! { <Kept {part} /> }
}

//! One small sort for the short lists of a plan.

use std::cmp::Ordering;

/// Sorts; equal items keep their order. For lists of at most a few hundred items, most of them nearly in
/// order: it takes a quadratic number of steps at worst.
///
/// Each list that the standard library sorts adds about 10 KB to the app, and the app is downloaded on cheap phones.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && compare(&items[at - 1], &items[at]) == Ordering::Greater {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gives_the_order_of_the_standard_stable_sort(items: Vec<(u8, u16)>) {
            let (mut ours, mut standard) = (items.clone(), items);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            standard.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, standard);
        }
    }
}

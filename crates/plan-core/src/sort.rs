//! One small sort for the short lists of a plan, and maps that need none.

use std::cmp::Ordering;
use std::collections::BTreeMap;

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

/// A map of these pairs, of which the last one of a key counts. Collecting one sorts the pairs first, see [`sort_by`].
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn makes_the_map_that_is_collected(pairs: Vec<(u8, u16)>) {
            prop_assert_eq!(map_of(pairs.clone()), pairs.into_iter().collect::<BTreeMap<_, _>>());
        }

        #[test]
        fn gives_the_order_of_the_standard_stable_sort(items: Vec<(u8, u16)>) {
            let (mut ours, mut standard) = (items.clone(), items);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            standard.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, standard);
        }
    }
}

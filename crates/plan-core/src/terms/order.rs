//! The contract's order of fields, in which problems are told.

/// Each field of the terms with the fields inside it.
const FIELDS: [(&str, &[&str]); 15] = [
    ("version", &[]),
    ("currency", &[]),
    ("starts", &[]),
    ("debts", &["id", "label", "balance", "since"]),
    ("allocation", &[]),
    ("reduction", &["percent", "amount", "when", "debt_after"]),
    ("deposit", &["amount", "due"]),
    (
        "instalments",
        &["every", "first_due", "day", "amount", "count", "finish_by"],
    ),
    (
        "changes",
        &[
            "id",
            "kind",
            "from",
            "until",
            "due",
            "amount",
            "interest",
            "annual_percent",
        ],
    ),
    ("charges", &["id", "due", "amount", "label"]),
    ("interest", &["annual_percent", "basis", "method", "pauses"]),
    ("early_payment", &["percent", "by"]),
    ("missed_payment", &["allowed_skips_per_year", "then"]),
    ("working_days", &["division", "holidays", "move"]),
    ("rounding", &["mode", "multiple_of", "remainder"]),
];

/// Where the field at `path` stands in the contract: field, entry of a list, field inside it.
///
/// A whole field stands before what is inside it, an unknown field after all known ones.
pub(super) fn rank(path: &str) -> (usize, usize, usize) {
    let (field, rest) = path.split_at(path.find(['.', '[']).unwrap_or(path.len()));
    let (place, inside) = match FIELDS.iter().position(|(known, _)| *known == field) {
        Some(place) => (place, FIELDS.get(place).map_or(&[][..], |(_, inside)| *inside)),
        None => (FIELDS.len(), &[][..]),
    };
    let (entry, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) => (number.parse().map_or(0, |number: usize| number.saturating_add(1)), rest),
        None => (0, rest),
    };
    let name = rest
        .trim_start_matches('.')
        .split(['.', '['])
        .next()
        .unwrap_or_default();
    let inner = match name {
        "" => 0,
        name => inside
            .iter()
            .position(|known| *known == name)
            .map_or(inside.len() + 1, |place| place + 1),
    };
    (place, entry, inner)
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn rank_is_the_order_of_the_contract() {
        let paths = [
            "version",
            "starts",
            "debts",
            "debts[0].id",
            "debts[0].since",
            "debts[0].colour",
            "debts[1].id",
            "debts[10].id",
            "reduction",
            "reduction.percent",
            "deposit.amount",
            "deposit.due",
            "instalments",
            "instalments.every.months",
            "instalments.first_due",
            "instalments.day",
            "instalments.finish_by",
            "changes[2].from",
            "changes[2].amount",
            "interest",
            "missed_payment.then",
            "working_days",
            "rounding.mode",
            "rounding.remainder",
            "colour",
        ];
        for pair in paths.windows(2) {
            assert!(rank(pair[0]) < rank(pair[1]), "{pair:?}");
        }
        assert_eq!(rank(""), rank("colour"));
    }
}

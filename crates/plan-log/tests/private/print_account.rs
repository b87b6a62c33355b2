//! An account of payments is neither printed nor made JSON.

use plan_log::private::PrivateAccount;

fn main() {
    let Some(account) = PrivateAccount::new("[]".to_owned()) else {
        return;
    };
    println!("{account}");
    println!("{account:?}");
    let _ = serde_json::to_string(&account);
}

//! Nobody else can say that a type may travel.

use plan_log::carry::Carry;
use plan_log::private::PrivateNotes;

struct Parcel(PrivateNotes);

impl Carry for Parcel {
    fn to_wire(&self) -> String {
        self.0.as_field_text().to_owned()
    }
}

fn main() {}

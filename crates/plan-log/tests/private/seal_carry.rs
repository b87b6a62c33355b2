//! Nobody else can say that a type may travel.

use plan_log::carry::Carry;
use plan_log::private::PrivateNotes;

struct Parcel(PrivateNotes);

impl Carry for Parcel {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.as_field_text().as_bytes().to_vec()
    }
}

fn main() {}

//! The reader on inputs that were damaged by chance: an answer each time, soon, and never the wrong one.
//!
//! How many: `PROVE_CASES`, from the seed `PROVE_SEED`; a hundred thousand where neither is said.

use std::time::{Duration, Instant};

use plan_doc::read_pdf;

use crate::fixtures::small_unsigned;
use crate::signing::{Plan, accepted, apart, in_person, offer, telephone};

/// Numbers by chance, the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// Files of every kind. Those without a signature are read down to their pages, whatever was changed in them.
fn bases() -> Vec<Vec<u8>> {
    let small = Plan {
        summary: crate::fixtures::linked(small_unsigned()),
        signers: apart().signers,
    };
    vec![
        small.unsigned(),
        small.signed(),
        offer().unsigned(),
        telephone().signed(),
        in_person().signed(),
    ]
}

fn mutated(base: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut file = base.to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(file.len());
        let end = (at + chance.below(64)).min(file.len());
        match chance.below(8) {
            0 | 1 => {
                if let Some(byte) = file.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            2 => {
                file.drain(at..end);
            }
            3 => {
                let piece = file[at..end].to_vec();
                let to = chance.below(file.len());
                file.splice(to..to, piece);
            }
            4 => file.truncate(at),
            5 => {
                // A number in the text made another: offsets, lengths, references.
                if let Some(digit) = file[at..].iter().position(u8::is_ascii_digit) {
                    file[at + digit] = b'0' + u8::try_from(chance.below(10)).unwrap();
                }
            }
            6 => {
                let bytes: Vec<u8> = (0..chance.below(16)).map(|_| chance.next().to_le_bytes()[0]).collect();
                file.splice(at..end, bytes);
            }
            _ => {
                let words: [&[u8]; 8] = [
                    b"endobj",
                    b"%%EOF",
                    b"<<",
                    b">>",
                    b"stream\n",
                    b"/Length 4294967295",
                    b"99999999999",
                    b"/Kids[1 0 R]",
                ];
                let word = words[chance.below(words.len())];
                file.splice(at..end, word.iter().copied());
            }
        }
    }
    file
}

#[test]
fn whatever_is_damaged_is_answered_soon() {
    let number =
        |name: &str, otherwise: u64| -> u64 { std::env::var(name).map_or(otherwise, |text| text.parse().unwrap()) };
    let (cases, seed) = (number("PROVE_CASES", 100_000), number("PROVE_SEED", 1));
    let workers = u64::try_from(std::thread::available_parallelism().map_or(1, usize::from)).unwrap();
    let bases = bases();
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let bases = &bases;
            scope.spawn(move || {
                let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(worker + 1));
                for _ in 0..cases / workers {
                    let base = &bases[chance.below(bases.len())];
                    let file = mutated(base, &mut chance);
                    let start = Instant::now();
                    let said = read_pdf(&file).is_ok();
                    assert!(start.elapsed() < Duration::from_secs(2), "took {:?}", start.elapsed());
                    // A file cut at the end of a revision is a file of ours; any other is not.
                    if said && file != *base {
                        assert!(base.starts_with(&file) || accepted(&file).is_none());
                    }
                }
            });
        }
    });
}

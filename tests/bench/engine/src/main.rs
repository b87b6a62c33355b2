//! The native build: `bench-engine NAME ROUNDS < terms.json` prints the milliseconds of each round, one a line.

use std::io::Read;
use std::time::Instant;

use bench_engine::Plan;

fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let rounds: u32 = args.next().and_then(|text| text.parse().ok()).unwrap_or(20);
    let repeats: u32 = args.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut json = String::new();
    std::io::stdin()
        .read_to_string(&mut json)
        .map_err(|error| error.to_string())?;
    let plan = Plan::new(&json)?;
    for _ in 0..rounds {
        let start = Instant::now();
        for _ in 0..repeats {
            let sum = match name.as_str() {
                "candidates" => plan.run_candidates(),
                "debt-rows" => plan.derive_debt_rows(),
                _ => plan.derive(),
            };
            std::hint::black_box(sum);
        }
        println!("{}", start.elapsed().as_secs_f64() * 1_000.0 / f64::from(repeats));
    }
    Ok(())
}

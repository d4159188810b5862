//! Identifiers that follow one another like those of real life, and are the same for the same seed.
use db::Id;
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use uuid::Builder;

/// Counts milliseconds from an instant of long ago, so that rows are written in the order of their keys.
#[derive(Clone, Debug)]
pub struct Ids {
    millis: u64,
}

impl Ids {
    /// `block`: which of the numbered stretches of a million identifiers to use.
    pub fn block(block: u64) -> Self {
        const JANUARY_2020: u64 = 1_577_836_800_000;
        Ids { millis: JANUARY_2020 + block * 1_000_000 }
    }

    pub fn next(&mut self, rng: &mut ChaCha8Rng) -> Id {
        let mut random = [0_u8; 10];
        rng.fill_bytes(&mut random);
        self.millis += 1;
        Builder::from_unix_timestamp_millis(self.millis, &random).into_uuid()
    }
}

//! Several threads for what is long.
use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

/// From so many rows on, they are counted by several threads.
const MANY: usize = 200_000;

/// How many threads it is worth to count so many rows with.
pub(crate) fn for_rows(rows: usize) -> usize {
    if rows < MANY { 1 } else { available_parallelism().map_or(1, usize::from) }
}

/// What `work` makes of each, in order.
pub(crate) fn share<T: Sync, R: Send>(hands: usize, all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if hands < 2 || all.len() < 2 {
        return all.iter().map(work).collect();
    }
    let work = &work;
    scope(|scope| {
        let hands = all
            .chunks(all.len().div_ceil(hands))
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()));
        let hands: Vec<_> = hands.collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

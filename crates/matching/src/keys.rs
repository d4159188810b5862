//! Whom to compare with: people that share a key, and nobody else.
//!
//! A slip in one of last name, first name and birth date leaves the two others alone, so a key for each pair of fields
//! finds it, wherever the slip is and however common the name. The INE is a key by itself; the birth date with the
//! initial of the last name finds those whose two names are a little wrong. Names exchanged share their words, which is
//! why last and first names stand in the same kind of key.

use crate::identity::{Folded, Identity};
use chrono::{Datelike, NaiveDate};
use siphasher::sip::SipHasher13;

/// Changes whenever [`blocking_keys`] gives other keys for the same person: stored keys of another version are to be
/// computed again.
pub const KEYS_VERSION: i64 = 1;

/// Two people that [`decide`](crate::decide) holds to be the same or near share at least one of these, but for one case:
/// both names slightly wrong, the last name from its first letter on.
///
/// Sorted, without repetition, about five for a person with one first name; the same on every machine and in every
/// build, so they can be stored.
#[must_use]
pub fn blocking_keys(identity: &Identity) -> Vec<u64> {
    keys_of(identity, &Folded::new(identity))
}

pub(crate) fn keys_of(identity: &Identity, Folded { last, first }: &Folded) -> Vec<u64> {
    // Beyond these, more first names would only multiply keys.
    const TELLING_FIRST_NAMES: usize = 5;
    let firsts = || {
        let pieces = first.pieces.iter().take(TELLING_FIRST_NAMES).map(String::as_str);
        pieces.chain(first.two_joined.as_deref())
    };
    let birth = identity.born_on;
    let mut keys = Vec::with_capacity(8);
    keys.extend(identity.ines.iter().map(|ine| key(Kind::Ine, None, &[ine.as_str()])));
    keys.extend(
        firsts()
            .chain(strs(&last.forms))
            .chain(strs(&last.telling))
            .map(|word| key(Kind::BornAndWord, Some(birth), &[word])),
    );
    keys.extend(
        strs(&last.forms).flat_map(|last| firsts().map(move |first| key(Kind::LastAndFirst, None, &[last, first]))),
    );
    keys.extend(initials(&last.telling).map(|initial| key(Kind::BornAndInitial, Some(birth), &[initial])));
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[derive(Clone, Copy)]
enum Kind {
    Ine = 1,
    BornAndWord = 2,
    LastAndFirst = 3,
    BornAndInitial = 4,
}

/// `SipHash` 1-3 with a fixed key over bytes we lay out ourselves: neither machine, build nor release of Rust changes it.
fn key(kind: Kind, birth: Option<NaiveDate>, words: &[&str]) -> u64 {
    let mut bytes = Vec::with_capacity(32);
    bytes.push(kind as u8);
    if let Some(birth) = birth {
        bytes.extend(birth.num_days_from_ce().to_le_bytes());
    }
    for word in words {
        bytes.push(0);
        bytes.extend(word.as_bytes());
    }
    SipHasher13::new().hash(&bytes)
}

fn strs(words: &[String]) -> impl Iterator<Item = &str> {
    words.iter().map(String::as_str)
}

fn initials(words: &[String]) -> impl Iterator<Item = &str> {
    words.iter().filter_map(|word| word.chars().next().and_then(|first| word.get(..first.len_utf8())))
}

//! Are these two people the same? Why?
//!
//! [`compare`] holds the rule and says its reasons; [`blocking_keys`] names the few people worth comparing with, so that
//! nobody is compared with everybody; [`Index`] holds both in memory. A caller whose people are in a database keeps a
//! table `(key, person)` instead, fetches who shares a key, and asks [`compare`].
//!
//! The rule of today is categorical: each field is equal, close, or different. Weights learned from the data will replace
//! [`verdict`](compare) alone: folding, keys, field comparisons and reasons stay.
//!
//! Nothing here knows of a database, a page, or what people are followed for.

mod birth;
mod decide;
mod fold;
mod identity;
mod index;
mod ine;
mod keys;
mod names;
mod reason;

pub use decide::{Comparison, Verdict, compare, decide};
pub use fold::{fold, sought};
pub use identity::{Identity, Sex};
pub use index::{Candidate, Index};
pub use ine::{Ine, InePattern, NotAnIne};
pub use keys::{KEYS_VERSION, blocking_keys};
pub use reason::{Agreement, Field, Reason};

//! Values of a line, read from the many ways people write them.

use serde::{Deserialize, Serialize};

/// National pupil identifier, in one of its three forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ine(pub(super) String);

/// A phone number: E.164 when it could be read, else as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// `+33639985112`, or the text of the list when unreadable.
    pub number: String,
    pub readable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    #[serde(rename = "F")]
    Female,
    #[serde(rename = "M")]
    Male,
}

//! From a count to the cases behind it, on a platform whose cases the reader opens.
use crate::asked::Asked;
use crate::indicators::Count;

/// The list of the cases that a count counts; none where the list has no such filter.
pub fn href(_platform: &str, _asked: &Asked, _count: Count) -> Option<String> {
    None
}

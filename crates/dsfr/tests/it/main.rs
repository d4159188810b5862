//! The contract of each component, read from its HTML.

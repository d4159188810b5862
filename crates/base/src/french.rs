//! French typography and formats.

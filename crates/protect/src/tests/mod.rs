mod brute;
mod common;
mod mutations;
mod properties;

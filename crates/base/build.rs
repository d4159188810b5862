//! A new migration is a new file: without this, a program already built would not see it.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}

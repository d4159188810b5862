//! The journal as it is read: who looked at and changed what (PRODUCT.md H3). No name of a young person is in it; a link to
//! a thing shows only to those who may open it.
mod pages;
mod registry;
mod store;
mod views;

pub use registry::{Action, TargetKind, UNKNOWN, VIEWED, actions, target_kinds};

pub(crate) fn routes() -> base::Routes {
    base::Routes::new().get("/journal", pages::show).get("/journal/verification", pages::verify)
}

//! The design system of the State (DSFR 1.14.4) and Pupitre's own patterns, as plain structs that render with maud.
//!
//! The accessibility contract is in the type: what a component cannot do without (a label, a caption, the name of a
//! navigation) is an argument of its constructor and has no default. The rest is public fields, set by struct update:
//!
//! ```ignore
//! html! { (Input { value: form.raw("nom"), error: form.error("nom"), ..Input::text("nom", "Nom de famille") }) }
//! ```
//!
//! No word of the domain here, no script needed, nothing inline: see the catalogue for every component in every state.

pub mod icon;

mod alert;
mod assets;
mod button;
mod choices;
mod errors;
mod field;
mod input;
mod pagination;
mod select;
mod shell;
mod table;

pub use alert::{Alert, Tone};
pub use assets::{Assets, MissingAsset};
pub use button::{Button, ButtonLink, Weight};
pub use choices::{Checkbox, Checkboxes, Choice, Radios};
pub use errors::{ErrorSummary, FieldError};
pub use field::field_id;
pub use icon::Icon;
pub use input::{Input, InputKind, Textarea};
pub use pagination::Pagination;
pub use select::Select;
pub use shell::{Breadcrumb, FooterLink, NavItem, Shell, Theme, Tool};
pub use table::{Cell, Column, Direction, Phone, Row, Table};

/// Text shown on screen: borrowed from the model or made for the page.
pub type Text<'a> = std::borrow::Cow<'a, str>;

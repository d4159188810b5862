//! The design system of the State (DSFR 1.14.4) and Pupitre's own patterns, as plain structs that render with maud.
//!
//! The accessibility contract is in the type: what a component cannot do without (a label, a caption, the name of a
//! navigation) is an argument of its constructor and has no default. The rest is public fields, set by struct update:
//!
//! ```ignore
//! html! { (Input { value: form.raw("nom"), error: form.error("nom"), ..Input::text("nom", "Nom de famille") }) }
//! ```
//!
//! No word of the domain here, no script needed, nothing inline: see [`catalogue()`] for every component in every state.

pub mod icon;

mod alert;
mod assets;
mod button;
mod catalogue;
mod choices;
mod content;
mod errors;
mod field;
mod fieldset;
mod figures;
mod heading;
mod input;
mod navigation;
mod note;
mod number;
mod outcome;
mod pagination;
mod progress;
mod queue;
mod search;
mod select;
mod shell;
mod table;
mod timeline;
mod upload;

pub use alert::{Alert, Badge, Callout, Tone};
pub use assets::{Assets, MissingAsset};
pub use button::{Button, ButtonLink, Weight};
pub use catalogue::catalogue;
pub use choices::{Checkbox, Checkboxes, Choice, Radios};
pub use content::{Accordion, Card, DescriptionList, Details, EmptyState, Facts, Step, Steps};
pub use errors::{ErrorSummary, FieldError};
pub use field::field_id;
pub use fieldset::{Fieldset, Ticks};
pub use figures::{ControlTotals, FigureLink, Term};
pub use heading::{Level, PageHead, Section, actions};
pub use icon::Icon;
pub use input::{Input, InputKind, Textarea};
pub use navigation::{Filters, Segments, Stepper, View, Views};
pub use note::{Note, Tag};
pub use outcome::{OutcomeForm, QuickAnswer};
pub use pagination::Pagination;
pub use progress::Progress;
pub use queue::{BulkBar, Pick, Queue, QueueRow, Reach, Reason, Shortcuts, Urgency, key, pick_id};
pub use search::SearchBar;
pub use select::Select;
pub use shell::{Breadcrumb, FooterLink, NavItem, Shell, Theme, Tool};
pub use table::{Cell, Column, Direction, Headed, Phone, Row, Table};
pub use timeline::{Entry, Timeline, Weighs};
pub use upload::FileUpload;

/// Text shown on screen: borrowed from the model or made for the page.
pub type Text<'a> = std::borrow::Cow<'a, str>;

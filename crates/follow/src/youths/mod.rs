//! The young people: who they are, how to reach them, where they were schooled, who reported them.
mod add;
mod agree;
pub mod card;
pub mod contacts;
pub mod model;
pub mod reach;
pub mod store;
pub mod typed;

pub use add::{add_details, insert_youths, insert_youths_at};
pub use agree::{agreed, himself};
pub use model::{Address, Civil, Contact, Details, Guardian, NewSchooling, NewYouth, Schooling, Sex, Traits};

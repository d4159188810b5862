//! The one door to every number: a question goes in, an answer comes out. Dashboards, exports, the API and the command line all
//! ask here, and nowhere else (docs/measure.md). No HTML here.
mod activity;
mod behind;
mod check;
mod communes;
mod dimension;
mod memory;
mod news;
mod packing;
mod past;
mod pending;
mod persons;
mod places;
mod progress;
mod question;
mod recall;
mod store;
mod tally;

pub use activity::{activity, answer, behind_activity};
pub use behind::{Behind, behind};
pub use check::{Checked, check};
pub use communes::{ELSEWHERE, communes};
pub use dimension::Dimension;
pub use memory::{is_loaded, load};
pub use news::{List, News, news};
pub use pending::{LATE, Pending, SOON};
pub use persons::persons;
pub use progress::{Progress, Step};
pub use question::{Answer, Cell, Period, Question, Reading, Wanted, a_year_before, ask, read};
pub use tally::{Tally, Value};

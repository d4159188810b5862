//! The one door to every number: a question goes in, an answer comes out. Dashboards, exports, the API and the command line all
//! ask here, and nowhere else (docs/measure.md). No HTML here.
mod behind;
mod dimension;
mod pending;
mod places;
mod progress;
mod question;
mod store;
mod tally;

pub use behind::{Behind, behind};
pub use dimension::Dimension;
pub use pending::{LATE, Pending, SOON};
pub use progress::{Progress, Step};
pub use question::{Answer, Cell, Period, Question, Reading, Wanted, a_year_before, ask, ask_each, read};
pub use tally::{Tally, Value};

//! The one door to every number: a question goes in, an answer comes out. Dashboards, exports, the API and the command line all
//! ask here, and nowhere else (docs/architecture.md).
mod dimension;
mod question;
mod store;
mod tally;

pub use dimension::Dimension;
pub use question::{Answer, Cell, Period, Question, ask, ask_each};
pub use tally::{Tally, Value};

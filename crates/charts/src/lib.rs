//! Charts drawn on the server: one SVG each, no script, the same in a page and on paper.
//!
//! Every chart is a plain struct with public fields and a `render()`. It comes with a heading, a sentence that says
//! what it shows (the caller's: only the caller knows), a description for those who do not see it, and a real table of
//! its figures. Colours are classes (`c-*`) of the page's style sheet, so that dark theme and print follow; attributes
//! only hold geometry. Series differ by dash and shape as well as by colour.
//!
//! What is absent is never drawn as zero: a [`Datum`] says why it is absent, and lines stop there.

mod axis;
mod bar;
mod bar_rows;
mod bullet;
mod datum;
mod dots;
mod frame;
mod funnel;
mod funnel_drawing;
mod funnel_plot;
pub mod layout;
mod line;
mod line_plot;
mod map;
mod map_outlines;
pub mod number;
pub mod proportion;
mod ratio;
pub mod scale;
mod spark;
mod svg;
mod table;
pub mod text;

pub use bar::{Axis, Bar, BarChart};
pub use bullet::{Bullet, BulletKey};
pub use datum::{Datum, Tick};
pub use dots::{Dots, Group};
pub use frame::{Frame, Level};
pub use funnel::{Funnel, Stage};
pub use funnel_plot::{FunnelLimits, FunnelPlot, Spot, Standing};
pub use line::{Break, Kind, LineChart, Series, Size};
pub use map::{Area, FranceMap};
pub use number::Unit;
pub use proportion::Share;
pub use ratio::RatioMark;
pub use spark::Sparkline;

//! The drawing of a [`FunnelPlot`].

use maud::{Markup, html};

use crate::axis;
use crate::funnel_plot::{FunnelLimits, FunnelPlot, Spot, Standing, triangle};
use crate::layout::{spread, thin_out};
use crate::number::{NBSP, Unit, usable};
use crate::scale::Scale;
use crate::svg::{circle, drawing, line, polyline, runs, text};
use crate::text::{Font, fit, widest, width};

const UNIT: Unit = Unit::PERCENT;
/// Between two end labels.
const LINE: f64 = 13.0;
const GAP: f64 = 6.0;
/// Under the plot: graduations, then what they count.
const BELOW: f64 = 38.0;
/// Curves may leave the plot on the left, where limits are wide: it is cut to what they are from this part of its width on.
const SETTLED: f64 = 0.125;

/// One side of the limits at a size.
type Side = fn(&FunnelLimits) -> f64;
const WIDE: [Side; 2] = [|limits| limits.wide.0, |limits| limits.wide.1];
const USUAL: [Side; 2] = [|limits| limits.usual.0, |limits| limits.usual.1];

/// Where things are.
pub(crate) struct Drawing<'a> {
    plot: &'a FunnelPlot,
    sizes: Scale,
    shares: Scale,
    ends: Vec<(f64, String)>,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    width: f64,
}

/// Where the letters of a label are.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    /// Of the letters' feet.
    y: f64,
}

impl Place {
    fn covers(self, other: Place) -> bool {
        self.left < other.right + 2.0 && other.left < self.right + 2.0 && (self.y - other.y).abs() < LINE
    }
}

impl<'a> Drawing<'a> {
    pub(crate) fn new(plot: &'a FunnelPlot, page_width: f64, height: f64) -> Drawing<'a> {
        let largest = plot.drawn().map(|(spot, _)| spot.share.total).chain(plot.limits.iter().map(|at| at.size)).max();
        let sizes = Scale::from_zero(0.0, largest.unwrap_or(1) as f64, 6, &Unit::Count);
        let shares = shares(plot, sizes.high() * SETTLED);
        let ends = ends(plot);
        let left = axis::margin(&shares, &UNIT, 34.0, page_width / 3.0);
        let words = widest(ends.iter().map(|(_, words)| words.as_str()), Font::Axis).min(page_width * 0.36);
        Drawing {
            plot,
            sizes,
            shares,
            ends,
            left,
            right: page_width - (GAP + words + 1.0),
            top: 10.0,
            bottom: height - BELOW,
            width: page_width,
        }
    }

    pub(crate) fn draw(&self, suffix: &str) -> Markup {
        let body = html! {
            (axis::grid(&self.shares, &UNIT, (self.left, self.right), |share| self.y(share)))
            (self.graduations())
            @for side in WIDE { (self.curve("c-limit", side)) }
            @for side in USUAL { (self.curve("c-limit c-limit--2", side)) }
            @if let Some(all) = self.plot.overall.percent() {
                (line("c-target", (self.left, self.y(all)), (self.right, self.y(all))))
            }
            @for chosen in [false, true] {
                @for (spot, share) in self.plot.drawn().filter(|(spot, _)| spot.chosen == chosen) {
                    (mark(spot, self.at(spot, share)))
                }
            }
            (self.end_labels())
            (self.names())
        };
        drawing(&self.plot.frame, suffix, (self.width, self.bottom + BELOW), &self.plot.description(), &body)
    }

    fn x(&self, size: u64) -> f64 {
        self.sizes.place(size as f64, self.left, self.right)
    }

    fn y(&self, share: f64) -> f64 {
        self.shares.place(share, self.bottom, self.top)
    }

    fn at(&self, spot: &Spot, share: f64) -> (f64, f64) {
        (self.x(spot.share.total), self.y(share))
    }

    fn graduations(&self) -> Markup {
        let words: Vec<String> = self.sizes.ticks().iter().map(|size| Unit::Count.show(*size)).collect();
        let places = self.sizes.ticks().into_iter().map(|size| self.sizes.place(size, self.left, self.right));
        let ticks: Vec<(f64, &str)> = places.zip(words.iter().map(String::as_str)).collect();
        let among = fit(&self.plot.among.to_lowercase(), Font::Axis, self.right);
        html! {
            @for label in thin_out(&ticks, 0.0, self.width) {
                (text("c-a c-mid", (label.x, self.bottom + 18.0), &label.text))
            }
            (text("c-a c-end", (self.right, self.bottom + 34.0), &among))
        }
    }

    /// One limit, where the plot shows it.
    fn curve(&self, class: &str, side: Side) -> Markup {
        let points: Vec<Option<(f64, f64)>> = self
            .plot
            .limits
            .iter()
            .map(|limits| {
                let share = usable(side(limits))?;
                let shown = (self.shares.low()..=self.shares.high()).contains(&share);
                shown.then(|| (self.x(limits.size), self.y(share)))
            })
            .collect();
        html! { @for run in runs(&points).iter().filter(|run| run.len() > 1) { (polyline(class, run)) } }
    }

    fn end_labels(&self) -> Markup {
        let wanted: Vec<f64> = self.ends.iter().map(|(share, _)| self.y(*share) + 4.0).collect();
        let places = spread(&wanted, LINE, self.top + 5.0, self.bottom + 4.0);
        let x = self.right + GAP;
        html! {
            @for ((_, words), y) in self.ends.iter().zip(places) {
                (text("c-a", (x, y), &fit(words, Font::Axis, self.width - x)))
            }
        }
    }

    /// The names of those chosen, each beside its point where there is room; else the table has it.
    fn names(&self) -> Markup {
        let mut taken: Vec<Place> = vec![];
        let mut named: Vec<(Place, String)> = vec![];
        for (spot, share) in self.plot.drawn().filter(|(spot, _)| spot.chosen) {
            let figure = format!("{NBSP}{}", UNIT.show(share));
            let room = (self.right - self.left) * 0.6 - width(&figure, Font::Strong);
            let words = format!("{}{figure}", fit(&spot.label, Font::Strong, room));
            let wide = width(&words, Font::Strong);
            let (x, y) = self.at(spot, share);
            let beside =
                [(x + 9.0, y + 4.0), (x - 9.0 - wide, y + 4.0), (x - wide / 2.0, y - 10.0), (x - wide / 2.0, y + 18.0)];
            let places = beside.map(|(left, y)| Place { left, right: left + wide, y });
            if let Some(place) =
                places.into_iter().find(|place| self.holds(*place) && !taken.iter().any(|t| t.covers(*place)))
            {
                taken.push(place);
                named.push((place, words));
            }
        }
        html! { @for (place, words) in &named { (text("c-t c-b c-halo", (place.left, place.y), words)) } }
    }

    fn holds(&self, place: Place) -> bool {
        place.left >= self.left && place.right <= self.right && place.y >= self.top && place.y <= self.bottom
    }
}

/// From the lowest to the highest of what is drawn, and of the limits from a size on.
fn shares(plot: &FunnelPlot, settled: f64) -> Scale {
    let limits = plot.limits.iter().filter(|limits| limits.size as f64 >= settled);
    let limits = limits.flat_map(|limits| [limits.wide.0, limits.wide.1]).filter_map(usable);
    let points = plot.drawn().map(|(_, share)| share).chain(plot.overall.percent());
    let all: Vec<f64> = points.chain(limits).map(|share| share.clamp(0.0, 100.0)).collect();
    let low = all.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let high = all.iter().copied().reduce(f64::max).unwrap_or(100.0);
    Scale::nice(low, high, 5, &UNIT)
}

/// What is written at the right end of each line: its share, its words.
fn ends(plot: &FunnelPlot) -> Vec<(f64, String)> {
    let all = plot.overall.percent().map(|all| (all, format!("ensemble {}", UNIT.show(all))));
    let limits = plot.limits.last().map(|last| {
        let of = |(low, high): (f64, f64), words: &str| [(low, words.to_owned()), (high, words.to_owned())];
        [of(last.wide, "99,8\u{202f}%"), of(last.usual, "95\u{202f}%")].concat()
    });
    let ends = limits.into_iter().flatten().chain(all);
    ends.filter(|(share, _)| usable(*share).is_some()).collect()
}

fn mark(spot: &Spot, at: (f64, f64)) -> Markup {
    match spot.standing {
        Standing::Above | Standing::Below => triangle(at, spot.standing),
        Standing::Inside | Standing::TooSmall if spot.chosen => circle("c-fill", at, 5.0),
        Standing::Inside | Standing::TooSmall => circle("c-hollow", at, 4.0),
    }
}

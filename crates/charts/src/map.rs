//! France by département: four classes, overseas in boxes, Paris enlarged.

use maud::{Markup, html};

use crate::frame::Frame;
use crate::map_outlines::{Outline, all, same_code};
use crate::number::{NARROW, NBSP, Unit, round_to, usable};
use crate::svg::{drawing, key_entry, rect};
use crate::table::{Cell, Row, Table};

/// One département and its figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// `01`, `2A`, `974`; leading zeros do not matter.
    pub code: String,
    pub name: String,
    /// `None` is hatched, and said to be [`FranceMap::absent`].
    pub value: Option<f64>,
    /// Cells of [`FranceMap::more`].
    pub more: Vec<String>,
    /// Provenance of the value.
    pub href: Option<String>,
}

/// A choropleth in four classes, whose bounds are the caller's.
#[derive(Debug, Clone, PartialEq)]
pub struct FranceMap {
    pub frame: Frame,
    pub unit: Unit,
    /// What the value is, as a column header: « Part en solution ».
    pub measured: String,
    /// Where the second, third and fourth classes begin.
    pub bounds: [f64; 3],
    /// What is said of an absent value: « non transmis ».
    pub absent: String,
    /// Headers of further columns of the table, before the value.
    pub more: Vec<String>,
    pub areas: Vec<Area>,
}

/// Paris and the three départements around it, too small on the map.
const INNER: [&str; 4] = ["75", "92", "93", "94"];
/// What else shows in the enlargement.
const AROUND: [&str; 4] = ["77", "78", "91", "95"];
const INSET: &str = "485 218 33 34";
/// The mainland steps aside for the enlargement, which the style sheet lays over the top left corner.
const ASIDE: (f64, f64) = (30.0, 50.0);
/// What the map has to draw when an area comes without an outline (a collectivity outside the 101).
const SQUARE: Outline = Outline { code: "", view_box: "0 0 40 50", path: "M5 10h30v30h-30z" };

/// The three scales of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Mainland,
    /// Overseas, and the legend.
    Box,
    Inset,
}

impl Place {
    /// Id and transformation of its hatching.
    fn pattern(self) -> (&'static str, &'static str) {
        match self {
            Place::Mainland => ("hachures", "rotate(45)"),
            Place::Box => ("hachures-cases", "rotate(45) scale(0.55)"),
            Place::Inset => ("hachures-loupe", "rotate(45) scale(0.18)"),
        }
    }
}

impl FranceMap {
    #[must_use]
    pub fn render(&self) -> Markup {
        if self.areas.iter().all(|a| self.value(Some(a)).is_none()) {
            return self.frame.render_empty();
        }
        let graphic = html! {
            div {
                div.pu-france {
                    (self.mainland())
                    (self.inset())
                    ul.pu-france__boxes aria-label="Outre-mer, échelles différentes" {
                        @for o in all().iter().filter(|o| o.overseas()) { (self.boxed(o, self.area(o.code))) }
                        @for area in self.without_outline() { (self.boxed(&SQUARE, Some(area))) }
                    }
                }
                (self.legend())
            }
        };
        self.frame.render(&graphic, &self.table().render())
    }

    fn area(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|a| same_code(&a.code, code))
    }

    /// What the caller counts besides the 101.
    fn without_outline(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(|a| outline(&a.code).is_none())
    }

    /// The value as printed: the class follows what is read.
    fn value(&self, area: Option<&Area>) -> Option<f64> {
        area.and_then(|a| a.value).and_then(usable).map(|v| round_to(v, self.unit.digits()))
    }

    fn bounds(&self) -> [f64; 3] {
        let mut bounds = self.bounds;
        bounds.sort_by(f64::total_cmp);
        bounds.map(|b| round_to(b, self.unit.digits()))
    }

    /// Colour class of a value.
    fn class(&self, value: f64) -> &'static str {
        let [second, third, fourth] = self.bounds();
        match value {
            v if v >= fourth => "c-q4",
            v if v >= third => "c-q3",
            v if v >= second => "c-q2",
            _ => "c-q1",
        }
    }

    fn shape(&self, outline: &Outline, area: Option<&Area>, place: Place) -> Markup {
        let d = outline.path;
        let thin = if place == Place::Mainland { "" } else { " c-land--s" };
        html! {
            @match self.value(area) {
                Some(v) => path class={ "c-land" (thin) " " (self.class(v)) } d=(d) {},
                None => path class={ "c-land" (thin) " c-outline" } fill=(self.hatch(place)) d=(d) {},
            }
        }
    }

    /// A reference to this chart's own hatching (`c-none` would need one id for the whole page), at the scale of the
    /// drawing, so that the strokes are as far apart everywhere.
    fn hatch(&self, place: Place) -> String {
        format!("url(#{})", self.frame.part(place.pattern().0))
    }

    fn mainland(&self) -> Markup {
        let body = html! {
            defs {
                @for (id, turn) in [Place::Mainland, Place::Box, Place::Inset].map(Place::pattern) {
                    @let id = self.frame.part(id);
                    pattern id=(id) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform=(turn) {
                        line.c-hatch-line x1="0" x2="0" y1="0" y2="6" {}
                    }
                }
            }
            g transform={ "translate(" (ASIDE.0) " " (ASIDE.1) ")" } {
                @for outline in all().iter().filter(|o| !o.overseas()) {
                    (self.shape(outline, self.area(outline.code), Place::Mainland))
                }
                rect.c-frame x="483" y="216" width="37" height="38" {}
            }
        };
        drawing(&self.frame, "", (1012.0 + ASIDE.0, 1012.0 + ASIDE.1), &self.description(), &body)
    }

    fn inset(&self) -> Markup {
        let mut named: Vec<&Area> = INNER.iter().filter_map(|code| self.area(code)).collect();
        named.sort_by(|a, b| a.name.cmp(&b.name));
        html! {
            div.pu-france__inset {
                svg viewBox=(INSET) aria-hidden="true" focusable="false" {
                    @for outline in INNER.iter().chain(&AROUND).filter_map(|code| outline(code)) {
                        (self.shape(outline, self.area(outline.code), Place::Inset))
                    }
                }
                p {
                    b { "Paris et petite couronne" }
                    @for area in named { span { (area.name) " " b.pu-num { (self.figure(Some(area))) } } }
                }
            }
        }
    }

    fn boxed(&self, outline: &Outline, area: Option<&Area>) -> Markup {
        html! {
            li {
                svg viewBox=(outline.view_box) aria-hidden="true" focusable="false" {
                    (self.shape(outline, area, Place::Box))
                }
                div { (area.map_or(outline.code, |a| &a.name)) }
                b.pu-num { (self.figure(area)) }
            }
        }
    }

    fn figure(&self, area: Option<&Area>) -> String {
        self.value(area).map_or_else(|| self.absent.clone(), |v| self.unit.show(v))
    }

    /// Each class in words with how many are in it; the absent last. A class between two equal bounds does not exist.
    fn classes(&self) -> Vec<(Option<&'static str>, String, usize)> {
        let [a, b, c] = self.bounds();
        let unit = &self.unit;
        let between = |from: f64, to: f64| {
            let end = round_to(to - unit.least(), unit.digits());
            let end_words = unit.show_short(end);
            if from == end { end_words } else { format!("{} à {end_words}", unit.bare(from)) }
        };
        let words = [
            ("c-q1", Some(format!("moins de {}", unit.show_short(a)))),
            ("c-q2", (a < b).then(|| between(a, b))),
            ("c-q3", (b < c).then(|| between(b, c))),
            ("c-q4", Some(format!("{} et plus", unit.show_short(c)))),
        ];
        let shown = self.shown();
        let classes = words.into_iter().filter_map(|(class, words)| {
            let n = shown.iter().filter(|v| v.is_some_and(|v| self.class(v) == class)).count();
            Some((Some(class), words?, n))
        });
        let absent = shown.iter().filter(|v| v.is_none()).count();
        classes.chain((absent > 0).then(|| (None, self.absent.clone(), absent))).collect()
    }

    /// The value of every shape of the map.
    fn shown(&self) -> Vec<Option<f64>> {
        let drawn = all().iter().map(|o| self.area(o.code));
        drawn.chain(self.without_outline().map(Some)).map(|a| self.value(a)).collect()
    }

    fn legend(&self) -> Markup {
        html! {
            p.pu-key {
                @for (class, words, n) in self.classes() {
                    (key_entry((14.0, 10.0), &self.swatch(class), &format!("{words} ({n})")))
                }
            }
        }
    }

    fn swatch(&self, class: Option<&str>) -> Markup {
        html! {
            @match class {
                Some(class) => (rect(class, (0.0, 0.0), (14.0, 10.0))),
                None => rect.c-outline fill=(self.hatch(Place::Box)) x="0.5" y="0.5" width="13" height="9" {},
            }
        }
    }

    fn description(&self) -> String {
        let classes: Vec<String> =
            self.classes().into_iter().map(|(_, words, n)| format!("{words}{NBSP}: {n}")).collect();
        format!(
            "{}, nombre de départements par classe. {}. Le détail est dans le tableau.",
            self.measured,
            classes.join(&format!("{NARROW}; "))
        )
    }

    fn table(&self) -> Table<'_> {
        let mut head = vec!["Département"];
        head.extend(self.more.iter().map(String::as_str));
        head.push(&self.measured);
        let mut rows: Vec<Row> = self.areas.iter().map(|a| Row::new(&a.name, self.cells(Some(a)))).collect();
        let unknown = all().iter().filter(|o| self.area(o.code).is_none());
        rows.extend(unknown.map(|o| Row::new(o.code, self.cells(None))));
        Table { caption: &self.frame.title, head, rows, foot: None }
    }

    fn cells(&self, area: Option<&Area>) -> Vec<Cell> {
        let given = area.map(|a| a.more.as_slice()).unwrap_or_default();
        let more =
            (0..self.more.len()).map(|i| given.get(i).map_or_else(|| Cell::Words(self.absent.clone()), Cell::number));
        let value = match self.value(area) {
            Some(v) => Cell::Number { text: self.unit.show(v), href: area.and_then(|a| a.href.clone()) },
            None => Cell::Words(self.absent.clone()),
        };
        more.chain([value]).collect()
    }
}

fn outline(code: &str) -> Option<&'static Outline> {
    all().iter().find(|o| same_code(o.code, code))
}

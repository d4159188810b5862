//! What every chart owes its reader, whatever it is given.

use std::collections::HashSet;

use charts::text::{Font, width};
use proptest::prelude::*;

use crate::any;
use crate::page::{Element, Page};

const GEOMETRY: [&str; 12] = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points"];

fn numbers(list: &str) -> Vec<f64> {
    list.split([' ', ',']).map(|n| n.parse().unwrap_or_else(|_| panic!("« {list} » is no list of numbers"))).collect()
}

/// Parses every coordinate: a NaN or an infinity anywhere would blank the drawing.
fn coordinates_are_numbers(page: &Page) {
    for element in &page.0 {
        for (name, value) in &element.attributes {
            if GEOMETRY.contains(&name.as_str()) || name == "viewBox" {
                for n in numbers(value) {
                    assert!(n.is_finite(), "{name}={value} in {}", element.name);
                }
            }
        }
    }
}

fn colours_come_from_classes(page: &Page) {
    for element in &page.0 {
        assert!(element.get("style").is_none() && element.get("stroke").is_none(), "{element:?}");
        if let Some(fill) = element.get("fill") {
            let id = fill.strip_prefix("url(#").and_then(|f| f.strip_suffix(')')).expect("only a pattern may fill");
            assert!(page.0.iter().any(|e| e.name == "pattern" && e.get("id") == Some(id)), "no pattern {id}");
        }
    }
}

fn ids_are_unique_and_references_lead_somewhere(page: &Page) {
    let mut ids = HashSet::new();
    for id in page.0.iter().filter_map(|e| e.get("id")) {
        assert!(ids.insert(id.to_owned()), "{id} twice");
    }
    for names in page.0.iter().filter_map(|e| e.get("aria-labelledby")) {
        for name in names.split(' ') {
            assert!(ids.contains(name), "nothing has id {name}");
        }
    }
}

/// Every drawing is an image with a name and a description, or hidden because words beside it say the same.
fn drawings_speak(page: &Page) {
    for svg in page.all("svg") {
        let named =
            svg.get("role") == Some("img") && (svg.get("aria-labelledby").is_some() || svg.get("aria-label").is_some());
        assert!(named != (svg.get("aria-hidden") == Some("true")), "{svg:?}");
    }
}

/// A figure has a real table, or says that there is nothing to show.
fn figures_have_their_data(page: &Page) {
    let tables: Vec<&Element> = page.all("table").collect();
    if tables.is_empty() {
        assert!(page.all("svg").next().is_none() && page.all("details").next().is_none());
        assert!(page.all("p").next().is_some_and(|p| !p.text.is_empty()));
        return;
    }
    assert_eq!(tables.len(), 1);
    assert_eq!((page.all("details").count(), page.all("summary").count(), page.all("caption").count()), (1, 1, 1));
    assert!(page.all("th").all(|th| matches!(th.get("scope"), Some("col" | "row"))));
    let rows = page.table();
    assert!(rows.len() > 1 && rows.iter().all(|r| r.len() == rows[0].len()), "ragged table: {rows:?}");
}

/// Where the letters of a `<text>` are: left, top, right, bottom.
fn box_of(text: &Element) -> (f64, f64, f64, f64) {
    let font = if text.has_class("c-b") {
        Font::Strong
    } else if text.has_class("c-t") {
        Font::Text
    } else {
        Font::Axis
    };
    let (x, y, w) = (text.number("x"), text.number("y"), width(&text.text, font));
    let left = if text.has_class("c-end") {
        x - w
    } else if text.has_class("c-mid") {
        x - w / 2.0
    } else {
        x
    };
    (left, y - 8.0, left + w, y + 1.0)
}

/// Labels neither cover each other nor leave the drawing, up to the rounding of coordinates.
fn labels_are_apart(page: &Page) {
    for (i, svg) in page.0.iter().enumerate().filter(|(_, e)| e.name == "svg") {
        let frame = numbers(svg.get("viewBox").expect("every drawing has a viewBox"));
        let texts: Vec<&Element> = page.within(i).filter(|e| e.name == "text" && !e.text.is_empty()).collect();
        let boxes: Vec<(f64, f64, f64, f64)> = texts.iter().map(|t| box_of(t)).collect();
        for (n, a) in boxes.iter().enumerate() {
            let inside = a.0 >= -0.2 && a.1 >= -0.2 && a.2 <= frame[2] + 0.2 && a.3 <= frame[3] + 0.2;
            assert!(inside, "{:?} leaves {frame:?}", texts[n]);
            for (m, b) in boxes.iter().enumerate().skip(n + 1) {
                let apart = a.2 <= b.0 + 0.2 || b.2 <= a.0 + 0.2 || a.3 <= b.1 + 0.2 || b.3 <= a.1 + 0.2;
                assert!(apart, "{:?} covers {:?}", texts[n], texts[m]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_it_is_given_a_chart_is_well_formed_finite_named_and_has_its_data(figure in any::figure()) {
        let page = Page::read(&figure);
        coordinates_are_numbers(&page);
        colours_come_from_classes(&page);
        ids_are_unique_and_references_lead_somewhere(&page);
        drawings_speak(&page);
        figures_have_their_data(&page);
        labels_are_apart(&page);
    }

    #[test]
    fn whatever_it_is_given_a_drawing_in_a_table_row_is_well_formed_finite_and_named(drawing in any::in_a_row()) {
        let page = Page::read(&drawing);
        coordinates_are_numbers(&page);
        colours_come_from_classes(&page);
        drawings_speak(&page);
    }

    #[test]
    fn every_mark_stays_inside_its_drawing(figure in any::figure()) {
        let page = Page::read(&figure);
        for (i, svg) in page.0.iter().enumerate().filter(|(_, e)| e.name == "svg" && e.get("role") == Some("img")) {
            let frame = numbers(svg.get("viewBox").unwrap());
            for e in page.within(i) {
                let of = |names: [&str; 4]| names.map(|n| e.number(n)).to_vec();
                let points: Vec<f64> = match e.name.as_str() {
                    "circle" => vec![e.number("cx"), e.number("cy")],
                    "line" => of(["x1", "y1", "x2", "y2"]),
                    "polyline" | "polygon" => numbers(e.get("points").unwrap()),
                    "rect" => {
                        let [x, y, w, h] = of(["x", "y", "width", "height"])[..] else { unreachable!() };
                        vec![x, y, x + w, y + h]
                    }
                    _ => continue,
                };
                for at in points.chunks(2) {
                    let inside = |v: f64, most: f64| v >= -0.1 && v <= most + 0.1;
                    prop_assert!(inside(at[0], frame[2]) && inside(at[1], frame[3]), "{e:?} leaves {frame:?}");
                }
            }
        }
    }

    #[test]
    fn a_remark_never_covers_a_bar_or_a_stroke(chart in any::bar_chart()) {
        let page = Page::read(&chart.render());
        let bars = page.classed("c-fill").into_iter().filter(|r| !r.inside.iter().any(|i| page.0[*i].has_class("pu-key")));
        let bars: Vec<(f64, f64, f64, f64)> = bars
            .map(|r| (r.number("x"), r.number("y"), r.number("x") + r.number("width"), r.number("y") + r.number("height")))
            .collect();
        let strokes = page.classed("c-tick").into_iter().filter(|r| !r.inside.iter().any(|i| page.0[*i].has_class("pu-key")));
        let strokes = strokes.map(|l| (l.number("x1"), l.number("y1") - 1.0, l.number("x2"), l.number("y2") + 1.0));
        let marks: Vec<(f64, f64, f64, f64)> = bars.into_iter().chain(strokes).collect();
        for remark in page.classed("c-halo").into_iter().filter(|t| !t.text.is_empty()) {
            let a = box_of(remark);
            for b in &marks {
                let apart = a.2 <= b.0 + 0.2 || b.2 <= a.0 + 0.2 || a.3 <= b.1 + 0.2 || b.3 <= a.1 + 0.2;
                prop_assert!(apart, "{:?} covers {:?}", remark, b);
            }
        }
    }
}

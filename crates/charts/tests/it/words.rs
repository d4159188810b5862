//! What is said around and instead of a drawing.

use charts::{Axis, Bar, BarChart, Datum, Frame, Level, Tick, Unit};

use crate::page::Page;

fn chart(frame: Frame, bars: Vec<Bar>) -> Page {
    let chart = BarChart {
        frame,
        unit: Unit::Count,
        axis: Axis::Time,
        dimension: "Mois".into(),
        name: "2026".into(),
        reference_name: None,
        bars,
    };
    Page::read(&chart.render())
}

fn bar(name: &str, value: impl Into<Datum>) -> Bar {
    Bar { tick: Tick::new(name, format!("{name} 2026")), value: value.into(), reference: None, note: None }
}

#[test]
fn a_chart_has_its_heading_its_sentence_and_its_data_behind_a_named_summary() {
    let page = chart(Frame::new("pre", "Présumés", "Octobre culmine.").level(Level::H2), vec![bar("oct.", 3.0)]);
    let figure = page.all("figure").next().unwrap();
    let heading = page.all("h2").next().unwrap();
    assert_eq!(figure.get("aria-labelledby"), heading.get("id"));
    assert_eq!(heading.text, "Présumés");
    assert_eq!(page.classed("pu-chart__read")[0].text, "Octobre culmine.");
    assert_eq!(page.all("summary").next().unwrap().text, "Les données\u{a0}: Présumés");
    assert_eq!(page.all("caption").next().unwrap().text, "Présumés");
}

#[test]
fn nothing_to_draw_is_said_in_a_sentence_without_an_empty_frame() {
    for bars in [Vec::new(), vec![bar("oct.", Datum::absent("à venir"))], vec![bar("oct.", f64::NAN)]] {
        let page = chart(Frame::new("g", "Présumés", "Octobre culmine."), bars);
        assert_eq!(page.all("svg").count() + page.all("table").count(), 0);
        assert_eq!(page.classed("pu-meta")[0].text, "Aucune donnée à montrer sur cette période.");
    }
}

#[test]
fn the_description_gives_the_range_and_where_it_is() {
    let page = chart(
        Frame::new("g", "T", "P."),
        vec![bar("août", 8.0), bar("oct.", 108.0), bar("nov.", Datum::absent("à venir"))],
    );
    assert_eq!(page.description(), "Barres\u{a0}: 2026, de 8 (août 2026) à 108 (oct. 2026). Sans valeur\u{a0}: 1.");
}

#[test]
fn a_figure_links_to_its_provenance_from_the_table() {
    let page = chart(Frame::new("g", "T", "P."), vec![bar("oct.", Datum::new(3.0).link("/provenance?m=10&x=1"))]);
    let link = page.all("a").next().unwrap();
    assert_eq!((link.get("href"), link.text.as_str()), (Some("/provenance?m=10&x=1"), "3"));
}

#[test]
fn names_from_outside_cannot_break_out_of_the_markup() {
    let page = chart(Frame::new("a b\"c", "<script>", "x < y & z"), vec![bar("<i>\"&", 3.0)]);
    assert!(page.all("script").next().is_none() && page.all("i").next().is_none());
    assert_eq!(page.classed("pu-chart__read")[0].text, "x < y & z");
    assert_eq!(page.all("title").next().unwrap().get("id"), Some("a-b\"c-t"));
}

//! What is drawn where, on small charts one can check by hand.

use charts::{
    Area, Axis, Bar, BarChart, Break, Bullet, BulletKey, Datum, Dots, Frame, FranceMap, Funnel, FunnelLimits,
    FunnelPlot, Group, Kind, LineChart, RatioMark, Series, Share, Size, Sparkline, Spot, Stage, Standing, Tick, Unit,
};

use crate::page::{Element, Page};

fn frame() -> Frame {
    Frame::new("g", "Titre", "Phrase.")
}

fn bar(name: &str, value: impl Into<Datum>) -> Bar {
    Bar { tick: Tick::new(name, name), value: value.into(), reference: None, note: None }
}

fn bars(axis: Axis, bars: Vec<Bar>) -> Page {
    let chart = BarChart {
        frame: frame(),
        unit: Unit::Count,
        axis,
        dimension: "Mois".into(),
        name: "2026".into(),
        reference_name: None,
        bars,
    };
    Page::read(&chart.render())
}

fn lines(series: Vec<Series>, breaks: Vec<Break>) -> Page {
    let ticks = (0..5).map(|i| Tick::new(format!("m{i}"), format!("mois {i}"))).collect();
    let chart = LineChart {
        frame: frame(),
        unit: Unit::PERCENT,
        dimension: "Mois".into(),
        ticks,
        series,
        breaks,
        size: Size::Column,
        zero_based: true,
    };
    Page::read(&chart.render())
}

fn series(kind: Kind, points: &[Option<f64>]) -> Series {
    Series { name: "2026".into(), kind, points: points.iter().map(|p| Datum::from(*p)).collect(), end_label: None }
}

/// The curves, without the samples beside the end labels.
fn curves<'a>(page: &'a Page, class: &'a str) -> Vec<usize> {
    let all: Vec<&Element> = page.classed(class).into_iter().filter(|e| e.name == "polyline").collect();
    let lengths = all.iter().map(|e| e.get("points").expect("points").split(' ').count());
    lengths.take(all.len().saturating_sub(1)).collect()
}

#[test]
fn a_bar_is_as_tall_as_its_value_from_zero() {
    let page = bars(Axis::Time, vec![bar("a", 10.0), bar("b", 20.0), bar("c", 40.0)]);
    let heights: Vec<f64> = page.classed("c-fill").iter().map(|r| r.number("height")).collect();
    assert!((heights[1] - 2.0 * heights[0]).abs() < 0.2 && (heights[2] - 4.0 * heights[0]).abs() < 0.3, "{heights:?}");
    let foot = page.classed("c-base")[0].number("y1");
    assert!(page.classed("c-fill").iter().all(|r| (r.number("y") + r.number("height") - foot).abs() < 0.11));
}

#[test]
fn a_zero_is_a_sliver_and_an_absent_value_is_nothing() {
    let page = bars(Axis::Time, vec![bar("a", 0.0), bar("b", Datum::absent("à venir")), bar("c", 40.0)]);
    assert_eq!(page.classed("c-fill").len(), 2);
    assert_eq!(page.table()[1..3], [["a", "0"], ["b", "à venir"]]);
}

#[test]
fn one_in_a_million_is_still_seen() {
    let page = bars(Axis::Time, vec![bar("a", 1.0), bar("b", 10_000_000.0)]);
    assert!(page.classed("c-fill").iter().all(|r| r.number("height") >= 1.5));
}

#[test]
fn last_year_is_a_stroke_across_the_bar_and_named_in_the_legend() {
    let mut one = bar("a", 10.0);
    one.reference = Some(Datum::new(12.0));
    let chart = BarChart {
        frame: frame(),
        unit: Unit::Count,
        axis: Axis::Time,
        dimension: "Mois".into(),
        name: "2026".into(),
        reference_name: Some("2025".into()),
        bars: vec![one],
    };
    let page = Page::read(&chart.render());
    let (tick, bar) = (page.classed("c-tick")[0].clone(), page.classed("c-fill")[0].clone());
    assert!(tick.number("y1") < bar.number("y") && tick.number("x1") < bar.number("x"));
    assert_eq!(page.classed("pu-key")[0].text, "20262025");
    assert_eq!(page.table(), [["Mois", "2026", "2025"], ["a", "10", "12"]]);
}

#[test]
fn the_tallest_bar_carries_its_number_unless_the_caller_chose_others() {
    let label = |page: &Page| page.classed("c-b").iter().map(|t| t.text.clone()).collect::<Vec<_>>();
    assert_eq!(label(&bars(Axis::Time, vec![bar("a", 10.0), bar("b", 30.0)])), ["30"]);
    let mut chosen = bar("a", 10.0);
    chosen.note = Some("10 en janvier".into());
    assert_eq!(label(&bars(Axis::Time, vec![chosen, bar("b", 30.0)])), ["10 en janvier"]);
    assert!(label(&bars(Axis::Time, vec![bar("a", 0.0), bar("b", 0.0)])).is_empty());
}

#[test]
fn bars_lie_down_when_names_do_not_fit_under_them() {
    let name = "Établissement d’enseignement agricole";
    let page = bars(Axis::Names, (0..12).map(|_| bar(name, 5.0)).collect());
    let rects = page.classed("c-fill");
    assert!(rects.iter().all(|r| r.number("height") == 12.0 && r.number("width") > 50.0));
    assert_eq!(page.table()[1], [name, "5"], "the whole name is in the table");
    let short = bars(Axis::Names, vec![bar("Filles", 5.0), bar("Garçons", 5.0)]);
    assert!(short.classed("c-fill").iter().all(|r| r.number("height") > 50.0));
}

#[test]
fn a_gap_cuts_the_line_and_a_lone_point_is_a_dot() {
    let page = lines(vec![series(Kind::Real, &[Some(1.0), Some(2.0), None, Some(4.0), None])], Vec::new());
    assert_eq!(curves(&page, "c-real"), [2], "the first two points only");
    assert_eq!(page.classed("c-hollow").len(), 1, "the lone last point");
    assert!(page.description().contains("une valeur absente"));
    let lone =
        lines(vec![series(Kind::Previous, &[None, Some(2.0)]), series(Kind::Target, &[None, Some(3.0)])], Vec::new());
    assert_eq!(lone.classed("c-hollow--prev").len(), 1);
    assert_eq!(lone.classed("c-ink").len(), 1);
}

#[test]
fn a_break_interrupts_real_lines_and_is_said_in_words_and_in_the_table() {
    let five = [Some(1.0), Some(2.0), Some(3.0), Some(4.0), Some(5.0)];
    let breaks =
        vec![Break { before: 2, label: "définition 2".into() }, Break { before: 0, label: "hors du graphique".into() }];
    let page = lines(vec![series(Kind::Real, &five), series(Kind::Target, &five)], breaks);
    assert_eq!(curves(&page, "c-real"), [2, 3]);
    assert_eq!(curves(&page, "c-target"), [5]);
    assert_eq!(page.classed("c-break").len(), 1);
    assert_eq!(page.classed("c-old").len(), 1);
    assert!(page.description().contains("définition 2") && !page.description().contains("hors du graphique"));
    assert!(page.table()[3][0].contains("définition 2"));
}

#[test]
fn each_kind_of_line_has_its_own_dash_and_each_real_line_its_own_points() {
    let two = [Some(1.0), Some(2.0)];
    let page = lines(
        vec![
            series(Kind::Real, &two),
            series(Kind::Real, &two),
            series(Kind::Previous, &two),
            series(Kind::Target, &two),
        ],
        Vec::new(),
    );
    for class in ["c-real", "c-prev", "c-target"] {
        assert!(page.all("polyline").any(|p| p.has_class(class)), "{class}");
    }
    let marks: Vec<&str> = page.classed("c-fill").iter().map(|e| e.name.as_str()).collect();
    assert!(marks.contains(&"circle") && marks.contains(&"polygon"));
}

#[test]
fn a_long_name_is_cut_before_its_figure_is() {
    let mut long = series(Kind::Real, &[Some(1.0), Some(42.5)]);
    long.name = "Part des jeunes confirmés en solution".into();
    let page = lines(vec![long], Vec::new());
    let label = &page.classed("c-b")[0].text;
    assert!(label.starts_with("Part") && label.ends_with("…\u{a0}: 42,5\u{202f}%"), "{label}");
    let short = lines(vec![series(Kind::Real, &[Some(1.0), Some(0.0)])], Vec::new());
    assert_eq!(short.classed("c-b")[0].text, "2026\u{a0}: 0,0\u{202f}%", "a label that fits is whole");
}

#[test]
fn a_wide_chart_is_drawn_twice_with_ids_of_its_own() {
    let chart = LineChart {
        frame: frame(),
        unit: Unit::Count,
        dimension: "Mois".into(),
        ticks: Vec::new(),
        series: vec![series(Kind::Real, &[Some(1.0), Some(2.0)])],
        breaks: Vec::new(),
        size: Size::Wide,
        zero_based: true,
    };
    let page = Page::read(&chart.render());
    assert_eq!((page.classed("pu-on-wide").len(), page.classed("pu-on-narrow").len()), (1, 1));
    assert_eq!(
        page.all("svg").map(|s| s.get("aria-labelledby").unwrap()).collect::<Vec<_>>(),
        ["g-t g-d", "g-tn g-dn"]
    );
}

#[test]
fn a_funnel_is_a_list_with_a_bar_a_linked_number_and_who_left() {
    let stage = |label: &str, count, left: &str| Stage {
        label: label.into(),
        count,
        left: left.into(),
        href: Some("/p".into()),
        strong: count == 400,
    };
    let stages = vec![
        stage("Présumés", 400, "reçus"),
        stage("Confirmés", 100, "300 non concernés"),
        stage("En solution", 0, "tous"),
    ];
    let page = Page::read(&Funnel { frame: frame(), counted: "Jeunes".into(), stages }.render());
    let widths: Vec<f64> = page.all("rect").filter(|r| r.has_class("c-fill")).map(|r| r.number("width")).collect();
    assert_eq!(widths, [1000.0, 250.0, 0.0]);
    assert_eq!(
        page.all("li").map(|l| l.text.clone()).collect::<Vec<_>>(),
        ["Présumés400reçus", "Confirmés100300 non concernés", "En solution0tous"]
    );
    assert_eq!(page.table()[2], ["Confirmés", "100", "25,0\u{202f}%", "300 non concernés"]);
    assert!(page.all("li").count() == page.all("a").filter(|a| a.has_class("pu-fig")).count() / 2);
}

#[test]
fn dots_show_share_interval_and_the_whole() {
    let group = |label: &str, count, total| Group { label: label.into(), share: Share { count, total }, href: None };
    let dots = Dots {
        frame: frame(),
        dimension: "Sexe".into(),
        counted: "En solution".into(),
        among: "Confirmés".into(),
        groups: vec![group("Filles", 29, 81), group("Garçons", 39, 133), group("Autre", 0, 0)],
        overall: Share { count: 68, total: 214 },
        scale_end: Some(60.0),
    };
    let page = Page::read(&dots.render());
    assert_eq!((page.classed("c-ci").len(), page.all("circle").count(), page.classed("c-target").len()), (2, 2, 1));
    for (ci, dot) in page.classed("c-ci").iter().zip(page.all("circle")) {
        assert!(ci.number("x1") < dot.number("cx") && dot.number("cx") < ci.number("x2"));
    }
    assert_eq!(page.table()[1], ["Filles", "29", "81", "35,8\u{202f}%", "26,2 à 46,7\u{202f}%"]);
    assert_eq!(page.table()[3], ["Autre", "0", "0", "sans objet", "sans objet"]);
    assert_eq!(page.table()[4][..4], ["Ensemble", "68", "214", "31,8\u{202f}%"]);
}

#[test]
fn a_bullet_says_its_four_figures_and_keeps_its_marks_inside() {
    let names = BulletKey {
        value: "valeur".into(),
        trajectory: "trajectoire".into(),
        target: "cible".into(),
        previous: "2025".into(),
    };
    let bullet = Bullet {
        label: "Délai".into(),
        unit: Unit::days(),
        value: Some(40.0),
        trajectory: Some(0.0),
        target: Some(25.0),
        previous: None,
        max: 25.0,
        names,
    };
    let page = Page::read(&bullet.render());
    let svg = page.all("svg").next().unwrap();
    assert_eq!(
        svg.get("aria-label").unwrap(),
        "Délai\u{a0}: 40\u{a0}jours, trajectoire\u{a0}: 0\u{a0}jour, cible\u{a0}: 25\u{a0}jours"
    );
    assert_eq!(page.classed("c-paper").len(), 1, "a bar off the scale is shown cut");
    assert_eq!(page.classed("c-hollow--prev").len(), 0);
}

#[test]
fn a_sparkline_says_where_it_starts_and_ends_and_survives_one_point_or_none() {
    let spark = |values: &[Option<f64>]| {
        Page::read(
            &Sparkline { label: "Part".into(), unit: Unit::PERCENT, values: values.to_vec(), range: None }.render(),
        )
    };
    let page = spark(&[Some(20.0), None, Some(30.0), Some(31.8)]);
    assert_eq!(
        page.all("svg").next().unwrap().get("aria-label").unwrap(),
        "Part\u{a0}: de 20,0\u{202f}% à 31,8\u{202f}%"
    );
    assert_eq!(page.all("polyline").count(), 1);
    assert!(spark(&[Some(5.0)]).all("circle").count() > 0);
    assert_eq!(spark(&[None]).all("span").next().unwrap().text, "pas de donnée");
}

fn map(areas: Vec<(&str, Option<f64>)>) -> Page {
    let areas = areas
        .into_iter()
        .map(|(code, value)| Area {
            code: code.into(),
            name: format!("nom {code}"),
            value,
            more: Vec::new(),
            href: None,
        })
        .collect();
    let map = FranceMap {
        frame: frame(),
        unit: Unit::PERCENT,
        measured: "Part".into(),
        bounds: [28.0, 30.5, 33.0],
        absent: "non transmis".into(),
        more: Vec::new(),
        areas,
    };
    Page::read(&map.render())
}

#[test]
fn the_map_has_101_shapes_five_of_them_in_boxes_and_the_inner_suburbs_again() {
    let page = map(vec![("01", Some(27.0))]);
    assert_eq!(page.all("path").count(), 101 + 8);
    assert_eq!(page.all("li").count(), 5);
    assert_eq!(page.table().len(), 1 + 101);
}

#[test]
fn a_departement_takes_the_colour_of_what_is_printed() {
    // 30.46 prints 30,5 and belongs with 30,5; 27.96 prints 28,0.
    let page = map(vec![
        ("1", Some(27.94)),
        ("02", Some(27.96)),
        ("03", Some(30.46)),
        ("0971", Some(33.0)),
        ("2a", Some(50.0)),
    ]);
    let count = |class: &str| page.all("path").filter(|p| p.has_class(class)).count();
    assert_eq!([count("c-q1"), count("c-q2"), count("c-q3"), count("c-q4")], [1, 1, 1, 2]);
    let legend = page.classed("pu-key")[0].text.clone();
    assert_eq!(
        legend,
        "moins de 28\u{202f}% (1)28 à 30,4\u{202f}% (1)30,5 à 32,9\u{202f}% (1)33\u{202f}% et plus (2)non transmis (96)"
    );
}

#[test]
fn an_unknown_collectivity_gets_a_box_rather_than_being_lost() {
    let page = map(vec![("01", Some(27.0)), ("975", Some(31.0))]);
    assert_eq!(page.all("li").count(), 6);
    assert!(page.all("li").last().unwrap().text.contains("nom 975"));
    assert_eq!(page.table().len(), 1 + 102);
}

#[test]
fn every_value_of_the_map_is_counted_in_one_class_of_the_legend() {
    let codes = ["01", "02", "03", "04", "05", "06", "07"];
    let values = [27.9, 28.0, 30.4, 30.5, 32.9, 33.0, 100.0];
    let page = map(codes.into_iter().zip(values.map(Some)).collect());
    let legend = page.classed("pu-key")[0].text.clone();
    let counts: Vec<u32> =
        legend.split('(').skip(1).map(|part| part.split(')').next().unwrap().parse().unwrap()).collect();
    assert_eq!(counts, [1, 2, 2, 2, 94]);
}

fn spot(label: &str, (count, total): (u64, u64), standing: Standing, chosen: bool) -> Spot {
    let limits = FunnelLimits { size: total, usual: (20.0, 40.0), wide: (15.0, 45.0) };
    Spot {
        label: label.into(),
        share: Share { count, total },
        standing,
        limits,
        said: "dans les limites".into(),
        chosen,
        href: Some("#d-ou".into()),
    }
}

fn funnel_plot(spots: Vec<Spot>) -> Page {
    let narrowing = |size: u64| {
        let far = 300.0 / (size as f64).sqrt();
        let around = |far: f64| (30.0 - far, 30.0 + far);
        FunnelLimits { size, usual: around(far / 2.0), wide: around(far) }
    };
    let plot = FunnelPlot {
        frame: frame(),
        dimension: "Plate-forme".into(),
        counted: "Contactés".into(),
        among: "Confirmés".into(),
        overall: Share { count: 90, total: 300 },
        spots,
        limits: (1..=40).map(|n| narrowing(n * 10)).collect(),
    };
    Page::read(&plot.render())
}

#[test]
fn a_funnel_plot_has_circles_inside_triangles_outside_and_no_point_of_few() {
    let page = funnel_plot(vec![
        spot("Brest", (30, 100), Standing::Inside, false),
        spot("Lorient", (20, 400), Standing::Below, false),
        spot("Morlaix", (9, 9), Standing::TooSmall, false),
        spot("Rennes", (180, 300), Standing::Above, false),
    ]);
    let drawn = |name: &str, class: &str| -> Vec<Element> {
        let shown = |e: &&Element| e.name == name && e.inside.iter().any(|i| page.0[*i].has_class("pu-on-wide"));
        page.classed(class).into_iter().filter(shown).cloned().collect()
    };
    assert_eq!((drawn("circle", "c-hollow").len(), drawn("polygon", "c-fill").len()), (1, 2));
    assert_eq!((drawn("polyline", "c-limit").len(), drawn("polyline", "c-limit--2").len()), (4, 2));
    assert!(drawn("text", "c-b").is_empty(), "nobody is named who was not chosen");
    let tip = |triangle: &Element| -> f64 {
        let points = triangle.get("points").unwrap().split([' ', ',']).map(|n| n.parse::<f64>().unwrap());
        let ys: Vec<f64> = points.skip(1).step_by(2).collect();
        ys[0] - ys[1]
    };
    let tips: Vec<f64> = drawn("polygon", "c-fill").iter().map(tip).collect();
    assert!(tips[0] > 0.0 && tips[1] < 0.0, "down for Lorient, up for Rennes: {tips:?}");
}

#[test]
fn a_funnel_plot_names_whom_the_reader_chose_and_all_are_in_its_table_in_the_order_given() {
    let page = funnel_plot(vec![
        spot("Brest", (30, 100), Standing::Inside, true),
        spot("Morlaix", (9, 9), Standing::TooSmall, true),
        spot("Rennes", (180, 300), Standing::Above, false),
    ]);
    let names: Vec<&str> = page.classed("c-halo").iter().map(|t| t.text.as_str()).collect();
    assert_eq!(names, ["Brest\u{a0}30,0\u{202f}%"; 2], "once on each drawing");
    let rows: Vec<String> = page.table().into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(rows, ["Plate-forme", "Brest", "Morlaix", "Rennes", "Ensemble"]);
    assert_eq!(page.table()[1][4], "20,0 à 40,0\u{202f}%");
    assert_eq!(page.table()[2][4], "sans objet");
    assert!(page.description().contains("Au-dessus des limites à 99,8\u{202f}%\u{a0}: Rennes (60,0\u{202f}%)."));
}

#[test]
fn a_funnel_plot_of_few_only_says_so() {
    let page = funnel_plot(vec![spot("Morlaix", (9, 9), Standing::TooSmall, true)]);
    assert!(page.all("svg").next().is_none() && page.all("p").count() == 1);
}

#[test]
fn a_ratio_is_as_far_from_one_when_it_doubles_as_when_it_halves() {
    let x = |value: f64| {
        let mark = RatioMark { label: "Brest".into(), value, interval: (value * 0.9, value * 1.1) };
        Page::read(&mark.render()).classed("c-fill")[0].number("cx")
    };
    assert!(((x(2.0) - x(1.0)) - (x(1.0) - x(0.5))).abs() < 0.11);
    assert_eq!((x(0.0), x(9.0)), (x(0.5), x(2.0)), "beyond, it stops at the edge");
}

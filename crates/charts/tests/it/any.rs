//! Any chart a caller could ask for: any value, any label, any number of things.

use charts::{
    Area, Axis, Bar, BarChart, Break, Bullet, BulletKey, Datum, Dots, Frame, FranceMap, Funnel, FunnelLimits,
    FunnelPlot, Group, Kind, LineChart, RatioMark, Series, Share, Size, Sparkline, Spot, Stage, Standing, Tick, Unit,
};
use maud::Markup;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub fn value() -> impl Strategy<Value = f64> {
    let counts = (0u32..10_000_000).prop_map(f64::from);
    prop_oneof![4 => 0.0..100.0f64, 2 => counts, 1 => any::<f64>(), 1 => Just(0.0), 1 => -1e4..1e4f64]
}

pub fn datum() -> impl Strategy<Value = Datum> {
    prop_oneof![4 => value().prop_map(Datum::new), 1 => words().prop_map(Datum::absent)]
}

pub fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zéèà’ ]{0,12}",
        "\\PC{0,60}",
        "[A-Z][a-zé]{0,30}( [a-z]{1,25}){0,6}",
        Just("<b>&\"'\u{202f}%".to_owned())
    ]
}

pub fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Count),
        Just(Unit::PERCENT),
        Just(Unit::days()),
        (words(), 0u8..4).prop_map(|(w, digits)| Unit::Named { one: w.clone(), many: w, digits }),
    ]
}

pub fn frame() -> impl Strategy<Value = Frame> {
    ("[a-z][a-z0-9 ]{0,8}", words(), words()).prop_map(|(id, title, reading)| Frame::new(id, title, reading))
}

fn tick() -> impl Strategy<Value = Tick> {
    (words(), words()).prop_map(|(short, long)| Tick { short, long })
}

pub fn bar_chart() -> impl Strategy<Value = BarChart> {
    let bar = (tick(), datum(), option::of(datum()), option::weighted(0.2, words()))
        .prop_map(|(tick, value, reference, note)| Bar { tick, value, reference, note });
    let axis = prop_oneof![Just(Axis::Time), Just(Axis::Names)];
    (frame(), unit(), axis, option::of(words()), vec(bar, 0..40)).prop_map(
        |(frame, unit, axis, reference_name, bars)| BarChart {
            frame,
            unit,
            axis,
            dimension: "Mois".into(),
            name: "2026".into(),
            reference_name,
            bars,
        },
    )
}

pub fn line_chart() -> impl Strategy<Value = LineChart> {
    let kind = prop_oneof![2 => Just(Kind::Real), 1 => Just(Kind::Previous), 1 => Just(Kind::Target)];
    let series = (words(), kind, vec(datum(), 0..40), option::of(words()))
        .prop_map(|(name, kind, points, end_label)| Series { name, kind, points, end_label });
    let breaks = vec((0usize..40, words()).prop_map(|(before, label)| Break { before, label }), 0..4);
    let size = prop_oneof![Just(Size::Column), Just(Size::Wide)];
    (frame(), unit(), vec(tick(), 0..40), vec(series, 0..20), breaks, size, any::<bool>()).prop_map(
        |(frame, unit, ticks, series, breaks, size, zero_based)| LineChart {
            frame,
            unit,
            dimension: "Mois".into(),
            ticks,
            series,
            breaks,
            size,
            zero_based,
        },
    )
}

fn share() -> impl Strategy<Value = Share> {
    prop_oneof![(0u64..100, 0u64..200), (0u64..10_000_000, 0u64..10_000_000), (any::<u64>(), any::<u64>())]
        .prop_map(|(count, total)| Share { count, total })
}

pub fn dots() -> impl Strategy<Value = Dots> {
    let group = (words(), share()).prop_map(|(label, share)| Group { label, share, href: None });
    (frame(), vec(group, 0..12), share(), option::of(any::<f64>())).prop_map(|(frame, groups, overall, scale_end)| {
        Dots {
            frame,
            dimension: "Âge".into(),
            counted: "En solution".into(),
            among: "Confirmés".into(),
            groups,
            overall,
            scale_end,
        }
    })
}

pub fn funnel() -> impl Strategy<Value = Funnel> {
    let stage = (words(), prop_oneof![0u64..500, any::<u64>()], words(), option::of(words()), any::<bool>())
        .prop_map(|(label, count, left, href, strong)| Stage { label, count, left, href, strong });
    (frame(), vec(stage, 0..8)).prop_map(|(frame, stages)| Funnel { frame, counted: "Jeunes".into(), stages })
}

fn limits() -> impl Strategy<Value = FunnelLimits> {
    let size = prop_oneof![4 => 0u64..2_000, 1 => any::<u64>()];
    let pair = || (value(), value());
    (size, pair(), pair()).prop_map(|(size, usual, wide)| FunnelLimits { size, usual, wide })
}

pub fn funnel_plot() -> impl Strategy<Value = FunnelPlot> {
    let standing =
        prop_oneof![Just(Standing::TooSmall), Just(Standing::Inside), Just(Standing::Above), Just(Standing::Below)];
    let spot =
        (words(), share(), standing, limits(), any::<bool>()).prop_map(|(label, share, standing, limits, chosen)| {
            Spot { label, share, standing, limits, said: "dans les limites".into(), chosen, href: None }
        });
    (frame(), words(), share(), vec(spot, 0..30), vec(limits(), 0..60)).prop_map(
        |(frame, among, overall, spots, limits)| FunnelPlot {
            frame,
            dimension: "Plate-forme".into(),
            counted: "Contactés".into(),
            among,
            overall,
            spots,
            limits,
        },
    )
}

pub fn map() -> impl Strategy<Value = FranceMap> {
    let code =
        prop_oneof![3 => (1u32..96).prop_map(|n| format!("{n:02}")), 1 => "97[1-9]", 1 => "0?2[AB]", 1 => words()];
    let area = (code, words(), option::of(value()), vec(words(), 0..3)).prop_map(|(code, name, value, more)| Area {
        code,
        name,
        value,
        more,
        href: None,
    });
    let bounds = [value(), value(), value()];
    (frame(), unit(), bounds, vec(area, 0..30)).prop_map(|(frame, unit, bounds, areas)| FranceMap {
        frame,
        unit,
        measured: "Part".into(),
        bounds,
        absent: "non transmis".into(),
        more: vec!["Région".into()],
        areas,
    })
}

pub fn in_a_row() -> impl Strategy<Value = Markup> {
    let names = BulletKey { value: "v".into(), trajectory: "t".into(), target: "c".into(), previous: "p".into() };
    let four = (option::of(value()), option::of(value()), option::of(value()), option::of(value()));
    let bullet =
        (words(), unit(), four, value()).prop_map(move |(label, unit, (value, trajectory, target, previous), max)| {
            Bullet { label, unit, value, trajectory, target, previous, max, names: names.clone() }.render()
        });
    let range = option::of((value(), value()));
    let spark = (words(), unit(), vec(option::of(value()), 0..20), range)
        .prop_map(|(label, unit, values, range)| Sparkline { label, unit, values, range }.render());
    let ratio = (words(), value(), (value(), value()))
        .prop_map(|(label, value, interval)| RatioMark { label, value, interval }.render());
    prop_oneof![bullet, spark, ratio]
}

/// Any chart with a frame.
pub fn figure() -> impl Strategy<Value = Markup> {
    prop_oneof![
        3 => bar_chart().prop_map(|c| c.render()),
        3 => line_chart().prop_map(|c| c.render()),
        2 => dots().prop_map(|c| c.render()),
        1 => funnel().prop_map(|c| c.render()),
        2 => funnel_plot().prop_map(|c| c.render()),
        1 => map().prop_map(|c| c.render()),
    ]
}

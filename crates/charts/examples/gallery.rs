//! Every chart in many states, on one page, to be looked at.
//!
//! `cargo run -p charts --example gallery -- [--dark] STYLESHEET… > gallery.html`
//! The style sheets (the design system's, then the page's own) are linked as given.

use charts::{
    Area, Axis, Bar, BarChart, Break, Bullet, BulletKey, Datum, Dots, Frame, FranceMap, Funnel, FunnelLimits,
    FunnelPlot, Group, Kind, Level, LineChart, RatioMark, Series, Share, Size, Sparkline, Spot, Stage, Standing, Tick,
    Unit,
};
use maud::{DOCTYPE, Markup, html};

const MONTHS: [(&str, &str); 12] = [
    ("janv.", "janvier"),
    ("févr.", "février"),
    ("mars", "mars"),
    ("avr.", "avril"),
    ("mai", "mai"),
    ("juin", "juin"),
    ("juil.", "juillet"),
    ("août", "août"),
    ("sept.", "septembre"),
    ("oct.", "octobre"),
    ("nov.", "novembre"),
    ("déc.", "décembre"),
];

fn main() {
    let (flags, sheets): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let theme = if flags.iter().any(|f| f == "--dark") { "dark" } else { "light" };
    let page = html! {
        (DOCTYPE)
        html lang="fr" data-fr-scheme=(theme) data-fr-theme=(theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Graphiques" }
                @for sheet in &sheets { link rel="stylesheet" href=(sheet); }
            }
            body {
                main.pu {
                    div.fr-container {
                        h1 { "Graphiques" }
                        (section("Barres", "pu-grid3", &bars()))
                        (section("Lignes", "pu-grid3", &lines()))
                        (section("Lignes, demi-page", "pu-two", &wide_lines()))
                        (section("Entonnoirs", "pu-two", &funnels()))
                        (section("Selon les jeunes", "pu-grid4", &dots()))
                        (section("Écarts et hasard", "pu-two", &funnel_plots()))
                        (headline())
                        (section("France", "pu-two pu-two--map", &maps()))
                    }
                }
            }
        }
    };
    println!("{}", page.into_string());
}

fn section(title: &str, grid: &str, charts: &[Markup]) -> Markup {
    html! {
        section.pu-sect { h2 { (title) } div class=(grid) { @for chart in charts { (chart) } } }
    }
}

fn frame(id: &str, title: &str, reading: &str) -> Frame {
    Frame::new(id, title, reading)
}

fn month(i: usize, value: Option<f64>, reference: Option<f64>) -> Bar {
    let (short, long) = MONTHS[i % 12];
    let value = value.map_or_else(|| Datum::absent("à venir"), |v| Datum::new(v).link("#provenance"));
    Bar { tick: Tick::new(short, long), value, reference: reference.map(Datum::new), note: None }
}

fn named(name: &str, value: impl Into<Datum>, reference: Option<f64>) -> Bar {
    Bar { tick: Tick::new(name, name), value: value.into(), reference: reference.map(Datum::new), note: None }
}

fn bar_chart(frame: Frame, unit: Unit, axis: Axis, bars: Vec<Bar>) -> Markup {
    let reference_name = bars.iter().any(|b| b.reference.is_some()).then(|| "2025".to_owned());
    let dimension = if axis == Axis::Time { "Mois" } else { "Source" }.to_owned();
    BarChart { frame, unit, axis, dimension, name: "2026".into(), reference_name, bars }.render()
}

fn bars() -> Vec<Markup> {
    let now = [34., 48., 44., 27., 22., 25., 12., 8., 39., 108., 85.];
    let before = [31., 45., 40., 29., 24., 22., 10., 9., 36., 112., 98., 28.];
    let mut year: Vec<Bar> = (0..12).map(|i| month(i, now.get(i).copied(), Some(before[i]))).collect();
    year[9].note = Some("108 en octobre, 112 en 2025".into());
    let mut noted = year.clone();
    noted[8].note = Some("39 en septembre".into());
    noted[10].note = Some("85 au 23 novembre".into());
    noted[1].note = Some("48 en février".into());
    let long = [
        "Liste du système interministériel d’échange d’informations",
        "Missions locales",
        "Ruptures de contrats d’apprentissage signalées par les centres de formation",
        "Venue spontanée",
        "Établissements agricoles",
        "Maisons familiales rurales",
        "Écoles de la deuxième chance",
        "Protection judiciaire de la jeunesse",
        "Aide sociale à l’enfance",
        "Centres d’information et d’orientation",
        "Anticonstitutionnellementinséparable",
        "Collectivités",
    ];
    let names = |n: usize| -> Vec<Bar> {
        long.iter()
            .take(n)
            .enumerate()
            .map(|(i, l)| {
                named(l, Datum::new(if i == 3 { 0.0 } else { 180.0 / (i + 1) as f64 }), Some(150.0 / (i + 1) as f64))
            })
            .collect()
    };
    let mut twelve = names(12);
    twelve[5].value = Datum::absent("non transmis");
    let millions: Vec<Bar> = (0..12).map(|i| month(i, Some(10_000_000.0 / (i + 1) as f64), None)).collect();
    let zeros: Vec<Bar> = (0..12).map(|i| month(i, Some(0.0), Some(0.0))).collect();
    let years: Vec<Bar> = (0..36).map(|i| month(i, Some(((i * 37) % 53) as f64), None)).collect();
    let gaps: Vec<Bar> = (0..12).map(|i| month(i, (i % 3 != 1).then_some(20.0 + i as f64), None)).collect();
    let shares = vec![
        named("Filles", 35.8, None),
        named("Garçons", 29.3, None),
        named("Non précisé", Datum::absent("effectif masqué"), None),
    ];
    vec![
        bar_chart(
            frame("b1", "Nouveaux présumés par mois", "Octobre est au niveau de 2025."),
            Unit::Count,
            Axis::Time,
            year,
        ),
        bar_chart(frame("b2", "Plusieurs étiquettes", "Quatre barres commentées."), Unit::Count, Axis::Time, noted),
        bar_chart(frame("b3", "Trois noms courts", "Tout tient sous les barres."), Unit::PERCENT, Axis::Names, shares),
        bar_chart(frame("b4", "Douze noms longs", "Les barres se couchent."), Unit::Count, Axis::Names, twelve),
        bar_chart(frame("b5", "Des millions", "De 833 333 à 10 millions."), Unit::Count, Axis::Time, millions),
        bar_chart(frame("b6", "Tout à zéro", "Rien sur l’année."), Unit::Count, Axis::Time, zeros),
        bar_chart(frame("b7", "Trente-six mois", "Un nom sur six."), Unit::Count, Axis::Time, years),
        bar_chart(
            frame("b8", "Un seul mois", "Janvier seulement."),
            Unit::Count,
            Axis::Time,
            vec![month(0, Some(3.0), Some(2.0))],
        ),
        bar_chart(frame("b9", "Mois manquants", "Un mois sur trois n’est pas connu."), Unit::Count, Axis::Time, gaps),
        bar_chart(frame("b10", "Vide", ""), Unit::Count, Axis::Time, Vec::new()),
        bar_chart(
            frame("b11", "Négatifs", "Écart à 2025."),
            Unit::Count,
            Axis::Time,
            (0..12).map(|i| month(i, Some(i as f64 * 7.0 - 30.0), None)).collect(),
        ),
        bar_chart(frame("b12", "Quatre noms longs", "Deux lignes."), Unit::days(), Axis::Names, names(4)),
    ]
}

fn series(name: &str, kind: Kind, points: impl IntoIterator<Item = Option<f64>>) -> Series {
    let points = points.into_iter().map(|p| p.map_or_else(|| Datum::absent("à venir"), Datum::new)).collect();
    Series { name: name.into(), kind, points, end_label: None }
}

fn line_chart(frame: Frame, unit: Unit, months: usize, series: Vec<Series>) -> LineChart {
    let ticks =
        (0..months).map(|i| Tick::new(MONTHS[i % 12].0, format!("{} {}", MONTHS[i % 12].1, 2024 + i / 12))).collect();
    LineChart {
        frame,
        unit,
        dimension: "Fin de mois".into(),
        ticks,
        series,
        breaks: Vec::new(),
        size: Size::Column,
        zero_based: false,
    }
}

const REAL: [f64; 11] = [21.4, 22.8, 24.0, 25.9, 26.7, 27.5, 28.0, 28.3, 31.0, 30.6, 31.8];
const PREVIOUS: [f64; 12] = [19.8, 20.5, 21.9, 23.0, 23.8, 24.9, 25.2, 25.8, 27.6, 28.0, 28.9, 29.4];

fn usual() -> Vec<Series> {
    let mut real = series("2026", Kind::Real, REAL.map(Some));
    real.end_label = Some("31,8 au 23".into());
    let mut target = series("Trajectoire", Kind::Target, (0..12).map(|i| Some(22.0 + 13.0 * i as f64 / 11.0)));
    target.end_label = Some("cible 35".into());
    vec![real, target, series("2025", Kind::Previous, PREVIOUS.map(Some))]
}

fn lines() -> Vec<Markup> {
    let gaps = vec![
        series("2026", Kind::Real, (0..12).map(|i| (i % 4 != 2).then_some(20.0 + i as f64))),
        series("2025", Kind::Previous, (0..12).map(|i| (i % 5 != 1).then_some(18.0 + i as f64))),
        series("Cible", Kind::Target, (0..12).map(|i| (i == 6).then_some(30.0))),
    ];
    let same = (0..8)
        .map(|s| {
            series(
                ["Brest", "Morlaix", "Quimper", "Carhaix", "Lorient", "Vannes", "Pontivy", "Ploërmel"][s],
                Kind::Real,
                (0..12).map(move |i| Some(40.0 + (s as f64 * 0.1) + i as f64 * 0.2)),
            )
        })
        .collect();
    let four = (0..4)
        .map(|s| {
            series(
                ["Brest", "Morlaix", "Quimper", "Carhaix"][s],
                Kind::Real,
                (0..12).map(move |i| Some(10.0 + ((i * (s + 3)) % 11) as f64 + 4.0 * s as f64)),
            )
        })
        .collect();
    let mut millions = line_chart(
        frame("l5", "Des millions", "Un cumul."),
        Unit::Count,
        12,
        vec![series(
            "Dossiers suivis depuis l’ouverture de la plate-forme",
            Kind::Real,
            (0..12).map(|i| Some(1e7 * f64::from(i) / 11.0)),
        )],
    );
    millions.zero_based = true;
    vec![
        line_chart(
            frame("l1", "En solution, cumul", "Sous la trajectoire depuis juin, de 1,7 point aujourd’hui."),
            Unit::PERCENT,
            12,
            usual(),
        )
        .render(),
        line_chart(frame("l2", "Des trous", "Quatre mois ne sont pas connus."), Unit::PERCENT, 12, gaps).render(),
        line_chart(frame("l3", "Huit lignes au même endroit", "Les étiquettes s’écartent."), Unit::PERCENT, 12, same)
            .render(),
        line_chart(frame("l4", "Quatre lignes qui se croisent", "Quatre formes de points."), Unit::Count, 12, four)
            .render(),
        millions.render(),
        line_chart(
            frame("l6", "Un seul point", "Janvier seulement."),
            Unit::PERCENT,
            1,
            vec![series("2026", Kind::Real, [Some(100.0)])],
        )
        .render(),
        line_chart(
            frame("l7", "Tout à zéro", "Rien encore."),
            Unit::PERCENT,
            12,
            vec![series("2026", Kind::Real, [Some(0.0); 12])],
        )
        .render(),
        line_chart(frame("l8", "Vide", ""), Unit::PERCENT, 12, vec![series("2026", Kind::Real, [None; 12])]).render(),
        line_chart(
            frame("l9", "Début d’année", "Deux mois sur douze."),
            Unit::days(),
            12,
            vec![
                series("2026", Kind::Real, [Some(14.0), Some(11.0)]),
                series("2025", Kind::Previous, PREVIOUS.map(|v| Some(v - 8.0))),
            ],
        )
        .render(),
    ]
}

fn wide_lines() -> Vec<Markup> {
    let before = (0..36).map(|i| (i < 24).then_some(26.8 + 0.2 * f64::from(i)));
    let after = (0..36).map(|i| (12..24).contains(&i).then_some(28.0 + 0.14 * f64::from(i - 12)));
    let now = before.zip(0..36).map(|(v, i)| v.or_else(|| Some(29.6 + 0.1 * f64::from(i - 24))));
    let mut broken = line_chart(
        frame("w1", "Trois campagnes, une rupture de série", "La baisse vient de la définition."),
        Unit::PERCENT,
        36,
        vec![series("En solution", Kind::Real, now), series("2024 recalculé", Kind::Previous, after)],
    );
    broken.breaks = vec![Break { before: 24, label: "janvier 2026, définition 2".into() }];
    broken.size = Size::Wide;
    let mut twice =
        line_chart(frame("w2", "Deux ruptures proches", "Les noms s’empilent."), Unit::PERCENT, 12, usual());
    twice.breaks = vec![
        Break { before: 5, label: "juin, définition 2".into() },
        Break { before: 7, label: "août, définition 3".into() },
    ];
    twice.size = Size::Wide;
    vec![broken.render(), twice.render()]
}

fn funnel(id: &str, scale: u64) -> Funnel {
    let stage = |label: &str, count: u64, left: &str, strong| Stage {
        label: label.into(),
        count: count * scale,
        left: left.into(),
        href: Some("#provenance".into()),
        strong,
    };
    Funnel {
        frame: frame(id, "De présumé à en solution", "Près d’un sur trois est en solution.").level(Level::H2),
        counted: "Jeunes".into(),
        stages: vec![
            stage("Présumés", 452, "reçus depuis le 1er janvier", true),
            stage("Vérifiés", 417, "35 restent à vérifier", false),
            stage("Confirmés", 214, "203 non concernés", true),
            stage("Contactés", 167, "41 injoignables, 6 inconnus", false),
            stage("Accompagnés ou en solution", 122, "31 en contact, 14 refus", false),
            stage("En solution", 1, "121 accompagnés", true),
        ],
    }
}

fn funnels() -> Vec<Markup> {
    let mut empty = funnel("f4", 1);
    empty.stages.clear();
    vec![funnel("f1", 1).render(), funnel("f2", 20_000).render(), funnel("f3", 0).render(), empty.render()]
}

fn dots() -> Vec<Markup> {
    let group = |label: &str, count, total| Group {
        label: label.into(),
        share: Share { count, total },
        href: Some("#provenance".into()),
    };
    let panel = |id: &str, dimension: &str, groups| Dots {
        frame: frame(id, dimension, "Aucun écart ne dépasse nettement la marge du hasard."),
        dimension: dimension.into(),
        counted: "En solution".into(),
        among: "Confirmés".into(),
        groups,
        overall: Share { count: 68, total: 214 },
        scale_end: None,
    };
    let mut panels = [
        panel("d1", "Sexe", vec![group("Filles", 29, 81), group("Garçons", 39, 133)]),
        panel(
            "d2",
            "Source",
            vec![
                group("Liste SIEI", 33, 118),
                group("Mission locale", 16, 46),
                group("CFA", 12, 32),
                group("Venue spontanée", 7, 18),
            ],
        ),
        panel(
            "d3",
            "Extrêmes",
            vec![
                group("Personne", 0, 0),
                group("Aucun sur trois", 0, 3),
                group("Tous", 3, 3),
                group("Un très long nom de groupe qui ne tient pas du tout sur deux lignes", 1, 2),
            ],
        ),
        panel("d4", "Millions", vec![group("Filles", 1_234_567, 4_000_000), group("Garçons", 3_456_789, 10_000_000)]),
        panel("d5", "Vide", Vec::new()),
    ];
    let end = Dots::widest_of(&panels[..2]);
    panels.iter_mut().take(2).for_each(|p| p.scale_end = end);
    panels.iter().map(Dots::render).collect()
}

fn headline() -> Markup {
    let names = BulletKey {
        value: "valeur".into(),
        trajectory: "trajectoire au 23 novembre".into(),
        target: "cible 2026".into(),
        previous: "2025 à la même date".into(),
    };
    let rows = [
        (
            "Situations vérifiées",
            Some(92.3),
            93.0,
            95.0,
            87.1,
            100.0,
            vec![Some(71.0), Some(80.0), Some(88.0), Some(92.3)],
        ),
        (
            "Délai avant premier contact",
            Some(31.0),
            11.0,
            10.0,
            16.0,
            25.0,
            vec![Some(15.0), None, Some(11.0), Some(31.0)],
        ),
        ("Délais légaux tenus", Some(0.0), 100.0, 100.0, 0.0, 100.0, vec![Some(0.0); 4]),
        ("Sans valeur", None, 50.0, 60.0, 40.0, 100.0, vec![None; 4]),
        ("Un mois", Some(12.5), 50.0, 60.0, 40.0, 100.0, vec![Some(12.5)]),
    ];
    html! {
        section.pu-sect {
            div.pu-sect__head { h2 { "Où nous en sommes" } (names.render()) }
            table.pu-table.pu-head5 {
                caption.fr-sr-only { "Indicateurs" }
                thead {
                    tr {
                        th scope="col" { "Indicateur" }
                        th scope="col" { "De 0 à 100 % (délai : 0 à 25 jours)" }
                        th.s scope="col" { "Depuis janvier" }
                    }
                }
                tbody {
                    @for (label, value, trajectory, target, previous, max, values) in rows {
                        @let bullet = Bullet {
                            label: label.into(),
                            unit: Unit::PERCENT,
                            value,
                            trajectory: Some(trajectory),
                            target: Some(target),
                            previous: Some(previous),
                            max,
                            names: names.clone(),
                        };
                        @let when = format!("{label}, de janvier à avril");
                        @let spark = Sparkline { label: when, unit: Unit::PERCENT, values, range: None };
                        tr { th scope="row" { (label) } td.b { (bullet.render()) } td.s { (spark.render()) } }
                    }
                }
            }
        }
    }
}

fn maps() -> Vec<Markup> {
    let codes = (1..=19)
        .chain(21..=95)
        .map(|n| format!("{n:02}"))
        .chain(["2A", "2B", "971", "972", "973", "974", "976"].map(str::to_owned));
    let areas: Vec<Area> = codes
        .enumerate()
        .map(|(i, code)| {
            let value =
                (!["09", "48", "52", "976"].contains(&code.as_str())).then_some(25.0 + ((i * 29) % 120) as f64 / 10.0);
            Area {
                name: format!("Département {code}"),
                value,
                more: vec!["une région".into()],
                href: Some("#provenance".into()),
                code,
            }
        })
        .collect();
    let map = FranceMap {
        frame: Frame {
            data_label: "Les 101 départements".into(),
            ..frame("m1", "En solution, par département", "97 départements connus.").level(Level::H2)
        },
        unit: Unit::PERCENT,
        measured: "Part en solution".into(),
        bounds: [28.0, 30.5, 33.0],
        absent: "non transmis".into(),
        more: vec!["Région académique".into()],
        areas,
    };
    let mut few = map.clone();
    few.frame.id = "m2".into();
    few.areas = vec![
        map.areas[28].clone(),
        Area {
            code: "975".into(),
            name: "Saint-Pierre-et-Miquelon".into(),
            value: Some(31.0),
            more: Vec::new(),
            href: None,
        },
    ];
    let mut none = map.clone();
    none.frame.id = "m3".into();
    none.areas.iter_mut().for_each(|a| a.value = None);
    vec![map.render(), few.render(), none.render()]
}

fn funnel_plots() -> Vec<Markup> {
    let limits = |size: u64| {
        let far = 100.0 / (size.max(1) as f64).sqrt();
        let around = |far: f64| ((32.0 - far).max(0.0), (32.0 + far).min(100.0));
        FunnelLimits { size, usual: around(far * 0.92), wide: around(far * 1.45) }
    };
    let spot = |label: &str, count: u64, total: u64, standing: Standing, chosen: bool| Spot {
        label: label.into(),
        share: Share { count, total },
        standing,
        limits: limits(total),
        said: "dans les limites".into(),
        chosen,
        href: None,
    };
    let spots = vec![
        spot("Brest", 68, 214, Standing::Inside, true),
        spot("Carhaix", 19, 47, Standing::Inside, false),
        spot("Lorient", 50, 246, Standing::Below, false),
        spot("Ploërmel", 7, 12, Standing::TooSmall, false),
        spot("Rennes", 180, 441, Standing::Above, true),
        spot("Vannes", 69, 203, Standing::Inside, false),
    ];
    let plot = FunnelPlot {
        frame: frame("e1", "Contactés", "Deux plates-formes sortent des limites."),
        dimension: "Plate-forme".into(),
        counted: "Contactés".into(),
        among: "Confirmés".into(),
        overall: Share { count: 761, total: 2394 },
        spots,
        limits: (1..=90).map(|n| limits(n * 5)).collect(),
    };
    let mark = |value: f64| RatioMark { label: "Brest".into(), value, interval: (value * 0.8, value * 1.3) }.render();
    vec![plot.render(), html! { @for value in [0.4, 0.9, 1.0, 1.6] { p { (mark(value)) } } }]
}

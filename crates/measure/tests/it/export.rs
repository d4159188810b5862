//! The tables of a dashboard, taken away as files: they say what the page says, to those who read the page.
use crate::dashboard::brest;
use crate::world::{Answer, BREST, MORLAIX, PARIS, RENNES, World, days_ago};
use base::testing::ENGINES;
use calamine::{Data, Ods, Reader, Xlsx, open_workbook_from_rs};
use measure::figures::{Period, Question, Value, ask};
use measure::indicators::Indicator;
use network::rights::Role;
use std::collections::BTreeMap;
use std::io::Cursor;

const FILE: &str = "/territoires/29-BREST/tableau-de-bord";

type Sheets = BTreeMap<String, Vec<Vec<Data>>>;

fn sheets(answer: &Answer, format: &str) -> Sheets {
    let bytes = Cursor::new(answer.bytes.clone());
    match format {
        "xlsx" => read(open_workbook_from_rs::<Xlsx<_>, _>(bytes).unwrap()),
        _ => read(open_workbook_from_rs::<Ods<_>, _>(bytes).unwrap()),
    }
}

fn read<R: Reader<Cursor<Vec<u8>>>>(mut file: R) -> Sheets {
    let names = file.sheet_names();
    let range = |name: &String| file.worksheet_range(name).ok().unwrap();
    names
        .iter()
        .map(range)
        .map(|range| range.rows().map(<[Data]>::to_vec).collect())
        .zip(&names)
        .map(|(rows, name)| (name.clone(), rows))
        .collect()
}

/// The column of that header.
fn at(sheet: &[Vec<Data>], header: &str) -> usize {
    let wanted = Data::String(header.into());
    sheet[0].iter().position(|label| *label == wanted).unwrap_or_else(|| panic!("{header} in {:?}", sheet[0]))
}

fn named<'a>(sheet: &'a [Vec<Data>], name: &str) -> &'a [Data] {
    let wanted = Data::String(name.into());
    sheet.iter().find(|row| row[0] == wanted).unwrap_or_else(|| panic!("{name} in {sheet:?}"))
}

fn lines(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.body.strip_prefix('\u{feff}').expect("a BOM");
    text.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn the_workbook_gives_the_figures_of_the_one_door() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let mut tx = world.app.read().await.unwrap();
        let question = Question {
            territory: BREST.into(),
            period: Period::school_year(2026),
            at: world.app.clock.today(),
            known_on: None,
            by: vec![],
            only: vec![],
        };
        let whole = ask(&world.app, &mut tx, &lead, &question).await.unwrap().whole().clone();
        drop(tx);
        for format in ["xlsx", "ods"] {
            let answer = world.get(&lead, &format!("{FILE}.{format}")).await.is(200);
            let sheets = sheets(&answer, format);
            let (ensemble, by_sex) = (&sheets["Ensemble"], &sheets["Sexe"]);
            let value = at(ensemble, "Valeur");
            for indicator in Indicator::cohort() {
                let expected = match whole.value(indicator) {
                    Value::NotApplicable => Data::String("sans objet".into()),
                    known => Data::Float(known.number().unwrap()),
                };
                assert_eq!(
                    named(ensemble, indicator.label())[value],
                    expected,
                    "{engine:?} {format} {}",
                    indicator.code()
                );
            }
            for (label, expected) in [("Présumés", 10.0), ("Confirmés", 7.0), ("Jeunes contactés", 4.0 / 7.0)] {
                let column = at(by_sex, label);
                assert_eq!(named(by_sex, "Garçons")[column], Data::Float(expected), "{format} {label}");
                assert_eq!(named(by_sex, "Ensemble")[column], Data::Float(expected), "{format} {label}");
            }
            // Nobody is a girl here: her counts are 0, and no share is.
            assert_eq!(named(by_sex, "Filles")[at(by_sex, "Présumés")], Data::Float(0.0));
            assert_eq!(named(by_sex, "Filles")[at(by_sex, "Jeunes contactés")], Data::String("sans objet".into()));
        }
    }
}

#[tokio::test]
async fn every_total_is_the_sum_of_its_column() {
    let world = World::new(ENGINES[0]).await;
    brest(&world).await;
    for platform in [MORLAIX, RENNES, PARIS] {
        world.case(platform, days_ago(20), &[]).await;
    }
    let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
    for territory in ["FR", "R53", "D29", BREST] {
        let answer = world.get(&nation, &format!("/territoires/{territory}/tableau-de-bord.xlsx")).await.is(200);
        let mut summed = 0;
        for (name, sheet) in sheets(&answer, "xlsx") {
            let Some((total, rows)) = sheet.split_last().filter(|(last, _)| last[0] == Data::String("Ensemble".into()))
            else {
                continue;
            };
            for indicator in Indicator::cohort().filter(|i| i.code() == "listed" || i.code() == "confirmed") {
                let Some(column) = sheet[0].iter().position(|label| *label == Data::String(indicator.label().into()))
                else {
                    continue;
                };
                let sum: f64 = rows[1..].iter().map(|row| if let Data::Float(n) = row[column] { n } else { 0.0 }).sum();
                assert_eq!(total[column], Data::Float(sum), "{territory} {name} {}", indicator.label());
                summed += 1;
            }
        }
        assert!(summed >= 12, "{territory}: {summed} totals");
    }
}

#[tokio::test]
async fn one_table_is_named_after_itself_and_keeps_the_period_and_the_filters() {
    let world = World::new(ENGINES[0]).await;
    brest(&world).await;
    let lead = world.lead().await;
    let answer = world.get(&lead, &format!("{FILE}.csv?annee=2026&sexe=M&table=par-mois")).await.is(200);
    assert_eq!(
        answer.disposition.as_deref(),
        Some(
            "attachment; filename=\"tableau-de-bord_29-BREST_2026-2027_par-mois_filtre.csv\"; \
             filename*=UTF-8''tableau-de-bord_29-BREST_2026-2027_par-mois_filtre.csv"
        )
    );
    let lines = lines(&answer);
    let months: Vec<&str> = lines.iter().map(|line| line[0].as_str()).collect();
    assert_eq!(months, ["Mois d’entrée", "septembre 2026", "octobre 2026", "novembre 2026", "Ensemble"]);
    assert_eq!(lines[4][1], "10");

    let one = world.get(&lead, &format!("{FILE}.xlsx?table=par-sexe")).await.is(200);
    let names: Vec<String> = sheets(&one, "xlsx").into_keys().collect();
    assert_eq!(names, ["Définitions", "Provenance", "Sexe"]);
    let csv = world.get(&lead, &format!("{FILE}.csv")).await.is(200);
    assert!(csv.body.starts_with("\u{feff}Indicateur;"), "{}", csv.body);
}

#[tokio::test]
async fn every_link_of_the_page_leads_to_a_file() {
    let world = World::new(ENGINES[0]).await;
    brest(&world).await;
    world.case(MORLAIX, days_ago(20), &[]).await;
    let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
    for (territory, most) in [("FR", 44), ("R53", 44), ("D29", 41), (BREST, 38)] {
        let page = world.get(&nation, &format!("/territoires/{territory}/tableau-de-bord")).await.is(200);
        let links = page.links("a[download]");
        assert_eq!(links.len(), most, "{territory}: {links:?}");
        for link in links {
            let file = world.get(&nation, &link).await.is(200);
            assert!(file.disposition.is_some_and(|name| name.contains(territory)), "{link}");
        }
    }
}

#[tokio::test]
async fn a_file_says_where_it_comes_from() {
    let world = World::new(ENGINES[0]).await;
    brest(&world).await;
    let answer = world.get(&world.lead().await, &format!("{FILE}.ods?annee=2026&age=16-17")).await.is(200);
    let sheets = sheets(&answer, "ods");
    let said = |name: &str| match &named(&sheets["Provenance"], name)[1] {
        Data::String(text) => text.replace(['\u{a0}', '\u{202f}'], " "),
        Data::DateTimeIso(day) => day.clone(),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(said("Territoire"), "PSAD de Brest");
    assert_eq!(said("Période"), "2026-2027");
    assert_eq!(said("Situations au"), "2026-11-24");
    assert_eq!(said("Jeunes"), "Âge à l’entrée : 16-17 ans");
    assert_eq!(said("Établi le"), "24 novembre 2026 à 8 h 02, heure de Paris");
    assert!(said("Adresse de la page").ends_with("/territoires/29-BREST/tableau-de-bord?annee=2026&age=16-17"));
    assert!(said("sans objet").contains("ni 0"));
    assert!(said("Définitions").contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(sheets["Définitions"].len(), 1 + Indicator::all().count());
}

#[tokio::test]
async fn who_does_not_read_the_page_gets_no_file_and_a_wrong_request_is_explained() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let rennes = world.person("Gaëlle Riou", Role::PlatformLead, RENNES).await;
        let lead = world.lead().await;
        let acts = world.acts().await;
        for format in ["csv", "xlsx", "ods"] {
            world.get(&rennes, &format!("{FILE}.{format}")).await.is(404);
            world.get(&lead, &format!("/territoires/FR/tableau-de-bord.{format}")).await.is(404);
            let page = world.get(&lead, &format!("{FILE}.{format}?du=31/02/2026&au=2026-05-01")).await.is(422);
            assert!(page.text("#du-message").contains("n’existe pas"));
            // A platform has nothing underneath, and no table has that name.
            for table in ["par-region", "inconnu"] {
                world.get(&lead, &format!("{FILE}.{format}?table={table}")).await.is(400);
            }
        }
        assert_eq!(world.acts().await, acts, "reading figures leaves no entry, on the page or in a file");
    }
}

#[tokio::test]
async fn the_workbook_says_the_version_of_each_definition_and_holds_what_territories_added() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let department = world.person("Solène Kervella", Role::DepartmentLead, "D29").await;
        crate::own::published(&world, &department, "D29", &[]).await;
        for format in ["xlsx", "ods"] {
            let file = sheets(
                &world.get(&department, &format!("/territoires/D29/tableau-de-bord.{format}")).await.is(200),
                format,
            );
            let definitions = &file["Définitions"];
            let version = at(definitions, "Version");
            for name in ["Jeunes contactés", "Solutions par jeune accessible"] {
                assert_eq!(named(definitions, name)[version].to_string(), "1", "{engine:?} {format} {name}");
            }
            let added = &file["Indicateurs ajoutés"];
            let row = named(added, "Solutions par jeune accessible");
            assert_eq!(row[at(added, "Nom dans l’API")].to_string(), "D29.1");
            assert_eq!(row[at(added, "Valeur")].to_string(), "0.5", "2 of 4");
        }
        // Where none applies, the file is what it was.
        let paris = world.person("Claire Maurin", Role::PlatformLead, PARIS).await;
        let answer = world.get(&paris, "/territoires/75-PARIS-12/tableau-de-bord.xlsx").await.is(200);
        assert!(!sheets(&answer, "xlsx").contains_key("Indicateurs ajoutés"));
    }
}

//! The activity against the events, cell by cell: what happened in a period, whatever the entry, and the clocks of the law.
use crate::random::{Dice, histories};
use crate::reference::{self, Happened};
use crate::world::{BREST, MORLAIX, TERRITORIES, World, days_ago, today, youth};
use base::testing::ENGINES;
use base::{Actor, App, Shelf};
use chrono::{Days, Duration, NaiveDate};
use db::Id;
use follow::cases::event::{Channel, ClosedReason, Contacted, Finding, NotConcerned, Outcome, Solution, Source, What};
use follow::cases::store::NewEvent;
use measure::figures::{Dimension, Period, Question, Value, activity, answer, check, load};
use measure::indicators::Indicator;
use std::collections::BTreeMap;

fn question(territory: &str, at: NaiveDate, by: &[Dimension]) -> Question {
    let period = Period { from: "2025-08-01".parse().unwrap(), to: "2027-02-28".parse().unwrap() };
    Question { territory: territory.into(), period, at, known_on: None, by: by.to_vec(), only: vec![] }
}

/// How many cells were compared.
async fn compare(world: &World, happened: &[Happened<'_>], question: &Question) -> usize {
    let mut tx = world.app.read().await.unwrap();
    let told = activity(&world.app, &mut tx, &Actor::command(), question, &[&question.by]).await.unwrap();
    let forgetful = App { shelf: Shelf::default(), ..world.app.clone() };
    let read = activity(&forgetful, &mut tx, &Actor::command(), question, &[&question.by]).await.unwrap();
    assert_eq!(told[0].cells, read[0].cells, "from memory and from the database: {question:?}");
    let mut expected: BTreeMap<Vec<String>, Vec<&Happened<'_>>> = BTreeMap::new();
    if question.by.is_empty() {
        expected.insert(vec![], vec![]);
    }
    let of = question.territory.as_str();
    for what in happened.iter().filter(|what| what.counts_at_all() && what.is_within(of)) {
        let asked = (question.period.from..=question.period.to).contains(&what.on())
            && question.only.iter().all(|(dimension, class)| what.class(dimension.as_str(), of) == *class);
        if asked {
            let classes = question.by.iter().map(|dimension| what.class(dimension.as_str(), of)).collect();
            expected.entry(classes).or_default().push(what);
        }
    }
    let got: Vec<&Vec<String>> = told[0].cells.iter().map(|cell| &cell.classes).collect();
    assert_eq!(got, expected.keys().collect::<Vec<_>>(), "{question:?}");
    for (cell, (classes, happened)) in told[0].cells.iter().zip(&expected) {
        for indicator in Indicator::activity() {
            assert_eq!(
                cell.tally.value(indicator),
                reference::activity(indicator.code(), happened),
                "{} of {classes:?} in {question:?}",
                indicator.code()
            );
        }
    }
    expected.len()
}

#[tokio::test]
async fn activity_equals_a_plain_reading_of_the_events_whatever_happened() {
    for engine in ENGINES {
        let (mut cells, mut kept, mut missed) = (0, [0; 2], [0; 2]);
        for seed in [22, 23, 24] {
            let world = World::new(engine).await;
            let mut dice = Dice(seed);
            histories(&world, &mut dice, 20).await;
            load(&world.app).await.unwrap();
            histories(&world, &mut dice, 90).await;
            let mut tx = world.app.read().await.unwrap();
            let (cases, places) = (reference::cases(&mut tx).await, reference::places(&mut tx).await);
            drop(tx);
            let all = |at| cases.iter().flat_map(|case| case.happened(&places, at)).collect::<Vec<_>>();
            let happened = all(today());
            for (territory, ..) in TERRITORIES {
                cells += compare(&world, &happened, &question(territory, today(), &[])).await;
            }
            for dimension in Dimension::ALL {
                for territory in ["FR", "A14", BREST] {
                    cells += compare(&world, &happened, &question(territory, today(), &[dimension])).await;
                }
            }
            for _ in 0..40 {
                let at = today() + Days::new(dice.below(120));
                let from = days_ago(dice.below(460));
                let filter = dice.pick(&Dimension::ALL);
                let territory = dice.pick(&TERRITORIES).0;
                let happened = all(at);
                let mut only = vec![];
                if let Some(what) = happened.get(dice.below(happened.len() as u64) as usize).filter(|_| dice.one_in(2))
                {
                    only.push((filter, what.class(filter.as_str(), territory)));
                }
                let by: Vec<Dimension> = (0..dice.below(4)).map(|_| dice.pick(&Dimension::ALL)).collect();
                let period = Period { from, to: from + Days::new(dice.below(500)) };
                let asked = Question { territory: territory.into(), period, at, known_on: None, by, only };
                cells += compare(&world, &happened, &asked).await;
            }
            let all: Vec<&Happened<'_>> = happened.iter().collect();
            for (nth, code) in ["clock_return_kept", "clock_obligation_kept"].into_iter().enumerate() {
                if let Value::Rate { numerator, denominator } = reference::activity(code, &all) {
                    kept[nth] += numerator;
                    missed[nth] += denominator - numerator;
                }
            }
        }
        assert!(cells > 400, "{engine:?}: only {cells} cells were compared");
        assert!(
            kept.into_iter().sum::<i64>() > 0 && missed.into_iter().all(|n| n > 10),
            "{engine:?}: clocks kept {kept:?}, missed {missed:?}"
        );
    }
}

#[tokio::test]
async fn the_activity_of_a_past_day_is_as_it_was_known_whatever_came_since() {
    for engine in ENGINES {
        let mut cells = 0;
        let world = World::new(engine).await;
        let mut dice = Dice(31);
        load(&world.app).await.unwrap();
        let mut days = vec![];
        for _ in 0..3 {
            histories(&world, &mut dice, 15).await;
            days.push(world.app.clock.today());
            world.app.clock.advance(Duration::days(1 + dice.below(60) as i64));
            disturb(&world, &mut dice).await;
        }
        for day in days {
            let mut tx = world.app.read().await.unwrap();
            let cases = reference::cases_known(&mut tx, base::clock::end_of_paris_day(day)).await;
            let places = reference::places(&mut tx).await;
            drop(tx);
            let happened: Vec<_> = cases.iter().flat_map(|case| case.happened(&places, day)).collect();
            for territory in ["FR", "R53", BREST] {
                for by in
                    [&[][..], &[Dimension::Month], &[Dimension::Schooling], &[Dimension::Platform, Dimension::Sex]]
                {
                    let asked = Question { known_on: Some(day), ..question(territory, day, by) };
                    cells += compare(&world, &happened, &asked).await;
                }
            }
        }
        assert!(cells > 100, "{engine:?}: only {cells} cells were compared");
        assert_eq!(check(&world.app, 2).await.unwrap().differences, Vec::<String>::new(), "{engine:?}");
    }
}

/// In every third case something is withdrawn, corrected or happens.
async fn disturb(world: &World, dice: &mut Dice) {
    let rows: Vec<(Id, i64)> = db::query("SELECT id, events FROM youth_case ORDER BY id")
        .all(&mut world.app.read().await.unwrap())
        .await
        .unwrap();
    let today = world.app.clock.today();
    for (case, events) in rows {
        if !dice.one_in(3) {
            continue;
        }
        let event = match dice.below(3) {
            0 => NewEvent { replaces: Some(events), ..NewEvent::on(today, What::Withdrawn) },
            1 => NewEvent { replaces: Some(events), ..NewEvent::on(today - Days::new(3), reached()) },
            _ => NewEvent::on(today, interview(true)),
        };
        world.happened(case, vec![event]).await;
    }
}

fn attempt(outcome: Outcome) -> What {
    What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome }
}

fn reached() -> What {
    attempt(Outcome::Reached { appointment: None })
}

fn interview(guardian_present: bool) -> What {
    What::InterviewHeld { guardian_present, by: None }
}

fn asks_to_return() -> What {
    What::CameForward { right_to_return: true }
}

async fn values<const N: usize>(world: &World, asked: &Question, codes: [&'static str; N]) -> [Value; N] {
    let indicators = codes.map(Indicator::of);
    let mut tx = world.app.read().await.unwrap();
    let told = answer(&world.app, &mut tx, &Actor::command(), asked, &indicators).await.unwrap();
    indicators.map(|indicator| told.whole().value(indicator))
}

#[tokio::test]
async fn what_happened_in_the_period_counts_whenever_the_case_entered() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        // Entered long before: its deeds of the period count, those before do not.
        let old = world
            .case(BREST, days_ago(300), &[(days_ago(200), attempt(Outcome::NoAnswer)), (days_ago(8), reached())])
            .await;
        world.happened(old, vec![NewEvent::on(days_ago(5), interview(false))]).await;
        // A contact noted by mistake and withdrawn; a job corrected into a training.
        let case = world.case(BREST, days_ago(9), &[(days_ago(6), reached())]).await;
        world.happened(case, vec![NewEvent { replaces: Some(2), ..NewEvent::on(days_ago(6), What::Withdrawn) }]).await;
        let solution = |kind| What::SolutionStarted { kind, place: None, until: None };
        let case = world.case(BREST, days_ago(9), &[(days_ago(4), solution(Solution::Employment))]).await;
        let corrected = NewEvent::on(days_ago(4), solution(Solution::InitialTraining));
        world.happened(case, vec![NewEvent { replaces: Some(2), ..corrected }]).await;
        // Not concerned: the call that found it out was made all the same.
        let in_school = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
        world.case(BREST, days_ago(9), &[(days_ago(3), attempt(Outcome::Message)), (days_ago(2), in_school)]).await;
        // Elsewhere.
        world.case(MORLAIX, days_ago(9), &[(days_ago(3), What::Refused)]).await;
        let mut asked = question(BREST, today(), &[]);
        asked.period = Period { from: days_ago(10), to: today() };
        let codes = [
            "attempts",
            "contacts",
            "first_contacts",
            "interviews",
            "solutions_started",
            "verifications",
            "refusals",
            "solutions_started_initial_training",
            "solutions_started_employment",
            "listed",
        ];
        let told = values(&world, &asked, codes).await;
        assert_eq!(told, [2, 2, 1, 1, 1, 1, 0, 1, 0, 3].map(Value::Count), "{engine:?}");
        asked.territory = "D29".into();
        assert_eq!(values(&world, &asked, ["refusals"]).await, [Value::Count(1)], "{engine:?}");
    }
}

#[tokio::test]
async fn a_right_to_return_has_fifteen_days_and_counts_once_they_are_over() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let open = async |ago: u64, then: Vec<(u64, What)>| {
            let on = days_ago(ago);
            let events = then.into_iter().map(|(after, what)| NewEvent::on(on + Days::new(after), what));
            let opening = NewEvent::on(on, asks_to_return());
            let youth = youth();
            let case = world.open(&youth, BREST, None, vec![opening]).await;
            let events: Vec<_> = events.collect();
            if !events.is_empty() {
                world.happened(case, events).await;
            }
        };
        let told = async |asked: &Question| values(&world, asked, ["clock_return_kept"]).await[0];
        let asked = question(BREST, today(), &[]);
        // The fifteenth day is today: it is not over.
        open(15, vec![]).await;
        assert_eq!(told(&asked).await, Value::NotApplicable, "{engine:?}");
        open(16, vec![]).await;
        open(40, vec![(15, interview(false))]).await;
        open(40, vec![(16, interview(false))]).await;
        // Nothing is due any more to those.
        open(40, vec![(3, What::Refused)]).await;
        open(40, vec![(3, What::Closed(ClosedReason::Moved))]).await;
        open(40, vec![(3, What::Verified(Finding::NotConcerned(NotConcerned::Employed)))]).await;
        // A refusal after the day does not undo what was missed.
        open(40, vec![(17, What::Refused)]).await;
        assert_eq!(told(&asked).await, Value::Rate { numerator: 1, denominator: 4 }, "{engine:?}");
        // A clock is of the day it falls due.
        let due = Question { period: Period { from: days_ago(25), to: days_ago(25) }, ..asked.clone() };
        assert_eq!(told(&due).await, Value::Rate { numerator: 1, denominator: 3 }, "{engine:?}");
        let requested = Question { period: Period { from: days_ago(40), to: days_ago(40) }, ..asked };
        assert_eq!(told(&requested).await, Value::NotApplicable, "{engine:?}");
    }
}

#[tokio::test]
async fn a_minor_has_his_interview_with_the_guardian_within_three_months() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let entry: NaiveDate = "2026-05-31".parse().unwrap();
        let due: NaiveDate = "2026-08-31".parse().unwrap();
        let open = async |born: &str, then: Vec<(NaiveDate, What)>| {
            let mut youth = youth();
            youth.civil.born_on = born.parse().unwrap();
            let listed = What::Listed { list: None, source: Source::School, left_on: None };
            let case = world.open(&youth, BREST, None, vec![NewEvent::on(entry, listed)]).await;
            for (on, what) in then {
                world.happened(case, vec![NewEvent::on(on, what)]).await;
            }
        };
        let minor = "2009-10-01";
        open(minor, vec![(due, interview(true))]).await;
        open(minor, vec![(due + Days::new(1), interview(true))]).await;
        open(minor, vec![(due, interview(false))]).await;
        open(minor, vec![]).await;
        // In solution, exempted; 18 before the day; not 16 at the report; 18 at the report.
        let job = What::SolutionStarted { kind: Solution::Employment, place: None, until: None };
        open(minor, vec![(entry, job)]).await;
        open(minor, vec![(entry, What::Exempted { until: due })]).await;
        open("2008-08-31", vec![(entry, interview(true))]).await;
        open("2010-06-01", vec![]).await;
        open("2008-05-01", vec![]).await;
        let told = values(&world, &question(BREST, today(), &[]), ["clock_obligation_kept"]).await;
        assert_eq!(told, [Value::Rate { numerator: 1, denominator: 4 }], "{engine:?}");
        let before = question(BREST, due, &[]);
        assert_eq!(values(&world, &before, ["clock_obligation_kept"]).await, [Value::NotApplicable], "{engine:?}");
    }
}

#[tokio::test]
async fn the_dashboard_shows_the_activity_beside_the_year_before_and_each_number_opens_its_provenance() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        // Entered last year: nobody entered this year, and yet things happen.
        let before = [(day("2025-10-02"), attempt(Outcome::NoAnswer)), (day("2025-12-01"), reached())];
        let case = world.case(BREST, day("2025-09-20"), &before).await;
        let now =
            [(day("2026-10-05"), reached()), (day("2026-11-02"), interview(true)), (day("2026-11-20"), reached())];
        world.happened(case, now.iter().map(|(on, what)| NewEvent::on(*on, what.clone())).collect()).await;
        let lead = world.lead().await;
        let page = world.get(&lead, "/territoires/29-BREST/tableau-de-bord?annee=2026").await.is(200);
        let section = "section[aria-labelledby=t-act]";
        let rows = page.texts(&format!("{section} > table > tbody > tr, {section} > div > table > tbody > tr"));
        let row = |name: &str| rows.iter().find(|row| row.starts_with(name)).cloned().unwrap_or_default();
        assert!(
            row("Essais de contact").starts_with("Essais de contact 2 Essais de contact 1 1 de plus"),
            "{engine:?}: {rows:?}"
        );
        assert!(row("Contacts").starts_with("Contacts 3 Contacts 0 3 de plus"), "{rows:?}");
        assert!(row("Entretiens tenus").starts_with("Entretiens tenus 1 Entretiens tenus 0 1 de plus"), "{rows:?}");
        assert!(row("Droit au retour").contains("sans objet"), "{rows:?}");
        let november = page.texts(&format!("{section} details tbody tr:last-child a"));
        let counted: Vec<&str> = november.iter().filter_map(|link| link.split(' ').next()).collect();
        assert_eq!(counted, ["1", "2", "1", "0", "0", "0"], "{engine:?}");
        let links = page.links(&format!("{section} a[href*='/chiffres/']"));
        assert!(links.len() >= 11, "{links:?}");
        for link in &links {
            world.get(&lead, link).await.is(200);
        }
        let provenance = world.get(&lead, "/territoires/29-BREST/chiffres/contacts?annee=2026").await.is(200);
        assert!(
            provenance.text(".pu-formula").contains("3 contacts dans la période, dans 1 dossier"),
            "{}",
            provenance.text(".pu-formula")
        );
        assert!(provenance.text("h1 + p, .pu-sub").contains("ce qui s’est passé du 1"), "{}", provenance.body);
        let file =
            world.get(&lead, "/territoires/29-BREST/tableau-de-bord.csv?annee=2026&table=activite-par-mois").await;
        let file = file.is(200);
        assert!(file.body.contains("2026;1;2;0;1;0;"), "{}", file.body);
        let known = "/territoires/29-BREST/chiffres/attempts?annee=2025&connu=2026-11-01";
        world.get(&lead, known).await.is(200);
        let page = world.get(&lead, "/indicateurs/clock_obligation_kept").await.is(200);
        assert!(page.text(".pu-sub").contains("Indicateur d’activité"), "{}", page.body);
    }
}

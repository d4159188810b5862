//! The demonstration country: every platform, its staff, its lists, its young people and two school years of what happened to
//! them. All invented; the same seed on the same day gives the same country.
mod cast;
mod history;
mod ids;
mod indicators;
mod load;
mod negotiations;
mod people;
mod platforms;
mod season;
mod targets;
mod world;

use base::{Actor, App};
use cast::Account;
use chrono::NaiveDate;
use db::sql;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use ids::Ids;
use network::rights::Role;
use people::People;
use platforms::Platform;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use world::{Setting, World};

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "Pupitre-demo-2026!";

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How many cases in the whole country; none: what two real school years bring.
    pub cases: Option<u64>,
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub platforms: usize,
    pub youths: u64,
    pub cases: u64,
    pub events: u64,
    pub accounts: usize,
}

/// An account that the sign-in page of the demonstration offers.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Shown {
    pub email: String,
    pub password: &'static str,
    pub label: String,
}

const TABLES: &[&str] = &[
    "intake_list",
    "intake_line",
    "youth",
    "youth_key",
    "youth_ine",
    "guardian",
    "contact_point",
    "schooling",
    "youth_case",
    "case_event",
    "case_facts",
    "case_due",
];

/// Fills an empty, migrated database. `progress` is told how many platforms are done.
///
/// # Errors
/// In French: the database is not empty, or could not be written.
pub async fn make(app: &App, wish: Wish, progress: impl FnMut(usize, usize)) -> anyhow::Result<(Made, Vec<Shown>)> {
    refuse_if_lived_in(app).await?;
    app.db.start_bulk().await?;
    let indexes = app.db.drop_indexes(TABLES).await?;
    let filled = fill(app, wish, progress).await;
    for index in indexes {
        app.db.script(&index).await?;
    }
    app.db.end_bulk().await?;
    filled
}

async fn refuse_if_lived_in(app: &App) -> anyhow::Result<()> {
    let (platforms,): (i64,) =
        sql!("SELECT CAST(count(*) AS BIGINT) FROM platform").one(&mut app.read().await?).await?;
    anyhow::ensure!(
        platforms == 0,
        "cette base contient déjà des plates-formes : la démonstration ne s’installe que dans une base vide (indiquez-en une autre par --database)"
    );
    Ok(())
}

async fn fill(app: &App, wish: Wish, mut progress: impl FnMut(usize, usize)) -> anyhow::Result<(Made, Vec<Shown>)> {
    let plan = platforms::plan()?;
    let people = People::read()?;
    let sizes = sizes(&plan, wish);
    let now = app.clock.now();
    let today = app.clock.today();
    let mut rng = ChaCha8Rng::seed_from_u64(wish.seed);
    let schools = people::schools(&plan, &mut rng)?;
    let password_hash = network::accounts::password::hash(PASSWORD).await?;
    let since = measure::figures::Period::school_year(measure::figures::Period::school_year_of(today) - 1).from;
    let openings: Vec<_> = plan.iter().map(|p| p.opening(since)).collect();

    let mut tx = app.begin_bulk(&Actor::command()).await?;
    network::territories::store::open_platforms(&mut tx, &openings).await?;
    let mut ids = Ids::block(0);
    let above = cast::above(network::territories::country(), &people, &mut ids, &mut rng);
    cast::write_accounts(&mut tx, &above, &password_hash, now).await?;
    for territory in network::territories::country() {
        let targets = targets::draw(&mut rng, now, &mut ids);
        targets::write(&mut tx, territory.code.as_str(), &targets, now).await?;
    }
    tx.commit().await?;

    let mut made = Made { platforms: plan.len(), youths: 0, cases: 0, events: 0, accounts: above.len() };
    let mut shown = above;
    let mut leads = BTreeMap::new();
    let mut done = 0;
    // Drawing takes one core, writing the other: a few worlds wait between them.
    let (send, mut receive) = tokio::sync::mpsc::channel::<anyhow::Result<Drawn>>(2);
    let seed = wish.seed;
    let drawing = tokio::task::spawn_blocking(move || {
        for (nth, ((platform, schools), size)) in plan.iter().zip(&schools).zip(sizes).enumerate() {
            let drawn = draw(nth, platform, schools, size, &people, now, seed);
            if send.blocking_send(drawn).is_err() {
                break;
            }
        }
    });
    let worlds = stream::poll_fn(|context| receive.poll_recv(context));
    let written = worlds.map(|drawn| write(app, drawn, &password_hash, since)).buffer_unordered(app.db.writers());
    futures_util::pin_mut!(written);
    while let Some(platform) = written.try_next().await? {
        made.youths += platform.youths;
        made.cases += platform.cases;
        made.events += platform.events;
        made.accounts += platform.accounts.len();
        let lead =
            platform.accounts.iter().find(|account| account.role == Role::PlatformLead).map(|account| account.id);
        leads.extend(lead.map(|lead| (platform.code.clone(), lead)));
        if platform.code == SHOWN_PLATFORM {
            shown.extend(platform.accounts);
        }
        done += 1;
        progress(done, made.platforms);
    }
    drawing.await?;
    let mut tx = app.begin(&Actor::command()).await?;
    let mut ids = Ids::block(made.platforms as u64 + 1);
    negotiations::write(&mut tx, &shown, &leads, now, &mut ids, &mut rng).await?;
    indicators::write(&mut tx, &shown, &leads, now, &mut ids, &mut rng).await?;
    let shown = show(&shown);
    sql!("INSERT INTO setting (name, value) VALUES ('demo_accounts', $1)")
        .bind(serde_json::to_string(&shown)?)
        .execute(&mut tx)
        .await?;
    tx.commit().await?;
    Ok((made, shown))
}

/// What was written of a platform.
struct Written {
    code: String,
    accounts: Vec<Account>,
    youths: u64,
    cases: u64,
    events: u64,
}

async fn write(
    app: &App,
    drawn: anyhow::Result<Drawn>,
    password_hash: &str,
    since: NaiveDate,
) -> anyhow::Result<Written> {
    let Drawn { platform, cast, world, targets } = drawn?;
    let now = app.clock.now();
    let mut tx = app.begin_bulk(&Actor::command()).await?;
    cast::write_accounts(&mut tx, &cast.accounts, password_hash, now).await?;
    cast::write_members(&mut tx, &platform, &cast.members, since).await?;
    load::write_world(&mut tx, &platform, cast.clerks().first().copied(), &world).await?;
    targets::write(&mut tx, &platform, &targets, now).await?;
    tx.commit().await?;
    Ok(Written {
        code: platform,
        accounts: cast.accounts,
        youths: world.youths.len() as u64,
        cases: world.cases.len() as u64,
        events: world.cases.iter().map(|case| case.events.len() as u64).sum(),
    })
}

/// A platform drawn, to be written.
struct Drawn {
    platform: String,
    cast: cast::Cast,
    world: World,
    targets: Vec<targets::Target>,
}

fn draw(
    nth: usize,
    platform: &Platform,
    schools: &people::Schools,
    size: u64,
    people: &People,
    now: chrono::DateTime<chrono::Utc>,
    seed: u64,
) -> anyhow::Result<Drawn> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(nth as u64 + 1);
    let mut ids = Ids::block(nth as u64 + 1);
    let cast = cast::of_platform(platform, people, &mut ids, &mut rng)?;
    let setting = Setting { platform, people, schools, cast: &cast, now };
    let world = world::draw(&setting, size, &mut ids, &mut rng);
    let targets = targets::draw(&mut rng, now, &mut ids);
    Ok(Drawn { platform: platform.code.as_str().to_owned(), cast, world, targets })
}

/// The median platform is told of 420 young people a year; sizes are log-normal, between 150 and 1,500 (DOMAIN.md §3.2).
fn sizes(plan: &[Platform], wish: Wish) -> Vec<u64> {
    let mut rng = ChaCha8Rng::seed_from_u64(wish.seed);
    rng.set_stream(u64::MAX);
    let natural: Vec<f64> = plan
        .iter()
        .map(|platform| {
            // Half chance, half inhabitants: the big town is not always the big platform.
            let by_people = (f64::from(platform.population()) / 150_000.0).powf(0.5);
            (history::log_normal(&mut rng, 420.0, 0.3) * by_people).clamp(150.0, 1500.0) * 2.0
        })
        .collect();
    let total: f64 = natural.iter().sum();
    let wished = wish.cases.map_or(total, |cases| cases as f64);
    let mut cumulated = 0.0;
    let mut given = 0;
    natural
        .iter()
        .map(|size| {
            cumulated += size * wished / total;
            let upto = (cumulated + 0.5) as u64;
            let size = upto - given;
            given = upto;
            size
        })
        .collect()
}

/// The platform whose people the sign-in page offers.
const SHOWN_PLATFORM: &str = "29-BREST";

/// One account of each role, around Brest.
fn show(accounts: &[Account]) -> Vec<Shown> {
    const WHERE: &[(Role, &str, &str)] = &[
        (Role::PlatformAssistant, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::PlatformLead, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::MldsCoordinator, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::Member, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::ContactOperator, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::PrefectDelegate, SHOWN_PLATFORM, "PSAD de Brest"),
        (Role::DepartmentLead, "D29", "Finistère"),
        (Role::RegionLead, "A14", "académie de Rennes"),
        (Role::RegionLead, "R53", "région académique Bretagne"),
        (Role::NationalTeam, "FR", "France"),
        (Role::Administrator, "FR", "France"),
    ];
    WHERE
        .iter()
        .filter_map(|(role, territory, place)| {
            let account = accounts.iter().find(|a| a.role == *role && a.territory == *territory)?;
            let label = format!("{}, {} ({place})", account.name, role.label());
            Some(Shown { email: account.email.clone(), password: PASSWORD, label })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;
    use follow::cases::event::What;
    use follow::cases::facts::Facts;
    use follow::cases::situation::{Situation, Verification};

    fn brest(seed: u64, size: u64) -> World {
        let now = chrono::Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).single().expect("an instant");
        let plan = platforms::plan().expect("the plan reads");
        let people = People::read().expect("the people read");
        let schools = people::schools(&plan, &mut ChaCha8Rng::seed_from_u64(seed)).expect("the schools read");
        let nth = plan.iter().position(|p| p.code.as_str() == SHOWN_PLATFORM).expect("Brest is there");
        draw(nth, &plan[nth], &schools[nth], size, &people, now, seed).expect("drawn").world
    }

    #[test]
    fn the_same_seed_gives_the_same_country_and_another_seed_another_one() {
        let events = |world: &World| world.cases.iter().map(|c| c.events.clone()).collect::<Vec<_>>();
        assert_eq!(events(&brest(1, 300)), events(&brest(1, 300)));
        assert_ne!(events(&brest(1, 300)), events(&brest(2, 300)));
    }

    #[test]
    fn a_list_and_a_schooling_say_the_same_day_of_leaving() {
        let world = brest(1, 300);
        let left = |youth| {
            let youth = world.youths.iter().find(|y| y.id == youth).expect("drawn");
            youth.details.schoolings.first().and_then(|schooling| schooling.left_on)
        };
        let told = world.cases.iter().flat_map(|case| case.events.iter().map(move |event| (case.youth, &event.what)));
        let days: Vec<_> = told
            .filter_map(|(youth, what)| match what {
                What::Listed { left_on: Some(on), .. } => Some((left(youth), Some(*on))),
                _ => None,
            })
            .collect();
        assert!(days.len() > 100 && days.iter().all(|(school, list)| school == list));
    }

    #[test]
    fn what_happens_respects_the_order_of_things() {
        let now = chrono::Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).single().expect("an instant");
        let today = base::clock::paris_day(now);
        for case in brest(3, 1500).cases {
            assert!((1..).zip(&case.events).all(|(n, e)| e.number == n), "numbered in order of recording");
            for event in &case.events {
                assert!(event.happened_on <= today && event.recorded_at <= now);
                assert!(event.happened_on >= case.opened_on, "nothing happens before the report");
                assert!(event.replaces.is_none_or(|n| n < event.number));
            }
            assert!(case.events.windows(2).all(|pair| pair[0].recorded_at <= pair[1].recorded_at));
            assert!(case.events[0].what.is_report());
        }
    }

    #[test]
    fn the_shares_are_those_of_the_trade() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let world = brest(5, 4000);
        let facts: Vec<Facts> =
            world.cases.iter().filter_map(|c| Facts::of(&c.events, &c.traits, None, today)).collect();
        assert_eq!(facts.len(), 4000);
        let settled = |f: &&Facts| f.entry_on < today - chrono::Duration::days(150);
        let old: Vec<&Facts> = facts.iter().filter(settled).collect();
        let share = |part: usize, of: usize| part as f64 / of as f64;
        let not_concerned = old.iter().filter(|f| f.standing.verification == Verification::NotConcerned).count();
        assert!((0.35..0.65).contains(&share(not_concerned, old.len())), "{not_concerned} of {}", old.len());
        let confirmed: Vec<_> = old.iter().filter(|f| f.standing.verification == Verification::Confirmed).collect();
        let found = confirmed.iter().filter(|f| f.first_solution.is_some()).count();
        assert!((0.25..0.45).contains(&share(found, confirmed.len())), "{found} of {}", confirmed.len());
        let unreachable = confirmed.iter().filter(|f| f.standing.situation == Situation::Unreachable).count();
        assert!((0.12..0.32).contains(&share(unreachable, confirmed.len())), "{unreachable} of {}", confirmed.len());
        let events = world.cases.iter().map(|c| c.events.len()).sum::<usize>();
        assert!((8.0..12.5).contains(&(events as f64 / 4000.0)), "{events} events");
    }
}

//! Making a release.
use super::actions::{PUBLISHED, RELEASE};
use super::model::{Class, Quarter, Release};
use super::store;
use super::table::{Counts, Place, counts, protected, with_platforms};
use crate::figures::{self, Dimension, Period, Question, Reading, Wanted};
use base::clock::new_id;
use base::french::{date_long, fr};
use base::{Actor, App, Error, Result, Target};
use db::Tx;
use network::territories::Level;
use std::collections::BTreeSet;

/// The kind of the background job that publishes; its payload is the quarter.
pub const JOB: &str = "publish-release";
/// The smallest number that is shown, zero apart: the same in the whole country.
const THRESHOLD: u32 = 5;

/// Publishes a quarter that is over, as it was known yesterday.
///
/// # Errors
/// [`Error::Refused`] when the quarter is not over, is published already, or cannot be protected: nothing is published then.
pub async fn publish(app: &App, actor: &Actor, quarter: Quarter) -> Result<Release> {
    let known_on = app.clock.today().pred_opt().unwrap_or_default();
    let mut tx = app.read().await?;
    may_be(&mut tx, quarter, known_on).await?;
    let everywhere = with_platforms(store::places(&mut tx).await?);
    let counts = count(app, &mut tx, quarter, known_on).await?;
    let senders = store::senders(&mut tx, quarter, known_on).await?;
    let is_heard = |code: &str| senders.contains(code) || counts.contains_key(&(code.to_owned(), Class::All));
    let (places, silent) = heard(everywhere, is_heard);
    if places.is_empty() {
        return Err(Error::Refused(fr(
            "Aucune plate-forme n’a transmis de liste pour ce trimestre : rien n’est publié.",
        )));
    }
    drop(tx);
    let told = tokio::task::spawn_blocking(move || protected(&places, &counts, THRESHOLD))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    let Some((detail, told)) = told else {
        return Err(Error::Refused(fr(
            "Ces chiffres sont trop petits pour être publiés sans que l’on puisse en retrouver : rien n’est publié.",
        )));
    };
    let mut tx = app.begin(actor).await?;
    let release = Release {
        id: new_id(tx.now()),
        quarter,
        known_on,
        threshold: i64::from(THRESHOLD),
        detail,
        program: env!("CARGO_PKG_VERSION").into(),
        made_at: tx.now(),
    };
    may_be(&mut tx, quarter, known_on).await?;
    store::write(&mut tx, &release, told, &silent).await?;
    tx.audit(PUBLISHED, Target::new(RELEASE, quarter.to_string()).at("FR")).await?;
    tx.commit().await?;
    Ok(release)
}

/// The background job of that quarter: one that is published already is done.
///
/// # Errors
/// As [`publish`], and when the payload is no quarter.
pub async fn publish_job(app: &App, quarter: &str) -> Result<()> {
    let quarter: Quarter = quarter.parse().map_err(Error::Internal)?;
    if store::find(&mut app.read().await?, quarter).await?.is_some() {
        return Ok(());
    }
    publish(app, &Actor::command(), quarter).await.map(drop)
}

/// Whether the quarter may be published, with what was known on that day.
pub(super) async fn may_be(tx: &mut Tx, quarter: Quarter, known_on: chrono::NaiveDate) -> Result<()> {
    if quarter.last_day() > known_on {
        return Err(Error::Refused(fr(&format!(
            "Ce trimestre n’est pas fini : il pourra être publié à partir du {}.",
            date_long(quarter.last_day() + chrono::Days::new(2))
        ))));
    }
    if store::find(tx, quarter).await?.is_some() {
        return Err(Error::Refused(fr(
            "Ce trimestre est déjà publié. Une publication ne se refait pas : la différence entre deux versions donnerait ce qui est masqué.",
        )));
    }
    Ok(())
}

/// The territories that sent something, and the codes of those that did not: platforms, and what holds no other. Everybody is told
/// who is silent, and so that nobody is counted there: they are left out of the table, or their zeros could be taken to hide others.
fn heard(everywhere: Vec<Place>, is_heard: impl Fn(&str) -> bool) -> (Vec<Place>, BTreeSet<String>) {
    let mut silent: BTreeSet<String> = everywhere.iter().map(|place| place.code.clone()).collect();
    let sent = |place: &Place| place.level != Level::Platform || is_heard(&place.code);
    let places = with_platforms(everywhere.into_iter().filter(sent).collect());
    places.iter().for_each(|place| {
        silent.remove(&place.code);
    });
    (places, silent)
}

/// The counts of every platform, by class.
async fn count(app: &App, tx: &mut Tx, quarter: Quarter, known_on: chrono::NaiveDate) -> Result<Counts> {
    let question = Question {
        territory: "FR".into(),
        period: Period { from: quarter.first_day(), to: quarter.last_day() },
        at: known_on,
        known_on: Some(known_on),
        by: vec![],
        only: vec![],
    };
    let by: [&[Dimension]; 3] =
        [&[Dimension::Platform], &[Dimension::Platform, Dimension::Sex], &[Dimension::Platform, Dimension::Age]];
    let Reading { answers, .. } =
        figures::read(app, tx, &Actor::command(), &question, Wanted { by: &by, days: &[] }).await?;
    let every = Class::every();
    let mut all = Counts::new();
    for (dimensions, answer) in by.iter().zip(answers) {
        for cell in answer.cells {
            let class = match (dimensions.get(1), cell.classes.get(1)) {
                (Some(Dimension::Sex), Some(code)) => {
                    every.iter().find(|class| matches!(class, Class::Sex(of) if of == code))
                }
                (Some(Dimension::Age), Some(code)) => {
                    every.iter().find(|class| matches!(class, Class::Age(of) if of == code))
                }
                _ => Some(&Class::All),
            };
            if let (Some(class), Some(platform)) = (class, cell.classes.first()) {
                all.insert((platform.clone(), *class), counts(&cell.tally));
            }
        }
    }
    Ok(all)
}

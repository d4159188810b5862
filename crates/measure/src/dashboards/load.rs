//! All that a dashboard shows, in a number of statements that no number of cases changes.
use super::place::{self, Place};
use crate::asked::Asked;
use crate::figures::{self, Answer, Cell, Dimension, Pending, Progress, Reading, Tally, Wanted, a_year_before};
use crate::indicators::{Indicator, own};
use crate::objectives::{LastYear, Target, Trajectory, store as targets, trajectory};
use crate::words;
use base::{Actor, App, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx};
use network::rights::{self, Permission};
use network::territories::{Level, Territory};

pub struct Dashboard {
    pub place: Place,
    pub asked: Asked,
    pub now: DateTime<Utc>,
    pub this: Cohort,
    /// Those who entered a year before, as they stand today.
    pub before: Cohort,
    /// What happened in the period, and in the same days a year before.
    pub activity: Activity,
    /// Distinct youths of the cohort: fewer than its cases when some are followed twice.
    pub persons: i64,
    /// Those that hold for the school year; none for another period.
    pub targets: Vec<Target>,
    /// Every territory under this one, in alphabetical order.
    pub within: Vec<Territory>,
    pub may_see_cases: bool,
    pub may_set_targets: bool,
    /// Indicators that people added, where they apply.
    pub own: Vec<own::Line>,
    /// Whether the reader types what they ask of the platform.
    pub may_type: bool,
}

/// The cases that entered in a period.
pub struct Cohort {
    answers: Vec<(&'static [Dimension], Answer)>,
    /// On the last day of each month of the period that has begun.
    pub months: Vec<Progress>,
    /// Today, or on the same day a year before.
    pub then: Progress,
    /// At the end of the period.
    end: Progress,
    pub pending: Pending,
}

/// What happened in a period, until the day that is looked from.
pub struct Activity {
    whole: Answer,
    months: Answer,
    /// A year before, until the same day.
    before: Answer,
}

const WHOLE: &[Dimension] = &[];
const EVERYWHERE: [&[Dimension]; 7] = [
    WHOLE,
    &[Dimension::Month],
    &[Dimension::Sex],
    &[Dimension::Age],
    &[Dimension::Source],
    &[Dimension::Schooling],
    &[Dimension::PriorityDistrict],
];

/// The territories a level shows, beside the breakdowns of every level.
pub(super) const fn territories_of(level: Level) -> &'static [&'static [Dimension]] {
    match level {
        Level::Nation => &[&[Dimension::Region], &[Dimension::Department]],
        Level::Region | Level::Academy => &[&[Dimension::Department], &[Dimension::Platform]],
        Level::Department => &[&[Dimension::Platform]],
        Level::Platform => &[],
    }
}

pub async fn load(app: &App, tx: &mut Tx, actor: &Actor, place: Place, asked: Asked) -> Result<Dashboard> {
    let code = place.code().to_owned();
    let mut by = EVERYWHERE.to_vec();
    by.extend(territories_of(place.level()));
    let ends = words::month_ends(asked.period, asked.today);
    let this = Cohort::read(app, tx, actor, &asked.question(&code), by, ends, asked.today).await?;
    let question = asked.question_before(&code);
    let ends = words::month_ends(question.period, asked.today);
    let then = a_year_before(asked.today);
    let before = Cohort::read(app, tx, actor, &question, vec![WHOLE, &[Dimension::Month]], ends, then).await?;
    let activity = Activity::read(app, tx, actor, &asked, &code).await?;
    let persons = figures::persons(app, tx, actor, &asked.question(&code)).await?.values().sum();
    let targets = match asked.school_year() {
        Some(year) if asked.only.is_empty() => targets::of_year(tx, &code, year).await?,
        _ => vec![],
    };
    let within = if place.level() == Level::Platform { vec![] } else { place::within(tx, &code).await? };
    let is_platform = place.level() == Level::Platform;
    // The list of cases is today's.
    let may_see_cases = is_platform && !asked.is_past && rights::may(tx, actor, Permission::SeeCases, &code).await?;
    let may_set_targets = targets::may_set(tx, actor, &code).await?;
    let own = own::lines(app, tx, actor, &asked, &code).await?;
    let may_type = is_platform && !own.is_empty() && own::may_type(tx, actor, &code).await?;
    let now = app.clock.now();
    let then = asked.known_on().map_or(now, base::clock::end_of_paris_day);
    let targets = targets.into_iter().filter(|target| target.holds(then)).collect();
    Ok(Dashboard {
        place,
        asked,
        now,
        this,
        before,
        activity,
        persons,
        targets,
        within,
        may_see_cases,
        may_set_targets,
        own,
        may_type,
    })
}

impl Cohort {
    async fn read(
        app: &App,
        tx: &mut Tx,
        actor: &Actor,
        question: &figures::Question,
        by: Vec<&'static [Dimension]>,
        mut days: Vec<NaiveDate>,
        then: NaiveDate,
    ) -> Result<Cohort> {
        let months = days.len();
        days.extend([then, question.period.to]);
        let Reading { answers, mut progress, pending } =
            figures::read(app, tx, actor, question, Wanted { by: &by, days: &days }).await?;
        let last = progress.split_off(months);
        let [then, end] = <[Progress; 2]>::try_from(last).expect("one progress for each day asked");
        Ok(Cohort { answers: by.into_iter().zip(answers).collect(), months: progress, then, end, pending })
    }

    pub fn whole(&self) -> &Tally {
        let answer = self.answers.iter().find(|(by, _)| by.is_empty());
        answer.map(|(_, answer)| answer.whole()).expect("the whole is always asked")
    }

    /// The cells of one breakdown; none when it was not asked.
    pub fn by(&self, dimension: Dimension) -> &[Cell] {
        let answer = self.answers.iter().find(|(by, _)| *by == [dimension]);
        answer.map_or(&[], |(_, answer)| &answer.cells)
    }

    /// What was counted in one class; nothing when nobody is in it.
    pub fn class(&self, dimension: Dimension, class: &str) -> Tally {
        let cells = self.by(dimension);
        cells.iter().find(|cell| cell.classes == [class]).map(|cell| cell.tally.clone()).unwrap_or_default()
    }
}

impl Activity {
    async fn read(app: &App, tx: &mut Tx, actor: &Actor, asked: &Asked, territory: &str) -> Result<Activity> {
        let question = figures::Question { period: asked.past(), ..asked.question(territory) };
        let mut answers = figures::activity(app, tx, actor, &question, &[WHOLE, &[Dimension::Month]]).await?;
        let before =
            figures::Question { period: question.period.a_year_before(), at: a_year_before(question.at), ..question };
        answers.extend(figures::activity(app, tx, actor, &before, &[WHOLE]).await?);
        let [whole, months, before] = <[Answer; 3]>::try_from(answers).expect("one answer for each breakdown");
        Ok(Activity { whole, months, before })
    }

    pub fn whole(&self) -> &Tally {
        self.whole.whole()
    }

    pub fn before(&self) -> &Tally {
        self.before.whole()
    }

    /// Of the month of a day.
    pub fn month(&self, day: NaiveDate) -> Tally {
        self.months.cell(&[day.format("%Y-%m").to_string().as_str()]).cloned().unwrap_or_default()
    }
}

impl Dashboard {
    pub fn code(&self) -> &str {
        self.place.code()
    }

    /// Whether anybody had entered a year before: else there is nothing to compare with.
    pub fn has_before(&self) -> bool {
        !self.before.whole().is_empty()
    }

    pub fn target(&self, indicator: Indicator) -> Option<f64> {
        self.targets.iter().find(|t| t.indicator == indicator).map(|t| t.value)
    }

    /// The negotiation that agreed on the target.
    pub fn agreed(&self, indicator: Indicator) -> Option<Id> {
        self.targets.iter().find(|t| t.indicator == indicator).and_then(|t| t.objective)
    }

    /// The last day that counts: today, or the end of a period that is over.
    pub fn last_day(&self) -> NaiveDate {
        self.asked.past().to
    }

    /// Where the target wants the figure to be by now.
    pub fn trajectory(&self, indicator: Indicator) -> Option<Trajectory> {
        let (target, year) = (self.target(indicator)?, self.asked.school_year()?);
        let known = self.before.end.day <= self.asked.today;
        let last_year = known.then_some(LastYear { then: &self.before.then, end: &self.before.end });
        Some(trajectory(indicator, target, year, self.last_day(), last_year))
    }

    /// What those who entered a year before are called, as they stand today.
    pub fn before_today_label(&self) -> String {
        match self.asked.school_year() {
            Some(_) => format!("{}, à ce jour", self.asked.before_label()),
            None => "Un an plus tôt, à ce jour".into(),
        }
    }

    pub fn provenance(&self, indicator: Indicator) -> String {
        self.asked.provenance(self.code(), indicator)
    }
}

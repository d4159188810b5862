//! What happens to an invented youth, in an order that makes sense, at the shares of DOMAIN.md §3.2: a third to two thirds of
//! the presumed are found not concerned; of the confirmed, a quarter cannot be reached, half are interviewed, a third find a
//! solution, of which a fifth breaks within three months.
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeDelta, Utc};
use db::Id;
use follow::cases::event::*;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// What weighs on a case before it begins.
pub struct Circumstances<'a> {
    pub entry_on: NaiveDate,
    pub opening: What,
    /// Under 18 at entry.
    pub minor: bool,
    /// When the country is made: nothing happens later.
    pub now: DateTime<Utc>,
    /// Members of the platform who may carry the case.
    pub workers: &'a [Id],
    /// The staff that records.
    pub clerks: &'a [Id],
    pub platform: &'a str,
    pub habits: Habits,
}

/// Platforms differ: how quick they call, how often it works.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Multiplies delays: around 1.
    pub slowness: f64,
    /// Multiplies the odds of a support and of a solution: around 1.
    pub success: f64,
}

impl Habits {
    pub fn draw(rng: &mut ChaCha8Rng) -> Self {
        Habits {
            slowness: log_normal(rng, 1.0, 0.35).clamp(0.5, 2.5),
            success: log_normal(rng, 1.0, 0.15).clamp(0.7, 1.4),
        }
    }
}

/// Log-normal by its median and its spread.
pub fn log_normal(rng: &mut ChaCha8Rng, median: f64, sigma: f64) -> f64 {
    let (u, v): (f64, f64) = (rng.random_range(f64::EPSILON..1.0), rng.random());
    median * (sigma * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()).exp()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    NotConcerned,
    Unreachable,
    Refuses,
    TalksOnly,
    Supported,
    FindsSolution,
}

/// The events of a case, numbered in order of recording.
pub fn history(rng: &mut ChaCha8Rng, circumstances: &Circumstances) -> Vec<Event> {
    let today = base::clock::paris_day(circumstances.now);
    let mut story = Story { rng, c: circumstances, today, steps: vec![], day: circumstances.entry_on };
    story.tell();
    story.into_events()
}

struct Step {
    on: NaiveDate,
    what: What,
    /// A first version with another day, corrected afterwards.
    misdated: bool,
}

struct Story<'a> {
    rng: &'a mut ChaCha8Rng,
    c: &'a Circumstances<'a>,
    today: NaiveDate,
    steps: Vec<Step>,
    /// Where the story has got to.
    day: NaiveDate,
}

impl Story<'_> {
    fn tell(&mut self) {
        self.note(self.c.opening.clone());
        if self.chance(0.35) {
            self.assign();
        }
        let fate = self.fate();
        if matches!(self.c.opening, What::CameForward { .. }) {
            self.welcome();
        }
        let first_call = log_normal(self.rng, 11.0 * self.c.habits.slowness, 0.8).min(120.0) as i64;
        self.wait(first_call, first_call);
        match fate {
            Fate::NotConcerned => self.not_concerned(),
            Fate::Unreachable => self.unreachable(),
            _ => {
                self.reach();
                self.verify();
                match fate {
                    Fate::Refuses => {
                        self.note(What::Refused);
                        self.summon();
                    }
                    Fate::TalksOnly => self.talk_again(),
                    Fate::Supported => self.supported(),
                    _ => self.finds_solution(),
                }
            }
        }
    }

    /// Who comes by himself is received, most often within the 15 days of the law.
    fn welcome(&mut self) {
        let late = self.chance(0.1);
        self.wait(2, if late { 25 } else { 14 });
        let by = self.any_worker();
        let guardian_present = self.c.minor;
        self.note(What::InterviewHeld { guardian_present, by });
        self.assign();
    }

    fn fate(&mut self) -> Fate {
        // Who comes by himself is without a solution, and wants one.
        if matches!(self.c.opening, What::CameForward { .. }) {
            return if self.chance(0.6) { Fate::FindsSolution } else { Fate::Supported };
        }
        let lift = self.c.habits.success;
        let draw = self.rng.random_range(0.0..1.0);
        let shares = [
            (0.47, Fate::NotConcerned),
            (0.13, Fate::Unreachable),
            (0.04, Fate::Refuses),
            (0.06, Fate::TalksOnly),
            (0.12 * lift, Fate::Supported),
        ];
        let mut sum = 0.0;
        for (share, fate) in shares {
            sum += share;
            if draw < sum {
                return fate;
            }
        }
        if self.chance(0.9 * lift.min(1.1)) { Fate::FindsSolution } else { Fate::TalksOnly }
    }

    fn not_concerned(&mut self) {
        let told_by_a_list = self.chance(0.4);
        if told_by_a_list {
            self.vain_attempts(0..4);
        } else {
            self.vain_attempts(1..7);
            self.attempt(Outcome::Reached { appointment: None });
        }
        let reason = self.one_of(&[
            (45, NotConcerned::InSchool),
            (28, NotConcerned::Apprentice),
            (8, NotConcerned::AgriculturalSchool),
            (12, NotConcerned::Employed),
            (3, NotConcerned::Graduated),
            (2, NotConcerned::MovedAbroad),
            (2, NotConcerned::SchoolStatusKept),
        ]);
        self.note(What::Verified(Finding::NotConcerned(reason)));
        self.wait(20, 60);
        if self.chance(0.7) {
            self.note(What::LeftList { list: None, source: Source::NationalList });
        }
        if self.chance(0.6) {
            self.note(What::Closed(ClosedReason::NotConcerned));
        }
    }

    fn unreachable(&mut self) {
        self.vain_attempts(6..14);
        if self.chance(0.85) {
            self.note(What::Unreachable);
        }
        self.summon();
    }

    /// A minor who does not come is summoned, then the département is told (R114-7 c. éduc.).
    fn summon(&mut self) {
        if self.c.minor && self.chance(0.9) {
            self.wait(5, 25);
            self.note(What::Summoned);
            self.wait(30, 58);
            if self.chance(0.93) {
                self.note(What::DepartmentNotified);
            }
        }
    }

    fn reach(&mut self) {
        self.vain_attempts(1..8);
        if self.chance(0.25) {
            let moment = self.moment(1, 5);
            self.attempt(Outcome::CallBack(moment));
            self.day = moment.on;
        }
        self.attempt(Outcome::Reached { appointment: None });
    }

    fn verify(&mut self) {
        self.note(What::Verified(Finding::Confirmed));
        if self.chance(0.9) {
            self.assign();
        }
    }

    fn assign(&mut self) {
        if let Some(to) = self.any_worker() {
            self.note(What::Assigned { to: Some(to) });
        }
    }

    fn talk_again(&mut self) {
        if self.c.minor && self.chance(0.8) {
            self.interview();
        }
        self.wait(5, 40);
        if self.chance(0.5) {
            self.attempt(Outcome::Reached { appointment: None });
        }
    }

    fn interview(&mut self) {
        let moment = self.moment(3, 21);
        self.attempt(Outcome::Reached { appointment: Some(moment) });
        self.day = moment.on;
        if self.chance(0.2) {
            self.note(What::InterviewMissed);
            self.wait(4, 15);
        }
        let guardian_present = self.c.minor && self.chance(0.95);
        let by = self.any_worker();
        self.note(What::InterviewHeld { guardian_present, by });
    }

    fn supported(&mut self) {
        if self.chance(0.9) {
            self.interview();
        }
        self.wait(1, 30);
        let scheme = self.scheme();
        let by = self.any_worker();
        self.note(What::SupportStarted { by, scheme });
        for _ in 0..self.rng.random_range(2..9) {
            self.wait(15, 45);
            if self.chance(0.4) {
                let by = self.any_worker();
                self.note(What::InterviewHeld { guardian_present: false, by });
            } else {
                self.attempt(Outcome::Reached { appointment: None });
            }
        }
        if self.chance(0.35) {
            self.wait(20, 90);
            let ended = self.chance(0.7);
            self.note(if ended { What::SupportEnded } else { What::Refused });
        }
    }

    fn finds_solution(&mut self) {
        if self.chance(0.85) {
            self.interview();
        }
        if self.chance(0.6) {
            self.wait(1, 20);
            let (by, scheme) = (self.any_worker(), self.scheme());
            self.note(What::SupportStarted { by, scheme });
        }
        let kind = self.one_of(&[
            (42, Solution::InitialTraining),
            (22, Solution::Apprenticeship),
            (6, Solution::ContinuingTraining),
            (19, Solution::Employment),
            (7, Solution::CivicService),
            (4, Solution::Other),
        ]);
        for _ in 0..self.rng.random_range(1..4) {
            self.wait(7, 30);
            self.attempt(Outcome::Reached { appointment: None });
        }
        self.note(What::SolutionProposed { kind, place: None });
        if self.chance(0.15) {
            self.wait(2, 15);
            self.note(What::SolutionDeclined { kind, place: None });
            self.wait(10, 40);
        }
        self.wait(7, 45);
        self.note(What::SolutionStarted { kind, place: None, until: None });
        let started = self.day;
        if self.chance(0.2) {
            self.wait(10, 90);
            self.note(What::SolutionBroken);
            self.wait(2, 15);
            if self.chance(0.93) {
                self.attempt(Outcome::Reached { appointment: None });
            }
            return;
        }
        for months in [91, 182, 365] {
            self.day = started;
            self.wait(months, months + 12);
            if self.chance(0.75) {
                let found = self.one_of(&[(86, Check::Still), (8, Check::NoLonger), (6, Check::Unknown)]);
                self.note(What::SituationChecked(found));
                if found != Check::Still {
                    return;
                }
            }
        }
        if self.day < self.today && self.chance(0.3) {
            self.wait(10, 60);
            self.note(What::SolutionCompleted);
        }
    }

    fn scheme(&mut self) -> Scheme {
        self.one_of(&[
            (40, Scheme::MissionLocale),
            (25, Scheme::Mlds),
            (12, Scheme::Cej),
            (8, Scheme::Pacea),
            (7, Scheme::Foquale),
            (5, Scheme::E2c),
            (3, Scheme::Epide),
        ])
    }

    fn vain_attempts(&mut self, count: std::ops::Range<u32>) {
        for _ in 0..self.rng.random_range(count) {
            let outcome = self.one_of(&[(60, Outcome::NoAnswer), (32, Outcome::Message), (8, Outcome::WrongNumber)]);
            self.attempt(outcome);
            self.wait(1, 12);
        }
    }

    fn attempt(&mut self, outcome: Outcome) {
        let channel = self.one_of(&[
            (74, Channel::Phone),
            (12, Channel::Sms),
            (5, Channel::Email),
            (6, Channel::Letter),
            (1, Channel::Visit),
            (2, Channel::Messaging),
        ]);
        let guardian = if self.c.minor { 0.45 } else { 0.15 };
        let person = if self.chance(guardian) { Contacted::Guardian } else { Contacted::Youth };
        self.note(What::ContactAttempted { channel, person, outcome });
    }

    fn note(&mut self, what: What) {
        if self.day <= self.today {
            let misdated = self.chance(0.012) && self.day > self.c.entry_on + Duration::days(3);
            self.steps.push(Step { on: self.day, what, misdated });
        }
    }

    fn wait(&mut self, least: i64, most: i64) {
        self.day += Duration::days(if most > least { self.rng.random_range(least..=most) } else { least });
    }

    fn moment(&mut self, least: i64, most: i64) -> Moment {
        let on = self.day + Duration::days(self.rng.random_range(least..=most));
        let (hour, half) = (self.rng.random_range(9..18), self.rng.random_bool(0.5));
        Moment { on, at: NaiveTime::from_hms_opt(hour, if half { 30 } else { 0 }, 0) }
    }

    fn any_worker(&mut self) -> Option<Id> {
        (!self.c.workers.is_empty()).then(|| self.c.workers[self.rng.random_range(0..self.c.workers.len())])
    }

    fn chance(&mut self, share: f64) -> bool {
        self.rng.random_bool(share.clamp(0.0, 1.0))
    }

    fn one_of<T: Copy>(&mut self, weighted: &[(u32, T)]) -> T {
        let total: u32 = weighted.iter().map(|(w, _)| w).sum();
        let mut draw = self.rng.random_range(0..total);
        for (weight, value) in weighted {
            if draw < *weight {
                return *value;
            }
            draw -= weight;
        }
        weighted[weighted.len() - 1].1
    }

    /// Most events are recorded the same day, some a few days late; a misdated one is followed by its correction.
    fn into_events(mut self) -> Vec<Event> {
        struct Record {
            at: DateTime<Utc>,
            on: NaiveDate,
            what: What,
            corrects: Option<usize>,
        }
        let mut records: Vec<Record> = vec![];
        for step in std::mem::take(&mut self.steps) {
            let at = self.recording(step.on, records.last().map(|r| r.at));
            let shown = if step.misdated { step.on - Duration::days(self.rng.random_range(1..=3)) } else { step.on };
            records.push(Record { at, on: shown, what: step.what.clone(), corrects: None });
            if step.misdated {
                let later = (at + TimeDelta::hours(self.rng.random_range(20..70))).min(self.c.now);
                records.push(Record { at: later, on: step.on, what: step.what, corrects: Some(records.len() - 1) });
            }
        }
        let clerk = (!self.c.clerks.is_empty()).then(|| self.c.clerks[self.rng.random_range(0..self.c.clerks.len())]);
        let mut order: Vec<usize> = (0..records.len()).collect();
        order.sort_by_key(|&i| (records[i].at, i));
        let mut number_of = vec![0_i64; records.len()];
        for (number, &i) in (1..).zip(&order) {
            number_of[i] = number;
        }
        order
            .iter()
            .map(|&i| Event {
                number: number_of[i],
                happened_on: records[i].on,
                recorded_at: records[i].at,
                recorded_by: clerk,
                platform: self.c.platform.to_owned(),
                replaces: records[i].corrects.map(|c| number_of[c]),
                what: records[i].what.clone(),
                note: None,
                why: records[i].corrects.map(|_| "Date rectifiée".to_owned()),
            })
            .collect()
    }

    fn recording(&mut self, on: NaiveDate, after: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let late = match self.rng.random_range(0..100) {
            0..84 => 0,
            84..95 => self.rng.random_range(1..4),
            _ => self.rng.random_range(4..15),
        };
        let seconds = self.rng.random_range(7 * 3600..16 * 3600);
        let at = on.and_time(NaiveTime::MIN).and_utc() + Duration::days(late) + Duration::seconds(seconds);
        // What is told in order was recorded in order, a minute apart at least.
        let at = after.map_or(at, |after| at.max(after + Duration::minutes(1)));
        at.min(self.c.now)
    }
}

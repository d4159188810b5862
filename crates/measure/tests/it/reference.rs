//! MEASURE.md read a second time, straight from the events: each question looks at the whole history afresh. Shares nothing with
//! the fold of `follow` nor with the figures.
use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};
use db::{Id, Tx};
use measure::figures::Value;
use std::collections::HashMap;

#[derive(Clone, Debug, db::FromRow)]
struct Event {
    case_id: Id,
    number: i64,
    kind: String,
    happened_on: NaiveDate,
    recorded_at: DateTime<Utc>,
    replaces: Option<i64>,
    outcome: Option<String>,
    guardian_present: Option<bool>,
    right_to_return: Option<bool>,
    platform: String,
    solution: Option<String>,
    source: Option<String>,
    member_id: Option<Id>,
}

#[derive(Debug, db::FromRow)]
struct CaseRow {
    id: Id,
    youth_id: Id,
    platform: String,
    department: String,
    academy: String,
    region: String,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
    schooling: Option<String>,
}

/// One case with its events that hold, in order.
#[derive(Debug)]
pub struct Case {
    row: CaseRow,
    held: Vec<Event>,
    pub entry: NaiveDate,
    source: String,
}

/// Every case that a report opens.
pub async fn cases(tx: &mut Tx) -> Vec<Case> {
    cases_known(tx, DateTime::<Utc>::MAX_UTC).await
}

/// The same from what was recorded by then.
pub async fn cases_known(tx: &mut Tx, at: DateTime<Utc>) -> Vec<Case> {
    let rows: Vec<CaseRow> = db::query(
        "SELECT c.id, c.youth_id, c.platform, p.department, p.academy, p.region, y.sex, y.born_on, y.priority_district,
                (SELECT s.category FROM schooling s WHERE s.youth_id = y.id AND s.removed_at IS NULL AND s.category <> 'unknown'
                 ORDER BY s.recorded_at, s.id LIMIT 1) AS schooling
         FROM youth_case c JOIN youth y ON y.id = c.youth_id JOIN platform p ON p.code = c.platform",
    )
    .all(tx)
    .await
    .unwrap();
    let events: Vec<Event> = db::query(
        "SELECT case_id, number, kind, happened_on, recorded_at, replaces, outcome, solution, source, member_id, platform, guardian_present,
                right_to_return FROM case_event",
    )
    .all(tx)
    .await
    .unwrap();
    let mut by_case: HashMap<Id, Vec<Event>> = HashMap::new();
    for event in events.into_iter().filter(|event| event.recorded_at <= at) {
        by_case.entry(event.case_id).or_default().push(event);
    }
    rows.into_iter()
        .filter_map(|row| {
            let all = by_case.remove(&row.id).unwrap_or_default();
            let mut held: Vec<Event> = all
                .iter()
                .filter(|e| e.kind != "Withdrawn" && !all.iter().any(|other| other.replaces == Some(e.number)))
                .cloned()
                .collect();
            held.sort_by(|a, b| {
                (a.happened_on, a.recorded_at, a.number).cmp(&(b.happened_on, b.recorded_at, b.number))
            });
            let report = held.iter().find(|e| e.kind == "Listed" || e.kind == "CameForward")?.clone();
            let source = report.source.unwrap_or_else(|| "himself".into());
            Some(Case { row, held, entry: report.happened_on, source })
        })
        .collect()
}

impl Event {
    fn is_contact(&self) -> bool {
        self.kind == "InterviewHeld" || (self.kind == "ContactAttempted" && self.outcome.as_deref() == Some("Reached"))
    }

    fn is_check(&self, outcome: &str) -> bool {
        self.kind == "SituationChecked" && self.outcome.as_deref() == Some(outcome)
    }

    fn ends_solution(&self) -> bool {
        matches!(self.kind.as_str(), "SolutionBroken" | "SolutionCompleted") || self.is_check("NoLonger")
    }

    fn ends_support(&self) -> bool {
        matches!(self.kind.as_str(), "SupportEnded" | "Refused" | "Unreachable")
    }
}

impl Case {
    fn first(&self, is: impl Fn(&Event) -> bool) -> Option<NaiveDate> {
        self.held.iter().filter(|e| is(e)).map(|e| e.happened_on).min()
    }

    fn first_solution(&self) -> Option<&Event> {
        self.held.iter().find(|e| e.kind == "SolutionStarted")
    }

    fn contacted_on(&self) -> Option<NaiveDate> {
        self.first(Event::is_contact)
    }

    pub fn youth(&self) -> Id {
        self.row.youth_id
    }

    pub fn verification(&self) -> &'static str {
        let stands = |events: &[Event]| {
            let standing = ["InterviewHeld", "Refused", "Unreachable", "SupportStarted", "SolutionStarted"];
            events.iter().any(|e| standing.contains(&e.kind.as_str()))
        };
        let verified = self.held.iter().rposition(|e| e.kind == "Verified");
        match verified.map(|i| (i, self.held[i].outcome.as_deref())) {
            Some((_, Some("Confirmed"))) => "confirmed",
            Some((i, _)) => match self.held[i..].iter().position(|e| e.kind == "Listed") {
                None => "not_concerned",
                Some(reopened) if stands(&self.held[i + reopened..]) => "confirmed",
                Some(_) => "to_verify",
            },
            None if stands(&self.held) => "confirmed",
            None => "to_verify",
        }
    }

    fn running_solution(&self) -> Option<&Event> {
        let last = self.held.iter().rposition(|e| e.kind == "SolutionStarted")?;
        (!self.held[last..].iter().any(Event::ends_solution)).then(|| &self.held[last])
    }

    fn support_runs(&self) -> bool {
        let last = self.held.iter().rposition(|e| e.kind == "SupportStarted");
        last.is_some_and(|last| !self.held[last..].iter().any(Event::ends_support))
    }

    /// The last event that renews the time of the situation.
    fn last_news(&self) -> Option<usize> {
        let runs_before = |i: usize| {
            let start = self.held[..i].iter().rposition(|e| e.kind == "SolutionStarted");
            start.is_some_and(|start| !self.held[start..i].iter().any(Event::ends_solution))
        };
        (0..self.held.len()).rev().find(|&i| {
            let e = &self.held[i];
            let spell = ["SupportStarted", "SupportEnded", "SolutionStarted", "SolutionBroken", "SolutionCompleted"];
            e.is_contact()
                || spell.contains(&e.kind.as_str())
                || e.is_check("Still")
                || e.is_check("NoLonger")
                || (matches!(e.kind.as_str(), "Refused" | "Unreachable") && !runs_before(i))
        })
    }

    pub fn situation(&self, at: NaiveDate) -> &'static str {
        let news = self.last_news();
        if self.held.iter().rposition(|e| e.is_check("Unknown")) > news {
            return "unknown";
        }
        let (situation, lasts) = if self.running_solution().is_some() {
            ("in_solution", 210)
        } else if self.support_runs() {
            ("supported", 120)
        } else {
            let entered = self.held.iter().rev().find_map(|e| match e.kind.as_str() {
                "Refused" => Some(("refused", 365)),
                "Unreachable" => Some(("unreachable", 180)),
                _ if e.is_contact() || e.kind == "SupportEnded" || e.ends_solution() => Some(("in_contact", 60)),
                _ => None,
            });
            entered.unwrap_or(("unknown", i64::MAX))
        };
        match news.map(|i| (at - self.held[i].happened_on).num_days()) {
            Some(age) if age > lasts => "unknown",
            _ => situation,
        }
    }

    fn closed(&self) -> bool {
        let last = self.held.iter().rev().find(|e| e.kind == "Closed" || e.kind == "Reopened");
        last.is_some_and(|e| e.kind == "Closed")
    }

    fn has_worker(&self) -> bool {
        let last = self.held.iter().rev().find(|e| e.kind == "Assigned" || e.kind == "TransferredIn");
        last.is_some_and(|e| e.kind == "Assigned" && e.member_id.is_some())
    }

    /// Completed years at entry.
    fn age(&self) -> i32 {
        let born = self.row.born_on;
        let before_birthday = (self.entry.month(), self.entry.day()) < (born.month(), born.day());
        self.entry.year() - born.year() - i32::from(before_birthday)
    }

    /// The class of a dimension, by the word of the API; `territory` is one level below `of`.
    pub fn class(&self, dimension: &str, of: &str) -> String {
        match dimension {
            "month" => self.entry.format("%Y-%m").to_string(),
            "sex" => self.row.sex.clone().unwrap_or_else(|| "unknown".into()),
            "age" => match self.age() {
                ..16 => "0-15",
                16 | 17 => "16-17",
                18..21 => "18-20",
                21..26 => "21-25",
                _ => "26+",
            }
            .into(),
            "source" => self.source.clone(),
            "schooling" => self.row.schooling.clone().unwrap_or_else(|| "unknown".into()),
            "priority_district" => {
                self.row.priority_district.map_or("unknown", |yes| if yes { "yes" } else { "no" }).into()
            }
            "obligation" => if self.age() == 16 || self.age() == 17 { "yes" } else { "no" }.into(),
            "territory" => match of.chars().next().unwrap() {
                'F' => self.row.region.clone(),
                'R' => self.row.academy.clone(),
                'A' => self.row.department.clone(),
                _ => self.row.platform.clone(),
            },
            "region" => self.row.region.clone(),
            "academy" => self.row.academy.clone(),
            "department" => self.row.department.clone(),
            "platform" => self.row.platform.clone(),
            other => panic!("{other}: a dimension this reading does not know"),
        }
    }

    pub fn is_within(&self, territory: &str) -> bool {
        let CaseRow { platform, department, academy, region, .. } = &self.row;
        territory == "FR" || [platform, department, academy, region].into_iter().any(|code| code == territory)
    }

    /// The same case, nothing of which came after a day.
    fn until(&self, day: NaiveDate) -> Case {
        let CaseRow { platform, department, academy, region, sex, schooling, .. } = &self.row;
        let row = CaseRow {
            platform: platform.clone(),
            department: department.clone(),
            academy: academy.clone(),
            region: region.clone(),
            sex: sex.clone(),
            schooling: schooling.clone(),
            ..self.row
        };
        let held = self.held.iter().filter(|e| e.happened_on <= day).cloned().collect();
        Case { row, held, entry: self.entry, source: self.source.clone() }
    }

    /// Whether a solution was found so many days ago at least; the day it was that old.
    fn found_since(&self, days: u64, at: NaiveDate) -> Option<NaiveDate> {
        let on = self.first_solution().filter(|_| self.verification() == "confirmed")?.happened_on + Days::new(days);
        (on <= at).then_some(on)
    }

    fn in_solution_after(&self, days: u64, at: NaiveDate) -> bool {
        self.found_since(days, at).is_some_and(|on| self.until(on).counts("in_solution", on))
    }

    fn broken_early(&self, at: NaiveDate) -> bool {
        let Some(end) = self.found_since(91, at) else { return false };
        let found = self.held.iter().position(|e| e.kind == "SolutionStarted").unwrap();
        self.held[found..].iter().any(|e| e.kind == "SolutionBroken" && e.happened_on <= end)
    }

    /// Whether a cohort count of MEASURE.md §3 counts the case.
    fn counts(&self, code: &str, at: NaiveDate) -> bool {
        let confirmed = self.verification() == "confirmed";
        let situation = || if confirmed { self.situation(at) } else { "" };
        let happened = |kind: &str| self.held.iter().any(|e| e.kind == kind);
        match code {
            "listed" => true,
            "to_verify" | "not_concerned" | "confirmed" => self.verification() == code,
            "attempted" => happened("ContactAttempted"),
            "reached" => self.contacted_on().is_some(),
            "contacted" => confirmed && self.contacted_on().is_some(),
            "interviewed" => confirmed && happened("InterviewHeld"),
            "supported_ever" => confirmed && happened("SupportStarted"),
            "found_solution" => confirmed && happened("SolutionStarted"),
            "in_solution" | "supported" | "in_contact" | "refused" | "unreachable" | "unknown" => situation() == code,
            "without_worker" => confirmed && !self.closed() && !self.has_worker(),
            other => {
                if let Some(kind) = other.strip_prefix("found_solution_") {
                    confirmed && self.first_solution().is_some_and(|e| e.solution.as_deref() == Some(kind))
                } else if let Some(kind) = other.strip_prefix("in_solution_") {
                    let runs = self.running_solution().and_then(|e| e.solution.as_deref()) == Some(kind);
                    situation() == "in_solution" && runs
                } else {
                    panic!("{other}: an indicator this reading does not know")
                }
            }
        }
    }
}

/// Something that counts in the activity: the case, where and when, the codes of what it counts in.
pub struct Happened<'a> {
    case: &'a Case,
    platform: &'a Place,
    on: NaiveDate,
    counts: Vec<String>,
}

impl Case {
    /// What happened in the case; the clocks whose last day is over at `at` among it.
    pub fn happened<'a>(&'a self, places: &'a HashMap<String, Place>, at: NaiveDate) -> Vec<Happened<'a>> {
        let first_contact = self.held.iter().position(Event::is_contact);
        let mut all = vec![];
        let mut add = |platform: &str, on, counts: Vec<String>| {
            all.push(Happened { case: self, platform: &places[platform], on, counts });
        };
        for (nth, e) in self.held.iter().enumerate() {
            let mut counts: Vec<String> = match e.kind.as_str() {
                "ContactAttempted" => vec!["attempts".into()],
                "InterviewHeld" => vec!["interviews".into()],
                "SupportStarted" => vec!["supports_started".into()],
                "SolutionStarted" => {
                    let kind = e.solution.as_deref().unwrap();
                    vec!["solutions_started".into(), format!("solutions_started_{kind}")]
                }
                "SolutionBroken" => vec!["solutions_broken".into()],
                "Verified" => vec!["verifications".into()],
                "Refused" => vec!["refusals".into()],
                _ => vec![],
            };
            if e.is_contact() {
                counts.push("contacts".into());
            }
            if first_contact == Some(nth) {
                counts.push("first_contacts".into());
            }
            add(&e.platform, e.happened_on, counts);
        }
        for (due, code, kept) in self.clocks().into_iter().filter(|(due, ..)| *due < at) {
            let holder = self.held.iter().rev().find(|e| e.happened_on <= due).unwrap();
            let mut counts = vec![format!("{code}_due")];
            if kept {
                counts.push(format!("{code}_kept"));
            }
            add(&holder.platform, due, counts);
        }
        all
    }

    fn clocks(&self) -> Vec<(NaiveDate, &'static str, bool)> {
        let mut clocks = vec![];
        for (nth, e) in self.held.iter().enumerate() {
            if e.right_to_return != Some(true) {
                continue;
            }
            let due = e.happened_on + Days::new(15);
            let in_time: Vec<&Event> = self.held[nth..].iter().filter(|e| e.happened_on <= due).collect();
            let kept = in_time.iter().any(|e| e.kind == "InterviewHeld");
            let dropped = in_time[1..]
                .iter()
                .any(|e| matches!(e.kind.as_str(), "Refused" | "SolutionStarted") || e.right_to_return == Some(true));
            if kept || (!dropped && self.until(due).is_followed()) {
                clocks.push((due, "return", kept));
            }
        }
        let due = self.entry + Months::new(3);
        let majority = self.row.born_on + Months::new(216);
        if matches!(self.age(), 16 | 17) && due < majority {
            let then = self.until(due);
            let kept = then.held.iter().any(|e| e.kind == "InterviewHeld" && e.guardian_present == Some(true));
            let dropped = then.held.iter().any(|e| matches!(e.kind.as_str(), "Exempted" | "DepartmentNotified"))
                || then.situation(NaiveDate::MIN) == "in_solution";
            if kept || (!dropped && then.is_followed()) {
                clocks.push((due, "obligation", kept));
            }
        }
        clocks
    }

    fn is_followed(&self) -> bool {
        !self.closed() && self.verification() != "not_concerned"
    }
}

/// A platform and what is above it.
#[derive(Clone, Debug, db::FromRow)]
pub struct Place {
    code: String,
    department: String,
    academy: String,
    region: String,
}

pub async fn places(tx: &mut Tx) -> HashMap<String, Place> {
    let all: Vec<Place> = db::query("SELECT code, department, academy, region FROM platform").all(tx).await.unwrap();
    all.into_iter().map(|place| (place.code.clone(), place)).collect()
}

impl Happened<'_> {
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// As [`Case::class`], the month and the territories being those of what happened.
    pub fn class(&self, dimension: &str, of: &str) -> String {
        let Place { code, department, academy, region } = self.platform;
        match (dimension, of.chars().next().unwrap()) {
            ("month", _) => self.on.format("%Y-%m").to_string(),
            ("territory", 'F') | ("region", _) => region.clone(),
            ("territory", 'R') | ("academy", _) => academy.clone(),
            ("territory", 'A') | ("department", _) => department.clone(),
            ("territory" | "platform", _) => code.clone(),
            _ => self.case.class(dimension, of),
        }
    }

    pub fn is_within(&self, territory: &str) -> bool {
        let Place { code, department, academy, region } = self.platform;
        territory == "FR" || [code, department, academy, region].into_iter().any(|code| code == territory)
    }

    pub fn counts_at_all(&self) -> bool {
        !self.counts.is_empty()
    }
}

/// The value of an activity indicator over what happened.
pub fn activity(code: &str, happened: &[&Happened<'_>]) -> Value {
    let count = |code: &str| happened.iter().filter(|h| h.counts.iter().any(|c| c == code)).count() as i64;
    match code.strip_prefix("clock_").and_then(|clock| clock.strip_suffix("_kept")) {
        None => Value::Count(count(code)),
        Some(clock) => match count(&format!("{clock}_due")) {
            0 => Value::NotApplicable,
            denominator => Value::Rate { numerator: count(&format!("{clock}_kept")), denominator },
        },
    }
}

/// The value of an indicator over some cases.
pub fn value(code: &str, cases: &[&Case], at: NaiveDate) -> Value {
    let count = |code: &str| cases.iter().filter(|case| case.counts(code, at)).count() as i64;
    let rate = |numerator: i64, denominator: i64| match denominator {
        0 => Value::NotApplicable,
        _ => Value::Rate { numerator, denominator },
    };
    let delays = |among: &str, day: fn(&Case) -> Option<NaiveDate>| {
        let among = cases.iter().filter(|case| case.counts(among, at));
        let mut days: Vec<i64> = among.filter_map(|case| Some((day(case)? - case.entry).num_days().max(0))).collect();
        days.sort_unstable();
        days
    };
    let to_contact = || delays("contacted", Case::contacted_on);
    let to_solution = || delays("found_solution", |case| case.first_solution().map(|e| e.happened_on));
    let lasting = |days: u64| {
        let among = |is: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| is(case)).count() as i64;
        rate(among(&|case| case.in_solution_after(days, at)), among(&|case| case.found_since(days, at).is_some()))
    };
    match code {
        "in_solution_3m" => lasting(91),
        "in_solution_6m" => lasting(182),
        "in_solution_12m" => lasting(365),
        "in_solution_18m" => lasting(547),
        "broken_3m" => rate(
            cases.iter().filter(|case| case.broken_early(at)).count() as i64,
            cases.iter().filter(|case| case.found_since(91, at).is_some()).count() as i64,
        ),
        "verification_rate" => rate(count("confirmed") + count("not_concerned"), count("listed")),
        "contact_rate" => rate(count("contacted"), count("confirmed")),
        "interview_rate" => rate(count("interviewed"), count("confirmed")),
        "support_rate" => rate(count("supported_ever"), count("confirmed")),
        "solution_rate" => rate(count("found_solution"), count("confirmed")),
        "days_to_contact" => median(&to_contact()),
        "days_to_contact_p90" => nearest_rank(&to_contact()),
        "days_to_solution" => median(&to_solution()),
        "days_to_solution_p90" => nearest_rank(&to_solution()),
        other => Value::Count(count(other)),
    }
}

fn median(sorted: &[i64]) -> Value {
    match sorted.len() {
        0 => Value::NotApplicable,
        n if n % 2 == 1 => Value::Days(sorted[n / 2] as f64),
        n => Value::Days((sorted[n / 2 - 1] + sorted[n / 2]) as f64 / 2.0),
    }
}

/// The smallest value that at least nine in ten do not exceed.
fn nearest_rank(sorted: &[i64]) -> Value {
    let enough = |day: &&i64| sorted.iter().filter(|other| other <= day).count() * 10 >= sorted.len() * 9;
    sorted.iter().find(enough).map_or(Value::NotApplicable, |day| Value::Days(*day as f64))
}

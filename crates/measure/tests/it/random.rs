//! Histories drawn at random, the same for the same seed: late, out of order, corrected, withdrawn, moved, closed, reopened.
use crate::world::{PLATFORMS, World, now, schooled, today};
use base::new_id;
use chrono::{Days, NaiveDate};
use db::Id;
use follow::cases::event::{
    Channel, Check, ClosedReason, Contacted, Finding, Moment, NotConcerned, Outcome, Scheme, Solution, Source, What,
};
use follow::cases::store::NewEvent;
use follow::youths::{Civil, Details, NewYouth, Schooling, Sex};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    pub fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.below(among.len() as u64) as usize].clone()
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// Opens cases at all platforms, over two school years, and records their histories.
pub async fn histories(world: &World, dice: &mut Dice, cases: u64) {
    let mut members = vec![];
    let mut lists = vec![];
    for platform in PLATFORMS {
        members.push(world.member(platform).await);
        lists.push(world.list(platform).await);
    }
    for _ in 0..cases {
        let n = dice.below(PLATFORMS.len() as u64) as usize;
        let entry = day_between(dice, "2025-08-25", 455);
        let list = (!dice.one_in(4)).then_some(lists[n]);
        let opening = NewEvent::on(entry, opening(dice, list));
        let case = world.open(&youth(dice, entry), PLATFORMS[n], list, vec![opening]).await;
        history(world, dice, case, entry, members[n]).await;
        if dice.one_in(10) {
            let to = dice.pick(&PLATFORMS);
            transfer(world, case, PLATFORMS[n], to, entry).await;
        }
    }
}

fn day_between(dice: &mut Dice, from: &str, days: u64) -> NaiveDate {
    from.parse::<NaiveDate>().unwrap() + Days::new(dice.below(days))
}

fn youth(dice: &mut Dice, entry: NaiveDate) -> NewYouth {
    let schoolings = (0..dice.below(3)).map(|_| schooled(dice.pick(Schooling::ALL))).collect();
    let age = 15 + dice.below(12);
    NewYouth {
        id: new_id(now()),
        civil: Civil {
            last_name: "Morvan".into(),
            usage_name: None,
            first_names: vec!["Lou".into()],
            sex: dice.pick(&[Some(Sex::Female), Some(Sex::Male), None]),
            born_on: entry - Days::new(age * 365 + dice.below(370)),
            priority_district: dice.pick(&[Some(true), Some(false), None]),
        },
        details: Details { schoolings, ..Details::default() },
    }
}

fn opening(dice: &mut Dice, list: Option<Id>) -> What {
    if list.is_none() && dice.one_in(2) {
        What::CameForward { right_to_return: dice.one_in(2) }
    } else {
        What::Listed { list, source: dice.pick(Source::ALL), left_on: None }
    }
}

/// Up to twelve events from a little before the entry to today; one in five corrects or withdraws another.
async fn history(world: &World, dice: &mut Dice, case: Id, entry: NaiveDate, member: Id) {
    let span = (today() - entry).num_days().unsigned_abs() + 4;
    let mut recorded = 1;
    for _ in 0..dice.below(4) {
        let mut news = vec![];
        for _ in 0..=dice.below(3) {
            let on = (entry - Days::new(3) + Days::new(dice.below(span))).min(today());
            let mut new = NewEvent::on(on, happening(dice, member));
            let earlier = recorded + news.len() as i64;
            if earlier > 1 && dice.one_in(5) {
                new.replaces = Some(1 + dice.below(earlier as u64) as i64);
                if dice.one_in(3) {
                    new.what = What::Withdrawn;
                }
            }
            news.push(new);
        }
        recorded += news.len() as i64;
        world.happened(case, news).await;
    }
}

fn happening(dice: &mut Dice, member: Id) -> What {
    let attempt = |outcome| What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome };
    let call_back = Moment { on: today(), at: None };
    match dice.below(24) {
        0 | 1 => What::Verified(Finding::Confirmed),
        2 => What::Verified(Finding::NotConcerned(dice.pick(NotConcerned::ALL))),
        3 => What::Listed { list: None, source: dice.pick(Source::ALL), left_on: Some(today()) },
        4 => What::LeftList { list: None, source: dice.pick(Source::ALL) },
        5 => attempt(Outcome::NoAnswer),
        6 => attempt(Outcome::CallBack(call_back)),
        7 | 8 => attempt(Outcome::Reached { appointment: None }),
        9 | 10 => What::InterviewHeld { guardian_present: dice.one_in(2), by: Some(member) },
        11 => What::InterviewMissed,
        12 => What::Refused,
        13 => What::Unreachable,
        14 | 15 => What::SupportStarted { by: Some(member), scheme: dice.pick(Scheme::ALL) },
        16 => What::SupportEnded,
        17 | 18 => What::SolutionStarted { kind: dice.pick(Solution::ALL), place: None, until: None },
        19 => dice.pick(&[What::SolutionBroken, What::SolutionCompleted]),
        20 => What::SituationChecked(dice.pick(Check::ALL)),
        21 => What::Assigned { to: dice.pick(&[Some(member), None]) },
        22 => What::Closed(dice.pick(ClosedReason::ALL)),
        _ => dice.pick(&[
            What::Reopened,
            What::Summoned,
            What::CameForward { right_to_return: true },
            What::DepartmentNotified,
        ]),
    }
}

/// The case goes to another platform, which holds it from then on.
async fn transfer(world: &World, case: Id, from: &str, to: &str, entry: NaiveDate) {
    let on = entry.max(today() - Days::new(20));
    world.happened(case, vec![NewEvent::on(on, What::TransferredOut { to: to.into() })]).await;
    let mut tx = world.app.db.write().await.unwrap();
    db::query("UPDATE youth_case SET platform = $2 WHERE id = $1")
        .bind(case)
        .bind(to.to_owned())
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.happened(case, vec![NewEvent::on(on, What::TransferredIn { from: from.into() })]).await;
}

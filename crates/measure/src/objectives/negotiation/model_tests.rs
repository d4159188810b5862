use super::Side::{Department, Platform};
use super::*;
use proptest::prelude::*;

fn proposal(aim: f64) -> Proposal {
    Proposal { aim, means: String::new(), answer_by: NaiveDate::default() }
}

fn person(n: u128) -> Option<Id> {
    Some(Id::from_u128(n))
}

impl Negotiation {
    fn then(mut self, side: Side, said: Said) -> Self {
        let number = self.last() + 1;
        let account = person(if side == Department { 1 } else { 2 });
        let turn = Turn { number, side, said, why: "pourquoi".into(), at: DateTime::UNIX_EPOCH, account, name: None };
        self.turns.push(turn);
        self
    }

    fn proposes(self, side: Side, aim: f64) -> Self {
        self.then(side, Said::Proposed(proposal(aim)))
    }
}

fn in_force(negotiation: &Negotiation) -> Option<(f64, usize)> {
    negotiation.standing().in_force.map(|agreement| (agreement.offer.proposal.aim, agreement.version))
}

#[test]
fn what_a_side_proposed_waits_for_the_other_and_holds_once_it_agreed() {
    let opened = Negotiation::default().proposes(Department, 0.38);
    assert_eq!(opened.standing().awaits(), Some(Platform));
    assert_eq!(opened.may_agree(Department, 1, person(9)), Err(Refusal::OwnProposal));
    let countered = opened.proposes(Platform, 0.355);
    assert_eq!(countered.standing().awaits(), Some(Department));
    assert_eq!(countered.may_agree(Platform, 2, person(9)), Err(Refusal::OwnProposal));
    assert_eq!(countered.may_agree(Department, 2, person(9)).map(|p| p.aim), Ok(0.355));
    assert_eq!(in_force(&countered), None);
    let agreed = countered.then(Department, Said::Agreed);
    assert_eq!((in_force(&agreed), agreed.standing().awaits()), (Some((0.355, 1)), None));
    assert_eq!(agreed.may_agree(Platform, 3, person(9)), Err(Refusal::NothingOnTheTable));
}

#[test]
fn an_answer_to_a_turn_that_was_overtaken_is_refused() {
    let countered = Negotiation::default().proposes(Department, 0.38).proposes(Platform, 0.355);
    for seen in [0, 1, 3] {
        assert_eq!(countered.may_agree(Department, seen, None), Err(Refusal::Overtaken));
        assert_eq!(countered.may_withdraw(Department, seen), Err(Refusal::Overtaken));
        assert_eq!(countered.may_propose(Department, seen, &proposal(0.36), "oui"), Err(Refusal::Overtaken));
    }
}

#[test]
fn what_was_agreed_holds_until_its_adjustment_is_agreed_too() {
    let agreed = Negotiation::default().proposes(Department, 0.38).then(Platform, Said::Agreed);
    assert_eq!(agreed.may_propose(Platform, 2, &proposal(0.3), ""), Err(Refusal::ReasonNeeded));
    assert_eq!(agreed.may_propose(Platform, 2, &proposal(0.38), "la même"), Err(Refusal::Same));
    assert_eq!(agreed.may_propose(Platform, 2, &proposal(0.3), "un CFA a fermé"), Ok(()));
    let adjusting = agreed.proposes(Platform, 0.3);
    assert_eq!((in_force(&adjusting), adjusting.standing().awaits()), (Some((0.38, 1)), Some(Department)));
    assert_eq!(in_force(&adjusting.clone().then(Department, Said::Agreed)), Some((0.3, 2)));
    assert_eq!(adjusting.may_withdraw(Department, 3), Err(Refusal::NotYourRound));
    assert_eq!(adjusting.may_withdraw(Platform, 3), Ok(()));
    let given_up = adjusting.then(Platform, Said::Withdrew);
    assert_eq!((in_force(&given_up), given_up.standing().table), (Some((0.38, 1)), None));
}

#[test]
fn the_departement_opens_and_reopens_what_was_withdrawn() {
    let empty = Negotiation::default();
    assert_eq!(empty.may_propose(Platform, 0, &proposal(0.3), "oui"), Err(Refusal::DepartmentOpens));
    assert_eq!(empty.may_propose(Department, 0, &proposal(0.3), ""), Ok(()), "the first needs no reason");
    let withdrawn = empty.proposes(Department, 0.38).then(Department, Said::Withdrew);
    assert_eq!(withdrawn.may_propose(Platform, 2, &proposal(0.3), "oui"), Err(Refusal::DepartmentOpens));
    assert_eq!(withdrawn.may_propose(Department, 2, &proposal(0.38), ""), Err(Refusal::ReasonNeeded));
    assert_eq!(withdrawn.may_propose(Department, 2, &proposal(0.38), "finalement"), Ok(()));
}

#[test]
fn the_same_person_on_both_sides_does_not_agree_with_herself() {
    let opened = Negotiation::default().proposes(Department, 0.38);
    assert_eq!(opened.may_agree(Platform, 1, person(1)), Err(Refusal::OwnHand));
    assert!(opened.may_agree(Platform, 1, person(2)).is_ok());
}

#[test]
fn a_side_may_replace_its_own_proposal_before_any_answer() {
    let opened = Negotiation::default().proposes(Department, 0.38);
    assert_eq!(opened.may_propose(Department, 1, &proposal(0.38), "rien"), Err(Refusal::Same));
    assert_eq!(opened.may_propose(Department, 1, &proposal(0.37), "une faute de frappe"), Ok(()));
}

/// Acts of anybody, at any time, having read anything: what the rules let through is said.
fn any_story() -> impl Strategy<Value = Vec<(bool, u8, i64, u8)>> {
    proptest::collection::vec((any::<bool>(), 0..3_u8, -1..=1_i64, 0..4_u8), 0..40)
}

proptest! {
    #[test]
    fn nothing_holds_that_one_side_alone_wanted_and_what_holds_is_only_replaced_by_both(story in any_story()) {
        let mut negotiation = Negotiation::default();
        for (department, act, late, aim) in story {
            let side = if department { Department } else { Platform };
            let (seen, before) = (negotiation.last() + late, negotiation.clone());
            let wanted = proposal(f64::from(aim));
            let said = match act {
                0 => negotiation.may_propose(side, seen, &wanted, "oui").map(|()| Said::Proposed(wanted.clone())),
                1 => negotiation.may_agree(side, seen, None).map(|_| Said::Agreed),
                _ => negotiation.may_withdraw(side, seen).map(|()| Said::Withdrew),
            };
            prop_assert!(late == 0 || said == Err(Refusal::Overtaken));
            let Ok(said) = said else { continue };
            negotiation = negotiation.then(side, said.clone());
            let (held, holds) = (before.standing().in_force, negotiation.standing().in_force);
            if let Some(agreement) = holds {
                prop_assert_ne!(agreement.offer.turn.side, agreement.sealed.side);
                prop_assert!(agreement.offer.turn.number < agreement.sealed.number);
            }
            if said == Said::Agreed {
                let table = before.standing().table.map(|offer| offer.proposal.aim);
                prop_assert_eq!(holds.map(|agreement| agreement.offer.proposal.aim), table);
                prop_assert_eq!(holds.map(|a| a.version), Some(held.map_or(1, |a| a.version + 1)));
                prop_assert_eq!(negotiation.standing().table, None);
            } else {
                prop_assert_eq!(holds, held);
            }
            prop_assert_eq!(negotiation.standing().opened_by.is_some(), negotiation.standing().table.is_some());
        }
    }
}

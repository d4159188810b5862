//! Who may say what, and what holds. A proposal is the assent of the side that makes it; the other side's makes it an agreement.
use chrono::{DateTime, NaiveDate, Utc};
use db::Id;

/// The two parties. Neither agrees alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Department,
    Platform,
}

impl Side {
    pub const fn code(self) -> &'static str {
        match self {
            Side::Department => "department",
            Side::Platform => "platform",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Side::Department => "Département",
            Side::Platform => "Plate-forme",
        }
    }

    /// « le département », « la plate-forme »
    pub const fn the(self) -> &'static str {
        match self {
            Side::Department => "le département",
            Side::Platform => "la plate-forme",
        }
    }

    pub const fn other(self) -> Side {
        match self {
            Side::Department => Side::Platform,
            Side::Platform => Side::Department,
        }
    }
}

/// What a side commits to, if the other agrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// In the unit of the indicator (a rate between 0 and 1), or the step of the scale aimed at.
    pub aim: f64,
    /// What is promised or asked for in return, one thing a line; may be empty.
    pub means: String,
    /// The last day to answer.
    pub answer_by: NaiveDate,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Proposed(Proposal),
    /// To the proposal on the table.
    Agreed,
    /// Gives up the round: what was agreed before holds.
    Withdrew,
}

/// What a side said, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// From 1, without gap.
    pub number: i64,
    pub side: Side,
    pub said: Said,
    pub why: String,
    pub at: DateTime<Utc>,
    /// None when a command said it.
    pub account: Option<Id>,
    pub name: Option<String>,
}

/// The turns of one objective, in order. The first is a proposal of the département.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Negotiation {
    pub turns: Vec<Turn>,
}

/// A proposal with its turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer<'a> {
    pub turn: &'a Turn,
    pub proposal: &'a Proposal,
}

/// What both said yes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement<'a> {
    pub offer: Offer<'a>,
    /// The turn of the side that answered yes.
    pub sealed: &'a Turn,
    /// 1 for the first agreement; each adjustment agreed on makes the next.
    pub version: usize,
}

/// Where a negotiation stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing<'a> {
    /// Waits for the other side.
    pub table: Option<Offer<'a>>,
    /// The side that opened the round under way.
    pub opened_by: Option<Side>,
    /// The last thing agreed on; it holds while an adjustment is discussed.
    pub in_force: Option<Agreement<'a>>,
}

impl Standing<'_> {
    /// Whose move it is.
    pub fn awaits(&self) -> Option<Side> {
        self.table.map(|offer| offer.turn.side.other())
    }
}

/// Why something cannot be said now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something was said since the page was read.
    Overtaken,
    NothingOnTheTable,
    OwnProposal,
    /// The same account, on both sides.
    OwnHand,
    NotYourRound,
    DepartmentOpens,
    /// The very proposal on the table, or in force.
    Same,
    ReasonNeeded,
}

impl Refusal {
    /// What is wrong and what to do instead.
    pub const fn text(self) -> &'static str {
        match self {
            Refusal::Overtaken => {
                "La discussion a avancé depuis que vous avez ouvert la page. Relisez le dernier échange ci-dessous\u{a0}: votre réponse n’a pas été envoyée, et ce que vous aviez écrit est gardé."
            }
            Refusal::NothingOnTheTable => {
                "Aucune proposition n’attend de réponse. Faites-en une si vous voulez un ajustement."
            }
            Refusal::OwnProposal => {
                "Cette proposition est la vôtre\u{a0}: c’est à l’autre partie de donner son accord, aucune ne conclut seule."
            }
            Refusal::OwnHand => {
                "Vous avez fait vous-même cette proposition, au titre de l’autre partie\u{a0}: une autre personne doit donner l’accord."
            }
            Refusal::NotYourRound => {
                "Seule la partie qui a ouvert cette discussion peut la refermer. Faites plutôt une contre-proposition."
            }
            Refusal::DepartmentOpens => {
                "Cette discussion est refermée et rien n’est convenu\u{a0}: c’est au département de proposer à nouveau."
            }
            Refusal::Same => {
                "C’est la proposition déjà faite, mot pour mot. Changez la valeur ou les moyens, ou donnez votre accord."
            }
            Refusal::ReasonNeeded => "Une proposition en remplace une autre\u{a0}: dites pourquoi.",
        }
    }
}

impl Negotiation {
    /// The number of the last turn; 0 before the first.
    pub fn last(&self) -> i64 {
        self.turns.last().map_or(0, |turn| turn.number)
    }

    pub fn standing(&self) -> Standing<'_> {
        let mut standing = Standing::default();
        for turn in &self.turns {
            match &turn.said {
                Said::Proposed(proposal) => {
                    standing.opened_by.get_or_insert(turn.side);
                    standing.table = Some(Offer { turn, proposal });
                }
                Said::Agreed => {
                    if let Some(offer) = standing.table.take() {
                        let version = standing.in_force.map_or(1, |agreement| agreement.version + 1);
                        standing.in_force = Some(Agreement { offer, sealed: turn, version });
                    }
                    standing.opened_by = None;
                }
                Said::Withdrew => {
                    standing.table = None;
                    standing.opened_by = None;
                }
            }
        }
        standing
    }

    /// Whether a side that read the negotiation up to the turn `seen` may propose this now: for the first time, against a
    /// proposal, or to adjust what holds. It may also replace its own proposal, as long as nobody answered.
    pub fn may_propose(&self, side: Side, seen: i64, proposal: &Proposal, why: &str) -> Result<(), Refusal> {
        self.up_to_date(seen)?;
        let standing = self.standing();
        let before = standing.table.or(standing.in_force.map(|agreement| agreement.offer));
        let Some(before) = before else {
            return if side == Side::Platform {
                Err(Refusal::DepartmentOpens)
            } else if why.is_empty() && !self.turns.is_empty() {
                Err(Refusal::ReasonNeeded)
            } else {
                Ok(())
            };
        };
        if before.proposal.aim == proposal.aim && before.proposal.means == proposal.means {
            return Err(Refusal::Same);
        }
        if why.is_empty() { Err(Refusal::ReasonNeeded) } else { Ok(()) }
    }

    /// Whether that side may agree, by this person; what it then agrees to.
    pub fn may_agree(&self, side: Side, seen: i64, account: Option<Id>) -> Result<&Proposal, Refusal> {
        self.up_to_date(seen)?;
        let Offer { turn, proposal } = self.standing().table.ok_or(Refusal::NothingOnTheTable)?;
        if turn.side == side {
            return Err(Refusal::OwnProposal);
        }
        if account.is_some() && turn.account == account {
            return Err(Refusal::OwnHand);
        }
        Ok(proposal)
    }

    /// Whether that side may give up the round under way: the one that opened it.
    pub fn may_withdraw(&self, side: Side, seen: i64) -> Result<(), Refusal> {
        self.up_to_date(seen)?;
        match self.standing().opened_by {
            None => Err(Refusal::NothingOnTheTable),
            Some(opener) if opener == side => Ok(()),
            Some(_) => Err(Refusal::NotYourRound),
        }
    }

    fn up_to_date(&self, seen: i64) -> Result<(), Refusal> {
        if seen == self.last() { Ok(()) } else { Err(Refusal::Overtaken) }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;

//! The rule.

use crate::birth::{self, BirthMatch};
use crate::identity::{Folded, Identity, share_a_phone, share_an_email};
use crate::ine::{self, IneMatch};
use crate::names::{self, FirstNamesMatch, LastNameMatch};
use crate::reason::Reason;

/// Is this the same person? From the surest to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Sure enough to be attached without asking.
    Same,
    /// Someone has to look.
    Near,
    Stranger,
}

/// A verdict and what each field says, the INE first, then names, birth date, and what supports them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub verdict: Verdict,
    pub reasons: Vec<Reason>,
}

/// Whether two identities are one person's. Symmetric; [`compare`] also says why.
///
/// - **Same**: a shared INE that no field contradicts; or equal names and birth date with no INE that differs.
///   Names are equal whatever the accents, capitals, hyphens, apostrophes and spaces, the order of first names, second
///   first names left out, and when one writes as name what the other holds as name used.
/// - **Near**: two of last name, first name and birth date equal and the third slightly different or missing; the birth
///   date equal and both names slightly different, or exchanged; a shared INE that a field contradicts; equal names and
///   birth date with two INE of one pattern that differ.
/// - **Stranger**: anything else. Brothers, sisters and twins are, unless their first names are close.
#[must_use]
pub fn decide(ours: &Identity, theirs: &Identity) -> Verdict {
    Fields::compare((ours, &Folded::new(ours)), (theirs, &Folded::new(theirs))).verdict()
}

/// [`decide`], with the reasons. Of two strangers too: each field says what sets them apart.
#[must_use]
pub fn compare(ours: &Identity, theirs: &Identity) -> Comparison {
    let fields = Fields::compare((ours, &Folded::new(ours)), (theirs, &Folded::new(theirs)));
    Comparison { verdict: fields.verdict(), reasons: fields.reasons(ours, theirs) }
}

/// What each field says.
pub(crate) struct Fields {
    ine: IneMatch,
    last: LastNameMatch,
    first: FirstNamesMatch,
    names: NamesMatch,
    birth: BirthMatch,
}

/// What last and first names say when taken together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamesMatch {
    InTheirPlace,
    Swapped,
    SharedOutDifferently,
}

/// The four things a field may say, whatever the field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    Equal,
    Close,
    Missing,
    /// Not close enough to make one hesitate, nor different enough to contradict an INE.
    Akin,
    Different,
}

impl Fields {
    pub(crate) fn compare((ours, a): (&Identity, &Folded), (theirs, b): (&Identity, &Folded)) -> Self {
        let mut fields = Self {
            ine: ine::compare(&ours.ines, &theirs.ines),
            last: names::compare_last(&a.last, &b.last),
            first: names::compare_first(&a.first, &b.first),
            names: NamesMatch::InTheirPlace,
            birth: birth::compare(ours.born_on, theirs.born_on),
        };
        let in_their_place = fields.last_grade() == Grade::Equal || fields.first_grade() == Grade::Equal;
        if !in_their_place && fields.birth_grade() != Grade::Different {
            let (a, b) = ((&a.last, &a.first), (&b.last, &b.first));
            if names::are_swapped(a, b) {
                fields.names = NamesMatch::Swapped;
            } else if names::are_shared_out_differently(a, b) {
                fields.names = NamesMatch::SharedOutDifferently;
            }
        }
        fields
    }

    pub(crate) fn verdict(&self) -> Verdict {
        use Grade::{Close, Different, Equal, Missing};
        let moved = self.names != NamesMatch::InTheirPlace;
        let (last, first, birth) = (self.last_grade(), self.first_grade(), self.birth_grade());
        match self.ine {
            IneMatch::Same(_) if moved && birth != Different => return Verdict::Same,
            IneMatch::Same(_) if [last, first, birth].contains(&Different) => return Verdict::Near,
            IneMatch::Same(_) => return Verdict::Same,
            IneMatch::Close(..) | IneMatch::Other(..) | IneMatch::Unknown => {}
        }
        match (last, first, birth) {
            (Equal, Equal, Equal) if self.ine == IneMatch::Unknown => Verdict::Same,
            (Equal, Equal, Equal | Close)
            | (Equal, Close | Missing, Equal)
            | (Close | Missing, Equal, Equal)
            | (Close, Close, Equal) => Verdict::Near,
            (_, _, Equal) if moved => Verdict::Near,
            _ => Verdict::Stranger,
        }
    }

    pub(crate) fn reasons(&self, ours: &Identity, theirs: &Identity) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match self.ine {
            IneMatch::Same(ine) => reasons.push(Reason::SameIne(ine)),
            IneMatch::Close(a, b) => reasons.push(Reason::CloseIne(a, b)),
            IneMatch::Other(a, b) => reasons.push(Reason::OtherIne(a, b)),
            IneMatch::Unknown => {}
        }
        match self.names {
            NamesMatch::InTheirPlace => {
                reasons.push(self.last_reason(written_last(ours), written_last(theirs)));
                reasons.push(self.first_reason(written_first(ours), written_first(theirs)));
            }
            NamesMatch::Swapped => reasons.push(Reason::NamesSwapped(written(ours), written(theirs))),
            NamesMatch::SharedOutDifferently => {
                reasons.push(Reason::NamesSharedOutDifferently(written(ours), written(theirs)));
            }
        }
        reasons.push(Reason::of_birth(self.birth, ours.born_on, theirs.born_on));
        if matches!((ours.sex, theirs.sex), (Some(a), Some(b)) if a != b) {
            reasons.push(Reason::OtherSex);
        }
        if share_a_phone(ours, theirs) {
            reasons.push(Reason::SamePhone);
        }
        if share_an_email(ours, theirs) {
            reasons.push(Reason::SameEmail);
        }
        reasons
    }

    fn last_reason(&self, ours: String, theirs: String) -> Reason {
        match self.last {
            LastNameMatch::Same => Reason::SameLastName,
            LastNameMatch::SameByUsage => Reason::SameNameByUsage(ours, theirs),
            LastNameMatch::Close => Reason::CloseLastName(ours, theirs),
            LastNameMatch::Part => Reason::PartOfLastName(ours, theirs),
            LastNameMatch::Akin => Reason::AkinLastName(ours, theirs),
            LastNameMatch::Other => Reason::OtherLastName(ours, theirs),
            LastNameMatch::Missing => Reason::MissingLastName,
        }
    }

    fn first_reason(&self, ours: String, theirs: String) -> Reason {
        match self.first {
            FirstNamesMatch::Same => Reason::SameFirstNames,
            FirstNamesMatch::OtherOrder => Reason::FirstNamesInAnotherOrder(ours, theirs),
            FirstNamesMatch::Fewer => Reason::FewerFirstNames(ours, theirs),
            FirstNamesMatch::Close => Reason::CloseFirstName(ours, theirs),
            FirstNamesMatch::Short => Reason::ShortFirstName(ours, theirs),
            FirstNamesMatch::Shared => Reason::SharedFirstName(ours, theirs),
            FirstNamesMatch::Akin => Reason::AkinFirstName(ours, theirs),
            FirstNamesMatch::Other => Reason::OtherFirstName(ours, theirs),
            FirstNamesMatch::Missing => Reason::MissingFirstName,
        }
    }

    fn last_grade(&self) -> Grade {
        match self.last {
            LastNameMatch::Same | LastNameMatch::SameByUsage => Grade::Equal,
            LastNameMatch::Close | LastNameMatch::Part => Grade::Close,
            LastNameMatch::Akin => Grade::Akin,
            LastNameMatch::Other => Grade::Different,
            LastNameMatch::Missing => Grade::Missing,
        }
    }

    fn first_grade(&self) -> Grade {
        match self.first {
            FirstNamesMatch::Same | FirstNamesMatch::OtherOrder | FirstNamesMatch::Fewer => Grade::Equal,
            FirstNamesMatch::Close | FirstNamesMatch::Short | FirstNamesMatch::Shared => Grade::Close,
            FirstNamesMatch::Akin => Grade::Akin,
            FirstNamesMatch::Other => Grade::Different,
            FirstNamesMatch::Missing => Grade::Missing,
        }
    }

    fn birth_grade(&self) -> Grade {
        match self.birth {
            BirthMatch::Same => Grade::Equal,
            BirthMatch::Other => Grade::Different,
            _ => Grade::Close,
        }
    }
}

fn written_last(identity: &Identity) -> String {
    match identity.usage_name.as_deref().map(str::trim).filter(|usage| !usage.is_empty()) {
        Some(usage) => format!("{}, nom d’usage {usage}", identity.last_name.trim()),
        None => identity.last_name.trim().to_owned(),
    }
}

fn written_first(identity: &Identity) -> String {
    let names = identity.first_names.iter().map(|name| name.trim());
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

fn written(identity: &Identity) -> String {
    format!("{}, {}", identity.last_name.trim(), written_first(identity))
}

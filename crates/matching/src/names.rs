//! How close two last names, and two lists of first names, are.

use crate::fold::{pieces, unabbreviated};
use rapidfuzz::distance::{jaro_winkler, osa};

/// Words that lists drop, join or move: they never make two names different, nor alone two names alike.
const PARTICLES: &[&str] = &[
    "d", "l", "de", "du", "des", "la", "le", "les", "da", "das", "do", "dos", "del", "della", "di", "el", "al", "ben",
    "bin", "ibn", "ould", "van", "von", "der", "den", "ter", "y", "e", "et",
];

/// The family name and the name used, folded.
#[derive(Clone, Debug)]
pub(crate) struct LastName {
    /// The family name in one word: `delacruz`.
    pub joined: String,
    /// The name used in one word, when there is one and it is another.
    usage: Option<String>,
    /// The family name in one word with its abbreviations as typed (`stlo`), when it has any.
    abbreviated: Option<String>,
    /// All the words that one might write in the box "name" for this person: either, or both in either order.
    pub forms: Vec<String>,
    /// The words of both, particles included, sorted.
    words: Vec<String>,
    /// The words that are not particles, sorted; all of them for a name made of particles only.
    pub telling: Vec<String>,
    /// The family name in one word, particles dropped: `cruz`.
    telling_joined: String,
}

impl LastName {
    pub(crate) fn new(last: &str, usage: Option<&str>) -> Self {
        let abbreviated = pieces(last).concat();
        let last = last_name_pieces(last);
        let used = last_name_pieces(usage.unwrap_or_default());
        let joined = last.concat();
        let usage = Some(used.concat()).filter(|usage| !usage.is_empty() && *usage != joined);
        let mut forms: Vec<String> = [Some(joined.clone()), usage.clone()].into_iter().flatten().collect();
        if let Some(usage) = &usage {
            forms.extend([format!("{joined}{usage}"), format!("{usage}{joined}")]);
        }
        forms.retain(|form| !form.is_empty());
        let abbreviated = Some(abbreviated).filter(|typed| *typed != joined);
        let telling_joined = without_particles(&last).concat();
        let words = sorted(last.into_iter().chain(used).collect());
        let telling = without_particles(&words);
        Self { joined, usage, abbreviated, forms, words, telling, telling_joined }
    }

    pub(crate) fn is_missing(&self) -> bool {
        self.forms.is_empty()
    }

    /// The family name, the name used, and the former as typed.
    fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.joined.as_str()), self.usage.as_deref(), self.abbreviated.as_deref()]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
    }
}

/// The first names, folded, in the order given.
#[derive(Clone, Debug)]
pub(crate) struct FirstNames {
    pub pieces: Vec<String>,
    /// All in one word: `jeanpierre`.
    pub joined: String,
    /// The first two in one word, since a compound name may be written joined.
    pub two_joined: Option<String>,
    sorted: Vec<String>,
}

impl FirstNames {
    pub(crate) fn new(names: &[String]) -> Self {
        let pieces = pieces(&names.join(" "));
        let two_joined = match pieces.as_slice() {
            [first, second, ..] => Some(format!("{first}{second}")),
            _ => None,
        };
        Self { joined: pieces.concat(), two_joined, sorted: sorted(pieces.clone()), pieces }
    }

    /// The name the person goes by, most of the time.
    pub(crate) fn lead(&self) -> Option<&str> {
        self.pieces.first().map(String::as_str)
    }

    /// What the box "first name" may hold for this person when compound names are joined and the others left out.
    fn short_forms(&self) -> impl Iterator<Item = &str> {
        [self.lead(), self.two_joined.as_deref(), Some(self.joined.as_str())].into_iter().flatten()
    }
}

/// What two last names say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LastNameMatch {
    Same,
    /// One writes as name what the other holds as name used, or both in one.
    SameByUsage,
    /// Some slips of the keyboard.
    Close,
    /// One is cut short, or holds only some words of the other.
    Part,
    /// The same ring, too far for a slip.
    Akin,
    Other,
    Missing,
}

/// What two lists of first names say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstNamesMatch {
    Same,
    OtherOrder,
    /// One leaves out second names.
    Fewer,
    Close,
    /// One is the beginning or the initial of the other (Fatou, Fatoumata).
    Short,
    /// One name in common, which comes first in at least one of them.
    Shared,
    /// The same ring, too far for a slip (Khalid, Kaleed).
    Akin,
    Other,
    Missing,
}

pub(crate) fn compare_last(a: &LastName, b: &LastName) -> LastNameMatch {
    use LastNameMatch::{Akin, Close, Missing, Other, Part, Same, SameByUsage};
    if a.is_missing() || b.is_missing() {
        return Missing;
    }
    if a.joined == b.joined {
        return Same;
    }
    if b.forms.contains(&a.joined) || a.forms.contains(&b.joined) {
        return SameByUsage;
    }
    let pairs = || a.names().flat_map(|a| b.names().map(move |b| (a, b)));
    if pairs().any(|(a, b)| a == b || is_close(a, b)) || is_close(&a.telling_joined, &b.telling_joined) {
        return Close;
    }
    let a_word_in_common = a.telling.iter().any(|word| word.len() >= 3 && b.telling.contains(word));
    if a_word_in_common
        || within(&a.words, &b.words)
        || within(&b.words, &a.words)
        || pairs().any(|(a, b)| cut_short(a, b) || cut_short(b, a))
    {
        return Part;
    }
    if pairs().any(|(a, b)| is_akin(a, b)) { Akin } else { Other }
}

pub(crate) fn compare_first(a: &FirstNames, b: &FirstNames) -> FirstNamesMatch {
    use FirstNamesMatch::{Akin, Close, Fewer, Missing, Other, OtherOrder, Same, Shared, Short};
    let (Some(lead_a), Some(lead_b)) = (a.lead(), b.lead()) else { return Missing };
    if a.joined == b.joined {
        return Same;
    }
    if a.sorted == b.sorted {
        return OtherOrder;
    }
    let leaves_out = |few: &FirstNames, many: &FirstNames, lead: &str| {
        (within(&few.sorted, &many.sorted) && few.pieces.iter().any(|piece| piece == lead))
            || [many.lead(), many.two_joined.as_deref()].contains(&Some(&few.joined))
    };
    if leaves_out(a, b, lead_b) || leaves_out(b, a, lead_a) {
        return Fewer;
    }
    let has = |names: &FirstNames, lead: &str| names.pieces.iter().any(|piece| piece == lead);
    if has(a, lead_b) || has(b, lead_a) {
        return Shared;
    }
    if is_close(&a.joined, &b.joined) || is_close(lead_a, lead_b) {
        return Close;
    }
    if is_short_for(lead_a, lead_b) || is_short_for(lead_b, lead_a) {
        return Short;
    }
    if is_akin(lead_a, lead_b) { Akin } else { Other }
}

/// The words of the name of one are those of the other, shared out differently between last and first name. Columns get
/// swapped, and `LE GALL | Yann` may come as `LE | GALL Yann`.
pub(crate) fn are_shared_out_differently(a: (&LastName, &FirstNames), b: (&LastName, &FirstNames)) -> bool {
    let words = |(last, first): (&LastName, &FirstNames)| -> Vec<String> {
        sorted(last.telling.iter().chain(&without_particles(&first.pieces)).cloned().collect())
    };
    let ours = words(a);
    !ours.is_empty() && ours == words(b)
}

/// The last name of each is the first name of the other; one of the two may hold a slip.
pub(crate) fn are_swapped(a: (&LastName, &FirstNames), b: (&LastName, &FirstNames)) -> bool {
    let crossing = |last: &LastName, first: &FirstNames| {
        let pairs = || last.names().flat_map(|last| first.short_forms().map(move |first| (last, first)));
        if pairs().any(|(last, first)| last == first) {
            Some(0)
        } else if pairs().any(|(last, first)| is_close(last, first)) {
            Some(1)
        } else {
            None
        }
    };
    matches!((crossing(a.0, b.1), crossing(b.0, a.1)), (Some(x), Some(y)) if x + y <= 1)
}

/// Slips of the keyboard (a letter missing, added, replaced, two exchanged) that are still believable for a name of this
/// length.
fn is_close(a: &str, b: &str) -> bool {
    let (length_a, length_b) = (a.chars().count(), b.chars().count());
    let allowed = match length_a.max(length_b) {
        0..7 => 1,
        7..11 => 2,
        _ => 3,
    };
    length_a.abs_diff(length_b) <= allowed
        && osa::distance_with_args(a.chars(), b.chars(), &osa::Args::default().score_cutoff(allowed)).is_some()
}

fn is_akin(a: &str, b: &str) -> bool {
    const SAME_RING: f64 = 0.78;
    jaro_winkler::similarity(a.chars(), b.chars()) >= SAME_RING
}

/// A program that cuts names at a width, or a column that kept the beginning or the end.
fn cut_short(short: &str, long: &str) -> bool {
    short.len() >= 3 && (long.starts_with(short) || long.ends_with(short))
}

fn is_short_for(short: &str, long: &str) -> bool {
    (short.len() >= 3 || short.chars().count() == 1) && long.starts_with(short)
}

/// Both sorted and without repetition.
fn within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|word| many.binary_search(word).is_ok())
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

fn last_name_pieces(name: &str) -> Vec<String> {
    let pieces = pieces(name);
    let count = pieces.len();
    pieces.iter().enumerate().map(|(n, piece)| unabbreviated(piece, n + 1 < count).to_owned()).collect()
}

fn without_particles(words: &[String]) -> Vec<String> {
    let telling: Vec<String> = words.iter().filter(|word| !PARTICLES.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { words.to_vec() } else { telling }
}

//! People held in memory, found by what they share.

use crate::decide::{Fields, Verdict};
use crate::identity::{Folded, Identity};
use crate::keys::keys_of;
use crate::reason::Reason;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A set of known people that answers: who may this be?
///
/// `Id` is whatever the caller calls a person by. The order in which people come in changes nothing.
#[derive(Debug)]
pub struct Index<Id> {
    people: Vec<Option<Person<Id>>>,
    free: Vec<usize>,
    places: HashMap<Id, usize>,
    buckets: HashMap<u64, Bucket, BuildHasherDefault<AlreadyHashed>>,
}

/// Someone known who is not a stranger to the one looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<Id> {
    pub id: Id,
    pub verdict: Verdict,
    /// What each field says, the one looked up first.
    pub reasons: Vec<Reason>,
}

#[derive(Debug)]
struct Person<Id> {
    id: Id,
    identity: Identity,
    folded: Folded,
}

/// Most keys belong to one person: they need no list.
#[derive(Debug)]
enum Bucket {
    One(usize),
    Many(Vec<usize>),
}

impl<Id: Clone + Eq + Hash + Ord> Index<Id> {
    /// Nobody.
    #[must_use]
    pub fn new() -> Self {
        Self { people: Vec::new(), free: Vec::new(), places: HashMap::new(), buckets: HashMap::default() }
    }

    /// An index of these people; of two with the same id, the last one.
    pub fn build(people: impl IntoIterator<Item = (Id, Identity)>) -> Self {
        let people = people.into_iter();
        let mut index = Self::new();
        index.people.reserve(people.size_hint().0);
        index.places.reserve(people.size_hint().0);
        for (id, identity) in people {
            index.insert(id, identity);
        }
        index
    }

    /// Adds a person, in the place of whoever had this id, whose identity is given back.
    pub fn insert(&mut self, id: Id, identity: Identity) -> Option<Identity> {
        let former = self.remove(&id);
        let folded = Folded::new(&identity);
        let place = self.free.pop().unwrap_or(self.people.len());
        for key in keys_of(&identity, &folded) {
            self.buckets.entry(key).and_modify(|bucket| bucket.add(place)).or_insert(Bucket::One(place));
        }
        self.places.insert(id.clone(), place);
        let person = Some(Person { id, identity, folded });
        match self.people.get_mut(place) {
            Some(freed) => *freed = person,
            None => self.people.push(person),
        }
        former
    }

    /// Forgets a person, and gives back the identity; `None` if nobody has this id.
    pub fn remove(&mut self, id: &Id) -> Option<Identity> {
        let place = self.places.remove(id)?;
        let person = self.people.get_mut(place)?.take()?;
        self.free.push(place);
        for key in keys_of(&person.identity, &person.folded) {
            let is_empty = self.buckets.get_mut(&key).is_some_and(|bucket| bucket.drop_and_tell_if_empty(place));
            if is_empty {
                self.buckets.remove(&key);
            }
        }
        Some(person.identity)
    }

    /// What is known of a person.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Identity> {
        let place = *self.places.get(id)?;
        self.people.get(place)?.as_ref().map(|person| &person.identity)
    }

    /// How many people are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Everyone known who is not a stranger, the same first, then by id. Several may be [`Verdict::Same`] (the known
    /// people hold a double): then someone has to choose.
    #[must_use]
    pub fn look_up(&self, identity: &Identity) -> Vec<Candidate<Id>> {
        let folded = Folded::new(identity);
        let mut places: Vec<usize> = keys_of(identity, &folded)
            .iter()
            .filter_map(|key| self.buckets.get(key))
            .flat_map(|bucket| bucket.places().iter().copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut candidates: Vec<Candidate<Id>> = places
            .into_iter()
            .filter_map(|place| self.people.get(place)?.as_ref())
            .filter_map(|known| {
                let fields = Fields::compare((identity, &folded), (&known.identity, &known.folded));
                let verdict = fields.verdict();
                (verdict != Verdict::Stranger).then(|| Candidate {
                    id: known.id.clone(),
                    verdict,
                    reasons: fields.reasons(identity, &known.identity),
                })
            })
            .collect();
        candidates.sort_by(|a, b| (a.verdict, &a.id).cmp(&(b.verdict, &b.id)));
        candidates
    }
}

impl<Id: Clone + Eq + Hash + Ord> Default for Index<Id> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Id: Clone + Eq + Hash + Ord> FromIterator<(Id, Identity)> for Index<Id> {
    fn from_iter<People: IntoIterator<Item = (Id, Identity)>>(people: People) -> Self {
        Self::build(people)
    }
}

impl Bucket {
    fn places(&self) -> &[usize] {
        match self {
            Self::One(place) => std::slice::from_ref(place),
            Self::Many(places) => places,
        }
    }

    fn add(&mut self, place: usize) {
        match self {
            Self::One(first) => *self = Self::Many(vec![*first, place]),
            Self::Many(places) => places.push(place),
        }
    }

    fn drop_and_tell_if_empty(&mut self, place: usize) -> bool {
        match self {
            Self::One(only) => *only == place,
            Self::Many(places) => {
                places.retain(|other| *other != place);
                places.is_empty()
            }
        }
    }
}

/// Keys come out of a hash function: hashing them again would take half the time of a look-up.
#[derive(Debug, Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

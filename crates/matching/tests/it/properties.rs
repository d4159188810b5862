use crate::people::With;
use chrono::{Datelike, NaiveDate};
use matching::{Identity, Index, Verdict, blocking_keys, compare, decide};
use proptest::prelude::*;
use proptest::sample::{Index as Choice, select};

const LAST_NAMES: &[&str] = &[
    "Martin",
    "Le Gall",
    "De La Cruz",
    "Traoré",
    "N'Diaye",
    "El Amrani",
    "Lefèvre-Dupont",
    "Ba",
    "Ly",
    "Nguyễn",
    "Sørensen",
    "Saint-Martin",
    "Garcia Lopez",
    "d'Ornano",
    "Bœuf",
    "Ould Ahmed",
    "Quéméneur",
    "Li",
    "Da Silva",
    "O'Brien",
];
const FIRST_NAMES: &[&str] = &[
    "Lucas",
    "Maël",
    "Léa",
    "Léo",
    "Jean-Pierre",
    "Fatoumata",
    "Zoé",
    "Mohamed",
    "Anne-Sophie",
    "Lætitia",
    "Ibrahima",
    "Noé",
    "Jo",
    "Yann",
    "Marie",
    "Inès",
    "Thaïs",
    "Ewen",
    "M'hamed",
    "Lou-Ann",
];

fn a_date() -> impl Strategy<Value = NaiveDate> {
    (2003..2012_i32, 1..366_u32).prop_filter_map("366", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

/// People of a small country, where brothers, namesakes and doubles are common.
fn a_person() -> impl Strategy<Value = Identity> {
    let usage = prop_oneof![4 => Just(None), 1 => select(LAST_NAMES).prop_map(Some)];
    let ine =
        prop_oneof![2 => Just(None), 1 => select(&["081204773HB", "777777777ZZ", "0494004062M"][..]).prop_map(Some)];
    let lasts =
        prop_oneof![2 => select(LAST_NAMES).prop_map(str::to_owned), 1 => "[A-Z][a-z]{1,14}( [A-Z][a-z]{1,9})?"];
    let names = (lasts, usage, prop::collection::vec(select(FIRST_NAMES), 1..3));
    let births = prop_oneof![3 => select(vec!["2009-04-11", "2009-11-04", "2009-04-17"]).prop_map(|d| d.parse().expect("a date")), 1 => a_date()];
    (names, births, ine).prop_map(|((last, usage, firsts), born_on, ine)| {
        let mut identity = Identity::new(last, firsts, born_on);
        identity.usage_name = usage.map(str::to_owned);
        ine.into_iter().fold(identity, With::with_ine)
    })
}

/// The same person in another hand: case, accents, hyphens, apostrophes, spaces, order of first names.
fn in_another_hand(identity: &Identity, noise: &[u8], reversed: bool) -> Identity {
    let mut noise = noise.iter().copied().cycle();
    let mut rewrite = |text: &str| -> String {
        text.chars()
            .flat_map(|c| {
                let draw = noise.next().unwrap_or_default();
                let c = match (c, draw % 3) {
                    ('-' | ' ' | '\'', 0) => return Vec::new(),
                    ('-' | ' ' | '\'', 1) => '’',
                    ('é' | 'è' | 'ë', 0) => 'e',
                    ('ï', 0) => 'i',
                    (other, _) => other,
                };
                if draw % 2 == 0 { c.to_uppercase().collect() } else { vec![c] }
            })
            .collect()
    };
    let mut other = identity.clone();
    other.last_name = rewrite(&identity.last_name);
    other.usage_name = identity.usage_name.as_deref().map(&mut rewrite);
    other.first_names = identity.first_names.iter().map(|name| rewrite(name)).collect();
    if reversed {
        other.first_names.reverse();
    }
    other
}

#[derive(Clone, Debug)]
enum Slip {
    Drop,
    Double,
    Replace(char),
    Insert(char),
    Exchange,
}

fn a_slip() -> impl Strategy<Value = Slip> {
    let letter = prop::char::range('a', 'z');
    prop_oneof![
        Just(Slip::Drop),
        Just(Slip::Double),
        letter.clone().prop_map(Slip::Replace),
        letter.prop_map(Slip::Insert),
        Just(Slip::Exchange),
    ]
}

/// One slip of the keyboard, on a plain letter: a ligature (œ) is two letters once folded, so moving it is two slips.
fn slipped(text: &str, at: Choice, slip: &Slip) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (0..letters.len()).filter(|n| letters[*n].is_ascii_alphabetic()).collect();
    let place = places[at.index(places.len())];
    match *slip {
        Slip::Drop => drop(letters.remove(place)),
        Slip::Double => letters.insert(place, letters[place]),
        Slip::Replace(c) => letters[place] = c,
        Slip::Insert(c) => letters.insert(place, c),
        Slip::Exchange => {
            let neighbour = places.iter().copied().find(|next| *next == place + 1).unwrap_or(place);
            letters.swap(place, neighbour);
        }
    }
    letters.into_iter().collect()
}

/// A date with one digit replaced or two neighbouring digits exchanged, as typed ddmmyyyy; none if no such date exists.
fn slipped_date(date: NaiveDate, at: Choice, digit: Option<u8>) -> Option<NaiveDate> {
    let mut digits: Vec<char> = date.format("%d%m%Y").to_string().chars().collect();
    match digit {
        Some(digit) => digits[at.index(8)] = char::from(b'0' + digit),
        None => digits.swap(at.index(7), at.index(7) + 1),
    }
    NaiveDate::parse_from_str(&digits.into_iter().collect::<String>(), "%d%m%Y").ok().filter(|d| d.year() > 1000)
}

fn share_a_key(a: &Identity, b: &Identity) -> bool {
    let keys = blocking_keys(b);
    blocking_keys(a).iter().any(|key| keys.contains(key))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_order_of_the_two_does_not_matter(a in a_person(), b in a_person()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(there.verdict, back.verdict);
        let fields = |c: &matching::Comparison| c.reasons.iter().map(|r| (r.field(), r.agreement())).collect::<Vec<_>>();
        prop_assert_eq!(fields(&there), fields(&back));
    }

    #[test]
    fn anyone_is_the_same_in_another_hand(a in a_person(), noise in any::<[u8; 32]>(), reversed: bool) {
        let compound = a.first_names.iter().any(|name| name.contains(['-', '\'']));
        let b = in_another_hand(&a, &noise, reversed && !compound);
        prop_assert_eq!(decide(&a, &a), Verdict::Same);
        prop_assert_eq!(decide(&a, &b), Verdict::Same);
        prop_assert!(share_a_key(&a, &b));
    }

    #[test]
    fn anyone_is_the_same_without_the_second_first_name(a in a_person()) {
        let mut b = a.clone();
        b.first_names.truncate(1);
        prop_assert_eq!(decide(&a, &b), Verdict::Same);
        prop_assert!(share_a_key(&a, &b));
    }

    #[test]
    fn one_slip_in_one_field_is_always_found_and_near(
        a in a_person(), field in 0..3, at: Choice, slip in a_slip(), digit in prop::option::of(0..10_u8),
    ) {
        let (mut a, mut b) = (a.clone(), a);
        (a.ines, b.ines, a.usage_name, b.usage_name) = (Vec::new(), Vec::new(), None, None);
        a.first_names.truncate(1);
        b.first_names.truncate(1);
        match field {
            0 => b.last_name = slipped(&a.last_name, at, &slip),
            1 => b.first_names = vec![slipped(&a.first_names[0], at, &slip)],
            _ => b.born_on = slipped_date(a.born_on, at, digit).unwrap_or(a.born_on),
        }
        let plain = |i: &Identity| (matching::fold(&i.last_name).replace(' ', ""), matching::fold(&i.first_names[0]).replace(' ', ""), i.born_on);
        let expected = if plain(&a) == plain(&b) { Verdict::Same } else { Verdict::Near };
        prop_assert_eq!(decide(&a, &b), expected, "{:?} {:?}", a, b);
        prop_assert!(share_a_key(&a, &b), "{:?} {:?}", a, b);
    }

    #[test]
    fn one_slip_never_makes_a_stranger_whatever_else_is_known(
        a in a_person(), last: bool, at: Choice, slip in a_slip(),
    ) {
        let mut b = a.clone();
        if last {
            b.last_name = slipped(&a.last_name, at, &slip);
        } else {
            b.first_names[0] = slipped(&a.first_names[0], at, &slip);
        }
        prop_assert_ne!(decide(&a, &b), Verdict::Stranger, "{:?} {:?}", a, b);
        prop_assert!(share_a_key(&a, &b), "{:?} {:?}", a, b);
    }

    #[test]
    fn who_is_no_stranger_shares_a_key(a in a_person(), b in a_person()) {
        if decide(&a, &b) != Verdict::Stranger {
            prop_assert!(share_a_key(&a, &b), "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn brothers_and_sisters_are_never_the_same(last in select(LAST_NAMES), a in select(FIRST_NAMES), b in select(FIRST_NAMES), born in a_date()) {
        prop_assume!(a != b);
        prop_assert_ne!(decide(&Identity::new(last, [a], born), &Identity::new(last, [b], born)), Verdict::Same);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_order_in_which_people_come_in_changes_nothing(
        people in prop::collection::vec(a_person(), 1..60), shift: Choice, gone in prop::collection::vec(any::<Choice>(), 0..5), who in a_person(),
    ) {
        let mut numbered: Vec<_> = people.into_iter().enumerate().collect();
        let index = Index::build(numbered.clone());
        let middle = shift.index(numbered.len());
        numbered.rotate_left(middle);
        numbered.reverse();
        let mut other = Index::build(numbered.clone());
        for gone in &gone {
            let (id, identity) = &numbered[gone.index(numbered.len())];
            other.remove(id);
            other.insert(*id, identity.clone());
        }
        prop_assert_eq!(index.look_up(&who), other.look_up(&who));
        let mut compared_with_all: Vec<_> = numbered.iter()
            .map(|(id, known)| (decide(&who, known), *id))
            .filter(|(verdict, _)| *verdict != Verdict::Stranger)
            .collect();
        compared_with_all.sort_unstable();
        let found: Vec<_> = index.look_up(&who).into_iter().map(|c| (c.verdict, c.id)).collect();
        prop_assert_eq!(found, compared_with_all);
    }
}

//! Where two texts differ, character by character; capitals and accents aside.
use matching::fold;

/// Pieces of a text, each with whether it has no counterpart in the other.
pub type Pieces = Vec<(String, bool)>;

/// Longer texts are not compared by character: the whole differs or not.
const LONGEST: usize = 120;

/// Both texts in pieces: what they share is the longest run of characters common to both, in order.
pub fn differ(a: &str, b: &str) -> (Pieces, Pieces) {
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if left.len() > LONGEST || right.len() > LONGEST {
        let differs = fold(a) != fold(b);
        return (vec![(a.to_owned(), differs)], vec![(b.to_owned(), differs)]);
    }
    let (in_left, in_right) = shared(&left, &right);
    (pieces(&left, &in_left), pieces(&right, &in_right))
}

/// The same, with marks only where the texts are close: between two that have little in common, they show chance alone.
pub fn marks(a: &str, b: &str) -> (Pieces, Pieces) {
    let (left, right) = differ(a, b);
    let whole = |text: &str| if text.is_empty() { vec![] } else { vec![(text.to_owned(), false)] };
    let (all_left, all_right) = (all_shared(&left), all_shared(&right));
    let one_holds_the_other = (all_left && right.len() <= 2) || (all_right && left.len() <= 2);
    if one_holds_the_other || (are_close(&left) && are_close(&right)) { (left, right) } else { (whole(a), whole(b)) }
}

fn all_shared(pieces: &Pieces) -> bool {
    !pieces.is_empty() && pieces.iter().all(|(_, differs)| !differs)
}

/// At least three signs in four are shared; half of a short text.
fn are_close(pieces: &Pieces) -> bool {
    let signs = |differs: bool| -> usize {
        pieces.iter().filter(|(_, d)| *d == differs).map(|(text, _)| text.chars().count()).sum()
    };
    let (shared, apart) = (signs(false), signs(true));
    shared >= 3 * apart || (shared + apart <= 8 && shared >= apart)
}

fn same(a: char, b: char) -> bool {
    a == b || {
        let (a, b) = (fold(&a.to_string()), fold(&b.to_string()));
        // A hyphen, an apostrophe and a space fold alike: to nothing.
        a == b
    }
}

/// For each character, whether it is shared.
fn shared(left: &[char], right: &[char]) -> (Vec<bool>, Vec<bool>) {
    let width = right.len() + 1;
    // Length of the longest common run of what follows each pair of places.
    let mut longest = vec![0_usize; (left.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for (i, a) in left.iter().enumerate().rev() {
        for (j, b) in right.iter().enumerate().rev() {
            let value = if same(*a, *b) {
                longest.get(at(i + 1, j + 1)).copied().unwrap_or(0) + 1
            } else {
                longest.get(at(i + 1, j)).copied().unwrap_or(0).max(longest.get(at(i, j + 1)).copied().unwrap_or(0))
            };
            if let Some(cell) = longest.get_mut(at(i, j)) {
                *cell = value;
            }
        }
    }
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        let down = longest.get(at(i + 1, j)).copied().unwrap_or(0);
        let across = longest.get(at(i, j + 1)).copied().unwrap_or(0);
        if same(*a, *b) {
            if let Some((l, r)) = in_left.get_mut(i).zip(in_right.get_mut(j)) {
                (*l, *r) = (true, true);
            }
            i += 1;
            j += 1;
        } else if down >= across {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_left, in_right)
}

fn pieces(chars: &[char], shared: &[bool]) -> Pieces {
    let mut pieces: Pieces = vec![];
    for (c, shared) in chars.iter().zip(shared) {
        match pieces.last_mut() {
            Some((text, differs)) if *differs != *shared => text.push(*c),
            _ => pieces.push((c.to_string(), !shared)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(a: &str, b: &str) -> (String, String) {
        let mark = |pieces: Pieces| {
            pieces.into_iter().map(|(text, differs)| if differs { format!("[{text}]") } else { text }).collect()
        };
        let (a, b) = differ(a, b);
        (mark(a), mark(b))
    }

    #[test]
    fn only_the_characters_that_differ_are_marked() {
        assert_eq!(shown("17/04/2009", "11/04/2009"), ("1[7]/04/2009".into(), "1[1]/04/2009".into()));
        assert_eq!(shown("Le Goff", "LE GOF"), ("Le Gof[f]".into(), "LE GOF".into()));
        assert_eq!(shown("Maël", "MAEL"), ("Maël".into(), "MAEL".into()));
        assert_eq!(shown("Jean-Pierre", "Jean Pierre"), ("Jean-Pierre".into(), "Jean Pierre".into()));
        assert_eq!(shown("", "Riou"), (String::new(), "[Riou]".into()));
    }

    #[test]
    fn nothing_is_marked_between_texts_that_have_nothing_to_do_with_each_other() {
        let is_marked = |a: &str, b: &str| {
            let (left, right) = marks(a, b);
            left.iter().chain(&right).any(|(_, differs)| *differs)
        };
        assert!(is_marked("17/04/2009", "11/04/2009"));
        assert!(is_marked("Le Goff", "LE GOF") && is_marked("Yanis", "Yannis") && is_marked("Léa", "Léo"));
        assert!(is_marked("MÉVEL-RIOUAL", "MÉVEL"), "one name more");
        assert!(!is_marked("12 rue de Siam, 29200 BREST", "4 allée des Ormes, 29800 LANDERNEAU"));
        assert!(!is_marked("Le Goff", "Tanguy"));
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text_and_what_is_shared_is_the_same_on_both_sides(a in "[a-eA-Eé -]{0,20}", b in "[a-eA-Eé -]{0,20}") {
            let (left, right) = differ(&a, &b);
            let whole = |pieces: &Pieces| pieces.iter().map(|(text, _)| text.as_str()).collect::<String>();
            prop_assert_eq!(whole(&left), a);
            prop_assert_eq!(whole(&right), b);
            let kept = |pieces: &Pieces| -> Vec<char> {
                pieces.iter().filter(|(_, differs)| !differs).flat_map(|(text, _)| text.chars()).collect()
            };
            let (left, right) = (kept(&left), kept(&right));
            prop_assert_eq!(left.len(), right.len());
            prop_assert!(left.iter().zip(&right).all(|(a, b)| same(*a, *b)));
        }
    }
}

//! Draws among choices of unequal weight, and the small text files that list them.

use anyhow::{Context as _, bail};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// Choices with their weights. Whole numbers only: the same seed draws the same on every machine.
#[derive(Clone, Debug)]
pub struct Weighted<T> {
    choices: Vec<T>,
    /// Sum of the weights up to each choice, itself included.
    cumulated: Vec<u32>,
}

impl<T> Weighted<T> {
    /// Choices of weight zero are left out.
    ///
    /// # Errors
    /// When nothing is left, or the weights exceed four billion.
    pub fn new(choices: impl IntoIterator<Item = (T, u32)>) -> anyhow::Result<Self> {
        let mut weighted = Self { choices: vec![], cumulated: vec![] };
        let mut total = 0_u32;
        for (choice, weight) in choices.into_iter().filter(|(_, weight)| *weight > 0) {
            total = total.checked_add(weight).context("weights too large")?;
            weighted.choices.push(choice);
            weighted.cumulated.push(total);
        }
        if weighted.choices.is_empty() {
            bail!("nothing to draw from");
        }
        Ok(weighted)
    }

    pub fn draw(&self, rng: &mut ChaCha8Rng) -> &T {
        let total = self.cumulated.last().copied().expect("never empty, checked in new");
        let drawn = rng.random_range(0..total);
        let index = self.cumulated.partition_point(|&up_to| up_to <= drawn);
        self.choices.get(index).expect("the last sum is above every draw")
    }

    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.choices.iter()
    }
}

/// True `percent` times in a hundred.
pub fn chance(rng: &mut ChaCha8Rng, percent: u32) -> bool {
    rng.random_range(0..100_u32) < percent
}

/// A section of a data file: `[title]`, then lines of weights and the names that have them.
#[derive(Debug)]
pub struct Section {
    pub title: &'static str,
    pub names: Vec<Entry>,
}

#[derive(Debug)]
pub struct Entry {
    pub name: &'static str,
    pub weights: Vec<u32>,
}

/// Reads `[title]` sections of lines `60 45 Léa, Manon`; `#` begins a comment.
///
/// # Errors
/// When a line stands before any title or has no weight.
pub fn sections(text: &'static str) -> anyhow::Result<Vec<Section>> {
    let mut sections: Vec<Section> = vec![];
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push(Section { title, names: vec![] });
            continue;
        }
        let section = sections.last_mut().with_context(|| format!("« {line} » stands in no section"))?;
        let (weights, names) = split_weights(line);
        if weights.is_empty() {
            bail!("« {line} » has no weight");
        }
        section.names.extend(names.split(", ").map(|name| Entry { name, weights: weights.clone() }));
    }
    Ok(sections)
}

/// `60 45 Léa, Manon` → (60, 45), `Léa, Manon`.
fn split_weights(line: &'static str) -> (Vec<u32>, &'static str) {
    let mut weights = vec![];
    let mut rest = line;
    while let Some((word, after)) = rest.split_once(' ') {
        let Ok(weight) = word.parse() else { break };
        weights.push(weight);
        rest = after;
    }
    (weights, rest)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn choices_are_drawn_as_often_as_they_weigh() {
        let weighted = Weighted::new([("rare", 1), ("never", 0), ("common", 9)]).unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let common = (0..10_000).filter(|_| *weighted.draw(&mut rng) == "common").count();
        assert!((8_850..9_150).contains(&common), "{common}");
        assert!(weighted.iter().all(|choice| *choice != "never"));
    }

    #[test]
    fn nothing_to_draw_from_is_an_error() {
        assert!(Weighted::new([("never", 0)]).is_err());
    }

    #[test]
    fn a_file_of_sections_is_read_with_its_weights() {
        let read = sections("# comment\n\n[F fr]\n60 45 Léa, Lou Ann\n[M fr]\n8 Noé\n").unwrap();
        assert_eq!(read.iter().map(|section| section.title).collect::<Vec<_>>(), ["F fr", "M fr"]);
        let lou = &read[0].names[1];
        assert_eq!((lou.name, lou.weights.as_slice()), ("Lou Ann", [60, 45].as_slice()));
        assert!(sections("60 Léa").is_err());
        assert!(sections("[F]\nLéa").is_err());
    }
}

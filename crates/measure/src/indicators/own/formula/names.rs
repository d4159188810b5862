//! What a formula may name: the indicators of the catalogue by their French words or their code, and those people added by code.
use crate::indicators::Indicator;
use matching::fold;

/// An indicator named by a formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Built(Indicator),
    /// Code of one that people added: `D29.1`.
    Own(String),
}

impl Subject {
    /// The code that the formula is kept with.
    pub fn code(&self) -> &str {
        match self {
            Subject::Built(indicator) => indicator.code(),
            Subject::Own(code) => code,
        }
    }
}

/// A name a formula may use.
#[derive(Clone, Debug)]
pub struct Name {
    pub subject: Subject,
    /// As it is written: `jeunes_contactés`, `D29.1`.
    pub word: String,
    /// What it is called: « Jeunes contactés ».
    pub label: String,
    /// Why it cannot be used where the formula stands; none when it can.
    pub refused: Option<String>,
    pub unit: super::Unit,
}

#[derive(Clone, Debug)]
pub struct Names {
    all: Vec<Name>,
}

/// `jeunes_contactés` for « Jeunes contactés »: small letters, one word.
pub fn word_of(label: &str) -> String {
    let parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// Accents, capitals and what stands between words make no difference.
fn folded(word: &str) -> String {
    fold(&word.replace(['_', '.'], " "))
}

impl Names {
    /// The catalogue, and what people added.
    pub fn with(own: impl IntoIterator<Item = Name>) -> Names {
        let built = Indicator::all().map(|indicator| Name {
            subject: Subject::Built(indicator),
            word: word_of(indicator.label()),
            label: indicator.label().to_owned(),
            refused: None,
            unit: super::Unit::of(indicator),
        });
        Names { all: built.chain(own).collect() }
    }

    /// The same, for a formula that was published: what it names may have been retired since.
    pub fn to_read(mut self) -> Names {
        self.all.iter_mut().for_each(|name| name.refused = None);
        self
    }

    /// The one written so; by its word or its code.
    pub fn find(&self, written: &str) -> Option<&Name> {
        let wanted = folded(written);
        let is = |name: &&Name| folded(&name.word) == wanted || folded(name.subject.code()) == wanted;
        self.all.iter().find(is)
    }

    pub fn of(&self, subject: &Subject) -> Option<&Name> {
        self.all.iter().find(|name| name.subject == *subject)
    }

    /// The nearest in spelling, when one is near.
    pub fn near(&self, written: &str) -> Option<&Name> {
        let wanted = folded(written);
        let nearness = |name: &Name| {
            let by = |text: &str| strsim::normalized_damerau_levenshtein(&folded(text), &wanted);
            by(&name.word).max(by(name.subject.code()))
        };
        let nearest = self.all.iter().filter(|name| name.refused.is_none());
        nearest
            .map(|name| (nearness(name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(n, _)| *n >= 0.6)
            .map(|(_, name)| name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.all.iter()
    }

    /// The word that a subject is written with; its code when it is not known any more.
    pub fn word(&self, subject: &Subject) -> String {
        self.of(subject).map_or_else(|| subject.code().to_owned(), |name| name.word.clone())
    }

    pub fn label(&self, subject: &Subject) -> String {
        self.of(subject).map_or_else(|| subject.code().to_owned(), |name| name.label.clone())
    }
}

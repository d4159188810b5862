use crate::coded_enum;
use chrono::NaiveDate;

coded_enum! {
    pub enum Sex {
        Female = "F", "féminin";
        Male = "M", "masculin";
    }
}

coded_enum! {
    /// The last schooling (MEASURE.md §4).
    pub enum Schooling {
        College = "college", "collège";
        General = "general", "général et technologique";
        Vocational = "vocational", "professionnel";
        Apprenticeship = "apprenticeship", "apprentissage";
        Other = "other", "autre";
        Unknown = "unknown", "non renseigné";
    }
}

/// What of a youth enters the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub sex: Option<Sex>,
    pub born_on: NaiveDate,
    pub schooling: Schooling,
    /// Lives in a *quartier prioritaire de la politique de la ville*; none: unknown.
    pub priority_district: Option<bool>,
}

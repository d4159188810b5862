//! The cases one asks for, in the address of their list: `/plates-formes/{platform}/dossiers?…`.
//!
//! A figure leads to the cases behind it by the same words (MEASURE.md §3 and §4), today being the day of the figure:
//!
//! | parameter | keeps the cases |
//! |---|---|
//! | `du`, `au` | entered from that day, until that day (`2026-09-01`) |
//! | `compte` | counted by a cohort indicator: its code, `to_verify`, `contacted`, `in_solution_employment`… ([`Counted`]) |
//! | `verification` | `to_verify`, `not_concerned`, `confirmed` |
//! | `situation` | confirmed, in that situation today: `in_solution`, `supported`, `in_contact`, `refused`, `unreachable`, `unknown` |
//! | `solution` | confirmed, in that kind of solution today: `apprenticeship`… |
//! | `sexe` | `F`, `M`, `unknown` |
//! | `age` | at entry: `0-15`, `16-17`, `18-20`, `21-25`, `26+` |
//! | `source`, `scolarite` | the code of the first report, of the last schooling |
//! | `quartier` | `yes`, `no`, `unknown` |
//! | `referent` | `moi`, `aucun`, or the id of a member |
//! | `etat` | `ouverts`, `clos` |
//! | `q` | names, INE, telephone, birth date or reference ([`Search`]) |
//! | `tri`, `page` | `nom`, `entree`, `nouvelles`, with `-` before for the other way; from 1 |
//!
//! What is not understood is left out, but for the filters of a figure: those refuse, so that a list never silently holds
//! more than its figure.
use super::event::{Solution, Source};
use super::search::Search;
use super::situation::{Situation, Verification};
use crate::coded_enum;
use crate::youths::Schooling;
use base::Form;
use base::form::Day;
use chrono::NaiveDate;
use db::Id;

coded_enum! {
    /// The counts of a cohort (MEASURE.md §3) that a list can show.
    pub enum Counted {
        Listed = "listed", "présumés";
        ToVerify = "to_verify", "à vérifier";
        NotConcerned = "not_concerned", "non concernés";
        Confirmed = "confirmed", "confirmés";
        Attempted = "attempted", "ayant fait l’objet d’un essai";
        Reached = "reached", "joints";
        Contacted = "contacted", "contactés";
        Interviewed = "interviewed", "reçus";
        SupportedEver = "supported_ever", "ayant été accompagnés";
        FoundSolution = "found_solution", "ayant trouvé une solution";
        FoundInitialTraining = "found_solution_initial_training", "solution trouvée : formation initiale";
        FoundApprenticeship = "found_solution_apprenticeship", "solution trouvée : apprentissage";
        FoundContinuingTraining = "found_solution_continuing_training", "solution trouvée : formation continue";
        FoundEmployment = "found_solution_employment", "solution trouvée : emploi";
        FoundCivicService = "found_solution_civic_service", "solution trouvée : service civique";
        FoundOther = "found_solution_other", "solution trouvée : autre";
        InSolution = "in_solution", "en solution";
        InInitialTraining = "in_solution_initial_training", "en solution : formation initiale";
        InApprenticeship = "in_solution_apprenticeship", "en solution : apprentissage";
        InContinuingTraining = "in_solution_continuing_training", "en solution : formation continue";
        InEmployment = "in_solution_employment", "en solution : emploi";
        InCivicService = "in_solution_civic_service", "en solution : service civique";
        InOther = "in_solution_other", "en solution : autre";
        Supported = "supported", "accompagnés";
        InContact = "in_contact", "en contact";
        Refused = "refused", "refus";
        Unreachable = "unreachable", "injoignables";
        Unknown = "unknown", "situation inconnue";
        WithoutWorker = "without_worker", "sans référent";
    }
}

/// What a case must satisfy, in the terms of `case_facts`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    pub verification: Option<Verification>,
    pub situation: Option<Situation>,
    /// Of the running solution.
    pub solution: Option<Solution>,
    pub attempted: bool,
    pub reached: bool,
    pub interviewed: bool,
    pub supported: bool,
    pub found: bool,
    /// Kind of the first solution.
    pub first_solution: Option<Solution>,
    /// Open, nobody assigned.
    pub without_worker: bool,
}

impl Counted {
    /// The definition of the count.
    pub fn conditions(self) -> Conditions {
        let confirmed = || Conditions { verification: Some(Verification::Confirmed), ..Conditions::default() };
        let standing = |situation| Conditions { situation: Some(situation), ..confirmed() };
        let found = |kind| Conditions { found: true, first_solution: Some(kind), ..confirmed() };
        let running = |kind| Conditions { solution: Some(kind), ..standing(Situation::InSolution) };
        match self {
            Counted::Listed => Conditions::default(),
            Counted::ToVerify => Conditions { verification: Some(Verification::ToVerify), ..Conditions::default() },
            Counted::NotConcerned => {
                Conditions { verification: Some(Verification::NotConcerned), ..Conditions::default() }
            }
            Counted::Confirmed => confirmed(),
            Counted::Attempted => Conditions { attempted: true, ..Conditions::default() },
            Counted::Reached => Conditions { reached: true, ..Conditions::default() },
            Counted::Contacted => Conditions { reached: true, ..confirmed() },
            Counted::Interviewed => Conditions { interviewed: true, ..confirmed() },
            Counted::SupportedEver => Conditions { supported: true, ..confirmed() },
            Counted::FoundSolution => Conditions { found: true, ..confirmed() },
            Counted::FoundInitialTraining => found(Solution::InitialTraining),
            Counted::FoundApprenticeship => found(Solution::Apprenticeship),
            Counted::FoundContinuingTraining => found(Solution::ContinuingTraining),
            Counted::FoundEmployment => found(Solution::Employment),
            Counted::FoundCivicService => found(Solution::CivicService),
            Counted::FoundOther => found(Solution::Other),
            Counted::InSolution => standing(Situation::InSolution),
            Counted::InInitialTraining => running(Solution::InitialTraining),
            Counted::InApprenticeship => running(Solution::Apprenticeship),
            Counted::InContinuingTraining => running(Solution::ContinuingTraining),
            Counted::InEmployment => running(Solution::Employment),
            Counted::InCivicService => running(Solution::CivicService),
            Counted::InOther => running(Solution::Other),
            Counted::Supported => standing(Situation::Supported),
            Counted::InContact => standing(Situation::InContact),
            Counted::Refused => standing(Situation::Refused),
            Counted::Unreachable => standing(Situation::Unreachable),
            Counted::Unknown => standing(Situation::Unknown),
            Counted::WithoutWorker => Conditions { without_worker: true, ..confirmed() },
        }
    }
}

coded_enum! {
    /// The age bands of MEASURE.md §4, at entry.
    pub enum AgeBand {
        UpTo15 = "0-15", "15 ans ou moins";
        From16 = "16-17", "16-17 ans";
        From18 = "18-20", "18-20 ans";
        From21 = "21-25", "21-25 ans";
        From26 = "26+", "26 ans ou plus";
    }
}

impl AgeBand {
    /// First and last age of the band.
    pub const fn ages(self) -> (i64, i64) {
        match self {
            AgeBand::UpTo15 => (0, 15),
            AgeBand::From16 => (16, 17),
            AgeBand::From18 => (18, 20),
            AgeBand::From21 => (21, 25),
            AgeBand::From26 => (26, 200),
        }
    }
}

coded_enum! {
    pub enum YesNoUnknown {
        Yes = "yes", "oui";
        No = "no", "non";
        Unknown = "unknown", "non renseigné";
    }
}

coded_enum! {
    pub enum SexOf {
        Female = "F", "féminin";
        Male = "M", "masculin";
        Unknown = "unknown", "non renseigné";
    }
}

coded_enum! {
    pub enum Openness {
        Open = "ouverts", "ouverts";
        Closed = "clos", "clos";
    }
}

coded_enum! {
    /// What the list is sorted by.
    pub enum SortKey {
        Name = "nom", "nom";
        Entry = "entree", "entrée";
        News = "nouvelles", "dernières nouvelles";
    }
}

/// Who carries the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Worker {
    #[default]
    Anyone,
    Me,
    Nobody,
    Member(Id),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub counted: Option<Counted>,
    pub verification: Option<Verification>,
    pub situation: Option<Situation>,
    pub solution: Option<Solution>,
    pub sex: Option<SexOf>,
    pub age: Option<AgeBand>,
    pub source: Option<Source>,
    pub schooling: Option<Schooling>,
    pub district: Option<YesNoUnknown>,
    pub worker: Worker,
    pub openness: Option<Openness>,
    pub search: Search,
    pub sort: SortKey,
    pub descending: bool,
    /// From 0.
    pub page: i64,
}

impl Default for Filters {
    fn default() -> Self {
        Filters {
            from: None,
            to: None,
            counted: None,
            verification: None,
            situation: None,
            solution: None,
            sex: None,
            age: None,
            source: None,
            schooling: None,
            district: None,
            worker: Worker::Anyone,
            openness: None,
            search: Search::default(),
            sort: SortKey::Name,
            descending: false,
            page: 0,
        }
    }
}

impl Filters {
    /// None when a field is refused; the form then says which, and why.
    pub fn read(form: &mut Form) -> Option<Self> {
        let (sort, descending) = match form.raw("tri").strip_prefix('-') {
            Some(key) => (key.parse(), true),
            None => (form.raw("tri").parse(), false),
        };
        let filters = Filters {
            from: form.optional::<Day>("du").flatten().map(|Day(day)| day),
            to: form.optional::<Day>("au").flatten().map(|Day(day)| day),
            counted: form.optional("compte").flatten(),
            verification: form.optional("verification").flatten(),
            situation: form.optional("situation").flatten(),
            solution: form.optional("solution").flatten(),
            sex: form.optional("sexe").flatten(),
            age: form.optional("age").flatten(),
            source: form.optional("source").flatten(),
            schooling: form.optional("scolarite").flatten(),
            district: form.optional("quartier").flatten(),
            worker: match form.raw("referent") {
                "moi" => Worker::Me,
                "aucun" => Worker::Nobody,
                other => other.parse().map_or(Worker::Anyone, Worker::Member),
            },
            openness: form.optional("etat").flatten(),
            search: Search::read(form.raw("q")),
            sort: sort.unwrap_or(SortKey::Name),
            descending,
            page: form.raw("page").parse::<i64>().map_or(0, |page| page.clamp(1, 100_000) - 1),
        };
        if let (Some(from), Some(to)) = (filters.from, filters.to)
            && to < from
        {
            form.refuse("au", "Cette date vient avant celle du début. Échangez-les.");
        }
        form.is_valid().then_some(filters)
    }

    /// The address of the list, read back by [`read`](Filters::read); without `?`.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        };
        add("q", Some(self.search.text.clone()).filter(|text| !text.is_empty()));
        add("du", self.from.map(|day| day.to_string()));
        add("au", self.to.map(|day| day.to_string()));
        add("compte", self.counted.map(|c| c.to_string()));
        add("verification", self.verification.map(|v| v.to_string()));
        add("situation", self.situation.map(|s| s.to_string()));
        add("solution", self.solution.map(|s| s.to_string()));
        add("sexe", self.sex.map(|s| s.to_string()));
        add("age", self.age.map(|a| a.to_string()));
        add("source", self.source.map(|s| s.to_string()));
        add("scolarite", self.schooling.map(|s| s.to_string()));
        add("quartier", self.district.map(|d| d.to_string()));
        add(
            "referent",
            match self.worker {
                Worker::Anyone => None,
                Worker::Me => Some("moi".into()),
                Worker::Nobody => Some("aucun".into()),
                Worker::Member(id) => Some(id.to_string()),
            },
        );
        add("etat", self.openness.map(|o| o.to_string()));
        let minus = if self.descending { "-" } else { "" };
        add("tri", (self.sort != SortKey::Name || self.descending).then(|| format!("{minus}{}", self.sort)));
        add("page", (self.page > 0).then(|| (self.page + 1).to_string()));
        query.finish()
    }

    /// Everything a case must satisfy to be counted; `None` when two filters contradict each other.
    pub fn conditions(&self) -> Option<Conditions> {
        let counted = self.counted.unwrap_or(Counted::Listed).conditions();
        let standing = self.situation.is_some() || self.solution.is_some();
        Some(Conditions {
            verification: both(
                both(counted.verification, self.verification)?,
                standing.then_some(Verification::Confirmed),
            )?,
            situation: both(both(counted.situation, self.situation)?, self.solution.map(|_| Situation::InSolution))?,
            solution: both(counted.solution, self.solution)?,
            ..counted
        })
    }
}

/// The value that satisfies both; `None` when none does.
fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<Option<T>> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => Some(one.or(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Option<Filters> {
        Filters::read(&mut Form::parse(query.as_bytes()))
    }

    #[test]
    fn an_address_written_back_asks_the_same() {
        for query in [
            "",
            "q=le+goff&du=2026-09-01&au=2026-11-24&compte=contacted&sexe=F&age=16-17&source=national_list&scolarite=vocational&quartier=yes&referent=aucun&etat=ouverts&tri=-entree&page=3",
            "verification=confirmed&situation=in_solution&solution=apprenticeship&referent=moi",
            "age=26%2B",
        ] {
            assert_eq!(read(query).expect("read").query(), query);
        }
    }

    #[test]
    fn a_filter_of_a_figure_that_is_not_understood_is_refused_rather_than_forgotten() {
        for query in ["compte=contacte", "situation=x", "du=31/02/2026", "age=16", "du=2026-11-02&au=2026-11-01"] {
            assert_eq!(read(query), None, "{query}");
        }
    }

    #[test]
    fn filters_that_contradict_each_other_keep_nobody() {
        assert_eq!(read("compte=to_verify&situation=supported").expect("read").conditions(), None);
        let both = read("compte=contacted&situation=supported").expect("read").conditions().expect("possible");
        assert!(both.reached && both.situation == Some(Situation::Supported));
    }

    #[test]
    fn bands_of_age_meet_without_overlap() {
        let bands: Vec<(i64, i64)> = AgeBand::ALL.iter().map(|band| band.ages()).collect();
        assert!(bands.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{bands:?}");
    }
}

//! What a page of figures is asked about, read from its address and written back into its links.
use crate::figures::{Dimension, Period, Question};
use crate::indicators::{Indicator, Measured};
use crate::words;
use base::Form;
use base::form::Day;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use follow::cases::event::Source;
use follow::youths::Schooling;

/// How the period was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The year it starts in.
    SchoolYear(i32),
    TwelveMonths,
    Days,
}

/// Period and filters. Targets belong to school years: another period has none.
#[derive(Clone, Debug)]
pub struct Asked {
    pub choice: Choice,
    pub period: Period,
    pub only: Vec<(Dimension, String)>,
    /// The rate that breakdowns and maps show.
    pub rate: Indicator,
    /// The day that is looked from: today in Paris, or a past day whose knowledge is asked for.
    pub today: NaiveDate,
    /// Whether that day is past: what was recorded since is left out.
    pub is_past: bool,
}

/// The filters: their name in the address, what they filter by.
pub const FILTERS: [(&str, Dimension); 5] = [
    ("sexe", Dimension::Sex),
    ("age", Dimension::Age),
    ("source", Dimension::Source),
    ("scolarite", Dimension::Schooling),
    ("quartier", Dimension::PriorityDistrict),
];

/// A longer period is a slip of the keyboard, in years.
const LONGEST: i32 = 10;
const TWELVE_MONTHS: &str = "12-mois";
/// The field of the past day whose knowledge is asked for.
pub const KNOWN_ON: &str = "connu";
pub const DEFAULT_RATE: &str = "solution_rate";

impl Asked {
    /// None when a field is refused; the form then says which, and why.
    pub fn read(form: &mut Form, today: NaiveDate) -> Option<Asked> {
        let known_on = read_known_on(form, today)?;
        let today = known_on.unwrap_or(today);
        let (choice, period) = read_period(form, today)?;
        let mut only = vec![];
        for (name, dimension) in FILTERS {
            let class = form.raw(name).to_owned();
            if class.is_empty() {
                continue;
            }
            if !classes(dimension).contains(&class.as_str()) {
                form.refuse(name, "Choisissez dans la liste.");
            }
            only.push((dimension, class));
        }
        let rate = match form.raw("indicateur") {
            "" => Some(Indicator::of(DEFAULT_RATE)),
            code => rates().find(|rate| rate.code() == code),
        };
        if rate.is_none() {
            form.refuse("indicateur", "Choisissez dans la liste.");
        }
        form.is_valid().then_some(Asked { choice, period, only, rate: rate?, today, is_past: known_on.is_some() })
    }

    /// The days of entry that can hold somebody: the future is empty.
    pub fn past(&self) -> Period {
        Period { from: self.period.from, to: self.period.to.min(self.today).max(self.period.from) }
    }

    pub fn question(&self, territory: &str) -> Question {
        Question {
            territory: territory.into(),
            period: self.period,
            at: self.today,
            known_on: self.known_on(),
            by: vec![],
            only: self.only.clone(),
        }
    }

    /// The same a year before.
    pub fn question_before(&self, territory: &str) -> Question {
        Question { period: self.period.a_year_before(), ..self.question(territory) }
    }

    /// The past day whose knowledge is asked for; none when all is known.
    pub fn known_on(&self) -> Option<NaiveDate> {
        self.is_past.then_some(self.today)
    }

    /// The same of all that is known.
    pub fn now(&self) -> Asked {
        Asked { is_past: false, ..self.clone() }
    }

    /// The same, looked at from that day with all that is known.
    pub fn now_on(&self, today: NaiveDate) -> Asked {
        Asked { today, ..self.now() }
    }

    /// The same as it is known today, whatever comes: the address of a figure that does not change.
    pub fn for_ever(&self) -> Asked {
        Asked { is_past: true, ..self.clone() }
    }

    pub fn school_year(&self) -> Option<i32> {
        match self.choice {
            Choice::SchoolYear(year) => Some(year),
            _ => None,
        }
    }

    /// What the period is called: « 2026-2027 », « 12 derniers mois », « du 3 mai au 2 juin 2026 ».
    pub fn period_label(&self) -> String {
        match self.choice {
            Choice::SchoolYear(year) => words::school_year(year),
            Choice::TwelveMonths => "12\u{a0}derniers mois".into(),
            Choice::Days => words::period(self.period),
        }
    }

    /// What the same period a year before is called: « 2025-2026 », « un an plus tôt ».
    pub fn before_label(&self) -> String {
        match self.choice {
            Choice::SchoolYear(year) => words::school_year(year - 1),
            Choice::TwelveMonths | Choice::Days => "un an plus tôt".into(),
        }
    }

    /// The filters in words, none when everybody is counted: « Sexe\u{a0}: filles ».
    pub fn filters(&self) -> Vec<(&'static str, String)> {
        self.only.iter().map(|(dimension, class)| (dimension.label(), dimension.class_label(class))).collect()
    }

    /// The same request as the query of an address.
    pub fn query(&self) -> String {
        self.query_of(self.choice, &[])
    }

    /// The same filters over another period.
    pub fn query_over(&self, choice: Choice) -> String {
        self.query_of(choice, &[])
    }

    /// The same, narrowed to one more class.
    pub fn query_within(&self, dimension: Dimension, class: &str) -> String {
        self.query_of(self.choice, &[(dimension, class)])
    }

    fn query_of(&self, choice: Choice, more: &[(Dimension, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        match choice {
            Choice::SchoolYear(year) => {
                query.append_pair("annee", &year.to_string());
            }
            Choice::TwelveMonths => {
                query.append_pair("periode", TWELVE_MONTHS);
            }
            Choice::Days => {
                query.append_pair("du", &self.period.from.to_string());
                query.append_pair("au", &self.period.to.to_string());
            }
        }
        if let Some(day) = self.known_on() {
            query.append_pair(KNOWN_ON, &day.to_string());
        }
        for (name, dimension) in FILTERS {
            let narrowed = more.iter().find(|(d, _)| *d == dimension).map(|(_, class)| *class);
            let kept = self.only.iter().find(|(d, _)| *d == dimension).map(|(_, class)| class.as_str());
            if let Some(class) = narrowed.or(kept) {
                query.append_pair(name, class);
            }
        }
        if self.rate.code() != DEFAULT_RATE {
            query.append_pair("indicateur", self.rate.code());
        }
        query.finish()
    }

    /// Where a figure of the territory comes from.
    pub fn provenance(&self, territory: &str, indicator: Indicator) -> String {
        format!("/territoires/{territory}/chiffres/{}?{}", indicator.code(), self.query())
    }

    /// The same, narrowed to one more class; none when the pages do not filter by it.
    pub fn provenance_within(
        &self,
        territory: &str,
        indicator: Indicator,
        dimension: Dimension,
        class: &str,
    ) -> String {
        format!("/territoires/{territory}/chiffres/{}?{}", indicator.code(), self.query_within(dimension, class))
    }

    /// The same over the entries of one month of the period (`2026-10`).
    pub fn provenance_of_month(&self, territory: &str, indicator: Indicator, month: NaiveDate) -> String {
        let first = month.with_day(1).unwrap_or(month);
        let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(month);
        let days = Period { from: first.max(self.period.from), to: last.min(self.period.to) };
        let asked = Asked { choice: Choice::Days, period: days, ..self.clone() };
        asked.provenance(territory, indicator)
    }

    /// A platform by the communes its youths live in.
    pub fn communes(&self, platform: &str) -> String {
        format!("/territoires/{platform}/communes?{}", self.query())
    }

    pub fn dashboard(&self, territory: &str) -> String {
        format!("/territoires/{territory}/tableau-de-bord?{}", self.query())
    }

    /// Where the platforms of the territory are compared, over the same school year, or the one of today; nobody is left out.
    pub fn comparison(&self, territory: &str) -> String {
        let year = self.school_year().unwrap_or_else(|| Period::school_year_of(self.today));
        let asked = Asked { choice: Choice::SchoolYear(year), only: vec![], ..self.clone() };
        format!("/territoires/{territory}/comparer?{}", asked.query())
    }
}

/// The rates, which breakdowns and maps can show.
pub fn rates() -> impl Iterator<Item = Indicator> {
    Indicator::cohort().filter(|i| matches!(i.definition().measured, Measured::Rate { .. }))
}

/// The classes a filter offers.
pub fn classes(dimension: Dimension) -> Vec<&'static str> {
    match dimension {
        Dimension::Sex => vec!["F", "M", "unknown"],
        Dimension::Age => vec!["0-15", "16-17", "18-20", "21-25", "26+"],
        Dimension::Source => Source::ALL.iter().map(|source| source.as_str()).collect(),
        Dimension::Schooling => Schooling::ALL.iter().map(|schooling| schooling.as_str()).collect(),
        Dimension::PriorityDistrict => vec!["yes", "no", "unknown"],
        _ => vec![],
    }
}

/// The past day asked for, none when there is none or it is today; the outer none when it is refused.
fn read_known_on(form: &mut Form, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let day = form.optional::<Day>(KNOWN_ON)?.map(|Day(day)| day);
    if day.is_some_and(|day| day > today) {
        form.refuse(KNOWN_ON, "Ce jour est à venir. Choisissez un jour passé, ou laissez vide pour aujourd’hui.");
        return None;
    }
    Some(day.filter(|day| *day < today))
}

fn read_period(form: &mut Form, today: NaiveDate) -> Option<(Choice, Period)> {
    if !form.raw("du").is_empty() || !form.raw("au").is_empty() {
        let from = form.required::<Day>("du");
        let to = form.required::<Day>("au");
        let (Day(from), Day(to)) = from.zip(to)?;
        if to < from {
            form.refuse("au", "Cette date vient avant celle du début. Échangez-les.");
        }
        if to.year() - from.year() > LONGEST {
            form.refuse("au", format!("Choisissez une période de {LONGEST}\u{a0}ans au plus."));
        }
        return form.is_valid().then_some((Choice::Days, Period { from, to }));
    }
    match form.raw("periode") {
        "" => {}
        TWELVE_MONTHS => {
            let from = today.checked_sub_months(Months::new(12)).and_then(|day| day.checked_add_days(Days::new(1)));
            return Some((Choice::TwelveMonths, Period { from: from.unwrap_or(today), to: today }));
        }
        _ => {
            form.refuse(
                "periode",
                "Cette période n’existe pas. Choisissez une année scolaire, les douze derniers mois, ou deux dates.",
            );
            return None;
        }
    }
    let year = match form.raw("annee") {
        "" => Period::school_year_of(today),
        typed => match typed.parse() {
            Ok(year) if (2000..=2100).contains(&year) => year,
            _ => {
                form.refuse("annee", "Écrivez l’année où l’année scolaire commence, par exemple 2026.");
                return None;
            }
        },
    };
    Some((Choice::SchoolYear(year), Period::school_year(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-24";

    fn read(query: &str) -> Result<Asked, Vec<(String, String)>> {
        let mut form = Form::parse(query.as_bytes());
        let asked = Asked::read(&mut form, TODAY.parse().expect("a day"));
        asked.ok_or_else(|| form.errors().map(|(name, why)| (name.into(), why.into())).collect())
    }

    #[test]
    fn without_a_choice_the_school_year_of_today_is_shown() {
        let asked = read("").expect("read");
        assert_eq!(asked.choice, Choice::SchoolYear(2026));
        assert_eq!(asked.period, Period::school_year(2026));
        assert_eq!(asked.query(), "annee=2026");
    }

    #[test]
    fn twelve_months_end_today_and_count_today_once() {
        let asked = read("periode=12-mois").expect("read");
        assert_eq!(asked.period.from.to_string(), "2025-11-25");
        assert_eq!(asked.period.to.to_string(), TODAY);
    }

    #[test]
    fn an_address_written_back_asks_the_same() {
        for query in [
            "annee=2025&sexe=F&age=16-17&source=national_list&scolarite=college&quartier=yes&indicateur=contact_rate",
            "du=2026-01-05&au=2026-02-01&sexe=unknown",
            "periode=12-mois",
            "annee=2026&connu=2026-10-15&age=16-17",
        ] {
            assert_eq!(read(query).expect(query).query(), query);
        }
    }

    #[test]
    fn a_past_day_is_looked_from_as_if_it_were_today() {
        let asked = read("connu=2026-08-31").expect("read");
        assert_eq!(asked.period, Period::school_year(2025));
        assert_eq!((asked.today.to_string(), asked.known_on()), ("2026-08-31".into(), Some(asked.today)));
        let asked = read("connu=2026-11-24").expect("read");
        assert_eq!((asked.known_on(), asked.query().as_str()), (None, "annee=2026"));
    }

    #[test]
    fn what_cannot_be_asked_is_said_by_its_field() {
        for (query, field) in [
            ("du=31/02/2026&au=2026-05-01", "du"),
            ("du=2026-01-01", "au"),
            ("du=2026-05-01&au=2026-01-01", "au"),
            ("du=1990-05-01&au=2026-01-01", "au"),
            ("annee=vingt", "annee"),
            ("annee=99999", "annee"),
            ("periode=13-mois", "periode"),
            ("connu=2026-11-25", "connu"),
            ("connu=hier", "connu"),
            ("sexe=X", "sexe"),
            ("age=16", "age"),
            ("indicateur=listed", "indicateur"),
        ] {
            let errors = read(query).expect_err(query);
            assert!(errors.iter().any(|(name, why)| name == field && why.ends_with('.')), "{query}: {errors:?}");
        }
    }
}

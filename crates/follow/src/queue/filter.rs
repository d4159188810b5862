//! What the reader narrows the queue to, kept in the address of the page.
//!
//! `motif` a reason · `referent` `moi`, `aucun` or the id of a member · `mineurs=oui` · `commune` an INSEE code · `source` ·
//! `page` from 1.
use super::model::Open;
use crate::cases::due::Reason;
use crate::cases::event::Source;
use base::Form;
use db::Id;
use std::fmt::Write as _;

/// Who carries the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carried {
    #[default]
    ByAnyone,
    ByMe,
    ByNobody,
    By(Id),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub reason: Option<Reason>,
    pub worker: Carried,
    pub minors: bool,
    pub commune: Option<String>,
    pub source: Option<Source>,
    /// From 0.
    pub page: usize,
}

impl Filter {
    /// What is not understood is left out: an old address still opens the queue.
    pub fn read(query: &Form) -> Self {
        Filter {
            reason: query.raw("motif").parse().ok(),
            worker: match query.raw("referent") {
                "moi" => Carried::ByMe,
                "aucun" => Carried::ByNobody,
                other => other.parse().map_or(Carried::ByAnyone, Carried::By),
            },
            minors: query.raw("mineurs") == "oui",
            commune: Some(query.raw("commune")).filter(|c| is_commune(c)).map(str::to_owned),
            source: query.raw("source").parse().ok(),
            page: query.raw("page").parse::<usize>().map_or(0, |page| page.clamp(1, 10_000) - 1),
        }
    }

    /// The query string that [`read`](Filter::read) reads back, without `?`; empty when nothing is narrowed.
    pub fn query(&self) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            let and = if query.is_empty() { "" } else { "&" };
            write!(query, "{and}{name}={value}").expect("a String takes all");
        };
        if let Some(reason) = self.reason {
            add("motif", reason.as_str());
        }
        match self.worker {
            Carried::ByAnyone => {}
            Carried::ByMe => add("referent", "moi"),
            Carried::ByNobody => add("referent", "aucun"),
            Carried::By(member) => add("referent", &member.to_string()),
        }
        if self.minors {
            add("mineurs", "oui");
        }
        if let Some(commune) = &self.commune {
            add("commune", commune);
        }
        if let Some(source) = self.source {
            add("source", source.as_str());
        }
        if self.page > 0 {
            add("page", &(self.page + 1).to_string());
        }
        query
    }

    /// Whether anything beyond reason and worker is narrowed: the panel of the other filters is then open.
    pub fn has_others(&self) -> bool {
        self.minors || self.commune.is_some() || self.source.is_some() || matches!(self.worker, Carried::By(_))
    }

    /// Whether the case stands in the view, its reason and its worker aside.
    pub fn keeps(&self, open: &Open) -> bool {
        (!self.minors || open.minor)
            && self.source.is_none_or(|source| open.source == source)
            && self.commune.as_ref().is_none_or(|commune| open.communes.contains(commune))
    }

    /// `mine`: the members that the reader is.
    pub fn keeps_worker(&self, worker: Option<Id>, mine: &[Id]) -> bool {
        match self.worker {
            Carried::ByAnyone => true,
            Carried::ByMe => worker.is_some_and(|id| mine.contains(&id)),
            Carried::ByNobody => worker.is_none(),
            Carried::By(member) => worker == Some(member),
        }
    }
}

fn is_commune(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'A' | b'B'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_wrote() {
        let filter = Filter {
            reason: Some(Reason::CallBack),
            worker: Carried::By(Id::from_u128(7)),
            minors: true,
            commune: Some("2A004".into()),
            source: Some(Source::School),
            page: 2,
        };
        assert_eq!(Filter::read(&Form::parse(filter.query().as_bytes())), filter);
        assert_eq!(Filter::default().query(), "");
    }

    #[test]
    fn what_makes_no_sense_in_an_address_is_left_out() {
        let query = "motif=rien&referent=x&commune=%22%3E&source=&page=-3&autre=1";
        assert_eq!(Filter::read(&Form::parse(query.as_bytes())), Filter::default());
    }
}

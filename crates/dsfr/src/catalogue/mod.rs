//! The living catalogue, served at /composants: every component in every state, with when to use it.

mod actions;
mod data;
mod fields;
mod messages;
mod navigation;
mod work;

use maud::{Markup, html};

use crate::PageHead;

/// A component and its states.
struct Specimen {
    /// Of the section, and where its own links lead.
    id: &'static str,
    /// As in the code.
    name: &'static str,
    /// In what case it is the right one.
    when: &'static str,
    states: Vec<(&'static str, Markup)>,
}

/// What the page `/composants` holds.
pub fn catalogue() -> Markup {
    let groups = [
        ("Actions", actions::specimens()),
        ("Champs de formulaire", fields::specimens()),
        ("Messages et états", messages::specimens()),
        ("Se déplacer", navigation::specimens()),
        ("Données et chiffres", data::specimens()),
        ("Travail quotidien", work::specimens()),
    ];
    html! {
        (PageHead {
            subtitle: html! {
                "Chaque composant dans chacun de ses états, tel que les pages l’emploient. Tout fonctionne sans script."
            },
            ..PageHead::new("Composants")
        })
        nav aria-label="Composants" {
            ul.pu-seg {
                @for specimen in groups.iter().flat_map(|(_, specimens)| specimens) {
                    li { a href={ "#" (specimen.id) } { (specimen.name) } }
                }
            }
        }
        @for (title, specimens) in &groups {
            div.pu-sect {
                h2 { (title) }
                @for specimen in specimens { (section(specimen)) }
            }
        }
    }
}

fn section(specimen: &Specimen) -> Markup {
    html! {
        section.pu-spec id=(specimen.id) aria-labelledby={ (specimen.id) "-titre" } {
            h3 id={ (specimen.id) "-titre" } { (specimen.name) }
            p.pu-meta { (specimen.when) }
            @for (state, markup) in &specimen.states {
                div.pu-spec__state {
                    p.pu-meta { (state) }
                    div { (markup) }
                }
            }
        }
    }
}

/// As long as text gets: a name of two hyphens, a label that a narrow column must break.
const LONG: &str = "Marie-Antoinette-Éléonore de La Tour-Saint-Symphorien-des-Monts, hébergée par la communauté de \
                    communes du pays de Landerneau-Daoulas";

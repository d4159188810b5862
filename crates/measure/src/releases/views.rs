use super::model::{Class, Detail, Quarter, Rate, Release};
use super::peers::{Peer, SHOWN};
use super::signs;
use super::store::Cells;
use crate::places;
use base::clock::paris_day;
use base::download;
use base::french::{date_long, fr};
use documents::Format;
use dsfr::{Alert, PageHead, Tone};
use maud::{Markup, html};
use network::territories::{Level, Territory};

fn dated(release: &Release) -> String {
    fr(&format!(
        "Jeunes entrés de {}, tels qu’on les savait le {}.",
        release.quarter.label(),
        date_long(release.known_on)
    ))
}

pub fn open_list(releases: &[Release]) -> Markup {
    html! {
        (PageHead::new("Données ouvertes"))
        p { (fr("Ce que les plates-formes de suivi et d’appui aux décrocheurs font pour les jeunes, trimestre d’entrée par trimestre d’entrée. Les petits effectifs sont protégés : aucun jeune ne peut être reconnu.")) }
        @if releases.is_empty() {
            p."pu-sect" { (fr("Rien n’est encore publié. L’équipe nationale publie un trimestre une fois qu’il est fini ; il se lira ici.")) }
        } @else {
            div."pu-sect" {
                table."pu-table"."pu-stackt" {
                    caption."fr-sr-only" { "Trimestres publiés" }
                    thead { tr { th scope="col" { "Jeunes entrés de" } th scope="col" { "Connus le" } th scope="col" { "Publié le" } th scope="col" { "Fichier" } } }
                    tbody {
                        @for release in releases {
                            tr {
                                th scope="row" { a href={ "/donnees-ouvertes/" (release.quarter) } { (release.quarter.label()) } }
                                td data-label="Connus le" { (date_long(release.known_on)) }
                                td data-label="Publié le" { (date_long(paris_day(release.made_at))) }
                                td data-label="Fichier" { (files(release)) }
                            }
                        }
                    }
                }
            }
        }
        (reuse())
    }
}

fn reuse() -> Markup {
    html! {
        section."pu-sect" {
            h2 { "Réutiliser" }
            p { (fr("Ces données sont sous Licence ouverte 2.0 (Etalab) : réutilisation libre, en citant la source et sa date. Les adresses ne changent pas ; une publication non plus.")) }
        }
    }
}

fn files(release: &Release) -> Markup {
    download::links(&Format::ALL, &release.quarter.label(), |format| {
        format!("/donnees-ouvertes/{}.{}", release.quarter, format.extension())
    })
}

pub fn open_territory(release: &Release, territory: &Territory, below: &[Territory], cells: &Cells) -> Markup {
    let code = territory.code.as_str();
    let classes: Vec<Class> = Class::every().into_iter().filter(|class| cells.tells(code, *class)).collect();
    let below: Vec<&Territory> = below.iter().filter(|t| cells.tells(t.code.as_str(), Class::All)).collect();
    html! {
        (PageHead { subtitle: html! { (dated(release)) }, ..PageHead::new(territory.title()) })
        (signs::legend())
        (pattern())
        section."pu-sect" {
            h2 { "Les jeunes" }
            (table(&format!("Jeunes {}", places::of(territory)), "Jeunes", classes.iter().map(|class| {
                (html! { (class.label()) }, counts(cells, code, *class), rates(cells, code, *class), false)
            }).collect()))
            @if let Some(note) = undetailed(release.detail, territory.level) { p."pu-meta"."pu-sect--s" { (fr(note)) } }
        }
        @if !below.is_empty() {
            section."pu-sect" {
                h2 { (territory.level.child().map_or("Territoires", heading)) }
                (table(&format!("Territoires {}", places::of(territory)), "Territoire", below.iter().map(|t| {
                    let code = t.code.as_str();
                    let name = html! {
                        @if t.level == Level::Platform { (t.name) }
                        @else { a href={ "/donnees-ouvertes/" (release.quarter) "/" (t.code) } { (t.name) } }
                    };
                    (name, counts(cells, code, Class::All), rates(cells, code, Class::All), false)
                }).collect()))
            }
        }
        p."pu-meta"."pu-sect" { "Tout le pays en un fichier\u{a0}: " (files(release)) "." }
        (reuse())
    }
}

const fn heading(level: Level) -> &'static str {
    match level {
        Level::Nation => "France",
        Level::Region => "Régions académiques",
        Level::Academy => "Académies",
        Level::Department => "Départements",
        Level::Platform => "Plates-formes",
    }
}

/// Why sex and age are not told here.
const fn undetailed(detail: Detail, level: Level) -> Option<&'static str> {
    match (detail, level) {
        (_, Level::Platform) => {
            Some("Le sexe et l’âge ne sont pas publiés par plate-forme : trop peu de jeunes pour les protéger.")
        }
        (Detail::Totals, _) => {
            Some("Le sexe et l’âge ne sont pas publiés ce trimestre : on n’a pas pu prouver qu’ils seraient protégés.")
        }
        (Detail::Nation, Level::Region | Level::Academy | Level::Department)
        | (Detail::Region, Level::Academy | Level::Department) => Some(
            "Le sexe et l’âge ne sont pas publiés à ce niveau ce trimestre : on n’a pas pu prouver qu’ils seraient protégés.",
        ),
        _ => None,
    }
}

fn counts(cells: &Cells, code: &str, class: Class) -> Vec<Markup> {
    SHOWN.iter().map(|measure| signs::number(cells.count(code, class, *measure))).collect()
}

fn rates(cells: &Cells, code: &str, class: Class) -> Vec<Markup> {
    Rate::ALL.iter().map(|rate| signs::share(cells.rate(code, class, *rate))).collect()
}

/// A row: its name, its counts, its rates, whether it is the reader's own.
type Line = (Markup, Vec<Markup>, Vec<Markup>, bool);

fn table(caption: &str, first: &str, rows: Vec<Line>) -> Markup {
    let heads: Vec<&str> =
        SHOWN.iter().map(|measure| measure.label()).chain(Rate::ALL.iter().map(|rate| rate.label())).collect();
    html! {
        table."pu-table"."pu-table--tight"."pu-peers" {
            caption."fr-sr-only" { (caption) }
            thead { tr { th scope="col" { (first) } @for head in &heads { th."n" scope="col" { (head) } } } }
            tbody {
                @for (name, counts, rates, is_own) in rows {
                    tr.is-own[is_own] {
                        th scope="row" { (name) @if is_own { br; span."pu-meta" { "chez nous, chiffres exacts" } } }
                        @for (head, cell) in heads.iter().zip(counts.iter().chain(&rates)) { td."n" data-label=(head) { (cell) } }
                    }
                }
            }
        }
    }
}

/// The hatching that the sign of what was not sent is filled with.
fn pattern() -> Markup {
    html! {
        svg."pu-defs" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    line."c-hatch-line" x1="0" x2="0" y2="6" {}
                }
            }
        }
    }
}

pub fn peers(release: &Release, own: &Territory, rows: &[Peer], around: &Peer) -> Markup {
    let line = |peer: &Peer| {
        let counts = peer.counts.iter().map(|shown| signs::number(*shown)).collect();
        let rates = peer.rates.iter().map(|shown| signs::share(*shown)).collect();
        (html! { (peer.territory.name) }, counts, rates, peer.is_own)
    };
    let lines: Vec<Line> = rows.iter().chain([around]).map(line).collect();
    html! {
        (PageHead {
            subtitle: html! { (dated(release)) " Les plates-formes " (places::of(&around.territory)) ", par ordre alphabétique." },
            ..PageHead::new("Chez les autres")
        })
        (signs::legend())
        (pattern())
        section."pu-sect" {
            h2 { "Plates-formes " (places::of(&around.territory)) }
            (table(&format!("Plates-formes {}", places::of(&around.territory)), "Plate-forme", lines))
            p."pu-meta"."pu-sect--s" {
                (fr("Vos chiffres sont exacts ; ceux des autres sont ceux que l’équipe nationale a publiés, petits effectifs protégés. Ils ne bougent plus : la publication suivante portera sur le trimestre suivant."))
            }
        }
        p."pu-meta" {
            a href="/donnees-ouvertes" { "Toutes les publications" } " · "
            a href={ "/territoires/" (own.code) "/tableau-de-bord" } { "Notre tableau de bord" }
        }
    }
}

pub fn no_peers(own: &Territory) -> Markup {
    html! {
        (PageHead::new("Chez les autres"))
        p { (fr("Rien n’est encore publié : les chiffres des autres plates-formes se liront ici quand l’équipe nationale aura publié un trimestre. Les vôtres sont au tableau de bord.")) }
        p { a href={ "/territoires/" (own.code) "/tableau-de-bord" } { "Notre tableau de bord" } }
    }
}

pub fn publications(releases: &[Release], missing: &[Quarter], waiting: &[Quarter], asked: Option<Quarter>) -> Markup {
    let asked = asked.filter(|quarter| missing.contains(quarter));
    html! {
        (PageHead::new("Publications"))
        p { (fr("Un trimestre publié se lit par tous : les plates-formes à la page « Chez les autres », le public aux données ouvertes. Les petits effectifs y sont masqués, avec ceux sans lesquels on les retrouverait. Une publication ne se refait pas.")) }
        @if let Some(quarter) = asked {
            (Alert::line(Tone::Success, html! { (fr(&format!("Le trimestre {} est en cours de publication. Rechargez cette page dans une minute.", quarter.label()))) }))
        }
        section."pu-sect" {
            h2 { "À publier" }
            @if missing.is_empty() { p { (fr("Tous les trimestres finis des deux dernières années sont publiés.")) } }
            @else {
                ul."fr-raw-list" {
                    @for quarter in missing {
                        li."pu-sect--s" {
                            @if waiting.contains(quarter) {
                                strong { (quarter.label()) } " " span."pu-meta" { "en cours de publication" }
                            } @else {
                                form method="post" action="/publications" {
                                    input type="hidden" name="trimestre" value=(quarter);
                                    button."fr-btn"."fr-btn--sm"."fr-btn--secondary" type="submit" { "Publier " (quarter.label()) }
                                }
                            }
                        }
                    }
                }
            }
        }
        section."pu-sect" {
            h2 { "Publiés" }
            @if releases.is_empty() { p { "Aucun trimestre pour l’instant." } }
            ul {
                @for release in releases {
                    li { a href={ "/donnees-ouvertes/" (release.quarter) } { (release.quarter.label()) } ", publié le " (date_long(paris_day(release.made_at))) }
                }
            }
        }
    }
}

use axum::extract::State;
use base::{App, MaybeActor, Page};
use maud::{Markup, html};

/// The declaration asked by article 47 of the law of 11 February 2005, honest about what was not checked.
pub async fn page(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Markup {
    let main = html! {
        article.pu-narrow.pu-sect.pu-stack {
            h1 { "Déclaration d’accessibilité" }
            p {
                "Pupitre vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA\u{a0}4.1). "
                "Cette déclaration porte sur le logiciel tel qu’il est livré\u{a0}; le service qui l’installe la complète."
            }
            h2 { "État de conformité" }
            p {
                strong { "Partiellement conforme" } ", par prudence\u{a0}: "
                "aucun audit par un tiers n’a encore été mené, et aucun taux ne peut donc être annoncé."
            }
            h2 { "Ce qui est vérifié à chaque version" }
            ul {
                li { "Toutes les pages passent sans erreur les contrôles automatiques d’axe (WCAG\u{a0}2.2, niveaux A et AA), en deux largeurs, 1280 et 390\u{a0}pixels." }
                li { "Toutes les tâches se font sans JavaScript, et au clavier seul." }
                li { "Chaque graphique est suivi de ses données en tableau et d’une phrase qui dit ce qu’il montre." }
                li { "Les erreurs de formulaire sont annoncées, rattachées à leur champ, et disent quoi faire." }
            }
            h2 { "Ce qui n’est pas vérifié" }
            ul {
                li { "Aucun essai avec un lecteur d’écran (NVDA, JAWS, VoiceOver) n’a été mené de bout en bout." }
                li { "Aucun essai avec des personnes handicapées n’a encore eu lieu." }
                li { "Les contrôles automatiques ne voient qu’une partie des critères du RGAA." }
            }
            h2 { "Signaler une difficulté" }
            p {
                "Si une page ou un geste vous résiste, écrivez à la personne qui administre Pupitre chez vous, en donnant l’adresse de la page, "
                "sans nom de jeune. Une réponse vous est due."
            }
            h2 { "Voies de recours" }
            p {
                "Sans réponse satisfaisante, vous pouvez écrire au Défenseur des droits, ou contacter son délégué dans votre département. "
                "Par courrier, gratuit et sans timbre\u{a0}: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07."
            }
            p.pu-meta { "Déclaration établie le 24\u{a0}novembre 2026. Technologies\u{a0}: HTML, CSS, SVG, ARIA\u{a0}; JavaScript seulement en complément." }
        }
    };
    Page::new("Déclaration d’accessibilité", main).render(&app, actor.as_ref())
}

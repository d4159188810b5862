use axum::extract::State;
use base::{App, MaybeActor, Page};
use maud::{Markup, html};

/// What is kept, why, for how long, and the rights of people (articles 13 and 14 of the GDPR; durations: DOMAIN.md §2.6).
pub async fn page(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Markup {
    let main = html! {
        article.pu-narrow.pu-sect.pu-stack {
            h1 { "Données personnelles" }
            p {
                "Pupitre sert au suivi des jeunes sortis de formation sans diplôme, mission confiée aux plates-formes de suivi et d’appui "
                "(articles L.\u{a0}114-1, L.\u{a0}313-7 et L.\u{a0}313-8 du code de l’éducation). "
                "Le responsable du traitement est l’autorité qui installe le logiciel\u{a0}; elle complète cette page par son nom et celui de son délégué à la protection des données."
            }
            h2 { "Ce qui est gardé, et pourquoi" }
            ul {
                li { strong { "Du jeune" } "\u{a0}: identité, date de naissance, INE, coordonnées, scolarité suivie, listes qui l’ont signalé, pour le reconnaître et le joindre." }
                li { strong { "De ses responsables légaux" } "\u{a0}: nom, lien et coordonnées, parce qu’un mineur est reçu avec eux." }
                li { strong { "De son suivi" } "\u{a0}: gestes datés (vérification, prises de contact, entretiens, accompagnement, solutions), pour ne pas le perdre et ne pas lui faire redire." }
                li { strong { "Des professionnels" } "\u{a0}: nom, adresse électronique, rôle et territoire, pour ouvrir à chacun ce qui relève de lui." }
                li { strong { "Du journal" } "\u{a0}: qui a consulté ou modifié quel dossier, et quand, sans aucun nom de jeune, pour pouvoir en rendre compte." }
            }
            h2 { "Ce qui n’est jamais gardé" }
            p {
                "Nationalité, santé, handicap, situation sociale ou familiale, infractions\u{a0}: ces colonnes sont retirées à l’arrivée des listes, et leur retrait est signalé. "
                "Les jeunes de moins de 16\u{a0}ans sont refusés."
            }
            h2 { "Qui voit quoi" }
            ul {
                li { "Les noms restent à la plate-forme qui suit le jeune." }
                li { "Le département, l’académie, la région et le niveau national ne voient que des chiffres." }
                li { "Les notes libres ne quittent jamais la plate-forme." }
                li { "Aucun traceur, aucune mesure d’audience, aucun fichier chargé d’ailleurs\u{a0}: un seul témoin de connexion, effacé à la fermeture de la session." }
            }
            h2 { "Combien de temps" }
            p {
                "La règle est la suivante\u{a0}: un dossier reste actif au plus tard jusqu’aux 26\u{a0}ans du jeune, puis deux ans en archive à l’accès restreint, "
                "avant d’être rendu anonyme\u{a0}; les données d’un professionnel sont gardées un an après la fin de son habilitation."
            }
            h2 { "Vos droits" }
            p {
                "Accès, rectification, opposition, limitation\u{a0}: adressez-vous à la plate-forme qui vous suit, ou au délégué à la protection des données du responsable du traitement. "
                "Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (cnil.fr)."
            }
        }
    };
    Page::new("Données personnelles", main).render(&app, actor.as_ref())
}

use super::guides::{GUIDES, Guide};
use super::markdown;
use axum::extract::{Path, State};
use base::french::fr;
use base::{App, Error, MaybeActor, Page, Result};
use dsfr::icon;
use maud::{Markup, html};

pub async fn index(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Markup {
    let main = html! {
        div.pu-narrow.pu-sect.pu-stack {
            h1 { "Aide" }
            p { "Un guide par rôle\u{a0}: ce que vous venez faire, dans l’ordre où cela se présente." }
            ul.pu-next.pu-ways {
                @for guide in GUIDES {
                    li {
                        span class=(icon::QUESTION.class()) aria-hidden="true" {}
                        span {
                            a href={ "/aide/" (guide.slug) } { (fr(guide.title())) }
                            br;
                            span.pu-meta { (fr(guide.summary())) }
                        }
                    }
                }
                li {
                    span class=(icon::QUESTION.class()) aria-hidden="true" {}
                    span {
                        a href="/api" { "API" }
                        br;
                        span.pu-meta { "Pour qu’un autre programme apporte des listes et lise les chiffres." }
                    }
                }
            }
        }
    };
    Page::new("Aide", main).render(&app, actor.as_ref())
}

pub async fn guide(State(app): State<App>, MaybeActor(actor): MaybeActor, Path(page): Path<String>) -> Result<Markup> {
    let guide = Guide::find(&page).ok_or(Error::NotFound)?;
    let main = html! { article.pu-narrow.pu-sect.pu-stack.pu-prose { (markdown::render(guide.text())) } };
    Ok(Page::new(fr(guide.title()), main).above("Aide", "/aide").render(&app, actor.as_ref()))
}

use super::model::{Colleague, Member};
use crate::rights::Role;
use base::Form;
use base::french::date_long as day;
use chrono::NaiveDate;
use dsfr::{
    Alert, Button, ButtonLink, Card, Cell, Choice, Column, EmptyState, ErrorSummary, Input, PageHead, Row, Section,
    Select, Table, Tone, Weight, icon,
};
use maud::{Markup, Render as _, html};

pub struct Members<'a> {
    pub platform: &'a str,
    pub name: &'a str,
    pub members: &'a [Member],
    pub former: &'a [Member],
    pub colleagues: &'a [Colleague],
    pub form: &'a Form,
    pub today: NaiveDate,
}

pub fn members(page: &Members<'_>) -> Markup {
    let add = add(page);
    html! {
        (PageHead { subtitle: subtitle(page), ..PageHead::new("Qui peut porter un dossier") })
        (done(page.form.raw("fait")))
        (ErrorSummary::of(&add, "", page.form.errors()))
        div.pu-two.pu-two--aside.pu-sect.pu-sect--s {
            div {
                @if page.members.is_empty() { (empty()) } @else { (table(page)) }
                @if !page.former.is_empty() { (former(page.former)) }
            }
            div.pu-stack {
                (add)
                @if !page.colleagues.is_empty() { (colleagues(page)) }
            }
        }
    }
}

fn subtitle(page: &Members<'_>) -> Markup {
    let organisations = page.members.chunk_by(|one, next| one.organisation == next.organisation).count();
    html! {
        (page.name) ", " (day(page.today)) ". "
        @match (page.members.len(), organisations) {
            (0, _) => "Aucun membre",
            (1, _) => "Un membre",
            (members, 1) => { (members) " membres d’une organisation" }
            (members, _) => { (members) " membres de " (organisations) " organisations" }
        }
    }
}

fn done(code: &str) -> Markup {
    let line = match code {
        "ajoute" => "Le membre est ajouté\u{a0}: un dossier peut lui être confié.",
        "retire" => {
            "Le membre est retiré de la liste. Les dossiers qu’il porte gardent son nom, jusqu’à ce qu’un autre les reprenne."
        }
        _ => return html! {},
    };
    Alert { live: true, ..Alert::line(Tone::Success, html! { (line) }) }.render()
}

fn table(page: &Members<'_>) -> Markup {
    let mut rows = vec![];
    for organisation in page.members.chunk_by(|one, next| one.organisation == next.organisation) {
        rows.extend(organisation.first().map(|member| Row::group(member.organisation.as_str())));
        rows.extend(organisation.iter().map(|member| {
            let account = if member.account_id.is_some() { "a un compte" } else { "sans compte" };
            let end = html! {
                form method="post" action={ "/plates-formes/" (page.platform) "/membres/" (member.id) "/fin" } {
                    (Button { about: Some(member.name.as_str().into()), ..Button::new(Weight::Tertiary, "Retirer") })
                }
            };
            let cells = [member.job.as_str().into(), account.into(), day(member.since).into(), Cell::from(end)];
            Row::new(member.name.as_str(), cells)
        }));
    }
    let columns = vec![
        Column::text("Membre"),
        Column::text("Métier"),
        Column::text("Pupitre"),
        Column::text("Depuis le"),
        Column::text("Geste"),
    ];
    Table::new("Membres de la plate-forme, par organisation", columns, rows).render()
}

fn former(members: &[Member]) -> Markup {
    let rows = members.iter().map(|member| {
        let until = member.until.map(day).unwrap_or_default();
        Row::new(member.name.as_str(), [member.organisation.clone(), member.job.clone(), day(member.since), until])
    });
    let columns = vec![
        Column::text("Membre"),
        Column::text("Organisation"),
        Column::text("Métier"),
        Column::text("Depuis le"),
        Column::text("Jusqu’au"),
    ];
    let table = Table::new("Anciens membres", columns, rows.collect());
    Section::new("t-anciens", "Anciens membres", html! { (table) }).render()
}

fn add(page: &Members<'_>) -> Markup {
    let form = page.form;
    let accounts = page
        .colleagues
        .iter()
        .map(|colleague| Choice::new(colleague.id.to_string(), colleague.name.as_str()))
        .collect();
    let text = |name: &'static str, label: &'static str, hint: &'static str| Input {
        value: form.raw(name),
        error: form.error(name),
        hint: Some(hint),
        required: true,
        maxlength: Some(120),
        autocomplete: Some("off"),
        ..Input::text(name, label)
    };
    let body = html! {
        form.pu-stack method="post" action={ "/plates-formes/" (page.platform) "/membres" } {
            (text("name", "Prénom et nom", "Celui ou celle à qui un dossier sera confié"))
            (text("organisation", "Organisation", "Par exemple Mission locale du pays de Brest"))
            (text("job", "Métier", "Par exemple conseillère, psychologue"))
            @if !page.colleagues.is_empty() {
                (Select {
                    value: form.raw("account"), error: form.error("account"), empty: Some("Aucun"),
                    hint: Some("Pour qu’il s’ouvre sur les dossiers portés"), ..Select::new("account", "Son compte (facultatif)", accounts)
                })
            }
            (Button { icon: Some(icon::USER_ADD), ..Button::new(Weight::Primary, "Ajouter à la liste") })
        }
    };
    Card::new("t-ajout", "Ajouter un membre", body).render()
}

/// People with an account here to whom no case can be given yet.
fn colleagues(page: &Members<'_>) -> Markup {
    let body = html! {
        p.pu-meta { "Ils ont un compte sur cette plate-forme, mais aucun dossier ne peut leur être confié." }
        ul.pu-next.pu-accounts {
            @for colleague in page.colleagues {
                @let role = colleague.role.parse::<Role>().map(Role::label).unwrap_or_default();
                li {
                    span { strong { (colleague.name) } br; span.pu-meta { (role) } }
                    (ButtonLink {
                        about: Some(format!("{} à la liste", colleague.name).into()),
                        ..ButtonLink::new(Weight::Tertiary, "Ajouter", prefilled(page.platform, colleague))
                    })
                }
            }
        }
    };
    Card::new("t-comptes", "Pas encore dans la liste", body).render()
}

/// The same page, with the form begun.
fn prefilled(platform: &str, colleague: &Colleague) -> String {
    let mut query = form_urlencoded::Serializer::new(format!("/plates-formes/{platform}/membres?"));
    query.append_pair("name", &colleague.name).append_pair("account", &colleague.id.to_string());
    format!("{}#t-ajout", query.finish())
}

fn empty() -> Markup {
    EmptyState {
        caution: html! { "Les personnes qui viennent aux réunions sans porter de dossier n’ont pas à y être." },
        ..EmptyState::new(
            "Personne encore",
            html! { "Ajoutez celles et ceux à qui un dossier peut être confié\u{a0}: conseillers de la mission locale, du CIO, de la MLDS…" },
        )
    }
    .render()
}

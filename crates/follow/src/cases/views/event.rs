//! One event: its versions, its correction, its withdrawal.
use crate::cases::event::Event;
use crate::cases::file::File;
use crate::cases::forms::{Context, Group, fields};
use crate::cases::words::tell;
use crate::youths::reach;
use base::Form;
use base::clock::{paris_day, paris_time};
use base::french::{date_long, fr, time};
use chrono::Timelike as _;
use dsfr::{Button, ButtonLink, ErrorSummary, Input, PageHead, Timeline, Weight};
use maud::{Markup, html};

const PREFIX: &str = "correction";

/// `form`: filled with the event as it stands, or as it came back with a fault.
pub fn correct(file: &File, event: &Event, group: Group, form: &Form) -> Markup {
    let numbers = reach::numbers(&file.card.points);
    let context = Context { today: file.today, sex: file.card.sex(), members: &file.members, numbers: &numbers };
    let back = format!("/dossiers/{}", file.scope.id);
    let fields = html! {
        (fields(group, form, PREFIX, context))
        (Input {
            prefix: PREFIX, value: form.raw("pourquoi"), error: form.error("pourquoi"), maxlength: Some(300), class: "pu-wide",
            ..Input::text("pourquoi", "Pourquoi cette correction, facultatif (reste à la plate-forme)")
        })
    };
    let head = PageHead {
        subtitle: html! { (described(file, event)) ". La version d’aujourd’hui restera lisible." },
        ..PageHead::new("Corriger un événement")
    };
    html! {
        (ErrorSummary::of(&fields, PREFIX, form.errors()))
        (head)
        form.pu-add__form.pu-add__form--flat method="post" action={ (back) "/evenements/" (event.number) "/corriger" } {
            input type="hidden" name="groupe" value=(group);
            input type="hidden" name="version" value=(file.scope.events);
            (fields)
            div.pu-wide.pu-actions {
                (Button::new(Weight::Main, "Corriger"))
                (ButtonLink::new(Weight::Tertiary, "Revenir au dossier", back.clone()))
                a.fr-link.fr-link--sm href={ (back) "/evenements/" (event.number) "/retirer" } { "Retirer cette saisie" }
            }
        }
    }
}

pub fn withdraw(file: &File, event: &Event, form: &Form) -> Markup {
    let back = format!("/dossiers/{}", file.scope.id);
    let head = PageHead { subtitle: html! { (described(file, event)) }, ..PageHead::new("Retirer une saisie") };
    let why = html! {
        (Input {
            value: form.raw("pourquoi"), error: form.error("pourquoi"), maxlength: Some(300),
            ..Input::text("pourquoi", "Pourquoi, facultatif (reste à la plate-forme)")
        })
    };
    html! {
        (ErrorSummary::of(&why, "", form.errors()))
        (head)
        p { "Elle ne comptera plus : la situation et les délais du dossier seront recalculés sans elle. Elle reste lisible dans le dossier, avec votre nom et la date." }
        form.pu-stack method="post" action={ (back) "/evenements/" (event.number) "/retirer" } {
            (why)
            div.pu-actions {
                (Button::new(Weight::Main, "Retirer"))
                (ButtonLink::new(Weight::Tertiary, "Revenir au dossier", back.clone()))
            }
        }
    }
}

/// Every version of an event, the latest first.
pub fn versions(file: &File, versions: &[&Event]) -> Markup {
    let entries = versions.iter().enumerate().rev().map(|(n, event)| version(file, event, n, versions.len())).collect();
    let head = PageHead {
        subtitle: html! { (fr("Rien n’est effacé : chaque version dit qui l’a écrite, et quand.")) },
        ..PageHead::new("Versions d’un événement")
    };
    html! {
        (head)
        (Timeline { entries })
        p { (ButtonLink::new(Weight::Secondary, "Revenir au dossier", format!("/dossiers/{}", file.scope.id))) }
    }
}

fn version<'a>(file: &'a File, event: &'a Event, n: usize, of: usize) -> dsfr::Entry<'a> {
    let told = tell(event, file.card.sex(), &file.member_names());
    let at = paris_time(event.recorded_at).time();
    let which = match (n, of) {
        (0, _) => "Première version",
        (n, of) if n + 1 == of => "Version en vigueur",
        _ => "Version intermédiaire",
    };
    dsfr::Entry {
        weighs: if n + 1 == of { dsfr::Weighs::Turning } else { dsfr::Weighs::Event },
        text: html! {
            (told.line()) ", le " (date_long(event.happened_on))
            @if let Some(note) = &event.note { ". «\u{202f}" (note) "\u{202f}»" }
        },
        meta: html! {
            "Par " (file.recorder(event)) ", à " (time(at.hour(), at.minute()))
            @if let Some(why) = &event.why { ". " (why) }
        },
        ..dsfr::Entry::new(
            paris_day(event.recorded_at).to_string(),
            html! { (base::french::date_medium(paris_day(event.recorded_at))) },
            which,
        )
    }
}

fn described(file: &File, event: &Event) -> String {
    let told = tell(event, file.card.sex(), &file.member_names());
    format!("{}, le {}", told.line(), date_long(event.happened_on))
}

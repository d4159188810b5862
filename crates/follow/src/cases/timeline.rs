//! What happened in a case, the latest first: corrections with what they changed, withdrawn entries apart.
use super::amend::{correctable, is_typed};
use super::event::{Event, What};
use super::file::File;
use super::words::tell;
use base::clock::{paris_day, paris_time};
use base::french::{date_long, date_medium, date_short, fr, time};
use chrono::{Datelike as _, NaiveDate, Timelike as _};
use dsfr::{Details, Entry, Timeline, Weighs};
use maud::{Markup, html};

pub fn timeline(file: &File) -> Markup {
    let living = file.living();
    let opening = living.iter().find(|event| event.what.is_report()).map(|event| event.number);
    let entries = living.iter().rev().map(|event| entry(file, event, opening)).collect();
    let withdrawn = withdrawn(file);
    html! {
        (Timeline { entries })
        @if !withdrawn.is_empty() {
            (Details::new(
                match withdrawn.len() { 1 => "Une saisie retirée".to_owned(), n => format!("{n} saisies retirées") },
                html! { (Timeline { entries: withdrawn.into_iter().map(|event| gone(file, event)).collect() }) },
            ))
        }
    }
}

/// The versions of an event, the first one first: what each replaced, back to what was said at the start.
pub fn versions(events: &[Event], number: i64) -> Vec<&Event> {
    let find = |number| events.iter().find(|event| event.number == number);
    let mut chain: Vec<&Event> = vec![];
    let mut next = find(number);
    while let Some(event) = next {
        chain.push(event);
        next = event.replaces.and_then(find);
    }
    chain.reverse();
    // The version asked for may itself have been replaced since.
    while let Some(later) =
        chain.last().and_then(|last| events.iter().find(|event| event.replaces == Some(last.number)))
    {
        chain.push(later);
    }
    chain
}

/// `opening`: the number of the event that opens the case.
fn entry<'a>(file: &'a File, event: &'a Event, opening: Option<i64>) -> Entry<'a> {
    let told = tell(event, file.card.sex(), &file.member_names());
    let may_correct = file.scope.may_write && correctable(&file.events, event.number).is_ok();
    Entry {
        weighs: weighs(event, opening == Some(event.number)),
        text: html! {
            (told.detail) (line_of_list(file, event))
            @if let Some(note) = &event.note { @if !told.detail.is_empty() { ". " } (quoted(note)) }
        },
        meta: html! {
            (who_and_when(file, event))
            @if may_correct {
                " " a href={ "/dossiers/" (file.scope.id) "/evenements/" (event.number) "/corriger" } {
                    "Corriger" span.fr-sr-only { (fr(" : ")) (told.title) ", " (date_long(event.happened_on)) }
                }
            }
        },
        correction: correction(file, event),
        ..Entry::new(event.happened_on.to_string(), day(event.happened_on, file.today), told.title)
    }
}

/// « 23 nov. », with its year when it is another one.
fn day(on: NaiveDate, today: NaiveDate) -> Markup {
    html! { @if on.year() == today.year() { (date_short(on)) } @else { (date_medium(on)) } }
}

fn quoted(note: &str) -> Markup {
    html! { "«\u{202f}" (note) "\u{202f}»" }
}

fn weighs(event: &Event, opens: bool) -> Weighs {
    match &event.what {
        What::Listed { .. } | What::LeftList { .. } => {
            if opens {
                Weighs::TurningList
            } else {
                Weighs::List
            }
        }
        What::Verified(_)
        | What::InterviewHeld { .. }
        | What::SupportStarted { .. }
        | What::SolutionStarted { .. }
        | What::SolutionBroken
        | What::Refused
        | What::Unreachable
        | What::Closed(_)
        | What::CameForward { .. } => Weighs::Turning,
        what if what.is_contact() => Weighs::Turning,
        _ => Weighs::Event,
    }
}

/// Where in its list the youth stood.
fn line_of_list(file: &File, event: &Event) -> Markup {
    let (What::Listed { list, .. } | What::LeftList { list, .. }) = &event.what else { return html! {} };
    let seen = list.and_then(|id| file.sightings.iter().find(|sighting| sighting.list_id == id));
    html! { @if let Some(seen) = seen { " (" (seen.file_name) ", ligne\u{a0}" (seen.line) ")" } }
}

/// Who noted it; when, if it was not the day itself.
fn who_and_when(file: &File, event: &Event) -> Markup {
    let recorded = paris_day(event.recorded_at);
    let at = paris_time(event.recorded_at).time();
    html! {
        @if is_typed(&event.what) || event.recorded_by.is_some() { (file.recorder(event)) ", " }
        @if recorded == event.happened_on { "noté à " (time(at.hour(), at.minute())) }
        @else { "connu le " (date_long(recorded)) }
    }
}

fn correction(file: &File, event: &Event) -> Markup {
    let Some(before) = event.replaces.and_then(|number| file.event(number)) else { return html! {} };
    let (old, new) = difference(file, before, event);
    html! {
        "Corrigé le " (date_long(paris_day(event.recorded_at))) " par " (file.recorder(event)) (fr(" : "))
        del { (old) } " " ins { (new) }
        @if let Some(why) = &event.why { ", " (why) }
        ". "
        a href={ "/dossiers/" (file.scope.id) "/evenements/" (event.number) } { "Lire la première version" }
    }
}

/// What changed between two versions: the day, else the fact, else the note.
fn difference(file: &File, before: &Event, after: &Event) -> (String, String) {
    let names = file.member_names();
    let line = |event: &Event| tell(event, file.card.sex(), &names).line();
    let mut old = vec![];
    let mut new = vec![];
    if line(before) != line(after) {
        old.push(line(before));
        new.push(line(after));
    }
    if before.happened_on != after.happened_on {
        old.push(format!("le {}", date_long(before.happened_on)));
        new.push(format!("le {}", date_long(after.happened_on)));
    }
    if before.note != after.note {
        old.push(before.note.clone().unwrap_or_else(|| "sans note".into()));
        new.push(after.note.clone().unwrap_or_else(|| "sans note".into()));
    }
    (old.join(", "), new.join(", "))
}

/// Entries replaced by nothing, the last recorded first.
fn withdrawn(file: &File) -> Vec<&Event> {
    file.events.iter().rev().filter(|event| event.what == What::Withdrawn && event.replaces.is_some()).collect()
}

fn gone<'a>(file: &'a File, withdrawal: &'a Event) -> Entry<'a> {
    let told = withdrawal
        .replaces
        .and_then(|number| file.event(number))
        .map(|event| (event, tell(event, file.card.sex(), &file.member_names())));
    let (on, title, detail, note) = match told {
        Some((event, told)) => (event.happened_on, told.title, told.detail, event.note.as_deref()),
        None => (withdrawal.happened_on, "Saisie retirée".into(), String::new(), None),
    };
    Entry {
        text: html! { (detail) @if let Some(note) = note { @if !detail.is_empty() { ". " } (quoted(note)) } },
        meta: html! {
            "Retiré le " (date_long(paris_day(withdrawal.recorded_at))) " par " (file.recorder(withdrawal))
            @if let Some(why) = &withdrawal.why { (fr(" : ")) (why) }
        },
        ..Entry::new(on.to_string(), day(on, file.today), title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone as _, Utc};

    fn event(number: i64, replaces: Option<i64>) -> Event {
        Event {
            number,
            happened_on: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
            recorded_at: Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).single().expect("an instant"),
            recorded_by: None,
            platform: "29-BREST".into(),
            replaces,
            what: What::Refused,
            note: None,
            why: None,
        }
    }

    #[test]
    fn every_version_leads_to_the_whole_chain() {
        let events = [event(1, None), event(2, None), event(3, Some(1)), event(4, Some(3))];
        for asked in [1, 3, 4] {
            let chain: Vec<i64> = versions(&events, asked).iter().map(|e| e.number).collect();
            assert_eq!(chain, [1, 3, 4], "{asked}");
        }
        assert_eq!(versions(&events, 2).len(), 1);
        assert!(versions(&events, 9).is_empty());
    }
}

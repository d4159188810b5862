//! Confiding several cases at once: the boxes of the rows, the bar that acts on them, what was missing.
use super::board::Board;
use base::french::count;
use db::Id;
use dsfr::{BulkBar, Button, Choice, ErrorSummary, FieldError, Pick, Select, Weight, field_id};
use maud::{Markup, html};

/// Id of the form that assigns the rows ticked.
const BULK: &str = "lot";
/// Label of the member to whom the rows ticked go.
const CONFIDE: &str = "Confier la sélection à";

/// What is missing to confide cases, each with a link to it.
pub fn faults(board: &Board) -> Markup {
    let form = &board.confided;
    let first = board.lines.first().map(|line| dsfr::pick_id(&line.open.case.to_string())).unwrap_or_default();
    let fault = |name, target: String, label: &'static str| {
        form.error(name).map(|why| FieldError { target, label: label.into(), message: why.into() })
    };
    let faults = [fault("dossier", first, "Dossiers"), fault("membre", field_id("", "membre"), CONFIDE)];
    html! { (ErrorSummary::new(faults.into_iter().flatten().collect())) }
}

/// The box of a row.
pub fn pick(board: &Board, case: Id) -> Pick<'_> {
    let value = case.to_string();
    let checked = board.confided.raw_all("dossier").any(|ticked| ticked == value);
    Pick { form: BULK, name: "dossier", value: value.into(), checked }
}

/// The bar at the end of the list.
pub fn bar(board: &Board) -> Markup {
    let choices = board
        .members
        .iter()
        .filter(|member| member.active)
        .map(|m| Choice::new(m.id.to_string(), format!("{} ({})", m.name, count(m.cases, "dossier", "dossiers"))))
        .collect::<Vec<_>>();
    if choices.is_empty() {
        return html! {};
    }
    let action = format!("/plates-formes/{}/file/confier", board.scope.code);
    html! {
        (BulkBar {
            id: BULK,
            action: &action,
            hint: "Cochez des lignes pour agir sur plusieurs dossiers.".into(),
            one: "1\u{a0}dossier coché".into(),
            many: "{n}\u{a0}dossiers cochés".into(),
            controls: html! {
                input type="hidden" name="retour" value=(board.filter.query());
                (Select {
                    value: board.confided.raw("membre"), error: board.confided.error("membre"), empty: Some("Choisissez…"),
                    required: true, ..Select::new("membre", CONFIDE, choices)
                })
                (Button::new(Weight::Primary, "Confier"))
            },
        })
    }
}

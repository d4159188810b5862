//! What each side says: propose, agree, give up; and where one stands on a scale.
use super::file::{self, File};
use super::forms;
use super::model::{Refusal, Said};
use super::pages::{Which, answer_again};
use super::store;
use super::subject::{Objective, Subject};
use crate::objectives::actions::{
    OBJECTIVE, OBJECTIVE_AGREED, OBJECTIVE_ASSESSED, OBJECTIVE_PROPOSED, OBJECTIVE_WITHDRAWN,
};
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::{Day, Text};
use base::french::fr;
use base::{Actor, App, Error, Form, Result, Target};
use db::Id;

/// A first answer, a counter-proposal, or the adjustment of what holds.
pub async fn propose(State(app): State<App>, actor: Actor, Path(id): Path<Id>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let (file, side) = file::open_to_speak(&app, &mut tx, &actor, id).await?;
    file::in_time(file.objective.year, file.today)?;
    let negotiation = &file.objective.negotiation;
    let Some((proposal, why)) = forms::proposal(&mut form, Some(&file.objective.subject), file.today) else {
        return answer_again(&app, &actor, &mut tx, &file, Which::Proposal, &form, None).await;
    };
    if let Err(refusal) = negotiation.may_propose(side, seen(&form), &proposal, &why) {
        let field = match refusal {
            Refusal::ReasonNeeded => Some("raison"),
            Refusal::Same => {
                Some(if matches!(file.objective.subject, Subject::Words { .. }) { "palier" } else { "valeur" })
            }
            _ => None,
        };
        if let Some(field) = field {
            form.refuse(field, refusal.text());
        }
        let whole = field.is_none().then_some(refusal);
        return answer_again(&app, &actor, &mut tx, &file, Which::Proposal, &form, whole).await;
    }
    let said = Said::Proposed(proposal);
    store::say(&mut tx, id, negotiation.last(), side, &said, &why).await?;
    done(tx, &file, OBJECTIVE_PROPOSED, "proposition").await
}

/// Agrees to the proposal on the table, which holds from now on.
pub async fn agree(State(app): State<App>, actor: Actor, Path(id): Path<Id>, form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let (file, side) = file::open_to_speak(&app, &mut tx, &actor, id).await?;
    file::in_time(file.objective.year, file.today)?;
    let Objective { negotiation, subject, .. } = &file.objective;
    let proposal = match negotiation.may_agree(side, seen(&form), actor.account) {
        Ok(proposal) => proposal,
        Err(refusal) => {
            return answer_again(&app, &actor, &mut tx, &file, Which::Agreement, &form, Some(refusal)).await;
        }
    };
    store::say(&mut tx, id, negotiation.last(), side, &Said::Agreed, "").await?;
    if let Subject::Indicator(indicator) = subject {
        let (platform, year) = (&file.objective.platform, file.objective.year);
        targets::set(&mut tx, platform, year, *indicator, proposal.aim, Some(id)).await?;
    }
    done(tx, &file, OBJECTIVE_AGREED, "accord").await
}

/// Closes the round one opened: what was agreed before holds.
pub async fn withdraw(State(app): State<App>, actor: Actor, Path(id): Path<Id>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let (file, side) = file::open_to_speak(&app, &mut tx, &actor, id).await?;
    file::in_time(file.objective.year, file.today)?;
    let negotiation = &file.objective.negotiation;
    let why = forms::why(&mut form);
    if why.is_empty() {
        form.refuse("raison", fr("L’autre partie lira votre raison : écrivez-la."));
    }
    if !form.is_valid() {
        return answer_again(&app, &actor, &mut tx, &file, Which::Withdrawal, &form, None).await;
    }
    if let Err(refusal) = negotiation.may_withdraw(side, seen(&form)) {
        return answer_again(&app, &actor, &mut tx, &file, Which::Withdrawal, &form, Some(refusal)).await;
    }
    store::say(&mut tx, id, negotiation.last(), side, &Said::Withdrew, &why).await?;
    done(tx, &file, OBJECTIVE_WITHDRAWN, "retrait").await
}

/// Says where the platform stands on the scale that was agreed, and what shows it.
pub async fn assess(State(app): State<App>, actor: Actor, Path(id): Path<Id>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let (file, _) = file::open_to_speak(&app, &mut tx, &actor, id).await?;
    let Subject::Words { steps, .. } = &file.objective.subject else {
        return Err(Error::Refused(
            "Cet objectif est un chiffre\u{a0}: il se lit sur le tableau de bord, il ne s’apprécie pas.".into(),
        ));
    };
    if file.objective.negotiation.standing().in_force.is_none() {
        return Err(Error::Refused(
            "Rien n’est encore convenu\u{a0}: on apprécie un objectif une fois l’accord donné.".into(),
        ));
    }
    let step = forms::step(&mut form, steps.len());
    let evidence = form.required::<Text<2000>>("preuves");
    let day = form.required::<Day>("le");
    if day.as_ref().is_some_and(|day| day.0 > file.today) {
        form.refuse("le", fr("Cette date est à venir : on apprécie ce qui est fait."));
    }
    let (Some(step), Some(Text(evidence)), Some(Day(day)), true) = (step, evidence, day, form.is_valid()) else {
        return answer_again(&app, &actor, &mut tx, &file, Which::Assessment, &form, None).await;
    };
    store::assess(&mut tx, id, step, &evidence, day).await?;
    done(tx, &file, OBJECTIVE_ASSESSED, "appreciation").await
}

/// The turn up to which the one who answers has read; 0 when the form does not say.
fn seen(form: &Form) -> i64 {
    form.raw("tour").parse().unwrap_or_default()
}

async fn done(mut tx: base::Tx, file: &File, action: &str, word: &str) -> Result<Response> {
    let id = file.objective.id;
    tx.audit(action, Target::new(OBJECTIVE, id).at(&file.objective.platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/objectifs/{id}?dit={word}")).into_response())
}

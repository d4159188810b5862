//! Links sent by e-mail that let one choose a password: to come in for the first time, or after forgetting it.
//!
//! A link serves once. An invitation is valid 72 hours, a link asked for by oneself one hour.
mod pages;
mod store;
pub(super) mod views;

use super::model::Account;
use super::secret::Secret;
use super::sign_in::throttle::Machines;
use base::mail::{self, Mail};
use base::{Config, Result, Routes, Tx};
use chrono::Duration;
use std::sync::Arc;

pub(super) use store::pending;

const INVITATION: Duration = Duration::hours(72);
const FORGOTTEN: Duration = Duration::hours(1);
/// Somebody who asks again sooner already has a message on its way.
const BETWEEN_MESSAGES: Duration = Duration::minutes(10);

pub fn routes(machines: Arc<Machines>) -> Routes {
    Routes::new()
        .get("/invitation/{token}", pages::show)
        .post("/invitation/{token}", pages::choose)
        .post("/invitation/{token}/nouvelle", pages::ask_again)
        .get("/mot-de-passe-oublie", pages::forgotten)
        .post("/mot-de-passe-oublie", move |app, from, form| pages::ask(app, from, machines, form))
        .get("/mot-de-passe-oublie/envoye", pages::sent)
}

/// Why the link is sent: the words of the message and how long it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// An administrator opened the account.
    Invited,
    /// An administrator sends a way back in.
    Reset,
    /// The person asked.
    Forgot,
}

/// Sends the link, in the caller's transaction; links sent before it stop working.
pub async fn send(tx: &mut Tx, config: &Config, account: &Account, why: Why) -> Result<()> {
    let now = tx.now();
    let token = Secret::new();
    let validity = match why {
        Why::Invited | Why::Reset => INVITATION,
        Why::Forgot => FORGOTTEN,
    };
    store::replace(tx, account.id, &token, now, now + validity).await?;
    let link = format!("{}/invitation/{}", config.public_url(), token.as_str());
    mail::post(tx, &message(account, why, &link)).await
}

const CHOOSE_ANOTHER: &str = "Pupitre : choisir un nouveau mot de passe";

fn message(account: &Account, why: Why, link: &str) -> Mail {
    let Account { name, email, .. } = account;
    let (subject, text) = match why {
        Why::Invited => (
            "Votre compte Pupitre",
            format!(
                "Bonjour {name},\n\n\
                 Un compte vous a été ouvert dans Pupitre, l’outil de pilotage des plates-formes de suivi et d’appui aux \
                 jeunes en situation de décrochage.\n\n\
                 Pour y entrer, choisissez votre mot de passe à cette adresse, valable 72 heures :\n\n\
                 {link}\n\n\
                 Vous vous connecterez ensuite avec votre adresse électronique, {email}.\n\n\
                 Passé ce délai, la même adresse vous proposera de recevoir un nouveau lien.\n"
            ),
        ),
        Why::Reset => (
            CHOOSE_ANOTHER,
            format!(
                "Bonjour {name},\n\n\
                 La personne qui gère les comptes de votre territoire vous envoie de quoi choisir un nouveau mot de passe \
                 pour {email}. Cette adresse le permet pendant 72 heures :\n\n\
                 {link}\n\n\
                 D’ici là, l’ancien mot de passe reste valable.\n"
            ),
        ),
        Why::Forgot => (
            CHOOSE_ANOTHER,
            format!(
                "Bonjour {name},\n\n\
                 Quelqu’un, vous sans doute, a demandé à choisir un nouveau mot de passe pour {email}.\n\n\
                 Cette adresse le permet pendant une heure :\n\n\
                 {link}\n\n\
                 Si vous n’avez rien demandé, ne faites rien : votre mot de passe n’a pas changé.\n"
            ),
        ),
    };
    Mail { to: email.clone(), subject: subject.into(), text }
}

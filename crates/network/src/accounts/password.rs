//! Passwords: what is accepted, how they are kept, how one is checked.
//!
//! Rules: CNIL, délibération n° 2022-100 of 21 July 2022 (80 bits when nothing else protects, 50 when tries are limited, as
//! here) and ANSSI's guide of 2021 (12 characters for accounts that matter, refuse those everybody knows, no forced renewal).
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use base::{Error, Result};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

pub const SHORTEST: usize = 12;
/// Argon2 reads all of it; a longer one is somebody trying to keep the machine busy.
const LONGEST: usize = 256;
/// Between the 50 bits asked where tries are limited and the 80 asked where nothing is: a stolen backup limits no tries.
const BITS: f64 = 70.0;

/// What to do to have a good one, said before any fault.
pub const HINT: &str = "Au moins 12 caractères mêlant majuscules, minuscules, chiffres et ponctuation, ou une phrase de \
    plusieurs mots. Ni mots courants, ni votre nom, ni votre adresse.";

/// Why a password is refused, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    #[error("Ce mot de passe est trop court\u{202f}: il en faut 12 caractères au moins.")]
    Short,
    #[error("Ce mot de passe dépasse 256 caractères\u{202f}: raccourcissez-le.")]
    Long,
    #[error("Ce mot de passe est de ceux que l’on essaie en premier. Choisissez une phrase qui ne vient que de vous.")]
    Common,
    #[error(
        "Votre nom et votre adresse ne comptent pas\u{202f}: sans eux, ce mot de passe est trop facile à trouver. \
         Remplacez-les par d’autres mots."
    )]
    Personal,
    #[error(
        "Ce mot de passe est trop facile à trouver. Allongez-le de quelques mots, ou mêlez-y majuscules, chiffres et \
         ponctuation."
    )]
    Guessable,
}

/// Whether the password is good enough for the person of that name and e-mail.
pub fn check(password: &str, email: &str, name: &str) -> Result<(), Weak> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Weak::Short);
    }
    if length > LONGEST {
        return Err(Weak::Long);
    }
    if is_common(password) {
        return Err(Weak::Common);
    }
    if bits(password) < BITS || (kinds(password) < 2 && length < ONE_KIND) {
        return Err(Weak::Guessable);
    }
    if bits(&without_common_words(password)) < BITS {
        return Err(Weak::Common);
    }
    let rest = without_personal_words(password, email, name);
    if rest.chars().count() < length && (rest.chars().count() < SHORTEST || bits(&rest) < BITS) {
        return Err(Weak::Personal);
    }
    Ok(())
}

/// Checks the fields `password` and `confirmation` of a form, marking what is wrong.
pub fn check_form(form: &mut base::Form, email: &str, name: &str) {
    if form.secret("password").is_empty() {
        form.refuse("password", "Choisissez un mot de passe.");
    } else if let Err(weak) = check(form.secret("password"), email, name) {
        form.refuse("password", weak);
    } else if form.secret("password") != form.secret("confirmation") {
        form.refuse("confirmation", "Les deux mots de passe diffèrent. Écrivez le même une seconde fois.");
    }
}

/// Words of which the passwords tried first are made, alone, together or repeated, with digits and signs around.
const COMMON: [&str; 58] = [
    "motdepasse",
    "password",
    "passe",
    "azerty",
    "azertyuiop",
    "qwerty",
    "qwertyuiop",
    "qsdfgh",
    "qsdfghjklm",
    "asdfgh",
    "wxcvbn",
    "admin",
    "administrateur",
    "administrator",
    "bonjour",
    "soleil",
    "doudou",
    "loulou",
    "chouchou",
    "marseille",
    "jetaime",
    "welcome",
    "letmein",
    "changeme",
    "changezmoi",
    "iloveyou",
    "facile",
    "simple",
    "secret",
    "securite",
    "france",
    "paris",
    "bretagne",
    "pupitre",
    "plateforme",
    "decrochage",
    "jeunesse",
    "mission",
    "locale",
    "education",
    "nationale",
    "academie",
    "lycee",
    "college",
    "ecole",
    "bienvenue",
    "utilisateur",
    "connexion",
    "ordinateur",
    "internet",
    "football",
    "dragon",
    "princesse",
    "monamour",
    "vacances",
    "chocolat",
    "nouveau",
    "temporaire",
];

/// One kind of sign alone, without a space: a phrase must then be that long.
const ONE_KIND: usize = 20;

fn is_common(password: &str) -> bool {
    let folded = matching::fold(password);
    let as_typed: String = folded.chars().filter(char::is_ascii_alphabetic).collect();
    let undisguised: String = folded.chars().map(plain).filter(char::is_ascii_alphabetic).collect();
    let is_made_of = |word: &str, letters: &str| !letters.is_empty() && letters.replace(word, "").is_empty();
    COMMON.into_iter().any(|word| is_made_of(word, &as_typed) || is_made_of(word, &undisguised))
}

/// « p4ssw0rd » is « password ».
fn plain(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        other => other,
    }
}

/// The password folded, each common word worth one sign; the password itself when it has none.
fn without_common_words(password: &str) -> String {
    let folded = folded_signs(password);
    let rest =
        COMMON.iter().fold(folded.clone(), |rest, word| if word.len() >= 5 { rest.replace(word, "x") } else { rest });
    if rest == folded { password.to_owned() } else { rest }
}

/// Letters folded one by one, other signs kept.
fn folded_signs(password: &str) -> String {
    password.chars().map(|c| if c.is_alphanumeric() { matching::fold(&c.to_string()) } else { c.to_string() }).collect()
}

/// How many kinds of signs: small letters, capitals, digits, others.
fn kinds(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] =
        [char::is_lowercase, char::is_uppercase, char::is_numeric, |c| !c.is_alphanumeric()];
    kinds.into_iter().filter(|is| password.chars().any(is)).count()
}

/// How much there is to guess, in bits: the signs that count, each among all those of its kinds.
fn bits(password: &str) -> f64 {
    let alphabet: u32 = [
        (26, password.chars().any(|c| c.is_lowercase())),
        (26, password.chars().any(|c| c.is_uppercase())),
        (10, password.chars().any(char::is_numeric)),
        // CNIL counts at least 37 special characters; a space is one sign.
        (37, password.chars().any(|c| !c.is_alphanumeric() && c != ' ')),
        (1, password.contains(' ')),
    ]
    .iter()
    .filter_map(|(size, present)| present.then_some(*size))
    .sum();
    f64::from(signs_that_count(password)) * f64::from(alphabet.max(1)).log2()
}

/// A run of four or more (« aaaa », « 1234 », « dcba ») is worth two signs.
fn signs_that_count(password: &str) -> u32 {
    let signs: Vec<i64> = password.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps: Vec<i64> = signs.windows(2).map(|pair| pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0)).collect();
    let lost: usize = steps
        .chunk_by(|one, next| one == next)
        .filter(|run| run.len() >= 3 && run.first().is_some_and(|step| step.abs() <= 1))
        .map(|run| run.len() - 1)
        .sum();
    u32::try_from(signs.len() - lost).unwrap_or(u32::MAX)
}

/// The password folded, less the words of the name and of the address, when it has them; else the password itself.
fn without_personal_words(password: &str, email: &str, name: &str) -> String {
    let is_word = |word: &&str| word.chars().count() >= 4;
    let local = email.split('@').next().unwrap_or_default();
    let (name, email, local) = (matching::fold(name), matching::fold(email), matching::fold(local));
    let joined = [name.replace(' ', ""), local.replace(' ', "")];
    let mut words: Vec<&str> =
        joined.iter().map(String::as_str).chain(name.split(' ')).chain(email.split(' ')).collect();
    words.retain(is_word);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let folded = folded_signs(password);
    let rest = words.iter().fold(folded.clone(), |rest, word| rest.replace(word, ""));
    if rest == folded { password.to_owned() } else { rest }
}

/// Each hash takes a whole core and 19 MiB for a while: two at a time, the others wait their turn.
static AT_WORK: Semaphore = Semaphore::const_new(2);

/// What an unknown account is checked against, so that it costs as much as a known one.
static NOBODYS: LazyLock<String> =
    LazyLock::new(|| hash_now("a password that opens nothing").expect("the parameters of argon2 are its own defaults"));

/// The argon2id hash to store. Slow on purpose: never while a transaction is open.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    apart(move || hash_now(&password)).await?
}

/// Whether the password is the one behind the hash. Without a hash the answer is no, at the same cost.
pub async fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    apart(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.clone());
        let parsed = PasswordHash::new(&hash).map_err(|e| Error::Internal(format!("account: password_hash: {e}")))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|e| Error::Internal(format!("argon2: {e}")))
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = AT_WORK.acquire().await.map_err(|e| Error::Internal(e.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(format!("argon2: {e}")));
    drop(turn);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Result<(), Weak> {
        check(password, "maelle.legall@psad-brest.fr", "Maëlle Le Gall")
    }

    #[test]
    fn passwords_that_follow_the_examples_of_the_cnil_are_accepted() {
        for password in [
            "Kz7!mQ2#vR9p",
            "Rouge14Maison22Vent",
            "trois goélands sur un toit",
            "correct-horse-battery-staple",
            "Un été à Ouessant, 2019\u{202f}!",
        ] {
            assert_eq!(verdict(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn a_short_or_endless_password_says_how_long_it_must_be() {
        assert_eq!(verdict("Kz7!mQ2#vR9"), Err(Weak::Short));
        assert_eq!(verdict(&"Kz7!mQ2#vR9p".repeat(22)), Err(Weak::Long));
    }

    #[test]
    fn length_alone_is_not_enough() {
        for password in [
            "abcdefghijklmnopqrstuvwxyz",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "1234567890123456",
            "goelandtoits",
            "0123456789abcdef",
            "motdepassefacile",
            "goelandsurletoit",
        ] {
            assert_eq!(verdict(password), Err(Weak::Guessable), "{password}");
        }
    }

    #[test]
    fn the_ones_everybody_tries_are_refused_however_dressed_up() {
        for password in [
            "Motdepasse-2026!",
            "P4ssw0rd-P4ssw0rd!",
            "AZERTYuiop@2026",
            "Soleil.Soleil.29",
            "Mot de passe 123!",
            "Motdepassefacile1",
            "MotDePasseFacile2026!",
            "Missionlocale-Bretagne29",
        ] {
            assert_eq!(verdict(password), Err(Weak::Common), "{password}");
        }
    }

    #[test]
    fn ones_own_name_and_address_count_for_nothing() {
        for password in ["Maelle-LeGall-29!", "MAËLLE.Le.Gall.2026", "psad-brest-2026-X"] {
            assert_eq!(verdict(password), Err(Weak::Personal), "{password}");
        }
        assert_eq!(verdict("Maëlle compte trente-deux goélands"), Ok(()), "enough is left without the name");
    }

    #[tokio::test]
    async fn a_password_opens_its_own_hash_only_and_an_absent_hash_nothing() {
        let stored = hash("trois goélands sur un toit").await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("trois goélands sur un toit", Some(&stored)).await.unwrap());
        assert!(!verify("trois goelands sur un toit", Some(&stored)).await.unwrap());
        assert!(!verify("a password that opens nothing", None).await.unwrap());
    }
}

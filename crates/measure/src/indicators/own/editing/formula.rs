use crate::indicators::own::formula::{Formula, Mistake, Subject, Unit};
use crate::indicators::own::model::{Book, Sheet, Shown};
use crate::indicators::own::store;
use base::Result;
use db::Tx;

/// What is known of a formula that is being written.
pub enum Checked {
    Right(Formula),
    Wrong(Mistake),
}

/// Reads it, then holds it against where it applies and how it is shown.
pub async fn check(tx: &mut Tx, book: &Book, code: &str, sheet: &Sheet, places: &[String]) -> Result<Checked> {
    let read = match book.read(code, &sheet.formula) {
        Ok(read) => read,
        Err(mistake) => return Ok(Checked::Wrong(mistake)),
    };
    for subject in read.expression.subjects() {
        let Subject::Own(named) = subject else { continue };
        let out = store::uncovered(tx, named, places).await?;
        if let Some(first) = out.first() {
            let message = format!(
                "«\u{202f}{named}\u{202f}» ne s’applique pas à {first}\u{a0}: décochez ce territoire, ou nommez un autre indicateur."
            );
            return Ok(Checked::Wrong(Mistake { at: whole(sheet), message, repair: None }));
        }
    }
    Ok(match unit(&read, sheet.shown) {
        None => Checked::Right(read),
        Some(message) => Checked::Wrong(Mistake { at: whole(sheet), message: message.into(), repair: None }),
    })
}

const fn unit(read: &Formula, shown: Shown) -> Option<&'static str> {
    let Unit { cases, days, typed } = read.unit;
    match shown {
        Shown::Percent if cases != 0 || days != 0 || typed != 0 => Some(
            "Ce résultat n’est pas une part\u{a0}: il ne s’affiche pas en pourcentage. Choisissez «\u{202f}nombre\u{202f}», ou divisez par un effectif.",
        ),
        Shown::Days if cases != 0 || days != 1 || typed != 0 => Some(
            "Ce résultat ne compte pas des jours. Choisissez «\u{202f}nombre\u{202f}» ou «\u{202f}pourcentage\u{202f}».",
        ),
        _ => None,
    }
}

const fn whole(sheet: &Sheet) -> std::ops::Range<usize> {
    0..sheet.formula.len()
}

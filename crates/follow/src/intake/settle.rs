//! A doubtful line is settled by a person: it is somebody known, or somebody new.
use super::apply::{Context, department, lock, set_cases, tell};
use super::candidate::Candidate;
use super::gone::mark_gone;
use super::profile::{civil, details, left_on};
use crate::cases::event::What;
use crate::cases::store::{self as cases, NewCase, NewEvent};
use crate::youths::{NewYouth, insert_youths};
use base::clock::new_id;
use base::{Actor, App, Error, Result, Target};
use chrono::NaiveDate;
use db::{Id, Tx, sql};

/// What a person says of a doubtful line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It is this youth, one of those it was shown to resemble.
    Same(Id),
    /// It is none of them.
    Different,
}

#[derive(db::FromRow)]
struct ToReview {
    platform: String,
    source: String,
    listed_on: NaiveDate,
    candidate: String,
}

/// Settles a line of an applied list. Returns the youth it now belongs to.
///
/// # Errors
/// [`Error::Refused`] when somebody else settled it first, or the youth is not among those the line resembles.
pub async fn settle(app: &App, actor: &Actor, list: Id, line: i64, settlement: Settlement) -> Result<Id> {
    let mut tx = app.begin(actor).await?;
    let row = take(&mut tx, list, line, settlement).await?;
    lock(&mut tx, &row.platform).await?;
    let candidate: Candidate = serde_json::from_str(&row.candidate)
        .map_err(|e| Error::Internal(format!("intake_line, list {list}, line {line}: {e}")))?;
    let context = Context {
        list,
        source: row.source.parse().map_err(Error::Internal)?,
        listed_on: row.listed_on,
        department: department(&mut tx, &row.platform).await?,
        platform: row.platform,
    };
    let youth = match settlement {
        Settlement::Same(youth) => {
            attach(&mut tx, &context, line, youth).await?;
            tell(&mut tx, &context, &[(youth, &candidate)]).await?;
            youth
        }
        Settlement::Different => create(&mut tx, &context, line, &candidate).await?,
    };
    mark_gone(&mut tx, &context).await?;
    tx.audit("rapprochement tranché", Target::new("liste", list).at(&context.platform)).await?;
    tx.commit().await?;
    Ok(youth)
}

/// Takes the line: two people never settle it both.
async fn take(tx: &mut base::Tx, list: Id, line: i64, settlement: Settlement) -> Result<ToReview> {
    let (now, by) = (tx.now(), tx.actor().account);
    let word = if settlement == Settlement::Different { "different" } else { "same" };
    let taken = sql!(
        "UPDATE intake_line SET settled_at = $3, settled_by = $4, settled_as = $5
         WHERE list_id = $1 AND line = $2 AND verdict = 'to_review' AND settled_at IS NULL
           AND EXISTS (SELECT 1 FROM intake_list l WHERE l.id = intake_line.list_id AND l.state = 'applied')"
    )
    .bind(list)
    .bind(line)
    .bind(now)
    .bind(by)
    .bind(word.to_owned())
    .execute(tx)
    .await?;
    if taken == 0 {
        return Err(Error::Refused(
            "Cette ligne n’est plus à vérifier\u{a0}: quelqu’un l’a tranchée, ou la liste a été annulée.".into(),
        ));
    }
    Ok(sql!(
        "SELECT list.platform, list.source, list.listed_on, line.candidate
         FROM intake_line line JOIN intake_list list ON list.id = line.list_id
         WHERE line.list_id = $1 AND line.line = $2"
    )
    .bind(list)
    .bind(line)
    .one(tx)
    .await?)
}

async fn attach(tx: &mut Tx, context: &Context, line: i64, youth: Id) -> Result<()> {
    let attached = sql!(
        "UPDATE intake_line SET youth_id = $3 WHERE list_id = $1 AND line = $2
           AND EXISTS (SELECT 1 FROM intake_rival r JOIN youth y ON y.id = r.youth_id AND y.removed_at IS NULL
                       WHERE r.list_id = $1 AND r.line = $2 AND r.youth_id = $3)"
    )
    .bind(context.list)
    .bind(line)
    .bind(youth)
    .execute(tx)
    .await?;
    if attached == 0 {
        return Err(Error::Refused("Ce jeune n’est pas de ceux à qui la ligne ressemble. Rouvrez la page.".into()));
    }
    Ok(())
}

async fn create(tx: &mut base::Tx, context: &Context, line: i64, candidate: &Candidate) -> Result<Id> {
    let commune = context.commune(candidate);
    let youth = NewYouth {
        id: new_id(tx.now()),
        civil: civil(candidate),
        details: details(candidate, context.source, commune),
    };
    insert_youths(tx, Some(context.list), std::slice::from_ref(&youth)).await?;
    let listed = What::Listed { list: Some(context.list), source: context.source, left_on: left_on(candidate) };
    let case = NewCase {
        id: new_id(tx.now()),
        youth: youth.id,
        platform: context.platform.clone(),
        list: Some(context.list),
        traits: youth.traits(),
        opening: vec![NewEvent::on(context.listed_on, listed)],
    };
    cases::open(tx, &context.platform, vec![case]).await?;
    sql!("UPDATE intake_line SET youth_id = $3 WHERE list_id = $1 AND line = $2")
        .bind(context.list)
        .bind(line)
        .bind(youth.id)
        .execute(tx)
        .await?;
    set_cases(tx, context).await?;
    Ok(youth.id)
}

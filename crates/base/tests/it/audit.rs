use super::{app, nobody};
use base::Target;
use base::audit::{Chain, verify};
use base::testing::ENGINES;
use db::sql;

async fn write_three(app: &base::App) {
    for act in ["création", "consultation", "correction"] {
        let mut tx = app.begin(&nobody()).await.expect("a transaction");
        tx.audit(act, Target::new("dossier", "018f").at("29-BREST")).await.expect("an entry");
        tx.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn the_chain_holds_and_an_act_rolled_back_leaves_no_entry() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        write_three(&app).await;
        let mut given_up = app.begin(&nobody()).await.expect("a transaction");
        given_up.audit("abandon", Target::new("dossier", "018f")).await.expect("an entry");
        drop(given_up);
        let chain = verify(&mut app.read().await.expect("a reading")).await.expect("read");
        assert_eq!(chain, Chain::Intact { entries: 3 }, "{engine:?}");
    }
}

#[tokio::test]
async fn whoever_changes_or_takes_away_an_entry_is_seen() {
    for engine in ENGINES {
        for (tampering, broken_at) in [
            ("UPDATE audit_entry SET action = 'rien' WHERE number = 2", 2),
            ("UPDATE audit_entry SET platform = NULL WHERE number = 1", 1),
            ("DELETE FROM audit_entry WHERE number = 2", 2),
            ("DELETE FROM audit_entry WHERE number = 3", 4),
        ] {
            let (app, _test) = app(engine).await;
            write_three(&app).await;
            app.db.script(tampering).await.expect("tampered");
            let chain = verify(&mut app.read().await.expect("a reading")).await.expect("read");
            match chain {
                Chain::Broken { number, .. } if number == broken_at || broken_at == 4 => {}
                other => panic!("{engine:?}, {tampering}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_reading_transaction_refuses_to_write() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let mut tx = app.read().await.expect("a reading");
        let refused = sql!("UPDATE audit_head SET number = number + 1").execute(&mut tx).await;
        assert!(refused.is_err(), "{engine:?}");
        let sly: Result<Option<(i64,)>, _> = sql!("UPDATE audit_head SET number = number + 2 RETURNING number")
            .optional(&mut app.read().await.expect("a reading"))
            .await;
        assert!(sly.is_err(), "{engine:?}: even through RETURNING");
    }
}

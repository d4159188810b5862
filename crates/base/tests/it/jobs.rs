use super::{app, nobody};
use base::jobs;
use base::testing::ENGINES;
use chrono::Duration;

#[tokio::test]
async fn a_job_is_taken_once_and_a_worker_that_died_loses_it() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let now = app.clock.now();
        let lease = Duration::minutes(10);
        let mut tx = app.begin(&nobody()).await.expect("a transaction");
        assert!(jobs::enqueue(&mut tx, now, "essai", "{}", Some("nuit"), now).await.expect("queued"));
        assert!(!jobs::enqueue(&mut tx, now, "essai", "{}", Some("nuit"), now).await.expect("known already"));
        tx.commit().await.expect("committed");

        let first = jobs::claim(&app.db, now, lease).await.expect("claimed").expect("one is due");
        assert!(jobs::claim(&app.db, now, lease).await.expect("claimed").is_none(), "{engine:?}: leased");
        let later = now + lease + Duration::seconds(1);
        let second = jobs::claim(&app.db, later, lease).await.expect("claimed").expect("the lease lapsed");
        let mut tx = app.db.write().await.expect("a transaction");
        assert!(
            !jobs::finish(&mut tx, &first, later).await.expect("answered"),
            "{engine:?}: the dead one comes back late"
        );
        assert!(jobs::finish(&mut tx, &second, later).await.expect("answered"));
        tx.commit().await.expect("committed");
        assert!(jobs::claim(&app.db, later + lease * 2, lease).await.expect("claimed").is_none());
    }
}

#[tokio::test]
async fn a_job_queued_by_a_transaction_that_fails_never_runs() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let now = app.clock.now();
        let mut tx = app.begin(&nobody()).await.expect("a transaction");
        jobs::enqueue(&mut tx, now, "essai", "{}", None, now).await.expect("queued");
        drop(tx);
        assert!(jobs::claim(&app.db, now, Duration::minutes(1)).await.expect("claimed").is_none(), "{engine:?}");
    }
}

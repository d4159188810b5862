use crate::world::{BREST, RENNES, Typed, World, days_ago, listed, today, yanis, youth};
use base::testing::ENGINES;
use chrono::{Days, Duration, NaiveTime};
use follow::cases::event::{Channel, ClosedReason, Contacted, Finding, Moment, NotConcerned, Outcome, Scheme, What};
use follow::cases::store::NewEvent;
use network::rights::Role;

const QUEUE: &str = "/plates-formes/29-BREST/file";

fn call(outcome: Outcome) -> What {
    What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome }
}

/// The two forms of an open row: nobody answered, somebody did.
const NOBODY: &str = ".pu-row details[open] form:first-of-type";
const SOMEBODY: &str = ".pu-row details[open] form:last-of-type";

#[tokio::test]
async fn a_voicemail_is_recorded_by_one_press_and_the_next_row_opens() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let lena = world.follow(youth("Léna", "Tanguy", days_ago(19 * 365)), BREST, listed(), days_ago(40)).await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", lena.case)).await.is(200);
        assert_eq!(page.texts(".pu-row__name"), ["Yanis Le Goff", "Léna Tanguy"]);
        assert_eq!(page.text(".pu-row__line > div"), "Moins de 18 ans, pas contactéSignalé il y a 12 jours");

        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let back = world.send_form(&maelle, &page, NOBODY, &[("issue", "message")]).await.leads();
        assert_eq!(world.whats(yanis.case).await, [call(Outcome::Message)]);
        assert_eq!(world.acts().await, ["appel-note"]);

        let page = world.get(&maelle, &back).await.is(200);
        let said = page.text(".fr-alert--success");
        assert!(said.contains("Message laissé : noté pour Yanis Le Goff, nouvel essai jeudi 26 novembre."), "{said}");
        assert_eq!(page.texts(".pu-row__name"), ["Léna Tanguy"], "until Thursday, Yanis asks for nothing");
        assert!(
            page.has(&format!("#ligne-{} details[open] summary[autofocus]", lena.case)),
            "the keyboard goes on from there"
        );
    }
}

#[tokio::test]
async fn what_was_just_recorded_is_undone_in_one_press_unless_something_rests_on_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let back = world.send_form(&maelle, &page, NOBODY, &[("issue", "numero-faux")]).await.leads();
        let barred = "SELECT count(*) FROM contact_point WHERE wrong_since IS NOT NULL";
        assert_eq!(world.count(barred).await, 1);

        let done = world.get(&maelle, &back).await;
        let undone = world.send_form(&maelle, &done, "#annulation", &[]).await.leads();
        assert_eq!(world.whats(yanis.case).await, [call(Outcome::WrongNumber), What::Withdrawn]);
        assert_eq!(world.fact(yanis.case, "attempts").await, "0");
        assert_eq!(world.count(barred).await, 0, "the number is in use again");
        let page = world.get(&maelle, &undone).await.is(200);
        assert!(page.text(".fr-alert--success").contains("Saisie annulée pour Yanis Le Goff"));
        assert!(page.has(&format!("#ligne-{} details[open]", yanis.case)), "his row is open for the right issue");
        world.send_form(&maelle, &done, "#annulation", &[]).await.leads();
        assert_eq!(world.whats(yanis.case).await.len(), 2, "undone twice, undone once");

        let stale = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let page = world.get(&maelle, &undone).await;
        let back = world.send_form(&maelle, &page, NOBODY, &[("issue", "sans-reponse")]).await.leads();
        let done = world.get(&maelle, &back).await;
        world.happened(yanis.case, vec![NewEvent::on(today(), What::Refused)]).await;
        let refused = world.send_form(&maelle, &done, "#annulation", &[]).await.is(409);
        assert!(refused.body.contains("Autre chose a été noté depuis"), "{}", refused.body);

        world.happened(yanis.case, vec![NewEvent::on(days_ago(1), What::Closed(ClosedReason::Other))]).await;
        let note = "sa mère <rappelle> jeudi";
        let late = world.send_form(&maelle, &stale, NOBODY, &[("issue", "sans-reponse"), ("note", note)]).await.is(409);
        assert!(late.text(".fr-alert--error").contains("clos"), "{}", late.body);
        assert_eq!(late.text("blockquote"), note, "what was typed is given back");
    }
}

#[tokio::test]
async fn a_form_sent_twice_records_once_and_a_second_call_later_records_again() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let other = world.person("Pascal Hascoët", Role::PlatformLead, BREST).await;
        let yanis = world.yanis().await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let first = world.send_form(&maelle, &page, NOBODY, &[("issue", "sans-reponse")]).await.leads();
        let second = world.send_form(&maelle, &page, NOBODY, &[("issue", "sans-reponse")]).await.leads();
        assert_eq!(first, second);
        assert_eq!(world.whats(yanis.case).await.len(), 1);
        assert_eq!(world.acts().await.len(), 1);

        let theirs = world.send_form(&other, &page, NOBODY, &[("issue", "sans-reponse")]).await.leads();
        assert_eq!(world.whats(yanis.case).await.len(), 2, "somebody else did call too");
        let said = world.get(&other, &theirs).await.text(".fr-alert--success");
        assert!(said.contains("Entre-temps, un autre geste avait été noté : Appel sans réponse"), "{said}");

        world.app.clock.advance(Duration::minutes(2));
        world.send_form(&other, &page, NOBODY, &[("issue", "sans-reponse")]).await.leads();
        assert_eq!(world.whats(yanis.case).await.len(), 3, "two minutes later it is another call");
    }
}

#[tokio::test]
async fn each_answer_records_what_it_says_and_derives_where_the_case_stands() {
    let friday = Moment { on: today() + Days::new(3), at: NaiveTime::from_hms_opt(10, 0, 0) };
    let reached = call(Outcome::Reached { appointment: None });
    let stories: [(Typed<'_>, Vec<What>, &str, &str); 6] = [
        (
            &[("issue", "rendez-vous"), ("date", "2026-11-27"), ("heure", "10:00")],
            vec![call(Outcome::Reached { appointment: Some(friday) })],
            "to_verify",
            "in_contact",
        ),
        (
            &[("issue", "a-rappeler"), ("date", "2026-11-27"), ("heure", "10:00")],
            vec![call(Outcome::CallBack(friday))],
            "to_verify",
            "unknown",
        ),
        (
            &[("issue", "deja-en-solution"), ("raison", "apprentice")],
            vec![reached.clone(), What::Verified(Finding::NotConcerned(NotConcerned::Apprentice))],
            "not_concerned",
            "in_contact",
        ),
        (
            &[("issue", "deja-accompagne"), ("dispositif", "cej")],
            vec![reached.clone(), What::SupportStarted { by: None, scheme: Scheme::Cej }],
            "confirmed",
            "supported",
        ),
        (&[("issue", "refus")], vec![reached.clone(), What::Refused], "confirmed", "refused"),
        (&[("issue", "autre"), ("note", "Rappellera seul")], vec![reached], "to_verify", "in_contact"),
    ];
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        for (typed, events, verification, situation) in &stories {
            let yanis = world.follow(yanis(), BREST, listed(), days_ago(12)).await;
            let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
            world.send_form(&maelle, &page, SOMEBODY, typed).await.leads();
            assert_eq!(&world.whats(yanis.case).await, events);
            assert_eq!(world.fact(yanis.case, "verification").await, *verification, "{typed:?}");
            assert_eq!(world.fact(yanis.case, "situation").await, *situation, "{typed:?}");
        }
    }
}

#[tokio::test]
async fn a_wrong_field_comes_back_as_typed_in_its_open_row_and_nothing_is_recorded() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let typed = [("issue", "rendez-vous"), ("date", "2026-11-20"), ("heure", "25:00"), ("note", "au CIO <b>")];
        let again = world.send_form(&maelle, &page, SOMEBODY, &typed).await.is(422);
        assert!(again.has(&format!("#ligne-{} details[open]", yanis.case)));
        let errors = again.texts(".fr-message--error");
        assert!(errors.iter().any(|error| error.contains("Cette date est passée")), "{errors:?}");
        assert!(errors.iter().any(|error| error.contains("Cette heure n’existe pas")), "{errors:?}");
        assert!(again.body.contains("value=\"au CIO &lt;b&gt;\""), "what was typed is there, and harmless");
        assert!(again.body.contains("value=\"2026-11-20\"") && again.body.contains("value=\"25:00\""));
        assert!(world.whats(yanis.case).await.is_empty());
    }
}

#[tokio::test]
async fn a_call_to_his_mother_says_so_and_a_number_of_somebody_else_is_not_barred() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", yanis.case)).await;
        let options = page.texts(&format!("{NOBODY} select[name=numero] option"));
        assert_eq!(options, ["06 39 98 51 03, lui-même", "06 39 98 66 18, Nadia Le Goff, mère"]);
        let mut tx = world.app.db.read().await.unwrap();
        let (mother,): (db::Id,) =
            db::query("SELECT id FROM contact_point WHERE guardian_id IS NOT NULL").one(&mut tx).await.unwrap();
        drop(tx);
        world
            .send_form(&maelle, &page, NOBODY, &[("issue", "sans-reponse"), ("numero", &mother.to_string())])
            .await
            .leads();
        let attempt =
            What::ContactAttempted { channel: Channel::Phone, person: Contacted::Guardian, outcome: Outcome::NoAnswer };
        assert_eq!(world.whats(yanis.case).await, [attempt]);

        let other = world.follow(youth("Ana", "Le Roux", days_ago(6500)), BREST, listed(), days_ago(3)).await;
        let page = world.get(&maelle, &format!("{QUEUE}?ouvrir={}", other.case)).await;
        world
            .send_form(&maelle, &page, NOBODY, &[("issue", "numero-faux"), ("numero", &mother.to_string())])
            .await
            .leads();
        assert_eq!(world.count("SELECT count(*) FROM contact_point WHERE wrong_since IS NOT NULL").await, 0);
    }
}

#[tokio::test]
async fn rows_ticked_are_confided_to_a_member_and_taken_back_in_one_press() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let pascal = world.member(BREST, "Pascal Hascoët", None).await;
        let elsewhere = world.member(RENNES, "Nolwenn Kermarrec", None).await;
        let one = world.yanis().await;
        let two = world.follow(youth("Léna", "Tanguy", days_ago(6000)), BREST, listed(), days_ago(20)).await;
        let confide = |member: db::Id| {
            vec![("dossier", one.case.to_string()), ("dossier", two.case.to_string()), ("membre", member.to_string())]
        };
        let post = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            world.post(&maelle, &format!("{QUEUE}/confier"), &fields).await
        };
        post(confide(elsewhere)).await.is(422);
        let back = post(confide(pascal)).await.leads();
        assert_eq!([world.worker(one.case).await, world.worker(two.case).await], [Some(pascal); 2]);
        assert_eq!(world.whats(one.case).await, [What::Assigned { to: Some(pascal) }]);
        assert_eq!(world.acts().await, ["dossier-confie", "dossier-confie"]);
        let page = world.get(&maelle, &back).await.is(200);
        assert!(
            page.text(".fr-alert--success").contains("2 dossiers confiés à Pascal Hascoët."),
            "{}",
            page.text(".fr-alert--success")
        );
        assert_eq!(page.texts(".pu-views a"), ["Toute la file 2", "Mes dossiers 0", "Sans référent 0"]);
        world.send_form(&maelle, &page, "#annulation", &[]).await.leads();
        assert_eq!([world.worker(one.case).await, world.worker(two.case).await], [None; 2]);
    }
}

#[tokio::test]
async fn nothing_ticked_or_nobody_chosen_brings_the_queue_back_as_it_was() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let pascal = world.member(BREST, "Pascal Hascoët", None).await.to_string();
        let yanis = world.yanis().await.case.to_string();
        let page = world.get(&maelle, QUEUE).await.is(200);
        assert_eq!(page.texts(".pu-bulk option").first().map(String::as_str), Some("Choisissez…"), "nobody beforehand");
        assert!(!page.has(".pu-bulk option[value][selected]:not([value=''])"));

        let confide = format!("{QUEUE}/confier");
        let page = world.post(&maelle, &confide, &[("membre", &pascal), ("retour", "referent=aucun")]).await.is(422);
        assert_eq!(page.texts("#erreurs a"), ["Dossiers : Cochez au moins un dossier."]);
        assert!(page.has(&format!("#erreurs a[href='#choisir-{yanis}']")) && page.has(&format!("#choisir-{yanis}")));
        assert!(page.has(&format!(".pu-bulk option[selected][value='{pascal}']")), "the choice is kept");
        assert!(page.has(".pu-views a[aria-current]"), "{}", page.body);

        let page = world.post(&maelle, &confide, &[("dossier", &yanis)]).await.is(422);
        assert!(page.text("#erreurs a").contains("Choisissez à qui confier"), "{}", page.text("#erreurs"));
        assert!(page.has(&format!("#choisir-{yanis}[checked]")), "the tick is kept");
        assert!(world.acts().await.is_empty());
    }
}

#[tokio::test]
async fn a_filter_narrows_the_queue_and_the_counts_of_reasons_add_up() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.yanis().await;
        for n in 0..3 {
            let adult = youth("Ilyes", &format!("Haddad{n}"), days_ago(20 * 366));
            world.follow(adult, BREST, listed(), days_ago(18)).await;
        }
        let page = world.get(&maelle, QUEUE).await.is(200);
        let tags = page.texts(".pu-filter__list a");
        assert_eq!(tags, ["Tous les motifs 4", "Moins de 18 ans, pas contacté 1", "Jamais contacté 3"]);
        assert_eq!(world.get(&maelle, &format!("{QUEUE}?mineurs=oui")).await.texts(".pu-row__name"), ["Yanis Le Goff"]);
        assert_eq!(world.get(&maelle, &format!("{QUEUE}?motif=never_contacted")).await.texts(".pu-row__name").len(), 3);
        assert_eq!(
            world.get(&maelle, &format!("{QUEUE}?commune=29189")).await.texts(".pu-row__name"),
            ["Yanis Le Goff"]
        );
        let empty = world.get(&maelle, &format!("{QUEUE}?source=school")).await.is(200);
        assert_eq!(empty.text(".pu-empty h2"), "Tout est à jour dans cette vue");
    }
}

#[tokio::test]
async fn todays_appointments_are_recalled_by_hour() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        for (name, hour) in [("Tom", 16), ("Anaëlle", 9)] {
            let followed = world.follow(youth(name, "Le Bihan", days_ago(6300)), BREST, listed(), days_ago(30)).await;
            let at = NaiveTime::from_hms_opt(hour, 30, 0);
            let appointment = Outcome::Reached { appointment: Some(Moment { on: today(), at }) };
            world.happened(followed.case, vec![NewEvent::on(days_ago(2), call(appointment))]).await;
        }
        let page = world.get(&maelle, QUEUE).await;
        assert_eq!(page.texts(".pu-day li"), ["Aujourd’hui", "9 h 30Anaëlle Le Bihan", "16 h 30Tom Le Bihan"]);
    }
}

#[tokio::test]
async fn the_queue_is_paged_and_takes_no_more_statements_for_sixty_rows_than_for_five() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let mut statements = vec![];
        for (wanted, shown) in [(5, 5), (60, 25)] {
            let have = world.count("SELECT count(*) FROM youth_case").await;
            let youths = (have..wanted).map(|n| youth("Malo", &format!("Guivarc’h {n}"), days_ago(6400))).collect();
            world.follow_all(youths, BREST, listed(), days_ago(5)).await;
            let before = world.app.db.statements();
            let page = world.get(&maelle, QUEUE).await.is(200);
            statements.push(world.app.db.statements() - before);
            assert_eq!(page.texts(".pu-row").len(), shown);
        }
        assert_eq!(statements[0], statements[1]);
        assert!(statements[0] <= 8, "{statements:?}");
        let first = world.get(&maelle, QUEUE).await;
        assert!(first.body.contains("Afficher les 25 suivantes"));
        let last = world.get(&maelle, &format!("{QUEUE}?page=3")).await;
        assert_eq!(last.texts(".pu-row").len(), 10);
        assert!(last.has("ol.pu-queue[start=\"51\"]"));
    }
}

#[tokio::test]
async fn the_queue_of_brest_does_not_exist_for_who_may_not_see_its_names() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let yanis = world.yanis().await;
        let strangers = [
            (Role::PlatformLead, RENNES),
            (Role::PlatformAssistant, RENNES),
            (Role::DepartmentLead, "D29"),
            (Role::RegionLead, "R53"),
            (Role::NationalTeam, "FR"),
            (Role::Administrator, "FR"),
            (Role::ContactOperator, BREST),
            (Role::PrefectDelegate, BREST),
            (Role::Member, BREST),
        ];
        for (role, territory) in strangers {
            let stranger = world.person("Quelqu’un d’autre", role, territory).await;
            world.get(&stranger, QUEUE).await.is(404);
            world.post(&stranger, &format!("/dossiers/{}/appel", yanis.case), &[("issue", "message")]).await.is(404);
            let undo = format!("{}.1-1", yanis.case);
            world.post(&stranger, &format!("{QUEUE}/annuler"), &[("saisie", &undo)]).await.is(404);
            world.post(&stranger, &format!("{QUEUE}/confier"), &[("dossier", &yanis.case.to_string())]).await.is(404);
        }
        let coordinator = world.person("Coordinatrice", Role::MldsCoordinator, BREST).await;
        let page = world.get(&coordinator, QUEUE).await.is(200);
        assert!(!page.has("form.pu-bulk") && !page.has(".pu-call form"), "she reads, and writes in her own cases only");
        world.post(&coordinator, &format!("/dossiers/{}/appel", yanis.case), &[("issue", "message")]).await.is(403);
        assert!(world.whats(yanis.case).await.is_empty());
        assert!(world.acts().await.is_empty());
    }
}

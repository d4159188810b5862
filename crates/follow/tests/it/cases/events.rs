//! What happens to a youth is recorded from the page of his case, corrected, withdrawn; nothing is erased.
use crate::world::{Answer, BREST, Field, Followed, Typed, World, days_ago, listed, today, yanis};
use base::Actor;
use base::testing::ENGINES;
use chrono::{Days, NaiveTime};
use follow::cases::event::{
    Channel, Check, ClosedReason, Contacted, Finding, Moment, NotConcerned, Outcome, Scheme, Solution, What,
};
use follow::cases::store::NewEvent;

impl World {
    async fn file(&self, actor: &Actor, followed: Followed) -> Answer {
        self.get(actor, &format!("/dossiers/{}", followed.case)).await.is(200)
    }

    /// Types one of the forms of the page of a case.
    async fn record(&self, actor: &Actor, followed: Followed, group: &str, typed: &[(&str, &str)]) -> Answer {
        let page = self.file(actor, followed).await;
        self.send_form(actor, &page, &format!("#ajout-{group}"), typed).await
    }
}

#[tokio::test]
async fn every_kind_of_event_is_recorded_by_its_form() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let pascal = world.member(BREST, "Pascal Hascoët", None).await;
        let member = pascal.to_string();
        let yanis = world.yanis().await;
        let friday = Moment { on: today() + Days::new(3), at: NaiveTime::from_hms_opt(17, 30, 0) };
        let place = || Some("CFA de Brest".to_owned());
        let kind = Solution::Apprenticeship;
        let story: Vec<(&str, Vec<Field>, What)> = vec![
            (
                "contact",
                vec![("moyen", "letter"), ("personne", "guardian"), ("issue", "message"), ("le", "2026-11-14")],
                What::ContactAttempted {
                    channel: Channel::Letter,
                    person: Contacted::Guardian,
                    outcome: Outcome::Message,
                },
            ),
            (
                "contact",
                vec![
                    ("moyen", "phone"),
                    ("personne", "youth"),
                    ("issue", "rendez-vous"),
                    ("le", "2026-11-15"),
                    ("date", "2026-11-27"),
                    ("heure", "17h30"),
                ],
                What::ContactAttempted {
                    channel: Channel::Phone,
                    person: Contacted::Youth,
                    outcome: Outcome::Reached { appointment: Some(friday) },
                },
            ),
            ("verification", vec![("resultat", "Confirmed"), ("le", "2026-11-15")], What::Verified(Finding::Confirmed)),
            (
                "entretien",
                vec![("nature", "tenu"), ("responsable", "oui"), ("membre", &member), ("le", "2026-11-16")],
                What::InterviewHeld { guardian_present: true, by: Some(pascal) },
            ),
            ("entretien", vec![("nature", "manque"), ("le", "2026-11-16")], What::InterviewMissed),
            (
                "accompagnement",
                vec![("nature", "commence"), ("dispositif", "mlds"), ("membre", &member), ("le", "2026-11-17")],
                What::SupportStarted { by: Some(pascal), scheme: Scheme::Mlds },
            ),
            (
                "solution",
                vec![
                    ("nature", "proposee"),
                    ("solution", "apprenticeship"),
                    ("lieu", "CFA de Brest"),
                    ("le", "2026-11-17"),
                ],
                What::SolutionProposed { kind, place: place() },
            ),
            (
                "solution",
                vec![("nature", "declinee"), ("solution", "employment"), ("le", "2026-11-17")],
                What::SolutionDeclined { kind: Solution::Employment, place: None },
            ),
            (
                "solution",
                vec![
                    ("nature", "commencee"),
                    ("solution", "apprenticeship"),
                    ("lieu", "CFA de Brest"),
                    ("le", "2026-11-18"),
                    ("fin", "2028-08-31"),
                ],
                What::SolutionStarted { kind, place: place(), until: Some("2028-08-31".parse().unwrap()) },
            ),
            (
                "solution",
                vec![("nature", "suivi-toujours"), ("le", "2026-11-19")],
                What::SituationChecked(Check::Still),
            ),
            ("accompagnement", vec![("nature", "termine"), ("le", "2026-11-19")], What::SupportEnded),
            ("solution", vec![("nature", "rompue"), ("le", "2026-11-20")], What::SolutionBroken),
            (
                "solution",
                vec![("nature", "commencee"), ("solution", "initial_training"), ("le", "2026-11-21")],
                What::SolutionStarted { kind: Solution::InitialTraining, place: None, until: None },
            ),
            ("solution", vec![("nature", "terme"), ("le", "2026-11-21")], What::SolutionCompleted),
            (
                "solution",
                vec![("nature", "suivi-inconnu"), ("le", "2026-11-21")],
                What::SituationChecked(Check::Unknown),
            ),
            ("obligation", vec![("nature", "convocation"), ("le", "2026-11-21")], What::Summoned),
            ("obligation", vec![("nature", "departement"), ("le", "2026-11-21")], What::DepartmentNotified),
            (
                "obligation",
                vec![("nature", "exemption"), ("fin", "2026-12-31"), ("le", "2026-11-21")],
                What::Exempted { until: "2026-12-31".parse().unwrap() },
            ),
            (
                "venue",
                vec![("droit-au-retour", "oui"), ("le", "2026-11-22")],
                What::CameForward { right_to_return: true },
            ),
            ("fin", vec![("nature", "refus"), ("le", "2026-11-22")], What::Refused),
            ("fin", vec![("nature", "injoignable"), ("le", "2026-11-22")], What::Unreachable),
            ("referent", vec![("membre", &member), ("le", "2026-11-22")], What::Assigned { to: Some(pascal) }),
            ("referent", vec![("membre", ""), ("le", "2026-11-23")], What::Assigned { to: None }),
            (
                "fin",
                vec![("nature", "clos"), ("raison", "moved"), ("le", "2026-11-23")],
                What::Closed(ClosedReason::Moved),
            ),
            ("fin", vec![("nature", "rouvert"), ("le", "2026-11-24")], What::Reopened),
            (
                "verification",
                vec![("resultat", "school_status_kept"), ("le", "2026-11-24")],
                What::Verified(Finding::NotConcerned(NotConcerned::SchoolStatusKept)),
            ),
        ];
        for (group, typed, what) in &story {
            let back = world.record(&maelle, yanis, group, typed).await.leads();
            assert_eq!(world.whats(yanis.case).await.last(), Some(what), "{group} {typed:?}");
            let said = world.get(&maelle, &back).await.is(200).text(".fr-alert--success");
            assert!(said.contains("Annuler cette saisie"), "{said}");
        }
        assert_eq!(world.whats(yanis.case).await.len(), story.len());
        let recorded = world.acts().await.into_iter().filter(|act| act == "evenement-note").count();
        assert_eq!(recorded, story.len());
    }
}

#[tokio::test]
async fn the_status_is_derived_step_by_step_from_a_first_call_to_a_new_school_year() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let steps: [(&str, Typed<'_>, &str); 6] = [
            (
                "contact",
                &[("moyen", "phone"), ("personne", "youth"), ("issue", "joint"), ("le", "2026-11-14")],
                "À vérifier",
            ),
            ("verification", &[("resultat", "Confirmed"), ("le", "2026-11-15")], "Confirmé, en contact"),
            (
                "accompagnement",
                &[("nature", "commence"), ("dispositif", "cej"), ("le", "2026-11-16")],
                "Confirmé, accompagné",
            ),
            (
                "solution",
                &[("nature", "commencee"), ("solution", "apprenticeship"), ("le", "2026-11-17")],
                "Confirmé, en solution : apprentissage",
            ),
            ("solution", &[("nature", "rompue"), ("le", "2026-11-19")], "Confirmé, accompagné"),
            (
                "solution",
                &[("nature", "commencee"), ("solution", "initial_training"), ("le", "2026-11-23")],
                "Confirmé, en solution : formation initiale",
            ),
        ];
        for (group, typed, standing) in steps {
            world.record(&maelle, yanis, group, typed).await.leads();
            assert_eq!(world.file(&maelle, yanis).await.text(".pu-facts dd strong"), standing, "{typed:?}");
        }
        assert_eq!(world.fact(yanis.case, "first_solution").await, "apprenticeship");
    }
}

#[tokio::test]
async fn a_wrong_event_is_corrected_and_its_earlier_version_stays_readable() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let typed = [("resultat", "Confirmed"), ("le", "2026-11-18"), ("note", "sa mère <b>confirme</b>")];
        world.record(&maelle, yanis, "verification", &typed).await.leads();
        let path = format!("/dossiers/{}/evenements/2", yanis.case);
        let form = world.get(&maelle, &format!("{path}/corriger")).await.is(200);
        let typed = [("le", "2026-11-17"), ("pourquoi", "date retrouvée par le lycée")];
        let back = world.send_form(&maelle, &form, "form.pu-add__form", &typed).await.leads();
        assert_eq!(back, format!("/dossiers/{}?dit=corrige", yanis.case));
        let events = world.events(yanis.case).await;
        assert_eq!((events[2].replaces, events[2].happened_on), (Some(2), "2026-11-17".parse().unwrap()));
        assert_eq!(events[1].happened_on, "2026-11-18".parse().unwrap(), "the first version is as it was");
        assert_eq!(events[2].note.as_deref(), Some("sa mère <b>confirme</b>"), "what was not touched is kept");

        let page = world.file(&maelle, yanis).await;
        assert_eq!(page.text(".pu-fix del"), "le 18 novembre 2026");
        assert_eq!(page.text(".pu-fix ins"), "le 17 novembre 2026");
        assert!(page.text(".pu-fix").contains("date retrouvée par le lycée"));
        assert!(!page.body.contains("<b>confirme"), "a note is text");
        let versions = world.get(&maelle, &format!("/dossiers/{}/evenements/3", yanis.case)).await.is(200);
        assert_eq!(versions.texts(".pu-line strong"), ["Version en vigueur", "Première version"]);
        world.get(&maelle, &format!("{path}/corriger")).await.is(409);
        world.get(&maelle, &format!("/dossiers/{}/evenements/1/corriger", yanis.case)).await.is(409);
        world.get(&maelle, &format!("/dossiers/{}/evenements/9/corriger", yanis.case)).await.is(404);
        assert!(world.acts().await.contains(&"evenement-corrige".to_owned()));
    }
}

#[tokio::test]
async fn an_event_withdrawn_counts_no_more_and_is_still_read() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        world.record(&maelle, yanis, "fin", &[("nature", "refus"), ("le", "2026-11-20")]).await.leads();
        assert_eq!(world.fact(yanis.case, "situation").await, "refused");
        let path = format!("/dossiers/{}/evenements/2/retirer", yanis.case);
        let form = world.get(&maelle, &path).await.is(200);
        world.send_form(&maelle, &form, "form.pu-stack", &[("pourquoi", "c’était son frère")]).await.leads();
        world.send_form(&maelle, &form, "form.pu-stack", &[("pourquoi", "c’était son frère")]).await.leads();
        assert_eq!(world.events(yanis.case).await.len(), 3, "sent twice, withdrawn once");
        assert_eq!(world.fact(yanis.case, "situation").await, "unknown");
        let page = world.file(&maelle, yanis).await;
        assert!(page.text(".pu-data .pu-line").contains("Ne souhaite pas d’aide"));
        assert!(page.text(".pu-data .pu-line").contains("c’était son frère"));
        let refused = world.get(&maelle, &format!("/dossiers/{}/evenements/1/retirer", yanis.case)).await.is(409);
        assert!(refused.body.contains("Listes reçues"), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_wrong_date_comes_back_as_typed_with_what_to_do() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        for (le, why) in [
            ("2026-12-24", "Pour un entretien prévu, notez plutôt « Rendez-vous pris »"),
            ("31/02/2026", "Cette date n’existe pas"),
            ("1999-11-24", "n’était pas né"),
            ("", "Renseignez ce champ"),
        ] {
            let typed = [("nature", "tenu"), ("responsable", "oui"), ("le", le), ("note", "au CIO")];
            let page = world.record(&maelle, yanis, "entretien", &typed).await.is(422);
            let message = page.text("#ajout-entretien .fr-message--error");
            assert!(message.contains(why), "{le}: {message}");
            assert!(page.has("details[open] #ajout-entretien"), "the form is open");
            assert!(page.has("#erreurs a[href='#ajout-entretien-le']"), "the summary leads to the field");
            assert!(page.text("#ajout-entretien textarea").contains("au CIO"));
        }
        for (group, typed, field) in [
            ("solution", vec![("nature", "rompue"), ("le", "2026-11-20")], "le"),
            ("solution", vec![("nature", "commencee"), ("le", "2026-11-20")], "solution"),
            ("accompagnement", vec![("nature", "termine"), ("le", "2026-11-20")], "le"),
            ("fin", vec![("nature", "rouvert"), ("le", "2026-11-20")], "le"),
            ("fin", vec![("nature", "clos"), ("le", "2026-11-20")], "raison"),
            ("obligation", vec![("nature", "exemption"), ("le", "2026-11-20")], "fin"),
            (
                "contact",
                vec![("moyen", "phone"), ("personne", "youth"), ("issue", "a-rappeler"), ("le", "2026-11-20")],
                "date",
            ),
        ] {
            let page = world.record(&maelle, yanis, group, &typed).await.is(422);
            assert!(page.has(&format!("#erreurs a[href='#ajout-{group}-{field}']")), "{group} {typed:?}");
        }
        assert!(world.whats(yanis.case).await.is_empty());
        assert!(world.acts().await.iter().all(|act| act == "consultation"));
    }
}

#[tokio::test]
async fn the_page_of_a_case_says_who_he_is_what_is_due_and_what_leaves_the_platform() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let page = world.file(&maelle, yanis).await;
        assert_eq!(page.text("h1"), "Yanis Le Goff");
        assert!(page.text(".pu-sub").contains("17 ans et 8 mois, né le 9 mars 2009. Dossier 29-BREST-2026-0001"));
        let card = page.text("section[aria-labelledby=identite]");
        for known in [
            "06 39 98 51 03",
            "06 39 98 66 18",
            "Nadia Le Goff",
            "mère",
            "29470 Plougastel-Daoulas",
            "080514237KD",
            "1re pro MELEC",
            "Lycée Vauban",
        ] {
            assert!(card.contains(known), "{known}: {card}");
        }
        let due = page.texts("section[aria-labelledby=delais] li").join("\n");
        assert!(
            due.contains("Premier contact – avant le 19 novembre 2026")
                || due.contains("attendu le 19 novembre 2026, dépassé de 5 jours"),
            "{due}"
        );
        assert!(
            due.contains("Entretien avec son responsable légal – avant le 12 février 2027, soit 80 jours"),
            "{due}"
        );
        assert!(due.contains("article L313-8") && due.contains("18 ans – le 9 mars 2027"), "{due}");
        assert!(page.text("section[aria-labelledby=sortie]").contains("Conservé au plus tard jusqu’au 9 mars 2037"));
        world.file(&maelle, yanis).await;
        let page = world.file(&maelle, yanis).await;
        assert!(
            page.text("section[aria-labelledby=sortie]").contains("2 consultations"),
            "each view is written down once"
        );
        assert_eq!(world.acts().await, ["consultation"; 3]);
    }
}

#[tokio::test]
async fn a_long_history_takes_no_more_statements_than_a_short_one() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.follow(yanis(), BREST, listed(), days_ago(300)).await;
        let mut statements = vec![];
        for events in [5, 60] {
            let have = world.whats(yanis.case).await.len();
            let what = What::ContactAttempted {
                channel: Channel::Phone,
                person: Contacted::Youth,
                outcome: Outcome::NoAnswer,
            };
            let more = (have..events).map(|n| NewEvent::on(days_ago(290 - n as u64), what.clone())).collect();
            world.happened(yanis.case, more).await;
            let before = world.app.db.statements();
            let page = world.file(&maelle, yanis).await;
            statements.push(world.app.db.statements() - before);
            assert_eq!(page.texts(".pu-line > li").len(), events + 1);
        }
        assert_eq!(statements[0], statements[1]);
    }
}

#[tokio::test]
async fn a_number_found_wrong_from_the_page_of_a_case_is_barred_there_too() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let page = world.file(&maelle, yanis).await;
        assert_eq!(page.texts("#ajout-contact select[name=numero] option").len(), 3);
        let mut tx = world.app.db.read().await.unwrap();
        let (own,): (db::Id,) =
            db::query("SELECT id FROM contact_point WHERE value = '+33639985103'").one(&mut tx).await.unwrap();
        drop(tx);
        let own = own.to_string();
        let typed = [
            ("moyen", "phone"),
            ("personne", "youth"),
            ("issue", "numero-faux"),
            ("le", "2026-11-23"),
            ("numero", &own),
        ];
        world.record(&maelle, yanis, "contact", &typed).await.leads();
        let page = world.file(&maelle, yanis).await;
        assert_eq!(page.text("section[aria-labelledby=identite] del"), "06 39 98 51 03");
        assert_eq!(
            page.text(".pu-head .pu-actions"),
            "06 39 98 66 18 Nadia Le Goff, mère",
            "the next number is offered"
        );
    }
}

#[tokio::test]
async fn what_makes_no_sense_on_its_day_is_refused_by_its_field_and_what_is_told_late_is_taken() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        let call = |on| [("moyen", "phone"), ("personne", "youth"), ("issue", "joint"), ("le", on)];

        let page = world.record(&maelle, yanis, "referent", &[]).await.is(422);
        assert!(
            page.text("#erreurs a").starts_with("Référent : Personne ne porte ce dossier"),
            "{}",
            page.text("#erreurs")
        );

        world.record(&maelle, yanis, "verification", &[("resultat", "deceased"), ("le", "2026-11-20")]).await.leads();
        let page = world.record(&maelle, yanis, "contact", &call("2026-11-22")).await.is(422);
        assert!(
            page.text("#erreurs a").contains("Son décès est noté le 20 novembre 2026"),
            "{}",
            page.text("#erreurs")
        );
        world.record(&maelle, yanis, "contact", &call("2026-11-18")).await.leads();

        let adult = world
            .follow(crate::world::youth("Léna", "Tanguy", days_ago(19 * 366)), BREST, listed(), days_ago(40))
            .await;
        let page = world.record(&maelle, adult, "obligation", &[("nature", "convocation")]).await.is(422);
        assert!(page.text("#erreurs a").contains("18 ans ou plus"), "{}", page.text("#erreurs"));

        world
            .record(&maelle, adult, "fin", &[("nature", "clos"), ("raison", "moved"), ("le", "2026-11-10")])
            .await
            .leads();
        let page = world.record(&maelle, adult, "contact", &call("2026-11-22")).await.is(422);
        assert!(page.text("#erreurs a").contains("Rouvrez-le d’abord"), "{}", page.text("#erreurs"));
        assert_eq!(world.whats(adult.case).await, [What::Closed(ClosedReason::Moved)]);
    }
}

#[tokio::test]
async fn a_correction_that_changes_nothing_says_so_and_a_summary_follows_the_page() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        world.happened(yanis.case, vec![NewEvent::on(days_ago(3), What::Verified(Finding::Confirmed))]).await;
        let page = world.get(&maelle, &format!("/dossiers/{}/evenements/2/corriger", yanis.case)).await.is(200);
        let page = world.send_form(&maelle, &page, "form[action$=corriger]", &[]).await.is(422);
        assert!(page.text("#erreurs a").contains("Rien n’a changé"), "{}", page.text("#erreurs"));
        assert_eq!(world.whats(yanis.case).await.len(), 1);

        let page = world.record(&maelle, yanis, "contact", &[("le", "2026-13-45")]).await.is(422);
        let labels: Vec<String> = page
            .texts("#erreurs a")
            .iter()
            .map(|text| text.split(" : ").next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(labels, ["Moyen", "À qui", "Ce qui en est sorti", "Le"]);
    }
}

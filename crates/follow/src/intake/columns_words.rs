//! The words of headers: folded, cut where digits, capitals or habits glue them together, and named.

use matching::fold;

/// What a word of a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Abandon,
    Address,
    Birth,
    Break,
    Call,
    Called,
    Code,
    Comment,
    Commune,
    Contract,
    Date,
    Detail,
    Diploma,
    District,
    End,
    Entry,
    Event,
    Father,
    File,
    FirstName,
    Guardian,
    Id,
    Ine,
    Insee,
    Known,
    Label,
    Last,
    Leave,
    Legal,
    Mail,
    Mef,
    MissionLocale,
    Mother,
    Name,
    Obtained,
    Phone,
    Postal,
    Result,
    School,
    Schooling,
    Second,
    Sex,
    Situation,
    Start,
    Third,
    Uai,
    Usage,
    Welcome,
    Work,
    Youth,
    Number(u8),
    /// Adds nothing: « de », « n° », « principal ».
    Neutral,
    /// Speaks of somebody else: the employer, the adviser.
    Elsewhere,
    /// Known, and not kept: an age, a time of day.
    Useless,
    /// Not in the dictionary.
    Unknown,
}

/// One line a meaning; folded words.
const DICTIONARY: &[(Word, &str)] = &[
    (Word::Abandon, "abandon demission"),
    (Word::Address, "adresse adresses adr adress rue voie ligne complement address"),
    (Word::Birth, "naissance naiss nais dnaiss dnais ne nee ddn birth birthdate"),
    (Word::Break, "rupture rupt resiliation rompu"),
    (Word::Call, "appel call contact prise"),
    (Word::Called, "appele appelee appeles"),
    (Word::Code, "code cod"),
    (Word::Comment, "commentaire commentaires observation observations remarque remarques note notes"),
    (Word::Commune, "commune ville localite com city"),
    (Word::Contract, "contrat cont contrats"),
    (Word::Date, "date dat dt dte jour"),
    (Word::Detail, "detail details precision precisions"),
    (Word::Diploma, "diplome diplomes dipl"),
    (Word::District, "qpv quartier zus"),
    (Word::End, "fin"),
    (Word::Entry, "entree entre inscription transmission saisie maj creation extraction edition"),
    (Word::Event, "evenement evenements"),
    (Word::Father, "pere"),
    (Word::File, "dossier"),
    (Word::FirstName, "prenom prenoms firstname pren given"),
    (Word::Guardian, "resp responsable responsables representant representants rep repr parent parents rl"),
    (Word::Id, "id identifiant ident rio siei reference ref matricule"),
    (Word::Ine, "ine rnie ina bea"),
    (Word::Insee, "insee"),
    (Word::Known, "connu connue suivi suivie inscrit inscrite accompagne accompagnee"),
    (Word::Label, "lib libelle libl intitule denomination"),
    (Word::Last, "dernier derniere origine orig frequente frequentee scolarisation scolaire precedent precedente an"),
    (Word::Leave, "sortie sorti depart quitte"),
    (Word::Legal, "legal legaux leg legale"),
    (Word::Mail, "mail mails mel mels email emails courriel electronique"),
    (Word::Mef, "mef mefstat"),
    (Word::MissionLocale, "ml milo imilo missionlocale"),
    (Word::Mother, "mere"),
    (Word::Name, "nom noms patronyme patronymique name lastname"),
    (Word::Obtained, "obtenu obtenus haut eleve"),
    (Word::Phone, "tel tels telephone telephones portable port mobile mob gsm fixe phone sms"),
    (Word::Postal, "cp postal post cpost zip postcode"),
    (Word::Result, "resultat issue retour"),
    (Word::School, "etablissement etablissements etab etabl etb ecole lycee college cfa ofa"),
    (Word::Schooling, "formation formations classe division scolarite specialite filiere"),
    (Word::Second, "deuxieme second autres autre secondaire"),
    (Word::Sex, "sexe civilite civ genre sex"),
    (Word::Situation, "situation statut"),
    (Word::Start, "debut deb"),
    (Word::Third, "troisieme"),
    (Word::Uai, "uai rne uaj"),
    (Word::Usage, "usage usuel usuelle marital epouse"),
    (Word::Welcome, "accueil"),
    (Word::Work, "pro professionnel professionnelle travail perso personnel personnelle domicile"),
    (
        Word::Youth,
        "jeune jeunes eleve eleves apprenti apprentis apprenant apprenants beneficiaire candidat candidate stagiaire usager individu identite",
    ),
    (
        Word::Neutral,
        "de du des d la le les l a au en et e er eme n no num numero nr residence resid reside habitation principal principale famille fam fille civil etat actuel actuelle valide plus votre vos notre son sa quel est sur deja national nationale prioritaire premier premiere caracteres facultatif obligatoire jj mm aaaa format ou par pour avec res s complet complete m f h g o oui non",
    ),
    (
        Word::Elsewhere,
        "employeur entreprise siret siren conseiller conseillere referent referente tuteur tutrice prescripteur cio agent coordonnateur correspondant professeur enseignant psychologue maitre plateforme plate forme psad reseau bassin academie departement region pays lieu motif destination urgence medecin campagne collaboration",
    ),
    (Word::Useless, "age heure whatsapp regime option options doublement source edite page"),
];

/// The words of a header that say something.
pub(super) fn words(header: &str) -> Vec<Word> {
    let cut = cut(header);
    let joined = fold(&cut);
    // Three expressions in which each word alone would mislead.
    let joined = format!(" {joined} ");
    let joined = joined
        .replace(" mission locale ", " missionlocale ")
        .replace(" whats app ", " whatsapp ")
        .replace(" n ml ", " id ml ")
        .replace(" num ml ", " id ml ")
        .replace(" numero ml ", " id ml ")
        .replace(" e mail ", " email ")
        .replace(" jeune fille ", " fille ")
        .replace(" adresse postale ", " adresse ")
        .replace(" nom complet ", " nom prenom ")
        .replace(" plus haut diplome ", " diplome ")
        .replace(" last name ", " nom ")
        .replace(" first name ", " prenom ")
        .replace(" birth date ", " ddn ")
        .replace(" id national ", " ine ")
        .replace(" identifiant national ", " ine ")
        .replace(" 1er ", " premier ");
    let mut found = Vec::new();
    for token in joined.split(' ').filter(|token| !token.is_empty()) {
        named(token, &mut found);
    }
    let says_something = found.iter().any(|word| !matches!(word, Word::Neutral | Word::Number(_) | Word::Unknown));
    found.retain(|word| *word != Word::Neutral);
    resolve_pupil(&mut found);
    if says_something { found } else { Vec::new() }
}

/// `élève` folds to « eleve », which is also « élevé » (the highest diploma): a pupil except beside a diploma.
fn resolve_pupil(words: &mut [Word]) {
    let diploma = words.contains(&Word::Diploma);
    for word in words.iter_mut().filter(|word| **word == Word::Obtained) {
        if !diploma {
            *word = Word::Youth;
        }
    }
}

/// Parts letters from digits and `camelCase`: « telResp1 » → « tel Resp 1 ».
fn cut(header: &str) -> String {
    let mut out = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    for c in header.chars() {
        let digit_edge =
            before.is_ascii_digit() != c.is_ascii_digit() && before.is_alphanumeric() && c.is_alphanumeric();
        let camel_edge = before.is_lowercase() && c.is_uppercase();
        if digit_edge || camel_edge {
            out.push(' ');
        }
        out.push(if matches!(c, '_' | '/') { ' ' } else { c });
        before = c;
    }
    out
}

fn named(token: &str, found: &mut Vec<Word>) {
    if let Ok(number) = token.parse::<u8>() {
        found.push(Word::Number(number));
    } else if let Some(word) = look_up(token) {
        found.push(word);
    } else if let Some(parts) = unglue(token) {
        found.extend(parts);
    } else {
        found.push(Word::Unknown);
    }
}

fn look_up(token: &str) -> Option<Word> {
    DICTIONARY.iter().find(|(_, words)| words.split(' ').any(|word| word == token)).map(|(word, _)| *word)
}

/// « datenaissance » → date, naissance: the whole token cut into words of three letters at least.
fn unglue(token: &str) -> Option<Vec<Word>> {
    if token.len() < 6 || !token.is_ascii() {
        return None;
    }
    for at in (3..=token.len() - 3).rev() {
        let (start, rest) = token.split_at(at);
        if let Some(word) = look_up(start) {
            if let Some(last) = look_up(rest) {
                return Some(vec![word, last]);
            }
            if let Some(mut parts) = unglue(rest) {
                parts.insert(0, word);
                return Some(parts);
            }
        }
    }
    None
}

use thiserror::Error;

/// Why a file is not read. The text is for the person who sent it: what the file is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("Le fichier est vide. Vérifiez l’export, puis déposez-le de nouveau.")]
    Empty,
    #[error("Le fichier ne contient que des lignes vides. Vérifiez l’export, puis déposez-le de nouveau.")]
    OnlyBlank,
    #[error("Le fichier pèse {}\u{202f}; la limite est de {}. Découpez la liste en plusieurs fichiers, ou retirez les colonnes inutiles.", megabytes(*bytes), megabytes(*max))]
    TooLarge { bytes: usize, max: usize },
    #[error("Une fois décompressé, le classeur dépasse {}. Copiez la liste seule dans un nouveau classeur, puis déposez-le.", megabytes(*max as usize))]
    TooLargeUnpacked { max: u64 },
    #[error("Le fichier compte plus de {} lignes. Découpez la liste en plusieurs fichiers.", thousands(*max))]
    TooManyRows { max: usize },
    #[error("Une ligne compte plus de {} cellules (ligne {line}). Copiez la liste seule dans un nouveau classeur, puis déposez-le.", thousands(*max))]
    TooManyColumns { line: u32, max: usize },
    #[error(
        "Le classeur contient des macros. Enregistrez-le «\u{202f}sans macros\u{202f}» (.xlsx ou .ods), puis déposez-le de nouveau."
    )]
    Macros,
    #[error(
        "Le classeur est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe, enregistrez-le, puis déposez-le de nouveau."
    )]
    Password,
    #[error(
        "Ce fichier est au format Excel d’avant 2007 (.xls). Ouvrez-le et enregistrez-le au format .xlsx ou .ods, puis déposez-le."
    )]
    OldExcel,
    #[error(
        "Ce fichier est un classeur Excel binaire (.xlsb). Ouvrez-le et enregistrez-le au format .xlsx ou .ods, puis déposez-le."
    )]
    BinaryExcel,
    #[error("Ce fichier est {0}, pas une liste. Demandez la liste au format CSV, XLSX ou ODS.")]
    NotAList(&'static str),
    #[error(
        "Ce fichier est une archive compressée. Décompressez-la, puis déposez le fichier qu’elle contient (CSV, XLSX, ODS ou XML)."
    )]
    Archive,
    #[error(
        "Ce fichier est une page web enregistrée avec un nom de tableur. Ouvrez-la dans un tableur et enregistrez-la au format .xlsx ou .ods, puis déposez-la."
    )]
    WebPage,
    #[error("Le contenu du fichier n’est pas du texte lisible. Demandez la liste au format CSV, XLSX ou ODS.")]
    Binary,
    #[error(
        "Le classeur est abîmé et ne peut pas être ouvert. Ouvrez-le dans un tableur, enregistrez-le de nouveau au format .xlsx ou .ods, puis déposez-le."
    )]
    Damaged,
    #[error(
        "Le fichier XML est mal formé à la ligne {line}. Refaites l’export\u{a0}: celui-ci est sans doute incomplet."
    )]
    BrokenXml { line: u32 },
    #[error(
        "Le fichier XML déclare des entités, ce qui n’est pas accepté. Refaites l’export sans déclaration DOCTYPE."
    )]
    XmlEntities,
    #[error("Ce fichier XML ne contient pas de liste\u{a0}: aucun élément ne s’y répète. Vérifiez l’export.")]
    XmlWithoutRows,
    #[error("Le classeur n’a pas de feuille «\u{202f}{0}\u{202f}». Choisissez une autre feuille.")]
    NoSuchSheet(String),
    #[error(
        "Le fichier n’a rien à la ligne {0}, indiquée comme ligne des titres de colonnes. Indiquez une autre ligne."
    )]
    NoSuchHeader(u32),
}

/// « 12,5 Mo »: decimal megabytes, as file managers show them.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes / 100_000;
    match (tenths / 10, tenths % 10) {
        (0, 0) => format!("{}\u{a0}octets", thousands(bytes)),
        (whole, 0) => format!("{}\u{a0}Mo", thousands(whole)),
        (whole, tenth) => format!("{},{tenth}\u{a0}Mo", thousands(whole)),
    }
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

use super::setup::{self, Setup};
use super::{Failure, Outcome};
use db::Url;
use std::path::{Path, PathBuf};

/// Copie la base SQLite dans un fichier, sans arrêter le service
///
/// La copie est un instantané complet : pour restaurer, arrêtez Pupitre et mettez-la à la place de la base.
/// Avec PostgreSQL, utilisez pg_dump.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// Fichier à écrire ; il ne doit pas exister
    #[arg(value_name = "FICHIER")]
    file: PathBuf,
}

impl Backup {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let config = setup.config()?;
        if let Url::Postgres(_) = setup::url(&config)? {
            return Err(format!(
                "la base est sur PostgreSQL : sauvegardez-la avec ses outils, par exemple\n  pg_dump --format=custom --file={} \"{}\"\net restaurez-la avec pg_restore --clean --if-exists",
                self.file.display(),
                setup::shown(&config.database),
            )
            .into());
        }
        if self.file.exists() {
            return Err(format!("{} existe déjà : choisissez un autre nom", self.file.display()).into());
        }
        let app = setup.app_as_is().await?;
        let bytes = copy(&app.db, &self.file).await?;
        println!("Sauvegarde faite : {} ({} Kio).", self.file.display(), bytes.div_ceil(1024));
        Ok(())
    }
}

/// Writes the copy beside its place, then names it: a file that bears the name is whole.
async fn copy(db: &db::Db, file: &Path) -> Result<u64, Failure> {
    let failed = |e: &dyn std::fmt::Display| format!("la sauvegarde a échoué : {e}");
    let mut draft = file.as_os_str().to_owned();
    draft.push(".en-cours");
    let draft = PathBuf::from(draft);
    let name = draft.to_str().ok_or("le nom du fichier n’est pas en UTF-8")?.replace('\'', "''");
    db.script(&format!("VACUUM INTO '{name}'")).await.map_err(|e| failed(&e))?;
    only_for_its_owner(&draft).map_err(|e| failed(&e))?;
    std::fs::rename(&draft, file).map_err(|e| failed(&e))?;
    Ok(std::fs::metadata(file).map_err(|e| failed(&e))?.len())
}

/// A copy of the base holds names: the other accounts of the machine do not read it.
fn only_for_its_owner(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

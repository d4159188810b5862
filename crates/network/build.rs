//! Boils the communes of France down to one compact text, which `territories::geography` includes.
//!
//! Source: the npm package `@etalab/decoupage-administratif` (Code officiel géographique of INSEE, postcodes of La Poste,
//! Licence Ouverte), pinned in `assets/package.json` and fetched by `make assets`. Its files are never committed.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

const PACKAGE: &str = "../../assets/node_modules/@etalab/decoupage-administratif/data";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    CommuneActuelle,
    ArrondissementMunicipal,
    CommuneDeleguee,
    CommuneAssociee,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commune {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    kind: Kind,
    departement: String,
    #[serde(default)]
    arrondissement: String,
    #[serde(default)]
    codes_postaux: Vec<String>,
    #[serde(default)]
    population: u32,
    /// The commune that a former one now belongs to.
    chef_lieu: Option<String>,
    /// The city of a municipal arrondissement.
    commune: Option<String>,
    #[serde(default)]
    anciens_codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Arrondissement {
    code: String,
    nom: String,
    departement: String,
    chef_lieu: String,
}

#[derive(Deserialize)]
struct Grouping {
    code: String,
    membres: Vec<GroupingMember>,
}

#[derive(Deserialize)]
struct GroupingMember {
    code: String,
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={PACKAGE}");
    if !Path::new(PACKAGE).is_dir() {
        eprintln!("The communes of France are missing: run `make assets` (npm ci in assets/) first.");
        std::process::exit(1);
    }
    if let Err(error) = boil_down() {
        eprintln!("The communes of France cannot be read: {error}. Run `make assets` (npm ci in assets/) again.");
        std::process::exit(1);
    }
}

fn boil_down() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let departments = departments()?;
    let mut communes: Vec<Commune> = read("communes.json")?;
    communes.retain(|commune| departments.contains(&commune.departement));
    let mut arrondissements: Vec<Arrondissement> = read("arrondissements.json")?;
    arrondissements.retain(|arrondissement| departments.contains(&arrondissement.departement));

    fs::write(out.join("communes.txt"), communes_text(&communes, &groupings()?)?)?;
    fs::write(out.join("former_communes.txt"), former_communes_text(&communes)?)?;
    fs::write(out.join("arrondissements.txt"), arrondissements_text(&arrondissements)?)?;
    Ok(())
}

/// One line a commune or municipal arrondissement: code, name, département, arrondissement, grouping of communes, population,
/// city (of a municipal arrondissement), postcodes.
fn communes_text(communes: &[Commune], groupings: &HashMap<String, String>) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for commune in communes {
        let city = match commune.kind {
            Kind::CommuneActuelle => "",
            Kind::ArrondissementMunicipal => commune.commune.as_deref().unwrap_or_default(),
            Kind::CommuneDeleguee | Kind::CommuneAssociee => continue,
        };
        let grouping =
            groupings.get(&commune.code).or_else(|| groupings.get(city)).map(String::as_str).unwrap_or_default();
        writeln!(
            text,
            "{}\t{}\t{}\t{}\t{grouping}\t{}\t{city}\t{}",
            commune.code,
            on_screen(&commune.nom),
            commune.departement,
            commune.arrondissement,
            commune.population,
            commune.codes_postaux.join(" "),
        )?;
    }
    Ok(text)
}

/// Names and codes that are no longer a commune's but still stand on lists: code, name (may be empty), commune of today.
fn former_communes_text(communes: &[Commune]) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for commune in communes {
        if let Some(today) = &commune.chef_lieu {
            writeln!(text, "{}\t{}\t{today}", commune.code, on_screen(&commune.nom))?;
        }
        for code in &commune.anciens_codes {
            writeln!(text, "{code}\t\t{}", commune.code)?;
        }
    }
    Ok(text)
}

/// One line an arrondissement: code, name, département, code of its chef-lieu.
fn arrondissements_text(arrondissements: &[Arrondissement]) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    for a in arrondissements {
        writeln!(text, "{}\t{}\t{}\t{}", a.code, on_screen(&a.nom), a.departement, a.chef_lieu)?;
    }
    Ok(text)
}

/// Commune → the grouping (EPCI) it belongs to; around Paris the établissement public territorial, which is nearer to people.
fn groupings() -> Result<HashMap<String, String>, Box<dyn Error>> {
    let mut of = HashMap::new();
    for file in ["epci.json", "ept.json"] {
        for grouping in read::<Vec<Grouping>>(file)? {
            of.extend(grouping.membres.into_iter().map(|member| (member.code, grouping.code.clone())));
        }
    }
    Ok(of)
}

/// The départements and optional overseas collectivities that the tree of territories knows: uninhabited lands are left out.
fn departments() -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut codes = BTreeSet::new();
    for file in ["data/territories.csv", "data/territories_com.csv"] {
        println!("cargo:rerun-if-changed={file}");
        let text = fs::read_to_string(file)?;
        codes.extend(text.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned));
    }
    Ok(codes)
}

/// French typography: « L’Île-d’Yeu ».
fn on_screen(name: &str) -> String {
    name.replace('\'', "’")
}

fn read<T: DeserializeOwned>(file: &str) -> Result<T, Box<dyn Error>> {
    let path = Path::new(PACKAGE).join(file);
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

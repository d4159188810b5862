//! Lists as they come, of invented people: the national list in Windows-1252, with semicolons and CRLF.

/// A line of a national list.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub ine: String,
    pub last_name: String,
    pub first_name: String,
    pub sex: String,
    pub born: String,
    pub address: String,
    pub postcode: String,
    pub commune: String,
    pub phone: String,
    pub guardian: String,
    pub guardian_phone: String,
    pub formation: String,
    pub left: String,
}

pub const HEADER: &str = "INE;NOM;PRENOM1;SEXE;DATE NAISSANCE;ADRESSE;CODE POSTAL;COMMUNE;TEL;RESP1 NOM;RESP1 TEL;UAI;ETABLISSEMENT;FORMATION;DATE SORTIE;NATIONALITE;CODE_LOT";

impl Line {
    pub fn new(last_name: &str, first_name: &str, born: &str) -> Self {
        Line { last_name: last_name.into(), first_name: first_name.into(), born: born.into(), ..Line::default() }
    }

    pub fn ine(self, ine: &str) -> Self {
        Line { ine: ine.into(), ..self }
    }

    pub fn phone(self, phone: &str) -> Self {
        Line { phone: phone.into(), ..self }
    }

    pub fn left(self, left: &str) -> Self {
        Line { left: left.into(), ..self }
    }

    fn text(&self) -> String {
        [
            &self.ine,
            &self.last_name,
            &self.first_name,
            &self.sex,
            &self.born,
            &self.address,
            &self.postcode,
            &self.commune,
            &self.phone,
            &self.guardian,
            &self.guardian_phone,
            "0290012C",
            "Lycée Vauban",
            &self.formation,
            &self.left,
            "100",
            "7",
        ]
        .join(";")
    }
}

pub fn siei(lines: &[Line]) -> Vec<u8> {
    let rows: Vec<String> = lines.iter().map(Line::text).collect();
    text(HEADER, &rows)
}

/// A header and rows, as an office's program writes them.
pub fn text(header: &str, rows: &[String]) -> Vec<u8> {
    let whole =
        std::iter::once(header.to_owned()).chain(rows.iter().cloned()).map(|row| row + "\r\n").collect::<String>();
    windows_1252(&whole)
}

fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a character of Latin-1")).collect()
}

pub fn yanis() -> Line {
    Line {
        sex: "1".into(),
        address: "14 rue du Port".into(),
        postcode: "29200".into(),
        commune: "BREST".into(),
        guardian: "LE GOFF Nadia".into(),
        guardian_phone: "0639986618".into(),
        formation: "1ERPRO MELEC".into(),
        ..Line::new("LE GOFF", "Yanis", "09/03/2009")
    }
    .ine("080514237KD")
    .phone("06 39 98 51 03")
    .left("02/10/2026")
}

pub fn ines() -> Line {
    Line { sex: "2".into(), formation: "TLE GENERALE".into(), ..Line::new("BOUZID", "Inès", "14/07/2008") }
        .ine("081204773HB")
        .left("12/09/2026")
}

pub fn kilian() -> Line {
    Line::new("MÉVEL-RIOUAL", "Kilian", "21/08/2007").left("15/06/2026")
}

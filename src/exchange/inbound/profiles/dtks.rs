//! DTKS or DTSEN, as provinces exchange it. People go to the vault; that they stand on the list, and
//! whether the civil registry knows them, is a check of eligibility that names the version.

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::proposal::EligibilityChecked;
use jejak_events::vocabulary::{Dataset, Outcome, Reason, RecipientType};
use jejak_events::{Code, Date, Region, Rupiah};

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::places::{self, Places};
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::people::{People, fault, is_domicile, joined};
use super::{never, of_person, optional, required};
use crate::said::{Said, said};
use crate::vault::{Person, Sex};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    of_person(optional("iddtks", Kind::Text, &["id dtks", "id_dtks", "id dtsen", "idbdt", "id_prelist"], ("number on the list; an alias, never a key", "nomor pada daftar; alias, bukan kunci"))),
    optional("provinsi", Kind::Text, &["nama provinsi", "prop", "propinsi"], ("province", "provinsi")),
    optional("kabupaten_kota", Kind::Text, &["kabupaten/kota", "kab/kota", "kabupaten", "kab_kota"], ("kabupaten or kota, with the word before it", "kabupaten atau kota, dengan katanya di depan")),
    optional("kecamatan", Kind::Text, &["kec"], ("kecamatan", "kecamatan")),
    optional("desa_kelurahan", Kind::Text, &["desa/kelurahan", "desa/kel", "kelurahan", "desa"], ("desa or kelurahan", "desa atau kelurahan")),
    optional("kode_wilayah", Kind::Region, &["kode desa", "kode kemendagri"], ("code of the village or district, in the place of names", "kode desa atau kecamatan, sebagai ganti nama")),
    of_person(optional("alamat", Kind::Text, &["alamat lengkap"], ("address", "alamat"))),
    of_person(optional("dusun", Kind::Text, &["nama dusun"], ("dusun", "dusun"))),
    of_person(optional("rt", Kind::Text, &[], ("RT", "RT"))),
    of_person(optional("rw", Kind::Text, &[], ("RW", "RW"))),
    of_person(optional("nomor_kk", Kind::Sixteen, &["no kk", "no_kk", "kk"], ("number of the household card", "nomor kartu keluarga"))),
    of_person(required("nomor_nik", Kind::Sixteen, &["nik", "no nik", "no_nik"], ("NIK", "NIK"))),
    of_person(required("nama", Kind::Text, &["nama lengkap", "nama art", "nama krt"], ("name", "nama"))),
    of_person(optional("tanggal_lahir", Kind::Day, &["tgl lahir", "tgl_lahir"], ("day of birth", "tanggal lahir"))),
    of_person(optional("tempat_lahir", Kind::Text, &["tmp lahir", "tmp_lahir"], ("place of birth", "tempat lahir"))),
    of_person(optional("jenis_kelamin", Kind::Text, &["jk", "l/p", "kelamin"], ("L or P", "L atau P"))),
    of_person(optional("nama_ibu_kandung", Kind::Text, &["ibu kandung", "nama ibu"], ("name of the mother", "nama ibu kandung"))),
    of_person(optional("hubungan_keluarga", Kind::Text, &["hub keluarga", "hubungan", "shdk"], ("place in the household", "hubungan keluarga"))),
    optional("tahun_data", Kind::Count, &["tahun"], ("year of the data", "tahun data")),
    of_person(optional("jenis_pmks", Kind::Text, &["pmks", "ppks", "jenis ppks"], ("kind of PMKS/PPKS", "jenis PMKS/PPKS"))),
    of_person(optional("pekerjaan", Kind::Text, &[], ("work", "pekerjaan"))),
    of_person(optional("keterangan_padan", Kind::Text, &["padan", "status padan", "ket padan", "padan dukcapil"], ("PADAN or TIDAK PADAN: what the civil registry says", "PADAN atau TIDAK PADAN menurut Dukcapil"))),
    of_person(optional("bansos_bpnt", Kind::Text, &["bpnt", "sembako"], ("whether BPNT/Sembako is received", "menerima BPNT/Sembako"))),
    of_person(optional("bansos_pkh", Kind::Text, &["pkh"], ("whether PKH is received", "menerima PKH"))),
    of_person(optional("bansos_bpnt_ppkm", Kind::Text, &["bpnt ppkm"], ("whether BPNT-PPKM is received", "menerima BPNT-PPKM"))),
    of_person(optional("pbi_jkn", Kind::Text, &["pbi", "pbi jk", "pbi-jkn"], ("whether insured as PBI-JKN", "terdaftar PBI-JKN"))),
];

const PLACES: places::Columns = places::Columns {
    code: "kode_wilayah",
    regency: "kabupaten_kota",
    district: "kecamatan",
    village: "desa_kelurahan",
};

/// Columns from which fields of the vault come.
const FIELDS: &[(&str, &str)] = &[
    ("name", "nama"),
    ("nik", "nomor_nik"),
    ("reference", "iddtks"),
    ("kk", "nomor_kk"),
    ("address", "alamat"),
    ("note", "pekerjaan"),
];

#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    Setting { name: "programme", required: true, means: ("the programme for which standing on the list is checked, by its code", "program yang kelayakannya diperiksa terhadap daftar, dengan kodenya") },
    Setting { name: "list", required: false, means: ("dtsen (when absent), dtks or regsosek", "dtsen (bila tidak disebut), dtks atau regsosek") },
    Setting { name: "region", required: false, means: ("the kabupaten, kota or kecamatan in which names are looked up, for a list that does not say it", "kabupaten, kota atau kecamatan tempat nama dicari, bila daftar tidak menyebutnya") },
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "dtks",
    title: ("DTKS, DTSEN or Regsosek", "DTKS, DTSEN atau Regsosek"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: true,
    manner: Manner::Opened,
    dataset,
    begin,
    is_note: never,
};

fn dataset(order: &Order<'_>) -> Dataset {
    list(order).unwrap_or(Dataset::Dtsen)
}

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    list(order)?;
    let programme: Code = order.needed("programme")?;
    let within: Option<Region> = order.setting("region")?;
    let recipient_type = desk.state(|state| {
        state.reference.programmes.get(&programme).map(|known| known.recipient_type)
    });
    if recipient_type.is_none() {
        return Err(InboundError::Usage(said!(
            "--set programme: expected a registered programme, found {programme}",
            "--set programme: seharusnya program yang terdaftar, ditemukan {programme}"
        )));
    }
    Ok(Box::new(List {
        desk: *desk,
        people: People::new(desk, "dtks", order.dry_run),
        places: desk.state(|state| Places::of(state, within)),
        programme,
        position: order.position.unwrap_or(desk.today),
    }))
}

/// Which list it is.
fn list(order: &Order<'_>) -> Result<Dataset, InboundError> {
    match order.setting::<String>("list")?.as_deref() {
        None | Some("dtsen") => Ok(Dataset::Dtsen),
        Some("dtks") => Ok(Dataset::Dtks),
        Some("regsosek") => Ok(Dataset::Regsosek),
        Some(other) => {
            let found = jejak_events::parse::Found::quote(other);
            Err(InboundError::Usage(said!(
                "--set list: expected dtsen, dtks or regsosek, found {found}",
                "--set list: seharusnya dtsen, dtks atau regsosek, ditemukan {found}"
            )))
        }
    }
}

struct List<'a> {
    desk: Desk<'a>,
    people: People<'a>,
    places: Places,
    programme: Code,
    position: Date,
}

impl Taking for List<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let mut wrong = Vec::new();
        match self.places.of_row(row, PLACES) {
            Ok(region) if is_domicile(region) => {
                if !self.desk.state(|state| state.reference.regions.contains(&region)) {
                    let expected = said!("a registered region", "wilayah yang terdaftar");
                    wrong.push(Problem::new("kode_wilayah", expected, Said::same(region)));
                }
            }
            Ok(region) => {
                let expected =
                    said!("a desa, kelurahan or kecamatan", "desa, kelurahan atau kecamatan");
                wrong.push(Problem::new("desa_kelurahan", expected, Said::same(region)));
            }
            Err(problem) => wrong.push(problem),
        }
        wrong.extend(sex(row).err());
        wrong.extend(registry(row).err());
        wrong.extend(self.known_by(row));
        if wrong.is_empty() {
            wrong.extend(self.person(row).and_then(|person| fault(&person, FIELDS)));
        }
        wrong
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.position }
    }

    fn drafts(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let people: Vec<(usize, Person)> =
            rows.iter().filter_map(|row| Some((row.number, self.person(row)?))).collect();
        let (ids, mut drafts) = self.people.add(&people)?;
        for (row, recipient) in rows.iter().zip(ids) {
            let matched = registry(row).unwrap_or_default() != Some(false);
            let (outcome, reason) = if matched {
                (Outcome::Accepted, None)
            } else {
                (Outcome::Rejected, Some(Reason::NikMismatch))
            };
            let programme = self.programme.clone();
            let event = EligibilityChecked { recipient, programme, data, outcome, reason };
            drafts.push((row.number, self.desk.draft(event)));
        }
        Ok(drafts)
    }

    fn trial(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let asking = self.people.asking();
        let kept = std::mem::replace(&mut self.people, asking);
        let drafts = self.drafts(rows, data);
        self.people = kept;
        drafts
    }

    fn notes(&self) -> Vec<Said> {
        self.people.notes()
    }
}

impl List<'_> {
    /// A NIK that cannot be one person's leads to nobody: then the number on the list must.
    fn known_by(&self, row: &Row) -> Option<Problem> {
        let nik = row.text("nomor_nik")?;
        let fault = crate::exchange::matchlist::fault(&nik, self.desk.today)?;
        row.text("iddtks").is_none().then(|| {
            let expected = said!(
                "a NIK that can be one person's, or the number on the list in `iddtks`",
                "NIK yang bisa milik satu orang, atau nomor daftar di `iddtks`"
            );
            let (en, id) = (fault.label_en(), fault.label_id());
            Problem::new("nomor_nik", expected, Said { en: en.to_owned(), id: id.to_owned() })
        })
    }

    fn person(&self, row: &Row) -> Option<Person> {
        let address = joined(&[
            ("", row.text("alamat")),
            ("dusun ", row.text("dusun")),
            ("RT ", row.text("rt")),
            ("RW ", row.text("rw")),
        ]);
        let note = joined(&[
            ("lahir di ", row.text("tempat_lahir")),
            ("ibu ", row.text("nama_ibu_kandung")),
            ("hubungan ", row.text("hubungan_keluarga")),
            ("pekerjaan ", row.text("pekerjaan")),
            ("PMKS ", row.text("jenis_pmks")),
            ("BPNT ", row.text("bansos_bpnt")),
            ("PKH ", row.text("bansos_pkh")),
            ("BPNT-PPKM ", row.text("bansos_bpnt_ppkm")),
            ("PBI-JKN ", row.text("pbi_jkn")),
            ("tahun ", row.count("tahun_data").map(|year| year.to_string())),
        ]);
        Some(Person {
            nik: row.text("nomor_nik"),
            document: None,
            reference: row.text("iddtks").map(|number| format!("DTKS {number}")),
            name: row.text("nama")?,
            recipient_type: Some(RecipientType::Individual),
            region: self.places.of_row(row, PLACES).ok(),
            birth_date: row.day("tanggal_lahir"),
            sex: sex(row).ok().flatten(),
            kk: row.text("nomor_kk"),
            kk_since: None,
            accounts: Vec::new(),
            address,
            phone: None,
            note: note.map(shortened),
            registry: registry(row).ok().flatten(),
        })
    }
}

/// A note of at most as many bytes as the vault keeps.
fn shortened(mut note: String) -> String {
    while note.len() > crate::vault::FIELD_BYTES_MAX {
        note.pop();
    }
    note
}

fn sex(row: &Row) -> Result<Option<Sex>, Problem> {
    let Some(written) = row.text("jenis_kelamin") else { return Ok(None) };
    match plain(&written).as_str() {
        "l" | "lk" | "lakilaki" | "pria" | "1" => Ok(Some(Sex::Male)),
        "p" | "pr" | "perempuan" | "wanita" | "2" => Ok(Some(Sex::Female)),
        _ => {
            let expected = said!("L or P", "L atau P");
            let found = super::super::value::shape(&written);
            Err(Problem::new("jenis_kelamin", expected, found))
        }
    }
}

/// What the civil registry said, where the list says it.
fn registry(row: &Row) -> Result<Option<bool>, Problem> {
    let Some(written) = row.text("keterangan_padan") else { return Ok(None) };
    match plain(&written).as_str() {
        "padan" | "ya" | "1" | "sudahpadan" => Ok(Some(true)),
        "tidakpadan" | "tidak" | "0" => Ok(Some(false)),
        "belumpadan" | "belumdipadankan" => Ok(None),
        _ => {
            let expected =
                said!("PADAN, TIDAK PADAN or BELUM PADAN", "PADAN, TIDAK PADAN atau BELUM PADAN");
            let found = super::super::value::shape(&written);
            Err(Problem::new("keterangan_padan", expected, found))
        }
    }
}

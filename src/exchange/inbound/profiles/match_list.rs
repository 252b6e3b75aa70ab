//! Lists to be compared with the vault: the dead, civil servants, staff. The numbers stay in the
//! vault; out come the ids that stand on the list.

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::vocabulary::Dataset;
use jejak_events::{Date, Rupiah};
use zeroize::Zeroizing;

use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::{never, of_person, optional, required};
use crate::exchange::matchlist;
use crate::said::{Said, said};
use crate::vault::{ListKind, ListRow, Match};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    of_person(required("nik", Kind::Sixteen, &["no nik", "nomor nik", "no_nik", "nomor_nik"], ("NIK", "NIK"))),
    of_person(optional("tanggal_meninggal", Kind::Day, &["tgl meninggal", "tgl_meninggal", "tanggal wafat", "date"], ("day of death, needed on a list of the dead", "tanggal meninggal, wajib pada daftar kematian"))),
];

const SETTINGS: &[Setting] = &[Setting {
    name: "kind",
    required: true,
    means: (
        "what the list is of: deceased, asn, staff, ahu or wage",
        "isi daftarnya: deceased (kematian), asn atau staff (petugas)",
    ),
}];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "match-list",
    title: ("list of the dead, of civil servants or of staff", "daftar kematian, ASN atau petugas"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: true,
    manner: Manner::AtOnce,
    dataset,
    begin,
    is_note: never,
};

fn dataset(order: &Order<'_>) -> Dataset {
    match kind(order) {
        Ok(ListKind::Deceased) | Err(_) => Dataset::Deceased,
        Ok(ListKind::Asn) => Dataset::CivilServants,
        Ok(ListKind::Staff) => Dataset::Staff,
        Ok(ListKind::Ahu) => Dataset::CompanyOfficers,
        Ok(ListKind::Wage) => Dataset::Wages,
    }
}

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    file: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    Ok(Box::new(Matching {
        desk: *desk,
        kind: kind(order)?,
        version: order.version.map_or_else(|| desk.today.to_string(), str::to_owned),
        position: order.position.unwrap_or(desk.today),
        file,
        dry_run: order.dry_run,
        rows: Vec::new(),
        matches: 0,
    }))
}

fn kind(order: &Order<'_>) -> Result<ListKind, InboundError> {
    let asked: String = order.needed("kind")?;
    let mut kinds = ListKind::ALL.iter().copied();
    kinds.find(|kind| kind.word() == asked).ok_or_else(|| {
        let found = jejak_events::parse::Found::quote(&asked);
        InboundError::Usage(said!(
            "--set kind: expected deceased, asn, staff, ahu or wage, found {found}",
            "--set kind: seharusnya deceased, asn, staff, ahu atau wage, ditemukan {found}"
        ))
    })
}

struct Matching<'a> {
    desk: Desk<'a>,
    kind: ListKind,
    version: String,
    position: Date,
    file: Bytes32,
    dry_run: bool,
    rows: Vec<ListRow>,
    matches: usize,
}

impl Taking for Matching<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let nik = Zeroizing::new(row.text("nik").unwrap_or_default());
        let fault = matchlist::fault(&nik, self.desk.today).map(|fault| {
            let expected = said!(
                "the 16 digits of one person's NIK, as text",
                "16 digit NIK satu orang, sebagai teks"
            );
            let (en, id) = (fault.label_en().to_owned(), fault.label_id().to_owned());
            Problem::new("nik", expected, Said { id, en })
        });
        let died = row.day("tanggal_meninggal");
        let day = match (self.kind, died) {
            (ListKind::Deceased, None) => Some(nothing()),
            (ListKind::Deceased, Some(day)) if day > self.desk.today => {
                Some(said!("a later day", "hari kemudian"))
            }
            _ => None,
        };
        let day = day.map(|found| {
            let expected = said!("a day, not after today", "tanggal, tidak setelah hari ini");
            Problem::new("tanggal_meninggal", expected, found)
        });
        fault.into_iter().chain(day).collect()
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.position }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let dated = self.kind == ListKind::Deceased;
        self.rows.extend(rows.iter().filter_map(|row| {
            let date = row.day("tanggal_meninggal").filter(|_| dated);
            Some(ListRow { nik: Zeroizing::new(row.text("nik")?), date })
        }));
        Ok(Vec::new())
    }

    fn closing(&mut self) -> Result<OfRows, InboundError> {
        let matches = self.matches()?;
        self.matches = matches.len();
        let data = ExternalDataRef::in_batch(0);
        let drafts =
            matches.iter().map(|found| (0, self.desk.draft(matchlist::event(found, data))));
        Ok(drafts.collect())
    }

    fn notes(&self) -> Vec<Said> {
        let found = self.matches;
        vec![said!(
            "{found} people of the vault stand on the list",
            "{found} orang di brankas ada pada daftar"
        )]
    }
}

impl Matching<'_> {
    fn matches(&self) -> Result<Vec<Match>, InboundError> {
        let vault = self.desk.vault("match-list")?;
        let matches = if self.dry_run {
            vault.would_match(&self.rows)?
        } else {
            let days = (self.desk.today, self.position);
            // The mark stands for the file: it is the same for the same bytes.
            vault.import_list(self.kind, &self.version, days, &self.file.0, &self.rows)?.matches
        };
        let known = |found: &Match| {
            self.desk.state(|state| state.proposal.recipients.contains(&found.recipient))
        };
        let missing = matches.iter().filter(|found| !known(found)).count();
        if missing == 0 {
            return Ok(matches);
        }
        Err(InboundError::Refused(said!(
            "{missing} people of the vault who stand on the list are not registered in the ledger: \
             repeat the command that was interrupted when they were added, then this one",
            "{missing} orang di brankas yang ada pada daftar belum terdaftar di buku: ulangi \
             perintah yang terputus saat mereka ditambahkan, lalu perintah ini"
        )))
    }
}

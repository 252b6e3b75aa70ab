//! The annex of a decree, by name and address (BNBA). People go to the vault, those whom the ledger
//! does not know are registered, and every row is designated in a decree that is open.

use jejak_events::decree::{DecreeClosed, RecipientDesignated};
use jejak_events::ids::{Bytes32, DecreeRef, ExternalDataRef, LineRef, RecipientId, Token};
use jejak_events::vocabulary::{Dataset, RecipientType};
use jejak_events::{Region, Rupiah};

use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::places::{self, Places};
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::people::{People, fault, is_domicile, joined};
use super::{never, object, of_person, optional, required};
use crate::said::{Said, said};
use crate::vault::{Person, TokenKind};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    optional("no", Kind::Count, &["nomor", "no urut", "nomor urut"], ("number of the row in the annex; the row's place where it is missing", "nomor baris pada lampiran; urutan baris bila tidak ada")),
    of_person(required("nama", Kind::Text, &["nama lengkap", "nama penerima", "nama kpm", "nama penerima manfaat", "nama pengurus"], ("name", "nama"))),
    of_person(optional("nik", Kind::Sixteen, &["no nik", "nomor nik", "no ktp", "nik ktp", "nomor induk kependudukan"], ("NIK; a row without it is found by decree and number", "NIK; baris tanpa NIK dikenal dari SK dan nomornya"))),
    of_person(optional("no_kk", Kind::Sixteen, &["kk", "nomor kk", "no kartu keluarga", "nomor kartu keluarga"], ("number of the household card", "nomor kartu keluarga"))),
    of_person(optional("alamat", Kind::Text, &["alamat lengkap", "alamat domisili"], ("address", "alamat"))),
    of_person(optional("rt_rw", Kind::Text, &["rt/rw", "rt / rw", "rt-rw"], ("RT and RW", "RT dan RW"))),
    optional("desa", Kind::Text, &["desa/kel", "desa/kelurahan", "desa / kelurahan", "kelurahan/desa", "kelurahan", "kel/desa", "desa kelurahan"], ("desa or kelurahan", "desa atau kelurahan")),
    optional("kecamatan", Kind::Text, &["kec"], ("kecamatan", "kecamatan")),
    optional("kab_kota", Kind::Text, &["kab/kota", "kabupaten/kota", "kabupaten", "kota", "kabupaten / kota", "kabupaten kota"], ("kabupaten or kota, with the word before it", "kabupaten atau kota, dengan katanya di depan")),
    optional("kode_wilayah", Kind::Region, &["kode desa", "kode kemendagri", "kode wilayah desa"], ("code of the village or district, in the place of names", "kode desa atau kecamatan, sebagai ganti nama")),
    of_person(optional("no_rek", Kind::Digits, &["no rekening", "nomor rekening", "norek", "rekening", "no. rek"], ("bank account", "nomor rekening"))),
    of_person(optional("bank", Kind::Text, &["nama bank", "bank penyalur"], ("bank", "bank"))),
    required("nilai", Kind::Money, &["nilai bantuan", "jumlah bantuan", "besaran", "nominal", "jumlah", "jumlah uang", "nilai (rp)", "uang yang diterima", "besar bantuan"], ("amount over all tranches", "nilai untuk semua tahap")),
    of_person(optional("keterangan", Kind::Text, &["ket", "catatan"], ("note", "keterangan"))),
];

const PLACES: places::Columns = places::Columns {
    code: "kode_wilayah",
    regency: "kab_kota",
    district: "kecamatan",
    village: "desa",
};

/// Columns from which fields of the vault come.
const FIELDS: &[(&str, &str)] = &[
    ("name", "nama"),
    ("nik", "nik"),
    ("reference", "nik"),
    ("kk", "no_kk"),
    ("address", "alamat"),
    ("note", "keterangan"),
    ("accounts", "no_rek"),
];

#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    Setting {
        name: "decree",
        required: true,
        means: (
            "the decree, by the number of the event that opened it; it must be open",
            "SK, dengan nomor kejadian yang membukanya; harus masih terbuka",
        ),
    },
    Setting {
        name: "line",
        required: true,
        means: (
            "the budget line that pays, by the number of the event that opened it",
            "baris anggaran yang membayar, dengan nomor kejadian yang membukanya",
        ),
    },
    Setting {
        name: "tranches",
        required: false,
        means: (
            "number of tranches, 1 to 64; 1 when absent",
            "banyaknya tahap, 1 sampai 64; 1 bila tidak disebut",
        ),
    },
    Setting {
        name: "region",
        required: false,
        means: (
            "the kabupaten, kota or kecamatan in which names are looked up, for a list that does not say it",
            "kabupaten, kota atau kecamatan tempat nama dicari, bila daftar tidak menyebutnya",
        ),
    },
    Setting {
        name: "close",
        required: false,
        means: (
            "yes or no: whether the decree is closed after the last row; yes when absent",
            "yes atau no: apakah SK ditutup setelah baris terakhir; yes bila tidak disebut",
        ),
    },
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "bnba",
    title: (
        "annex of a decree, by name and address (BNBA)",
        "lampiran SK by name by address (BNBA)",
    ),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: true,
    manner: Manner::Gradual,
    dataset: |_| Dataset::DecreeAnnex,
    begin,
    is_note: never,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let decree = object(order, "decree", |seq| {
        desk.state(|state| state.decree.decrees.get(&seq).is_some_and(|it| !it.closed))
    })?;
    let line = object(order, "line", |seq| desk.state(|state| state.budget.lines.contains(&seq)))?;
    let within: Option<Region> = order.setting("region")?;
    let tranches: Option<u8> = order.setting("tranches")?;
    let (number, recipient_type) = desk.state(|state| {
        let decree = state.decree.decrees.get(&decree);
        let programme = decree.and_then(|it| state.reference.programmes.get(&it.programme));
        let number = decree.map_or_else(String::new, |decree| decree.number.clone());
        (number, programme.map(|programme| programme.recipient_type))
    });
    Ok(Box::new(Annex {
        desk: *desk,
        people: People::new(desk, "bnba", order.dry_run),
        places: desk.state(|state| Places::of(state, within)),
        decree: DecreeRef(decree),
        decree_number: number,
        recipient_type,
        line: LineRef(line),
        tranches: tranches.unwrap_or(1),
        closes: closes(order)?,
        looked_at: 0,
        sum: 0,
        counted: (0, 0),
    }))
}

fn closes(order: &Order<'_>) -> Result<bool, InboundError> {
    match order.setting::<String>("close")?.as_deref() {
        None | Some("yes") => Ok(true),
        Some("no") => Ok(false),
        Some(other) => {
            let found = jejak_events::parse::Found::quote(other);
            Err(InboundError::Usage(said!(
                "--set close: expected yes or no, found {found}",
                "--set close: seharusnya yes atau no, ditemukan {found}"
            )))
        }
    }
}

struct Annex<'a> {
    desk: Desk<'a>,
    people: People<'a>,
    places: Places,
    decree: DecreeRef,
    decree_number: String,
    recipient_type: Option<RecipientType>,
    line: LineRef,
    tranches: u8,
    closes: bool,
    looked_at: u32,
    /// Sen of the rows that were looked at.
    sum: i128,
    /// Rows and sen that are drafted now.
    counted: (u32, i128),
}

impl Taking for Annex<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        self.looked_at = self.looked_at.saturating_add(1);
        let mut wrong = Vec::new();
        match row.money("nilai") {
            Some(amount) if amount.is_positive() && amount.is_whole_rupiah() => {
                self.sum = self.sum.saturating_add(i128::from(amount.sen()));
            }
            amount => {
                let expected = said!("whole rupiah above zero", "rupiah bulat di atas nol");
                let found = amount.map_or_else(nothing, |amount| Said::same(amount.id_id()));
                wrong.push(Problem::new("nilai", expected, found));
            }
        }
        match self.places.of_row(row, PLACES) {
            Ok(region) if is_domicile(region) => {
                wrong.extend(self.registered(region));
                let person = self.person(row).ok();
                wrong.extend(person.and_then(|person| fault(&person, FIELDS)));
            }
            Ok(region) => {
                let expected =
                    said!("a desa, kelurahan or kecamatan", "desa, kelurahan atau kecamatan");
                wrong.push(Problem::new("desa", expected, Said::same(region)));
            }
            Err(problem) => wrong.push(problem),
        }
        if row.text("no_rek").is_some() && row.text("bank").is_none() {
            wrong.push(Problem::new(
                "bank",
                said!("the bank of the account", "bank rekeningnya"),
                nothing(),
            ));
        }
        wrong
    }

    fn stated(&self) -> Stated {
        let total = i64::try_from(self.sum).map_or(Rupiah::ZERO, Rupiah::from_sen);
        let signed = self
            .desk
            .state(|state| state.decree.decrees.get(&self.decree.0).map(|decree| decree.signed_on));
        Stated { total, from: None, position: signed.unwrap_or(self.desk.today) }
    }

    fn recorded_since(&self, opened: u64) -> u64 {
        let count = self.desk.state(|state| {
            let rows = state.decree.designations.iter();
            rows.filter(|(seq, row)| *seq > opened && row.decree == self.decree.0).count()
        });
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let people: Result<Vec<(usize, Person)>, InboundError> =
            rows.iter().map(|row| Ok((row.number, self.person(row)?))).collect();
        let (ids, mut drafts) = self.people.add(&people?)?;
        let accounts = self.accounts(rows, &ids)?;
        for ((row, recipient), account) in rows.iter().zip(ids).zip(accounts) {
            let amount = row.money("nilai").unwrap_or_default();
            self.counted.0 = self.counted.0.saturating_add(1);
            self.counted.1 = self.counted.1.saturating_add(i128::from(amount.sen()));
            let event = RecipientDesignated {
                decree: self.decree,
                recipient,
                line: self.line,
                amount,
                tranches: self.tranches,
                number: annex_number(row),
                region: self.region(row)?,
                account,
            };
            drafts.push((row.number, self.desk.draft(event)));
        }
        Ok(drafts)
    }

    fn trial(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let asking = self.people.asking();
        let (kept, counted) = (std::mem::replace(&mut self.people, asking), self.counted);
        let drafts = self.drafts(rows, data);
        (self.people, self.counted) = (kept, counted);
        drafts
    }

    fn closing(&mut self) -> Result<OfRows, InboundError> {
        if !self.closes {
            return Ok(Vec::new());
        }
        // Rows that are recorded already, of this file or others, close with those of the last
        // request: everything that was drafted before it is in the state.
        let (count, sen) = self.desk.state(|state| {
            let decree = state.decree.decrees.get(&self.decree.0);
            decree.map_or((0, 0), |decree| (decree.count, decree.sen))
        });
        let (waiting, waiting_sen) = self.counted;
        let total = i128::from(sen).saturating_add(waiting_sen);
        let total = i64::try_from(total).map_or(Rupiah::ZERO, Rupiah::from_sen);
        let count = count.saturating_add(waiting);
        let event = DecreeClosed { decree: self.decree, count, total };
        Ok(vec![(0, self.desk.draft(event))])
    }

    fn sent(&mut self) {
        self.counted = (0, 0);
    }

    fn notes(&self) -> Vec<Said> {
        let mut notes = self.people.notes();
        let stated = self.desk.state(|state| {
            let decree = state.decree.decrees.get(&self.decree.0);
            decree.map(|decree| (decree.stated_count, Rupiah::from_sen(decree.stated_sen)))
        });
        if let Some((count, total)) = stated {
            let rows = self.looked_at;
            let sum = i64::try_from(self.sum).map_or(Rupiah::ZERO, Rupiah::from_sen);
            let (total, sum) = (total.id_id(), sum.id_id());
            notes.push(said!(
                "the decree states {count} rows and {total}; this file has {rows} and {sum}",
                "SK menyebut {count} baris dan {total}; berkas ini berisi {rows} dan {sum}"
            ));
        }
        notes
    }
}

impl Annex<'_> {
    fn registered(&self, region: Region) -> Option<Problem> {
        let known = self.desk.state(|state| state.reference.regions.contains(&region));
        (!known).then(|| {
            let expected = said!("a registered region", "wilayah yang terdaftar");
            Problem::new("kode_wilayah", expected, Said::same(region))
        })
    }

    /// A row was looked at before: its place is known.
    fn region(&self, row: &Row) -> Result<Region, InboundError> {
        self.places.of_row(row, PLACES).map_err(|problem| {
            let number = row.number;
            InboundError::Refused(problem.found.after(format_args!("{number}")))
        })
    }

    fn person(&self, row: &Row) -> Result<Person, InboundError> {
        let place = [row.text("desa"), row.text("kecamatan"), row.text("kab_kota")];
        let [village, district, regency] = place;
        let address = joined(&[
            ("", row.text("alamat")),
            ("RT/RW ", row.text("rt_rw")),
            ("", village),
            ("", district),
            ("", regency),
        ]);
        // Who has no NIK of their own is found by decree and number, which nobody else has.
        let reference = format!("{} {}", self.decree_number, annex_number(row));
        Ok(Person {
            nik: row.text("nik"),
            document: None,
            reference: Some(reference),
            name: row.text("nama").unwrap_or_default(),
            recipient_type: self.recipient_type,
            region: Some(self.region(row)?),
            birth_date: None,
            sex: None,
            kk: row.text("no_kk"),
            kk_since: None,
            accounts: account(row).into_iter().collect(),
            address,
            phone: None,
            note: row.text("keterangan"),
            registry: None,
        })
    }

    fn accounts(
        &self,
        rows: &[Row],
        ids: &[RecipientId],
    ) -> Result<Vec<Option<Token>>, InboundError> {
        let vault = self.desk.vault("bnba")?;
        let written: Vec<Option<String>> = rows.iter().map(account).collect();
        let of: Vec<(String, RecipientId)> =
            written.iter().zip(ids).filter_map(|(text, id)| Some((text.clone()?, *id))).collect();
        let tokens = if self.people.only_asks() {
            let values: Vec<String> = of.into_iter().map(|(value, _)| value).collect();
            vault.would_tokens_for(TokenKind::Account, &values)?
        } else {
            vault.tokens_of(TokenKind::Account, &of)?
        };
        let mut tokens = tokens.into_iter();
        Ok(written.iter().map(|text| text.as_ref().and_then(|_| tokens.next())).collect())
    }
}

/// The number in the annex, or the row's place in the file.
fn annex_number(row: &Row) -> u32 {
    let written = row.count("no").and_then(|number| u32::try_from(number).ok());
    written.unwrap_or_else(|| u32::try_from(row.number).unwrap_or(u32::MAX))
}

/// Bank and number, as accounts are written.
fn account(row: &Row) -> Option<String> {
    Some(format!("{} {}", row.text("bank")?, row.text("no_rek")?))
}

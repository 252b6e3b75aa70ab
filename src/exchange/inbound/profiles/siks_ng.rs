//! What the ministry's system SIKS-NG shows of a period of PKH or Sembako: per kabupaten or kota,
//! how far it has come, for how many and how much.

use jejak_events::central::CentralStatusObserved;
use jejak_events::ids::{Bytes32, CentralPeriodRef, ExternalDataRef};
use jejak_events::vocabulary::{CentralStatus, Dataset};
use jejak_events::{Region, Rupiah};

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::places::Places;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::{never, object, optional, required};
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    optional("kab_kota", Kind::Text, &["kab/kota", "kabupaten/kota", "kabupaten", "nama kabupaten", "daerah"], ("kabupaten or kota, with the word before it", "kabupaten atau kota, dengan katanya di depan")),
    optional("kode_wilayah", Kind::Region, &["kode kabupaten", "kode kab/kota", "kode kemendagri"], ("its code, in the place of the name", "kodenya, sebagai ganti nama")),
    required("status", Kind::Text, &["status penyaluran", "tahapan", "proses", "status bansos"], ("how far it has come: usulan, verifikasi, final closing, cek rekening, SPP, SPM, SP2D, SI, top up", "sampai di mana: usulan, verifikasi, final closing, cek rekening, SPP, SPM, SP2D, SI, top up")),
    required("kpm", Kind::Count, &["jumlah kpm", "jml kpm", "penerima", "jumlah penerima"], ("number of recipients", "jumlah KPM")),
    required("nominal", Kind::Money, &["nilai", "jumlah", "jumlah dana", "total bantuan", "nilai (rp)", "jumlah (rp)"], ("amount", "nilai")),
];

const SETTINGS: &[Setting] = &[Setting {
    name: "period",
    required: true,
    means: (
        "the ministry's period, by the number of the event that opened it",
        "periode penyaluran pusat, dengan nomor kejadian yang membukanya",
    ),
}];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "siks-ng",
    title: ("status of PKH or Sembako in SIKS-NG", "status PKH atau Sembako di SIKS-NG"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: false,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::Ministry,
    begin,
    is_note: never,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    file: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let period =
        object(order, "period", |seq| desk.state(|state| state.central.periods.contains(&seq)))?;
    Ok(Box::new(Status {
        desk: *desk,
        places: desk.state(|state| Places::of(state, None)),
        period: CentralPeriodRef(period),
        file,
        total: 0,
    }))
}

struct Status<'a> {
    desk: Desk<'a>,
    places: Places,
    period: CentralPeriodRef,
    file: Bytes32,
    total: i128,
}

impl Taking for Status<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let amount = row.money("nominal").unwrap_or_default();
        self.total = self.total.saturating_add(i128::from(amount.sen()));
        let wrong = [self.region(row).err(), status(row).err(), kpm(row).err()];
        wrong.into_iter().flatten().collect()
    }

    fn stated(&self) -> Stated {
        let total = i64::try_from(self.total).map_or(Rupiah::ZERO, Rupiah::from_sen);
        Stated { total, from: None, position: self.desk.today }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let drafts = rows.iter().filter_map(|row| {
            let event = CentralStatusObserved {
                period: self.period,
                region: self.region(row).ok()?,
                status: status(row).ok()?,
                kpm: kpm(row).ok()?,
                amount: row.money("nominal")?,
                file: self.file,
            };
            Some((row.number, self.desk.draft(event)))
        });
        Ok(drafts.collect())
    }
}

impl Status<'_> {
    fn region(&self, row: &Row) -> Result<Region, Problem> {
        if let Some(code) = row.region("kode_wilayah") {
            let known = self.desk.state(|state| state.reference.regions.contains(&code));
            return if known {
                Ok(code)
            } else {
                let expected = said!("a registered region", "wilayah yang terdaftar");
                Err(Problem::new("kode_wilayah", expected, Said::same(code)))
            };
        }
        let Some(name) = row.text("kab_kota") else {
            let expected = said!("a kabupaten or kota", "kabupaten atau kota");
            return Err(Problem::new("kab_kota", expected, nothing()));
        };
        self.places.regency("kab_kota", &name)
    }
}

/// What SIKS-NG and its users call the steps, without blanks and signs.
const STATUSES: &[(&str, CentralStatus)] = &[
    ("usulan", CentralStatus::Proposed),
    ("verifikasi", CentralStatus::Validated),
    ("verifikasidanvalidasi", CentralStatus::Validated),
    ("verval", CentralStatus::Validated),
    ("finalclosing", CentralStatus::FinalClosing),
    ("verifikasirekening", CentralStatus::AccountCheck),
    ("cekrekening", CentralStatus::AccountCheck),
    ("verifikasicekrekening", CentralStatus::AccountCheck),
    ("spp", CentralStatus::Spp),
    ("spm", CentralStatus::Spm),
    ("sp2d", CentralStatus::Sp2d),
    ("si", CentralStatus::StandingInstruction),
    ("standinginstruction", CentralStatus::StandingInstruction),
    ("sistandinginstruction", CentralStatus::StandingInstruction),
    ("topup", CentralStatus::TopUp),
    ("salur", CentralStatus::TopUp),
    ("topupsalur", CentralStatus::TopUp),
    ("berhasiltopup", CentralStatus::TopUp),
];

fn status(row: &Row) -> Result<CentralStatus, Problem> {
    let written = row.text("status").unwrap_or_default();
    let asked = plain(&written);
    let known = STATUSES.iter().find(|(word, _)| *word == asked).map(|(_, status)| *status);
    known.ok_or_else(|| {
        let words: Vec<&str> = CentralStatus::ALL.iter().map(|status| status.word()).collect();
        let words = words.join(", ");
        let found = jejak_events::parse::Found::quote(&written);
        let expected = said!("one of {words}", "salah satu dari {words}");
        Problem::new("status", expected, Said::same(found))
    })
}

fn kpm(row: &Row) -> Result<u32, Problem> {
    let written = row.count("kpm").unwrap_or_default();
    u32::try_from(written).map_err(|_| {
        let expected = said!("a number of recipients", "jumlah penerima");
        Problem::new("kpm", expected, Said::same(written))
    })
}

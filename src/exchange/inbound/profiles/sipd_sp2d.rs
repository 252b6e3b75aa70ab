//! SIPD's register of SP2D, and its list of SP2D in detail. Every row becomes an observation: what
//! SIPD has, never what this ledger does. Steps that the register does not show stay unknown.

use std::collections::HashMap;

use jejak_events::cash::Sp2dRowObserved;
use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::vocabulary::{Dataset, SppKind};
use jejak_events::{Date, Rupiah};

use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{Column, Kind, Manner, OfRows, Problem, Profile, Row, Stated, Taking};
use super::super::value::nothing;
use super::{never, optional, required};
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("nomor_sp2d", Kind::Document, &["nomor sp2d", "no sp2d", "nomor_sp_2_d", "sp2d nomor", "no. sp2d"], ("number of the SP2D", "nomor SP2D")),
    required("tanggal_sp2d", Kind::Day, &["tanggal sp2d", "tgl sp2d", "tanggal", "sp2d tanggal"], ("date of the SP2D", "tanggal SP2D")),
    optional("nilai", Kind::Money, &["nilai sp2d", "nilai_sp2d", "jumlah", "nilai (rp)", "jumlah (rp)", "bruto", "nilai bruto"], ("amount of the SP2D, or of its account in a list in detail", "nilai SP2D, atau nilai rekeningnya pada daftar rinci")),
    optional("jenis", Kind::Text, &["jenis spp", "jenis sp2d", "jenis spm", "tipe"], ("UP, GU, TU, LS Gaji, LS Barang dan Jasa, LS Pihak Ketiga", "UP, GU, TU, LS Gaji, LS Barang dan Jasa, LS Pihak Ketiga")),
    optional("up", Kind::Money, &["jumlah up", "nilai up"], ("amount, where the register divides it by kind: UP", "nilai, bila register dibagi menurut jenis: UP")),
    optional("gu", Kind::Money, &["jumlah gu", "nilai gu"], ("the same for GU", "sama untuk GU")),
    optional("tu", Kind::Money, &["jumlah tu", "nilai tu"], ("the same for TU", "sama untuk TU")),
    optional("ls_gaji", Kind::Money, &["ls gaji", "ls-gaji", "ls gaji dan tunjangan"], ("the same for LS Gaji", "sama untuk LS Gaji")),
    optional("ls_barang_jasa", Kind::Money, &["ls barang dan jasa", "ls barang & jasa", "ls-barang&jasa", "ls barang jasa"], ("the same for LS Barang dan Jasa", "sama untuk LS Barang dan Jasa")),
    optional("ls_pihak_ketiga", Kind::Money, &["ls pihak ketiga lainnya", "ls-pihak ketiga lainnya", "ls pihak ketiga"], ("the same for LS Pihak Ketiga Lainnya", "sama untuk LS Pihak Ketiga Lainnya")),
    optional("nomor_spp", Kind::Document, &["nomor spp", "no spp", "spp nomor"], ("number of the SPP", "nomor SPP")),
    optional("tanggal_spp", Kind::Day, &["tanggal spp", "tgl spp", "spp tanggal"], ("date of the SPP", "tanggal SPP")),
    optional("nomor_spm", Kind::Document, &["nomor spm", "no spm", "spm nomor"], ("number of the SPM", "nomor SPM")),
    optional("tanggal_spm", Kind::Day, &["tanggal spm", "tgl spm", "spm tanggal"], ("date of the SPM", "tanggal SPM")),
    optional("tanggal_cair", Kind::Day, &["tanggal pencairan", "tgl cair", "tanggal transfer", "tgl pencairan"], ("day on which the bank paid it out", "tanggal dicairkan bank")),
    optional("kode_rekening", Kind::Account, &["rekening", "kode akun", "kode rekening belanja"], ("account", "kode rekening")),
];

/// Columns that divide amounts by kind.
const BY_KIND: &[(&str, SppKind)] = &[
    ("up", SppKind::Up),
    ("gu", SppKind::Gu),
    ("tu", SppKind::Tu),
    ("ls_gaji", SppKind::LsPayroll),
    ("ls_barang_jasa", SppKind::LsGoods),
    ("ls_pihak_ketiga", SppKind::LsThirdParty),
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "sipd-sp2d",
    title: ("SP2D register of SIPD", "register SP2D dari SIPD"),
    columns: COLUMNS,
    settings: &[],
    needs_vault: false,
    manner: Manner::Opened,
    dataset: |_| Dataset::Sp2dRegister,
    begin,
    is_note: never,
};

#[expect(clippy::unnecessary_wraps, reason = "every profile begins in one way")]
fn begin<'a>(
    desk: &Desk<'a>,
    _: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    Ok(Box::new(Register { desk: *desk, rows: HashMap::new(), total: 0, days: None }))
}

struct Register<'a> {
    desk: Desk<'a>,
    /// The row of each SP2D and account.
    rows: HashMap<(String, u64), usize>,
    total: i128,
    days: Option<(Date, Date)>,
}

impl Taking for Register<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let mut wrong = Vec::new();
        match amount(row) {
            Ok((amount, _)) => self.total = self.total.saturating_add(i128::from(amount.sen())),
            Err(problem) => wrong.push(problem),
        }
        wrong.extend(self.day(row));
        wrong.extend(self.repeated(row));
        wrong
    }

    fn stated(&self) -> Stated {
        let (first, last) = self.days.unwrap_or((self.desk.today, self.desk.today));
        let total = i64::try_from(self.total).map_or(Rupiah::ZERO, Rupiah::from_sen);
        Stated { total, from: Some(first), position: last }
    }

    fn drafts(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let events = rows.iter().filter_map(|row| Some((row.number, observed(row, data)?)));
        Ok(events.map(|(number, event)| (number, self.desk.draft(event))).collect())
    }
}

impl Register<'_> {
    fn day(&mut self, row: &Row) -> Option<Problem> {
        let day = row.day("tanggal_sp2d")?;
        let today = self.desk.today;
        if day > today {
            let expected = said!("{today} or earlier", "{today} atau sebelumnya");
            return Some(Problem::new("tanggal_sp2d", expected, Said::same(day)));
        }
        let (first, last) = self.days.unwrap_or((day, day));
        self.days = Some((first.min(day), last.max(day)));
        None
    }

    /// An SP2D stands once, or once per account in a list in detail.
    fn repeated(&mut self, row: &Row) -> Option<Problem> {
        let number = row.document("nomor_sp2d")?.normalised();
        let account = row.account("kode_rekening").map_or(0, jejak_events::AccountCode::packed);
        let first = *self.rows.entry((number, account)).or_insert(row.number);
        (first != row.number).then(|| {
            let expected = said!("each SP2D once per account", "setiap SP2D sekali per rekening");
            let found = said!("the SP2D of row {first} again", "SP2D baris {first} lagi");
            Problem::new("nomor_sp2d", expected, found)
        })
    }
}

fn observed(row: &Row, data: ExternalDataRef) -> Option<Sp2dRowObserved> {
    let (amount, kind) = amount(row).ok()?;
    Some(Sp2dRowObserved {
        number: row.document("nomor_sp2d")?,
        dated: row.day("tanggal_sp2d")?,
        amount,
        kind,
        spp: row.document("nomor_spp"),
        spp_dated: row.day("tanggal_spp"),
        spm: row.document("nomor_spm"),
        spm_dated: row.day("tanggal_spm"),
        paid_on: row.day("tanggal_cair"),
        account: row.account("kode_rekening"),
        data: Some(data),
    })
}

/// The amount of a row, and of which kind it is: from one column, or the one of several that is
/// filled.
fn amount(row: &Row) -> Result<(Rupiah, Option<SppKind>), Problem> {
    let filled: Vec<(&str, SppKind, Rupiah)> = BY_KIND
        .iter()
        .filter_map(|(column, kind)| Some((*column, *kind, row.money(column)?)))
        .filter(|(_, _, amount)| !amount.is_zero())
        .collect();
    let one = row.money("nilai").filter(|amount| !amount.is_zero());
    let said_kind = kind(row)?;
    let (amount, kind) = match (one, filled.as_slice()) {
        (None, [(_, kind, amount)]) => (*amount, Some(*kind)),
        (Some(one), [(_, kind, amount)]) if one == *amount => (one, Some(*kind)),
        (Some(one), []) => (one, said_kind),
        (None, []) => return Err(above_zero(nothing())),
        (_, [(column, ..), ..]) => {
            let expected =
                said!("one amount, in one column of kinds", "satu jumlah, di satu kolom jenis");
            let found = said!("more than one", "lebih dari satu");
            return Err(Problem::new(static_name(column), expected, found));
        }
    };
    if !amount.is_positive() {
        return Err(above_zero(Said::same(amount.id_id())));
    }
    Ok((amount, kind))
}

fn above_zero(found: Said) -> Problem {
    Problem::new("nilai", said!("an amount above zero", "jumlah di atas nol"), found)
}

fn static_name(column: &str) -> &'static str {
    COLUMNS.iter().find(|known| known.key == column).map_or("nilai", |known| known.key)
}

/// Words that registers use for a kind, without blanks and dashes.
const KINDS: &[(&str, SppKind)] = &[
    ("up", SppKind::Up),
    ("gu", SppKind::Gu),
    ("tu", SppKind::Tu),
    ("lsgaji", SppKind::LsPayroll),
    ("gaji", SppKind::LsPayroll),
    ("lsgajidantunjangan", SppKind::LsPayroll),
    ("lsbarangdanjasa", SppKind::LsGoods),
    ("lsbarangjasa", SppKind::LsGoods),
    ("lspihakketigalainnya", SppKind::LsThirdParty),
    ("lspihakketiga", SppKind::LsThirdParty),
    ("gunihil", SppKind::GuNil),
    ("tunihil", SppKind::TuNil),
];

/// The kind that a row says in words. `LS` alone does not say which, and so is unknown.
fn kind(row: &Row) -> Result<Option<SppKind>, Problem> {
    let Some(written) = row.text("jenis") else { return Ok(None) };
    let asked = super::super::cell::plain(&written);
    let known = KINDS.iter().find(|(word, _)| *word == asked).map(|(_, kind)| *kind);
    if known.is_some() || asked == "ls" {
        return Ok(known);
    }
    let expected = said!(
        "UP, GU, TU, LS, LS Gaji, LS Barang dan Jasa, LS Pihak Ketiga, GU Nihil or TU Nihil",
        "UP, GU, TU, LS, LS Gaji, LS Barang dan Jasa, LS Pihak Ketiga, GU Nihil atau TU Nihil"
    );
    let found = Said::same(jejak_events::parse::Found::quote(&written));
    Err(Problem::new("jenis", expected, found))
}

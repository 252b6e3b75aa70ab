//! What stood in lines and cash accounts when this ledger took over.

use jejak_events::ids::{Bytes32, CashAccountRef, ExternalDataRef, LineRef};
use jejak_events::opening::{OpeningBalanceRecorded, OpeningCashRecorded};
use jejak_events::vocabulary::{Dataset, Stage};
use jejak_events::{Date, Event, FiscalYear, Rupiah};

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::{never, optional, required};
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    optional("baris_anggaran", Kind::Count, &["line", "nomor baris anggaran"], ("the budget line, by the number of the event that opened it", "baris anggaran, dengan nomor kejadian yang membukanya")),
    optional("sub_kegiatan", Kind::Activity, &["kode sub kegiatan", "sub kegiatan"], ("sub-activity of the line, in the place of its number", "sub-kegiatan baris itu, sebagai ganti nomornya")),
    optional("kode_rekening", Kind::Account, &["rekening", "kode akun"], ("account of the line", "kode rekening baris itu")),
    optional("sumber_dana", Kind::Source, &["kode sumber dana", "kode dana"], ("source of the line or of the cash", "sumber dana baris atau kas itu")),
    optional("kas", Kind::Count, &["rekening kas", "cash"], ("the cash account, by the number of the event that opened it, for a row of cash", "rekening kas, dengan nomor kejadian yang membukanya, untuk baris kas")),
    optional("tahap", Kind::Text, &["stage", "pos"], ("stage: blokir, di-penyalur, dikreditkan, retur, tidak-diambil, dipertanggungjawabkan, belanja-up", "tahap: blokir, di-penyalur, dikreditkan, retur, tidak-diambil, dipertanggungjawabkan, belanja-up")),
    required("jumlah", Kind::Money, &["nilai", "saldo", "saldo awal", "jumlah (rp)", "nilai (rp)"], ("amount", "jumlah")),
];

const SETTINGS: &[Setting] = &[Setting {
    name: "year",
    required: false,
    means: (
        "fiscal year of lines that are named by their codes; that of --position when absent",
        "tahun anggaran baris yang disebut dengan kodenya; tahun --position bila tidak disebut",
    ),
}];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "opening-balances",
    title: ("opening balances of lines and cash", "saldo awal baris anggaran dan kas"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: false,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::OpeningBalances,
    begin,
    is_note: never,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let position = order.position.ok_or_else(|| {
        InboundError::Usage(said!(
            "opening-balances: expected --position, the day for which the balances speak",
            "opening-balances: seharusnya ada --position, tanggal yang dimaksud saldonya"
        ))
    })?;
    let year = order.setting("year")?.unwrap_or(position.fiscal_year());
    Ok(Box::new(Balances { desk: *desk, position, year }))
}

struct Balances<'a> {
    desk: Desk<'a>,
    position: Date,
    year: FiscalYear,
}

impl Taking for Balances<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        self.event(row).err().into_iter().collect()
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.position }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let events = rows.iter().filter_map(|row| Some((row.number, self.event(row).ok()?)));
        Ok(events.map(|(number, event)| (number, self.desk.draft(event))).collect())
    }
}

impl Balances<'_> {
    fn event(&self, row: &Row) -> Result<Event, Problem> {
        let (amount, position) = (row.money("jumlah").unwrap_or_default(), self.position);
        if !amount.is_positive() {
            let expected = said!("an amount above zero", "jumlah di atas nol");
            return Err(Problem::new("jumlah", expected, Said::same(amount.id_id())));
        }
        if let Some(cash) = row.count("kas") {
            if !self.desk.state(|state| state.cash.accounts.contains(&cash)) {
                return Err(Problem::new(
                    "kas",
                    said!("a cash account", "rekening kas"),
                    said!(
                        "event {cash}, which opened none",
                        "kejadian {cash}, yang bukan pembukaannya"
                    ),
                ));
            }
            let source = row.source("sumber_dana").ok_or_else(|| lacking("sumber_dana"))?;
            let cash = CashAccountRef(cash);
            return Ok(OpeningCashRecorded { cash, source, amount, position }.into());
        }
        let (line, stage) = (LineRef(self.line(row)?), stage(row)?);
        Ok(OpeningBalanceRecorded { line, stage, amount, position }.into())
    }

    /// The line that a row names, by number or by the codes that only it has.
    fn line(&self, row: &Row) -> Result<u64, Problem> {
        let expected = || {
            said!(
                "one budget line, by its number, or by sub-activity, account and source",
                "satu baris anggaran, dengan nomornya, atau dengan sub-kegiatan, rekening dan \
                 sumber dana"
            )
        };
        if let Some(line) = row.count("baris_anggaran") {
            let known = self.desk.state(|state| state.budget.lines.contains(&line));
            return if known {
                Ok(line)
            } else {
                let found = said!(
                    "event {line}, which opened none",
                    "kejadian {line}, yang bukan pembukaannya"
                );
                Err(Problem::new("baris_anggaran", expected(), found))
            };
        }
        let activity = row.activity("sub_kegiatan").ok_or_else(|| lacking("sub_kegiatan"))?;
        let account = row.account("kode_rekening").ok_or_else(|| lacking("kode_rekening"))?;
        let source = row.source("sumber_dana").ok_or_else(|| lacking("sumber_dana"))?;
        let found: Vec<u64> = self.desk.state(|state| {
            let lines = state.budget.lines.iter();
            let fits = lines.filter(|(_, line)| {
                line.fiscal_year == self.year
                    && line.activity == activity
                    && line.account == account
                    && line.source == source
            });
            fits.map(|(seq, _)| seq).take(2).collect()
        });
        match found.as_slice() {
            [line] => Ok(*line),
            [] => {
                let year = self.year;
                let found =
                    said!("no such line of {year}", "tidak ada baris seperti itu tahun {year}");
                Err(Problem::new("kode_rekening", expected(), found))
            }
            _ => {
                let found = said!("several", "beberapa");
                Err(Problem::new("kode_rekening", expected(), found))
            }
        }
    }
}

fn lacking(column: &'static str) -> Problem {
    Problem::new(column, said!("a value", "suatu nilai"), nothing())
}

fn stage(row: &Row) -> Result<Stage, Problem> {
    let written = row.text("tahap").unwrap_or_default();
    let asked = plain(&written);
    let known = Stage::ALL
        .iter()
        .find(|stage| plain(stage.word()) == asked || plain(stage.label_id()) == asked);
    known.copied().ok_or_else(|| {
        let expected = said!(
            "a stage in which money rests, such as di-penyalur",
            "tahap tempat dana berada, seperti di-penyalur"
        );
        let found = if written.is_empty() {
            nothing()
        } else {
            Said::same(jejak_events::parse::Found::quote(&written))
        };
        Problem::new("tahap", expected, found)
    })
}

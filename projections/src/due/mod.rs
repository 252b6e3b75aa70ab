//! Work lists: everything that has a deadline, the latest first.
//!
//! Deadlines are those of the rules in force (`RuleEnacted`) or of the papers themselves. Where a
//! rule would set one and none is in force, the list says so instead of guessing.
//!
//! Not here: how long personal data is kept, which the vault knows.

mod aid;
mod audit;
mod contracts;
mod field;
mod money;
mod requests;
mod stock;

use std::collections::BTreeMap;

use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Tag};

use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal, $id:literal, $en:literal;)*) => {
        /// What can be due.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DueKind { $($(#[doc = $doc])* $name,)* }

        impl DueKind {
            /// All of them.
            pub const ALL: &'static [DueKind] = &[$(DueKind::$name),*];

            /// The word used on the command line and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $(DueKind::$name => $word),* }
            }

            /// What it is.
            fn label(self) -> Said {
                match self { $(DueKind::$name => said!($en, $id)),* }
            }

            /// The kind of a word.
            pub fn from_word(word: &str) -> Option<DueKind> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

kinds! {
    /// A TU not accounted for.
    Tu = "tu", "TU belum dipertanggungjawabkan", "TU not accounted for";
    /// The advance still out when the year ends.
    Up = "up", "UP belum disetor kembali", "advance (UP) not given back";
    /// A return neither sent again nor refunded.
    Return = "return", "Retur belum diperbaiki", "returned payments not repaired";
    /// Recipients' reports.
    Report = "report", "LPJ penerima", "recipients' reports (LPJ)";
    /// The treasurer's monthly SPJ.
    Spj = "spj", "SPJ bulanan bendahara", "monthly SPJ of the treasurer";
    /// Money idle at the channel.
    Channel = "channel", "Dana mengendap di penyalur", "money idle at the channel";
    /// Accounts of KPM without a transaction.
    Kpm = "kpm", "Saldo KPM tanpa transaksi", "balances of KPM without transaction";
    /// Claims for money to come back.
    Claim = "refund-claim", "Tagihan pengembalian", "refund claims";
    /// Recommendations to follow up.
    Recommendation = "recommendation", "Rekomendasi pemeriksaan", "audit recommendations";
    /// Complaints to acknowledge or answer.
    Complaint = "complaint", "Pengaduan", "complaints";
    /// Operating licences that end.
    Licence = "licence", "Izin operasional", "operating licences";
    /// Accreditations that end.
    Accreditation = "accreditation", "Akreditasi", "accreditations";
    /// Cooperation agreements that end.
    Agreement = "agreement", "Perjanjian kerja sama", "cooperation agreements";
    /// Guarantees that end.
    Guarantee = "guarantee", "Jaminan", "guarantees";
    /// Contracts that end, or their maintenance.
    Contract = "contract", "Kontrak", "contracts";
    /// Works to finish, defects to repair.
    Work = "work", "Pekerjaan fisik", "physical works";
    /// Losses to be paid.
    Loss = "loss", "Kerugian daerah", "losses";
    /// Requests that wait for the decision on an SPM.
    Spm = "spm", "Keputusan SPM", "decisions on SPM";
    /// SPM that wait for an SP2D.
    Sp2d = "sp2d", "Penerbitan SP2D", "SP2D to issue";
    /// Retention held back until maintenance ends.
    Retention = "retention", "Retensi kontrak", "retention of contracts";
    /// Certificates of workers that end.
    Certificate = "certificate", "Sertifikat SDM", "certificates of workers";
    /// Works whose physical progress is to be recorded.
    Progress = "progress", "Kemajuan fisik", "physical progress";
    /// Groups whose mentor is to come.
    Mentoring = "mentoring", "Pendampingan kelompok", "mentoring of groups";
    /// Places of people who died.
    Replacement = "replacement", "Penggantian KPM meninggal", "places of KPM who died";
    /// Goods that went out and were not handed over.
    HandOver = "handover", "BAST barang keluar", "goods to hand over";
    /// Goods that expire.
    Expiry = "expiry", "Barang kedaluwarsa", "goods that expire";
}

/// What is wanted of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// One kind; all when absent.
    pub kind: Option<DueKind>,
    /// What is due within so many days, and what is late; all when absent.
    pub within: Option<i32>,
}

/// One thing that is due.
struct Item {
    kind: DueKind,
    what: Said,
    subject: Tag,
    count: u64,
    due: Date,
    sen: i128,
    /// The rule or paper that set the deadline.
    rule: Said,
    who: Said,
    seqs: Vec<u64>,
}

/// A deadline in days by a rule in force.
struct Limit {
    days: i32,
    rule: Said,
}

/// Collects what is due.
struct Desk<'a> {
    view: &'a View<'a>,
    items: Vec<Item>,
    /// Parameters that are not in force, and how many things have no deadline for that.
    missing: BTreeMap<(DueKind, Parameter), u64>,
}

impl Desk<'_> {
    /// The limit that a parameter sets on a day; notes where none is in force.
    fn limit(
        &mut self,
        (kind, what): (DueKind, Parameter),
        programme: Option<&Code>,
        on: Date,
    ) -> Option<Limit> {
        let reference = &self.view.reading.state.reference;
        let rule = match programme {
            Some(code) => reference.in_force(what, code, on),
            None => reference.in_force_for_all(what, on),
        };
        let found = rule.and_then(|rule| Some((rule.seq, i32::try_from(rule.value?).ok()?)));
        let Some((seq, days)) = found else {
            *self.missing.entry((kind, what)).or_default() += 1;
            return None;
        };
        let (word, en, id) = (what.word(), what.label_en(), what.label_id());
        let rule = Said {
            en: format!("{word} = {days} ({en}), rule:{seq}"),
            id: format!("{word} = {days} ({id}), rule:{seq}"),
        };
        Some(Limit { days, rule })
    }

    /// Code of an organisation.
    fn organisation(&self, seq: u64) -> String {
        let known = self.view.reading.state.reference.organisations.get(&seq);
        known.map_or_else(|| "-".to_owned(), |known| known.code.to_string())
    }
}

/// So many days after a day; the last day there is where that lies beyond.
fn after(day: Date, days: i32) -> Date {
    day.checked_add_days(days).unwrap_or(Date::MAX)
}

/// The day so many working days after a day.
fn after_working_days(view: &View, day: Date, days: i32) -> Date {
    let holidays = &view.reading.state.reference.holidays;
    let mut left = days;
    let mut day = day;
    while left > 0 {
        let Some(next) = day.checked_add_days(1) else { return day };
        day = next;
        if !day.is_weekend() && !holidays.contains(&day) {
            left -= 1;
        }
    }
    day
}

/// Everything that is due, the latest first.
pub fn due(view: &View, wanted: Wanted) -> Result<Table, Unanswered> {
    let mut desk = Desk { view, items: Vec::new(), missing: BTreeMap::new() };
    money::collect(&mut desk)?;
    aid::collect(&mut desk)?;
    audit::collect(&mut desk);
    contracts::collect(&mut desk);
    requests::collect(&mut desk);
    field::collect(&mut desk);
    stock::collect(&mut desk);
    let today = view.today();
    let horizon = wanted.within.map(|days| after(today, days));
    let mut items = desk.items;
    items.retain(|item| {
        wanted.kind.is_none_or(|kind| item.kind == kind)
            && horizon.is_none_or(|horizon| item.due <= horizon)
    });
    items.sort_by(|a, b| (a.due, a.kind, &a.subject).cmp(&(b.due, b.kind, &b.subject)));
    let mut table = Table::new("due", said!("What is due", "Daftar jatuh tempo"), columns());
    table.about.push((said!("As of", "Per tanggal"), Said::same(today)));
    let nothing = items.is_empty();
    items.into_iter().for_each(|item| table.push(cells(item, today)));
    if nothing {
        table.notes.push(said!("nothing is due", "tidak ada yang jatuh tempo"));
    } else {
        table.total(said!("TOTAL", "JUMLAH"));
    }
    for ((kind, parameter), count) in desk.missing {
        if wanted.kind.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let word = parameter.word();
        table.notes.push(said!(
            "{count} have no deadline: no rule `{word}` is in force; record RuleEnacted",
            "{count} tanpa batas waktu: aturan `{word}` tidak berlaku; catat RuleEnacted"
        ));
    }
    Ok(table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("kind", said!("What is due", "Yang jatuh tempo"), Kind::Text),
        Column::new("what", said!("Of what", "Uraian"), Kind::Text),
        Column::new("subject", said!("Trail", "Jejak"), Kind::Code),
        Column::new("count", said!("How many", "Banyaknya"), Kind::Count).summed(),
        Column::new("due", said!("Due", "Batas waktu"), Kind::Date),
        Column::new("days", said!("Days late", "Hari lewat"), Kind::Count),
        Column::new("amount", said!("Rupiah", "Rupiah"), Kind::Money).summed(),
        Column::new("rule", said!("Deadline set by", "Dasar batas waktu"), Kind::Text),
        Column::new("who", said!("Who answers", "Penanggung jawab"), Kind::Text),
    ]
}

fn cells(item: Item, today: Date) -> Vec<Cell> {
    let Item { kind, what, subject, count, due, sen, rule, who, seqs } = item;
    vec![
        Cell::text(kind.label()),
        Cell::text(what),
        Cell::of(Value::Tag(subject)),
        Cell::count(count).from(seqs.iter().copied()),
        Cell::date(Some(due)),
        Cell::count(i64::from(today.days_since(due))).calculated(),
        Cell::money(sen).from(seqs),
        Cell::text(rule),
        Cell::text(who),
    ]
}

//! What the bank or post answers to a payment file: which payments it made, which it sent back.
//! Answers are matched by the payment's id. A payment with another amount, one that is not of the
//! list, one that comes twice or is not answered is listed first; differences that the bank insists
//! on are facts, and recorded once somebody has looked at them.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::{Bytes32, ExternalDataRef, PaymentRef, Token};
use jejak_events::payment::{PaymentCredited, PaymentReturned};
use jejak_events::vocabulary::{Dataset, ReturnReason};
use jejak_events::{Event, Rupiah};
use jejak_projections::Unanswered;

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::{never, object, of_person, optional, required};
use crate::exchange::drafts::BadLine;
use crate::exchange::payfile::{id_of, orders, seq_of_id};
use crate::ledger::Draft;
use crate::said::{Said, said};
use crate::vault::TokenKind;

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("id_bayar", Kind::Text, &["id bayar", "id pembayaran", "payment id", "customer ref", "no referensi nasabah"], ("id of the payment, as the payment file has it", "id pembayaran, seperti di berkas bayar")),
    required("status", Kind::Text, &["status transaksi", "status bayar", "keterangan status", "hasil"], ("sukses or gagal", "sukses atau gagal")),
    required("nominal", Kind::Money, &["jumlah", "nilai", "amount", "jumlah (rp)", "nominal (rp)"], ("amount", "jumlah")),
    optional("tanggal", Kind::Day, &["tgl", "tanggal transaksi", "tgl bayar", "tanggal bayar", "value date"], ("day of the credit or return; that of the import where absent", "tanggal kredit atau retur; tanggal impor bila tidak ada")),
    of_person(optional("referensi", Kind::Text, &["no referensi", "referensi bank", "reference", "ref", "no. bukti"], ("the bank's reference, kept as a token", "referensi bank, disimpan sebagai token"))),
    optional("alasan", Kind::Text, &["alasan gagal", "alasan retur", "keterangan", "reason", "error"], ("why it came back", "alasan retur")),
];

const SETTINGS: &[Setting] = &[
    Setting {
        name: "list",
        required: true,
        means: (
            "the payment list, by the number of the event that opened it",
            "daftar bayar, dengan nomor kejadian yang membukanya",
        ),
    },
    Setting {
        name: "differences",
        required: false,
        means: (
            "`record`, to record other amounts as they are and leave unanswered payments open",
            "`record`, untuk mencatat jumlah lain apa adanya dan membiarkan yang belum dijawab",
        ),
    },
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "bank-answer",
    title: ("answer of a bank to a payment file", "jawaban bank atas berkas bayar"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: true,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::PaymentAnswer,
    begin,
    is_note: never,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let list = object(order, "list", |seq| desk.state(|state| state.payment.lists.contains(&seq)))?;
    let consent: Option<String> = order.setting("differences")?;
    if let Some(word) = consent.as_deref().filter(|word| *word != "record") {
        let found = jejak_events::parse::Found::quote(word);
        return Err(InboundError::Usage(said!(
            "--set differences: expected `record`, found {found}",
            "--set differences: seharusnya `record`, ditemukan {found}"
        )));
    }
    let ledger = desk.ledger;
    let instructed = ledger.read(|folded| ledger.view(folded, None, |view| orders(view, list)));
    let instructed = instructed.map_err(|why| match why {
        Unanswered::Wrong(what) => InboundError::Usage(what),
        Unanswered::Unreadable(what) => InboundError::Io(what),
    })?;
    Ok(Box::new(Answer {
        desk: *desk,
        instructed: instructed.into_iter().map(|order| (order.seq, order.sen)).collect(),
        answered: BTreeSet::new(),
        consents: consent.is_some(),
        dry_run: order.dry_run,
        total: 0,
    }))
}

struct Answer<'a> {
    desk: Desk<'a>,
    /// Sen by payment.
    instructed: BTreeMap<u64, i64>,
    answered: BTreeSet<u64>,
    consents: bool,
    dry_run: bool,
    total: i128,
}

impl Taking for Answer<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let (mut wrong, mut amount) = (Vec::new(), row.money("nominal").unwrap_or_default());
        match self.payment(row) {
            Ok((seq, sen)) => {
                if !self.answered.insert(seq) {
                    let expected = said!("each payment once", "setiap pembayaran sekali");
                    wrong.push(Problem::new("id_bayar", expected, Said::same(id_of(seq))));
                }
                if amount.sen() != sen && !self.consents {
                    let instructed = Rupiah::from_sen(sen).id_id();
                    let expected = said!(
                        "{instructed}, as instructed; `--set differences=record` records it as it is",
                        "{instructed}, sesuai instruksi; `--set differences=record` mencatat apa \
                         adanya"
                    );
                    wrong.push(Problem::new("nominal", expected, Said::same(amount.id_id())));
                }
            }
            Err(problem) => wrong.push(problem),
        }
        match outcome(row) {
            Ok(Outcome::Credited) => {}
            Ok(Outcome::Returned(_)) => amount = Rupiah::ZERO,
            Err(problem) => wrong.push(problem),
        }
        self.total = self.total.saturating_add(i128::from(amount.sen()));
        wrong
    }

    fn whole(&mut self) -> Vec<BadLine> {
        if self.consents {
            return Vec::new();
        }
        let missing = self.instructed.keys().filter(|seq| !self.answered.contains(seq));
        missing
            .map(|seq| BadLine {
                line: 0,
                field: "id_bayar".to_owned(),
                expected: said!(
                    "an answer for {}; `--set differences=record` leaves it open",
                    "jawaban untuk {}; `--set differences=record` membiarkannya terbuka",
                    id_of(*seq)
                ),
                found: nothing(),
            })
            .collect()
    }

    fn stated(&self) -> Stated {
        let total = i64::try_from(self.total).map_or(Rupiah::ZERO, Rupiah::from_sen);
        Stated { total, from: None, position: self.desk.today }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let tokens = self.tokens(rows)?;
        let mut drafts = OfRows::new();
        for (row, bank_reference) in rows.iter().zip(tokens) {
            let (Ok((seq, _)), Ok(outcome), Some(amount)) =
                (self.payment(row), outcome(row), row.money("nominal"))
            else {
                continue;
            };
            let payment = PaymentRef(seq);
            let event: Event = match outcome {
                Outcome::Credited => PaymentCredited { payment, amount, bank_reference }.into(),
                Outcome::Returned(reason) => PaymentReturned { payment, reason }.into(),
            };
            let day = row.day("tanggal").unwrap_or(self.desk.today);
            drafts.push((row.number, Draft::new(day, event)));
        }
        Ok(drafts)
    }
}

impl Answer<'_> {
    /// The payment that a row answers, and what was instructed.
    fn payment(&self, row: &Row) -> Result<(u64, i64), Problem> {
        let id = row.text("id_bayar").unwrap_or_default();
        let known = seq_of_id(&id).and_then(|seq| Some((seq, *self.instructed.get(&seq)?)));
        known.ok_or_else(|| {
            let expected = said!(
                "the id of a payment of this list, such as {}",
                "id pembayaran dari daftar ini, seperti {}",
                self.instructed.keys().next().map_or_else(String::new, |seq| id_of(*seq))
            );
            let found = jejak_events::parse::Found::quote(&id);
            Problem::new("id_bayar", expected, Said::same(found))
        })
    }

    /// Tokens of the references; the payment's id stands for a reference that the bank does not say.
    fn tokens(&self, rows: &[Row]) -> Result<Vec<Token>, InboundError> {
        let vault = self.desk.vault("bank-answer")?;
        let reference = |row: &Row| {
            let usable = |text: &String| text.chars().any(char::is_alphanumeric);
            row.text("referensi")
                .filter(usable)
                .or_else(|| row.text("id_bayar"))
                .unwrap_or_default()
        };
        let values: Vec<String> = rows.iter().map(reference).collect();
        Ok(if self.dry_run {
            vault.would_tokens_for(TokenKind::Receipt, &values)?
        } else {
            vault.tokens_for(TokenKind::Receipt, &values)?
        })
    }
}

enum Outcome {
    Credited,
    Returned(ReturnReason),
}

/// Words for a payment that was made, without blanks and signs.
const CREDITED: &[&str] =
    &["sukses", "berhasil", "success", "successful", "ok", "00", "terbayar", "dibayar", "kredit"];
/// Words for one that was not.
const RETURNED: &[&str] = &["gagal", "retur", "failed", "ditolak", "rejected", "returned"];

fn outcome(row: &Row) -> Result<Outcome, Problem> {
    let word = plain(&row.text("status").unwrap_or_default());
    if CREDITED.contains(&word.as_str()) {
        return Ok(Outcome::Credited);
    }
    if !RETURNED.contains(&word.as_str()) {
        let expected = said!("sukses or gagal", "sukses atau gagal");
        let found = jejak_events::parse::Found::quote(&word);
        return Err(Problem::new("status", expected, Said::same(found)));
    }
    let text = row.text("alasan").map(|text| text.to_lowercase()).unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["pasif", "tutup", "dormant", "closed", "inactive"]) {
        Ok(Outcome::Returned(ReturnReason::Inactive))
    } else if says(&["nama", "name"]) {
        Ok(Outcome::Returned(ReturnReason::NameMismatch))
    } else if says(&["rekening", "norek", "account"]) {
        Ok(Outcome::Returned(ReturnReason::WrongAccount))
    } else if says(&["bank"]) {
        Ok(Outcome::Returned(ReturnReason::WrongBank))
    } else if says(&["tarik", "recall"]) {
        Ok(Outcome::Returned(ReturnReason::Recalled))
    } else {
        let expected = said!(
            "why it came back: another name, wrong account or bank, dormant or closed, recalled",
            "alasan retur: nama berbeda, rekening atau bank salah, rekening pasif atau tutup, ditarik"
        );
        Err(Problem::new("alasan", expected, nothing()))
    }
}

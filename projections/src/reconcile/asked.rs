//! What a person asks: one register, one month.

use jejak_events::date::Month;
use jejak_events::vocabulary::{Dataset, Register};

use super::pairs::Reconciled;
use super::rows::{accounts_of_statements, served};
use super::{bank, sp2d};
use crate::said;
use crate::view::{Unanswered, View};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The month.
    pub month: Month,
    /// Imports of the others' register; everything that counts where none is named.
    pub imports: Vec<u64>,
    /// The cash account, for a bank statement; may be absent where there is one only.
    pub cash: Option<u64>,
}

/// Compares a month with the bank's statement, or with a register of SP2D.
///
/// Refuses what cannot be answered: an import that is not one of the register or is still open, an
/// account that is none or not the only one, and a month of which the others said nothing.
pub fn asked(
    view: &View,
    register: Register,
    question: &Question,
) -> Result<Reconciled, Unanswered> {
    let month = question.month;
    if register == Register::Bank {
        known(view, &question.imports, Dataset::BankStatement)?;
        let cash = account(view, question.cash)?;
        let made = bank(view, cash, &question.imports)?.of_month(month);
        let said = made.pairs.iter().any(|pair| pair.theirs.is_some());
        return if said { Ok(made) } else { Err(silent(month, "jejak import bank-statement")) };
    }
    known(view, &question.imports, Dataset::Sp2dRegister)?;
    let made = sp2d(view, &question.imports)?.of_month(month);
    let said = made.pairs.iter().any(|pair| pair.theirs.is_some());
    if said || served(view, &question.imports)?.contains_key(&month) {
        return Ok(made);
    }
    Err(silent(month, "jejak import sipd-sp2d"))
}

fn silent(month: Month, command: &str) -> Unanswered {
    Unanswered::Wrong(said!(
        "--month: expected a month of which rows were imported, found {month}; import them with \
         `{command}`",
        "--month: seharusnya bulan yang barisnya sudah diimpor, ditemukan {month}; impor dengan \
         `{command}`"
    ))
}

fn known(view: &View, imports: &[u64], dataset: Dataset) -> Result<(), Unanswered> {
    let reference = &view.reading.state.reference;
    let unknown = imports
        .iter()
        .find(|seq| reference.external.get(seq) != Some(&dataset) || !reference.counts(**seq));
    let Some(seq) = unknown else { return Ok(()) };
    let word = dataset.word();
    Err(Unanswered::Wrong(said!(
        "--import: expected a closed import of `{word}`, found {seq}",
        "--import: seharusnya impor `{word}` yang sudah ditutup, ditemukan {seq}"
    )))
}

/// The account asked for, or the only one.
fn account(view: &View, asked: Option<u64>) -> Result<u64, Unanswered> {
    let accounts = &view.reading.state.cash.accounts;
    let with_lines = accounts_of_statements(view);
    let only = || match accounts.iter().map(|(seq, _)| seq).collect::<Vec<u64>>()[..] {
        [seq] => Some(seq),
        _ => None,
    };
    let known = asked.map_or_else(only, |seq| Some(seq).filter(|seq| accounts.contains(seq)));
    if let Some(seq) = known {
        return Ok(seq);
    }
    let found = asked.map_or("-".to_owned(), |seq| seq.to_string());
    let known = accounts.iter().filter(|(seq, _)| with_lines.contains(seq));
    let known: Vec<String> = known.map(|(seq, it)| format!("{seq} ({})", it.name)).collect();
    let known = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
    Err(Unanswered::Wrong(said!(
        "--cash: expected the number of the event that opened a cash account, found {found}; \
         accounts with a statement: {known}; all of them: `jejak balances --cash`",
        "--cash: seharusnya nomor kejadian yang membuka rekening kas, ditemukan {found}; \
         rekening dengan rekening koran: {known}; semuanya: `jejak balances --cash`"
    )))
}

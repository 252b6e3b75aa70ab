//! A statement of a bank account (rekening koran): a line per movement, as the bank gives it. Its
//! text stays outside the chain; what it names of an SP2D is kept, and its reference as a token.

use jejak_events::cash::BankLineObserved;
use jejak_events::ids::{Bytes32, CashAccountRef, ExternalDataRef, Token};
use jejak_events::vocabulary::{Dataset, Direction};
use jejak_events::{Date, DocumentNumber, Rupiah};

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::repair;
use super::super::value::nothing;
use super::{object, of_person, optional, required};
use crate::exchange::drafts::BadLine;
use crate::ledger::Draft;
use crate::said::{Said, said};
use crate::vault::TokenKind;

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("tanggal", Kind::Day, &["tgl", "tanggal transaksi", "tgl transaksi", "tanggal posting", "posting date", "transaction date", "date", "tanggal efektif"], ("day of the line", "tanggal mutasi")),
    of_person(optional("keterangan", Kind::Text, &["uraian", "uraian transaksi", "deskripsi", "description", "remark", "remarks", "berita", "keterangan transaksi"], ("the bank's text; only a number of an SP2D in it is kept", "teks bank; hanya nomor SP2D di dalamnya yang disimpan"))),
    optional("debit", Kind::Money, &["debet", "mutasi debet", "mutasi debit", "pengeluaran", "withdrawal", "db", "debit (rp)"], ("amount that went out", "jumlah keluar")),
    optional("kredit", Kind::Money, &["credit", "mutasi kredit", "penerimaan", "deposit", "cr", "kredit (rp)"], ("amount that came in", "jumlah masuk")),
    optional("jumlah", Kind::Text, &["mutasi", "nominal", "amount", "jumlah (rp)"], ("amount in one column, with DB or CR behind it or in `dk`", "jumlah dalam satu kolom, dengan DB atau CR di belakangnya atau di `dk`")),
    optional("dk", Kind::Text, &["d/k", "db/cr", "d/c", "debet/kredit", "jenis", "kode mutasi"], ("D or K, DB or CR", "D atau K, DB atau CR")),
    optional("saldo", Kind::Money, &["balance", "saldo akhir", "saldo (rp)", "ending balance"], ("balance after the line", "saldo setelah mutasi")),
    of_person(optional("referensi", Kind::Text, &["no referensi", "reference", "ref", "no ref", "nomor referensi", "reference no", "no. bukti", "nomor bukti"], ("the bank's reference, kept as a token", "referensi bank, disimpan sebagai token"))),
];

const SETTINGS: &[Setting] = &[Setting {
    name: "cash",
    required: true,
    means: (
        "the cash account, by the number of the event that opened it",
        "rekening kas, dengan nomor kejadian yang membukanya",
    ),
}];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "bank-statement",
    title: ("statement of a bank account", "rekening koran"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: true,
    manner: Manner::Opened,
    dataset: |_| Dataset::BankStatement,
    begin,
    is_note,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let cash = object(order, "cash", |seq| desk.state(|state| state.cash.accounts.contains(&seq)))?;
    Ok(Box::new(Statement {
        desk: *desk,
        cash: CashAccountRef(cash),
        english: order.english_amounts,
        dry_run: order.dry_run,
        total: 0,
        days: None,
        chain: Chain::default(),
    }))
}

/// A line with a balance and no movement is the balance that is brought forward.
fn is_note(row: &Row) -> bool {
    let moved = |column: &str| row.money(column).is_some_and(|amount| !amount.is_zero());
    let text = row.text("keterangan").map(|text| plain(&text)).unwrap_or_default();
    let forward = ["saldoawal", "saldopindahan", "saldoakhir", "balancebroughtforward"];
    forward.iter().any(|word| text.starts_with(word))
        && !moved("debit")
        && !moved("kredit")
        && row.text("jumlah").is_none()
}

struct Statement<'a> {
    desk: Desk<'a>,
    cash: CashAccountRef,
    english: bool,
    dry_run: bool,
    total: i128,
    days: Option<(Date, Date)>,
    chain: Chain,
}

/// Whether each balance follows from the one before it, from the oldest line to the newest or the
/// other way round.
#[derive(Default)]
struct Chain {
    before: Option<(i128, i128)>,
    /// First row that breaks the order forwards, and backwards.
    broken: [Option<usize>; 2],
}

impl Chain {
    fn add(&mut self, row: usize, moved: i128, balance: Option<Rupiah>) {
        let Some(balance) = balance.map(|balance| i128::from(balance.sen())) else {
            self.before = None;
            return;
        };
        if let Some((known, known_moved)) = self.before {
            let forwards = known + moved == balance;
            let backwards = balance + known_moved == known;
            for (broken, holds) in self.broken.iter_mut().zip([forwards, backwards]) {
                if !holds {
                    broken.get_or_insert(row);
                }
            }
        }
        self.before = Some((balance, moved));
    }

    /// The row at which the balances break, whichever way they are read.
    fn breaks(&self) -> Option<usize> {
        match self.broken {
            [Some(forwards), Some(backwards)] => Some(forwards.max(backwards)),
            _ => None,
        }
    }
}

impl Taking for Statement<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let mut wrong = Vec::new();
        match movement(row, self.english) {
            Ok((direction, amount)) => {
                let sen = i128::from(amount.sen());
                self.total = self.total.saturating_add(sen);
                let moved = if direction == Direction::In { sen } else { -sen };
                self.chain.add(row.number, moved, row.money("saldo"));
            }
            Err(problem) => wrong.push(problem),
        }
        if let Some(day) = row.day("tanggal") {
            let today = self.desk.today;
            if day > today {
                let expected = said!("{today} or earlier", "{today} atau sebelumnya");
                wrong.push(Problem::new("tanggal", expected, Said::same(day)));
            }
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
        wrong
    }

    fn whole(&mut self) -> Vec<BadLine> {
        let broken = self.chain.breaks().map(|line| BadLine {
            line,
            field: "saldo".to_owned(),
            expected: said!(
                "the balance before, with the amount of the line added or taken away",
                "saldo sebelumnya, ditambah atau dikurangi jumlah baris ini"
            ),
            found: said!(
                "another balance: a line is missing, or an amount was changed",
                "saldo lain: ada baris yang hilang, atau jumlah yang diubah"
            ),
        });
        broken.into_iter().collect()
    }

    fn stated(&self) -> Stated {
        let (first, last) = self.days.unwrap_or((self.desk.today, self.desk.today));
        let total = i64::try_from(self.total).map_or(Rupiah::ZERO, Rupiah::from_sen);
        Stated { total, from: Some(first), position: last }
    }

    fn drafts(&mut self, rows: &[Row], data: ExternalDataRef) -> Result<OfRows, InboundError> {
        let tokens = self.tokens(rows)?;
        let drafts = rows.iter().zip(tokens).filter_map(|(row, bank_reference)| {
            let (direction, amount) = movement(row, self.english).ok()?;
            let event = BankLineObserved {
                cash: self.cash,
                direction,
                amount,
                bank_reference,
                sp2d: row.text("keterangan").and_then(|text| sp2d_named(&text)),
                balance: row.money("saldo"),
                data: Some(data),
            };
            Some((row.number, Draft::new(row.day("tanggal")?, event)))
        });
        Ok(drafts.collect())
    }
}

impl Statement<'_> {
    /// The tokens of the references of some rows; nothing for a row without one.
    fn tokens(&self, rows: &[Row]) -> Result<Vec<Option<Token>>, InboundError> {
        let vault = self.desk.vault("bank-statement")?;
        let usable = |text: &String| text.chars().any(char::is_alphanumeric);
        let references: Vec<Option<String>> =
            rows.iter().map(|row| row.text("referensi").filter(usable)).collect();
        let values: Vec<String> = references.iter().flatten().cloned().collect();
        let tokens = if self.dry_run {
            vault.would_tokens_for(TokenKind::Receipt, &values)?
        } else {
            vault.tokens_for(TokenKind::Receipt, &values)?
        };
        let mut tokens = tokens.into_iter();
        Ok(references
            .iter()
            .map(|reference| reference.as_ref().and_then(|_| tokens.next()))
            .collect())
    }
}

/// Direction and amount of a line: from one of two columns, or from one with a mark.
fn movement(row: &Row, english: bool) -> Result<(Direction, Rupiah), Problem> {
    let filled = |column| row.money(column).filter(|amount: &Rupiah| !amount.is_zero());
    let found = match (filled("debit"), filled("kredit"), row.text("jumlah")) {
        (Some(amount), None, _) => (Direction::Out, amount),
        (None, Some(amount), _) => (Direction::In, amount),
        (None, None, Some(text)) => marked(&text, row.text("dk"), english)?,
        (None, None, None) => return Err(wrong("debit", nothing())),
        (Some(_), Some(_), _) => {
            return Err(wrong("debit", said!("an amount in both", "jumlah di keduanya")));
        }
    };
    let (direction, amount) = found;
    // A negative debit is a bank's way to take a line back: which way it goes is not ours to guess.
    if amount.is_positive() {
        Ok((direction, amount))
    } else {
        Err(wrong("debit", Said::same(amount.id_id())))
    }
}

fn wrong(column: &'static str, found: Said) -> Problem {
    let expected = said!(
        "an amount above zero, either debit or credit",
        "jumlah di atas nol, debit atau kredit saja"
    );
    Problem::new(column, expected, found)
}

/// `1.234.567,00 DB`: an amount with its mark behind it, or in a column of its own.
fn marked(text: &str, mark: Option<String>, english: bool) -> Result<(Direction, Rupiah), Problem> {
    let end = text.trim_end_matches(|c: char| c.is_alphabetic()).len();
    let (number, behind) = text.split_at(end);
    let mark = mark.unwrap_or_else(|| behind.to_owned());
    let direction = match plain(&mark).as_str() {
        "d" | "db" | "debit" | "debet" => Direction::Out,
        "k" | "c" | "cr" | "kredit" | "credit" => Direction::In,
        _ => {
            let expected = said!("D or K, DB or CR", "D atau K, DB atau CR");
            return Err(Problem::new("dk", expected, nothing()));
        }
    };
    let number = number.trim();
    let number = if english { repair::from_english(number) } else { number.to_owned() };
    let amount = number.parse().map_err(|error: jejak_events::ParseError| {
        let expected = crate::exchange::words::expected(error.expected);
        Problem::new("jumlah", expected, Said::same(error.found))
    })?;
    Ok((direction, amount))
}

/// The number of an SP2D in a bank's text: the word that has `SP2D` between its slashes or dots, or
/// the word after `SP2D`.
fn sp2d_named(text: &str) -> Option<DocumentNumber> {
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let is_number =
        |word: &str| word.contains(['/', '.', '-']) && word.contains(|c: char| c.is_ascii_digit());
    let inside = words.iter().find(|word| word.to_uppercase().contains("SP2D") && is_number(word));
    let behind = || {
        let at = words.iter().position(|word| plain(word) == "sp2d" || plain(word) == "nosp2d")?;
        words.iter().skip(at + 1).find(|word| !matches!(plain(word).as_str(), "" | "no" | "nomor"))
    };
    let found = inside.or_else(|| behind().filter(|word| is_number(word)))?;
    found.trim_matches([':', '.', '(', ')']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sp2d_is_found_in_the_texts_of_banks() {
        for (text, number) in [
            ("PENCAIRAN 00012/SP2D/2026 DINSOS", Some("00012/SP2D/2026")),
            ("SP2D NO: 36.00/04.0/000123/LS/1.06/2026 A", Some("36.00/04.0/000123/LS/1.06/2026")),
            ("SP2D No 00012/LS/2026", Some("00012/LS/2026")),
            ("BIAYA ADM", None),
            ("SP2D BULAN MARET", None),
            ("TRF 3603120201900001 SP2D", None),
        ] {
            assert_eq!(sp2d_named(text), number.map(|number| number.parse().unwrap()), "{text}");
        }
    }
}

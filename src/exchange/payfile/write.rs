//! Writing a payment file. Who cannot be paid is listed by payment, and then nothing is written.

use jejak_events::ids::RecipientId;
use zeroize::Zeroizing;

use super::layout::{Field, Layout, Money};
use super::orders::{Order, id_of};
use crate::exchange::render::guard;
use crate::said::{Said, said};
use crate::vault::{Person, TokenKind, Vault, VaultError};

/// A payment file.
#[derive(Debug)]
pub struct PayFile {
    /// Its bytes, wiped from memory after use.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Payments in it.
    pub count: u32,
    /// Sum of their sen.
    pub sen: i64,
}

/// A payment that cannot be written, and why; nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpayable {
    /// The payment.
    pub payment: u64,
    /// Why.
    pub why: Said,
}

/// Why no file could be written, whoever is to be paid.
#[derive(Debug, thiserror::Error)]
pub enum PayFileError {
    /// The vault does not answer.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The rows could not be written.
    #[error("cannot write the rows of the payment file")]
    Write(#[from] std::io::Error),
}

/// Writes the orders in a layout.
pub fn write(
    vault: &Vault,
    layout: &Layout,
    orders: &[Order],
) -> Result<Result<PayFile, Vec<Unpayable>>, PayFileError> {
    let mut text = Zeroizing::new(Vec::new());
    let mut csv = writer(&mut text, layout.separator);
    if layout.header {
        line(&mut csv, layout.columns.iter().map(|column| column.title.as_str()))?;
    }
    let (mut sen, mut unpayable) = (0_i64, Vec::new());
    for (at, order) in orders.iter().enumerate() {
        match row(vault, layout, order, at + 1)? {
            Ok(cells) => {
                line(&mut csv, cells.iter().map(|cell| cell.as_str()))?;
                sen = sen.saturating_add(order.sen);
            }
            Err(why) => unpayable.push(Unpayable { payment: order.seq, why }),
        }
    }
    if !unpayable.is_empty() {
        return Ok(Err(unpayable));
    }
    csv.flush()?;
    drop(csv);
    let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    Ok(Ok(PayFile { bytes: text, count, sen }))
}

/// How much the CSV writer holds back: it does not wipe what it held, so that is kept to less than
/// an account number has.
const HELD_BYTES: usize = 8;

/// Rows as CSV with CRLF, quoted where they must be. A layout's separator is one byte
/// (`LayoutError::Separator`).
fn writer(text: &mut Vec<u8>, separator: char) -> csv::Writer<&mut Vec<u8>> {
    csv::WriterBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(HELD_BYTES)
        .from_writer(text)
}

/// Writes a line. What a spreadsheet would run is guarded as everywhere; codes are not, because a
/// bank reads the digits of an account or NIK as they stand.
fn line<'a>(
    csv: &mut csv::Writer<&mut Vec<u8>>,
    cells: impl Iterator<Item = &'a str>,
) -> Result<(), std::io::Error> {
    for cell in cells {
        let guarded = Zeroizing::new(guard::text(cell));
        csv.write_field(guarded.as_bytes()).map_err(std::io::Error::from)?;
    }
    csv.write_record(None::<&[u8]>).map_err(std::io::Error::from)
}

type Cells = Vec<Zeroizing<String>>;

fn row(
    vault: &Vault,
    layout: &Layout,
    order: &Order,
    number: usize,
) -> Result<Result<Cells, Said>, VaultError> {
    let Some(recipient) = order.recipient else {
        let why = said!(
            "is of no recipient of a decree: pay a contract party by the SP2D itself",
            "bukan untuk penerima pada SK: pihak kontrak dibayar dengan SP2D itu sendiri"
        );
        return Ok(Err(why));
    };
    let person = match vault.read(recipient) {
        Ok(person) => person,
        Err(VaultError::Restricted { .. }) => {
            return Ok(Err(said!(
                "the recipient's data is restricted: lift the restriction first",
                "data penerima dibatasi: cabut pembatasannya dahulu"
            )));
        }
        Err(VaultError::Erased(_) | VaultError::Unknown(_)) => {
            return Ok(Err(said!(
                "the vault does not know the recipient: register the person, or cancel the row",
                "brankas tidak mengenal penerima: daftarkan orangnya, atau batalkan barisnya"
            )));
        }
        Err(error) => return Err(error),
    };
    let account = match account(vault, layout, order, recipient, &person)? {
        Ok(account) => account,
        Err(why) => return Ok(Err(why)),
    };
    let Some(amount) = amount(order.sen, layout.money) else {
        return Ok(Err(said!(
            "has sen, which the layout cannot write",
            "mempunyai sen, yang tidak dapat ditulis tata letak itu"
        )));
    };
    let missing = |field: Field| match field {
        Field::Name => person.name.trim().is_empty(),
        Field::Nik => person.nik.is_none(),
        Field::Address => person.address.is_none(),
        _ => false,
    };
    if let Some(column) = layout.columns.iter().find(|column| missing(column.field)) {
        let title = &column.title;
        return Ok(Err(said!(
            "the vault has nothing for the column `{title}`",
            "brankas tidak punya isi untuk kolom `{title}`"
        )));
    }
    let cell = |field: Field| {
        Zeroizing::new(match field {
            Field::Number => number.to_string(),
            Field::Payment => id_of(order.seq),
            Field::Name => person.name.clone(),
            Field::Nik => person.nik.clone().unwrap_or_default(),
            Field::Address => person.address.clone().unwrap_or_default(),
            Field::Bank => account.0.to_string(),
            Field::Account => account.1.to_string(),
            Field::Amount => amount.clone(),
        })
    };
    Ok(Ok(layout.columns.iter().map(|column| cell(column.field)).collect()))
}

/// Bank and number of the account that was instructed: the person's own, never another.
type BankAccount = (Zeroizing<String>, Zeroizing<String>);

fn account(
    vault: &Vault,
    layout: &Layout,
    order: &Order,
    recipient: RecipientId,
    person: &Person,
) -> Result<Result<BankAccount, Said>, VaultError> {
    if !layout.has(Field::Account) {
        return Ok(Ok(BankAccount::default()));
    }
    let Some(instructed) = order.account else {
        return Ok(Err(said!(
            "no account was instructed",
            "tidak ada rekening yang diinstruksikan"
        )));
    };
    let tokens = vault.would_tokens_for(TokenKind::Account, &person.accounts)?;
    let chosen = person.accounts.iter().zip(tokens).find(|(_, token)| *token == instructed);
    let Some((text, _)) = chosen else {
        return Ok(Err(said!(
            "the account that was instructed is not one of {recipient}: was it changed since?",
            "rekening yang diinstruksikan bukan milik {recipient}: apakah berubah sejak itu?"
        )));
    };
    let at = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (bank, number) = text.split_at(at);
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    if number.is_empty() {
        return Ok(Err(said!(
            "the account in the vault has no number",
            "rekening di brankas tanpa nomor"
        )));
    }
    Ok(Ok((Zeroizing::new(bank.trim().to_owned()), Zeroizing::new(number))))
}

fn amount(sen: i64, money: Money) -> Option<String> {
    let (rupiah, rest) = (sen / 100, sen % 100);
    match money {
        Money::Decimal => Some(format!("{rupiah}.{rest:02}")),
        Money::Comma => Some(format!("{rupiah},{rest:02}")),
        Money::Whole => (rest == 0).then(|| rupiah.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_layout_asks_or_not_at_all() {
        assert_eq!(amount(60_000_050, Money::Decimal).as_deref(), Some("600000.50"));
        assert_eq!(amount(60_000_005, Money::Comma).as_deref(), Some("600000,05"));
        assert_eq!(amount(60_000_000, Money::Whole).as_deref(), Some("600000"));
        assert_eq!(amount(60_000_050, Money::Whole), None);
    }

    fn written(separator: char, cells: &[&str]) -> String {
        let mut text = Vec::new();
        let mut csv = writer(&mut text, separator);
        line(&mut csv, cells.iter().copied()).unwrap();
        csv.flush().unwrap();
        drop(csv);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_run() {
        for (separator, cells, expected) in [
            (';', &["plain", "a;b", "a,b"][..], "plain;\"a;b\";a,b\r\n"),
            (',', &["plain", "a;b", "a,b"], "plain,a;b,\"a,b\"\r\n"),
            ('|', &["Ani \"Si\" Ana", "a|b"], "\"Ani \"\"Si\"\" Ana\"|\"a|b\"\r\n"),
            (
                ';',
                &["=1+1", "-5", "'t Hart", "=a;\"b\""],
                "'=1+1;'-5;''t Hart;\"'=a;\"\"b\"\"\"\r\n",
            ),
            (
                ';',
                &["0012345678901", "3603125201900001", "600.00"],
                "0012345678901;3603125201900001;600.00\r\n",
            ),
            ('\t', &["a\tb", "two\nlines"], "\"a\tb\"\t\"two\nlines\"\r\n"),
        ] {
            assert_eq!(written(separator, cells), expected, "{cells:?}");
        }
    }

    #[test]
    fn a_long_cell_passes_the_small_buffer_whole() {
        let name = "Siti \"Nur\" ".repeat(300);
        let expected = format!("\"{}\";x\r\n", name.replace('"', "\"\""));
        assert_eq!(written(';', &[&name, "x"]), expected);
    }
}

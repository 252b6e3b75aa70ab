//! Writing a payment file. Who cannot be paid is listed by payment, and then nothing is written.

use jejak_events::ids::RecipientId;
use zeroize::Zeroizing;

use super::layout::{Field, Layout, Money};
use super::orders::{Order, id_of};
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

/// Writes the orders in a layout.
pub fn write(
    vault: &Vault,
    layout: &Layout,
    orders: &[Order],
) -> Result<Result<PayFile, Vec<Unpayable>>, VaultError> {
    let mut text = Zeroizing::new(Vec::new());
    if layout.header {
        let titles = layout.columns.iter().map(|column| column.title.as_str());
        line(&mut text, layout.separator, titles);
    }
    let (mut sen, mut unpayable) = (0_i64, Vec::new());
    for (at, order) in orders.iter().enumerate() {
        match row(vault, layout, order, at + 1)? {
            Ok(cells) => {
                line(&mut text, layout.separator, cells.iter().map(|cell| cell.as_str()));
                sen = sen.saturating_add(order.sen);
            }
            Err(why) => unpayable.push(Unpayable { payment: order.seq, why }),
        }
    }
    if !unpayable.is_empty() {
        return Ok(Err(unpayable));
    }
    let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    Ok(Ok(PayFile { bytes: text, count, sen }))
}

/// A line whose cells are quoted where they must be, and never begin as a formula does.
fn line<'a>(text: &mut Vec<u8>, separator: char, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.extend(separator.encode_utf8(&mut [0; 4]).as_bytes());
        }
        let guarded = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = guarded || cell.contains([separator, '"', '\n', '\r']);
        if quoted {
            text.push(b'"');
            if guarded {
                text.push(b'\'');
            }
            text.extend(cell.replace('"', "\"\"").as_bytes());
            text.push(b'"');
        } else {
            text.extend(cell.as_bytes());
        }
    }
    text.extend(b"\r\n");
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

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut text = Vec::new();
        line(&mut text, ';', ["plain", "a;b", "say \"x\"", "=1+1", "-5"].into_iter());
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text, "plain;\"a;b\";\"say \"\"x\"\"\";\"'=1+1\";\"'-5\"\r\n");
    }
}

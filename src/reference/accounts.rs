//! Accounts (kode akun, Permendagri 90/2019 and its updates) that social assistance is budgeted on.
//!
//! Not here: the accounts of other spending, and what makes an account one of bansos
//! ([`AccountCode`]).

use jejak_events::AccountCode;
use jejak_events::codes::RecipientKind;
use jejak_events::vocabulary::RecipientType;

use super::{Basis, Entry, rows};

/// An account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Code, of any level.
    pub code: AccountCode,
    /// Name.
    pub name: &'static str,
    /// Where code and name come from.
    pub basis: Basis,
}

/// Code, name, basis: told apart from here, because reports name accounts too.
pub(super) use jejak_projections::report::ACCOUNTS as TABLE;

/// All, in the order of their codes.
pub fn all() -> Vec<Account> {
    let read = |[code, name, basis]: [&'static str; 3]| {
        Some(Account { code: code.parse().ok()?, name, basis: Basis::from_word(basis)? })
    };
    rows(TABLE).filter_map(read).collect()
}

impl Account {
    /// The spending it is part of: `bansos`, `hibah`, `modal` or `btt`.
    pub fn spending(&self) -> Option<&'static str> {
        let kinds = [
            (self.code.is_bansos(), "bansos"),
            (self.code.is_hibah(), "hibah"),
            (self.code.is_capital(), "modal"),
            (self.code.is_btt(), "btt"),
        ];
        kinds.into_iter().find(|(is, _)| *is).map(|(_, word)| word)
    }

    /// What it gives: `uang` or `barang`.
    pub fn form(&self) -> Option<&'static str> {
        let forms = [(self.code.is_cash(), "uang"), (self.code.is_goods(), "barang")];
        forms.into_iter().find(|(is, _)| *is).map(|(_, word)| word)
    }

    /// Who receives: the type of recipient that the rules ask for.
    pub fn recipient(&self) -> Option<RecipientType> {
        Some(match self.code.recipient_kind()? {
            RecipientKind::Individual => RecipientType::Individual,
            RecipientKind::Family => RecipientType::Family,
            RecipientKind::Group => RecipientType::Group,
            RecipientKind::Institution => RecipientType::Institution,
        })
    }

    /// Whether recipients are planned by name and address when the budget is made.
    pub fn planned(&self) -> Option<bool> {
        (self.code.is_planned() || self.code.is_unplanned()).then(|| self.code.is_planned())
    }
}

impl Entry for Account {
    type Code = AccountCode;

    fn code(&self) -> AccountCode {
        self.code
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn lies_below(code: AccountCode, above: AccountCode) -> bool {
        code.starts_with(above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name says in words what the code says in digits: one must not drift from the other.
    #[test]
    fn names_of_bansos_say_what_their_codes_mean() {
        let leaves = all().into_iter().filter(|account| account.planned().is_some());
        let mut count = 0;
        for account in leaves {
            count += 1;
            let name = account.name.to_lowercase();
            let recipient = account.recipient().map_or("", RecipientType::word);
            assert_eq!(account.spending(), Some("bansos"), "{name}");
            assert!(account.form().is_some_and(|form| name.contains(form)), "{name}");
            assert!(name.contains(&format!("kepada {recipient}")), "{name}: {recipient}");
            assert_eq!(name.contains("tidak direncanakan"), account.planned() == Some(false));
        }
        assert_eq!(count, 16);
    }

    #[test]
    fn other_spending_is_told_apart() {
        let of = |code: &str| {
            let known = all().into_iter().find(|account| account.code.to_string() == code);
            known.and_then(|account| account.spending())
        };
        let table = [("5.1.05", "hibah"), ("5.1.06", "bansos"), ("5.2", "modal"), ("5.3", "btt")];
        for (code, spending) in table {
            assert_eq!(of(code), Some(spending), "{code}");
        }
        assert_eq!(of("5.1"), None);
    }
}

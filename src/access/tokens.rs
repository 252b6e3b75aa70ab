//! Tokens of machines: `jejak_` and 64 hexadecimal digits, shown once, kept as a hash.

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;

use super::rows::{TokenRow, encoded, token_key};
use super::store::Change;
use super::{Access, AccessError, Known, Scope, hashed, hex, later, random};
use crate::said::said;

/// What every token begins with: searchable in places where none should lie.
const PREFIX: &str = "jejak_";
/// Longest life.
const LIFE_SECONDS_MAX: i64 = 366 * 86_400;
/// Most characters of a label.
const LABEL_MAX: usize = 80;
const DAY_MICROS: i64 = 86_400 * 1_000_000;

/// A token as lists show it: never the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenInfo {
    /// Its id, 16 hexadecimal digits.
    pub id: String,
    /// The account that it acts for.
    pub account: AccountRef,
    /// What its owner calls it.
    pub label: String,
    /// What it is good for.
    pub scope: Scope,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// The day (UTC) on which it was last used, as its first moment.
    pub used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

impl Access {
    /// Issues a token; the answer is its id, and the secret that nobody can see again.
    ///
    /// # Errors
    ///
    /// [`AccessError::Field`] for a label of no or over 80 characters, or an end that has passed or
    /// is more than a year away.
    pub fn issue_token(
        &self,
        account: AccountRef,
        label: &str,
        scope: &Scope,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(String, String), AccessError> {
        let label = label.trim();
        check_label(label)?;
        check_end(expires, now)?;
        let (id, secret) = (random::<8>(), format!("{PREFIX}{}", hex(&random::<32>())));
        let (acts, kinds) = match scope {
            Scope::Whole => (None, Vec::new()),
            Scope::Only { acts, kinds } => (
                Some(acts.iter().map(|act| act.word().to_owned()).collect()),
                kinds.iter().map(|kind| kind.number()).collect(),
            ),
        };
        let row = TokenRow {
            hash: hashed(&secret),
            account: account.0,
            label: label.to_owned(),
            acts,
            kinds,
            issued: now.micros(),
            expires: expires.micros(),
            used: None,
            revoked: None,
        };
        let mut held = self.write();
        self.commit(&mut held, vec![Change::put(token_key(id), encoded(&row))])?;
        Ok((hex(&id), secret))
    }

    /// Which machine shows a token; nothing when it ended, was revoked or never was. Asked for
    /// every request: a hash and two look-ups in memory.
    pub fn token(&self, secret: &str, now: Timestamp) -> Option<Known> {
        if !secret.starts_with(PREFIX) {
            return None;
        }
        let held = self.read();
        let id = *held.token_ids.get(&hashed(secret))?;
        let row = held.tokens.get(&id)?;
        if row.revoked.is_some() || now.micros() >= row.expires {
            return None;
        }
        let (account, scope) = (AccountRef(row.account), row.scope());
        let today = now.micros().div_euclid(DAY_MICROS);
        let first_today = row.used.is_none_or(|used| used < today);
        drop(held);
        if first_today {
            self.note_use(id, today);
        }
        Some(Known { account, means: Authentication::Token, proven: false, scope })
    }

    /// Writes the day of use, once a day. That it cannot be written keeps nobody out.
    fn note_use(&self, id: [u8; 8], today: i64) {
        let mut held = self.write();
        let Some(row) = held.tokens.get(&id).filter(|row| row.used < Some(today)) else { return };
        let row = TokenRow { used: Some(today), ..row.clone() };
        let _ = self.commit(&mut held, vec![Change::put(token_key(id), encoded(&row))]);
    }

    /// Revokes a token. One that was revoked before stays as it was.
    ///
    /// # Errors
    ///
    /// [`AccessError::NoToken`] where none has the id.
    pub fn revoke_token(&self, id: &str, now: Timestamp) -> Result<TokenInfo, AccessError> {
        let mut held = self.write();
        let known = held.tokens.iter().find(|(known, _)| hex(*known) == id);
        let Some((known, row)) = known.map(|(known, row)| (*known, row.clone())) else {
            return Err(AccessError::NoToken(id.chars().take(32).collect()));
        };
        let row = TokenRow { revoked: row.revoked.or(Some(now.micros())), ..row };
        self.commit(&mut held, vec![Change::put(token_key(known), encoded(&row))])?;
        Ok(info(known, &row))
    }

    /// Every token that was ever issued, in the order of their ends.
    pub fn tokens(&self) -> Vec<TokenInfo> {
        let held = self.read();
        let mut all: Vec<TokenInfo> = held.tokens.iter().map(|(id, row)| info(*id, row)).collect();
        all.sort_by(|one, other| (one.expires, &one.id).cmp(&(other.expires, &other.id)));
        all
    }
}

fn info(id: [u8; 8], row: &TokenRow) -> TokenInfo {
    let moment = |micros: i64| Timestamp::from_micros(micros).unwrap_or(Timestamp::MIN);
    TokenInfo {
        id: hex(&id),
        account: AccountRef(row.account),
        label: row.label.clone(),
        scope: row.scope(),
        issued: moment(row.issued),
        expires: moment(row.expires),
        used: row.used.map(|day| moment(day.saturating_mul(DAY_MICROS))),
        revoked: row.revoked.map(moment),
    }
}

fn check_label(label: &str) -> Result<(), AccessError> {
    let count = label.chars().count();
    let plain = !label.chars().any(char::is_control);
    if (1..=LABEL_MAX).contains(&count) && plain {
        return Ok(());
    }
    Err(AccessError::Field {
        field: "label",
        expected: said!(
            "1 to {LABEL_MAX} characters on one line",
            "1 sampai {LABEL_MAX} karakter dalam satu baris"
        ),
        found: said!("{count} characters", "{count} karakter"),
    })
}

fn check_end(expires: Timestamp, now: Timestamp) -> Result<(), AccessError> {
    if now < expires && expires <= later(now, LIFE_SECONDS_MAX) {
        return Ok(());
    }
    Err(AccessError::Field {
        field: "expires",
        expected: said!("later than now, and within a year", "sesudah sekarang, dalam satu tahun"),
        found: crate::said::Said::same(expires),
    })
}

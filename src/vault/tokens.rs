//! Equality tokens: one random id for each bank account, receipt, shop or device, equal for equal
//! values, so that the ledger sees who shares what and learns nothing else.

use jejak_events::ids::{RecipientId, Token};

use super::batch::Batch;
use super::person::plain;
use super::rows::{id_at, key};
use super::{Vault, VaultError, random};

/// What a token stands for. Equal values of two kinds have two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Bank account: bank and number.
    Account,
    /// Private receipt.
    Receipt,
    /// Shop or agent.
    Shop,
    /// Terminal or telephone.
    Device,
    /// A file, by its SHA-256.
    File,
}

impl TokenKind {
    /// All kinds.
    pub const ALL: [TokenKind; 5] = [
        TokenKind::Account,
        TokenKind::Receipt,
        TokenKind::Shop,
        TokenKind::Device,
        TokenKind::File,
    ];

    fn word(self) -> &'static str {
        match self {
            TokenKind::Account => "account",
            TokenKind::Receipt => "receipt",
            TokenKind::Shop => "shop",
            TokenKind::Device => "device",
            TokenKind::File => "file",
        }
    }
}

impl Vault {
    /// The token of a value that belongs to nobody in particular, drawn when the value is new.
    /// Blanks, dots, dashes and case make no difference.
    pub fn token(&self, kind: TokenKind, value: &str) -> Result<Token, VaultError> {
        let mut batch = self.batch();
        let (token, _) = self.token_in(&mut batch, kind, value)?;
        batch.commit()?;
        Ok(token)
    }

    /// The tokens of many values that belong to nobody in particular, drawn in one transaction.
    pub fn tokens_for(&self, kind: TokenKind, values: &[String]) -> Result<Vec<Token>, VaultError> {
        let mut batch = self.batch();
        let tokens = values.iter().map(|value| Ok(self.token_in(&mut batch, kind, value)?.0));
        let tokens = tokens.collect::<Result<_, VaultError>>()?;
        batch.commit()?;
        Ok(tokens)
    }

    /// What [`Vault::tokens_for`] would give; tokens of new values are drawn for this question alone.
    pub fn would_tokens_for(
        &self,
        kind: TokenKind,
        values: &[String],
    ) -> Result<Vec<Token>, VaultError> {
        let mut batch = self.batch();
        values.iter().map(|value| Ok(self.token_in(&mut batch, kind, value)?.0)).collect()
    }

    /// The tokens of what is people's, each with its owner, drawn in one transaction.
    pub fn tokens_of(
        &self,
        kind: TokenKind,
        values: &[(String, RecipientId)],
    ) -> Result<Vec<Token>, VaultError> {
        let mut batch = self.batch();
        let tokens = values.iter().map(|(value, id)| self.own_token(&mut batch, kind, value, *id));
        let tokens = tokens.collect::<Result<_, VaultError>>()?;
        batch.commit()?;
        Ok(tokens)
    }

    /// The token of something that is a person's; forgotten with the last person who has it.
    pub fn token_of(
        &self,
        kind: TokenKind,
        value: &str,
        owner: RecipientId,
    ) -> Result<Token, VaultError> {
        let mut batch = self.batch();
        self.data_key(&batch, owner)?;
        let token = self.own_token(&mut batch, kind, value, owner)?;
        batch.commit()?;
        Ok(token)
    }

    /// The tokens of what is a person's.
    pub fn tokens(&self, owner: RecipientId) -> Result<Vec<Token>, VaultError> {
        let rows = self.batch().under(&key(b'p', &[&owner.0]))?;
        rows.iter().map(|(row, _)| id_at(row, 17).map(Token)).collect()
    }

    pub(super) fn own_token(
        &self,
        batch: &mut Batch<'_>,
        kind: TokenKind,
        value: &str,
        owner: RecipientId,
    ) -> Result<Token, VaultError> {
        let (token, hash) = self.token_in(batch, kind, value)?;
        batch.put(key(b'o', &[&token.0, &owner.0]), []);
        batch.put(key(b'p', &[&owner.0, &token.0]), hash);
        Ok(token)
    }

    /// The token of a file, somebody's or nobody's.
    pub(super) fn token_of_file(
        &self,
        batch: &mut Batch<'_>,
        sha256: &str,
        owner: Option<RecipientId>,
    ) -> Result<Token, VaultError> {
        match owner {
            Some(owner) => self.own_token(batch, TokenKind::File, sha256, owner),
            None => self.token_in(batch, TokenKind::File, sha256).map(|(token, _)| token),
        }
    }

    fn token_in(
        &self,
        batch: &mut Batch<'_>,
        kind: TokenKind,
        value: &str,
    ) -> Result<(Token, [u8; 32]), VaultError> {
        let value = zeroize::Zeroizing::new(plain(value));
        if value.is_empty() {
            return Err(VaultError::Field {
                field: kind.word(),
                expected: "letters or digits",
                found: "none".to_owned(),
            });
        }
        let hash = self.keys.hash(kind.word(), value.as_bytes());
        if let Some(known) = batch.get(&key(b't', &[&hash]))? {
            return Ok((Token(id_at(&known, 0)?), hash));
        }
        let token = Token(random());
        batch.put(key(b't', &[&hash]), token.0);
        Ok((token, hash))
    }

    /// Forgets what is a person's; a value that nobody else has gets another token from now on.
    pub(super) fn forget_tokens(
        batch: &mut Batch<'_>,
        owner: RecipientId,
    ) -> Result<(), VaultError> {
        for (row, hash) in batch.under(&key(b'p', &[&owner.0]))? {
            let token = id_at(&row, 17)?;
            batch.remove(row);
            batch.remove(key(b'o', &[&token, &owner.0]));
            if batch.under(&key(b'o', &[&token]))?.is_empty() {
                batch.remove(key(b't', &[&hash]));
            }
        }
        Ok(())
    }
}

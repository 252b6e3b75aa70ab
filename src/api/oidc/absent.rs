//! What there is of an issuer in a build without one.

use super::Vouched;
use super::pending::Secrets;
use crate::settings::OidcIssuer;

/// An issuer that cannot be.
pub enum Issuer {}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The build knows no issuers.
    #[error("this build cannot ask an issuer of OpenID Connect; build it with `--features oidc`")]
    NotBuilt,
    /// What an issuer sent proves nothing.
    #[error("the issuer's answer proves nothing: {0}")]
    Unverified(String),
}

/// A sign-in that begins.
pub struct Begun {
    pub url: String,
    pub state: String,
    pub secrets: Secrets,
}

impl Issuer {
    pub fn of(_: &OidcIssuer) -> Result<Issuer, IssuerError> {
        Err(IssuerError::NotBuilt)
    }

    pub fn name(&self) -> &str {
        match *self {}
    }

    pub fn begin(&self) -> Result<Begun, IssuerError> {
        match *self {}
    }

    pub fn vouched(&self, _: String, _: Secrets) -> Result<Vouched, IssuerError> {
        match *self {}
    }
}

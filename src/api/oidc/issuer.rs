//! An issuer as the service asks it: its description and keys, a code's token, what the token says.
//!
//! Only signatures are verified here, with the issuer's public keys: no private key of ours is used.

use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse as _,
};

use zeroize::Zeroizing;

use super::Vouched;
use super::pending::Secrets;
use crate::settings::OidcIssuer;

/// How long the issuer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const ANSWER_MAX: u64 = 1024 * 1024;
/// Permission bits of group and others.
const OTHERS: u32 = 0o077;
/// How long its description and keys are used.
const FRESH: Duration = Duration::from_hours(1);
/// Ways of proving oneself that are, or include, a second factor (RFC 8176, section 2).
const SECOND_FACTORS: &[&str] = &["mfa", "otp", "hwk", "sc"];

/// An issuer.
pub struct Issuer {
    settings: OidcIssuer,
    secret: Option<Zeroizing<String>>,
    url: IssuerUrl,
    redirect: RedirectUrl,
    agent: ureq::Agent,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// Why an issuer cannot be used, or vouches for nobody.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// A setting.
    #[error("{field}: expected an https URL (or http on this machine), found `{found}`")]
    Setting {
        /// The setting.
        field: &'static str,
        /// What it says.
        found: String,
    },
    /// The file of the secret cannot be read, or others can read it.
    #[error("{path}: expected a file that its owner alone can read (chmod 600), found {found}")]
    Secret {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        found: String,
    },
    /// It does not answer, or not as an issuer does.
    #[error("the issuer cannot be asked now: {0}; try again, or sign in with a password")]
    Unreachable(String),
    /// What it sent, or what was sent in its name, proves nothing.
    #[error("the issuer's answer proves nothing: {0}")]
    Unverified(String),
}

/// Why a request to the issuer failed.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Http(#[from] ureq::Error),
    #[error("{0}")]
    Read(#[from] std::io::Error),
}

/// A sign-in that begins.
pub struct Begun {
    /// Where the browser is sent.
    pub url: String,
    /// What comes back with it.
    pub state: String,
    /// What stays here.
    pub secrets: Secrets,
}

impl Issuer {
    /// Checks the settings; nothing is asked yet.
    pub fn of(settings: &OidcIssuer) -> Result<Issuer, IssuerError> {
        let wrong = |field, found: &str| IssuerError::Setting { field, found: found.to_owned() };
        let (issuer, redirect) = (&settings.url, &settings.redirect);
        let url = IssuerUrl::new(issuer.clone()).map_err(|_| wrong("oidc-issuer", issuer))?;
        let back = RedirectUrl::new(redirect.clone());
        let back = back.map_err(|_| wrong("oidc-redirect", redirect))?;
        if !is_safe(url.url()) {
            return Err(wrong("oidc-issuer", issuer));
        }
        if !is_safe(back.url()) {
            return Err(wrong("oidc-redirect", redirect));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(format!("jejak/{}", env!("CARGO_PKG_VERSION")));
        let agent = config.build().into();
        let secret = settings.secret.as_deref().map(secret_of).transpose()?;
        let (settings, known) = (settings.clone(), Mutex::default());
        Ok(Issuer { settings, secret, url, redirect: back, agent, known })
    }

    /// The issuer, as its tokens name it.
    pub fn name(&self) -> &str {
        &self.settings.url
    }

    /// Begins a sign-in.
    pub fn begin(&self) -> Result<Begun, IssuerError> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let known = self.described(false)?;
        let client = CoreClient::from_provider_metadata(known, self.id(), self.secret())
            .set_redirect_uri(self.redirect.clone());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let asked = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let (url, state, nonce) = asked.set_pkce_challenge(challenge).url();
        Ok(Begun {
            url: url.to_string(),
            state: state.secret().clone(),
            secrets: Secrets { verifier: verifier.into_secret(), nonce: nonce.secret().clone() },
        })
    }

    /// What the issuer says of whoever came back with a code. Where its keys do not fit, they are
    /// asked for again once: issuers change them.
    pub fn vouched(&self, code: String, secrets: Secrets) -> Result<Vouched, IssuerError> {
        let unverified = |what: &dyn std::fmt::Display| IssuerError::Unverified(what.to_string());
        let known = self.described(false)?;
        let client = CoreClient::from_provider_metadata(known, self.id(), self.secret())
            .set_redirect_uri(self.redirect.clone());
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| unverified(&error))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier));
        let answer =
            exchange.request(&|request| self.ask(request)).map_err(|error| match error {
                openidconnect::RequestTokenError::Request(why) => {
                    IssuerError::Unreachable(why.to_string())
                }
                // The issuer's own words could repeat the code.
                _ => unverified(&"it gave no token for the code"),
            })?;
        let token = answer.id_token().ok_or_else(|| unverified(&"there is no id_token"))?;
        let nonce = Nonce::new(secrets.nonce);
        if let Ok(claims) = token.claims(&client.id_token_verifier(), &nonce) {
            return Ok(said_of(claims));
        }
        let fresh =
            CoreClient::from_provider_metadata(self.described(true)?, self.id(), self.secret());
        let claims = token.claims(&fresh.id_token_verifier(), &nonce);
        claims.map(said_of).map_err(|error| unverified(&error))
    }

    fn id(&self) -> ClientId {
        ClientId::new(self.settings.client.clone())
    }

    fn secret(&self) -> Option<ClientSecret> {
        self.secret.as_ref().map(|secret| ClientSecret::new(secret.to_string()))
    }

    /// The issuer's description with its keys.
    fn described(&self, anew: bool) -> Result<CoreProviderMetadata, IssuerError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = known.as_ref().filter(|(at, _)| !anew && at.elapsed() < FRESH);
        if let Some((_, described)) = fresh {
            return Ok(described.clone());
        }
        let described = CoreProviderMetadata::discover(&self.url, &|request| self.ask(request))
            .map_err(|error| IssuerError::Unreachable(error.to_string()))?;
        *known = Some((Instant::now(), described.clone()));
        Ok(described)
    }

    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Failed> {
        let answer = if request.body().is_empty() {
            self.agent.run(request.map(|_| ()))?
        } else {
            self.agent.run(request)?
        };
        let (head, body) = answer.into_parts();
        let mut bytes = Vec::new();
        body.into_reader().take(ANSWER_MAX).read_to_end(&mut bytes)?;
        Ok(HttpResponse::from_parts(head, bytes))
    }
}

/// The first line of a file that its owner alone can read.
fn secret_of(path: &Path) -> Result<Zeroizing<String>, IssuerError> {
    let wrong = |found| IssuerError::Secret { path: path.to_owned(), found };
    let read = || -> std::io::Result<(u32, Zeroizing<String>)> {
        let mode = std::fs::metadata(path)?.mode() & 0o777;
        Ok((mode, Zeroizing::new(std::fs::read_to_string(path)?)))
    };
    let (mode, text) = read().map_err(|error| wrong(error.to_string()))?;
    if mode & OTHERS != 0 {
        return Err(wrong(format!("mode {mode:03o}")));
    }
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().trim().to_owned()))
}

/// What verified claims say.
fn said_of(claims: &CoreIdTokenClaims) -> Vouched {
    let ways = claims.auth_method_refs().into_iter().flatten();
    let proven = ways.into_iter().any(|way| SECOND_FACTORS.contains(&way.as_str()));
    Vouched { subject: claims.subject().to_string(), proven }
}

/// Whether nobody on the way can read or change what is sent there.
fn is_safe(url: &openidconnect::url::Url) -> bool {
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

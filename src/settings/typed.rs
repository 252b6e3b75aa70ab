//! All settings in their types, checked against each other.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::apart;
use super::network::Network;
use super::resolve::Resolved;
use super::value::Value;
use super::wrong::{Wrong, quoted};
use crate::said::said;

/// How the service runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where those who watch are answered beside.
    pub watch_listen: Option<SocketAddr>,
    /// Most bytes of a body.
    pub body_max: usize,
    /// Most bytes of a document.
    pub document_max: u64,
    /// File with the vault's master key, and file with its passphrase; at most one of them.
    pub vault_key: (Option<PathBuf>, Option<PathBuf>),
    /// Commands that run at once.
    pub turns: usize,
    /// Bytes for answers that still hold.
    pub remembered: u64,
    /// Connections at once.
    pub connections: usize,
    /// How long a client may make others wait.
    pub patience: Duration,
    /// How long the end waits for answers that are being made.
    pub stop: Duration,
    /// Where backups go.
    pub backup_to: Option<PathBuf>,
    /// How old the last backup may become; none are made by themselves where nothing is said.
    pub backup_every: Option<Duration>,
    /// Where backups of the vault go.
    pub vault_backup_to: Option<PathBuf>,
    /// Most people whose data one account may see within an hour, and within a day.
    pub reveals: (u32, u32),
    /// How lines of the log are written.
    pub log_format: LogFormat,
    /// The least that is logged, as the table words it.
    pub log_level: &'static str,
    /// A commit that takes longer is slow.
    pub slow_commit: Duration,
    /// Certificate and key; without them it speaks plain HTTP.
    pub tls: Option<TlsFiles>,
    /// Whose word is taken for where a request came from.
    pub trusted_proxies: Vec<Network>,
    /// In which header they say it.
    pub proxy_header: ProxyHeader,
    /// An issuer through which people may sign in.
    pub oidc: Option<OidcIssuer>,
}

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// A JSON object per line.
    Json,
}

/// The header in which a proxy says where a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// An issuer of OpenID Connect, and as whom the service is known there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcIssuer {
    /// Its URL, as its tokens name it.
    pub url: String,
    /// The client id that it gave the service.
    pub client: String,
    /// The file of the secret that it gave the service; none for a public client.
    pub secret: Option<PathBuf>,
    /// Where it sends people back to.
    pub redirect: String,
}

/// The files of TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate and those above it.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
    /// Whether TLS 1.2 is spoken, too.
    pub speaks_1_2: bool,
}

impl TryFrom<&Resolved> for Settings {
    type Error = Wrong;

    fn try_from(given: &Resolved) -> Result<Settings, Wrong> {
        let address = |name| match given.of(name).value {
            Value::Address(address) => Some(address),
            _ => None,
        };
        let whole = |name| match given.of(name).value {
            Value::Whole(number) => number,
            _ => 0,
        };
        let file = |name| match &given.of(name).value {
            Value::File(path) => Some(path.clone()),
            _ => None,
        };
        let people = |name| u32::try_from(whole(name)).unwrap_or(u32::MAX);
        let word = |name| match given.of(name).value {
            Value::Word(word) => word,
            _ => "",
        };
        let trusted_proxies = match &given.of("trusted_proxies").value {
            Value::Networks(networks) => networks.clone(),
            _ => Vec::new(),
        };
        let listen = address("listen").unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 7370)));
        let settings = Settings {
            listen,
            watch_listen: address("watch_listen"),
            body_max: usize::try_from(whole("body_max")).unwrap_or(usize::MAX),
            document_max: whole("document_max"),
            vault_key: (file("master_key_file"), file("passphrase_file")),
            turns: usize::try_from(whole("turns")).unwrap_or(1),
            remembered: whole("remembered") << 20,
            connections: usize::try_from(whole("connections")).unwrap_or(1),
            patience: Duration::from_secs(whole("patience")),
            stop: Duration::from_secs(whole("stop_seconds")),
            backup_to: file("backup_to"),
            backup_every: Some(Duration::from_secs(whole("backup_every")))
                .filter(|every| !every.is_zero()),
            vault_backup_to: file("vault_backup_to"),
            reveals: (people("reveals_per_hour"), people("reveals_per_day")),
            log_format: if word("log_format") == "json" {
                LogFormat::Json
            } else {
                LogFormat::Text
            },
            log_level: word("log_level"),
            slow_commit: Duration::from_millis(whole("slow_commit")),
            tls: tls(given)?,
            trusted_proxies,
            proxy_header: match word("proxy_header") {
                "forwarded" => ProxyHeader::Forwarded,
                _ => ProxyHeader::XForwardedFor,
            },
            oidc: oidc(given)?,
        };
        is_protected(&settings, given)?;
        has_one_key(&settings, given)?;
        apart::check(&settings, given)?;
        Ok(settings)
    }
}

/// Certificate and key belong together.
fn tls(given: &Resolved) -> Result<Option<TlsFiles>, Wrong> {
    let (certificate, key) = (given.of("tls_certificate"), given.of("tls_key"));
    let alone = |alone: &super::Given, other: &str| {
        Wrong::other(
            alone.source.clone(),
            alone.setting.name,
            said!("`{other}` beside it", "`{other}` di sampingnya"),
            said!("it alone", "hanya ini"),
        )
    };
    match (&certificate.value, &key.value) {
        (Value::File(certificate), Value::File(key)) => Ok(Some(TlsFiles {
            certificate: certificate.clone(),
            key: key.clone(),
            speaks_1_2: given.of("tls_min").value == Value::Word("1.2"),
        })),
        (Value::File(_), _) => Err(alone(certificate, "tls_key")),
        (_, Value::File(_)) => Err(alone(key, "tls_certificate")),
        _ => Ok(None),
    }
}

/// An issuer is three settings together; none of them says anything alone.
fn oidc(given: &Resolved) -> Result<Option<OidcIssuer>, Wrong> {
    let text = |name| match &given.of(name).value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    let secret = match &given.of("oidc_secret_file").value {
        Value::File(path) => Some(path.clone()),
        _ => None,
    };
    match (text("oidc_issuer"), text("oidc_client"), text("oidc_redirect")) {
        (Some(url), Some(client), Some(redirect)) => {
            Ok(Some(OidcIssuer { url, client, secret, redirect }))
        }
        (None, None, None) if secret.is_none() => Ok(None),
        (issuer, client, _) => {
            let missing = match (issuer, client) {
                (None, _) => "oidc_issuer",
                (_, None) => "oidc_client",
                _ => "oidc_redirect",
            };
            let missing = given.of(missing);
            Err(Wrong::other(
                missing.source.clone(),
                missing.setting.name,
                said!(
                    "a value beside the other settings of the issuer",
                    "nilai di samping pengaturan penerbit lainnya"
                ),
                quoted(""),
            ))
        }
    }
}

/// A vault has one key.
fn has_one_key(settings: &Settings, given: &Resolved) -> Result<(), Wrong> {
    let (Some(_), Some(_)) = &settings.vault_key else { return Ok(()) };
    let second = given.of("passphrase_file");
    Err(Wrong::other(
        second.source.clone(),
        second.setting.name,
        said!("none beside `master_key_file`", "tidak ada di samping `master_key_file`"),
        said!("both", "keduanya"),
    ))
}

/// Nobody on the way reads what goes beyond this machine, unless somebody says that it may be so.
fn is_protected(settings: &Settings, given: &Resolved) -> Result<(), Wrong> {
    let consented = given.of("plain_http").value == Value::Switch(true);
    let proxied = !settings.trusted_proxies.is_empty();
    let here = settings.listen.ip().to_canonical().is_loopback();
    if here || settings.tls.is_some() || proxied || consented {
        return Ok(());
    }
    let listen = given.of("listen");
    Err(Wrong::other(
        listen.source.clone(),
        "listen",
        said!(
            "an address of this machine alone, such as 127.0.0.1:7370, or `tls_certificate` and \
             `tls_key`, or `trusted_proxies`, or the consent `plain_http`",
            "alamat mesin ini saja, misalnya 127.0.0.1:7370, atau `tls_certificate` dan `tls_key`, \
             atau `trusted_proxies`, atau persetujuan `plain_http`"
        ),
        quoted(&settings.listen.to_string()),
    ))
}

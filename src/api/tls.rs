//! Certificate and key of the service: read, judged, and read again while it runs.
//!
//! Invariants: a key that others can read, that is weak, or that is not the certificate's, is refused;
//! what cannot be read again changes nothing, and is logged.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::Signal;
use tokio::sync::watch;
use tokio_rustls::rustls::crypto::ring::{default_provider, sign::any_supported_type};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{InconsistentKeys, ServerConfig, SupportedProtocolVersion};

use super::state::Shared;
use crate::said::{Said, said};
use crate::settings::TlsFiles;

mod ends;
#[cfg(test)]
mod tests;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);
/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// Why the service cannot speak TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{0}: cannot be read: {1}")]
    Unread(PathBuf, #[source] std::io::Error),
    /// There is no certificate in the file, or one that is none.
    #[error("{0}: no certificate")]
    NoCertificate(PathBuf),
    /// There is no private key in the file, or one that is none.
    #[error("{0}: no key")]
    NoKey(PathBuf),
    /// Others may read the key.
    #[error("{0}: others may read it: {1:o}")]
    Readable(PathBuf, u32),
    /// The key is too weak, or of a sort that nobody speaks.
    #[error("{0}: weak key")]
    Weak(PathBuf),
    /// The key is not that of the certificate.
    #[error("{0}: not the key of the certificate")]
    NotTheKey(PathBuf),
}

impl TlsError {
    /// The same in both languages: what was expected, what was found.
    pub fn said(&self) -> Said {
        match self {
            TlsError::Unread(path, why) => crate::said::of_error(why, |_| None).after(path.display()),
            TlsError::NoCertificate(path) => said!(
                "expected certificates in PEM, the service's own first, found none",
                "seharusnya sertifikat PEM, milik layanan paling depan, ditemukan tidak ada"
            )
            .after(path.display()),
            TlsError::NoKey(path) => said!(
                "expected a private key in PEM, without a passphrase, found none",
                "seharusnya kunci privat PEM tanpa frasa sandi, ditemukan tidak ada"
            )
            .after(path.display()),
            TlsError::Readable(path, mode) => said!(
                "expected mode 600 or 400, found {mode:03o}: others can read the key; `chmod 600`, and \
                 a new key if somebody could get at it",
                "seharusnya mode 600 atau 400, ditemukan {mode:03o}: orang lain dapat membaca kunci; \
                 `chmod 600`, dan kunci baru bila ada yang sempat menjangkaunya"
            )
            .after(path.display()),
            TlsError::Weak(path) => said!(
                "expected a key of Ed25519, ECDSA on P-256, P-384 or P-521, or RSA of 2048 to 8192 bits, found \
                 a weaker one or another sort; make a new key and certificate",
                "seharusnya kunci Ed25519, ECDSA P-256, P-384 atau P-521, atau RSA 2048 sampai 8192 bit, \
                 ditemukan yang lebih lemah atau jenis lain; buat kunci dan sertifikat baru"
            )
            .after(path.display()),
            TlsError::NotTheKey(path) => said!(
                "expected the key of the first certificate, found another; put the service's own \
                 certificate first",
                "seharusnya kunci dari sertifikat pertama, ditemukan lain; taruh sertifikat layanan \
                 sendiri paling depan"
            )
            .after(path.display()),
        }
    }
}

/// What TLS is spoken by, as of the last reading.
pub struct Tls {
    files: TlsFiles,
    config: watch::Sender<Arc<ServerConfig>>,
    /// When the certificate ends, in seconds since 1970.
    ends: i64,
}

/// Both files as they lie there: what changes when one is exchanged.
type Stamp = [Option<(u64, i64, i64, u64)>; 2];

impl Tls {
    /// Reads certificate and key.
    pub fn open(files: &TlsFiles) -> Result<Tls, TlsError> {
        let (config, ends) = load(files)?;
        Ok(Tls { files: files.clone(), config: watch::Sender::new(config), ends })
    }

    /// What connections are made by.
    pub fn config(&self) -> watch::Receiver<Arc<ServerConfig>> {
        self.config.subscribe()
    }

    fn stamp(&self) -> Stamp {
        [&self.files.certificate, &self.files.key].map(|path| {
            let about = std::fs::metadata(path).ok()?;
            Some((about.ino(), about.mtime(), about.mtime_nsec(), about.len()))
        })
    }

    fn read_again(&mut self, service: &Shared) {
        match load(&self.files) {
            Ok((config, ends)) => {
                self.config.send_replace(config);
                self.ends = ends;
                service.metrics.certificate_ends.set(ends);
                tracing::info!(ends, "certificate read again");
            }
            Err(why) => {
                let why = why.said().en;
                tracing::error!(why, "certificate not read again, the one before stays");
            }
        }
    }

    /// Reads both again on SIGHUP and whenever they change.
    pub async fn follow(mut self, mut hangup: Signal, service: Shared) {
        service.metrics.certificate_ends.set(self.ends);
        let mut last = self.stamp();
        loop {
            let asked = tokio::select! {
                told = hangup.recv() => told.is_some(),
                () = tokio::time::sleep(EVERY) => false,
            };
            let now = self.stamp();
            if asked || now != last {
                last = now;
                self.read_again(&service);
            }
        }
    }
}

fn load(files: &TlsFiles) -> Result<(Arc<ServerConfig>, i64), TlsError> {
    let chain = certificates(&files.certificate)?;
    let key = key(&files.key)?;
    let ends = chain.first().and_then(|own| ends::ends(own)).unwrap_or(0);
    let weak = || TlsError::Weak(files.key.clone());
    let key = any_supported_type(&key).map_err(|_| weak())?;
    let certified = CertifiedKey::new(chain, key);
    match certified.keys_match() {
        Ok(()) | Err(tokio_rustls::rustls::Error::InconsistentKeys(InconsistentKeys::Unknown)) => {}
        Err(_) => return Err(TlsError::NotTheKey(files.key.clone())),
    }
    let versions: &[&SupportedProtocolVersion] =
        if files.speaks_1_2 { &[&TLS13, &TLS12] } else { &[&TLS13] };
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let config = config.with_protocol_versions(versions).map_err(|_| weak())?;
    let resolver = Arc::new(SingleCertAndKey::from(certified));
    let mut config = config.with_no_client_auth().with_cert_resolver(resolver);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((Arc::new(config), ends))
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::Unread(path.to_owned(), error))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let none = || TlsError::NoCertificate(path.to_owned());
    let pem = read(path)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    chain.ok().filter(|chain| !chain.is_empty()).ok_or_else(none)
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let about = std::fs::metadata(path).map_err(|why| TlsError::Unread(path.to_owned(), why))?;
    let mode = about.mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(TlsError::Readable(path.to_owned(), mode));
    }
    let pem = zeroize::Zeroizing::new(read(path)?);
    PrivateKeyDer::from_pem_slice(&pem).map_err(|_| TlsError::NoKey(path.to_owned()))
}

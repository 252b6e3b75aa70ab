//! What is taken as certificate and key, and what is refused.

use std::ops::DerefMut;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use rcgen::{CertificateParams, CertifiedKey as Made, KeyPair, date_time_ymd};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, ConnectionCommon, RootCertStore, ServerConnection,
};

use super::*;

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
        std::fs::set_permissions(self.path(name), std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    fn files(&self) -> TlsFiles {
        let (certificate, key) = (self.path("c.pem"), self.path("k.pem"));
        TlsFiles { certificate, key, speaks_1_2: true }
    }

    /// Whether it is taken; else what is wrong, without the folder.
    fn opened(&self) -> Result<i64, String> {
        let folder = format!("{}/", self.0.path().display());
        let opened = Tls::open(&self.files());
        opened.map(|tls| tls.ends).map_err(|error| error.said().en.replace(&folder, ""))
    }
}

fn made() -> Made<KeyPair> {
    rcgen::generate_simple_self_signed(vec!["jejak.example".to_owned()]).unwrap()
}

#[test]
fn a_certificate_tells_when_it_ends() {
    for (year, month, day) in [(2030, 6, 17), (2049, 12, 31), (2050, 1, 1), (2120, 2, 29)] {
        let mut params = CertificateParams::new(vec!["jejak.example".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(year, month, day);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let expected = params.not_after.unix_timestamp();
        assert_eq!(ends::ends(certificate.der()), Some(expected), "{year}");
        // Cut anywhere, it is no date and no panic.
        for end in 0..certificate.der().len().min(200) {
            assert_eq!(ends::ends(&certificate.der()[..end]), None, "{end}");
        }
    }
}

#[test]
fn what_is_no_certificate_or_key_is_refused() {
    let (own, other) = (made(), made());
    let (certificate, key) = (own.cert.pem(), own.signing_key.serialize_pem());
    let other_key = other.signing_key.serialize_pem();
    for (certificate, key, expected) in [
        ("", &*key, "c.pem: expected certificates in PEM"),
        (&*key, &*key, "c.pem: expected certificates in PEM"),
        (&*certificate, "", "k.pem: expected a private key in PEM"),
        (&*certificate, &*certificate, "k.pem: expected a private key in PEM"),
        (&*certificate, &*other_key, "k.pem: expected the key of the first certificate"),
    ] {
        let desk = Desk::new();
        desk.write("c.pem", certificate);
        desk.write("k.pem", key);
        let wrong = desk.opened().unwrap_err();
        assert!(wrong.starts_with(expected), "{wrong}");
    }
    let desk = Desk::new();
    desk.write("c.pem", &certificate);
    assert!(desk.opened().unwrap_err().starts_with("k.pem: No such file"));
    desk.write("k.pem", &key);
    assert!(desk.opened().unwrap() > 0);
    std::fs::set_permissions(desk.path("k.pem"), std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(desk.opened().unwrap_err().starts_with("k.pem: expected mode 600 or 400, found 640"));
}

/// Makes key and certificate with another program; whether it is there.
fn openssl(desk: &Path, key: &[&str]) -> bool {
    let made = Command::new("openssl")
        .current_dir(desk)
        .args([
            "req",
            "-x509",
            "-nodes",
            "-subj",
            "/CN=jejak.example",
            "-keyout",
            "k.pem",
            "-out",
            "c.pem",
        ])
        .args(key)
        .output();
    made.is_ok_and(|output| output.status.success())
}

#[test]
fn a_weak_key_is_refused() {
    for (key, taken) in [
        (&["-newkey", "rsa:1024"][..], false),
        (&["-newkey", "rsa:2048"], true),
        (&["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"], false),
        (&["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], true),
        (&["-newkey", "ed25519"], true),
    ] {
        let desk = Desk::new();
        if !openssl(desk.0.path(), key) {
            println!("SKIPPED: {key:?}: openssl does not make it here");
            continue;
        }
        std::fs::set_permissions(desk.path("k.pem"), std::fs::Permissions::from_mode(0o600))
            .unwrap();
        let opened = desk.opened();
        assert_eq!(opened.is_ok(), taken, "{key:?}: {opened:?}");
        if let Err(wrong) = opened {
            assert!(wrong.starts_with("k.pem: expected a key of Ed25519"), "{wrong}");
        }
    }
}

/// Moves what one side has to say to the other; whether that understood it.
fn say(from: &mut impl Side, to: &mut impl Side) -> bool {
    let mut bytes = Vec::new();
    while from.has_to_say() {
        from.tell(&mut bytes);
    }
    bytes.is_empty() || to.hear(&bytes)
}

/// One side of a connection.
trait Side {
    fn has_to_say(&self) -> bool;
    fn tell(&mut self, bytes: &mut Vec<u8>);
    fn hear(&mut self, bytes: &[u8]) -> bool;
}

impl<T: DerefMut<Target = ConnectionCommon<D>>, D> Side for T {
    fn has_to_say(&self) -> bool {
        self.wants_write()
    }

    fn tell(&mut self, bytes: &mut Vec<u8>) {
        self.write_tls(bytes).unwrap();
    }

    fn hear(&mut self, mut bytes: &[u8]) -> bool {
        while !bytes.is_empty() {
            self.read_tls(&mut bytes).unwrap();
            if self.process_new_packets().is_err() {
                return false;
            }
        }
        true
    }
}

#[test]
fn an_old_version_is_spoken_only_where_it_is_allowed() {
    let own = made();
    let desk = Desk::new();
    desk.write("c.pem", &own.cert.pem());
    desk.write("k.pem", &own.signing_key.serialize_pem());
    for (speaks_1_2, version, spoken) in
        [(true, &TLS12, true), (true, &TLS13, true), (false, &TLS12, false), (false, &TLS13, true)]
    {
        let tls = Tls::open(&TlsFiles { speaks_1_2, ..desk.files() }).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(own.cert.der().clone()).unwrap();
        let client = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = "jejak.example".try_into().unwrap();
        let mut client = ClientConnection::new(Arc::new(client), name).unwrap();
        let mut server = ServerConnection::new(tls.config().borrow().clone()).unwrap();
        let understood =
            (0..4).all(|_| say(&mut client, &mut server) && say(&mut server, &mut client));
        let done = understood && !client.is_handshaking() && !server.is_handshaking();
        assert_eq!(done, spoken, "{speaks_1_2} {version:?}");
    }
}

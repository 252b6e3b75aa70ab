//! TLS as clients meet it: a real certificate, a real client, and both exchanged while it runs.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::api_house::{Service, token};
use crate::cli::{Desk, stderr};

/// An authority of our own.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Authority { pem, issuer: Issuer::new(params, key) }
    }

    /// Writes a certificate for this machine and its key.
    fn issue(&self, desk: &Desk) {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let (params, key) = (CertificateParams::new(names).unwrap(), KeyPair::generate().unwrap());
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        write(desk, "key.pem", &key.serialize_pem());
        write(desk, "chain.pem", &certificate.pem());
    }

    /// A client that believes this authority alone.
    fn client(&self) -> Agent {
        let root = Certificate::from_pem(self.pem.as_bytes()).unwrap();
        let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[root])).build();
        Agent::config_builder().http_status_as_error(false).tls_config(tls).build().into()
    }
}

/// Writes a file that nobody else may read, whole or not at all.
fn write(desk: &Desk, name: &str, text: &str) -> String {
    let new = desk.file(&format!("{name}.new"), text);
    std::fs::set_permissions(&new, std::fs::Permissions::from_mode(0o600)).unwrap();
    let path = new.trim_end_matches(".new").to_owned();
    std::fs::rename(new, &path).unwrap();
    path
}

fn path(desk: &Desk, name: &str) -> String {
    desk.data().parent().unwrap().join(name).to_string_lossy().into_owned()
}

fn served(desk: Desk) -> Service {
    let (certificate, key) = (path(&desk, "chain.pem"), path(&desk, "key.pem"));
    let service = Service::with(desk, &["--tls-certificate", &certificate, "--tls-key", &key]);
    assert_eq!(service.scheme, "https");
    service
}

/// Asks for health; the status, or that there was no answer.
fn asked(agent: &Agent, service: &Service) -> Result<u16, String> {
    let url = format!("https://localhost:{}/healthz", service.address.port());
    let mut answer = agent.get(&url).call().map_err(|error| error.to_string())?;
    // Read to its end, the connection is kept for the next request.
    answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
    Ok(answer.status().as_u16())
}

#[test]
fn only_who_believes_the_authority_is_answered() {
    let (desk, own, other) = (Desk::founded(), Authority::new(), Authority::new());
    own.issue(&desk);
    let service = served(desk);
    let url = format!("https://127.0.0.1:{}/v1/openapi.json", service.address.port());
    let answer = own.client().get(&url).call().unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
    assert!(asked(&other.client(), &service).is_err());
    let plain = format!("http://127.0.0.1:{}/healthz", service.address.port());
    assert!(own.client().get(&plain).call().is_err(), "nothing is answered in the open");
}

#[test]
fn certificates_are_exchanged_while_clients_are_connected() {
    let (desk, first, second) = (Desk::founded(), Authority::new(), Authority::new());
    first.issue(&desk);
    let service = served(desk);
    let connected = first.client();
    assert_eq!(asked(&connected, &service), Ok(200));
    // Both files, one after the other: whatever lies there in between changes nothing.
    second.issue(&service.desk);
    service.log_with("certificate read again", 1);
    assert_eq!(asked(&second.client(), &service), Ok(200));
    assert_eq!(asked(&connected, &service), Ok(200), "who was connected stays so");
    assert!(asked(&first.client(), &service).is_err());
    service.signal("-HUP");
    service.log_with("certificate read again", 2);
    write(&service.desk, "key.pem", "no key\n");
    let log = service.log_with("certificate not read again", 1);
    assert!(log.contains("expected a private key in PEM"), "{log}");
    assert_eq!(asked(&second.client(), &service), Ok(200), "the one before stays");
}

#[test]
fn a_certificate_that_cannot_be_used_ends_the_start() {
    let (desk, own) = (Desk::founded(), Authority::new());
    own.issue(&desk);
    let (certificate, key) = (path(&desk, "chain.pem"), path(&desk, "key.pem"));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let args =
        ["serve", "--listen", "127.0.0.1:0", "--tls-certificate", &certificate, "--tls-key", &key];
    let output = desk.run(&args);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("key.pem: expected mode 600 or 400, found 644"),
        "{}",
        stderr(&output)
    );
}

/// Runs a command against the service.
fn remote(service: &Service, token: &str, args: &[&str]) -> std::process::Output {
    let url = format!("https://localhost:{}", service.address.port());
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.env("LANG", "C").env_remove("LC_ALL").args(["--server", &url, "--token-file", token]);
    command.args(args).output().unwrap()
}

#[test]
fn the_command_line_asks_over_tls() {
    let (desk, own, other) = (Desk::founded(), Authority::new(), Authority::new());
    own.issue(&desk);
    assert!(desk.run(&["account", "grant", "1", "auditor"]).status.success());
    let token = token(&desk, "1", &["HolidayDeclared"]);
    let token = write(&desk, "token", &token);
    let (ca, wrong) = (desk.file("ca.pem", &own.pem), desk.file("other.pem", &other.pem));
    let expected = desk.run(&["show", "1", "--json"]);
    let service = served(desk);
    let shown = remote(&service, &token, &["--ca", &ca, "show", "1", "--json"]);
    assert!(shown.status.success(), "{}", stderr(&shown));
    assert_eq!(shown.stdout, expected.stdout);
    for args in [&["--ca", &*wrong, "show", "1"][..], &["show", "1"]] {
        let output = remote(&service, &token, args);
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    assert!(Path::new(&ca).exists());
}

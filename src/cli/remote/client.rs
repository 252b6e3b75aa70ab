//! HTTP to one service.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use ureq::http::{HeaderName, HeaderValue, Request, Uri, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::answer::Answer;
use super::{Chosen, token};
use crate::commands::{Context, Failure, errors};
use crate::ledger::rules::Language;
use crate::said::{Said, said};

/// Longest time to find the service and to reach it.
const CONNECT: Duration = Duration::from_secs(10);
/// Longest time until an answer begins. What takes longer is begun as a job.
const RESPONSE: Duration = Duration::from_mins(5);
/// Longest silence within an answer.
const SILENCE: Duration = Duration::from_mins(1);

/// One service, and the proof that it is asked with.
pub struct Client {
    agent: ureq::Agent,
    /// Scheme, machine and path in front of every path.
    base: String,
    /// The machine, as messages name it.
    machine: String,
    proof: HeaderValue,
}

/// A request that is ready to be sent.
#[derive(Debug)]
pub struct ToSend {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// Headers beside those that every request has.
    pub headers: Vec<(&'static str, String)>,
    /// The body; nothing where there is none.
    pub body: Option<Vec<u8>>,
}

impl ToSend {
    /// A request without a body.
    pub fn new(context: &Context, method: &'static str, path: String, accept: &str) -> ToSend {
        let language = match context.language {
            Language::En => "en",
            Language::Id => "id",
        };
        let headers = vec![("accept", accept.to_owned()), ("accept-language", language.to_owned())];
        ToSend { method, path, headers, body: None }
    }
}

impl Client {
    /// Reads the token and makes ready to ask; nothing is sent yet.
    pub fn new(context: &Context, chosen: Chosen<'_>) -> Result<Client, Failure> {
        let Chosen { url, token_file, ca, insecure } = chosen;
        let (base, machine) = address(url, insecure).map_err(Failure::Usage)?;
        let roots = ca.map_or(Ok(RootCerts::PlatformVerifier), authority)?;
        let proof = token::read(token_file)?;
        let roots = TlsConfig::builder().root_certs(roots).build();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // The token belongs to this service, not to where it might point.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECT))
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(RESPONSE))
            .timeout_per_read(Some(SILENCE))
            .user_agent(format!("jejak/{}", env!("CARGO_PKG_VERSION")))
            .tls_config(roots);
        // Without TLS a proxy would read the token.
        let plain = base.starts_with("http://");
        let config = if plain { config.proxy(None) } else { config };
        if plain && insecure {
            context.note(&said!(
                "note: the token goes to {machine} over http://; everybody on the way can read it",
                "catatan: token dikirim ke {machine} lewat http://; siapa pun di jalur dapat \
                 membacanya"
            ));
        }
        Ok(Client { agent: config.build().into(), base, machine, proof })
    }

    /// Sends a request and waits for its answer to begin.
    pub fn send(&self, to_send: &ToSend) -> Result<Answer, Failure> {
        let mut request = Request::builder()
            .method(to_send.method)
            .uri(format!("{}{}", self.base, to_send.path))
            .header(header::AUTHORIZATION, self.proof.clone());
        for (name, value) in &to_send.headers {
            request = request.header(HeaderName::from_static(name), value);
        }
        let sent = match &to_send.body {
            Some(body) => request.body(body).map(|request| self.agent.run(request)),
            None => request.body(()).map(|request| self.agent.run(request)),
        };
        let answered = sent.unwrap_or_else(|error| Err(error.into()));
        let records = to_send.method == "POST";
        let answered = answered.map_err(|error| Failure::Io(self.unanswered(&error, records)))?;
        Ok(Answer::of(answered, self.machine.clone()))
    }

    fn unanswered(&self, error: &ureq::Error, records: bool) -> Said {
        let (machine, why) = (&self.machine, told(error));
        let what = said!(
            with why;
            "no answer from {machine}: {why}; check --server, and that the service runs there",
            "tidak ada jawaban dari {machine}: {why}; periksa --server, dan apakah layanan berjalan \
             di sana"
        );
        if !records || never_sent(error) {
            return what;
        }
        said!(
            with what;
            "{what}. Whether anything was recorded is not known: look at the end of the ledger before \
             sending it again; --request-id makes `append` safe to repeat",
            "{what}. Tidak diketahui apakah ada yang tercatat: lihat akhir buku sebelum mengirim lagi; \
             dengan --request-id, `append` aman diulang"
        )
    }
}

/// The certificates of a file.
fn authority(path: &Path) -> Result<RootCerts, Failure> {
    let unread = |error| Failure::Io(errors::said(&error).after(path.display()));
    let pem = std::fs::read(path).map_err(unread)?;
    let items: Result<Vec<PemItem<'static>>, _> = parse_pem(&pem).collect();
    let certificate = |item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    };
    let all: Vec<_> = items.unwrap_or_default().into_iter().filter_map(certificate).collect();
    if all.is_empty() {
        let what = said!(
            "expected certificates in PEM, found none",
            "seharusnya sertifikat PEM, ditemukan tidak ada"
        );
        return Err(Failure::Usage(what.after(format_args!("--ca: {}", path.display()))));
    }
    Ok(RootCerts::new_with_certs(&all))
}

/// Whether the request cannot have arrived.
fn never_sent(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::Http(_) => true,
        ureq::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    }
}

fn told(error: &ureq::Error) -> Said {
    match error {
        ureq::Error::Io(error) => errors::said(error),
        ureq::Error::HostNotFound => said!("no such host", "nama host tidak dikenal"),
        ureq::Error::ConnectionFailed => said!("it cannot be reached", "tidak dapat dihubungi"),
        ureq::Error::Timeout(_) => said!("the time ran out", "waktu tunggu habis"),
        error => errors::said(error),
    }
}

/// Base and machine of a URL; without TLS only this machine, unless that is consented to.
fn address(url: &str, insecure: bool) -> Result<(String, String), Said> {
    let wrong = || {
        // Not what was found: a password may stand in it.
        said!(
            "--server: expected https://HOST[:PORT][/PATH], without name, password or query, found \
             something else",
            "--server: seharusnya https://HOST[:PORT][/JALUR], tanpa nama, kata sandi atau kueri, \
             ditemukan lain"
        )
    };
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    let (Some(scheme), Some(machine)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong());
    };
    let known = matches!(scheme, "http" | "https");
    if !known || machine.as_str().contains('@') || uri.query().is_some() {
        return Err(wrong());
    }
    if scheme == "http" && !insecure && !is_here(machine.host()) {
        return Err(said!(
            "--server: expected https://, or http:// to this machine alone, found http:// to \
             {machine}: everybody on the way could read the token. Use https://, or --insecure-http \
             where the way is protected otherwise",
            "--server: seharusnya https://, atau http:// ke mesin ini saja, ditemukan http:// ke \
             {machine}: siapa pun di jalur dapat membaca token. Pakai https://, atau --insecure-http \
             bila jalurnya terlindung dengan cara lain"
        ));
    }
    let path = uri.path().trim_end_matches('/');
    Ok((format!("{scheme}://{machine}{path}"), machine.to_string()))
}

fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// URL, consent, and the base; or the beginning of what is wrong.
    const CASES: &[(&str, bool, &str)] = &[
        ("https://jejak.example", false, "https://jejak.example"),
        ("https://jejak.example:8443/buku/", false, "https://jejak.example:8443/buku"),
        ("http://127.0.0.1:7370", false, "http://127.0.0.1:7370"),
        ("http://127.9.9.9:7370/", false, "http://127.9.9.9:7370"),
        ("http://[::1]:7370", false, "http://[::1]:7370"),
        ("http://LOCALHOST:7370", false, "http://LOCALHOST:7370"),
        ("http://10.0.0.7:7370", true, "http://10.0.0.7:7370"),
        ("http://10.0.0.7:7370", false, "--server: expected https://, or http:// to this machine"),
        ("http://localhost.example", false, "--server: expected https://, or http:// to this"),
        ("http://127.0.0.1.example", false, "--server: expected https://, or http:// to this"),
        ("https://siti:rahasia@jejak.example", false, "--server: expected https://HOST"),
        ("http://127.0.0.1@evil.example", false, "--server: expected https://HOST"),
        ("https://jejak.example/?a=b", false, "--server: expected https://HOST"),
        ("ftp://jejak.example", true, "--server: expected https://HOST"),
        ("jejak.example", false, "--server: expected https://HOST"),
        ("/v1", false, "--server: expected https://HOST"),
        ("", false, "--server: expected https://HOST"),
    ];

    #[test]
    fn a_token_is_read_by_nobody_on_the_way() {
        for (url, insecure, expected) in CASES {
            let found = match address(url, *insecure) {
                Ok((base, _)) => {
                    assert_eq!(base, *expected);
                    continue;
                }
                Err(what) => what,
            };
            for told in [&found.en, &found.id] {
                assert!(!told.contains("rahasia"), "{told}");
            }
            assert!(found.en.starts_with(expected), "{url}: {}", found.en);
        }
    }
}

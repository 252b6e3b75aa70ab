//! Somebody who proved themselves by a second factor, as an authenticator program and a browser do it.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha1::Sha1;

use crate::api_house::{Ask, Service, ask};
use crate::cli::Desk;
use crate::person::fed;

const PASSWORD: &str = "kursi-biru-di-teras";

/// A session.
pub struct Session {
    cookie: String,
    csrf: String,
}

/// Gives an account a login and a second factor; a recovery code, good once.
pub fn enrolled(desk: &Desk, account: &str, login: &str) -> String {
    let mut set = Command::new(env!("CARGO_BIN_EXE_jejak"));
    set.arg("--data").arg(desk.data());
    set.args(["account", "password", account, "--login", login]);
    let set = fed(set, PASSWORD);
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    let begun = desk.json(&["account", "totp", account]);
    let code = one_time_code(&unbase32(begun["secret"].as_str().unwrap()));
    let confirmed = desk.json(&["account", "totp", account, "--confirm", &code]);
    confirmed["recovery_codes"][0].as_str().unwrap().to_owned()
}

impl Session {
    /// Signs in with what [`enrolled`] gave.
    pub fn begin(service: &Service, login: &str, code: &str) -> Session {
        let signing = json!({ "login": login, "password": PASSWORD, "totp": code });
        let begun = service.ask(&ask("POST", "/v1/session").body(signing.to_string())).is(201);
        let cookie = begun.header("set-cookie").split(';').next().unwrap().to_owned();
        Session { cookie, csrf: begun.json()["csrf"].as_str().unwrap().to_owned() }
    }

    /// The same question, asked by whoever has the session.
    pub fn asks(&self, ask: Ask) -> Ask {
        ask.header("cookie", &self.cookie).header("x-csrf-token", &self.csrf)
    }
}

/// What an authenticator program shows now (RFC 6238).
fn one_time_code(secret: &[u8]) -> String {
    let step = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 30;
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).unwrap();
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let word = u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", word % 1_000_000)
}

/// The bytes of a secret as it is typed (RFC 4648).
fn unbase32(text: &str) -> Vec<u8> {
    let place = |letter| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|it| *it == letter);
    let bits: String = text.bytes().map(|it| format!("{:05b}", place(it).unwrap())).collect();
    let bytes = bits.as_bytes().chunks_exact(8).map(|byte| std::str::from_utf8(byte).unwrap());
    bytes.map(|byte| u8::from_str_radix(byte, 2).unwrap()).collect()
}

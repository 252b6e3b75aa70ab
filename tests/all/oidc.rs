//! Signing in through an issuer of OpenID Connect: a small one that runs here and says what each
//! row of the table wants it to say.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::api_house::{Service, account, get, story};
use crate::cli::Desk;

const CLIENT: &str = "jejak-uji";
const SECRET: &str = "rahasia klien";

/// What is asked of a code when it comes back.
struct Promise {
    challenge: String,
    answer: Option<String>,
}

/// A running issuer.
struct Issuer {
    url: String,
    keys: Arc<Mutex<Vec<SigningKey>>>,
    codes: Arc<Mutex<HashMap<String, Promise>>>,
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

impl Issuer {
    fn start() -> Issuer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let keys = Arc::new(Mutex::new(vec![SigningKey::from_bytes(&[1; 32])]));
        let codes: Arc<Mutex<HashMap<String, Promise>>> = Arc::default();
        let (at, known, asked) = (url.clone(), Arc::clone(&keys), Arc::clone(&codes));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                answer(stream, &at, &known.lock().unwrap(), &mut asked.lock().unwrap());
            }
        });
        Issuer { url, keys, codes }
    }

    /// A token that says this, signed by the key of a number.
    fn signed(claims: &Value, alg: &str, key: u8) -> String {
        let head = json!({ "alg": alg, "typ": "JWT", "kid": format!("k{key}") });
        let text = format!("{}.{}", part(&head), part(claims));
        let signature = SigningKey::from_bytes(&[key; 32]).sign(text.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        if alg == "none" { format!("{text}.") } else { format!("{text}.{signature}") }
    }
}

fn jwk(key: &SigningKey) -> Value {
    let x = URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
    let kid = format!("k{}", key.to_bytes()[0]);
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": x })
}

fn answer(stream: TcpStream, url: &str, keys: &[SigningKey], codes: &mut HashMap<String, Promise>) {
    let mut stream = BufReader::new(stream);
    let (mut first, mut length, mut known) = (String::new(), 0, false);
    stream.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        length =
            line.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
        known |= line.starts_with("authorization: basic");
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    let (status, told) = match first.split(' ').nth(1).unwrap() {
        "/.well-known/openid-configuration" => (
            200,
            json!({
                "issuer": url, "authorization_endpoint": format!("{url}/authorize"),
                "token_endpoint": format!("{url}/token"), "jwks_uri": format!("{url}/keys"),
                "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["EdDSA"],
            }),
        ),
        "/keys" => (200, json!({ "keys": keys.iter().map(jwk).collect::<Vec<_>>() })),
        "/token" => token(&body, known, codes),
        other => panic!("nobody asks an issuer for {other}"),
    };
    let told = told.to_string();
    let head =
        format!("HTTP/1.1 {status} -\r\ncontent-type: application/json\r\nconnection: close\r\n");
    write!(stream.get_mut(), "{head}content-length: {}\r\n\r\n{told}", told.len()).unwrap();
}

/// A code is good once, for whoever can show what its challenge was made of.
fn token(body: &[u8], known: bool, codes: &mut HashMap<String, Promise>) -> (u16, Value) {
    let form: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
    let promise = codes.remove(&form["code"]);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    let fits = promise.as_ref().is_some_and(|promise| promise.challenge == challenge && known);
    match promise.and_then(|promise| promise.answer).filter(|_| fits) {
        Some(token) => {
            (200, json!({ "access_token": "x", "token_type": "Bearer", "id_token": token }))
        }
        None => (400, json!({ "error": "invalid_grant" })),
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// What a browser has after it was sent to the issuer.
struct Sent {
    cookie: String,
    asked: HashMap<String, String>,
}

fn sent(service: &Service) -> Sent {
    let answer = service.ask(&get("/v1/oidc")).is(303);
    let url = answer.header("location").to_owned();
    let query = url.split_once('?').unwrap().1;
    let asked: HashMap<String, String> =
        form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!((&*asked["response_type"], &*asked["client_id"]), ("code", CLIENT));
    let cookie = answer.header("set-cookie");
    for word in ["Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    Sent { cookie: cookie.split(';').next().unwrap().to_owned(), asked }
}

/// Serves a ledger whose treasurer is bound to a name of the issuer.
fn served(issuer: &Issuer) -> (Service, String) {
    let desk = story();
    let number = account(&desk, "bendahara", None);
    bound(&desk, &number, &issuer.url, "penerbit|7");
    let secret = desk.file("client.secret", SECRET);
    std::process::Command::new("chmod").args(["600", &secret]).status().unwrap();
    let service = Service::with(
        desk,
        &[
            "--oidc-issuer",
            &issuer.url,
            "--oidc-client",
            CLIENT,
            "--oidc-secret-file",
            &secret,
            "--oidc-redirect",
            "https://jejak.example/v1/oidc/callback",
        ],
    );
    (service, number)
}

fn bound(desk: &Desk, number: &str, issuer: &str, subject: &str) {
    let file = desk.file("subject", subject);
    let args = ["account", "oidc", number, "--issuer", issuer, "--subject-from", &file];
    assert_eq!(desk.json(&args)["bound"], 1);
}

type Change = fn(&mut Value);

/// What the issuer says, with which algorithm and key, and what the service answers.
const TABLE: &[(&str, Change, &str, u8, &str)] = &[
    ("with a second factor", |it| it["amr"] = json!(["pwd", "mfa"]), "EdDSA", 1, "200 proven"),
    ("by password alone", |it| it["amr"] = json!(["pwd"]), "EdDSA", 1, "200 wants more"),
    ("without a word about it", |_| (), "EdDSA", 1, "200 wants more"),
    ("somebody nobody bound", |it| it["sub"] = json!("penerbit|8"), "EdDSA", 1, "401 SIGN-06"),
    ("another nonce", |it| it["nonce"] = json!("lain"), "EdDSA", 1, "401 SIGN-08"),
    ("no nonce", |it| it["nonce"] = Value::Null, "EdDSA", 1, "401 SIGN-08"),
    ("for another client", |it| it["aud"] = json!("lain"), "EdDSA", 1, "401 SIGN-08"),
    ("of another issuer", |it| it["iss"] = json!("http://lain"), "EdDSA", 1, "401 SIGN-08"),
    ("too old", |it| it["exp"] = json!(now() - 600), "EdDSA", 1, "401 SIGN-08"),
    ("by a key that is not the issuer's", |_| (), "EdDSA", 9, "401 SIGN-08"),
    ("unsigned", |_| (), "none", 1, "401 SIGN-08"),
    ("by an algorithm that it does not use", |_| (), "HS256", 1, "401 SIGN-08"),
];

#[test]
fn an_issuer_says_who_somebody_is_and_nothing_more() {
    let issuer = Issuer::start();
    let (service, number) = served(&issuer);
    for (what, change, alg, key, expected) in TABLE {
        let sent = sent(&service);
        let mut claims = json!({
            "iss": issuer.url, "sub": "penerbit|7", "aud": CLIENT, "iat": now(), "exp": now() + 300,
            "nonce": sent.asked["nonce"],
        });
        change(&mut claims);
        let promise = Promise {
            challenge: sent.asked["code_challenge"].clone(),
            answer: Some(Issuer::signed(&claims, alg, *key)),
        };
        issuer.codes.lock().unwrap().insert("kode".to_owned(), promise);
        let back = format!("/v1/oidc/callback?code=kode&state={}", sent.asked["state"]);
        let answer = service.ask(&get(&back).header("cookie", &sent.cookie));
        let got = if answer.status == 200 {
            let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
            assert!(cookie.starts_with("__Host-jejak="), "{cookie}");
            let who = service.ask(&get("/v1/session").header("cookie", &cookie)).is(200).json();
            assert_eq!(who["account"].to_string(), number);
            assert_eq!(who["authentication"], "oidc");
            let more = who["wants_second_factor"] == true;
            format!("200 {}", if more { "wants more" } else { "proven" })
        } else {
            let told = answer.json();
            assert!(!told.to_string().contains("penerbit|"), "{told}");
            format!("{} {}", answer.status, told["code"].as_str().unwrap_or("-"))
        };
        assert_eq!(&got, expected, "{what}");
        // Whatever it was, it was for once.
        let again = service.ask(&get(&back).header("cookie", &sent.cookie)).is(401).json();
        assert_eq!(again["code"], "SIGN-07", "{what}, again");
    }
    let mut service = service;
    service.terminate();
    assert!(service.ended().success());
    let acts = service.desk.json(&["oversight"]).to_string();
    let count = |kind: &str| acts.matches(&format!("\"{kind}\"")).count();
    assert_eq!((count("SignedIn"), count("SignInFailed")), (3, 9), "{acts}");
}

#[test]
fn a_sign_in_belongs_to_the_browser_that_began_it() {
    let issuer = Issuer::start();
    let (service, _) = served(&issuer);
    let (own, other) = (sent(&service), sent(&service));
    let back = |state: &str| format!("/v1/oidc/callback?code=x&state={state}");
    let (state, cookie) = (&own.asked["state"], &own.cookie);
    for ask in [
        get(&back(state)),
        get(&back(state)).header("cookie", &other.cookie),
        get(&back("lain")).header("cookie", cookie),
        get("/v1/oidc/callback").header("cookie", cookie),
    ] {
        assert_eq!(service.ask(&ask).is(401).json()["code"], "SIGN-07");
    }
    let denied = format!("/v1/oidc/callback?error=access_denied&state={state}");
    let denied = service.ask(&get(&denied).header("cookie", cookie)).is(401).json();
    assert_eq!(denied["code"], "SIGN-08");
    let unknown = back(&other.asked["state"]);
    let unknown = service.ask(&get(&unknown).header("cookie", &other.cookie)).is(401).json();
    assert_eq!(unknown["code"], "SIGN-08", "a code that the issuer never gave");
}

#[test]
fn an_issuer_may_change_its_key() {
    let issuer = Issuer::start();
    let (service, _) = served(&issuer);
    for key in [1, 2] {
        *issuer.keys.lock().unwrap() = vec![SigningKey::from_bytes(&[key; 32])];
        let sent = sent(&service);
        let claims = json!({
            "iss": issuer.url, "sub": "penerbit|7", "aud": CLIENT, "iat": now(), "exp": now() + 300,
            "nonce": sent.asked["nonce"],
        });
        let promise = Promise {
            challenge: sent.asked["code_challenge"].clone(),
            answer: Some(Issuer::signed(&claims, "EdDSA", key)),
        };
        issuer.codes.lock().unwrap().insert("kode".to_owned(), promise);
        let back = format!("/v1/oidc/callback?code=kode&state={}", sent.asked["state"]);
        service.ask(&get(&back).header("cookie", &sent.cookie)).is(200);
    }
}

#[test]
fn an_issuer_that_is_away_keeps_nobody_from_signing_in_otherwise() {
    let desk = story();
    let args = ["--oidc-issuer", "http://127.0.0.1:9", "--oidc-client", CLIENT];
    let back = ["--oidc-redirect", "https://jejak.example/v1/oidc/callback"];
    let service = Service::with(desk, &[&args[..], &back[..]].concat());
    let told = service.ask(&get("/v1/oidc")).is(503).json();
    assert!(told["detail_en"].as_str().unwrap().contains("the issuer cannot be asked now"));
    service.ask(&get("/healthz")).is(200);
}

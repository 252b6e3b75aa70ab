//! Whose word is taken for where a request came from: the throttling of sign-ins shows it.

use serde_json::json;

use crate::api_house::{Ask, Service, ask};
use crate::cli::Desk;

/// An attempt with a login of its own: only the origin is counted.
fn attempt(number: usize, header: &str, from: &str) -> Ask {
    let login = json!({ "login": format!("siapa-{number}"), "password": "salah-salah-salah" });
    ask("POST", "/v1/session").header(header, from).body(login.to_string())
}

/// Options, the header that is sent, and whether attempts from two origins count apart.
const CASES: &[(&[&str], &str, bool)] = &[
    (&[], "x-forwarded-for", false),
    (&["--trusted-proxies", "10.0.0.0/8"], "x-forwarded-for", false),
    (&["--trusted-proxies", "10.0.0.0/8,127.0.0.0/8"], "x-forwarded-for", true),
    (&["--trusted-proxies", "127.0.0.1"], "forwarded", false),
    (&["--trusted-proxies", "127.0.0.1", "--proxy-header", "forwarded"], "forwarded", true),
];

#[test]
fn only_a_trusted_proxy_says_who_asked() {
    for (options, header, apart) in CASES {
        let service = Service::with(Desk::founded(), options);
        let from = |address: &str| match *header {
            "forwarded" => format!("for={address}"),
            _ => format!("192.0.2.1, {address}"),
        };
        let mut number = 0;
        let mut statuses = std::iter::from_fn(|| {
            number += 1;
            Some(service.ask(&attempt(number, header, &from("198.51.100.1"))).status)
        });
        let throttled = statuses.by_ref().take(30).position(|status| status == 429);
        assert!(throttled.is_some_and(|at| at >= 20), "{options:?}: {throttled:?}");
        let other = service.ask(&attempt(99, header, &from("198.51.100.2"))).status;
        assert_eq!(other, if *apart { 401 } else { 429 }, "{options:?} {header}");
    }
}

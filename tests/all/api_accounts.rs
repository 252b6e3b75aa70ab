//! Accounts over HTTP: what the administrator does with them, and what the second ledger tells of it.

use serde_json::{Value, json};

use crate::api_house::{Service, account, ask, get, token};
use crate::cli::Desk;

const KINDS: &[&str] = &["AccountOpened", "AccountClosed", "RoleGranted", "RoleWithdrawn"];

#[test]
fn an_account_from_its_opening_to_its_end() {
    let desk = Desk::founded();
    let administrator = token(&desk, "1", KINDS);
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let mut service = Service::over(desk);
    let post = |path: &str| ask("POST", path).by(&administrator);
    let opened = service.ask(&post("/v1/accounts")).is(200).json()["account"].to_string();
    let path = |rest: &str| format!("/v1/accounts/{opened}/{rest}");
    let grant = service.ask(&post(&path("grants/dprd"))).is(200).json()["seq"].to_string();
    let code = service.ask(&post(&path("code"))).is(200);
    assert_eq!(code.header("cache-control"), "no-store");
    let claim =
        json!({ "code": code.json()["code"], "login": "ani", "password": "kursi-biru-di-teras" });
    service.ask(&ask("POST", "/v1/claim").body(claim.to_string())).is(204);

    let issue = post(&path("tokens?label=uji&until=2027-01-31&act=read-aggregates"));
    let issued = service.ask(&issue).is(200);
    assert_eq!(issued.header("cache-control"), "no-store");
    let (id, secret) = (issued.json()["id"].clone(), issued.json()["token"].clone());
    let (id, secret) = (id.as_str().unwrap().to_owned(), secret.as_str().unwrap().to_owned());
    let whoami = service.ask(&get("/v1/session").by(&secret)).is(200).json();
    assert_eq!((&whoami["account"].to_string(), &whoami["roles"][0]), (&opened, &json!("dprd")));
    let tokens = service.ask(&get("/v1/tokens").by(&administrator)).is(200);
    assert!(tokens.text().contains(&id) && !tokens.text().contains(&secret));
    let all = service.ask(&get("/v1/accounts").by(&administrator)).is(200);
    assert!(all.text().contains("\"ani\"") && !all.text().contains("kursi"));
    service.ask(&post(&format!("/v1/tokens/{id}/revoke"))).is(200);
    service.ask(&get("/v1/session").by(&secret)).is(401);

    service.ask(&post(&format!("/v1/grants/{grant}/withdraw"))).is(200);
    service.ask(&post(&path("close"))).is(200);
    let closed = service.ask(&post(&path("code"))).is(400);
    assert!(closed.text().contains("akun yang terbuka"), "{}", closed.text());

    let told = service.ask(&get("/v1/oversight?account=1").by(&auditor)).is(200).json();
    let what: Vec<&str> =
        told["rows"].as_array().unwrap().iter().filter_map(|row| row["kind"].as_str()).collect();
    // The tokens of this test, then what was done here.
    let expected =
        ["TokenIssued", "TokenIssued", "AdministrationDone", "TokenIssued", "TokenRevoked"];
    assert_eq!(what, expected, "{told}");
    service.terminate();
    assert!(service.ended().success());
}

/// Whose data did this account see: for those who must be told of a breach.
#[test]
fn what_was_done_is_told_to_auditors_alone_and_as_a_file() {
    let desk = Desk::founded();
    let administrator = token(&desk, "1", &[]);
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::over(desk);
    let denied = service.ask(&get("/v1/oversight").by(&administrator)).is(403).json();
    assert_eq!(denied["code"], "DENY-03");
    let told = get("/v1/oversight?reveals=true&account=1&from=2026-01-01&format=csv").by(&auditor);
    let csv = service.ask(&told).is(200);
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert_eq!(csv.header("cache-control"), "no-store");
    let tables = get("/v1/balances?format=csv").by(&auditor);
    service.ask(&tables).is(200);
    let exports = service.ask(&get("/v1/oversight?kind=ExportMade").by(&auditor)).is(200).json();
    let rows: &Vec<Value> = exports["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row.to_string().contains("balances")), "{exports}");
}

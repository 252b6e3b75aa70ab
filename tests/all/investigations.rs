//! Investigations from outside: what the inspected can see, whose each is, what is taken out, and that
//! every look is told; at the machine and over HTTP.

use serde_json::{Value, json};

use crate::api_house::{Ask, Service, account, ask, get, token};
use crate::cli::stderr;
use crate::person::Office;

pub const KINDS: &[&str] = &["RecipientHoldSet", "RecipientHoldLifted"];

fn file(office: &Office, name: &str, text: &str) -> String {
    office.desk.file(name, text)
}

/// An office in which account 1 opened an investigation; its number.
fn opened(office: &Office) -> String {
    let args = ["investigation", "open", "--number", "ST 7/2026", "--ground", "pengaduan"];
    office.json(&args, "")["investigation"].to_string()
}

fn refused(office: &Office, args: &[&str]) -> String {
    let output = office.run(args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {}", stderr(&output));
    stderr(&output)
}

#[track_caller]
fn done(office: &Office, args: &[&str]) {
    let output = office.run(args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
}

#[test]
fn an_investigation_goes_from_opening_to_closing() {
    let office = Office::new();
    let person = office.people().remove(0);
    let id = opened(&office);
    done(&office, &["investigation", "add", &id, "5", "3", "--reason", "janggal"]);
    done(&office, &["investigation", "remove", &id, "3", "--reason", "keliru"]);
    let text = file(&office, "note.txt", "dua kejadian pada hari libur");
    let first = office.json(&["investigation", "note", &id, &text], "");
    let seq = first["seq"].to_string();
    done(&office, &["investigation", "note", &id, &text, "--follows", &seq]);
    done(&office, &["investigation", "hold", &id, "--recipient", &person]);
    let letter = file(&office, "surat.pdf", "%PDF-1.7\nsurat\n");
    let document = office.json(&["document", "add", &letter, "--type", "surat"], "");
    let document = document["document"].as_str().unwrap();
    done(&office, &["investigation", "document", &id, document]);
    let shown = office.json(&["investigation", "show", &id, "--notes"], "");
    assert_eq!(shown["events"][0], json!({"event": 3, "reason": "janggal", "removed": "keliru"}));
    assert_eq!(shown["events"][1], json!({"event": 5, "reason": "janggal", "removed": null}));
    assert_eq!(shown["notes"][0]["text"], "dua kejadian pada hari libur");
    assert_eq!(shown["notes"][1]["follows"].to_string(), seq);
    assert_eq!(shown["holds"][0]["recipient"], person.as_str());
    assert_eq!(shown["documents"][0]["document"], document);
    let erase = ["person", "erase", &person, "--ground", "permintaan-subjek", "--basis", "S"];
    assert!(refused(&office, &erase).contains(shown["cited"].as_str().unwrap()));
    done(&office, &["investigation", "close", &id, "--outcome", "terbukti"]);
    for args in [
        &["investigation", "add", &id, "4", "--reason", "bukti"][..],
        &["investigation", "note", &id, &text],
        &["investigation", "close", &id, "--outcome", "terbukti"],
    ] {
        assert!(refused(&office, args).contains("PMR-03"));
    }
    done(&office, &["investigation", "hold", &id, "--recipient", &person, "--lift"]);
    office.requested(&person, "permintaan-subjek", "S");
    done(&office, &erase);
    done(&office, &["investigation", "reopen", &id, "--reason", "bukti-baru"]);
    assert!(
        refused(&office, &["investigation", "add", &id, "9999", "--reason", "bukti"])
            .contains("PMR-05")
    );
    let verified = office.run(&["verify"]);
    assert!(verified.status.success(), "{}", stderr(&verified));
}

/// Whoever has an export of the main ledger learns nothing of an investigation but a random mark.
#[test]
fn the_main_ledger_tells_nothing_of_it() {
    let office = Office::new();
    let person = office.people().remove(0);
    let id = opened(&office);
    done(&office, &["investigation", "add", &id, "5", "--reason", "bukti"]);
    done(&office, &["investigation", "hold", &id, "--recipient", &person]);
    let main = String::from_utf8(office.run(&["export", "jsonl"]).stdout).unwrap();
    assert!(main.contains("RecipientHoldSet") && main.contains("PMR-"));
    for told in ["ST 7/2026", "Investigation", "pengaduan"] {
        assert!(!main.contains(told), "{told}");
    }
}

#[test]
fn what_is_taken_out_is_the_same_again_and_every_look_is_told() {
    let office = Office::new();
    let id = opened(&office);
    done(&office, &["investigation", "add", &id, "5", "3", "--reason", "bukti"]);
    let text = file(&office, "note.txt", "catatan");
    done(&office, &["investigation", "note", &id, &text]);
    for (format, begins) in
        [("html", "<!DOCTYPE html>"), ("csv", "\u{feff}"), ("xlsx", "PK"), ("json", "{")]
    {
        let args = ["investigation", "export", &id, "--format", format, "--notes"];
        let taken = office.run(&args);
        assert!(taken.status.success(), "{}", stderr(&taken));
        let output = &taken.stdout;
        assert!(output.starts_with(begins.as_bytes()), "{format}");
        let custody = office.json(&["investigation", "custody", &id], "");
        let custody = custody.to_string();
        assert!(custody.contains("ekspor"), "{custody}");
        let log = office.json(&["investigation", "show", &id], "");
        let exports = last_export(&office);
        assert!(log["custody"].as_u64().unwrap() > 2);
        done(&office, &["investigation", "add", &id, "4", "--reason", "bukti"]);
        let again = office.run(&[&args[..], &["--again", &exports]].concat());
        assert!(again.status.success(), "{}", stderr(&again));
        assert!(*output == again.stdout, "{format}: other bytes for the same prefix");
        done(&office, &["investigation", "remove", &id, "4", "--reason", "keliru"]);
    }
    let out = office.desk.data().with_file_name("dossier.html");
    done(&office, &["investigation", "export", &id, "-o", &out.to_string_lossy()]);
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&out).unwrap());
    assert_eq!(mode & 0o777, 0o600, "a dossier is for its owner alone");
    let wrong = office.run(&["investigation", "export", &id, "--again", "1"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", stderr(&wrong));
}

/// The number of the last event of the second ledger by which something was exported.
fn last_export(office: &Office) -> String {
    let acts = office.json(&["oversight", "--kind", "InvestigationSeen"], "");
    let rows = acts["rows"].as_array().unwrap_or_else(|| panic!("{acts}"));
    let mut exports = rows.iter().filter(|row| row.to_string().contains("ekspor"));
    exports.next_back().unwrap()["event"].to_string()
}

#[test]
fn in_order_of_what_happened_and_of_what_was_recorded() {
    let office = Office::new();
    let late = file(
        &office,
        "late.jsonl",
        r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-01","body":{"day":"2026-08-17","basis":"SKB"}}"#,
    );
    let seq = office.json(&["append", &late], "")["first_seq"].to_string();
    let id = opened(&office);
    done(&office, &["investigation", "add", &id, "5", &seq, "--reason", "bukti"]);
    let told = office.json(&["investigation", "export", &id], "");
    let rows = told["rows"].as_array().unwrap();
    let of = |part: &str| -> Vec<String> {
        rows.iter().filter(|row| row["part"] == part).map(|row| row["event"].to_string()).collect()
    };
    assert_eq!(of("happened"), [seq.as_str(), "5"], "{told}");
    assert_eq!(of("recorded"), ["5", seq.as_str()]);
    assert!(!of("custody").is_empty());
}

#[test]
fn each_inspector_has_their_own_and_the_head_sees_all() {
    let office = Office::new();
    let person = office.people().remove(0);
    let [one, other, head] =
        [("auditor"), ("auditor"), ("inspektur")].map(|role| account(&office.desk, role, None));
    let tokens = [&one, &other, &head].map(|number| token(&office.desk, number, KINDS));
    let [by_one, by_other, by_head] = &tokens;
    let operator = token(&office.desk, &account(&office.desk, "operator", None), KINDS);
    let key = office.key.to_string_lossy().into_owned();
    let Office { desk, .. } = office;
    let service = Service::with(desk, &["--master-key-file", &key]);
    let said = |ask: Ask, by: &str, status: u16| -> Value {
        let answer = service.ask(&ask.by(by)).is(status);
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    };
    let open = "/v1/investigations?number=ST%207&ground=pkpt";
    said(ask("POST", open), &operator, 403);
    let id = said(ask("POST", open), by_one, 200)["investigation"].to_string();
    said(ask("POST", open), by_other, 422);
    let at = |what: &str| format!("/v1/investigations/{id}{what}");
    said(ask("POST", &at("/events?seqs=3&seqs=5&reason=bukti")), by_one, 200);
    said(ask("POST", &at("/notes")).body("catatan"), by_one, 200);
    said(ask("POST", &at(&format!("/holds?recipient={person}"))), by_one, 200);
    for what in ["", "/custody", "/export"] {
        said(get(&at(what)), by_one, 200);
        said(get(&at(what)), by_other, 422);
        said(get(&at(&format!("{what}?as-head=true"))), by_one, 400);
        said(get(&format!("/v1/inspection/{id}{what}")), by_one, 403);
        said(get(&format!("/v1/inspection/{id}{what}")), by_head, 200);
    }
    let listed =
        |target: &str, by: &str| said(get(target), by, 200)["rows"].as_array().unwrap().len();
    assert_eq!(
        (listed("/v1/investigations", by_one), listed("/v1/investigations", by_other)),
        (1, 0)
    );
    assert_eq!(listed("/v1/inspection", by_head), 1);
    let nobody = format!("/v1/inspection/{id}/hand-over?to=1");
    said(ask("POST", &nobody), by_head, 422);
    said(ask("POST", &format!("/v1/inspection/{id}/hand-over?to={other}")), by_head, 200);
    said(get(&at("")), by_one, 422);
    assert_eq!(said(get(&at("?notes=true")), by_other, 200)["notes"][0]["text"], "catatan");
    said(ask("POST", &at("/close?outcome=terbukti")), by_other, 200);
    said(ask("POST", &at("/reopen?reason=perintah")), by_other, 200);
    let custody = said(get(&at("/custody")), by_other, 200).to_string();
    for account in [&one, &other, &head] {
        assert!(custody.contains(&format!("\"account\":{account}")), "{custody}");
    }
}

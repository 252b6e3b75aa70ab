//! A service over the ledger of all examples, with everything that the examples of its description name:
//! a vault of its own with people and documents, investigations, accounts, tokens, a sample.

use std::sync::OnceLock;

use jejak_events::Kind;
use jejak_events::vocabulary::Role;
use serde_json::Value;

use crate::api_house::{Service, account, ask, copied, in_days, story, token};
use crate::cli::{Desk, stderr};
use crate::person::{Office, PEOPLE};
use crate::proven::{Session, enrolled};

/// Whoever has every role.
const LOGIN: &str = "semua";

/// A served ledger, somebody with every role who is signed in with a second factor, a token of theirs, and
/// what the names in examples stand for.
pub struct Whole {
    pub service: Service,
    pub session: Session,
    pub token: String,
    names: Vec<(&'static str, String)>,
}

/// The same before it is served; made once and copied for each test.
struct Prepared {
    office: Office,
    code: String,
    token: String,
    names: Vec<(&'static str, String)>,
}

impl Prepared {
    fn new() -> Prepared {
        let office = office();
        let everybody = everybody(&office.desk);
        let mut names = people(&office);
        names.extend(papers(&office, &everybody, &names));
        names.extend(accounts(&office.desk));
        let code = enrolled(&office.desk, &everybody, LOGIN);
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let token = token(&office.desk, &everybody, &kinds);
        Prepared { office, code, token, names }
    }
}

impl Whole {
    pub fn served() -> Whole {
        static PREPARED: OnceLock<Prepared> = OnceLock::new();
        let Prepared { office, code, token, names } = PREPARED.get_or_init(Prepared::new);
        let desk = copied(&office.desk);
        let key = office.key.to_string_lossy().into_owned();
        let backup = desk.data().with_file_name("backup").to_string_lossy().into_owned();
        let vault = desk.data().with_file_name("vault-backup").to_string_lossy().into_owned();
        let options = [
            "--master-key-file",
            &*key,
            "--backup-to",
            &*backup,
            "--backup-every",
            "0",
            "--vault-backup-to",
            &*vault,
        ];
        let service = Service::with(desk, &options);
        let session = Session::begin(&service, LOGIN, code);
        let mut whole = Whole { service, session, token: token.clone(), names: names.clone() };
        whole.names.push(("$SAMPLE", whole.sample()));
        // A service that has a place for backups and none yet is told so by the doctor.
        whole.service.ask(&ask("POST", "/v1/backups").by(&whole.token)).is(200);
        whole
    }

    /// A text in which what is named is in the place of names.
    pub fn named(&self, text: &str) -> String {
        let put = |text: String, (name, value): &(&str, String)| text.replace(name, value);
        let named = self.names.iter().fold(text.to_owned(), put);
        assert!(!named.contains('$'), "what does this name stand for: {named}");
        named
    }

    /// Draws a sample that can be looked at; its number.
    fn sample(&self) -> String {
        let nonce = "7a1e0c5f2b9d48366f10e4c7d2a85b913c6e07f8a94b1d52e3f60789ab4cd013";
        let drawn = format!("/v1/samples?population=payments&method=simple&size=1&nonce={nonce}");
        let drawn = self.service.ask(&ask("POST", &drawn).by(&self.token)).is(200);
        drawn.json()["sample"].to_string()
    }
}

/// The story, with a register that was imported, a checkpoint from which samples are drawn, and a vault:
/// that of the story is lost.
fn office() -> Office {
    let desk = story();
    let register = "tests/fixtures/import/sp2d.csv";
    let register = format!("{}/{register}", env!("CARGO_MANIFEST_DIR"));
    let key = desk.data().with_file_name("master.key");
    let path = key.to_string_lossy().into_owned();
    for args in [
        &["import", "sipd-sp2d", &register][..],
        &["checkpoint"],
        &["person", "init", "--new-key", &path, "--after-loss"],
    ] {
        let done = desk.run(args);
        assert!(done.status.success(), "{args:?}: {}", stderr(&done));
    }
    Office { desk, key }
}

/// An account with every role.
fn everybody(desk: &Desk) -> String {
    let account = desk.json(&["account", "open"])["account"].to_string();
    for role in Role::ALL {
        desk.run(&["account", "grant", &account, role.word()]);
    }
    account
}

/// Somebody whose data is asked for, somebody else, and somebody whose erasure was requested.
fn people(office: &Office) -> Vec<(&'static str, String)> {
    let [_, other, person, requested] = ids(office);
    office.requested(&requested, "permintaan-subjek", "Surat 2/2026");
    vec![("$PERSON", person), ("$OTHER", other), ("$REQUESTED", requested)]
}

fn ids(office: &Office) -> [String; 4] {
    let added = office.json(&["person", "add", "-"], PEOPLE);
    crate::person::ids(&added).try_into().unwrap()
}

/// A document, another about somebody, and investigations: one to work on, those to be given by whoever
/// has it and by the head, and one to be ended.
fn papers(
    office: &Office,
    inspector: &str,
    people: &[(&'static str, String)],
) -> Vec<(&'static str, String)> {
    let (_, person) = &people[0];
    let letter = office.desk.file("surat.pdf", "%PDF-1.7\nSurat 9/2026\n");
    let add = |more: &[&str]| {
        let args = [&["document", "add", &letter, "--type", "surat"], more].concat();
        text(&office.json(&args, "")["document"])
    };
    let mut names = vec![("$DOCUMENT", add(&[])), ("$PAPER", add(&["--recipient", person]))];
    for (index, name) in ["$INVESTIGATION", "$GIVEN", "$TAKEN", "$ENDED"].into_iter().enumerate() {
        let number = format!("ST {}/2026", index + 1);
        let open = ["investigation", "open", "--number", &number, "--ground", "pkpt"];
        let opened = office.json(&[&open[..], &["--as", inspector]].concat(), "");
        names.push((name, opened["investigation"].to_string()));
    }
    names
}

/// Accounts to be changed and to be closed, a grant, a token, an inspector, and a day of a year from now.
fn accounts(desk: &Desk) -> Vec<(&'static str, String)> {
    let [changed, leaver, inspector] =
        ["operator", "operator", "auditor"].map(|role| account(desk, role, None));
    let grant = desk.json(&["account", "grant", &changed, "auditor"])["seq"].to_string();
    enrolled(desk, &changed, "ani");
    token(desk, &changed, &[]);
    let tokens = desk.json(&["account", "token", "list"]);
    vec![
        ("$ACCOUNT", changed),
        ("$LEAVER", leaver),
        ("$INSPECTOR", inspector),
        ("$GRANT", grant),
        ("$TOKEN", text(&tokens["tokens"][0]["id"])),
        ("$DAY", in_days(300)),
    ]
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

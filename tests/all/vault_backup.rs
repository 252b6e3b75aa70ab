//! Backups of the vault while a service runs: where they lie, what they hold, and that they come back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::api_house::{Answer, Service, account, ask, copied, get, token};
use crate::cli::{Desk, stderr};
use crate::person::{Office, PEOPLE, SECRETS, files, ids};

const LETTER: &[u8] = b"%PDF-1.7\nSurat keterangan Siti Rahmawati 3603120201900001\n";

/// A service over a vault, with the token of an operator of it.
struct Running {
    service: Service,
    key: PathBuf,
    operator: String,
    /// Where backups go.
    vaults: PathBuf,
}

impl Running {
    fn of(office: Office) -> Running {
        let operator = token(&office.desk, &account(&office.desk, "administrator", None), &[]);
        let vaults = office.desk.data().with_file_name("vaults");
        let Office { desk, key } = office;
        let service = served(desk, &key, &vaults);
        Running { service, key, operator, vaults }
    }

    fn back_up(&self) -> Answer {
        self.service.ask(&ask("POST", "/v1/people/backups").by(&self.operator))
    }

    fn figure(&self) -> u64 {
        let metrics = self.service.ask(&get("/metrics").by(&self.operator)).is(200).text();
        let name = "jejak_vault_backup_finished_timestamp_seconds ";
        let line = metrics.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("{metrics}")).parse().unwrap()
    }
}

fn served(desk: Desk, key: &Path, vaults: &Path) -> Service {
    Service::with(desk, &["--master-key-file", text(key), "--vault-backup-to", text(vaults)])
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Ends a service, and gives a copy of its folder.
fn ended(service: &mut Service) -> Desk {
    service.terminate();
    assert!(service.ended().success());
    copied(&service.desk)
}

#[test]
fn a_service_backs_the_vault_up_while_it_answers_and_it_comes_back() {
    let office = Office::new();
    let people = office.people();
    let letter = office.desk.data().with_file_name("surat.pdf");
    fs::write(&letter, LETTER).unwrap();
    let of = ["document", "add", text(&letter), "--type", "surat", "--recipient", &people[0]];
    let document = office.json(&of, "")["document"].as_str().unwrap().to_owned();
    let clerk = token(
        &office.desk,
        &account(&office.desk, "verifikator", None),
        &["RecipientRegistered", "IdentityAssessed"],
    );
    let running = Running::of(office);
    assert_eq!(running.figure(), 0, "there is none yet");
    let first = running.back_up().is(200).json();
    let first = PathBuf::from(first["backup"].as_str().unwrap());
    assert_eq!(first.parent(), Some(&*running.vaults));
    let whole: Vec<(PathBuf, Vec<u8>)> =
        files(&first).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    assert_eq!(whole.len(), 4, "marker, rows, a document, and BACKUP");
    let key = fs::read_to_string(&running.key).unwrap();
    for (path, bytes) in &whole {
        for secret in SECRETS.iter().copied().chain([key.trim()]) {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds `{secret}`", path.display());
        }
    }
    let at_first = running.figure();
    assert!(at_first > 1_700_000_000, "{at_first}");

    // Somebody comes, and the next one holds them, too; the first is left as it was.
    let late = r#"{"nik":"3603120101800003","name":"Joko","region":"36.03.12.2001"}"#;
    let added = running.service.ask(&ask("POST", "/v1/people").by(&clerk).body(late)).is(200);
    let late_id = ids(&added.json()).remove(0);
    let second = running.back_up().is(200).json();
    let second = PathBuf::from(second["backup"].as_str().unwrap());
    assert!(second > first, "names are in order of time");
    assert!(whole.iter().all(|(path, bytes)| fs::read(path).unwrap() == *bytes));
    assert!(running.figure() >= at_first);

    // The vault is lost.
    let Running { mut service, key, .. } = running;
    let office = Office { desk: ended(&mut service), key };
    fs::remove_dir_all(office.desk.data().join("vault")).unwrap();
    let restored = office.json(&["person", "restore", text(&second)], "");
    assert_eq!(restored["since"], json!({ "erased": 0, "cases": 0, "unknown": 0 }), "{restored}");
    assert_eq!(ids(&office.json(&["person", "add", "-"], PEOPLE)), people);
    assert_eq!(ids(&office.json(&["person", "add", "-"], late)), [late_id]);
    let out = office.desk.data().with_file_name("out.pdf");
    let why = ["--purpose", "uji", "--case", "S 1", "-o", text(&out)];
    office.json(&[&["document", "get", &document][..], &why].concat(), "");
    assert_eq!(fs::read(&out).unwrap(), LETTER);
}

#[test]
fn who_asks_for_a_backup_is_told_and_names_no_place() {
    let office = Office::new();
    office.people();
    let secret = token(&office.desk, &account(&office.desk, "administrator", None), &[]);
    let file = office.desk.file("token", &secret);
    assert!(Command::new("chmod").args(["600", &file]).status().unwrap().success());
    let running = Running::of(office);
    let url = format!("http://{}", running.service.address);
    let typed = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.env("LANG", "C").env_remove("LC_ALL");
        command.args(["--server", &url, "--token-file", &file]).args(args).output().unwrap()
    };
    let made = typed(&["person", "backup"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(told.starts_with("wrote a backup of the vault into "), "{told}");
    let made = typed(&["person", "backup", "--lang", "id"]);
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(told.contains("simpan terpisah dari kunci induk"), "{told}");
    let named = typed(&["person", "backup", "elsewhere"]);
    assert_eq!(named.status.code(), Some(2), "{}", stderr(&named));
    assert!(stderr(&named).contains("reads and writes no files of this machine"));
    // Two at once: one after the other, each in a folder of its own.
    std::thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| running.back_up().is(200)));
        both.into_iter().for_each(|one| drop(one.join().unwrap()));
    });
    assert_eq!(fs::read_dir(&running.vaults).unwrap().count(), 4);
    let Running { mut service, key, operator, vaults } = running;
    let desk = ended(&mut service);
    let told = desk.json(&["oversight", "--kind", "AdministrationDone"]);
    let backups = |row: &&Value| row.to_string().contains("cadang");
    assert_eq!(told["rows"].as_array().unwrap().iter().filter(backups).count(), 4, "{told}");
    // What was made before is known at the next start.
    let again = Running { service: served(desk, &key, &vaults), key, operator, vaults };
    assert!(again.figure() > 1_700_000_000);
}

#[test]
fn without_place_key_or_disk_nothing_is_backed_up_and_it_is_said() {
    let office = Office::new();
    let operator = token(&office.desk, &account(&office.desk, "administrator", None), &[]);
    let asked = ask("POST", "/v1/people/backups").by(&operator);
    let key = office.key.clone();
    let service = Service::with(copied(&office.desk), &["--master-key-file", text(&key)]);
    let refused = service.ask(&asked).is(422).json();
    assert!(refused["detail_en"].to_string().contains("--vault-backup-to DIR"), "{refused}");
    let vaults = office.desk.data().with_file_name("vaults");
    let closed = Service::with(copied(&office.desk), &["--vault-backup-to", text(&vaults)]);
    assert_eq!(closed.ask(&asked).is(503).json()["code"], "VLT-01");
    assert!(!vaults.exists());

    fs::write(&vaults, "no folder").unwrap();
    let running = Running { service: served(office.desk, &key, &vaults), key, operator, vaults };
    running.back_up().is(500);
    assert_eq!(running.figure(), 0);
    fs::remove_file(&running.vaults).unwrap();
    running.back_up().is(200);
    assert!(running.figure() > 0);
}

/// A folder from which keys and data would go the same way is refused before anything is opened.
#[test]
fn a_service_does_not_start_with_a_place_beside_what_it_keeps() {
    let office = Office::new();
    for at in ["vaults", "vault/backups"] {
        let within = office.desk.data().join(at);
        let args = ["serve", "--listen", "127.0.0.1:0", "--vault-backup-to", text(&within)];
        let refused = office.run(&args);
        assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
        assert!(stderr(&refused).contains("apart from that of the ledger"), "{}", stderr(&refused));
        assert!(!within.exists());
    }
}

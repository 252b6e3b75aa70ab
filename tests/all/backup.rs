//! Backups on real folders: what is in them, what they refuse, and what comes back.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::api_house::{Service, account, ask, copied, get, holiday, token};
use crate::api_page::follow;
use crate::cli::{Desk, run, stderr};
use crate::person::copy;
use crate::source::root;
use crate::tour::steps;

/// A desk whose ledger holds so many holidays, with a second ledger beside it.
fn busy(holidays: u32) -> Desk {
    let desk = Desk::founded();
    record(&desk.data(), 0..holidays);
    // Nobody may do this: the attempt is recorded in the second ledger.
    let nobody = r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":99,"amount":"1","reason":"efisiensi"}}"#;
    let file = desk.file("nobody.jsonl", nobody);
    assert_eq!(desk.run(&["append", &file]).status.code(), Some(1));
    assert!(desk.data().join("second").is_dir());
    desk
}

/// Records holidays, each by itself.
#[track_caller]
fn record(data: &Path, numbers: std::ops::Range<u32>) {
    for number in numbers {
        let file = data.with_file_name("holiday.jsonl");
        std::fs::write(&file, holiday(number)).unwrap();
        let output = run(data, &["append", file.to_str().unwrap()]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
}

/// A path beside the ledger.
fn beside(desk: &Desk, name: &str) -> PathBuf {
    desk.data().with_file_name(name)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The files below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(names(&path));
        } else {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[track_caller]
fn head(data: &Path) -> (u64, Value, Value) {
    let output = run(data, &["verify", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    (report["size"].as_u64().unwrap(), report["chain_head"].clone(), report["tree_root"].clone())
}

/// Runs a command that is refused, and gives what it says.
#[track_caller]
fn refused(data: &Path, args: &[&str]) -> String {
    let output = run(data, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {}", stderr(&output));
    stderr(&output)
}

#[test]
fn a_backup_is_proved_grows_and_is_restored_as_it_was() {
    let desk = busy(2);
    let (to, again) = (beside(&desk, "backup"), beside(&desk, "again"));
    let made = desk.json(&["backup", text(&to)]);
    assert_eq!((&made["size"], &made["added"]), (&5.into(), &5.into()), "{made}");
    assert_eq!(made["second_size"], 3);
    let held = names(&to);
    for never in ["checkpoint.key", "SIGNED", "access.redb", "access.key", "vault.redb"] {
        assert!(!held.iter().any(|name| name == never), "{never} in {held:?}");
    }
    assert!(!beside(&desk, "backup.new").exists());

    record(&desk.data(), 2..4);
    let made = desk.json(&["backup", text(&to)]);
    assert_eq!((&made["size"], &made["added"]), (&7.into(), &2.into()), "{made}");
    assert_eq!(desk.json(&["backup", text(&to)])["added"], 0);
    assert_eq!(head(&to), head(&desk.data()), "what verify reads of a backup");

    let signed = desk.data().join("SIGNED");
    let restored = desk.json(&["restore", text(&to), text(&again), "--signed", text(&signed)]);
    assert_eq!((&restored["size"], &restored["lost"]), (&7.into(), &Value::Null), "{restored}");
    assert_eq!(head(&again), head(&desk.data()));
    let told = |data: &Path| run(data, &["oversight", "--json"]).stdout;
    assert_eq!(told(&again), told(&desk.data()));
    // It goes on as the ledger: requests of before are known, and the next one is recorded.
    record(&again, 0..1);
    record(&again, 5..6);
}

#[test]
fn nothing_but_a_backup_writes_to_a_backup() {
    let desk = busy(1);
    let to = beside(&desk, "backup");
    desk.json(&["backup", text(&to)]);
    for args in [&["append", "x.jsonl"][..], &["balances"], &["checkpoint"], &["serve"]] {
        let file = desk.file("x.jsonl", &holiday(9));
        let args: Vec<&str> =
            args.iter().map(|arg| if *arg == "x.jsonl" { &*file } else { arg }).collect();
        let output = run(&to, &args);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(stderr(&output).contains("is a backup"), "{}", stderr(&output));
    }
}

#[test]
fn an_interrupted_backup_goes_on_where_it_ended() {
    let desk = busy(1);
    let (to, fresh) = (beside(&desk, "backup"), beside(&desk, "backup.new"));
    desk.json(&["backup", text(&to)]);
    // As if the first backup had been interrupted before its end.
    let first = std::fs::read(to.join("BACKUP.json")).unwrap();
    std::fs::remove_file(to.join("BACKUP.json")).unwrap();
    std::fs::rename(&to, &fresh).unwrap();
    record(&desk.data(), 1..3);
    let made = desk.json(&["backup", text(&to)]);
    assert_eq!(made["size"], 6);
    assert!(to.exists() && !fresh.exists());
    // As if the second one had been interrupted before its manifest: it holds what the first one says.
    std::fs::write(to.join("BACKUP.json"), first).unwrap();
    let again = beside(&desk, "again");
    assert_eq!(desk.json(&["restore", text(&to), text(&again)])["size"], 4);
    assert_eq!(desk.json(&["backup", text(&to)])["size"], 6);
}

#[test]
fn what_does_not_continue_a_backup_is_not_added_to_it() {
    let desk = busy(1);
    let (to, old) = (beside(&desk, "backup"), copied(&desk));
    record(&desk.data(), 1..3);
    desk.json(&["backup", text(&to)]);
    let kept = std::fs::read(to.join("BACKUP.json")).unwrap();
    // Shorter, and then as long with another history.
    let output = old.run(&["backup", text(&to)]);
    assert!(stderr(&output).contains("not a beginning"), "{}", stderr(&output));
    record(&old.data(), 7..10);
    let output = old.run(&["backup", text(&to)]);
    assert!(stderr(&output).contains("not a beginning"), "{}", stderr(&output));
    let other = busy(1);
    assert!(refused(&other.data(), &["backup", text(&to)]).contains("is the backup of"));
    let within = desk.data().join("backup");
    assert!(refused(&desk.data(), &["backup", text(&within)]).contains("within the folder"));
    let home = desk.data();
    assert!(refused(&other.data(), &["backup", text(&home)]).contains("expected"));
    assert_eq!(std::fs::read(to.join("BACKUP.json")).unwrap(), kept);
    assert_eq!(desk.json(&["backup", text(&to)])["added"], 0, "it is as good as before");
}

#[test]
fn events_that_were_signed_and_lost_are_told_and_never_taken_back_silently() {
    let desk = busy(1);
    let (to, again) = (beside(&desk, "backup"), beside(&desk, "again"));
    let signed = desk.run(&["checkpoint"]);
    let early = desk.file("early.note", &String::from_utf8(signed.stdout).unwrap());
    desk.json(&["backup", text(&to)]);
    record(&desk.data(), 1..3);
    let signed = desk.run(&["checkpoint"]);
    assert!(signed.status.success());
    let note = desk.file("held.note", &String::from_utf8(signed.stdout).unwrap());
    let told = refused(&desk.data(), &["restore", text(&to), text(&again), "--against", &note]);
    assert!(told.contains("this backup has 6: the events 6 to 7, recorded after 20"), "{told}");
    assert!(!again.exists() && !beside(&desk, "again.new").exists());
    let signed = desk.data().join("SIGNED");
    let by_file = ["restore", text(&to), text(&again), "--signed", text(&signed)];
    assert!(refused(&desk.data(), &by_file).contains("in SIGNED covers"));

    // To be read: whatever would be recorded is refused.
    let read = beside(&desk, "read");
    let restored = desk.json(&["restore", text(&to), text(&read), "--against", &note, "--to-read"]);
    assert_eq!(restored["lost"]["from"], 6);
    assert_eq!(run(&read, &["show", "3"]).status.code(), Some(0));
    let file = desk.file("more.jsonl", &holiday(9));
    assert!(
        refused(&read, &["append", &file]).contains("SIGNED: expected a ledger that continues")
    );

    // Under another name it goes on, and says so for good.
    let anew = beside(&desk, "anew");
    let restored = desk.json(&[
        "restore",
        text(&to),
        text(&anew),
        "--against",
        &note,
        "--new-origin",
        "dinsos.example/baru",
    ]);
    assert_eq!(restored["continued_by"], 6, "{restored}");
    let event = run(&anew, &["show", "6", "--json"]);
    let event: Value = serde_json::from_slice(&event.stdout).unwrap();
    assert_eq!(event["kind"], "LedgerContinued");
    assert_eq!(event["body"]["origin"], "dinsos.example/baru");
    record(&anew, 9..10);
    let signed = run(&anew, &["checkpoint"]);
    assert!(signed.stdout.starts_with(b"dinsos.example/baru\n"), "{}", stderr(&signed));
    let late = desk.file("late.note", &String::from_utf8(signed.stdout).unwrap());
    for kept in [&early, &late] {
        let output = run(&anew, &["verify", "--against", kept]);
        assert!(output.status.success(), "{kept}: {}", stderr(&output));
    }
    let told = refused(&anew, &["verify", "--against", &note]);
    assert!(told.contains("checkpoints"), "what was lost is not forgotten: {told}");
}

#[test]
fn a_second_history_is_refused() {
    let desk = busy(1);
    let (other, again) = (copied(&desk), beside(&desk, "again"));
    record(&desk.data(), 1..2);
    let signed = desk.run(&["checkpoint"]);
    let note = desk.file("held.note", &String::from_utf8(signed.stdout).unwrap());
    record(&other.data(), 5..9);
    let to = beside(&other, "backup");
    other.json(&["backup", text(&to)]);
    for more in [&[][..], &["--to-read"]] {
        let args = [&["restore", text(&to), text(&again), "--against", &note], more].concat();
        let told = refused(&other.data(), &args);
        assert!(told.contains("two histories"), "{told}");
        assert!(!again.exists());
    }
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let desk = busy(3);
    let to = beside(&desk, "backup");
    desk.json(&["backup", text(&to)]);
    let damage = |name: &str, change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
        let (bad, again) = (beside(&desk, "bad"), beside(&desk, "again"));
        copy(&to, &bad);
        let path = bad.join(name);
        std::fs::write(&path, change(std::fs::read(&path).unwrap())).unwrap();
        let output = desk.run(&["restore", text(&bad), text(&again)]);
        assert_ne!(output.status.code(), Some(0), "{name}");
        assert!(!again.exists() && !beside(&desk, "again.new").exists(), "{name}");
        let said = stderr(&output);
        std::fs::remove_dir_all(&bad).unwrap();
        said
    };
    let flip = |bytes: Vec<u8>| {
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        let at = text.find("\"tree_root\": \"").unwrap() + 14;
        let digit = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
        text.replace_range(at..=at, digit);
        text.into_bytes()
    };
    let said = damage("BACKUP.json", &flip);
    assert!(said.contains("tree_root: expected"), "{said}");
    let said = damage("BACKUP.json", &|bytes| bytes[..bytes.len() / 2].to_vec());
    assert!(said.contains("damaged"), "{said}");
    let said = damage("keys/request.secret", &|bytes| bytes[1..].to_vec());
    assert!(said.contains("BLAKE3"), "{said}");
    damage("HIGHWATER", &|_| Vec::new());
    damage("store/ledger.redb", &|bytes| bytes[..bytes.len() / 2].to_vec());
    let missing = desk.run(&["restore", text(&beside(&desk, "nowhere")), text(&to)]);
    assert!(stderr(&missing).contains("is no finished backup"), "{}", stderr(&missing));
    let full = desk.run(&["restore", text(&to), text(&desk.data())]);
    assert!(stderr(&full).contains("new or empty"), "{}", stderr(&full));
}

/// The drill of `docs/OPERATIONS.md`, as it stands there.
#[test]
fn the_restore_drill_is_as_it_is_told() {
    let page = std::fs::read_to_string(root().join("docs/OPERATIONS.md")).unwrap();
    let drill = page.split("\n## ").find(|part| part.starts_with("Restore drill")).unwrap();
    let steps = steps(drill);
    assert!(steps.len() >= 10, "{} commands", steps.len());
    follow(&steps);
}

/// Logins go to a folder of their own, without their key.
#[test]
fn logins_are_copied_apart() {
    let desk = busy(1);
    assert!(desk.run(&["account", "code"]).status.success());
    let (to, apart) = (beside(&desk, "backup"), beside(&desk, "apart"));
    desk.json(&["backup", text(&to), "--access", text(&apart)]);
    assert_eq!(names(&apart), ["access.redb"]);
    assert!(!names(&to).contains(&"access.redb".to_owned()));
}

#[test]
fn a_service_backs_up_while_it_answers_and_tells_when_it_cannot() {
    let desk = busy(1);
    let administrator = account(&desk, "administrator", None);
    let token = token(&desk, &administrator, &["HolidayDeclared"]);
    let to = beside(&desk, "backup");
    let service = Service::with(desk, &["--backup-to", text(&to), "--backup-every", "1"]);
    let metric = |name: &str| -> u64 {
        let metrics = service.ask(&get("/metrics").by(&token)).is(200).text();
        let line = metrics.lines().find(|line| line.starts_with(&format!("jejak_{name} ")));
        line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or_else(|| {
            panic!("no {name}: {metrics}");
        })
    };
    let wait = |done: &dyn Fn() -> bool| {
        let begun = std::time::Instant::now();
        while !done() {
            assert!(begun.elapsed().as_secs() < 120, "it does not come");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    wait(&|| metric("backup_events") > 0);
    let size = service.ask(&get("/v1/head").by(&token)).is(200).json()["size"].as_u64().unwrap();
    service.ask(&ask("POST", "/v1/events").by(&token).body(holiday(8))).is(201);
    let made = service.ask(&ask("POST", "/v1/backups").by(&token)).is(200).json();
    assert_eq!(made["size"].as_u64(), Some(size + 1), "{made}");
    assert!(service.ask(&get("/readyz")).is(200).text().starts_with("ready\n"));

    // The disk with the backups goes away, and comes back.
    let aside = to.with_file_name("aside");
    std::fs::rename(&to, &aside).unwrap();
    std::fs::write(&to, "not a folder").unwrap();
    wait(&|| metric("backup_failures") > 0);
    assert!(service.ask(&get("/readyz")).is(200).text().contains("backups fail"));
    service.ask(&ask("POST", "/v1/events").by(&token).body(holiday(9))).is(201);
    std::fs::remove_file(&to).unwrap();
    std::fs::rename(&aside, &to).unwrap();
    let made = service.ask(&ask("POST", "/v1/backups").by(&token)).is(200).json();
    assert_eq!(made["size"].as_u64(), Some(size + 2), "{made}");
    assert_eq!(service.ask(&get("/readyz")).is(200).text(), "ready\n");
}

/// What doctor says of a topic: level and finding.
fn found(sheet: &Value, topic: &str) -> Vec<(String, String)> {
    let lines = sheet["checks"].as_array().unwrap().iter().filter(|line| line["topic"] == topic);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    lines.map(|line| (text(&line["level"]), text(&line["found"]))).collect()
}

#[test]
fn doctor_looks_at_the_second_ledger_logins_and_the_backup() {
    let desk = busy(2);
    assert!(desk.run(&["account", "code"]).status.success());
    let to = beside(&desk, "backup");
    desk.json(&["backup", text(&to)]);
    record(&desk.data(), 3..4);
    assert!(desk.run(&["checkpoint"]).status.success());
    let look = || desk.json(&["doctor", "--backup", text(&to)]);
    let well = look();
    assert_eq!(well["failed"], 0, "{well}");
    for topic in ["second store", "second highwater", "second last batch", "second head", "access"]
    {
        assert_eq!(found(&well, topic)[0].0, "ok", "{topic}: {well}");
    }
    assert!(found(&well, "second head")[0].1.starts_with("0 of its events"), "{well}");
    assert!(
        found(&well, "backup")[0].1.contains("5 events, 0 hours old; 3 events since"),
        "{well}"
    );

    // Each thing goes wrong by itself.
    let data = desk.data();
    let broken = |path: &Path, topic: &str, said: &str| {
        let aside = beside(&desk, "aside");
        std::fs::rename(path, &aside).unwrap();
        if path.ends_with("second") {
            copy(&beside(&desk, "other"), path);
        } else {
            std::fs::write(path, "x").unwrap();
        }
        let ill = look();
        let told = found(&ill, topic);
        assert!(told.iter().any(|(level, what)| level == "fail" && what.contains(said)), "{ill}");
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        }
        std::fs::rename(&aside, path).unwrap();
    };
    copy(&busy(1).data().join("second"), &beside(&desk, "other"));
    broken(&data.join("second"), "second head", "cut or replaced");
    broken(&data.join("second/HIGHWATER"), "second highwater", "HIGHWATER");
    broken(&data.join("access/access.redb"), "access", "access.redb");
    broken(&to.join("BACKUP.json"), "backup", "is damaged");
    let other = busy(1);
    let sheet = other.json(&["doctor", "--backup", text(&to)]);
    assert!(found(&sheet, "backup")[0].1.contains("no backup of this ledger"), "{sheet}");
    std::fs::remove_dir_all(data.join("second")).unwrap();
    assert!(found(&look(), "second store")[0].1.contains("its folder was removed"));
}

#[test]
fn a_running_service_is_looked_after_and_says_what_it_leaves_out() {
    let desk = busy(2);
    let administrator = account(&desk, "administrator", None);
    let token = token(&desk, &administrator, &[]);
    let to = beside(&desk, "backup");
    let service = Service::with(desk, &["--backup-to", text(&to), "--backup-every", "0"]);
    let asked = get("/v1/doctor").by(&token);
    let sheet = service.ask(&asked).is(422).json();
    let checks = serde_json::json!({ "checks": sheet["figures"]["checks"] });
    assert_eq!(found(&checks, "backup")[0].0, "fail", "there is none yet: {sheet}");
    service.ask(&ask("POST", "/v1/backups").by(&token)).is(200);
    let sheet = service.ask(&asked).is(200).json();
    for topic in ["store", "highwater", "second store", "second head", "backup", "disk"] {
        assert_ne!(found(&sheet, topic)[0].0, "fail", "{topic}: {sheet}");
    }
    for topic in ["access", "vault"] {
        assert_eq!(found(&sheet, topic)[0].0, "skipped", "{sheet}");
    }
}

#[test]
fn a_copy_takes_the_second_ledger_and_a_checkpoint_seals_it_first() {
    let desk = busy(2);
    let sealed = desk.json(&["checkpoint"]);
    let last = desk.json(&["show", &(sealed["size"].as_u64().unwrap() - 1).to_string()]);
    assert_eq!((&last["kind"], &last["body"]["size"]), (&"SecondLedgerHead".into(), &3.into()));
    let (copied, cut) = (beside(&desk, "copy"), beside(&desk, "cut"));
    desk.json(&["copy", text(&copied)]);
    assert_eq!(head(&copied), head(&desk.data()));
    std::fs::remove_dir_all(desk.data().join("second")).unwrap();
    assert!(refused(&desk.data(), &["copy", text(&cut)]).contains("head of the second ledger"));
}

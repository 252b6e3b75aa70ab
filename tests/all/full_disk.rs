//! A disk that is really full: a small file system of its own, which takes root. What is recorded is
//! recorded, what is not is refused with figures, reading goes on, and nothing has to be started anew
//! when there is space again.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::api_house::{Ask, Service, account, ask, get, holiday, token};
use crate::cli::{Desk, run, stderr};

/// Bytes that must stay free for the ledger, and for its second one.
const RESERVES: (u64, u64) = (jejak::store::RESERVE, jejak::store::RESERVE_SECOND);

/// A file system of 700 MiB in a file, mounted for as long as this lives.
struct Disk {
    at: PathBuf,
    _folder: tempfile::TempDir,
}

impl Disk {
    /// None where this process is not root, which is said.
    fn mounted() -> Option<Disk> {
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: a full disk; only root mounts a file system for it");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let (image, at) = (folder.path().join("image"), folder.path().join("disk"));
        std::fs::create_dir(&at).unwrap();
        std::fs::File::create(&image).unwrap().set_len(700 << 20).unwrap();
        let done = |program: &str, args: &[&str]| {
            let output = Command::new(program).args(args).output().unwrap();
            assert!(output.status.success(), "{program}: {}", stderr(&output));
        };
        let (image, mount) = (image.to_str().unwrap(), at.to_str().unwrap());
        done("mkfs.ext4", &["-q", "-m", "0", image]);
        done("mount", &["-o", "loop", image, mount]);
        Some(Disk { at, _folder: folder })
    }

    fn filler(&self) -> PathBuf {
        self.at.join("filler")
    }

    /// Fills the disk until so many bytes are free.
    fn leave(&self, free: u64) {
        let _ = std::fs::remove_file(self.filler());
        let found = jejak::store::free_bytes(&self.at).unwrap();
        let length = found.saturating_sub(free).to_string();
        let filler = self.filler();
        let filled = Command::new("fallocate").args(["-l", &length]).arg(&filler).status();
        assert!(filled.unwrap().success());
    }

    /// Writes until nothing more fits.
    fn fill(&self) {
        use std::io::Write as _;
        self.leave(1 << 20);
        let mut file = std::fs::OpenOptions::new().append(true).open(self.filler()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![0; size]).and_then(|()| file.sync_data()).is_ok() {}
        }
    }

    /// Makes room again.
    fn free(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: whoever still has a file open keeps it for that moment.
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

/// A desk whose ledger lies on the disk.
fn desk_on(disk: &Disk) -> Desk {
    let desk = Desk::new();
    std::os::unix::fs::symlink(disk.at.join("ledger"), desk.data()).unwrap();
    let made = run(&disk.at.join("ledger"), &["init", "--origin", "dinsos.example/uji"]);
    assert!(made.status.success(), "{}", stderr(&made));
    desk
}

/// What is recorded once, and refused by a rule from then on: the attempt is recorded in the second
/// ledger.
const REGION: &str = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;

/// An answer that says that the disk is full, with figures.
#[track_caller]
fn is_full(service: &Service, asked: &Ask) -> (u64, u64) {
    let problem = service.ask(asked).is(503).json();
    assert_eq!(problem["type"], "urn:jejak:problem:not-now", "{problem}");
    let figure = |name: &str| {
        problem["figures"][name].as_u64().unwrap_or_else(|| panic!("no {name}: {problem}"))
    };
    (figure("free"), figure("needed"))
}

#[test]
fn a_service_on_a_full_disk_reads_on_and_writes_again_when_there_is_space() {
    let Some(disk) = Disk::mounted() else { return };
    let desk = desk_on(&disk);
    let administrator = account(&desk, "administrator", None);
    let reader = account(&desk, "auditor", None);
    let by =
        token(&desk, &administrator, &["HolidayDeclared", "RegionRegistered", "CheckpointIssued"]);
    let auditor = token(&desk, &reader, &[]);
    let mut service = Service::over(desk);
    let code = service.code().to_owned();
    let claim = format!(r#"{{"code":"{code}","login":"kepala","password":"kursi-biru-di-teras"}}"#);
    service.ask(&ask("POST", "/v1/claim").body(claim)).is(204);
    let sign_in =
        ask("POST", "/v1/session").body(r#"{"login":"kepala","password":"kursi-biru-di-teras"}"#);
    service.ask(&sign_in).is(201);
    let propose = |number: u32| ask("POST", "/v1/events").by(&by).body(holiday(number));
    let refuse = ask("POST", "/v1/events").by(&by).body(REGION);
    service.ask(&refuse).is(201);
    let export = get("/v1/export/events").by(&auditor);
    let size = || service.ask(&get("/v1/head").by(&by)).is(200).json()["size"].as_u64().unwrap();
    service.ask(&propose(1)).is(201);
    let before = size();

    // The ledger stops; who comes in, what is refused and what is taken out is still recorded.
    disk.leave(RESERVES.0 - (16 << 20));
    let (free, needed) = is_full(&service, &propose(2));
    assert!(free <= RESERVES.0 && needed > RESERVES.0, "{free} of {needed}");
    assert_eq!(size(), before);
    assert!(service.ask(&get("/readyz")).is(200).text().contains("nothing is recorded"));
    service.ask(&sign_in).is(201);
    service.ask(&refuse.clone().header("idempotency-key", "again")).is(422);
    service.ask(&export).is(200);

    // Nothing can be recorded any more: what would have to be is not done. Reading goes on.
    disk.leave(RESERVES.1 / 2);
    is_full(&service, &export);
    service.ask(&sign_in).is(503);
    service.ask(&get("/v1/balances").by(&by)).is(200);
    service.ask(&get("/v1/verify").by(&auditor)).is(200);
    service.ask(&get("/v1/doctor").by(&by)).is(422);
    disk.fill();
    is_full(&service, &propose(2));
    is_full(&service, &export);
    service.ask(&sign_in).is(503);
    service.ask(&ask("POST", "/v1/checkpoints").by(&by));
    assert_eq!(size(), before);
    service.ask(&get("/v1/balances").by(&by)).is(200);

    // There is space again: nothing has to be started anew.
    disk.free();
    service.ask(&propose(2)).is(201);
    service.ask(&export).is(200);
    service.ask(&sign_in).is(201);
    service.ask(&ask("POST", "/v1/checkpoints").by(&by)).is(200);
    service.terminate();
    assert!(service.ended().success());
    sound(&disk.at.join("ledger"));
}

/// What was not written leaves nothing half-written behind.
#[test]
fn commands_on_a_full_disk_are_refused_and_leave_everything_sound() {
    let Some(disk) = Disk::mounted() else { return };
    let desk = desk_on(&disk);
    let file = desk.file("holiday.jsonl", &holiday(1));
    let data = disk.at.join("ledger");
    assert!(run(&data, &["append", &file]).status.success());
    assert!(run(&data, &["checkpoint"]).status.success());
    let more = desk.file("more.jsonl", &holiday(2));
    let commands: [&[&str]; 4] =
        [&["append", &more], &["checkpoint"], &["rebuild"], &["account", "code"]];
    for fill in [true, false] {
        if fill {
            disk.fill();
        } else {
            disk.leave(RESERVES.0 / 2);
        }
        for command in commands {
            let output = run(&data, command);
            // With some space left, what takes little is done.
            let refused = output.status.code().is_some_and(|code| code == 1 || code == 3);
            assert!(refused || !fill || command[0] == "rebuild", "{command:?}: {output:?}");
            let said = stderr(&output);
            assert!(!said.contains("panicked"), "{command:?}: {said}");
        }
        let said = stderr(&run(&data, &["append", &more]));
        assert!(said.contains("the disk is full"), "{said}");
        // A store is not opened where its engine could run out of space: it is left as it is.
        let read = run(&data, &["balances"]);
        let told = stderr(&read).contains("bytes to open the ledger");
        assert_eq!((read.status.success(), told), (!fill, fill), "{}", stderr(&read));
        disk.free();
        assert!(names(&data).iter().all(|name| !name.ends_with(".new")), "{:?}", names(&data));
        sound(&data);
    }
    for command in [&["append", &more][..], &["checkpoint"], &["rebuild"], &["account", "code"]] {
        let output = run(&data, command);
        assert!(output.status.success(), "{command:?}: {}", stderr(&output));
    }
    sound(&data);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .chain(std::fs::read_dir(folder.join("snapshots")).into_iter().flatten());
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[track_caller]
fn sound(data: &Path) {
    let scratch = tempfile::tempdir().unwrap();
    let output = run(data, &["verify", "--json", "--scratch", scratch.path().to_str().unwrap()]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    assert!(output.status.success(), "{report} {}", stderr(&output));
}

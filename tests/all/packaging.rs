//! What is packed: the unit, the settings, the image, the package; and what the program does with them.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::api_house::{Service, ask, token};
use crate::cli::{Desk, stderr};

fn packaged(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(packaged(name)).unwrap()
}

/// The lines of a unit, by key; a key may stand several times.
fn unit() -> BTreeMap<String, Vec<String>> {
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text("jejak.service").lines() {
        let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        keys.entry(key.to_owned()).or_default().push(value.to_owned());
    }
    keys
}

#[test]
fn the_unit_leaves_the_service_nothing_that_it_does_not_need() {
    let unit = unit();
    for (key, value) in [
        ("Type", "notify"),
        ("User", "jejak"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("PrivateTmp", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("StateDirectory", "jejak"),
        ("UMask", "0077"),
        ("LimitNOFILE", "65536"),
        ("LimitCORE", "0"),
    ] {
        assert_eq!(unit[key], [value], "{key}");
    }
    let seconds = |key: &str| unit[key][0].parse::<u64>().unwrap();
    let stop = jejak::settings::named("stop_seconds").unwrap().default.parse::<u64>().unwrap();
    assert!(seconds("TimeoutStopSec") > 2 * stop, "it is killed before it has closed the store");
    assert!(seconds("WatchdogSec") >= 30);
}

/// systemd's own opinion, where it is there.
#[test]
fn systemd_understands_the_unit() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("jejak.service");
    let here = text("jejak.service").replace("/usr/bin/jejak", env!("CARGO_BIN_EXE_jejak"));
    std::fs::write(&unit, here).unwrap();
    let verified = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&unit).output();
    let Ok(verified) = verified else {
        return println!("SKIPPED: systemd-analyze is not here");
    };
    let told = stderr(&verified);
    let about: Vec<&str> = told.lines().filter(|line| line.contains("jejak.service")).collect();
    assert!(about.is_empty(), "{told}");
}

#[test]
fn the_installed_settings_are_those_of_the_table() {
    let installed = text("jejak.toml");
    let desk = Desk::new();
    // With every setting that is commented out, and without the consent.
    let whole: Vec<&str> = installed
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .collect();
    // Of the two keys of the vault one alone is given.
    let all = jejak::settings::TABLE.len() - 1;
    for (file, names) in [(installed.clone(), 1), (whole.join("\n"), all)] {
        let file = desk.file("jejak.toml", &file);
        let output = desk.run(&["config", "--config", &file, "--json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        let given = told["settings"].as_array().unwrap().iter().filter(|it| it["from"] == "file");
        let given: Vec<&Value> = given.collect();
        assert_eq!(given.len(), names, "{given:?}");
        // What is commented out as a default is the default.
        for setting in given.iter().filter(|it| it["least"].is_u64() || it["name"] == "listen") {
            let value =
                setting["value"].as_str().map_or(setting["value"].to_string(), str::to_owned);
            assert_eq!(setting["default"], value, "{setting}");
        }
    }
}

#[test]
fn the_image_runs_as_nobody_in_particular() {
    let file = text("Dockerfile");
    let words = |first: &str| -> Vec<Vec<String>> {
        let lines = file.lines().filter(|line| line.starts_with(first));
        lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
    };
    let from = words("FROM ");
    assert_eq!(from.len(), 2, "one builds, one runs");
    for image in &from {
        let (_, tag) = image[1].split_once(':').expect("a tag");
        assert!(
            tag.starts_with(|c: char| c.is_ascii_digit()),
            "{tag}: the major version is pinned"
        );
    }
    let last = file.rfind("FROM ").unwrap();
    let user = file[last..].find("\nUSER jejak").expect("somebody else than root");
    assert!(file[last..].find("\nENTRYPOINT").unwrap() > user);
    assert_eq!(words("HEALTHCHECK ").len(), 1);
    assert_eq!(words("VOLUME "), [["VOLUME", "/var/lib/jejak"]]);
}

#[test]
fn the_package_holds_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    let assets: Vec<(&str, &str)> = deb["assets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|asset| (asset[0].as_str().unwrap(), asset[1].as_str().unwrap()))
        .collect();
    let made = tempfile::tempdir().unwrap();
    let script = Command::new(packaged("assets.sh"))
        .arg(env!("CARGO_BIN_EXE_jejak"))
        .arg(made.path())
        .output()
        .unwrap();
    assert!(script.status.success(), "{}", stderr(&script));
    for (from, _) in &assets {
        let path = match from.strip_prefix("target/packaging/") {
            Some(name) => made.path().join(name),
            None if from.starts_with("target/release/") => continue,
            None => root.join(from),
        };
        assert!(std::fs::metadata(&path).is_ok_and(|about| about.len() > 0), "{from} is missing");
    }
    for conf in deb["conf-files"].as_array().unwrap() {
        let folder = conf.as_str().unwrap().trim_start_matches('/').rsplit_once('/').unwrap().0;
        assert!(assets.iter().any(|(_, to)| to.trim_end_matches('/') == folder), "{conf:?}");
    }
    for script in ["debian/postinst", "assets.sh"] {
        let mode = std::fs::metadata(packaged(script)).unwrap().permissions().mode();
        assert!(mode & 0o111 != 0, "{script} cannot be run");
    }
    let checked = Command::new("sh").arg("-n").arg(packaged("debian/postinst")).status().unwrap();
    assert!(checked.success());
}

#[test]
fn the_init_system_hears_when_it_is_ready_lives_and_ends() {
    let desk = Desk::founded();
    let path = desk.data().parent().unwrap().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut service = Service::within(desk, &[], |command| {
        command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "400000");
    });
    let hear = || {
        let mut told = [0; 100];
        let length = socket.recv(&mut told).unwrap();
        String::from_utf8_lossy(&told[..length]).into_owned()
    };
    let mut heard = vec![hear(), hear(), hear(), hear()];
    assert_eq!(heard.iter().filter(|it| *it == "READY=1").count(), 1, "{heard:?}");
    assert!(heard.iter().filter(|it| *it == "WATCHDOG=1").count() >= 3, "{heard:?}");
    service.terminate();
    while heard.last().is_some_and(|it| it != "STOPPING=1") {
        heard.push(hear());
    }
    assert!(service.ended().success());
}

/// Wherever else it could write, nothing is found.
#[test]
fn the_service_writes_into_its_folder_alone() {
    let desk = Desk::founded();
    assert!(desk.run(&["account", "grant", "1", "operator"]).status.success());
    let token = token(&desk, "1", &["RegionRegistered"]);
    let around = tempfile::tempdir().unwrap();
    let mut service = Service::within(desk, &[], |command| {
        let around = around.path();
        command.current_dir(around).env("TMPDIR", around).env("HOME", around);
    });
    let regions = ask("POST", "/v1/regions").by(&token).body("36;Banten\n36.01;Pandeglang\n");
    service.ask(&regions).is(200);
    service.ask(&ask("POST", "/v1/imports/sipd-sp2d").by(&token).body("x")).is(422);
    let incoming = service.desk.data().join("incoming");
    assert_eq!(
        std::fs::read_dir(incoming).unwrap().count(),
        0,
        "bodies are gone with their requests"
    );
    service.terminate();
    assert!(service.ended().success());
    assert_eq!(std::fs::read_dir(around.path()).unwrap().count(), 0);
}

//! Every way to give a setting, and every way to give it wrong.

use std::path::Path;

use super::*;

/// What a file, the environment and the command line say.
struct Asked {
    folder: tempfile::TempDir,
    environment: &'static [(&'static str, &'static str)],
    options: &'static [(&'static str, &'static str)],
}

fn asked(
    file: &str,
    environment: &'static [(&'static str, &'static str)],
    options: &'static [(&'static str, &'static str)],
) -> Asked {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE_NAME), file).unwrap();
    Asked { folder, environment, options }
}

impl Asked {
    fn data(&self) -> &Path {
        self.folder.path()
    }

    fn resolved(&self, named: Option<&Path>) -> Result<Resolved, Wrong> {
        let environment = |name: &str| {
            let found = self.environment.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let options: Vec<(&Setting, String)> = self
            .options
            .iter()
            .map(|(name, value)| (super::named(name).unwrap(), (*value).to_owned()))
            .collect();
        resolve(self.data(), named, environment, &options)
    }

    /// What is wrong, without the folder in it.
    #[track_caller]
    fn wrong(&self) -> (String, String) {
        let resolved = self.resolved(None);
        let wrong = resolved.and_then(|all| Settings::try_from(&all)).expect_err("it is taken");
        let folder = format!("{}/", self.data().display());
        let said = wrong.said();
        (said.en.replace(&folder, ""), said.id.replace(&folder, ""))
    }
}

#[test]
fn the_table_is_sound() {
    for setting in TABLE {
        let name = setting.name;
        assert_eq!(setting.variable, format!("JEJAK_{}", name.to_uppercase()));
        assert_eq!(setting.option, name.replace('_', "-"));
        assert!(setting.read(setting.default, None).is_some(), "{name}: default out of range");
        assert!(setting.meaning.ends_with('.'), "{name}");
        let counts = matches!(setting.kind, Kind::Whole(..));
        assert!(!counts || !setting.unit.is_empty(), "{name}: a number has a unit");
        let of_key = name.ends_with("_key")
            || ["secret", "token", "master", "passphrase"].iter().any(|word| name.contains(word));
        assert_eq!(setting.names_secret, of_key, "{name}");
        assert!(!of_key || setting.kind == Kind::File, "{name}: a secret is never a value");
        assert_eq!(TABLE.iter().filter(|other| other.name == name).count(), 1, "{name}");
    }
}

#[test]
fn options_win_over_the_environment_and_that_over_the_file() {
    let text = "# comment\nturns = 2\nbody_max = 2_048\nlog_format = 'json'\n";
    let asked = asked(text, &[("JEJAK_TURNS", "3"), ("JEJAK_BODY_MAX", "4096")], &[("turns", "5")]);
    let all = asked.resolved(None).unwrap();
    let file = asked.data().join(FILE_NAME);
    for (name, value, source) in [
        ("turns", Value::Whole(5), Source::Option("turns")),
        ("body_max", Value::Whole(4_096), Source::Environment("JEJAK_BODY_MAX")),
        ("log_format", Value::Word("json"), Source::File(file, 4)),
        ("log_level", Value::Word("info"), Source::Default),
    ] {
        let given = all.of(name);
        assert_eq!((&given.value, &given.source), (&value, &source), "{name}");
    }
    let settings = Settings::try_from(&all).unwrap();
    assert_eq!((settings.turns, settings.body_max), (5, 4_096));
    assert_eq!(settings.log_format, LogFormat::Json);
}

#[test]
fn a_path_of_the_file_begins_at_its_folder() {
    let asked = asked("tls_certificate = 'tls/a.pem'\ntls_key = '/k.pem'\n", &[], &[]);
    let settings = Settings::try_from(&asked.resolved(None).unwrap()).unwrap();
    let tls = settings.tls.unwrap();
    assert_eq!(tls.certificate, asked.data().join("tls/a.pem"));
    assert_eq!(tls.key, Path::new("/k.pem"));
}

#[test]
fn only_a_file_that_is_named_has_to_be_there() {
    let asked = asked("", &[], &[]);
    std::fs::remove_file(asked.data().join(FILE_NAME)).unwrap();
    assert_eq!(asked.resolved(None).unwrap().file, None);
    let other = asked.data().join("other.toml");
    assert!(asked.resolved(Some(&other)).unwrap_err().said().en.contains("other.toml"));
    std::fs::write(&other, "turns = 7").unwrap();
    let all = asked.resolved(Some(&other)).unwrap();
    assert_eq!((all.of("turns").value.clone(), all.file.clone()), (Value::Whole(7), Some(other)));
}

/// A file, and the beginning of what is wrong with it.
const FILES: &[(&str, &str)] = &[
    (
        "turns = 0",
        "jejak.toml:1: turns: expected a whole number of commands from 1 to 1024, found `0`",
    ),
    (
        "\n\nturns = 1025",
        "jejak.toml:3: turns: expected a whole number of commands from 1 to 1024, found `1025`",
    ),
    (
        "turns = -1",
        "jejak.toml:1: turns: expected a whole number of commands from 1 to 1024, found `-1`",
    ),
    ("turns = 99999999999999999999", "jejak.toml:1: turns: expected a whole number of commands"),
    ("turns = '4'", "jejak.toml:1: turns: expected a number without quotes, found `string`"),
    ("turns = 4.0", "jejak.toml:1: turns: expected a number without quotes, found `float`"),
    ("listen = 7370", "jejak.toml:1: listen: expected a text in quotes, found `integer`"),
    ("listen = 'localhost'", "jejak.toml:1: listen: expected an address and a port, such as"),
    ("# a\nlissten = 'x'", "jejak.toml:2: lissten: expected a key among listen, watch_listen,"),
    ("[serve]\nturns = 4", "jejak.toml:1: serve: expected a key among listen,"),
    (
        "turns = 4\nturns = 5",
        "jejak.toml:2: TOML: expected `key = value` on each line, found duplicate",
    ),
    ("turns", "jejak.toml:1: TOML: expected `key = value` on each line, found"),
    (
        "turns = 4\nlog_level = 'trace'",
        "jejak.toml:2: log_level: expected one of error, warn, info, debug, found `trace`",
    ),
    (
        "plain_http = 'yes'",
        "jejak.toml:1: plain_http: expected true or false without quotes, found `string`",
    ),
    ("trusted_proxies = '10.0.0.0/8'", "jejak.toml:1: trusted_proxies: expected a list of texts"),
    (
        "trusted_proxies = ['10.0.0.1/8']",
        "jejak.toml:1: trusted_proxies: expected networks such as",
    ),
    (
        "tls_key = 'k.pem'",
        "jejak.toml:1: tls_key: expected `tls_certificate` beside it, found it alone",
    ),
    (
        "tls_certificate = 'c.pem'",
        "jejak.toml:1: tls_certificate: expected `tls_key` beside it, found it alone",
    ),
    (
        "passphrase_file = 'p'\nmaster_key_file = 'k'",
        "jejak.toml:1: passphrase_file: expected none beside `master_key_file`, found both",
    ),
    ("listen = '0.0.0.0:80'", "jejak.toml:1: listen: expected an address of this machine alone"),
    ("listen = '[::]:80'", "jejak.toml:1: listen: expected an address of this machine alone"),
];

#[test]
fn what_is_wrong_is_named_with_file_line_and_key() {
    for (file, expected) in FILES {
        let (en, id) = asked(file, &[], &[]).wrong();
        assert!(en.starts_with(expected), "{file}: {en}");
        assert!(id.contains("seharusnya") && id.contains("ditemukan"), "{file}: {id}");
    }
}

#[test]
fn a_secret_that_was_put_there_itself_is_not_repeated() {
    let inline = "tls_key = '''-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQ\n'''";
    let (en, id) = asked(inline, &[], &[]).wrong();
    assert!(
        en.starts_with("jejak.toml:1: tls_key: expected the path of a file on one line"),
        "{en}"
    );
    assert!(!en.contains("MC4CAQ") && !id.contains("MC4CAQ"), "{en} {id}");
}

#[test]
fn a_variable_and_an_option_are_named_too() {
    let (en, _) = asked("", &[("JEJAK_TURNS", "many")], &[]).wrong();
    assert!(en.starts_with("environment JEJAK_TURNS: turns: expected a whole number"), "{en}");
    let (en, _) = asked("", &[], &[("turns", "many")]).wrong();
    assert!(en.starts_with("option --turns: turns: expected a whole number"), "{en}");
}

/// Wherever each of them was given.
#[test]
fn a_vault_has_one_key() {
    let file = "master_key_file = 'k'";
    let (en, id) = asked(file, &[("JEJAK_PASSPHRASE_FILE", "p")], &[]).wrong();
    assert!(en.starts_with("environment JEJAK_PASSPHRASE_FILE: passphrase_file: expected"), "{en}");
    assert!(id.contains("ditemukan keduanya"), "{id}");
    for (name, alone) in [("master_key_file", (true, false)), ("passphrase_file", (false, true))] {
        let asked = asked(&format!("{name} = 'k'"), &[], &[]);
        let (key, passphrase) =
            Settings::try_from(&asked.resolved(None).unwrap()).unwrap().vault_key;
        assert_eq!((key.is_some(), passphrase.is_some()), alone, "{name}");
    }
}

/// Where backups of the vault may go, beside the ledger `buku` and its backups `cadangan`.
#[test]
fn backups_of_the_vault_lie_apart() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    for name in ["buku", "kunci", "lain"] {
        std::fs::create_dir(at(name)).unwrap();
    }
    std::os::unix::fs::symlink(at("buku"), at("tautan")).unwrap();
    let config = at("lain/jejak.toml");
    for (to, wrong) in [
        ("../brankas", ""),
        ("../cadangan-brankas", ""),
        ("../tautan-brankas/../lain", ""),
        ("../buku", "apart from that of the ledger"),
        ("../buku/vault-backups", "apart from that of the ledger"),
        ("../tautan/vault-backups", "apart from that of the ledger"),
        ("../brankas/../buku", "apart from that of the ledger"),
        ("..", "apart from that of the ledger"),
        ("../cadangan", "apart from `backup_to`"),
        ("../cadangan/brankas", "apart from `backup_to`"),
        ("../cadangan/hari/../brankas", "apart from `backup_to`"),
        ("../kunci", "that does not hold the key of the vault"),
    ] {
        let text = format!(
            "backup_to = '../cadangan'\nmaster_key_file = '../kunci/k'\nvault_backup_to = '{to}'"
        );
        std::fs::write(&config, text).unwrap();
        let all = resolve(&at("buku"), Some(&config), |_| None, &[]).unwrap();
        let found = Settings::try_from(&all).err().map(|wrong| wrong.said());
        let told = found.map_or_else(String::new, |told| {
            assert!(told.id.contains("vault_backup_to: seharusnya folder"), "{}", told.id);
            told.en
        });
        let begins = "jejak.toml:3: vault_backup_to: expected a folder";
        assert_eq!(told.contains(begins), !wrong.is_empty(), "{to}: {told}");
        assert!(told.contains(wrong), "{to}: {told}");
    }
}

/// What may listen beyond this machine.
#[test]
fn nothing_is_read_on_the_way_by_default() {
    let everywhere = "listen = '0.0.0.0:7370'\n";
    for (more, taken) in [
        ("", false),
        ("plain_http = true", true),
        ("trusted_proxies = ['10.0.0.0/8']", true),
        ("tls_certificate = 'a'\ntls_key = 'b'", true),
    ] {
        let asked = asked(&format!("{everywhere}{more}"), &[], &[]);
        let settings = Settings::try_from(&asked.resolved(None).unwrap());
        assert_eq!(settings.is_ok(), taken, "{more}");
    }
    for here in ["127.9.9.9:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
        let asked = asked(&format!("listen = '{here}'"), &[], &[]);
        assert!(Settings::try_from(&asked.resolved(None).unwrap()).is_ok(), "{here}");
    }
}

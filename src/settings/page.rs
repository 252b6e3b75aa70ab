//! Writes `docs/SETTINGS.md` from the table, and compares it.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::{Kind, Setting, TABLE};

const HEAD: &str = "\
# Settings of the service

Generated from `src/settings/table.rs`; a test compares, and
`UPDATE_DOCS=1 cargo test -p jejak --lib settings::` writes it anew.

A value comes from the first of these that has one: an option of `jejak serve`, a variable of the
environment, a file, the default. The file is `jejak.toml` in the folder of the ledger, or the one that
`--config FILE` or `JEJAK_CONFIG` names, which then has to be there. It is TOML with a key per setting
and no sections:

```toml
listen = \"0.0.0.0:7370\"
tls_certificate = \"/etc/jejak/tls/chain.pem\"
tls_key = \"/etc/jejak/tls/key.pem\"
watch_listen = \"127.0.0.1:7371\"
log_format = \"json\"
```

A key that is not in the table, or a value outside its range, ends the start with file, line, key, what
was expected and what was found. `jejak config` prints every value and where it comes from, and tells
what is wrong without starting anything. No setting holds a secret, only the path of its file. Options
and variables take lists with commas between; an empty text is nothing.

The folder of the ledger itself is `--data` or `JEJAK_DATA`: the file may lie in it.
";

fn range(setting: &Setting) -> String {
    match setting.kind {
        Kind::Address => "address:port".to_owned(),
        Kind::AddressOrNone => "address:port, or nothing".to_owned(),
        Kind::Whole(least, most) => format!("{least} to {most}"),
        Kind::Word(words) => words.join(", "),
        Kind::Switch => "true, false".to_owned(),
        Kind::Text => "text, or nothing".to_owned(),
        Kind::File if setting.names_secret => "path of a secret file, or nothing".to_owned(),
        Kind::File => "path of a file, or nothing".to_owned(),
        Kind::Networks => "networks, such as 10.1.0.0/16".to_owned(),
    }
}

fn render() -> String {
    let mut page = HEAD.to_owned();
    page.push_str(
        "\n| key | unit | range | default | variable | option |\n|---|---|---|---|---|---|\n",
    );
    for setting in TABLE {
        let Setting { name, unit, default, variable, option, .. } = setting;
        let default = if default.is_empty() { "nothing" } else { default };
        let range = range(setting);
        let _ = writeln!(
            page,
            "| `{name}` | {unit} | {range} | {default} | `{variable}` | `--{option}` |"
        );
    }
    page.push_str("\n## What they mean\n\n");
    for Setting { name, meaning, .. } in TABLE {
        let _ = writeln!(page, "- `{name}`: {meaning}");
    }
    page
}

#[test]
fn the_page_is_as_the_table() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/SETTINGS.md");
    let page = render();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("writes the page");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(page == written, "docs/SETTINGS.md is behind the table: run with UPDATE_DOCS=1");
}

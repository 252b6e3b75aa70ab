//! The file of settings: TOML, a key per setting and no sections.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::resolve::{Given, Source};
use super::table::{Kind, Setting, named};
use super::wrong::{Wrong, quoted};
use crate::said::{Said, said};

/// The values that a file gives, in its order.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Given>, Wrong> {
    let at = |offset: usize| {
        let before = text.get(..offset).unwrap_or(text);
        Source::File(path.to_owned(), before.matches('\n').count() + 1)
    };
    let table = DeTable::parse(text).map_err(|error| {
        let source = at(error.span().map_or(0, |span| span.start));
        let found = Said::same(error.message().to_owned());
        Wrong::other(
            source,
            "TOML",
            said!("`key = value` on each line", "`kunci = nilai` di setiap baris"),
            found,
        )
    })?;
    let mut given = Vec::new();
    for (key, value) in table.get_ref() {
        let source = at(key.span().start);
        let name: &str = key.get_ref();
        let setting = named(name).ok_or_else(|| Wrong::key(source.clone(), name))?;
        let wrong = |found: &str| Wrong::value(source.clone(), setting, found);
        let value = value.get_ref();
        let typed = written(setting, value);
        let typed = typed.ok_or_else(|| {
            Wrong::other(source.clone(), setting.name, form(setting), quoted(value.type_str()))
        })?;
        let value = setting.read(&typed, path.parent()).ok_or_else(|| wrong(&typed))?;
        given.push(Given { setting, value, source });
    }
    given.sort_by_key(|given| match given.source {
        Source::File(_, line) => line,
        _ => 0,
    });
    Ok(given)
}

/// A value as it would be typed; nothing where TOML has another type there.
fn written(setting: &Setting, value: &DeValue<'_>) -> Option<String> {
    match (setting.kind, value) {
        (Kind::Whole(..), DeValue::Integer(number)) => {
            let plain = number.as_str().trim_start_matches('+');
            let number = i64::from_str_radix(plain, number.radix()).ok();
            // What no 64 bits hold is outside every range, and is shown as it stands.
            Some(number.map_or_else(|| plain.to_owned(), |number| number.to_string()))
        }
        (Kind::Switch, DeValue::Boolean(on)) => Some(on.to_string()),
        (Kind::Networks, DeValue::Array(all)) => {
            let all = all.iter().map(|one| one.get_ref().as_str());
            all.collect::<Option<Vec<&str>>>().map(|all| all.join(","))
        }
        (Kind::Whole(..) | Kind::Switch | Kind::Networks, _) => None,
        (_, value) => value.as_str().map(str::to_owned),
    }
}

/// How TOML writes a value of a setting.
fn form(setting: &Setting) -> Said {
    match setting.kind {
        Kind::Whole(..) => said!("a number without quotes", "bilangan tanpa tanda kutip"),
        Kind::Switch => said!("true or false without quotes", "true atau false tanpa tanda kutip"),
        Kind::Networks => said!(
            "a list of texts, such as [\"10.1.0.0/16\"]",
            "daftar teks, misalnya [\"10.1.0.0/16\"]"
        ),
        _ => said!("a text in quotes", "teks dalam tanda kutip"),
    }
}

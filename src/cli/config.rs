//! `jejak config`: every setting of the service, its value, and where that comes from.

use serde_json::{Value as Json, json};

use super::settings::Typed;
use crate::commands::{Context, Failure};
use crate::said::said;
use crate::settings::{Given, Kind, Resolved, Settings, Source, Value};

/// Options of `config`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    typed: Typed,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let resolved = args.typed.resolve(context)?;
    if context.json {
        context.print_json(&shown(&resolved))?;
    } else {
        print(context, &resolved)?;
    }
    // What does not go together is told after what there is.
    Settings::try_from(&resolved).map(drop).map_err(|wrong| Failure::Usage(wrong.said()))
}

fn print(context: &Context, resolved: &Resolved) -> Result<(), Failure> {
    let header = context
        .pick(["setting", "value", "unit", "from"], ["pengaturan", "nilai", "satuan", "asal"]);
    let mut table = context.table(&header, header.len());
    for given in &resolved.all {
        let Given { setting, value, source } = given;
        let value = match value.to_string() {
            empty if empty.is_empty() => "-".to_owned(),
            value => value,
        };
        let from = source.place();
        table.add_row([setting.name, &value, setting.unit, from.within(context.language)]);
    }
    context.print_line(&table.to_string())?;
    let file = resolved.file.as_ref().map(|file| file.display());
    match file {
        Some(file) => context.tell(&said!("file: {file}", "berkas: {file}")),
        None => context.tell(&said!("file: none", "berkas: tidak ada")),
    }
}

fn shown(resolved: &Resolved) -> Json {
    let settings: Vec<Json> = resolved.all.iter().map(setting).collect();
    json!({ "file": resolved.file, "settings": settings })
}

fn setting(given: &Given) -> Json {
    let Given { setting, value, source } = given;
    let value = match value {
        Value::None => Json::Null,
        Value::Whole(number) => json!(number),
        Value::Switch(on) => json!(on),
        Value::Networks(all) => all.iter().map(ToString::to_string).collect(),
        value => json!(value.to_string()),
    };
    let line = match source {
        Source::File(_, line) => Some(line),
        _ => None,
    };
    let mut shown = json!({
        "name": setting.name, "value": value, "unit": setting.unit, "meaning": setting.meaning,
        "from": source.word(), "place": source.place(), "line": line,
        "default": setting.default, "variable": setting.variable,
        "option": format!("--{}", setting.option), "names_secret": setting.names_secret,
    });
    match setting.kind {
        Kind::Whole(least, most) => {
            shown["least"] = json!(least);
            shown["most"] = json!(most);
        }
        Kind::Word(words) => shown["words"] = json!(words),
        _ => {}
    }
    shown
}

//! The form of a page, made of what its operation may be asked.

use std::any::TypeId;

use clap::{Arg, ArgAction};
use jejak_events::Date;
use jejak_projections::report;

use super::asked::Asked;
use super::views::View;
use super::words;
use crate::commands::asked::{Askable, name_of};

/// Parameters that no form has: every page has the times, and a table leads to its own files and figures.
pub const HIDDEN: &[&str] = &[
    "as-of",
    "as-recorded",
    "codes",
    "decimals",
    "explain",
    "format",
    "lang",
    "paper",
    "part",
    "rebuild",
    "separator",
];

/// A field.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What is typed.
    pub sort: Sort,
    /// An example of what is typed.
    pub example: &'static str,
    /// Whether nothing can be shown without it.
    pub needed: bool,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// What is typed into a field.
pub enum Sort {
    /// A text.
    Text,
    /// A day.
    Day,
    /// Yes or no.
    Switch,
    /// One of these words.
    Choice(Vec<String>),
}

impl Field {
    /// Whether it is of a sort, for the template.
    pub const fn is_day(&self) -> bool {
        matches!(self.sort, Sort::Day)
    }

    /// Whether it is yes or no.
    pub const fn is_switch(&self) -> bool {
        matches!(self.sort, Sort::Switch)
    }

    /// The words to choose from.
    pub fn choices(&self) -> &[String] {
        match &self.sort {
            Sort::Choice(words) => words,
            _ => &[],
        }
    }
}

/// The fields of a page, with what was asked in them.
pub fn fields(
    asked: &Asked,
    view: &View,
    askable: &Askable,
    shown: impl Fn(&str) -> bool,
) -> Vec<Field> {
    let fixed = |name: &str| view.fixed.iter().any(|(known, _)| *known == name);
    let takes = taken_by_report(asked, view);
    let is_shown = |name: &str| {
        !HIDDEN.contains(&name)
            && !fixed(name)
            && shown(name)
            && takes.as_ref().is_none_or(|takes| takes.contains(&name))
    };
    let field = |arg: &Arg| {
        let name = name_of(arg);
        let (label, example) = match words::of_parameter(&name) {
            Some((label, example)) => (label.of(asked.language).to_owned(), example),
            None => (name.clone(), ""),
        };
        let usual = view.usual.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let value = asked.value(&name).or(usual.filter(|_| asked.given.is_empty()));
        let value = value.unwrap_or_default().to_owned();
        let needed = arg.is_required_set() || is_needed(asked, view, &name);
        Field { label, value, sort: sort(arg), example, needed, wrong: None, name }
    };
    askable.parameters().filter(|arg| is_shown(&name_of(arg))).map(field).collect()
}

fn sort(arg: &Arg) -> Sort {
    let words: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    match arg.get_action() {
        ArgAction::SetTrue => Sort::Switch,
        ArgAction::Set if !words.is_empty() => Sort::Choice(words),
        _ if arg.get_value_parser().type_id() == TypeId::of::<Date>() => Sort::Day,
        _ => Sort::Text,
    }
}

/// The report that a page shows.
fn report_of(asked: &Asked, view: &View) -> Option<&'static report::Report> {
    let is_report = view.operation == "/v1/reports/{name}";
    let fixed = view.fixed.iter().find(|(name, _)| *name == "name").map(|(_, value)| *value);
    report::by_name(fixed.or_else(|| asked.value("name"))?).filter(|_| is_report)
}

/// What a report may be asked; nothing where the page is no report.
fn taken_by_report(asked: &Asked, view: &View) -> Option<Vec<&'static str>> {
    let report = report_of(asked, view)?;
    let options = report.needs.iter().chain(report.takes).map(|it| it.option());
    let names = options.flat_map(|option| option.split('/')).map(|it| it.trim_start_matches('-'));
    Some(names.collect())
}

fn is_needed(asked: &Asked, view: &View, name: &str) -> bool {
    let Some(report) = report_of(asked, view) else { return false };
    let options = report.needs.iter().flat_map(|it| it.option().split('/'));
    options.map(|option| option.trim_start_matches('-')).any(|option| option == name)
}

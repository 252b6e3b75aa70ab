//! docs/REPORTS.md has every report with every column, and no other.

use std::collections::BTreeSet;

use jejak_projections::report;

use crate::programme_reports::{report as asked, story};

const PAGE: &str = include_str!("../../docs/REPORTS.md");

/// What each report is asked for, beside what all reports of its need can be asked for.
const OF: &[(&str, &str)] = &[
    ("book-object", "--of line:@aid"),
    ("sp2d", "--of spp:@aid-spp"),
    ("bnba", "--of decree:@decree"),
    ("receipts", "--of decree:@decree"),
    ("kube-lpj", "--of kube:@mawar"),
    ("rtlh-lpj", "--of house:@house"),
];

/// What stands below the heading that names a report, up to the next.
fn section(name: &str) -> Option<&'static str> {
    let named = format!("`{name}`");
    let mut parts = PAGE.split("\n### ").skip(1);
    parts.find(|part| part.lines().next().is_some_and(|heading| heading.contains(&named)))
}

fn asked_of(report: &report::Report) -> String {
    let mut text = report.name.to_owned();
    for need in report.needs {
        match need {
            report::Asked::Year => text.push_str(" --year 2022"),
            report::Asked::Month => text.push_str(" --month 2022-02"),
            report::Asked::Of => {
                let of = OF.iter().find(|(name, _)| *name == report.name);
                text.extend([" ", of.expect("an object to ask for").1]);
            }
            other => panic!("{}: no value for {}", report.name, other.option()),
        }
    }
    text
}

#[test]
fn every_report_has_a_section_with_its_columns_and_choices() {
    let desk = story();
    for report in report::all() {
        let name = report.name;
        let section = section(name).unwrap_or_else(|| panic!("docs/REPORTS.md: no `### {name}`"));
        let table = asked(&desk, &asked_of(report));
        let columns = table["columns"].as_array().unwrap_or_else(|| panic!("{name}: {table}"));
        for key in columns.iter().filter_map(|column| column["key"].as_str()) {
            assert!(section.contains(&format!("`{key}`")), "{name}: no column `{key}`");
        }
        for choice in report.needs.iter().chain(report.takes) {
            let option = choice.option();
            assert!(section.contains(option), "docs/REPORTS.md, {name}: {option} is not said");
        }
    }
}

#[test]
fn the_page_has_no_report_that_is_none() {
    let known: BTreeSet<&str> = report::all().map(|report| report.name).collect();
    let headings = PAGE.lines().filter(|line| line.starts_with("### `"));
    let named = headings.flat_map(|line| line.split('`').skip(1).step_by(2));
    for name in named.filter(|name| !name.starts_with("jejak ")) {
        assert!(known.contains(name), "docs/REPORTS.md: there is no report `{name}`");
    }
}

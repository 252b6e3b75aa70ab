//! Codes and names of regions, as Kemendagri publishes them. What is registered under the same name
//! is passed over.

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::reference::RegionRegistered;
use jejak_events::vocabulary::{Dataset, RegionScheme};
use jejak_events::{Rupiah, Text};

use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{Column, Kind, Manner, OfRows, Problem, Profile, Row, Stated, Taking};
use super::{never, required};
use crate::exchange::drafts::BadLine;
use crate::exchange::regions::{self, Listed, Plan};
use crate::exchange::words;
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("kode", Kind::Region, &["code", "kode wilayah", "kode_wilayah", "kode kemendagri"], ("code, 36.03.12.2001", "kode, 36.03.12.2001")),
    required("nama", Kind::Text, &["name", "nama wilayah", "nama_wilayah"], ("official name", "nama resmi")),
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "regions",
    title: ("codes of regions", "kode wilayah"),
    columns: COLUMNS,
    settings: &[],
    needs_vault: false,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::Regions,
    begin,
    is_note: never,
};

#[expect(clippy::unnecessary_wraps, reason = "every profile begins in one way")]
fn begin<'a>(
    desk: &Desk<'a>,
    _: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let plan = Plan { new: Vec::new(), known: 0 };
    Ok(Box::new(Codes { desk: *desk, rows: Vec::new(), plan }))
}

struct Codes<'a> {
    desk: Desk<'a>,
    rows: Vec<regions::Row>,
    plan: Plan,
}

impl Taking for Codes<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let (Some(code), Some(name)) = (row.region("kode"), row.text("nama")) else {
            return Vec::new();
        };
        match name.parse::<Text>() {
            Ok(name) if name.as_str().contains(char::is_alphabetic) => {
                self.rows.push(regions::Row { line: row.number, code, name });
                Vec::new()
            }
            Ok(_) => {
                let expected = said!("a name with letters", "nama berhuruf");
                let found = Said::same(jejak_events::parse::Found::quote(&name));
                vec![Problem::new("nama", expected, found)]
            }
            Err(error) => {
                let found = words::found(&format!("{}; {}", error.found, error.advice));
                vec![Problem::new("nama", words::expected(error.expected), found)]
            }
        }
    }

    fn whole(&mut self) -> Vec<BadLine> {
        let listed = Listed::of(std::mem::take(&mut self.rows));
        let plan = self.desk.state(|state| {
            let names = &state.reference.region_names;
            regions::plan(listed, |code| names.get(&code).map(String::as_str))
        });
        match plan {
            Ok(plan) => {
                self.plan = plan;
                Vec::new()
            }
            Err(bad) => bad,
        }
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.desk.today }
    }

    fn drafts(&mut self, _: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        Ok(Vec::new())
    }

    /// Parents first, whatever the order of the file.
    fn closing(&mut self) -> Result<OfRows, InboundError> {
        let scheme = RegionScheme::Kemendagri;
        let drafts = self.plan.new.iter().map(|row| {
            let event = RegionRegistered { code: row.code, name: row.name.clone(), scheme };
            (row.line, self.desk.draft(event))
        });
        Ok(drafts.collect())
    }

    fn notes(&self) -> Vec<Said> {
        let (new, known) = (self.plan.new.len(), self.plan.known);
        vec![said!(
            "{new} regions are new, {known} were registered before",
            "{new} wilayah baru, {known} sudah terdaftar sebelumnya"
        )]
    }
}

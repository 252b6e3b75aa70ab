//! What each operation answers as JSON: the structs that its command prints.

use serde_json::{Value, json};

use super::super::operation::Operation;
use super::shapes::{Shapes, add};
use crate::commands::asked::Askable;
use crate::commands::{
    account, backup, balances, central, check, checkpoint, codes, compare, count, diff, doctor,
    document, fill_rate, findings, import, investigation, kinds, links, person, refusals, regions,
    replay, report, sample, search, services, show, stock, trail, verify, what_if,
};
use crate::exchange::events::WithEntry;
use crate::exchange::render::json::TableShown;

/// Adds a shape, and says where it is.
type Made = fn(&mut Shapes) -> Value;

/// By the name of the operation; one that is missing here answers a table. Where `format=json` is
/// asked for, and with `explain`, most answer one as well.
static ANSWERS: &[(&str, &[Made])] = &[
    ("getKinds", &[add::<kinds::KindsShown>]),
    ("getKindsName", &[add::<kinds::KindShown>]),
    ("getCodesAccounts", &[add::<codes::AccountsShown>]),
    ("getCodesActivities", &[add::<codes::ActivitiesShown>]),
    ("getCodesSources", &[add::<codes::SourcesShown>]),
    ("getRefusals", &[add::<refusals::RefusalsShown>]),
    ("getBalances", &[add::<balances::BalancesShown>, add::<balances::CashBooksShown>]),
    ("getReports", &[add::<report::ReportsShown>]),
    ("getCentral", &[add::<central::CentralShown>]),
    ("getFillRate", &[add::<fill_rate::FillRatesShown>]),
    ("getServices", &[add::<services::ServicesShown>]),
    ("getStock", &[add::<stock::StockShown>]),
    ("getCountKinds", &[add::<count::CountsShown>]),
    ("getEventsSeq", &[add::<show::Shown>]),
    ("getTrails", &[add::<trail::TrailShown>, add::<trail::TreeShown>]),
    ("getReplay", &[add::<replay::StepShown>]),
    ("getDiff", &[add::<diff::DiffShown>]),
    ("getCompareDay", &[add::<compare::CompareShown>]),
    ("getWhatIf", &[add::<what_if::WhatIfShown>]),
    ("getLinksOf", &[add::<links::LinksShown>]),
    ("getHubs", &[add::<links::HubsShown>]),
    ("getChecks", &[add::<check::shown::ChecksShown>]),
    ("getChecksIds", &[add::<check::shown::ChecksShown>]),
    ("postChecksIds", &[add::<check::opening::OpenedShown>]),
    ("postSamples", &[add::<sample::draw::DrawnShown>]),
    ("postImportsProfile", &[add::<import::print::ImportShown>]),
    ("postRegions", &[add::<regions::RegionsShown>]),
    ("getExportEvents", &[add::<WithEntry>]),
    ("getExportTablesTable", &[open]),
    ("getExportParquetTable", &[open]),
    ("getExportJournal", &[open]),
    ("getSearch", &[add::<search::SearchShown>]),
    ("getFindingsSeq", &[add::<findings::FindingShown>]),
    ("getVerify", &[add::<verify::Report>]),
    ("postCheckpoints", &[add::<checkpoint::CheckpointShown>]),
    ("getAccounts", &[add::<account::list::AccountsShown>]),
    ("postAccounts", &[add::<account::chain::OpenedShown>]),
    ("postAccountsOfClose", &[add::<account::chain::RecordedShown>]),
    ("postAccountsOfGrantsRole", &[add::<account::chain::RecordedShown>]),
    ("postGrantsGrantWithdraw", &[add::<account::chain::RecordedShown>]),
    ("postAccountsOfCode", &[add::<account::proofs::CodeShown>]),
    ("postAccountsOfSecondFactorRemove", &[add::<account::proofs::RemovedShown>]),
    ("getTokens", &[add::<account::token::TokensShown>]),
    ("postAccountsOfTokens", &[add::<account::token::IssuedShown>]),
    ("postTokensTokenRevoke", &[add::<account::token::TokenShown>]),
    ("getPeopleId", &[add::<person::look::PersonShown>]),
    ("postPeopleBackups", &[add::<person::backup::BackupShown>]),
    ("postPeopleIdReveal", &[add::<person::look::PersonShown>]),
    ("getPeopleDue", &[add::<person::retain::DueShown>]),
    ("postPeople", &[add::<person::add::PeopleShown>]),
    ("postPeopleFind", &[add::<person::look::FoundShown>]),
    ("postPeopleIdCorrections", &[add::<person::change::DoneShown>]),
    ("postPeopleIdLinksOther", &[add::<person::change::DoneShown>]),
    ("postPeopleIdSeparationsOther", &[add::<person::change::DoneShown>]),
    ("postPeopleIdRestrictions", &[add::<person::change::DoneShown>]),
    ("postPeopleIdRestrictionsLift", &[add::<person::change::DoneShown>]),
    ("postPeopleIdHolds", &[add::<person::change::DoneShown>]),
    ("postPeopleIdHoldsLift", &[add::<person::change::DoneShown>]),
    ("getPeopleErasureRequests", &[add::<person::requests::PendingShown>]),
    ("postPeopleErasureRequests", &[add::<person::requests::RequestedShown>]),
    ("postPeopleErasureRequestsWithdraw", &[add::<person::requests::WithdrawnShown>]),
    ("postPeopleErasures", &[add::<person::erase::ErasedShown>]),
    ("postPeopleRetained", &[add::<person::retain::RetainedShown>]),
    ("postDocuments", &[add::<document::add::KeptShown>]),
    ("getDocuments", &[add::<document::look::DocumentsShown>]),
    ("getDocumentsDocument", &[add::<document::look::CitedShown>]),
    ("postDocumentChecks", &[add::<document::look::CheckedShown>]),
    ("postInvestigations", &[add::<investigation::act::OpenedShown>]),
    ("getInvestigationsInvestigation", &[add::<investigation::look::InvestigationShown>]),
    ("postInvestigationsInvestigationEvents", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationRemovedEvents", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationNotes", &[add::<investigation::papers::NotedShown>]),
    ("postInvestigationsInvestigationHolds", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationDocuments", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationHandOver", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationClose", &[add::<investigation::bench::DoneShown>]),
    ("postInvestigationsInvestigationReopen", &[add::<investigation::bench::DoneShown>]),
    ("getInspectionInvestigation", &[add::<investigation::look::InvestigationShown>]),
    ("postInspectionInvestigationHandOver", &[add::<investigation::bench::DoneShown>]),
    ("postBackups", &[add::<backup::BackupShown>]),
    ("getDoctor", &[add::<doctor::sheet::SheetShown>]),
];

/// An object whose fields are not told here: the columns of a table for SQL are in docs/DATA.md.
fn open(_: &mut Shapes) -> Value {
    json!({ "type": "object" })
}

/// Adds the shapes of what an operation answers, and says where they are.
pub fn of(operation: &Operation, askable: &Askable, all: &mut Shapes) -> Value {
    let id = operation.id();
    let own = ANSWERS.iter().find(|(known, _)| *known == id).map_or(&[][..], |(_, made)| made);
    let mut shapes: Vec<Value> = own.iter().map(|made| made(all)).collect();
    if own.is_empty() || askable.knows("format") {
        shapes.push(add::<TableShown>(all));
    }
    match shapes.len() {
        1 => shapes.remove(0),
        _ => json!({ "anyOf": shapes }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::operation::ASKABLE;
    use super::*;

    /// Whoever adds an operation says what it answers: here, unless it hands out a table or a file.
    #[test]
    fn every_operation_says_what_it_answers() {
        let ids: Vec<String> = ASKABLE.iter().map(|(operation, _)| operation.id()).collect();
        for (known, _) in ANSWERS {
            assert!(ids.iter().any(|id| id == known), "there is no operation `{known}`");
        }
        for (operation, askable) in ASKABLE.iter() {
            let id = operation.id();
            let told = ANSWERS.iter().any(|(known, _)| *known == id);
            let free = askable.knows("format") || operation.gives_a_file();
            assert!(told || free, "{id}: say in ANSWERS what it answers");
        }
    }
}

use std::collections::BTreeSet;

use jejak_events::Object;
use jejak_events::examples::is_of_the_second;

use super::*;

#[test]
fn names_of_tables_and_columns_are_simple_and_unique() {
    let simple = |name: &str| {
        let mut bytes = name.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let mut tables = BTreeSet::new();
    for table in all() {
        assert!(simple(table.name) && tables.insert(table.name), "table {}", table.name);
        assert!(!table.doc.is_empty());
        let mut columns = BTreeSet::new();
        for column in &table.columns {
            let place = format!("{}.{}", table.name, column.name);
            assert!(simple(column.name), "{place}");
            assert!(columns.insert(column.name), "{place} stands there twice");
            assert!(!column.doc.is_empty(), "{place} means nothing");
        }
    }
}

/// A kind may be first to name objects of one kind alone: [`Firsts`] finds it by the kind.
#[test]
fn a_kind_is_asked_for_with_one_object() {
    let tables = all();
    let asked: BTreeSet<(Kind, Object)> = tables.iter().flat_map(Table::firsts).collect();
    let kinds: BTreeSet<Kind> = asked.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), asked.len());
    assert!(asked.contains(&(Kind::Sp2dIssued, Object::Spp)));
}

/// What has a table of its own need not be dug out of JSON. These have none, and why.
const IN_EVENTS_ALONE: &[Kind] = &[
    // Ends or closes an object; its table says so in a column.
    Kind::RegionRetired,
    Kind::AccountClosed,
    Kind::RoleWithdrawn,
    Kind::OfficialReleased,
    Kind::HistoricalBatchClosed,
    Kind::ProposalClosed,
    Kind::DecreeClosed,
    Kind::NpdApproved,
    Kind::NpdValidated,
    Kind::SppVerified,
    Kind::PaymentListClosed,
    Kind::SpendingPlanClosed,
    Kind::PurchaseReversed,
    Kind::KubeFormationClosed,
    Kind::KubeOfficeChanged,
    Kind::KubeAssetsSettled,
    Kind::RepairGroupClosed,
    Kind::HouseUnfitAgain,
    Kind::HouseLost,
    Kind::WorkMaintenanceEnded,
    Kind::WorkStopped,
    Kind::WorkResumed,
    Kind::WorkDefectRepaired,
    Kind::CentralPeriodClosed,
    Kind::KpmReplacementApproved,
    Kind::KpmReplacementDetermined,
    Kind::PkhComponentEnded,
    Kind::ServiceUnitClosed,
    Kind::ClientDischarged,
    Kind::CooperationEnded,
    Kind::InstitutionClosed,
    Kind::AllocationReleased,
    Kind::DisasterExtended,
    Kind::DisasterEnded,
    Kind::WorkerReleased,
    Kind::AuthorityMatrixOpened,
    Kind::AuthorityMatrixClosed,
    Kind::InsuranceEnded,
    Kind::PlanningDocumentSuperseded,
    Kind::GuaranteeEnded,
    Kind::ContractCompleted,
    Kind::ContractTerminated,
    Kind::LossRevised,
    Kind::LossAcknowledged,
    Kind::LossCharged,
    Kind::LossSettled,
    Kind::LossHandedOver,
    Kind::LossWrittenOff,
    Kind::ComplaintAcknowledged,
    Kind::ComplaintAssigned,
    Kind::ComplaintAnswered,
    Kind::ComplaintClosed,
    Kind::PaymentFileMade,
    Kind::ImportOpened,
    Kind::ImportClosed,
    Kind::ImportAbandoned,
    Kind::ProgrammesExcluded,
    Kind::ProgrammeExclusionEnded,
    Kind::RegionRenamed,
    Kind::FindingAnswered,
    Kind::FindingClosed,
    Kind::FindingReopened,
    // Of the ledger itself.
    Kind::LedgerCreated,
    Kind::RulesetAdopted,
    Kind::CheckpointKeyAdded,
    Kind::CheckpointKeyRetired,
    Kind::ClockGapAccepted,
    Kind::ActorKeyRegistered,
    Kind::ActorKeyRevoked,
    Kind::VaultBound,
    Kind::SecondLedgerHead,
    Kind::LedgerContinued,
];

#[test]
fn every_kind_has_a_table_or_a_reason() {
    let tables = all();
    let has: BTreeSet<Kind> = tables.iter().flat_map(|table| table.kinds().to_vec()).collect();
    for kind in Kind::ALL {
        // The second ledger is exported by itself.
        let alone = IN_EVENTS_ALONE.contains(kind) || is_of_the_second(*kind);
        assert!(has.contains(kind) != alone, "{kind:?}: in a table of its own, or listed here");
    }
}

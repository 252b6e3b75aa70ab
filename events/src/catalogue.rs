//! The whole catalogue of events in one place. Numbers are explicit and never used again.

use serde_json::Value;

use crate::codec::{self, CodecError};
use crate::event::Body;
use crate::field::{FieldInfo, Object};
use crate::tag::Tag;
use crate::wire::{OlderBody, Wire};
use crate::{
    access::*, accountability::*, budget::*, cash::*, central::*, complaint::*, contract::*,
    decree::*, disaster::*, finding::*, institution::*, integrity::*, investigation::*, kube::*,
    loss::*, opening::*, oversight::*, payment::*, pkh::*, planning::*, privacy::*, proposal::*,
    quota::*, reference::*, rtlh::*, sembako::*, service::*, spending::*, stock::*, treasury::*,
    welfare::*, worker::*, works::*,
};

/// What `jejak kinds` shows of one kind of event.
#[derive(Debug, Clone)]
pub struct KindInfo {
    /// Number in the header of its entries.
    pub number: u16,
    /// Newest version of its wire struct.
    pub version: u8,
    /// Area: the file that declares it.
    pub area: &'static str,
    /// Name in code and JSON.
    pub name: &'static str,
    /// Label in Bahasa Indonesia.
    pub label_id: &'static str,
    /// Label in English.
    pub label_en: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Object it brings into being.
    pub creates: Option<Object>,
    /// Whether it may speak of a day after today.
    pub planning: bool,
    /// Fields in wire order.
    pub fields: Vec<FieldInfo>,
}

mod declare;
use declare::catalogue;

// Public, so that the macro is checked there as it is here.
#[cfg(test)]
pub mod versions;

catalogue! {
    integrity Integrity {
        1 v 1 LedgerCreated,
        2 v 1 RulesetAdopted,
        3 v 1 CheckpointIssued,
        4 v 1 CheckpointKeyAdded,
        5 v 1 CheckpointKeyRetired,
        6 v 1 ClockGapAccepted,
        7 v 1 SecondLedgerHead,
        8 v 1 LedgerContinued,
    }
    reference Reference {
        101 v 1 RegionRegistered,
        102 v 1 RegionRetired,
        103 v 1 OrganisationRegistered,
        104 v 1 FundingSourceRegistered,
        105 v 1 ProgrammeRegistered,
        106 v 1 RuleEnacted,
        107 v 1 RuleRepealed,
        109 v 1 HolidayDeclared,
        110 v 1 ExternalDataImported,
        111 v 1 ImportOpened,
        112 v 1 ImportClosed,
        113 v 1 ProgrammesExcluded,
        114 v 1 ProgrammeExclusionEnded,
        115 v 1 RegionRenamed,
        116 v 1 ImportAbandoned,
    }
    access Access {
        201 v 1 AccountOpened,
        202 v 1 AccountClosed,
        203 v 1 RoleGranted,
        204 v 1 RoleWithdrawn,
        205 v 1 OfficialAppointed,
        206 v 1 OfficialReleased,
        207 v 1 ActorKeyRegistered,
        208 v 1 ActorKeyRevoked,
    }
    opening Opening {
        301 v 1 OpeningBalanceRecorded,
        302 v 1 OpeningCashRecorded,
        303 v 1 HistoricalBatchOpened,
        304 v 1 HistoricalBatchClosed,
    }
    budget Budget {
        401 v 1 PlafondAgreed,
        402 v 1 BudgetCeilingSet,
        403 v 1 BudgetShifted,
        404 v 1 BudgetRevised,
        405 v 1 BudgetBlocked,
        406 v 1 BudgetUnblocked,
        407 v 1 CashPlanSet,
        408 v 1 ActivityPlanApproved,
        409 v 1 CommitmentMade,
        410 v 1 CommitmentReleased,
    }
    proposal Proposal {
        501 v 1 ProposalOpened,
        502 v 1 CandidateProposed,
        503 v 1 ProposalClosed,
        504 v 1 ProposalVerified,
        505 v 1 ProposalRecommended,
        506 v 1 ProposalConsidered,
        507 v 1 ProposalRejected,
        508 v 1 DeliberationRecorded,
        509 v 1 RecipientRegistered,
        510 v 1 EligibilityChecked,
        511 v 1 RecipientStatusChanged,
        512 v 1 RecipientsLinked,
        513 v 1 RecipientsSeparated,
    }
    decree Decree {
        601 v 1 DecreeOpened,
        602 v 1 RecipientDesignated,
        603 v 1 DecreeClosed,
        604 v 1 RecipientReplaced,
        605 v 1 DesignationCancelled,
        606 v 1 IntegrityPactSigned,
        607 v 1 GrantAgreementSigned,
    }
    treasury Treasury {
        701 v 1 SpdIssued,
        702 v 1 AdvanceCeilingSet,
        703 v 1 NpdSubmitted,
        704 v 1 NpdApproved,
        705 v 1 NpdValidated,
        706 v 1 TbpRecorded,
        707 v 1 SppSubmitted,
        708 v 1 SppVerified,
        709 v 1 SpmIssued,
        710 v 1 SpmRejected,
        711 v 1 Sp2dIssued,
        712 v 1 Sp2dPaidOut,
        713 v 1 Sp2dCancelled,
        714 v 1 Sp2dRefused,
    }
    payment Payment {
        801 v 1 PaymentListOpened,
        802 v 1 PaymentInstructed,
        803 v 1 PaymentListClosed,
        804 v 1 PaymentCredited,
        805 v 1 PaymentReturned,
        806 v 1 PaymentReissued,
        807 v 1 AidTransacted,
        808 v 1 AidUnclaimed,
        809 v 1 GoodsHandedOver,
        810 v 1 DeductionReported,
        811 v 1 PaymentFileMade,
    }
    cash Cash {
        901 v 1 CashAccountOpened,
        902 v 1 CashReceived,
        903 v 1 CashTransferred,
        904 v 1 TaxDeposited,
        905 v 1 CashCounted,
        906 v 1 BankLineObserved,
        907 v 1 Sp2dRowObserved,
        908 v 1 ReconciliationRecorded,
    }
    accountability Accountability {
        1001 v 1 SpjSubmitted,
        1002 v 1 SpjVerified,
        1003 v 1 RefundClaimed,
        1004 v 1 RefundDeposited,
        1005 v 1 PeriodClosed,
        1006 v 1 SilpaComputed,
        1007 v 1 TransactionReversed,
        1008 v 1 FactCorrected,
    }
    quota Quota {
        1101 v 1 QuotaSet,
        1102 v 1 QuotaChanged,
    }
    spending Spending {
        1201 v 1 SpendingPlanOpened,
        1202 v 1 SpendingPlanItemListed,
        1203 v 1 SpendingPlanClosed,
        1204 v 1 GroupAccountRegistered,
        1205 v 1 AccountWithdrawn,
        1206 v 1 PurchaseRecorded,
        1207 v 1 PurchaseReversed,
        1208 v 1 MentoringVisited,
        1209 v 1 SpendingClosed,
    }
    works Works {
        1301 v 1 WorkStarted,
        1302 v 1 WorkStagePlanned,
        1303 v 1 WorkStageReleased,
        1304 v 1 WorkProgressRecorded,
        1305 v 1 WorkHandedOver,
        1306 v 1 WorkMaintenanceEnded,
        1307 v 1 WorkStopped,
        1308 v 1 WorkResumed,
        1309 v 1 WorkDefectFound,
        1310 v 1 WorkDefectRepaired,
    }
    kube Kube {
        1401 v 1 KubeGroupFormed,
        1402 v 1 KubeMemberJoined,
        1403 v 1 KubeFormationClosed,
        1404 v 1 KubeMemberLeft,
        1405 v 1 KubeOfficeChanged,
        1406 v 1 KubeGrantDesignated,
        1407 v 1 KubeBusinessReported,
        1408 v 1 KubeStatusChanged,
        1409 v 1 KubeAssetsSettled,
    }
    rtlh Rtlh {
        1501 v 1 HouseRegistered,
        1502 v 1 HouseSurveyed,
        1503 v 1 RepairGroupFormed,
        1504 v 1 RepairGroupMemberNamed,
        1505 v 1 RepairGroupClosed,
        1506 v 1 HouseDesignated,
        1507 v 1 RepairAidObserved,
        1508 v 1 HouseRepaired,
        1509 v 1 HouseUnfitAgain,
        1510 v 1 HouseLost,
    }
    central Central {
        1601 v 1 CentralPeriodOpened,
        1602 v 1 CentralStatusObserved,
        1603 v 1 CentralAidCredited,
        1604 v 1 CentralCreditCancelled,
        1605 v 1 CentralAidTransacted,
        1606 v 1 CentralDeductionReported,
        1607 v 1 CentralAidUnspent,
        1608 v 1 CentralAidReturned,
        1609 v 1 CentralPeriodClosed,
    }
    sembako Sembako {
        1701 v 1 SembakoQuotaAllocated,
        1702 v 1 SembakoQuotaChanged,
        1703 v 1 KpmEntered,
        1704 v 1 KpmLeft,
        1705 v 1 KpmReplacementProposed,
        1706 v 1 KpmReplacementApproved,
        1707 v 1 KpmReplacementDetermined,
        1708 v 1 KpmReplaced,
    }
    pkh Pkh {
        1801 v 1 PkhComponentRecorded,
        1802 v 1 PkhComponentEnded,
        1803 v 1 PkhCommitmentVerified,
        1804 v 1 PkhStageReconciled,
    }
    service Service {
        1901 v 1 ServiceUnitFounded,
        1902 v 1 ServiceSupportSet,
        1903 v 1 ServiceReported,
        1904 v 1 ServiceUnitClosed,
        1905 v 1 ServiceAbsenceObserved,
    }
    institution Institution {
        2001 v 1 InstitutionRegistered,
        2002 v 1 LicenceRecorded,
        2003 v 1 LicenceRevoked,
        2004 v 1 InstitutionAccredited,
        2005 v 1 CapacitySet,
        2006 v 1 ClientAdmitted,
        2007 v 1 ClientDischarged,
        2008 v 1 FoodSupportCounted,
        2009 v 1 CooperationSigned,
        2010 v 1 CooperationEnded,
        2011 v 1 DakReadinessAssessed,
        2012 v 1 InstitutionClosed,
    }
    stock Stock {
        2101 v 1 WarehouseOpened,
        2102 v 1 ItemRegistered,
        2103 v 1 BufferStockSet,
        2104 v 1 GoodsReceived,
        2105 v 1 GoodsTransferred,
        2106 v 1 GoodsAllocated,
        2107 v 1 AllocationReleased,
        2108 v 1 GoodsIssued,
        2109 v 1 GoodsDelivered,
        2110 v 1 GoodsReturnedToStock,
        2111 v 1 GoodsWrittenOff,
        2112 v 1 StockCounted,
        2113 v 1 StockAdjusted,
        2114 v 1 StockMovementReversed,
    }
    disaster Disaster {
        2201 v 1 DisasterDeclared,
        2202 v 1 DisasterExtended,
        2203 v 1 DisasterAssessed,
        2204 v 1 DisasterEnded,
    }
    worker Worker {
        2301 v 1 WorkerAppointed,
        2302 v 1 WorkerReleased,
        2303 v 1 WorkerCertified,
        2304 v 1 WorkerFoundCivilServant,
        2305 v 1 WorkerReportSubmitted,
        2306 v 1 WorkerReportReviewed,
        2307 v 1 StipendPaid,
    }
    welfare Welfare {
        2401 v 1 ServiceTargetSet,
        2402 v 1 PpksCounted,
        2403 v 1 PsksCounted,
        2404 v 1 AuthorityMatrixOpened,
        2405 v 1 ServiceAuthoritySet,
        2406 v 1 AuthorityMatrixClosed,
        2407 v 1 CaseOpened,
        2408 v 1 OutreachDone,
        2409 v 1 RehabilitationStepDone,
        2410 v 1 CaseReferred,
        2411 v 1 CaseClosed,
        2412 v 1 InsuranceCovered,
        2413 v 1 InsuranceClaimed,
        2414 v 1 InsuranceEnded,
        2415 v 1 CommunityContributionRecorded,
        2416 v 1 ContributionUsed,
    }
    planning Planning {
        2501 v 1 PlanningDocumentRegistered,
        2502 v 1 PlanningDocumentAwaited,
        2503 v 1 PlanningDocumentSuperseded,
        2504 v 1 LinePlanned,
        2505 v 1 ProgrammePlanned,
        2506 v 1 IndicatorDefined,
        2507 v 1 IndicatorTargetSet,
        2508 v 1 IndicatorMeasured,
        2509 v 1 UpdateRateObserved,
    }
    contract Contract {
        2601 v 1 ContractSigned,
        2602 v 1 ContractFunded,
        2603 v 1 ContractAmended,
        2604 v 1 GuaranteeLodged,
        2605 v 1 GuaranteeEnded,
        2606 v 1 ContractTermReached,
        2607 v 1 ContractInvoiced,
        2608 v 1 ContractPenaltyImposed,
        2609 v 1 ContractPenaltyPaid,
        2610 v 1 ContractCompleted,
        2611 v 1 ContractTerminated,
    }
    loss Loss {
        2701 v 1 LossDetermined,
        2702 v 1 LossRevised,
        2703 v 1 LossAcknowledged,
        2704 v 1 LossCharged,
        2705 v 1 LossInstalmentPaid,
        2706 v 1 LossSettled,
        2707 v 1 LossHandedOver,
        2708 v 1 LossWrittenOff,
    }
    complaint Complaint {
        2801 v 1 ComplaintReceived,
        2802 v 1 ComplaintAcknowledged,
        2803 v 1 ComplaintAssigned,
        2804 v 1 ComplaintExamined,
        2805 v 1 ComplaintAnswered,
        2806 v 1 ComplaintAppealed,
        2807 v 1 ComplaintAppealDecided,
        2808 v 1 ComplaintClosed,
    }
    finding Finding {
        2901 v 1 FindingOpened,
        2902 v 1 FindingAnswered,
        2903 v 1 RecommendationIssued,
        2904 v 1 FollowUpRecorded,
        2905 v 1 FindingClosed,
        2906 v 1 FindingReopened,
        2907 v 1 SampleDrawn,
        2908 v 1 SampleResultRecorded,
    }
    privacy Privacy {
        3001 v 1 VaultBound,
        3002 v 1 IdentityAssessed,
        3003 v 1 RecipientMatched,
        3004 v 1 RecipientHoldSet,
        3005 v 1 RecipientHoldLifted,
        3006 v 1 RecipientRestricted,
        3007 v 1 RecipientUnrestricted,
        3008 v 1 RecipientErased,
        3009 v 1 RecipientErasureRequested,
        3010 v 1 RecipientErasureWithdrawn,
    }
    oversight Oversight {
        3101 v 1 SignedIn,
        3102 v 1 SignInFailed,
        3103 v 1 SignedOut,
        3104 v 1 TokenIssued,
        3105 v 1 TokenRevoked,
        3106 v 1 PersonRevealed,
        3107 v 1 AttemptRefused,
        3108 v 1 ExportMade,
        3109 v 1 AdministrationDone,
        3110 v 1 VaultAccessed,
    }
    investigation Investigation {
        3201 v 1 InvestigationOpened,
        3202 v 1 InvestigationEventsChosen,
        3203 v 1 InvestigationEventsRemoved,
        3204 v 1 InvestigationNoted,
        3205 v 1 InvestigationHoldSet,
        3206 v 1 InvestigationHoldLifted,
        3207 v 1 InvestigationDocumentAdded,
        3208 v 1 InvestigationHandedOver,
        3209 v 1 InvestigationSeen,
        3210 v 1 InvestigationClosed,
        3211 v 1 InvestigationReopened,
    }
}

/// A JSON body that does not fit its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field `{field}`: {what}")]
pub struct JsonError {
    /// Path of the field within the body, `lines[0].amount`.
    pub field: String,
    /// What was expected and found.
    pub what: String,
}

fn read_json<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, JsonError> {
    serde_path_to_error::deserialize(value).map_err(|error| JsonError {
        // A column headed by a personal number is a field name that nobody may repeat.
        field: crate::parse::mask_digit_runs(&error.path().to_string()),
        what: crate::parse::mask_digit_runs(&error.inner().to_string()),
    })
}

//! Which roles record which kinds of events, area by area as in the catalogue.
//!
//! The match is exhaustive: a new kind does not compile before it stands here.

use jejak_events::Kind;
use jejak_events::vocabulary::Role;

/// Kinds on the left, the roles that may record them on the right.
macro_rules! recorders {
    ($($($kind:ident)+ => $($role:ident)*;)*) => {
        /// The roles that may record a kind; none means the operator at the machine alone.
        pub fn recorders(kind: Kind) -> &'static [Role] {
            match kind {
                $( $(Kind::$kind)|+ => &[$(Role::$role),*], )*
            }
        }
    };
}

recorders! {
    // integrity: the ledger itself, by whoever holds its folder and keys
    LedgerCreated RulesetAdopted CheckpointKeyAdded CheckpointKeyRetired ClockGapAccepted
        SecondLedgerHead LedgerContinued => ;
    CheckpointIssued => Administrator;
    // reference
    RegionRegistered RegionRetired RegionRenamed OrganisationRegistered HolidayDeclared
        => Administrator;
    FundingSourceRegistered => Administrator RegionalTreasury;
    ProgrammeRegistered ProgrammesExcluded ProgrammeExclusionEnded => Administrator BudgetUser;
    RuleEnacted RuleRepealed => Administrator BudgetUser RegionalTreasury;
    ExternalDataImported => Administrator Operator Verifier RegionalTreasury DataProtection;
    ImportOpened ImportClosed ImportAbandoned
        => Administrator Operator Verifier Treasurer RegionalTreasury Channel WarehouseKeeper;
    // access
    AccountOpened AccountClosed RoleGranted RoleWithdrawn OfficialAppointed OfficialReleased
        ActorKeyRegistered ActorKeyRevoked => Administrator;
    // opening
    OpeningBalanceRecorded OpeningCashRecorded => RegionalTreasury;
    HistoricalBatchOpened HistoricalBatchClosed => Administrator RegionalTreasury;
    // budget
    PlafondAgreed BudgetCeilingSet BudgetShifted BudgetRevised BudgetBlocked BudgetUnblocked
        CashPlanSet => RegionalTreasury;
    ActivityPlanApproved => BudgetUser RegionalTreasury;
    CommitmentMade CommitmentReleased => Pptk BudgetUser;
    // proposal
    ProposalOpened CandidateProposed ProposalClosed DeliberationRecorded => Operator;
    RecipientRegistered RecipientStatusChanged => Operator Verifier DataProtection;
    RecipientsLinked RecipientsSeparated => Verifier DataProtection;
    ProposalVerified EligibilityChecked => Verifier;
    ProposalRecommended => Verifier BudgetUser;
    ProposalConsidered => RegionalTreasury;
    ProposalRejected => Verifier BudgetUser RegionalTreasury;
    // decree
    DecreeOpened RecipientDesignated DecreeClosed RecipientReplaced DesignationCancelled
        => BudgetUser Governor;
    IntegrityPactSigned => Operator Pptk BudgetUser Governor;
    GrantAgreementSigned => Pptk BudgetUser Governor;
    // treasury
    SpdIssued AdvanceCeilingSet Sp2dIssued Sp2dPaidOut Sp2dCancelled Sp2dRefused
        => RegionalTreasury;
    NpdSubmitted => Pptk;
    NpdApproved SpmIssued SpmRejected => BudgetUser;
    NpdValidated TbpRecorded => Treasurer;
    SppSubmitted => Pptk Treasurer;
    SppVerified => PpkSkpd;
    // payment
    PaymentListOpened PaymentInstructed PaymentListClosed PaymentReissued PaymentFileMade
        => Treasurer;
    PaymentCredited PaymentReturned => Treasurer Channel;
    AidTransacted AidUnclaimed => Channel;
    GoodsHandedOver => Operator WarehouseKeeper;
    DeductionReported => Operator Verifier Auditor;
    // cash
    CashAccountOpened => Treasurer RegionalTreasury;
    CashReceived CashTransferred TaxDeposited => Treasurer RegionalTreasury;
    CashCounted => Treasurer PpkSkpd RegionalTreasury Auditor;
    BankLineObserved => Treasurer RegionalTreasury Channel;
    Sp2dRowObserved => RegionalTreasury Treasurer;
    ReconciliationRecorded => Treasurer PpkSkpd RegionalTreasury;
    // accountability
    SpjSubmitted => Operator Pptk Treasurer;
    SpjVerified => PpkSkpd;
    RefundClaimed => Treasurer PpkSkpd BudgetUser RegionalTreasury Auditor;
    RefundDeposited => Treasurer RegionalTreasury;
    PeriodClosed SilpaComputed => RegionalTreasury;
    TransactionReversed => Treasurer PpkSkpd RegionalTreasury;
    FactCorrected => Operator Verifier Pptk Treasurer PpkSkpd RegionalTreasury;
    // quota
    QuotaSet QuotaChanged => BudgetUser Governor;
    // spending
    SpendingPlanOpened SpendingPlanItemListed => Pptk;
    SpendingPlanClosed => Pptk BudgetUser;
    GroupAccountRegistered PurchaseRecorded PurchaseReversed MentoringVisited => Operator Pptk;
    SpendingClosed => Operator Verifier Pptk;
    AccountWithdrawn => Operator Channel;
    // works
    WorkStarted WorkStagePlanned WorkHandedOver WorkMaintenanceEnded WorkStopped WorkResumed
        => Operator Pptk;
    WorkStageReleased => Pptk Treasurer;
    WorkProgressRecorded WorkDefectRepaired => Operator Verifier Pptk;
    WorkDefectFound => Operator Verifier Pptk Auditor;
    // kube
    KubeGroupFormed KubeMemberJoined KubeFormationClosed KubeMemberLeft KubeOfficeChanged
        KubeBusinessReported => Operator;
    KubeGrantDesignated => BudgetUser Governor;
    KubeStatusChanged KubeAssetsSettled => Operator Verifier;
    // rtlh
    HouseRegistered RepairGroupFormed RepairGroupMemberNamed RepairGroupClosed HouseUnfitAgain
        HouseLost => Operator Verifier;
    HouseSurveyed => Verifier;
    HouseDesignated => BudgetUser Governor;
    RepairAidObserved HouseRepaired => Operator Verifier Pptk;
    // central: what a ministry pays, observed
    CentralPeriodOpened CentralPeriodClosed CentralStatusObserved => Operator Verifier;
    CentralAidCredited CentralCreditCancelled CentralAidTransacted CentralAidUnspent
        CentralAidReturned => Verifier Channel;
    CentralDeductionReported => Operator Verifier Auditor;
    // sembako
    SembakoQuotaAllocated SembakoQuotaChanged => Verifier BudgetUser;
    KpmEntered KpmLeft KpmReplaced => Operator Verifier;
    KpmReplacementProposed => Operator;
    KpmReplacementApproved => Verifier;
    KpmReplacementDetermined => Verifier BudgetUser;
    // pkh
    PkhComponentRecorded PkhComponentEnded => Operator Verifier;
    PkhCommitmentVerified => Operator;
    PkhStageReconciled => Verifier;
    // service
    ServiceUnitFounded ServiceUnitClosed ServiceAbsenceObserved => Verifier BudgetUser;
    ServiceSupportSet => BudgetUser RegionalTreasury;
    ServiceReported => Operator;
    // institution
    InstitutionRegistered LicenceRecorded LicenceRevoked InstitutionAccredited CapacitySet
        InstitutionClosed DakReadinessAssessed => Verifier;
    ClientAdmitted ClientDischarged => Operator;
    FoodSupportCounted => Operator Verifier;
    CooperationSigned CooperationEnded => Pptk BudgetUser;
    // stock
    WarehouseOpened ItemRegistered BufferStockSet => WarehouseKeeper BudgetUser;
    GoodsReceived GoodsTransferred GoodsIssued GoodsReturnedToStock => WarehouseKeeper;
    GoodsDelivered => Operator WarehouseKeeper;
    GoodsAllocated AllocationReleased GoodsWrittenOff => WarehouseKeeper BudgetUser;
    StockMovementReversed => WarehouseKeeper;
    StockCounted StockAdjusted => WarehouseKeeper Verifier Auditor;
    // disaster
    DisasterDeclared DisasterExtended DisasterEnded => BudgetUser Governor;
    DisasterAssessed => Operator Verifier;
    // worker
    WorkerAppointed WorkerReleased WorkerCertified => Verifier BudgetUser;
    WorkerFoundCivilServant => Verifier Auditor;
    WorkerReportSubmitted => Operator;
    WorkerReportReviewed => Verifier;
    StipendPaid => Treasurer;
    // welfare
    ServiceTargetSet AuthorityMatrixOpened ServiceAuthoritySet AuthorityMatrixClosed
        => Verifier BudgetUser;
    PpksCounted PsksCounted CaseOpened OutreachDone RehabilitationStepDone CaseReferred CaseClosed
        CommunityContributionRecorded ContributionUsed => Operator Verifier;
    InsuranceCovered InsuranceClaimed InsuranceEnded => Operator Verifier Pptk;
    // planning
    PlanningDocumentRegistered PlanningDocumentAwaited PlanningDocumentSuperseded LinePlanned
        ProgrammePlanned => BudgetUser RegionalTreasury;
    IndicatorDefined IndicatorTargetSet => BudgetUser;
    IndicatorMeasured UpdateRateObserved => Operator Verifier;
    // contract
    ContractSigned ContractFunded ContractAmended ContractTermReached ContractCompleted
        ContractTerminated ContractPenaltyImposed => Pptk BudgetUser;
    GuaranteeLodged GuaranteeEnded => Pptk BudgetUser;
    ContractInvoiced => Pptk Treasurer;
    ContractPenaltyPaid => Treasurer BudgetUser;
    // loss
    LossDetermined LossRevised LossWrittenOff LossHandedOver LossCharged
        => BudgetUser Governor RegionalTreasury Auditor;
    LossAcknowledged => BudgetUser Auditor;
    LossInstalmentPaid LossSettled => Treasurer RegionalTreasury;
    // complaint
    ComplaintReceived => Operator Verifier Auditor Council;
    ComplaintAcknowledged ComplaintAssigned ComplaintExamined ComplaintAnswered ComplaintClosed
        => Verifier Auditor;
    ComplaintAppealed => Operator Verifier Auditor Council;
    ComplaintAppealDecided => BudgetUser Auditor;
    // finding
    FindingOpened RecommendationIssued FindingClosed FindingReopened SampleDrawn
        SampleResultRecorded => Auditor;
    FindingAnswered => PpkSkpd BudgetUser RegionalTreasury;
    FollowUpRecorded => PpkSkpd BudgetUser RegionalTreasury Auditor;
    // privacy
    RecipientHoldSet RecipientHoldLifted => DataProtection Auditor HeadOfInspection;
    VaultBound RecipientRestricted RecipientUnrestricted
        RecipientErased => DataProtection;
    IdentityAssessed => Operator Verifier DataProtection;
    RecipientErasureRequested RecipientErasureWithdrawn => Operator Verifier DataProtection;
    RecipientMatched => Verifier DataProtection Auditor;
    // oversight: of the second ledger, by the program that keeps it
    SignedIn SignInFailed SignedOut TokenIssued TokenRevoked PersonRevealed AttemptRefused ExportMade
        AdministrationDone VaultAccessed => ;
    // investigation: of the second ledger, too; who may is said of the act `investigate`
    InvestigationOpened InvestigationEventsChosen InvestigationEventsRemoved InvestigationNoted
        InvestigationHoldSet InvestigationHoldLifted InvestigationDocumentAdded
        InvestigationHandedOver InvestigationSeen InvestigationClosed InvestigationReopened => ;
}

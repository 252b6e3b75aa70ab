//! The rows that rules answer to: invariants, funding rules and events of the field's catalogue.

/// A row of the field's catalogue.
pub struct Row {
    /// Its name there.
    pub name: &'static str,
    /// The kind of event here, for an event.
    pub kind: &'static str,
    /// What it asks.
    pub asks: &'static str,
}

const fn row(name: &'static str, kind: &'static str, asks: &'static str) -> Row {
    Row { name, kind, asks }
}

/// Rows whose events do not exist yet: no rule can answer them.
pub const ABSENT: &[Row] = &[
    row("G13", "", "stock is never below zero; there are no events of warehouses yet"),
    row("G12", "", "physical progress never falls; there are no events of houses yet"),
    row("PengaduanDiterima", "", "complaints; there is no such event yet"),
    row("StatusPusatDicatat", "", "the ministry's pipeline; there is no such event yet"),
    row("PengaduanDiterima", "", "complaints; there is no such event yet"),
    row(
        "DataPribadiDiakses",
        "",
        "reveals stand in a log beside the vault; there is no such event yet",
    ),
];

/// Invariants over everything.
pub const INVARIANTS: &[Row] = &[
    row("G1", "", "0 <= realised <= SP2D <= SPM <= SPP <= SPD <= pagu on each line"),
    row("G2", "", "shifts net to zero within a year"),
    row("G3", "", "each sum is the sum of its parts"),
    row(
        "G4",
        "",
        "what was paid out is at the channel, credited, returned or refunded; what was credited is used, left or unclaimed",
    ),
    row("G5", "", "per source, cash in is cash out and balance"),
    row("G6", "", "no event refers to a later one; corrections link to what they correct"),
    row("G7", "", "active recipients stay within the quota"),
    row("G8", "", "a document number is used once"),
    row("G9", "", "who acts holds the office on that day"),
    row("G10", "", "a closed period accepts only corrections"),
    row("G11", "", "instructed, credited or returned, reissued or refunded"),
    row("G12", "", "physical progress falls only as a correction with a reason"),
    row("G13", "", "stock is never below zero"),
    row("G14", "", "decree before SPP, SPP before payment"),
];

/// Funding rules.
pub const FUNDING: &[Row] = &[
    row("P1", "", "every payment has exactly one line, hence one source"),
    row("P2", "", "the source implies the treasury; money goes back there"),
    row("P3", "", "regional money in a DPA, state money in a DIPA"),
    row("P4", "", "DAK against approved activity plans only"),
    row("P5", "", "years of APBN, then APBD"),
    row("P6", "", "aid accounts do not pay operating cost"),
    row("P7", "", "unplannable aid from BTT, plannable aid from 5.1.06"),
    row("P8", "", "unplanned aid at or below planned aid"),
    row("P9", "", "nobody is funded twice within the cooling-off period"),
];

/// Events of the areas that exist, by letter of the field's catalogue.
pub const EVENTS: &[(&str, &[Row])] = &[
    ("A reference", REFERENCE),
    ("B budget", BUDGET),
    ("C proposal to SK", PROPOSAL),
    ("D treasury", TREASURY),
    ("E aid of a ministry", CENTRAL),
    ("E payment", PAYMENT),
    ("E places of Program Sembako", SEMBAKO),
    ("F KUBE", KUBE),
    ("F groups and their spending", SPENDING),
    ("F houses", RTLH),
    ("F works", WORKS),
    ("G components of PKH", PKH),
    ("G institutions", INSTITUTION),
    ("G services", SERVICE),
    ("G workers", WORKER),
    ("H disaster", DISASTER),
    ("H stock", STOCK),
    ("H services to people", WELFARE),
    ("I accountability and cash", ACCOUNTABILITY),
    ("J complaints and findings", AUDIT),
    ("J contracts", CONTRACT),
    ("J integrity", INTEGRITY),
    ("J losses", LOSS),
    ("J planning and indicators", PLANNING),
    ("K privacy", PRIVACY),
];

const PLANNING: &[Row] = &[
    row("DokumenPerencanaan", "PlanningDocumentRegistered", "superseded once; open items are seen"),
    row("IndikatorDitetapkan", "IndicatorTargetSet", "a share or a count, national or regional"),
];

const CONTRACT: &[Row] = &[
    row("KontrakDitandatangani", "ContractSigned", "rates, years"),
    row("KontrakDidanai", "ContractFunded", "commitments of all years <= value"),
    row("KontrakDiubah", "ContractAmended", "old is current; not below what is committed"),
    row("JaminanDiterima", "GuaranteeLodged", "ends once"),
    row("TerminTercapai", "ContractTermReached", "forward"),
    row(
        "KontrakDitagih",
        "ContractInvoiced",
        "never above the contract; after the term; retention",
    ),
    row("DendaDikenakan", "ContractPenaltyImposed", "days times rate"),
];

const LOSS: &[Row] = &[
    row("KerugianDitetapkan", "LossDetermined", "one answers for it, and does not decide on it"),
    row("KerugianDibebankan", "LossCharged", "bound once"),
    row("KerugianDiangsur", "LossInstalmentPaid", "one carrier; up to the loss; in time"),
    row("KerugianLunas", "LossSettled", "when all is paid"),
    row("KerugianDihapuskan", "LossWrittenOff", "exactly what is left"),
];

const AUDIT: &[Row] = &[
    row(
        "PengaduanDiterima",
        "ComplaintReceived",
        "step by step, in time, appeal by another person",
    ),
    row("TemuanDibuka", "FindingOpened", "evidence resolves"),
    row("TanggapanDicatat", "FindingAnswered", "by another person"),
    row("RekomendasiDicatat", "RecommendationIssued", "sixty days"),
    row("TindakLanjutDicatat", "FollowUpRecorded", "four classes; in time; recovered"),
    row("TemuanDitutup", "FindingClosed", "every recommendation followed up"),
    row("SampleDrawn", "SampleDrawn", "a seed that nobody can steer"),
];

const WORKS: &[Row] = &[
    row("TahapDicairkan", "WorkStageReleased", "cumulative <= value; plan, progress and reports"),
    row("PerkembanganDicatat", "WorkProgressRecorded", "monotone, near the point, own pictures"),
    row("BastDitandatangani", "WorkHandedOver", "complete; once"),
];

const RTLH: &[Row] = &[
    row("UnitRumahDisurvei", "HouseSurveyed", "area, land, photographs"),
    row("RumahDitetapkan", "HouseDesignated", "surveyed, of the household, funded once"),
];

const REFERENCE: &[Row] = &[
    row("WilayahDidaftarkan", "RegionRegistered", "the parent exists"),
    row("OrganisasiDidaftarkan", "OrganisationRegistered", "unique"),
    row("PejabatDitunjuk", "OfficialAppointed", "no overlap in exclusive offices"),
    row("PejabatDiberhentikan", "OfficialReleased", "within the appointment"),
    row("SumberDanaDidaftarkan", "FundingSourceRegistered", "where its cash lies never changes"),
    row("AturanDiberlakukan", "RuleEnacted", "no overlapping versions"),
    row("ProgramDidaftarkan", "ProgrammeRegistered", "unique"),
];

const BUDGET: &[Row] = &[
    row("PlafondDisepakati", "PlafondAgreed", "for a known programme"),
    row("PaguDitetapkan", "BudgetCeilingSet", "one opening per line and year, not below zero"),
    row("PaguDigeser", "BudgetShifted", "available covers it, same year"),
    row("PaguDiubah", "BudgetRevised", "old is current, new covers what is used"),
    row("PaguDiblokir", "BudgetBlocked", "available covers it"),
    row("BlokirDibuka", "BudgetUnblocked", "blocked covers it"),
    row("AnggaranKasDitetapkan", "CashPlanSet", "twelve months sum to the pagu"),
    row("SpdDiterbitkan", "SpdIssued", "cumulative SPD <= pagu"),
];

const PROPOSAL: &[Row] = &[
    row("UsulanDiajukan", "ProposalOpened", "unique, complete"),
    row("UsulanDiverifikasi", "ProposalVerified", "the verifier did not propose"),
    row(
        "UsulanDirekomendasikan",
        "ProposalRecommended",
        "after verification, not above the amount asked",
    ),
    row("UsulanDipertimbangkan", "ProposalConsidered", "after the recommendation, not above it"),
    row("UsulanDitolak", "ProposalRejected", "with a reason"),
    row("PenerimaDidaftarkan", "RecipientRegistered", "once, with what is known of the NIK"),
    row("KelayakanDiperiksa", "EligibilityChecked", "cites an import, has a reason, goes stale"),
    row("StatusPenerimaBerubah", "RecipientStatusChanged", "dated; counts from that day"),
    row("MusyawarahDicatat", "DeliberationRecorded", "names a village"),
    row("KuotaDitetapkan", "QuotaSet", "once"),
    row("KuotaDiubah", "QuotaChanged", "not below the active recipients"),
    row("SkPenetapanDiterbitkan", "DecreeOpened", "total within the pagu, signed by who may sign"),
    row("PenerimaDitetapkan", "RecipientDesignated", "proposed, unique"),
    row("SkDitutup", "DecreeClosed", "count and sum match; afterwards amendments only"),
    row("PenerimaDiganti", "RecipientReplaced", "before payment, on a basis"),
    row("PenerimaDibatalkan", "DesignationCancelled", "before payment, once"),
    row("PaktaIntegritasDitandatangani", "IntegrityPactSigned", "before the money goes"),
    row("NphdDitandatangani", "GrantAgreementSigned", "before the money goes"),
];

const TREASURY: &[Row] = &[
    row("NpdDiajukan", "NpdSubmitted", "within what is available"),
    row("NpdDisetujui", "NpdApproved", "by another person"),
    row("NpdDivalidasi", "NpdValidated", "after approval"),
    row("TbpDicatat", "TbpRecorded", "TBP <= NPD, cash in hand"),
    row("SppDiajukan", "SppSubmitted", "within SPD, commitment and availability"),
    row("SppDiverifikasi", "SppVerified", "by another person"),
    row("SpmDiterbitkan", "SpmIssued", "SPM is the SPP approved"),
    row("SpmDitolak", "SpmRejected", "after verification"),
    row("Sp2dDiterbitkan", "Sp2dIssued", "gross is the SPM, net and deductions make it"),
    row("Sp2dDitolak", "Sp2dRefused", "after the SPM, by another person"),
    row("Sp2dDicairkan", "Sp2dPaidOut", "once"),
    row("Sp2dDibatalkan", "Sp2dCancelled", "once, before the bank paid"),
];

const PAYMENT: &[Row] = &[
    row("InstruksiBayarDibuat", "PaymentInstructed", "the row exists; sum <= net"),
    row("PembayaranDikreditkan", "PaymentCredited", "amount instructed, reference unique"),
    row("PembayaranDiretur", "PaymentReturned", "state machine"),
    row("PembayaranDiulang", "PaymentReissued", "state machine"),
    row("BantuanDitransaksikan", "AidTransacted", "within the credit"),
    row("BantuanTidakDiambil", "AidUnclaimed", "never used"),
    row("BarangDiserahkan", "GoodsHandedOver", "bought before, as far as a payment shows it"),
    row("PotonganDilaporkan", "DeductionReported", "informative"),
];

const SPENDING: &[Row] = &[
    row("SpendingPlanOpened", "", "one plan per row, or one that replaces it"),
    row("SpendingPlanItemListed", "", "each item once"),
    row("RencanaBelanjaDisetujui", "SpendingPlanClosed", "items make the total, within the row"),
    row(
        "RekeningKelompokDidaftarkan",
        "GroupAccountRegistered",
        "own, in the group's name, before aid",
    ),
    row("AccountWithdrawn", "", "from the group's account, signed, within what was received"),
    row("BelanjaDicatat", "PurchaseRecorded", "receipt used once, within the plan and the money"),
    row("PurchaseReversed", "", "once, second person"),
    row("PendampinganDicatat", "MentoringVisited", "from outside, meets somebody, often enough"),
    row("SpendingClosed", "", "what was bought is what the report says"),
];

const KUBE: &[Row] = &[
    row("KubeDibentuk", "KubeGroupFormed", "a registered group, 5 <= n <= 20 by parameters"),
    row("AnggotaKubeBerubah", "KubeMemberJoined", "eligible, in one group, once"),
    row("KubeFormationClosed", "", "the members that the minutes name"),
    row("KubeGrantDesignated", "", "the group's own row, the amount of its members"),
    row("UsahaKubeDilaporkan", "KubeBusinessReported", "each month once, none missing, with IKS"),
    row("StatusKubeBerubah", "KubeStatusChanged", "a new one; dissolved is the last"),
    row("KubeAssetsSettled", "", "after dissolution, as last reported"),
];

const ACCOUNTABILITY: &[Row] = &[
    row("SpjDisampaikan", "SpjSubmitted", "spent and unspent make what was received"),
    row("SpjDiverifikasi", "SpjVerified", "by another person, once"),
    row("PengembalianDitagih", "RefundClaimed", "on the line it was paid from"),
    row("PengembalianDisetor", "RefundDeposited", "treasury of the source, <= outstanding"),
    row("PeriodeDitutup", "PeriodClosed", "after it ended, once"),
    row("SilpaDihitung", "SilpaComputed", "what the cash book gives"),
    row("TransaksiDikoreksi", "TransactionReversed", "exists, not yet reversed, second person"),
    row("FaktaDikoreksi", "FactCorrected", "changes something, second person"),
    row("KasDipindahkan", "CashTransferred", "the account holds it"),
    row("PajakDisetor", "TaxDeposited", "as far as it is held"),
    row("KasDihitung", "CashCounted", "the book is the book"),
];

const INTEGRITY: &[Row] = &[
    row("BukuDibuka", "LedgerCreated", "first, and only first"),
    row("PerangkatAturanDiberlakukan", "RulesetAdopted", "known, forward only"),
    row("DataEksternalDiimpor", "ExternalDataImported", "accepted and rejected make the rows"),
    row("RekonsiliasiDicatat", "ReconciliationRecorded", "differences are seen"),
    row(
        "CheckpointDiterbitkan",
        "CheckpointIssued",
        "a recent batch end and its chain head; its roots are recomputed by verify",
    ),
];

const CENTRAL: &[Row] = &[
    row("StatusPusatDicatat", "CentralStatusObserved", "status in the order SPM, SP2D, SI, top up"),
    row(
        "PembayaranDicatatPusat",
        "CentralAidCredited",
        "once per KPM and period, unit amount x months",
    ),
];

const SEMBAKO: &[Row] = &[
    row("SembakoQuotaAllocated", "SembakoQuotaAllocated", "the shares stay within the quota above"),
    row("SembakoQuotaChanged", "SembakoQuotaChanged", "old is current, with reason and basis"),
    row("PenerimaDiganti", "KpmReplaced", "minutes, approval and determination"),
];

const PKH: &[Row] = &[
    row("KomponenPkhDicatat", "PkhComponentRecorded", "one family, as many as count"),
    row("KomitmenDiverifikasi", "PkhCommitmentVerified", "of a component that counts in the stage"),
];

const INSTITUTION: &[Row] = &[
    row("LembagaDidaftarkan", "InstitutionRegistered", "once; one Karang Taruna per village"),
    row("IzinOperasionalDicatat", "LicenceRecorded", "in force when aid goes there"),
    row("LembagaDiakreditasi", "InstitutionAccredited", "in force when aid goes there"),
    row("KapasitasDitetapkan", "CapacitySet", "not below the clients"),
    row("KlienMasuk", "ClientAdmitted", "active <= capacity; one home; alive"),
    row("KlienKeluar", "ClientDischarged", "once, after coming in"),
    row("PermakananDihitung", "FoodSupportCounted", "client-days of the stays times the index"),
    row("KerjaSamaDitandatangani", "CooperationSigned", "with another side"),
    row("KesiapanDakDinilai", "DakReadinessAssessed", "with the accreditation in force"),
];

const WORKER: &[Row] = &[
    row("SdmDiangkat", "WorkerAppointed", "one TKSK per kecamatan; no recipient of the aid"),
    row("SdmDiberhentikan", "WorkerReleased", "once, within the appointment"),
    row("LaporanKegiatanDisampaikan", "WorkerReportSubmitted", "for a month of the appointment"),
    row("LaporanKegiatanDisetujui", "WorkerReportReviewed", "by another person, once a month"),
    row("TaliAsihDibayar", "StipendPaid", "active, approved, once, on a paper of that source"),
];

const SERVICE: &[Row] = &[
    row("LayananDibentuk", "ServiceUnitFounded", "one SLRT per kabupaten or kota"),
    row("DukunganLayananDitetapkan", "ServiceSupportSet", "years of APBN, then APBD (P5)"),
    row("LaporanLayananDicatat", "ServiceReported", "once a month, in a year that is paid for"),
];

const STOCK: &[Row] = &[
    row("BarangMasukGudang", "GoodsReceived", "of a registered item, above zero"),
    row("BarangDipindahkan", "GoodsTransferred", "the giving warehouse holds it"),
    row("BarangKeluarGudang", "GoodsIssued", "the warehouse holds it; for a disaster or purpose"),
    row("BarangDihapuskan", "GoodsWrittenOff", "the warehouse holds it; a second person agrees"),
    row("StokDiopname", "StockCounted", "gaps are seen; the book stays until adjusted"),
    row("JenisBarangDidaftarkan", "ItemRegistered", "once, with units that fit"),
    row("StokPenyanggaDitetapkan", "BufferStockSet", "what leaves less is seen"),
    row("BarangDialokasikan", "GoodsAllocated", "what is free"),
    row("AlokasiDilepas", "AllocationReleased", "what is left of it"),
    row("BastBarang", "GoodsDelivered", "what was issued, once per BAST, in time"),
    row("BarangKembali", "GoodsReturnedToStock", "not more than went out"),
    row("StokDisesuaikan", "StockAdjusted", "follows a count; a second person agrees"),
    row("MutasiDibalik", "StockMovementReversed", "once, while nothing rests on it"),
];

const DISASTER: &[Row] = &[
    row("BencanaDinyatakan", "DisasterDeclared", "days in order; once per kind, region and time"),
    row("AsesmenDicatat", "DisasterAssessed", "within the region and after the first day"),
    row("BencanaDiperpanjang", "DisasterExtended", "longer, while it lasts"),
    row("BencanaDiakhiri", "DisasterEnded", "once, after it began"),
];

const WELFARE: &[Row] = &[
    row("SasaranLayanan", "ServiceTargetSet", "changes something"),
    row("JumlahPpks", "PpksCounted", "for a kabupaten, kota or more"),
    row("JumlahPsks", "PsksCounted", "for a kabupaten, kota or more"),
    row("KewenanganLayanan", "ServiceAuthoritySet", "each class and service once, before closing"),
    row("MatriksDitutup", "AuthorityMatrixClosed", "as many rows as announced"),
    row("A51", "CaseOpened", "a service outside the authority is seen"),
    row("Penjangkauan", "OutreachDone", "coercion never by one official"),
    row("LangkahRehabilitasi", "RehabilitationStepDone", "before closing, within the time"),
    row("KasusDirujuk", "CaseReferred", "before closing"),
    row("KasusDitutup", "CaseClosed", "once"),
    row("JaminanDiberikan", "InsuranceCovered", "once per scheme and day, within the payment"),
    row("KlaimJaminan", "InsuranceClaimed", "within the insurance"),
    row("JaminanBerakhir", "InsuranceEnded", "once"),
    row(
        "PeranMasyarakat",
        "CommunityContributionRecorded",
        "with value, giver and receipt of cash",
    ),
    row("PeranMasyarakatDigunakan", "ContributionUsed", "not more than was given"),
];

const PRIVACY: &[Row] = &[
    row("LegalHoldDipasang", "RecipientHoldSet", "once per case"),
    row("LegalHoldDicabut", "RecipientHoldLifted", "as it was set"),
    row("PembatasanDipasang", "RecipientRestricted", "once per case"),
    row("PembatasanDicabut", "RecipientUnrestricted", "as it was set"),
    row("KunciSubjekDimusnahkan", "RecipientErased", "once, never under a hold"),
    row("PadananDitemukan", "RecipientMatched", "cites a list of people"),
];

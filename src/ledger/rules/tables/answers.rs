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
    row("G12", "", "physical progress never falls; there are no events of houses yet"),
    row("G13", "", "stock is never below zero; there are no events of warehouses yet"),
    row("PengaduanDiterima", "", "complaints; there is no such event yet"),
    row("StatusPusatDicatat", "", "the ministry's pipeline; there is no such event yet"),
    row(
        "Temuan*, TanggapanDicatat, RekomendasiDicatat, TindakLanjutDicatat",
        "",
        "findings and follow-up; there are no such events yet",
    ),
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
    ("E payment", PAYMENT),
    ("I accountability and cash", ACCOUNTABILITY),
    ("J integrity", INTEGRITY),
    ("K privacy", PRIVACY),
];

const REFERENCE: &[Row] = &[
    row("WilayahDidaftarkan", "RegionRegistered", "the parent exists"),
    row("OrganisasiDidaftarkan", "OrganisationRegistered", "unique"),
    row("PejabatDitunjuk", "OfficialAppointed", "no overlap in exclusive offices"),
    row("PejabatDiberhentikan", "OfficialReleased", "within the appointment"),
    row("SumberDanaDidaftarkan", "FundingSourceRegistered", "where its cash lies never changes"),
    row("AturanDiberlakukan", "RuleEnacted", "no overlapping versions"),
    row("ProgramDidaftarkan", "ProgrammeRegistered", "unique"),
    row("IndikatorDitetapkan", "IndicatorTargetSet", "a share or a count"),
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

const PRIVACY: &[Row] = &[
    row("LegalHoldDipasang", "RecipientHoldSet", "once per case"),
    row("LegalHoldDicabut", "RecipientHoldLifted", "as it was set"),
    row("PembatasanDipasang", "RecipientRestricted", "once per case"),
    row("PembatasanDicabut", "RecipientUnrestricted", "as it was set"),
    row("KunciSubjekDimusnahkan", "RecipientErased", "once, never under a hold"),
    row("PadananDitemukan", "RecipientMatched", "cites a list of people"),
];

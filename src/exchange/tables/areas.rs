//! Tables of programmes, institutions, goods, works and oversight.

use jejak_events::Kind as K;

use super::column::{Cell, Column, Type, now};
use super::{Definition, table};

const GROUP: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: forming, running, independent, stalled, dissolved, settled.",
        |state, fact| Cell::stage(state.kube.groups.get(&fact.seq).map(|group| group.stage)),
    ),
    now("members", Type::Integer, "Members now.", |state, fact| {
        state.kube.groups.get(&fact.seq).map(|group| group.members.len()).into()
    }),
    now("worth", Type::Money, "Worth by its latest report.", |state, fact| {
        Cell::sen(state.kube.groups.get(&fact.seq).map(|group| group.worth))
    }),
];

const HOUSE: &[Column] = &[
    now(
        "status",
        Type::Text,
        "Where it stands: registered, surveyed, designated, repaired, unfit-again, lost.",
        |state, fact| Cell::stage(state.rtlh.houses.get(&fact.seq).map(|house| house.status)),
    ),
    now("repaired_on", Type::Date, "When it was last repaired.", |state, fact| {
        let house = state.rtlh.houses.get(&fact.seq);
        house.and_then(|house| house.repaired).map(|(day, _)| day).into()
    }),
    now("aids", Type::Integer, "How often it was designated or aided.", |state, fact| {
        state.rtlh.houses.get(&fact.seq).map(|house| house.aids.len()).into()
    }),
];

const WORK: &[Column] = &[
    now(
        "status",
        Type::Text,
        "Where it stands: running, stopped, handed-over, maintained.",
        |state, fact| Cell::stage(state.works.works.get(&fact.seq).map(|work| work.status)),
    ),
    now("programme", Type::Text, "Programme.", |state, fact| {
        Cell::shown(state.works.works.get(&fact.seq).map(|work| &work.programme))
    }),
    now("physical_bp", Type::Integer, "Physical progress in basis points.", |state, fact| {
        state.works.works.get(&fact.seq).map(|work| work.physical.0).into()
    }),
    now("released", Type::Money, "Released by stages so far.", |state, fact| {
        Cell::sen(state.works.works.get(&fact.seq).map(|work| work.released))
    }),
    now("finish_now", Type::Date, "Day by which it is to be finished.", |state, fact| {
        state.works.works.get(&fact.seq).map(|work| work.finish).into()
    }),
    now("handed_over_on", Type::Date, "When it was handed over.", |state, fact| {
        state.works.works.get(&fact.seq).and_then(|work| work.handed_over_on).into()
    }),
];

const PURCHASE: &[Column] = &[
    now("covered", Type::Boolean, "Whether the plan covers it.", |state, fact| {
        state.spending.purchases.get(&fact.seq).map(|purchase| purchase.covered).into()
    }),
    now("reversed_by", Type::Integer, "Event that took it back.", |state, fact| {
        state.spending.purchases.get(&fact.seq).and_then(|one| one.reversed_by).into()
    }),
];

const CREDIT: &[Column] = &[
    now("stage", Type::Text, "Where it stands: credited, blocked, cancelled.", |state, fact| {
        Cell::stage(state.central.credits.get(&fact.seq).map(|credit| credit.stage))
    }),
    now("transacted", Type::Money, "Used so far.", |state, fact| {
        Cell::sen(state.central.credits.get(&fact.seq).map(|credit| credit.transacted))
    }),
    now("returned", Type::Money, "Returned so far.", |state, fact| {
        Cell::sen(state.central.credits.get(&fact.seq).map(|credit| credit.returned))
    }),
    now("last_used", Type::Date, "Last day of use.", |state, fact| {
        state.central.credits.get(&fact.seq).and_then(|credit| credit.last_used).into()
    }),
];

const PLACE: &[Column] = &[
    now("holder", Type::Text, "Recipient who holds it now.", |state, fact| {
        let place = state.sembako.places.get(&fact.seq);
        Cell::shown(place.and_then(|place| place.holder.as_ref()).map(|holder| holder.recipient))
    }),
    now("empty_from", Type::Text, "Month since which it is empty.", |state, fact| {
        Cell::shown(state.sembako.places.get(&fact.seq).and_then(|place| place.empty_from))
    }),
];

const REPLACEMENT: &[Column] = &[now(
    "stage",
    Type::Text,
    "Where it stands: proposed, approved, determined, rejected.",
    |state, fact| Cell::stage(state.sembako.replacements.get(&fact.seq).map(|one| one.stage)),
)];

const COMPONENT: &[Column] = &[now("ended", Type::Date, "When it ended.", |state, fact| {
    state.pkh.components.get(&fact.seq).and_then(|component| component.ended).into()
})];

const UNIT: &[Column] = &[now("until", Type::Date, "When it was closed.", |state, fact| {
    state.service.units.get(&fact.seq).and_then(|unit| unit.until).into()
})];

const INSTITUTION: &[Column] = &[
    now("closed", Type::Boolean, "Whether it is closed.", |state, fact| {
        let known = state.institution.institutions.get(&fact.seq);
        known.map(|institution| institution.closed).into()
    }),
    now("capacity", Type::Integer, "Capacity now.", |state, fact| {
        let known = state.institution.institutions.get(&fact.seq);
        known.and_then(|institution| institution.capacity).into()
    }),
    now("licensed_until", Type::Date, "Last day of the latest licence.", |state, fact| {
        let known = state.institution.institutions.get(&fact.seq);
        known.and_then(|institution| institution.licences.last()).map(|one| one.until).into()
    }),
];

const STAY: &[Column] = &[now("until", Type::Date, "Last day.", |state, fact| {
    state.institution.stays.get(&fact.seq).and_then(|stay| stay.until).into()
})];

const MOVEMENT: &[Column] = &[
    now("item", Type::Text, "Item of the lot.", |state, fact| {
        let movement = state.stock.movements.get(&fact.seq);
        let lot = movement.and_then(|movement| state.stock.lots.get(&movement.lot));
        Cell::shown(lot.map(|lot| &lot.item))
    }),
    now("from_warehouse", Type::Integer, "Warehouse that it left.", |state, fact| {
        state.stock.movements.get(&fact.seq).and_then(|movement| movement.from).into()
    }),
    now("to_warehouse", Type::Integer, "Warehouse that it entered.", |state, fact| {
        state.stock.movements.get(&fact.seq).and_then(|movement| movement.to).into()
    }),
    now("lot_moved", Type::Integer, "Lot that moved.", |state, fact| {
        state.stock.movements.get(&fact.seq).map(|movement| movement.lot).into()
    }),
    now("reversed_by", Type::Integer, "Event that took it back.", |state, fact| {
        state.stock.movements.get(&fact.seq).and_then(|movement| movement.reversed_by).into()
    }),
];

const LOT: &[Column] =
    &[now("reversed_by", Type::Integer, "Event that took it back.", |state, fact| {
        state.stock.movements.get(&fact.seq).and_then(|movement| movement.reversed_by).into()
    })];

const COUNT: &[Column] = &[now("gap", Type::Integer, "Counted less booked.", |state, fact| {
    state.stock.counts.get(&fact.seq).map(|count| count.gap).into()
})];

const DISASTER: &[Column] = &[
    now("until_now", Type::Date, "Last day, after extensions.", |state, fact| {
        state.disaster.declared.get(&fact.seq).map(|declared| declared.until).into()
    }),
    now("ended_on", Type::Date, "When it was ended.", |state, fact| {
        state.disaster.declared.get(&fact.seq).and_then(|declared| declared.ended).into()
    }),
];

const CONTRACT: &[Column] = &[
    now("stage", Type::Text, "Where it stands: running, completed, terminated.", |state, fact| {
        Cell::stage(state.contract.contracts.get(&fact.seq).map(|contract| contract.stage))
    }),
    now("value_now", Type::Money, "Value after amendments.", |state, fact| {
        Cell::sen(state.contract.contracts.get(&fact.seq).map(|contract| contract.value))
    }),
];

const LOSS: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: determined, acknowledged, charged, handed-over, settled, written-off.",
        |state, fact| Cell::stage(state.loss.losses.get(&fact.seq).map(|loss| loss.stage)),
    ),
    now("paid", Type::Money, "Paid so far.", |state, fact| {
        Cell::sen(state.loss.losses.get(&fact.seq).map(|loss| loss.paid))
    }),
];

const FINDING: &[Column] =
    &[now("stage", Type::Text, "Where it stands: open, answered, closed.", |state, fact| {
        Cell::stage(state.finding.findings.get(&fact.seq).map(|finding| finding.stage))
    })];

const RECOMMENDATION: &[Column] = &[
    now("status", Type::Text, "Latest status of its follow-up.", |state, fact| {
        let known = state.finding.recommendations.get(&fact.seq);
        Cell::shown(known.map(|recommendation| recommendation.status))
    }),
    now("recovered", Type::Money, "Recovered so far.", |state, fact| {
        let known = state.finding.recommendations.get(&fact.seq);
        Cell::sen(known.map(|recommendation| recommendation.recovered))
    }),
];

const DOCUMENT: &[Column] =
    &[now("superseded_by", Type::Integer, "Its successor.", |state, fact| {
        state.planning.documents.get(&fact.seq).and_then(|document| document.superseded_by).into()
    })];

/// The tables, in the order of the document.
pub(super) const TABLES: &[Definition] = &[
    table("spending_plans", "Plans of how a grant is spent.", &[K::SpendingPlanOpened], &[]),
    table("spending_items", "Items of spending plans.", &[K::SpendingPlanItemListed], &[]),
    table(
        "group_accounts",
        "Bank accounts of groups, by token.",
        &[K::GroupAccountRegistered],
        &[],
    ),
    table(
        "withdrawals",
        "Withdrawals from group accounts: time, withdrawer and terminal by token.",
        &[K::AccountWithdrawn],
        &[],
    ),
    table(
        "purchases",
        "Purchases from grants: shop and receipt by token.",
        &[K::PurchaseRecorded],
        PURCHASE,
    ),
    table("mentoring", "Visits of mentors.", &[K::MentoringVisited], &[]),
    table("spending_closed", "Grants whose spending is accounted for.", &[K::SpendingClosed], &[]),
    table("kube_groups", "KUBe groups.", &[K::KubeGroupFormed], GROUP),
    table("kube_members", "Members of KUBe who joined.", &[K::KubeMemberJoined], &[]),
    table("kube_members_left", "Members of KUBe who left.", &[K::KubeMemberLeft], &[]),
    table(
        "kube_grants",
        "Rows of decrees that are grants to KUBe.",
        &[K::KubeGrantDesignated],
        &[],
    ),
    table("kube_reports", "Monthly business reports of KUBe.", &[K::KubeBusinessReported], &[]),
    table("kube_statuses", "Changes of status of KUBe.", &[K::KubeStatusChanged], &[]),
    table("houses", "Houses unfit to live in (RTLH).", &[K::HouseRegistered], HOUSE),
    table("house_surveys", "Surveys of houses.", &[K::HouseSurveyed], &[]),
    table("house_grants", "Rows of decrees that pay for a house.", &[K::HouseDesignated], &[]),
    table(
        "house_aids_observed",
        "Aid of others for a house, as observed.",
        &[K::RepairAidObserved],
        &[],
    ),
    table("house_repairs", "Houses that were repaired.", &[K::HouseRepaired], &[]),
    table("repair_groups", "Groups that repair houses.", &[K::RepairGroupFormed], &[]),
    table("repair_members", "Households in repair groups.", &[K::RepairGroupMemberNamed], &[]),
    table("works", "Works: whatever is built or repaired.", &[K::WorkStarted], WORK),
    table("work_stages", "Stages of works as planned.", &[K::WorkStagePlanned], &[]),
    table("work_releases", "Money released for stages of works.", &[K::WorkStageReleased], &[]),
    table(
        "work_progress",
        "Progress of works as inspected, photographs as JSON.",
        &[K::WorkProgressRecorded],
        &[],
    ),
    table("work_hand_overs", "Works that were handed over.", &[K::WorkHandedOver], &[]),
    table("work_defects", "Defects of works.", &[K::WorkDefectFound], &[]),
    table("central_periods", "Periods in which a ministry pays.", &[K::CentralPeriodOpened], &[]),
    table(
        "central_statuses",
        "What a ministry shows for a region and period.",
        &[K::CentralStatusObserved],
        &[],
    ),
    table(
        "central_credits",
        "What a ministry credited to a recipient, as observed.",
        &[K::CentralAidCredited],
        CREDIT,
    ),
    table("central_transactions", "Use of a ministry's aid.", &[K::CentralAidTransacted], &[]),
    table(
        "central_cancellations",
        "Credits of a ministry that were blocked or cancelled.",
        &[K::CentralCreditCancelled],
        &[],
    ),
    table(
        "central_deductions",
        "Reports that less was received than a ministry credited.",
        &[K::CentralDeductionReported],
        &[],
    ),
    table("central_unspent", "Aid of a ministry that was not used.", &[K::CentralAidUnspent], &[]),
    table("central_returns", "Aid of a ministry that went back.", &[K::CentralAidReturned], &[]),
    table(
        "sembako_quota",
        "Sembako quotas allocated to regions.",
        &[K::SembakoQuotaAllocated],
        &[],
    ),
    table("sembako_quota_changes", "Changes of Sembako quotas.", &[K::SembakoQuotaChanged], &[]),
    table("kpm_places", "Places of Sembako recipients (KPM).", &[K::KpmEntered], PLACE),
    table("kpm_exits", "KPM who left.", &[K::KpmLeft], &[]),
    table(
        "kpm_replacements",
        "Proposals to replace a KPM.",
        &[K::KpmReplacementProposed],
        REPLACEMENT,
    ),
    table("kpm_replaced", "KPM who were replaced.", &[K::KpmReplaced], &[]),
    table("pkh_components", "PKH components of families.", &[K::PkhComponentRecorded], COMPONENT),
    table(
        "pkh_commitments",
        "Verified commitments of PKH families.",
        &[K::PkhCommitmentVerified],
        &[],
    ),
    table(
        "pkh_stages",
        "PKH stages reconciled with their components.",
        &[K::PkhStageReconciled],
        &[],
    ),
    table("services", "Service units: SLRT, Puskesos.", &[K::ServiceUnitFounded], UNIT),
    table(
        "service_supports",
        "Support of service units by source and year.",
        &[K::ServiceSupportSet],
        &[],
    ),
    table("service_reports", "Monthly reports of service units.", &[K::ServiceReported], &[]),
    table(
        "service_absences",
        "Regions seen to have no service unit.",
        &[K::ServiceAbsenceObserved],
        &[],
    ),
    table("institutions", "Institutions (LKS, panti).", &[K::InstitutionRegistered], INSTITUTION),
    table("licences", "Licences of institutions.", &[K::LicenceRecorded], &[]),
    table("licence_revocations", "Licences that were revoked.", &[K::LicenceRevoked], &[]),
    table("accreditations", "Accreditations of institutions.", &[K::InstitutionAccredited], &[]),
    table("capacities", "Capacities of institutions.", &[K::CapacitySet], &[]),
    table("stays", "Stays of clients in institutions.", &[K::ClientAdmitted], STAY),
    table(
        "food_support",
        "Food support of institutions by month and client days.",
        &[K::FoodSupportCounted],
        &[],
    ),
    table("cooperations", "Agreements between organisations.", &[K::CooperationSigned], &[]),
    table(
        "dak_readiness",
        "Readiness of institutions for DAK, criteria as JSON.",
        &[K::DakReadinessAssessed],
        &[],
    ),
    table("warehouses", "Warehouses.", &[K::WarehouseOpened], &[]),
    table("items", "Items of goods.", &[K::ItemRegistered], &[]),
    table("buffer_stock", "Buffer stock to be held.", &[K::BufferStockSet], &[]),
    table("lots", "Lots of goods as received.", &[K::GoodsReceived], LOT),
    table(
        "movements",
        "Movements of goods between and out of warehouses, and adjustments.",
        &[
            K::GoodsTransferred,
            K::GoodsIssued,
            K::GoodsReturnedToStock,
            K::GoodsWrittenOff,
            K::StockAdjusted,
        ],
        MOVEMENT,
    ),
    table("goods_allocations", "Goods set aside.", &[K::GoodsAllocated], &[]),
    table("deliveries", "Goods delivered to their destination.", &[K::GoodsDelivered], &[]),
    table("stock_counts", "Counts of stock.", &[K::StockCounted], COUNT),
    table(
        "stock_reversals",
        "Movements of goods that were taken back.",
        &[K::StockMovementReversed],
        &[],
    ),
    table("disasters", "Disasters and states of emergency.", &[K::DisasterDeclared], DISASTER),
    table("disaster_assessments", "Assessments of damage.", &[K::DisasterAssessed], &[]),
    table(
        "planning_documents",
        "Planning documents.",
        &[K::PlanningDocumentRegistered, K::PlanningDocumentAwaited],
        DOCUMENT,
    ),
    table("line_plans", "Which document plans a line.", &[K::LinePlanned], &[]),
    table("programme_plans", "Which document plans a programme.", &[K::ProgrammePlanned], &[]),
    table("indicators", "Indicators.", &[K::IndicatorDefined], &[]),
    table("indicator_targets", "Targets of indicators.", &[K::IndicatorTargetSet], &[]),
    table("indicator_measures", "Measured indicators.", &[K::IndicatorMeasured], &[]),
    table("update_rates", "How far regions keep data up to date.", &[K::UpdateRateObserved], &[]),
    table("contracts", "Contracts.", &[K::ContractSigned], CONTRACT),
    table("contract_funding", "Commitments that fund a contract.", &[K::ContractFunded], &[]),
    table("contract_amendments", "Amendments of contracts.", &[K::ContractAmended], &[]),
    table("contract_invoices", "Payments under contracts.", &[K::ContractInvoiced], &[]),
    table("contract_terms", "Terms that a contract reached.", &[K::ContractTermReached], &[]),
    table(
        "contract_penalties",
        "Penalties imposed and paid.",
        &[K::ContractPenaltyImposed, K::ContractPenaltyPaid],
        &[],
    ),
    table("guarantees", "Guarantees of contracts.", &[K::GuaranteeLodged], &[]),
    table("losses", "Losses of region or state.", &[K::LossDetermined], LOSS),
    table("loss_instalments", "Instalments on losses.", &[K::LossInstalmentPaid], &[]),
    table(
        "findings",
        "Findings of audits and checks, evidence as JSON.",
        &[K::FindingOpened],
        FINDING,
    ),
    table(
        "recommendations",
        "Recommendations of findings.",
        &[K::RecommendationIssued],
        RECOMMENDATION,
    ),
    table("follow_ups", "Follow-ups of recommendations.", &[K::FollowUpRecorded], &[]),
    table("samples", "Samples drawn for audit.", &[K::SampleDrawn], &[]),
    table("sample_results", "Results of samples, item by item.", &[K::SampleResultRecorded], &[]),
    table("checkpoints", "Checkpoints that were signed.", &[K::CheckpointIssued], &[]),
];

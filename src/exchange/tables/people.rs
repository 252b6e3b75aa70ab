//! Tables of people and of what is known of them: recipients, proposals, accounts, officials, cases.

use jejak_events::{Kind as K, Object as O};

use super::column::{Cell, Column, Type, first_day, now};
use super::{Definition, table};

const RECIPIENT: &[Column] = &[
    now("status", Type::Text, "What is known of the recipient now.", |state, fact| {
        let jejak_events::Event::RecipientRegistered(body) = &fact.event else { return Cell::Null };
        let known = state.proposal.recipients.get(&body.recipient);
        Cell::shown(known.map(|known| known.status.0))
    }),
    now("status_since", Type::Date, "Since when.", |state, fact| {
        let jejak_events::Event::RecipientRegistered(body) = &fact.event else { return Cell::Null };
        let known = state.proposal.recipients.get(&body.recipient);
        known.and_then(|known| known.status.1).into()
    }),
    now("nik_level", Type::Text, "How far the NIK was assessed.", |state, fact| {
        let jejak_events::Event::RecipientRegistered(body) = &fact.event else { return Cell::Null };
        Cell::shown(state.privacy.levels.get(&body.recipient))
    }),
];

const PROPOSAL: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: open, closed, returned, verified, recommended, considered, rejected.",
        |state, fact| {
            Cell::stage(state.proposal.proposals.get(&fact.seq).map(|proposal| proposal.stage))
        },
    ),
    now("latest_amount", Type::Money, "Amount of the latest step.", |state, fact| {
        Cell::sen(state.proposal.proposals.get(&fact.seq).map(|proposal| proposal.latest_sen))
    }),
    first_day("verified_on", K::ProposalVerified, O::Proposal, "When it was first verified."),
    first_day("recommended_on", K::ProposalRecommended, O::Proposal, "When it was recommended."),
    first_day("considered_on", K::ProposalConsidered, O::Proposal, "When TAPD considered it."),
    first_day("rejected_on", K::ProposalRejected, O::Proposal, "When it was rejected."),
];

const ACCOUNT: &[Column] =
    &[now("closed", Type::Boolean, "Whether it is closed.", |state, fact| {
        state.access.accounts.get(&fact.seq).map(|account| account.closed).into()
    })];

const GRANT: &[Column] =
    &[now("withdrawn", Type::Boolean, "Whether it is withdrawn.", |state, fact| {
        state.access.grants.get(&fact.seq).map(|grant| grant.withdrawn).into()
    })];

const OFFICIAL: &[Column] =
    &[now("until_now", Type::Date, "Last day, after releases.", |state, fact| {
        state.access.appointments.get(&fact.seq).and_then(|one| one.until).into()
    })];

const WORKER: &[Column] = &[
    now("until_now", Type::Date, "Last day, after releases.", |state, fact| {
        state.worker.workers.get(&fact.seq).and_then(|worker| worker.until).into()
    }),
    now("released", Type::Boolean, "Whether released.", |state, fact| {
        state.worker.workers.get(&fact.seq).map(|worker| worker.released).into()
    }),
    now("civil_servant_since", Type::Date, "Since when found a civil servant.", |state, fact| {
        state.worker.workers.get(&fact.seq).and_then(|worker| worker.civil_servant).into()
    }),
];

const REPORT: &[Column] = &[now(
    "stage",
    Type::Text,
    "Where it stands: submitted, approved, rejected, revision.",
    |state, fact| Cell::stage(state.worker.reports.get(&fact.seq).map(|report| report.stage)),
)];

const CASE: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: open, approached, rehabilitating, referred, closed.",
        |state, fact| Cell::stage(state.welfare.cases.get(&fact.seq).map(|case| case.stage)),
    ),
    now("first_step_on", Type::Date, "Day of the first step.", |state, fact| {
        state.welfare.cases.get(&fact.seq).and_then(|case| case.first_step_on).into()
    }),
    now("closed_on", Type::Date, "When it was closed.", |state, fact| {
        state.welfare.cases.get(&fact.seq).and_then(|case| case.closed_on).into()
    }),
];

const INSURANCE: &[Column] =
    &[now("ended_on", Type::Date, "When it ended early.", |state, fact| {
        state.welfare.insurances.get(&fact.seq).and_then(|insurance| insurance.ended).into()
    })];

const COMPLAINT: &[Column] = &[
    now(
        "stage",
        Type::Text,
        "Where it stands: received, assigned, examined, answered, appealed, decided, closed.",
        |state, fact| {
            Cell::stage(state.complaint.complaints.get(&fact.seq).map(|complaint| complaint.stage))
        },
    ),
    now("due", Type::Date, "When an answer is due.", |state, fact| {
        state.complaint.complaints.get(&fact.seq).and_then(|complaint| complaint.due).into()
    }),
    first_day("acknowledged_on", K::ComplaintAcknowledged, O::Complaint, "When acknowledged."),
    first_day("answered_on", K::ComplaintAnswered, O::Complaint, "When first answered."),
    first_day("closed_on", K::ComplaintClosed, O::Complaint, "When first closed."),
];

/// The tables, in the order of the document.
pub(super) const TABLES: &[Definition] = &[
    table(
        "recipients",
        "Recipients by random id; who they are stands in the vault alone.",
        &[K::RecipientRegistered],
        RECIPIENT,
    ),
    table(
        "recipient_statuses",
        "What became known of recipients, such as deaths.",
        &[K::RecipientStatusChanged],
        &[],
    ),
    table(
        "recipient_links",
        "Recipients who were found to be one, or not to be.",
        &[K::RecipientsLinked, K::RecipientsSeparated],
        &[],
    ),
    table(
        "recipient_matches",
        "Recipients found on a list of others (deaths, civil servants, ...).",
        &[K::RecipientMatched],
        &[],
    ),
    table("identities", "Assessments of a recipient's identity.", &[K::IdentityAssessed], &[]),
    table("erasures", "Recipients whose personal data was erased.", &[K::RecipientErased], &[]),
    table(
        "erasure_requests",
        "Requests to erase a recipient's personal data, and those that were withdrawn.",
        &[K::RecipientErasureRequested, K::RecipientErasureWithdrawn],
        &[],
    ),
    table(
        "holds",
        "Legal holds and restrictions on personal data.",
        &[
            K::RecipientHoldSet,
            K::RecipientHoldLifted,
            K::RecipientRestricted,
            K::RecipientUnrestricted,
        ],
        &[],
    ),
    table("proposals", "Proposals of recipients.", &[K::ProposalOpened], PROPOSAL),
    table("candidates", "Recipients who were proposed.", &[K::CandidateProposed], &[]),
    table(
        "proposal_steps",
        "Verification, recommendation, consideration and rejection of proposals.",
        &[K::ProposalVerified, K::ProposalRecommended, K::ProposalConsidered, K::ProposalRejected],
        &[],
    ),
    table(
        "deliberations",
        "Deliberations of villages (musdes, muskel).",
        &[K::DeliberationRecorded],
        &[],
    ),
    table(
        "eligibility",
        "Checks of eligibility against data of others.",
        &[K::EligibilityChecked],
        &[],
    ),
    table("accounts", "Accounts that record.", &[K::AccountOpened], ACCOUNT),
    table("grants", "Roles granted to accounts.", &[K::RoleGranted], GRANT),
    table("officials", "Appointments of officials.", &[K::OfficialAppointed], OFFICIAL),
    table("workers", "Social workers: TKSK, companions, staff.", &[K::WorkerAppointed], WORKER),
    table("worker_certificates", "Certificates of workers.", &[K::WorkerCertified], &[]),
    table(
        "worker_civil_servants",
        "Workers who were found to be civil servants.",
        &[K::WorkerFoundCivilServant],
        &[],
    ),
    table("worker_reports", "Monthly reports of workers.", &[K::WorkerReportSubmitted], REPORT),
    table("worker_reviews", "Reviews of monthly reports.", &[K::WorkerReportReviewed], &[]),
    table("stipends", "Stipends of workers.", &[K::StipendPaid], &[]),
    table("cases", "Cases of social rehabilitation and protection.", &[K::CaseOpened], CASE),
    table(
        "case_steps",
        "Steps of cases: outreach, rehabilitation, referral, closing.",
        &[K::OutreachDone, K::RehabilitationStepDone, K::CaseReferred, K::CaseClosed],
        &[],
    ),
    table("insurances", "Insurances of recipients.", &[K::InsuranceCovered], INSURANCE),
    table("insurance_claims", "Claims on insurances.", &[K::InsuranceClaimed], &[]),
    table(
        "ppks_counts",
        "Counts of people in need (PPKS) by type and region.",
        &[K::PpksCounted],
        &[],
    ),
    table(
        "psks_counts",
        "Counts of social potential (PSKS) by type and region.",
        &[K::PsksCounted],
        &[],
    ),
    table("service_targets", "Which type of person is served.", &[K::ServiceTargetSet], &[]),
    table("authority", "Which level of government serves whom.", &[K::ServiceAuthoritySet], &[]),
    table(
        "contributions",
        "Contributions of the community.",
        &[K::CommunityContributionRecorded],
        &[],
    ),
    table("contribution_uses", "Uses of contributions.", &[K::ContributionUsed], &[]),
    table("complaints", "Complaints.", &[K::ComplaintReceived], COMPLAINT),
    table(
        "complaint_steps",
        "Examination, appeal and decision of complaints.",
        &[K::ComplaintExamined, K::ComplaintAppealed, K::ComplaintAppealDecided],
        &[],
    ),
];

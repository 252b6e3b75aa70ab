//! Rules for proposals, recipients and eligibility.

use jejak_events::vocabulary::{NikFault, Outcome, Parameter};
use jejak_events::{Event, RegionLevel, Rupiah};
use jejak_projections::proposal::{Proposal, ProposalStage};

use super::{Figures, Judge, Judgement, reference, rules};

rules! {
    RECIPIENT_UNKNOWN = "PRP-01" Refuse,
        "penerima tidak terdaftar", "the recipient is not registered", "PenerimaDidaftarkan StatusPenerimaBerubah KelayakanDiperiksa";
    RECIPIENT_KNOWN = "PRP-02" Refuse,
        "penerima sudah terdaftar", "the recipient is already registered", "PenerimaDidaftarkan";
    PROPOSAL_STATE = "PRP-03" Refuse,
        "usulan tidak berada pada tahap yang tepat", "the proposal is not at the stage that this needs", "UsulanDiajukan UsulanDiverifikasi UsulanDirekomendasikan UsulanDipertimbangkan UsulanDitolak";
    PROPOSAL_MISMATCH = "PRP-04" Refuse,
        "jumlah calon atau nilai usulan tidak sesuai", "count or sum of the candidates is not what was announced", "UsulanDiajukan G3";
    CANDIDATE_TWICE = "PRP-05" Flag,
        "calon sudah diusulkan untuk program ini", "the candidate was already proposed for this programme", "A02";
    VERIFIER_IS_PROPOSER = "PRP-06" Refuse,
        "verifikator sama dengan pengusul", "the verifier is the proposer", "UsulanDiverifikasi A46";
    AMOUNT_RISES = "PRP-07" Flag,
        "nilai naik dari meja sebelumnya", "the amount rises from desk to desk", "UsulanDirekomendasikan UsulanDipertimbangkan";
    AFTER_DEADLINE = "PRP-08" Flag,
        "usulan melewati batas waktu", "the proposal came after the deadline", "A20";
    NIK_INVALID = "PRP-09" Flag,
        "NIK tidak valid", "the NIK is invalid", "A01 PenerimaDidaftarkan";
    NOT_A_VILLAGE = "PRP-10" Refuse,
        "musyawarah harus menyebut desa/kelurahan", "a deliberation must name a village", "MusyawarahDicatat";
    LINK_STATE = "PRP-11" Refuse,
        "kedua penerima sudah atau belum disatukan", "the recipients are already, or not, linked", "RecipientsLinked RecipientsSeparated";
    REASON_MISSING = "PRP-12" Refuse,
        "alasan wajib bila tidak diterima", "a reason is needed unless accepted", "UsulanDitolak KelayakanDiperiksa SppDiverifikasi SpjDiverifikasi";
    NOT_THROUGH_EHIBAH = "PRP-13" Flag,
        "usulan tidak melalui e-hibah", "the proposal did not come through e-hibah", "A08";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::ProposalOpened(body) => {
            judge.known_programme("programme", &body.programme)?;
            judge.known_region("region", body.region)?;
            judge.not_negative("requested", body.requested)?;
            flag_deadline(judge, &body.programme);
            let channel = body.channel;
            let other = channel != jejak_events::vocabulary::ProposalChannel::EHibah;
            judge.flag_if(other, &NOT_THROUGH_EHIBAH, || {
                Figures::expected("channel", "e-hibah", channel)
            });
            Ok(())
        }
        Event::CandidateProposed(body) => candidate(judge, body),
        Event::ProposalClosed(body) => {
            let Some(proposal) = stage(judge, body.proposal.0, &[ProposalStage::Open])? else {
                return Ok(());
            };
            let counted = (proposal.count, proposal.sen);
            let fits = counted == (body.count, body.requested.sen())
                && counted == (proposal.stated_count, proposal.stated_sen);
            judge.require(fits, &PROPOSAL_MISMATCH, || {
                let sen = Rupiah::from_sen(proposal.sen);
                Figures::expected(
                    "count",
                    format_args!("{} with {sen}", proposal.count),
                    body.count,
                )
            })
        }
        Event::ProposalVerified(body) => {
            let stages = &[ProposalStage::Closed, ProposalStage::Returned];
            let proposal = stage(judge, body.proposal.0, stages)?;
            judge.reason_unless_accepted(body.outcome, body.reason.is_some())?;
            let others = proposal.map_or(&[][..], |proposal| &proposal.submitted_by);
            judge.separate_from(&VERIFIER_IS_PROPOSER, others)
        }
        Event::ProposalRecommended(body) => {
            amount(judge, body.proposal.0, &[ProposalStage::Verified], body.amount)
        }
        Event::ProposalConsidered(body) => {
            amount(judge, body.proposal.0, &[ProposalStage::Recommended], body.amount)
        }
        Event::ProposalRejected(body) => {
            let stages = &[
                ProposalStage::Closed,
                ProposalStage::Returned,
                ProposalStage::Verified,
                ProposalStage::Recommended,
                ProposalStage::Considered,
            ];
            stage(judge, body.proposal.0, stages).map(|_| ())
        }
        Event::DeliberationRecorded(body) => {
            judge.known_region("region", body.region)?;
            let village = body.region.level() == RegionLevel::Village;
            judge.require(village, &NOT_A_VILLAGE, || {
                Figures::expected("region", "a village, 36.03.12.2001", body.region)
            })
        }
        _ => people(judge),
    }
}

fn people(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::RecipientRegistered(body) => {
            let known = judge.state.proposal.recipients.get(&body.recipient).map(|r| r.seq);
            judge.require(known.is_none(), &RECIPIENT_KNOWN, || {
                Figures::expected("recipient", "a new id", body.recipient).by(known.unwrap_or(0))
            })?;
            judge.known_region("region", body.region)?;
            reference::retired(judge, body.region);
            let fault = body.fault;
            judge.flag_if(fault != NikFault::None, &NIK_INVALID, || {
                Figures::expected("fault", NikFault::None, fault)
            });
            Ok(())
        }
        Event::EligibilityChecked(body) => {
            judge.known_recipient("recipient", body.recipient)?;
            judge.known_programme("programme", &body.programme)?;
            judge.reason_unless_accepted(body.outcome, body.reason.is_some())
        }
        Event::RecipientStatusChanged(body) => judge.known_recipient("recipient", body.recipient),
        Event::RecipientsLinked(body) => {
            judge.known_recipient("recipient", body.recipient)?;
            judge.known_recipient("other", body.other)?;
            let proposal = &judge.state.proposal;
            let free = body.recipient != body.other
                && proposal.one(body.other) == body.other
                && proposal.one(body.recipient) == body.recipient;
            judge.require(free, &LINK_STATE, || {
                Figures::expected("other", "two ids that stand for themselves", body.other)
            })
        }
        Event::RecipientsSeparated(body) => {
            let to = judge.state.proposal.links.get(&body.other).copied().flatten();
            let linked = to == Some(body.recipient) && body.other != body.recipient;
            judge.require(linked, &LINK_STATE, || {
                Figures::expected("other", "an id linked to the first", body.other)
            })
        }
        _ => Ok(()),
    }
}

/// The proposal, which must be at one of the stages. History may skip desks of which no paper is
/// left, but never goes back to one.
fn stage<'a>(
    judge: &mut Judge<'a>,
    seq: u64,
    stages: &[ProposalStage],
) -> Result<Option<&'a Proposal>, super::Refusal> {
    let proposal = judge.state.proposal.proposals.get(&seq);
    let at = proposal.map(|proposal| proposal.stage);
    let fits = at.is_some_and(|at| stages.contains(&at));
    let skips = at.is_some_and(|at| at >= ProposalStage::Closed && stages.iter().any(|s| at < *s));
    judge.in_order(fits, skips, &PROPOSAL_STATE, || {
        let found = at.map_or_else(String::new, |at| format!("{at:?}"));
        Figures::expected("proposal", format_args!("{stages:?}"), found).by(seq)
    })?;
    Ok(proposal)
}

fn candidate(judge: &mut Judge<'_>, body: &jejak_events::proposal::CandidateProposed) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    judge.not_negative("requested", body.requested)?;
    judge.whole_rupiah("requested", body.requested)?;
    let Some(proposal) = stage(judge, body.proposal.0, &[ProposalStage::Open])? else {
        return Ok(());
    };
    let index = judge.state.reference.programmes.get(&proposal.programme).map_or(0, |p| p.index);
    let first = judge.state.proposal.candidates.get(&(index, body.recipient)).copied();
    judge.flag_if(first.is_some(), &CANDIDATE_TWICE, || {
        Figures::field("recipient").by(first.unwrap_or(0))
    });
    Ok(())
}

fn amount(judge: &mut Judge<'_>, seq: u64, stages: &[ProposalStage], amount: Rupiah) -> Judgement {
    judge.not_negative("amount", amount)?;
    let proposal = stage(judge, seq, stages)?;
    let latest = proposal.map_or(0, |proposal| proposal.latest_sen);
    judge.flag_if(amount.sen() > latest, &AMOUNT_RISES, || {
        Figures::amounts("amount", amount.sen(), latest).by(seq)
    });
    Ok(())
}

fn flag_deadline(judge: &mut Judge<'_>, programme: &jejak_events::Code) {
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force(Parameter::ProposalDeadline, programme, day);
    let Some(rule) = rule else { return };
    let (event, limit) = (rule.seq, i64::from(rule.value.unwrap_or(366)));
    let first = day.fiscal_year().first_day();
    let day_of_year = i64::from(day.days_since(first)) + 1;
    judge.flag_if(day_of_year > limit, &AFTER_DEADLINE, || {
        Figures::expected("occurred_on", format_args!("day {limit} of the year"), day_of_year)
            .by(event)
    });
}

impl Judge<'_> {
    /// Refuses a rejection or return without a reason.
    pub(super) fn reason_unless_accepted(&self, outcome: Outcome, given: bool) -> Judgement {
        self.require(outcome == Outcome::Accepted || given, &REASON_MISSING, || {
            Figures::expected("reason", "a reason", "none")
        })
    }
}

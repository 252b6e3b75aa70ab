//! Rules for personal data: the vault, holds, restrictions, matches, erasures; and for whatever
//! is recorded about somebody whose data was destroyed.

use jejak_events::Event;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{Dataset, ErasureGround, NikFault};
use jejak_projections::integrity::people_of;

use super::{Figures, Judge, Judgement, proposal, rules};

rules! {
    VAULT_AGAIN = "PRV-01" Refuse,
        "brankas ini sudah ditautkan", "this vault is bound already", "VaultBound";
    OTHER_VAULT = "PRV-02" Flag,
        "brankas lain pernah ditautkan", "another vault was bound before: its ids stand for people whom this one may not know", "VaultBound";
    CASE_STATE = "PRV-03" Refuse,
        "penahanan atau pembatasan untuk perkara ini sudah, atau belum, berlaku", "the hold or restriction of this case already, or does not, stand", "RecipientHoldSet RecipientHoldLifted RecipientRestricted RecipientUnrestricted";
    UNDER_HOLD = "PRV-04" Refuse,
        "data penerima ditahan untuk suatu perkara", "a case holds the recipient's data", "RecipientErased";
    ERASED_TWICE = "PRV-05" Refuse,
        "data penerima sudah dimusnahkan", "the recipient's data was destroyed before", "RecipientErased RecipientErasureRequested RecipientErasureWithdrawn";
    ABOUT_ERASED = "PRV-06" Flag,
        "tentang penerima yang datanya sudah dimusnahkan", "about a recipient whose data was destroyed", "RecipientErased";
    DESIGNATES_ERASED = "PRV-07" Refuse,
        "penerima yang datanya dimusnahkan tidak dapat ditetapkan lagi", "a recipient whose data was destroyed is not designated anew", "RecipientErased PenerimaDitetapkan PenerimaDiganti";
    NO_LIST_OF_PEOPLE = "PRV-08" Refuse,
        "bukan daftar padan", "the list is not one of civil servants, staff or others to be matched", "RecipientMatched";
    LISTED = "PRV-09" Flag,
        "penerima ada di daftar ASN atau petugas", "the recipient stands on a list of civil servants or staff", "A07 A09 A31";
    REQUEST_STATE = "PRV-10" Refuse,
        "permintaan pemusnahan sudah, atau belum, berlaku", "a request to erase already, or does not, stand", "RecipientErasureRequested RecipientErasureWithdrawn RecipientErased";
    ERASED_ALONE = "PRV-11" Refuse,
        "yang meminta pemusnahan tidak boleh melaksanakannya", "whoever requested an erasure may not carry it out", "RecipientErased";
    OTHER_GROUND = "PRV-12" Refuse,
        "dasar pemusnahan bukan yang diminta", "the ground is not the one that was requested", "RecipientErased";
}

/// Lists on which a recipient of aid should not stand.
const LISTS: &[Dataset] = &[
    Dataset::CivilServants,
    Dataset::Staff,
    Dataset::CompanyOfficers,
    Dataset::Wages,
    Dataset::Other,
];

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    let privacy = &judge.state.privacy;
    match &judge.fact.event {
        Event::VaultBound(body) => {
            let known = privacy.vault();
            let again = known.filter(|(vault, _)| *vault == body.vault);
            judge.require(again.is_none(), &VAULT_AGAIN, || {
                let seq = again.map_or(0, |(_, seq)| seq);
                Figures::expected("vault", "another vault", body.vault).by(seq)
            })?;
            judge.flag_if(known.is_some(), &OTHER_VAULT, || {
                Figures::field("vault").by(known.map_or(0, |(_, seq)| seq))
            });
            Ok(())
        }
        Event::IdentityAssessed(body) => {
            judge.known_recipient("recipient", body.recipient)?;
            let fault = body.fault;
            judge.flag_if(fault != NikFault::None, &proposal::NIK_INVALID, || {
                Figures::expected("fault", NikFault::None, fault)
            });
            Ok(())
        }
        Event::RecipientMatched(body) => {
            judge.known_recipient("recipient", body.recipient)?;
            let list = judge.state.reference.external.get(&body.data.0).copied();
            let fits = list.is_some_and(|list| LISTS.contains(&list));
            judge.require(fits, &NO_LIST_OF_PEOPLE, || {
                let found = list.map_or("no list", Dataset::word);
                Figures::expected(
                    "data",
                    "data-asn, data-petugas, data-ahu, data-upah or lain",
                    found,
                )
                .by(body.data.0)
            })
        }
        _ => cases(judge),
    }
}

fn cases(judge: &Judge<'_>) -> Judgement {
    let privacy = &judge.state.privacy;
    match &judge.fact.event {
        Event::RecipientHoldSet(body) => {
            let standing = privacy.hold(body.recipient, body.case.as_str());
            case(judge, body.recipient, standing, false)
        }
        Event::RecipientHoldLifted(body) => {
            let standing = privacy.hold(body.recipient, body.case.as_str());
            case(judge, body.recipient, standing, true)
        }
        Event::RecipientRestricted(body) => {
            let standing = privacy.restriction(body.recipient, body.case.as_str());
            case(judge, body.recipient, standing, false)
        }
        Event::RecipientUnrestricted(body) => {
            let standing = privacy.restriction(body.recipient, body.case.as_str());
            case(judge, body.recipient, standing, true)
        }
        Event::RecipientErased(body) => {
            erase(judge, body.recipient)?;
            requested(judge, body.recipient, body.ground)
        }
        Event::RecipientErasureRequested(body) => request(judge, body.recipient, false),
        Event::RecipientErasureWithdrawn(body) => request(judge, body.recipient, true),
        _ => Ok(()),
    }
}

/// What a case asks for is set once, and lifted while it stands.
fn case(
    judge: &Judge<'_>,
    recipient: RecipientId,
    standing: Option<u64>,
    lifts: bool,
) -> Judgement {
    judge.known_recipient("recipient", recipient)?;
    judge.require(standing.is_some() == lifts, &CASE_STATE, || {
        let expected = if lifts { "a case that still stands" } else { "a case not yet set" };
        let figures = Figures::expected("case", expected, if lifts { "none" } else { "this one" });
        standing.map_or(figures.clone(), |seq| figures.by(seq))
    })
}

/// A request is made once of data that is still there, and withdrawn while it stands.
fn request(judge: &Judge<'_>, recipient: RecipientId, withdraws: bool) -> Judgement {
    still_there(judge, recipient)?;
    let standing = judge.state.privacy.requests.get(&recipient);
    judge.require(standing.is_some() == withdraws, &REQUEST_STATE, || {
        let (expected, found) =
            if withdraws { ("a request that stands", "none") } else { ("no request", "one") };
        let figures = Figures::expected("recipient", expected, found);
        standing.map_or(figures.clone(), |request| figures.by(request.seq))
    })
}

/// What one person requested, another carries out, on the ground that was requested.
fn requested(judge: &Judge<'_>, recipient: RecipientId, ground: ErasureGround) -> Judgement {
    let Some(request) = judge.state.privacy.requests.get(&recipient) else {
        return judge.require(false, &REQUEST_STATE, || {
            Figures::expected("recipient", "a request of another person", "none")
        });
    };
    let people = people_of(&judge.fact.envelope);
    let alone = people.iter().any(|person| request.people.contains(person));
    judge.require(!alone, &ERASED_ALONE, || {
        Figures::expected("recorder", "another person", "the one who requested it").by(request.seq)
    })?;
    judge.require(request.ground == ground, &OTHER_GROUND, || {
        Figures::expected("ground", request.ground, ground).by(request.seq)
    })
}

fn still_there(judge: &Judge<'_>, recipient: RecipientId) -> Judgement {
    judge.known_recipient("recipient", recipient)?;
    let before = judge.state.erased(recipient);
    judge.require(before.is_none(), &ERASED_TWICE, || {
        Figures::expected("recipient", "data that is still there", "none").by(before.unwrap_or(0))
    })
}

fn erase(judge: &Judge<'_>, recipient: RecipientId) -> Judgement {
    still_there(judge, recipient)?;
    let holds = judge.state.privacy.holds.get(&recipient);
    judge.require(holds.is_none(), &UNDER_HOLD, || {
        let (count, first) =
            holds.map_or((0, 0), |cases| (cases.len(), cases.first().map_or(0, |(_, seq)| *seq)));
        Figures::expected("recipient", "no hold", format_args!("{count} cases")).by(first)
    })
}

/// Facts go on being recorded about an id whose person nobody knows any more; they stay visible.
pub(super) fn flag_erased(judge: &mut Judge<'_>) {
    let erased = judge.state.about_erased(judge.fact);
    judge.flag_if(erased.is_some(), &ABOUT_ERASED, || {
        Figures::field("recipient").by(erased.unwrap_or(0))
    });
}

/// Nobody can be told of, or asked about, new aid for a person whom nobody knows any more.
pub(super) fn not_erased(judge: &Judge<'_>, recipient: RecipientId) -> Judgement {
    let erased = judge.state.erased(recipient).filter(|_| !judge.historical());
    judge.require(erased.is_none(), &DESIGNATES_ERASED, || {
        Figures::expected("recipient", "a person who is still known", "an erased one")
            .by(erased.unwrap_or(0))
    })
}

/// A07: a civil servant, or one of the staff, gets aid.
pub(super) fn flag_listed(judge: &mut Judge<'_>, recipient: RecipientId) {
    let one = judge.state.proposal.one(recipient);
    let found = LISTS.iter().flat_map(|list| [(recipient, *list), (one, *list)]);
    let found = found.filter_map(|key| judge.state.privacy.matches.get(&key)).min().copied();
    judge.flag_if(found.is_some(), &LISTED, || Figures::field("recipient").by(found.unwrap_or(0)));
}

//! What an event says that two may share, by the field in which it stands, and whom it is about.

use jejak_events::ids::{HouseholdId, RecipientId, Token};
use jejak_events::{Event, Kind, Object, Recorded, Rupiah, Tag};

use crate::state::State;

macro_rules! classes {
    ($( $(#[doc = $doc:literal])* $name:ident = $word:literal, $en:literal, $id:literal; )*) => {
        /// What is shared.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class { $( $(#[doc = $doc])* $name, )* }

        impl Class {
            /// All of them.
            pub const ALL: &'static [Class] = &[$( Class::$name, )*];

            /// The word used on the command line and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $( Class::$name => $word, )* }
            }

            /// What it is called, in English and in Bahasa Indonesia.
            pub const fn labels(self) -> (&'static str, &'static str) {
                match self { $( Class::$name => ($en, $id), )* }
            }

            /// The class of a word.
            pub fn from_word(word: &str) -> Option<Class> {
                Self::ALL.iter().copied().find(|class| class.word() == word)
            }
        }
    };
}

classes! {
    /// A bank account.
    Account = "account", "bank account", "rekening";
    /// Who takes money from an account, or signs for it.
    Withdrawer = "withdrawer", "withdrawer", "penarik";
    /// A shop, agent, supplier or other party that is paid.
    Shop = "shop", "shop or party", "toko atau pihak";
    /// A terminal or counter.
    Device = "device", "device", "mesin";
    /// Who verified, checked or surveyed.
    Verifier = "verifier", "verifier", "verifikator";
    /// A household or the place of a house.
    Address = "address", "address", "alamat";
}

/// Something that an event says and others may say, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// What it is.
    pub class: Class,
    /// By which it is known again.
    pub tag: Tag,
    /// Sen that moved by it in this event; 0 where none did.
    pub sen: i64,
}

/// Kinds by which people say that something is as it should be.
const VERIFYING: &[Kind] = &[
    Kind::ProposalVerified,
    Kind::EligibilityChecked,
    Kind::NpdValidated,
    Kind::SppVerified,
    Kind::SpjVerified,
    Kind::HouseSurveyed,
    Kind::PkhCommitmentVerified,
    Kind::ComplaintExamined,
];

/// Collects the bonds of one event.
#[derive(Default)]
struct Bonds(Vec<Bond>);

impl Bonds {
    fn token(&mut self, class: Class, token: Option<Token>, amount: Rupiah) {
        let bond = |token: Token| Bond { class, tag: Tag::Token(token.0), sen: amount.sen() };
        self.0.extend(token.map(bond));
    }

    fn known(&mut self, class: Class, token: Option<Token>) {
        self.token(class, token, Rupiah::from_sen(0));
    }

    fn household(&mut self, household: Option<HouseholdId>) {
        let bond =
            |id: HouseholdId| Bond { class: Class::Address, tag: Tag::Household(id.0), sen: 0 };
        self.0.extend(household.map(bond));
    }
}

/// What an event says that others may say, too. References of banks, receipts and photographs are
/// unique by nature, and reporters are protected: they bind nobody.
pub fn bonds_of(fact: &Recorded) -> Vec<Bond> {
    let mut bonds = Bonds::default();
    of_money(&fact.event, &mut bonds);
    of_papers(&fact.event, &mut bonds);
    if VERIFYING.contains(&fact.event.kind()) {
        let official = fact.envelope.official.as_ref().map(|official| official.person);
        let person = official.unwrap_or(fact.envelope.recorder.person);
        bonds.0.push(Bond { class: Class::Verifier, tag: Tag::Person(person.0), sen: 0 });
    }
    bonds.0
}

/// Bonds of money on its way to recipients and through their hands.
fn of_money(event: &Event, bonds: &mut Bonds) {
    match event {
        // What is to be paid counts when it is paid.
        Event::RecipientDesignated(body) => bonds.known(Class::Account, body.account),
        Event::RecipientReplaced(body) => bonds.known(Class::Account, body.account),
        Event::PaymentInstructed(body) => bonds.token(Class::Account, body.account, body.amount),
        Event::PaymentReissued(body) => bonds.known(Class::Account, body.account),
        Event::AidTransacted(body) => {
            bonds.token(Class::Shop, body.place, body.amount);
            bonds.token(Class::Device, body.terminal, body.amount);
        }
        Event::CentralAidCredited(body) => bonds.token(Class::Account, body.account, body.amount),
        Event::CentralAidTransacted(body) => {
            bonds.token(Class::Shop, body.place, body.amount);
            bonds.token(Class::Device, body.terminal, body.amount);
        }
        Event::GroupAccountRegistered(body) => bonds.known(Class::Account, Some(body.account)),
        Event::AccountWithdrawn(body) => {
            bonds.known(Class::Account, Some(body.account));
            bonds.token(Class::Withdrawer, Some(body.withdrawer), body.amount);
            bonds.token(Class::Device, body.terminal, body.amount);
            for signatory in body.signatories.iter().filter(|it| **it != body.withdrawer) {
                bonds.known(Class::Withdrawer, Some(*signatory));
            }
        }
        Event::PurchaseRecorded(body) => bonds.token(Class::Shop, Some(body.shop), body.amount),
        _ => {}
    }
}

/// Bonds of contracts, cash accounts, workers, households and houses.
fn of_papers(event: &Event, bonds: &mut Bonds) {
    match event {
        Event::CommitmentMade(body) => bonds.token(Class::Shop, body.party, body.amount),
        Event::TbpRecorded(body) => bonds.token(Class::Shop, body.payee, body.amount),
        Event::SppSubmitted(body) => bonds.token(Class::Shop, body.payee, body.amount),
        Event::ContractSigned(body) => bonds.token(Class::Shop, Some(body.party), body.value),
        Event::GoodsReceived(body) => bonds.known(Class::Shop, body.supplier),
        Event::LossDetermined(body) => bonds.known(Class::Shop, body.firm),
        Event::CommunityContributionRecorded(body) => bonds.known(Class::Shop, body.giver),
        Event::CashAccountOpened(body) => bonds.known(Class::Account, body.account),
        Event::WorkerAppointed(body) => bonds.known(Class::Account, body.account),
        Event::RecipientRegistered(body) => bonds.household(body.household),
        Event::HouseRegistered(body) => {
            bonds.household(Some(body.household));
            bonds.known(Class::Address, Some(body.place));
        }
        _ => {}
    }
}

/// Whom an event is about: recipients, by their own name or through a payment, row or credit;
/// without any, the thing that it makes or names.
pub fn parties_of(state: &State, fact: &Recorded) -> Vec<Tag> {
    let mut parties = Vec::new();
    fact.event.tags(&mut |tag| {
        if matches!(tag, Tag::Recipient(_)) {
            parties.push(tag);
        }
    });
    let mut things: Vec<Tag> = fact
        .event
        .kind()
        .creates()
        .map(|object| Tag::Object(object, fact.seq))
        .into_iter()
        .collect();
    fact.event.references(&mut |object, seq| match recipient_of(state, object, seq) {
        Some(recipient) => parties.push(Tag::Recipient(recipient.0)),
        None => things.push(Tag::Object(object, seq)),
    });
    parties.sort_unstable();
    parties.dedup();
    if parties.is_empty() {
        parties.extend(things.into_iter().next());
    }
    parties
}

fn recipient_of(state: &State, object: Object, seq: u64) -> Option<RecipientId> {
    match object {
        Object::Designation => Some(state.decree.designations.get(&seq)?.recipient),
        Object::Payment => state.payment.payments.get(&seq)?.recipient,
        Object::CentralCredit => Some(state.central.credits.get(&seq)?.recipient),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jejak_events::examples::is_of_the_second;
    use jejak_events::field::Shape;

    use super::*;

    /// Fields with a token that bind nobody, and why.
    const NO_BOND: &[&str] =
        &["bank_reference", "receipt", "reporter", "image", "billing", "guarantor"];

    /// Names of the fields of a shape that hold a token.
    fn tokens(name: &'static str, shape: &Shape, found: &mut Vec<&'static str>) {
        match shape {
            Shape::Value { name: kind, .. } if *kind == "token id" => found.push(name),
            Shape::Optional(inner) | Shape::List(inner) => tokens(name, inner, found),
            Shape::Record(fields) => {
                fields.iter().for_each(|field| tokens(field.name, &field.shape, found));
            }
            _ => {}
        }
    }

    /// A kind that gets a token is looked at here, or says why not.
    #[test]
    fn every_token_of_every_kind_binds_or_is_listed() {
        let mut checked = 0;
        // The second ledger has no links: it tells of those who look.
        for kind in Kind::ALL.iter().filter(|kind| !is_of_the_second(**kind)) {
            let mut fields = Vec::new();
            for field in kind.info().fields {
                tokens(field.name, &field.shape, &mut fields);
            }
            fields.retain(|field| !NO_BOND.contains(field));
            if fields.is_empty() {
                continue;
            }
            checked += 1;
            let bound = (0..64).any(|seed| {
                let event = Event::sample(*kind, seed);
                let mut bonds = Bonds::default();
                of_money(&event, &mut bonds);
                of_papers(&event, &mut bonds);
                !bonds.0.is_empty()
            });
            assert!(bound, "{}: {fields:?} bind nobody", kind.name());
        }
        assert!(checked > 15, "{checked}");
    }
}

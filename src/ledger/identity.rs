//! Who asked the same thing before: request ids and their comparison.

use jejak_events::Recorded;
use jejak_events::envelope::RequestId;

use super::{Draft, Request};

/// Length of the file that holds a secret.
const SECRET_FILE_BYTES: usize = 36;

/// The server's secret that makes request ids unpredictable to outsiders: published heads would
/// otherwise make a small event guessable.
pub struct RequestSecret([u8; 32]);

impl RequestSecret {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> RequestSecret {
        RequestSecret(bytes)
    }

    /// What its file holds: the secret, and its CRC-32 as four bytes, high byte first.
    pub fn to_file(&self) -> [u8; SECRET_FILE_BYTES] {
        let mut file = [0; SECRET_FILE_BYTES];
        file[..32].copy_from_slice(&self.0);
        file[32..].copy_from_slice(&crc32fast::hash(&self.0).to_be_bytes());
        file
    }

    /// From what its file holds; `None` when that is damaged. A secret that changed unnoticed would
    /// record a repeated request a second time.
    pub fn from_file(file: &[u8]) -> Option<RequestSecret> {
        let (secret, sum) = file.split_last_chunk::<4>()?;
        let secret: [u8; 32] = secret.try_into().ok()?;
        (crc32fast::hash(&secret).to_be_bytes() == *sum).then_some(RequestSecret(secret))
    }

    /// The id of a request: keyed hash of account and idempotency key.
    pub fn request_id(&self, request: &Request) -> RequestId {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&request.actor.account.0.to_be_bytes());
        match &request.key {
            Some(key) => hasher.update(b"key\n").update(key.as_bytes()),
            None => hasher.update(b"random\n").update(&random_bytes::<32>()),
        };
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        RequestId(id)
    }
}

/// Random bytes from the operating system.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Whether a stored batch is what the request asks for.
pub(super) fn same_request(stored: &[Recorded], request: &Request) -> bool {
    let first_seq = stored.first().map_or(0, |fact| fact.seq);
    stored.len() == request.drafts.len()
        && stored.iter().zip(&request.drafts).all(|(fact, draft)| same(fact, draft, first_seq))
}

fn same(fact: &Recorded, draft: &Draft, first_seq: u64) -> bool {
    use jejak_events::field::Field;
    let mut event = draft.event.clone();
    event.resolve(first_seq);
    let (mut historical, mut official, mut recorder) =
        (draft.historical, draft.official, draft.recorder);
    let mut signature = draft.signature.clone();
    if let Some(signature) = &mut signature {
        signature.key.resolve(first_seq);
    }
    historical.resolve(first_seq);
    official.resolve(first_seq);
    recorder.resolve(first_seq);
    let envelope = &fact.envelope;
    fact.event == event
        && envelope.occurred_on == draft.occurred_on
        && envelope.fiscal_year == draft.year()
        && envelope.documents == draft.documents
        && envelope.historical == historical
        && envelope.signature == signature
        && envelope.official.as_ref().map(|official| official.appointment) == official
        && recorder.is_none_or(|account| account == envelope.recorder.account)
}

//! Who comes in and who goes out, as the second ledger is told: before a session is given to anybody,
//! and whenever one was not.
//!
//! Attempts that are turned away unheard, because there were too many, are not told one by one: the
//! failures that led to it are, and a flood must not fill the ledger.

use jejak_events::Event;
use jejak_events::oversight::{AdministrationDone, SignInFailed, SignedIn, SignedOut};
use jejak_events::vocabulary::{AdministrativeAct, Authentication, SignInFault, SignOutCause};

use super::state::Service;
use crate::access::{AccessError, Session, SignInError, login};
use crate::ledger::SecondError;

/// Why nobody came in, or could not be let out.
pub enum Unadmitted {
    /// The proofs do not fit.
    Proofs(SignInError),
    /// The session could not be ended.
    Access(AccessError),
    /// It could not be recorded, so it was not done.
    Second(SecondError),
}

/// Signs in.
pub fn sign_in(
    service: &Service,
    (name, password): (&str, &str),
    totp: Option<&str>,
    origin: &str,
) -> Result<Session, Unadmitted> {
    let record = |act| service.house.ledger.oversee(vec![act]).map_err(Unadmitted::Second);
    match service.access.sign_in(name, password, totp, origin, service.now()) {
        Ok(session) => recorded(service, session),
        Err(error) => {
            let account = account_of(service, name);
            let means =
                if totp.is_some() { Authentication::Totp } else { Authentication::Password };
            if let Some(fault) = fault_of(&error, account) {
                record(Event::from(SignInFailed { account, means, fault }))?;
            }
            Err(Unadmitted::Proofs(error))
        }
    }
}

/// Begins a session for somebody for whom an issuer vouches; see [`sign_in`].
pub fn sign_in_by_issuer(
    service: &Service,
    issuer: &str,
    subject: &str,
    proven: bool,
) -> Result<Session, Unadmitted> {
    match service.access.sign_in_by_issuer(issuer, subject, proven, service.now()) {
        Ok(session) => recorded(service, session),
        Err(error) => {
            if matches!(error, SignInError::Unbound) {
                failed_at_issuer(service, SignInFault::UnknownAccount)?;
            }
            Err(Unadmitted::Proofs(error))
        }
    }
}

/// Tells that what an issuer sent, or what was sent in its name, proves nothing.
pub fn failed_at_issuer(service: &Service, fault: SignInFault) -> Result<(), Unadmitted> {
    let act = SignInFailed { account: None, means: Authentication::Oidc, fault };
    service.house.ledger.oversee(vec![Event::from(act)]).map_err(Unadmitted::Second)
}

/// A session that cannot be recorded is ended before anybody has it.
fn recorded(service: &Service, session: Session) -> Result<Session, Unadmitted> {
    let act = SignedIn { account: session.account.0, means: session.means };
    let told = service.house.ledger.oversee(vec![Event::from(act)]);
    told.map_err(Unadmitted::Second).inspect_err(|_| {
        // The session ends by itself soon where this fails, too; nobody has its secret.
        let _ = service.access.sign_out(&session.secret);
    })?;
    Ok(session)
}

/// Gives an account its login, for a code. It is told afterwards: whose code it is comes out by it.
pub fn claim(
    service: &Service,
    code: &str,
    (login, password): (&str, &str),
) -> Result<(), Unadmitted> {
    let claimed = service.access.claim(code, login, password, service.now());
    let account = claimed.map_err(Unadmitted::Access)?.0;
    let act = AdministrativeAct::LoginSet;
    let done = AdministrationDone { account, act, subject: Some(account) };
    service.house.ledger.oversee(vec![Event::from(done)]).map_err(Unadmitted::Second)
}

/// Signs out.
pub fn sign_out(service: &Service, secret: &str) -> Result<(), Unadmitted> {
    let known = service.access.session(secret, service.now());
    service.access.sign_out(secret).map_err(Unadmitted::Access)?;
    let Some(known) = known else { return Ok(()) };
    let act = SignedOut { account: known.account.0, cause: SignOutCause::Asked };
    service.house.ledger.oversee(vec![Event::from(act)]).map_err(Unadmitted::Second)
}

fn account_of(service: &Service, name: &str) -> Option<u64> {
    let name = login::normalised(name).ok()?;
    let logins = service.access.logins();
    logins.iter().find(|known| known.login == name).map(|known| known.account.0)
}

/// What the second ledger is told of a failure; nothing of one that only asks for the code, or that
/// was not looked at.
fn fault_of(error: &SignInError, account: Option<u64>) -> Option<SignInFault> {
    match error {
        SignInError::Wrong if account.is_none() => Some(SignInFault::UnknownAccount),
        SignInError::Wrong => Some(SignInFault::WrongSecret),
        SignInError::Failed(_) => Some(SignInFault::Other),
        SignInError::Unbound => Some(SignInFault::UnknownAccount),
        SignInError::CodeNeeded | SignInError::TooSoon { .. } | SignInError::Locked { .. } => None,
    }
}

//! Proofs as those who sign in, and those who attack, meet them.

mod codes;
mod sessions;
mod sign_in;
mod standing;
mod store;
mod tokens;

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;

use super::*;

const PASSWORD: &str = "kursi-biru-di-teras";
const SITI: AccountRef = AccountRef(5);
const BUDI: AccountRef = AccountRef(9);
const ORIGIN: &str = "10.0.0.1";

/// A moment, in seconds from the beginning of the tests.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros((1_800_000_000 + seconds) * 1_000_000).unwrap()
}

/// Proofs in a folder of their own.
struct Desk {
    folder: tempfile::TempDir,
    access: Access,
}

impl Desk {
    /// Nobody has a login.
    fn empty() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let access = Access::open(folder.path()).unwrap();
        Desk { folder, access }
    }

    /// Siti has one.
    fn new() -> Desk {
        let desk = Desk::empty();
        desk.access.set_password(SITI, "siti", PASSWORD).unwrap();
        desk
    }

    /// The same after the process ended.
    fn again(self) -> Desk {
        let Desk { folder, access } = self;
        drop(access);
        let access = Access::open(folder.path()).unwrap();
        Desk { folder, access }
    }

    fn sign_in(&self, password: &str, code: Option<&str>, seconds: i64) -> Result<Session, String> {
        let signed = self.access.sign_in("siti", password, code, ORIGIN, at(seconds));
        signed.map_err(|error| error.code().to_owned())
    }

    /// A session of Siti's.
    fn session(&self, seconds: i64) -> Session {
        self.sign_in(PASSWORD, None, seconds).unwrap()
    }

    /// Enrols Siti; her secret and recovery codes.
    fn enrol(&self, seconds: i64) -> (Vec<u8>, Vec<String>) {
        self.access.begin_totp(SITI).unwrap();
        let row = self.access.read().credentials[&SITI.0].clone();
        let sealed = row.totp.unwrap().sealed;
        let secret = self.access.key.open_sealed(SITI.0, &sealed).unwrap().to_vec();
        let code = totp::shown(&secret, at(seconds));
        let recovery = self.access.confirm_totp(SITI, &code, at(seconds)).unwrap();
        (secret, recovery)
    }
}

//! Why an account may not: a stable code, the roles that could, and a sentence in both languages.

use jejak_events::Kind;
use jejak_events::codes::Region;
use jejak_events::vocabulary::Role;
use jejak_projections::said;
use jejak_projections::said::Said;

use super::Act;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An act.
    Act(Act),
    /// An event of a kind.
    Record(Kind),
}

/// What was missing, in the order in which it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The account is unknown or closed.
    NoAccount,
    /// The token was not issued for it.
    OutsideScope,
    /// No role in force may.
    NoRole,
    /// The role counts only after a second factor.
    SecondFactor,
    /// The event lies in this region, among others, and no grant covers them all.
    OutsideRegion(Region),
    /// The event concerns every region, and the grants are for some.
    EveryRegion,
    /// The event is about budget lines of these organisations, and the grants are for others.
    OutsideOrganisation(Vec<u64>),
}

/// Why an account may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// What was asked for.
    pub what: What,
    /// What was missing.
    pub reason: Reason,
    /// The roles that may; none means the operator at the machine alone.
    pub roles: &'static [Role],
}

impl Denied {
    pub(super) fn new(what: What, reason: Reason, roles: &'static [Role]) -> Denied {
        Denied { what, reason, roles }
    }

    /// The code that never changes.
    pub const fn code(&self) -> &'static str {
        match self.reason {
            Reason::NoAccount => "DENY-01",
            Reason::OutsideScope => "DENY-02",
            Reason::NoRole => "DENY-03",
            Reason::SecondFactor => "DENY-04",
            Reason::OutsideRegion(_) => "DENY-05",
            Reason::EveryRegion => "DENY-06",
            Reason::OutsideOrganisation(_) => "DENY-07",
        }
    }

    /// What was asked for, in both languages.
    fn asked(&self) -> Said {
        match self.what {
            What::Act(act) => Said { en: act.label_en().to_owned(), id: act.label_id().to_owned() },
            What::Record(kind) => {
                let (en, id) = (kind.label_en(), kind.label_id());
                said!("record \"{en}\" ({})", "mencatat \"{id}\" ({})", kind.name())
            }
        }
    }

    /// The roles that may, in both languages.
    fn needed(&self) -> Said {
        let words: Vec<&str> = self.roles.iter().map(|role| role.word()).collect();
        match words.as_slice() {
            [] => said!("nobody but the operator at the machine", "hanya operator di mesin itu"),
            _ => Said::same(words.join(", ")),
        }
    }

    /// The sentence for people: what, why, and what would be needed.
    pub fn said(&self) -> Said {
        let (what, needed) = (self.asked(), self.needed());
        let why = match &self.reason {
            Reason::NoAccount => {
                said!("the account is unknown or closed", "akun tidak dikenal atau sudah ditutup")
            }
            Reason::OutsideScope => said!(
                "the token was not issued for it; ask for one that names it",
                "token tidak diterbitkan untuk itu; mintalah token yang menyebutnya"
            ),
            Reason::NoRole => said!(
                with needed;
                "needs one of these roles, granted and in force today: {needed}",
                "perlu salah satu peran ini, diberikan dan berlaku hari ini: {needed}"
            ),
            Reason::SecondFactor => said!(
                "the role counts only after signing in with a one-time code; sign in again with one",
                "peran itu hanya berlaku setelah masuk dengan kode sekali pakai; masuk lagi \
                 dengannya"
            ),
            Reason::OutsideRegion(region) => said!(
                "it concerns region {region}, outside the regions of your roles",
                "hal itu menyangkut wilayah {region}, di luar wilayah peran Anda"
            ),
            Reason::EveryRegion => said!(
                with needed;
                "it concerns every region, and your roles are for some; needs {needed} without a region",
                "hal itu menyangkut semua wilayah, sedangkan peran Anda hanya untuk sebagian; \
                 perlu {needed} tanpa wilayah"
            ),
            Reason::OutsideOrganisation(owners) => {
                let owners: Vec<String> = owners.iter().map(u64::to_string).collect();
                let owners = owners.join(", ");
                said!(
                    "it spends budget lines of organisation {owners}, not of yours",
                    "hal itu memakai baris anggaran organisasi {owners}, bukan milik Anda"
                )
            }
        };
        said!(with what, why; "you may not {what}: {why}", "Anda tidak boleh {what}: {why}")
    }
}

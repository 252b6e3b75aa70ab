//! Sign-ins for whoever looks at the console of the sample: one for each role, with passwords that are
//! drawn at every start and told on the terminal alone.

use std::collections::BTreeMap;

use jejak_events::Event;
use jejak_events::ids::AccountRef;
use jejak_events::oversight::AdministrationDone;
use jejak_events::vocabulary::{AdministrativeAct, Role};

use crate::access::{Access, SECOND_FACTOR};
use crate::commands::{Context, Failure, open};
use crate::ledger::{Clock as _, Ledger, SystemClock};
use crate::said::said;
use crate::store::Folder;

/// Who signs in as what.
pub struct SignIn {
    role: Role,
    login: String,
    password: String,
}

/// Gives the first account of each role a login of the role's name. Roles that need a second factor
/// have none: nobody would have enrolled it.
pub fn sign_ins(folder: &Folder, ledger: &Ledger) -> Result<Vec<SignIn>, Failure> {
    let access = Access::open(&folder.path().join("access"));
    let access = access.map_err(|error| Failure::Io(error.said()))?;
    let mut made = Vec::new();
    for (role, account) in accounts(ledger) {
        let done = AdministrationDone {
            account,
            act: AdministrativeAct::LoginSet,
            subject: Some(account),
        };
        open::oversee(ledger, vec![Event::from(done)])?;
        let failed = |error: crate::access::AccessError| Failure::Io(error.said());
        let now = SystemClock::default().now();
        let (login, password) = (role.word().to_owned(), Access::drawn_password());
        let code = access.code_for(AccountRef(account), now).map_err(failed)?;
        access.claim(&code, &login, &password, now).map_err(failed)?;
        made.push(SignIn { role, login, password });
    }
    Ok(made)
}

/// The first account that has each role, and no role that needs a second factor.
fn accounts(ledger: &Ledger) -> BTreeMap<Role, u64> {
    ledger.read(|it| {
        let grants = it.reading.state.access.grants.iter().map(|(_, grant)| grant);
        let mut first = BTreeMap::new();
        for grant in grants.filter(|grant| !grant.withdrawn) {
            let taken = first.values().any(|it| *it == grant.account);
            if !SECOND_FACTOR.contains(&grant.role) && !taken {
                first.entry(grant.role).or_insert(grant.account);
            }
        }
        first
    })
}

/// Tells them.
pub fn tell(context: &Context, all: &[SignIn]) -> Result<(), Failure> {
    context.tell(&said!(
        "\nThe console: sign in as any of these; the passwords are drawn at each start.",
        "\nKonsol: masuk sebagai salah satu dari ini; kata sandinya baru setiap kali dimulai."
    ))?;
    let header = ["role", "login", "password"];
    let header = context.pick(header, ["peran", "nama masuk", "kata sandi"]);
    let mut table = context.table(&header, header.len());
    for SignIn { role, login, password } in all {
        table.add_row([role.word(), login, password]);
    }
    context.print_line(&table.to_string())
}

//! What stands beside the ledger: passwords, second factors, one-time codes.

use std::path::PathBuf;

use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::AdministrativeAct;
use serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::super::person::read;
use super::super::{Context, Failure, open};
use super::{account, failed, now, oversee, proofs_for};
use crate::access::ADMINISTRATOR;
use crate::said::said;

/// Options of `account password`.
#[derive(Debug, clap::Args)]
pub struct PasswordArgs {
    /// The account.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// Login name; the one that it has when absent.
    #[arg(long, value_name = "NAME")]
    login: Option<String>,
    /// File whose first line is the password; `-` for standard input.
    #[arg(long, default_value = "-", value_name = "FILE")]
    from: PathBuf,
}

/// Options of `account totp`.
#[derive(Debug, clap::Args)]
pub struct TotpArgs {
    /// The account.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: AccountRef,
    /// Confirm the enrolment by a code that the new generator shows.
    #[arg(long, value_name = "CODE", conflicts_with = "remove")]
    confirm: Option<String>,
    /// Take the second factor away, for whoever lost it.
    #[arg(long)]
    remove: bool,
}

/// Options of `account code`.
#[derive(Debug, clap::Args)]
pub struct CodeArgs {
    /// The account; the administrator's when absent.
    #[arg(value_name = "ACCOUNT", value_parser = account)]
    of: Option<AccountRef>,
}

/// An account that has no second factor any more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FactorRemoved)]
pub struct RemovedShown {
    /// The account, by the event that opened it.
    account: u64,
    /// Always true.
    removed: bool,
}

/// A code with which somebody sets login and password, once, within 24 hours.
#[derive(Serialize, ToSchema)]
#[schema(as = OneTimeCode)]
pub struct CodeShown {
    /// The account, by the event that opened it.
    account: u64,
    /// The code; it is shown only now.
    code: String,
}

pub(super) fn password(context: &Context, args: PasswordArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let proofs = proofs_for(context, &folder, args.of.0)?;
    let login = args.login.or_else(|| proofs.login_of(args.of)).ok_or_else(|| {
        Failure::Usage(said!(
            "--login: expected a login name for an account that has none, found nothing",
            "--login: seharusnya nama masuk untuk akun yang belum memilikinya, tidak ditemukan"
        ))
    })?;
    let bytes = read(&args.from)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::Usage(said!(
            "{}: expected text in UTF-8, found other bytes",
            "{}: seharusnya teks UTF-8, ditemukan bita lain",
            args.from.display()
        ))
    })?;
    let password = Zeroizing::new(text.lines().next().unwrap_or_default().to_owned());
    oversee(context, &folder, AdministrativeAct::LoginSet, args.of)?;
    proofs.set_password(args.of, &login, &password).map_err(failed)?;
    let account = args.of.0;
    if context.json {
        let login = proofs.login_of(args.of);
        return context.print_json(&serde_json::json!({ "account": account, "login": login }));
    }
    context.tell(&said!(
        "account {account} has a new password; its sessions ended",
        "akun {account} punya kata sandi baru; sesi-sesinya berakhir"
    ))
}

pub(super) fn totp(context: &Context, args: TotpArgs) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let proofs = proofs_for(context, &folder, args.of.0)?;
    let account = args.of.0;
    if args.remove {
        oversee(context, &folder, AdministrativeAct::FactorRemoved, args.of)?;
        proofs.remove_totp(args.of).map_err(failed)?;
        if context.json {
            return context.print_answer(&RemovedShown { account, removed: true });
        }
        return context.tell(&said!(
            "account {account} has no second factor any more; its sessions ended",
            "akun {account} tidak lagi punya faktor kedua; sesi-sesinya berakhir"
        ));
    }
    if let Some(code) = &args.confirm {
        oversee(context, &folder, AdministrativeAct::FactorEnrolled, args.of)?;
        let codes = proofs.confirm_totp(args.of, code, now()).map_err(failed)?;
        if context.json {
            return context
                .print_json(&serde_json::json!({ "account": account, "recovery_codes": codes }));
        }
        context.tell(&said!(
            "confirmed; recovery codes, each good once, shown only now:",
            "dikonfirmasi; kode pemulihan, masing-masing sekali pakai, hanya tampil sekarang:"
        ))?;
        return codes.iter().try_for_each(|code| context.print_line(code));
    }
    let enrolment = proofs.begin_totp(args.of).map_err(failed)?;
    if context.json {
        let (secret, uri) = (enrolment.secret, enrolment.uri);
        return context
            .print_json(&serde_json::json!({ "account": account, "secret": secret, "uri": uri }));
    }
    context.print_line(&enrolment.uri)?;
    context.tell(&said!(
        "enter it in an authenticator program, then `jejak account totp {account} --confirm CODE`",
        "masukkan ke program autentikator, lalu `jejak account totp {account} --confirm KODE`"
    ))
}

pub(super) fn code(context: &Context, args: CodeArgs) -> Result<(), Failure> {
    let account = args.of.unwrap_or(ADMINISTRATOR);
    let folder = open::folder(context)?;
    let proofs = proofs_for(context, &folder, account.0)?;
    oversee(context, &folder, AdministrativeAct::CodeIssued, account)?;
    let code = proofs.code_for(account, now()).map_err(failed)?;
    let account = account.0;
    if context.json {
        return context.print_answer(&CodeShown { account, code });
    }
    context.print_line(&code)?;
    context.note(&said!(
        "whoever has this code sets login and password of account {account}: once, within 24 hours; \
         it is shown only now",
        "pemegang kode ini mengatur nama masuk dan kata sandi akun {account}: sekali, dalam 24 jam; \
         hanya tampil sekarang"
    ));
    Ok(())
}

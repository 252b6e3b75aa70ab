//! The console: what each page shows to whom, signing in and out, and that nothing typed is markup.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::api_house::{Answer, Ask, Service, account, ask, get, story, token};
use crate::cli::Desk;

const PASSWORD: &str = "kursi-biru-di-teras";

fn form(target: &str, fields: &[(&str, &str)]) -> Ask {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    ask("POST", target)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.finish())
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The address of the first link whose address holds a text.
fn link(page: &str, with: &str) -> String {
    let mut all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = all.find(|href| href.contains(with));
    found.unwrap_or_else(|| panic!("no link with {with}: {page}")).replace("&amp;", "&")
}

/// What every page must be.
#[track_caller]
fn assert_page(answer: &Answer, what: &str) {
    let text = answer.text();
    assert!(answer.header("content-type").starts_with("text/html"), "{what}: {text}");
    assert!(text.starts_with("<!DOCTYPE html>") && text.trim_end().ends_with("</html>"), "{what}");
    for forbidden in ["<script", " style=\"", " onclick", "javascript:", "http://", "https://"] {
        assert!(!text.contains(forbidden), "{what}: {forbidden}");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(text.matches("<h1>").count() == 1, "{what}: one heading");
    assert!(text.len() < 150_000, "{what}: {} bytes", text.len());
}

#[test]
fn nobody_unknown_is_shown_anything() {
    let service = Service::over(Desk::founded());
    for path in jejak::console::pages() {
        let sent = service.ask(&get(path)).is(303);
        assert!(sent.header("location").starts_with("/masuk?ke=%2F"), "{path}");
        assert!(sent.body.is_empty(), "{path}");
    }
    for path in ["/kejadian/0", "/laporan/lra"] {
        service.ask(&get(path)).is(303);
    }
    assert_page(&service.ask(&get("/masuk")).is(200), "/masuk");
    assert_page(&service.ask(&get("/mulai")).is(200), "/mulai");
    assert_eq!(
        service.ask(&get("/gaya.css")).is(200).header("content-type"),
        "text/css; charset=utf-8"
    );
}

#[test]
fn an_auditor_sees_every_page_but_those_of_administrators_in_both_languages() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::over(desk);
    for path in jejak::console::pages() {
        for (language, code) in [("id", "lang=\"id\""), ("en", "lang=\"en\"")] {
            let page = service.ask(&get(&format!("{path}?lang={language}")).by(&auditor));
            let expected = match path {
                "/administrasi/akun" | "/administrasi/token" | "/administrasi/kesehatan" => 403,
                _ => 200,
            };
            assert_eq!(page.status, expected, "{path}: {}", page.text());
            assert_page(&page, path);
            assert!(page.text().contains(&format!("<html {code}>")), "{path}");
        }
    }
}

#[test]
fn a_section_that_one_may_not_see_is_neither_shown_nor_given() {
    let desk = story();
    let council = token(&desk, &account(&desk, "dprd", None), &[]);
    let service = Service::over(desk);
    let home = service.ask(&get("/").by(&council)).is(200).text();
    assert!(home.contains("/pendanaan/saldo"), "{home}");
    for path in ["/jejak/telusur", "/temuan/pemeriksaan", "/administrasi/akun"] {
        assert!(!home.contains(&format!("href=\"{path}")), "{path}");
        let page = service.ask(&get(path).by(&council));
        assert!(page.status == 403 || !page.text().contains("class=\"grid\""), "{path}");
    }
    service.ask(&get("/kejadian/3").by(&council)).is(403);
    let saldo = service.ask(&get("/pendanaan/saldo").by(&council)).is(200).text();
    assert!(!saldo.contains("explain="), "figures lead to events for those who may see them alone");
}

#[test]
fn a_figure_leads_to_its_events_and_an_event_to_its_neighbours() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::over(desk);
    let page = |target: &str| {
        let answer = service.ask(&get(target).by(&auditor)).is(200);
        assert_page(&answer, target);
        answer.text()
    };
    let saldo = page("/pendanaan/saldo?by=source");
    let explained = page(&format!("/pendanaan/saldo{}", link(&saldo, "explain=")));
    assert!(explained.contains("Kembali ke tabel"), "{explained}");
    let event = page(&link(&explained, "/kejadian/"));
    let next = link(&event, "/kejadian/");
    assert!(page(&next).contains("Amplop"));
    let about = page(&link(&event, "/jejak/telusur?tags="));
    assert!(about.contains("/kejadian/"), "{about}");
    let whole = page("/kejadian/0");
    assert!(!whole.contains("rel=\"prev\"") && whole.contains("rel=\"next\""));
    service.ask(&get("/kejadian/99999999").by(&auditor)).is(404);
    service.ask(&get("/kejadian/x").by(&auditor)).is(404);
    service.ask(&get("/laporan/tidak-ada").by(&auditor)).is(404);
    let home = page("/");
    assert!(home.contains("<svg class=\"flow\"") && home.contains("class=\"bar"), "{home}");
}

#[test]
fn the_two_times_are_obeyed_and_kept() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::over(desk);
    let now = service.ask(&get("/pendanaan/saldo").by(&auditor)).is(200).text();
    let then = service.ask(&get("/pendanaan/saldo?as-of=2022-01-10").by(&auditor)).is(200).text();
    assert!(then.contains("class=\"time past\"") && !now.contains("class=\"time past\""));
    assert!(then.contains("10/01/2022"), "the stamp says it: {then}");
    assert!(link(&then, "/temuan/").contains("as-of=2022-01-10"), "other pages keep it");
    for wrong in ["/?as-of=kemarin", "/pendanaan/saldo?as-recorded=99999999"] {
        let page = service.ask(&get(wrong).by(&auditor)).is(400);
        assert_page(&page, wrong);
    }
}

#[test]
fn what_is_typed_is_never_markup_and_what_is_wrong_is_said_at_its_field() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::over(desk);
    let evil = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27";
    for target in [
        format!("/jejak/cari?query={evil}"),
        format!("/jejak/telusur?tags={evil}"),
        format!("/pendanaan/saldo?by={evil}"),
        format!("/laporan/lra?year={evil}"),
        format!("/temuan/rinci?ids={evil}"),
        format!("/?as-of={evil}"),
        format!("/pendanaan/saldo?as-recorded={evil}&x{evil}=1"),
        format!("/masuk?ke={evil}"),
    ] {
        let page = service.ask(&get(&target).by(&auditor));
        assert!(!page.text().contains("<script"), "{target}: {}", page.text());
    }
    let wrong = service.ask(&get("/laporan/lra?year=dulu").by(&auditor)).is(400).text();
    assert!(wrong.contains("id=\"w-year\" role=\"alert\""), "{wrong}");
    assert!(wrong.contains("value=\"dulu\""), "what was typed stays: {wrong}");
}

#[test]
fn a_person_signs_in_looks_and_signs_out() {
    let service = Service::over(Desk::founded());
    let claim = |password: &str| {
        let fields = [("code", service.code()), ("login", "kepala"), ("password", password)];
        form("/mulai", &fields)
    };
    assert_page(&service.ask(&claim("pendek")).is(400), "a short password");
    let to = service.ask(&claim(PASSWORD)).is(303);
    assert_eq!(to.header("location"), "/masuk");
    let sign_in = |login: &str, password: &str, back: &str| {
        form("/masuk", &[("login", login), ("password", password), ("ke", back)])
    };
    let wrong = service.ask(&sign_in("<b>kepala", "salah-salah-salah", "/")).is(401);
    assert_page(&wrong, "a wrong password");
    let text = wrong.text();
    assert!(
        text.contains("value=\"&#60;b&#62;kepala\"") || text.contains("value=\"&lt;b&gt;kepala\"")
    );
    assert!(!text.contains("salah-salah-salah"), "a password is not repeated");
    for (back, to) in [
        ("/administrasi/akun?all=true", "/administrasi/akun?all=true"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
    ] {
        let begun = service.ask(&sign_in("kepala", PASSWORD, back)).is(303);
        assert_eq!(begun.header("location"), to, "{back}");
    }
    let session = cookie(&service.ask(&sign_in("kepala", PASSWORD, "/")).is(303));
    let accounts = get("/administrasi/akun").header("cookie", &session);
    let page = service.ask(&accounts).is(200);
    assert_eq!(
        page.header("cache-control"),
        "no-store",
        "the back button shows nothing afterwards"
    );
    let text = page.text();
    let csrf = text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let out = |csrf: &str| form("/keluar", &[("csrf", csrf)]).header("cookie", &session);
    service.ask(&out("")).is(403);
    service.ask(&out("another")).is(403);
    service.ask(&accounts).is(200);
    service.ask(&out(csrf)).is(303);
    assert!(service.ask(&accounts).is(303).header("location").starts_with("/masuk"));
}

/// The demo of the small province, until it is told to end.
#[test]
fn the_demo_serves_its_console_with_a_sign_in_for_each_role() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.env("LANG", "C").env_remove("LC_ALL").env("JEJAK_LISTEN", "127.0.0.1:0");
    command.arg("--data").arg(folder.path().join("ledger"));
    command.args(["demo", "--province", "kalsel"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(process.stdout.take().unwrap()).lines();
    let row = printed.find_map(|line| line.ok().filter(|line| line.contains(" operator ")));
    let row = row.expect("a sign-in for the operator");
    let [_, login, password] = row.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("{row}")
    };
    let mut told = BufReader::new(process.stderr.take().unwrap()).lines();
    let listening = |line: std::io::Result<String>| {
        line.ok()?.strip_prefix("listening on http://").map(str::to_owned)
    };
    let address = told.find_map(listening).expect("it listens");
    // Whatever it says later has to go somewhere.
    let rest = std::thread::spawn(move || told.map_while(Result::ok).count());
    let mut stream = TcpStream::connect(&address).unwrap();
    let body = format!("login={login}&password={password}");
    let head =
        format!("host: {address}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    write!(stream, "POST /masuk HTTP/1.1\r\n{head}\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("__Host-jejak="), "{answer}");
    let end = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
    assert!(end.unwrap().success() && process.wait().unwrap().success());
    rest.join().unwrap();
}

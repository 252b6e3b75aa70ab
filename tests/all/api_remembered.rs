//! Answers that still hold: found again for the same question alone, and never beyond what changes them.

use crate::api_house::{Ask, Service, account, ask, get, holiday, story, token};
use crate::api_metrics::{parsed, value};

const BALANCES: &str = "/v1/balances?by=source";

struct Asked {
    service: Service,
    watcher: String,
}

impl Asked {
    /// Answers that were found until now, and bytes that are kept.
    fn found(&self) -> (u64, u64) {
        let text = self.service.ask(&get("/metrics").by(&self.watcher)).is(200).text();
        let families = parsed(&text);
        let figure = |name: &str| value(&families, name, &[]).to_string().parse().unwrap();
        (figure("jejak_remembered_answers_total"), figure("jejak_remembered_bytes"))
    }

    /// Whether an answer was found.
    fn is_found(&self, ask: &Ask) -> (bool, String) {
        let before = self.found().0;
        let text = self.service.ask(ask).is(200).text();
        (self.found().0 > before, text)
    }
}

#[test]
fn the_same_question_is_answered_once_while_nothing_changes() {
    let desk = story();
    let auditor = account(&desk, "auditor", None);
    let (other, clerk) = (account(&desk, "auditor", None), account(&desk, "administrator", None));
    let (own, others) = (token(&desk, &auditor, &[]), token(&desk, &other, &[]));
    let clerk = token(&desk, &clerk, &["HolidayDeclared"]);
    let asked = Asked { service: Service::over(desk), watcher: own.clone() };
    let (found, first) = asked.is_found(&get(BALANCES).by(&own));
    assert!(!found, "nobody asked before");
    assert_eq!(asked.is_found(&get(BALANCES).by(&own)), (true, first.clone()));
    assert_eq!(
        asked.is_found(&get(BALANCES).by(&others)),
        (true, first.clone()),
        "the same regions"
    );
    for (what, ask) in [
        ("another language", get(BALANCES).by(&own).header("accept-language", "en")),
        ("another form", get(BALANCES).by(&own).header("accept", "text/plain")),
        ("another parameter", get("/v1/balances?by=programme").by(&own)),
        ("another operation", get("/v1/rules").by(&own)),
    ] {
        let (found, answer) = asked.is_found(&ask);
        assert!(!found, "{what}");
        assert_eq!(asked.is_found(&ask), (true, answer), "{what}");
    }
    let event = ask("POST", "/v1/events").by(&clerk).body(holiday(1));
    asked.service.ask(&event).is(201);
    assert!(!asked.is_found(&get(BALANCES).by(&own)).0, "something was recorded");
    let private = get("/v1/oversight").by(&own);
    asked.service.ask(&private).is(200);
    assert!(!asked.is_found(&private).0, "the second ledger grows by asking");
}

#[test]
fn whoever_may_not_ask_is_not_answered_from_what_others_asked() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let near = account(&desk, "auditor", Some("36.03"));
    let near = token(&desk, &near, &[]);
    let service = Service::over(desk);
    service.ask(&get(BALANCES).by(&auditor)).is(200);
    service.ask(&get(BALANCES).by(&near)).is(403);
    service.ask(&get(BALANCES)).is(401);
    let (own, others) = ("/v1/findings?region=36.03", "/v1/findings?region=36.71");
    service.ask(&get(others).by(&auditor)).is(200);
    service.ask(&get(others).by(&near)).is(403);
    let told = service.ask(&get(own).by(&near)).is(200).text();
    assert_eq!(service.ask(&get(own).by(&auditor)).is(200).text(), told);
}

#[test]
fn nothing_is_kept_where_there_is_no_room() {
    let desk = story();
    let auditor = token(&desk, &account(&desk, "auditor", None), &[]);
    let service = Service::with(desk, &["--remembered", "0"]);
    let asked = Asked { service, watcher: auditor.clone() };
    for _ in 0..3 {
        assert!(!asked.is_found(&get(BALANCES).by(&auditor)).0);
    }
    assert_eq!(asked.found(), (0, 0));
}

//! The end of the service: what was answered is in the ledger, and a second process is told where the
//! first one is.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::api_house::{Service, ask, holiday, token};
use crate::cli::{Desk, stderr};

#[test]
fn what_was_answered_is_in_the_ledger_after_the_end() {
    let desk = Desk::founded();
    let token = token(&desk, "1", &["HolidayDeclared"]);
    let mut service = Service::over(desk);
    let (answered, ended) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for thread in 0..4_u32 {
            let (service, token, answered, ended) = (&service, &token, &answered, &ended);
            scope.spawn(move || {
                for number in 0.. {
                    let name = thread * 10_000 + number;
                    let proposal = ask("POST", "/v1/events").by(token).body(holiday(name));
                    // Whoever gets no answer does not know; whoever gets one does.
                    match service.try_ask(&proposal) {
                        Some(answer) if answer.status == 201 => {
                            answered
                                .lock()
                                .unwrap()
                                .push(answer.json()["first_seq"].as_u64().unwrap());
                        }
                        _ if ended.load(Ordering::Relaxed) => break,
                        _ => {}
                    }
                }
            });
        }
        while answered.lock().unwrap().len() < 40 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        service.terminate();
        ended.store(true, Ordering::Relaxed);
    });
    assert!(service.ended().success());
    let answered = answered.into_inner().unwrap();
    for seq in &answered {
        let shown = service.desk.json(&["show", &seq.to_string()]);
        assert_eq!(shown["kind"], "HolidayDeclared", "{seq}: {shown}");
    }
    let verified = service.desk.run(&["verify"]);
    assert!(verified.status.success(), "{}", stderr(&verified));
}

#[test]
fn a_second_process_is_told_where_the_service_is() {
    let mut service = Service::over(Desk::founded());
    let address = format!("http://{}", service.address);
    for args in [&["append", "nosuch.jsonl"][..], &["serve"], &["balances"]] {
        let output = service.desk.run(args);
        let said = stderr(&output);
        if args[0] != "append" {
            assert_eq!(output.status.code(), Some(3), "{args:?}: {said}");
            assert!(said.contains(&address), "{args:?}: {said}");
        }
    }
    service.terminate();
    assert!(service.ended().success());
    assert!(service.desk.run(&["balances"]).status.success(), "the folder is free again");
}

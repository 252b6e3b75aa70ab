//! What takes long: begun as a job, looked at until it is done, cancelled with Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::ProgressBar;
use serde::Deserialize;
use ureq::http::header;

use super::answer::Answer;
use super::client::{Client, ToSend};
use super::request::Request;
use crate::commands::{Context, Failure};
use crate::said::said;

/// Time between two looks: short at first, for what is done at once, then longer.
const LOOKS: [u64; 6] = [20, 50, 100, 200, 400, 800];

/// A job, as the service tells it.
#[derive(Debug, Deserialize)]
struct Shown {
    state: String,
    done: Option<u64>,
    of: Option<u64>,
}

/// Begins a request as a job and waits for its answer.
pub fn asked(context: &Context, client: &Client, request: &Request) -> Result<Answer, Failure> {
    let mut to_send = request.to_send(context)?;
    to_send.headers.push(("prefer", "respond-async".to_owned()));
    let begun = client.send(&to_send)?;
    let place = begun.header(header::LOCATION).map(ToOwned::to_owned);
    // Refused, or answered at once.
    let Some(place) = place.filter(|_| begun.status() == 202) else { return Ok(begun) };
    // Where it is comes from the service; that it is a job of this one does not.
    let number = place.rsplit('/').next().and_then(|number| number.parse::<u64>().ok());
    let job = format!("/v1/jobs/{}", number.unwrap_or_default());
    waited(context, client, &job)?;
    let accept = to_send.headers.iter().find(|(name, _)| *name == "accept");
    let accept = accept.map_or("*/*", |(_, accept)| accept);
    client.send(&ToSend::new(context, "GET", format!("{job}/answer"), accept))
}

/// Looks at a job until it is done.
fn waited(context: &Context, client: &Client, job: &str) -> Result<(), Failure> {
    let asked = |method| ToSend::new(context, method, job.to_owned(), "application/json");
    let stopped = interrupted();
    let bar = context.progress(0, context.pick("working", "mengerjakan"));
    for look in 0_usize.. {
        let shown = client.send(&asked("GET"))?.good(context, &["application/json"])?;
        let shown: Shown = shown.json()?;
        if shown.state != "running" {
            break;
        }
        show(&bar, &shown);
        if stopped.load(Ordering::Relaxed) {
            client.send(&asked("DELETE"))?.good(context, &[])?;
            bar.finish_and_clear();
            return Err(Failure::Refused(said!(
                "cancelled: the service was told to stop; what it had recorded stays recorded",
                "dibatalkan: layanan diminta berhenti; yang sudah dicatatnya tetap tercatat"
            )));
        }
        let wait = LOOKS.get(look).or(LOOKS.last()).copied().unwrap_or_default();
        std::thread::sleep(Duration::from_millis(wait));
    }
    bar.finish_and_clear();
    Ok(())
}

fn show(bar: &ProgressBar, shown: &Shown) {
    if let (Some(done), Some(of)) = (shown.done, shown.of) {
        bar.set_length(of);
        bar.set_position(done);
    }
}

/// Becomes true once somebody presses Ctrl-C. Where that cannot be heard, it ends the process.
fn interrupted() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stopped);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if runtime.is_ok_and(|runtime| runtime.block_on(tokio::signal::ctrl_c()).is_ok()) {
            told.store(true, Ordering::Relaxed);
        }
    });
    stopped
}

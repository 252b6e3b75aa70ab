//! Long work: begun with `Prefer: respond-async`, looked at, cancelled, its answer fetched.
//!
//! Jobs live in memory: a service that ends forgets them. They change nothing that is not recorded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Outcome, Work};
use super::needs::Needs;
use super::negotiate;
use super::problem::{Kind, Problem};
use super::sent::Answer;
use super::state::Shared;
use super::who::{Asker, who};
use crate::commands::Kept;
use crate::ledger::rules::Language;
use crate::said::said;

/// Jobs that are kept; the oldest finished one makes room.
const KEPT: usize = 100;

/// All jobs.
#[derive(Default)]
pub struct Jobs {
    all: Mutex<BTreeMap<u64, Job>>,
}

struct Job {
    account: AccountRef,
    operation: String,
    begun: Timestamp,
    tag: Option<String>,
    media: &'static str,
    kept: Option<Arc<Kept>>,
    needs: Needs,
    outcome: Option<Outcome>,
}

/// The jobs of whoever asks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Jobs)]
pub struct JobsShown {
    /// The oldest first.
    jobs: Vec<JobShown>,
}

/// A job, as it is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobShown {
    /// Its number.
    job: u64,
    /// The operation that it answers.
    operation: String,
    /// `running`, `done`, `failed` or `cancelled`.
    state: &'static str,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    begun: Timestamp,
    /// How much is done.
    done: Option<u64>,
    /// Of how much.
    of: Option<u64>,
    /// Where the answer is, once it is done.
    answer: Option<String>,
}

impl Job {
    fn shown(&self, job: u64) -> JobShown {
        let state = match &self.outcome {
            None => "running",
            Some(Outcome::Printed(..)) => "done",
            Some(Outcome::Cancelled) => "cancelled",
            Some(Outcome::Failed(..) | Outcome::Broken) => "failed",
        };
        let progress = self.kept.as_ref().and_then(|kept| kept.progress());
        JobShown {
            job,
            operation: self.operation.clone(),
            state,
            begun: self.begun,
            done: progress.map(|(done, _)| done),
            of: progress.map(|(_, of)| of),
            answer: self.outcome.is_some().then(|| format!("/v1/jobs/{job}/answer")),
        }
    }
}

impl Jobs {
    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Job>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many have not ended.
    pub fn running(&self) -> usize {
        self.locked().values().filter(|job| job.outcome.is_none()).count()
    }

    /// Begins work that somebody comes back for.
    pub fn begin(
        &self,
        service: &Shared,
        account: AccountRef,
        operation: String,
        work: Work,
    ) -> Response {
        let job = Job {
            account,
            operation,
            begun: service.now(),
            tag: work.tag.clone(),
            media: work.media,
            kept: work.context.kept().cloned(),
            needs: work.needs.clone(),
            outcome: None,
        };
        let number = {
            let mut all = self.locked();
            let number = all.last_key_value().map_or(1, |(last, _)| last + 1);
            if all.len() >= KEPT
                && let Some(oldest) =
                    all.iter().find(|(_, job)| job.outcome.is_some()).map(|(number, _)| *number)
            {
                all.remove(&oldest);
            }
            all.insert(number, job);
            number
        };
        let service = Arc::clone(service);
        tokio::spawn(async move {
            let turn = service.turns.clone().acquire_owned().await;
            let done = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                work.run()
            });
            let outcome = done.await.unwrap_or(Outcome::Broken);
            if let Some(job) = service.jobs.locked().get_mut(&number) {
                job.outcome = Some(outcome);
            }
        });
        let mut response = StatusCode::ACCEPTED.into_response();
        if let Ok(place) = HeaderValue::from_str(&format!("/v1/jobs/{number}")) {
            response.headers_mut().insert(header::LOCATION, place);
        }
        response
    }

    /// Looks at a job of an account.
    fn of<T>(
        &self,
        account: AccountRef,
        number: &str,
        language: Language,
        look: impl FnOnce(u64, &mut Job) -> T,
    ) -> Result<T, Problem> {
        let mut all = self.locked();
        let number: Option<u64> = number.parse().ok();
        let found = number.and_then(|number| Some((number, all.get_mut(&number)?)));
        let own = found.filter(|(_, job)| job.account == account);
        own.map(|(number, job)| look(number, job)).ok_or_else(|| {
            let what = said!(
                "you have no such job; finished ones are forgotten after {KEPT} more",
                "Anda tidak punya pekerjaan itu; yang selesai dilupakan setelah {KEPT} lainnya"
            );
            Problem::new(Kind::Nowhere, language, &what)
        })
    }
}

/// The jobs of whoever asks.
pub async fn list(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let asker = match who(&service, request.method(), request.headers(), language) {
        Ok(asker) => asker,
        Err(problem) => return problem.into_response(),
    };
    let all = service.jobs.locked();
    let own = all.iter().filter(|(_, job)| job.account == asker.known.account);
    let jobs: Vec<JobShown> = own.map(|(number, job)| job.shown(*number)).collect();
    axum::Json(JobsShown { jobs }).into_response()
}

/// One job.
pub async fn show(State(service): State<Shared>, request: Request) -> Response {
    looked(&service, &request, |_, number, job| Ok(axum::Json(job.shown(number)).into_response()))
}

/// Cancels a job: it stops at the next point where it tells how far it has come.
pub async fn cancel(State(service): State<Shared>, request: Request) -> Response {
    looked(&service, &request, |_, _, job| {
        if let Some(kept) = job.kept.as_ref().filter(|_| job.outcome.is_none()) {
            kept.cancel();
        }
        Ok(StatusCode::NO_CONTENT.into_response())
    })
}

fn looked(
    service: &Shared,
    request: &Request,
    look: impl FnOnce(&Asker, u64, &mut Job) -> Result<Response, Problem>,
) -> Response {
    let language = negotiate::language(request.headers());
    // As it was sent: what is no number is no job, whatever its bytes are.
    let number = request.uri().path().split('/').nth(3).unwrap_or_default();
    let asker = who(service, request.method(), request.headers(), language);
    let looked = asker.and_then(|asker| {
        let account = asker.known.account;
        service.jobs.of(account, number, language, |number, job| look(&asker, number, job))?
    });
    looked.unwrap_or_else(Problem::into_response)
}

/// The answer of a job, as it would have come at once; it may be fetched once, by whoever still may ask.
pub async fn answer(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    looked(&service, &request, |asker, _, job| {
        job.needs.hold(asker, language)?;
        let Some(outcome) = job.outcome.take() else {
            let what = said!("the job still runs", "pekerjaan masih berjalan");
            return Err(Problem::new(Kind::Conflict, language, &what));
        };
        job.outcome = Some(Outcome::Cancelled);
        let answer = Answer::of(outcome, job.media, job.tag.as_deref(), language)?;
        Ok(answer.into_response())
    })
}

//! What a page says where it cannot show what was asked for.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::asked::Asked;
use super::frame::{Frame, sent};
use super::views::Section;
use crate::api::pages::Problem;

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    f: Frame,
    detail: String,
}

/// There is nothing at that path.
pub fn nowhere(asked: &Asked) -> Response {
    let f = asked.frame(Section::Overview, "");
    let title = f.w("Tidak ditemukan", "Not found").to_owned();
    let detail = f.w(
        "Tidak ada halaman di alamat ini. Periksa alamatnya, atau mulai dari Ikhtisar.",
        "There is no page at this address. Check it, or begin with the overview.",
    );
    let detail = detail.to_owned();
    sent(StatusCode::NOT_FOUND, &Trouble { f: Frame { title, ..f }, detail })
}

/// Why it cannot be shown.
pub fn of_problem(asked: &Asked, section: Section, problem: &Problem) -> Response {
    let f = asked.frame(section, "");
    let title = match problem.status() {
        StatusCode::FORBIDDEN => f.w("Tidak diperbolehkan", "Not allowed"),
        StatusCode::NOT_FOUND => f.w("Tidak ditemukan", "Not found"),
        StatusCode::BAD_REQUEST => f.w("Permintaan keliru", "Wrong request"),
        _ => f.w("Tidak dapat ditampilkan", "Cannot be shown"),
    };
    let (title, detail) = (title.to_owned(), problem.detail().to_owned());
    sent(problem.status(), &Trouble { f: Frame { title, ..f }, detail })
}

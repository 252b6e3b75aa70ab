//! Matrices of authority, counts of people, and what a matrix makes possible.

use jejak_events::vocabulary::{AuthorityVerdict, PpksType};
use jejak_events::welfare::{AuthorityMatrixClosed, CaseOpened, ServiceAuthoritySet};
use jejak_events::{Region, RegionLevel};
use jejak_projections::welfare::Matrix;

use super::super::{Figures, Judge, Judgement};
use super::{
    MATRIX_CLOSED, MATRIX_COUNT, MATRIX_OLD, OUTSIDE_AUTHORITY, REGION_TOO_SMALL, ROW_TWICE,
    VERDICT_BASELESS, VERDICT_IMPOSSIBLE,
};

/// Counts by class are for regions in which nobody can be told from the others.
pub(super) fn count(judge: &Judge<'_>, region: Region) -> Judgement {
    judge.known_region("region", region)?;
    let large = matches!(region.level(), RegionLevel::Province | RegionLevel::Regency);
    judge.require(large, &REGION_TOO_SMALL, || {
        Figures::expected("region", "a province, kabupaten or kota", region)
    })
}

fn open_matrix<'a>(
    judge: &Judge<'a>,
    seq: u64,
) -> Result<Option<&'a Matrix>, super::super::Refusal> {
    let matrix = judge.state.welfare.matrices.get(&seq);
    judge.require(matrix.is_none_or(|matrix| !matrix.closed), &MATRIX_CLOSED, || {
        Figures::expected("matrix", "a matrix that is not closed", seq).by(seq)
    })?;
    Ok(matrix)
}

pub(super) fn row(judge: &Judge<'_>, body: &ServiceAuthoritySet) -> Judgement {
    open_matrix(judge, body.matrix.0)?;
    let key = (body.matrix.0, body.ppks, body.service);
    judge.require(!judge.state.welfare.authority.contains(&key), &ROW_TWICE, || {
        Figures::expected("ppks", "a class without that service", body.ppks).by(body.matrix.0)
    })
}

pub(super) fn close(judge: &Judge<'_>, body: &AuthorityMatrixClosed) -> Judgement {
    let matrix = open_matrix(judge, body.matrix.0)?;
    let fits =
        matrix.is_none_or(|matrix| matrix.count == body.count && matrix.count == matrix.stated);
    judge.require(fits, &MATRIX_COUNT, || {
        let recorded = matrix.map_or(0, |matrix| matrix.count);
        let stated = matrix.map_or(0, |matrix| matrix.stated);
        let found = format!("{recorded} recorded, {} said", body.count);
        Figures::expected("count", stated, found).by(body.matrix.0)
    })
}

/// A51: what was found at entry rests on a matrix, is possible by it, and is seen when outside.
pub(super) fn verdict(judge: &mut Judge<'_>, body: &CaseOpened) -> Judgement {
    let day = judge.fact.envelope.occurred_on;
    let welfare = &judge.state.welfare;
    let cited = body.matrix.map(|matrix| matrix.0);
    let matrix = cited.and_then(|seq| welfare.matrices.get(&seq));
    let holds = matrix.is_some_and(|matrix| matrix.closed && matrix.from <= day);
    let decided = body.verdict != AuthorityVerdict::Undecided;
    judge.require(holds || (!decided && cited.is_none()), &VERDICT_BASELESS, || {
        let found = cited.map_or_else(|| "none".to_owned(), |seq| seq.to_string());
        Figures::expected("matrix", format_args!("a closed matrix that holds on {day}"), found)
    })?;
    let in_force = welfare.matrix_on(day);
    judge.flag_if(cited.is_some() && cited != in_force, &MATRIX_OLD, || {
        let in_force = in_force.unwrap_or(0);
        Figures::expected("matrix", in_force, cited.unwrap_or(0)).by(in_force)
    });
    let outside = body.verdict == AuthorityVerdict::Outside;
    judge.flag_if(outside, &OUTSIDE_AUTHORITY, || {
        let expected = AuthorityVerdict::Within;
        Figures::expected("verdict", expected, body.verdict).by(cited.unwrap_or(0))
    });
    let Some(seq) = cited else { return Ok(()) };
    let classes = welfare.classes.get(&(seq, body.service, body.level)).copied().unwrap_or(0);
    let all = u32::try_from(PpksType::ALL.len()).unwrap_or(u32::MAX);
    let impossible = match body.verdict {
        AuthorityVerdict::Within => classes == 0,
        AuthorityVerdict::Outside => classes >= all,
        AuthorityVerdict::Undecided => false,
    };
    judge.flag_if(impossible, &VERDICT_IMPOSSIBLE, || {
        let expected =
            format!("possible: the matrix gives {classes} of {all} classes to the level");
        Figures::expected("verdict", expected, body.verdict).by(seq)
    });
    Ok(())
}

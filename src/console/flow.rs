//! The way of the money as a picture: a column for each stage, in it a piece for each family of sources,
//! and bands between the pieces of one family.

use std::fmt::Write as _;

use crate::exchange::render::fragment::encoded;

/// Stages that are shown, from left to right.
pub const COLUMNS: usize = 5;

/// Money of one family.
pub struct Stream {
    /// Name of the family.
    pub name: String,
    /// Sen in each stage.
    pub sen: [i128; COLUMNS],
    /// Where its events are listed.
    pub href: String,
}

const WIDTH: i128 = 1_000;
const HEIGHT: i128 = 260;
const TOP: i128 = 34;
const BAR: i128 = 26;
const GAP: i128 = 6;

/// Fills that are told apart without colours, too.
const FILLS: usize = 6;

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Piece {
    x: i128,
    y: i128,
    height: i128,
}

/// The picture; `heads` are the names of the stages with their sums. Everything in it is escaped.
pub fn picture(title: &str, heads: &[(String, String); COLUMNS], streams: &[Stream]) -> String {
    let most =
        (0..COLUMNS).map(|at| streams.iter().map(|it| it.sen[at].max(0)).sum::<i128>()).max();
    let most = most.unwrap_or(0).max(1);
    let mut svg = String::new();
    let below = TOP + HEIGHT + GAP * streams.len() as i128;
    let _ = write!(
        svg,
        "<svg class=\"flow\" viewBox=\"0 0 {WIDTH} {below}\" role=\"img\" aria-label=\"{}\">\
         <title>{}</title>{}",
        escaped(title),
        escaped(title),
        patterns()
    );
    for (at, (name, sum)) in heads.iter().enumerate() {
        let (x, anchor) = place_of_head(at);
        let _ = write!(
            svg,
            "<text class=\"head\" x=\"{x}\" y=\"12\" text-anchor=\"{anchor}\">{}</text>\
             <text class=\"sum\" x=\"{x}\" y=\"27\" text-anchor=\"{anchor}\">{}</text>",
            escaped(name),
            escaped(sum)
        );
    }
    let pieces = laid_out(streams, most);
    for (stream, row) in pieces.iter().enumerate() {
        bands(&mut svg, stream, row);
    }
    for (stream, (told, row)) in streams.iter().zip(&pieces).enumerate() {
        bars(&mut svg, stream, told, row);
    }
    svg.push_str("</svg>");
    svg
}

fn place_of_head(at: usize) -> (i128, &'static str) {
    match at {
        0 => (0, "start"),
        at if at + 1 == COLUMNS => (WIDTH, "end"),
        at => (x_of(at) + BAR / 2, "middle"),
    }
}

fn x_of(column: usize) -> i128 {
    (WIDTH - BAR) * column as i128 / (COLUMNS as i128 - 1)
}

/// A place for each piece of each stream, the first stream on top.
fn laid_out(streams: &[Stream], most: i128) -> Vec<[Piece; COLUMNS]> {
    let mut next = [TOP + 6; COLUMNS];
    let place = |stream: &Stream| {
        let mut row = [Piece { x: 0, y: 0, height: 0 }; COLUMNS];
        for (at, piece) in row.iter_mut().enumerate() {
            let sen = stream.sen[at].max(0);
            // What is there is seen, however small.
            let height = (sen * HEIGHT / most).max(i128::from(sen > 0));
            *piece = Piece { x: x_of(at), y: next[at], height };
            next[at] += height + if height > 0 { GAP } else { 0 };
        }
        row
    };
    streams.iter().map(place).collect()
}

fn bands(svg: &mut String, stream: usize, row: &[Piece; COLUMNS]) {
    for pair in row.windows(2) {
        let [from, to] = pair else { continue };
        if from.height == 0 || to.height == 0 {
            continue;
        }
        let (left, right) = (from.x + BAR, to.x);
        let middle = i128::midpoint(left, right);
        let _ = write!(
            svg,
            "<path class=\"band s{}\" d=\"M{left} {}C{middle} {} {middle} {} {right} {}V{}C{middle} {} \
             {middle} {} {left} {}Z\"/>",
            stream % FILLS,
            from.y,
            from.y,
            to.y,
            to.y,
            to.y + to.height,
            to.y + to.height,
            from.y + from.height,
            from.y + from.height,
        );
    }
}

fn bars(svg: &mut String, stream: usize, told: &Stream, row: &[Piece; COLUMNS]) {
    let fill = stream % FILLS;
    for piece in row.iter().filter(|piece| piece.height > 0) {
        let Piece { x, y, height } = piece;
        let _ = write!(
            svg,
            "<a href=\"{}\"><rect class=\"bar s{fill}\" x=\"{x}\" y=\"{y}\" width=\"{BAR}\" \
             height=\"{height}\"/><rect fill=\"url(#p{fill})\" x=\"{x}\" y=\"{y}\" width=\"{BAR}\" \
             height=\"{height}\"/><title>{}</title></a>",
            escaped(&told.href),
            escaped(&told.name),
        );
    }
}

/// Hatchings, one for each fill.
fn patterns() -> String {
    let lines = ["", "M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8", "M0 8L8 0M0 0L8 8"];
    let mut all = String::from("<defs>");
    for (at, line) in lines.iter().enumerate() {
        let _ = write!(
            all,
            "<pattern id=\"p{at}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"hatch\" d=\"{line}\"/></pattern>"
        );
    }
    all.push_str("</defs>");
    all
}

/// Where the events of a family's money are listed.
pub fn of_family(family: &str, times: &str) -> String {
    let only = encoded(&format!("source-family={family}"));
    format!("/pendanaan/saldo?by=source,programme&where={only}{times}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads() -> [(String, String); COLUMNS] {
        std::array::from_fn(|at| (format!("tahap {at}"), "1 <M>".to_owned()))
    }

    fn stream(name: &str, sen: [i128; COLUMNS]) -> Stream {
        Stream { name: name.to_owned(), sen, href: of_family(name, "") }
    }

    #[test]
    fn a_picture_has_a_bar_for_what_is_there_and_a_band_between_neighbours() {
        let streams =
            [stream("a\"<b", [100, 60, 50, 0, 1]), stream("dak", [1_000_000, 0, 0, 0, 0])];
        let svg = picture("Aliran & dana", &heads(), &streams);
        assert_eq!(svg.matches("class=\"bar").count(), 5, "{svg}");
        assert_eq!(svg.matches("class=\"band").count(), 2, "{svg}");
        assert!(
            svg.contains("<title>a&quot;&lt;b</title>") && svg.contains("1 &lt;M&gt;"),
            "{svg}"
        );
        assert!(svg.contains("Aliran &amp; dana"), "{svg}");
    }

    #[test]
    fn nothing_and_less_than_nothing_are_no_bars() {
        for sen in [[0; COLUMNS], [-5; COLUMNS]] {
            assert!(!picture("x", &heads(), &[stream("a", sen)]).contains("class=\"bar"));
        }
        assert!(picture("x", &heads(), &[]).ends_with("</svg>"));
    }

    #[test]
    fn the_largest_column_is_as_high_as_the_picture() {
        let svg = picture("x", &heads(), &[stream("a", [i128::from(i64::MAX); COLUMNS])]);
        assert!(svg.contains(&format!("height=\"{HEIGHT}\"")), "{svg}");
    }
}

//! What somebody may have meant who wrote what is not known.

/// The known words that are most like one, at most so many; none where nothing is like it.
pub fn nearest<'a>(
    asked: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let asked = asked.to_lowercase();
    let farthest = (asked.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|word| (distance(&asked, &word.to_lowercase()), word))
        .filter(|(apart, _)| *apart <= farthest)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(most).map(|(_, word)| word).collect()
}

/// How many letters are to be put in, left out or exchanged to make one word of another.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        if let Some(first) = above.first_mut() {
            *first = left;
        }
        for (column, with) in other.iter().enumerate() {
            let exchanged = diagonal + usize::from(letter != *with);
            let Some(cell) = above.get_mut(column + 1) else { break };
            diagonal = *cell;
            left = exchanged.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_that_differ() {
        let table = [
            ("", "", 0),
            ("a", "", 1),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("decree", "decre", 1),
            ("BLT-BBM", "BLT-BBN", 1),
            ("abcd", "badc", 3),
        ];
        for (one, other, apart) in table {
            assert_eq!(distance(one, other), apart, "{one} {other}");
            assert_eq!(distance(other, one), apart, "{other} {one}");
        }
    }

    #[test]
    fn only_what_is_like_it_is_near_and_the_nearest_first() {
        let known = ["BLT", "BLT-BBM", "BLT-BBN", "SEMBAKO"];
        assert_eq!(nearest("blt-bbm", known, 2), ["BLT-BBM", "BLT-BBN"]);
        assert!(nearest("PKH", known, 2).is_empty());
    }
}

//! Parameters that take one word of a closed list, by the type that the word is read as.

use std::any::TypeId;
use std::sync::LazyLock;

use jejak_events::vocabulary::{
    ChoiceReason, DocumentKind, ErasureGround, InvestigationGround, InvestigationOutcome, Reason,
    RemovalReason, ReopeningReason, Role,
};

use crate::access::Act;

/// Lists: the type of each, and its words.
macro_rules! lists {
    ($($list:ident)*) => {
        vec![$((
            TypeId::of::<$list>(),
            $list::ALL.iter().map(|it| it.word()).collect::<Vec<&'static str>>(),
        )),*]
    };
}

static LISTS: LazyLock<Vec<(TypeId, Vec<&'static str>)>> = LazyLock::new(|| {
    lists! {
        Act ChoiceReason DocumentKind ErasureGround InvestigationGround InvestigationOutcome Reason
        RemovalReason ReopeningReason Role
    }
});

/// The words of which a parameter takes one; none where it takes whatever can be read.
pub fn of(arg: &clap::Arg) -> Option<&'static [&'static str]> {
    let read_as = arg.get_value_parser().type_id();
    LISTS.iter().find(|(list, _)| read_as == *list).map(|(_, words)| words.as_slice())
}

#[cfg(test)]
mod tests {
    use super::super::super::operation::ASKABLE;
    use super::*;

    /// Whoever declares an option that takes a word of a list adds the list above.
    #[test]
    fn every_list_that_help_names_is_told() {
        let mut told = 0;
        for (operation, askable) in ASKABLE.iter() {
            for arg in askable.parameters() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                if help.contains("one of the words of") {
                    assert!(of(arg).is_some(), "{}: {}: `{help}`", operation.id(), arg.get_id());
                    told += 1;
                }
            }
        }
        assert!(told >= 12, "{told}");
    }
}

//! What a list instructs.

use jejak_events::Object;
use jejak_events::ids::{RecipientId, Token};
use jejak_events::{Event, Tag};
use jejak_projections::{Unanswered, View};

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The event that instructed it.
    pub seq: u64,
    /// Sen.
    pub sen: i64,
    /// Who is to be paid.
    pub recipient: Option<RecipientId>,
    /// Account to credit, where one was instructed.
    pub account: Option<Token>,
}

/// What stands before a sequence number in a payment's id, so that a spreadsheet keeps it as text.
const BEFORE: &str = "JJK-";

/// The id of a payment as banks see it: `JJK-204`.
pub fn id_of(seq: u64) -> String {
    format!("{BEFORE}{seq}")
}

/// The payment that an id names.
pub fn seq_of_id(id: &str) -> Option<u64> {
    let digits = id.trim().strip_prefix(BEFORE)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

/// The instructions of a list, in order.
pub fn orders(view: &View, list: u64) -> Result<Vec<Order>, Unanswered> {
    let payments = &view.reading.state.payment.payments;
    let under = view.reading.under(&Tag::Object(Object::PaymentList, list));
    let mut orders = Vec::new();
    for seq in under {
        let Some(payment) = payments.get(&seq).filter(|payment| payment.list == list) else {
            continue;
        };
        // A payment that is reissued after a return is of the same list, and no part of its file.
        if let Event::PaymentInstructed(body) = view.facts.fact(seq)?.event {
            let (recipient, account) = (payment.recipient, body.account);
            orders.push(Order { seq, sen: payment.sen, recipient, account });
        }
    }
    Ok(orders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_payment_and_nothing_else_does() {
        assert_eq!(seq_of_id(&id_of(204)), Some(204));
        for strange in ["204", "JJK-", "JJK-0204", "JJK- 204", "jjk-204", "JJK-+204"] {
            assert_eq!(seq_of_id(strange), None, "{strange}");
        }
    }
}

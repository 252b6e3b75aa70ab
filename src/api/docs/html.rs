//! HTML, written: every text goes through [`Html::text`], which escapes it.

use std::fmt::{Display, Write as _};

/// A piece of a page.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup as it stands here: only what the program itself says.
    pub fn raw(&mut self, markup: &'static str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// A text, or the value of an attribute.
    pub fn text(&mut self, text: impl Display) -> &mut Html {
        for c in text.to_string().chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// An element with a class and a text in it.
    pub fn element(&mut self, name: &'static str, class: &str, text: impl Display) -> &mut Html {
        let _ = write!(self.0, "<{name}");
        if !class.is_empty() {
            self.raw(" class=\"").text(class).raw("\"");
        }
        self.raw(">").text(text);
        let _ = write!(self.0, "</{name}>");
        self
    }

    /// A text in which what stands between backticks is code.
    pub fn prose(&mut self, text: &str) -> &mut Html {
        for (at, part) in text.split('`').enumerate() {
            if at % 2 == 1 {
                self.element("code", "", part);
            } else {
                self.text(part);
            }
        }
        self
    }

    /// A link within the page.
    pub fn link(&mut self, to: impl Display, class: &str, text: impl Display) -> &mut Html {
        self.raw("<a class=\"").text(class).raw("\" href=\"").text(to).raw("\">");
        self.text(text).raw("</a>")
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_backticks_are_code() {
        let mut html = Html::default();
        html.prose("a `b<c>` & d").link("#x\"y", "k", "<t>");
        let expected =
            "a <code>b&lt;c&gt;</code> &amp; d<a class=\"k\" href=\"#x&quot;y\">&lt;t&gt;</a>";
        assert_eq!(html.finish(), expected);
    }
}

//! JSON text, as little of it as the baseline needs: compact, keys in the order of writing, nothing for what is absent.

/// An object under construction.
#[derive(Debug, Default, Clone)]
pub(crate) struct Object {
    text: String,
}

impl Object {
    fn key(&mut self, key: &str) {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        quote(&mut self.text, key);
        self.text.push(':');
    }

    pub(crate) fn raw(mut self, key: &str, json: &str) -> Self {
        self.key(key);
        self.text.push_str(json);
        self
    }

    pub(crate) fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        quote(&mut self.text, value);
        self
    }

    pub(crate) fn number(self, key: &str, value: i64) -> Self {
        let value = value.to_string();
        self.raw(key, &value)
    }

    /// A number with one decimal, given in tenths; nothing when absent.
    pub(crate) fn tenths(self, key: &str, value: Option<i64>) -> Self {
        let Some(tenths) = value else { return self };
        let whole =
            if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
        self.raw(key, &whole)
    }

    pub(crate) fn maybe_number(self, key: &str, value: Option<i64>) -> Self {
        match value {
            Some(value) => self.number(key, value),
            None => self,
        }
    }

    pub(crate) fn maybe_text(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// A list of texts; nothing when empty.
    pub(crate) fn texts<'a>(self, key: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let quoted: Vec<String> = values.into_iter().map(quoted).collect();
        if quoted.is_empty() { self } else { self.raw(key, &array(&quoted)) }
    }

    pub(crate) fn end(mut self) -> String {
        self.text.push_str(if self.text.is_empty() { "{}" } else { "}" });
        self.text
    }
}

/// An array of JSON texts.
pub(crate) fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    quote(&mut text, value);
    text
}

fn quote(text: &mut String, value: &str) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            control if control < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_must_escape_is_escaped() {
        let text = Object::default().text("a", "\"x\\y\"\n\u{1}").tenths("b", Some(485)).tenths("c", Some(490)).end();
        assert_eq!(text, r#"{"a":"\"x\\y\"\n\u0001","b":48.5,"c":49}"#);
    }
}

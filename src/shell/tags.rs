//! Tags in the source of a page. Our templates write it: attributes in double quotes, `<` and `>` only around tags.

/// A start tag in the source of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    /// From `<` to `>`.
    pub(crate) source: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Tag<'_> {
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let (start, end) = find_attribute(self.source, name)?;
        Some(unescape(&self.source[start..end]))
    }

    /// Whether a person fills it in.
    pub(crate) fn is_typed(&self) -> bool {
        match self.name {
            "textarea" | "select" => true,
            "input" => !matches!(self.kind().as_str(), "hidden" | "submit" | "button" | "password" | "file"),
            _ => false,
        }
    }

    /// `type` of an input.
    pub(crate) fn kind(&self) -> String {
        self.attribute("type").unwrap_or_else(|| String::from("text"))
    }

    pub(crate) fn has_flag(&self, name: &str) -> bool {
        find_flag(self.source, name).is_some()
    }
}

pub(crate) fn list_tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let tag = find_tag(html, from)?;
        from = tag.end;
        Some(tag)
    })
}

/// The next start tag at or after `from`.
pub(crate) fn find_tag(html: &str, mut from: usize) -> Option<Tag<'_>> {
    loop {
        let start = from + html.get(from..)?.find('<')?;
        let end = start + html[start..].find('>')? + 1;
        let source = &html[start..end];
        let name = source[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !name.is_empty() {
            return Some(Tag { name, source, start, end });
        }
        from = end;
    }
}

/// Where the value of an attribute begins and ends in the source of a tag.
fn find_attribute(tag: &str, name: &str) -> Option<(usize, usize)> {
    let needle = format!("{name}=\"");
    let mut from = 0;
    loop {
        let at = from + tag[from..].find(&needle)?;
        from = at + needle.len();
        if tag[..at].ends_with(|c: char| c.is_ascii_whitespace()) {
            return Some((from, from + tag[from..].find('"')?));
        }
    }
}

fn find_flag(tag: &str, name: &str) -> Option<usize> {
    let at = tag.find(&format!(" {name}"))?;
    tag[at + 1 + name.len()..].starts_with([' ', '>', '\n']).then_some(at)
}

pub(crate) fn set_attribute(tag: &str, name: &str, value: &str) -> String {
    match find_attribute(tag, name) {
        Some((start, end)) => [&tag[..start], &escape(value), &tag[end..]].concat(),
        None => format!("{} {name}=\"{}\">", tag.trim_end_matches('>'), escape(value)),
    }
}

pub(crate) fn set_flag(tag: &str, name: &str, set: bool) -> String {
    match (find_flag(tag, name), set) {
        (Some(at), false) => [&tag[..at], &tag[at + 1 + name.len()..]].concat(),
        (None, true) => format!("{} {name}>", tag.trim_end_matches('>')),
        _ => tag.to_owned(),
    }
}

/// The text from `from` to `end`, without tags.
pub(crate) fn read_text(html: &str, from: usize, end: &str) -> String {
    let inside = html[from..].split(end).next().unwrap_or_default();
    let mut parts = inside.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |text, part| text + part.split_once('>').map_or("", |(_, after)| after));
    unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

const ENTITIES: [(&str, &str); 5] =
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];

pub(crate) fn unescape(text: &str) -> String {
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

pub(crate) fn escape(text: &str) -> String {
    ENTITIES.iter().rev().fold(text.to_owned(), |text, (entity, plain)| text.replace(plain, entity))
}

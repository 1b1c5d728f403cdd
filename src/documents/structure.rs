//! The logical structure of a document: what a screen reader reads, in which order (ISO 32000-1, 14.7 and 14.8).

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::DocumentError;
use crate::attachment::encode_utf16;

/// What an element of the structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Paragraph,
    /// A picture with the text that stands for it.
    Figure(&'static str),
}

impl Role {
    /// Its standard structure type.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Paragraph => "P",
            Self::Figure(_) => "Figure",
        }
    }
}

/// An element of a page.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    /// Number of its marked-content sequences. They are numbered through the page, in the order of the elements.
    pub(crate) marks: i64,
}

/// Adds the structure of the pages, in their order, to the document.
pub(crate) fn add_structure(document: &mut Document, pages: &[Vec<Element>]) -> Result<(), DocumentError> {
    let (root, whole) = (document.new_object_id(), document.new_object_id());
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    let (mut children, mut parents) = (Vec::new(), Vec::new());
    for (number, (page, elements)) in (0_i64..).zip(page_ids.into_iter().zip(pages)) {
        let mut owners = Vec::new();
        for element in elements {
            let first = i64::try_from(owners.len()).unwrap_or(i64::MAX);
            let id = document.add_object(build_element(element, first, whole, page));
            owners.extend((0..element.marks).map(|_| Object::Reference(id)));
            children.push(Object::Reference(id));
        }
        parents.extend([Object::Integer(number), Object::Array(owners)]);
        let page = document.get_dictionary_mut(page).map_err(|error| describe(&error))?;
        page.set("StructParents", number);
        page.set("Tabs", "S");
    }
    let element = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => children };
    document.objects.insert(whole, element.into());
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => whole,
        "ParentTree" => dictionary! { "Nums" => parents },
    };
    document.objects.insert(root, tree.into());
    let catalog = document.catalog_mut().map_err(|error| describe(&error))?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn describe(error: &lopdf::Error) -> DocumentError {
    DocumentError::Drawing(error.to_string())
}

/// An element whose first marked-content sequence has the number `first`.
fn build_element(element: &Element, first: i64, parent: ObjectId, page: ObjectId) -> Object {
    let mut built = dictionary! { "S" => element.role.tag(), "P" => parent, "Pg" => page };
    match element.marks {
        1 => built.set("K", first),
        marks => built.set("K", (first..first + marks).map(Object::Integer).collect::<Vec<_>>()),
    }
    if let Role::Figure(alt) = element.role {
        built.set("Alt", encode_utf16(alt));
    }
    built.into()
}

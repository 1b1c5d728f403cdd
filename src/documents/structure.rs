//! The logical structure of a document: what a screen reader reads, in which order (ISO 32000-1, 14.7 and 14.8).

use pdf_writer::types::StructRole;
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Name, Ref, TextStr};

use crate::pdf_file::PdfFile;

/// What an element of the structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Paragraph,
    /// A picture with the text that stands for it.
    Figure(&'static str),
}

impl Role {
    pub(crate) fn structure_type(self) -> StructRole {
        match self {
            Self::Paragraph => StructRole::P,
            Self::Figure(_) => StructRole::Figure,
        }
    }
}

/// An element of a page.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    /// Number of its marked-content sequences. They are numbered through the page, in the order of the elements.
    pub(crate) marks: i32,
}

/// Writes the structure of the pages, in their order, and returns its root. The number of a page is its key in the tree of
/// parents (its `StructParents`).
pub(crate) fn write_structure<'a>(
    file: &mut PdfFile,
    pages: impl Iterator<Item = (Ref, &'a [Element])>,
) -> Ref {
    let (root, whole) = (file.allot(), file.allot());
    let (mut children, mut parents) = (Vec::new(), Vec::new());
    for (page, elements) in pages {
        let mut owners = Vec::new();
        let mut first = 0;
        for element in elements {
            let id = write_element(file, element, first, whole, page);
            first += element.marks;
            owners.extend((0..element.marks).map(|_| id));
            children.push(id);
        }
        parents.push(file.allot());
        file.pdf.indirect(parents[parents.len() - 1]).array().items(owners);
    }
    let mut document = file.pdf.struct_element(whole);
    document.kind(StructRole::Document).parent(root).children().items(children);
    drop(document);
    let mut tree: StructTreeRoot<'_> = file.pdf.indirect(root).start();
    tree.child(whole);
    let mut numbers = tree.parent_tree();
    let mut numbers = numbers.nums();
    for (number, owners) in (0..).zip(parents) {
        numbers.insert(number, owners);
    }
    root
}

/// Writes an element whose first marked-content sequence has the number `first`. Its type may be left out, and takes a
/// third of its bytes.
fn write_element(file: &mut PdfFile, element: &Element, first: i32, parent: Ref, page: Ref) -> Ref {
    let id = file.allot();
    let mut written = file.pdf.indirect(id).dict();
    written.pair(Name(b"S"), element.role.structure_type().to_name());
    written.pair(Name(b"P"), parent).pair(Name(b"Pg"), page);
    match element.marks {
        1 => _ = written.pair(Name(b"K"), first),
        marks => _ = written.insert(Name(b"K")).array().items(first..first + marks),
    }
    if let Role::Figure(alt) = element.role {
        written.pair(Name(b"Alt"), TextStr(alt));
    }
    id
}

//! Tables over several pages: the head is repeated on every page, and rows are not broken.

use crate::flow::Flow;
use crate::galley::{Galley, GalleyItem};
use crate::paper;
use crate::text::{Paragraph, mm};

const PADDING: f32 = mm(1.2);

/// One column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Shown in bold in the head.
    pub(crate) title: String,
    /// Share of the width; the shares of a table add up to 1.
    pub(crate) share: f32,
}

/// Each row has one cell per column.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Paragraph>>,
    /// Type size of the head.
    pub(crate) size: f32,
}

impl Table {
    /// Adds the table to the flow.
    pub(crate) fn add_to_flow(&self, flow: &mut Flow) {
        let heads = self.columns.iter().map(|column| Paragraph::new(self.size).bold(&column.title).centred());
        let head = self.build_row(&heads.collect::<Vec<_>>());
        let mut begun = false;
        for cells in &self.rows {
            let row = self.build_row(cells);
            let turned = flow.require_height(row.height + if begun { 0.0 } else { head.height });
            if turned || !begun {
                flow.add_unbroken(&head);
                begun = true;
            }
            flow.add_unbroken(&row);
        }
    }

    /// Cells side by side, all with the height of the highest one.
    fn build_row(&self, cells: &[Paragraph]) -> Galley {
        let widths: Vec<f32> = self.columns.iter().map(|column| column.share * paper::WIDTH).collect();
        let cells: Vec<Galley> =
            cells.iter().zip(&widths).map(|(cell, width)| build_cell(cell, *width)).collect();
        let height = cells.iter().map(|cell| cell.height).fold(0.0, f32::max) + 2.0 * PADDING;
        let mut row = Galley::new(paper::WIDTH);
        let mut x = 0.0;
        for (cell, width) in cells.into_iter().zip(&widths) {
            row.add_galley_over(cell, x + PADDING, PADDING);
            row.add_over(height, GalleyItem::Cell { x, width: *width });
            x += width;
        }
        row.add_gap(height);
        row
    }
}

fn build_cell(cell: &Paragraph, width: f32) -> Galley {
    let mut galley = Galley::new(width - 2.0 * PADDING);
    galley.add_paragraph(cell);
    galley
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize) -> Table {
        let column = |title: &str, share| Column { title: title.into(), share };
        let row = |number: usize| {
            vec![
                Paragraph::new(12.0).regular(number.to_string()).centred(),
                Paragraph::new(12.0).regular("Hợp đồng lao động bằng văn bản với từng người ".repeat(3)),
            ]
        };
        Table {
            columns: vec![column("TT", 0.1), column("Nội dung", 0.9)],
            rows: (1..=rows).map(row).collect(),
            size: 12.0,
        }
    }

    #[test]
    fn cells_of_a_row_are_of_one_height_and_fill_the_width() {
        let table = table(1);
        let row = table.build_row(&table.rows[0]);
        let cells: Vec<_> =
            row.items.iter().filter(|placed| matches!(placed.item, GalleyItem::Cell { .. })).collect();
        assert_eq!(cells.len(), 2);
        assert!(cells.iter().all(|cell| (cell.height - row.height).abs() < 0.01));
        let GalleyItem::Cell { x, width } = cells[1].item else { panic!("{cells:?}") };
        assert!((x + width - paper::WIDTH).abs() < 0.01);
    }

    #[test]
    fn a_long_table_takes_several_pages() {
        let mut flow = Flow::new();
        table(60).add_to_flow(&mut flow);
        assert_eq!(flow.finish().len(), 4);
    }
}

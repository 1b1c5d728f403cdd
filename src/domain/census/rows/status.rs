//! Whether a venue operates, in the words of lists: of the tax office, the business register, the commune.

use time::{Date, Duration};

use crate::calendar::parse_date;
use crate::census::ListedStatus;
use crate::text::fold_words;

/// Words of a status, the first that fits counts. "không hoạt động tại địa chỉ đã đăng ký" says only that nobody was found.
const WORDS: [(&str, Words); 24] = [
    ("khong hoat dong tai dia chi", Words::Unknown),
    ("chua hoat dong", Words::Unknown),
    ("chua xac minh", Words::Unknown),
    ("tam ngung", Words::Stopped),
    ("tam nghi", Words::Stopped),
    ("tam dung", Words::Stopped),
    ("ngung hoat dong co thoi han", Words::Stopped),
    ("cham dut", Words::Closed),
    ("ngung hoat dong", Words::Closed),
    ("ngung hd", Words::Closed),
    ("ngung kinh doanh", Words::Closed),
    ("dung hoat dong", Words::Closed),
    ("giai the", Words::Closed),
    ("pha san", Words::Closed),
    ("dong cua", Words::Closed),
    ("dong ma so thue", Words::Closed),
    ("da dong mst", Words::Closed),
    ("khong con hoat dong", Words::Closed),
    ("khong hoat dong", Words::Closed),
    ("nghi kinh doanh", Words::Closed),
    ("da nghi", Words::Closed),
    ("dang hoat dong", Words::Operating),
    ("con hoat dong", Words::Operating),
    ("hoat dong", Words::Operating),
];

#[derive(Clone, Copy)]
enum Words {
    Unknown,
    Operating,
    Stopped,
    Closed,
}

/// The status in a text; `changed_on` is the day of the last change, where the list has it in a column of its own.
pub(super) fn read_status(text: &str, changed_on: Option<Date>) -> ListedStatus {
    let folded = fold_words(text);
    let found = WORDS.iter().find(|(words, _)| folded.contains(words)).map(|(_, meaning)| *meaning);
    match found {
        None | Some(Words::Unknown) => ListedStatus::Unknown,
        Some(Words::Operating) => ListedStatus::Operating,
        Some(Words::Stopped) => ListedStatus::Stopped(find_end(text)),
        Some(Words::Closed) => ListedStatus::Closed(list_dates(text).last().copied().or(changed_on)),
    }
}

/// The last day of a stop: the date behind "đến", or the end of a range of two. "đến trước ngày" names the day after it.
fn find_end(text: &str) -> Option<Date> {
    let folded = fold_words(text);
    let dates = list_dates(text);
    let last = *dates.last()?;
    if dates.len() == 1 && !folded.contains("den") && !folded.contains("het") {
        return None;
    }
    if folded.contains("den truoc ngay") { last.checked_sub(Duration::DAY) } else { Some(last) }
}

/// The dates of a text, written with digits, in its order.
fn list_dates(text: &str) -> Vec<Date> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.');
    let runs = text.split(|c: char| !is_part(c));
    // A range such as 01/06/2026-30/11/2026 is one run.
    let whole = |run: &str| -> Vec<Date> {
        let run = run.trim_matches(['/', '-', '.']);
        parse_date(run).map_or_else(
            |_| run.split('-').filter_map(|part| parse_date(part).ok()).collect(),
            |day| vec![day],
        )
    };
    runs.filter(|run| run.len() >= 8).flat_map(whole).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_words_of_lists() {
        let november = Some(date!(2026 - 11 - 30));
        for (text, status) in [
            ("00: NNT đang hoạt động", ListedStatus::Operating),
            ("Hoạt động", ListedStatus::Operating),
            (
                "NNT ngừng hoạt động và đã hoàn thành thủ tục chấm dứt hiệu lực MST",
                ListedStatus::Closed(None),
            ),
            ("Đã giải thể ngày 05/02/2026", ListedStatus::Closed(Some(date!(2026 - 02 - 05)))),
            ("Tạm ngừng kinh doanh", ListedStatus::Stopped(None)),
            ("Tạm ngừng từ 01/06/2026 đến hết ngày 30/11/2026", ListedStatus::Stopped(november)),
            ("tạm nghỉ 01/06/2026-30/11/2026", ListedStatus::Stopped(november)),
            ("Tạm ngưng đến 30.11.2026", ListedStatus::Stopped(november)),
            ("Tạm ngừng đến trước ngày 01/12/2026", ListedStatus::Stopped(november)),
            ("Tạm ngừng từ 01/06/2026", ListedStatus::Stopped(None)),
            ("NNT không hoạt động tại địa chỉ đã đăng ký", ListedStatus::Unknown),
            ("không hoạt động", ListedStatus::Closed(None)),
            ("Sang nhượng", ListedStatus::Unknown),
            ("", ListedStatus::Unknown),
        ] {
            assert_eq!(read_status(text, None), status, "{text}");
        }
        let day = date!(2026 - 03 - 01);
        assert_eq!(read_status("Đóng cửa", Some(day)), ListedStatus::Closed(Some(day)));
    }
}

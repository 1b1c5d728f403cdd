//! What the communes of the former province did in the year: most spoke of all topics, some of one, one keeps a draft.

use std::io::Cursor;

use anyhow::Result;
use camket_app::activities::{self, ActivityInput};
use camket_app::scan_batch::ScanBatch;
use camket_domain::accounts::Actor;
use camket_domain::activities::{ActivityDraft, ActivityForm, ActivityTopic};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use time::Duration;

use super::permit_for;
use super::scenario::Scenario;

/// Communes whose activities cover all topics.
const COVERING: usize = 19;
/// Communes with a scan of the minutes.
const SCANNED: usize = 3;

impl Scenario {
    pub(super) async fn record_activities(&self) -> Result<()> {
        for (nth, officer) in self.offices.commune_officers.iter().enumerate() {
            self.record_activity(officer, choose_meeting(nth), nth < SCANNED).await?;
            if nth.is_multiple_of(2) {
                self.record_activity(officer, choose_broadcast(nth), false).await?;
            }
        }
        let unfinished = ActivityDraft {
            form: Some(ActivityForm::School),
            place: "Trường trung học cơ sở Lý Tự Trọng".to_owned(),
            ..ActivityDraft::default()
        };
        let input = ActivityInput { draft: unfinished, records: false, removed: Vec::new() };
        let permit = permit_for(&self.offices.commune_officers[0])?;
        activities::create_activity(self.app(), &permit, self.key(), input, ScanBatch::default()).await?;
        Ok(())
    }

    async fn record_activity(
        &self,
        officer: &Actor,
        (days_ago, draft): (i64, ActivityDraft),
        scanned: bool,
    ) -> Result<()> {
        let permit = permit_for(officer)?;
        let mut batch = ScanBatch::default();
        if scanned {
            batch.add(self.app(), &permit, draw_minutes()?).await?;
        }
        // Not before the year began.
        let today = self.app().today();
        let ordinal = i64::from(today.ordinal()) - 1;
        let held_on = Some(today - Duration::days(days_ago.min(ordinal)));
        let draft = ActivityDraft { held_on, ..draft };
        let input = ActivityInput { draft, records: true, removed: Vec::new() };
        activities::create_activity(self.app(), &permit, self.key(), input, batch).await?;
        Ok(())
    }
}

/// Days before today, and what was held.
fn choose_meeting(nth: usize) -> (i64, ActivityDraft) {
    let topics = if nth < COVERING { ActivityTopic::ALL.to_vec() } else { vec![ActivityTopic::Drugs] };
    let people = u32::try_from(40 + nth * 7 % 60).ok();
    let draft = ActivityDraft {
        form: Some(if nth.is_multiple_of(3) {
            ActivityForm::Conference
        } else {
            ActivityForm::VillageMeeting
        }),
        topics,
        place: "Nhà văn hóa khu phố 2".to_owned(),
        sessions: Some(1),
        people,
        ..ActivityDraft::default()
    };
    (20 + i64::try_from(nth).unwrap_or_default() * 4, draft)
}

fn choose_broadcast(nth: usize) -> (i64, ActivityDraft) {
    let draft = ActivityDraft {
        form: Some(ActivityForm::Broadcast),
        topics: vec![ActivityTopic::Prostitution],
        place: "Đài truyền thanh".to_owned(),
        sessions: Some(12),
        people: Some(600),
        note: "Mỗi tuần ba buổi, buổi chiều".to_owned(),
        ..ActivityDraft::default()
    };
    (7 + i64::try_from(nth).unwrap_or_default(), draft)
}

/// A scanned page of minutes: lines where the text is.
pub(super) fn draw_minutes() -> Result<Vec<u8>> {
    let page = GrayImage::from_fn(620, 877, |x, y| {
        let is_line =
            (70..550).contains(&x) && (120..700).contains(&y) && y % 22 < 6 && (x / 50 + y / 22) % 8 > 0;
        Luma([if is_line { 120 } else { 246 }])
    });
    let mut bytes = Vec::new();
    DynamicImage::from(page).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}

//! Activities as rows.

use camket_domain::accounts::ActorStamp;
use camket_domain::activities::{
    Activity, ActivityDraft, ActivityForm, ActivityState, ActivityStatus, ActivityTopic,
};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, ActivityId};
use time::OffsetDateTime;

use super::entity::Model;
use crate::StoreError;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};

/// The moment by which lists are ordered: the start of its day, or when a draft was written.
pub(super) fn list_moment(activity: &Activity) -> OffsetDateTime {
    match &activity.status {
        ActivityStatus::Draft(_) => activity.written.at,
        ActivityStatus::Recorded(details) => details.held_on.midnight().assume_utc(),
    }
}

pub(super) fn to_row(province: AreaCode, activity: &Activity) -> Result<Model, StoreError> {
    let draft = activity.status.draft();
    let figure = |figure: Option<u32>| {
        figure.map(i32::try_from).transpose().map_err(|_| StoreError::Corrupt("activity.people"))
    };
    let topics: Vec<_> = draft.topics.iter().map(|topic| topic.code()).collect();
    Ok(Model {
        id: activity.id.0,
        province: province.as_str().to_owned(),
        area: activity.area.as_str().to_owned(),
        state: activity.status.state().code().to_owned(),
        held_on: draft.held_on,
        form: draft.form.map(ActivityForm::code).unwrap_or_default().to_owned(),
        topics: topics.join(","),
        place: draft.place,
        sessions: figure(draft.sessions)?,
        people: figure(draft.people)?,
        note: draft.note,
        written_by: activity.written.account.0,
        written_name: activity.written.name.clone(),
        written_at: to_micros(activity.written.at),
        listed_at: to_micros(list_moment(activity)),
        version: activity.version,
    })
}

pub(super) fn from_row(row: Model) -> Result<Activity, StoreError> {
    let written = ActorStamp {
        account: AccountId(row.written_by),
        name: row.written_name.clone(),
        at: from_micros(row.written_at)?,
    };
    Ok(Activity {
        id: ActivityId(row.id),
        area: require_known(AreaCode::new(&row.area), "activity.area")?,
        written,
        version: row.version,
        status: status_from_row(row)?,
    })
}

fn status_from_row(row: Model) -> Result<ActivityStatus, StoreError> {
    let figure = |figure: Option<i32>| {
        figure.map(u32::try_from).transpose().map_err(|_| StoreError::Corrupt("activity.people"))
    };
    let form = match row.form.as_str() {
        "" => None,
        code => Some(require_known(ActivityForm::from_code(code), "activity.form")?),
    };
    let draft = ActivityDraft {
        held_on: row.held_on,
        form,
        topics: parse_topics(&row.topics)?,
        place: row.place,
        sessions: figure(row.sessions)?,
        people: figure(row.people)?,
        note: row.note,
    };
    match require_known(ActivityState::from_code(&row.state), "activity.state")? {
        ActivityState::Draft => Ok(ActivityStatus::Draft(draft)),
        // It was complete on the day on which it was recorded, which is past.
        ActivityState::Recorded => {
            let day = draft.held_on.ok_or(StoreError::Corrupt("activity.held_on"))?;
            let details = draft.complete(day).map_err(|_| StoreError::Corrupt("activity.state"))?;
            Ok(ActivityStatus::Recorded(details))
        }
    }
}

pub(super) fn parse_topics(codes: &str) -> Result<Vec<ActivityTopic>, StoreError> {
    let topic = |code: &str| require_known(ActivityTopic::from_code(code), "activity.topics");
    codes.split(',').filter(|code| !code.is_empty()).map(topic).collect()
}

//! What communes and the province did for their targets.

use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_shell::paths;

paths! {
    ACTIVITIES_PATTERNS;
    Activities = "/activities";
    /// With `?copy=` and an activity: starts with what that one says.
    NewActivity = "/activities/new";
    Activity(activity: ActivityId) = "/activities/{activity}";
    EditActivity(activity: ActivityId) = "/activities/{activity}/edit";
    RemoveActivity(activity: ActivityId) = "/activities/{activity}/remove";
    ActivityPicture(activity: ActivityId, evidence: ActivityPictureId) = "/activities/{activity}/pictures/{evidence}";
}

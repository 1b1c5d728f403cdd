//! Outlets of areas.

mod entity;

use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::MediaOutletId;
use camket_domain::media::{MediaKind, MediaOutlet, OutletDetails};
use camket_domain::text;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::error::{require_known, require_one_row};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The outlets of exactly this area, the active ones first, then by name in Vietnamese order.
pub async fn list(reader: &impl Reader, area: AreaCode) -> Result<Vec<MediaOutlet>, StoreError> {
    let query = Entity::find().filter(Column::Area.eq(area.as_str()));
    let rows = query.all(reader.connection()).await?.into_iter();
    let mut outlets = rows.map(from_row).collect::<Result<Vec<_>, _>>()?;
    outlets.sort_by_cached_key(|outlet| (!outlet.details.active, text::sort_key(&outlet.details.name)));
    Ok(outlets)
}

/// The outlet with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: MediaOutletId,
) -> Result<Option<MediaOutlet>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts or updates an outlet; `outlet.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Duplicate`] if the area has an outlet of this name; [`StoreError::Conflict`].
pub async fn save(tx: &Tx, outlet: &MediaOutlet) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: outlet.version + 1, ..to_row(outlet) });
    if outlet.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(outlet.id.0))
        .filter(Column::Version.eq(outlet.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = areas::list_codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn to_row(outlet: &MediaOutlet) -> Model {
    Model {
        id: outlet.id.0,
        area: outlet.area.as_str().to_owned(),
        name: outlet.details.name.clone(),
        kind: outlet.details.kind.code().to_owned(),
        active: outlet.details.active,
        version: outlet.version,
    }
}

fn from_row(row: Model) -> Result<MediaOutlet, StoreError> {
    Ok(MediaOutlet {
        id: MediaOutletId(row.id),
        area: require_known(AreaCode::new(&row.area), "media_outlet.area")?,
        details: OutletDetails {
            name: row.name,
            kind: require_known(MediaKind::from_code(&row.kind), "media_outlet.kind")?,
            active: row.active,
        },
        version: row.version,
    })
}

//! The rules of provinces: of the risk classes, and of the labour authority. A province without a row has the shipped ones.

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::ids::AccountId;
use camket_domain::labour::checks::LabourRules;
use camket_domain::risk::RiskRules;
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, to_json};
use crate::{Reader, StoreError, Tx};

const COLUMNS: [&str; 6] = ["province", "rules", "written_by", "written_name", "written_at", "version"];

/// Rules with a table of their own: one row per province that changed them.
pub trait ProvinceRules: Serialize + DeserializeOwned {
    const TABLE: &'static str;
}

impl ProvinceRules for RiskRules {
    const TABLE: &'static str = "risk_rules";
}

impl ProvinceRules for LabourRules {
    const TABLE: &'static str = "labour_rules";
}

/// The rules of a province, with who changed them last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptRules<R> {
    pub rules: R,
    pub written: ActorStamp,
    pub version: i32,
}

#[derive(FromQueryResult)]
struct Row {
    province: String,
    rules: Json,
    written_by: Uuid,
    written_name: String,
    written_at: i64,
    version: i32,
}

/// The rules of exactly this province; `None` while they are the shipped ones.
pub async fn find<R: ProvinceRules>(
    reader: &impl Reader,
    province: AreaCode,
) -> Result<Option<KeptRules<R>>, StoreError> {
    let query = select::<R>().and_where(Expr::col("province").eq(province.as_str())).to_owned();
    let row = reader.connection().query_one(&query).await?;
    row.map(|row| build(Row::from_query_result(&row, "")?).map(|(_, kept)| kept)).transpose()
}

/// The rules of every province that changed them.
pub async fn load_all<R: ProvinceRules>(
    reader: &impl Reader,
) -> Result<HashMap<AreaCode, KeptRules<R>>, StoreError> {
    let rows = reader.connection().query_all(&select::<R>()).await?;
    rows.iter().map(|row| build(Row::from_query_result(row, "")?)).collect()
}

/// Inserts or updates the rules of a province; `kept.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save<R: ProvinceRules>(
    tx: &Tx,
    province: AreaCode,
    kept: &KeptRules<R>,
) -> Result<(), StoreError> {
    let rules = to_json(&kept.rules, R::TABLE)?;
    let (written, version) = (&kept.written, kept.version + 1);
    let values: [Expr; 6] = [
        province.as_str().into(),
        rules.into(),
        written.account.0.into(),
        written.name.as_str().into(),
        to_micros(written.at).into(),
        version.into(),
    ];
    let done = if kept.version == 0 {
        let mut insert = Query::insert().into_table(R::TABLE).columns(COLUMNS).to_owned();
        insert.values_panic(values).on_conflict(OnConflict::column("province").do_nothing().to_owned());
        tx.connection().execute(&insert).await?
    } else {
        let same = Expr::col("province").eq(province.as_str()).and(Expr::col("version").eq(kept.version));
        let update = Query::update()
            .table(R::TABLE)
            .values(COLUMNS.into_iter().zip(values))
            .and_where(same)
            .to_owned();
        tx.connection().execute(&update).await?
    };
    require_one_row(done.rows_affected())
}

fn select<R: ProvinceRules>() -> SelectStatement {
    Query::select().columns(COLUMNS).from(R::TABLE).to_owned()
}

fn build<R: ProvinceRules>(row: Row) -> Result<(AreaCode, KeptRules<R>), StoreError> {
    let province = require_known(AreaCode::new(&row.province), R::TABLE)?;
    let at = from_micros(row.written_at)?;
    let written = ActorStamp { account: AccountId(row.written_by), name: row.written_name, at };
    Ok((province, KeptRules { rules: from_json(row.rules, R::TABLE)?, written, version: row.version }))
}

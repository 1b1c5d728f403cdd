//! The outbox: messages to be sent by e-mail or SMS after the transaction that caused them.

mod entity;

use camket_domain::ids::MessageId;
use camket_domain::outbox::{Channel, Lane, Message};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::OffsetDateTime;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::limit_block;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, accounts};
use entity::{Column, Entity, Model};

/// Inserts a message, in the transaction of the change that it is about.
pub async fn insert(tx: &Tx, message: &Message) -> Result<(), StoreError> {
    insert_many(tx, std::slice::from_ref(message)).await
}

/// Inserts several messages.
pub async fn insert_many(tx: &Tx, messages: &[Message]) -> Result<(), StoreError> {
    let row = |message| Ok(set_all_columns(to_row(message)?));
    let rows = messages.iter().map(row).collect::<Result<Vec<_>, StoreError>>()?;
    // SQLite binds at most 32,766 values in a statement; a row has 11.
    for rows in rows.chunks(1000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Messages that are due.
#[derive(Debug, Default)]
pub struct DueMessages {
    pub messages: Vec<Message>,
    /// Rows that this version of the program cannot read.
    pub unreadable: Vec<MessageId>,
}

/// At most `most` messages of a lane whose next attempt is due at `now`, the earliest first.
pub async fn list_due(
    reader: &impl Reader,
    lane: Lane,
    now: OffsetDateTime,
    most: u64,
) -> Result<DueMessages, StoreError> {
    let query = Entity::find()
        .filter(Column::Urgent.eq(lane == Lane::Urgent))
        .filter(Column::NextAttemptAt.lte(to_micros(now)))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(most);
    let mut due = DueMessages::default();
    for row in query.all(reader.connection()).await? {
        let id = MessageId(row.id);
        match from_row(row) {
            Ok(message) => due.messages.push(message),
            Err(_) => due.unreadable.push(id),
        }
    }
    Ok(due)
}

/// When the oldest message of a lane that is due or will be was written.
pub async fn find_oldest_waiting(
    reader: &impl Reader,
    lane: Lane,
) -> Result<Option<OffsetDateTime>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column_as(Column::CreatedAt.min(), "oldest")
        .filter(Column::Urgent.eq(lane == Lane::Urgent))
        .filter(Column::NextAttemptAt.is_not_null());
    let oldest: Option<Option<i64>> = query.into_tuple().one(reader.connection()).await?;
    from_micros_opt(oldest.flatten())
}

/// The number of messages that were given up.
pub async fn count_given_up(reader: &impl Reader) -> Result<u64, StoreError> {
    let query = Entity::find().filter(UnsentChoice::GivenUp.condition());
    Ok(query.count(reader.connection()).await?)
}

/// Gives rows up that cannot be read, so that they hold up no other. They stay for whoever looks into it.
pub async fn set_aside(tx: &Tx, unreadable: &[MessageId]) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(None::<i64>))
        .col_expr(Column::LastError, Expr::value("the row cannot be read"))
        .filter(Column::Id.is_in(unreadable.iter().map(|id| id.0)));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// A message that was not sent, without what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnsentMessage {
    pub id: MessageId,
    /// E-mail or SMS.
    pub channel: String,
    pub recipient: String,
    pub created_at: OffsetDateTime,
    /// `None`: given up.
    pub next_attempt_at: Option<OffsetDateTime>,
    pub attempts: i32,
    pub last_error: String,
}

/// At most `most` messages that were not sent, the oldest first; also those that this version cannot read.
pub async fn list_unsent(reader: &impl Reader, most: u64) -> Result<Vec<UnsentMessage>, StoreError> {
    let query = Entity::find().filter(Column::SentAt.is_null());
    let query = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).limit(most);
    let unsent = |row: Model| {
        Ok(UnsentMessage {
            id: MessageId(row.id),
            channel: row.channel,
            recipient: row.recipient,
            created_at: from_micros(row.created_at)?,
            next_attempt_at: from_micros_opt(row.next_attempt_at)?,
            attempts: row.attempts,
            last_error: row.last_error,
        })
    };
    query.all(reader.connection()).await?.into_iter().map(unsent).collect()
}

/// Which messages that were not sent are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnsentChoice {
    One(MessageId),
    /// All that were given up.
    GivenUp,
}

impl UnsentChoice {
    fn condition(self) -> Condition {
        let unsent = Condition::all().add(Column::SentAt.is_null());
        match self {
            Self::One(id) => unsent.add(Column::Id.eq(id.0)),
            Self::GivenUp => unsent.add(Column::NextAttemptAt.is_null()),
        }
    }
}

/// The messages that are meant, as far as this version can read them.
pub async fn find_unsent(reader: &impl Reader, which: UnsentChoice) -> Result<Vec<Message>, StoreError> {
    let rows = Entity::find().filter(which.condition()).all(reader.connection()).await?;
    Ok(rows.into_iter().filter_map(|row| from_row(row).ok()).collect())
}

/// A subquery: the accounts to which a message was given up and none was sent since.
pub(crate) fn select_unreached_accounts() -> SelectStatement {
    use accounts::entity::{Column as AccountColumn, Entity as Account};
    let later = Alias::new("later");
    let of_later = |column: Column| Expr::col((later.clone(), column));
    let sent_since = Query::select()
        .expr(Expr::value(1))
        .from_as(Entity, later.clone())
        .and_where(of_later(Column::Recipient).equals((Entity, Column::Recipient)))
        .and_where(of_later(Column::SentAt).gte(Expr::col((Entity, Column::CreatedAt))))
        .to_owned();
    Query::select()
        .column((Account, AccountColumn::Id))
        .from(Entity)
        .inner_join(Account, Expr::col((Account, AccountColumn::Login)).equals((Entity, Column::Recipient)))
        .and_where(Column::SentAt.is_null())
        .and_where(Column::NextAttemptAt.is_null())
        .and_where(Expr::exists(sent_since).not())
        .to_owned()
}

/// Number of rows of [`select_unreached_accounts`], counted up to `most`.
pub(crate) async fn count_unreached_accounts(reader: &impl Reader, most: u64) -> Result<u64, StoreError> {
    let rows = reader.connection().query_all(&select_unreached_accounts().limit(most).to_owned()).await?;
    Ok(rows.len() as u64)
}

/// Makes messages due at `now`, as if nothing had been tried.
pub async fn retry(tx: &Tx, ids: &[MessageId], now: OffsetDateTime) -> Result<(), StoreError> {
    for ids in ids.chunks(1000) {
        let update = Entity::update_many()
            .col_expr(Column::NextAttemptAt, Expr::value(to_micros(now)))
            .col_expr(Column::Attempts, Expr::value(0))
            .filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

/// Deletes messages that were not sent; returns how many.
pub async fn delete_unsent(tx: &Tx, which: UnsentChoice) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(which.condition()).exec(tx.connection()).await?.rows_affected)
}

/// The last `most` messages, newest first: for the demo's mailbox.
pub async fn list_recent(reader: &impl Reader, most: u64) -> Result<Vec<Message>, StoreError> {
    let query = Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// At most `most` messages to a log-in after an id, in the order of their ids; those that this version cannot read are left out.
pub async fn list_block_to(
    reader: &impl Reader,
    recipient: &str,
    after: Option<MessageId>,
    most: u64,
) -> Result<Vec<Message>, StoreError> {
    let query = Entity::find().filter(Column::Recipient.eq(recipient));
    let query = limit_block(query, Column::Id, after.map(|message| message.0), most);
    Ok(query.all(reader.connection()).await?.into_iter().filter_map(|row| from_row(row).ok()).collect())
}

/// Number of messages to a log-in.
pub async fn count_to(reader: &impl Reader, recipient: &str) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::Recipient.eq(recipient)).count(reader.connection()).await?)
}

/// Reserves a due message until `until`, so that no other node sends it too. False if another node has reserved it.
pub async fn claim(tx: &Tx, message: &Message, until: OffsetDateTime) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(to_micros(until)))
        .filter(Column::Id.eq(message.id.0))
        .filter(Column::NextAttemptAt.eq(message.next_attempt_at.map(to_micros)));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Updates a message after an attempt to send it.
///
/// # Errors
/// [`StoreError::Conflict`] if the message does not exist.
pub async fn save(tx: &Tx, message: &Message) -> Result<(), StoreError> {
    let update =
        Entity::update_many().set(set_all_columns(to_row(message)?)).filter(Column::Id.eq(message.id.0));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes messages created before `before` that were sent or given up, because they contain addresses and names.
pub async fn delete_settled(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let over = Entity::delete_many()
        .filter(Column::CreatedAt.lt(to_micros(before)))
        .filter(Column::NextAttemptAt.is_null());
    Ok(over.exec(tx.connection()).await?.rows_affected)
}

fn to_row(message: &Message) -> Result<Model, StoreError> {
    Ok(Model {
        id: message.id.0,
        channel: message.channel.code().to_owned(),
        recipient: message.recipient.clone(),
        language: message.language.clone(),
        notice: serde_json::to_value(&message.notice).map_err(|_| StoreError::Corrupt("outbox.notice"))?,
        created_at: to_micros(message.created_at),
        next_attempt_at: message.next_attempt_at.map(to_micros),
        attempts: message.attempts,
        sent_at: message.sent_at.map(to_micros),
        last_error: message.last_error.clone(),
        urgent: message.lane() == Lane::Urgent,
    })
}

fn from_row(row: Model) -> Result<Message, StoreError> {
    Ok(Message {
        id: MessageId(row.id),
        channel: require_known(Channel::from_code(&row.channel), "outbox.channel")?,
        recipient: row.recipient,
        language: row.language,
        notice: require_known(serde_json::from_value(row.notice).ok(), "outbox.notice")?,
        created_at: from_micros(row.created_at)?,
        next_attempt_at: from_micros_opt(row.next_attempt_at)?,
        attempts: row.attempts,
        sent_at: from_micros_opt(row.sent_at)?,
        last_error: row.last_error,
    })
}

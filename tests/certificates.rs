//! Certificates: issued, numbered, looked up, shared, decided on, renewed.

mod decisions;
mod document_numbers;
mod issue;
mod list;
mod look_up;
mod name_length;
mod pdf_documents;
mod reissue;
mod reminders;
mod renewal;
mod several_nodes;
mod share;
mod token;

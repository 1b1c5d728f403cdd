//! Pages, through the whole service but for the network.

mod canary;
mod journey;
mod pages;
mod policy;
mod routes;
mod rows;
mod sessions;
mod twice;
mod verify;

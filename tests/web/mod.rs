//! Pages, through the whole service but for the network.

mod canary;
mod journey;
mod pages;
mod routes;
mod rows;

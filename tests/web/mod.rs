//! Pages, through the whole service but for the network.

mod routes;
mod rows;

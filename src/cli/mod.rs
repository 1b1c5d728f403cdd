mod carriers;
mod clock;
mod config;
mod data_dir;
mod logging;
mod password;
#[cfg(test)]
mod scratch;
mod secrets;

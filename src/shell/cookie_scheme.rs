//! Cookies over plain http: there are log-ins only on loopback, and there the cookies go without prefix and `Secure`,
//! because Safari takes neither from `http://127.0.0.1`.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::client::{self, TrustedProxies};

const PREFIX: &str = "__Host-";

/// Middleware around the whole service: over plain http, adds the prefix to the names of the request's cookies, and
/// removes it with `Secure` from those of the response. The state says whether the public address is https.
pub async fn adapt_to_scheme(
    State((https, proxies)): State<(bool, TrustedProxies)>,
    mut request: Request,
    next: Next,
) -> Response {
    if https || client::is_https(request.extensions(), request.headers(), &proxies) {
        return next.run(request).await;
    }
    add_prefixes(request.headers_mut());
    let mut response = next.run(request).await;
    remove_prefixes(response.headers_mut());
    response
}

fn add_prefixes(headers: &mut HeaderMap) {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let plain = lines.flat_map(|line| line.split(';')).map(str::trim);
    // A browser that keeps a secure cookie of this host does not decide here.
    let named = plain.filter(|pair| !pair.is_empty() && !pair.starts_with(PREFIX));
    let named: Vec<_> = named.map(|pair| format!("{PREFIX}{pair}")).collect();
    headers.remove(header::COOKIE);
    if !named.is_empty() {
        headers.extend(HeaderValue::from_str(&named.join("; ")).ok().map(|line| (header::COOKIE, line)));
    }
}

fn remove_prefixes(headers: &mut HeaderMap) {
    let lines: Vec<_> = headers.get_all(header::SET_COOKIE).iter().map(remove_prefix).collect();
    headers.remove(header::SET_COOKIE);
    headers.extend(lines.into_iter().map(|line| (header::SET_COOKIE, line)));
}

fn remove_prefix(line: &HeaderValue) -> HeaderValue {
    let plain = line.to_str().ok().and_then(|text| text.strip_prefix(PREFIX));
    let plain = plain.and_then(|text| HeaderValue::from_str(&text.replace("; Secure", "")).ok());
    plain.unwrap_or_else(|| line.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cookies::write;

    #[test]
    fn over_plain_http_the_prefix_is_added_on_the_way_in_and_removed_on_the_way_out() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("session=a; __Host-session=old; lang=en"));
        headers.append(header::COOKIE, HeaderValue::from_static("flash=c"));
        add_prefixes(&mut headers);
        assert_eq!(headers[header::COOKIE], "__Host-session=a; __Host-lang=en; __Host-flash=c");
        let mut headers = HeaderMap::new();
        headers.append(header::SET_COOKIE, write("__Host-a", "b", None).unwrap());
        headers.append(header::SET_COOKIE, write("__Host-c", "d", None).unwrap());
        remove_prefixes(&mut headers);
        let lines: Vec<_> = headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(
            lines[0].to_str().unwrap().starts_with("a=b;") && lines[1].to_str().unwrap().starts_with("c=d;")
        );
        assert!(lines.iter().all(|line| !line.to_str().unwrap().contains("Secure")), "{lines:?}");
    }
}

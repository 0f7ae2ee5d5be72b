//! What is served: the page, and a word whenever it changes.

use std::{convert::Infallible, io, net::TcpListener, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    middleware,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use futures_util::{
    future::{self, Either},
    stream,
};
use gatecard_preview::{Options, policy};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch::Receiver};

use super::guard::guard;

/// How many pages are told of changes at a time. A browser opens six at the most.
const LISTENERS: usize = 32;
/// How often a page is told that nothing happened, so that those that are gone are noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// How soon a page asks again for a server that has gone.
const RETRY: Duration = Duration::from_millis(500);

/// A page as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    html: Bytes,
    /// What the browser lets it do, as a Content-Security-Policy.
    policy: String,
}

impl Page {
    /// A page with the options that it was made with.
    pub(super) fn new(html: String, options: Options) -> Self {
        Self {
            html: html.into(),
            policy: policy(options.live),
        }
    }
}

/// What every answer is made from.
#[derive(Clone)]
struct Served {
    page: Receiver<Page>,
    listeners: Arc<Semaphore>,
}

/// Serves the page until Ctrl-C is pressed.
///
/// # Errors
/// Where the system has no room for a server.
pub(super) fn run(listener: TcpListener, page: Receiver<Page>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Dropping the runtime closes all connections, those that wait for a change among them.
    runtime.block_on(async {
        let port = listener.local_addr()?.port();
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let ended = pin!(axum::serve(listener, router(page, port)).into_future());
        let stopped = pin!(tokio::signal::ctrl_c());
        match future::select(ended, stopped).await {
            Either::Left((end, _)) | Either::Right((end, _)) => end,
        }
    })
}

fn router(page: Receiver<Page>, port: u16) -> Router {
    let served = Served {
        page,
        listeners: Arc::new(Semaphore::new(LISTENERS)),
    };
    Router::new()
        .route("/", get(show))
        .route("/events", get(tell))
        .layer(middleware::from_fn_with_state(port, guard))
        .with_state(served)
}

/// The page as it is now.
async fn show(State(served): State<Served>) -> Response {
    let page = served.page.borrow().clone();
    let policy = HeaderValue::try_from(format!("{}; frame-ancestors 'none'", page.policy));
    let mut response = page.html.into_response();
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    if let Ok(policy) = policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A word for each change. A page asks for itself when it begins to listen, so none is lost.
async fn tell(State(served): State<Served>, headers: HeaderMap) -> Response {
    // Browsers say where a request comes from; another website has no business here.
    let from = headers.get("sec-fetch-site");
    if from.is_some_and(|from| from != "same-origin") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(permit) = served.listeners.try_acquire_owned() else {
        let why = "too many pages are open\n";
        return (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    };
    let listening = Listening {
        page: served.page,
        has_begun: false,
        _permit: permit,
    };
    let sign = KeepAlive::new().interval(SIGN_OF_LIFE);
    Sse::new(stream::unfold(listening, Listening::next))
        .keep_alive(sign)
        .into_response()
}

/// A page that is told of changes.
struct Listening {
    page: Receiver<Page>,
    has_begun: bool,
    _permit: OwnedSemaphorePermit,
}

impl Listening {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.has_begun {
            self.page.changed().await.ok()?;
            return Some((Ok(Event::default().event("page").data("changed")), self));
        }
        self.has_begun = true;
        self.page.mark_unchanged();
        Some((Ok(Event::default().retry(RETRY)), self))
    }
}

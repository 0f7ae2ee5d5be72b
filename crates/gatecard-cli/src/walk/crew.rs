//! Threads that share work of which more comes up while they are at it.

use std::{
    sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError},
    thread::{self, Scope},
};

/// How much work has to lie about before one more thread is worth its start.
const WORK_FOR_ONE_MORE: usize = 32;

/// Does work, and what comes up with each piece, the newest first: on this thread, and on others
/// where there is much, `most` of them in all. What each thread made of it.
///
/// The system takes a while to say how many threads there may be, so it is asked where it matters.
pub(super) fn share<W: Send, V: Send>(
    work: Vec<W>,
    most: fn() -> usize,
    new: impl Fn() -> V + Sync,
    go: impl Fn(&mut V, W) -> Vec<W> + Sync,
) -> Vec<V> {
    let pile = Pile {
        work,
        threads: 1,
        busy: 1,
        waiting: 0,
    };
    let crew = Crew {
        new,
        go,
        most: LazyLock::new(most),
        pile: Mutex::new(pile),
        change: Condvar::new(),
        done: Mutex::new(Vec::new()),
    };
    thread::scope(|scope| crew.work(scope));
    crew.done
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
}

struct Crew<W, V, N, G> {
    new: N,
    go: G,
    /// How many threads there may be.
    most: LazyLock<usize>,
    pile: Mutex<Pile<W>>,
    /// There is more work, or no more will come.
    change: Condvar,
    done: Mutex<Vec<V>>,
}

struct Pile<W> {
    work: Vec<W>,
    threads: usize,
    /// How many of them may come up with more work.
    busy: usize,
    waiting: usize,
}

impl<W: Send, V: Send, N: Fn() -> V + Sync, G: Fn(&mut V, W) -> Vec<W> + Sync> Crew<W, V, N, G> {
    fn work<'s>(&'s self, scope: &'s Scope<'s, '_>) {
        let _leaving = Leaving(self);
        let mut visitor = (self.new)();
        let mut more = Vec::new();
        while let Some(work) = self.next(more, scope) {
            more = (self.go)(&mut visitor, work);
        }
        lock(&self.done).push(visitor);
    }

    /// Adds work, and takes some; nothing where no more will come.
    fn next<'s>(&'s self, more: Vec<W>, scope: &'s Scope<'s, '_>) -> Option<W> {
        let mut pile = lock(&self.pile);
        pile.work.extend(more);
        loop {
            if let Some(work) = pile.work.pop() {
                self.call(pile, scope);
                return Some(work);
            }
            if pile.busy == 1 {
                return None;
            }
            pile.busy -= 1;
            pile.waiting += 1;
            let woken = self.change.wait(pile);
            pile = woken.unwrap_or_else(PoisonError::into_inner);
            pile.waiting -= 1;
            pile.busy += 1;
        }
    }

    /// Sets others to the work that is left: those who wait, or one more.
    fn call<'s>(&'s self, mut pile: MutexGuard<'_, Pile<W>>, scope: &'s Scope<'s, '_>) {
        if pile.waiting > 0 {
            if !pile.work.is_empty() {
                self.change.notify_one();
            }
        } else if pile.work.len() >= WORK_FOR_ONE_MORE && pile.threads < *self.most {
            pile.threads += 1;
            pile.busy += 1;
            drop(pile);
            let thread = thread::Builder::new().spawn_scoped(scope, || self.work(scope));
            if thread.is_err() {
                // The system has no more threads: those that are there do it.
                lock(&self.pile).busy -= 1;
            }
        }
    }
}

/// A thread that ends, or panics: it comes up with nothing more.
struct Leaving<'c, W, V, N, G>(&'c Crew<W, V, N, G>);

impl<W, V, N, G> Drop for Leaving<'_, W, V, N, G> {
    fn drop(&mut self) {
        let mut pile = lock(&self.0.pile);
        pile.busy -= 1;
        if pile.waiting > 0 {
            self.0.change.notify_one();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

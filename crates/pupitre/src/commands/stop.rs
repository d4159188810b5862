//! SIGTERM and Ctrl+C, heard from the moment this is made: a signal that comes during the start is not lost.
use super::Failure;
use tokio::signal::unix::{Signal, SignalKind, signal};

pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    pub fn listen() -> Result<Self, Failure> {
        let hear = |kind| signal(kind).map_err(|e| format!("le système ne laisse pas entendre les signaux : {e}"));
        Ok(Stop { terminate: hear(SignalKind::terminate())?, interrupt: hear(SignalKind::interrupt())? })
    }

    /// Resolves at the first of them.
    pub async fn heard(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

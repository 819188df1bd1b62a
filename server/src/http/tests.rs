//! The router on a loopback socket.

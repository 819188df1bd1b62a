//! Writes the Swift side: `uniffi-bindgen-swift libclubbook_ffi.a out --swift-sources --headers --modulemap`.

fn main() {
    uniffi::uniffi_bindgen_swift();
}

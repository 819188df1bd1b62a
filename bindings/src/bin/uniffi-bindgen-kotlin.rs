//! Writes the Kotlin side: `uniffi-bindgen-kotlin generate --library libclubbook_ffi.so --language kotlin --out-dir …`.

fn main() {
    uniffi::uniffi_bindgen_main();
}

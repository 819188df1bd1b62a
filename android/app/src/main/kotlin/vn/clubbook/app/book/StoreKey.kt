package vn.clubbook.app.book

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The key of the store: 32 random bytes, which lie in [file] wrapped by a key that never leaves the phone's keystore.
 *
 * A wrapped key that is there is never replaced: with another one the book could not be read again.
 */
class StoreKey(private val file: File) {
    /**
     * The key; a new one where there is none yet and [mayMake] says that no book needs the old one.
     *
     * @throws GeneralSecurityException the keystore does not open it
     * @throws IOException the file cannot be read or written, or is missing while a book needs it
     */
    fun get(mayMake: Boolean): ByteArray = when {
        file.exists() -> unwrap(file.readBytes())
        mayMake -> make()
        else -> throw IOException("the store's key is missing")
    }

    private fun make(): ByteArray {
        val key = ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes)
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, wrapping() ?: makeWrapping()) }
        write(cipher.iv + cipher.doFinal(key))
        return key
    }

    /** The whole file or none: a torn one would lock the book for good. */
    private fun write(wrapped: ByteArray) {
        val fresh = File(file.path + ".new")
        FileOutputStream(fresh).use {
            it.write(wrapped)
            it.fd.sync()
        }
        if (!fresh.renameTo(file)) throw IOException("the store's key cannot be put in its place")
    }

    private fun unwrap(wrapped: ByteArray): ByteArray {
        val wrapping = wrapping() ?: throw GeneralSecurityException("the keystore has lost the wrapping key")
        if (wrapped.size <= IV_BYTES) throw GeneralSecurityException("the wrapped key is cut off")
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, wrapping, GCMParameterSpec(TAG_BITS, wrapped, 0, IV_BYTES))
        return cipher.doFinal(wrapped, IV_BYTES, wrapped.size - IV_BYTES)
    }

    private fun wrapping(): SecretKey? = KeyStore.getInstance(KEYSTORE).apply { load(null) }.getKey(ALIAS, null) as SecretKey?

    private fun makeWrapping(): SecretKey {
        val use = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BYTES * 8)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, KEYSTORE).apply { init(use) }.generateKey()
    }

    private companion object {
        const val KEYSTORE = "AndroidKeyStore"
        const val ALIAS = "clubbook-store"
        const val CIPHER = "AES/GCM/NoPadding"
        const val KEY_BYTES = 32
        const val IV_BYTES = 12
        const val TAG_BITS = 128
    }
}

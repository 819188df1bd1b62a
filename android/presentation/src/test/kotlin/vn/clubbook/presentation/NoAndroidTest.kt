package vn.clubbook.presentation

import java.io.File
import java.util.zip.ZipFile
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

class NoAndroidTest {
    @Test
    fun `no class of Android is on the class path of presenters`() {
        val classPath = System.getProperty("java.class.path").split(File.pathSeparator).map(::File).filter(File::exists)
        assertTrue("the class path is not read: $classPath", classPath.any { "bridge" in it.path })
        assertEquals(emptyList<String>(), classPath.flatMap(::classesIn).filter { it.startsWith("android/") || it.startsWith("androidx/") })
    }

    private fun classesIn(entry: File): List<String> = if (entry.isDirectory) {
        entry.walk().filter(File::isFile).map { it.relativeTo(entry).invariantSeparatorsPath }.toList()
    } else {
        ZipFile(entry).use { jar -> jar.stream().map { it.name }.toList() }
    }
}

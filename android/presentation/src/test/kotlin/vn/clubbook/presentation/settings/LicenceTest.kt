package vn.clubbook.presentation.settings

import org.junit.Assert.assertEquals
import org.junit.Test

class LicenceTest {
    private val list = "ring\t0.17.14\tApache-2.0 AND ISC\t1 LICENSE\t0 third party/LICENSE\n" +
        "androidx.core:core\t1.18.0\tApache-2.0\t0 Apache-2.0\n"
    private val texts = "Apache License\n\u000CISC License"

    @Test
    fun `each work is read with its version, its licence and the texts that it came with, in their order`() {
        val (ring, core) = Licence.read(list)
        assertEquals(listOf("ring", "0.17.14", "Apache-2.0 AND ISC"), listOf(ring.name, ring.version, ring.licence))
        assertEquals(
            listOf(LicenceText("LICENSE", listOf("ISC License")), LicenceText("third party/LICENSE", listOf("Apache License"))),
            ring.textsIn(texts),
        )
        assertEquals(listOf(LicenceText("Apache-2.0", listOf("Apache License"))), core.textsIn(texts))
    }

    @Test
    fun `lines that were cut for a wide page go on, and points, owners and empty lines begin anew`() {
        val text = """
            MIT License
            ===========
            Copyright (c) 2015 Somebody
            Copyright 2016 and
               somebody else

            Permission is granted,
                free of charge:
              * to read,
                and to copy
              (b) to sell.
        """.trimIndent()
        assertEquals(
            listOf(
                "MIT License",
                "Copyright (c) 2015 Somebody",
                "Copyright 2016 and somebody else",
                "Permission is granted, free of charge:",
                "* to read, and to copy",
                "(b) to sell.",
            ),
            paragraphsOf(text),
        )
    }

    @Test
    fun `an empty list has no works`() = assertEquals(listOf<Licence>(), Licence.read(""))
}

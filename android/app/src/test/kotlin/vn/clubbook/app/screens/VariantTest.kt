package vn.clubbook.app.screens

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

class VariantTest {
    @Test
    fun `every pair of choices is shown by some row`() {
        for (levels in listOf(listOf(2, 3, 2, 2, 1), listOf(2, 3, 2, 2, 3), listOf(2, 3, 2, 2, 5), listOf(4, 4, 4))) {
            val shown = coveringRows(levels).flatMapTo(mutableSetOf(), ::pairsOf)
            val all = levels.indices.sumOf { a -> (a + 1 until levels.size).sumOf { b -> levels[a] * levels[b] } }
            assertEquals("$levels", all, shown.size)
        }
    }

    @Test
    fun `pairs need far fewer pictures than all combinations`() {
        val states = listOf("empty", "70 people", "error")
        assertTrue("${pairwise(states)}", pairwise(states).size in 9..12)
        assertEquals(72, everyVariant(states).distinct().size)
        assertTrue(everyVariant(states).containsAll(pairwise(states)))
    }
}

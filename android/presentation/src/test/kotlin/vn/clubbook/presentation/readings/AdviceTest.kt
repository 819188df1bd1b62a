package vn.clubbook.presentation.readings

import org.junit.Assert.assertEquals
import org.junit.Test
import vn.clubbook.ffi.AdviceView

class AdviceTest {
    @Test
    fun `what to do and whom to call outlive the process`() {
        val high = AdviceView("Huyết áp 190/115, rất cao. Vẫn cao: gọi trạm y tế xã 0255 3860 000.", listOf("0255 3860 000", "115"))
        val low = AdviceView("Đường huyết 3,2, thấp. Cho uống nước đường.", listOf())
        val advice = Advice.of(listOf(high, low))
        assertEquals(advice, Advice.keptIn(advice.toKept()))
        assertEquals(listOf("0255 3860 000", "115"), advice.first().numbers)
        assertEquals(listOf<Advice>(), Advice.keptIn(listOf<Advice>().toKept()))
        assertEquals(listOf<Advice>(), Advice.keptIn(null))
    }
}

package vn.clubbook.presentation.readings

import org.junit.Assert.assertEquals
import org.junit.Test

class AdviceTest {
    @Test
    fun `the numbers to call are found, and no blood pressure is one`() {
        val words = "Huyết áp 190/115, rất cao. Cho nghỉ 5 phút rồi đo lại. Vẫn cao: gọi trạm y tế xã 0255 3860 000. Đau ngực, khó thở: " +
            "gọi 115 ngay. (Theo Bộ Y tế, Quyết định 3192/QĐ-BYT năm 2010.)"
        assertEquals(listOf("0255 3860 000", "115"), Advice.of(words).numbers)
        assertEquals(listOf("0905123456"), Advice.of("Hỏi trạm y tế xã 0905123456.").numbers)
        assertEquals(emptyList<String>(), Advice.of("Huyết áp 160/115, cao. Hỏi trạm y tế xã trong ngày.").numbers)
        assertEquals(emptyList<String>(), Advice.of("Mạch 115, cao. Đường huyết 11,1.").numbers)
    }
}

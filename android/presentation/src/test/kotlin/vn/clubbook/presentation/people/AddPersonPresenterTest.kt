package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.Question
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class AddPersonPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private suspend fun TestScope.presenter(name: String? = null) =
        AddPersonPresenter(practice.inside(this), backgroundScope, form, name).also { it.state.first { state -> state.fields != null } }

    private fun AddPersonPresenter.type(name: String, text: String) = on(AddPersonEvent.Type(name, text))

    private fun numberOf(name: String) = practice.core.members().last { it.person.name == name }.registerNo

    @Test
    fun `a new member is in the list, and the form is empty for the next one`() = runTest {
        val presenter = presenter("Tạ Thị Mới")
        presenter.type("birth", "1950")
        presenter.on(AddPersonEvent.Save)
        assertEquals("Tạ Thị Mới", presenter.state.first { it.added != null }.added!!.name)
        assertEquals(1950, practice.person("Tạ Thị Mới").birthYear?.toInt())
        presenter.on(AddPersonEvent.AddAnother)
        val next = presenter.state.first { it.added == null && it.fields != null }
        assertTrue(next.fields!!.all { it.text.isEmpty() })
    }

    @Test
    fun `nothing of whoever is at the phone stands in the form`() = runTest {
        assertTrue(presenter().state.value.fields!!.all { it.text.isEmpty() })
    }

    @Test
    fun `a double is asked about, and another person is written down after the answer`() = runTest {
        val presenter = presenter("Dinh Thi Lan")
        presenter.type("birth", "1941")
        presenter.on(AddPersonEvent.Save)
        val question = presenter.state.first { it.question != null }.question as Question.Duplicate
        assertEquals(practice.person("Đinh Thị Lan").id, question.people.first().id)
        assertEquals(24, practice.core.members().size)
        presenter.on(AddPersonEvent.AnotherPerson)
        presenter.state.first { it.added != null }
        assertEquals(25, practice.core.members().size)
    }

    @Test
    fun `the second tap of a shaking hand writes nobody down twice`() = runTest {
        val presenter = presenter("Dinh Thi Lan")
        presenter.type("birth", "1941")
        presenter.on(AddPersonEvent.Save)
        presenter.state.first { it.question != null }
        repeat(2) { presenter.on(AddPersonEvent.AnotherPerson) }
        presenter.state.first { it.added != null }
        presenter.on(AddPersonEvent.AnotherPerson)
        testScheduler.advanceUntilIdle()
        assertEquals(25, practice.core.members().size)
    }

    @Test
    fun `the answer about one person is no answer about the next`() = runTest {
        val presenter = presenter("Dinh Thi Lan")
        presenter.type("birth", "1941")
        presenter.on(AddPersonEvent.RegisterNo("3"))
        presenter.on(AddPersonEvent.Save)
        presenter.state.first { it.question is Question.Duplicate }
        presenter.on(AddPersonEvent.AnotherPerson)
        presenter.state.first { it.question is Question.RegisterNo }
        presenter.on(AddPersonEvent.LookAgain)
        presenter.type("full_name", "Pham Van Tung")
        presenter.type("birth", "2/2/1937")
        presenter.on(AddPersonEvent.Save)
        val asked = presenter.state.first { it.question is Question.Duplicate }.question as Question.Duplicate
        assertEquals("Phạm Văn Tùng", asked.people.first().name)
    }

    @Test
    fun `a number that somebody has is asked about, and the free one or the same may be taken`() = runTest {
        val presenter = presenter("Tạ Thị Mới")
        presenter.on(AddPersonEvent.RegisterNo("3"))
        presenter.on(AddPersonEvent.Save)
        val question = presenter.state.first { it.question != null }.question as Question.RegisterNo
        presenter.on(AddPersonEvent.TakeNumber(question.nextFree))
        presenter.state.first { it.added != null }
        assertEquals(question.nextFree, numberOf("Tạ Thị Mới"))
        presenter.on(AddPersonEvent.AddAnother)
        presenter.state.first { it.added == null && it.fields != null }
        presenter.type("full_name", "Tạ Văn Mới")
        presenter.on(AddPersonEvent.RegisterNo("3"))
        presenter.on(AddPersonEvent.Save)
        presenter.state.first { it.question != null }
        presenter.on(AddPersonEvent.NumberIsMeant)
        presenter.state.first { it.added != null }
        assertEquals(3L, numberOf("Tạ Văn Mới"))
    }

    @Test
    fun `who is no member gets no number`() = runTest {
        val presenter = presenter("Tạ Thị Khách")
        presenter.on(AddPersonEvent.RegisterNo("3"))
        presenter.on(AddPersonEvent.Joins(false))
        presenter.on(AddPersonEvent.Save)
        presenter.state.first { it.added != null }
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `a form in the middle outlives the process`() = runTest {
        val first = presenter()
        first.type("full_name", "Tạ Thị Mới")
        first.on(AddPersonEvent.Joins(false))
        val second = presenter("Ai Khác").state.value
        assertEquals("Tạ Thị Mới" to false, second.fields!!.first().text to second.isMember)
    }

    @Test
    fun `who was written down before the process ended is not typed a second time`() = runTest {
        val first = presenter("Tạ Thị Mới")
        first.on(AddPersonEvent.Save)
        first.type("birth", "1950")
        first.on(AddPersonEvent.RegisterNo("31"))
        first.on(AddPersonEvent.Joins(false))
        val saving = first.state.value
        assertTrue("typed while it is saved", !saving.isBegun && saving.isMember)
        first.state.first { it.added != null }
        val second = presenter("Tạ Thị Mới")
        assertEquals("Tạ Thị Mới", second.state.value.added?.name)
        second.on(AddPersonEvent.AddAnother)
        second.state.first { it.added == null }
        assertEquals(null, presenter().state.value.added)
        assertEquals(25, practice.core.members().size)
    }

    @Test
    fun `without a name nothing is written down`() = runTest {
        val presenter = presenter()
        presenter.on(AddPersonEvent.Save)
        assertTrue(presenter.state.first { it.problem != null }.problem!!.contains("Chưa ghi gì"))
    }
}

package vn.clubbook.presentation.people

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.TypedField
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class PersonFormPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private val lan get() = practice.person("Đinh Thị Lan")

    private fun TestScope.presenter() = PersonFormPresenter(practice.inside(this), backgroundScope, form, lan.id)

    private suspend fun PersonFormPresenter.text(name: String) = state.first { it.fields != null }.fields!!.single { it.name == name }.text

    private fun correctElsewhere(name: String, text: String) =
        practice.core.correctPerson(lan.id, practice.core.personForm(lan.id).seen, listOf(TypedField(name, text)))

    /** What stands in the book. */
    private fun line(name: String) = practice.core.personForm(lan.id).fields.single { it.name == name }.text.ifEmpty { null }

    @Test
    fun `only what was changed is written down`() = runTest {
        val presenter = presenter()
        assertEquals("Gò Deo", presenter.text("hamlet"))
        presenter.on(PersonFormEvent.Type("phone", " 0905 111 222 "))
        correctElsewhere("hamlet", "Nước Lăng")
        presenter.on(PersonFormEvent.Save)
        presenter.state.first { it.end == PersonFormState.End.Saved }
        assertEquals("0905 111 222" to "Nước Lăng", line("phone") to line("hamlet"))
        assertEquals(listOf<Any>(), practice.core.card(lan.id).unsettled)
    }

    @Test
    fun `what was typed outlives the process, and nothing is written over that nobody had seen`() = runTest {
        val first = presenter()
        first.text("phone")
        first.on(PersonFormEvent.Type("phone", "0905 111 222"))
        // While the system has ended the app, somebody else writes the same field.
        correctElsewhere("phone", "0905 999 999")
        val second = presenter()
        assertEquals("0905 111 222", second.text("phone"))
        second.on(PersonFormEvent.Save)
        second.state.first { it.end == PersonFormState.End.Saved }
        val both = practice.core.card(lan.id).unsettled.single()
        assertEquals("phone" to setOf("0905 111 222", "0905 999 999"), both.field to both.entered.map { it.value }.toSet())
    }

    @Test
    fun `what cannot be written down says so, and the form stays`() = runTest {
        val presenter = presenter()
        presenter.text("birth")
        presenter.on(PersonFormEvent.Type("birth", "99/99/1955"))
        presenter.on(PersonFormEvent.Save)
        val refused = presenter.state.first { it.problem != null }
        assertTrue(refused.problem, "Chưa ghi gì" in refused.problem!!)
        assertEquals(null, refused.end)
        assertEquals("99/99/1955", presenter.text("birth"))
    }

    @Test
    fun `going back drops nothing that was typed without asking`() = runTest {
        val presenter = presenter()
        presenter.text("phone")
        presenter.on(PersonFormEvent.Type("phone", "1"))
        presenter.on(PersonFormEvent.Back)
        assertTrue(presenter.state.value.asksToDrop && presenter.state.value.end == null)
        presenter.on(PersonFormEvent.GoOn)
        presenter.on(PersonFormEvent.Type("phone", ""))
        presenter.on(PersonFormEvent.Back)
        assertEquals(PersonFormState.End.Left, presenter.state.value.end)
        assertEquals(null, line("phone"))
    }

    @Test
    fun `that it is saved outlives the process, and nobody corrects once more over what stood there before`() = runTest {
        val first = presenter()
        first.text("phone")
        first.on(PersonFormEvent.Type("phone", "0905 111 222"))
        first.on(PersonFormEvent.Save)
        first.on(PersonFormEvent.Type("phone", "typed while it is saved"))
        assertEquals("0905 111 222", first.text("phone"))
        first.state.first { it.end == PersonFormState.End.Saved }
        val second = presenter()
        second.text("phone")
        assertEquals(PersonFormState.End.Saved, second.state.value.end)
        second.on(PersonFormEvent.Type("phone", "0905 111 333"))
        second.on(PersonFormEvent.Save)
        runCurrent()
        assertEquals("0905 111 222", line("phone"))
        assertEquals(listOf<Any>(), practice.core.card(lan.id).unsettled)
    }

    @Test
    fun `a second tap of a hand that shakes writes nothing more down`() = runTest {
        val presenter = presenter()
        presenter.text("phone")
        presenter.on(PersonFormEvent.Type("phone", "0905 111 222"))
        val before = practice.core.status().recorded
        repeat(2) { presenter.on(PersonFormEvent.Save) }
        presenter.state.first { it.end == PersonFormState.End.Saved }
        presenter.on(PersonFormEvent.Save)
        runCurrent()
        assertEquals(before + 1uL, practice.core.status().recorded)
    }
}

package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.GivenUpGroupView
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class PeoplePresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private fun TestScope.presenter() = PeoplePresenter(practice.inside(this), backgroundScope, form)

    private suspend fun PeoplePresenter.names(until: (List<String>) -> Boolean): List<String> =
        state.first { until(it.rows.orEmpty().map { row -> row.person.name }) }.rows!!.map { it.person.name }

    @Test
    fun `the members stand in the order of names, with their numbers`() = runTest {
        val presenter = presenter()
        val names = presenter.names { it.size == 24 }
        assertEquals(practice.core.members().map { it.person.name }, names)
        assertEquals(7L, presenter.state.value.rows!!.single { it.person.name == "Đinh Thị Lan" }.registerNo)
    }

    @Test
    fun `three letters without marks find a person, with the number of the register`() = runTest {
        val presenter = presenter()
        presenter.names { it.size == 24 }
        for (typed in listOf("t", "tu", "tun")) presenter.on(PeopleEvent.Type(typed))
        presenter.names { it.size in 1..3 && it.first() == "Phạm Văn Tùng" }
        val first = presenter.state.value.rows!!.first()
        assertEquals(8L to false, first.registerNo to first.isGuess)
        assertFalse(presenter.state.value.areGuesses)
    }

    @Test
    fun `a name that nobody has shows those that come near, and says so`() = runTest {
        val presenter = presenter()
        presenter.on(PeopleEvent.Type("tunh"))
        val guessed = presenter.state.first { it.areGuesses }
        assertTrue(guessed.rows!!.any { it.person.name == "Phạm Văn Tùng" })
    }

    @Test
    fun `nobody is found by a number that nobody has`() = runTest {
        val presenter = presenter()
        presenter.on(PeopleEvent.Type("0999999"))
        assertEquals(emptyList<PersonRow>(), presenter.state.first { it.rows?.isEmpty() == true }.rows)
    }

    @Test
    fun `somebody who was added on another screen stands in the list`() = runTest {
        val presenter = presenter()
        presenter.names { it.size == 24 }
        practice.core.addPerson(AddPersonRequest("Tạ Thị Mới", listOf(), true, null, false, false))
        assertTrue("Tạ Thị Mới" in presenter.names { it.size == 25 })
    }

    @Test
    fun `what was typed outlives the process`() = runTest {
        presenter().on(PeopleEvent.Type("tun"))
        presenter().names { it.firstOrNull() == "Phạm Văn Tùng" && it.size < 24 }
    }

    @Test
    fun `a book that cannot be read says so, and the next try shows the list`() = runTest {
        practice.core.pause()
        val presenter = presenter()
        val words = presenter.state.first { it.problem != null }.problem
        assertTrue(words, words!!.isNotBlank())
        practice.core.resume()
        presenter.on(PeopleEvent.TryAgain)
        assertEquals(null, presenter.state.first { it.rows != null }.problem)
    }

    @Test
    fun `who lives alone and the groups are shown by a tap, and the choice outlives the process`() = runTest {
        val kept = KeptForm()
        val presenter = PeoplePresenter(practice.inside(this), backgroundScope, kept, withLists = true)
        val lists = presenter.state.first { it.lists.isNotEmpty() }.lists
        assertEquals(
            listOf("sống một mình" to 1, "Tổ 1" to 8, "Tổ 2" to 7, "chưa vào tổ nào" to 9),
            lists.map {
                it.name to it.people.size
            },
        )
        presenter.on(PeopleEvent.Choose(lists[0].kind))
        val alone = presenter.state.first { it.rows?.size == 1 }
        assertEquals("Đinh Thị Lan", alone.rows!!.single().person.name)
        assertEquals(24, alone.everybody)
        presenter.on(PeopleEvent.Choose(lists[1].kind))
        presenter.state.first { it.rows?.size == 8 }
        val second = PeoplePresenter(practice.inside(this), backgroundScope, kept, withLists = true)
        assertEquals("Tổ 1", second.state.first { it.rows?.size == 8 }.list?.name)
        second.on(PeopleEvent.Choose(null))
        second.state.first { it.rows?.size == 24 }
    }

    @Test
    fun `the groups that were given up are told beside the lists, until they are had again`() = runTest {
        val presenter = PeoplePresenter(practice.inside(this), backgroundScope, KeptForm(), withLists = true)
        val lists = presenter.state.first { it.lists.isNotEmpty() }.apply { assertEquals(listOf<Any>(), givenUp) }.lists
        val two = (lists.single { it.name == "Tổ 2" }.kind as PeopleListKind.Group).group
        practice.core.giveUpGroup(two)
        val givenUp = presenter.state.first { it.lists.size == 3 }.givenUp
        assertEquals(listOf(GivenUpGroupView(two, "Tổ 2", "bỏ từ hôm nay")), givenUp)
        practice.core.bringGroupBack(two)
        presenter.state.first { it.lists.size == 4 && it.givenUp.isEmpty() }
    }
}

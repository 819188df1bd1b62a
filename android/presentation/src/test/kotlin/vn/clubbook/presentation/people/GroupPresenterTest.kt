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
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.RecordId
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class GroupPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private val lan by lazy { practice.person("Đinh Thị Lan") }

    private fun TestScope.presenter(group: RecordId? = null, kept: KeptForm = form) =
        GroupPresenter(practice.inside(this), backgroundScope, kept, group)

    private suspend fun GroupPresenter.until(what: (GroupState) -> Boolean) = state.first(what)

    private fun groups() = practice.core.peopleLists().mapNotNull { list ->
        (list.kind as? PeopleListKind.Group)?.let {
            list.name to
                it.group
        }
    }

    private fun GroupState.of(person: RecordId) = group!!.people.single { it.person.id == person }

    @Test
    fun `a group is made by its name, and a slip gives it up and back`() = runTest {
        val presenter = presenter()
        presenter.on(GroupEvent.SaveName)
        assertTrue(presenter.until { it.problem != null }.id == null)
        presenter.on(GroupEvent.Name("tổ 1"))
        presenter.on(GroupEvent.SaveName)
        assertEquals("a name that a group has", null, presenter.until { it.problem != null }.id)
        presenter.on(GroupEvent.Name("Tổ 3"))
        presenter.on(GroupEvent.SaveName)
        assertEquals(24, presenter.until { it.done is GroupDone.Made && it.group != null }.group!!.people.size)
        assertEquals(listOf("Tổ 1", "Tổ 2", "Tổ 3"), groups().map { it.first })
        assertEquals("the process may end", "Tổ 3", presenter().until { it.group != null }.name)
        presenter.on(GroupEvent.TakeBack)
        assertEquals("to be made anew", "Tổ 3", presenter.until { it.done == null && it.id == null }.name)
        assertEquals(listOf("Tổ 1", "Tổ 2"), groups().map { it.first })
        assertEquals(listOf<Any>(), practice.core.givenUpGroups())
        assertEquals("the process may end", null to "Tổ 3", presenter().until { it.typed != null }.run { id to name })
        runCurrent()
        presenter.on(GroupEvent.SaveName)
        presenter.until { it.done is GroupDone.Made && it.group?.name == "Tổ 3" }
        assertEquals(3, groups().size)
    }

    @Test
    fun `a group just made is not given up by its undo once somebody else filled it`() = runTest {
        val presenter = presenter()
        presenter.on(GroupEvent.Name("Tổ 3"))
        presenter.on(GroupEvent.SaveName)
        val made = presenter.until { it.done is GroupDone.Made && it.group != null }
        practice.core.putInGroup(lan.id, made.id)
        runCurrent()
        presenter.on(GroupEvent.TakeBack)
        val refused = presenter.until { it.problem != null }
        assertEquals("what cannot be taken back is not offered", CHANGED_SINCE to null, refused.problem to refused.done)
        assertEquals(3, groups().size)
    }

    @Test
    fun `a group given up long ago is had again with its people, and that is taken back`() = runTest {
        val two = groups().last().second
        practice.core.putInGroup(lan.id, two)
        practice.core.giveUpGroup(two)
        val presenter = presenter(two)
        val words = presenter.until { it.group != null }.run { group!!.givenUp!! to done }
        assertTrue(words.first.startsWith("Tổ này đã bỏ từ hôm nay. Lập lại thì có lại "))
        assertEquals(null, words.second)
        presenter.on(GroupEvent.BringBack)
        presenter.until { it.done is GroupDone.BroughtBack && it.of(lan.id).group == two }
        presenter.on(GroupEvent.TakeBack)
        presenter.until { it.done == null && it.group!!.givenUp != null }
        assertEquals(listOf(two), practice.core.givenUpGroups().map { it.group })
    }

    @Test
    fun `a group that somebody else brought back first stood so already, and nothing is offered to be taken back`() = runTest {
        val two = groups().last().second
        practice.core.giveUpGroup(two)
        val presenter = presenter(two)
        presenter.until { it.group?.givenUp != null }
        practice.core.bringGroupBack(two)
        presenter.on(GroupEvent.BringBack)
        presenter.until { it.done == GroupDone.StoodAlready && it.group!!.givenUp == null }
        runCurrent()
        presenter.on(GroupEvent.TakeBack)
        runCurrent()
        assertEquals(2, groups().size)
    }

    @Test
    fun `one of the group is named its leader, and who leaves it leads it no longer`() = runTest {
        val (one, two) = groups().map { it.second }
        practice.core.putInGroup(lan.id, one)
        val presenter = presenter(one)
        presenter.until { it.group != null }
        presenter.on(GroupEvent.Lead(lan))
        runCurrent()
        presenter.on(GroupEvent.AskWhoLeads)
        val asked = presenter.until { it.asksWhoLeads }
        assertEquals("nobody was asked yet", asked.group!!.leader, practice.core.group(one).leader)
        assertEquals("Tổ trưởng: chú Hồ Văn Quen.", asked.group.leaderWords)
        assertEquals(setOf(one), asked.people.map { it.group }.toSet())
        presenter.on(GroupEvent.LeaveLeaderAsItIs)
        presenter.on(GroupEvent.AskWhoLeads)
        presenter.on(GroupEvent.Lead(lan))
        val led = presenter.until { it.done is GroupDone.Led && it.group!!.leader == lan.id }
        assertEquals(false to "Tổ trưởng: bà Đinh Thị Lan.", led.asksWhoLeads to led.group!!.leaderWords)
        practice.core.putInGroup(lan.id, two)
        assertEquals("Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.", presenter.until { it.group!!.leader == null }.group!!.leaderWords)
        presenter.on(GroupEvent.AskWhoLeads)
        presenter.on(GroupEvent.Lead(null))
        presenter.until { (it.done as? GroupDone.Led)?.leader == null && !it.group!!.hasNamedLeader }
        presenter.on(GroupEvent.TakeBack)
        presenter.until { it.done == null && it.group!!.hasNamedLeader }
        presenter.on(GroupEvent.AskWhoLeads)
        presenter.on(GroupEvent.Lead(lan))
        assertEquals("she is of another group", false, presenter.until { it.problem != null }.asksWhoLeads)
    }

    @Test
    fun `a tap puts somebody in, and taking it back puts them where they were`() = runTest {
        val (one, two) = groups().map { it.second }
        val presenter = presenter(two)
        val before = presenter.until { it.group != null }.of(lan.id)
        assertEquals(one to "Tổ 1", before.group to before.groupName)
        presenter.on(GroupEvent.Tap(before))
        val done = presenter.until { it.done != null && it.of(lan.id).group == two }.done as GroupDone.Put
        assertEquals(true to one, done.isIn to done.put.former)
        presenter.on(GroupEvent.TakeBack)
        presenter.until { it.done == null && it.of(lan.id).group == one }
        presenter.on(GroupEvent.Tap(before))
        presenter.on(GroupEvent.Tap(before))
        runCurrent()
        presenter.until { it.of(lan.id).group == two }
        assertEquals("what a second tap would have found", one, (presenter.state.value.done as GroupDone.Put).put.former)
        presenter.on(GroupEvent.Tap(presenter.state.value.of(lan.id)))
        presenter.until { it.of(lan.id).group == null && (it.done as? GroupDone.Put)?.isIn == false }
        presenter.on(GroupEvent.TakeBack)
        presenter.until { it.of(lan.id).group == two }
    }

    @Test
    fun `a name outlives the process, and its undo gives the former one`() = runTest {
        val one = groups().first().second
        val first = presenter(one)
        first.until { it.group != null }
        first.on(GroupEvent.Name("Tổ Gò Deo"))
        val second = presenter(one)
        assertEquals("Tổ Gò Deo", second.until { it.group != null }.name)
        second.on(GroupEvent.SaveName)
        val done = second.until { it.typed == null && it.group!!.name == "Tổ Gò Deo" }.done as GroupDone.Renamed
        assertEquals("Tổ 1" to "Tổ Gò Deo", done.rename.former to done.rename.name)
        second.on(GroupEvent.TakeBack)
        second.until { it.done == null && it.group!!.name == "Tổ 1" }
    }

    @Test
    fun `letters typed while the name is saved stay, and are saved over it without a dispute with oneself`() = runTest {
        val presenter = presenter()
        presenter.on(GroupEvent.Name("Tổ Gò"))
        presenter.on(GroupEvent.SaveName)
        presenter.on(GroupEvent.Name("Tổ Gò D"))
        assertTrue(presenter.until { it.group?.name == "Tổ Gò" }.run { name == "Tổ Gò D" && isNaming })
        runCurrent()
        presenter.on(GroupEvent.SaveName)
        presenter.on(GroupEvent.Name("Tổ Gò Deo"))
        presenter.until { it.group?.name == "Tổ Gò D" && it.name == "Tổ Gò Deo" }
        assertEquals("Tổ Gò Deo", presenter().until { it.group != null }.name)
        runCurrent()
        presenter.on(GroupEvent.SaveName)
        presenter.until { it.group?.name == "Tổ Gò Deo" && !it.isNaming && it.typed == null }
        assertEquals(listOf<Any>(), practice.core.decisions().unsettled)
    }

    @Test
    fun `what somebody wrote elsewhere in the meantime is not taken back, and that stays to be read`() = runTest {
        val (one, two) = groups().map { it.second }
        val presenter = presenter(two)
        presenter.on(GroupEvent.Tap(presenter.until { it.group != null }.of(lan.id)))
        presenter.until { it.done != null && it.of(lan.id).group == two }
        practice.core.putInGroup(lan.id, null)
        runCurrent()
        presenter.on(GroupEvent.TakeBack)
        val refused = presenter.until { it.problem != null }.problem
        assertEquals(CHANGED_SINCE to null, refused to presenter.state.value.done)
        practice.core.putInGroup(lan.id, one)
        assertEquals(refused, presenter.until { it.of(lan.id).group == one }.problem)
        presenter.on(GroupEvent.Name("Tổ Gò Deo"))
        presenter.on(GroupEvent.SaveName)
        presenter.until { it.typed == null && it.group!!.name == "Tổ Gò Deo" }
        practice.core.renameGroup(two, practice.core.group(two).seen, "Tổ Đầu Làng")
        presenter.until { it.group!!.name == "Tổ Đầu Làng" }
        presenter.on(GroupEvent.TakeBack)
        assertEquals(refused, presenter.until { it.problem != null }.problem)
        assertEquals("Tổ Đầu Làng", practice.core.group(two).name)
    }

    @Test
    fun `a group is given up only by an answer`() = runTest {
        val two = groups().last().second
        val presenter = presenter(two)
        presenter.until { it.group != null }
        presenter.on(GroupEvent.Confirm)
        presenter.on(GroupEvent.GiveUp)
        assertTrue(presenter.until { it.asksToGiveUp }.group!!.givenUp == null)
        presenter.on(GroupEvent.LeaveAsItIs)
        presenter.on(GroupEvent.GiveUp)
        runCurrent()
        assertEquals(2, groups().size)
        presenter.on(GroupEvent.Confirm)
        presenter.until { !it.asksToGiveUp && it.group!!.givenUp != null }
        assertEquals(1, groups().size)
    }

    @Test
    fun `what a book that is closed just now did not take back can still be`() = runTest {
        val two = groups().last().second
        val presenter = presenter(two)
        presenter.on(GroupEvent.Tap(presenter.until { it.group != null }.of(lan.id)))
        presenter.until { it.done != null && it.of(lan.id).group == two }
        runCurrent()
        practice.core.pause()
        presenter.on(GroupEvent.TakeBack)
        assertTrue(presenter.until { it.problem != null }.done is GroupDone.Put)
        practice.core.resume()
        presenter.on(GroupEvent.TakeBack)
        presenter.until { it.done == null && it.of(lan.id).group != two }
    }

    @Test
    fun `a book that cannot be read says so`() = runTest {
        val one = groups().first().second
        practice.core.pause()
        val presenter = presenter(one)
        assertTrue(presenter.until { it.problem != null }.problem!!.isNotBlank())
        practice.core.resume()
        presenter.on(GroupEvent.TryAgain)
        assertEquals(null, presenter.until { it.group != null }.problem)
    }

    private companion object {
        const val CHANGED_SINCE = "Sau đó có người đã ghi khác. Chưa bỏ gì. Xem lại, chỗ nào chưa đúng thì ghi lại."
    }
}

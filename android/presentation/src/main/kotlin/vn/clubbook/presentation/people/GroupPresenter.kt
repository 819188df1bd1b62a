package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.GroupBegun
import vn.clubbook.ffi.GroupLeaderNamed
import vn.clubbook.ffi.GroupPersonView
import vn.clubbook.ffi.GroupPut
import vn.clubbook.ffi.GroupRename
import vn.clubbook.ffi.GroupView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.bytes
import vn.clubbook.presentation.isForGood
import vn.clubbook.presentation.put
import vn.clubbook.presentation.said

data class GroupState(
    /** None while it is to be made. */
    val id: RecordId? = null,
    /** Nothing before the book was read, or the group was made. */
    val group: GroupView? = null,
    /** A name that is not written down yet. */
    val typed: String? = null,
    /** Whether to give the group up is to be answered. */
    val asksToGiveUp: Boolean = false,
    /** Who leads it is to be chosen. */
    val asksWhoLeads: Boolean = false,
    /** What was written down just now, and can be taken back. */
    val done: GroupDone? = null,
    val problem: String? = null,
) {
    /** Those of whom one may lead it. */
    val people: List<GroupPersonView> get() = group?.people.orEmpty().filter { it.group == id }

    val name: String get() = typed ?: group?.name.orEmpty()

    /** A name is typed that is not written down. */
    val isNaming: Boolean get() = typed != null && typed != group?.name.orEmpty()
}

sealed interface GroupDone {
    data class Made(val begun: GroupBegun) : GroupDone

    data object GivenUp : GroupDone

    /** It was given up before. */
    data class BroughtBack(val begun: GroupBegun) : GroupDone

    /** Somebody else had brought it back first: there is nothing to take back. */
    data object StoodAlready : GroupDone

    data class Renamed(val rename: GroupRename) : GroupDone

    /** Somebody was put in, or taken out. */
    data class Put(val person: PersonView, val put: GroupPut) : GroupDone {
        val isIn: Boolean get() = put.group != null
    }

    /** [leader] leads it now; nobody, where it was left without one. */
    data class Led(val leader: PersonView?, val named: GroupLeaderNamed) : GroupDone
}

sealed interface GroupEvent {
    data object TryAgain : GroupEvent

    data class Name(val text: String) : GroupEvent

    /** Makes the group, or gives it the name that was typed. */
    data object SaveName : GroupEvent

    /** In, or out again. */
    data class Tap(val one: GroupPersonView) : GroupEvent

    data object TakeBack : GroupEvent

    /** Asks whether to give it up. */
    data object GiveUp : GroupEvent

    /** Yes, give it up. */
    data object Confirm : GroupEvent

    data object LeaveAsItIs : GroupEvent

    /** Has it again, however long ago it was given up. */
    data object BringBack : GroupEvent

    /** Asks who of its people leads it. */
    data object AskWhoLeads : GroupEvent

    /** They lead it; nobody, where it is left without a leader. */
    data class Lead(val leader: PersonView?) : GroupEvent

    data object LeaveLeaderAsItIs : GroupEvent
}

/** A group of the club: its name, who belongs to it, and who leads it. Without a [group] a new one is made. */
class GroupPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, group: RecordId?) :
    BookPresenter<GroupState, GroupEvent>(
        book,
        scope,
        GroupState(group ?: form[ID]?.let(RecordId::fromString), typed = form[NAME]),
    ) {
    private var saving: Job? = null

    init {
        follow(Topic.PEOPLE, refused = ::refused) { look() }
    }

    override fun on(event: GroupEvent) {
        when (event) {
            GroupEvent.TryAgain -> {
                show { copy(problem = null) }
                ask(::refused) { look() }
            }

            is GroupEvent.Name -> type(event.text)

            GroupEvent.SaveName -> now.name.let { name -> save { saveName(name) } }

            is GroupEvent.Tap -> save { put(event.one) }

            GroupEvent.TakeBack -> save(::notTakenBack) { takeBack() }

            GroupEvent.GiveUp -> show { copy(asksToGiveUp = true, problem = null) }

            GroupEvent.LeaveAsItIs -> show { copy(asksToGiveUp = false) }

            GroupEvent.Confirm -> if (now.asksToGiveUp) save { giveUp() }

            GroupEvent.BringBack -> save { bringBack() }

            GroupEvent.AskWhoLeads -> show { copy(asksWhoLeads = true, problem = null) }

            GroupEvent.LeaveLeaderAsItIs -> show { copy(asksWhoLeads = false) }

            is GroupEvent.Lead -> if (now.asksWhoLeads) save { lead(event.leader) }
        }
    }

    /** What was refused is still to be read when the group changes. */
    private suspend fun look() {
        val id = now.id ?: return
        val fresh = book.ask { group(id) }
        // That it was made may have been taken back meanwhile.
        if (id != now.id) return
        if (form[NAME] != null && form[SEEN] == null) form.put(SEEN, fresh.seen)
        show { copy(group = fresh, problem = problem.takeIf { group != null }) }
    }

    private fun type(text: String) {
        // Whoever names it elsewhere from now on has not been seen.
        if (form[SEEN] == null) form.put(SEEN, now.group?.seen)
        form[NAME] = text
        show { copy(typed = text, problem = null) }
    }

    private suspend fun saveName(name: String) {
        val id = now.id
        if (id == null) {
            val made = book.ask { createGroup(name) }
            form[ID] = made.group.toString()
            show { copy(id = made.group, done = GroupDone.Made(made)) }
        } else {
            val seen = form.bytes(SEEN) ?: return
            val rename = book.ask { renameGroup(id, seen, name) }
            show { copy(done = GroupDone.Renamed(rename)) }
        }
        form[SEEN] = null
        // What was typed meanwhile stays, over what stands there now.
        if (now.name == name) form[NAME] = null
        look()
        show { if (this.name == name) copy(typed = null) else this }
    }

    private suspend fun put(one: GroupPersonView) {
        val id = now.id ?: return
        val put = book.ask { putInGroup(one.person.id, id.takeIf { one.group != id }) }
        show { copy(done = GroupDone.Put(one.person, put)) }
    }

    private suspend fun lead(leader: PersonView?) {
        val id = now.id ?: return
        val named = book.ask { nameGroupLeader(id, leader?.id) }
        show { copy(asksWhoLeads = false, done = GroupDone.Led(leader, named)) }
    }

    private suspend fun takeBack() {
        when (val done = now.done) {
            is GroupDone.Made -> {
                book.ask { takeBackGroupBegun(done.begun) }
                makeAnew()
            }

            is GroupDone.BroughtBack -> book.ask { takeBackGroupBegun(done.begun) }

            is GroupDone.Renamed -> book.ask { takeBackRenameGroup(done.rename) }

            is GroupDone.Put -> book.ask { takeBackPutInGroup(done.put) }

            is GroupDone.Led -> book.ask { takeBackNameGroupLeader(done.named) }

            GroupDone.GivenUp -> return bringBack()

            GroupDone.StoodAlready, null -> return
        }
        show { copy(done = null) }
    }

    /** It was not made: its name is typed again, and nothing is written down. */
    private fun makeAnew() {
        val name = now.name
        form[ID] = null
        form[SEEN] = null
        form[NAME] = name
        show { copy(id = null, group = null, typed = name) }
    }

    private suspend fun giveUp() {
        val id = now.id ?: return
        book.ask { giveUpGroup(id) }
        show { copy(asksToGiveUp = false, done = GroupDone.GivenUp) }
    }

    private suspend fun bringBack() {
        val id = now.id ?: return
        val begun = book.ask { bringGroupBack(id) }
        show { copy(done = begun?.let { GroupDone.BroughtBack(it) } ?: GroupDone.StoodAlready) }
    }

    private fun save(refused: (ClubbookException) -> Unit = ::refused, what: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (saving?.isActive == true) return
        saving = ask(refused) {
            what()
            show { copy(problem = null) }
        }
    }

    /** What the book will not take back is offered no longer. */
    private fun notTakenBack(refusal: ClubbookException) {
        if (refusal.isForGood) show { copy(done = null) }
        refused(refusal)
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said, asksToGiveUp = false, asksWhoLeads = false) }

    private companion object {
        const val ID = "group.id"
        const val NAME = "group.name"
        const val SEEN = "group.seen"
    }
}

package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
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
    /** What was written down just now, and can be taken back. */
    val done: GroupDone? = null,
    val problem: String? = null,
) {
    val name: String get() = typed ?: group?.name.orEmpty()

    /** A name is typed that is not written down. */
    val isNaming: Boolean get() = typed != null && typed != group?.name.orEmpty()
}

sealed interface GroupDone {
    data object Made : GroupDone

    data class Renamed(val rename: GroupRename) : GroupDone

    /** Somebody was put in, or taken out. */
    data class Put(val person: PersonView, val put: GroupPut) : GroupDone {
        val isIn: Boolean get() = put.group != null
    }
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

    data object TakeBackGiveUp : GroupEvent
}

/** A group of the club: its name, and who belongs to it. Without a [group] a new one is made. */
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

            GroupEvent.TakeBack -> save { takeBack() }

            GroupEvent.GiveUp -> show { copy(asksToGiveUp = true, problem = null) }

            GroupEvent.LeaveAsItIs -> show { copy(asksToGiveUp = false) }

            GroupEvent.Confirm -> if (now.asksToGiveUp) save { giveUp() }

            GroupEvent.TakeBackGiveUp -> save {
                val id = now.id ?: return@save
                book.ask { takeBackGiveUpGroup(id) }
            }
        }
    }

    /** What was refused is still to be read when the group changes. */
    private suspend fun look() {
        val id = now.id ?: return
        val fresh = book.ask { group(id) }
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
            form[ID] = made.toString()
            show { copy(id = made, done = GroupDone.Made) }
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

    private suspend fun takeBack() {
        val id = now.id ?: return
        when (val done = now.done) {
            GroupDone.Made -> book.ask { giveUpGroup(id) }
            is GroupDone.Renamed -> book.ask { takeBackRenameGroup(done.rename) }
            is GroupDone.Put -> book.ask { takeBackPutInGroup(done.put) }
            null -> Unit
        }
        show { copy(done = null) }
    }

    private suspend fun giveUp() {
        val id = now.id ?: return
        book.ask { giveUpGroup(id) }
        show { copy(asksToGiveUp = false, done = null) }
    }

    private fun save(what: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (saving?.isActive == true) return
        saving = ask(::refused) {
            what()
            show { copy(problem = null) }
        }
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said, asksToGiveUp = false) }

    private companion object {
        const val ID = "group.id"
        const val NAME = "group.name"
        const val SEEN = "group.seen"
    }
}

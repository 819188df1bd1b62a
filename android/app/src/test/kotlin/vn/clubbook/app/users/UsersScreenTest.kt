package vn.clubbook.app.users

import androidx.compose.runtime.Composable
import java.util.UUID
import org.junit.Test
import vn.clubbook.app.people.invented
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.PossibleUserView
import vn.clubbook.ffi.UserView
import vn.clubbook.presentation.users.NewPin
import vn.clubbook.presentation.users.OwnPinState
import vn.clubbook.presentation.users.PeopleDone
import vn.clubbook.presentation.users.PeopleStep
import vn.clubbook.presentation.users.PhonePeopleState
import vn.clubbook.presentation.users.PinOutcome
import vn.clubbook.presentation.users.UsersState

class UsersScreenTest : ScreenTest() {
    private val names = listOf("Nguyễn Thị Tập", "Phạm Văn Hùng", "Nguyễn Thị Hồng Nhung", "Đinh Thị Lan")
    private val users = names.mapIndexed { at, name -> UserView(UUID(0, at.toLong()), name, at != 3) }

    @Test
    fun `who is holding the phone`() = screenshots.of(
        "users",
        "one" to { UsersScreen(UsersState(users.take(1)), {}, onBack = {}) },
        "four" to { UsersScreen(UsersState(users), {}) },
        "four, switching" to { UsersScreen(UsersState(users), {}, onBack = {}) },
        "digits" to { UsersScreen(UsersState(users, users[2], "12"), {}) },
        "wrong" to {
            UsersScreen(UsersState(users, users[0], refused = "Sai mã số. Còn 3 lần thử. Quên mã thì nhờ chủ nhiệm."), {})
        },
        "waits" to {
            UsersScreen(
                UsersState(users, users[0], refused = "Sai mã số nhiều lần. Đợi 60 giây rồi thử lại. Quên mã thì nhờ chủ nhiệm."),
                {},
            )
        },
        "forgotten" to { UsersScreen(UsersState(users, users[1], hasForgotten = true), {}) },
        "forgotten, alone" to { UsersScreen(UsersState(users.take(1), users[0], hasForgotten = true), {}) },
    )

    private val state = PhonePeopleState(users, users[0].person)

    @Composable
    private fun Shown(state: PhonePeopleState) = PhonePeopleScreen(state, {}, {}, {})

    @Test
    fun `people of the phone`() = screenshots.of(
        "phone-people",
        "one" to { Shown(state.copy(people = users.take(1))) },
        "added" to { Shown(state.copy(done = PeopleDone.Added("bà Nhung"))) },
        "refused" to { Shown(state.copy(refused = "Máy nhiều người dùng thì mỗi người cần có mã số riêng. Đặt mã số riêng trước.")) },
        "about" to { Shown(state.copy(step = PeopleStep.About(users[2]))) },
        "removal" to { Shown(state.copy(step = PeopleStep.About(users[2], asksRemoval = true))) },
        "adding" to { Shown(state.copy(step = PeopleStep.Adding(possible))) },
        "nobody to add" to { Shown(state.copy(step = PeopleStep.Adding(listOf()))) },
        "choosing" to { Shown(state.copy(step = PeopleStep.ChoosingPin(users[2].person, "bà Nhung", isNew = true))) },
        "different" to {
            Shown(state.copy(step = PeopleStep.ChoosingPin(users[2].person, "bà Nhung", isNew = false, NewPin(isDifferent = true))))
        },
    )

    private val possible = List(9) { PossibleUserView(invented(it), listOf("tình nguyện viên", "thủ quỹ").take(1 + it % 2).joinToString()) }

    @Test
    fun `one's own PIN`() = screenshots.of(
        "own-pin",
        "none" to { OwnPinScreen(OwnPinState(), {}, {}) },
        "again" to { OwnPinScreen(OwnPinState(hasPin = true, pin = NewPin("1", "1234")), {}, {}) },
        "chosen" to { OwnPinScreen(OwnPinState(hasPin = true, outcome = PinOutcome.Chosen), {}, {}) },
        "refused" to {
            OwnPinScreen(
                OwnPinState(
                    hasPin = true,
                    outcome = PinOutcome.Refused("Máy nhiều người dùng thì mỗi người cần có mã số riêng. Đặt mã số riêng trước."),
                ),
                {},
                {},
            )
        },
    )
}

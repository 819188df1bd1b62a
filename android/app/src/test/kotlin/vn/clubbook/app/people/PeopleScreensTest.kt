package vn.clubbook.app.people

import androidx.compose.runtime.Composable
import java.time.LocalDate
import java.util.UUID
import org.junit.Test
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.BoardView
import vn.clubbook.ffi.CallView
import vn.clubbook.ffi.CardLine
import vn.clubbook.ffi.CardView
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.ConsentView
import vn.clubbook.ffi.ConsentsNotedView
import vn.clubbook.ffi.EnteredView
import vn.clubbook.ffi.FieldChoice
import vn.clubbook.ffi.GivenUpGroupView
import vn.clubbook.ffi.GroupBegun
import vn.clubbook.ffi.GroupChoice
import vn.clubbook.ffi.GroupLeaderNamed
import vn.clubbook.ffi.GroupPersonView
import vn.clubbook.ffi.GroupPut
import vn.clubbook.ffi.GroupRename
import vn.clubbook.ffi.GroupView
import vn.clubbook.ffi.HolderView
import vn.clubbook.ffi.LastDay
import vn.clubbook.ffi.MemberView
import vn.clubbook.ffi.MembershipFormView
import vn.clubbook.ffi.Move
import vn.clubbook.ffi.MovedView
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.PeopleListView
import vn.clubbook.ffi.PostChange
import vn.clubbook.ffi.PostView
import vn.clubbook.ffi.PurposeView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.SaidAlone
import vn.clubbook.ffi.TransferView
import vn.clubbook.ffi.UnsettledView
import vn.clubbook.presentation.people.AddPersonState
import vn.clubbook.presentation.people.AloneSaid
import vn.clubbook.presentation.people.BoardState
import vn.clubbook.presentation.people.CardState
import vn.clubbook.presentation.people.ConsentQuestion
import vn.clubbook.presentation.people.ConsentsState
import vn.clubbook.presentation.people.DeathState
import vn.clubbook.presentation.people.GroupDone
import vn.clubbook.presentation.people.GroupState
import vn.clubbook.presentation.people.Leaving
import vn.clubbook.presentation.people.ManyConsentsState
import vn.clubbook.presentation.people.MembershipFields
import vn.clubbook.presentation.people.MembershipState
import vn.clubbook.presentation.people.Moved
import vn.clubbook.presentation.people.PeopleState
import vn.clubbook.presentation.people.PersonField
import vn.clubbook.presentation.people.PersonFormState
import vn.clubbook.presentation.people.PersonRow
import vn.clubbook.presentation.people.PostDone
import vn.clubbook.presentation.people.PostQuestion

/** The screens about people, in the states in which somebody meets them. */
class PeopleScreensTest : ScreenTest() {
    @Test
    fun `the members`() = screenshots.of(
        "members",
        "empty" to { Members(PeopleState(rows = listOf())) },
        "70 people" to { Members(PeopleState(rows = seventy), toDecide = 2) },
        "lists" to { Members(PeopleState(rows = seventy, lists = lists, everybody = 70)) },
        "groups given up" to {
            val givenUp =
                listOf(
                    GivenUpGroupView(UUID(2, 3), "Tổ 3", "bỏ từ hôm qua"),
                    GivenUpGroupView(UUID(2, 4), "Tổ Gò Deo", "bỏ từ thứ Bảy 21/11"),
                )
            val noGroup =
                PeopleState(rows = seventy.drop(34), lists = lists, givenUp = givenUp, chosen = PeopleListKind.NoGroup, everybody = 70)
            Members(noGroup)
        },
        "alone" to {
            val alone = lists[0].people.map { PersonRow(it, isMember = it.id != invented(12).id) }
            Members(PeopleState(rows = alone, lists = lists, chosen = PeopleListKind.LivesAlone, everybody = 70))
        },
        "a group" to {
            Members(PeopleState(rows = seventy.take(34), lists = lists, chosen = lists[1].kind, everybody = 70))
        },
        "nobody alone" to {
            val lists = listOf(lists[0].copy(people = listOf()), lists[1])
            Members(PeopleState(rows = listOf(), lists = lists, chosen = PeopleListKind.LivesAlone, everybody = 70))
        },
        "typed" to
            {
                Members(
                    PeopleState(
                        "lan",
                        listOf(seventy[0], seventy[1], seventy[2].copy(isGuess = true), seventy[4].copy(isMember = false)),
                        isLookingFor = true,
                    ),
                )
            },
        "nobody" to { Members(PeopleState("xuân", listOf(), isLookingFor = true)) },
        "error" to { Members(PeopleState(problem = DISK_FULL)) },
    )

    @Test
    fun `the card`() = screenshots.of(
        "card",
        "plain" to { Card(CardState(plain)) },
        "all there is" to { Card(CardState(full), isSaved = true) },
        "no member" to { Card(CardState(plain.copy(memberships = listOf(), isMember = false))) },
        "just joined" to { Card(CardState(plain, hasJustJoined = true)) },
        "number taken" to {
            val taken = Question.RegisterNo("Số 3 trong sổ là của cô Lê Thị Học. Vẫn ghi số 3? Số chưa dùng: 25.", 25)
            Card(CardState(plain.copy(memberships = listOf(), isMember = false), number = taken))
        },
        "just moved" to
            {
                Card(
                    CardState(plain.copy(isMember = false), hasJustLeft = true, transfer = TransferView("CLB Gò Deo", plain.lines, "2024")),
                )
            },
        "just left" to { Card(CardState(plain.copy(isMember = false), hasJustLeft = true)) },
        "just alone" to {
            val card = plain.copy(circumstances = listOf("sống một mình"), livesAlone = true)
            Card(CardState(card, saidToLiveAlone = AloneSaid(true, said)))
        },
        "no longer alone" to { Card(CardState(plain, saidToLiveAlone = AloneSaid(false, said))) },
        "alone, not asked" to
            { Card(CardState(plain.copy(circumstancesConsent = ConsentState.MISSING), saidToLiveAlone = AloneSaid(true, said))) },
        "stood already" to { Card(CardState(plain, saidToLiveAlone = AloneSaid(true, SaidAlone(listOf())))) },
        "out of sight" to { Card(CardState(plain.copy(circumstancesConsent = ConsentState.OUT_OF_SIGHT))) },
        "lives with" to { Card(CardState(full, moved = Moved(move, invented(6)))) },
        "lives apart" to { Card(CardState(plain, moved = Moved(move, null))) },
        "died" to { Card(CardState(plain.copy(person = seventy[3].person, memberships = listOf(), isMember = false))) },
        "error" to { Card(CardState(problem = DISK_FULL)) },
    )

    @Test
    fun leaving() {
        val reasons = listOf(Choice(1u, "xin thôi"), Choice(2u, "chuyển đi"), Choice(5u, "ghi nhầm"))
        screenshots.of(
            "leaving",
            "empty" to { Card(CardState(plain, leaving = Leaving(reasons))) },
            "no reason" to { Card(CardState(plain, leaving = Leaving(reasons, lacks = Leaving.Lack.Reason))) },
            "no such day" to { Card(CardState(plain, leaving = Leaving(reasons, reasons[1], "31/2/2026", Leaving.Lack.Day))) },
            "another club" to {
                val moving = Choice(3u, "chuyển sang CLB khác")
                Card(CardState(plain, leaving = Leaving(reasons + moving, moving, lacks = Leaving.Lack.Club, moving = moving)))
            },
            "error" to { Card(CardState(plain, leaving = Leaving(reasons, reasons[0]), problem = DISK_FULL)) },
        )
    }

    @Test
    fun `somebody died`() {
        val state = DeathState(seventy[0].person)
        screenshots.of(
            "death",
            "empty" to { DeathScreen(state, {}, {}) },
            "another day" to { DeathScreen(state.copy(date = "11/2026"), {}, {}) },
            "asked" to { DeathScreen(state.copy(asks = true), {}, {}) },
            "noted" to { DeathScreen(state.copy(noted = DIED), {}, {}) },
            "wrong" to
                {
                    DeathScreen(state.copy(date = "99/2026", problem = "Ngày mất không có: 99/2026. Chưa ghi gì. Sửa lại rồi ghi."), {}, {})
                },
            "error" to { DeathScreen(DeathState(problem = DISK_FULL), {}, {}) },
        )
    }

    @Test
    fun `the form over a membership`() {
        val groups = listOf(GroupChoice(UUID(2, 1), "Tổ 1"), GroupChoice(UUID(2, 2), "Tổ 2"))
        val opened =
            MembershipFormView(UUID(3, 1), byteArrayOf(), 7, groups[0].group, groups, true, "tình nguyện viên", mayGiveTasks = true)
        val fields = MembershipFields("7", groups[0].group, isVolunteer = true)
        val taken = Question.RegisterNo("Số 3 trong sổ là của cô Lê Thị Học. Vẫn ghi số 3? Số chưa dùng: 25.", 25)
        screenshots.of(
            "membership",
            "filled" to { MembershipScreen(MembershipState(opened, fields), {}, {}) },
            "bare" to {
                val bare = opened.copy(groups = listOf(), group = null, mayGiveTasks = false)
                MembershipScreen(MembershipState(bare, fields.copy(registerNo = "", group = null)), {}, {})
            },
            "number taken" to { MembershipScreen(MembershipState(opened, fields.copy(registerNo = "3"), taken), {}, {}) },
            "error" to { MembershipScreen(MembershipState(problem = DISK_FULL), {}, {}) },
        )
    }

    @Test
    fun `a group`() {
        val (one, two) = listOf(UUID(2, 1), UUID(2, 2))
        val people = seventy.take(12).mapIndexed { at, row ->
            when (at % 3) {
                0 -> GroupPersonView(row.person, one, "Tổ 1")
                1 -> GroupPersonView(row.person, two, "Tổ 2")
                else -> GroupPersonView(row.person, null, null)
            }
        }
        val state = GroupState(one, GroupView("Tổ 1", byteArrayOf(), null, "Chưa có tổ trưởng.", null, false, true, people))
        val led = state.group!!.copy(
            leaderWords = "Tổ trưởng: ${people[0].person.said}.",
            leader = people[0].person.id,
            hasNamedLeader = true,
        )
        val gone = state.group!!.copy(
            leaderWords = "Tổ trưởng: ông Hồ Văn Quen, đã ra khỏi tổ.",
            hasNamedLeader = true,
            mayNameLeader = false,
        )
        val named = GroupLeaderNamed(one, people[0].person.id, null, listOf(), listOf())
        val begun = GroupBegun(one, LocalDate.of(2026, 11, 24), byteArrayOf(), listOf())
        screenshots.of(
            "group",
            "new" to { GroupScreen(GroupState(), {}, {}) },
            "name taken" to
                { GroupScreen(GroupState(typed = "Tổ 1", problem = "Tên này đã có rồi. Chưa ghi gì. Đặt tên khác."), {}, {}) },
            "made" to { GroupScreen(state.copy(done = GroupDone.Made(begun)), {}, {}) },
            "12 people" to { GroupScreen(state, {}, {}) },
            "put in" to { GroupScreen(state.copy(done = GroupDone.Put(people[0].person, GroupPut(UUID(3, 1), one, two))), {}, {}) },
            "taken out" to { GroupScreen(state.copy(done = GroupDone.Put(people[2].person, GroupPut(UUID(3, 1), null, one))), {}, {}) },
            "another name" to { GroupScreen(state.copy(typed = "Tổ Gò Deo"), {}, {}) },
            "renamed" to {
                val rename = GroupRename(one, "Tổ 3", "Tổ 1", byteArrayOf())
                GroupScreen(state.copy(done = GroupDone.Renamed(rename)), {}, {})
            },
            "to be given up" to { GroupScreen(state.copy(asksToGiveUp = true), {}, {}) },
            "given up" to { GroupScreen(state.copy(group = state.group!!.copy(givenUp = GIVEN_UP), done = GroupDone.GivenUp), {}, {}) },
            "given up before" to { GroupScreen(state.copy(group = state.group!!.copy(givenUp = GIVEN_UP)), {}, {}) },
            "brought back" to { GroupScreen(state.copy(done = GroupDone.BroughtBack(begun)), {}, {}) },
            "stood already" to { GroupScreen(state.copy(done = GroupDone.StoodAlready), {}, {}) },
            "led" to { GroupScreen(state.copy(group = led, done = GroupDone.Led(people[0].person, named)), {}, {}) },
            "unled" to { GroupScreen(state.copy(done = GroupDone.Led(null, named)), {}, {}) },
            "leader gone" to { GroupScreen(state.copy(group = gone), {}, {}) },
            "who leads" to { GroupScreen(state.copy(group = led, asksWhoLeads = true), {}, {}) },
            "nobody to lead" to
                { GroupScreen(state.copy(group = state.group!!.copy(people = people.drop(1).take(2)), asksWhoLeads = true), {}, {}) },
            "error" to { GroupScreen(GroupState(one, problem = DISK_FULL), {}, {}) },
        )
    }

    @Test
    fun `the board`() {
        val cashier = Choice(5u, "thủ quỹ")
        val (lan, hung) = listOf(invented(0), invented(4))
        val posts = listOf(
            PostView(Choice(1u, "chủ nhiệm"), listOf(HolderView(lan, "từ 1/1/2026", ends = false))),
            PostView(
                Choice(2u, "phó chủ nhiệm"),
                listOf(HolderView(hung, null, ends = false), HolderView(invented(2), null, ends = false)),
            ),
            PostView(Choice(3u, "thư ký"), listOf()),
            PostView(cashier, listOf(HolderView(invented(7), "đến hết 28/11/2026", ends = true))),
        )
        val state = BoardState(BoardView(posts, "Chưa có ai làm: thư ký.", mayGivePosts = true))
        val change = PostChange(5u, LocalDate.of(2026, 11, 28), null, listOf(), listOf(), listOf(), mayBeTakenBack = true)
        val own = change.copy(mayBeTakenBack = false)
        val held = PostQuestion.Held(lan.id, 5u, listOf(invented(7).id), "Thủ quỹ hiện nay là ông Hồ Văn Quen. Người mới thay từ ngày này?")
        screenshots.of(
            "board",
            "who leads" to { Board(state) },
            "others" to { Board(BoardState(BoardView(posts, null, mayGivePosts = false))) },
            "held" to { Board(state.copy(question = held)) },
            "ends" to { Board(state.copy(question = PostQuestion.Ends(lan, cashier))) },
            "own" to { Board(state.copy(question = PostQuestion.Own(lan, cashier, OWN_POST))) },
            "given" to { Board(state.copy(done = PostDone(lan, cashier, isGiven = true, change))) },
            "handed over" to { Board(state.copy(done = PostDone(lan, cashier, isGiven = true, own))) },
            "ended" to { Board(state.copy(done = PostDone(invented(7), cashier, isGiven = false, change))) },
            "error" to { Board(BoardState(problem = DISK_FULL)) },
        )
    }

    @Test
    fun `consents of many`() {
        val purposes = consents.mapIndexed { at, one -> PurposeView(one.purpose, one.why, null, if (at == 0) 0u else 58u) }
        val asked = ManyConsentsState(purposes, 2u, seventy.map { it.person })
        val noted = ConsentsNotedView("Đã ghi 58 sự đồng ý. Bà Lan trước đây không đồng ý (số đo sức khỏe): hỏi lại riêng.", listOf())
        screenshots.of(
            "many-consents",
            "purposes" to { ManyConsentsScreen(ManyConsentsState(purposes), {}, {}) },
            "noted" to { ManyConsentsScreen(ManyConsentsState(purposes, noted = noted), {}, {}) },
            "70 people" to
                { ManyConsentsScreen(asked.copy(agreed = setOf(seventy[0].person.id, seventy[1].person.id), isSigned = false), {}, {}) },
            "nobody tapped" to { ManyConsentsScreen(asked.copy(lacks = ManyConsentsState.Lack.People), {}, {}) },
            "empty" to { ManyConsentsScreen(asked.copy(people = listOf()), {}, {}) },
            "error" to { ManyConsentsScreen(ManyConsentsState(problem = DISK_FULL), {}, {}) },
        )
    }

    @Test
    fun `the consents`() {
        val health = consents[1].purpose
        val state = ConsentsState(seventy[0].person, consents)
        val some = consents.map { it.purpose }.filter { it.number in 1u..3u }.toSet()
        screenshots.of(
            "consents",
            "all states" to { ConsentsScreen(state, {}, {}) },
            "noted" to { ConsentsScreen(state.copy(noted = some), {}, {}) },
            "mended" to { ConsentsScreen(state.copy(noted = some, mended = some), {}, {}) },
            "withdraws" to { ConsentsScreen(state.copy(question = ConsentQuestion.Withdraws(health)), {}, {}) },
            "given anew" to { ConsentsScreen(state.copy(question = ConsentQuestion.GivenAnew(health, ANEW)), {}, {}) },
            "error" to { ConsentsScreen(ConsentsState(problem = DISK_FULL), {}, {}) },
        )
    }

    @Test
    fun `the form that corrects`() = screenshots.of(
        "correct",
        "filled" to { PersonFormScreen(PersonFormState(fields), {}) },
        "wrong" to
            { PersonFormScreen(PersonFormState(fields, problem = "Ngày sinh không có: 99/99/1955. Chưa ghi gì. Sửa lại rồi lưu."), {}) },
        "going back" to { PersonFormScreen(PersonFormState(fields, asksToDrop = true), {}) },
        "error" to { PersonFormScreen(PersonFormState(problem = DISK_FULL), {}) },
    )

    @Test
    fun adding() {
        val people = listOf(seventy[0].person, seventy[1].person)
        val double = Question.Duplicate("Trong sổ đã có bà Đinh Thị Lan, sinh năm 1955, cùng thôn. Có phải cùng một người không?", people)
        val taken = Question.RegisterNo("Số 3 trong sổ là của cô Lê Thị Học. Vẫn ghi số 3? Số chưa dùng: 25.", 25)
        screenshots.of(
            "add-person",
            "empty" to { Add(AddPersonState(fields.map { it.copy(text = "") })) },
            "filled" to { Add(AddPersonState(fields, registerNo = "71")) },
            "no member" to { Add(AddPersonState(fields, isMember = false)) },
            "no name" to { Add(AddPersonState(fields, problem = "Chưa có họ tên. Chưa ghi gì. Ghi họ tên rồi lưu.")) },
            "double" to { Add(AddPersonState(fields, question = double)) },
            "number taken" to { Add(AddPersonState(fields, registerNo = "3", question = taken)) },
            "saved" to { Add(AddPersonState(fields, added = seventy[2].person)) },
        )
    }

    @Composable
    private fun Members(state: PeopleState, toDecide: Int = 0) = MembersScreen(state, toDecide, {}, {}, {}, {}, {}, {}, {}, {})

    @Composable
    private fun Board(state: BoardState) = BoardScreen(state, {}, BoardWays({}, {}, {}))

    @Composable
    private fun Card(state: CardState, isSaved: Boolean = false) =
        CardScreen(state, isSaved, {}, CardWays({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}))

    @Composable
    private fun Add(state: AddPersonState) = AddPersonScreen(state, {}, AddPersonWays({}, {}, {}, {}))

    private companion object {
        const val OWN_POST =
            "Ghi rồi thì người đang cầm máy không còn là chủ nhiệm. Sau đó chỉ chủ nhiệm, phó chủ nhiệm hoặc thư ký khác sửa lại " +
                "được. Vẫn ghi?"
        const val GIVEN_UP = "Tổ này đã bỏ từ thứ Bảy 21/11. Lập lại thì có lại 12 người."
        const val DIED = "Đã ghi: bà Đinh Thị Lan đã mất. Từ nay máy không nhắc gì nữa; những gì đã ghi trong sổ vẫn giữ."

        val lists = listOf(
            PeopleListView(PeopleListKind.LivesAlone, "sống một mình", null, listOf(0, 5, 12).map(::invented)),
            PeopleListView(
                PeopleListKind.Group(UUID(2, 1)),
                "Tổ 1",
                "Tổ 1 (xóm Trên): 34 người, tổ trưởng ông Hồ Văn Quen",
                (0..33).map(::invented),
            ),
            PeopleListView(PeopleListKind.NoGroup, "chưa vào tổ nào", null, (34..69).map(::invented)),
        )

        const val ANEW = "Bà Đinh Thị Lan đã rút lại sự đồng ý: số đo sức khỏe. Nay ông/bà đồng ý lại?"

        val fields = listOf(
            PersonField("full_name", "Họ và tên", "Đinh Thị Lan", listOf(), null),
            PersonField("common_name", "Tên thường gọi", "bà Năm", listOf(), null),
            PersonField("sex", "Nam, nữ", "female", listOf(FieldChoice("female", "nữ"), FieldChoice("male", "nam")), null),
            PersonField("birth", "Ngày sinh", "1955", listOf(), null),
            PersonField("phone", "Số điện thoại", "0905 000 001", listOf(), null),
            PersonField("address_as", "Xưng hô", "", listOf(), null),
        )

        val consents = listOf(
            ConsentView(Choice(1u, "sổ thành viên"), ConsentState.GIVEN, "Để ghi tên ông/bà vào sổ thành viên và điểm danh."),
            ConsentView(Choice(2u, "số đo sức khỏe"), ConsentState.WITHDRAWN, "Để ghi huyết áp, cân nặng và báo khi có số cao."),
            ConsentView(
                Choice(3u, "chăm sóc tại nhà"),
                ConsentState.REFUSED,
                "Để ghi lại những lần đến thăm. Người đến thăm và chủ nhiệm xem.",
            ),
            ConsentView(Choice(4u, "hoàn cảnh"), ConsentState.OUT_OF_SIGHT, "Để hỏi đúng chế độ và giúp đúng việc. Báo cáo không có tên."),
            ConsentView(Choice(5u, "vay vốn"), ConsentState.MISSING, "Ông/bà có thể không đồng ý, vẫn là thành viên."),
            ConsentView(Choice(6u, "đăng tin, ảnh"), ConsentState.MISSING, "Ông/bà có thể không đồng ý, vẫn là thành viên."),
        )

        val plain = CardView(
            person = seventy[0].person,
            lines = listOf(
                CardLine("birth", "Ngày sinh", "1936"),
                CardLine("hamlet", "Thôn, tổ dân phố", "Gò Deo"),
            ),
            memberships = listOf(MemberView(seventy[0].person, 7, listOf(), "thành viên từ 2024", listOf())),
            consents = consents.map { it.copy(state = ConsentState.GIVEN) },
            circumstances = listOf(),
            unsettled = listOf(),
            samePerson = listOf(),
            lastVisit = null,
            calls = listOf(),
            isMember = true,
            consentsWords = "6\u00A0đồng ý",
            group = null,
            household = null,
            householdPeople = listOf(),
            circumstancesConsent = ConsentState.GIVEN,
        )

        val move = MovedView(listOf(Move(seventy[0].person.id, null, UUID(3, 1))), null)

        val said = SaidAlone(listOf(LastDay(UUID(4, 1), null, null)))

        val full = plain.copy(
            calls = listOf(
                CallView("0905 000 001", isOwn = true, of = null),
                CallView("0905 000 002", isOwn = false, of = "Phạm Hoàng Nguyên Thị Ngọc Phương"),
            ),
            lines = plain.lines + CardLine("relative_name", "Người thân", "Phạm Hoàng Nguyên Thị Ngọc Phương"),
            memberships = plain.memberships.map { it.copy(roles = listOf(Choice(1u, "chủ nhiệm"), Choice(2u, "tình nguyện viên"))) },
            consents = consents,
            consentsWords = "1\u00A0đồng ý\u00A0· 1\u00A0không đồng ý\u00A0· 1\u00A0đã rút lại\u00A0· 2\u00A0chưa hỏi",
            circumstances = listOf("sống một mình", "khuyết tật", "đi lại khó"),
            livesAlone = true,
            unsettled = listOf(
                UnsettledView(
                    seventy[0].person.id,
                    "phone",
                    "Số điện thoại",
                    listOf(
                        EnteredView("0905 000 001", "0905 000 001", "bà Hoa, hôm nay"),
                        EnteredView("0905 000 009", "0905 000 009", "chú Minh, hôm qua"),
                    ),
                ),
            ),
            samePerson = listOf(seventy[1].person),
            lastVisit = "thứ Bảy 21/11",
            group = "Tổ 1 (xóm Trên): 34 người, tổ trưởng ông Hồ Văn Quen",
            household = "Hộ bà Đinh Thị Lan, thôn Nước Lăng: 2 người",
            householdPeople = listOf(invented(6)),
        )
    }
}

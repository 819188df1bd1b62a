package vn.clubbook.app.people

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.Done
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.QuestionSheet
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.design.roomy
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.PostView
import vn.clubbook.presentation.people.BoardEvent
import vn.clubbook.presentation.people.BoardState
import vn.clubbook.presentation.people.PostDone
import vn.clubbook.presentation.people.PostQuestion

/** Where the board leads: to the card of somebody, and to the choice of who takes a post. */
class BoardWays(val open: (PersonView) -> Unit, val choose: (Choice) -> Unit, val back: () -> Unit)

/** The board (Ban Chủ nhiệm): who holds which post, and to whoever may, giving and ending one. */
@Composable
fun BoardScreen(state: BoardState, onEvent: (BoardEvent) -> Unit, ways: BoardWays) {
    val done = state.done
    val isRoomy = roomy()
    AppScaffold(
        stringResource(R.string.roster_board),
        onBack = ways.back,
        bottom = if (isRoomy && done != null) ({ Written(done, onEvent) }) else null,
    ) {
        state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(BoardEvent.TryAgain) }) }
        val board = state.board ?: return@AppScaffold
        board.vacancies?.let { Attention(it) }
        if (!board.mayGivePosts) Text(stringResource(R.string.roster_board_who_may), style = MaterialTheme.typography.bodyLarge)
        val posts = board.posts.filter { board.mayGivePosts || it.holders.isNotEmpty() }
        // In the largest type it stands with its post, which is where it was tapped.
        val inPage = done.takeIf { !isRoomy }
        if (inPage != null && posts.none { it.role == inPage.role }) Written(inPage, onEvent)
        for (post in posts) {
            Post(post, board.mayGivePosts, onEvent, ways)
            if (inPage?.role == post.role) Written(inPage, onEvent)
        }
    }
    state.question?.let { Asked(it, onEvent) }
}

@Composable
private fun Post(post: PostView, mayGive: Boolean, onEvent: (BoardEvent) -> Unit, ways: BoardWays) =
    Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
        Heading(post.role.label.replaceFirstChar(Char::titlecase))
        for (holder in post.holders) {
            BigTile(holder.person.name, { ways.open(holder.person) }, detail = holder.term)
            if (mayGive && !holder.ends) {
                SecondaryButton(
                    stringResource(R.string.roster_board_end, holder.person.said.replaceFirstChar(Char::titlecase), post.role.label),
                    { onEvent(BoardEvent.End(holder.person, post.role)) },
                )
            }
        }
        if (mayGive) SecondaryButton(stringResource(R.string.roster_board_give, post.role.label), { ways.choose(post.role) })
    }

@Composable
private fun Written(done: PostDone, onEvent: (BoardEvent) -> Unit) {
    val template = when {
        done.mayBeTakenBack -> if (done.isGiven) R.string.roster_board_given else R.string.roster_board_ended
        else -> if (done.isGiven) R.string.roster_board_handed_over else R.string.roster_board_given_up
    }
    val words = stringResource(template, done.person.said, done.role.label)
    if (done.mayBeTakenBack) {
        UndoBar(words, stringResource(R.string.people_left_undo), { onEvent(BoardEvent.TakeBack) })
    } else {
        Done(words)
    }
}

@Composable
private fun Asked(question: PostQuestion, onEvent: (BoardEvent) -> Unit) {
    val (words, act) = when (question) {
        is PostQuestion.Held -> question.words to R.string.roster_board_replace

        is PostQuestion.Ends ->
            stringResource(R.string.roster_board_end_question, question.person.said, question.role.label) to R.string.roster_board_end_act

        is PostQuestion.Own -> question.words to R.string.roster_board_end_act
    }
    QuestionSheet(
        words,
        listOf(Action(stringResource(act)) { onEvent(BoardEvent.Confirm) }),
        Action(stringResource(R.string.people_consent_leave)) { onEvent(BoardEvent.LeaveAsItIs) },
    )
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import vn.clubbook.ffi.AddPersonRequest;
import vn.clubbook.ffi.ChangeListener;
import vn.clubbook.ffi.Clubbook;
import vn.clubbook.ffi.ClubbookException;
import vn.clubbook.ffi.Language;
import vn.clubbook.ffi.OpenRequest;
import vn.clubbook.ffi.SyncView;
import vn.clubbook.ffi.Topic;

/**
 * RoundTrip FOLDER: over to Rust and back through the classes that R8 has left: records, lists, an error with its words, a call from
 * a thread of Rust's, and something that waits. Shrunk together with the app, by its rules; what JNA and UniFFI look up by name is there or
 * this ends with an exception.
 */
public class RoundTrip {
    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempDirectory(Path.of(arguments[0]), "book").resolve("practice.db");
        OpenRequest request = new OpenRequest(file.toString(), new byte[32], "round trip", Language.VI, null, null);
        try (Clubbook book = Clubbook.Companion.openPractice(request)) {
            CountDownLatch heard = new CountDownLatch(1);
            book.subscribe(new ChangeListener() {
                @Override
                public void changed(List<? extends Topic> topics) {
                    if (topics.contains(Topic.PEOPLE)) heard.countDown();
                }
            });
            int before = book.members().size();
            book.addPerson(new AddPersonRequest("Người Đi Về", List.of(), true, null, true, false));
            check(book.members().size() == before + 1, "somebody who was added is a member");
            check(heard.await(1, TimeUnit.MINUTES), "a thread of Rust's told of it");
            check(book.today().getDayWords().contains("/"), "the day has words");
            check(!refusedSync(book).isEmpty(), "the practice club says why it sends nothing");
            book.shutdown();
            check(!refusedAfterEnd(book).isEmpty(), "after its end the book says so");
        }
        System.out.println("one round trip to Rust through the shrunk classes: done");
    }

    private static String refusedSync(Clubbook book) throws InterruptedException {
        try {
            BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, then) -> sync(book, then));
            throw new AssertionError("the practice club sent something");
        } catch (Exception refusal) {
            if (refusal instanceof ClubbookException.NotRecorded said) return said.getWords();
            throw new AssertionError(refusal);
        }
    }

    private static Object sync(Clubbook book, Continuation<? super SyncView> then) {
        try {
            return book.sync(null, then);
        } catch (ClubbookException refusal) {
            throw RoundTrip.<RuntimeException>unchecked(refusal);
        }
    }

    /** Kotlin does not know checked exceptions, and what it calls here may throw one. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    private static String refusedAfterEnd(Clubbook book) {
        try {
            book.members();
            throw new AssertionError("a book answered after its end");
        } catch (Exception refusal) {
            if (refusal instanceof ClubbookException.Cancelled said) return said.getWords();
            throw new AssertionError(refusal);
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError("not so: " + what);
    }
}

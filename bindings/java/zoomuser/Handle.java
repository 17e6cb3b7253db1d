package zoomuser;

import com.sun.jna.Pointer;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An object of the library. It is freed when it is closed and no call uses it any more; one that was forgotten, when the next
 * object is made after the garbage collector found it.
 */
final class Handle {
    private static final ReferenceQueue<Object> FORGOTTEN = new ReferenceQueue<>();
    private static final Set<Owner> OWNERS = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private static volatile Object fence;

    private final String kind;
    private final Consumer<Pointer> free;
    private final Owner owner;
    private Pointer pointer;
    private int users;
    private boolean closed;
    /** What the library may call while the object lives. */
    private Object callback;

    Handle(Object owner, String kind, Pointer pointer, Consumer<Pointer> free) {
        if (pointer == null) {
            throw new OutOfMemoryError("zoomuser: memory ran out");
        }
        this.kind = kind;
        this.free = free;
        this.pointer = pointer;
        this.owner = new Owner(owner, this);
        OWNERS.add(this.owner);
        closeForgotten();
    }

    /** Calls the library with the object, which lives until that returns; {@code owner} is the object of Java. */
    <T> T use(Object owner, Function<Pointer, T> call) {
        Pointer used = begin();
        // Until here the owner must not look forgotten; what Java 9 calls a reachability fence.
        fence = owner;
        fence = null;
        try {
            return call.apply(used);
        } finally {
            end();
        }
    }

    void keep(Object newCallback) {
        callback = newCallback;
    }

    synchronized void close() {
        closed = true;
        OWNERS.remove(owner);
        freeIfUnused();
    }

    private synchronized Pointer begin() {
        if (closed) {
            throw new IllegalStateException("zoomuser: the " + kind + " is closed");
        }
        users++;
        return pointer;
    }

    private synchronized void end() {
        users--;
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (closed && users == 0 && pointer != null) {
            free.accept(pointer);
            pointer = null;
            callback = null;
        }
    }

    private static void closeForgotten() {
        for (Object found = FORGOTTEN.poll(); found != null; found = FORGOTTEN.poll()) {
            ((Owner) found).handle.close();
        }
    }

    /** Tells when the program has forgotten the object of Java that a handle belongs to. */
    private static final class Owner extends PhantomReference<Object> {
        private final Handle handle;

        Owner(Object owner, Handle handle) {
            super(owner, FORGOTTEN);
            this.handle = handle;
        }
    }
}

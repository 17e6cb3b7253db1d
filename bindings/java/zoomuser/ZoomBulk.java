package zoomuser;

import com.sun.jna.Pointer;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** Many users to change: rows, each a user and a patch, or one file. {@link ZoomClient#updateUsers} changes them. */
public final class ZoomBulk implements AutoCloseable {
    final Handle handle;
    private final Object setting = new Object();

    /** A bulk without rows. */
    public ZoomBulk() {
        Zoom.ready();
        handle = new Handle(this, "bulk", ZoomLibrary.zoom_bulk_new(), ZoomLibrary::zoom_bulk_free);
    }

    /**
     * Adds a row. The patch is copied, so that it can be changed and added again for the next user.
     *
     * @throws ZoomException the text is no user id
     */
    public ZoomBulk add(String userId, UserPatch patch) {
        byte[] user = Text.of(userId, "userId");
        Objects.requireNonNull(patch, "patch");
        return adding(bulk -> patch.handle.use(patch, fields -> ZoomLibrary.zoom_bulk_add(bulk, user, fields)));
    }

    /**
     * Takes the rows of a file, CSV or JSON Lines, and reads its header.
     *
     * @param optionsJson how it is read, a JSON object as zoom_bulk_add_file of zoomuser.h describes; null for the defaults
     * @throws ZoomException the file cannot be read, or a column is no field
     */
    public ZoomBulk addFile(String path, String optionsJson) {
        byte[] file = Text.of(path, "path");
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        return adding(bulk -> ZoomLibrary.zoom_bulk_add_file(bulk, file, options));
    }

    /** Frees the bulk, now or when the call that uses it ends. */
    @Override
    public void close() {
        handle.close();
    }

    private ZoomBulk adding(ToIntFunction<Pointer> add) {
        handle.use(this, bulk -> {
            synchronized (setting) {
                int status = add.applyAsInt(bulk);
                if (status != 0) {
                    throw ZoomException.refused(status, ZoomLibrary.zoom_bulk_error(bulk));
                }
            }
            return null;
        });
        return this;
    }
}

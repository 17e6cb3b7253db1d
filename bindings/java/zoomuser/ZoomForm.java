package zoomuser;

import com.sun.jna.Pointer;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** Parts for a body of multipart/form-data, in your order. Nothing is added to what you set. */
public final class ZoomForm implements AutoCloseable {
    final Handle handle;
    private final Object setting = new Object();

    /** An empty form. */
    public ZoomForm() {
        Zoom.ready();
        handle = new Handle(this, "form", ZoomLibrary.zoom_form_new(), ZoomLibrary::zoom_form_free);
    }

    /** Adds a part of text; it is sent as UTF-8. */
    public ZoomForm add(String name, String value) {
        byte[] partName = Text.of(name, "name");
        byte[] text = Text.of(value, "value");
        return setting(form -> ZoomLibrary.zoom_form_add(form, partName, text));
    }

    /** Adds a part of bytes; file name, content type and charset may be null. */
    public ZoomForm add(String name, byte[] value, String fileName, String contentType, String charset) {
        byte[] partName = Text.of(name, "name");
        byte[] file = Text.ofNullable(fileName, "fileName");
        byte[] type = Text.ofNullable(contentType, "contentType");
        byte[] set = Text.ofNullable(charset, "charset");
        Objects.requireNonNull(value, "value");
        SizeT length = new SizeT(value.length);
        return setting(form -> ZoomLibrary.zoom_form_add_part(form, partName, file, type, set, value, length));
    }

    /** Frees the form, now or when the call that uses it ends. */
    @Override
    public void close() {
        handle.close();
    }

    private ZoomForm setting(ToIntFunction<Pointer> set) {
        handle.use(this, form -> {
            synchronized (setting) {
                int status = set.applyAsInt(form);
                if (status != 0) {
                    throw ZoomException.refused(status, ZoomLibrary.zoom_form_error(form));
                }
            }
            return null;
        });
        return this;
    }
}

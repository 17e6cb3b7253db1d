package zoomuser;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text passed to and from the library: UTF-8 with a NUL at its end. */
final class Text {
    private Text() {
    }

    static byte[] of(String text, String name) {
        if (text == null) {
            throw new NullPointerException(name + ": expected text, got null");
        }
        return ofNullable(text, name);
    }

    static byte[] ofNullable(String text, String name) {
        if (text == null) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + ": expected text without NUL");
        }
        try {
            // An unpaired surrogate is refused, not replaced.
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] ended = new byte[bytes.remaining() + 1];
            bytes.get(ended, 0, bytes.remaining());
            return ended;
        } catch (CharacterCodingException exception) {
            throw new IllegalArgumentException(name + ": expected text without unpaired surrogates", exception);
        }
    }

    static String read(Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }
}

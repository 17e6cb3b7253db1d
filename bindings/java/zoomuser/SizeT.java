package zoomuser;

import com.sun.jna.IntegerType;
import com.sun.jna.Native;

/** The C type size_t, as JNA wants it; not for programs. */
public final class SizeT extends IntegerType {
    private static final long serialVersionUID = 1L;

    public SizeT() {
        this(0);
    }

    public SizeT(long value) {
        super(Native.SIZE_T_SIZE, value, true);
    }
}

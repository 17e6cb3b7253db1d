package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.win32.StdCallLibrary;

/** zoom_log_callback of zoomuser.h. */
interface NativeLogCallback extends StdCallLibrary.StdCallCallback {
    void invoke(int level, Pointer line, Pointer userData);
}

package zoomuser;

import com.sun.jna.AltCallingConvention;
import com.sun.jna.Callback;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** Functions that the library calls: stdcall on 32-bit Windows, which JNA must know; elsewhere there is one convention. */
final class Callbacks {
    static final boolean IS_STDCALL = Platform.isWindows() && !Platform.is64Bit();

    private Callbacks() {
    }

    /** zoom_token_callback of zoomuser.h. */
    interface TokenCallback extends Callback {
        int callback(Pointer userData, int wasRefused, Pointer buffer, SizeT capacity);
    }

    /** zoom_log_callback of zoomuser.h. */
    interface LogCallback extends Callback {
        void callback(int level, Pointer line, Pointer userData);
    }

    /** zoom_row_callback of zoomuser.h. */
    interface RowCallback extends Callback {
        int callback(Pointer userData, SizeT index, Pointer row);
    }

    interface StdcallTokenCallback extends TokenCallback, AltCallingConvention {
    }

    interface StdcallLogCallback extends LogCallback, AltCallingConvention {
    }

    static TokenCallback token(TokenCallback callback) {
        return IS_STDCALL ? (StdcallTokenCallback) callback::callback : callback;
    }

    static LogCallback log(LogCallback callback) {
        return IS_STDCALL ? (StdcallLogCallback) callback::callback : callback;
    }
}

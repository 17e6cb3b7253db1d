package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.win32.StdCallLibrary;

/** zoom_token_callback of zoomuser.h: stdcall on 32-bit Windows, the only convention elsewhere. */
interface NativeTokenCallback extends StdCallLibrary.StdCallCallback {
    int invoke(Pointer userData, int wasRefused, Pointer buffer, SizeT capacity);
}

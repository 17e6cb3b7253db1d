           05  :NAME:-HANDLE          USAGE POINTER.
           05  :NAME:-REFUSAL         BINARY-LONG.
           05  :NAME:-WHY             PIC X(256).

           05  ZOOM-RESULT            USAGE POINTER.
           *> A number that is not there is -1, a text spaces.
           05  ZOOM-API-CODE          BINARY-DOUBLE.
           05  ZOOM-WAITED-MS         BINARY-DOUBLE.
           05  ZOOM-RETRY-AFTER-MS    BINARY-DOUBLE.
           05  ZOOM-STATUS            BINARY-LONG.
               88  ZOOM-SUCCEEDED     VALUE 0.
           05  ZOOM-HTTP-STATUS       BINARY-LONG.
           05  ZOOM-ATTEMPTS          BINARY-LONG.
           *> Bytes of the text that was asked for last, uncut.
           05  ZOOM-TEXT-LENGTH       BINARY-LONG.
           05  ZOOM-RETRYABLE         PIC 9.
               88  ZOOM-MAY-SUCCEED-LATER VALUE 1.
           05  ZOOM-STATUS-NAME       PIC X(31).
           05  ZOOM-MESSAGE           PIC X(512).
           05  ZOOM-HINT              PIC X(512).
           05  ZOOM-API-MESSAGE       PIC X(512).
           05  ZOOM-TRACKING-ID       PIC X(128).

       01  ZOOM-CLIENT.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-CLIENT==.
           05  ZOOM-CLIENT-TOKEN-PROGRAM PIC X(31).

       *> Records for the programs of zoomuser-*.cbl. Not to be moved:
       *> they hold addresses.
       COPY "zoomuser-constants.cpy".

       *> A client for one Zoom account. If it refused an option, it
       *> refuses every call, and the reply says why, until it is
       *> opened again.
       COPY "zoomuser-client.cpy".

       *> The fields to change. One that refused a field refuses every
       *> call, and the reply says why, until it is opened again.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.

       *> Many users to change. One that refused a row refuses the run,
       *> and the reply says why, until it is opened again.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.

       *> The result of the last call.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".

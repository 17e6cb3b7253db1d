       *> Requests as text, of your own, and all in one call.

       *> The request of ZOOM-UPDATE-USER as the text "rendered": http,
       *> json, curl, curl-cmd, curl-powershell, postman. Sends nothing.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-RENDER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  USER-Z PIC X(1024).
       01  FORMAT-Z PIC X(64).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  USER-ID PIC X ANY LENGTH.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FORMAT-NAME PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT USER-ID ZOOM-PATCH
           FORMAT-NAME ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-PATCH "patch" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "user id" USER-ID USER-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "format" FORMAT-NAME FORMAT-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-RENDER" USING ZOOM-CLIENT-HANDLE USER-Z
               ZOOM-PATCH-HANDLE FORMAT-Z RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-RENDER.

       *> A custom request. Headers are lines with X"0A" between
       *> them; of the body that many bytes are sent. Any 2xx is good.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REQUEST.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  METHOD-Z PIC X(64).
       01  PATH-Z PIC X(8193).
       01  HEADERS-Z PIC X(65536).
       01  BODY-POINTER USAGE POINTER.
       01  N BINARY-DOUBLE.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  METHOD-NAME PIC X ANY LENGTH.
       01  PATH-IN PIC X ANY LENGTH.
       01  HEADERS-IN PIC X ANY LENGTH.
       01  BODY-IN PIC X ANY LENGTH.
       01  BODY-LENGTH PIC 9 ANY NUMERIC.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT METHOD-NAME PATH-IN
           HEADERS-IN BODY-IN BODY-LENGTH ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "method" METHOD-NAME METHOD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "path" PATH-IN PATH-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "headers" HEADERS-IN HEADERS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           MOVE BODY-LENGTH TO N
           IF N < 0 OR N > FUNCTION LENGTH(BODY-IN)
               CALL "ZOOM-REPLY-REFUSED" USING ZOOM-REPLY
                   ZOOM-E-INVALID-ARGUMENT
                   "body length: expected 0 to the length of the body"
               GOBACK
           END-IF
           SET BODY-POINTER TO NULL
           IF N > 0
               SET BODY-POINTER TO ADDRESS OF BODY-IN
           END-IF
           CALL "ZRAW-CLIENT-REQUEST" USING ZOOM-CLIENT-HANDLE
               METHOD-Z PATH-Z HEADERS-Z BODY-POINTER N
               RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-REQUEST.

       *> Everything in one call: fields and options are JSON objects,
       *> options may be spaces.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-UPDATE-ONCE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  TOKEN-Z PIC X(16384).
       01  USER-Z PIC X(1024).
       01  FIELDS-Z PIC X(65536).
       01  OPTIONS-Z PIC X(65536).
       01  NO-BUFFER USAGE POINTER.
       01  NO-CAPACITY BINARY-DOUBLE VALUE 0.
       LINKAGE SECTION.
       01  TOKEN-IN PIC X ANY LENGTH.
       01  USER-ID PIC X ANY LENGTH.
       01  FIELDS-IN PIC X ANY LENGTH.
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING TOKEN-IN USER-ID FIELDS-IN
           OPTIONS-IN ZOOM-REPLY.
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "user id" USER-ID USER-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "fields" FIELDS-IN FIELDS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "options" OPTIONS-IN OPTIONS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "token" TOKEN-IN TOKEN-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-UPDATE-USER" USING TOKEN-Z USER-Z FIELDS-Z
               OPTIONS-Z RESULT-POINTER NO-BUFFER NO-CAPACITY ANSWER
           MOVE LOW-VALUES TO TOKEN-Z OPTIONS-Z
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-UPDATE-ONCE.

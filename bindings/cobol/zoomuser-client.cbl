       *> Clients and their calls. Every call fills the reply, and
       *> RETURN-CODE is its status.

       *> A client with every option at its default. What it had is
       *> freed. A library of another ABI is refused.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-CLIENT-OPEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  ABI-FOUND BINARY-LONG UNSIGNED.
       01  ABI-TEXT PIC Z(9)9.
       01  ABI-EXPECTED PIC Z(9)9.
       01  WHY PIC X(80).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT.
           CALL "ZOOM-CLIENT-CLOSE" USING ZOOM-CLIENT
           CALL "ZRAW-ABI-VERSION" USING ABI-FOUND
           IF ABI-FOUND NOT = ZOOM-ABI
               MOVE ABI-FOUND TO ABI-TEXT
               MOVE ZOOM-ABI TO ABI-EXPECTED
               MOVE SPACES TO WHY
               STRING "the library has ABI " FUNCTION TRIM(ABI-TEXT)
                   ", expected " FUNCTION TRIM(ABI-EXPECTED)
                   DELIMITED BY SIZE INTO WHY
               END-STRING
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-CLIENT
                   ZOOM-E-INTERNAL " " WHY
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-NEW" USING ZOOM-CLIENT-HANDLE
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-CLIENT-OPEN.

       *> Frees a client. May be called twice.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-CLIENT-CLOSE.
       DATA DIVISION.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT.
           CALL "ZRAW-CLIENT-FREE" USING ZOOM-CLIENT-HANDLE
           SET ZOOM-CLIENT-HANDLE TO NULL
           MOVE 0 TO ZOOM-CLIENT-REFUSAL
           MOVE SPACES TO ZOOM-CLIENT-WHY
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-CLIENT-CLOSE.

       *> Sets an option. Spaces put it back to its default.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-CLIENT-OPTION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  OPTION-Z PIC X(256).
       01  TEXT-LENGTH BINARY-DOUBLE.
       01  ANSWER BINARY-LONG.
       01  WHY-POINTER USAGE POINTER.
       01  WHY PIC X(256).
       01  WHY-LENGTH BINARY-LONG.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  OPTION-NAME PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-CLIENT OPTION-NAME TEXT-IN.
           IF ZOOM-CLIENT-HANDLE = NULL
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-CLIENT
                   ZOOM-E-NULL " " "the client is not open"
               GOBACK
           END-IF
           CALL "ZOOM-TO-C" USING OPTION-NAME OPTION-Z
           MOVE RETURN-CODE TO ANSWER
           CALL "ZOOM-TRIMMED-LENGTH" USING TEXT-IN TEXT-LENGTH
           IF ANSWER NOT = ZOOM-OK OR TEXT-LENGTH < 0
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-CLIENT
                   ZOOM-E-INVALID-ARGUMENT OPTION-NAME
                   "expected a name and a text without NUL"
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-SET-N" USING ZOOM-CLIENT-HANDLE OPTION-Z
               TEXT-IN TEXT-LENGTH ANSWER
           IF ANSWER NOT = ZOOM-OK
               CALL "ZRAW-CLIENT-ERROR"
                   USING ZOOM-CLIENT-HANDLE WHY-POINTER
               CALL "ZOOM-FROM-C" USING WHY-POINTER WHY WHY-LENGTH
               CALL "ZOOM-OBJECT-REFUSES"
                   USING ZOOM-CLIENT ANSWER " " WHY
           END-IF
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-CLIENT-OPTION.

       *> PATCH /users/{user id}.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-UPDATE-USER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  USER-Z PIC X(1024).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  USER-ID PIC X ANY LENGTH.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT USER-ID ZOOM-PATCH
           ZOOM-REPLY.
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
           CALL "ZRAW-CLIENT-UPDATE-USER" USING ZOOM-CLIENT-HANDLE
               USER-Z ZOOM-PATCH-HANDLE RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-UPDATE-USER.

       *> GET /users/{user id}. ZOOM-REPLY-VALUE then has its values.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-GET-USER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  USER-Z PIC X(1024).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  USER-ID PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT USER-ID ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "user id" USER-ID USER-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-GET-USER" USING ZOOM-CLIENT-HANDLE
               USER-Z RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-GET-USER.

       *> What ZOOM-UPDATE-USER would change: list fields. Reads the
       *> user, sends no update.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PLAN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  USER-Z PIC X(1024).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  USER-ID PIC X ANY LENGTH.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT USER-ID ZOOM-PATCH
           ZOOM-REPLY.
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
           CALL "ZRAW-CLIENT-PLAN" USING ZOOM-CLIENT-HANDLE
               USER-Z ZOOM-PATCH-HANDLE RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-PLAN.

       *> Diagnoses the connection; list checks. Changes nothing.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-DOCTOR.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-DOCTOR"
               USING ZOOM-CLIENT-HANDLE RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-DOCTOR.

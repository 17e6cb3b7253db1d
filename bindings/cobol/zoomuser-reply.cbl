       *> The result of a call, with the whole response.

       *> The end of a call: its result belongs to the reply.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-TAKE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  NUMBER-FOUND BINARY-DOUBLE.
       01  FLAG BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       PROCEDURE DIVISION USING ZOOM-REPLY RESULT-POINTER ANSWER.
           CALL "ZOOM-REPLY-CLOSE" USING ZOOM-REPLY
           SET ZOOM-RESULT TO RESULT-POINTER
           MOVE ANSWER TO ZOOM-STATUS
           CALL "ZRAW-STATUS-NAME" USING ANSWER TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER ZOOM-STATUS-NAME
               ZOOM-TEXT-LENGTH
           CALL "ZRAW-STATUS-IS-RETRYABLE" USING ANSWER FLAG
           MOVE FLAG TO ZOOM-RETRYABLE
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT z"http_status" NUMBER-FOUND
           MOVE NUMBER-FOUND TO ZOOM-HTTP-STATUS
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT z"attempts" NUMBER-FOUND
           MOVE NUMBER-FOUND TO ZOOM-ATTEMPTS
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT z"api_code" NUMBER-FOUND
           MOVE NUMBER-FOUND TO ZOOM-API-CODE
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT z"waited_ms" NUMBER-FOUND
           MOVE NUMBER-FOUND TO ZOOM-WAITED-MS
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT z"retry_after_ms" NUMBER-FOUND
           MOVE NUMBER-FOUND TO ZOOM-RETRY-AFTER-MS
           CALL "ZRAW-RESULT-TEXT"
               USING ZOOM-RESULT z"hint" TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER ZOOM-HINT
               ZOOM-TEXT-LENGTH
           CALL "ZRAW-RESULT-TEXT"
               USING ZOOM-RESULT z"api_message" TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER ZOOM-API-MESSAGE
               ZOOM-TEXT-LENGTH
           CALL "ZRAW-RESULT-TEXT"
               USING ZOOM-RESULT z"tracking_id" TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER ZOOM-TRACKING-ID
               ZOOM-TEXT-LENGTH
           CALL "ZRAW-RESULT-TEXT"
               USING ZOOM-RESULT z"message" TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER ZOOM-MESSAGE
               ZOOM-TEXT-LENGTH
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-TAKE.

       *> Frees what came back and empties the reply. May be called
       *> twice; the next call with the reply does it too.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-CLOSE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-REPLY.
           CALL "ZRAW-RESULT-FREE" USING ZOOM-RESULT
           INITIALIZE ZOOM-REPLY
           SET ZOOM-RESULT TO NULL
           MOVE -1 TO ZOOM-HTTP-STATUS ZOOM-API-CODE ZOOM-WAITED-MS
                      ZOOM-RETRY-AFTER-MS ZOOM-ATTEMPTS
           MOVE ZOOM-E-NULL TO ZOOM-STATUS
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-CLOSE.

       *> A text: message, hint, api_message, tracking_id, json,
       *> reason, head, rendered, user, next_page_token, why or run.
       *> Spaces where there is none.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-TEXT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  WHAT-Z PIC X(256).
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT TEXT-OUT.
           CALL "ZOOM-TO-C" USING WHAT WHAT-Z
           CALL "ZRAW-RESULT-TEXT"
               USING ZOOM-RESULT WHAT-Z TEXT-POINTER
           CALL "ZOOM-FROM-C"
               USING TEXT-POINTER TEXT-OUT ZOOM-TEXT-LENGTH
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-TEXT.

       *> A number of a run of many users: rows, sent, applied, failed,
       *> exit ...; or total_records after ZOOM-LIST-USERS. -1 where
       *> there is none.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-NUMBER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WHAT-Z PIC X(256).
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  NUMBER-OUT BINARY-DOUBLE.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT NUMBER-OUT.
           CALL "ZOOM-TO-C" USING WHAT WHAT-Z
           CALL "ZRAW-RESULT-NUMBER"
               USING ZOOM-RESULT WHAT-Z NUMBER-OUT
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-NUMBER.

       *> The first header of this name.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-HEADER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  WHAT-Z PIC X(256).
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT TEXT-OUT.
           CALL "ZOOM-TO-C" USING WHAT WHAT-Z
           CALL "ZRAW-RESULT-HEADER"
               USING ZOOM-RESULT WHAT-Z TEXT-POINTER
           CALL "ZOOM-FROM-C"
               USING TEXT-POINTER TEXT-OUT ZOOM-TEXT-LENGTH
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-HEADER.

       *> Items of a list: field_errors, problems, warnings, headers,
       *> fields, user, users, checks, rows.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-COUNT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WHAT-Z PIC X(256).
       01  NUMBER-FOUND BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  ITEMS BINARY-LONG.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT ITEMS.
           CALL "ZOOM-TO-C" USING WHAT WHAT-Z
           CALL "ZRAW-RESULT-COUNT"
               USING ZOOM-RESULT WHAT-Z NUMBER-FOUND
           MOVE NUMBER-FOUND TO ITEMS
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-COUNT.

       *> A text of an item, counted from 1: field, message, name,
       *> value, outcome, old, new, seen, url, hint; of a row also
       *> user_id, line, status ...; of a user its members by Zoom's
       *> names. Spaces where there is none.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-ITEM.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  WHAT-Z PIC X(256).
       01  LIST-Z PIC X(256).
       01  PLACE BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHICH-LIST PIC X ANY LENGTH.
       01  ITEM-NUMBER PIC 9 ANY NUMERIC.
       01  WHAT PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY WHICH-LIST ITEM-NUMBER
           WHAT TEXT-OUT.
           MOVE SPACES TO TEXT-OUT
           MOVE 0 TO ZOOM-TEXT-LENGTH
           MOVE ITEM-NUMBER TO PLACE
           SUBTRACT 1 FROM PLACE
           IF PLACE >= 0
               CALL "ZOOM-TO-C" USING WHICH-LIST LIST-Z
               CALL "ZOOM-TO-C" USING WHAT WHAT-Z
               CALL "ZRAW-RESULT-ITEM" USING ZOOM-RESULT LIST-Z
                   PLACE WHAT-Z TEXT-POINTER
               CALL "ZOOM-FROM-C"
                   USING TEXT-POINTER TEXT-OUT ZOOM-TEXT-LENGTH
           END-IF
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-ITEM.

       *> After ZOOM-GET-USER: what the user has under this name.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-VALUE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  ITEMS BINARY-LONG.
       01  I BINARY-LONG.
       01  NAME-FOUND PIC X(256).
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT TEXT-OUT.
           MOVE SPACES TO TEXT-OUT
           CALL "ZOOM-REPLY-COUNT" USING ZOOM-REPLY "user" ITEMS
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > ITEMS
               CALL "ZOOM-REPLY-ITEM"
                   USING ZOOM-REPLY "user" I "name" NAME-FOUND
               IF NAME-FOUND = WHAT
                   CALL "ZOOM-REPLY-ITEM"
                       USING ZOOM-REPLY "user" I "value" TEXT-OUT
                   GOBACK
               END-IF
           END-PERFORM
           MOVE 0 TO ZOOM-TEXT-LENGTH RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-VALUE.

       *> The response body, any bytes: as many as there is room
       *> for. ZOOM-TEXT-LENGTH says how many there are.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-BODY.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  BODY-POINTER USAGE POINTER.
       01  BODY-LENGTH BINARY-DOUBLE.
       01  ROOM BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  BODY-OUT PIC X ANY LENGTH.
       01  C-BODY PIC X(16777216).
       PROCEDURE DIVISION USING ZOOM-REPLY BODY-OUT.
           MOVE SPACES TO BODY-OUT
           CALL "ZRAW-RESULT-BODY"
               USING ZOOM-RESULT BODY-LENGTH BODY-POINTER
           MOVE BODY-LENGTH TO ZOOM-TEXT-LENGTH
           MOVE FUNCTION LENGTH(BODY-OUT) TO ROOM
           IF BODY-LENGTH < ROOM
               MOVE BODY-LENGTH TO ROOM
           END-IF
           IF ROOM > 0
               SET ADDRESS OF C-BODY TO BODY-POINTER
               MOVE C-BODY(1:ROOM) TO BODY-OUT
           END-IF
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-BODY.

       *> The name of a status, ZOOM-E-TIMEOUT in C's writing.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-STATUS-TO-NAME.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  TEXT-LENGTH BINARY-LONG.
       01  NUMBER-IN BINARY-LONG.
       LINKAGE SECTION.
       01  STATUS-IN PIC 9 ANY NUMERIC.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING STATUS-IN TEXT-OUT.
           MOVE STATUS-IN TO NUMBER-IN
           CALL "ZRAW-STATUS-NAME" USING NUMBER-IN TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER TEXT-OUT TEXT-LENGTH
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-STATUS-TO-NAME.

       *> The version of the library, and the number of its ABI.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-VERSION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  TEXT-LENGTH BINARY-LONG.
       01  ABI-FOUND BINARY-LONG UNSIGNED.
       LINKAGE SECTION.
       01  TEXT-OUT PIC X ANY LENGTH.
       01  ABI BINARY-LONG.
       PROCEDURE DIVISION USING TEXT-OUT ABI.
           CALL "ZRAW-VERSION" USING TEXT-POINTER
           CALL "ZOOM-FROM-C" USING TEXT-POINTER TEXT-OUT TEXT-LENGTH
           CALL "ZRAW-ABI-VERSION" USING ABI-FOUND
           MOVE ABI-FOUND TO ABI
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-VERSION.

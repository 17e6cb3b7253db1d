       *> Changes the department of a Zoom user and prints the whole
       *> result.
       *>
       *>     ZOOM_TOKEN=... update-user ada@example.com Engineering
       *>
       *> Environment: ZOOM_TOKEN, the access token. To try it against
       *> the sandbox, also ZOOM_BASE_URL, the address of the API, and
       *> ZOOM_CA_FILE, a PEM file of certificate authorities to trust.
       *>
       *> Exit code: 0 the user is updated, 1 the user is not updated,
       *> 2 wrong usage.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. UPDATE-USER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser.cpy".
       01  ARGUMENTS           PIC 9(4).
       01  EMPLOYEE.
           05  EMP-USER-ID     PIC X(128).
           05  EMP-DEPARTMENT  PIC X(128).
       01  ENV-TOKEN           PIC X(8192).
       01  ENV-BASE-URL        PIC X(512).
       01  ENV-CA-FILE         PIC X(512).
       01  STATUS-EDITED       PIC Z(4)9.
       01  LIST-NAME           PIC X(16).
       01  ITEMS               BINARY-LONG.
       01  I                   BINARY-LONG.
       01  ITEM-FIELD          PIC X(128).
       01  ITEM-MESSAGE        PIC X(256).
       PROCEDURE DIVISION.
       MAIN.
           ACCEPT ARGUMENTS FROM ARGUMENT-NUMBER
           ACCEPT ENV-TOKEN FROM ENVIRONMENT "ZOOM_TOKEN"
               ON EXCEPTION
                   MOVE SPACES TO ENV-TOKEN
           END-ACCEPT
           IF ARGUMENTS NOT = 2 OR ENV-TOKEN = SPACES
               DISPLAY "usage: ZOOM_TOKEN=... update-user USER_ID "
                   "DEPARTMENT" UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           ACCEPT EMP-USER-ID FROM ARGUMENT-VALUE
           ACCEPT EMP-DEPARTMENT FROM ARGUMENT-VALUE
           ACCEPT ENV-BASE-URL FROM ENVIRONMENT "ZOOM_BASE_URL"
               ON EXCEPTION
                   MOVE SPACES TO ENV-BASE-URL
           END-ACCEPT
           ACCEPT ENV-CA-FILE FROM ENVIRONMENT "ZOOM_CA_FILE"
               ON EXCEPTION
                   MOVE SPACES TO ENV-CA-FILE
           END-ACCEPT

           CALL "ZOOM-CLIENT-OPEN" USING ZOOM-CLIENT
           CALL "ZOOM-CLIENT-OPTION"
               USING ZOOM-CLIENT ZOOM-OPT-TOKEN ENV-TOKEN
           CALL "ZOOM-CLIENT-OPTION"
               USING ZOOM-CLIENT ZOOM-OPT-BASE-URL ENV-BASE-URL
           CALL "ZOOM-CLIENT-OPTION"
               USING ZOOM-CLIENT ZOOM-OPT-CA-FILE ENV-CA-FILE
           CALL "ZOOM-PATCH-OPEN" USING ZOOM-PATCH
           CALL "ZOOM-PATCH-TEXT"
               USING ZOOM-PATCH ZOOM-FIELD-DEPT EMP-DEPARTMENT
           CALL "ZOOM-UPDATE-USER"
               USING ZOOM-CLIENT EMP-USER-ID ZOOM-PATCH ZOOM-REPLY

           PERFORM PRINT-REPLY
           CALL "ZOOM-PATCH-CLOSE" USING ZOOM-PATCH
           CALL "ZOOM-CLIENT-CLOSE" USING ZOOM-CLIENT
           IF ZOOM-SUCCEEDED
               MOVE 0 TO RETURN-CODE
           ELSE
               MOVE 1 TO RETURN-CODE
           END-IF
           STOP RUN.

       PRINT-REPLY.
           MOVE ZOOM-STATUS TO STATUS-EDITED
           DISPLAY FUNCTION TRIM(ZOOM-STATUS-NAME)
               " (" FUNCTION TRIM(STATUS-EDITED) ")"
           DISPLAY "message: " FUNCTION TRIM(ZOOM-MESSAGE)
           IF ZOOM-HINT NOT = SPACES
               DISPLAY "hint: " FUNCTION TRIM(ZOOM-HINT)
           END-IF
           IF ZOOM-TRACKING-ID NOT = SPACES
               DISPLAY "tracking_id: " FUNCTION TRIM(ZOOM-TRACKING-ID)
           END-IF
           IF ZOOM-HTTP-STATUS >= 0
               MOVE ZOOM-HTTP-STATUS TO STATUS-EDITED
               DISPLAY "http_status: " FUNCTION TRIM(STATUS-EDITED)
           END-IF
           MOVE "field_errors" TO LIST-NAME
           PERFORM PRINT-LIST
           MOVE "problems" TO LIST-NAME
           PERFORM PRINT-LIST
           MOVE "warnings" TO LIST-NAME
           PERFORM PRINT-LIST.

       PRINT-LIST.
           CALL "ZOOM-REPLY-COUNT" USING ZOOM-REPLY LIST-NAME ITEMS
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > ITEMS
               CALL "ZOOM-REPLY-ITEM"
                   USING ZOOM-REPLY LIST-NAME I "field" ITEM-FIELD
               CALL "ZOOM-REPLY-ITEM"
                   USING ZOOM-REPLY LIST-NAME I "message" ITEM-MESSAGE
               IF ITEM-FIELD = SPACES
                   DISPLAY FUNCTION TRIM(LIST-NAME) ": "
                       FUNCTION TRIM(ITEM-MESSAGE)
               ELSE
                   DISPLAY FUNCTION TRIM(LIST-NAME) ": "
                       FUNCTION TRIM(ITEM-FIELD) ": "
                       FUNCTION TRIM(ITEM-MESSAGE)
               END-IF
           END-PERFORM.
       END PROGRAM UPDATE-USER.

       *> Changes the users of a sequential file and writes a file with
       *> the outcome of each.
       *>
       *>     ZOOM_TOKEN=... update-users users.txt results.txt
       *>
       *> A line of users.txt has fixed columns; what is blank is not
       *> changed:
       *>
       *>      1-40  user id or e-mail address
       *>     41-60  department
       *>     61-70  cost center
       *>        71  type: 1 basic, 2 licensed
       *>
       *> results.txt has a line for each of them: the user (1-40), the
       *> outcome (41-54), the status (55-78) and the message (79-).
       *>
       *> Environment: as for update-user; ZOOM_RUN is a folder for the
       *> run, which ZOOM-UNDO-USERS or zoomuser bulk undo can undo.
       *>
       *> Exit code: 0 every user succeeded, 1 some failed,
       *> 2 nothing was sent, or the results cannot be written.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. UPDATE-USERS.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT EMPLOYEES ASSIGN TO EMPLOYEES-PATH
               ORGANIZATION IS LINE SEQUENTIAL
               FILE STATUS IS EMPLOYEES-STATUS.
           SELECT RESULTS ASSIGN TO RESULTS-PATH
               ORGANIZATION IS LINE SEQUENTIAL
               FILE STATUS IS RESULTS-STATUS.
       DATA DIVISION.
       FILE SECTION.
       FD  EMPLOYEES.
       01  EMPLOYEE.
           05  EMP-USER-ID     PIC X(40).
           05  EMP-DEPARTMENT  PIC X(20).
           05  EMP-COST-CENTER PIC X(10).
           05  EMP-TYPE        PIC X.
       FD  RESULTS.
       01  RESULT-LINE.
           05  RES-USER-ID     PIC X(40).
           05  RES-OUTCOME     PIC X(14).
           05  RES-STATUS      PIC X(24).
           05  RES-MESSAGE     PIC X(160).
       WORKING-STORAGE SECTION.
       COPY "zoomuser.cpy".
       01  EMPLOYEES-PATH      PIC X(256).
       01  EMPLOYEES-STATUS    PIC XX.
       01  RESULTS-PATH        PIC X(256).
       01  RESULTS-STATUS      PIC XX.
       01  ARGUMENTS           PIC 9(4).
       01  ENV-TOKEN           PIC X(8192).
       01  ENV-BASE-URL        PIC X(512).
       01  ENV-CA-FILE         PIC X(512).
       01  ENV-RUN             PIC X(256).
       01  RUN-OPTIONS         PIC X(600).
       01  RECORD-COUNT        PIC 9(9) VALUE 0.
       01  RECORD-EDITED       PIC Z(8)9.
       01  ITEMS               BINARY-LONG.
       01  I                   BINARY-LONG.
       01  RUN-ENDED           PIC X(16).
       01  PROBLEM-FIELD       PIC X(64).
       01  PROBLEM             PIC X(256).
       01  EXIT-CODE           BINARY-LONG.
       PROCEDURE DIVISION.
       MAIN.
           ACCEPT ARGUMENTS FROM ARGUMENT-NUMBER
           ACCEPT ENV-TOKEN FROM ENVIRONMENT "ZOOM_TOKEN"
               ON EXCEPTION
                   MOVE SPACES TO ENV-TOKEN
           END-ACCEPT
           IF ARGUMENTS NOT = 2 OR ENV-TOKEN = SPACES
               DISPLAY "usage: ZOOM_TOKEN=... update-users USERS "
                   "RESULTS" UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           ACCEPT EMPLOYEES-PATH FROM ARGUMENT-VALUE
           ACCEPT RESULTS-PATH FROM ARGUMENT-VALUE
           PERFORM OPEN-CLIENT
           PERFORM READ-EMPLOYEES
           *> Before anything is sent, so that the results have a place.
           OPEN OUTPUT RESULTS
           IF RESULTS-STATUS NOT = "00"
               PERFORM RESULTS-NOT-WRITTEN
               MOVE EXIT-CODE TO RETURN-CODE
               STOP RUN
           END-IF
           PERFORM RUN-OPTIONS-AS-JSON
           CALL "ZOOM-UPDATE-USERS"
               USING ZOOM-CLIENT ZOOM-BULK RUN-OPTIONS ZOOM-REPLY
           MOVE 1 TO EXIT-CODE
           IF ZOOM-SUCCEEDED
               MOVE 0 TO EXIT-CODE
           END-IF
           *> Spaces where no run was begun.
           CALL "ZOOM-REPLY-TEXT"
               USING ZOOM-REPLY ZOOM-TEXT-WHY RUN-ENDED
           IF RUN-ENDED = SPACES
               MOVE 2 TO EXIT-CODE
           END-IF
           PERFORM WRITE-RESULTS
           DISPLAY FUNCTION TRIM(ZOOM-MESSAGE)
           PERFORM SHOW-PROBLEMS
           CALL "ZOOM-REPLY-CLOSE" USING ZOOM-REPLY
           CALL "ZOOM-BULK-CLOSE" USING ZOOM-BULK
           CALL "ZOOM-CLIENT-CLOSE" USING ZOOM-CLIENT
           MOVE EXIT-CODE TO RETURN-CODE
           STOP RUN.

       OPEN-CLIENT.
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
               USING ZOOM-CLIENT ZOOM-OPT-CA-FILE ENV-CA-FILE.

       *> A row for each record. The bulk keeps what it refuses, and
       *> ZOOM-UPDATE-USERS then reports it.
       READ-EMPLOYEES.
           OPEN INPUT EMPLOYEES
           IF EMPLOYEES-STATUS NOT = "00"
               DISPLAY FUNCTION TRIM(EMPLOYEES-PATH)
                   ": cannot be read: file status " EMPLOYEES-STATUS
                   UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           CALL "ZOOM-BULK-OPEN" USING ZOOM-BULK
           PERFORM UNTIL EMPLOYEES-STATUS NOT = "00"
               READ EMPLOYEES
                   AT END
                       CONTINUE
                   NOT AT END
                       PERFORM ADD-EMPLOYEE
               END-READ
           END-PERFORM
           IF EMPLOYEES-STATUS NOT = "10"
               MOVE RECORD-COUNT TO RECORD-EDITED
               DISPLAY FUNCTION TRIM(EMPLOYEES-PATH)
                   ": cannot be read after record "
                   FUNCTION TRIM(RECORD-EDITED) ": file status "
                   EMPLOYEES-STATUS UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           CLOSE EMPLOYEES
           CALL "ZOOM-PATCH-CLOSE" USING ZOOM-PATCH.

       ADD-EMPLOYEE.
           ADD 1 TO RECORD-COUNT
           CALL "ZOOM-PATCH-OPEN" USING ZOOM-PATCH
           IF EMP-DEPARTMENT NOT = SPACES
               CALL "ZOOM-PATCH-TEXT"
                   USING ZOOM-PATCH ZOOM-FIELD-DEPT EMP-DEPARTMENT
           END-IF
           IF EMP-COST-CENTER NOT = SPACES
               CALL "ZOOM-PATCH-TEXT" USING ZOOM-PATCH
                   ZOOM-FIELD-COST-CENTER EMP-COST-CENTER
           END-IF
           IF EMP-TYPE NOT = SPACES
               CALL "ZOOM-PATCH-TEXT"
                   USING ZOOM-PATCH ZOOM-FIELD-TYPE EMP-TYPE
           END-IF
           CALL "ZOOM-BULK-ADD"
               USING ZOOM-BULK EMP-USER-ID ZOOM-PATCH
           IF RETURN-CODE NOT = ZOOM-OK
               MOVE RECORD-COUNT TO RECORD-EDITED
               DISPLAY FUNCTION TRIM(EMPLOYEES-PATH) ": record "
                   FUNCTION TRIM(RECORD-EDITED) ": "
                   FUNCTION TRIM(ZOOM-BULK-WHY) UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF.

       *> A JSON text needs its quotes and backslashes escaped.
       RUN-OPTIONS-AS-JSON.
           MOVE SPACES TO RUN-OPTIONS
           ACCEPT ENV-RUN FROM ENVIRONMENT "ZOOM_RUN"
               ON EXCEPTION
                   MOVE SPACES TO ENV-RUN
           END-ACCEPT
           IF ENV-RUN NOT = SPACES
               STRING '{"run":"'
                   FUNCTION SUBSTITUTE(FUNCTION TRIM(ENV-RUN)
                       '\' '\\' '"' '\"')
                   '"}' DELIMITED BY SIZE INTO RUN-OPTIONS
               END-STRING
           END-IF.

       WRITE-RESULTS.
           CALL "ZOOM-REPLY-COUNT"
               USING ZOOM-REPLY ZOOM-LIST-ROWS ITEMS
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > ITEMS
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY ZOOM-LIST-ROWS
                   I ZOOM-ITEM-USER-ID RES-USER-ID
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY ZOOM-LIST-ROWS
                   I ZOOM-ITEM-OUTCOME RES-OUTCOME
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY ZOOM-LIST-ROWS
                   I ZOOM-ITEM-STATUS RES-STATUS
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY ZOOM-LIST-ROWS
                   I ZOOM-ITEM-MESSAGE RES-MESSAGE
               WRITE RESULT-LINE
               IF RESULTS-STATUS NOT = "00"
                   PERFORM RESULTS-NOT-WRITTEN
                   EXIT PERFORM
               END-IF
           END-PERFORM
           CLOSE RESULTS
           IF RESULTS-STATUS NOT = "00"
               PERFORM RESULTS-NOT-WRITTEN
           END-IF.

       RESULTS-NOT-WRITTEN.
           DISPLAY FUNCTION TRIM(RESULTS-PATH)
               ": cannot be written: file status " RESULTS-STATUS
               UPON SYSERR
           MOVE 2 TO EXIT-CODE.

       SHOW-PROBLEMS.
           CALL "ZOOM-REPLY-COUNT"
               USING ZOOM-REPLY ZOOM-LIST-PROBLEMS ITEMS
           PERFORM VARYING I FROM 1 BY 1 UNTIL I > ITEMS
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY
                   ZOOM-LIST-PROBLEMS I ZOOM-ITEM-FIELD PROBLEM-FIELD
               CALL "ZOOM-REPLY-ITEM" USING ZOOM-REPLY
                   ZOOM-LIST-PROBLEMS I ZOOM-ITEM-MESSAGE PROBLEM
               IF PROBLEM-FIELD = SPACES
                   DISPLAY FUNCTION TRIM(PROBLEM) UPON SYSERR
               ELSE
                   DISPLAY FUNCTION TRIM(PROBLEM-FIELD) ": "
                       FUNCTION TRIM(PROBLEM) UPON SYSERR
               END-IF
           END-PERFORM.
       END PROGRAM UPDATE-USERS.

       *> Programs that the library calls: for tokens and for the log.
       *> On 64 bits only: 32-bit Windows would call them by stdcall.

       *> Has a program give the access tokens: it is called with
       *> PIC 9 (1: Zoom refuses the token given before) and with
       *> PIC X(16384) for the token, or for why there is none, which
       *> RETURN-CODE other than 0 says. " " as its name ends that.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-CLIENT-TOKEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  CALLBACK USAGE PROGRAM-POINTER.
       01  NAME-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  PROGRAM-NAME PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-CLIENT PROGRAM-NAME.
           IF ZOOM-CLIENT-HANDLE = NULL
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-CLIENT
                   ZOOM-E-NULL " " "the client is not open"
               GOBACK
           END-IF
       >>IF P64 IS NOT SET
           CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-CLIENT
               ZOOM-E-INVALID-ARGUMENT " "
               "a token program needs 64 bits"
           GOBACK
       >>END-IF
           SET CALLBACK TO NULL
           MOVE PROGRAM-NAME TO ZOOM-CLIENT-TOKEN-PROGRAM
           IF PROGRAM-NAME NOT = SPACES
               SET CALLBACK TO ENTRY "ZOOM-GIVE-TOKEN"
           END-IF
           SET NAME-POINTER TO ADDRESS OF ZOOM-CLIENT-TOKEN-PROGRAM
           CALL "ZRAW-CLIENT-SET-TOKEN-CALLBACK"
               USING ZOOM-CLIENT-HANDLE CALLBACK NAME-POINTER ANSWER
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-CLIENT-TOKEN.

       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-GIVE-TOKEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TOKEN PIC X(16384).
       01  REFUSED-BEFORE PIC 9.
       01  ANSWER BINARY-LONG.
       01  TEXT-LENGTH BINARY-DOUBLE.
       LINKAGE SECTION.
       01  NAME-POINTER USAGE POINTER.
       01  WAS-REFUSED BINARY-LONG.
       01  ROOM-POINTER USAGE POINTER.
       *> The lower half of a size_t: arguments arrive as int.
       01  CAPACITY BINARY-LONG.
       01  TOKEN-PROGRAM PIC X(31).
       01  ROOM PIC X(16385).
       PROCEDURE DIVISION USING BY VALUE NAME-POINTER
           BY VALUE WAS-REFUSED BY VALUE ROOM-POINTER
           BY VALUE CAPACITY.
           *> As after a CALL of few arguments.
           IF ADDRESS OF CAPACITY = NULL
               MOVE 1 TO RETURN-CODE
               GOBACK
           END-IF
           SET ADDRESS OF TOKEN-PROGRAM TO NAME-POINTER
           SET ADDRESS OF ROOM TO ROOM-POINTER
           MOVE SPACES TO TOKEN
           MOVE WAS-REFUSED TO REFUSED-BEFORE
           CALL TOKEN-PROGRAM USING REFUSED-BEFORE TOKEN
               ON EXCEPTION
                   MOVE "the token program is missing" TO TOKEN
                   MOVE 1 TO RETURN-CODE
           END-CALL
           MOVE RETURN-CODE TO ANSWER
           CALL "ZOOM-TRIMMED-LENGTH" USING TOKEN TEXT-LENGTH
           IF TEXT-LENGTH < 0 OR TEXT-LENGTH >= CAPACITY
               MOVE 0 TO TEXT-LENGTH
               MOVE 1 TO ANSWER
           END-IF
           IF TEXT-LENGTH > 0
               MOVE TOKEN(1:TEXT-LENGTH) TO ROOM(1:TEXT-LENGTH)
           END-IF
           MOVE LOW-VALUE TO ROOM(TEXT-LENGTH + 1:1)
           MOVE LOW-VALUES TO TOKEN
           CALL "ZOOM-FOUR-ARGUMENTS"
               USING "1" "2" "3" "4"
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-GIVE-TOKEN.

       *> Has a program get the log, called with PIC 9 for the level and
       *> PIC X(1024) for the line. Level 0 none, 1 errors, 2 warnings,
       *> 3 a line for each attempt, 4 with user ids, 5 with values.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-SET-LOG.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  KEPT-NAME PIC X(31).
       01  CALLBACK USAGE PROGRAM-POINTER.
       01  NAME-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  N BINARY-LONG.
       LINKAGE SECTION.
       01  LOG-LEVEL PIC 9 ANY NUMERIC.
       01  PROGRAM-NAME PIC X ANY LENGTH.
       PROCEDURE DIVISION USING LOG-LEVEL PROGRAM-NAME.
       >>IF P64 IS NOT SET
           MOVE 3 TO RETURN-CODE
           GOBACK
       >>END-IF
           MOVE LOG-LEVEL TO N
           MOVE PROGRAM-NAME TO KEPT-NAME
           SET CALLBACK TO ENTRY "ZOOM-PUT-LOG"
           SET NAME-POINTER TO ADDRESS OF KEPT-NAME
           CALL "ZRAW-SET-LOG-CALLBACK"
               USING N CALLBACK NAME-POINTER ANSWER
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-SET-LOG.

       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PUT-LOG.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  LOG-LINE PIC X(1024).
       01  LINE-LENGTH BINARY-LONG.
       01  LEVEL-OUT PIC 9.
       01  C-POINTER USAGE POINTER.
       LINKAGE SECTION.
       01  LOG-LEVEL BINARY-LONG.
       01  LINE-POINTER USAGE POINTER.
       01  NAME-POINTER USAGE POINTER.
       01  LOG-PROGRAM PIC X(31).
       PROCEDURE DIVISION USING BY VALUE LOG-LEVEL
           BY VALUE LINE-POINTER BY VALUE NAME-POINTER.
           SET ADDRESS OF LOG-PROGRAM TO NAME-POINTER
           SET C-POINTER TO LINE-POINTER
           CALL "ZOOM-FROM-C" USING C-POINTER LOG-LINE LINE-LENGTH
           MOVE LOG-LEVEL TO LEVEL-OUT
           CALL LOG-PROGRAM USING LEVEL-OUT LOG-LINE
               ON EXCEPTION
                   CONTINUE
           END-CALL
           CALL "ZOOM-FOUR-ARGUMENTS"
               USING "1" "2" "3" "4"
           GOBACK.
       END PROGRAM ZOOM-PUT-LOG.

       *> Does nothing. A program called by C receives as many arguments
       *> as the last CALL had: the last CALL of one that returns to C
       *> must not have fewer than the next one needs.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-FOUR-ARGUMENTS.
       DATA DIVISION.
       LINKAGE SECTION.
       01  A PIC X.
       01  B PIC X.
       01  C PIC X.
       01  D PIC X.
       PROCEDURE DIVISION USING A B C D.
           GOBACK.
       END PROGRAM ZOOM-FOUR-ARGUMENTS.

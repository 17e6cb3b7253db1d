       *> Text between COBOL and C, and error messages.

       *> Length without blanks and NULs at the end; -1: a NUL is in it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-TRIMMED-LENGTH.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  NULS BINARY-LONG.
       LINKAGE SECTION.
       01  TEXT-IN PIC X ANY LENGTH.
       01  TEXT-LENGTH BINARY-DOUBLE.
       PROCEDURE DIVISION USING TEXT-IN TEXT-LENGTH.
           MOVE FUNCTION LENGTH(TEXT-IN) TO TEXT-LENGTH
           PERFORM UNTIL TEXT-LENGTH = 0
               OR (TEXT-IN(TEXT-LENGTH:1) NOT = SPACE
                   AND TEXT-IN(TEXT-LENGTH:1) NOT = LOW-VALUE)
               SUBTRACT 1 FROM TEXT-LENGTH
           END-PERFORM
           IF TEXT-LENGTH > 0
               MOVE 0 TO NULS
               INSPECT TEXT-IN(1:TEXT-LENGTH)
                   TALLYING NULS FOR ALL LOW-VALUE
               IF NULS > 0
                   MOVE -1 TO TEXT-LENGTH
               END-IF
           END-IF
           GOBACK.
       END PROGRAM ZOOM-TRIMMED-LENGTH.

       *> A text with a NUL after it, for C. RETURN-CODE 3 and spaces in
       *> TEXT-OUT where it has a NUL in it or is too long.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-TO-C.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  TEXT-LENGTH BINARY-DOUBLE.
       LINKAGE SECTION.
       01  TEXT-IN PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING TEXT-IN TEXT-OUT.
           CALL "ZOOM-TRIMMED-LENGTH" USING TEXT-IN TEXT-LENGTH
           MOVE LOW-VALUES TO TEXT-OUT
           MOVE ZOOM-OK TO RETURN-CODE
           IF TEXT-LENGTH < 0 OR
               TEXT-LENGTH >= FUNCTION LENGTH(TEXT-OUT)
               MOVE ZOOM-E-INVALID-ARGUMENT TO RETURN-CODE
           ELSE
               IF TEXT-LENGTH > 0
                   MOVE TEXT-IN(1:TEXT-LENGTH) TO TEXT-OUT
                   MOVE LOW-VALUE TO TEXT-OUT(TEXT-LENGTH + 1:1)
               END-IF
           END-IF
           GOBACK.
       END PROGRAM ZOOM-TO-C.

       *> A text of the library, cut between two characters where it is
       *> too long, with blanks at its end.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-FROM-C.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  NO-BUFFER USAGE POINTER.
       01  NO-CAPACITY BINARY-DOUBLE VALUE 0.
       01  LENGTH-FOUND BINARY-DOUBLE.
       01  TAKEN BINARY-LONG.
       LINKAGE SECTION.
       01  TEXT-POINTER USAGE POINTER.
       01  TEXT-OUT PIC X ANY LENGTH.
       01  TEXT-LENGTH BINARY-LONG.
       01  C-TEXT PIC X(16777216).
       PROCEDURE DIVISION USING TEXT-POINTER TEXT-OUT TEXT-LENGTH.
           MOVE SPACES TO TEXT-OUT
           MOVE 0 TO TEXT-LENGTH
           IF TEXT-POINTER = NULL
               GOBACK
           END-IF
           SET ADDRESS OF C-TEXT TO TEXT-POINTER
           CALL "ZRAW-TEXT-COPY"
               USING C-TEXT NO-BUFFER NO-CAPACITY LENGTH-FOUND
           MOVE LENGTH-FOUND TO TEXT-LENGTH
           MOVE TEXT-LENGTH TO TAKEN
           IF TAKEN > FUNCTION LENGTH(TEXT-OUT)
               MOVE FUNCTION LENGTH(TEXT-OUT) TO TAKEN
               *> The next byte must not continue a character.
               PERFORM UNTIL TAKEN = 0
                   OR C-TEXT(TAKEN + 1:1) < X"80"
                   OR C-TEXT(TAKEN + 1:1) >= X"C0"
                   SUBTRACT 1 FROM TAKEN
               END-PERFORM
           END-IF
           IF TAKEN > 0
               MOVE C-TEXT(1:TAKEN) TO TEXT-OUT
           END-IF
           GOBACK.
       END PROGRAM ZOOM-FROM-C.

       *> A reply that the library did not give: status and message.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-REPLY-REFUSED.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  TEXT-POINTER USAGE POINTER.
       01  TEXT-LENGTH BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  REFUSAL PIC 9 ANY NUMERIC.
       01  WHY PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY REFUSAL WHY.
           CALL "ZOOM-REPLY-CLOSE" USING ZOOM-REPLY
           MOVE REFUSAL TO ZOOM-STATUS
           MOVE WHY TO ZOOM-MESSAGE
           CALL "ZRAW-STATUS-NAME" USING ZOOM-STATUS TEXT-POINTER
           CALL "ZOOM-FROM-C"
               USING TEXT-POINTER ZOOM-STATUS-NAME TEXT-LENGTH
           MOVE ZOOM-STATUS TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-REPLY-REFUSED.

       *> What a client or a patch refused is kept in it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-OBJECT-REFUSES.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       01  HOLDER.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==HOLDER==.
       01  REFUSAL PIC 9 ANY NUMERIC.
       01  WHAT PIC X ANY LENGTH.
       01  WHY PIC X ANY LENGTH.
       PROCEDURE DIVISION USING HOLDER REFUSAL WHAT WHY.
           MOVE REFUSAL TO ANSWER
           IF HOLDER-REFUSAL = 0
               MOVE ANSWER TO HOLDER-REFUSAL
               MOVE SPACES TO HOLDER-WHY
               IF WHAT = SPACES
                   MOVE WHY TO HOLDER-WHY
               ELSE
                   STRING FUNCTION TRIM(WHAT) DELIMITED BY SIZE
                       ": " DELIMITED BY SIZE WHY DELIMITED BY SIZE
                       INTO HOLDER-WHY
                   END-STRING
               END-IF
           END-IF
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-OBJECT-REFUSES.

       *> The name of a field for C; what is wrong is kept. A patch that
       *> was not opened is.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-FIELD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  FIELD-Z PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD FIELD-Z.
           IF ZOOM-PATCH-HANDLE = NULL
               CALL "ZOOM-PATCH-OPEN" USING ZOOM-PATCH
           END-IF
           CALL "ZOOM-TO-C" USING FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-PATCH
                   ZOOM-E-INVALID-ARGUMENT "field"
                   "expected text without NUL, at most 255 bytes"
           END-IF
           GOBACK.
       END PROGRAM ZOOM-PATCH-FIELD.

       *> What the library says of a field: a refusal is kept.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-TOLD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  WHY-POINTER USAGE POINTER.
       01  WHY PIC X(256).
       01  WHY-LENGTH BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  ANSWER BINARY-LONG.
       PROCEDURE DIVISION USING ZOOM-PATCH ANSWER.
           IF ANSWER NOT = ZOOM-OK
               CALL "ZRAW-USER-PATCH-ERROR"
                   USING ZOOM-PATCH-HANDLE WHY-POINTER
               CALL "ZOOM-FROM-C" USING WHY-POINTER WHY WHY-LENGTH
               CALL "ZOOM-OBJECT-REFUSES"
                   USING ZOOM-PATCH ANSWER " " WHY
           END-IF
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-PATCH-TOLD.

       *> Whether a client, a patch or a bulk can be used; what is wrong
       *> is the reply.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-OBJECT-READY.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  WHY PIC X(80).
       LINKAGE SECTION.
       01  HOLDER.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==HOLDER==.
       01  WHAT PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING HOLDER WHAT ZOOM-REPLY.
           EVALUATE TRUE
               WHEN HOLDER-REFUSAL NOT = 0
                   CALL "ZOOM-REPLY-REFUSED" USING ZOOM-REPLY
                       HOLDER-REFUSAL HOLDER-WHY
               WHEN HOLDER-HANDLE = NULL
                   MOVE SPACES TO WHY
                   STRING "the " WHAT " is not open"
                       DELIMITED BY SIZE INTO WHY
                   END-STRING
                   CALL "ZOOM-REPLY-REFUSED" USING ZOOM-REPLY
                       ZOOM-E-NULL WHY
               WHEN OTHER
                   MOVE ZOOM-OK TO RETURN-CODE
           END-EVALUATE
           GOBACK.
       END PROGRAM ZOOM-OBJECT-READY.

       *> An argument with a NUL after it, for C; what is wrong with it
       *> is the reply.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-ARGUMENT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  MOST PIC Z(9)9.
       01  WHY PIC X(128).
       LINKAGE SECTION.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       01  WHAT PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       01  TEXT-OUT PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-REPLY WHAT TEXT-IN TEXT-OUT.
           CALL "ZOOM-TO-C" USING TEXT-IN TEXT-OUT
           IF RETURN-CODE = ZOOM-OK
               GOBACK
           END-IF
           COMPUTE MOST = FUNCTION LENGTH(TEXT-OUT) - 1
           MOVE SPACES TO WHY
           STRING WHAT ": expected text without NUL, at most "
               FUNCTION TRIM(MOST) " bytes"
               DELIMITED BY SIZE INTO WHY
           END-STRING
           CALL "ZOOM-REPLY-REFUSED"
               USING ZOOM-REPLY ZOOM-E-INVALID-ARGUMENT WHY
           GOBACK.
       END PROGRAM ZOOM-ARGUMENT.

       *> The fields to change. A field is given by its name; the record
       *> keeps the first refusal, which the call with it then reports.

       *> A patch without a field. What it had is freed.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-OPEN.
       DATA DIVISION.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       PROCEDURE DIVISION USING ZOOM-PATCH.
           CALL "ZOOM-PATCH-CLOSE" USING ZOOM-PATCH
           CALL "ZRAW-USER-PATCH-NEW" USING ZOOM-PATCH-HANDLE
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-PATCH-OPEN.

       *> Frees a patch. May be called twice.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-CLOSE.
       DATA DIVISION.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       PROCEDURE DIVISION USING ZOOM-PATCH.
           CALL "ZRAW-USER-PATCH-FREE" USING ZOOM-PATCH-HANDLE
           SET ZOOM-PATCH-HANDLE TO NULL
           MOVE 0 TO ZOOM-PATCH-REFUSAL
           MOVE SPACES TO ZOOM-PATCH-WHY
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-PATCH-CLOSE.

       *> Sets a field to text. Spaces empty it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-TEXT.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-LENGTH BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD TEXT-IN.
           CALL "ZOOM-TRIMMED-LENGTH" USING TEXT-IN TEXT-LENGTH
           CALL "ZOOM-PATCH-TEXT-N"
               USING ZOOM-PATCH FIELD TEXT-IN TEXT-LENGTH
           GOBACK.
       END PROGRAM ZOOM-PATCH-TEXT.

       *> The same with a length: blanks at the end are part of it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-TEXT-N.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       01  N BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       01  TEXT-LENGTH PIC 9 ANY NUMERIC.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD TEXT-IN TEXT-LENGTH.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           MOVE TEXT-LENGTH TO N
           IF N < 0 OR N > FUNCTION LENGTH(TEXT-IN)
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-PATCH
                   ZOOM-E-INVALID-ARGUMENT FIELD
                   "expected text without NUL, and its length"
               GOBACK
           END-IF
           CALL "ZRAW-USER-PATCH-SET-N"
               USING ZOOM-PATCH-HANDLE FIELD-Z TEXT-IN N ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-TEXT-N.

       *> Sets a field to JSON, unchanged.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-JSON.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  TEXT-LENGTH BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD TEXT-IN.
           CALL "ZOOM-TRIMMED-LENGTH" USING TEXT-IN TEXT-LENGTH
           CALL "ZOOM-PATCH-JSON-N"
               USING ZOOM-PATCH FIELD TEXT-IN TEXT-LENGTH
           GOBACK.
       END PROGRAM ZOOM-PATCH-JSON.

       *> The same with a length: blanks at the end are part of it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-JSON-N.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       01  N BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  TEXT-IN PIC X ANY LENGTH.
       01  TEXT-LENGTH PIC 9 ANY NUMERIC.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD TEXT-IN TEXT-LENGTH.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           MOVE TEXT-LENGTH TO N
           IF N < 0 OR N > FUNCTION LENGTH(TEXT-IN)
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-PATCH
                   ZOOM-E-INVALID-ARGUMENT FIELD
                   "expected text without NUL, and its length"
               GOBACK
           END-IF
           CALL "ZRAW-USER-PATCH-SET-JSON-N"
               USING ZOOM-PATCH-HANDLE FIELD-Z TEXT-IN N ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-JSON-N.

       *> Sets a field to a whole number, given in any numeric usage.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-NUMBER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       01  DIGITS PIC S9(29)V9(9) SIGN LEADING SEPARATE.
       01  FILLER REDEFINES DIGITS.
           05  FILLER PIC X.
           05  TOO-HIGH PIC X(10).
           05  WHOLE PIC X(19).
           05  FRACTION PIC X(9).
       01  NUMBER-IN BINARY-DOUBLE.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  NUMBER-GIVEN PIC 9 ANY NUMERIC.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD NUMBER-GIVEN.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           MOVE ZEROS TO DIGITS
           IF NUMBER-GIVEN IS NUMERIC
               MOVE NUMBER-GIVEN TO DIGITS
           END-IF
           IF NUMBER-GIVEN IS NOT NUMERIC OR FRACTION NOT = ALL "0"
               OR TOO-HIGH NOT = ALL "0"
               OR WHOLE > "9223372036854775807"
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-PATCH
                   ZOOM-E-INVALID-ARGUMENT FIELD
                   "expected a whole number of at most 64 bits"
               GOBACK
           END-IF
           MOVE DIGITS TO NUMBER-IN
           CALL "ZRAW-USER-PATCH-SET-INT64"
               USING ZOOM-PATCH-HANDLE FIELD-Z NUMBER-IN ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-NUMBER.

       *> Sets a field to true ("Y") or false ("N").
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-FLAG.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       01  FLAG BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       01  YES-OR-NO PIC X.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD YES-OR-NO.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           EVALUATE YES-OR-NO
               WHEN "Y" MOVE 1 TO FLAG
               WHEN "N" MOVE 0 TO FLAG
               WHEN OTHER
                   CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-PATCH
                       ZOOM-E-INVALID-ARGUMENT FIELD "expected Y or N"
                   GOBACK
           END-EVALUATE
           CALL "ZRAW-USER-PATCH-SET-BOOL"
               USING ZOOM-PATCH-HANDLE FIELD-Z FLAG ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-FLAG.

       *> Sets a field to JSON null.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-NULL.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-USER-PATCH-SET-NULL"
               USING ZOOM-PATCH-HANDLE FIELD-Z ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-NULL.

       *> Removes a field from the patch.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-UNSET.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  FIELD-Z PIC X(256).
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  FIELD PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-PATCH FIELD.
           CALL "ZOOM-PATCH-FIELD" USING ZOOM-PATCH FIELD FIELD-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-USER-PATCH-UNSET"
               USING ZOOM-PATCH-HANDLE FIELD-Z ANSWER
           CALL "ZOOM-PATCH-TOLD" USING ZOOM-PATCH ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-UNSET.

       *> Validates a patch without sending it.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-PATCH-CHECK.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-PATCH ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-PATCH "patch" ZOOM-REPLY
           IF RETURN-CODE NOT = 0
               GOBACK
           END-IF
           CALL "ZRAW-USER-PATCH-CHECK"
               USING ZOOM-PATCH-HANDLE RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-PATCH-CHECK.
